//! Records of the domain by their keys: what a command loads, and what it leaves behind.

use super::events::Whose;
use super::{Reading, Writing};
use crate::db::DbError;
use ::sync::Scope;
use domain::id::{DirectorateId, InterventionId, SignatoryId};
use domain::time::Instant;
use domain::{Record, RecordKey, State};

impl Reading {
    /// One record, if there is one of this key.
    ///
    /// # Errors
    /// When the database fails or holds what means nothing.
    pub async fn record(&mut self, key: RecordKey) -> Result<Option<Record>, DbError> {
        Ok(match key {
            RecordKey::Intervention(id) => self.intervention(id).await?.map(Record::Intervention),
            RecordKey::Signatory(id) => self.signatory(id).await?.map(Record::Signatory),
            RecordKey::RosterEntry(intervention, signatory) => {
                self.roster_entry(intervention, signatory).await?.map(Record::RosterEntry)
            }
            RecordKey::Interest(id) => self.interest(id).await?.map(Record::Interest),
            RecordKey::Scheme(id) => self.scheme(id).await?.map(Record::Scheme),
            RecordKey::Interview(id) => self.interview(id).await?.map(Record::Interview),
            RecordKey::Referral(id) => self.referral(id).await?.map(Record::Referral),
        })
    }

    /// The records of these keys, as far as there are any.
    ///
    /// # Errors
    /// When the database fails or holds what means nothing.
    pub async fn state(&mut self, keys: &[RecordKey]) -> Result<State, DbError> {
        let mut state = State::default();
        for key in keys {
            if let Some(record) = self.record(*key).await? {
                state.put(record);
            }
        }
        Ok(state)
    }

    /// The file of a person: the person, their interests, interviews and referrals.
    ///
    /// # Errors
    /// When the database fails or holds what means nothing.
    pub async fn file_records(&mut self, person: SignatoryId) -> Result<Vec<Record>, DbError> {
        let mut records = Vec::new();
        records.extend(self.signatory(person).await?.map(Record::Signatory));
        records.extend(self.interests_by(person).await?.into_iter().map(Record::Interest));
        records.extend(self.followed(Whose::Person(person)).await?);
        Ok(records)
    }

    /// Everything that is visible in a scope; of a visit with its people and their interviews and
    /// referrals only where so wished.
    ///
    /// # Errors
    /// When the database fails or holds what means nothing.
    pub async fn scope_records(
        &mut self,
        scope: Scope,
        with_people: bool,
    ) -> Result<Vec<Record>, DbError> {
        match scope {
            Scope::Intervention(id) => self.visit_records(id, with_people).await,
            Scope::Catalogue(id) => {
                Ok(self.schemes(id).await?.into_iter().map(Record::Scheme).collect())
            }
            Scope::File(id) => self.file_records(id).await,
        }
    }

    /// A visit, its list, and the files of the people on it, as far as they are of this visit:
    /// interests given elsewhere are left out.
    async fn visit_records(
        &mut self,
        intervention: InterventionId,
        with_people: bool,
    ) -> Result<Vec<Record>, DbError> {
        let mut records = Vec::new();
        records.extend(self.intervention(intervention).await?.map(Record::Intervention));
        records.extend(self.roster_of(intervention).await?.into_iter().map(Record::RosterEntry));
        records.extend(self.interests_of(intervention).await?.into_iter().map(Record::Interest));
        if with_people {
            let people = self.signatories_of(intervention).await?;
            records.extend(people.into_iter().map(Record::Signatory));
            records.extend(self.followed(Whose::ListOf(intervention)).await?);
        }
        Ok(records)
    }

    /// The interviews and referrals of people.
    async fn followed(&mut self, whose: Whose) -> Result<Vec<Record>, DbError> {
        let interviews = self.interviews_of(whose).await?.into_iter().map(Record::Interview);
        let referrals = self.referrals_of(whose).await?.into_iter().map(Record::Referral);
        Ok(interviews.chain(referrals).collect())
    }
}

impl Writing {
    /// Puts a record of `directorate` in place of what stood under its key.
    ///
    /// # Errors
    /// When the database fails or the disk is full.
    pub async fn put_record(
        &mut self,
        directorate: DirectorateId,
        record: &Record,
        now: Instant,
    ) -> Result<(), DbError> {
        match record {
            Record::Intervention(it) => self.put_intervention(directorate, it).await,
            Record::Signatory(it) => self.put_signatory(directorate, it).await,
            Record::RosterEntry(it) => self.put_roster_entry(it).await,
            Record::Interest(it) => self.put_interest(it, now).await,
            Record::Scheme(it) => self.put_scheme(directorate, it).await,
            Record::Interview(it) => self.put_interview(directorate, it, now).await,
            Record::Referral(it) => self.put_referral(directorate, it, now).await,
        }
    }
}
