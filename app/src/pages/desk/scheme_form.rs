//! The form of a scheme's sheet, for a new one and for one that exists.

use super::address;
use super::fields::Fill::{self, Number, OptionalWords, Words};
use super::fields::{list_field, text_field};
use super::options::{kind_options, level_options, organisation_options};
use super::own_limits::OwnLimits;
use super::saving::{CurrentValues, Errors, SaveRow, Shown, differing, refused, was_slower};
use super::scheme_draft::{
    CONDITIONS, Draft, ENTRY_LEVEL, KIND, NEXT_INTAKE, ORGANISATION, PLACES, PREFIX, PUBLICS,
    TARGET_LEVEL, TITLE, TOWN, card_id, shown,
};
use crate::api::organisations::OrganisationRow;
use crate::api::request::Sending;
use crate::api::schemes::{SchemeDraft, SchemeFilter, SchemeRow, save_scheme, schemes};
use crate::text::fr::common;
use crate::text::fr::desk::schemes as text;
use crate::ui::{ChoiceOption, ErrorSummary, RadioPicker, SelectOption, TextArea, Tick};
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
    let offered =
        organisations.with_value(|all| organisation_options(text::CHOOSE_ORGANISATION, all));
    view! {
        <form class="stack stack--wide" novalidate on:submit=submit>
            <ErrorSummary errors=errors/>
            <CurrentValues values=current take/>
            {what(draft, errors, offered)}
            {whom(draft, errors)}
            {room(draft, errors)}
            {said(draft, errors)}
            <SaveRow
                may=OwnLimits::may_write_catalogue
                pending=save.pending()
                cancel=address::SCHEMES
            />
        </form>
    }
}

/// Who offers what, and where.
fn what(draft: Draft, errors: Errors, offered: Vec<SelectOption>) -> AnyView {
    let kinds = kind_options(text::CHOOSE_KIND);
    let town = move || text_field(TOWN, (text::TOWN, ""), Words, draft.town, errors);
    view! {
        {list_field(ORGANISATION, (text::ORGANISATION, ""), false, offered, draft.organisation, errors)}
        {list_field(KIND, (text::KIND, ""), false, kinds, draft.kind, errors)}
        {text_field(TITLE, (text::NAME, ""), Words, draft.title, errors)}
        <RadioPicker columns=true legend=text::MODE options=mode_cards() value=draft.mode/>
        {move || (draft.mode.get() == Some(Mode::InPerson)).then(town)}
    }
    .into_any()
}

/// For whom it is.
fn whom(draft: Draft, errors: Errors) -> AnyView {
    let level = |id, label, value| {
        list_field(id, label, true, level_options(text::NO_LEVEL), value, errors)
    };
    let words = |id, label, value| text_field(id, label, OptionalWords, value, errors);
    view! {
        {level(ENTRY_LEVEL, (text::ENTRY_LEVEL, ""), draft.entry_level)}
        {level(TARGET_LEVEL, (text::TARGET_LEVEL, text::TARGET_HINT), draft.target_level)}
        {words(PUBLICS, (text::PUBLICS, text::PUBLICS_HINT), draft.publics)}
        {words(CONDITIONS, (text::CONDITIONS, ""), draft.conditions)}
    }
    .into_any()
}

/// How many can come, and when.
fn room(draft: Draft, errors: Errors) -> AnyView {
    view! {
        {text_field(PLACES, (text::PLACES, text::PLACES_HINT), Number, draft.places, errors)}
        {text_field(NEXT_INTAKE, (text::NEXT_INTAKE, ""), Fill::Day, draft.next_intake, errors)}
        <div class="choices">
            <Tick label=text::CUMULATIVE note=text::CUMULATIVE_NOTE value=draft.cumulative/>
            <Tick label=text::IS_OPEN note=text::IS_OPEN_NOTE value=draft.open/>
        </div>
    }
    .into_any()
}

/// What people read of it.
fn said(draft: Draft, errors: Errors) -> AnyView {
    let card = |(language, title, body): (Language, RwSignal<String>, RwSignal<String>)| {
        view! {
            <fieldset class="stack">
                <legend>{text::language(language)}</legend>
                {text_field(card_id(language), (text::CARD_TITLE, ""), OptionalWords, title, errors)}
                <TextArea optional=true longest=1500 label=text::CARD_TEXT value=body/>
            </fieldset>
        }
        .into_any()
    };
    view! {
        <div class="stack">
            <h2>{text::CARDS}</h2>
            <p class="soft">{text::CARDS_LEAD}</p>
            {draft.cards.into_iter().map(card).collect_view()}
        </div>
    }
    .into_any()
}

fn mode_cards() -> Vec<ChoiceOption<Mode>> {
    [Mode::InPerson, Mode::Remote]
        .map(|mode| ChoiceOption::new(mode, common::mode(mode), None))
        .to_vec()
}
