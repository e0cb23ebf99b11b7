//! Records of the domain by their keys: what a command loads, and what it leaves behind.

use super::{Reading, Writing};
use crate::db::DbError;
use domain::id::{DirectorateId, InterventionId};
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

    /// Everything of one visit: itself, its list, the people on it, the interests given there.
    ///
    /// # Errors
    /// When the database fails or holds what means nothing.
    pub async fn scope_records(
        &mut self,
        intervention: InterventionId,
    ) -> Result<Vec<Record>, DbError> {
        let mut records = Vec::new();
        records.extend(self.intervention(intervention).await?.map(Record::Intervention));
        records.extend(self.signatories_of(intervention).await?.into_iter().map(Record::Signatory));
        records.extend(self.roster_of(intervention).await?.into_iter().map(Record::RosterEntry));
        records.extend(self.interests_of(intervention).await?.into_iter().map(Record::Interest));
        Ok(records)
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
        }
    }
}
