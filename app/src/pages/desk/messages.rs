//! What the server does by itself: what was sent, what waits, what failed and can be tried again.

use super::address::{ATTENTION, kept};
use super::filter::Filter;
use super::table::{Column, table};
use crate::api::Page;
use crate::api::messages::{
    JobKind, JobQuery, JobRow, JobState, PersonOfJob, Problem, jobs, pause_messages, retry_job,
};
use crate::api::request::{Fetched, Sending};
use crate::text::fr::desk::attention;
use crate::text::fr::desk::messages as text;
use crate::text::fr::errors::api_error;
use crate::ui::format::short_date_and_time;
use crate::ui::{
    Answer, Badge, BadgeKind, Empty, Icon, PageHead, Pagination, SelectOption, Toasts,
};
use domain::id::JobId;
use leptos::prelude::*;

/// What a press asks for, and what is said when it is done.
#[derive(Clone, Copy)]
struct Pressed {
    sending: Sending<()>,
    /// Of which row.
    row: RwSignal<Option<JobId>>,
    said: StoredValue<&'static str>,
}

/// The page.
#[component]
pub fn MessagesPage() -> impl IntoView {
    let (page, set_page) = kept("page");
    // Pages count from 1 in the address, as people count, and from 0 inside.
    let number = Signal::derive(move || page.get().parse::<u32>().map_or(0, |it| it.max(1) - 1));
    let set_number = SignalSetter::map(move |number: u32| {
        set_page.set(if number == 0 { String::new() } else { (number + 1).to_string() });
    });
    let state = Filter::kept("etat", text::STATE, Signal::stored(states()), Some(set_page));
    let list = Fetched::live(move || {
        jobs(JobQuery { state: JobState::from_code(&state.value.get()), page: number.get() })
    });
    let pressed = Pressed {
        sending: Sending::new(),
        row: RwSignal::new(None),
        said: StoredValue::new(text::RETRIED),
    };
    Effect::new(move |_| match pressed.sending.get() {
        Some(Ok(())) => {
            Toasts::get().say(pressed.said.get_value());
            list.refetch();
        }
        Some(Err(error)) => Toasts::get().warn(api_error(&error)),
        None => {}
    });
    let total = Signal::derive(move || match list.get() {
        Some(Ok(page)) => page.total,
        _ => 0,
    });
    let size = Signal::derive(move || match list.get() {
        Some(Ok(page)) => page.size,
        _ => 1,
    });
    let clear = move |_| state.set.set(String::new());
    let is_narrowed = move || !state.value.with_untracked(String::is_empty);
    let shown = move |page: Page<JobRow>| match (page.rows.is_empty(), is_narrowed()) {
        (false, _) => {
            let rows = page.rows.into_iter().map(|row| line(row, pressed)).collect();
            table(text::TITLE, text::total(page.total), &COLUMNS, rows)
        }
        (true, false) => view! { <Empty text=text::NONE_AT_ALL picture="mail"/> }.into_any(),
        (true, true) => view! {
            <Empty text=text::NONE_FITS picture="yes">
                <button type="button" class="button" on:click=clear>{text::CLEAR}</button>
            </Empty>
        }
        .into_any(),
    };
    view! {
        <PageHead
            title=text::TITLE
            lead=text::LEAD
            back=(ATTENTION.to_owned(), attention::TITLE.to_owned())
        />
        <div class="table-tools" role="search">{state.select()}</div>
        <Answer resource=list view=Callback::new(shown)/>
        <Pagination page=number set=set_number total=total size=size/>
    }
}

fn states() -> Vec<SelectOption> {
    let own = JobState::ALL.iter().map(|it| SelectOption::new(it.code(), text::state(*it)));
    std::iter::once(SelectOption::new("", text::ALL_STATES)).chain(own).collect()
}

const COLUMNS: [Column; 4] =
    [(text::WHAT, false), (text::STATE, false), (text::WHEN, false), (text::ACTIONS, false)];

/// The cells of a row.
fn line(row: JobRow, pressed: Pressed) -> Vec<AnyView> {
    let what = text::what(row.kind, row.round);
    let whom: Vec<&str> = row
        .organisation
        .as_deref()
        .into_iter()
        .chain(row.person.as_ref().map(|person| person.name.as_str()))
        .chain(row.channel.map(text::channel))
        .collect();
    let whom = whom.join(", ");
    let (kind, icon) = match row.state {
        JobState::Waiting => (BadgeKind::Waiting, "clock"),
        JobState::Done => (BadgeKind::Success, "check"),
        JobState::Failed => (BadgeKind::Danger, "alert"),
        JobState::Cancelled => (BadgeKind::Neutral, "cross"),
    };
    let note = row.found.map(text::found);
    let note = note.or(row.problem.map(|why| text::problem(why).to_owned()));
    let when = match row.ended_at {
        Some(at) => short_date_and_time(at),
        None => text::next(&short_date_and_time(row.due_at), row.attempts),
    };
    let about = text::about(&what, &whom);
    vec![
        view! {
            {what}
            {(!whom.is_empty()).then(|| view! { <p class="soft small">{whom}</p> })}
        }
        .into_any(),
        view! {
            <div>
                <Badge kind text=text::state(row.state) icon=icon/>
                {note.map(|note| view! { <p class="soft small">{note}</p> })}
            </div>
        }
        .into_any(),
        when.into_any(),
        actions(&row, about, pressed),
    ]
}

/// What can be done about a row: nothing about what is over, except for the person's other
/// messages.
fn actions(row: &JobRow, about: String, pressed: Pressed) -> AnyView {
    let job = row.id;
    let is_paused = row.problem == Some(Problem::Paused);
    let can_retry = row.state == JobState::Failed
        || (row.state == JobState::Waiting && row.problem.is_some() && !is_paused);
    let retry = can_retry.then(|| {
        let press = Callback::new(move |()| {
            pressed.said.set_value(text::RETRIED);
            pressed.sending.send(retry_job(job));
        });
        button(job, "refresh", text::RETRY, about.clone(), pressed, press)
    });
    // An organisation's messages are not the person's to pause, and an expiry is no message.
    let is_to_person = row.organisation.is_none() && row.kind != JobKind::ReferralExpiry;
    let to_person = row.person.clone().filter(|_| is_to_person);
    let pause = to_person.map(|PersonOfJob { id, name, paused }| {
        let (icon, name_of_it, said) = if paused {
            ("mail", text::RESUME, text::RESUMED)
        } else {
            ("clock", text::PAUSE, text::PAUSED)
        };
        let press = Callback::new(move |()| {
            pressed.said.set_value(said);
            pressed.sending.send(pause_messages(id, !paused));
        });
        button(job, icon, name_of_it, text::about(&name, ""), pressed, press)
    });
    view! { <div class="row">{retry}{pause}</div> }.into_any()
}

fn button(
    row: JobId,
    icon: &'static str,
    name: &'static str,
    about: String,
    pressed: Pressed,
    press: Callback<()>,
) -> AnyView {
    let busy = move || {
        (pressed.sending.pending().get() && pressed.row.get() == Some(row)).then_some("true")
    };
    let click = move |_| {
        if !pressed.sending.pending().get_untracked() {
            pressed.row.set(Some(row));
            press.run(());
        }
    };
    view! {
        <button type="button" class="button" aria-busy=busy on:click=click>
            <Icon name=icon/>
            <span>{name}<span class="visually-hidden">{about}</span></span>
        </button>
    }
    .into_any()
}
