//! What the supervisor's programs have in common: they keep nothing, ask the server for everything,
//! and first of all who this is.

use super::{Program, go_on};
use crate::api::ApiError;
use crate::api::account::{Profile, Role, who_am_i};
use crate::device::keyring;
use crate::device::news::News;
use crate::pages::desk::OwnLimits;
use crate::pages::navigation::Content;
use crate::text::fr::room::OPENING;
use crate::ui::Progress;
use crate::ui::loading::Failure;
use crate::ui::sign_in_link::sign_in_and_come_back;
use leptos::prelude::*;

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

/// A program whose pages show once it is known who looks at them; that person's profile is in
/// their context, and so is what a supervisor's account is limited to. Where the server does not
/// say who it is, `unanswered` stands above the error.
pub(super) fn content(
    program: Program,
    pages: fn() -> AnyView,
    unanswered: fn() -> AnyView,
) -> Content {
    let visitor = RwSignal::new(Visitor::Unknown);
    let limits = OwnLimits::provide();
    News::provide();
    ask(visitor, limits);
    Content {
        program,
        profile: Signal::derive(move || match visitor.get() {
            Visitor::Known(profile) => Some(profile),
            Visitor::Unknown | Visitor::NoAnswer(_) => None,
        }),
        waiting: Signal::stored(0),
        to_check: Signal::stored(0),
        settings: Signal::derive(move || limits.is_whole()),
        trouble: (move || limits.line()).into(),
        dock: (|| ()).into(),
        pages: (move || gate(visitor, limits, pages, unanswered)).into(),
    }
}

/// Asks the server who this is. Nobody: they sign in in the program for it, which leads back here.
fn ask(visitor: RwSignal<Visitor>, limits: OwnLimits) {
    leptos::task::spawn_local(async move {
        let answer = match who_am_i().await {
            Ok(profile) => {
                match profile.role {
                    Role::Supervisor => limits.ask(),
                    // Their store stays open while they are here.
                    Role::Adviser => {
                        let user = profile.user;
                        leptos::task::spawn_local(async move { drop(keyring::ask(user).await) });
                    }
                }
                Visitor::Known(profile)
            }
            Err(ApiError::SignIn) => {
                drop(go_on(&sign_in_and_come_back()));
                return;
            }
            Err(ApiError::DeviceRevoked) => return keyring::lock(),
            Err(error) => Visitor::NoAnswer(error),
        };
        visitor.set(answer);
    });
}

/// The pages, once it is known who looks at them. Whether they may is the server's to say.
fn gate(
    visitor: RwSignal<Visitor>,
    limits: OwnLimits,
    pages: fn() -> AnyView,
    unanswered: fn() -> AnyView,
) -> AnyView {
    let retry = Callback::new(move |()| {
        visitor.set(Visitor::Unknown);
        ask(visitor, limits);
    });
    (move || match visitor.get() {
        Visitor::Unknown => view! { <Progress label=OPENING/> }.into_any(),
        Visitor::Known(profile) => {
            provide_context(profile);
            pages()
        }
        Visitor::NoAnswer(error) => {
            view! { <div class="stack stack--wide">{unanswered()}<Failure error retry/></div> }
                .into_any()
        }
    })
    .into_any()
}
