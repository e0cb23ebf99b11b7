//! One person on the attendance sheet: name, state, one tap for a mark.

use crate::device::Device;
use crate::pages::enter::enter;
use crate::text::fr::common::attendance;
use crate::text::fr::room::class as text;
use crate::ui::{Badge, BadgeKind, Icon};
use domain::attendance::Attendance;
use domain::id::{InterventionId, SignatoryId};
use domain::{Command, RecordKey, State};
use leptos::prelude::*;

/// What the row shows of the person and of what was entered about them.
#[derive(Clone, PartialEq)]
struct Shown {
    name: String,
    level: Option<&'static str>,
    interested: bool,
}

fn shown(state: &State, intervention: InterventionId, person: SignatoryId) -> Shown {
    let interested = state.interests().any(|interest| {
        interest.signatory == person
            && interest.intervention == intervention
            && interest.withdrawn.is_none()
    });
    let known = state.signatory(person);
    Shown {
        name: known.map(domain::person::Signatory::display_name).unwrap_or_default(),
        level: known.and_then(|known| known.level).map(domain::level::CefrLevel::label),
        interested,
    }
}

const fn class_of(mark: Attendance) -> &'static str {
    match mark {
        Attendance::Present => "mark mark--present",
        Attendance::Absent => "mark mark--absent",
        Attendance::Excused => "mark mark--excused",
    }
}

/// The row.
#[component]
pub fn Row(
    /// The device of the person signed in.
    device: Device,
    /// The visit.
    intervention: InterventionId,
    /// The person.
    person: SignatoryId,
) -> impl IntoView {
    let key = RecordKey::RosterEntry(intervention, person);
    let who = Memo::new(move |_| device.with_lists(|state| shown(state, intervention, person)));
    let mark = Memo::new(move |_| {
        device.with_record(key, |state| {
            state.roster_entry(intervention, person).and_then(|entry| entry.mark)
        })
    });
    let state = Memo::new(move |_| {
        let unsent = device.is_unsent(key)
            || device.is_unsent(RecordKey::Signatory(person))
            || device
                .with_lists(|state| {
                    let own = |it: &&domain::interest::Interest| it.signatory == person;
                    let ids: Vec<_> = state.interests().filter(own).map(|it| it.id).collect();
                    ids
                })
                .into_iter()
                .any(|id| device.is_unsent(RecordKey::Interest(id)));
        let entered = mark.get().is_some() || who.with(|who| who.interested);
        if device.is_unsafe(key) {
            return Some((BadgeKind::Warning, text::NOT_SAFE));
        }
        match (unsent, entered) {
            (true, _) => Some((BadgeKind::Here, text::HERE)),
            (false, true) => Some((BadgeKind::Sent, text::SENT)),
            (false, false) => None,
        }
    });
    let badge =
        move || state.get().map(|(kind, word)| view! { <Badge kind text=word.to_owned()/> });
    let tap = move |tapped: Attendance| {
        // Pressing the mark that stands takes it back.
        let mark = (mark.get_untracked() != Some(tapped)).then_some(tapped);
        let command = Command::MarkAttendance { intervention, signatory: person, mark };
        enter(device, vec![command], |_| ());
    };
    let button = move |own: Attendance| {
        view! {
            <button
                type="button"
                class=class_of(own)
                aria-pressed=move || if mark.get() == Some(own) { "true" } else { "false" }
                on:click=move |_| tap(own)
            >
                <Icon name=own.code()/><span>{attendance(own)}</span>
            </button>
        }
    };
    view! {
        <li class="roster-row">
            <div class="roster-person">
                <p class="roster-name" dir="auto">{move || who.with(|who| who.name.clone())}</p>
                <p class="roster-note">
                    {move || who.with(|who| who.level)}
                    {move || who.with(|who| who.interested.then(|| {
                        let separator = if who.level.is_some() { " · " } else { "" };
                        format!("{separator}{}", text::INTERESTED)
                    }))}
                </p>
            </div>
            {badge}
            <div
                class="marks"
                role="group"
                aria-label=move || who.with(|who| text::marks_of(&who.name))
            >
                {Attendance::ALL.map(button).collect_view()}
            </div>
            <a
                class="button roster-action"
                href=format!("/interventions/{intervention}/souhaits/{person}")
            >
                <Icon name="edit"/><span>{text::WISHES}</span>
                <span class="visually-hidden">" "{move || who.with(|who| who.name.clone())}</span>
            </a>
        </li>
    }
}
