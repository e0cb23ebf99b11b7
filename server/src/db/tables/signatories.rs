//! People and their interests.

use super::{Reading, Writing};
use crate::db::DbError;
use crate::db::rows::{InterestRow, SignatoryRow, birth_columns, folded_name, kinds_column};
use crate::db::sql::{query, query_as, query_scalar};
use domain::contact::{ContactWay, EmailAddress, PhoneNumber};
use domain::id::{DirectorateId, InterestId, InterventionId, SignatoryId};
use domain::interest::{Interest, Withdrawal};
use domain::level::CefrLevel;
use domain::person::{PersonName, Signatory};
use domain::time::Instant;
use uuid::Uuid;

impl Reading {
    /// A person.
    ///
    /// # Errors
    /// When the database fails or holds what means nothing.
    pub async fn signatory(&mut self, id: SignatoryId) -> Result<Option<Signatory>, DbError> {
        let row: Option<SignatoryRow> = query_as("select * from signatories where id = $1")
            .bind(id.0)
            .fetch_optional(self.connection())
            .await?;
        row.map(Signatory::try_from).transpose()
    }

    /// The directorate a person belongs to.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn directorate_of_signatory(
        &mut self,
        id: SignatoryId,
    ) -> Result<Option<DirectorateId>, DbError> {
        let found: Option<Uuid> = query_scalar("select directorate from signatories where id = $1")
            .bind(id.0)
            .fetch_optional(self.connection())
            .await?;
        Ok(found.map(DirectorateId))
    }

    /// The people on the list of a visit.
    ///
    /// # Errors
    /// When the database fails or holds what means nothing.
    pub async fn signatories_of(
        &mut self,
        intervention: InterventionId,
    ) -> Result<Vec<Signatory>, DbError> {
        let rows: Vec<SignatoryRow> = query_as(
            "select s.* from roster_entries r join signatories s on s.id = r.signatory
             where r.intervention = $1 order by s.id",
        )
        .bind(intervention.0)
        .fetch_all(self.connection())
        .await?;
        rows.into_iter().map(Signatory::try_from).collect()
    }

    /// All people of a directorate: those a file is compared with.
    ///
    /// # Errors
    /// When the database fails or holds what means nothing.
    pub async fn signatories_of_directorate(
        &mut self,
        directorate: DirectorateId,
    ) -> Result<Vec<Signatory>, DbError> {
        let rows: Vec<SignatoryRow> =
            query_as("select * from signatories where directorate = $1 order by id")
                .bind(directorate.0)
                .fetch_all(self.connection())
                .await?;
        rows.into_iter().map(Signatory::try_from).collect()
    }

    /// An interest.
    ///
    /// # Errors
    /// When the database fails or holds what means nothing.
    pub async fn interest(&mut self, id: InterestId) -> Result<Option<Interest>, DbError> {
        let row: Option<InterestRow> = query_as("select * from interests where id = $1")
            .bind(id.0)
            .fetch_optional(self.connection())
            .await?;
        row.map(Interest::try_from).transpose()
    }

    /// The interests given at a visit.
    ///
    /// # Errors
    /// When the database fails or holds what means nothing.
    pub async fn interests_of(
        &mut self,
        intervention: InterventionId,
    ) -> Result<Vec<Interest>, DbError> {
        let rows: Vec<InterestRow> =
            query_as("select * from interests where intervention = $1 order by id")
                .bind(intervention.0)
                .fetch_all(self.connection())
                .await?;
        rows.into_iter().map(Interest::try_from).collect()
    }

    /// The interests of a person, wherever given, the oldest first.
    ///
    /// # Errors
    /// When the database fails or holds what means nothing.
    pub async fn interests_by(&mut self, person: SignatoryId) -> Result<Vec<Interest>, DbError> {
        let rows: Vec<InterestRow> =
            query_as("select * from interests where signatory = $1 order by id")
                .bind(person.0)
                .fetch_all(self.connection())
                .await?;
        rows.into_iter().map(Interest::try_from).collect()
    }
}

impl Writing {
    pub(super) async fn put_signatory(
        &mut self,
        directorate: DirectorateId,
        person: &Signatory,
    ) -> Result<(), DbError> {
        let (birth_day, birth_year) = birth_columns(person.birth);
        query(
            "insert into signatories (id, directorate, family_name, given_name, folded_name,
                 birth_day, birth_year, phone, email, preferred, level, training_ends, origin,
                 version)
             values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)
             on conflict (id) do update set
                 family_name = excluded.family_name, given_name = excluded.given_name,
                 folded_name = excluded.folded_name, birth_day = excluded.birth_day,
                 birth_year = excluded.birth_year, phone = excluded.phone,
                 email = excluded.email, preferred = excluded.preferred, level = excluded.level,
                 training_ends = excluded.training_ends, version = excluded.version",
        )
        .bind(person.id.0)
        .bind(directorate.0)
        .bind(person.family_name.as_str())
        .bind(person.given_name.as_ref().map(PersonName::as_str))
        .bind(folded_name(&person.family_name, person.given_name.as_ref()))
        .bind(birth_day)
        .bind(birth_year)
        .bind(person.contact.phone.as_ref().map(PhoneNumber::as_str))
        .bind(person.contact.email.as_ref().map(EmailAddress::as_str))
        .bind(person.contact.preferred.map(ContactWay::code))
        .bind(person.level.map(CefrLevel::label))
        .bind(person.training_ends.map(|day| day.0))
        .bind(person.origin.code())
        .bind(person.version)
        .execute(self.connection())
        .await?;
        Ok(())
    }

    pub(super) async fn put_interest(
        &mut self,
        interest: &Interest,
        now: Instant,
    ) -> Result<(), DbError> {
        // What a person wished and agreed to is written once; only a withdrawal changes it.
        query(
            "insert into interests (id, signatory, intervention, wishes, consent_text,
                 consent_language, consent_explained, consent_given_at, origin, entered_by,
                 entered_at, received_at, receipt, withdrawn, version)
             values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)
             on conflict (id) do update set
                 withdrawn = excluded.withdrawn, version = excluded.version",
        )
        .bind(interest.id.0)
        .bind(interest.signatory.0)
        .bind(interest.intervention.0)
        .bind(kinds_column(&interest.wishes))
        .bind(interest.consent.text.0)
        .bind(interest.consent.language.tag())
        .bind(interest.consent.explained.code())
        .bind(interest.consent.given_at.0)
        .bind(interest.origin.code())
        .bind(interest.entered_by.map(|user| user.0))
        .bind(interest.entered_at.0)
        .bind(now.0)
        .bind(interest.receipt.map(|receipt| receipt.to_string()))
        .bind(interest.withdrawn.map(Withdrawal::code))
        .bind(interest.version)
        .execute(self.connection())
        .await?;
        self.gather_milestones(interest.signatory).await
    }
}
