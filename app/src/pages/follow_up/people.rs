//! The files on this device, found by name.

use crate::device::Device;
use crate::pages::person::file_address;
use crate::text::fr::follow_up::{nav, people as text, standing};
use crate::ui::{Empty, PageHead, TextField};
use domain::State;
use domain::id::SignatoryId;
use domain::order::sort_by;
use domain::path;
use domain::person::fold_name;
use leptos::prelude::*;
use std::collections::BTreeSet;

/// Most lines at once: more is looked for by name.
const SHOWN: usize = 50;

/// A file: folded name, name, person.
type Entry = (String, String, SignatoryId);

/// The people with an interest or an interview, by name.
fn files(state: &State) -> Vec<Entry> {
    let interested = state.interests().map(|it| it.signatory);
    let people: BTreeSet<SignatoryId> =
        interested.chain(state.interviews().map(|it| it.signatory)).collect();
    let mut files: Vec<Entry> = people
        .into_iter()
        .filter_map(|id| state.signatory(id))
        .map(|person| {
            let name = person.display_name();
            (fold_name(&name), name, person.id)
        })
        .collect();
    sort_by(&mut files, Ord::cmp);
    files
}

/// The page.
#[component]
pub fn PeoplePage(
    /// The device of the person signed in.
    device: Device,
) -> impl IntoView {
    let all = Memo::new(move |_| device.with_lists(files));
    let search = RwSignal::new(String::new());
    let found = Memo::new(move |_| {
        let wanted = search.with(|text| fold_name(text));
        all.with(|all| {
            let matches = |(folded, ..): &&Entry| folded.contains(&wanted);
            all.iter().filter(matches).cloned().collect::<Vec<_>>()
        })
    });
    let line = move |(_, name, person): Entry| {
        let stands = device.with_lists(|state| path::standing(state, person));
        view! {
            <li class="line">
                <div class="line-text">
                    <a class="line-name" dir="auto" href=file_address(person)>{name}</a>
                    <p class="soft">{standing(stands)}</p>
                </div>
            </li>
        }
    };
    let nobody = move || {
        let sentence = if all.with(Vec::is_empty) { text::EMPTY } else { text::NO_MATCH };
        found.with(Vec::is_empty).then(|| view! { <Empty text=sentence/> })
    };
    let more = move || {
        let count = found.with(Vec::len);
        (count > SHOWN).then(|| view! { <p class="soft">{text::first_of(SHOWN, count)}</p> })
    };
    view! {
        <PageHead title=nav::PEOPLE lead=text::LEAD/>
        <div class="stack">
            <TextField label=text::SEARCH value=search kind="search" dir="auto"/>
            <ul class="lines" role="list">
                {move || found.get().into_iter().take(SHOWN).map(line).collect_view()}
            </ul>
            {more}
            {nobody}
        </div>
    }
}
