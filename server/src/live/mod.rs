//! `GET /api/live`: tells an open page that something of its account's directorate changed, and
//! never what. The page then asks as it would have asked anyway, by the rights of its account.
//!
//! The stream ends with the session, when the account opens too many others, and when the server is
//! told to stop; the browser comes back by itself and is told first thing to look. What was missed
//! in between is therefore nothing.

mod hub;

pub use hub::Hub;

use crate::api;
use crate::auth::Token;
use crate::services::Office;
use app::api::ApiError;
use axum::Router;
use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::sse::{Event, Sse};
use axum::response::{IntoResponse as _, Response};
use axum::routing::get;
use futures_util::stream;
use hub::Seat;
use std::convert::Infallible;
use std::sync::Arc;
use tokio::time::{Interval, MissedTickBehavior};

/// What an event is called.
const NEWS: &str = "news";
/// The same each time. Browsers pass over events without data.
const NOTHING_MORE: &str = "1";
/// By this, nginx passes on what comes as it comes.
const UNBUFFERED: (&str, &str) = ("x-accel-buffering", "no");

/// The route.
pub fn routes(office: Arc<Office>) -> Router {
    Router::new().route("/api/live", get(listen)).with_state(office)
}

async fn listen(State(office): State<Arc<Office>>, headers: HeaderMap) -> Response {
    match Listening::begin(office, &headers).await {
        Ok(listening) => {
            let events = stream::unfold(listening, |mut listening| async move {
                let event = listening.next().await?;
                Some((Ok::<_, Infallible>(event), listening))
            });
            ([UNBUFFERED], Sse::new(events)).into_response()
        }
        Err(error) => api::refusal(&error),
    }
}

/// A page that listens.
struct Listening {
    office: Arc<Office>,
    token: Token,
    seat: Seat,
    checks: Interval,
}

impl Listening {
    async fn begin(office: Arc<Office>, headers: &HeaderMap) -> Result<Self, ApiError> {
        let found = office.session_without_use(headers).await?;
        let (token, session) = found.ok_or(ApiError::SignIn)?;
        let account = &session.account;
        let seat = office.live.take_seat(&office.store, account.id, account.directorate)?;
        let mut checks = tokio::time::interval(office.live.check_every());
        checks.set_missed_tick_behavior(MissedTickBehavior::Delay);
        checks.reset();
        Ok(Self { office, token, seat, checks })
    }

    /// What is sent next; `None` at the end.
    async fn next(&mut self) -> Option<Event> {
        tokio::select! {
            // However much news there is, the session is looked at in time.
            biased;
            _ = self.checks.tick() => {
                self.is_signed_in().await.then_some(Event::DEFAULT_KEEP_ALIVE)
            }
            is_news = self.seat.news() => {
                is_news.then(|| Event::default().event(NEWS).data(NOTHING_MORE))
            }
        }
    }

    /// Whether the session stands, which this does not prolong. While the database does not say so
    /// it is taken to stand: there is no news then either.
    async fn is_signed_in(&self) -> bool {
        match self.office.session_of(&self.token).await {
            Ok(session) => session.is_some(),
            Err(_) => true,
        }
    }
}
