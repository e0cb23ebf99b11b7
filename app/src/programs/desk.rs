//! The supervisor's program: planning, lists, schemes, figures, and what waits for a look. Asks the server
//! for everything and keeps nothing.

use super::Program;
use crate::api::ApiError;
use crate::api::account::{Profile, who_am_i};
use crate::pages::desk;
use crate::pages::frame::{Content, NotFound, framed};
use crate::text::fr::room::OPENING;
use crate::ui::Progress;
use crate::ui::loading::Failure;
use crate::ui::sign_in_link::sign_in_and_come_back;
use leptos::prelude::*;
use leptos_router::components::{Redirect, Route, Routes};
use leptos_router::path;

/// What is known of the person in front of the page.
#[derive(Clone)]
enum Visitor {
    /// The server is being asked.
    Unknown,
    /// Signed in.
    Known(Profile),
    /// The server did not say.
    NoAnswer(ApiError),
}

/// Puts the program into the page that loaded it.
pub fn start() {
    super::mount(|| framed(content));
}

fn content() -> Content {
    let visitor = RwSignal::new(Visitor::Unknown);
    ask(visitor);
    Content {
        program: Program::Desk,
        profile: Signal::derive(move || match visitor.get() {
            Visitor::Known(profile) => Some(profile),
            Visitor::Unknown | Visitor::NoAnswer(_) => None,
        }),
        waiting: Signal::stored(0),
        to_check: Signal::stored(0),
        trouble: (|| ()).into(),
        dock: (|| ()).into(),
        pages: (move || gate(visitor)).into(),
    }
}

/// Asks the server who this is. Nobody: the other program signs them in and leads back here.
fn ask(visitor: RwSignal<Visitor>) {
    leptos::task::spawn_local(async move {
        let answer = match who_am_i().await {
            Ok(profile) => Visitor::Known(profile),
            Err(ApiError::SignIn) => {
                let _ = window().location().replace(&sign_in_and_come_back());
                return;
            }
            Err(error) => Visitor::NoAnswer(error),
        };
        visitor.set(answer);
    });
}

/// The pages, once it is known who looks at them. Whether they may is the server's to say.
fn gate(visitor: RwSignal<Visitor>) -> AnyView {
    let retry = Callback::new(move |()| {
        visitor.set(Visitor::Unknown);
        ask(visitor);
    });
    (move || match visitor.get() {
        Visitor::Unknown => view! { <Progress label=OPENING/> }.into_any(),
        Visitor::Known(_) => pages(),
        Visitor::NoAnswer(error) => view! { <Failure error retry/> }.into_any(),
    })
    .into_any()
}

fn pages() -> AnyView {
    view! {
        <Routes fallback=|| view! { <NotFound/> }>
            <Route
                path=path!("/suivi")
                view=|| view! { <Redirect path=desk::INTERVENTIONS/> }.into_any()
            />
            <Route
                path=path!("/suivi/interventions")
                view=|| view! { <desk::InterventionsPage/> }.into_any()
            />
            <Route
                path=path!("/suivi/interventions/nouvelle")
                view=|| view! { <desk::NewInterventionPage/> }.into_any()
            />
            <Route
                path=path!("/suivi/interventions/:id")
                view=|| view! { <desk::InterventionPage/> }.into_any()
            />
            <Route
                path=path!("/suivi/interventions/:id/liste")
                view=|| view! { <desk::ImportPage/> }.into_any()
            />
            <Route
                path=path!("/suivi/personnes")
                view=|| view! { <desk::PeoplePage/> }.into_any()
            />
            <Route
                path=path!("/suivi/dispositifs")
                view=|| view! { <desk::SchemesPage/> }.into_any()
            />
            <Route
                path=path!("/suivi/dispositifs/:id")
                view=|| view! { <desk::SchemePage/> }.into_any()
            />
            <Route
                path=path!("/suivi/partenaires")
                view=|| view! { <desk::PartnersPage/> }.into_any()
            />
            <Route
                path=path!("/suivi/partenaires/:id")
                view=|| view! { <desk::PartnerPage/> }.into_any()
            />
            <Route
                path=path!("/suivi/chiffres")
                view=|| view! { <desk::FiguresPage/> }.into_any()
            />
            <Route
                path=path!("/suivi/chiffres/personnes")
                view=|| view! { <desk::BehindPage/> }.into_any()
            />
            <Route
                path=path!("/suivi/bilan")
                view=|| view! { <desk::ReportPage/> }.into_any()
            />
            <Route
                path=path!("/suivi/a-verifier")
                view=|| view! { <desk::AttentionPage/> }.into_any()
            />
            <Route
                path=path!("/suivi/envois")
                view=|| view! { <desk::MessagesPage/> }.into_any()
            />
        </Routes>
    }
    .into_any()
}
