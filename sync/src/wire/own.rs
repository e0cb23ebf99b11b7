//! Effects that a device works out by itself instead of being sent them.

use super::CHECKSUM;
use domain::Record;
use serde::{Deserialize, Serialize};

/// Effects of commands of a request that the answer to it leaves out.
///
/// Most of what an adviser enters changes one record that nobody else touched meanwhile. What such
/// a command makes of the record is what the device shows already, by the same rules, so it need not
/// travel back. Whether both came to the same is told by the sum: a device that comes to another one
/// fetches its copy anew.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Own {
    /// The commands, by first and last number.
    pub numbers: Vec<(u64, u64)>,
    /// [`sum`](Self::sum) of the records as they are after them.
    pub sum: u32,
}

impl Own {
    /// Commands by their numbers, in order, and the records as they are after them, in the order of
    /// their keys.
    #[must_use]
    pub fn of<'a>(
        numbers: impl IntoIterator<Item = u64>,
        records: impl IntoIterator<Item = &'a Record>,
    ) -> Self {
        let mut runs: Vec<(u64, u64)> = Vec::new();
        for number in numbers {
            match runs.last_mut() {
                Some((_, last)) if last.checked_add(1) == Some(number) => *last = number,
                _ => runs.push((number, number)),
            }
        }
        Self { numbers: runs, sum: Self::sum(records) }
    }

    /// Stands for records, in this order.
    #[must_use]
    pub fn sum<'a>(records: impl IntoIterator<Item = &'a Record>) -> u32 {
        let mut digest = CHECKSUM.digest();
        for record in records {
            digest.update(&postcard::to_allocvec(record).unwrap_or_default());
        }
        digest.finalize()
    }

    /// Whether the effects of a command are among them.
    #[must_use]
    pub fn contains(&self, number: u64) -> bool {
        self.numbers.iter().any(|(first, last)| (*first..=*last).contains(&number))
    }
}
