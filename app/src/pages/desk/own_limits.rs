//! What the account in front of a page is limited to inside its directorate: said above every page,
//! and asked by pages so that they do not offer what the server would refuse.

use crate::api::accounts::{AccountScope, OwnScope, own_account_scope};
use crate::text::fr::desk::accounts as text;
use leptos::prelude::*;

/// The limits, given by context to all pages of a program. While none are known the account counts
/// as one for the whole directorate: the server decides anyway.
#[derive(Clone, Copy, Default)]
pub struct OwnLimits(RwSignal<Option<OwnScope>>);

impl OwnLimits {
    /// Makes them, not known yet, and gives them to everything below.
    pub fn provide() -> Self {
        let limits = Self::default();
        provide_context(limits);
        limits
    }

    /// Those given above; ones that never come to be known where there are none.
    #[must_use]
    pub fn get() -> Self {
        use_context().unwrap_or_default()
    }

    /// Asks the server. Without an answer nothing is said of limits; they hold all the same.
    pub fn ask(self) {
        leptos::task::spawn_local(async move {
            // What is for the whole directorate wakes no page.
            if let Ok(own) = own_account_scope().await
                && own.scope != AccountScope::Directorate
            {
                self.0.set(Some(own));
            }
        });
    }

    /// Whether it is for the whole directorate, and so for what bears on all: accounts, centres,
    /// which partners there are.
    #[must_use]
    pub fn is_whole(self) -> bool {
        self.allows(|scope| matches!(scope, AccountScope::Directorate))
    }

    /// Whether it plans interventions and interviews, and imports lists.
    #[must_use]
    pub fn may_plan(self) -> bool {
        self.allows(|scope| !matches!(scope, AccountScope::Organisation(_)))
    }

    /// Whether it writes sheets of schemes and partners: all, or those of its partner.
    #[must_use]
    pub fn may_write_catalogue(self) -> bool {
        self.allows(|scope| {
            matches!(scope, AccountScope::Directorate | AccountScope::Organisation(_))
        })
    }

    /// The line above every page; nothing for the whole directorate. It is printed too: a list or a
    /// report on paper then says of what it is.
    pub fn line(self) -> AnyView {
        let limits = self.0.with(|own| own.as_ref().map(|own| own.limits.clone()));
        limits
            .filter(|limits| !limits.is_empty())
            .map(|limits| view! { <p class="limits soft small">{text::own_limits(&limits)}</p> })
            .into_any()
    }

    fn allows(self, what: fn(&AccountScope) -> bool) -> bool {
        self.0.with(|own| own.as_ref().is_none_or(|own| what(&own.scope)))
    }
}
