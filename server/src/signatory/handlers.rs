//! The handlers of `/s` and of the pages below `/s/moi`.

use super::answer::Answers;
use super::door::Tries;
use super::{Chosen, Corrected, OwnRequests, SignatoryError};
use crate::auth::{Cookies, Token};
use crate::document::retry_after;
use crate::form::{Fields, language, pairs};
use crate::registration::Assets;
use app::pages::own::{ContactDraft, DoorEntry, Notice, chosen_slot, version_of};
use app::pages::register::{Entry, Look};
use axum::Router;
use axum::extract::rejection::FormRejection;
use axum::extract::{ConnectInfo, DefaultBodyLimit, Form, Query, State};
use axum::http::{Extensions, HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse as _, Redirect, Response};
use axum::routing::{get, post};
use domain::language::Language;
use std::net::SocketAddr;
use std::sync::Arc;

/// The longest form that makes sense.
const BODY_MAX: usize = 4 * 1024;
/// How long the browser keeps the cookie, in seconds; the server's own limit is the same.
const COOKIE_LASTS: i64 = 30 * 60;

/// What the handlers work with.
pub(super) struct Desk {
    requests: Arc<dyn OwnRequests>,
    assets: Assets,
    icons: Arc<str>,
    cookies: Cookies,
    tries: Tries,
}

type Posted = Result<Form<Fields>, FormRejection>;

impl Desk {
    /// A desk that nobody has used yet.
    pub(super) fn new(requests: Arc<dyn OwnRequests>, assets: Assets, cookies: Cookies) -> Self {
        let icons = Arc::from(assets.icons.as_str());
        Self { requests, assets, icons, cookies: cookies.of_signatories(), tries: Tries::new() }
    }

    fn answers(&self, query: &Fields, headers: &HeaderMap) -> Answers<'_> {
        let look = Look { language: language(query, headers), icons: Arc::clone(&self.icons) };
        Answers { assets: &self.assets, look }
    }

    fn token(&self, headers: &HeaderMap) -> Result<Token, SignatoryError> {
        self.cookies.read(headers).ok_or(SignatoryError::Closed)
    }
}

/// The routes.
pub(super) fn routes(desk: Desk) -> Router {
    Router::new()
        .route("/s", get(ask).post(open))
        .route("/s/moi", get(home))
        .route("/s/moi/contact", get(contact).post(correct))
        .route("/s/moi/rendez-vous", get(slots).post(choose))
        .route("/s/moi/annuler", get(ask_cancel).post(cancel))
        .route("/s/moi/arret", get(ask_stop).post(stop))
        .route("/s/moi/fin", post(close).get(home_again))
        .layer(DefaultBodyLimit::max(BODY_MAX))
        .with_state(Arc::new(desk))
}

async fn ask(
    State(desk): State<Arc<Desk>>,
    Query(query): Query<Fields>,
    headers: HeaderMap,
) -> Response {
    desk.answers(&query, &headers).door(StatusCode::OK, None, DoorEntry::default(), Vec::new())
}

/// Opens a session. An unknown receipt and a proof that does not fit get one answer, after the same
/// work; what was typed is in it again.
async fn open(
    State(desk): State<Arc<Desk>>,
    Query(query): Query<Fields>,
    extensions: Extensions,
    headers: HeaderMap,
    form: Posted,
) -> Response {
    let answers = desk.answers(&query, &headers);
    let Ok(Form(fields)) = form else {
        let notice = Some(Notice::Unreadable);
        let status = StatusCode::UNPROCESSABLE_ENTITY;
        return answers.door(status, notice, DoorEntry::default(), Vec::new());
    };
    let entry = DoorEntry::from_fields(pairs(&fields));
    let (code, proof) = match entry.check() {
        Ok(checked) => checked,
        Err(problems) => {
            return answers.door(StatusCode::UNPROCESSABLE_ENTITY, None, entry, problems);
        }
    };
    let address = extensions.get::<ConnectInfo<SocketAddr>>().map(|info| info.0.ip());
    if let Err(wait) = desk.tries.count(code, address) {
        let notice = Some(Notice::TooOften);
        let page = answers.door(StatusCode::TOO_MANY_REQUESTS, notice, entry, Vec::new());
        return retry_after(page, wait);
    }
    match desk.requests.open(code, &proof).await {
        Ok(Some(token)) => {
            let cookie = desk.cookies.open(&token, COOKIE_LASTS);
            with_cookie(moved_to("/s/moi", answers.look.language), &cookie)
        }
        Ok(None) => answers.door(StatusCode::FORBIDDEN, Some(Notice::Wrong), entry, Vec::new()),
        Err(error) => answers.failed(error),
    }
}

/// Ends the session, also one that the server does not know any more.
async fn close(
    State(desk): State<Arc<Desk>>,
    Query(query): Query<Fields>,
    headers: HeaderMap,
) -> Response {
    let answers = desk.answers(&query, &headers);
    if let Some(token) = desk.cookies.read(&headers)
        && let Err(error) = desk.requests.close(&token).await
    {
        return answers.failed(error);
    }
    let notice = Some(Notice::Closed);
    let page = answers.door(StatusCode::OK, notice, DoorEntry::default(), Vec::new());
    with_cookie(page, &desk.cookies.remove())
}

/// Somebody chose another language on the page that says that the session was ended.
async fn home_again(
    State(desk): State<Arc<Desk>>,
    Query(query): Query<Fields>,
    headers: HeaderMap,
) -> Response {
    moved_to("/s", desk.answers(&query, &headers).look.language)
}

async fn home(
    State(desk): State<Arc<Desk>>,
    Query(query): Query<Fields>,
    headers: HeaderMap,
) -> Response {
    let answers = desk.answers(&query, &headers);
    let shown = async { desk.requests.file(&desk.token(&headers)?).await };
    match shown.await {
        Ok(file) => answers.home(StatusCode::OK, None, file),
        Err(error) => answers.failed(error),
    }
}

async fn contact(
    State(desk): State<Arc<Desk>>,
    Query(query): Query<Fields>,
    headers: HeaderMap,
) -> Response {
    let answers = desk.answers(&query, &headers);
    let shown = async { desk.requests.file(&desk.token(&headers)?).await };
    match shown.await {
        Ok(file) => {
            let entry = Entry { way: file.contact.way, ..Entry::default() };
            answers.contact(StatusCode::OK, None, file.contact, entry, Vec::new())
        }
        Err(error) => answers.failed(error),
    }
}

async fn correct(
    State(desk): State<Arc<Desk>>,
    Query(query): Query<Fields>,
    headers: HeaderMap,
    form: Posted,
) -> Response {
    let answers = desk.answers(&query, &headers);
    let Ok(Form(fields)) = form else { return unreadable(&answers) };
    let entry = Entry::from_fields(pairs(&fields));
    let read = ContactDraft::read(&entry, version_of(pairs(&fields)));
    let corrected = async {
        let token = desk.token(&headers)?;
        let draft = match read {
            Ok(Some(draft)) => draft,
            Ok(None) => return Ok(unreadable(&answers)),
            Err(problems) => {
                let known = desk.requests.file(&token).await?.contact;
                let status = StatusCode::UNPROCESSABLE_ENTITY;
                return Ok(answers.contact(status, None, known, entry, problems));
            }
        };
        Ok(match desk.requests.correct(&token, draft).await? {
            Corrected::Done(file) => answers.home(StatusCode::OK, Some(Notice::Saved), file),
            Corrected::Changed(known) => {
                let notice = Some(Notice::Changed);
                answers.contact(StatusCode::CONFLICT, notice, known, entry, Vec::new())
            }
            Corrected::Unreachable(known) => {
                let problems = vec![entry.unreachable()];
                answers.contact(StatusCode::UNPROCESSABLE_ENTITY, None, known, entry, problems)
            }
        })
    };
    corrected.await.unwrap_or_else(|error| answers.failed(error))
}

async fn slots(
    State(desk): State<Arc<Desk>>,
    Query(query): Query<Fields>,
    headers: HeaderMap,
) -> Response {
    let answers = desk.answers(&query, &headers);
    let listed = list(&desk, &answers, &headers, (StatusCode::OK, None, false));
    listed.await.unwrap_or_else(|error| answers.failed(error))
}

/// The free times, or that none is to be chosen.
async fn list(
    desk: &Desk,
    answers: &Answers<'_>,
    headers: &HeaderMap,
    (status, notice, missing): (StatusCode, Option<Notice>, bool),
) -> Result<Response, SignatoryError> {
    Ok(match desk.requests.slots(&desk.token(headers)?).await? {
        Some(slots) => answers.slots(status, notice, slots, missing),
        None => answers.notice(StatusCode::CONFLICT, Notice::NotNow),
    })
}

async fn choose(
    State(desk): State<Arc<Desk>>,
    Query(query): Query<Fields>,
    headers: HeaderMap,
    form: Posted,
) -> Response {
    let answers = desk.answers(&query, &headers);
    let Ok(Form(fields)) = form else { return unreadable(&answers) };
    let chosen = async {
        let Some(slot) = chosen_slot(pairs(&fields)) else {
            let missing = (StatusCode::UNPROCESSABLE_ENTITY, None, true);
            return list(&desk, &answers, &headers, missing).await;
        };
        match desk.requests.choose(&desk.token(&headers)?, slot).await? {
            Chosen::Done(file) => Ok(answers.home(StatusCode::OK, Some(Notice::Taken), file)),
            Chosen::Gone => {
                let gone = (StatusCode::CONFLICT, Some(Notice::Gone), false);
                list(&desk, &answers, &headers, gone).await
            }
            Chosen::NotNow(file) => {
                Ok(answers.home(StatusCode::CONFLICT, Some(Notice::NotNow), file))
            }
        }
    };
    chosen.await.unwrap_or_else(|error| answers.failed(error))
}

async fn ask_cancel(
    State(desk): State<Arc<Desk>>,
    Query(query): Query<Fields>,
    headers: HeaderMap,
) -> Response {
    let answers = desk.answers(&query, &headers);
    let shown = async { desk.requests.file(&desk.token(&headers)?).await };
    match shown.await {
        Ok(file) => match file.appointment.filter(|it| it.changeable) {
            Some(appointment) => answers.cancel(appointment),
            None => answers.notice(StatusCode::CONFLICT, Notice::NotNow),
        },
        Err(error) => answers.failed(error),
    }
}

async fn cancel(
    State(desk): State<Arc<Desk>>,
    Query(query): Query<Fields>,
    headers: HeaderMap,
    form: Posted,
) -> Response {
    let answers = desk.answers(&query, &headers);
    let version = form.ok().and_then(|Form(fields)| version_of(pairs(&fields)));
    let Some(version) = version else { return unreadable(&answers) };
    let cancelled = async { desk.requests.cancel(&desk.token(&headers)?, version).await };
    match cancelled.await {
        Ok((file, true)) => answers.home(StatusCode::OK, Some(Notice::Cancelled), file),
        Ok((file, false)) => answers.home(StatusCode::CONFLICT, Some(Notice::NotNow), file),
        Err(error) => answers.failed(error),
    }
}

async fn ask_stop(
    State(desk): State<Arc<Desk>>,
    Query(query): Query<Fields>,
    headers: HeaderMap,
) -> Response {
    let answers = desk.answers(&query, &headers);
    let shown = async { desk.requests.file(&desk.token(&headers)?).await };
    match shown.await {
        Ok(_) => answers.stop(),
        Err(error) => answers.failed(error),
    }
}

async fn stop(
    State(desk): State<Arc<Desk>>,
    Query(query): Query<Fields>,
    headers: HeaderMap,
) -> Response {
    let answers = desk.answers(&query, &headers);
    let stopped = async { desk.requests.withdraw(&desk.token(&headers)?).await };
    match stopped.await {
        Ok(file) => answers.home(StatusCode::OK, Some(Notice::Stopped), file),
        Err(error) => answers.failed(error),
    }
}

/// Answers a body that is too large or no form of ours.
fn unreadable(answers: &Answers<'_>) -> Response {
    answers.notice(StatusCode::UNPROCESSABLE_ENTITY, Notice::Unreadable)
}

fn moved_to(path: &str, language: Language) -> Response {
    let mut response = Redirect::to(&format!("{path}?l={}", language.tag())).into_response();
    // Shared devices: nothing of this is kept, not even where it led.
    response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response
}

fn with_cookie(mut response: Response, cookie: &str) -> Response {
    if let Ok(value) = HeaderValue::from_str(cookie) {
        response.headers_mut().insert(header::SET_COOKIE, value);
    }
    response
}
