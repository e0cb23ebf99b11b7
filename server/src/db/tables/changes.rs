//! The numbered feed of changes that devices follow.

use super::{Reading, Writing};
use crate::db::DbError;
use crate::db::sql::{Ids, Natural, query, query_as, query_scalar};
use domain::id::DirectorateId;
use futures_util::TryStreamExt as _;
use sqlx::{AssertSqlSafe, FromRow};
use sync::Scope;
use sync::server::FeedPiece;
use sync::wire::Change;
use uuid::Uuid;

#[derive(FromRow)]
struct ChangeRow {
    seq: i64,
    #[sqlx(try_from = "i64")]
    tag: u32,
    scope: Uuid,
    op: String,
    body: Vec<u8>,
}

impl Reading {
    /// Number and tag of a directorate's latest change; 0 and 0 before the first.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn feed_head(&mut self, directorate: DirectorateId) -> Result<(u64, u32), DbError> {
        let head: Option<i64> =
            query_scalar("select seq from change_counters where directorate = $1")
                .bind(directorate.0)
                .fetch_optional(self.connection())
                .await?;
        let head = head.unwrap_or_default().cast_unsigned();
        let tag = self.feed_tag(directorate, head).await?.unwrap_or_default();
        Ok((head, tag))
    }

    /// The tag of a change.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn feed_tag(
        &mut self,
        directorate: DirectorateId,
        seq: u64,
    ) -> Result<Option<u32>, DbError> {
        let tag: Option<Natural> =
            query_scalar("select tag from changes where directorate = $1 and seq = $2 limit 1")
                .bind(directorate.0)
                .bind(seq.cast_signed())
                .fetch_optional(self.connection())
                .await?;
        Ok(tag.map(|Natural(tag)| tag))
    }

    /// The changes after number `after` that are visible in `scopes`, up to about `budget` bytes
    /// of bodies. Cut only between change numbers: what was one transaction travels as one.
    ///
    /// # Errors
    /// When the database fails or holds what means nothing.
    pub async fn feed_after(
        &mut self,
        directorate: DirectorateId,
        after: u64,
        scopes: &[Scope],
        budget: usize,
    ) -> Result<FeedPiece, DbError> {
        let mut piece = FeedPiece::default();
        let mut size = 0;
        let sql = format!(
            "select seq, tag, scope, op, body from changes
             where directorate = $1 and seq > $2 and scope in ({})
             order by seq, place",
            self.dialect().ids_at(3)
        );
        let mut rows = query_as::<ChangeRow>(AssertSqlSafe(sql))
            .bind(directorate.0)
            .bind(after.cast_signed())
            .bind(Ids::new(scopes.iter().map(Scope::id)))
            .fetch(self.connection())?;
        while let Some(row) = rows.try_next().await? {
            let seq = row.seq.cast_unsigned();
            if size > budget && piece.last.is_some_and(|(known, _)| known != seq) {
                piece.cut = true;
                break;
            }
            // The identities around a body take about as much as this.
            size += row.body.len() + 24;
            piece.last = Some((seq, row.tag));
            piece.changes.push(read_change(&row, scopes)?);
        }
        Ok(piece)
    }
}

impl Writing {
    /// Numbers changes and adds them to the feed, all under one number. Nothing that a device holds
    /// may be written in this unit of work afterwards: the number is taken last, so that no reader
    /// can ever see a number whose predecessors are not committed.
    ///
    /// # Errors
    /// When the database fails or the disk is full.
    pub async fn add_changes(
        &mut self,
        directorate: DirectorateId,
        tag: u32,
        changes: &[Change],
    ) -> Result<(), DbError> {
        if changes.is_empty() {
            return Ok(());
        }
        self.news.numbered.insert(directorate);
        let seq: i64 = query_scalar(
            "insert into change_counters (directorate, seq) values ($1, 1)
             on conflict (directorate) do update set seq = change_counters.seq + 1
             returning seq",
        )
        .bind(directorate.0)
        .fetch_one(self.connection())
        .await?;
        for (place, change) in (0_i64..).zip(changes) {
            let (scope, op, body) = match change {
                Change::Put(scope, record) => (scope, "put", postcard::to_allocvec(record)),
                Change::Remove(scope, key) => (scope, "remove", postcard::to_allocvec(key)),
            };
            query(
                "insert into changes (directorate, seq, place, tag, scope, op, body)
                 values ($1, $2, $3, $4, $5, $6, $7)",
            )
            .bind(directorate.0)
            .bind(seq)
            .bind(place)
            .bind(tag)
            .bind(scope.id())
            .bind(op)
            .bind(body.map_err(|_| DbError::Meaningless("changes.body"))?)
            .execute(self.connection())
            .await?;
        }
        Ok(())
    }
}

/// The change of a row that was found for one of these scopes.
fn read_change(row: &ChangeRow, scopes: &[Scope]) -> Result<Change, DbError> {
    let scope = *scopes
        .iter()
        .find(|scope| scope.id() == row.scope)
        .ok_or(DbError::Meaningless("changes.scope"))?;
    let change = if row.op == "put" {
        postcard::from_bytes(&row.body).map(|record| Change::Put(scope, record))
    } else {
        postcard::from_bytes(&row.body).map(|key| Change::Remove(scope, key))
    };
    change.map_err(|_| DbError::Meaningless("changes.body"))
}
