//! One training centre, to be written down, corrected, closed or opened again.

use super::address::{self, NEW, named};
use super::centre_form::CentreForm;
use super::centres::{missing, openness};
use crate::api::centres::{CentreSheet, Territory, close_centre, own_territory};
use crate::api::request::{Fetched, Sending};
use crate::device::updates::Updates;
use crate::text::fr::desk::centres as text;
use crate::text::fr::errors::api_error;
use crate::ui::format::number;
use crate::ui::{Answer, Empty, Icon, PageHead, Toasts};
use leptos::prelude::*;

/// The page.
#[component]
pub fn CentrePage() -> impl IntoView {
    Updates::form_is_open();
    // Nobody goes from one centre to another without the list between.
    let name = named().get_untracked();
    let is_new = name == NEW;
    let id = name.parse().ok();
    let found = Fetched::new(own_territory);
    // What is known now: as loaded, then as closed or opened.
    let known = RwSignal::new(None::<CentreSheet>);
    let first = if is_new { text::ADD } else { text::ONE };
    let title = Signal::derive(move || {
        known.with(|it| it.as_ref().map_or_else(|| first.to_owned(), |it| it.fields.name.clone()))
    });
    let shown = move |all: Territory| {
        let Territory { directorate, departments, centres } = all;
        let sheet = centres.into_iter().find(|sheet| Some(sheet.id) == id);
        if sheet.is_none() && !is_new {
            return view! {
                <Empty text=text::UNKNOWN>
                    <a class="button" href=address::CENTRES>{text::BACK_TO_LIST}</a>
                </Empty>
            }
            .into_any();
        }
        let form = sheet.clone();
        known.set(sheet);
        view! {
            <div class="stack stack--wide">
                {missing(&directorate, &departments)}
                {move || known.with(|it| it.as_ref().map(facts))}
                <CentreForm known=form/>
                {(!is_new).then(|| view! { <Closing known/> })}
            </div>
        }
        .into_any()
    };
    view! {
        <PageHead title=title back=(address::CENTRES.to_owned(), text::TITLE.to_owned())/>
        <Answer resource=found view=Callback::new(shown)/>
    }
}

fn facts(sheet: &CentreSheet) -> AnyView {
    view! {
        <dl class="facts">
            <div><dt>{text::STATE}</dt><dd>{openness(sheet.closed)}</dd></div>
            <div><dt>{text::INTERVENTIONS}</dt><dd>{number(sheet.interventions)}</dd></div>
        </dl>
    }
    .into_any()
}

/// Closing the centre, or opening it again. Nothing is lost by either, so nothing is asked.
#[component]
fn Closing(known: RwSignal<Option<CentreSheet>>) -> impl IntoView {
    let turn = Sending::<CentreSheet>::new();
    Effect::new(move |_| match turn.get() {
        Some(Ok(sheet)) => {
            Toasts::get().say(if sheet.closed { text::IS_CLOSED } else { text::IS_REOPENED });
            known.set(Some(sheet));
        }
        Some(Err(error)) => Toasts::get().warn(api_error(&error)),
        None => {}
    });
    let closed = Memo::new(move |_| known.with(|it| it.as_ref().is_some_and(|it| it.closed)));
    let press = move |_| {
        if let Some(id) = known.with_untracked(|it| it.as_ref().map(|it| it.id)) {
            turn.send(close_centre(id, !closed.get_untracked()));
        }
    };
    let title = move || if closed.get() { text::REOPEN } else { text::CLOSE };
    view! {
        <section class="stack">
            <h2>{title}</h2>
            <p class="soft">
                {move || if closed.get() { text::REOPEN_NOTE } else { text::CLOSE_NOTE }}
            </p>
            <div class="row">
                <button
                    type="button"
                    class="button"
                    aria-busy=move || turn.pending().get().then_some("true")
                    on:click=press
                >
                    <Icon name=Signal::derive(move || if closed.get() { "undo" } else { "lock" })/>
                    <span>{title}</span>
                </button>
            </div>
        </section>
    }
}
