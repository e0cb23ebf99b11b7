//! The fields of the desk's larger forms, each made by one call: a component's properties are put
//! together anew wherever it is written down, which a form of fifteen fields would pay for.

use super::saving::Errors;
use crate::ui::{SelectField, SelectOption, TextField, error_of};
use leptos::prelude::*;

/// How a field of text is filled in.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Fill {
    /// Words that must be there.
    Words,
    /// Words that may be left out.
    OptionalWords,
    /// A number that may be left out.
    Number,
    /// A day that may be left out.
    Day,
    /// An e-mail address that may be left out.
    Email,
    /// A telephone number that may be left out.
    Phone,
}

/// A field of text with its error, if it has one. An empty hint shows nothing.
pub(super) fn text_field(
    id: &'static str,
    (label, hint): (&'static str, &'static str),
    fill: Fill,
    value: RwSignal<String>,
    errors: Errors,
) -> AnyView {
    let kind = match fill {
        Fill::Words | Fill::OptionalWords | Fill::Number => "text",
        Fill::Day => "date",
        Fill::Email => "email",
        Fill::Phone => "tel",
    };
    let words = matches!(fill, Fill::Words | Fill::OptionalWords);
    view! {
        <TextField
            id=id
            kind=kind
            label=label
            hint=hint
            value=value
            error=error_of(errors, id)
            optional=fill != Fill::Words
            short=matches!(fill, Fill::Number | Fill::Day | Fill::Phone)
            inputmode=if fill == Fill::Number { "numeric" } else { "" }
            dir=if words { "auto" } else { "" }
        />
    }
    .into_any()
}

/// A field with a list of answers. An empty hint shows nothing.
pub(super) fn list_field(
    id: &'static str,
    (label, hint): (&'static str, &'static str),
    short: bool,
    options: Vec<SelectOption>,
    value: RwSignal<String>,
    errors: Errors,
) -> AnyView {
    view! {
        <SelectField
            id=id
            label=label
            hint=hint
            value=value
            set=value
            options=options
            error=error_of(errors, id)
            short=short
        />
    }
    .into_any()
}
