//! Rows of the follow-up, and their way to and from the domain. The same for every database.

use super::DbError;
use super::rows::level;
use domain::id::{
    InterestId, InterviewId, OrganisationId, ReferralId, SchemeId, SignatoryId, UserId,
};
use domain::intervention::Mode;
use domain::interview::{Dated, Interview};
use domain::language::Language;
use domain::referral::Referral;
use domain::scheme::{Card, Scheme, SchemeKind};
use domain::time::{Day, Instant};
use serde::Serialize;
use serde::de::DeserializeOwned;
use sqlx::FromRow;
use uuid::Uuid;

/// A row of `schemes`, with the name of its organisation.
#[derive(Debug, FromRow)]
pub(super) struct SchemeRow {
    id: Uuid,
    organisation: Uuid,
    organisation_name: String,
    kind: String,
    title: String,
    town: String,
    mode: String,
    entry_level: Option<String>,
    target_level: Option<String>,
    publics: String,
    conditions: String,
    cumulative: bool,
    places: Option<i32>,
    #[sqlx(try_from = "i64")]
    taken: u16,
    next_intake: Option<i32>,
    open: bool,
    verified_on: Option<i32>,
    #[sqlx(try_from = "i64")]
    version: u32,
}

/// A row of `scheme_cards`.
#[derive(Debug, FromRow)]
pub(super) struct CardRow {
    pub(super) scheme: Uuid,
    language: String,
    title: String,
    text: String,
}

impl SchemeRow {
    /// The scheme, with those of `cards` that are its own.
    pub(super) fn with_cards(self, cards: &[CardRow]) -> Result<Scheme, DbError> {
        let own = cards.iter().filter(|card| card.scheme == self.id);
        Ok(Scheme {
            id: SchemeId(self.id),
            organisation: OrganisationId(self.organisation),
            organisation_name: self.organisation_name,
            kind: SchemeKind::from_code(&self.kind).ok_or(DbError::Meaningless("schemes.kind"))?,
            title: self.title,
            town: self.town,
            mode: Mode::from_code(&self.mode).ok_or(DbError::Meaningless("schemes.mode"))?,
            entry_level: self.entry_level.as_deref().map(level).transpose()?,
            target_level: self.target_level.as_deref().map(level).transpose()?,
            publics: self.publics,
            conditions: self.conditions,
            cumulative: self.cumulative,
            places: self
                .places
                .map(|places| u16::try_from(places).map_err(|_| DbError::Meaningless("places")))
                .transpose()?,
            taken: self.taken,
            next_intake: self.next_intake.map(Day),
            open: self.open,
            verified_on: self.verified_on.map(Day),
            cards: own.map(card).collect::<Result<_, _>>()?,
            version: self.version,
        })
    }
}

fn card(row: &CardRow) -> Result<Card, DbError> {
    Ok(Card {
        language: Language::from_tag(&row.language)
            .ok_or(DbError::Meaningless("scheme_cards.language"))?,
        title: row.title.clone(),
        text: row.text.clone(),
    })
}

/// A row of `interview_events` or `referral_events`; `subject` is the interview or referral.
#[derive(Debug, FromRow)]
pub(super) struct EventRow {
    pub(super) subject: Uuid,
    at: i64,
    author: Option<Uuid>,
    what: String,
}

/// The events of `subject` among `rows`, which are in their order.
fn events<T: DeserializeOwned>(subject: Uuid, rows: &[EventRow]) -> Result<Vec<Dated<T>>, DbError> {
    let own = rows.iter().filter(|row| row.subject == subject);
    own.map(|row| {
        Ok(Dated {
            at: Instant(row.at),
            by: row.author.map(UserId),
            what: serde_json::from_str(&row.what).map_err(|_| DbError::Meaningless("what"))?,
        })
    })
    .collect()
}

/// What happened, as it is stored.
pub(super) fn event_column<T: Serialize>(what: &T) -> Result<String, DbError> {
    serde_json::to_string(what).map_err(|_| DbError::Meaningless("what"))
}

/// The identities of a row of `interviews`.
#[derive(Debug, FromRow)]
pub(super) struct InterviewRow {
    id: Uuid,
    signatory: Uuid,
    interest: Uuid,
    adviser: Uuid,
    #[sqlx(try_from = "i64")]
    version: u32,
}

impl InterviewRow {
    /// The interview, with those of `rows` that are its own.
    pub(super) fn with_events(self, rows: &[EventRow]) -> Result<Interview, DbError> {
        Ok(Interview {
            id: InterviewId(self.id),
            signatory: SignatoryId(self.signatory),
            interest: InterestId(self.interest),
            adviser: UserId(self.adviser),
            events: events(self.id, rows)?,
            version: self.version,
        })
    }
}

/// The identities of a row of `referrals`.
#[derive(Debug, FromRow)]
pub(super) struct ReferralRow {
    id: Uuid,
    signatory: Uuid,
    scheme: Uuid,
    interview: Uuid,
    #[sqlx(try_from = "i64")]
    version: u32,
}

impl ReferralRow {
    /// The referral, with those of `rows` that are its own.
    pub(super) fn with_events(self, rows: &[EventRow]) -> Result<Referral, DbError> {
        Ok(Referral {
            id: ReferralId(self.id),
            signatory: SignatoryId(self.signatory),
            scheme: SchemeId(self.scheme),
            interview: InterviewId(self.interview),
            events: events(self.id, rows)?,
            version: self.version,
        })
    }
}
