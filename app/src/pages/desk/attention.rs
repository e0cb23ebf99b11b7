//! What waits for a person's look: what was sent and not carried out (both sides of a conflict,
//! and refusals), and partners who wait for a new link.

use super::address;
use super::link_requests::LinkRequests;
use crate::api::attention::{AttentionRow, attention, close_attention};
use crate::api::request::{Fetched, Sending};
use crate::text::fr::desk::attention as text;
use crate::text::fr::desk::messages;
use crate::text::fr::errors::api_error;
use crate::ui::format::short_date_and_time;
use crate::ui::{Answer, Badge, BadgeKind, Empty, Icon, PageHead, Toasts};
use domain::id::ClientId;
use domain::refusal::{Conflict, Refusal};
use leptos::prelude::*;
use sync::Outcome;

/// The page.
#[component]
pub fn AttentionPage() -> impl IntoView {
    let list = Fetched::live(attention);
    let close = Sending::new();
    let closing = RwSignal::new(None);
    Effect::new(move |_| match close.get() {
        Some(Ok(())) => {
            Toasts::get().say(text::CLOSED);
            list.refetch();
        }
        Some(Err(error)) => Toasts::get().warn(api_error(&error)),
        None => {}
    });
    let waiting = Signal::derive(move || match list.get() {
        Some(Ok(rows)) if !rows.is_empty() => text::waiting(rows.len()),
        _ => String::new(),
    });
    let shown = move |rows: Vec<AttentionRow>| {
        if rows.is_empty() {
            return view! { <Empty text=text::NONE picture="yes"/> }.into_any();
        }
        view! {
            <div class="stack">
                {rows.into_iter().map(|row| view! { <Entry row close closing/> }).collect_view()}
            </div>
        }
        .into_any()
    };
    view! {
        <PageHead title=text::TITLE lead=text::LEAD actions=messages_link/>
        <div class="stack stack--wide">
            <div class="stack">
                <p role="status">{move || waiting.get()}</p>
                <Answer resource=list view=Callback::new(shown)/>
            </div>
            <LinkRequests/>
        </div>
    }
}

fn messages_link() -> AnyView {
    view! {
        <a class="button" href=address::MESSAGES><Icon name="mail"/><span>{messages::TITLE}</span></a>
    }
    .into_any()
}

/// Installation and number of a command.
type Place = (ClientId, u64);

#[component]
fn Entry(row: AttentionRow, close: Sending<()>, closing: RwSignal<Option<Place>>) -> impl IntoView {
    let person = row.person.clone().unwrap_or_else(|| text::SOMEBODY.to_owned());
    let (client, seq) = (row.client, row.seq);
    let busy =
        move || (close.pending().get() && closing.get() == Some((client, seq))).then_some("true");
    let about = text::seen_about(&person);
    let place = row.place.clone();
    let sides = match &row.outcome {
        Outcome::Conflict(conflict) => conflict_sides(&row, conflict).into_any(),
        Outcome::Held(refusal) => refused(&row, *refusal).into_any(),
        // Never listed: both are what was wanted.
        Outcome::Applied | Outcome::Nothing | Outcome::Duplicate => ().into_any(),
    };
    let kind = match row.outcome {
        Outcome::Conflict(_) => text::CONFLICT,
        _ => text::REFUSED,
    };
    let press = move |_| {
        if !close.pending().get_untracked() {
            closing.set(Some((client, seq)));
            close.send(close_attention(client, seq));
        }
    };
    view! {
        <article class="card">
            <h2 class="card-title">{person}</h2>
            {place.map(|place| view! {
                <p class="card-line"><Icon name="map-pin"/><span>{place}</span></p>
            })}
            {sides}
            <div class="card-foot">
                <Badge kind=BadgeKind::Check text=kind/>
                <button type="button" class="button" aria-busy=busy on:click=press>
                    <Icon name="eye"/>
                    <span>{text::SEEN}<span class="visually-hidden">" "{about}</span></span>
                </button>
            </div>
        </article>
    }
}

/// Who said what, and when, on both sides.
fn conflict_sides(row: &AttentionRow, conflict: &Conflict) -> impl IntoView + use<> {
    let standing_by = row.standing_by.as_deref().unwrap_or(text::A_COLLEAGUE);
    let standing_at = conflict.standing_at.map(short_date_and_time);
    let claimed_at = short_date_and_time(row.claimed_at);
    let kept = text::side(conflict.standing, standing_by, standing_at.as_deref());
    let not_kept = text::side(conflict.proposed, &row.author, Some(&claimed_at));
    view! {
        <dl class="facts">
            <div><dt>{text::KEPT}</dt><dd>{kept}</dd></div>
            <div><dt>{text::NOT_KEPT}</dt><dd>{not_kept}</dd></div>
            <div><dt>{text::WHAT_TO_DO}</dt><dd>{text::CONFLICT_ADVICE}</dd></div>
        </dl>
    }
}

/// Who sent it, why it was refused, what to do.
fn refused(row: &AttentionRow, refusal: Refusal) -> impl IntoView + use<> {
    let entered = text::entered(&row.author, &short_date_and_time(row.claimed_at));
    view! {
        <dl class="facts">
            <div><dt>{text::ENTERED}</dt><dd>{entered}</dd></div>
            <div><dt>{text::WHY}</dt><dd>{text::refusal(refusal)}</dd></div>
            <div><dt>{text::WHAT_TO_DO}</dt><dd>{text::advice(refusal)}</dd></div>
        </dl>
    }
}
