//! How entries that met a conflict or were refused were settled.

use super::clients::read_outcome;
use super::{Action, Reading, Writing};
use crate::db::DbError;
use crate::db::sql::{query, query_as};
use domain::Command;
use domain::attendance::Attendance;
use domain::id::{ClientId, UserId};
use domain::time::Instant;
use sqlx::FromRow;
use sync::Outcome;
use sync::server::Entry;
use sync::wire::{Settled, Settlement};
use uuid::Uuid;

/// The columns by which a settlement is told.
#[derive(FromRow)]
pub(super) struct SettledRow {
    how: Option<String>,
    chosen: Option<String>,
    settled_at: Option<i64>,
    settled_by: Option<String>,
}

impl SettledRow {
    /// The settlement, where there is one.
    ///
    /// # Errors
    /// When the columns mean nothing.
    pub(super) fn read(self) -> Result<Option<Settlement>, DbError> {
        let (Some(how), Some(at), Some(by)) = (self.how, self.settled_at, self.settled_by) else {
            return Ok(None);
        };
        let meaningless = || DbError::Meaningless("settlements.how");
        let how = match how.as_str() {
            "adopted" => Settled::Adopted,
            "marked" => Settled::Marked(match self.chosen {
                Some(code) => Some(Attendance::from_code(&code).ok_or_else(meaningless)?),
                None => None,
            }),
            _ => return Err(meaningless()),
        };
        Ok(Some(Settlement { how, by, at: Instant(at) }))
    }
}

impl Reading {
    /// How an entry of an author was settled, by its content.
    ///
    /// # Errors
    /// When the database fails or holds what means nothing.
    pub async fn settlement(
        &mut self,
        author: UserId,
        entry: u64,
    ) -> Result<Option<Settlement>, DbError> {
        let row: Option<SettledRow> = query_as(
            "select x.how, x.mark as chosen, x.settled_at, u.display_name as settled_by
             from command_log l join settlements x on x.client = l.client and x.seq = l.seq
                 join users u on u.id = x.settled_by
             where l.author = $1 and l.hash = $2 order by x.settled_at limit 1",
        )
        .bind(author.0)
        .bind(entry.cast_signed())
        .fetch_optional(self.connection())
        .await?;
        row.map_or(Ok(None), SettledRow::read)
    }
}

impl Writing {
    /// Notes how an entry was settled. The first settlement stays.
    ///
    /// # Errors
    /// When the database fails or the disk is full.
    pub async fn settle(
        &mut self,
        (client, seq): (ClientId, i64),
        how: Settled,
        by: UserId,
        at: Instant,
        claimed_at: Option<Instant>,
    ) -> Result<bool, DbError> {
        let (how, mark) = match how {
            Settled::Adopted => ("adopted", None),
            Settled::Marked(mark) => ("marked", mark),
        };
        let done = query(
            "insert into settlements (client, seq, how, mark, settled_by, settled_at, claimed_at)
             values ($1, $2, $3, $4, $5, $6, $7) on conflict do nothing",
        )
        .bind(client.0)
        .bind(seq)
        .bind(how)
        .bind(mark.map(Attendance::code))
        .bind(by.0)
        .bind(at.0)
        .bind(claimed_at.map(|at| at.0))
        .execute(self.connection())
        .await?;
        Ok(done.rows_affected() > 0)
    }

    /// Settles the author's own question that an entry answers, under whatever numbers it came. It
    /// stays before the supervisor's eyes.
    ///
    /// # Errors
    /// When the database fails or the disk is full.
    pub async fn note_answer(&mut self, entry: &Entry<'_>) -> Result<(), DbError> {
        let Some(Command::SettleAttendance { intervention, signatory, mark, answers }) =
            entry.command
        else {
            return Ok(());
        };
        let questions: Vec<(Uuid, i64, Vec<u8>)> = query_as(
            "select client, seq, outcome from command_log
             where author = $1 and hash = $2 and intervention = $3 and signatory = $4",
        )
        .bind(entry.author.0)
        .bind(answers.cast_signed())
        .bind(intervention.0)
        .bind(signatory.0)
        .fetch_all(self.connection())
        .await?;
        let (by, at) = (entry.author, entry.received_at);
        let claimed_at = Some(entry.envelope.claimed_at);
        let mut settled = false;
        for (client, seq, outcome) in questions {
            if matches!(read_outcome(&outcome)?, Outcome::Conflict(_)) {
                let question = (ClientId(client), seq);
                settled |=
                    self.settle(question, Settled::Marked(*mark), by, at, claimed_at).await?;
            }
        }
        if settled {
            let (action, person) = (Action::ConflictSettled, Some(signatory.0));
            let (directorate, visit) = (entry.directorate, Some(*intervention));
            self.audit(at, directorate, Some(by), action, person, visit).await?;
        }
        Ok(())
    }
}
