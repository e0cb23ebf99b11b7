//! What the last backup holds, and the timeline that begins when one is restored.

use super::{Reading, Writing};
use crate::db::DbError;
use crate::db::sql::{query, query_as};
use domain::id::DirectorateId;
use domain::time::Instant;
use sqlx::FromRow;
use sync::Cursor;

#[derive(FromRow)]
struct BackupRow {
    epoch: i64,
    seq: i64,
    #[sqlx(try_from = "i64")]
    tag: u32,
}

impl Reading {
    /// Up to which change of a directorate the last backup holds everything; `None` before the
    /// first.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn backed_up(
        &mut self,
        directorate: DirectorateId,
    ) -> Result<Option<Cursor>, DbError> {
        let row: Option<BackupRow> =
            query_as("select epoch, seq, tag from backups where directorate = $1")
                .bind(directorate.0)
                .fetch_optional(self.connection())
                .await?;
        Ok(row.map(|row| Cursor {
            epoch: row.epoch.cast_unsigned(),
            seq: row.seq.cast_unsigned(),
            tag: row.tag,
        }))
    }

    /// The place in the feed of every directorate, as it is now.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn heads(&mut self) -> Result<Vec<(DirectorateId, Cursor)>, DbError> {
        let epoch = self.epoch().await?;
        let mut heads = Vec::new();
        for directorate in self.directorates().await? {
            let (seq, tag) = self.feed_head(directorate).await?;
            heads.push((directorate, Cursor { epoch, seq, tag }));
        }
        Ok(heads)
    }
}

impl Writing {
    /// Notes up to which change a backup holds everything of a directorate.
    ///
    /// # Errors
    /// When the database fails or the disk is full.
    pub async fn note_backup(
        &mut self,
        directorate: DirectorateId,
        head: Cursor,
        now: Instant,
    ) -> Result<(), DbError> {
        query(
            "insert into backups (directorate, epoch, seq, tag, taken_at)
             values ($1, $2, $3, $4, $5)
             on conflict (directorate) do update set epoch = excluded.epoch, seq = excluded.seq,
                 tag = excluded.tag, taken_at = excluded.taken_at",
        )
        .bind(directorate.0)
        .bind(head.epoch.cast_signed())
        .bind(head.seq.cast_signed())
        .bind(head.tag)
        .bind(now.0)
        .execute(self.connection())
        .await?;
        Ok(())
    }

    /// Gives the database another timeline, so that every device notices that it was restored.
    ///
    /// # Errors
    /// When the database fails or the disk is full.
    pub async fn begin_timeline(&mut self, epoch: u64) -> Result<(), DbError> {
        query("update meta set epoch = $1")
            .bind(epoch.cast_signed())
            .execute(self.connection())
            .await?;
        Ok(())
    }
}
