//! From the interest to the scheme, by tablets that are sometimes away.

use crate::app::{ALICE, AMINA, BADRA, BRUNO, DAY, HOUR, OTHERS, OURS, TestApp, VISIT};
use crate::device::Device;
use crate::exchange::interest;
use crate::invented;
use domain::command::{PlanInterview, SendReferral};
use domain::id::{
    DirectorateId, InterestId, InterviewId, OrganisationId, ReferralId, SchemeId, SignatoryId,
    UserId,
};
use domain::interview::{Findings, Interview, InterviewEvent, InterviewState, Missed, Slot};
use domain::level::CefrLevel;
use domain::referral::{DeclineReason, ReferralEvent, ReferralState};
use domain::scheme::{Scheme, SchemeKind};
use domain::time::{Day, Instant};
use domain::work::{Todo, work_of};
use domain::{Command, Record, Refusal};
use sync::{Outcome, Scope};
use uuid::Uuid;

const COURSE: SchemeId = SchemeId(Uuid::from_u128(500));
const WORKSHOP: SchemeId = SchemeId(Uuid::from_u128(501));
const FOREIGN_SCHEME: SchemeId = SchemeId(Uuid::from_u128(502));

fn scheme(id: SchemeId, organisation: OrganisationId, places: Option<u16>) -> Record {
    Record::Scheme(Scheme { places, ..invented::scheme(id, organisation) })
}

/// A course with one place and a workshop without a limit, and another directorate's course.
async fn with_schemes() -> TestApp {
    let app = TestApp::start().await;
    let mut unit = app.office.store.write().await.unwrap();
    let fields = invented::association("Association fictive", None);
    for (directorate, number) in [(OURS, 600), (OTHERS, 601)] {
        let id = OrganisationId(Uuid::from_u128(number));
        unit.put_organisation(directorate, id, &fields).await.unwrap();
    }
    let now = Instant(0);
    let put: [(DirectorateId, SchemeId, u128, Option<u16>); 3] = [
        (OURS, COURSE, 600, Some(1)),
        (OURS, WORKSHOP, 600, None),
        (OTHERS, FOREIGN_SCHEME, 601, None),
    ];
    for (directorate, id, organisation, places) in put {
        let record = scheme(id, OrganisationId(Uuid::from_u128(organisation)), places);
        unit.put_record(directorate, &record, now).await.unwrap();
    }
    unit.commit().await.unwrap();
    app
}

fn slot(starts_at: Instant) -> Slot {
    Slot {
        place: "Salle 2".to_owned(),
        interpreter: "pachto".to_owned(),
        ..invented::slot(starts_at)
    }
}

/// What one person goes through; identities are made from one number.
#[derive(Clone, Copy)]
struct Path {
    person: SignatoryId,
    number: u128,
}

impl Path {
    const fn new(person: SignatoryId, number: u128) -> Self {
        Self { person, number }
    }

    fn interview(self) -> InterviewId {
        InterviewId(Uuid::from_u128(self.number + 1))
    }

    fn referral(self) -> ReferralId {
        ReferralId(Uuid::from_u128(self.number + 2))
    }

    fn interested(self) -> Command {
        interest(self.number, self.person)
    }

    fn planned(self, adviser: UserId, starts_at: Instant) -> Command {
        Command::PlanInterview(PlanInterview {
            id: self.interview(),
            signatory: self.person,
            interest: InterestId(Uuid::from_u128(self.number)),
            adviser,
            slot: slot(starts_at),
        })
    }

    fn interview_is(self, event: InterviewEvent) -> Command {
        Command::FollowInterview { signatory: self.person, interview: self.interview(), event }
    }

    fn held(self) -> Command {
        self.interview_is(InterviewEvent::Held(Findings {
            level: Some(CefrLevel::A2),
            decided: vec![SchemeKind::LanguageCourse],
            ..invented::findings()
        }))
    }

    fn sent(self, scheme: SchemeId) -> Command {
        Command::SendReferral(SendReferral {
            id: self.referral(),
            signatory: self.person,
            scheme,
            interview: self.interview(),
        })
    }

    fn referral_is(self, scheme: SchemeId, event: ReferralEvent) -> Command {
        let (signatory, referral) = (self.person, self.referral());
        Command::FollowReferral { signatory, referral, scheme, event }
    }
}

fn all_applied(outcomes: &[(u64, Outcome)]) {
    assert!(outcomes.iter().all(|(_, outcome)| *outcome == Outcome::Applied), "{outcomes:?}");
}

/// Everything up to the referral, entered without a network and sent at once.
async fn refer(device: &mut Device, path: Path, adviser: UserId, at: Instant, scheme: SchemeId) {
    for command in [path.interested(), path.planned(adviser, at), path.held(), path.sent(scheme)] {
        device.enter(&command);
    }
    all_applied(&device.sync().await);
}

#[tokio::test]
async fn a_whole_path_entered_offline_reaches_the_database_and_the_colleague() {
    let app = with_schemes().await;
    let path = Path::new(AMINA, 9_000);
    let mut alice = Device::new(app.alice().await, 1);
    let mut bruno = Device::new(app.bruno().await, 2);
    alice.sync().await;
    bruno.sync().await;
    assert!(alice.state().scheme(COURSE).is_some());
    assert!(alice.state().scheme(FOREIGN_SCHEME).is_none());

    refer(&mut alice, path, ALICE, app.office.now().plus(DAY), COURSE).await;
    bruno.sync().await;
    for state in [alice.state(), bruno.state()] {
        assert_eq!(state.interview(path.interview()).unwrap().state(), InterviewState::Held);
        assert_eq!(state.referral(path.referral()).unwrap().state(), ReferralState::Sent);
        assert_eq!(state.signatory(AMINA).unwrap().level, Some(CefrLevel::A2));
    }
    // A tablet that starts now gets the same as those that followed.
    let mut late = Device::new(app.alice().await, 3);
    late.sync().await;
    assert_eq!(late.state(), alice.state());
}

#[tokio::test]
async fn what_was_entered_never_disappears_while_the_answers_come_in() {
    let app = with_schemes().await;
    let path = Path::new(AMINA, 9_000);
    let mut alice = Device::new(app.alice().await, 1);
    alice.sync().await;
    alice.enter(&path.interested());
    alice.enter(&path.planned(ALICE, app.office.now().plus(DAY)));
    let mut answers = 0;
    // The new file is a scope the device does not hold: the first answer asks for the list.
    let outcomes = alice
        .sync_watched(|device| {
            answers += 1;
            let shown = device.shown(ALICE);
            let interview = shown.interview(path.interview()).map(Interview::state);
            assert_eq!(interview, Some(InterviewState::Planned), "after answer {answers}");
        })
        .await;
    all_applied(&outcomes);
    assert!(answers > 1, "the story needs an answer that leaves the changes for the next");
    assert!(alice.outbox.is_empty());
}

#[tokio::test]
async fn a_file_stays_with_its_adviser_when_the_visit_is_long_past() {
    let app = with_schemes().await;
    let path = Path::new(AMINA, 9_000);
    let mut alice = Device::new(app.alice().await, 1);
    alice.sync().await;
    refer(&mut alice, path, ALICE, app.office.now().plus(DAY), COURSE).await;
    alice.sync().await;
    assert!(alice.replica.scopes.contains(&Scope::File(AMINA)));

    app.advance(100 * DAY);
    alice.client = app.alice().await;
    alice.sync().await;
    let state = alice.state();
    assert!(state.intervention(VISIT).is_none() && state.signatory(BADRA).is_none());
    assert_eq!(state.referral(path.referral()).unwrap().state(), ReferralState::Sent);
    assert!(state.interest(InterestId(Uuid::from_u128(9_000))).is_some());

    // The end of the path, and time: nothing of the person is left on the tablet.
    alice.enter(
        &path.referral_is(COURSE, ReferralEvent::Declined(DeclineReason::Employed, String::new())),
    );
    all_applied(&alice.sync().await);
    app.advance(100 * DAY);
    alice.client = app.alice().await;
    alice.sync().await;
    assert!(alice.state().signatory(AMINA).is_none());
    assert!(alice.state().referral(path.referral()).is_none());
}

#[tokio::test]
async fn the_last_place_is_given_once() {
    let app = with_schemes().await;
    let (amina, badra) = (Path::new(AMINA, 9_000), Path::new(BADRA, 9_100));
    let mut alice = Device::new(app.alice().await, 1);
    let mut bruno = Device::new(app.bruno().await, 2);
    alice.sync().await;
    bruno.sync().await;
    refer(&mut alice, amina, ALICE, app.office.now().plus(DAY), COURSE).await;
    refer(&mut bruno, badra, BRUNO, app.office.now().plus(DAY), COURSE).await;

    // Both are told by telephone, both enter it without having heard of the other.
    alice.enter(&amina.referral_is(COURSE, ReferralEvent::Accepted(None)));
    bruno.enter(&badra.referral_is(COURSE, ReferralEvent::Accepted(None)));
    all_applied(&alice.sync().await);
    assert_eq!(bruno.sync().await[0].1, Outcome::Held(Refusal::SchemeFull));
    assert_eq!(bruno.state().scheme(COURSE).unwrap().taken, 1);

    // Full is not the end: the waiting list, and the place once it is free.
    bruno.enter(&badra.referral_is(COURSE, ReferralEvent::Waitlisted));
    all_applied(&bruno.sync().await);
    alice.enter(&amina.referral_is(COURSE, ReferralEvent::Withdrawn));
    all_applied(&alice.sync().await);
    for event in [
        ReferralEvent::Accepted(Some(Day(20_700))),
        ReferralEvent::Entered(Day(20_700)),
        ReferralEvent::Completed(Day(20_800), Some(CefrLevel::B1)),
    ] {
        bruno.enter(&badra.referral_is(COURSE, event));
    }
    all_applied(&bruno.sync().await);
    assert_eq!(bruno.state().referral(badra.referral()).unwrap().state(), ReferralState::Completed);
    assert_eq!(bruno.state().scheme(COURSE).unwrap().taken, 0);
}

#[tokio::test]
async fn an_hour_is_given_once_and_a_missed_talk_is_planned_anew() {
    let app = with_schemes().await;
    let (amina, badra) = (Path::new(AMINA, 9_000), Path::new(BADRA, 9_100));
    let mut tablet = Device::new(app.alice().await, 1);
    let mut laptop = Device::new(app.alice().await, 2);
    tablet.sync().await;
    laptop.sync().await;
    let at = app.office.now().plus(DAY);
    tablet.enter(&amina.interested());
    tablet.enter(&amina.planned(ALICE, at));
    laptop.enter(&badra.interested());
    laptop.enter(&badra.planned(ALICE, at.plus(HOUR / 2)));
    all_applied(&tablet.sync().await);
    let outcomes = laptop.sync().await;
    assert_eq!(outcomes[1].1, Outcome::Held(Refusal::SlotTaken));

    tablet.enter(&amina.interview_is(InterviewEvent::Missed(Missed::NoShow)));
    all_applied(&tablet.sync().await);
    let after = at.plus(DAY);
    let todo = work_of(&tablet.state(), ALICE, after);
    assert!(
        todo.iter()
            .any(|work| work.person == AMINA && work.todo == Todo::PlanAgain(Missed::NoShow))
    );
    tablet.enter(&amina.interview_is(InterviewEvent::Planned(slot(after.plus(DAY)))));
    all_applied(&tablet.sync().await);
    let planned = tablet.state();
    assert_eq!(planned.interview(amina.interview()).unwrap().state(), InterviewState::Planned);
}

#[tokio::test]
async fn a_withdrawal_stops_what_a_colleague_enters_without_knowing() {
    let app = with_schemes().await;
    let path = Path::new(AMINA, 9_000);
    let mut alice = Device::new(app.alice().await, 1);
    let mut bruno = Device::new(app.bruno().await, 2);
    alice.sync().await;
    refer(&mut alice, path, ALICE, app.office.now().plus(DAY), COURSE).await;
    bruno.sync().await;
    alice.enter(&Command::WithdrawPerson { signatory: AMINA });
    all_applied(&alice.sync().await);

    bruno.enter(&path.referral_is(COURSE, ReferralEvent::Accepted(None)));
    let outcomes = bruno.sync().await;
    assert!(matches!(outcomes[0].1, Outcome::Held(_)), "{outcomes:?}");
    let state = bruno.state();
    assert_eq!(state.referral(path.referral()).unwrap().state(), ReferralState::Withdrawn);
    assert!(state.interests_of(AMINA).all(|interest| interest.withdrawn.is_some()));
    assert_eq!(state.scheme(COURSE).unwrap().taken, 0);
}

#[tokio::test]
async fn who_does_not_work_with_a_person_changes_nothing_of_them() {
    let app = with_schemes().await;
    let path = Path::new(AMINA, 9_000);
    let mut alice = Device::new(app.alice().await, 1);
    alice.sync().await;
    refer(&mut alice, path, ALICE, app.office.now().plus(DAY), COURSE).await;
    app.assign(VISIT, &[ALICE]).await;

    let mut bruno = Device::new(app.bruno().await, 2);
    bruno.enter(&path.referral_is(COURSE, ReferralEvent::Withdrawn));
    bruno.enter(&Command::WithdrawPerson { signatory: AMINA });
    bruno.enter(&path.interview_is(InterviewEvent::Missed(Missed::NoShow)));
    for (_, outcome) in bruno.sync().await {
        assert_eq!(outcome, Outcome::Held(Refusal::NotAllowed));
    }

    // Nor does anybody send somebody to a scheme of another directorate, or say what only a timer
    // or the rules say.
    let foreign = Path::new(AMINA, 9_200);
    let again = Command::SendReferral(SendReferral {
        id: foreign.referral(),
        signatory: AMINA,
        scheme: FOREIGN_SCHEME,
        interview: path.interview(),
    });
    alice.enter(&again);
    alice.enter(&path.referral_is(COURSE, ReferralEvent::Expired));
    let outcomes: Vec<Outcome> =
        alice.sync().await.into_iter().map(|(_, outcome)| outcome).collect();
    assert_eq!(
        outcomes,
        [Outcome::Held(Refusal::UnknownScheme), Outcome::Held(Refusal::NotAllowed)]
    );
}
