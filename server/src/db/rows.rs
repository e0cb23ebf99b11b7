//! Rows as they are stored, and their way to and from the domain. The same for every database.

use super::DbError;
use domain::attendance::{Attendance, RosterEntry};
use domain::code::{ReceiptCode, RegistrationCode};
use domain::consent::{Consent, Explained, TextVersion};
use domain::contact::{Contact, ContactWay, EmailAddress, PhoneNumber};
use domain::id::{CentreId, InterestId, InterventionId, SignatoryId, UserId};
use domain::interest::{Interest, Withdrawal};
use domain::intervention::{Intervention, Mode};
use domain::language::Language;
use domain::level::CefrLevel;
use domain::person::{Birth, Origin, PersonName, Signatory, fold_name};
use domain::scheme::{SchemeKind, Wishes};
use domain::time::{Day, Instant};
use sqlx::FromRow;
use uuid::Uuid;

/// A row of `interventions`, with the names of its centre.
#[derive(Debug, FromRow)]
pub(super) struct InterventionRow {
    id: Uuid,
    centre: Uuid,
    centre_name: String,
    town: String,
    starts_at: i64,
    mode: String,
    code: String,
    code_expires_at: i64,
    #[sqlx(try_from = "i64")]
    version: u32,
}

impl TryFrom<InterventionRow> for Intervention {
    type Error = DbError;
    fn try_from(row: InterventionRow) -> Result<Self, DbError> {
        Ok(Self {
            id: InterventionId(row.id),
            centre: CentreId(row.centre),
            centre_name: row.centre_name,
            town: row.town,
            starts_at: Instant(row.starts_at),
            mode: Mode::from_code(&row.mode).ok_or(DbError::Meaningless("interventions.mode"))?,
            code: registration_code(&row.code)?,
            code_expires_at: Instant(row.code_expires_at),
            version: row.version,
        })
    }
}

/// A row of `signatories`.
#[derive(Debug, FromRow)]
pub(super) struct SignatoryRow {
    id: Uuid,
    family_name: String,
    given_name: Option<String>,
    birth_day: Option<i32>,
    birth_year: Option<i16>,
    phone: Option<String>,
    email: Option<String>,
    preferred: Option<String>,
    level: Option<String>,
    training_ends: Option<i32>,
    origin: String,
    #[sqlx(try_from = "i64")]
    version: u32,
}

impl TryFrom<SignatoryRow> for Signatory {
    type Error = DbError;
    fn try_from(row: SignatoryRow) -> Result<Self, DbError> {
        Ok(Self {
            id: SignatoryId(row.id),
            family_name: name(&row.family_name)?,
            given_name: row.given_name.as_deref().map(name).transpose()?,
            birth: birth(row.birth_day, row.birth_year),
            contact: Contact {
                phone: row.phone.as_deref().map(phone).transpose()?,
                email: row
                    .email
                    .map(|text| EmailAddress::new(&text))
                    .transpose()
                    .map_err(|_| DbError::Meaningless("signatories.email"))?,
                preferred: row.preferred.as_deref().map(contact_way).transpose()?,
            },
            level: row.level.as_deref().map(level).transpose()?,
            training_ends: row.training_ends.map(Day),
            origin: origin(&row.origin)?,
            version: row.version,
        })
    }
}

/// A row of `roster_entries`.
#[derive(Debug, FromRow)]
pub(super) struct RosterEntryRow {
    intervention: Uuid,
    signatory: Uuid,
    mark: Option<String>,
    marked_by: Option<Uuid>,
    marked_at: Option<i64>,
    #[sqlx(try_from = "i64")]
    version: u32,
}

impl TryFrom<RosterEntryRow> for RosterEntry {
    type Error = DbError;
    fn try_from(row: RosterEntryRow) -> Result<Self, DbError> {
        Ok(Self {
            intervention: InterventionId(row.intervention),
            signatory: SignatoryId(row.signatory),
            mark: row.mark.as_deref().map(mark).transpose()?,
            marked_by: row.marked_by.map(UserId),
            marked_at: row.marked_at.map(Instant),
            version: row.version,
        })
    }
}

/// A row of `interests`.
#[derive(Debug, FromRow)]
pub(super) struct InterestRow {
    id: Uuid,
    signatory: Uuid,
    intervention: Uuid,
    wishes: String,
    #[sqlx(try_from = "i64")]
    consent_text: u16,
    consent_language: String,
    consent_explained: String,
    consent_given_at: i64,
    origin: String,
    entered_by: Option<Uuid>,
    entered_at: i64,
    receipt: Option<String>,
    withdrawn: Option<String>,
    #[sqlx(try_from = "i64")]
    version: u32,
}

impl TryFrom<InterestRow> for Interest {
    type Error = DbError;
    fn try_from(row: InterestRow) -> Result<Self, DbError> {
        Ok(Self {
            id: InterestId(row.id),
            signatory: SignatoryId(row.signatory),
            intervention: InterventionId(row.intervention),
            wishes: Wishes::new(kinds(&row.wishes)?)
                .map_err(|_| DbError::Meaningless("interests.wishes"))?,
            consent: Consent {
                text: TextVersion(row.consent_text),
                language: Language::from_tag(&row.consent_language)
                    .ok_or(DbError::Meaningless("interests.consent_language"))?,
                explained: Explained::from_code(&row.consent_explained)
                    .ok_or(DbError::Meaningless("interests.consent_explained"))?,
                given_at: Instant(row.consent_given_at),
            },
            origin: origin(&row.origin)?,
            entered_by: row.entered_by.map(UserId),
            entered_at: Instant(row.entered_at),
            receipt: row
                .receipt
                .map(|text| ReceiptCode::parse(&text))
                .transpose()
                .map_err(|_| DbError::Meaningless("interests.receipt"))?,
            withdrawn: row
                .withdrawn
                .map(|code| {
                    Withdrawal::from_code(&code).ok_or(DbError::Meaningless("interests.withdrawn"))
                })
                .transpose()?,
            version: row.version,
        })
    }
}

/// A birth from its two columns, of which at most one is filled.
pub(super) fn birth(day: Option<i32>, year: Option<i16>) -> Option<Birth> {
    day.map(|day| Birth::Date(Day(day))).or(year.map(Birth::Year))
}

/// The two columns of a birth.
pub(super) const fn birth_columns(birth: Option<Birth>) -> (Option<i32>, Option<i16>) {
    match birth {
        Some(Birth::Date(day)) => (Some(day.0), None),
        Some(Birth::Year(year)) => (None, Some(year)),
        None => (None, None),
    }
}

/// The name by which a person is searched: folded, family name first.
pub(super) fn folded_name(family: &PersonName, given: Option<&PersonName>) -> String {
    let family = fold_name(family.as_str());
    match given.map(|given| fold_name(given.as_str())) {
        Some(given) if !given.is_empty() => format!("{family} {given}"),
        _ => family,
    }
}

/// A list of kinds as it is stored.
pub(super) fn kinds_column(wishes: &Wishes) -> String {
    let codes: Vec<&str> = wishes.kinds().iter().map(|kind| kind.code()).collect();
    serde_json::Value::from(codes).to_string()
}

/// The kinds of a stored list.
pub(crate) fn kinds(column: &str) -> Result<Vec<SchemeKind>, DbError> {
    let codes: Vec<String> = serde_json::from_str(column).unwrap_or_default();
    codes
        .iter()
        .map(|code| SchemeKind::from_code(code).ok_or(DbError::Meaningless("interests.wishes")))
        .collect()
}

pub(super) fn registration_code(column: &str) -> Result<RegistrationCode, DbError> {
    RegistrationCode::parse(column).map_err(|_| DbError::Meaningless("interventions.code"))
}

pub(super) fn name(column: &str) -> Result<PersonName, DbError> {
    PersonName::new(column).map_err(|_| DbError::Meaningless("signatories.name"))
}

pub(super) fn phone(column: &str) -> Result<PhoneNumber, DbError> {
    PhoneNumber::new(column).map_err(|_| DbError::Meaningless("signatories.phone"))
}

pub(super) fn contact_way(column: &str) -> Result<ContactWay, DbError> {
    ContactWay::from_code(column).ok_or(DbError::Meaningless("signatories.preferred"))
}

pub(super) fn level(column: &str) -> Result<CefrLevel, DbError> {
    CefrLevel::parse(column).ok_or(DbError::Meaningless("signatories.level"))
}

pub(super) fn origin(column: &str) -> Result<Origin, DbError> {
    Origin::from_code(column).ok_or(DbError::Meaningless("origin"))
}

pub(super) fn mark(column: &str) -> Result<Attendance, DbError> {
    Attendance::from_code(column).ok_or(DbError::Meaningless("roster_entries.mark"))
}
