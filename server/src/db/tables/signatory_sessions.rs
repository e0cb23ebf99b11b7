//! Sessions of people who follow their own request, and what a receipt's code leads to.

use super::{Reading, Writing};
use crate::db::DbError;
use crate::db::rows::{birth, phone};
use crate::db::sql::{query, query_as};
use domain::code::ReceiptCode;
use domain::contact::PhoneNumber;
use domain::id::{DirectorateId, SignatoryId};
use domain::person::Birth;
use domain::time::Instant;
use sqlx::FromRow;
use uuid::Uuid;

/// Whom a receipt belongs to, with what they can show that it is theirs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReceiptOwner {
    /// The person.
    pub signatory: SignatoryId,
    /// Their directorate.
    pub directorate: DirectorateId,
    /// Birth, as far as known.
    pub birth: Option<Birth>,
    /// Telephone, if known.
    pub phone: Option<PhoneNumber>,
}

#[derive(FromRow)]
struct OwnerRow {
    id: Uuid,
    directorate: Uuid,
    birth_day: Option<i32>,
    birth_year: Option<i16>,
    phone: Option<String>,
}

impl Reading {
    /// Whom a receipt belongs to. One whose interest was entered by mistake belongs to nobody.
    ///
    /// # Errors
    /// When the database fails or holds what means nothing.
    pub async fn receipt_owner(
        &mut self,
        code: ReceiptCode,
    ) -> Result<Option<ReceiptOwner>, DbError> {
        // Forty random bits: should two ever be the same, the first keeps its own.
        let row: Option<OwnerRow> = query_as(
            "select s.id, s.directorate, s.birth_day, s.birth_year, s.phone
             from interests i join signatories s on s.id = i.signatory
             where i.receipt = $1 and i.withdrawn is distinct from 'mistake'
             order by i.received_at limit 1",
        )
        .bind(code.to_string())
        .fetch_optional(self.connection())
        .await?;
        row.map(|row| {
            Ok(ReceiptOwner {
                signatory: SignatoryId(row.id),
                directorate: DirectorateId(row.directorate),
                birth: birth(row.birth_day, row.birth_year),
                phone: row.phone.as_deref().map(phone).transpose()?,
            })
        })
        .transpose()
    }

    /// The person of a session that has not ended, with their directorate.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn signatory_session(
        &mut self,
        token_hash: &[u8; 32],
        now: Instant,
    ) -> Result<Option<(SignatoryId, DirectorateId)>, DbError> {
        let row: Option<(Uuid, Uuid)> = query_as(
            "select s.id, s.directorate
             from signatory_sessions t join signatories s on s.id = t.signatory
             where t.token_hash = $1 and t.expires_at > $2",
        )
        .bind(token_hash.as_slice())
        .bind(now.0)
        .fetch_optional(self.connection())
        .await?;
        Ok(row.map(|(person, directorate)| (SignatoryId(person), DirectorateId(directorate))))
    }
}

impl Writing {
    /// Opens a session, and sweeps out those that have ended.
    ///
    /// # Errors
    /// When the database fails or the disk is full.
    pub async fn open_signatory_session(
        &mut self,
        token_hash: &[u8; 32],
        signatory: SignatoryId,
        now: Instant,
        expires_at: Instant,
    ) -> Result<(), DbError> {
        query("delete from signatory_sessions where expires_at <= $1")
            .bind(now.0)
            .execute(self.connection())
            .await?;
        query(
            "insert into signatory_sessions (token_hash, signatory, created_at, expires_at)
             values ($1, $2, $3, $4)",
        )
        .bind(token_hash.as_slice())
        .bind(signatory.0)
        .bind(now.0)
        .bind(expires_at.0)
        .execute(self.connection())
        .await?;
        Ok(())
    }

    /// Ends a session.
    ///
    /// # Errors
    /// When the database fails or the disk is full.
    pub async fn end_signatory_session(&mut self, token_hash: &[u8; 32]) -> Result<(), DbError> {
        query("delete from signatory_sessions where token_hash = $1")
            .bind(token_hash.as_slice())
            .execute(self.connection())
            .await?;
        Ok(())
    }
}
