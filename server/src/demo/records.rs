//! The records of the demo, one by one, as chance has them.

use super::DemoError;
use super::draw::Draw;
use super::names;
use crate::clock::{DAY, HOUR};
use app::api::interventions::CentreRow;
use domain::attendance::{Attendance, RosterEntry};
use domain::code::{ReceiptCode, RegistrationCode};
use domain::consent::{CURRENT_TEXT, Consent, Explained};
use domain::contact::{Contact, PhoneNumber};
use domain::id::{InterestId, InterventionId, SignatoryId, UserId};
use domain::interest::Interest;
use domain::intervention::{Intervention, Mode};
use domain::language::Language;
use domain::level::CefrLevel;
use domain::person::{Birth, Origin, Signatory};
use domain::scheme::{SchemeKind, Wishes};
use domain::time::{Day, Instant};

/// Numbers below are left to lists that people try out: they would look like somebody known.
const FIRST_NUMBER: u32 = 4_000;

/// A visit of a centre.
pub(super) fn visit(draw: &mut Draw, centre: &CentreRow, starts_at: Instant) -> Intervention {
    Intervention {
        id: InterventionId(draw.identity()),
        centre: centre.id,
        centre_name: centre.name.clone(),
        town: centre.town.clone(),
        starts_at,
        mode: if draw.chance(15) { Mode::Remote } else { Mode::InPerson },
        code: RegistrationCode::from_bits(draw.next()),
        code_expires_at: starts_at.plus(DAY),
        version: 1,
    }
}

/// A person from an imported list.
pub(super) fn person(
    draw: &mut Draw,
    number: u32,
    training_ends: Day,
) -> Result<Signatory, DemoError> {
    let (family_name, given_name) = names::name(draw, number)?;
    let year = 1_961 + i16::try_from(draw.below(45)).unwrap_or_default();
    let birth = if draw.chance(20) {
        Birth::Year(year)
    } else {
        // The first of January often stands for an unknown day.
        let (month, day) = if draw.chance(15) { (1, 1) } else { (draw.below(12), draw.below(28)) };
        let part = |number: usize| u32::try_from(number).unwrap_or_default().max(1);
        Day::new(i32::from(year), part(month), part(day)).map_or(Birth::Year(year), Birth::Date)
    };
    let phone = draw
        .chance(85)
        .then(|| {
            PhoneNumber::new(&format!(
                "063998{:04}",
                FIRST_NUMBER + number % (10_000 - FIRST_NUMBER)
            ))
        })
        .transpose()
        .map_err(|_| DemoError::Impossible("a telephone number"))?;
    Ok(Signatory {
        id: SignatoryId(draw.identity()),
        family_name,
        given_name,
        birth: Some(birth),
        contact: Contact { phone, email: None, preferred: None },
        level: draw.one(&[CefrLevel::InfraA1, CefrLevel::A1, CefrLevel::A1, CefrLevel::A2]),
        training_ends: Some(training_ends),
        origin: Origin::Import,
        version: 1,
    })
}

/// A line of the sheet; of a past visit it is marked.
pub(super) fn entry(
    draw: &mut Draw,
    visit: &Intervention,
    person: &Signatory,
    adviser: UserId,
    past: bool,
) -> RosterEntry {
    let expected = RosterEntry::expected(visit.id, person.id);
    if !past {
        return RosterEntry { version: 1, ..expected };
    }
    let mark = match draw.below(100) {
        0..75 => Attendance::Present,
        75..90 => Attendance::Absent,
        _ => Attendance::Excused,
    };
    RosterEntry {
        mark: Some(mark),
        marked_by: Some(adviser),
        marked_at: Some(visit.starts_at.plus(10 * 60_000)),
        version: 2,
        ..expected
    }
}

/// An interest given an hour into the visit.
pub(super) fn interest(
    draw: &mut Draw,
    visit: &Intervention,
    person: &Signatory,
    adviser: UserId,
) -> Result<Interest, DemoError> {
    let mut kinds = SchemeKind::ALL.to_vec();
    let wished = 1 + draw.below(3);
    while kinds.len() > wished {
        kinds.remove(draw.below(kinds.len()));
    }
    kinds.rotate_left(draw.below(wished));
    let own = draw.chance(30);
    let at = visit.starts_at.plus(HOUR);
    Ok(Interest {
        id: InterestId(draw.identity()),
        signatory: person.id,
        intervention: visit.id,
        wishes: Wishes::new(kinds).map_err(|_| DemoError::Impossible("wishes"))?,
        consent: Consent {
            text: CURRENT_TEXT,
            language: draw.one(&Language::ALL).unwrap_or_default(),
            explained: if own { Explained::Read } else { Explained::Aloud },
            given_at: at,
        },
        origin: if own { Origin::OwnPhone } else { Origin::Adviser },
        entered_by: (!own).then_some(adviser),
        entered_at: at,
        receipt: Some(ReceiptCode::from_bits(draw.next())),
        withdrawn: None,
        version: 1,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn interests_wish_for_one_to_three_kinds() {
        let mut draw = Draw::seeded(3, Instant(0));
        let centre = CentreRow {
            id: domain::id::CentreId(draw.identity()),
            name: "Centre fictif".to_owned(),
            town: "Laon".to_owned(),
            department: "02".to_owned(),
            closed: false,
        };
        let visit = visit(&mut draw, &centre, Instant(0));
        let person = person(&mut draw, 1, Day(0)).expect("a person");
        for _ in 0..200 {
            let adviser = UserId(draw.identity());
            let interest = interest(&mut draw, &visit, &person, adviser).expect("an interest");
            assert!((1..=3).contains(&interest.wishes.kinds().len()));
        }
    }
}
