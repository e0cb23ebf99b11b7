//! A file judged before anything is written: its columns, its lines, and the button that imports.

use super::import::Import;
use super::import_lines::{Columns, Lines};
use crate::api::ApiError;
use crate::api::request::{Fetched, Sending};
use crate::api::roster::{
    Field, RosterColumn, RosterLine, RosterPreview, RosterReport, Verdict, preview_roster,
};
use crate::text::fr::desk::roster as text;
use crate::text::fr::errors::api_error;
use crate::ui::{Answer, Icon, Notice, NoticeKind, Progress};
use leptos::prelude::*;
use std::collections::BTreeSet;

/// The field the server names when the chosen columns make no people.
const MAPPING: &str = "mapping";

/// What the server said of the file.
#[derive(Clone)]
struct Judgement {
    /// The columns it was asked with.
    asked: Option<Vec<Field>>,
    /// What would be done, or why the chosen columns do not do.
    answer: Result<RosterPreview, String>,
}

async fn judge(form: web_sys::FormData, asked: Option<Vec<Field>>) -> Result<Judgement, ApiError> {
    let answer = match preview_roster(form.into()).await {
        Ok(preview) => Ok(preview),
        Err(ApiError::Invalid { field, message }) if field == MAPPING => Err(message),
        Err(other) => return Err(other),
    };
    Ok(Judgement { asked, answer })
}

/// What of a preview does not change with the columns chosen.
#[derive(Clone, PartialEq)]
struct Layout {
    format: String,
    headings: Vec<(String, Vec<String>)>,
}

impl Layout {
    fn of(preview: &RosterPreview) -> Self {
        let heading = |it: &RosterColumn| (it.heading.clone(), it.examples.clone());
        Self {
            format: preview.format.clone(),
            headings: preview.columns.iter().map(heading).collect(),
        }
    }
}

/// The second step.
#[component]
pub(super) fn Check(
    /// What the page knows.
    import: Import,
    /// The file chosen.
    file: web_sys::File,
    /// Sends it to be imported.
    send: Sending<RosterReport>,
) -> impl IntoView {
    let name = StoredValue::new(file.name());
    let file = StoredValue::new_local(file);
    let judged = Fetched::new(move || {
        let asked = import.mapping.get();
        let form = file.with_value(|file| import.form(file));
        async move { judge(form?, asked).await }
    });
    let preview = move || judged.get()?.ok()?.answer.ok();
    // Made once a file: the select that was changed keeps the focus while the lines are judged
    // anew.
    let layout = Memo::new(move |before: Option<&Option<Layout>>| {
        preview().map(|it| Layout::of(&it)).or_else(|| before.cloned().flatten())
    });
    let columns = move || {
        let format = layout.get()?.format;
        let columns = untrack(preview)?.columns;
        Some(view! {
            <p class="lead">{text::read_as(&name.get_value(), &format)}</p>
            <Columns columns chosen=import.chosen mapping=import.mapping/>
        })
    };
    let shown = move |Judgement { asked, answer }: Judgement| {
        let (preview, unfit) = match answer {
            Ok(preview) => (preview, None),
            Err(reason) => (
                RosterPreview { columns: vec![], lines: vec![], format: String::new() },
                Some(reason),
            ),
        };
        view! { <Judged import asked preview unfit file send/> }.into_any()
    };
    let failure = move || {
        let error = send.get().and_then(Result::err)?;
        Some(view! { <Notice kind=NoticeKind::Danger title=api_error(&error) alert=true/> })
    };
    view! {
        {columns}
        <Answer resource=judged view=Callback::new(shown) label=text::READING/>
        {failure}
        <Show when=move || send.pending().get()><Progress label=text::IMPORTING/></Show>
        <div>
            <button type="button" class="button button--quiet" on:click=move |_| import.take(None)>
                <Icon name="undo"/><span>{text::OTHER_FILE}</span>
            </button>
        </div>
    }
}

/// Lines, and the button that imports them.
#[component]
fn Judged(
    import: Import,
    asked: Option<Vec<Field>>,
    preview: RosterPreview,
    unfit: Option<String>,
    file: StoredValue<web_sys::File, LocalStorage>,
    send: Sending<RosterReport>,
) -> impl IntoView {
    let RosterPreview { columns, lines, .. } = preview;
    let named = columns.iter().any(|it| matches!(it.field, Field::FamilyName | Field::FullName));
    let of = |wanted: &[Verdict]| -> BTreeSet<u32> {
        let fits = |line: &&RosterLine| wanted.contains(&line.verdict);
        lines.iter().filter(fits).map(|line| line.line).collect()
    };
    let sure = of(&[Verdict::New, Verdict::AlreadyKnown]).len();
    let doubtful = of(&[Verdict::ToCheck]);
    // A line ticked under other columns and no longer in doubt is not wanted "all the same".
    import.accepted.update(|accepted| accepted.retain(|line| doubtful.contains(line)));
    let count = Signal::derive(move || sure + import.accepted.with(BTreeSet::len));
    let reason = Signal::derive(move || {
        // What is shown was judged by other columns than those chosen since.
        if import.chosen.with(|chosen| *chosen != asked) {
            return Some(text::JUDGING.to_owned());
        }
        if let Some(unfit) = &unfit {
            return Some(unfit.clone());
        }
        match (named, count.get()) {
            (false, _) => Some(text::NEEDS_NAME.to_owned()),
            (true, 0) => Some(text::NOTHING_TO_IMPORT.to_owned()),
            (true, _) => None,
        }
    });
    let press = Callback::new(move |()| {
        if reason.with_untracked(Option::is_none) && !send.pending().get_untracked() {
            file.with_value(|file| import.send(file, send));
        }
    });
    view! {
        {(!lines.is_empty()).then(|| view! { <Lines lines accepted=import.accepted/> })}
        <ImportButton count reason busy=send.pending() press/>
    }
}

/// The button, with the reason why it does not work beside it.
#[component]
fn ImportButton(
    count: Signal<usize>,
    reason: Signal<Option<String>>,
    busy: Signal<bool>,
    press: Callback<()>,
) -> impl IntoView {
    view! {
        <div class="stack">
            <p class="soft" id="import-reason" role="status">{move || reason.get()}</p>
            <div>
                <button
                    type="button"
                    class="button button--main"
                    aria-disabled=move || reason.with(Option::is_some).then_some("true")
                    aria-describedby="import-reason"
                    aria-busy=move || busy.get().then_some("true")
                    on:click=move |_| press.run(())
                >
                    <Icon name="check"/><span>{move || text::import(count.get())}</span>
                </button>
            </div>
        </div>
    }
}
