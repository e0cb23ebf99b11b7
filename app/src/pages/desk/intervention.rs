//! One intervention: what is known of it, who goes, and the code people register with.

use super::address;
use super::new_intervention::AdviserPicker;
use super::options::centre_name;
use super::own_limits::OwnLimits;
use crate::api::interventions::{
    AdviserRow, InterventionFilter, InterventionRow, advisers, assign_advisers, interventions,
};
use crate::api::request::{Fetched, Sending};
use crate::text::fr::desk::interventions as text;
use crate::text::fr::errors::api_error;
use crate::ui::format::{date_and_time, number};
use crate::ui::{Answer, Empty, Icon, Notice, NoticeKind, PageHead, Qr, Toasts};
use domain::code::RegistrationCode;
use domain::id::{InterventionId, UserId};
use leptos::prelude::*;

/// The page.
#[component]
pub fn InterventionPage() -> impl IntoView {
    let id = address::named_intervention();
    let found = Fetched::new(|| interventions(InterventionFilter::default()));
    let advisers = Fetched::new(advisers);
    let named = move |rows: Vec<InterventionRow>| {
        let id = id.get()?;
        rows.into_iter().find(|row| row.id == id)
    };
    let row = move || match found.get() {
        Some(Ok(rows)) => named(rows),
        _ => None,
    };
    let title = Signal::derive(move || {
        row().map_or_else(|| text::ONE.to_owned(), |row| centre_name(&row.centre))
    });
    let lead =
        Signal::derive(move || row().map(|row| date_and_time(row.starts_at)).unwrap_or_default());
    let limits = OwnLimits::get();
    let actions = move || {
        id.get().map(|id| {
            let import = limits.may_plan().then(|| {
                view! {
                    <a class="button button--main" href=address::roster(id)>
                        <Icon name="upload"/><span>{text::IMPORT}</span>
                    </a>
                }
            });
            view! {
                {import}
                <button type="button" class="button" on:click=|_| print()>
                    <Icon name="printer"/><span>{text::PRINT}</span>
                </button>
            }
        })
    };
    let shown = move |rows: Vec<InterventionRow>| match named(rows) {
        Some(row) => view! { <Details row advisers/> }.into_any(),
        None => view! {
            <Empty text=text::UNKNOWN>
                <a class="button" href=address::INTERVENTIONS>{text::BACK_TO_LIST}</a>
            </Empty>
        }
        .into_any(),
    };
    view! {
        <PageHead
            title=title
            lead=lead
            back=(address::INTERVENTIONS.to_owned(), text::TITLE.to_owned())
            actions=move || actions
        />
        <Answer resource=found view=Callback::new(shown)/>
    }
}

/// Opens the browser's print dialog.
pub(super) fn print() {
    // A browser that cannot print (a locked kiosk) does nothing, which is what one sees.
    let _ = window().print();
}

#[component]
fn Details(row: InterventionRow, advisers: Fetched<Vec<AdviserRow>>) -> impl IntoView {
    let id = row.id;
    let assigned = row.advisers;
    let assignment = move |mut advisers: Vec<AdviserRow>| {
        let chosen: Vec<UserId> = assigned.iter().map(|adviser| adviser.id).collect();
        // Who goes and could not be chosen anew (a disabled account) can be taken away.
        let others = assigned.iter().filter(|it| !advisers.contains(it)).cloned();
        advisers.extend(others.collect::<Vec<_>>());
        view! { <Assignment id advisers chosen/> }.into_any()
    };
    view! {
        <div class="columns">
            <div class="stack stack--wide">
                <dl class="facts">
                    <div><dt>{text::HOW}</dt><dd>{text::mode(row.mode)}</dd></div>
                    <div><dt>{text::EXPECTED}</dt><dd>{number(row.expected)}</dd></div>
                    <div><dt>{text::PRESENT}</dt><dd>{number(row.present)}</dd></div>
                    <div><dt>{text::INTERESTED}</dt><dd>{number(row.interested)}</dd></div>
                </dl>
                <Answer resource=advisers view=Callback::new(assignment)/>
            </div>
            // In a box of its own, so that the panel is as high as its content.
            <div><CodePanel code=row.code/></div>
        </div>
    }
}

/// Who goes, changed in one go.
#[component]
fn Assignment(id: InterventionId, advisers: Vec<AdviserRow>, chosen: Vec<UserId>) -> impl IntoView {
    let anybody = !advisers.is_empty();
    let chosen = RwSignal::new(chosen);
    let save = Sending::<InterventionRow>::new();
    Effect::new(move |_| {
        if let Some(Ok(row)) = save.get() {
            chosen.set(row.advisers.iter().map(|adviser| adviser.id).collect());
            Toasts::get().say(text::ASSIGNED);
        }
    });
    let submit = move |event: web_sys::SubmitEvent| {
        event.prevent_default();
        save.send(assign_advisers(id, chosen.get_untracked()));
    };
    let failure = move || {
        save.get().and_then(Result::err).map(|error| {
            view! {
                <Notice kind=NoticeKind::Danger title=api_error(&error) alert=true/>
            }
        })
    };
    view! {
        <form class="stack" on:submit=submit>
            <h2>{text::WHO_COMES}</h2>
            {failure}
            <AdviserPicker advisers value=chosen/>
            {anybody.then(|| view! {
                <button
                    type="submit"
                    class="button"
                    aria-busy=move || save.pending().get().then_some("true")
                >
                    <Icon name="check"/><span>{text::SAVE}</span>
                </button>
            })}
        </form>
    }
}

/// The code, to be scanned from across the room or typed.
#[component]
fn CodePanel(code: RegistrationCode) -> impl IntoView {
    let origin = location().origin().unwrap_or_default();
    let link = format!("{origin}/r/{code}");
    let shown = link.split_once("://").map_or_else(|| link.clone(), |(_, rest)| rest.to_owned());
    view! {
        <section class="stack">
            <h2>{text::REGISTRATION}</h2>
            <div class="qr">
                <p class="qr-text">{text::SCAN}</p>
                <div class="qr-picture"><Qr text=link label=text::SCAN_LABEL/></div>
                <p class="qr-code">{code.grouped()}</p>
                <p class="qr-link">{shown}</p>
            </div>
        </section>
    }
}
