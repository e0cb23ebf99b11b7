//! What of a table of counts may be told to others: no count from one to four, and nothing from
//! which one could be computed.
//!
//! Hiding the small counts alone is not enough: a single one is the total less all others. So
//! further counts are hidden, the smallest first, until whoever knows the total and everything
//! that is still told has at least two values left for each small count. If nothing is left to
//! hide, the total is.

use app::api::figures::Count;

/// Counts under this one are not told, except 0, which is nobody.
const FEW: u32 = 5;

/// A row of counts that add up to a total, as it may be told.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Masked {
    /// The counts.
    pub(super) cells: Vec<Count>,
    /// The total.
    pub(super) total: Count,
}

/// A count that stands alone.
pub(super) const fn small(count: u32) -> Count {
    if 0 < count && count < FEW { Count::UnderFive } else { Count::Exact(count) }
}

/// Hides what must be hidden of counts that add up.
pub(super) fn masked(counts: &[u32], total: Count) -> Masked {
    let mut cells: Vec<Count> = counts.iter().copied().map(small).collect();
    let few: Vec<u32> =
        counts.iter().copied().filter(|count| small(*count) == Count::UnderFive).collect();
    if few.is_empty() || matches!(total, Count::UnderFive | Count::Hidden) {
        return Masked { cells, total };
    }
    let mut hidden: Vec<u32> = Vec::new();
    while !is_ambiguous(&few, &hidden) {
        let next = cells
            .iter_mut()
            .filter_map(|cell| match *cell {
                Count::Exact(count) if count > 0 => Some((count, cell)),
                _ => None,
            })
            .min_by_key(|(count, _)| *count);
        let Some((count, cell)) = next else {
            return Masked { cells, total: Count::Hidden };
        };
        *cell = Count::Hidden;
        hidden.push(count);
    }
    Masked { cells, total }
}

/// Whether each of the small counts `few` could have another value, for who knows the sum of
/// these and of the larger counts `hidden`, and that the first are one to four and the second
/// five or more.
fn is_ambiguous(few: &[u32], hidden: &[u32]) -> bool {
    let sum: u32 = few.iter().chain(hidden).sum();
    let (others, larger) = (length(few) - 1, length(hidden));
    // The least and the most that all the others can be.
    let least = others + larger * FEW;
    let most = if larger > 0 { u32::MAX } else { others * (FEW - 1) };
    let highest = sum.saturating_sub(least).min(FEW - 1);
    let lowest = sum.saturating_sub(most).max(1);
    highest > lowest
}

fn length(counts: &[u32]) -> u32 {
    u32::try_from(counts.len()).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// All values that a reader can give to the cells.
    fn readings(masked: &Masked, sum: u32) -> Vec<Vec<u32>> {
        let mut readings = vec![Vec::new()];
        for cell in &masked.cells {
            let values: Vec<u32> = match cell {
                Count::Exact(count) => vec![*count],
                Count::UnderFive => (1..FEW).collect(),
                Count::Hidden => (FEW..=sum.max(FEW)).collect(),
            };
            readings = readings
                .into_iter()
                .flat_map(|begun: Vec<u32>| {
                    values.iter().map(move |value| [begun.as_slice(), &[*value]].concat())
                })
                .collect();
        }
        let told = masked.total == Count::Exact(sum);
        readings.retain(|values| !told || values.iter().sum::<u32>() == sum);
        readings
    }

    #[test]
    fn no_small_count_can_be_computed_from_what_is_told() {
        for a in 0..12 {
            for b in 0..12 {
                for c in 0..12 {
                    let (counts, sum) = ([a, b, c], a + b + c);
                    let masked = masked(&counts, small(sum));
                    let readings = readings(&masked, sum);
                    assert!(readings.contains(&counts.to_vec()), "{counts:?} {masked:?}");
                    for (place, count) in counts.iter().enumerate() {
                        let alone = readings.iter().all(|reading| reading[place] == *count);
                        let is_small = (1..FEW).contains(count);
                        assert!(!(is_small && alone), "{counts:?} {masked:?}");
                    }
                }
            }
        }
    }

    #[test]
    fn nothing_more_is_hidden_than_must_be() {
        let told = masked(&[40, 0, 12], Count::Exact(52));
        assert_eq!(told.cells, [Count::Exact(40), Count::Exact(0), Count::Exact(12)]);
        let two = masked(&[40, 3, 2], Count::Exact(45));
        assert_eq!(two.cells, [Count::Exact(40), Count::UnderFive, Count::UnderFive]);
        assert_eq!(two.total, Count::Exact(45));
    }
}
