//! Fields, their errors, and cards to choose from.

use super::Part;
use crate::pages::kind_cards::kind_cards;
use crate::text::fr::common::contact_way;
use crate::text::fr::design as text;
use crate::ui::{
    ChoiceOption, ChoicePicker, ErrorSummary, RadioPicker, SelectField, SelectOption, TextField,
    Tick,
};
use domain::contact::ContactWay;
use domain::level::CefrLevel;
use domain::scheme::SchemeKind;
use leptos::prelude::*;

const PHONE: &str = "design-phone";

#[component]
pub(super) fn Fields() -> impl IntoView {
    let name = RwSignal::new(String::new());
    let phone = RwSignal::new(text::PHONE_SAMPLE.to_owned());
    let level = RwSignal::new(CefrLevel::A2.label().to_owned());
    let levels = CefrLevel::ALL.map(|it| SelectOption::new(it.label(), it.label())).to_vec();
    // Shown only after a press: the summary takes the focus when it appears.
    let errors = RwSignal::new(Vec::new());
    let submit = move |event: web_sys::SubmitEvent| {
        event.prevent_default();
        errors.set(vec![(PHONE.to_owned(), text::PHONE_ERROR.to_owned())]);
    };
    view! {
        <Part title=text::FORM>
            <form class="stack" novalidate on:submit=submit>
                <ErrorSummary errors=errors/>
                <TextField label=text::FAMILY_NAME hint=text::FAMILY_NAME_HINT value=name/>
                <TextField
                    id=PHONE
                    kind="tel"
                    label=text::PHONE
                    value=phone
                    optional=true
                    error=Signal::stored(Some(text::PHONE_ERROR.to_owned()))
                />
                <SelectField short=true label=text::LEVEL value=level set=level options=levels/>
                <div>
                    <button type="submit" class="button button--main">{text::SAVE}</button>
                </div>
            </form>
        </Part>
    }
}

#[component]
pub(super) fn Cards() -> impl IntoView {
    let wishes = RwSignal::new(vec![SchemeKind::Employment, SchemeKind::LanguageCourse]);
    let contact = RwSignal::new(Some(ContactWay::Call));
    let ways = ContactWay::ALL
        .into_iter()
        .zip(["phone", "message", "mail", "letter"])
        .map(|(way, picture)| ChoiceOption::new(way, contact_way(way), Some(picture)))
        .collect::<Vec<_>>();
    view! {
        <ChoicePicker ranked=true columns=true legend=text::WISHES options=kind_cards() value=wishes/>
        <RadioPicker columns=true legend=text::CONTACT options=ways value=contact/>
        <div class="choices">
            <Tick label=text::OPEN note=text::OPEN_NOTE value=RwSignal::new(true)/>
        </div>
    }
}
