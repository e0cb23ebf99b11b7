//! Signatories who follow their own request: who they are, their session, and what they do.

mod proof;
mod shown;

use super::Office;
use crate::auth::Token;
use crate::clock::HOUR;
use crate::db::{Action, ListedSlot};
use crate::db::{DbError, Reading, Writing};
use crate::randomness;
use crate::signatory::{Chosen, Corrected, OwnRequests, SignatoryError};
use crate::sync::{decide, load};
use ::sync::Outcome;
use ::sync::wire::Change;
use app::pages::own::{ContactDraft, FileShown, Proof, SlotShown};
use async_trait::async_trait;
use domain::code::ReceiptCode;
use domain::command::PlanInterview;
use domain::contact::Contact;
use domain::id::{DirectorateId, InterviewId, OfferedSlotId, SignatoryId};
use domain::interview::{Interview, InterviewEvent, InterviewState, Missed, Slot};
use domain::path::{Standing, standing};
use domain::person::Signatory;
use domain::time::Instant;
use domain::{Command, Context, Refusal, State};
use shown::{contact_shown, file_shown, slot_shown};
use std::sync::Arc;

/// How long a session lasts, in milliseconds.
const SESSION_LASTS: i64 = HOUR / 2;
/// Until so long before it begins an interview can be chosen, moved or called off here.
const NOTICE: i64 = 2 * HOUR;
/// Most times offered on one page: a choice, and not a calendar.
const SLOTS_SHOWN: usize = 16;

/// What the signatory's own pages need of the server.
pub struct SignatoryDesk {
    office: Arc<Office>,
}

impl SignatoryDesk {
    /// On this server.
    #[must_use]
    pub const fn new(office: Arc<Office>) -> Self {
        Self { office }
    }

    async fn read(&self, token: &Token) -> Result<(Reading, Owner), SignatoryError> {
        let mut unit = self.office.store.read().await?;
        let owner = Owner::of(&mut unit, token, self.office.now()).await?;
        Ok((unit, owner))
    }

    async fn write(&self, token: &Token) -> Result<(Writing, Owner), SignatoryError> {
        // Who has no session makes nobody wait.
        let _ = self.read(token).await?;
        let mut unit = self.office.store.write().await?;
        let owner = Owner::of(&mut unit, token, self.office.now()).await?;
        Ok((unit, owner))
    }

    /// Carries out a command of the person, with the version of its subject that they saw. Where
    /// it is refused, nothing is written.
    async fn carry_out(
        &self,
        mut unit: Writing,
        owner: Owner,
        command: &Command,
        base: u32,
        action: Action,
    ) -> Result<Result<(), Refusal>, SignatoryError> {
        let now = self.office.now();
        let context = Context { author: None, claimed_at: now, base };
        let decided = decide(&mut unit, owner.directorate, command, &context, now).await?;
        match decided.outcome {
            Outcome::Applied => {}
            Outcome::Nothing | Outcome::Duplicate => return Ok(Ok(())),
            Outcome::Held(refusal) => return Ok(Err(refusal)),
            Outcome::Conflict(_) => return Err(SignatoryError::Internal),
        }
        let subject = Some(owner.person.0);
        unit.audit(now, owner.directorate, None, action, subject, None).await?;
        self.finish(unit, owner.directorate, &decided.changes).await?;
        Ok(Ok(()))
    }

    async fn finish(
        &self,
        mut unit: Writing,
        directorate: DirectorateId,
        changes: &[Change],
    ) -> Result<(), SignatoryError> {
        let tag = randomness::bytes(&*self.office.randomness).map_err(DbError::from)?;
        unit.add_changes(directorate, u32::from_le_bytes(tag), changes).await?;
        Ok(unit.commit().await?)
    }

    async fn shown(&self, token: &Token, fresh: &Contact) -> Result<FileShown, SignatoryError> {
        let (mut unit, owner) = self.read(token).await?;
        let now = self.office.now();
        let file = File::load(&mut unit, owner.person, now).await?;
        Ok(file_shown(&file, fresh))
    }
}

#[async_trait]
impl OwnRequests for SignatoryDesk {
    async fn open(
        &self,
        code: ReceiptCode,
        proof: &Proof,
    ) -> Result<Option<Token>, SignatoryError> {
        let now = self.office.now();
        let owner = self.office.store.read().await?.receipt_owner(code).await?;
        let fits = proof::fits(owner.as_ref(), proof);
        let Some(owner) = owner.filter(|_| fits) else { return Ok(None) };
        let token = Token::draw(&*self.office.randomness).map_err(DbError::from)?;
        let mut unit = self.office.store.write().await?;
        let until = now.plus(SESSION_LASTS);
        unit.open_signatory_session(&token.hash(), owner.signatory, now, until).await?;
        let (action, subject) = (Action::OwnFileOpened, Some(owner.signatory.0));
        unit.audit(now, owner.directorate, None, action, subject, None).await?;
        unit.commit().await?;
        Ok(Some(token))
    }

    async fn close(&self, token: &Token) -> Result<(), SignatoryError> {
        let mut unit = self.office.store.write().await?;
        unit.end_signatory_session(&token.hash()).await?;
        Ok(unit.commit().await?)
    }

    async fn file(&self, token: &Token) -> Result<FileShown, SignatoryError> {
        self.shown(token, &Contact::default()).await
    }

    async fn correct(
        &self,
        token: &Token,
        draft: ContactDraft,
    ) -> Result<Corrected, SignatoryError> {
        let (mut unit, owner) = self.write(token).await?;
        let known = unit.signatory(owner.person).await?.ok_or(SignatoryError::Internal)?;
        let command = Command::CorrectContact {
            signatory: owner.person,
            contact: merged(&known, &draft.contact),
        };
        let action = Action::OwnContactCorrected;
        let shown = || contact_shown(&known, &Contact::default());
        Ok(match self.carry_out(unit, owner, &command, draft.version, action).await? {
            Ok(()) => Corrected::Done(self.shown(token, &draft.contact).await?),
            Err(Refusal::ChangedMeanwhile) => Corrected::Changed(shown()),
            Err(Refusal::NoWayToReach) => Corrected::Unreachable(shown()),
            Err(_) => return Err(SignatoryError::Internal),
        })
    }

    async fn slots(&self, token: &Token) -> Result<Option<Vec<SlotShown>>, SignatoryError> {
        let (mut unit, owner) = self.read(token).await?;
        let file = File::load(&mut unit, owner.person, self.office.now()).await?;
        if file.turn().is_none() {
            return Ok(None);
        }
        Ok(Some(file.free().take(SLOTS_SHOWN).map(slot_shown).collect()))
    }

    async fn choose(&self, token: &Token, slot: OfferedSlotId) -> Result<Chosen, SignatoryError> {
        let now = self.office.now();
        let (mut unit, owner) = self.write(token).await?;
        let file = File::load(&mut unit, owner.person, now).await?;
        let Some(wanted) = file.slots.iter().find(|it| it.slot.id == slot) else {
            return Ok(Chosen::Gone);
        };
        // Sent twice, it is planned once.
        if file.planned().is_some_and(|it| is_at(it, wanted)) {
            return Ok(Chosen::Done(file_shown(&file, &Contact::default())));
        }
        let fresh = randomness::identity(&*self.office.randomness, now).map_err(DbError::from)?;
        let Some((command, base)) = file.planning(wanted, InterviewId(fresh)) else {
            return Ok(Chosen::NotNow(file_shown(&file, &Contact::default())));
        };
        let action = Action::OwnInterviewChanged;
        Ok(match self.carry_out(unit, owner, &command, base, action).await? {
            Ok(()) => Chosen::Done(self.file(token).await?),
            Err(Refusal::SlotTaken) => Chosen::Gone,
            Err(_) => Chosen::NotNow(self.file(token).await?),
        })
    }

    async fn cancel(
        &self,
        token: &Token,
        version: u32,
    ) -> Result<(FileShown, bool), SignatoryError> {
        let now = self.office.now();
        let (mut unit, owner) = self.write(token).await?;
        let file = File::load(&mut unit, owner.person, now).await?;
        let Some(planned) = file.planned() else {
            // Sent twice, it was called off once.
            let last = file.last_interview().map(Interview::state);
            let done = last == Some(InterviewState::Missed(Missed::Excused));
            return Ok((file_shown(&file, &Contact::default()), done));
        };
        if planned.version != version || !file.is_changeable(planned) {
            return Ok((file_shown(&file, &Contact::default()), false));
        }
        let command = Command::FollowInterview {
            signatory: owner.person,
            interview: planned.id,
            event: InterviewEvent::Missed(Missed::Excused),
        };
        let action = Action::OwnInterviewChanged;
        let done = self.carry_out(unit, owner, &command, version, action).await?.is_ok();
        Ok((self.file(token).await?, done))
    }

    async fn withdraw(&self, token: &Token) -> Result<FileShown, SignatoryError> {
        let (unit, owner) = self.write(token).await?;
        let command = Command::WithdrawPerson { signatory: owner.person };
        let withdrawn = self.carry_out(unit, owner, &command, 0, Action::OwnWithdrawal).await?;
        withdrawn.map_err(|_| SignatoryError::Internal)?;
        self.file(token).await
    }
}

/// Whose session it is.
#[derive(Clone, Copy)]
struct Owner {
    person: SignatoryId,
    directorate: DirectorateId,
}

impl Owner {
    async fn of(unit: &mut Reading, token: &Token, now: Instant) -> Result<Self, SignatoryError> {
        let found = unit.signatory_session(&token.hash(), now).await?;
        let (person, directorate) = found.ok_or(SignatoryError::Closed)?;
        Ok(Self { person, directorate })
    }
}

/// The contact with what was entered in place of what is known; what was left empty stays.
fn merged(known: &Signatory, entered: &Contact) -> Contact {
    let (entered, known) = (entered.clone(), known.contact.clone());
    Contact {
        phone: entered.phone.or(known.phone),
        email: entered.email.or(known.email),
        preferred: entered.preferred.or(known.preferred),
    }
}

fn is_at(interview: &Interview, wanted: &ListedSlot) -> bool {
    interview.adviser == wanted.slot.adviser
        && interview.slot().is_some_and(|slot| slot.starts_at == wanted.slot.starts_at)
}

/// A person's file with the times offered to them, as of one moment.
struct File {
    person: Signatory,
    state: State,
    slots: Vec<ListedSlot>,
    now: Instant,
}

/// What choosing a time comes to.
enum Turn<'a> {
    /// The first interview, or the first with this adviser.
    Plan,
    /// A new time for this one, with the same adviser.
    Move(&'a Interview),
}

impl File {
    async fn load(unit: &mut Reading, id: SignatoryId, now: Instant) -> Result<Self, DbError> {
        let state = load(unit, &Command::WithdrawPerson { signatory: id }).await?;
        let gone = DbError::Meaningless("signatory_sessions.signatory");
        let Some(person) = state.signatory(id).cloned() else { return Err(gone) };
        let slots = unit.slots_for(id, now.plus(NOTICE)).await?;
        Ok(Self { person, state, slots, now })
    }

    fn standing(&self) -> Standing {
        standing(&self.state, self.person.id)
    }

    fn planned(&self) -> Option<&Interview> {
        let planned = |it: &&Interview| it.state() == InterviewState::Planned;
        self.state.interviews_of(self.person.id).find(planned)
    }

    fn last_interview(&self) -> Option<&Interview> {
        self.state.interviews_of(self.person.id).last()
    }

    /// Whether there is still time to change an interview without the team.
    fn is_changeable(&self, interview: &Interview) -> bool {
        interview.slot().is_some_and(|slot| slot.starts_at >= self.now.plus(NOTICE))
    }

    /// What choosing a time would come to; `None` where it is not the person's turn. A date that
    /// was given (a summons) is called off, but not moved.
    fn turn(&self) -> Option<Turn<'_>> {
        if let Some(planned) = self.planned() {
            let summoned = planned.slot().is_some_and(|slot| slot.summoned);
            let free = self.is_changeable(planned) && !summoned;
            return free.then_some(Turn::Move(planned));
        }
        matches!(self.standing(), Standing::InterviewToPlan(_) | Standing::InterviewMissed(_))
            .then_some(Turn::Plan)
    }

    /// The times that can be chosen now, by time. An interview stays with its adviser.
    fn free(&self) -> impl Iterator<Item = &ListedSlot> {
        let turn = self.turn();
        let possible = turn.is_some();
        let adviser = match turn {
            Some(Turn::Move(interview)) => Some(interview.adviser),
            _ => None,
        };
        self.slots.iter().filter(move |it| {
            possible && !it.taken && adviser.is_none_or(|adviser| adviser == it.slot.adviser)
        })
    }

    /// The command that chooses a time, with the version of its subject; `None` where it is not
    /// the person's turn.
    fn planning(&self, wanted: &ListedSlot, fresh: InterviewId) -> Option<(Command, u32)> {
        let signatory = self.person.id;
        let turn = self.turn()?;
        // An interpreter who was needed is needed at any time.
        let before = self.last_interview().and_then(Interview::slot);
        let slot = Slot {
            starts_at: wanted.slot.starts_at,
            minutes: wanted.slot.minutes,
            mode: wanted.slot.mode,
            place: wanted.slot.place.clone(),
            interpreter: before.map(|slot| slot.interpreter.clone()).unwrap_or_default(),
            summoned: false,
        };
        let follow = |interview: &Interview, slot| {
            let (interview, base) = (interview.id, interview.version);
            let event = InterviewEvent::Planned(slot);
            (Command::FollowInterview { signatory, interview, event }, base)
        };
        let missed = |it: &&Interview| {
            it.adviser == wanted.slot.adviser && matches!(it.state(), InterviewState::Missed(_))
        };
        match turn {
            Turn::Move(interview) if interview.adviser == wanted.slot.adviser => {
                Some(follow(interview, slot))
            }
            Turn::Move(_) => None,
            Turn::Plan => {
                if let Some(interview) = self.last_interview().filter(missed) {
                    return Some(follow(interview, slot));
                }
                let stands = self.state.interests_of(signatory).filter(|it| it.withdrawn.is_none());
                let interest = stands.last()?.id;
                let adviser = wanted.slot.adviser;
                let plan = PlanInterview { id: fresh, signatory, interest, adviser, slot };
                Some((Command::PlanInterview(plan), 0))
            }
        }
    }
}
