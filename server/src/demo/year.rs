//! A year of the demo as the directorate tells of it: visits to every centre each month, about one
//! in four of those met interested, nearly a hundred referred.

use super::DemoError;
use super::draw::Draw;
use super::records::{entry, interest, person, visit};
use super::territory::Territory;
use super::way::Way;
use crate::clock::{DAY, HOUR, day_of};
use crate::db::Writing;
use domain::Record;
use domain::attendance::Attendance;
use domain::person::Signatory;
use domain::time::{Day, Instant};

/// Months that have passed.
const MONTHS: i64 = 12;
/// The last visit of the year was so many days ago; later ones are those of the usual demo.
const LAST: i64 = 4;
/// Three of four on a list come ([`entry`]).
const OF_A_LIST: (u32, u32) = (3, 4);
/// Those who are interested, of a hundred met.
const INTERESTED: usize = 24;
/// Those who come to a second visit, elsewhere, of a hundred met.
const MET_AGAIN: usize = 3;

/// Makes the visits of a year at which about `met` people were met, and what became of them. The
/// people's numbers begin with `number`.
pub(super) async fn make(
    unit: &mut Writing,
    draw: &mut Draw,
    territory: &Territory,
    met: u32,
    mut number: u32,
    now: Instant,
) -> Result<(), DemoError> {
    let centres = u32::try_from(territory.centres.len()).unwrap_or_default();
    let visits = centres * u32::try_from(MONTHS).unwrap_or_default();
    if met == 0 || visits == 0 || territory.advisers.is_empty() {
        return Ok(());
    }
    let listed = met * OF_A_LIST.1 / OF_A_LIST.0;
    let schemes = unit.schemes(territory.directorate).await?;
    let mut made = 0;
    let mut again: Option<Signatory> = None;
    for month in (1..=MONTHS).rev() {
        for (place, centre) in territory.centres.iter().enumerate() {
            made += 1;
            let starts_at = day_of_visit(now, month, place, draw);
            let adviser = territory.advisers[place % territory.advisers.len()];
            let visit = visit(draw, centre, starts_at);
            put(unit, territory, starts_at, Record::Intervention(visit.clone())).await?;
            unit.assign(visit.id, &[adviser]).await?;
            if let Some(person) = again.take() {
                let mut entry = entry(draw, &visit, &person, adviser, true);
                entry.mark = Some(Attendance::Present);
                put(unit, territory, starts_at, Record::RosterEntry(entry)).await?;
            }
            // As many as are due by now, so that the lists add up.
            let due = listed * made / visits - listed * (made - 1) / visits;
            for _ in 0..due {
                let ends = Day(day_of(starts_at).0 + days(draw, 25) - 5);
                let person = person(draw, number, ends)?;
                number += 1;
                let entry = entry(draw, &visit, &person, adviser, true);
                let present = entry.mark == Some(Attendance::Present);
                put(unit, territory, starts_at, Record::Signatory(person.clone())).await?;
                put(unit, territory, starts_at, Record::RosterEntry(entry)).await?;
                if present && draw.chance(INTERESTED) {
                    let interest = interest(draw, &visit, &person, adviser)?;
                    let given = interest.entered_at;
                    put(unit, territory, given, Record::Interest(interest.clone())).await?;
                    Way { unit, draw, territory, schemes: &schemes, now }
                        .of(&person, &interest)
                        .await?;
                } else if present && draw.chance(MET_AGAIN) {
                    again = Some(person);
                }
            }
        }
    }
    Ok(())
}

/// A morning or an afternoon of a working day, `months` ago, another for each centre.
fn day_of_visit(now: Instant, months: i64, centre: usize, draw: &mut Draw) -> Instant {
    let midnight = now.0 - now.0.rem_euclid(DAY);
    let ago = (months - 1) * 30 + LAST + i64::try_from(centre).unwrap_or_default() * 3;
    let mut day = midnight - ago * DAY;
    // The first day of 1970 was a Thursday: Saturday and Sunday move to the Friday before.
    let weekday = (day.div_euclid(DAY) + 3).rem_euclid(7);
    day -= (weekday - 4).max(0) * DAY;
    Instant(day + if draw.chance(60) { 8 } else { 13 } * HOUR)
}

fn days(draw: &mut Draw, below: usize) -> i32 {
    i32::try_from(draw.below(below)).unwrap_or_default()
}

async fn put(
    unit: &mut Writing,
    territory: &Territory,
    at: Instant,
    record: Record,
) -> Result<(), DemoError> {
    Ok(unit.put_record(territory.directorate, &record, at).await?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn visits_are_on_working_days_of_the_last_year() {
        let now = Instant(1_781_514_000_000);
        let mut draw = Draw::seeded(1, now);
        for month in 1..=MONTHS {
            for centre in 0..7 {
                let at = day_of_visit(now, month, centre, &mut draw);
                assert!((at.0.div_euclid(DAY) + 3).rem_euclid(7) < 5);
                assert!(at < now.plus(-3 * DAY) && at > now.plus(-370 * DAY));
            }
        }
    }
}
