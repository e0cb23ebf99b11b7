//! An interest that stands: what was wished, and the way to take it back.

use crate::device::Device;
use crate::pages::enter::enter;
use crate::text::fr::common::{contact_way, origin, scheme_kind};
use crate::text::fr::room::{class, interest as text};
use crate::ui::format::short_date_and_time;
use crate::ui::{Badge, BadgeKind, Dialog, Icon};
use domain::interest::{Interest, Withdrawal};
use domain::{Command, RecordKey};
use leptos::prelude::*;

/// The part of the page.
#[component]
pub fn Standing(
    /// The device of the person signed in.
    device: Device,
    /// The interest.
    interest: Interest,
) -> impl IntoView {
    let id = interest.id;
    let asking = RwSignal::new(false);
    let withdraw = move |reason: Withdrawal| {
        asking.set(false);
        let command = Command::WithdrawInterest { interest: id, reason };
        enter(device, vec![command], |toasts| toasts.say(text::WITHDRAWN));
    };
    let foot = move || {
        view! {
            <button
                type="button" class="button button--danger"
                on:click=move |_| withdraw(Withdrawal::ByPerson)
            >
                {text::WITHDRAW_BY_PERSON}
            </button>
            <button type="button" class="button" on:click=move |_| withdraw(Withdrawal::Mistake)>
                {text::WITHDRAW_MISTAKE}
            </button>
        }
    };
    let badge = move || {
        if device.is_unsent(RecordKey::Interest(id)) {
            (BadgeKind::Here, class::HERE)
        } else {
            (BadgeKind::Sent, class::SENT)
        }
    };
    let kind = Signal::derive(move || badge().0);
    let word = Signal::derive(move || badge().1.to_owned());
    let contact = device.with_lists(|state| {
        state.signatory(interest.signatory).map(|person| person.contact.clone()).unwrap_or_default()
    });
    let reach = [
        contact.preferred.map(contact_way).map(str::to_owned),
        contact.phone.map(|phone| phone.display()),
        contact.email.map(|email| email.as_str().to_owned()),
    ];
    let wishes = interest.wishes.kinds().to_vec();
    view! {
        <section class="stack">
            <h2>{text::STANDING}</h2>
            <p><Badge kind text=word/></p>
            <ol class="wishes">
                {wishes.into_iter().map(|kind| view! { <li>{scheme_kind(kind)}</li> }).collect_view()}
            </ol>
            <p>{reach.into_iter().flatten().collect::<Vec<_>>().join(" · ")}</p>
            <p class="soft">
                {origin(interest.origin)}" · "{short_date_and_time(interest.entered_at)}
            </p>
            <p>
                <a
                    class="button" rel="external"
                    href=format!("/parcours/personnes/{}", interest.signatory)
                >
                    <Icon name="user"/><span>{text::OPEN_FILE}</span>
                </a>
            </p>
            <p>
                <button type="button" class="button" on:click=move |_| asking.set(true)>
                    <Icon name="undo"/><span>{text::WITHDRAW}</span>
                </button>
            </p>
            <Dialog open=asking title=text::WITHDRAW_TITLE foot=foot>
                <p>{text::WITHDRAW_NOTE}</p>
            </Dialog>
        </section>
    }
}
