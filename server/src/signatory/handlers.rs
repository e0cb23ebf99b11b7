//! The handlers of `/s` and of the pages below `/s/moi`.

use super::visit::{Answer, Desk, Posted, Visit};
use super::{Chosen, Corrected, OwnRequests};
use crate::document::retry_after;
use crate::form::pairs;
use app::pages::own::{ContactDraft, DoorEntry, Notice, chosen_slot, version_of};
use app::pages::register::Entry;
use axum::Router;
use axum::extract::{ConnectInfo, DefaultBodyLimit, Form};
use axum::http::{Extensions, HeaderValue, StatusCode, header};
use axum::response::Response;
use axum::routing::{get, post};
use std::net::SocketAddr;
use std::sync::Arc;

/// The longest form that makes sense.
const BODY_MAX: usize = 4 * 1024;
/// How long the browser keeps the cookie, in seconds; the server's own limit is the same.
const COOKIE_LASTS: i64 = 30 * 60;

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

async fn ask(visit: Visit) -> Response {
    visit.answers.door(StatusCode::OK, None, DoorEntry::default(), Vec::new())
}

/// Opens a session. An unknown receipt and a proof that does not fit get one answer, after the same
/// work; what was typed is in it again.
async fn open(visit: Visit, extensions: Extensions, form: Posted) -> Answer {
    let Visit { desk, answers, .. } = &visit;
    let Ok(Form(fields)) = form else {
        let notice = Some(Notice::Unreadable);
        let status = StatusCode::UNPROCESSABLE_ENTITY;
        return Ok(answers.door(status, notice, DoorEntry::default(), Vec::new()));
    };
    let entry = DoorEntry::from_fields(pairs(&fields));
    let (code, proof) = match entry.check() {
        Ok(checked) => checked,
        Err(problems) => {
            return Ok(answers.door(StatusCode::UNPROCESSABLE_ENTITY, None, entry, problems));
        }
    };
    let address = extensions.get::<ConnectInfo<SocketAddr>>().map(|info| info.0.ip());
    if let Err(wait) = desk.tries.count(code, address) {
        let notice = Some(Notice::TooOften);
        let page = answers.door(StatusCode::TOO_MANY_REQUESTS, notice, entry, Vec::new());
        return Ok(retry_after(page, wait));
    }
    let opened = desk.requests.open(code, &proof).await.map_err(|error| visit.failed(error))?;
    Ok(match opened {
        Some(token) => {
            let cookie = desk.cookies.open(&token, COOKIE_LASTS);
            with_cookie(answers.moved_to("/s/moi"), &cookie)
        }
        None => answers.door(StatusCode::FORBIDDEN, Some(Notice::Wrong), entry, Vec::new()),
    })
}

/// Ends the session, also one that the server does not know any more.
async fn close(visit: Visit) -> Answer {
    if visit.token.is_some() {
        visit.ask(OwnRequests::close).await?;
    }
    let notice = Some(Notice::Closed);
    let page = visit.answers.door(StatusCode::OK, notice, DoorEntry::default(), Vec::new());
    Ok(with_cookie(page, &visit.desk.cookies.remove()))
}

/// Somebody chose another language on the page that says that the session was ended.
async fn home_again(visit: Visit) -> Response {
    visit.answers.moved_to("/s")
}

async fn home(visit: Visit) -> Answer {
    let file = visit.ask(OwnRequests::file).await?;
    Ok(visit.answers.home(StatusCode::OK, None, file))
}

async fn contact(visit: Visit) -> Answer {
    let known = visit.ask(OwnRequests::file).await?.contact;
    let entry = Entry { way: known.way, ..Entry::default() };
    Ok(visit.answers.contact(StatusCode::OK, None, known, entry, Vec::new()))
}

async fn correct(visit: Visit, form: Posted) -> Answer {
    let fields = visit.fields(form)?;
    let entry = Entry::from_fields(pairs(&fields));
    let read = ContactDraft::read(&entry, version_of(pairs(&fields)));
    // Who is no longer signed in is told so first, whatever was filled in.
    visit.session()?;
    let answers = &visit.answers;
    let unprocessable = StatusCode::UNPROCESSABLE_ENTITY;
    let draft = match read {
        Ok(draft) => draft.ok_or_else(|| visit.unreadable())?,
        Err(problems) => {
            let known = visit.ask(OwnRequests::file).await?.contact;
            return Ok(answers.contact(unprocessable, None, known, entry, problems));
        }
    };
    Ok(match visit.ask(|requests, token| requests.correct(token, draft)).await? {
        Corrected::Done(file) => answers.home(StatusCode::OK, Some(Notice::Saved), file),
        Corrected::Changed(known) => {
            let notice = Some(Notice::Changed);
            answers.contact(StatusCode::CONFLICT, notice, known, entry, Vec::new())
        }
        Corrected::Unreachable(known) => {
            let problems = vec![entry.unreachable()];
            answers.contact(unprocessable, None, known, entry, problems)
        }
    })
}

async fn slots(visit: Visit) -> Answer {
    list(&visit, StatusCode::OK, None, false).await
}

/// The free times, or that none is to be chosen.
async fn list(visit: &Visit, status: StatusCode, notice: Option<Notice>, missing: bool) -> Answer {
    Ok(match visit.ask(OwnRequests::slots).await? {
        Some(slots) => visit.answers.slots(status, notice, slots, missing),
        None => visit.answers.notice(StatusCode::CONFLICT, Notice::NotNow),
    })
}

async fn choose(visit: Visit, form: Posted) -> Answer {
    let Some(slot) = chosen_slot(pairs(&visit.fields(form)?)) else {
        return list(&visit, StatusCode::UNPROCESSABLE_ENTITY, None, true).await;
    };
    let answers = &visit.answers;
    match visit.ask(|requests, token| requests.choose(token, slot)).await? {
        Chosen::Done(file) => Ok(answers.home(StatusCode::OK, Some(Notice::Taken), file)),
        Chosen::Gone => list(&visit, StatusCode::CONFLICT, Some(Notice::Gone), false).await,
        Chosen::NotNow(file) => Ok(answers.home(StatusCode::CONFLICT, Some(Notice::NotNow), file)),
    }
}

async fn ask_cancel(visit: Visit) -> Answer {
    let file = visit.ask(OwnRequests::file).await?;
    Ok(match file.appointment.filter(|it| it.changeable) {
        Some(appointment) => visit.answers.cancel(appointment),
        None => visit.answers.notice(StatusCode::CONFLICT, Notice::NotNow),
    })
}

async fn cancel(visit: Visit, form: Posted) -> Answer {
    let version = version_of(pairs(&visit.fields(form)?)).ok_or_else(|| visit.unreadable())?;
    let cancelled = visit.ask(|requests, token| requests.cancel(token, version)).await?;
    let (status, notice, file) = match cancelled {
        (file, true) => (StatusCode::OK, Notice::Cancelled, file),
        (file, false) => (StatusCode::CONFLICT, Notice::NotNow, file),
    };
    Ok(visit.answers.home(status, Some(notice), file))
}

async fn ask_stop(visit: Visit) -> Answer {
    visit.ask(OwnRequests::file).await?;
    Ok(visit.answers.stop())
}

async fn stop(visit: Visit) -> Answer {
    let file = visit.ask(OwnRequests::withdraw).await?;
    Ok(visit.answers.home(StatusCode::OK, Some(Notice::Stopped), file))
}

fn with_cookie(mut response: Response, cookie: &str) -> Response {
    if let Ok(value) = HeaderValue::from_str(cookie) {
        response.headers_mut().insert(header::SET_COOKIE, value);
    }
    response
}
