//! Posted forms and queries of the pages without script.

use axum::http::{HeaderMap, header};
use domain::language::Language;

/// Names and values, as they arrive in a query or a form.
pub(crate) type Fields = Vec<(String, String)>;

/// The first value of a field.
pub(crate) fn field<'a>(fields: &'a Fields, name: &str) -> Option<&'a str> {
    fields.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
}

/// The fields, borrowed.
pub(crate) fn pairs(fields: &Fields) -> impl Iterator<Item = (&str, &str)> {
    fields.iter().map(|(name, value)| (name.as_str(), value.as_str()))
}

/// The language asked for by the address, or the phone's own.
pub(crate) fn language(query: &Fields, headers: &HeaderMap) -> Language {
    field(query, "l").and_then(Language::from_tag).unwrap_or_else(|| {
        let accepted = headers.get(header::ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok());
        Language::negotiate(accepted.unwrap_or_default())
    })
}
