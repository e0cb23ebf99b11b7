//! How a page is shown: its language and its pictures.

use crate::text::register::{Catalogue, catalogue};
use domain::language::Language;
use leptos::prelude::*;
use std::sync::Arc;

/// What every part of a page needs to show itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Look {
    /// The language.
    pub language: Language,
    /// Address of the sprite of icons and pictograms.
    pub icons: Arc<str>,
}

impl Look {
    /// The texts.
    #[must_use]
    pub const fn texts(&self) -> &'static Catalogue {
        catalogue(self.language)
    }

    /// A picture of the sprite; it stands beside words and is not read aloud.
    pub(crate) fn picture(&self, class: &'static str, name: &'static str) -> impl IntoView + use<> {
        view! {
            <svg class=class aria-hidden="true">
                <use href=format!("{}#{name}", self.icons) />
            </svg>
        }
    }

    /// What is wrong with a field, if anything, with the id that the field points to.
    pub(crate) fn field_error(
        &self,
        id: String,
        problem: Option<&'static str>,
    ) -> impl IntoView + use<> {
        problem.map(|text| {
            view! {
                <p class="field-error" id=id>
                    {self.picture("icon", "i-alert")} <span>{text}</span>
                </p>
            }
        })
    }

    /// What is to be corrected: links to the fields, from the top of the form to its end. Nothing
    /// where there is nothing.
    pub(crate) fn error_summary(
        &self,
        items: Vec<(String, &'static str)>,
    ) -> impl IntoView + use<> {
        let links: Vec<_> = items
            .into_iter()
            .map(|(href, text)| {
                view! {
                    <li>
                        <a href=href>{text}</a>
                    </li>
                }
            })
            .collect();
        (!links.is_empty()).then(|| {
            view! {
                <div class="error-summary" role="alert" tabindex="-1" autofocus=true>
                    {self.picture("icon", "i-alert")}
                    <h2 class="error-summary-title">{self.texts().problems.title}</h2>
                    <ul role="list">{links}</ul>
                </div>
            }
        })
    }
}
