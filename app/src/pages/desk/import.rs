//! Importing a list: choose the file, see what would happen, do it.
//!
//! The browser keeps the file and sends it twice; before "Importer" nothing is written anywhere.

use super::address;
use super::import_check::Check;
use crate::api::ApiError;
use crate::api::request::Sending;
use crate::api::roster::{
    FILE_PART, Field, MAX_FILE, OPTIONS_PART, RosterOptions, RosterReport, import_roster,
};
use crate::device::updates::Updates;
use crate::text::fr::desk::interventions::ONE;
use crate::text::fr::desk::roster as text;
use crate::text::fr::errors::api_error;
use crate::ui::{Icon, Notice, NoticeKind, PageHead};
use domain::id::InterventionId;
use leptos::prelude::*;
use std::collections::BTreeSet;
use wasm_bindgen::JsCast;

/// What the page knows.
#[derive(Clone, Copy)]
pub(super) struct Import {
    intervention: InterventionId,
    file: RwSignal<Option<web_sys::File>, LocalStorage>,
    /// What the columns hold, as chosen so far; `None` until the person has changed something.
    pub(super) chosen: RwSignal<Option<Vec<Field>>>,
    /// The same once the person has paused: what the lines are judged by.
    pub(super) mapping: RwSignal<Option<Vec<Field>>>,
    /// Lines in doubt that are wanted all the same.
    pub(super) accepted: RwSignal<BTreeSet<u32>>,
}

impl Import {
    /// The form as both functions want it.
    pub(super) fn form(self, file: &web_sys::File) -> Result<web_sys::FormData, ApiError> {
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

    /// Sends the file to be imported.
    pub(super) fn send(self, file: &web_sys::File, sending: Sending<RosterReport>) {
        let form = self.form(file);
        sending.send(async move { import_roster(form?.into()).await });
    }

    /// Begins anew with another file, or with none.
    pub(super) fn take(self, file: Option<web_sys::File>) {
        self.chosen.set(None);
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
    Updates::form_is_open();
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
        chosen: RwSignal::new(None),
        mapping: RwSignal::new(None),
        accepted: RwSignal::default(),
    };
    let send = Sending::new();
    // Compared, so that a failed sending does not make the page of the second step anew.
    let step = Memo::new(move |_| match (send.get(), import.file.with(Option::is_some)) {
        (Some(Ok(RosterReport { .. })), _) => 2,
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
            {move || match (step.get(), untrack(|| send.get()), import.file.get_untracked()) {
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
