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
}
