//! The frame round every page of every program: header, navigation, notices, dock and foot.

use crate::api::account::{Profile, Role};
use crate::device::updates::Updates;
use crate::pages::account::{LeaveError, leave};
use crate::programs::Program;
use crate::text::fr::common::{NOT_FOR_REAL_PEOPLE, PRODUCT};
use crate::text::fr::room::{NAVIGATION, TO_CONTENT, device as device_text, nav, role, sign_in};
use crate::text::fr::ui::CLOSE;
use crate::ui::{Dialog, Icon, Notice, NoticeKind, PageHead, ToastRegion, Toasts};
use leptos::children::{ViewFn, ViewFnOnce};
use leptos::prelude::*;
use leptos_router::components::Router;
use leptos_router::hooks::use_location;

/// What a program puts into the frame.
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
    /// What is to be known above every page, such as what is wrong with the device; made anew when
    /// what it reads changes.
    pub trouble: ViewFn,
    /// What stands at the bottom of every page; made anew when what it reads changes.
    pub dock: ViewFn,
    /// The page of the address.
    pub pages: ViewFnOnce,
}

/// A program in its frame.
pub fn framed(program: impl FnOnce() -> Content + Send + 'static) -> AnyView {
    Toasts::provide();
    let updates = Updates::watch();
    provide_context(updates);
    // Made inside the router: pages and navigation ask it for the address.
    let inside = move || {
        let Content { program, profile, waiting, to_check, settings, trouble, dock, pages } =
            program();
        view! {
            <div class="shell">
                <a class="skip-link" href="#main">{TO_CONTENT}</a>
                <Header program profile waiting to_check settings/>
                <main class="shell-main" id="main" tabindex="-1">
                    <UpdateNotice updates/>
                    {move || trouble.run()}
                    {pages.run()}
                </main>
                <div class="shell-dock">
                    <ToastRegion/>
                    {move || dock.run()}
                </div>
                <footer class="shell-foot">
                    <p class="shell-warning"><Icon name="alert"/><span>{NOT_FOR_REAL_PEOPLE}</span></p>
                    <p>{PRODUCT}" "{env!("CARGO_PKG_VERSION")}</p>
                </footer>
            </div>
        }
        .into_any()
    };
    view! { <Router>{inside()}</Router> }.into_any()
}

/// The page for an address that leads nowhere.
#[component]
pub fn NotFound() -> impl IntoView {
    view! {
        <PageHead title=nav::NOT_FOUND lead=nav::NOT_FOUND_LEAD/>
        <p><a class="button button--main" href="/">{nav::HOME}</a></p>
    }
}

#[component]
fn Header(
    program: Program,
    profile: Signal<Option<Profile>>,
    waiting: Signal<usize>,
    to_check: Signal<usize>,
    settings: Signal<bool>,
) -> impl IntoView {
    view! {
        <header class="shell-header">
            <a class="brand" href="/" rel=program.rel("/")>
                <Icon name="mark" class="brand-mark"/>
                <span>{PRODUCT}</span>
            </a>
            {move || profile.get().map(|profile| view! {
                <Navigation program role=profile.role to_check settings/>
                <Menu program profile waiting/>
            })}
        </header>
    }
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
            "/suivi/interventions" => {
                here.starts_with(address) || here.starts_with("/suivi/creneaux")
            }
            "/suivi/dispositifs" => {
                here.starts_with(address) || here.starts_with("/suivi/partenaires")
            }
            "/suivi/a-verifier" => here.starts_with(address) || here.starts_with("/suivi/envois"),
            SETTINGS => here.starts_with(address) || here.starts_with("/suivi/centres"),
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
                <a class="button button--quiet" href="/appareil" rel=program.rel("/appareil")>
                    <Icon name="tablet"/><span>{nav::DEVICE}</span>
                </a>
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

#[component]
fn UpdateNotice(updates: Updates) -> impl IntoView {
    let typing = updates.has_open_form();
    view! {
        <Show when=move || updates.ready().get()>
            <Notice kind=NoticeKind::Info title=device_text::UPDATE_READY>
                <Show
                    when=move || !typing.get()
                    fallback=|| view! { <p>{device_text::UPDATE_LATER}</p> }
                >
                    <p>{device_text::UPDATE_NOTE}</p>
                    <button type="button" class="button" on:click=move |_| updates.take()>
                        {device_text::UPDATE_NOW}
                    </button>
                </Show>
            </Notice>
        </Show>
    }
}
