//! What becomes of one interested person in the demo: every step through the same rules as for
//! real people, each at its own time, none after today. What the rules refuse did not happen.

use super::DemoError;
use super::draw::Draw;
use super::territory::Territory;
use crate::civil::day_of;
use crate::clock::{DAY, HOUR};
use crate::db::Writing;
use crate::sync::decide;
use ::sync::Outcome;
use domain::command::{PlanInterview, SendReferral};
use domain::id::{InterviewId, ReferralId, UserId};
use domain::interest::Interest;
use domain::intervention::Mode;
use domain::interview::{Barrier, Findings, InterviewEvent, Missed, Slot};
use domain::level::CefrLevel;
use domain::person::Signatory;
use domain::referral::{DeclineReason, ReferralEvent};
use domain::scheme::{Scheme, SchemeKind};
use domain::time::Instant;
use domain::{Command, Context};

/// After how many days a partner who does not answer is not waited for any more.
const EXPIRES: i64 = 30;

/// What a person's way takes place in.
pub(super) struct Way<'a> {
    pub(super) unit: &'a mut Writing,
    pub(super) draw: &'a mut Draw,
    pub(super) territory: &'a Territory,
    pub(super) schemes: &'a [Scheme],
    pub(super) now: Instant,
}

/// A referral on its way.
#[derive(Clone, Copy)]
struct Sent<'a> {
    id: ReferralId,
    scheme: &'a Scheme,
    adviser: UserId,
}

impl<'a> Way<'a> {
    /// Goes the way of a person from their interest on.
    pub(super) async fn of(
        mut self,
        person: &Signatory,
        interest: &Interest,
    ) -> Result<(), DemoError> {
        if !self.draw.chance(60) {
            return Ok(());
        }
        let Some(adviser) = self.draw.one(&self.territory.advisers) else { return Ok(()) };
        let planned_at = self.later(interest.entered_at, 1, 9);
        let slot = self.slot(planned_at, 2, 12);
        let interview = InterviewId(self.draw.identity());
        let plan = Command::PlanInterview(PlanInterview {
            id: interview,
            signatory: person.id,
            interest: interest.id,
            adviser,
            slot: slot.clone(),
        });
        if !self.happens(adviser, &plan, planned_at).await? {
            return Ok(());
        }
        let Some(held_at) = self.interviewed(person, interview, adviser, slot, interest).await?
        else {
            return Ok(());
        };
        if self.draw.chance(42) {
            return Ok(());
        }
        let Some(scheme) = self.choose(person, interest) else { return Ok(()) };
        let sent_at = self.later(held_at, 0, 4);
        let sent = Sent { id: ReferralId(self.draw.identity()), scheme, adviser };
        let command = Command::SendReferral(SendReferral {
            id: sent.id,
            signatory: person.id,
            scheme: scheme.id,
            interview,
        });
        if self.happens(adviser, &command, sent_at).await? {
            self.answered(person, sent, sent_at).await?;
        }
        Ok(())
    }

    /// Until the interview was held, if it was: no-shows and excuses are planned anew once.
    async fn interviewed(
        &mut self,
        person: &Signatory,
        interview: InterviewId,
        adviser: UserId,
        first: Slot,
        interest: &Interest,
    ) -> Result<Option<Instant>, DemoError> {
        let follow = |event| Command::FollowInterview { signatory: person.id, interview, event };
        let mut slot = first;
        for second in [false, true] {
            let at = slot.ends_at();
            let missed = match self.draw.below(100) {
                0..76 => None,
                76..90 => Some(Missed::NoShow),
                90..97 => Some(Missed::Excused),
                _ => Some(Missed::CancelledByService),
            };
            let Some(missed) = missed else {
                let findings = self.findings(person, interest);
                let held =
                    self.happens(adviser, &follow(InterviewEvent::Held(findings)), at).await?;
                return Ok(held.then_some(at));
            };
            let told = self.happens(adviser, &follow(InterviewEvent::Missed(missed)), at).await?;
            if !told || second || self.draw.chance(35) {
                return Ok(None);
            }
            let again_at = self.later(at, 1, 6);
            slot = self.slot(again_at, 2, 10);
            let again = follow(InterviewEvent::Planned(slot.clone()));
            if !self.happens(adviser, &again, again_at).await? {
                return Ok(None);
            }
        }
        Ok(None)
    }

    /// The partner's answer, and what came of it.
    async fn answered(
        &mut self,
        person: &Signatory,
        sent: Sent<'_>,
        sent_at: Instant,
    ) -> Result<(), DemoError> {
        let chance = self.draw.below(100);
        if chance < 5 {
            let at = self.later(sent_at, 3, 20);
            let withdraw = Command::WithdrawPerson { signatory: person.id };
            self.happens(sent.adviser, &withdraw, at).await?;
            return Ok(());
        }
        if chance < 13 {
            // Nobody answers: time does.
            let at = sent_at.plus(EXPIRES * DAY);
            self.follows(person, sent, ReferralEvent::Expired, at).await?;
            return Ok(());
        }
        let mut at = self.later(sent_at, 2, 16);
        if self.draw.chance(30) {
            if !self.follows(person, sent, ReferralEvent::UnderReview, at).await? {
                return Ok(());
            }
            at = self.later(at, 2, 9);
        }
        if chance < 26 {
            let reason = self.reason();
            self.follows(person, sent, ReferralEvent::Declined(reason, String::new()), at).await?;
            return Ok(());
        }
        let starts = day_of(self.later(at, 5, 30));
        if chance >= 34
            && self.follows(person, sent, ReferralEvent::Accepted(Some(starts)), at).await?
        {
            return self.inside(person, sent, at).await;
        }
        // The waiting list, by the partner's wish or since there is no place.
        if self.follows(person, sent, ReferralEvent::Waitlisted, at).await? && self.draw.chance(45)
        {
            let at = self.later(at, 15, 50);
            if self.follows(person, sent, ReferralEvent::Accepted(None), at).await? {
                return self.inside(person, sent, at).await;
            }
        }
        Ok(())
    }

    /// From the acceptance to the end.
    async fn inside(
        &mut self,
        person: &Signatory,
        sent: Sent<'_>,
        accepted_at: Instant,
    ) -> Result<(), DemoError> {
        let at = self.later(accepted_at, 4, 30);
        if self.draw.chance(9) {
            let reason = DeclineReason::Unreachable;
            self.follows(person, sent, ReferralEvent::Declined(reason, String::new()), at).await?;
            return Ok(());
        }
        if !self.follows(person, sent, ReferralEvent::Entered(day_of(at)), at).await? {
            return Ok(());
        }
        if self.draw.chance(14) {
            let at = self.later(at, 10, 120);
            self.follows(person, sent, ReferralEvent::DroppedOut(day_of(at)), at).await?;
        } else {
            let at = self.later(at, 80, 200);
            let level = sent.scheme.target_level;
            self.follows(person, sent, ReferralEvent::Completed(day_of(at), level), at).await?;
        }
        Ok(())
    }

    async fn follows(
        &mut self,
        person: &Signatory,
        sent: Sent<'_>,
        event: ReferralEvent,
        at: Instant,
    ) -> Result<bool, DemoError> {
        let command = Command::FollowReferral {
            signatory: person.id,
            referral: sent.id,
            scheme: sent.scheme.id,
            event,
        };
        self.happens(sent.adviser, &command, at).await
    }

    /// Lets a command happen at its time; whether it did.
    async fn happens(
        &mut self,
        author: UserId,
        command: &Command,
        at: Instant,
    ) -> Result<bool, DemoError> {
        if at >= self.now {
            return Ok(false);
        }
        let context = Context { author: Some(author), claimed_at: at, base: 0 };
        let directorate = self.territory.directorate;
        let decided = decide(self.unit, directorate, command, &context, at).await?;
        Ok(decided.outcome == Outcome::Applied)
    }

    /// An hour of a working day, `least` days later and fewer than `most`.
    fn later(&mut self, from: Instant, least: usize, most: usize) -> Instant {
        let days = least + self.draw.below(most.saturating_sub(least));
        let day = from.0.div_euclid(DAY) + i64::try_from(days).unwrap_or_default();
        let weekday = (day + 3).rem_euclid(7);
        let working = day + if weekday > 4 { 7 - weekday } else { 0 };
        let hour = 8 + i64::try_from(self.draw.below(8)).unwrap_or_default();
        // Never before what it follows.
        Instant(working * DAY + hour * HOUR).max(from.plus(HOUR))
    }

    fn slot(&mut self, from: Instant, least: usize, most: usize) -> Slot {
        let starts_at = self.later(from, least, most);
        let remote = self.draw.chance(25);
        Slot {
            starts_at,
            minutes: 45,
            mode: if remote { Mode::Remote } else { Mode::InPerson },
            place: if remote { "Par téléphone".to_owned() } else { "Bureau 2".to_owned() },
            interpreter: self.interpreter(),
            summoned: self.draw.chance(40),
        }
    }

    /// The language of the interpreter whom one person in five needs.
    fn interpreter(&mut self) -> String {
        let language = self.draw.one(&["arabe", "dari", "pachto", "tigrinya", "turc"]);
        let needed = self.draw.chance(20);
        language.filter(|_| needed).unwrap_or_default().to_owned()
    }

    fn findings(&mut self, person: &Signatory, interest: &Interest) -> Findings {
        let barriers = Barrier::ALL.into_iter().filter(|_| self.draw.chance(18)).collect();
        Findings {
            level: person.level,
            barriers,
            decided: interest.wishes.kinds().to_vec(),
            note: String::new(),
        }
    }

    /// A scheme of a wished kind that takes the person's level, the dearest kind first; half of
    /// the people need a course of French before anything else.
    fn choose(&mut self, person: &Signatory, interest: &Interest) -> Option<&'a Scheme> {
        let level = person.level.unwrap_or(CefrLevel::InfraA1);
        let takes =
            |scheme: &&Scheme| scheme.open && scheme.entry_level.is_none_or(|entry| entry <= level);
        let mut kinds = interest.wishes.kinds().to_vec();
        if self.draw.chance(50) {
            kinds.insert(0, SchemeKind::LanguageCourse);
        }
        kinds.extend(SchemeKind::ALL);
        kinds.into_iter().find_map(|kind| {
            let fitting: Vec<&Scheme> =
                self.schemes.iter().filter(|it| it.kind == kind).filter(takes).collect();
            self.draw.one(&fitting)
        })
    }

    fn reason(&mut self) -> DeclineReason {
        let reasons = [
            DeclineReason::Full,
            DeclineReason::Full,
            DeclineReason::NotEligible,
            DeclineReason::NotMobile,
            DeclineReason::Unreachable,
            DeclineReason::AbsentFromInterview,
            DeclineReason::Employed,
        ];
        self.draw.one(&reasons).unwrap_or(DeclineReason::Other)
    }
}
