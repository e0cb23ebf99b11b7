//! Partners who answer a referral by a link.

use super::Office;
use crate::auth::Token;
use crate::civil::day_of;
use crate::db::{Action, BoardPerson, BoardRow, PartnerLink};
use crate::db::{DbError, Reading, Writing};
use crate::partner::{Answered, Declaration, PartnerError, Referrals};
use crate::randomness;
use crate::sync::{decide, load, visible};
use ::sync::Outcome;
use ::sync::wire::Change;
use app::pages::partner::{
    BoardShown, Declared, Happened, ListedReferral, PersonShown, ReferralShown, SchemePlaces,
    SchemeShown, Step,
};
use async_trait::async_trait;
use domain::id::{DirectorateId, ReferralId, SchemeId};
use domain::referral::{DeclineReason, Referral, ReferralEvent, ReferralState};
use domain::scheme::Scheme;
use domain::time::{Day, Instant};
use domain::{Command, Context, Decision, Record, Refusal, State};
use std::sync::Arc;

/// What the partner's pages need of the server.
pub struct PartnerDesk {
    office: Arc<Office>,
}

impl PartnerDesk {
    /// On this server.
    #[must_use]
    pub const fn new(office: Arc<Office>) -> Self {
        Self { office }
    }

    /// A unit of work for a link that opens its referral now. It writes, since every look at a
    /// person's file is noted.
    async fn enter(&self, token: &Token) -> Result<(Writing, PartnerLink, Case), PartnerError> {
        let (now, hash) = (self.office.now(), token.hash());
        // A guess makes nobody wait: only who has a link gets to write.
        let link = self.office.store.read().await?.partner_link(&hash).await?;
        link.filter(|link| now < link.expires_at).ok_or(PartnerError::Closed)?;
        let mut unit = self.office.store.write().await?;
        let link = unit.partner_link(&hash).await?;
        let link = link.filter(|link| now < link.expires_at).ok_or(PartnerError::Closed)?;
        let case = Case::load(&mut unit, link.referral, now).await?;
        Ok((unit, link, case))
    }

    async fn finish(
        &self,
        mut unit: Writing,
        directorate: DirectorateId,
        changes: &[Change],
    ) -> Result<(), PartnerError> {
        let tag = randomness::bytes(&*self.office.randomness).map_err(DbError::from)?;
        unit.add_changes(directorate, u32::from_le_bytes(tag), changes).await?;
        Ok(unit.commit().await?)
    }
}

#[async_trait]
impl Referrals for PartnerDesk {
    async fn open(&self, token: &Token) -> Result<ReferralShown, PartnerError> {
        let now = self.office.now();
        let (mut unit, link, case) = self.enter(token).await?;
        if link.ended_at.is_some() || case.is_finished() {
            return Err(PartnerError::Closed);
        }
        let shown = case.shown(&mut unit, &link).await?;
        let (action, subject) = (Action::PartnerOpened, Some(link.referral.0));
        unit.audit(now, case.directorate, None, action, subject, None).await?;
        unit.commit().await?;
        Ok(shown)
    }

    async fn answer(
        &self,
        token: &Token,
        version: u32,
        event: ReferralEvent,
    ) -> Result<Answered, PartnerError> {
        let now = self.office.now();
        let (mut unit, link, case) = self.enter(token).await?;
        // Sent twice, it still happened once; also where it ended the link.
        if case.referral.events.last().is_some_and(|last| last.what == event) {
            return Ok(Answered::Already(case.shown(&mut unit, &link).await?));
        }
        if case.is_finished() {
            return Ok(Answered::Over(case.referral.state()));
        }
        if link.ended_at.is_some() {
            return Err(PartnerError::Closed);
        }
        if version != case.referral.version {
            return Ok(Answered::Changed(case.shown(&mut unit, &link).await?));
        }
        if leaves_before_entry(&case.referral, &event) {
            return Ok(Answered::BeforeEntry(case.shown(&mut unit, &link).await?));
        }
        let directorate = case.directorate;
        let context = Context { author: None, claimed_at: now, base: version };
        let command = follow(&case.referral, event);
        let decided = decide(&mut unit, directorate, &command, &context, now).await?;
        match decided.outcome {
            Outcome::Applied => {}
            Outcome::Nothing | Outcome::Duplicate => {
                return Ok(Answered::Already(case.shown(&mut unit, &link).await?));
            }
            Outcome::Held(refusal) => {
                return Ok(Answered::Refused(refusal, case.shown(&mut unit, &link).await?));
            }
            Outcome::Conflict(_) => return Err(PartnerError::Internal),
        }
        let case = Case::load(&mut unit, link.referral, now).await?;
        let shown = case.shown(&mut unit, &link).await?;
        if case.is_finished() {
            unit.end_partner_links(link.referral, now).await?;
        }
        let (action, subject) = (Action::PartnerAnswered, Some(link.referral.0));
        unit.audit(now, directorate, None, action, subject, None).await?;
        self.finish(unit, directorate, &decided.changes).await?;
        Ok(Answered::Done(shown))
    }

    async fn board(&self, token: &Token) -> Result<BoardShown, PartnerError> {
        let now = self.office.now();
        let (mut unit, link, case) = self.enter(token).await?;
        if link.ended_at.is_some() || case.is_finished() {
            return Err(PartnerError::Closed);
        }
        let organisation = case.scheme.organisation;
        let mut schemes = unit.schemes(case.directorate).await?;
        schemes.retain(|scheme| scheme.organisation == organisation);
        let rows = unit.board(organisation).await?;
        let counts = unit.board_counts(organisation).await?;
        let (action, subject) = (Action::PartnerOpened, Some(link.referral.0));
        unit.audit(now, case.directorate, None, action, subject, None).await?;
        unit.commit().await?;
        Ok(BoardShown {
            referrals: rows.into_iter().map(|row| listed(row, &case, &schemes)).collect(),
            organisation: case.scheme.organisation_name,
            schemes: schemes.into_iter().map(places).collect(),
            counts,
        })
    }

    async fn declare(
        &self,
        token: &Token,
        scheme: SchemeId,
        version: u32,
        declared: Declared,
    ) -> Result<Declaration, PartnerError> {
        let now = self.office.now();
        let (mut unit, link, case) = self.enter(token).await?;
        if link.ended_at.is_some() || case.is_finished() {
            return Err(PartnerError::Closed);
        }
        let own = unit.scheme(scheme).await?;
        let own = own.filter(|scheme| scheme.organisation == case.scheme.organisation);
        let Some(known) = own else { return Ok(Declaration::Changed) };
        let wanted = Scheme {
            // Free places come on top of those taken: nobody who is in loses theirs.
            places: Some(known.taken.saturating_add(declared.free)),
            next_intake: declared.next_intake,
            ..known.clone()
        };
        if wanted == known {
            return Ok(Declaration::Recorded);
        }
        if version != known.version {
            return Ok(Declaration::Changed);
        }
        let faults = wanted.fields().faults(known.taken);
        if faults.iter().any(|fault| fault.field() == "places") {
            return Ok(Declaration::Impossible);
        }
        let record = Record::Scheme(Scheme { version: known.version + 1, ..wanted });
        unit.put_record(case.directorate, &record, now).await?;
        let (action, subject) = (Action::PlacesDeclared, Some(scheme.0));
        unit.audit(now, case.directorate, None, action, subject, None).await?;
        let changes = visible(&mut unit, case.directorate, &State::default(), &[record]).await?;
        self.finish(unit, case.directorate, &changes).await?;
        Ok(Declaration::Recorded)
    }

    async fn ask_for_link(&self, token: &Token) -> Result<(), PartnerError> {
        let (now, hash) = (self.office.now(), token.hash());
        let Some(link) = self.office.store.read().await?.partner_link(&hash).await? else {
            return Ok(());
        };
        let mut unit = self.office.store.write().await?;
        let case = Case::load(&mut unit, link.referral, now).await?;
        if case.is_finished() || !unit.request_partner_link(link.referral, now).await? {
            return Ok(());
        }
        let (action, subject) = (Action::PartnerLinkRequested, Some(link.referral.0));
        unit.audit(now, case.directorate, None, action, subject, None).await?;
        Ok(unit.commit().await?)
    }
}

/// A referral with everything that bears on it.
struct Case {
    directorate: DirectorateId,
    referral: Referral,
    scheme: Scheme,
    state: State,
    steps: Vec<Step>,
    full: bool,
}

impl Case {
    async fn load(unit: &mut Reading, id: ReferralId, now: Instant) -> Result<Self, DbError> {
        let gone = DbError::Meaningless("partner_links.referral");
        let Some(referral) = unit.referral(id).await? else { return Err(gone) };
        let Some(directorate) = unit.directorate_of_referral(id).await? else { return Err(gone) };
        let state = load(unit, &follow(&referral, ReferralEvent::UnderReview)).await?;
        let Some(scheme) = state.scheme(referral.scheme).cloned() else { return Err(gone) };
        let (steps, full) = possible(&state, &referral, now);
        Ok(Self { directorate, referral, scheme, state, steps, full })
    }

    /// Whether the partner has nothing left to say, now or later.
    fn is_finished(&self) -> bool {
        self.steps.is_empty() && self.referral.state().is_over()
    }

    async fn shown(
        &self,
        unit: &mut Reading,
        link: &PartnerLink,
    ) -> Result<ReferralShown, DbError> {
        let events = &self.referral.events;
        let sender = events.first().and_then(|event| event.by);
        let sent_by = match sender {
            Some(user) => unit.display_name(user).await?,
            None => None,
        };
        let happened =
            events.iter().map(|it| Happened { on: day_of(it.at), what: it.what.clone() });
        let history: Vec<Happened> = happened.collect();
        Ok(ReferralShown {
            person: self.person(),
            scheme: SchemeShown {
                title: self.scheme.title.clone(),
                organisation: self.scheme.organisation_name.clone(),
                mode: self.scheme.mode,
                town: self.scheme.town.clone(),
            },
            sent_by,
            sent_on: history.first().map_or(Day(0), |first| first.on),
            history,
            state: self.referral.state(),
            version: self.referral.version,
            steps: self.steps.clone(),
            full: self.full,
            // The last day on which it opens, not the one on which it no longer does.
            valid_until: day_of(link.expires_at.plus(-1)),
        })
    }

    /// The person, while an interest of theirs stands: a consent taken back ends the partner's
    /// look at the file.
    fn person(&self) -> Option<PersonShown> {
        let person = self.state.signatory(self.referral.signatory)?;
        let interests = self.state.interests_of(person.id);
        let standing = interests.filter(|interest| interest.withdrawn.is_none()).last()?;
        Some(PersonShown {
            name: person.display_name(),
            birth_year: person.birth.map(domain::person::Birth::year),
            level: person.level,
            contact: person.contact.clone(),
            language: Some(standing.consent.language),
        })
    }
}

/// Whether a partner has nothing left to say of a referral, now or later.
///
/// # Errors
/// When the database fails or holds what means nothing.
pub(super) async fn is_finished(
    unit: &mut Reading,
    referral: &Referral,
    now: Instant,
) -> Result<bool, DbError> {
    Ok(Case::load(unit, referral.id, now).await?.is_finished())
}

fn follow(referral: &Referral, event: ReferralEvent) -> Command {
    Command::FollowReferral {
        signatory: referral.signatory,
        referral: referral.id,
        scheme: referral.scheme,
        event,
    }
}

/// What the rules would let a partner say now, and whether only the want of a place keeps the
/// person from being accepted. The rules themselves are asked, with a sample of each answer.
fn possible(state: &State, referral: &Referral, now: Instant) -> (Vec<Step>, bool) {
    let today = day_of(now);
    let context = Context { author: None, claimed_at: now, base: referral.version };
    let ask = |step: Step| domain::apply(state, &follow(referral, sample(step, today)), &context);
    let accepted = referral.state() == ReferralState::Accepted;
    let mut steps = Step::ALL.to_vec();
    steps.retain(|step| {
        // Who was never accepted cannot have been awaited.
        (*step != Step::Absent || accepted) && matches!(ask(*step), Decision::Change(_))
    });
    let full = ask(Step::Accepted) == Decision::Refused(Refusal::SchemeFull);
    (steps, full)
}

fn sample(step: Step, today: Day) -> ReferralEvent {
    match step {
        Step::UnderReview => ReferralEvent::UnderReview,
        Step::Accepted => ReferralEvent::Accepted(None),
        Step::Waitlisted => ReferralEvent::Waitlisted,
        Step::Declined => ReferralEvent::Declined(DeclineReason::NotEligible, String::new()),
        Step::Absent => ReferralEvent::Declined(DeclineReason::AbsentFromInterview, String::new()),
        Step::Entered => ReferralEvent::Entered(today),
        Step::Completed => ReferralEvent::Completed(today, None),
        Step::DroppedOut => ReferralEvent::DroppedOut(today),
    }
}

fn leaves_before_entry(referral: &Referral, event: &ReferralEvent) -> bool {
    let (ReferralEvent::Completed(left, _) | ReferralEvent::DroppedOut(left)) = event else {
        return false;
    };
    referral
        .events
        .iter()
        .any(|it| matches!(&it.what, ReferralEvent::Entered(entered) if left < entered))
}

fn places(scheme: Scheme) -> SchemePlaces {
    SchemePlaces {
        id: scheme.id,
        title: scheme.title,
        places: scheme.places,
        taken: scheme.taken,
        next_intake: scheme.next_intake,
        version: scheme.version,
    }
}

fn listed(row: BoardRow, opened: &Case, schemes: &[Scheme]) -> ListedReferral {
    let own = row.referral == opened.referral.id;
    let scheme = schemes.iter().find(|scheme| scheme.id == row.scheme);
    let name = if own {
        opened.person().map(|person| person.name)
    } else {
        row.person.as_ref().map(initials)
    };
    ListedReferral {
        name,
        own,
        scheme: scheme.map(|scheme| scheme.title.clone()).unwrap_or_default(),
        state: row.state,
        sent_on: day_of(row.sent_at),
        since: day_of(row.state_since),
    }
}

fn initials(person: &BoardPerson) -> String {
    let names = person.given_name.iter().chain([&person.family_name]);
    let letters = names.filter_map(|name| name.as_str().chars().next());
    letters.map(|letter| format!("{letter}.")).collect::<Vec<_>>().join(" ")
}
