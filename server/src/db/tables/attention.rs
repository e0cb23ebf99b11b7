//! Commands that met a conflict or were refused, until a person has looked.

use super::clients::read_outcome;
use super::{Reading, Writing};
use crate::db::sql::{query, query_as};
use crate::db::{DbError, Limit, Sight};
use app::api::attention::AttentionRow;
use domain::id::{ClientId, UserId};
use domain::time::Instant;
use sqlx::{AssertSqlSafe, FromRow};
use sync::Outcome;
use uuid::Uuid;

/// Most rows shown at once; closing some brings up the rest.
const MOST: i64 = 500;

#[derive(FromRow)]
struct OpenRow {
    client: Uuid,
    seq: i64,
    claimed_at: i64,
    outcome: Vec<u8>,
    author: String,
    family_name: Option<String>,
    given_name: Option<String>,
    centre_name: Option<String>,
    town: Option<String>,
}

impl Reading {
    /// Everything in sight that waits for a person's look, the oldest first.
    ///
    /// # Errors
    /// When the database fails or holds what means nothing.
    pub async fn open_commands(&mut self, sight: Sight) -> Result<Vec<AttentionRow>, DbError> {
        // What a refused command names may be another territory's: it is shown only if it is ours.
        let rows: Vec<OpenRow> = query_as(AssertSqlSafe(format!(
            "select l.client, l.seq, l.claimed_at, l.outcome, u.display_name as author,
                 s.family_name, s.given_name, c.name as centre_name, t.name as town
             from command_log l join users u on u.id = l.author
                 left join signatories s on s.id = l.signatory and {}
                 left join interventions i on i.id = l.intervention and {}
                 left join centres c on c.id = i.centre
                 left join communes t on t.code = c.commune
             where {} and l.open
             order by l.received_at, l.client, l.seq limit $2",
            sight.person("s"),
            sight.visit("i"),
            in_sight(sight)
        )))
        .bind(sight.key())
        .bind(MOST)
        .fetch_all(self.connection())
        .await?;
        let mut found = Vec::with_capacity(rows.len());
        for row in rows {
            let outcome = read_outcome(&row.outcome)?;
            let standing_by = match &outcome {
                Outcome::Conflict(conflict) => conflict.standing_by,
                _ => None,
            };
            let standing_by = match standing_by {
                Some(user) => self.display_name(user).await?,
                None => None,
            };
            let person = row.family_name.map(|family| {
                let family = family.to_uppercase();
                row.given_name.map_or(family.clone(), |given| format!("{family} {given}"))
            });
            found.push(AttentionRow {
                client: ClientId(row.client),
                seq: row.seq.cast_unsigned(),
                author: row.author,
                person,
                place: row.centre_name.zip(row.town).map(|(name, town)| format!("{name}, {town}")),
                claimed_at: Instant(row.claimed_at),
                outcome,
                standing_by,
            });
        }
        Ok(found)
    }
}

/// That a command, `l` in a question, is of the directorate and about a person or a visit in sight.
/// Who is limited to a partner looks at none.
fn in_sight(sight: Sight) -> String {
    let about = match sight.limit() {
        Limit::Whole => "true".to_owned(),
        Limit::Centres => format!(
            "({} or l.intervention in (select i.id from interventions i where {}))",
            sight.person_by("l.signatory"),
            sight.visit("i")
        ),
        Limit::Organisation(_) => "false".to_owned(),
    };
    format!("l.directorate = {} and {about}", sight.directorate())
}

impl Writing {
    /// Notes that a person has looked. Gives whether there was such a command in sight.
    ///
    /// # Errors
    /// When the database fails or the disk is full.
    pub async fn close_command(
        &mut self,
        sight: Sight,
        client: ClientId,
        seq: u64,
        by: UserId,
        now: Instant,
    ) -> Result<bool, DbError> {
        let Ok(seq) = i64::try_from(seq) else { return Ok(false) };
        // Closed twice, the first look counts.
        let done = query(AssertSqlSafe(format!(
            "update command_log as l set open = false, closed_at = coalesce(l.closed_at, $4),
                 closed_by = coalesce(l.closed_by, $5)
             where {} and l.client = $2 and l.seq = $3 and (l.open or l.closed_at is not null)",
            in_sight(sight)
        )))
        .bind(sight.key())
        .bind(client.0)
        .bind(seq)
        .bind(now.0)
        .bind(by.0)
        .execute(self.connection())
        .await?;
        Ok(done.rows_affected() > 0)
    }
}
