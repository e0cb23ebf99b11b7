//! The programs that browsers run: which pages each has, and how it starts.
//!
//! Several, because each is what its people need at a time and no more: in a classroom on a bad
//! line nobody waits for the interviews' pages or the supervisor's, and the supervisor's pages
//! carry no store (decision 0011). Going from one to another loads a page; links across say
//! `rel="external"` so that the router leaves them to the browser.

#[cfg(feature = "csr")]
pub mod desk;
#[cfg(feature = "csr")]
pub mod door;
#[cfg(feature = "csr")]
pub mod follow_up;
#[cfg(feature = "csr")]
mod online;
#[cfg(feature = "csr")]
pub mod referrals;
#[cfg(feature = "csr")]
pub mod room;
#[cfg(feature = "csr")]
pub mod settings;
#[cfg(feature = "csr")]
pub mod steering;
#[cfg(feature = "csr")]
mod workbench;

use crate::api::account::Role;

/// What comes before everybody's own pages. The first is where one signs in.
const DOOR: [&str; 2] = ["/connexion", "/verrou"];
/// Pages of the room, beside its first one.
const ROOM: [&str; 2] = ["/interventions", "/mes-interventions"];
/// Where the supervisor's programs begin.
const DESK: &str = "/suivi";
/// The adviser's pages that need the server: they are the desk's.
const OWN_SLOTS: &str = "/mes-creneaux";
/// Which of these pages are the second one's.
const STEERING: [&str; 5] = [
    "/suivi/chiffres",
    "/suivi/bilan",
    "/suivi/dispositifs",
    "/suivi/partenaires",
    "/suivi/envois",
];
/// And which the third one's.
const SETTINGS: [&str; 3] = ["/suivi/comptes", "/suivi/appareils", "/suivi/centres"];
/// The living page of components, which shows those of all programs: its style sheet has them all.
const GALLERY: &str = "/design";
/// Where the adviser's second program begins.
const FOLLOW_UP: &str = "/parcours";
/// And the third one.
const REFERRALS: [&str; 3] = ["/orientation", "/a-verifier", "/appareil"];

/// One of the programs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Program {
    /// Everybody's, for signing in: opens without a network.
    Door,
    /// The adviser's in class: works without a network.
    Room,
    /// The adviser's for what follows, files and interviews: works without a network.
    FollowUp,
    /// The adviser's for sending people to a scheme: works without a network.
    Referrals,
    /// The supervisor's for the work of the day, and the adviser's own times: asks the server.
    Desk,
    /// The supervisor's for figures, partners, schemes and messages: asks the server.
    Steering,
    /// The supervisor's for settings, accounts, devices and centres: asks the server.
    Settings,
}

impl Program {
    /// The program that shows the page at `path`.
    #[must_use]
    pub fn of(path: &str) -> Self {
        let below = |start: &str| is_below(path, start);
        if STEERING.into_iter().any(below) {
            Self::Steering
        } else if SETTINGS.into_iter().any(below) {
            Self::Settings
        } else if [DESK, OWN_SLOTS, GALLERY].into_iter().any(below) {
            Self::Desk
        } else if below(FOLLOW_UP) {
            Self::FollowUp
        } else if REFERRALS.into_iter().any(below) {
            Self::Referrals
        } else if DOOR.into_iter().any(below) {
            Self::Door
        } else {
            Self::Room
        }
    }

    /// What a link of this program to `path` says of itself: `external` where another program
    /// shows that page.
    #[must_use]
    pub fn rel(self, path: &str) -> Option<&'static str> {
        (Self::of(path) != self).then_some("external")
    }
}

/// Whether `path` is `start` or lies below it.
fn is_below(path: &str, start: &str) -> bool {
    path.strip_prefix(start).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

/// Whether one may be led to `page` after signing in: to a page of ours that asks for it, never to
/// where a stranger's link wants.
#[must_use]
pub fn may_come_back(page: &str) -> bool {
    match Program::of(page) {
        Program::Door => false,
        // Also what is no page of anybody's.
        Program::Room => ROOM.into_iter().any(|start| is_below(page, start)),
        _ => true,
    }
}

/// Where a person's work begins.
#[must_use]
pub const fn first_page(role: Role) -> &'static str {
    match role {
        Role::Adviser => "/",
        Role::Supervisor => "/suivi/interventions",
    }
}

/// The page for an address that this program has no page for: where another program has one, that
/// is loaded, so that a link which does not say so leads there all the same.
#[cfg(feature = "csr")]
fn missing(program: Program) -> leptos::prelude::AnyView {
    use leptos::prelude::*;
    // The router's own idea of the address: the browser's may still be that of the page before.
    let place = leptos_router::hooks::use_location();
    let (path, search) = (place.pathname.get_untracked(), place.search.get_untracked());
    if Program::of(&path) == program {
        return view! { <crate::pages::frame::NotFound/> }.into_any();
    }
    let search = search.trim_start_matches('?');
    let address = if search.is_empty() { path } else { format!("{path}?{search}") };
    go_on(&address)
}

/// Goes on in another program, without leaving this page in the history.
#[cfg(feature = "csr")]
fn go_on(address: &str) -> leptos::prelude::AnyView {
    use leptos::prelude::*;
    let _ = window().location().replace(address);
    view! { <crate::ui::Progress label=crate::text::fr::room::OPENING/> }.into_any()
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

    /// The service worker finds the shell of a page by a list of its own. Where it gave another
    /// program than [`Program::of`], a page would be loaded again and again.
    #[test]
    fn the_service_worker_knows_which_program_shows_a_page() {
        let worker = include_str!("../../../public/sw.js");
        for (name, program, addresses) in [
            ("ROOM", Program::Room, &["/"][..]),
            ("DOOR", Program::Door, &DOOR),
            ("FOLLOW_UP", Program::FollowUp, &[FOLLOW_UP]),
            ("REFERRALS", Program::Referrals, &REFERRALS),
            ("DESK", Program::Desk, &[DESK, OWN_SLOTS, GALLERY]),
            ("STEERING", Program::Steering, &STEERING),
            ("SETTINGS", Program::Settings, &SETTINGS),
        ] {
            let (_, said) = worker.split_once(&format!("const {name} = {{")).expect(name);
            let (said, _) = said.split_once("files:").expect(name);
            let mut listed: Vec<&str> =
                said.split('\'').filter(|piece| piece.starts_with('/')).collect();
            assert!(listed.iter().all(|address| Program::of(address) == program), "{listed:?}");
            listed.sort_unstable();
            let mut known = addresses.to_vec();
            known.sort_unstable();
            assert_eq!(listed, known, "{name}");
        }
    }

    #[test]
    fn a_page_belongs_to_one_program() {
        assert_eq!(Program::of("/suivi"), Program::Desk);
        assert_eq!(Program::of("/suivi/personnes"), Program::Desk);
        assert_eq!(Program::of("/suivi/creneaux/nouveaux"), Program::Desk);
        assert_eq!(Program::of("/mes-creneaux"), Program::Desk);
        assert_eq!(Program::of("/mes-creneaux/nouveaux"), Program::Desk);
        assert_eq!(Program::of("/suivi/chiffres/personnes"), Program::Steering);
        assert_eq!(Program::of("/suivi/dispositifs"), Program::Steering);
        assert_eq!(Program::of("/suivi/comptes/nouveau"), Program::Settings);
        assert_eq!(Program::of("/suivi/centres"), Program::Settings);
        assert_eq!(Program::of("/suivi/appareils/un"), Program::Settings);
        assert_eq!(Program::of("/suivis"), Program::Room);
        assert_eq!(Program::of("/parcours/personnes"), Program::FollowUp);
        assert_eq!(Program::of("/orientation/une-personne"), Program::Referrals);
        assert_eq!(Program::of("/connexion"), Program::Door);
        assert_eq!(Program::of("/verrou"), Program::Door);
        assert_eq!(Program::of("/connexions"), Program::Room);
        assert_eq!(Program::of("/"), Program::Room);
        assert_eq!(Program::Desk.rel("/"), Some("external"));
        assert_eq!(Program::Steering.rel("/suivi/comptes"), Some("external"));
        assert_eq!(Program::FollowUp.rel("/mes-creneaux"), Some("external"));
        assert_eq!(Program::FollowUp.rel("/orientation/une-personne"), Some("external"));
        assert_eq!(Program::Room.rel("/connexion"), Some("external"));
        assert_eq!(Program::Room.rel("/appareil"), Some("external"));
        assert_eq!(Program::Room.rel("/a-verifier"), Some("external"));
        assert_eq!(Program::Room.rel("/mes-interventions"), None);
        assert_eq!(Program::Referrals.rel("/a-verifier"), None);
    }

    #[test]
    fn signing_in_leads_to_pages_of_ours_and_nowhere_else() {
        for page in [
            "/interventions/une/souhaits",
            "/a-verifier",
            "/appareil",
            "/mes-interventions",
            "/parcours",
            "/orientation/une-personne",
            "/suivi/chiffres",
            "/mes-creneaux",
        ] {
            assert!(may_come_back(page), "{page}");
        }
        for page in [
            "",
            "/",
            "/connexion",
            "/verrou",
            "/nulle-part",
            "//example.org",
            "//example.org/suivi",
            "/\\example.org",
            "https://example.org/suivi",
            "javascript:alert(1)",
            " /suivi",
        ] {
            assert!(!may_come_back(page), "{page}");
        }
        assert_eq!(Program::of(first_page(Role::Adviser)), Program::Room);
        assert_eq!(Program::of(first_page(Role::Supervisor)), Program::Desk);
    }
}
