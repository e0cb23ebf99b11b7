//! What this device sent and the server could not take over as it was.

use crate::device::Device;
use crate::pages::enter::enter_answer;
use crate::pages::question::{Question, settled};
use crate::text::fr::device::receipts as text;
use crate::text::fr::question;
use crate::text::fr::refusal::refusal;
use crate::text::fr::room::{class, nav};
use crate::ui::format::{short_date, short_date_and_time};
use crate::ui::{Badge, BadgeKind, Empty, PageHead, Toasts};
use domain::attendance::RosterEntry;
use domain::id::UserId;
use domain::intervention::Intervention;
use domain::{Command, RecordKey, State};
use leptos::prelude::*;
use sync::Outcome;
use sync::client::{CommandId, Receipt};

/// The page.
#[component]
pub fn ReceiptsPage(
    /// The device of the person signed in.
    device: Device,
) -> impl IntoView {
    let cards = move || {
        let all = device.receipts().get();
        if all.is_empty() {
            return view! { <Empty text=text::EMPTY picture="yes"/> }.into_any();
        }
        let card = |(id, receipt)| card(device, id, receipt);
        view! { <ul class="cards" role="list">{all.into_iter().map(card).collect_view()}</ul> }
            .into_any()
    };
    view! { <PageHead title=nav::TO_CHECK lead=text::LEAD/> {cards} }
}

/// Whom a command is about, as far as the device knows.
fn about(state: &State, command: &Command) -> String {
    let person = match command {
        Command::RegisterInterest(register) => state.signatory(register.signatory),
        Command::WithdrawInterest { interest, .. } => {
            state.interest(*interest).and_then(|interest| state.signatory(interest.signatory))
        }
        Command::AddPerson { person, .. } => return person.family_name.as_str().to_uppercase(),
        Command::PlanInterview(plan) => state.signatory(plan.signatory),
        Command::SendReferral(send) => state.signatory(send.signatory),
        Command::MarkAttendance { signatory, .. }
        | Command::SettleAttendance { signatory, .. }
        | Command::FollowInterview { signatory, .. }
        | Command::FollowReferral { signatory, .. }
        | Command::WithdrawPerson { signatory }
        | Command::CorrectContact { signatory, .. } => state.signatory(*signatory),
    };
    person.map_or_else(|| text::SOMETHING.to_owned(), domain::person::Signatory::display_name)
}

/// The line of the sheet that a conflict is about, and its visit, as far as the device has them.
fn line_of(state: &State, command: &Command) -> Option<(RosterEntry, Intervention)> {
    let RecordKey::RosterEntry(visit, person) = command.subject() else { return None };
    Some((state.roster_entry(visit, person)?.clone(), state.intervention(visit)?.clone()))
}

/// A card, made anew when the line it is about changes.
fn card(device: Device, id: CommandId, receipt: Receipt) -> impl IntoView {
    let command = receipt.envelope.open().ok();
    let (person, line) = command.as_ref().map_or_else(
        || (text::SOMETHING.to_owned(), None),
        |it| device.with_record(it.subject(), |state| (about(state, it), line_of(state, it))),
    );
    let place = line.as_ref().map(|(_, visit)| {
        let (name, town, day) = (&visit.centre_name, &visit.town, short_date(visit.starts_at));
        view! { <p>{format!("{name}, {town}, {day}")}</p> }
    });
    let (what, detail, choice) = match receipt.outcome {
        Outcome::Conflict(conflict) => {
            let you = device.profile();
            let line = line.map(|(line, _)| line);
            let marked_by = line.as_ref().and_then(|line| line.marked_by);
            let known = |by: Option<UserId>| match &receipt.standing_by {
                _ if by == Some(you.user) => text::YOU.to_owned(),
                Some(name) if by == conflict.standing_by => name.clone(),
                _ => question::A_COLLEAGUE.to_owned(),
            };
            let answers = receipt.envelope.hash();
            let subject = command.map(|it| it.subject());
            let choose = move |mark| {
                let Some(RecordKey::RosterEntry(intervention, signatory)) = subject else { return };
                let answer = Command::SettleAttendance { intervention, signatory, mark, answers };
                enter_answer(device, id, answer);
            };
            let asked = Question {
                person: person.clone(),
                standing_by: known(conflict.standing_by),
                author: text::YOU.to_owned(),
                claimed_at: receipt.envelope.claimed_at,
                marked_by: known(marked_by),
                settled: receipt.settled,
                line,
                conflict,
            };
            let (sides, choice) = asked.view(Signal::stored(false), choose);
            (text::CONFLICT, sides, choice)
        }
        Outcome::Held(why) => {
            let settled = receipt.settled.as_ref().map(settled);
            let at = short_date_and_time(receipt.envelope.claimed_at);
            let detail = view! {
                <p>{refusal(why)}</p>
                <p class="soft">{at}</p>
                <p>{settled}</p>
            };
            (text::HELD, detail.into_any(), None)
        }
        Outcome::Applied | Outcome::Nothing | Outcome::Duplicate => ("", ().into_any(), None),
    };
    let close = move |_| {
        let toasts = Toasts::get();
        leptos::task::spawn_local(async move {
            if device.close_receipt(id).await.is_err() {
                toasts.warn(class::NOT_SAVED);
            }
        });
    };
    let last = choice.unwrap_or_else(|| {
        view! { <p><button type="button" class="button" on:click=close>{text::SEEN}</button></p> }
            .into_any()
    });
    view! {
        <li class="card">
            <p><Badge kind=BadgeKind::Check text=class::CHECK.to_owned()/></p>
            <h2 class="card-title" dir="auto">{person}</h2>
            {place}
            <p><strong>{what}</strong></p>
            {detail}
            {last}
        </li>
    }
}
