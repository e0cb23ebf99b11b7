//! Cards to choose from: pictures for people who read little, native boxes underneath for keys
//! and screen readers.

use super::Icon;
use super::Pictogram;
use super::ids::unique;
use crate::text::fr::ui::WISH_NUMBER;
use leptos::prelude::*;

/// One card.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChoiceOption<T> {
    /// What it stands for.
    pub value: T,
    /// What it says.
    pub label: String,
    /// A few words more; empty for none.
    pub note: String,
    /// Its picture, without `p-`.
    pub picture: Option<&'static str>,
}

impl<T> ChoiceOption<T> {
    /// A card that stands for `value` and says `label`, with a picture or without.
    pub fn new(value: T, label: impl Into<String>, picture: Option<&'static str>) -> Self {
        Self { value, label: label.into(), note: String::new(), picture }
    }
}

/// Puts `value` at the end of `chosen`, or takes it out: the order of picking is kept.
fn toggle<T: PartialEq>(chosen: &mut Vec<T>, value: T) {
    if let Some(place) = chosen.iter().position(|other| *other == value) {
        chosen.remove(place);
    } else {
        chosen.push(value);
    }
}

/// The group of cards round the controls, with its legend and error.
#[component]
fn Group(
    id: String,
    legend: String,
    columns: bool,
    error: Signal<Option<String>>,
    children: Children,
) -> impl IntoView {
    let error_id = StoredValue::new(format!("{id}-error"));
    view! {
        <fieldset
            class="choices"
            class=("choices--columns", columns)
            id=id
            aria-describedby=move || error.with(Option::is_some).then(|| error_id.get_value())
        >
            <legend>{legend}</legend>
            {move || error.get().map(|message| view! {
                <p class="field-error" id=error_id.get_value()>
                    <Icon name="alert"/><span>{message}</span>
                </p>
            })}
            {children()}
        </fieldset>
    }
}

/// Picture, title and note of a card.
#[component]
fn Face(label: String, note: String, picture: Option<&'static str>) -> impl IntoView {
    view! {
        {picture.map(|name| view! { <Pictogram name/> })}
        <span class="choice-text">
            <span class="choice-title">{label}</span>
            {(!note.is_empty()).then(|| view! { <span class="choice-note">{note}</span> })}
        </span>
    }
}

/// Any number of cards. With `ranked`, the order of picking is the order of the wishes and each
/// picked card shows its number; taking one away moves the later ones up.
#[component]
pub fn ChoicePicker<T>(
    /// What is asked.
    #[prop(into)]
    legend: String,
    /// The cards.
    options: Vec<ChoiceOption<T>>,
    /// What is picked, in order.
    value: RwSignal<Vec<T>>,
    /// Whether the order matters and is shown.
    #[prop(optional)]
    ranked: bool,
    /// Whether the cards stand in columns.
    #[prop(optional)]
    columns: bool,
    /// What is wrong, if anything.
    #[prop(optional, into)]
    error: Signal<Option<String>>,
    /// The group's identifier, where an error summary leads to it.
    #[prop(optional, into)]
    id: String,
) -> impl IntoView
where
    T: Clone + PartialEq + Send + Sync + 'static,
{
    let id = if id.is_empty() { unique("choices") } else { id };
    let card = move |ChoiceOption { value: own, label, note, picture }: ChoiceOption<T>| {
        let own = StoredValue::new(own);
        let rank = move || {
            let place =
                |chosen: &Vec<T>| own.with_value(|own| chosen.iter().position(|x| x == own));
            value.with(place).map(|place| place + 1)
        };
        let change = move |_| value.update(|chosen| toggle(chosen, own.get_value()));
        view! {
            <label class="choice">
                <input type="checkbox" prop:checked=move || rank().is_some() on:change=change/>
                <Face label note picture/>
                {move || rank().filter(|_| ranked).map(|rank| view! {
                    <span class="choice-rank">
                        <span class="visually-hidden">{WISH_NUMBER}" "</span>{rank}
                    </span>
                })}
            </label>
        }
    };
    view! {
        <Group id legend columns error>
            {options.into_iter().map(card).collect_view()}
        </Group>
    }
}

/// One card of several.
#[component]
pub fn RadioPicker<T>(
    /// What is asked.
    #[prop(into)]
    legend: String,
    /// The cards.
    options: Vec<ChoiceOption<T>>,
    /// What is chosen.
    value: RwSignal<Option<T>>,
    /// Whether the cards stand in columns.
    #[prop(optional)]
    columns: bool,
    /// What is wrong, if anything.
    #[prop(optional, into)]
    error: Signal<Option<String>>,
    /// The group's identifier, where an error summary leads to it.
    #[prop(optional, into)]
    id: String,
) -> impl IntoView
where
    T: Clone + PartialEq + Send + Sync + 'static,
{
    let id = if id.is_empty() { unique("choices") } else { id };
    let name = StoredValue::new(format!("{id}-choice"));
    let card = move |ChoiceOption { value: own, label, note, picture }: ChoiceOption<T>| {
        let own = StoredValue::new(own);
        let is_own = move |chosen: &Option<T>| own.with_value(|own| chosen.as_ref() == Some(own));
        view! {
            <label class="choice">
                <input
                    type="radio"
                    name=name.get_value()
                    prop:checked=move || value.with(is_own)
                    on:change=move |_| value.set(Some(own.get_value()))
                />
                <Face label note picture/>
            </label>
        }
    };
    view! {
        <Group id legend columns error>
            {options.into_iter().map(card).collect_view()}
        </Group>
    }
}

/// One card alone: yes where it is ticked.
#[component]
pub fn Tick(
    /// What is so when it is ticked.
    #[prop(into)]
    label: String,
    /// A few words more; empty for none.
    #[prop(optional, into)]
    note: String,
    /// Whether it is.
    value: RwSignal<bool>,
) -> impl IntoView {
    view! {
        <label class="choice">
            <input
                type="checkbox"
                prop:checked=move || value.get()
                on:change=move |event| value.set(event_target_checked(&event))
            />
            <Face label note picture=None/>
        </label>
    }
}
