//! What has happened in the demo: visits, people, marks, interests, and one open question.

use super::DemoError;
use super::draw::Draw;
use super::records::{entry, interest, person, visit};
use super::territory::Territory;
use crate::civil::day_of;
use crate::clock::{DAY, HOUR};
use crate::db::{PlannedFilter, Sight, Writing};
use domain::attendance::{Attendance, RosterEntry};
use domain::code::RegistrationCode;
use domain::id::{ClientId, UserId};
use domain::intervention::Intervention;
use domain::person::Signatory;
use domain::time::Instant;
use domain::{Command, Conflict, Record};
use sync::server::{About, Declared, Entry};
use sync::{Envelope, Outcome};

/// Days from today of the past and coming visits; those of today are made apart.
const DAYS: [i64; 11] = [-70, -49, -35, -28, -21, -14, -7, 6, 13, 20, 34];
/// People on the list of each of those.
const ON_A_LIST: u32 = 8;

/// Makes the past, the plans, and people: `people` in all, of which those that no list holds yet
/// are left for today's.
pub(super) async fn make(
    unit: &mut Writing,
    draw: &mut Draw,
    territory: &Territory,
    people: u32,
    now: Instant,
) -> Result<(), DemoError> {
    let mut number = 0;
    let mut last = None;
    for (place, days) in DAYS.into_iter().enumerate() {
        let starts_at = morning(now).plus(days * DAY);
        let adviser = territory.advisers[place % territory.advisers.len().max(1)];
        let centre = &territory.centres[place % territory.centres.len().max(1)];
        let visit = visit(draw, centre, starts_at);
        put(unit, territory, now, Record::Intervention(visit.clone())).await?;
        unit.assign(visit.id, &[adviser]).await?;
        for _ in 0..ON_A_LIST.min(people.saturating_sub(number)) {
            let person = person(draw, number, day_of(starts_at))?;
            number += 1;
            let entry = entry(draw, &visit, &person, adviser, days < 0);
            if days < 0 {
                last = Some((visit.clone(), person.clone(), entry.clone()));
            }
            let interest = (entry.mark == Some(Attendance::Present) && draw.chance(70))
                .then(|| interest(draw, &visit, &person, adviser))
                .transpose()?;
            put(unit, territory, now, Record::Signatory(person)).await?;
            put(unit, territory, now, Record::RosterEntry(entry)).await?;
            if let Some(interest) = interest {
                put(unit, territory, now, Record::Interest(interest)).await?;
            }
        }
    }
    // Everybody else waits for today: the first adviser's list takes all but the others' share.
    make_visits_of_today(unit, draw, territory, people.saturating_sub(number), number, now).await?;
    if let Some((visit, person, entry)) = last {
        ask(unit, draw, territory, &visit, &person, &entry, now).await?;
    }
    Ok(())
}

/// Sees to it that there is a visit of today, and gives its registration code.
pub(super) async fn make_today(
    unit: &mut Writing,
    draw: &mut Draw,
    territory: &Territory,
    now: Instant,
) -> Result<RegistrationCode, DemoError> {
    for again in [false, true] {
        // Visits of today whose code is still taken for half a day.
        let filter = PlannedFilter {
            from: Some(now.plus(-12 * HOUR)),
            before: Some(now.plus(12 * HOUR)),
            ..PlannedFilter::default()
        };
        let all = Sight::whole(territory.directorate);
        let planned = unit.planned(all, filter, now).await?;
        let assigned = unit.assignments(all, None).await?;
        let first = territory.advisers.first().copied();
        let found = planned.iter().find(|row| {
            assigned.iter().any(|one| one.intervention == row.id && Some(UserId(one.user)) == first)
        });
        if let Some(row) = found {
            return RegistrationCode::parse(&row.code)
                .map_err(|_| DemoError::Impossible("a registration code"));
        }
        if !again {
            let known = unit.signatories_of_directorate(territory.directorate).await?.len();
            let number = u32::try_from(known).unwrap_or_default();
            make_visits_of_today(unit, draw, territory, 30, number, now).await?;
        }
    }
    Err(DemoError::Impossible("no visit of today"))
}

/// One visit for each adviser, beginning about now. The others have ten people each as far as
/// there are enough, the first all the rest.
async fn make_visits_of_today(
    unit: &mut Writing,
    draw: &mut Draw,
    territory: &Territory,
    people: u32,
    first_number: u32,
    now: Instant,
) -> Result<(), DemoError> {
    let others = u32::try_from(territory.advisers.len().saturating_sub(1)).unwrap_or_default();
    let share = (people / (others + 1)).min(10);
    let mut number = first_number;
    let mut left = people;
    for (place, adviser) in territory.advisers.iter().enumerate() {
        let centre = &territory.centres[place % territory.centres.len().max(1)];
        // On the full hour before now, so that it has just begun.
        let starts_at = Instant(now.0 - now.0.rem_euclid(HOUR));
        let visit = visit(draw, centre, starts_at);
        put(unit, territory, now, Record::Intervention(visit.clone())).await?;
        unit.assign(visit.id, &[*adviser]).await?;
        let count = if place == 0 { people - share * others } else { share.min(left) };
        left -= count;
        for _ in 0..count {
            let person = person(draw, number, day_of(starts_at))?;
            number += 1;
            let entry = entry(draw, &visit, &person, *adviser, false);
            put(unit, territory, now, Record::Signatory(person)).await?;
            put(unit, territory, now, Record::RosterEntry(entry)).await?;
        }
    }
    Ok(())
}

async fn put(
    unit: &mut Writing,
    territory: &Territory,
    now: Instant,
    record: Record,
) -> Result<(), DemoError> {
    Ok(unit.put_record(territory.directorate, &record, now).await?)
}

/// Nine o'clock (UTC) of the day.
fn morning(now: Instant) -> Instant {
    Instant(now.0 - now.0.rem_euclid(DAY) + 9 * HOUR)
}

/// A second adviser, offline, saw another mark: a question for the supervisor.
async fn ask(
    unit: &mut Writing,
    draw: &mut Draw,
    territory: &Territory,
    visit: &Intervention,
    person: &Signatory,
    entry: &RosterEntry,
    now: Instant,
) -> Result<(), DemoError> {
    let others: Vec<UserId> =
        territory.advisers.iter().copied().filter(|user| Some(*user) != entry.marked_by).collect();
    let Some(author) = draw.one(&others) else { return Ok(()) };
    let proposed = match entry.mark {
        Some(Attendance::Present) => Attendance::Absent,
        _ => Attendance::Present,
    };
    let command = Command::MarkAttendance {
        intervention: visit.id,
        signatory: person.id,
        mark: Some(proposed),
    };
    let client = ClientId(draw.identity());
    let declared = Declared { skew_ms: 0, waiting: 0 };
    unit.meet_client(client, author, declared, now).await?;
    unit.log_command(&Entry {
        client,
        seq: 1,
        envelope: &Envelope::seal(&command, 1, visit.starts_at.plus(12 * 60_000)),
        command: Some(&command),
        received_at: visit.starts_at.plus(3 * HOUR),
        outcome: &Outcome::Conflict(Conflict {
            standing: entry.mark,
            standing_by: entry.marked_by,
            standing_at: entry.marked_at,
            proposed: Some(proposed),
        }),
        again: false,
        directorate: territory.directorate,
        author,
        about: About { intervention: Some(visit.id), signatory: Some(person.id) },
    })
    .await?;
    Ok(())
}
