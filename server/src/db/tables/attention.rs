//! Commands that met a conflict or were refused, until a person has looked.

use super::clients::read_outcome;
use super::settlements::SettledRow;
use super::{Reading, Writing};
use crate::db::sql::{query, query_as};
use crate::db::{DbError, Limit, Sight};
use app::api::attention::AttentionRow;
use domain::attendance::{Attendance, RosterEntry};
use domain::id::{ClientId, InterventionId, SignatoryId, UserId};
use domain::time::Instant;
use sqlx::{AssertSqlSafe, FromRow};
use sync::{Envelope, Outcome};
use uuid::Uuid;

/// Most rows shown at once; closing some brings up the rest.
const MOST: i64 = 500;

/// A command that met a conflict or was refused.
#[derive(Debug)]
pub struct OpenCommand {
    /// As it is shown, but for what the rules say of it today.
    pub row: AttentionRow,
    /// What was sent.
    pub envelope: Envelope,
    /// Who sent it.
    pub author: UserId,
    /// Who looked at it and closed it.
    pub closed_by: Option<String>,
    /// Whether it came without its author, who may send it too.
    pub in_quarantine: bool,
}

#[derive(FromRow)]
struct OpenRow {
    client: Uuid,
    seq: i64,
    version: i64,
    base: i64,
    claimed_at: i64,
    received_at: i64,
    body: Vec<u8>,
    outcome: Vec<u8>,
    author: Uuid,
    author_name: String,
    closed_by: Option<String>,
    in_quarantine: bool,
    family_name: Option<String>,
    given_name: Option<String>,
    centre_name: Option<String>,
    town: Option<String>,
    starts_at: Option<i64>,
    line_visit: Option<Uuid>,
    line_person: Option<Uuid>,
    line_version: Option<i64>,
    mark: Option<String>,
    marked_by: Option<Uuid>,
    marked_by_name: Option<String>,
    marked_at: Option<i64>,
    #[sqlx(flatten)]
    settled: SettledRow,
}

impl Reading {
    /// Everything in sight that waits for a person's look, the oldest first.
    ///
    /// # Errors
    /// When the database fails or holds what means nothing.
    pub async fn open_commands(&mut self, sight: Sight) -> Result<Vec<OpenCommand>, DbError> {
        let which = "l.open order by l.received_at, l.client, l.seq limit $2";
        let rows: Vec<OpenRow> = query_as(AssertSqlSafe(question(sight, which)))
            .bind(sight.key())
            .bind(MOST)
            .fetch_all(self.connection())
            .await?;
        let mut found = Vec::with_capacity(rows.len());
        for row in rows {
            found.push(self.open_command_of(row).await?);
        }
        Ok(found)
    }

    /// One of them, also where a person has looked at it meanwhile.
    ///
    /// # Errors
    /// When the database fails or holds what means nothing.
    pub async fn open_command(
        &mut self,
        sight: Sight,
        client: ClientId,
        seq: u64,
    ) -> Result<Option<OpenCommand>, DbError> {
        let Ok(seq) = i64::try_from(seq) else { return Ok(None) };
        let which = "l.client = $2 and l.seq = $3 and (l.open or l.closed_at is not null)";
        let row: Option<OpenRow> = query_as(AssertSqlSafe(question(sight, which)))
            .bind(sight.key())
            .bind(client.0)
            .bind(seq)
            .fetch_optional(self.connection())
            .await?;
        match row {
            Some(row) => self.open_command_of(row).await.map(Some),
            None => Ok(None),
        }
    }

    async fn open_command_of(&mut self, row: OpenRow) -> Result<OpenCommand, DbError> {
        let outcome = read_outcome(&row.outcome)?;
        let standing_by = match &outcome {
            Outcome::Conflict(conflict) => conflict.standing_by,
            _ => None,
        };
        let standing_by = match standing_by {
            Some(user) => self.display_name(user).await?,
            None => None,
        };
        let line = match (row.line_visit, row.line_person, row.line_version) {
            (Some(visit), Some(person), Some(version)) => Some(RosterEntry {
                intervention: InterventionId(visit),
                signatory: SignatoryId(person),
                mark: match row.mark {
                    Some(code) => Some(
                        Attendance::from_code(&code)
                            .ok_or(DbError::Meaningless("roster_entries.mark"))?,
                    ),
                    None => None,
                },
                marked_by: row.marked_by.map(UserId),
                marked_at: row.marked_at.map(Instant),
                version: small(version, "roster_entries.version")?,
            }),
            _ => None,
        };
        let person = row.family_name.map(|family| {
            let family = family.to_uppercase();
            row.given_name.map_or(family.clone(), |given| format!("{family} {given}"))
        });
        let claimed_at = Instant(row.claimed_at);
        Ok(OpenCommand {
            row: AttentionRow {
                client: ClientId(row.client),
                seq: row.seq.cast_unsigned(),
                author: row.author_name,
                person,
                place: row.centre_name.zip(row.town).map(|(name, town)| format!("{name}, {town}")),
                starts_at: row.starts_at.map(Instant),
                claimed_at,
                received_at: Instant(row.received_at),
                outcome,
                standing_by,
                line,
                marked_by: row.marked_by_name,
                settled: row.settled.read()?,
                wanted: Vec::new(),
                adoption: None,
            },
            envelope: Envelope {
                version: small(row.version, "command_log.version")?,
                base: small(row.base, "command_log.base")?,
                claimed_at,
                body: row.body,
            },
            author: UserId(row.author),
            closed_by: row.closed_by,
            in_quarantine: row.in_quarantine,
        })
    }
}

fn small<T: TryFrom<i64>>(number: i64, column: &'static str) -> Result<T, DbError> {
    T::try_from(number).map_err(|_| DbError::Meaningless(column))
}

/// Asks for commands in sight, with what they are about as it now stands. What a refused command names
/// may be another territory's: it is shown only if it is ours.
fn question(sight: Sight, which: &str) -> String {
    format!(
        "select l.client, l.seq, l.version, l.base, l.claimed_at, l.received_at, l.body, l.outcome,
             l.author, u.display_name as author_name, q.display_name as closed_by,
             z.quarantine_of is not null as in_quarantine,
             s.family_name, s.given_name, c.name as centre_name, t.name as town, i.starts_at,
             r.intervention as line_visit, r.signatory as line_person, r.version as line_version,
             r.mark, r.marked_by, m.display_name as marked_by_name, r.marked_at,
             x.how, x.mark as chosen, x.settled_at, k.display_name as settled_by
         from command_log l join users u on u.id = l.author
             join clients z on z.id = l.client
             left join users q on q.id = l.closed_by
             left join signatories s on s.id = l.signatory and {}
             left join interventions i on i.id = l.intervention and {}
             left join centres c on c.id = i.centre
             left join communes t on t.code = c.commune
             left join roster_entries r on r.intervention = i.id and r.signatory = s.id
             left join users m on m.id = r.marked_by
             left join settlements x on x.client = l.client and x.seq = l.seq
             left join users k on k.id = x.settled_by
         where {} and {which}",
        sight.person("s"),
        sight.visit("i"),
        in_sight(sight)
    )
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
