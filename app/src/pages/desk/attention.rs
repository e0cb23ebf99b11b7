//! What waits for a person's look: what was sent and not carried out (both sides of a conflict,
//! and refusals), and partners who wait for a new link.

use super::address;
use super::link_requests::LinkRequests;
use crate::api::ApiError;
use crate::api::attention::{
    Adoption, Answered, AttentionRow, adopt_entry, attention, choose_mark, close_attention,
};
use crate::api::request::{Fetched, Sending};
use crate::pages::question::{Question, facts_list, settled};
use crate::text::fr::desk::attention as text;
use crate::text::fr::desk::messages;
use crate::text::fr::errors::api_error;
use crate::text::fr::question::A_COLLEAGUE;
use crate::ui::format::{short_date, short_date_and_time};
use crate::ui::{Answer, Badge, BadgeKind, Empty, Icon, PageHead, Toasts};
use domain::id::ClientId;
use domain::refusal::Refusal;
use leptos::prelude::*;
use sync::Outcome;

/// The page.
#[component]
pub fn AttentionPage() -> impl IntoView {
    let list = Fetched::live(attention);
    let work = Work { sending: Sending::new(), at: RwSignal::new(None) };
    Effect::new(move |_| match work.sending.get() {
        Some(Ok(answered)) => {
            match answered {
                Answered::Done => Toasts::get().say(text::DONE),
                Answered::Settled(settlement) => {
                    Toasts::get().warn(text::slower(&settled(&settlement)));
                }
                Answered::Closed(by) => Toasts::get().warn(text::closed_by(&by)),
                Answered::Changed => Toasts::get().warn(text::CHANGED),
            }
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
                {rows.into_iter().map(|row| view! { <Entry row work/> }).collect_view()}
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

/// What is under way, and how to send something: one thing at a time on the page.
#[derive(Clone, Copy)]
struct Work {
    sending: Sending<Answered>,
    at: RwSignal<Option<Place>>,
}

/// Installation and number of a command.
type Place = (ClientId, u64);

impl Work {
    fn send(
        self,
        place: Place,
        asking: impl Future<Output = Result<Answered, ApiError>> + 'static,
    ) {
        if !self.sending.pending().get_untracked() {
            self.at.set(Some(place));
            self.sending.send(asking);
        }
    }

    /// Whether something is under way there.
    fn busy(self, place: Place) -> Signal<bool> {
        Signal::derive(move || self.sending.pending().get() && self.at.get() == Some(place))
    }
}

/// A button, and what it does.
fn button(
    icon: &'static str,
    word: &'static str,
    about: String,
    busy: Signal<bool>,
    press: impl Fn() + 'static,
) -> AnyView {
    let busy = move || busy.get().then_some("true");
    view! {
        <button type="button" class="button" aria-busy=busy on:click=move |_| press()>
            <Icon name=icon/>
            <span>{word}<span class="visually-hidden">" "{about}</span></span>
        </button>
    }
    .into_any()
}

#[component]
fn Entry(row: AttentionRow, work: Work) -> impl IntoView {
    let person = row.person.clone().unwrap_or_else(|| text::SOMEBODY.to_owned());
    let place @ (client, seq) = (row.client, row.seq);
    let busy = work.busy(place);
    let about = text::seen_about(&person);
    let seen = move |about| {
        button("eye", text::SEEN, about, busy, move || {
            let closing = close_attention(client, seq);
            work.send(place, async move { closing.await.map(|()| Answered::Done) });
        })
    };
    let visit = row.place.clone().map(|place| match row.starts_at {
        Some(at) => format!("{place}, {}", short_date(at)),
        None => place,
    });
    let (kind, what, action) = match row.outcome.clone() {
        Outcome::Conflict(conflict) => {
            let version = row.line.as_ref().map_or(0, |line| line.version);
            let known = |name: Option<String>| name.unwrap_or_else(|| A_COLLEAGUE.to_owned());
            let asked = Question {
                person: person.clone(),
                conflict,
                standing_by: known(row.standing_by),
                author: row.author,
                claimed_at: row.claimed_at,
                line: row.line,
                marked_by: known(row.marked_by),
                settled: row.settled,
            };
            let (sides, choice) = asked.view(busy, move |mark| {
                work.send(place, choose_mark(client, seq, mark, version));
            });
            (text::CONFLICT, sides, choice.unwrap_or_else(|| seen(about)))
        }
        Outcome::Held(refusal) => {
            let facts = refused(&row, refusal);
            let adopt = (row.adoption == Some(Adoption::Possible)).then(|| {
                button("check", text::ADOPT, about.clone(), busy, move || {
                    work.send(place, adopt_entry(client, seq));
                })
            });
            (text::REFUSED, facts, view! { {adopt} {seen(about)} }.into_any())
        }
        // Never listed: both are what was wanted.
        Outcome::Applied | Outcome::Nothing | Outcome::Duplicate => {
            (text::REFUSED, ().into_any(), seen(about))
        }
    };
    view! {
        <article class="card">
            <h2 class="card-title" dir="auto">{person}</h2>
            {visit.map(|visit| view! {
                <p class="card-line"><Icon name="map-pin"/><span>{visit}</span></p>
            })}
            {what}
            <div class="card-foot"><Badge kind=BadgeKind::Check text=kind/> {action}</div>
        </article>
    }
}

/// Who sent it, what was wanted, why it was refused, what to do.
fn refused(row: &AttentionRow, refusal: Refusal) -> AnyView {
    let entered = text::entered(&row.author, &short_date_and_time(row.claimed_at));
    let received = text::received(&short_date_and_time(row.received_at));
    let mut facts = vec![(text::ENTERED.to_owned(), format!("{entered} ({received})"))];
    facts.extend(row.wanted.iter().map(|it| (it.name.clone(), it.value.clone())));
    let why = text::refusal(refusal);
    facts.push((text::WHY.to_owned(), why.to_owned()));
    let next = match row.adoption {
        Some(Adoption::Possible) => text::CAN_ADOPT,
        Some(Adoption::Already) => text::ALREADY,
        Some(Adoption::Marked) => text::MARKED,
        Some(Adoption::Refused(now)) if now != refusal => {
            facts.push((text::WHY_NOW.to_owned(), text::refusal(now).to_owned()));
            text::advice(now)
        }
        Some(Adoption::Refused(_)) | None => text::advice(refusal),
    };
    facts.push((text::WHAT_TO_DO.to_owned(), next.to_owned()));
    facts_list(facts)
}
