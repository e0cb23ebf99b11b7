//! What waits for a person's look: shown with what the rules of today say of it, answered, adopted,
//! closed.

use super::Desk;
use super::wanted::wanted;
use crate::db::{Action, DbError, OpenCommand, Reading, Writing};
use crate::sync::{about, decide, forbidden, load};
use app::api::ApiError;
use app::api::attention::{Adoption, Answered, AttentionRow};
use domain::attendance::Attendance;
use domain::id::{ClientId, UserId};
use domain::{Command, Context, Decision, RecordKey};
use sync::server::About;
use sync::wire::{Change, Settled};
use sync::{Envelope, Outcome};

impl Desk {
    pub(super) async fn open_commands(&self) -> Result<Vec<AttentionRow>, ApiError> {
        let mut unit = self.office.store.read().await?;
        let mut rows = Vec::new();
        for found in unit.open_commands(self.sight()).await? {
            rows.push(self.with_words(&mut unit, found).await?);
        }
        Ok(rows)
    }

    /// A row with what was wanted, and what the rules of today say of it.
    async fn with_words(
        &self,
        unit: &mut Reading,
        found: OpenCommand,
    ) -> Result<AttentionRow, DbError> {
        let mut row = found.row;
        if let (Outcome::Held(_), Ok(command)) = (&row.outcome, found.envelope.open()) {
            row.wanted = wanted(unit, self.directorate(), &command).await?;
            let context = as_entered(found.author, &found.envelope);
            let entry = (found.author, &found.envelope);
            row.adoption = Some(match sent_since(unit, found.in_quarantine, entry).await? {
                Some(Outcome::Held(refusal)) => Adoption::Refused(refusal),
                Some(Outcome::Conflict(_)) => Adoption::Marked,
                Some(Outcome::Applied | Outcome::Nothing | Outcome::Duplicate) => Adoption::Already,
                None => self.adoption(unit, &command, &context).await?,
            });
        }
        Ok(row)
    }

    /// What the rules would say if what was refused came now, with the rights of this account.
    async fn adoption(
        &self,
        unit: &mut Reading,
        command: &Command,
        context: &Context,
    ) -> Result<Adoption, DbError> {
        let subject = about(unit, command).await?;
        if let Some(refusal) = forbidden(unit, &self.account, command, subject).await? {
            return Ok(Adoption::Refused(refusal));
        }
        let state = load(unit, command).await?;
        Ok(match domain::apply(&state, command, context) {
            Decision::Change(_) => Adoption::Possible,
            Decision::Nothing => Adoption::Already,
            Decision::Conflict(_) => Adoption::Marked,
            Decision::Refused(refusal) => Adoption::Refused(refusal),
        })
    }

    pub(super) async fn close(&self, client: ClientId, seq: u64) -> Result<(), ApiError> {
        let mut unit = self.office.store.write().await?;
        self.close_in(&mut unit, client, seq).await?;
        let (now, user) = (self.office.now(), Some(self.account.id));
        let action = Action::AttentionClosed;
        unit.audit(now, self.directorate(), user, action, Some(client.0), None).await?;
        unit.commit().await?;
        Ok(())
    }

    async fn close_in(
        &self,
        unit: &mut Writing,
        client: ClientId,
        seq: u64,
    ) -> Result<(), ApiError> {
        let (now, user) = (self.office.now(), self.account.id);
        let closed = unit.close_command(self.sight(), client, seq, user, now).await?;
        if closed { Ok(()) } else { Err(ApiError::NotFound) }
    }

    /// Answers a conflict by an ordinary command of this account, on the version that was shown.
    pub(super) async fn choose(
        &self,
        client: ClientId,
        seq: u64,
        mark: Option<Attendance>,
        version: u32,
    ) -> Result<Answered, ApiError> {
        let mut unit = self.office.store.write().await?;
        let question = unit.open_command(self.sight(), client, seq).await?;
        let question = question.ok_or(ApiError::NotFound)?;
        let how = Settled::Marked(mark);
        if let Some(told) = self.told(&question, how) {
            return Ok(told);
        }
        let (Outcome::Conflict(_), Ok(entered)) = (&question.row.outcome, question.envelope.open())
        else {
            return Err(ApiError::NotFound);
        };
        let RecordKey::RosterEntry(intervention, signatory) = entered.subject() else {
            return Err(ApiError::NotFound);
        };
        let answers = question.envelope.hash();
        let command = Command::SettleAttendance { intervention, signatory, mark, answers };
        let subject = About { intervention: Some(intervention), signatory: Some(signatory) };
        if forbidden(&mut unit, &self.account, &command, subject).await?.is_some() {
            return Err(ApiError::NotFound);
        }
        let context =
            Context { author: Some(self.account.id), claimed_at: self.office.now(), base: version };
        let stands = question.row.line.is_some_and(|line| line.version == version);
        self.carry_out(unit, (client, seq), (&command, subject, &context), (stands, how)).await
    }

    /// Has carried out what was refused, in the name of who entered it, on this account's word.
    pub(super) async fn adopt(&self, client: ClientId, seq: u64) -> Result<Answered, ApiError> {
        let mut unit = self.office.store.write().await?;
        let refused = unit.open_command(self.sight(), client, seq).await?;
        let refused = refused.ok_or(ApiError::NotFound)?;
        if let Some(told) = self.told(&refused, Settled::Adopted) {
            return Ok(told);
        }
        let (Outcome::Held(_), Ok(command)) = (&refused.row.outcome, refused.envelope.open())
        else {
            return Err(ApiError::NotFound);
        };
        let entry = (refused.author, &refused.envelope);
        // What was entered after it would be overwritten by the same entry once more.
        if sent_since(&mut unit, refused.in_quarantine, entry).await?.is_some() {
            return Ok(Answered::Changed);
        }
        let context = as_entered(refused.author, &refused.envelope);
        let subject = about(&mut *unit, &command).await?;
        let allowed = forbidden(&mut unit, &self.account, &command, subject).await?.is_none();
        let what = (&command, subject, &context);
        self.carry_out(unit, (client, seq), what, (allowed, Settled::Adopted)).await
    }

    /// What is answered where somebody was quicker. Who presses twice has done it once.
    fn told(&self, known: &OpenCommand, how: Settled) -> Option<Answered> {
        match (&known.row.settled, &known.closed_by) {
            (Some(settlement), _) => {
                let own = settlement.how == how && settlement.by == self.account.display_name;
                Some(if own { Answered::Done } else { Answered::Settled(settlement.clone()) })
            }
            (None, Some(by)) => Some(Answered::Closed(by.clone())),
            (None, None) => None,
        }
    }

    /// Decides a command and notes that it settles an entry, all or nothing.
    async fn carry_out(
        &self,
        mut unit: Writing,
        (client, seq): (ClientId, u64),
        (command, subject, context): (&Command, About, &Context),
        (possible, how): (bool, Settled),
    ) -> Result<Answered, ApiError> {
        if !possible {
            return Ok(Answered::Changed);
        }
        let (now, directorate, user) = (self.office.now(), self.directorate(), self.account.id);
        let decided = decide(&mut unit, directorate, command, context, now).await?;
        if decided.outcome != Outcome::Applied {
            return Ok(Answered::Changed);
        }
        let number = i64::try_from(seq).map_err(|_| ApiError::NotFound)?;
        unit.settle((client, number), how, user, now, None).await?;
        self.close_in(&mut unit, client, seq).await?;
        let action = match how {
            Settled::Marked(_) => Action::ConflictSettled,
            Settled::Adopted => Action::EntryAdopted,
        };
        let person = subject.signatory.map(|person| person.0);
        unit.audit(now, directorate, Some(user), action, person, subject.intervention).await?;
        self.number(&mut unit, &decided.changes).await?;
        unit.commit().await?;
        Ok(Answered::Done)
    }

    async fn number(&self, unit: &mut Writing, changes: &[Change]) -> Result<(), ApiError> {
        Ok(unit.add_changes(self.directorate(), self.tag()?, changes).await?)
    }
}

/// What became of an entry in quarantine that its author has sent since.
async fn sent_since(
    unit: &mut Reading,
    in_quarantine: bool,
    (author, envelope): (UserId, &Envelope),
) -> Result<Option<Outcome>, DbError> {
    if in_quarantine { unit.decided_before(author, envelope.hash()).await } else { Ok(None) }
}

/// An entry as its author made it: adopted, it stays theirs.
const fn as_entered(author: UserId, envelope: &Envelope) -> Context {
    Context { author: Some(author), claimed_at: envelope.claimed_at, base: envelope.base }
}
