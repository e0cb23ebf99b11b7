//! The frame round every page: header, navigation, dock, foot, and which page an address shows.

use super::account::{DevicePage, SignInPage};
use super::dock::SyncBar;
use super::{design, desk, room};
use crate::api::account::{Profile, Role};
use crate::device::Device;
use crate::device::updates::Updates;
use crate::session::{Session, SessionState};
use crate::text::fr::common::{NOT_FOR_REAL_PEOPLE, PRODUCT};
use crate::text::fr::room::{
    NAVIGATION, OPENING, TO_CONTENT, device as device_text, nav, role, sign_in,
};
use crate::text::fr::ui::CLOSE;
use crate::ui::{Dialog, Icon, Notice, NoticeKind, PageHead, Progress, ToastRegion, Toasts};
use leptos::prelude::*;
use leptos_router::components::{Redirect, Route, Router, Routes};
use leptos_router::hooks::use_location;
use leptos_router::path;

/// The application.
#[component]
pub fn App() -> impl IntoView {
    Toasts::provide();
    let session = Session::provide();
    let updates = Updates::watch();
    view! {
        <Router>
            <div class="shell">
                <a class="skip-link" href="#main">{TO_CONTENT}</a>
                <Header session/>
                <main class="shell-main" id="main" tabindex="-1">
                    <UpdateNotice updates session/>
                    <Trouble session/>
                    <Pages/>
                </main>
                <div class="shell-dock">
                    <ToastRegion/>
                    {move || session.device().map(|device| view! { <SyncBar device/> })}
                </div>
                <footer class="shell-foot">
                    <p class="shell-warning"><Icon name="alert"/><span>{NOT_FOR_REAL_PEOPLE}</span></p>
                    <p>{PRODUCT}" "{env!("CARGO_PKG_VERSION")}</p>
                </footer>
            </div>
        </Router>
    }
}

/// Shows a page that needs the device's store, for anybody who is signed in.
fn with_device(page: impl Fn(Device) -> AnyView + Send + Sync + 'static) -> AnyView {
    let session = Session::get();
    (move || match session.state().get() {
        SessionState::Opening => view! { <Progress label=OPENING/> }.into_any(),
        SessionState::SignedOut(_) => view! { <SignInPage/> }.into_any(),
        SessionState::Open(device) => page(device),
        // The notice above the page says why there is nothing.
        SessionState::WithoutStore(..) => ().into_any(),
    })
    .into_any()
}

/// Shows a supervisor's page. The server is what refuses it to others; this spares them the click.
fn for_supervisor(page: impl Fn() -> AnyView + Send + Sync + 'static) -> AnyView {
    let session = Session::get();
    (move || match session.state().get() {
        SessionState::Opening => view! { <Progress label=OPENING/> }.into_any(),
        SessionState::SignedOut(_) => view! { <SignInPage/> }.into_any(),
        SessionState::Open(_) | SessionState::WithoutStore(..) => page(),
    })
    .into_any()
}

#[component]
fn Home(device: Device) -> impl IntoView {
    match device.profile().role {
        Role::Adviser => view! { <room::ListPage device/> }.into_any(),
        Role::Supervisor => view! { <Redirect path="/suivi/interventions"/> }.into_any(),
    }
}

#[component]
fn Pages() -> impl IntoView {
    view! {
        <Routes fallback=|| view! { <NotFound/> }>
            <Route path=path!("/") view=|| with_device(|device| view! { <Home device/> }.into_any())/>
            <Route path=path!("/connexion") view=|| view! { <SignInPage/> }.into_any()/>
            <Route
                path=path!("/appareil")
                view=|| with_device(|device| view! { <DevicePage device/> }.into_any())
            />
            <Route
                path=path!("/a-verifier")
                view=|| with_device(|device| view! { <room::ReceiptsPage device/> }.into_any())
            />
            <Route
                path=path!("/mes-interventions")
                view=|| with_device(|device| view! { <room::ListPage device/> }.into_any())
            />
            <Route
                path=path!("/interventions/:intervention")
                view=|| with_device(|device| view! { <room::ClassPage device/> }.into_any())
            />
            <Route
                path=path!("/interventions/:intervention/souhaits")
                view=|| with_device(|device| view! { <room::InterestPage device/> }.into_any())
            />
            <Route
                path=path!("/interventions/:intervention/souhaits/:person")
                view=|| with_device(|device| view! { <room::InterestPage device/> }.into_any())
            />
            <Route
                path=path!("/suivi/interventions")
                view=|| for_supervisor(|| view! { <desk::InterventionsPage/> }.into_any())
            />
            <Route
                path=path!("/suivi/interventions/nouvelle")
                view=|| for_supervisor(|| view! { <desk::NewInterventionPage/> }.into_any())
            />
            <Route
                path=path!("/suivi/interventions/:id")
                view=|| for_supervisor(|| view! { <desk::InterventionPage/> }.into_any())
            />
            <Route
                path=path!("/suivi/interventions/:id/liste")
                view=|| for_supervisor(|| view! { <desk::ImportPage/> }.into_any())
            />
            <Route
                path=path!("/suivi/personnes")
                view=|| for_supervisor(|| view! { <desk::PeoplePage/> }.into_any())
            />
            <Route
                path=path!("/suivi/chiffres")
                view=|| for_supervisor(|| view! { <desk::FiguresPage/> }.into_any())
            />
            <Route
                path=path!("/suivi/a-verifier")
                view=|| for_supervisor(|| view! { <desk::AttentionPage/> }.into_any())
            />
            <Route path=path!("/design") view=design_page/>
        </Routes>
    }
}

/// The living page of components: in development only.
fn design_page() -> AnyView {
    if cfg!(debug_assertions) {
        view! { <design::DesignPage/> }.into_any()
    } else {
        view! { <NotFound/> }.into_any()
    }
}

#[component]
fn NotFound() -> impl IntoView {
    view! {
        <PageHead title=nav::NOT_FOUND lead=nav::NOT_FOUND_LEAD/>
        <p><a class="button button--main" href="/">{nav::HOME}</a></p>
    }
}

#[component]
fn Header(session: Session) -> impl IntoView {
    view! {
        <header class="shell-header">
            <a class="brand" href="/">
                <Icon name="mark" class="brand-mark"/>
                <span>{PRODUCT}</span>
            </a>
            {move || session.profile().map(|profile| view! {
                <Navigation session role=profile.role/>
                <Menu session profile/>
            })}
        </header>
    }
}

const FOR_ADVISERS: [(&str, &str, &str); 2] =
    [("/", "calendar", nav::MY_INTERVENTIONS), ("/a-verifier", "alert", nav::TO_CHECK)];
const FOR_SUPERVISORS: [(&str, &str, &str); 4] = [
    ("/suivi/interventions", "calendar", nav::INTERVENTIONS),
    ("/suivi/personnes", "users", nav::PEOPLE),
    ("/suivi/chiffres", "chart", nav::FIGURES),
    ("/suivi/a-verifier", "alert", nav::TO_CHECK),
];

#[component]
fn Navigation(session: Session, role: Role) -> impl IntoView {
    let place = use_location().pathname;
    let entries: &'static [_] = match role {
        Role::Adviser => &FOR_ADVISERS,
        Role::Supervisor => &FOR_SUPERVISORS,
    };
    let is_here = move |address: &str| {
        place.with(|here| match address {
            "/" => here == "/" || here.starts_with("/interventions"),
            other => here.starts_with(other),
        })
    };
    let to_check = move || session.device().map_or(0, |device| device.receipts().with(Vec::len));
    let entry = |&(address, icon, name): &(&'static str, &'static str, &'static str)| {
        let count = move || if address == "/a-verifier" { to_check() } else { 0 };
        view! {
            <li>
                <a
                    class="nav-link"
                    href=address
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
fn Menu(session: Session, profile: Profile) -> impl IntoView {
    let asking = RwSignal::new(false);
    let toasts = Toasts::get();
    let leave = Action::new_local(move |(): &()| async move {
        if session.leave().await.is_err() {
            toasts.warn(sign_in::SIGN_OUT_OFFLINE);
        }
        asking.set(false);
    });
    let waiting = move || session.device().map_or(0, |device| device.waiting().get());
    let ask = move |_| {
        if waiting() > 0 {
            asking.set(true);
        } else {
            leave.dispatch(());
        }
    };
    let title = match profile.role {
        Role::Adviser => role::ADVISER,
        Role::Supervisor => role::SUPERVISOR,
    };
    let foot = move || {
        view! {
            <button type="button" class="button button--main" on:click=move |_| { leave.dispatch(()); }>
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
                <a class="button button--quiet" href="/appareil">
                    <Icon name="tablet"/><span>{nav::DEVICE}</span>
                </a>
                <button type="button" class="button button--quiet" on:click=ask>
                    <Icon name="log-out"/><span>{sign_in::SIGN_OUT}</span>
                </button>
            </div>
        </details>
        <Dialog open=asking title=sign_in::LEAVE_TITLE foot=foot>
            <p>{move || sign_in::leave_with_waiting(waiting())}</p>
        </Dialog>
    }
}

#[component]
fn UpdateNotice(updates: Updates, session: Session) -> impl IntoView {
    let typing = session.has_open_form();
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

/// What is wrong with the device's store, if anything.
#[component]
fn Trouble(session: Session) -> impl IntoView {
    move || match session.state().get() {
        SessionState::WithoutStore(..) => view! {
            <Notice kind=NoticeKind::Danger title=device_text::NO_STORE alert=true>
                <p>{device_text::NO_STORE_NOTE}</p>
            </Notice>
        }
        .into_any(),
        SessionState::Open(device) if device.lost().get() > 0 => view! {
            <Notice kind=NoticeKind::Danger title=device_text::LOST alert=true>
                <p>{device_text::lost(device.lost().get())}</p>
            </Notice>
        }
        .into_any(),
        _ => ().into_any(),
    }
}
