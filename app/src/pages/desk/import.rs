//! Importing a list: choose the file, see what would happen, do it.
//!
//! The browser keeps the file and sends it twice; before "Importer" nothing is written anywhere.

use super::address;
use super::import_lines::{Columns, Lines};
use crate::api::ApiError;
use crate::api::roster::{
    FILE_PART, Field, MAX_FILE, OPTIONS_PART, RosterOptions, RosterPreview, RosterReport, Verdict,
    import_roster, preview_roster,
};
use crate::session::Session;
use crate::text::fr::desk::interventions::ONE;
use crate::text::fr::desk::roster as text;
use crate::text::fr::errors::api_error;
use crate::ui::{Answer, Icon, Notice, NoticeKind, PageHead, Progress};
use domain::id::InterventionId;
use leptos::prelude::*;
use std::collections::BTreeSet;
use wasm_bindgen::JsCast;

/// What the page knows.
#[derive(Clone, Copy)]
struct Import {
    intervention: InterventionId,
    file: RwSignal<Option<web_sys::File>, LocalStorage>,
    /// What the columns hold; `None` until the person has changed something.
    mapping: RwSignal<Option<Vec<Field>>>,
    accepted: RwSignal<BTreeSet<u32>>,
}

impl Import {
    /// The form as both functions want it.
    fn form(self, file: &web_sys::File) -> Result<web_sys::FormData, ApiError> {
        let options = RosterOptions {
            intervention: self.intervention,
            mapping: self.mapping.get_untracked(),
            accepted: self.accepted.with_untracked(|lines| lines.iter().copied().collect()),
        };
        let options = serde_json::to_string(&options).map_err(|_| ApiError::Internal)?;
        let form = web_sys::FormData::new().map_err(|_| ApiError::Internal)?;
        form.append_with_str(OPTIONS_PART, &options).map_err(|_| ApiError::Internal)?;
        form.append_with_blob(FILE_PART, file).map_err(|_| file_gone())?;
        Ok(form)
    }

    fn take(self, file: Option<web_sys::File>) {
        self.mapping.set(None);
        self.accepted.set(BTreeSet::new());
        self.file.set(file);
    }
}

fn file_gone() -> ApiError {
    ApiError::Invalid { field: FILE_PART.to_owned(), message: text::FILE_GONE.to_owned() }
}

/// The page.
#[component]
pub fn ImportPage() -> impl IntoView {
    Session::get().form_is_open();
    let id = address::named_intervention();
    let back = id.get_untracked().map_or(address::INTERVENTIONS.to_owned(), address::intervention);
    view! {
        <PageHead title=text::TITLE lead=text::LEAD back=(back, ONE.to_owned())/>
        {move || match id.get() {
            Some(intervention) => view! { <Flow intervention/> }.into_any(),
            None => view! {
                <Notice kind=NoticeKind::Danger title=api_error(&ApiError::NotFound)/>
            }
            .into_any(),
        }}
    }
}

/// The three steps.
#[component]
fn Flow(intervention: InterventionId) -> impl IntoView {
    let import = Import {
        intervention,
        file: RwSignal::new_local(None),
        mapping: RwSignal::new(None),
        accepted: RwSignal::default(),
    };
    let send = Action::new_local(move |file: &web_sys::File| {
        let form = import.form(file);
        async move { import_roster(form?.into()).await }
    });
    let report = send.value();
    // Compared, so that a failed sending does not make the page of the second step anew.
    let step = Memo::new(move |_| match (report.get(), import.file.with(Option::is_some)) {
        (Some(Ok(_)), _) => 2,
        (_, true) => 1,
        (_, false) => 0,
    });
    let again = move || {
        send.clear();
        import.take(None);
    };
    view! {
        <div class="stack stack--wide">
            <Steps step=step.into()/>
            {move || match (step.get(), report.get_untracked(), import.file.get_untracked()) {
                (2, Some(Ok(report)), _) => {
                    view! { <Report report intervention again=Callback::new(move |()| again())/> }
                        .into_any()
                }
                (1, _, Some(file)) => view! { <Check import file send/> }.into_any(),
                _ => view! { <FileChoice import/> }.into_any(),
            }}
        </div>
    }
}

/// Where one is.
#[component]
fn Steps(step: Signal<usize>) -> impl IntoView {
    let entry = move |(place, name): (usize, &'static str)| {
        let mark = move || {
            if place < step.get() {
                view! { <Icon name="check"/> }.into_any()
            } else {
                (place + 1).into_any()
            }
        };
        view! {
            <li
                class="step"
                class=("step--done", move || place < step.get())
                aria-current=move || (place == step.get()).then_some("step")
            >
                <span class="step-mark">{mark}</span>
                <span class="step-name">
                    {name}
                    <Show when=move || place < step.get()>
                        <span class="visually-hidden">" "{text::STEP_DONE}</span>
                    </Show>
                </span>
            </li>
        }
    };
    view! {
        <ol class="steps" role="list" aria-label=text::STEPS>
            {text::STEP_NAMES.into_iter().enumerate().map(entry).collect_view()}
        </ol>
    }
}

/// Picking or dropping a file.
#[component]
fn FileChoice(import: Import) -> impl IntoView {
    let over = RwSignal::new(false);
    let too_large = RwSignal::new(false);
    let chosen = move |event: web_sys::Event| {
        over.set(false);
        let input = event.target().and_then(|it| it.dyn_into::<web_sys::HtmlInputElement>().ok());
        let file = input.and_then(|input| input.files()).and_then(|files| files.get(0));
        let Some(file) = file else { return };
        #[expect(clippy::cast_precision_loss, reason = "a limit far below 2^53")]
        let fits = file.size() <= MAX_FILE as f64;
        too_large.set(!fits);
        if fits {
            import.take(Some(file));
        }
    };
    view! {
        <Show when=move || too_large.get()>
            <Notice kind=NoticeKind::Danger title=text::TOO_LARGE alert=true/>
        </Show>
        <label
            class="drop"
            data-over=move || over.get().then_some("true")
            on:dragenter=move |_| over.set(true)
            on:dragleave=move |_| over.set(false)
            on:drop=move |_| over.set(false)
        >
            <input
                class="drop-input"
                type="file"
                accept=".csv,.txt,.xlsx,.xls,.ods,text/csv"
                on:change=chosen
            />
            <Icon name="upload"/>
            <span class="drop-title">{text::CHOOSE}</span>
            <span class="drop-hint">{text::CHOOSE_HINT}</span>
        </label>
    }
}

type Sending = Action<web_sys::File, Result<RosterReport, ApiError>>;

/// The file judged, before anything is written.
#[component]
fn Check(import: Import, file: web_sys::File, send: Sending) -> impl IntoView {
    let name = StoredValue::new(file.name());
    let file = StoredValue::new_local(file);
    let judged = LocalResource::new(move || {
        import.mapping.track();
        let form = file.with_value(|file| import.form(file));
        async move { preview_roster(form?.into()).await }
    });
    let shown =
        move |preview: RosterPreview| view! { <Judged import preview file send/> }.into_any();
    // Made once a file: the select that was changed keeps the focus while the lines are judged anew.
    let layout = Memo::new(move |before: Option<&Option<Layout>>| match judged.get() {
        Some(Ok(preview)) => Some(Layout::of(&preview)),
        _ => before.cloned().flatten(),
    });
    let columns = move || {
        let format = layout.get()?.format;
        let preview = judged.get_untracked()?.ok()?;
        (!preview.lines.is_empty()).then(|| {
            view! {
                <p class="lead">{text::read_as(&name.get_value(), &format)}</p>
                <Columns columns=preview.columns mapping=import.mapping/>
            }
        })
    };
    let failure = move || {
        send.value().get().and_then(Result::err).map(|error| {
            view! {
                <Notice kind=NoticeKind::Danger title=api_error(&error) alert=true/>
            }
        })
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

/// What of a preview does not change with the mapping.
#[derive(Clone, PartialEq)]
struct Layout {
    format: String,
    columns: Vec<(String, Vec<String>)>,
}

impl Layout {
    fn of(preview: &RosterPreview) -> Self {
        let columns = preview.columns.iter().map(|it| (it.heading.clone(), it.examples.clone()));
        Self { format: preview.format.clone(), columns: columns.collect() }
    }
}

/// Lines, and the button that imports.
#[component]
fn Judged(
    import: Import,
    preview: RosterPreview,
    file: StoredValue<web_sys::File, LocalStorage>,
    send: Sending,
) -> impl IntoView {
    if preview.lines.is_empty() {
        return view! { <Notice kind=NoticeKind::Warning title=text::EMPTY_FILE alert=true/> }
            .into_any();
    }
    let RosterPreview { columns, lines, .. } = preview;
    let named = columns.iter().any(|it| matches!(it.field, Field::FamilyName | Field::FullName));
    let sure = lines
        .iter()
        .filter(|line| matches!(line.verdict, Verdict::New | Verdict::AlreadyKnown))
        .count();
    let doubtful: BTreeSet<u32> = lines
        .iter()
        .filter(|line| line.verdict == Verdict::ToCheck)
        .map(|line| line.line)
        .collect();
    // A line ticked under another mapping and no longer in doubt is not "accepted in spite".
    import.accepted.update(|accepted| accepted.retain(|line| doubtful.contains(line)));
    let count = move || sure + import.accepted.with(BTreeSet::len);
    let reason = move || match (named, count()) {
        (false, _) => Some(text::NEEDS_NAME),
        (true, 0) => Some(text::NOTHING_TO_IMPORT),
        (true, _) => None,
    };
    let press = move |_| {
        if reason().is_none() && !send.pending().get_untracked() {
            send.dispatch_local(file.get_value());
        }
    };
    view! {
        <Lines lines accepted=import.accepted/>
        <p class="soft" id="import-reason" role="status">{reason}</p>
        <div>
            <button
                type="button"
                class="button button--main"
                aria-disabled=move || reason().map(|_| "true")
                aria-describedby="import-reason"
                aria-busy=move || send.pending().get().then_some("true")
                on:click=press
            >
                <Icon name="check"/><span>{move || text::import(count())}</span>
            </button>
        </div>
    }
    .into_any()
}

/// What was done.
#[component]
fn Report(
    report: RosterReport,
    intervention: InterventionId,
    again: Callback<()>,
) -> impl IntoView {
    view! {
        <Notice kind=NoticeKind::Success title=text::DONE alert=true>
            <ul>
                {text::report(report).into_iter().map(|line| view! { <li>{line}</li> }).collect_view()}
            </ul>
        </Notice>
        <div class="row">
            <a class="button button--main" href=address::intervention(intervention)>
                {text::TO_INTERVENTION}
            </a>
            <a class="button" href=address::PEOPLE>{text::TO_PEOPLE}</a>
            <button type="button" class="button button--quiet" on:click=move |_| again.run(())>
                {text::OTHER_FILE}
            </button>
        </div>
    }
}
