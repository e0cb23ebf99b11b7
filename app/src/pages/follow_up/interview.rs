//! The interview of a file: the one to come with what can be done about it, or what the last one
//! found.

use super::planned_with;
use crate::device::Device;
use crate::pages::enter::enter;
use crate::pages::person::plan_address;
use crate::text::fr::common::mode;
use crate::text::fr::common::scheme_kind;
use crate::text::fr::follow_up::{barrier, file as text, missed, plan};
use crate::ui::format::{date_and_time, short_date};
use crate::ui::{Badge, BadgeKind, Dialog, Icon};
use domain::Command;
use domain::id::SignatoryId;
use domain::interview::{Findings, Interview, InterviewEvent, InterviewState, Missed, Slot};
use domain::level::CefrLevel;
use leptos::prelude::*;

/// The part of the file.
#[component]
pub fn InterviewPart(
    /// The device of the person signed in.
    device: Device,
    /// Whose.
    person: SignatoryId,
) -> impl IntoView {
    let planned =
        Memo::new(move |_| device.with_lists(|state| planned_with(state, person).cloned()));
    let held = Memo::new(move |_| {
        device.with_lists(|state| {
            let held = state.interviews_of(person).filter(|it| it.state() == InterviewState::Held);
            held.last().cloned()
        })
    });
    let to_come = move || {
        let interview = planned.get()?;
        Some(view! { <ToCome device person interview/> })
    };
    let found = move || {
        let interview = held.get()?;
        let at = interview.slot().map(|slot| short_date(slot.starts_at)).unwrap_or_default();
        interview.findings().cloned().map(|findings| view! { <Found at findings/> })
    };
    view! {
        <Show when=move || planned.with(Option::is_some) || held.with(Option::is_some)>
            <section class="stack">
                <h2>{text::INTERVIEW}</h2>
                {to_come}
                {found}
            </section>
        </Show>
    }
}

/// Where and how, in a line.
fn place(slot: &Slot) -> String {
    let mode = mode(slot.mode);
    let interpreter = if slot.interpreter.is_empty() {
        String::new()
    } else {
        format!("{} : {}", plan::INTERPRETER, slot.interpreter)
    };
    let kind = if slot.summoned { plan::SUMMONED } else { plan::INVITED };
    let parts = [mode, &slot.place, &interpreter, &plan::minutes(slot.minutes), kind];
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" · ")
}

#[component]
fn ToCome(device: Device, person: SignatoryId, interview: Interview) -> impl IntoView {
    let asking = RwSignal::new(false);
    let id = interview.id;
    let miss = move |why: Missed| {
        asking.set(false);
        let event = InterviewEvent::Missed(why);
        let command = Command::FollowInterview { signatory: person, interview: id, event };
        enter(device, vec![command], |toasts| toasts.say(text::MISSED_SAVED));
    };
    let answer = move |why: Missed| {
        view! {
            <button type="button" class="button" on:click=move |_| miss(why)>{missed(why)}</button>
        }
    };
    let foot = move || {
        [Missed::NoShow, Missed::Excused, Missed::CancelledByService].map(answer).collect_view()
    };
    let slot = interview.slot().cloned();
    view! {
        <div class="card">
            <p><Badge kind=BadgeKind::Neutral text=text::INTERVIEW.to_owned() icon="calendar"/></p>
            {slot.map(|slot| view! {
                <p><strong>{date_and_time(slot.starts_at)}</strong></p>
                <p class="soft">{place(&slot)}</p>
            })}
            <div class="row">
                <a class="button" href=plan_address(person)>
                    <Icon name="calendar"/><span>{text::MOVE}</span>
                </a>
                <button type="button" class="button" on:click=move |_| asking.set(true)>
                    <Icon name="cross"/><span>{text::MISSED}</span>
                </button>
            </div>
            <Dialog open=asking title=text::MISSED_TITLE foot=foot>
                <p>{text::MISSED_NOTE}</p>
            </Dialog>
        </div>
    }
}

#[component]
fn Found(at: String, findings: Findings) -> impl IntoView {
    let Findings { level, barriers, decided, note } = findings;
    let barriers: Vec<&str> = barriers.into_iter().map(barrier).collect();
    let fact = |name: &'static str, value: String| {
        (!value.is_empty()).then(|| view! { <div><dt>{name}</dt><dd dir="auto">{value}</dd></div> })
    };
    let decided: Vec<&str> = decided.into_iter().map(scheme_kind).collect();
    view! {
        <dl class="facts">
            {fact(text::INTERVIEW, at)}
            {fact(text::LEVEL, level.map(CefrLevel::label).unwrap_or_default().to_owned())}
            {fact(text::BARRIERS, barriers.join(", "))}
            {fact(text::DECIDED, decided.join(", "))}
            {fact(text::NOTE_FOR_COLLEAGUES, note)}
        </dl>
    }
}
