//! The units of work of the database, as the synchronisation works with them.

use crate::db::{Action, DbError, Reading, Writing};
use ::sync::server::{self, Declared, Entry, FeedPiece, KnownClient};
use ::sync::wire::{Change, Settlement};
use ::sync::{Cursor, Outcome, Scope};
use domain::id::{ClientId, DirectorateId, InterventionId, SchemeId, SignatoryId, UserId};
use domain::interview::{Interview, Slot};
use domain::scheme::Scheme;
use domain::time::Instant;
use domain::{Record, RecordKey, State};

impl server::Reading for Reading {
    type Error = DbError;

    async fn epoch(&mut self) -> Result<u64, DbError> {
        Self::epoch(self).await
    }

    async fn head(&mut self, directorate: DirectorateId) -> Result<(u64, u32), DbError> {
        self.feed_head(directorate).await
    }

    async fn durable(&mut self, directorate: DirectorateId) -> Result<Option<Cursor>, DbError> {
        self.backed_up(directorate).await
    }

    async fn tag_of(
        &mut self,
        directorate: DirectorateId,
        seq: u64,
    ) -> Result<Option<u32>, DbError> {
        self.feed_tag(directorate, seq).await
    }

    async fn feed(
        &mut self,
        directorate: DirectorateId,
        after: u64,
        scopes: &[Scope],
        budget: usize,
    ) -> Result<FeedPiece, DbError> {
        self.feed_after(directorate, after, scopes, budget).await
    }

    async fn scope_records(
        &mut self,
        scope: Scope,
        with_people: bool,
    ) -> Result<Vec<Record>, DbError> {
        Self::scope_records(self, scope, with_people).await
    }

    async fn lists_of(
        &mut self,
        scope: Scope,
    ) -> Result<Vec<(SignatoryId, InterventionId)>, DbError> {
        match scope {
            Scope::Intervention(visit) => self.lists_of_those_at(visit).await,
            Scope::File(person) => {
                let visits = self.visits_of(person).await?;
                Ok(visits.into_iter().map(|visit| (person, visit)).collect())
            }
            Scope::Catalogue(_) => Ok(Vec::new()),
        }
    }

    async fn client(&mut self, id: ClientId) -> Result<Option<KnownClient>, DbError> {
        Self::client(self, id).await
    }

    async fn decided(
        &mut self,
        client: ClientId,
        seq: u64,
    ) -> Result<Option<(u64, Outcome)>, DbError> {
        Self::decided(self, client, seq).await
    }

    async fn decided_before(
        &mut self,
        author: UserId,
        hash: u64,
    ) -> Result<Option<Outcome>, DbError> {
        Self::decided_before(self, author, hash).await
    }

    async fn state(&mut self, keys: &[RecordKey]) -> Result<State, DbError> {
        Self::state(self, keys).await
    }

    async fn file(&mut self, person: SignatoryId) -> Result<Vec<Record>, DbError> {
        self.file_records(person).await
    }

    async fn scheme(&mut self, id: SchemeId) -> Result<Option<Scheme>, DbError> {
        Self::scheme(self, id).await
    }

    async fn interviews_during(
        &mut self,
        adviser: UserId,
        slot: &Slot,
    ) -> Result<Vec<Interview>, DbError> {
        Self::interviews_during(self, adviser, slot).await
    }

    async fn settlement(
        &mut self,
        author: UserId,
        entry: u64,
    ) -> Result<Option<Settlement>, DbError> {
        Self::settlement(self, author, entry).await
    }

    async fn name(&mut self, user: UserId) -> Result<Option<String>, DbError> {
        self.display_name(user).await
    }

    async fn visits_of(&mut self, person: SignatoryId) -> Result<Vec<InterventionId>, DbError> {
        Self::visits_of(self, person).await
    }
}

impl server::Writing for Writing {
    type Reading = Reading;

    async fn meet(
        &mut self,
        client: ClientId,
        user: UserId,
        declared: Declared,
        now: Instant,
    ) -> Result<(), DbError> {
        self.meet_client(client, user, declared, now).await
    }

    async fn put(
        &mut self,
        directorate: DirectorateId,
        record: &Record,
        now: Instant,
    ) -> Result<(), DbError> {
        self.put_record(directorate, record, now).await
    }

    /// Each decided command has its row in the log and its row in the audit. An answer that was
    /// carried out, or was so already, settles the question.
    async fn keep(&mut self, entry: &Entry<'_>) -> Result<(), DbError> {
        self.log_command(entry).await?;
        if matches!(entry.outcome, Outcome::Applied | Outcome::Nothing) {
            self.note_answer(entry).await?;
        }
        let action = match entry.outcome {
            Outcome::Applied | Outcome::Nothing | Outcome::Duplicate => Action::CommandApplied,
            Outcome::Conflict(_) => Action::CommandConflict,
            Outcome::Held(_) => Action::CommandHeld,
        };
        let person = entry.about.signatory.map(|id| id.0);
        let actor = Some(entry.author);
        let visit = entry.about.intervention;
        self.audit(entry.received_at, entry.directorate, actor, action, person, visit).await
    }

    async fn number(
        &mut self,
        directorate: DirectorateId,
        tag: u32,
        changes: &[Change],
    ) -> Result<(), DbError> {
        self.add_changes(directorate, tag, changes).await
    }

    async fn commit(self) -> Result<(), DbError> {
        Self::commit(self).await
    }
}
