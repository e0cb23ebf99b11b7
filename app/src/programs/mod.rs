//! The two programs that browsers run: which pages each has, and how it starts.
//!
//! Two, because each is what its people need and no more: an adviser on a bad line does not wait
//! for the supervisor's pages, and the supervisor's pages carry no store (decision 0011). Going
//! from one to the other loads a page; links across say `rel="external"` so that the router
//! leaves them to the browser.

#[cfg(feature = "csr")]
pub mod desk;
#[cfg(feature = "csr")]
pub mod room;

/// Where the supervisor's program begins.
const DESK: &str = "/suivi";

/// One of the two programs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Program {
    /// The adviser's: works without a network.
    Room,
    /// The supervisor's: asks the server.
    Desk,
}

impl Program {
    /// The program that shows the page at `path`.
    #[must_use]
    pub fn of(path: &str) -> Self {
        match path.strip_prefix(DESK) {
            Some(rest) if rest.is_empty() || rest.starts_with('/') => Self::Desk,
            _ => Self::Room,
        }
    }

    /// What a link of this program to `path` says of itself: `external` where the other program
    /// shows that page.
    #[must_use]
    pub fn rel(self, path: &str) -> Option<&'static str> {
        (Self::of(path) != self).then_some("external")
    }
}

/// Puts a program into the page that loaded it.
#[cfg(feature = "csr")]
fn mount(program: fn() -> leptos::prelude::AnyView) {
    #[cfg(debug_assertions)]
    console_error_panic_hook::set_once();
    if let Some(boot) = leptos::prelude::document().get_element_by_id("boot") {
        boot.remove();
    }
    leptos::mount::mount_to_body(program);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_belongs_to_one_program() {
        assert_eq!(Program::of("/suivi"), Program::Desk);
        assert_eq!(Program::of("/suivi/personnes"), Program::Desk);
        assert_eq!(Program::of("/suivis"), Program::Room);
        assert_eq!(Program::of("/"), Program::Room);
        assert_eq!(Program::Desk.rel("/"), Some("external"));
        assert_eq!(Program::Room.rel("/connexion"), None);
    }
}
