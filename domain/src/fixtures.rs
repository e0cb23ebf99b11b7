//! Invented people, a visit and schemes that the tests of several modules tell their stories with.

use crate::apply::{Context, Decision, apply};
use crate::code::RegistrationCode;
use crate::command::{Command, NewPerson, PlanInterview, RegisterInterest, SendReferral};
use crate::consent::{Consent, Explained, TextVersion};
use crate::contact::{Contact, ContactWay, PhoneNumber};
use crate::id::{
    CentreId, InterestId, InterventionId, InterviewId, OrganisationId, ReferralId, SchemeId,
    SignatoryId, UserId,
};
use crate::intervention::{Intervention, Mode};
use crate::interview::{Findings, InterviewEvent, Missed, Slot};
use crate::language::Language;
use crate::level::CefrLevel;
use crate::person::{Origin, PersonName};
use crate::referral::ReferralEvent;
use crate::refusal::Refusal;
use crate::scheme::{Scheme, SchemeKind, Wishes};
use crate::state::{Record, State};
use crate::time::Instant;
use uuid::Uuid;

pub const VISIT: InterventionId = InterventionId(Uuid::from_u128(1));
pub const AMINA: SignatoryId = SignatoryId(Uuid::from_u128(2));
pub const BASMA: SignatoryId = SignatoryId(Uuid::from_u128(20));
pub const ALICE: UserId = UserId(Uuid::from_u128(3));
pub const BRUNO: UserId = UserId(Uuid::from_u128(4));
pub const WISH: InterestId = InterestId(Uuid::from_u128(5));
/// Amina's interview and Basma's.
pub const TALK: InterviewId = InterviewId(Uuid::from_u128(6));
pub const OTHER_TALK: InterviewId = InterviewId(Uuid::from_u128(60));
/// A language course with one place, a training with two, and a workshop without a limit that can
/// be followed beside another scheme.
pub const COURSE: SchemeId = SchemeId(Uuid::from_u128(7));
pub const TRAINING: SchemeId = SchemeId(Uuid::from_u128(8));
pub const WORKSHOP: SchemeId = SchemeId(Uuid::from_u128(9));

/// The interest, interview, referral … of this number.
pub const fn referral_id(number: u128) -> ReferralId {
    ReferralId(Uuid::from_u128(number))
}

pub fn by(author: UserId, base: u32) -> Context {
    Context { author: Some(author), claimed_at: Instant(1_000), base }
}

/// Alice, at this moment.
pub fn at(moment: i64) -> Context {
    Context { author: Some(ALICE), claimed_at: Instant(moment), base: 0 }
}

pub fn person(id: SignatoryId) -> NewPerson {
    NewPerson {
        id,
        family_name: PersonName::new("Exemple").expect("a name"),
        given_name: None,
        birth: None,
        contact: Contact::default(),
        level: Some(CefrLevel::A1),
        origin: Origin::Adviser,
    }
}

/// A visit with Amina on its list.
pub fn class() -> State {
    let mut state = State::default();
    state.put(Record::Intervention(Intervention {
        id: VISIT,
        centre: CentreId(Uuid::from_u128(9)),
        centre_name: "Centre fictif".to_owned(),
        town: "Laon".to_owned(),
        starts_at: Instant(0),
        mode: Mode::InPerson,
        code: RegistrationCode::from_bits(7),
        code_expires_at: Instant(10_000),
        version: 1,
    }));
    run(
        &mut state,
        &Command::AddPerson { intervention: VISIT, person: person(AMINA) },
        by(ALICE, 0),
    );
    state
}

/// Decides, and puts what changed into the state.
pub fn run(state: &mut State, command: &Command, context: Context) -> Decision {
    let decision = apply(state, command, &context);
    if let Decision::Change(records) = &decision {
        records.iter().cloned().for_each(|record| state.put(record));
    }
    decision
}

/// Runs what must change something.
pub fn done(state: &mut State, command: &Command) {
    let decision = run(state, command, at(1_000));
    assert!(matches!(decision, Decision::Change(_)), "{command:?} came to {decision:?}");
}

/// Runs what must be refused for this reason, and change nothing.
pub fn refused(state: &mut State, command: &Command, reason: Refusal) {
    let before = state.clone();
    assert_eq!(run(state, command, at(1_000)), Decision::Refused(reason), "{command:?}");
    assert_eq!(*state, before);
}

pub fn interest() -> RegisterInterest {
    RegisterInterest {
        id: WISH,
        signatory: AMINA,
        intervention: VISIT,
        wishes: Wishes::new(vec![SchemeKind::LanguageCourse]).expect("wishes"),
        contact: Contact {
            phone: PhoneNumber::new("06 39 98 00 01").ok(),
            email: None,
            preferred: Some(ContactWay::Text),
        },
        level: Some(CefrLevel::A2),
        consent: Consent {
            text: TextVersion(1),
            language: Language::Arabic,
            explained: Explained::Aloud,
            given_at: Instant(900),
        },
        origin: Origin::Adviser,
        receipt: None,
    }
}

pub fn scheme(id: SchemeId, kind: SchemeKind, places: Option<u16>) -> Scheme {
    Scheme {
        id,
        organisation: OrganisationId(Uuid::from_u128(30)),
        organisation_name: "Association fictive".to_owned(),
        kind,
        title: "Dispositif fictif".to_owned(),
        town: "Laon".to_owned(),
        mode: Mode::InPerson,
        entry_level: None,
        target_level: None,
        publics: String::new(),
        conditions: String::new(),
        cumulative: false,
        places,
        taken: 0,
        next_intake: None,
        open: true,
        verified_on: None,
        cards: Vec::new(),
        version: 1,
    }
}

/// The class, with Basma on its list too, an interest of each of the two, and the schemes.
pub fn interested() -> State {
    let mut state = class();
    done(&mut state, &Command::AddPerson { intervention: VISIT, person: person(BASMA) });
    done(&mut state, &Command::RegisterInterest(interest()));
    done(&mut state, &Command::RegisterInterest(interest_of_basma()));
    state.put(Record::Scheme(scheme(COURSE, SchemeKind::LanguageCourse, Some(1))));
    state.put(Record::Scheme(scheme(TRAINING, SchemeKind::VocationalTraining, Some(2))));
    let workshop = scheme(WORKSHOP, SchemeKind::SocialIntegration, None);
    state.put(Record::Scheme(Scheme { cumulative: true, ..workshop }));
    state
}

pub fn interest_of_basma() -> RegisterInterest {
    RegisterInterest { id: InterestId(Uuid::from_u128(50)), signatory: BASMA, ..interest() }
}

/// Half an hour that begins so many minutes after the epoch.
pub fn slot(minute: i64) -> Slot {
    Slot {
        starts_at: Instant(minute * 60_000),
        minutes: 30,
        mode: Mode::InPerson,
        place: "Bureau 2".to_owned(),
        interpreter: String::new(),
        summoned: false,
    }
}

/// Amina's interview with Alice.
pub fn plan(minute: i64) -> PlanInterview {
    PlanInterview { id: TALK, signatory: AMINA, interest: WISH, adviser: ALICE, slot: slot(minute) }
}

/// Basma's interview with Alice.
pub fn plan_of_basma(minute: i64) -> PlanInterview {
    PlanInterview {
        id: OTHER_TALK,
        signatory: BASMA,
        interest: interest_of_basma().id,
        ..plan(minute)
    }
}

/// Something happens to Amina's interview.
pub fn talk(event: InterviewEvent) -> Command {
    Command::FollowInterview { signatory: AMINA, interview: TALK, event }
}

pub fn held(level: Option<CefrLevel>) -> InterviewEvent {
    InterviewEvent::Held(Findings {
        level,
        barriers: Vec::new(),
        decided: vec![SchemeKind::LanguageCourse],
        note: String::new(),
    })
}

pub const NO_SHOW: InterviewEvent = InterviewEvent::Missed(Missed::NoShow);

/// Amina is sent to a scheme, by a referral of this number.
pub fn send(number: u128, scheme: SchemeId) -> SendReferral {
    SendReferral { id: referral_id(number), signatory: AMINA, scheme, interview: TALK }
}

/// Something happens to Amina's referral of this number.
pub fn follow(number: u128, scheme: SchemeId, event: ReferralEvent) -> Command {
    Command::FollowReferral { signatory: AMINA, referral: referral_id(number), scheme, event }
}

/// Both interviews are held.
pub fn interviewed() -> State {
    let mut state = interested();
    done(&mut state, &Command::PlanInterview(plan(0)));
    done(&mut state, &talk(held(None)));
    done(&mut state, &Command::PlanInterview(plan_of_basma(30)));
    let event = held(None);
    let basma = Command::FollowInterview { signatory: BASMA, interview: OTHER_TALK, event };
    done(&mut state, &basma);
    state
}
