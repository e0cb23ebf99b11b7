//! The handlers of `/r` and `/r/{code}`.

use super::answer::Answers;
use super::{
    Assets, Frames, Now, OpenVisit, RandomUuid, RegistrationError, Registrations, SelfRegistration,
    unread,
};
use crate::document::{ask_again, retry_after};
use crate::form::{Fields, field, language, pairs};
use crate::limit::Limit;
use app::pages::register::{Checked, Entry, Notice, Problem, Sheet};
use axum::Router;
use axum::extract::rejection::FormRejection;
use axum::extract::{DefaultBodyLimit, Form, Path, Query, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::get;
use domain::Refusal;
use domain::code::RegistrationCode;
use domain::consent::{CURRENT_TEXT, Consent, Explained};
use domain::language::Language;
use governor::clock::DefaultClock;
use std::num::NonZeroU32;
use std::sync::Arc;
use uuid::Uuid;

/// The longest form that makes sense: seven times what the longest names and addresses take.
const BODY_MAX: usize = 16 * 1024;
/// A class that sends at the same moment, each person twice.
const BURST: NonZeroU32 = NonZeroU32::new(60).unwrap();
/// What comes back each second.
const PER_SECOND: NonZeroU32 = NonZeroU32::new(2).unwrap();

/// What the handlers work with.
pub(super) struct Desk {
    registrations: Arc<dyn Registrations>,
    frames: Frames,
    now: Now,
    random_uuid: RandomUuid,
    follow: String,
    limit: Limit<RegistrationCode>,
}

impl Desk {
    /// A desk that nobody has used yet.
    pub(super) fn new(
        registrations: Arc<dyn Registrations>,
        assets: &Assets,
        now: Now,
        random_uuid: RandomUuid,
        follow: String,
    ) -> Self {
        let limit = Limit::new(DefaultClock::default(), BURST, PER_SECOND);
        Self { registrations, frames: Frames::new(assets), now, random_uuid, follow, limit }
    }

    fn answers(&self, language: Language) -> Answers {
        Answers(self.frames.of(language))
    }

    fn blank(&self) -> Sheet {
        Sheet { form: (self.random_uuid)(), entry: Entry::default(), problems: Vec::new() }
    }
}

/// The routes.
pub(super) fn routes(desk: Desk) -> Router {
    Router::new()
        .route("/r", get(ask))
        .route("/r/{code}", get(show).post(submit))
        .layer(DefaultBodyLimit::max(BODY_MAX))
        .with_state(Arc::new(desk))
}

/// Asks for a code, or goes on to the form of the code that was typed.
async fn ask(
    State(desk): State<Arc<Desk>>,
    Query(query): Query<Fields>,
    headers: HeaderMap,
) -> Response {
    let language = language(&query, &headers);
    let Some(typed) = field(&query, "code") else { return desk.answers(language).ask_code(None) };
    match RegistrationCode::parse(typed) {
        Ok(code) => Redirect::to(&format!("/r/{code}?l={}", language.tag())).into_response(),
        Err(_) => desk.answers(language).ask_code(Some(typed.to_owned())),
    }
}

/// Shows an empty form.
async fn show(
    State(desk): State<Arc<Desk>>,
    Path(code): Path<String>,
    Query(query): Query<Fields>,
    headers: HeaderMap,
) -> Response {
    let answers = desk.answers(language(&query, &headers));
    let visit = match RegistrationCode::parse(&code) {
        Ok(code) => desk.registrations.visit(code).await,
        Err(_) => Err(RegistrationError::UnknownCode),
    };
    match visit {
        Ok(visit) => answers.form(&visit, desk.blank()),
        Err(error) => closed(&answers, error),
    }
}

/// Takes a filled-in form.
async fn submit(
    State(desk): State<Arc<Desk>>,
    Path(code): Path<String>,
    Query(query): Query<Fields>,
    headers: HeaderMap,
    form: Result<Form<Fields>, FormRejection>,
) -> Response {
    let fields = match form {
        Ok(Form(fields)) => fields,
        Err(rejection) => return unreadable(&desk.answers(language(&query, &headers)), &rejection),
    };
    let language = field(&fields, "l")
        .and_then(Language::from_tag)
        .unwrap_or_else(|| language(&query, &headers));
    let answers = desk.answers(language);
    let Ok(code) = RegistrationCode::parse(&code) else {
        return closed(&answers, RegistrationError::UnknownCode);
    };
    let form = field(&fields, "form").and_then(|text| Uuid::try_parse(text).ok());
    let mut sheet = Sheet {
        form: form.unwrap_or_else(|| (desk.random_uuid)()),
        entry: Entry::from_fields(pairs(&fields)),
        problems: Vec::new(),
    };
    if let Err(wait) = desk.limit.check(&code) {
        let page = answers.keep(StatusCode::TOO_MANY_REQUESTS, Notice::Busy, None, sheet);
        return retry_after(page, wait);
    }
    let visit = match desk.registrations.visit(code).await {
        Ok(visit) => visit,
        Err(error) => return kept(&answers, error, None, sheet),
    };
    let checked = match sheet.entry.check() {
        Ok(checked) => checked,
        Err(problems) => {
            sheet.problems = problems;
            return answers.form(&visit, sheet);
        }
    };
    if form.is_none() {
        // Without the sheet's own identity a repetition could not be told from a second person.
        let status = StatusCode::UNPROCESSABLE_ENTITY;
        return answers.keep(status, Notice::Unreadable, Some(&visit), sheet);
    }
    let Checked { family_name, given_name, contact, wishes, level } = checked;
    let consent = Consent {
        text: CURRENT_TEXT,
        language,
        explained: Explained::Read,
        given_at: (desk.now)(),
    };
    let registration = SelfRegistration {
        form: sheet.form,
        code,
        family_name,
        given_name,
        contact,
        wishes,
        level,
        consent,
    };
    match desk.registrations.register(registration).await {
        Ok(receipt) => answers.receipt(receipt, &desk.follow),
        Err(RegistrationError::Refused(Refusal::NoWayToReach)) => {
            sheet.problems = vec![Problem::WayMissing];
            answers.form(&visit, sheet)
        }
        Err(error) => kept(&answers, error, Some(&visit), sheet),
    }
}

/// Answers where there is no form to go back to.
fn closed(answers: &Answers, error: RegistrationError) -> Response {
    match error {
        RegistrationError::UnknownCode => {
            answers.wrong_code(StatusCode::NOT_FOUND, Notice::UnknownCode)
        }
        RegistrationError::ExpiredCode => answers.wrong_code(StatusCode::GONE, Notice::ExpiredCode),
        RegistrationError::Busy => {
            ask_again(answers.notice(StatusCode::SERVICE_UNAVAILABLE, Notice::Busy))
        }
        RegistrationError::Refused(_)
        | RegistrationError::StorageFull
        | RegistrationError::Internal => {
            answers.notice(StatusCode::INTERNAL_SERVER_ERROR, Notice::Failed)
        }
    }
}

/// Answers with the form as it was filled in, so that it can be sent again.
fn kept(
    answers: &Answers,
    error: RegistrationError,
    visit: Option<&OpenVisit>,
    sheet: Sheet,
) -> Response {
    match error {
        RegistrationError::UnknownCode | RegistrationError::ExpiredCode => closed(answers, error),
        RegistrationError::Refused(Refusal::UnknownIntervention) => {
            closed(answers, RegistrationError::UnknownCode)
        }
        RegistrationError::Refused(Refusal::IdentityTaken) => {
            answers.notice(StatusCode::CONFLICT, Notice::AlreadySent)
        }
        RegistrationError::StorageFull => {
            answers.keep(StatusCode::INSUFFICIENT_STORAGE, Notice::StorageFull, visit, sheet)
        }
        RegistrationError::Busy => {
            ask_again(answers.keep(StatusCode::SERVICE_UNAVAILABLE, Notice::Busy, visit, sheet))
        }
        RegistrationError::Refused(_) | RegistrationError::Internal => {
            answers.keep(StatusCode::INTERNAL_SERVER_ERROR, Notice::Failed, visit, sheet)
        }
    }
}

/// Answers a body that is too large or no form.
fn unreadable(answers: &Answers, rejection: &FormRejection) -> Response {
    let (status, notice) = unread(rejection);
    answers.notice(status, notice)
}
