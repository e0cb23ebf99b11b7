//! Visits that never took place.

use domain::code::RegistrationCode;
use domain::id::{CentreId, InterventionId};
use domain::intervention::{Intervention, Mode};
use domain::time::Instant;

const DAY: i64 = 24 * 3_600_000;

/// A visit to a centre; its number makes its code.
pub fn invented_visit(
    id: InterventionId,
    centre: CentreId,
    starts_at: Instant,
    number: u64,
) -> Intervention {
    Intervention {
        id,
        centre,
        centre_name: String::new(),
        town: String::new(),
        starts_at,
        mode: Mode::InPerson,
        code: RegistrationCode::from_bits(number),
        code_expires_at: starts_at.plus(DAY),
        version: 1,
    }
}
