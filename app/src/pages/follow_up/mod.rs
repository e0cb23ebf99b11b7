//! What an adviser does after the visit: the day's work, people's files, interviews, referrals.
//! All of it works from the device's store.

mod contact;
mod day;
mod file;
mod interview;
mod people;
mod plan;
mod proposals;
mod referral;
mod referrals;
mod sheet;
mod timeline;

pub use day::DayPage;
pub use file::FilePage;
pub use people::PeoplePage;
pub use plan::PlanPage;
pub use proposals::ProposalsPage;
pub use referral::ReferralPage;
pub use sheet::SheetPage;

use crate::device::Device;
use crate::text::fr::follow_up::{file as text, nav};
use crate::ui::PageHead;
use domain::State;
use domain::id::{ReferralId, SignatoryId};
use domain::interview::{Interview, InterviewState};
use domain::person::Signatory;
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;

/// The list of files.
const PEOPLE: &str = "/parcours/personnes";

/// The page of a person's file.
fn file_address(person: SignatoryId) -> String {
    format!("{PEOPLE}/{person}")
}

/// Planning or moving an interview with a person.
fn plan_address(person: SignatoryId) -> String {
    format!("{}/rendez-vous", file_address(person))
}

/// The sheet of the planned interview with a person.
fn sheet_address(person: SignatoryId) -> String {
    format!("{}/entretien", file_address(person))
}

/// What fits a person.
fn proposals_address(person: SignatoryId) -> String {
    format!("{}/orientation", file_address(person))
}

/// One referral of a person.
fn referral_address(person: SignatoryId, referral: ReferralId) -> String {
    format!("{}/{referral}", proposals_address(person))
}

/// The way back to a person's file.
fn back_to_file(person: SignatoryId) -> (String, String) {
    (file_address(person), nav::FILE.to_owned())
}

/// Shows a page about the person of the address, as long as the device knows them.
fn with_person(device: Device, page: impl Fn(SignatoryId) -> AnyView + Send + 'static) -> AnyView {
    let person = Memo::new(move |_| {
        let id: SignatoryId = use_params_map().with(|params| params.get("person")?.parse().ok())?;
        device.with_lists(|state| state.signatory(id).map(|person| person.id))
    });
    (move || match person.get() {
        Some(id) => page(id),
        None => view! {
            <PageHead
                title=text::UNKNOWN lead=text::UNKNOWN_LEAD
                back=(PEOPLE.to_owned(), nav::PEOPLE.to_owned())
            />
        }
        .into_any(),
    })
    .into_any()
}

/// A person's name, following the records.
fn name_of(device: Device, person: SignatoryId) -> Signal<String> {
    Signal::derive(move || {
        device.with_lists(|state| {
            state.signatory(person).map(Signatory::display_name).unwrap_or_default()
        })
    })
}

/// The interview with a person that is to take place.
fn planned_with(state: &State, person: SignatoryId) -> Option<&Interview> {
    state.interviews_of(person).find(|it| it.state() == InterviewState::Planned)
}
