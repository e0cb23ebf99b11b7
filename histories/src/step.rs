//! One step of a history: eight bytes drawn by chance, read as a command that makes sense of the
//! records as they stand, most of the time.

use crate::event::{interview_event, level, next_event, referral_event, slot};
use crate::world::{ADVISERS, PEOPLE, SCHEMES, VISITS};
use domain::attendance::Attendance;
use domain::code::ReceiptCode;
use domain::command::{Command, NewPerson, PlanInterview, RegisterInterest, SendReferral};
use domain::consent::{Consent, Explained, TextVersion};
use domain::contact::{Contact, ContactWay, PhoneNumber};
use domain::id::{InterestId, InterventionId, InterviewId, ReferralId, SchemeId, SignatoryId};
use domain::interest::Withdrawal;
use domain::interview::{Interview, InterviewState};
use domain::language::Language;
use domain::level::CefrLevel;
use domain::person::{Birth, Origin, PersonName};
use domain::referral::Referral;
use domain::scheme::{SchemeKind, Wishes};
use domain::time::Instant;
use domain::{Context, State};
use uuid::Uuid;

/// What chance decides of one command.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Step {
    /// Which kind of command.
    pub what: u8,
    /// About whom.
    pub who: u8,
    /// About which of their records.
    pub which: u8,
    /// What happens to it.
    pub event: u8,
    /// To which scheme.
    pub scheme: u8,
    /// By which adviser.
    pub adviser: u8,
    /// When.
    pub time: u8,
    /// Now and then, something that makes no sense.
    pub whim: u8,
}

impl From<[u8; 8]> for Step {
    fn from([what, who, which, event, scheme, adviser, time, whim]: [u8; 8]) -> Self {
        Self { what, who, which, event, scheme, adviser, time, whim }
    }
}

/// Who acts in this step, and what they had seen.
#[must_use]
pub fn context(step: Step) -> Context {
    Context {
        author: (step.adviser % 8 != 7).then(|| pick(&ADVISERS, step.adviser)),
        claimed_at: Instant(i64::from(step.time) * 1_000 + i64::from(step.which)),
        base: u32::from(step.which % 4),
    }
}

/// The command of this step, given the records as they stand.
#[must_use]
pub fn command(state: &State, step: Step) -> Command {
    let signatory = if step.whim % 32 == 1 { stranger() } else { pick(&PEOPLE, step.who) };
    let what =
        if one_in(4, step.whim) { pick(&ALL, step.what) } else { next(state, step, signatory) };
    match what {
        What::Mark => Command::MarkAttendance {
            intervention: visit(state, step, signatory),
            signatory,
            mark: (!one_in(4, step.event)).then(|| pick(&Attendance::ALL, step.event / 4)),
        },
        What::Settle => Command::SettleAttendance {
            intervention: visit(state, step, signatory),
            signatory,
            mark: (!one_in(4, step.event)).then(|| pick(&Attendance::ALL, step.event / 4)),
            answers: u64::from(step.which),
        },
        What::Add => Command::AddPerson {
            intervention: pick(&VISITS, step.which),
            // Never the stranger, who has to stay one.
            person: person(pick(&PEOPLE, step.who), step),
        },
        What::Register => Command::RegisterInterest(interest(state, step, signatory)),
        What::WithdrawInterest => Command::WithdrawInterest {
            interest: own_interest(state, step, signatory),
            reason: if one_in(2, step.event) { Withdrawal::Mistake } else { Withdrawal::ByPerson },
        },
        What::Plan => Command::PlanInterview(PlanInterview {
            id: interview_id(new_or_old(state.interviews().count(), step)),
            signatory,
            interest: own_interest(state, step, signatory),
            adviser: pick(&ADVISERS, step.adviser),
            slot: slot(step),
        }),
        What::FollowInterview => Command::FollowInterview {
            signatory,
            interview: own_interview(state, step, signatory, InterviewState::Planned),
            event: interview_event(step),
        },
        What::Send => Command::SendReferral(SendReferral {
            id: referral_id(new_or_old(referrals(state), step)),
            signatory,
            scheme: if step.whim % 32 == 2 {
                unknown_scheme()
            } else {
                pick(&SCHEMES, step.scheme)
            },
            interview: own_interview(state, step, signatory, InterviewState::Held),
        }),
        What::FollowReferral => follow_referral(state, step, signatory),
        What::WithdrawPerson => Command::WithdrawPerson { signatory },
    }
}

/// The kinds of command.
#[derive(Clone, Copy)]
enum What {
    Mark,
    Add,
    Register,
    WithdrawInterest,
    Plan,
    FollowInterview,
    Send,
    FollowReferral,
    WithdrawPerson,
    Settle,
}

const ALL: [What; 10] = [
    What::Mark,
    What::Add,
    What::Register,
    What::WithdrawInterest,
    What::Plan,
    What::FollowInterview,
    What::Send,
    What::FollowReferral,
    What::WithdrawPerson,
    What::Settle,
];

/// What brings this person further: chance alone hardly ever comes to the end of a scheme.
fn next(state: &State, step: Step, person: SignatoryId) -> What {
    let has = |wanted| state.interviews_of(person).any(|it| it.state() == wanted);
    let consent = state.interests_of(person).any(|it| it.withdrawn.is_none());
    if state.signatory(person).is_none() {
        What::Add
    } else if !consent && !one_in(3, step.what) {
        What::Register
    } else if has(InterviewState::Planned) {
        What::FollowInterview
    } else if !has(InterviewState::Held) {
        What::Plan
    } else if state.referrals_of(person).next().is_none() || one_in(4, step.what) {
        What::Send
    } else {
        What::FollowReferral
    }
}

/// True once in so many times.
pub const fn one_in(times: u8, byte: u8) -> bool {
    byte.is_multiple_of(times)
}

pub fn pick<T: Copy>(all: &[T], byte: u8) -> T {
    all[usize::from(byte) % all.len()]
}

fn stranger() -> SignatoryId {
    SignatoryId(Uuid::from_u128(99))
}

fn unknown_scheme() -> SchemeId {
    SchemeId(Uuid::from_u128(99))
}

fn interview_id(number: usize) -> InterviewId {
    InterviewId(Uuid::from_u128(number as u128))
}

fn referral_id(number: usize) -> ReferralId {
    ReferralId(Uuid::from_u128(number as u128))
}

/// A visit with the person on its list, where there is one.
fn visit(state: &State, step: Step, person: SignatoryId) -> InterventionId {
    let here = |visit: &InterventionId| state.roster_entry(*visit, person).is_some();
    let known = VISITS.into_iter().find(here).filter(|_| !one_in(8, step.whim));
    known.unwrap_or_else(|| pick(&VISITS, step.which))
}

fn referrals(state: &State) -> usize {
    PEOPLE.into_iter().map(|person| state.referrals_of(person).count()).sum()
}

/// Identities are counted through, so that those of later records are greater, as real ones are:
/// the number of a record that is new, or now and then of one that is there.
fn new_or_old(count: usize, step: Step) -> usize {
    if step.whim % 8 == 3 { usize::from(step.which) % (count + 1) } else { count + 1 }
}

fn own_interest(state: &State, step: Step, person: SignatoryId) -> InterestId {
    let own: Vec<InterestId> = state.interests_of(person).map(|it| it.id).collect();
    // The latest is the most likely to stand.
    match own.last() {
        Some(last) if !one_in(4, step.whim) => *last,
        Some(_) => pick(&own, step.which),
        None => InterestId(Uuid::from_u128(u128::from(step.which % 8))),
    }
}

/// An interview of the person, where there is one rather one that stands like this.
fn own_interview(
    state: &State,
    step: Step,
    person: SignatoryId,
    wanted: InterviewState,
) -> InterviewId {
    let own: Vec<&Interview> = state.interviews_of(person).collect();
    let fitting: Vec<&Interview> = own.iter().copied().filter(|it| it.state() == wanted).collect();
    if !one_in(4, step.whim) && !fitting.is_empty() {
        pick(&fitting, step.which).id
    } else if own.is_empty() || step.whim % 16 == 4 {
        interview_id(usize::from(step.which % 16))
    } else {
        pick(&own, step.which).id
    }
}

fn follow_referral(state: &State, step: Step, signatory: SignatoryId) -> Command {
    let own: Vec<&Referral> = state.referrals_of(signatory).collect();
    let under_way: Vec<&Referral> =
        own.iter().copied().filter(|it| !it.state().is_over()).collect();
    let any = |scheme| Command::FollowReferral {
        signatory,
        referral: referral_id(usize::from(step.which % 32)),
        scheme,
        event: referral_event(step),
    };
    if step.whim % 16 == 5 || own.is_empty() {
        return any(pick(&SCHEMES, step.scheme));
    }
    if step.whim % 16 == 6 {
        return any(unknown_scheme());
    }
    let (referral, event) = if !one_in(4, step.whim) && !under_way.is_empty() {
        let referral = pick(&under_way, step.which);
        (referral, next_event(referral.state(), step))
    } else {
        (pick(&own, step.which), referral_event(step))
    };
    let (referral, scheme) = (referral.id, referral.scheme);
    Command::FollowReferral { signatory, referral, scheme, event }
}

fn person(id: SignatoryId, step: Step) -> NewPerson {
    // Another name for a known identity, now and then.
    let name = if step.whim % 8 == 7 { "Autre-Exemple" } else { "Exemple" };
    NewPerson {
        id,
        family_name: PersonName::new(name).expect("a name"),
        given_name: PersonName::new("Fictif").ok(),
        birth: Some(Birth::Year(1990)),
        contact: Contact::default(),
        level: Some(CefrLevel::A1),
        origin: Origin::Import,
    }
}

fn interest(state: &State, step: Step, signatory: SignatoryId) -> RegisterInterest {
    let count = state.interests().count();
    let reachable = step.whim % 32 != 8;
    RegisterInterest {
        id: InterestId(Uuid::from_u128(new_or_old(count, step) as u128)),
        signatory,
        intervention: visit(state, step, signatory),
        wishes: Wishes::new(vec![pick(&SchemeKind::ALL, step.event)]).expect("wishes"),
        contact: Contact {
            phone: PhoneNumber::new("06 39 98 00 01").ok().filter(|_| reachable),
            email: None,
            preferred: Some(ContactWay::Text),
        },
        level: level(step),
        consent: Consent {
            text: TextVersion(u16::from(step.whim % 32 != 9)),
            language: Language::Arabic,
            explained: Explained::Interpreter,
            given_at: Instant(i64::from(step.time)),
        },
        origin: pick(&Origin::ALL, step.event),
        receipt: one_in(2, step.event).then(|| ReceiptCode::from_bits(u64::from(step.time))),
    }
}
