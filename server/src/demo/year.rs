//! A year of the demo as the directorate tells of it: visits to every centre each month, about one
//! in four of those met interested, nearly a hundred referred.

use super::DemoError;
use super::draw::Draw;
use super::records::{entry, interest, person, visit};
use super::territory::Territory;
use super::way::Way;
use crate::civil::day_of;
use crate::clock::{DAY, HOUR};
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
    use crate::auth::{Cookies, Passwords, Throttle};
    use crate::db::{Account, Cohort, Limit, OpenOptions, Sight, Store};
    use crate::demo::{catalogue, territory};
    use crate::live::Hub;
    use crate::randomness::SystemRandomness;
    use crate::services::{Desk, Lifetimes, Office};
    use app::api::account::Role;
    use app::api::figures::{Audience, Breakdown, Count, Counts, Month};
    use app::api::services::DeskServices as _;
    use domain::id::UserId;
    use std::sync::Arc;
    use uuid::Uuid;

    const NOW: Instant = Instant(1_781_514_000_000);
    const TOWNS: [&str; 7] =
        ["Laon", "Saint-Quentin", "Soissons", "Château-Thierry", "Tergnier", "Chauny", "Hirson"];

    #[test]
    fn visits_are_on_working_days_of_the_last_year() {
        let mut draw = Draw::seeded(1, NOW);
        for month in 1..=MONTHS {
            for centre in 0..7 {
                let at = day_of_visit(NOW, month, centre, &mut draw);
                assert!((at.0.div_euclid(DAY) + 3).rem_euclid(7) < 5);
                assert!(at < NOW.plus(-3 * DAY) && at > NOW.plus(-370 * DAY));
            }
        }
    }

    async fn territory_with_schemes(store: &Store) -> Territory {
        store.migrate(&SystemRandomness).await.expect("migrated");
        let communes: Vec<serde_json::Value> = (1..)
            .zip(TOWNS)
            .map(|(number, town)| {
                serde_json::json!({"code": format!("0200{number}"), "nom": town,
                    "departement": "02", "type": "commune-actuelle", "codesPostaux": ["02000"]})
            })
            .collect();
        let json = serde_json::to_vec(&communes).expect("json");
        let mut unit = store.write().await.expect("a unit");
        let mut draw = Draw::seeded(2_021, NOW);
        let passwords = Passwords::new().expect("passwords");
        let territory =
            territory::make(&mut unit, &mut draw, &passwords, &json, NOW).await.expect("made");
        catalogue::make(&mut unit, &mut draw, &territory, NOW).await.expect("schemes");
        unit.commit().await.expect("committed");
        territory
    }

    async fn counts(store: &Store, territory: &Territory) -> Counts {
        let cohort = Cohort {
            sight: Sight::whole(territory.directorate),
            visits: NOW.plus(-366 * DAY)..NOW,
            today: day_of(NOW),
        };
        let month = |_| Month { year: 2026, month: 1 };
        let mut unit = store.read().await.expect("a unit");
        let groups = unit.funnel(&cohort, Breakdown::Month, month).await.expect("a funnel");
        groups.first().map(|(_, counts)| *counts).unwrap_or_default()
    }

    #[derive(Debug)]
    struct Stopped;

    impl crate::clock::Clock for Stopped {
        fn now(&self) -> Instant {
            NOW
        }
    }

    fn desk(store: Store, territory: &Territory) -> Desk {
        let office = Office {
            store,
            clock: Arc::new(Stopped),
            randomness: Arc::new(SystemRandomness),
            passwords: Passwords::new().expect("passwords"),
            throttle: Throttle::default(),
            cookies: Cookies::for_base_url("http://localhost:3000"),
            lifetimes: Lifetimes {
                supervisor_idle: HOUR,
                adviser_idle: HOUR,
                absolute: HOUR,
                lease_minutes: 60,
            },
            live: Hub::default(),
        };
        let account = Account {
            id: UserId(Uuid::nil()),
            login: "fictif".to_owned(),
            display_name: "Exemple".to_owned(),
            role: Role::Supervisor,
            directorate: territory.directorate,
            limit: Limit::Whole,
        };
        Desk::new(Arc::new(office), account)
    }

    #[tokio::test]
    async fn the_year_is_the_one_of_the_source() {
        let folder = tempfile::tempdir().expect("a folder");
        let url = format!("sqlite://{}", folder.path().join("demo.sqlite3").display());
        let store = Store::open(&OpenOptions { url, max_pages: None }).await.expect("a store");
        let territory = territory_with_schemes(&store).await;
        let begun = std::time::Instant::now();
        let mut unit = store.write().await.expect("a unit");
        let mut draw = Draw::seeded(7, NOW);
        make(&mut unit, &mut draw, &territory, 1_500, 0, NOW).await.expect("a year");
        unit.commit().await.expect("committed");
        let took = begun.elapsed();
        assert!(took.as_secs() < 20, "{took:?}");

        let [present, interested, interviewed, referred, accepted, entered, there] =
            counts(&store, &territory).await;
        let told = (present, interested, interviewed, referred, accepted, entered, there);
        assert!((1_350..1_650).contains(&present), "{told:?}");
        assert!((85..130).contains(&referred), "{told:?}");
        assert!(interested > interviewed && interviewed > referred, "{told:?}");
        assert!(referred > accepted && accepted > entered && entered > there, "{told:?}");
        assert!(there > 10, "{told:?}");

        let begun = std::time::Instant::now();
        let desk = desk(store.clone(), &territory);
        let report = desk.report(2026, Audience::Office).await.expect("a report");
        let took = begun.elapsed();
        assert!(took.as_secs() < 1, "{took:?}");
        assert!(report.without_path.is_some(), "{report:?}");
        for part in report.referred {
            assert_ne!(part.people, Count::Exact(0), "{:?}", part.part);
        }

        let mut unit = store.read().await.expect("a unit");
        for scheme in unit.schemes(territory.directorate).await.expect("schemes") {
            assert!(scheme.taken <= scheme.places.unwrap_or(u16::MAX));
        }
        drop(unit);
        let path = format!("sqlite://{}", store.path().expect("a file").display());
        let pool = sqlx::SqlitePool::connect(&path).await.expect("a second connection");
        let states: Vec<(String, i64)> = sqlx::query_as(
            "select state, count(*) from referrals group by state
             union all select state, count(*) from interviews group by state",
        )
        .fetch_all(&pool)
        .await
        .expect("states");
        for wanted in [
            "completed",
            "entered",
            "dropped_out",
            "declined",
            "waitlisted",
            "expired",
            "withdrawn",
            "held",
            "no_show",
            "planned",
        ] {
            assert!(states.iter().any(|(state, _)| state == wanted), "{wanted} {states:?}");
        }
        let late: i64 = sqlx::query_scalar(
            "select (select count(*) from referral_events where at >= $1)
                 + (select count(*) from interview_events where at >= $1)",
        )
        .bind(NOW.0)
        .fetch_one(&pool)
        .await
        .expect("a count");
        assert_eq!(late, 0, "nothing has happened after today");
    }
}
