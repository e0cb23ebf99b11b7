//! The frame of a program with several pages: router, navigation, and the menu of whoever is signed
//! in.

use super::frame::{Frame, provide, shell};
use crate::api::account::{Profile, Role};
use crate::device::keyring;
use crate::pages::account::{LeaveError, leave};
use crate::programs::Program;
use crate::text::fr::lock::LOCK;
use crate::text::fr::room::{NAVIGATION, nav, role, sign_in};
use crate::text::fr::ui::CLOSE;
use crate::ui::{Dialog, Icon, Toasts};
use leptos::children::{ViewFn, ViewFnOnce};
use leptos::prelude::*;
use leptos_router::components::Router;
use leptos_router::hooks::use_location;

/// What such a program puts into the frame.
pub struct Content {
    /// The program itself.
    pub program: Program,
    /// Who is signed in.
    pub profile: Signal<Option<Profile>>,
    /// Records that the server has not answered for.
    pub waiting: Signal<usize>,
    /// What waits for the person's look; shown beside "to check".
    pub to_check: Signal<usize>,
    /// Whether the settings are this person's to change, as far as is known: else the navigation
    /// does not lead there.
    pub settings: Signal<bool>,
    /// See [`Frame::trouble`].
    pub trouble: ViewFn,
    /// See [`Frame::dock`].
    pub dock: ViewFn,
    /// See [`Frame::pages`].
    pub pages: ViewFnOnce,
}

/// A program in its frame.
pub fn framed(program: impl FnOnce() -> Content + Send + 'static) -> AnyView {
    provide();
    // Made inside the router: pages and navigation ask it for the address.
    let inside = move || {
        let Content { program, profile, waiting, to_check, settings, trouble, dock, pages } =
            program();
        let beside_name = move || {
            profile.get().map(|profile| {
                view! {
                    <Navigation program role=profile.role to_check settings/>
                    <Menu program profile waiting/>
                }
            })
        };
        shell(Frame { program, beside_name: beside_name.into(), trouble, dock, pages })
    };
    view! { <Router>{inside()}</Router> }.into_any()
}

const FOR_ADVISERS: [(&str, &str, &str); 4] = [
    ("/", "calendar", nav::MY_INTERVENTIONS),
    ("/parcours", "list", nav::MY_DAY),
    ("/parcours/personnes", "users", nav::MY_FILES),
    ("/a-verifier", "alert", nav::TO_CHECK),
];
/// Accounts and centres.
const SETTINGS: &str = "/suivi/comptes";
const FOR_SUPERVISORS: [(&str, &str, &str); 6] = [
    ("/suivi/interventions", "calendar", nav::INTERVENTIONS),
    ("/suivi/personnes", "users", nav::PEOPLE),
    ("/suivi/dispositifs", "list", nav::SCHEMES),
    ("/suivi/chiffres", "chart", nav::FIGURES),
    ("/suivi/a-verifier", "alert", nav::TO_CHECK),
    (SETTINGS, "lock", nav::SETTINGS),
];

#[component]
fn Navigation(
    program: Program,
    role: Role,
    to_check: Signal<usize>,
    settings: Signal<bool>,
) -> impl IntoView {
    let place = use_location().pathname;
    let entries: &'static [_] = match role {
        Role::Adviser => &FOR_ADVISERS,
        Role::Supervisor => &FOR_SUPERVISORS,
    };
    let is_here = move |address: &str| {
        place.with(|here| match address {
            "/" => here == "/" || here.starts_with("/interventions"),
            "/parcours" => here == "/parcours" || here.starts_with("/mes-creneaux"),
            // Sending a person to a scheme is part of their file.
            "/parcours/personnes" => here.starts_with(address) || here.starts_with("/orientation"),
            "/suivi/interventions" => {
                here.starts_with(address) || here.starts_with("/suivi/creneaux")
            }
            "/suivi/dispositifs" => {
                here.starts_with(address) || here.starts_with("/suivi/partenaires")
            }
            "/suivi/a-verifier" => here.starts_with(address) || here.starts_with("/suivi/envois"),
            SETTINGS => [SETTINGS, "/suivi/appareils", "/suivi/centres"]
                .iter()
                .any(|start| here.starts_with(start)),
            other => here.starts_with(other),
        })
    };
    let entry = |&(address, icon, name): &(&'static str, &'static str, &'static str)| {
        let count = move || if address == "/a-verifier" { to_check.get() } else { 0 };
        view! {
            <li hidden=move || address == SETTINGS && !settings.get()>
                <a
                    class="nav-link"
                    href=address
                    rel=program.rel(address)
                    aria-current=move || is_here(address).then_some("page")
                >
                    <Icon name=icon/><span>{name}</span>
                    {move || (count() > 0).then(|| view! {
                        <span class="nav-count">{count()}</span>
                    })}
                </a>
            </li>
        }
    };
    view! {
        <nav class="nav" aria-label=NAVIGATION>
            <ul class="nav-list" role="list">{entries.iter().map(entry).collect_view()}</ul>
        </nav>
    }
}

#[component]
fn Menu(program: Program, profile: Profile, waiting: Signal<usize>) -> impl IntoView {
    let asking = RwSignal::new(false);
    let toasts = Toasts::get();
    let go = move || {
        leptos::task::spawn_local(async move {
            if let Err(why) = leave().await {
                toasts.warn(match why {
                    LeaveError::Server(_) => sign_in::SIGN_OUT_OFFLINE,
                    LeaveError::NotForgotten => sign_in::NOT_FORGOTTEN,
                });
            }
            asking.set(false);
        });
    };
    let ask = move |_| {
        if waiting.get_untracked() > 0 {
            asking.set(true);
        } else {
            go();
        }
    };
    let title = match profile.role {
        Role::Adviser => role::ADVISER,
        Role::Supervisor => role::SUPERVISOR,
    };
    let foot = move || {
        view! {
            <button type="button" class="button button--main" on:click=move |_| { go(); }>
                {sign_in::SIGN_OUT}
            </button>
            <button type="button" class="button" on:click=move |_| asking.set(false)>{CLOSE}</button>
        }
    };
    view! {
        <details class="menu">
            <summary class="button button--quiet">
                <Icon name="user"/>
                <span class="menu-name">{profile.display_name}</span>
                <Icon name="chevron-down" class="menu-arrow"/>
            </summary>
            <div class="menu-panel">
                <p class="soft small">{title}</p>
                // A supervisor has nothing on a device.
                {(profile.role == Role::Adviser).then(|| view! {
                    <a class="button button--quiet" href="/appareil" rel=program.rel("/appareil")>
                        <Icon name="tablet"/><span>{nav::DEVICE}</span>
                    </a>
                    <button
                        type="button" class="button button--quiet"
                        on:click=|_| keyring::lock()
                    >
                        <Icon name="lock"/><span>{LOCK}</span>
                    </button>
                })}
                <button type="button" class="button button--quiet" on:click=ask>
                    <Icon name="log-out"/><span>{sign_in::SIGN_OUT}</span>
                </button>
            </div>
        </details>
        <Dialog open=asking title=sign_in::LEAVE_TITLE foot=foot>
            <p>{move || sign_in::leave_with_waiting(waiting.get())}</p>
        </Dialog>
    }
}
