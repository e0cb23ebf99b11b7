//! The form of a scheme's sheet, for a new one and for one that exists.

use super::address;
use super::options::{kind_options, level_options};
use super::saving::{
    CurrentValues, Errors, SaveRow, Shown, differing, error_of, refused, was_slower,
};
use super::scheme_draft::{
    CONDITIONS, Draft, KIND, NEXT_INTAKE, ORGANISATION, PLACES, PREFIX, PUBLICS, TARGET_LEVEL,
    TITLE, TOWN, card_id, shown,
};
use crate::api::organisations::OrganisationRow;
use crate::api::request::Sending;
use crate::api::schemes::{SchemeDraft, SchemeFilter, SchemeRow, save_scheme, schemes};
use crate::text::fr::desk::schemes as text;
use crate::ui::{
    ChoiceOption, ErrorSummary, RadioPicker, SelectField, SelectOption, TextArea, TextField, Tick,
};
use domain::id::SchemeId;
use domain::intervention::Mode;
use domain::language::Language;
use domain::scheme::SchemeFields;
use leptos::prelude::*;

/// The form. What was typed stays in it whatever the server answers.
#[component]
pub(super) fn SchemeForm(
    /// Its identity; of a new one made once, so that sent twice it is created once.
    id: SchemeId,
    /// The sheet as the server had it; `None` for a new one.
    seen: Option<SchemeFields>,
    /// Places taken now.
    taken: Signal<u16>,
    /// Who can offer it.
    organisations: Vec<OrganisationRow>,
    /// After it was saved.
    saved: Callback<SchemeRow>,
) -> impl IntoView {
    let draft = Draft::new();
    if let Some(fields) = &seen {
        draft.show(fields);
    }
    let seen = StoredValue::new(seen);
    let sent = StoredValue::new(None::<SchemeFields>);
    let organisations = StoredValue::new(organisations);
    let errors = RwSignal::new(Vec::<(String, String)>::new());
    let current = RwSignal::new(None::<Shown>);
    let save = Sending::<SchemeRow>::new();
    let look = Sending::<Vec<SchemeRow>>::new();
    Effect::new(move |_| match save.get() {
        Some(Ok(row)) => {
            let fields = row.scheme.fields();
            // What was typed while it was on its way stays.
            if sent.with_value(|sent| sent.as_ref() == Some(&draft.read(0).0)) {
                draft.show(&fields);
            }
            seen.set_value(Some(fields));
            current.set(None);
            saved.run(row);
        }
        Some(Err(error)) => {
            errors.set(refused(&error, PREFIX));
            if was_slower(&error) {
                look.send(schemes(SchemeFilter { id: Some(id), ..SchemeFilter::default() }));
            }
        }
        None => {}
    });
    Effect::new(move |_| {
        if let Some(Ok(rows)) = look.get()
            && let Some(row) = rows.first()
        {
            let fields = row.scheme.fields();
            let (typed, _) = draft.read(0);
            organisations.with_value(|all| {
                current.set(Some(differing(shown(&fields, all), &shown(&typed, all))));
            });
            seen.set_value(Some(fields));
        }
    });
    let submit = move |event: web_sys::SubmitEvent| {
        event.prevent_default();
        if save.pending().get_untracked() {
            return;
        }
        let (fields, wrong) = draft.read(taken.get_untracked());
        let ready = wrong.is_empty();
        errors.set(wrong);
        if ready {
            sent.set_value(Some(fields.clone()));
            save.send(save_scheme(SchemeDraft { id, seen: seen.get_value(), fields }));
        }
    };
    let take = Callback::new(move |()| {
        if let Some(fields) = seen.get_value() {
            draft.show(&fields);
        }
        current.set(None);
        errors.set(Vec::new());
    });
    let offered = organisations.with_value(|all| organisation_options(all));
    view! {
        <form class="stack stack--wide" novalidate on:submit=submit>
            <ErrorSummary errors=errors/>
            <CurrentValues values=current take/>
            {what(draft, errors, offered)}
            {whom(draft, errors)}
            {room(draft, errors)}
            {said(draft, errors)}
            <SaveRow pending=save.pending() cancel=address::SCHEMES/>
        </form>
    }
}

/// Who offers what, and where.
fn what(draft: Draft, errors: Errors, offered: Vec<SelectOption>) -> AnyView {
    let error = move |id| error_of(errors, id);
    view! {
        <SelectField
            id=ORGANISATION
            label=text::ORGANISATION
            value=draft.organisation
            set=draft.organisation
            options=offered
            error=error(ORGANISATION)
        />
        <SelectField
            id=KIND
            label=text::KIND
            value=draft.kind
            set=draft.kind
            options=kind_options(text::CHOOSE_KIND)
            error=error(KIND)
        />
        <TextField id=TITLE label=text::NAME value=draft.title error=error(TITLE)/>
        <RadioPicker columns=true legend=text::MODE options=mode_cards() value=draft.mode/>
        <Show when=move || draft.mode.get() == Some(Mode::InPerson)>
            <TextField id=TOWN label=text::TOWN value=draft.town error=error(TOWN)/>
        </Show>
    }
    .into_any()
}

/// For whom it is.
fn whom(draft: Draft, errors: Errors) -> AnyView {
    let error = move |id| error_of(errors, id);
    view! {
        <SelectField
            short=true
            label=text::ENTRY_LEVEL
            value=draft.entry_level
            set=draft.entry_level
            options=level_options(text::NO_LEVEL)
        />
        <SelectField
            id=TARGET_LEVEL
            short=true
            label=text::TARGET_LEVEL
            hint=text::TARGET_HINT
            value=draft.target_level
            set=draft.target_level
            options=level_options(text::NO_LEVEL)
            error=error(TARGET_LEVEL)
        />
        <TextField
            id=PUBLICS
            optional=true
            label=text::PUBLICS
            hint=text::PUBLICS_HINT
            value=draft.publics
            error=error(PUBLICS)
        />
        <TextField
            id=CONDITIONS
            optional=true
            label=text::CONDITIONS
            value=draft.conditions
            error=error(CONDITIONS)
        />
    }
    .into_any()
}

/// How many can come, and when.
fn room(draft: Draft, errors: Errors) -> AnyView {
    let error = move |id| error_of(errors, id);
    view! {
        <TextField
            id=PLACES
            optional=true
            short=true
            inputmode="numeric"
            label=text::PLACES
            hint=text::PLACES_HINT
            value=draft.places
            error=error(PLACES)
        />
        <TextField
            id=NEXT_INTAKE
            kind="date"
            optional=true
            short=true
            label=text::NEXT_INTAKE
            value=draft.next_intake
            error=error(NEXT_INTAKE)
        />
        <div class="choices">
            <Tick label=text::CUMULATIVE note=text::CUMULATIVE_NOTE value=draft.cumulative/>
            <Tick label=text::IS_OPEN note=text::IS_OPEN_NOTE value=draft.open/>
        </div>
    }
    .into_any()
}

/// What people read of it.
fn said(draft: Draft, errors: Errors) -> AnyView {
    let error = move |id| error_of(errors, id);
    view! {
        <div class="stack">
            <h2>{text::CARDS}</h2>
            <p class="soft">{text::CARDS_LEAD}</p>
            {draft
                .cards
                .map(|(language, title, body)| {
                    card(language, title, body, error(card_id(language)))
                })
                .into_iter()
                .collect_view()}
        </div>
    }
    .into_any()
}

/// The two fields of what is said in one language.
fn card(
    language: Language,
    title: RwSignal<String>,
    body: RwSignal<String>,
    error: Signal<Option<String>>,
) -> AnyView {
    view! {
        <fieldset class="stack">
            <legend>{text::language(language)}</legend>
            <TextField
                id=card_id(language)
                optional=true
                dir="auto"
                label=text::CARD_TITLE
                value=title
                error=error
            />
            <TextArea optional=true longest=1500 label=text::CARD_TEXT value=body/>
        </fieldset>
    }
    .into_any()
}

fn organisation_options(organisations: &[OrganisationRow]) -> Vec<SelectOption> {
    let named = organisations
        .iter()
        .map(|row| SelectOption::new(row.id.to_string(), row.fields.name.clone()));
    std::iter::once(SelectOption::new("", text::CHOOSE_ORGANISATION)).chain(named).collect()
}

fn mode_cards() -> Vec<ChoiceOption<Mode>> {
    [Mode::InPerson, Mode::Remote]
        .map(|mode| ChoiceOption::new(mode, text::mode(mode), None))
        .to_vec()
}
