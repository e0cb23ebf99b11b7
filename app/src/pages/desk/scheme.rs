//! One scheme: where it stands, and its sheet to be verified or changed; or a new one.

use super::address::{self, NEW, named};
use super::new_link::new_link;
use super::options::today;
use super::own_limits::OwnLimits;
use super::scheme_form::SchemeForm;
use super::schemes_table::{openness, places, verified};
use crate::api::organisations::{OrganisationRow, organisations};
use crate::api::request::{Fetched, Sending};
use crate::api::schemes::{SchemeFilter, SchemeRow, schemes, verify_scheme};
use crate::device::clock;
use crate::device::updates::Updates;
use crate::text::fr::common::scheme_kind;
use crate::text::fr::desk::organisations as partners;
use crate::text::fr::desk::schemes as text;
use crate::text::fr::errors::api_error;
use crate::ui::format::number;
use crate::ui::{Answer, Empty, Icon, PageHead, Toasts};
use domain::id::SchemeId;
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;
use uuid::Uuid;

/// The page. Made anew when the address names another scheme, so that its title takes the focus.
#[component]
pub fn SchemePage() -> impl IntoView {
    Updates::form_is_open();
    let name = named();
    move || match name.get().as_str() {
        NEW => new_scheme(),
        id => one(id.parse().ok()),
    }
}

fn back() -> (String, String) {
    (address::SCHEMES.to_owned(), text::TITLE.to_owned())
}

fn new_scheme() -> AnyView {
    let offered = Fetched::new(organisations);
    let navigate = use_navigate();
    let saved = Callback::new(move |row: SchemeRow| {
        Toasts::get().say(text::SAVED);
        navigate(&address::scheme(row.scheme.id), NavigateOptions::default());
    });
    let id = SchemeId(clock::new_id());
    let form = move |organisations: Vec<OrganisationRow>| {
        if organisations.is_empty() {
            return view! {
                <Empty text=text::NO_ORGANISATION>
                    {new_link(OwnLimits::is_whole, address::new_partner(), partners::ADD)}
                </Empty>
            }
            .into_any();
        }
        let taken = Signal::stored(0);
        view! { <SchemeForm id seen=None taken organisations saved/> }.into_any()
    };
    view! {
        <PageHead title=text::ADD lead=text::NEW_LEAD back=back()/>
        <Answer resource=offered view=Callback::new(form)/>
    }
    .into_any()
}

fn one(id: Option<SchemeId>) -> AnyView {
    // An identity that is none finds nothing, like one of another directorate.
    let id = id.unwrap_or(SchemeId(Uuid::nil()));
    let found =
        Fetched::new(move || schemes(SchemeFilter { id: Some(id), ..SchemeFilter::default() }));
    let offered = Fetched::new(organisations);
    // What is known now: as loaded, then as saved or verified.
    let known = RwSignal::new(None::<SchemeRow>);
    let title = Signal::derive(move || {
        known.with(|row| row.as_ref().map_or(text::SCHEME.to_owned(), |it| it.scheme.title.clone()))
    });
    let lead = Signal::derive(move || {
        known.with(|row| {
            let of = |it: &SchemeRow| {
                format!("{}, {}", it.scheme.organisation_name, scheme_kind(it.scheme.kind))
            };
            row.as_ref().map(of).unwrap_or_default()
        })
    });
    let saved = Callback::new(move |row| {
        known.set(Some(row));
        Toasts::get().say(text::SAVED);
    });
    let taken = Signal::derive(move || known.with(|row| row.as_ref().map_or(0, taken_of)));
    let shown = move |rows: Vec<SchemeRow>| {
        let Some(row) = rows.into_iter().next() else {
            return view! {
                <Empty text=text::UNKNOWN>
                    <a class="button" href=address::SCHEMES>{text::BACK_TO_LIST}</a>
                </Empty>
            }
            .into_any();
        };
        let seen = Some(row.scheme.fields());
        known.set(Some(row));
        let form = move |organisations| {
            let seen = seen.clone();
            view! { <SchemeForm id seen taken organisations saved/> }.into_any()
        };
        view! {
            <div class="stack stack--wide">
                {move || known.with(|row| row.as_ref().map(facts))}
                <h2>{text::SHEET}</h2>
                <Answer resource=offered view=Callback::new(form)/>
            </div>
        }
        .into_any()
    };
    view! {
        <PageHead title=title lead=lead back=back() actions=move || verify_button(known)/>
        <Answer resource=found view=Callback::new(shown)/>
    }
    .into_any()
}

const fn taken_of(row: &SchemeRow) -> u16 {
    row.scheme.taken
}

fn facts(row: &SchemeRow) -> AnyView {
    let scheme = &row.scheme;
    view! {
        <dl class="facts">
            <div><dt>{text::PLACES}</dt><dd>{places(scheme)}</dd></div>
            <div><dt>{text::WAITING}</dt><dd>{number(row.waiting)}</dd></div>
            <div><dt>{text::UNANSWERED}</dt><dd>{number(row.unanswered)}</dd></div>
            <div><dt>{text::STATE}</dt><dd>{openness(scheme)}</dd></div>
            <div><dt>{text::VERIFIED}</dt><dd>{verified(scheme, today())}</dd></div>
        </dl>
    }
    .into_any()
}

/// Says that the sheet holds, until somebody did today.
fn verify_button(known: RwSignal<Option<SchemeRow>>) -> AnyView {
    let limits = OwnLimits::get();
    let verify = Sending::<SchemeRow>::new();
    Effect::new(move |_| match verify.get() {
        Some(Ok(row)) => {
            known.set(Some(row));
            Toasts::get().say(text::IS_VERIFIED);
        }
        Some(Err(error)) => Toasts::get().warn(api_error(&error)),
        None => {}
    });
    let due = move || {
        let row = known.get()?;
        let done = row.scheme.verified_on.is_some_and(|day| day >= today());
        (!done && limits.may_write_catalogue()).then_some(row.scheme.id)
    };
    (move || {
        due().map(|id| {
            view! {
                <button
                    type="button"
                    class="button"
                    aria-busy=move || verify.pending().get().then_some("true")
                    on:click=move |_| verify.send(verify_scheme(id))
                >
                    <Icon name="check"/><span>{text::VERIFY}</span>
                </button>
            }
        })
    })
    .into_any()
}
