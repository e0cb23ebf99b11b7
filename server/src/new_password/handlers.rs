//! The handlers of `/mot-de-passe/{token}`.

use super::{NewPasswordError, NewPasswords, Owner};
use crate::auth::Token;
use crate::auth::password::SHORTEST;
use crate::document::{ask_again, retry_after};
use crate::form::{Fields, field};
use crate::limit::Limit;
use crate::linked;
use crate::registration::Assets;
use app::pages::new_password::{Notice, NoticeCard, PasswordForm, Problem};
use app::pages::register::Look;
use app::text::fr::new_password as text;
use axum::Router;
use axum::extract::rejection::FormRejection;
use axum::extract::{ConnectInfo, DefaultBodyLimit, Form, Path, State};
use axum::http::{Extensions, StatusCode};
use axum::response::Response;
use axum::routing::get;
use governor::clock::DefaultClock;
use leptos::prelude::*;
use std::net::{IpAddr, SocketAddr};
use std::num::NonZeroU32;
use std::sync::Arc;
use std::time::Duration;

/// Twice the longest password, each byte of it written in three.
const BODY_MAX: usize = 16 * 1024;
/// One person who needs some tries.
const LINK_BURST: NonZeroU32 = NonZeroU32::new(20).unwrap();
const LINK_REFILL: Duration = Duration::from_secs(5);
/// Looks from one address, behind which a whole office may sit.
const ADDRESS_BURST: NonZeroU32 = NonZeroU32::new(100).unwrap();
const ADDRESS_REFILL: Duration = Duration::from_secs(1);

/// What the handlers work with.
pub(super) struct Desk {
    passwords: Arc<dyn NewPasswords>,
    assets: Assets,
    links: Limit<[u8; 32]>,
    addresses: Limit<IpAddr>,
}

impl Desk {
    /// A desk that nobody has used yet.
    pub(super) fn new(passwords: Arc<dyn NewPasswords>, assets: Assets) -> Self {
        let clock = DefaultClock::default();
        Self {
            passwords,
            assets,
            links: Limit::every(clock.clone(), LINK_BURST, LINK_REFILL),
            addresses: Limit::every(clock, ADDRESS_BURST, ADDRESS_REFILL),
        }
    }

    /// Reads the token of an address and counts the request. What cannot be a token gets the page
    /// of a link that opens nothing, without asking the database.
    fn admit(&self, text: &str, extensions: &Extensions) -> Result<Token, Box<Response>> {
        let address = extensions.get::<ConnectInfo<SocketAddr>>().map(|info| info.0.ip());
        let token = Token::parse(text);
        let by_address = address.map_or(Ok(()), |address| self.addresses.check(&address));
        let by_link = token.as_ref().map_or(Ok(()), |token| self.links.check(&token.hash()));
        if let Err(wait) = by_address.and(by_link) {
            let page = self.notice(StatusCode::TOO_MANY_REQUESTS, Notice::TooOften);
            return Err(Box::new(retry_after(page, wait)));
        }
        token.ok_or_else(|| Box::new(self.failed(NewPasswordError::Closed)))
    }

    fn form(&self, status: StatusCode, owner: Owner, problem: Option<Problem>) -> Response {
        let title = linked::titled(text::TITLE, problem.is_some());
        let Owner { login, name } = owner;
        self.page(status, title, |look| {
            view! { <PasswordForm look login name problem /> }.into_any()
        })
    }

    fn notice(&self, status: StatusCode, notice: Notice) -> Response {
        self.page(status, notice.texts().0.to_owned(), |look| {
            view! { <NoticeCard look notice /> }.into_any()
        })
    }

    fn failed(&self, error: NewPasswordError) -> Response {
        match error {
            NewPasswordError::Closed => self.notice(StatusCode::NOT_FOUND, Notice::Closed),
            NewPasswordError::Busy => {
                ask_again(self.notice(StatusCode::SERVICE_UNAVAILABLE, Notice::Busy))
            }
            NewPasswordError::StorageFull => {
                self.notice(StatusCode::INSUFFICIENT_STORAGE, Notice::StorageFull)
            }
            // What is wrong with a password is said in the form.
            NewPasswordError::TooShort | NewPasswordError::TooLong | NewPasswordError::Internal => {
                self.notice(StatusCode::INTERNAL_SERVER_ERROR, Notice::Failed)
            }
        }
    }

    fn page(
        &self,
        status: StatusCode,
        title: String,
        body: impl FnOnce(Look) -> AnyView,
    ) -> Response {
        linked::page(&self.assets, status, title, None, body)
    }
}

/// The routes.
pub(super) fn routes(desk: Desk) -> Router {
    Router::new()
        .route("/mot-de-passe/{token}", get(show).post(choose))
        .layer(DefaultBodyLimit::max(BODY_MAX))
        .with_state(Arc::new(desk))
}

async fn show(
    State(desk): State<Arc<Desk>>,
    Path(token): Path<String>,
    extensions: Extensions,
) -> Response {
    let token = match desk.admit(&token, &extensions) {
        Ok(token) => token,
        Err(response) => return *response,
    };
    match desk.passwords.owner(&token).await {
        Ok(owner) => desk.form(StatusCode::OK, owner, None),
        Err(error) => desk.failed(error),
    }
}

async fn choose(
    State(desk): State<Arc<Desk>>,
    Path(token): Path<String>,
    extensions: Extensions,
    form: Result<Form<Fields>, FormRejection>,
) -> Response {
    let token = match desk.admit(&token, &extensions) {
        Ok(token) => token,
        Err(response) => return *response,
    };
    let problem = match form {
        Err(_) => Problem::TooLong,
        Ok(Form(fields)) => match read(&fields) {
            Err(problem) => problem,
            Ok(password) => match desk.passwords.choose(&token, password).await {
                Ok(()) => return desk.notice(StatusCode::OK, Notice::Chosen),
                Err(NewPasswordError::TooShort) => Problem::TooShort,
                Err(NewPasswordError::TooLong) => Problem::TooLong,
                Err(error) => return desk.failed(error),
            },
        },
    };
    match desk.passwords.owner(&token).await {
        Ok(owner) => desk.form(StatusCode::UNPROCESSABLE_ENTITY, owner, Some(problem)),
        Err(error) => desk.failed(error),
    }
}

/// The password, typed twice alike. Never shown again, also where something is wrong with it.
fn read(fields: &Fields) -> Result<String, Problem> {
    let typed = |name| field(fields, name).unwrap_or_default();
    let password = typed("password");
    if password.chars().count() < SHORTEST {
        Err(Problem::TooShort)
    } else if password == typed("again") {
        Ok(password.to_owned())
    } else {
        Err(Problem::Differ)
    }
}
