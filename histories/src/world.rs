//! Where every history begins: visits and schemes are there, the people are still to come.

use domain::code::RegistrationCode;
use domain::id::{CentreId, InterventionId, OrganisationId, SchemeId, SignatoryId, UserId};
use domain::intervention::{Intervention, Mode};
use domain::scheme::{Scheme, SchemeKind};
use domain::time::{Day, Instant};
use domain::{Record, State};
use uuid::Uuid;

/// The visits.
pub const VISITS: [InterventionId; 2] =
    [InterventionId(Uuid::from_u128(1)), InterventionId(Uuid::from_u128(2))];

/// The people who may come.
pub const PEOPLE: [SignatoryId; 4] = [
    SignatoryId(Uuid::from_u128(1)),
    SignatoryId(Uuid::from_u128(2)),
    SignatoryId(Uuid::from_u128(3)),
    SignatoryId(Uuid::from_u128(4)),
];

/// The advisers.
pub const ADVISERS: [UserId; 3] =
    [UserId(Uuid::from_u128(1)), UserId(Uuid::from_u128(2)), UserId(Uuid::from_u128(3))];

/// The schemes: with one place, with two, without a limit and with one place beside others, and
/// one that is closed.
pub const SCHEMES: [SchemeId; 5] = [
    SchemeId(Uuid::from_u128(1)),
    SchemeId(Uuid::from_u128(2)),
    SchemeId(Uuid::from_u128(3)),
    SchemeId(Uuid::from_u128(4)),
    SchemeId(Uuid::from_u128(5)),
];

/// The records at the beginning.
#[must_use]
pub fn start() -> State {
    let mut state = State::default();
    for (number, id) in (1..).zip(VISITS) {
        state.put(Record::Intervention(Intervention {
            id,
            centre: CentreId(Uuid::from_u128(number)),
            centre_name: "Centre fictif".to_owned(),
            town: "Laon".to_owned(),
            starts_at: Instant(0),
            mode: Mode::InPerson,
            code: RegistrationCode::from_bits(u64::from(id.0.as_bytes()[15])),
            code_expires_at: Instant(1_000_000),
            version: 1,
        }));
    }
    let places = [Some(1), Some(2), None, Some(1), Some(2)];
    for ((id, places), kind) in SCHEMES.into_iter().zip(places).zip(SchemeKind::ALL) {
        state.put(Record::Scheme(Scheme {
            id,
            organisation: OrganisationId(Uuid::from_u128(1)),
            organisation_name: "Association fictive".to_owned(),
            kind,
            title: "Dispositif fictif".to_owned(),
            town: "Laon".to_owned(),
            mode: Mode::InPerson,
            entry_level: None,
            target_level: None,
            publics: String::new(),
            conditions: String::new(),
            cumulative: id == SCHEMES[2] || id == SCHEMES[3],
            places,
            taken: 0,
            next_intake: Some(Day(20_500)),
            open: id != SCHEMES[4],
            verified_on: None,
            cards: Vec::new(),
            version: 1,
        }));
    }
    state
}
