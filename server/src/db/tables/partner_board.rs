//! What a partner sees of all the referrals sent to it.

use super::Reading;
use crate::db::DbError;
use crate::db::rows::name;
use crate::db::sql::{Natural, query_as};
use domain::id::{OrganisationId, ReferralId, SchemeId};
use domain::person::PersonName;
use domain::referral::ReferralState;
use domain::time::Instant;
use sqlx::FromRow;
use uuid::Uuid;

/// Most referrals listed; the counts are of all of them.
const LISTED: u32 = 300;

/// A referral under way, as far as the partner's other links may know of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BoardRow {
    /// The referral.
    pub referral: ReferralId,
    /// The scheme.
    pub scheme: SchemeId,
    /// Where it stands.
    pub state: ReferralState,
    /// When it was sent, by our clock.
    pub sent_at: Instant,
    /// Since when it stands so, by our clock.
    pub state_since: Instant,
    /// The person, while their consent is in force.
    pub person: Option<BoardPerson>,
}

/// The person of a referral.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BoardPerson {
    /// Family name, or the only name.
    pub family_name: PersonName,
    /// Given name.
    pub given_name: Option<PersonName>,
}

#[derive(FromRow)]
struct Row {
    id: Uuid,
    scheme: Uuid,
    state: String,
    sent_at: i64,
    state_since: i64,
    consent: bool,
    family_name: String,
    given_name: Option<String>,
}

impl Reading {
    /// The referrals to an organisation that are under way, those that stand still longest first.
    ///
    /// # Errors
    /// When the database fails or holds what means nothing.
    pub async fn board(&mut self, organisation: OrganisationId) -> Result<Vec<BoardRow>, DbError> {
        let rows: Vec<Row> = query_as(
            "select r.id, r.scheme, r.state, r.sent_at, r.state_since,
                 exists (select 1 from interests i
                     where i.signatory = r.signatory and i.withdrawn is null) as consent,
                 p.family_name, p.given_name
             from schemes s
                 join referrals r on r.scheme = s.id
                 join signatories p on p.id = r.signatory
             where s.organisation = $1
                 and r.state in ('sent', 'under_review', 'waitlisted', 'accepted', 'entered')
             order by r.state_since, r.id limit $2",
        )
        .bind(organisation.0)
        .bind(LISTED)
        .fetch_all(self.connection())
        .await?;
        rows.into_iter().map(board_row).collect()
    }

    /// How many referrals to an organisation stand in each state.
    ///
    /// # Errors
    /// When the database fails or holds what means nothing.
    pub async fn board_counts(
        &mut self,
        organisation: OrganisationId,
    ) -> Result<Vec<(ReferralState, u32)>, DbError> {
        let rows: Vec<(String, Natural)> = query_as(
            "select r.state, count(*) from schemes s join referrals r on r.scheme = s.id
             where s.organisation = $1 group by r.state",
        )
        .bind(organisation.0)
        .fetch_all(self.connection())
        .await?;
        rows.into_iter().map(|(code, Natural(count))| Ok((state(&code)?, count))).collect()
    }
}

fn board_row(row: Row) -> Result<BoardRow, DbError> {
    let person = if row.consent {
        Some(BoardPerson {
            family_name: name(&row.family_name)?,
            given_name: row.given_name.as_deref().map(name).transpose()?,
        })
    } else {
        None
    };
    Ok(BoardRow {
        referral: ReferralId(row.id),
        scheme: SchemeId(row.scheme),
        state: state(&row.state)?,
        sent_at: Instant(row.sent_at),
        state_since: Instant(row.state_since),
        person,
    })
}

fn state(code: &str) -> Result<ReferralState, DbError> {
    ReferralState::from_code(code).ok_or(DbError::Meaningless("referrals.state"))
}
