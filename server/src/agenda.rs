//! `GET /agenda/{token}.ics`: an adviser's calendar, for programs that cannot sign in.
//!
//! Who has the address reads when and where its owner is expected, and the initials of with whom.
//! The log shows the pattern of the address, never the address.

use crate::auth::Token;
use crate::clock::DAY;
use crate::db::DbError;
use crate::post::calendar::{Entry, feed};
use crate::services::Office;
use app::text::fr::agenda as text;
use axum::extract::{Path, State};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse as _, Response};
use domain::interview::Interview;
use std::sync::Arc;

/// How far back the calendar goes, in milliseconds.
const BACK: i64 = 60 * DAY;
/// How far ahead.
const AHEAD: i64 = 400 * DAY;

/// The answer.
pub async fn calendar(State(office): State<Arc<Office>>, Path(file): Path<String>) -> Response {
    let token = file.strip_suffix(".ics").and_then(Token::parse);
    let found = match token {
        Some(token) => read(&office, &token).await,
        None => Ok(None),
    };
    match found {
        Ok(Some(content)) => {
            let headers = [
                (header::CONTENT_TYPE, "text/calendar; charset=utf-8"),
                (header::CACHE_CONTROL, "private, no-store"),
            ];
            (headers, content).into_response()
        }
        // A person who tries the address in a browser reads why there is nothing.
        Ok(None) => {
            let headers = [(header::CONTENT_TYPE, "text/plain; charset=utf-8")];
            (StatusCode::NOT_FOUND, headers, text::CLOSED).into_response()
        }
        Err(error) => {
            tracing::error!(%error, "a calendar cannot be read");
            // Programs keep what they have and come again.
            StatusCode::SERVICE_UNAVAILABLE.into_response()
        }
    }
}

async fn read(office: &Office, token: &Token) -> Result<Option<String>, DbError> {
    let now = office.now();
    let mut unit = office.store.read().await?;
    let Some(adviser) = unit.owner_of_calendar(&token.hash()).await? else { return Ok(None) };
    let rows = unit.calendar_of(adviser, now.plus(-BACK), now.plus(AHEAD)).await?;
    let entries: Vec<Entry> = rows
        .iter()
        .filter_map(|(interview, family, given)| entry(interview, family, given.as_deref()))
        .collect();
    Ok(Some(feed(text::NAME, &entries, now)))
}

fn entry(interview: &Interview, family: &str, given: Option<&str>) -> Option<Entry> {
    let slot = interview.slot()?;
    Some(Entry {
        interview: interview.id,
        version: interview.version,
        title: text::interview(&initials(family, given)),
        place: slot.place.clone(),
        starts_at: slot.starts_at,
        ends_at: slot.ends_at(),
    })
}

/// "A. E." for Amina Exemple.
fn initials(family: &str, given: Option<&str>) -> String {
    let letters = given.into_iter().chain([family]).filter_map(|name| name.chars().next());
    let initials: Vec<String> = letters.map(|c| format!("{}.", c.to_uppercase())).collect();
    initials.join(" ")
}

#[cfg(test)]
mod tests {
    use super::initials;

    #[test]
    fn a_name_is_told_by_its_initials() {
        assert_eq!(initials("Exemple", Some("amina")), "A. E.");
        assert_eq!(initials("مثال", None), "م.");
    }
}
