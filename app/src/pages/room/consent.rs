//! The consent text in the person's language, how it was explained, and the agreement.

use super::problems::field;
use crate::text::fr::room::interest as text;
use crate::text::register;
use crate::ui::{
    ChoiceOption, Icon, Notice, NoticeKind, Problems, RadioPicker, SelectField, SelectOption,
    error_of,
};
use domain::consent::{CURRENT_TEXT, Explained};
use domain::language::Language;
use leptos::prelude::*;

const fn explained(way: Explained) -> &'static str {
    match way {
        Explained::Read => text::EXPLAINED_READ,
        Explained::Aloud => text::EXPLAINED_ALOUD,
        Explained::Interpreter => text::EXPLAINED_INTERPRETER,
    }
}

/// The part of the form.
#[component]
pub fn ConsentPart(
    /// The language of the text shown.
    language: RwSignal<Language>,
    /// How it was explained.
    way: RwSignal<Option<Explained>>,
    /// Whether the person agrees.
    agrees: RwSignal<bool>,
    /// What is wrong with a field.
    errors: RwSignal<Problems>,
) -> impl IntoView {
    let tag = Signal::derive(move || language.get().tag().to_owned());
    let choose = SignalSetter::map(move |tag: String| {
        language.set(Language::from_tag(&tag).unwrap_or_default());
    });
    let languages = Language::ALL.map(|one| SelectOption::new(one.tag(), one.own_name())).to_vec();
    let paragraphs = move || {
        register::consent::paragraphs(CURRENT_TEXT, language.get())
            .unwrap_or_default()
            .iter()
            .map(|paragraph| view! { <p>{*paragraph}</p> })
            .collect_view()
    };
    let machine = move || register::catalogue(language.get()).machine;
    let error = error_of(errors, field::CONSENT);
    view! {
        <section class="stack" aria-labelledby="consent-title">
            <h2 id="consent-title">{text::CONSENT}</h2>
            <SelectField
                label=text::CONSENT_LANGUAGE value=tag set=choose
                options=Signal::stored(languages) short=true
            />
            <Show when=machine>
                <Notice kind=NoticeKind::Warning title=text::MACHINE/>
            </Show>
            <div
                class="consent"
                lang=move || language.get().tag()
                dir=move || language.get().direction().attribute()
            >
                {paragraphs}
            </div>
            <RadioPicker
                id=field::EXPLAINED
                legend=text::EXPLAINED
                options=Explained::ALL.map(|way| ChoiceOption::new(way, explained(way), None)).to_vec()
                value=way
                columns=true
                error=error_of(errors, field::EXPLAINED)
            />
            {move || error.get().map(|message| view! {
                <p class="field-error" id="consent-error"><Icon name="alert"/><span>{message}</span></p>
            })}
            <label class="check">
                <input
                    type="checkbox"
                    id=field::CONSENT
                    prop:checked=move || agrees.get()
                    on:change=move |event| agrees.set(event_target_checked(&event))
                    aria-invalid=move || error.with(Option::is_some).then_some("true")
                    aria-describedby=move || error.with(Option::is_some).then_some("consent-error")
                />
                <span>{text::AGREES}</span>
            </label>
        </section>
    }
}
