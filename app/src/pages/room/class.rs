//! One intervention: the attendance sheet, and the code for people's own phones.

use super::intervention_of_address;
use super::row::Row;
use crate::device::Device;
use crate::text::fr::room::{class as text, nav};
use crate::ui::format::date_and_time;
use crate::ui::{Empty, Icon, PageHead, Qr, TabPanel, Tabs, TextField};
use domain::attendance::Attendance;
use domain::id::{InterventionId, SignatoryId};
use domain::intervention::Intervention;
use domain::order::sort_by;
use domain::person::fold_name;
use domain::{RecordKey, State};
use leptos::prelude::*;

/// A search field appears on lists longer than this.
const SEARCH_FROM: usize = 12;

/// The page. Stays on what was opened while the list changes under it.
#[component]
pub fn ClassPage(
    /// The device of the person signed in.
    device: Device,
) -> impl IntoView {
    let found = Memo::new(move |_| {
        let id = intervention_of_address()?;
        device.with_lists(|state| state.intervention(id).cloned())
    });
    move || match found.get() {
        Some(intervention) => view! { <Class device intervention/> }.into_any(),
        None => view! {
            <PageHead title=text::UNKNOWN lead=text::UNKNOWN_LEAD/>
            <p><a class="button button--main" href="/">{nav::MY_INTERVENTIONS}</a></p>
        }
        .into_any(),
    }
}

/// The people of a visit by name, with the name folded for searching.
fn people(state: &State, id: InterventionId) -> Vec<(SignatoryId, String)> {
    let mut people: Vec<(String, SignatoryId)> = state
        .roster_of(id)
        .filter_map(|entry| {
            let person = state.signatory(entry.signatory)?;
            Some((fold_name(&person.display_name()), person.id))
        })
        .collect();
    sort_by(&mut people, Ord::cmp);
    people.into_iter().map(|(name, id)| (id, name)).collect()
}

#[component]
fn Class(device: Device, intervention: Intervention) -> impl IntoView {
    let id = intervention.id;
    let all = Memo::new(move |_| device.with_lists(|state| people(state, id)));
    // A mark tells its visit too, so that one look at the sheet does instead of one a person.
    let present = Memo::new(move |_| {
        device.with_record(RecordKey::Intervention(id), |state| {
            state.roster_of(id).filter(|entry| entry.mark == Some(Attendance::Present)).count()
        })
    });
    let lead = Signal::derive(move || {
        format!(
            "{} · {} · {}",
            intervention.town,
            date_and_time(intervention.starts_at),
            text::lead(all.with(Vec::len), present.get())
        )
    });
    let add = format!("/interventions/{id}/souhaits");
    let actions = move || {
        view! {
            <a class="button button--main" href=add>
                <Icon name="user-plus"/><span>{text::ADD}</span>
            </a>
        }
    };
    let selected = RwSignal::new(0_usize);
    view! {
        <PageHead
            title=intervention.centre_name
            lead
            back=("/".to_owned(), nav::MY_INTERVENTIONS.to_owned())
            actions
        />
        <Tabs
            group="class"
            label=text::ATTENDANCE
            tabs=vec![text::ATTENDANCE.to_owned().into(), text::CODE.to_owned().into()]
            selected
        />
        <TabPanel group="class" place=0 selected>
            <Sheet device intervention=id all/>
        </TabPanel>
        <TabPanel group="class" place=1 selected>
            <Code code=intervention.code/>
        </TabPanel>
    }
}

#[component]
fn Sheet(
    device: Device,
    intervention: InterventionId,
    all: Memo<Vec<(SignatoryId, String)>>,
) -> impl IntoView {
    let search = RwSignal::new(String::new());
    let shown = Memo::new(move |_| {
        let wanted = search.with(|text| fold_name(text));
        all.with(|all| {
            let matches = |(_, name): &&(SignatoryId, String)| name.contains(&wanted);
            all.iter().filter(matches).map(|(person, _)| *person).collect::<Vec<_>>()
        })
    });
    let nobody = move || {
        if !shown.with(Vec::is_empty) {
            return None;
        }
        let sentence = if all.with(Vec::is_empty) { text::EMPTY } else { text::NO_MATCH };
        Some(view! { <Empty text=sentence/> })
    };
    view! {
        <div class="stack">
            <Show when=move || all.with(|all| all.len() >= SEARCH_FROM)>
                <TextField label=text::SEARCH value=search kind="search" dir="auto"/>
            </Show>
            <ul class="roster" role="list">
                <For each=move || shown.get() key=|person| *person let:person>
                    <Row device intervention person/>
                </For>
            </ul>
            {nobody}
        </div>
    }
}

#[component]
fn Code(code: domain::code::RegistrationCode) -> impl IntoView {
    let origin = window().location().origin().unwrap_or_default();
    let address = format!("{origin}/r/{code}");
    view! {
        <div class="qr">
            <p class="qr-text">{text::CODE_LEAD}</p>
            <div class="qr-picture"><Qr text=address label=text::QR_LABEL/></div>
            <p class="qr-code">{code.grouped()}</p>
            <p class="qr-link">{origin}"/r"</p>
        </div>
    }
}
