//! The handlers of `/p/{token}` and `/p/{token}/tableau`.

use super::answer::Pages;
use super::{Answered, Declaration, PartnerError, Referrals};
use crate::auth::Token;
use crate::civil::day_of;
use crate::document::{ask_again, retry_after};
use crate::form::{Fields, pairs};
use crate::limit::Limit;
use crate::registration::{Assets, Now};
use app::pages::partner::{AnswerEntry, Field, Notice, PlacesEntry, PlacesProblem, Problem, Tab};
use axum::Router;
use axum::extract::rejection::FormRejection;
use axum::extract::{DefaultBodyLimit, Form, Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use axum::routing::get;
use domain::Refusal;
use domain::referral::ReferralEvent;
use governor::clock::DefaultClock;
use std::num::NonZeroU32;
use std::sync::Arc;

/// The longest form that makes sense: a note of a thousand letters, each written in nine bytes.
const BODY_MAX: usize = 16 * 1024;
/// Two people who go back and forth between the pages of one link.
const BURST: NonZeroU32 = NonZeroU32::new(30).unwrap();
/// What comes back each second.
const PER_SECOND: NonZeroU32 = NonZeroU32::new(1).unwrap();

/// What the handlers work with.
pub(super) struct Desk {
    referrals: Arc<dyn Referrals>,
    assets: Assets,
    now: Now,
    limit: Limit<[u8; 32]>,
}

impl Desk {
    /// A desk that nobody has used yet.
    pub(super) fn new(referrals: Arc<dyn Referrals>, assets: Assets, now: Now) -> Self {
        let limit = Limit::new(DefaultClock::default(), BURST, PER_SECOND);
        Self { referrals, assets, now, limit }
    }

    /// Reads the token of an address and counts the request against its limit. What cannot be a
    /// token gets the page of a link that opens nothing, without asking the database.
    fn admit(&self, text: &str, tab: Tab) -> Result<(Token, Pages<'_>), Box<Response>> {
        // An address that is no link is not repeated into the page.
        let Some(token) = Token::parse(text) else {
            return Err(Box::new(Pages { assets: &self.assets, address: String::new() }.closed()));
        };
        let address = crate::services::partner_path(&token);
        let pages = Pages { assets: &self.assets, address };
        if let Err(wait) = self.limit.check(&token.hash()) {
            let page = pages.notice(StatusCode::TOO_MANY_REQUESTS, Notice::Busy, tab);
            return Err(Box::new(retry_after(page, wait)));
        }
        Ok((token, pages))
    }
}

/// The routes.
pub(super) fn routes(desk: Desk) -> Router {
    Router::new()
        .route("/p/{token}", get(show).post(submit))
        .route("/p/{token}/tableau", get(show_board).post(declare))
        .layer(DefaultBodyLimit::max(BODY_MAX))
        .with_state(Arc::new(desk))
}

async fn show(State(desk): State<Arc<Desk>>, Path(token): Path<String>) -> Response {
    let (token, pages) = match desk.admit(&token, Tab::Referral) {
        Ok(admitted) => admitted,
        Err(response) => return *response,
    };
    match desk.referrals.open(&token).await {
        Ok(shown) => {
            pages.referral(StatusCode::OK, None, shown, AnswerEntry::default(), Vec::new())
        }
        Err(error) => failed(&pages, error, Tab::Referral),
    }
}

async fn submit(
    State(desk): State<Arc<Desk>>,
    Path(token): Path<String>,
    form: Result<Form<Fields>, FormRejection>,
) -> Response {
    let (token, pages) = match desk.admit(&token, Tab::Referral) {
        Ok(admitted) => admitted,
        Err(response) => return *response,
    };
    let fields = match form {
        Ok(Form(fields)) => fields,
        Err(rejection) => return unreadable(&pages, &rejection, Tab::Referral),
    };
    if wishes_link(&fields) {
        return ask(&desk, &pages, &token).await;
    }
    let entry = AnswerEntry::from_fields(pairs(&fields));
    let today = day_of((desk.now)());
    let problems = match (entry.check(today), entry.version) {
        (Ok(event), Some(version)) => {
            return answer(&desk, &pages, &token, (version, event), entry).await;
        }
        (Ok(_), None) => Vec::new(),
        (Err(problems), _) => problems,
    };
    match desk.referrals.open(&token).await {
        Ok(shown) => {
            // Without the version nobody knows to what the answer was given.
            let notice = problems.is_empty().then_some(Notice::Unreadable);
            let status = StatusCode::UNPROCESSABLE_ENTITY;
            pages.referral(status, notice, shown, entry, problems)
        }
        Err(error) => failed(&pages, error, Tab::Referral),
    }
}

async fn answer(
    desk: &Desk,
    pages: &Pages<'_>,
    token: &Token,
    (version, event): (u32, ReferralEvent),
    entry: AnswerEntry,
) -> Response {
    let leaving = match event {
        ReferralEvent::DroppedOut(_) => Field::DroppedOn,
        _ => Field::CompletedOn,
    };
    let answered = match desk.referrals.answer(token, version, event).await {
        Ok(answered) => answered,
        Err(error) => return failed(pages, error, Tab::Referral),
    };
    let (status, notice, shown) = match answered {
        Answered::Done(shown) => (StatusCode::OK, Notice::Done, shown),
        Answered::Already(shown) => (StatusCode::OK, Notice::Already, shown),
        Answered::Changed(shown) => (StatusCode::CONFLICT, Notice::Changed, shown),
        Answered::Refused(refusal, shown) => {
            let notice = match refusal {
                Refusal::SchemeFull => Notice::Full,
                Refusal::NoConsent => Notice::NoConsent,
                _ => Notice::NotPossible,
            };
            (StatusCode::CONFLICT, notice, shown)
        }
        Answered::BeforeEntry(shown) => {
            let problems = vec![Problem::BeforeEntry(leaving)];
            return pages.referral(StatusCode::UNPROCESSABLE_ENTITY, None, shown, entry, problems);
        }
        Answered::Over(state) => {
            return pages.notice(StatusCode::GONE, Notice::Over(state), Tab::Referral);
        }
    };
    pages.referral(status, Some(notice), shown, AnswerEntry::default(), Vec::new())
}

async fn show_board(State(desk): State<Arc<Desk>>, Path(token): Path<String>) -> Response {
    let (token, pages) = match desk.admit(&token, Tab::Board) {
        Ok(admitted) => admitted,
        Err(response) => return *response,
    };
    match desk.referrals.board(&token).await {
        Ok(shown) => pages.board(StatusCode::OK, None, shown, None),
        Err(error) => failed(&pages, error, Tab::Board),
    }
}

async fn declare(
    State(desk): State<Arc<Desk>>,
    Path(token): Path<String>,
    form: Result<Form<Fields>, FormRejection>,
) -> Response {
    let (token, pages) = match desk.admit(&token, Tab::Board) {
        Ok(admitted) => admitted,
        Err(response) => return *response,
    };
    let fields = match form {
        Ok(Form(fields)) => fields,
        Err(rejection) => return unreadable(&pages, &rejection, Tab::Board),
    };
    if wishes_link(&fields) {
        return ask(&desk, &pages, &token).await;
    }
    let entry = PlacesEntry::from_fields(pairs(&fields));
    let checked = entry.check(day_of((desk.now)()));
    let unprocessable = StatusCode::UNPROCESSABLE_ENTITY;
    let (status, notice, kept) = match (checked, entry.scheme.zip(entry.version)) {
        (Err(problems), Some(_)) => (unprocessable, None, Some((entry, problems))),
        (_, None) => (unprocessable, Some(Notice::Unreadable), None),
        (Ok(declared), Some((scheme, version))) => {
            match desk.referrals.declare(&token, scheme, version, declared).await {
                Ok(Declaration::Recorded) => (StatusCode::OK, Some(Notice::PlacesDone), None),
                Ok(Declaration::Changed) => {
                    (StatusCode::CONFLICT, Some(Notice::PlacesChanged), None)
                }
                Ok(Declaration::Impossible) => {
                    (unprocessable, None, Some((entry, vec![PlacesProblem::FreeNone])))
                }
                Err(error) => return failed(&pages, error, Tab::Board),
            }
        }
    };
    match desk.referrals.board(&token).await {
        Ok(shown) => pages.board(status, notice, shown, kept),
        Err(error) => failed(&pages, error, Tab::Board),
    }
}

/// The form of a page whose link opens nothing.
fn wishes_link(fields: &Fields) -> bool {
    fields.iter().any(|(name, value)| name == "ask" && value == "link")
}

async fn ask(desk: &Desk, pages: &Pages<'_>, token: &Token) -> Response {
    match desk.referrals.ask_for_link(token).await {
        Ok(()) => pages.asked(),
        Err(error) => failed(pages, error, Tab::Referral),
    }
}

/// Answers where there is nothing to show.
fn failed(pages: &Pages<'_>, error: PartnerError, tab: Tab) -> Response {
    match error {
        PartnerError::Closed => pages.closed(),
        PartnerError::Busy => {
            ask_again(pages.notice(StatusCode::SERVICE_UNAVAILABLE, Notice::Busy, tab))
        }
        PartnerError::StorageFull => {
            pages.notice(StatusCode::INSUFFICIENT_STORAGE, Notice::StorageFull, tab)
        }
        PartnerError::Internal => {
            pages.notice(StatusCode::INTERNAL_SERVER_ERROR, Notice::Failed, tab)
        }
    }
}

/// Answers a body that is too large or no form.
fn unreadable(pages: &Pages<'_>, rejection: &FormRejection, tab: Tab) -> Response {
    let status = rejection.status();
    let notice = match status {
        StatusCode::PAYLOAD_TOO_LARGE => Notice::TooLarge,
        _ => Notice::Unreadable,
    };
    pages.notice(status, notice, tab)
}
