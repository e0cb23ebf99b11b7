//! What this device sent and the server could not take over as it was.

use crate::device::Device;
use crate::text::fr::common::attendance;
use crate::text::fr::refusal::refusal;
use crate::text::fr::room::{class, nav, receipts as text};
use crate::ui::format::short_date_and_time;
use crate::ui::{Badge, BadgeKind, Empty, PageHead, Toasts};
use domain::attendance::Attendance;
use domain::{Command, State};
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
        let card = |(id, receipt)| view! { <Card device id receipt/> };
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
        | Command::FollowInterview { signatory, .. }
        | Command::FollowReferral { signatory, .. }
        | Command::WithdrawPerson { signatory }
        | Command::CorrectContact { signatory, .. } => state.signatory(*signatory),
    };
    person.map_or_else(|| text::SOMETHING.to_owned(), domain::person::Signatory::display_name)
}

fn mark_word(mark: Option<Attendance>) -> &'static str {
    mark.map_or(text::NO_MARK, attendance)
}

#[component]
fn Card(device: Device, id: CommandId, receipt: Receipt) -> impl IntoView {
    let command = receipt.envelope.open().ok();
    let person = device.with_lists(|state| {
        command.as_ref().map_or_else(|| text::SOMETHING.to_owned(), |it| about(state, it))
    });
    let (what, detail, next) = match &receipt.outcome {
        Outcome::Conflict(conflict) => (
            text::CONFLICT,
            text::marks(mark_word(conflict.proposed), mark_word(conflict.standing)),
            text::CONFLICT_NEXT,
        ),
        Outcome::Held(why) => (text::HELD, refusal(*why).to_owned(), ""),
        Outcome::Applied | Outcome::Nothing | Outcome::Duplicate => ("", String::new(), ""),
    };
    let close = move |_| {
        let toasts = Toasts::get();
        leptos::task::spawn_local(async move {
            if device.close_receipt(id).await.is_err() {
                toasts.warn(class::NOT_SAVED);
            }
        });
    };
    view! {
        <li class="card">
            <p><Badge kind=BadgeKind::Check text=class::CHECK.to_owned()/></p>
            <h2 class="card-title" dir="auto">{person}</h2>
            <p><strong>{what}</strong></p>
            <p>{detail}</p>
            <p class="soft">{next}</p>
            <p class="soft">{short_date_and_time(receipt.envelope.claimed_at)}</p>
            <p><button type="button" class="button" on:click=close>{text::SEEN}</button></p>
        </li>
    }
}
