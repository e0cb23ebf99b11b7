//! What the pages about one person have in common, in whichever program they are: their addresses,
//! the way back to the file, the person's name.

use crate::device::Device;
use crate::programs::Program;
use crate::text::fr::follow_up::{file as text, nav};
use crate::ui::PageHead;
use domain::id::{ReferralId, SignatoryId};
use domain::person::Signatory;
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;

/// The list of files.
pub const PEOPLE: &str = "/parcours/personnes";
/// Below it, sending a person to a scheme.
const REFERRALS: &str = "/orientation";

/// The page of a person's file.
#[must_use]
pub fn file_address(person: SignatoryId) -> String {
    format!("{PEOPLE}/{person}")
}

/// Planning or moving an interview with a person.
#[must_use]
pub fn plan_address(person: SignatoryId) -> String {
    format!("{}/rendez-vous", file_address(person))
}

/// The sheet of the planned interview with a person.
#[must_use]
pub fn sheet_address(person: SignatoryId) -> String {
    format!("{}/entretien", file_address(person))
}

/// What fits a person.
#[must_use]
pub fn proposals_address(person: SignatoryId) -> String {
    format!("{REFERRALS}/{person}")
}

/// One referral of a person.
#[must_use]
pub fn referral_address(person: SignatoryId, referral: ReferralId) -> String {
    format!("{}/{referral}", proposals_address(person))
}

/// The way back to a person's file.
#[must_use]
pub fn back_to_file(person: SignatoryId) -> (String, String) {
    (file_address(person), nav::FILE.to_owned())
}

/// Shows a page of `program` about the person of the address, as long as the device knows them.
pub fn with_person(
    device: Device,
    program: Program,
    page: impl Fn(SignatoryId) -> AnyView + Send + 'static,
) -> AnyView {
    let person = Memo::new(move |_| {
        let id: SignatoryId = use_params_map().with(|params| params.get("person")?.parse().ok())?;
        device.with_lists(|state| state.signatory(id).map(|person| person.id))
    });
    (move || match person.get() {
        Some(id) => page(id),
        None => view! {
            <PageHead
                title=text::UNKNOWN lead=text::UNKNOWN_LEAD
                back=(PEOPLE.to_owned(), nav::PEOPLE.to_owned()) back_rel=program.rel(PEOPLE)
            />
        }
        .into_any(),
    })
    .into_any()
}

/// A person's name, following the records.
#[must_use]
pub fn name_of(device: Device, person: SignatoryId) -> Signal<String> {
    Signal::derive(move || {
        device.with_lists(|state| {
            state.signatory(person).map(Signatory::display_name).unwrap_or_default()
        })
    })
}
