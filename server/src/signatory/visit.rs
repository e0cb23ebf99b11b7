//! What every request for one of these pages brings: a language and, perhaps, a session.

use super::answer::Answers;
use super::door::Tries;
use super::{OwnRequests, SignatoryError};
use crate::auth::{Cookies, Token};
use crate::form::{Fields, language};
use crate::registration::{Assets, Frames};
use axum::extract::rejection::{FormRejection, QueryRejection};
use axum::extract::{Form, FromRequestParts, Query};
use axum::http::request::Parts;
use axum::response::{IntoResponse, Response};
use std::sync::Arc;

/// What the handlers work with.
pub(super) struct Desk {
    /// The rest of the server.
    pub requests: Arc<dyn OwnRequests>,
    /// Where the browser keeps a session.
    pub cookies: Cookies,
    /// How often somebody tried to open one.
    pub tries: Tries,
    frames: Frames,
}

impl Desk {
    /// A desk that nobody has used yet.
    pub(super) fn new(requests: Arc<dyn OwnRequests>, assets: &Assets, cookies: Cookies) -> Self {
        let (cookies, tries) = (cookies.of_signatories(), Tries::new());
        Self { requests, cookies, tries, frames: Frames::new(assets) }
    }
}

/// A form, or why there is none.
pub(super) type Posted = Result<Form<Fields>, FormRejection>;

/// A page, or the page that says why there is none.
pub(super) type Answer = Result<Response, Failure>;

/// A page that says what stands in the way.
pub(super) struct Failure(Box<Response>);

impl IntoResponse for Failure {
    fn into_response(self) -> Response {
        *self.0
    }
}

/// A request for one of the pages.
pub(super) struct Visit {
    /// What the handlers work with.
    pub desk: Arc<Desk>,
    /// Makes pages in the language of the visitor.
    pub answers: Answers,
    /// What the browser holds of a session, which may have ended.
    pub token: Option<Token>,
}

impl FromRequestParts<Arc<Desk>> for Visit {
    type Rejection = QueryRejection;

    async fn from_request_parts(
        parts: &mut Parts,
        desk: &Arc<Desk>,
    ) -> Result<Self, QueryRejection> {
        let Query(query) = Query::<Fields>::from_request_parts(parts, desk).await?;
        let answers = Answers(desk.frames.of(language(&query, &parts.headers)));
        let token = desk.cookies.read(&parts.headers);
        Ok(Self { desk: Arc::clone(desk), answers, token })
    }
}

impl Visit {
    /// The session.
    ///
    /// # Errors
    /// Without one, the page that asks who it is.
    pub(super) fn session(&self) -> Result<&Token, Failure> {
        self.token.as_ref().ok_or_else(|| self.failed(SignatoryError::Closed))
    }

    /// What a call in the name of the session's person gives.
    ///
    /// # Errors
    /// The page that says why there is nothing.
    pub(super) async fn ask<'a, T, F>(
        &'a self,
        call: impl FnOnce(&'a dyn OwnRequests, &'a Token) -> F,
    ) -> Result<T, Failure>
    where
        F: Future<Output = Result<T, SignatoryError>>,
    {
        let given = call(&*self.desk.requests, self.session()?).await;
        given.map_err(|error| self.failed(error))
    }

    /// What was filled in.
    ///
    /// # Errors
    /// The page that says that it cannot be read.
    pub(super) fn fields(&self, form: Posted) -> Result<Fields, Failure> {
        form.map(|Form(fields)| fields).map_err(|_| self.unreadable())
    }

    /// What arrived is no form of ours.
    pub(super) fn unreadable(&self) -> Failure {
        Failure(Box::new(self.answers.unreadable()))
    }

    /// The server could not.
    pub(super) fn failed(&self, error: SignatoryError) -> Failure {
        Failure(Box::new(self.answers.failed(error)))
    }
}
