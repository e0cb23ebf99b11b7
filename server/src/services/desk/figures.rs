//! Figures: the funnel, the people behind each number, the year's report.

use super::masking::{masked, small};
use super::{Desk, invalid};
use crate::civil;
use crate::db::{AboutTheMet, Cohort, Members, PartRow};
use crate::text_fr;
use app::api::ApiError;
use app::api::figures::{
    Audience, Behind, Breakdown, CentreCount, Count, Counts, Delay, Funnel, FunnelGroup, Group,
    Month, Part, PartCount, Period, Report,
};
use app::api::interventions::CentreRow;
use app::text::fr::desk::accounts::of_directorate;
use domain::id::{CentreId, UserId};
use domain::level::CefrLevel;
use domain::scheme::SchemeKind;
use domain::time::{Day, Instant};
use std::ops::Range;

/// Years that have a report.
const YEARS: std::ops::RangeInclusive<i32> = 2000..=2100;

impl Desk {
    pub(super) async fn funnel_of(
        &self,
        period: Period,
        by: Breakdown,
    ) -> Result<Funnel, ApiError> {
        self.for_centres()?;
        let cohort = self.cohort(period)?;
        let mut unit = self.office.store.read().await?;
        let month_of = |at| Month::of(civil::day_of(at));
        let found = unit.funnel(&cohort, by, month_of).await?;
        let mut counts = Counts::default();
        for (_, group) in &found {
            for (sum, count) in counts.iter_mut().zip(group) {
                *sum += count;
            }
        }
        let centres = unit.centres(self.sight(), None).await?;
        let accounts = unit.account_names(self.directorate()).await?;
        let expected = unit.expected(&cohort).await?;
        let AboutTheMet { too_early, delays, rates } = unit.about_the_met(&cohort).await?;
        let groups = in_order(found, &centres, &accounts);
        Ok(Funnel { expected, counts, too_early, groups, delays, rates })
    }

    fn cohort(&self, period: Period) -> Result<Cohort, ApiError> {
        Ok(Cohort {
            sight: self.sight(),
            visits: span(period)?,
            today: civil::day_of(self.office.now()),
        })
    }

    /// Whose list `behind` is.
    ///
    /// # Errors
    /// When its period or year is none, or the account may not ask how far people came.
    pub(crate) fn members(&self, behind: Behind) -> Result<Members, ApiError> {
        Ok(match behind {
            Behind::Funnel { period, stage, group } => {
                self.for_centres()?;
                let month = match group {
                    Some(Group::Month(month)) => Some(span(month.period().unwrap_or_default())?),
                    _ => None,
                };
                Members::Funnel { cohort: self.cohort(period)?, stage, group, month }
            }
            Behind::Referred { year, part, centre } => {
                Members::Referred { sight: self.sight(), sent: span(days_of(year)?)?, part, centre }
            }
        })
    }

    pub(super) async fn report_of(
        &self,
        year: i32,
        audience: Audience,
    ) -> Result<Report, ApiError> {
        let days = days_of(year)?;
        let (cohort, of_year) = (self.cohort(days)?, span(days)?);
        let (directorate, sight) = (self.directorate(), self.sight());
        let mut unit = self.office.store.read().await?;
        let (visits, centres_visited) =
            unit.visits_made(sight, &of_year, self.office.now()).await?;
        let centres = unit.centres(sight, None).await?;
        let parts = unit.referred_by_part(sight, &of_year).await?;
        let found = unit.referred_by_centre(sight, &of_year).await?;
        let by_centre: Vec<u32> =
            centres.iter().map(|centre| people_of(&found, centre.id)).collect();
        let month_of = |at| Month::of(civil::day_of(at));
        let (mut funnel, mut without_path) = (Vec::new(), None);
        // How far people came elsewhere is not told to a partner.
        if self.for_centres().is_ok() {
            let mut counts = Counts::default();
            for (_, group) in unit.funnel(&cohort, Breakdown::Level, month_of).await? {
                for (sum, count) in counts.iter_mut().zip(group) {
                    *sum += count;
                }
            }
            funnel = counts.to_vec();
            without_path = unit.days_without_path(&cohort).await?;
        }
        let limits = match self.for_all() {
            Ok(()) => Vec::new(),
            Err(_) => unit.scope_of(directorate, self.account.id).await?.limits,
        };
        let (referred, by_centre) = told(audience, &parts, &by_centre);
        Ok(Report {
            year,
            directorate: of_directorate(&unit.directorate_name(directorate).await?, &limits),
            visits,
            centres_visited,
            referred: Part::ALL
                .into_iter()
                .zip(referred)
                .map(|(part, people)| PartCount { part, people })
                .collect(),
            by_centre: centres
                .into_iter()
                .zip(by_centre)
                .map(|(centre, people)| CentreCount { centre, people })
                .collect(),
            funnel: match audience {
                Audience::Office => funnel.into_iter().map(Count::Exact).collect(),
                Audience::Shared => funnel.into_iter().map(small).collect(),
            },
            without_path: match audience {
                Audience::Office => without_path,
                Audience::Shared => without_path.filter(|Delay { number, .. }| *number >= 5),
            },
        })
    }
}

/// The moments of a period, the last one left out.
fn span(period: Period) -> Result<Range<Instant>, ApiError> {
    let unlikely = || invalid("period", text_fr::UNLIKELY_PERIOD);
    if period.from.zip(period.to).is_some_and(|(from, to)| to < from) {
        return Err(unlikely());
    }
    let moment = |day: Option<Day>, open: i64| match day {
        None => Ok(Instant(open)),
        Some(day) => civil::start_of(day).ok_or_else(unlikely),
    };
    let after = period.to.map(|day| Day(day.0.saturating_add(1)));
    Ok(moment(period.from, i64::MIN)?..moment(after, i64::MAX)?)
}

fn days_of(year: i32) -> Result<Period, ApiError> {
    if !YEARS.contains(&year) {
        return Err(invalid("year", text_fr::UNLIKELY_YEAR));
    }
    Ok(Period { from: Day::new(year, 1, 1), to: Day::new(year, 12, 31) })
}

fn people_of(found: &[(CentreId, u32)], centre: CentreId) -> u32 {
    found.iter().find(|(id, _)| *id == centre).map_or(0, |(_, people)| *people)
}

/// The groups as they are read: centres by town, advisers by name, months and levels as they
/// follow each other, who is not known last.
fn in_order(
    found: Vec<(Group, Counts)>,
    centres: &[CentreRow],
    accounts: &[(UserId, String)],
) -> Vec<FunnelGroup> {
    let place = |group: Group| -> Option<usize> {
        match group {
            Group::Centre(id) => centres.iter().position(|centre| centre.id == id),
            Group::Adviser(id) => accounts.iter().position(|(own, _)| Some(*own) == id),
            Group::Kind(kind) => SchemeKind::ALL.iter().position(|own| Some(*own) == kind),
            Group::Level(level) => CefrLevel::ALL.iter().position(|own| Some(*own) == level),
            Group::Month(Month { year, month }) => {
                usize::try_from(i64::from(year) * 12 + i64::from(month)).ok()
            }
        }
    };
    let name = |group: Group| match group {
        Group::Centre(id) => centres
            .iter()
            .find(|centre| centre.id == id)
            .map(|centre| format!("{} — {}", centre.town, centre.name)),
        Group::Adviser(id) => {
            accounts.iter().find(|(own, _)| Some(*own) == id).map(|(_, name)| name.clone())
        }
        Group::Kind(_) | Group::Level(_) | Group::Month(_) => None,
    };
    let mut groups: Vec<FunnelGroup> = found
        .into_iter()
        .map(|(group, counts)| FunnelGroup { group, name: name(group).unwrap_or_default(), counts })
        .collect();
    groups.sort_by_key(|row| place(row.group).unwrap_or(usize::MAX));
    groups
}

/// The parts and the centres as the audience may read them. Both add up to the same total, the
/// courses of French to theirs: what is not told of one must not follow from the other.
fn told(audience: Audience, parts: &PartRow, by_centre: &[u32]) -> (Vec<Count>, Vec<Count>) {
    if audience == Audience::Office {
        let exact = |counts: &[u32]| counts.iter().copied().map(Count::Exact).collect();
        return (exact(&parts.people), exact(by_centre));
    }
    let [all, french, a2, b1, professional, social] = parts.people;
    let inside = masked(&[a2, b1, parts.other_french], small(french));
    let kinds = masked(&[french, professional, social], small(all));
    let centres = masked(by_centre, small(all));
    // The total is told only where neither way of adding it up gives a small count away.
    let total = if kinds.total == small(all) && centres.total == small(all) {
        small(all)
    } else {
        Count::Hidden
    };
    // Where the courses of French as a whole are not told, their parts would tell them.
    let french_told = kinds.cells[0] == Count::Exact(french) && inside.total == small(french);
    let part = |count: u32, cell: Count| match (french_told, cell) {
        (true, cell) => cell,
        (false, Count::UnderFive) => Count::UnderFive,
        (false, _) if count == 0 => Count::Exact(0),
        (false, _) => Count::Hidden,
    };
    let french_cell = match (french_told, kinds.cells[0]) {
        (false, Count::Exact(people)) if people > 0 => Count::Hidden,
        (_, cell) => cell,
    };
    let parts = vec![
        total,
        french_cell,
        part(a2, inside.cells[0]),
        part(b1, inside.cells[1]),
        kinds.cells[1],
        kinds.cells[2],
    ];
    (parts, centres.cells)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parts(people: [u32; 6], other_french: u32) -> PartRow {
        PartRow { people, other_french }
    }

    #[test]
    fn the_office_reads_every_number() {
        let row = parts([3, 1, 1, 0, 1, 1], 0);
        let (parts, centres) = told(Audience::Office, &row, &[2, 1]);
        assert_eq!(parts, row.people.map(Count::Exact));
        assert_eq!(centres, [Count::Exact(2), Count::Exact(1)]);
    }

    #[test]
    fn large_counts_are_told_to_everybody() {
        let row = parts([97, 52, 30, 22, 25, 20], 0);
        let (parts, centres) = told(Audience::Shared, &row, &[60, 37]);
        assert_eq!(parts, row.people.map(Count::Exact));
        assert_eq!(centres, [Count::Exact(60), Count::Exact(37)]);
    }

    #[test]
    fn a_small_part_cannot_be_computed_from_its_neighbours() {
        // Two of the courses of French lead to another level: A2 and B1 may not both be told.
        let (counts, _) = told(Audience::Shared, &parts([97, 52, 30, 20, 25, 20], 2), &[60, 37]);
        assert_eq!(counts[1], Count::Exact(52));
        assert_eq!(counts[2..4], [Count::Exact(30), Count::Hidden]);
        // Three of socialisation: one more of the three is hidden.
        let (counts, _) = told(Audience::Shared, &parts([80, 52, 30, 22, 25, 3], 0), &[60, 20]);
        assert_eq!(counts[0], Count::Exact(80));
        assert_eq!(counts[4..], [Count::Hidden, Count::UnderFive]);
        // French itself is the one more: then its parts are not told either.
        let (counts, _) = told(Audience::Shared, &parts([58, 25, 13, 12, 30, 3], 0), &[58, 0]);
        assert_eq!(counts[1..4], [Count::Hidden; 3]);
        assert_eq!(counts[4..], [Count::Exact(30), Count::UnderFive]);
    }

    #[test]
    fn periods_are_checked() {
        let day = |month| Day::new(2026, month, 1);
        assert!(span(Period { from: day(3), to: day(2) }).is_err());
        assert!(span(Period { from: day(3), to: day(3) }).is_ok());
        assert!(span(Period::default()).is_ok());
        assert!(days_of(-5).is_err());
    }
}
