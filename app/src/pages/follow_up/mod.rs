//! What an adviser does after the visit: the day's work, people's files, interviews. All of it works
//! from the device's store.

mod contact;
mod day;
mod file;
mod interview;
mod people;
mod plan;
mod referrals;
mod sheet;
mod timeline;

pub use day::DayPage;
pub use file::FilePage;
pub use people::PeoplePage;
pub use plan::PlanPage;
pub use sheet::SheetPage;

use crate::programs::Program;
use domain::State;
use domain::id::SignatoryId;
use domain::interview::{Interview, InterviewState};

/// The program of these pages.
const HERE: Program = Program::FollowUp;

/// The interview with a person that is to take place.
fn planned_with(state: &State, person: SignatoryId) -> Option<&Interview> {
    state.interviews_of(person).find(|it| it.state() == InterviewState::Planned)
}
