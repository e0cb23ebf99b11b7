//! The people behind a number, to take along.

use super::address;
use crate::api::figures::Behind;
use crate::text::fr::desk::figures as text;
use crate::ui::Icon;
use leptos::prelude::*;

const SHAPES: [(&str, &str); 2] =
    [("personnes", text::ONE_LINE_A_PERSON), ("evenements", text::ONE_LINE_AN_EVENT)];
const FORMATS: [(&str, &str); 2] = [("xlsx", "Excel"), ("csv", "CSV")];

/// Links to the files, each in two formats. The server sends them as downloads, so that the page
/// stays.
#[component]
pub fn ExportLinks(
    /// Whose.
    behind: Behind,
) -> impl IntoView {
    let link = |(shape, name): (&str, &'static str), (format, word): (&str, &'static str)| {
        view! {
            <a class="button" rel="external" href=address::export(behind, shape, format)>
                <Icon name="download"/><span>{name}" ("{word}")"</span>
            </a>
        }
    };
    let links = SHAPES.into_iter().flat_map(|shape| FORMATS.map(|format| link(shape, format)));
    view! {
        <section class="stack exports">
            <h2>{text::EXPORT}</h2>
            <p class="soft">{text::EXPORT_NOTE}</p>
            <div class="row">{links.collect_view()}</div>
        </section>
    }
}
