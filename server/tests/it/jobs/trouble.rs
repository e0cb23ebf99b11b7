//! When something fails: nothing is lost, nothing is doubled that need not be.

use super::{House, by_email, slot};
use crate::app::{ALICE, DAY, HOUR, MINUTE, OURS, TestApp, VISIT, expected};
use crate::invented;
use app::api::messages::Problem;
use async_trait::async_trait;
use domain::Record;
use domain::consent::Consent;
use domain::id::{InterestId, InterviewId, SignatoryId};
use domain::interest::Interest;
use domain::interview::{Dated, Interview, InterviewEvent};
use domain::language::Language;
use server::db::{DbError, Store};
use server::jobs::{Postroom, run_due, worker};
use server::post::{Email, Mailer, SendError};
use server::services::Office;
use std::collections::HashMap;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::watch;
use uuid::Uuid;

#[tokio::test]
async fn what_a_server_does_not_take_now_is_sent_once_when_it_does() {
    let mut house = House::new().await;
    house.plan(house.now().plus(5 * DAY)).await;
    house.post.close(SendError::NotNow(Problem::Unreachable));
    assert_eq!(house.run().await.again, 1);
    // Not before its time: the first pause is a minute, the second five.
    assert_eq!(house.run().await.again, 0);
    house.app.advance(MINUTE);
    assert_eq!(house.run().await.again, 1);
    house.app.advance(MINUTE);
    assert_eq!(house.run().await.again, 0);
    let supervisor = house.app.supervisor().await;
    let row = super::desk::list(&supervisor, Some("Waiting")).await.rows.remove(0);
    assert_eq!((row.problem, row.attempts), (Some(Problem::Unreachable), 2));
    assert_eq!(row.due_at, house.now().plus(4 * MINUTE));
    house.post.open();
    house.app.advance(4 * MINUTE);
    assert_eq!(house.run().await.done, 1);
    assert_eq!(house.post.emails().len(), 1);
    house.app.advance(HOUR);
    house.run().await;
    assert!(house.post.emails().is_empty());
}

#[tokio::test]
async fn after_two_days_of_trying_a_person_decides() {
    let mut house = House::new().await;
    house.plan(house.now().plus(20 * DAY)).await;
    house.post.close(SendError::NotNow(Problem::TryLater));
    house.live(4).await;
    let supervisor = house.app.supervisor().await;
    let failed = super::desk::list(&supervisor, Some("Failed")).await;
    assert_eq!((failed.total, failed.rows[0].attempts), (1, 12));
    house.post.open();
    assert!(house.live(1).await.is_empty(), "not by itself");
    super::desk::retry(&house.app.supervisor().await, failed.rows[0].id).await;
    house.run().await;
    assert_eq!(house.post.emails().len(), 1);
}

#[tokio::test]
async fn what_is_refused_for_good_is_not_tried_again() {
    let mut house = House::new().await;
    house.plan(house.now().plus(5 * DAY)).await;
    house.post.close(SendError::Never(Problem::Rejected));
    assert_eq!(house.run().await.failed, 1);
    house.post.open();
    assert!(house.live(1).await.is_empty());
}

/// Hands the message on and never comes back, like a process that is killed right after.
struct Killed(Arc<super::Tray>);

#[async_trait]
impl Mailer for Killed {
    async fn mail(&self, email: &Email) -> Result<(), SendError> {
        self.0.mail(email).await?;
        std::future::pending().await
    }
}

/// At least once: what left just before the end leaves again, under the same identity.
#[tokio::test]
async fn a_worker_that_dies_lets_go_and_its_message_leaves_once_more_at_most() {
    let mut house = House::new().await;
    house.plan(house.now().plus(5 * DAY)).await;
    let killed =
        Postroom { mailer: Some(Arc::new(Killed(house.post.clone()))), ..house.postroom.clone() };
    let pass = run_due(&house.app.office, &killed, house.now());
    assert!(tokio::time::timeout(Duration::from_millis(300), pass).await.is_err());
    let first = house.post.emails().remove(0);
    // A new process finds the job held, and leaves it alone until the hold is over.
    house.run().await;
    assert!(house.post.emails().is_empty());
    house.app.advance(server::jobs::step::HOLD);
    house.run().await;
    let again = house.post.emails();
    assert_eq!(again.len(), 1);
    assert_eq!(again[0].id, first.id);
    house.live(1).await;
    assert!(house.post.emails().is_empty(), "and never a third time");
}

/// So many people, each with an interview to be told of.
async fn crowd(app: &TestApp, count: u128) {
    let now = app.office.now();
    let mut unit = app.office.store.write().await.unwrap();
    for number in 0..count {
        let who = SignatoryId(Uuid::from_u128(20_000 + number));
        let id = InterestId(Uuid::from_u128(30_000 + number));
        let consent = Consent { language: Language::English, ..invented::consent(now) };
        let interest = Interest { consent, ..invented::interest(id, who, now) };
        let starts_at = now.plus(DAY + i64::try_from(number).unwrap() * HOUR);
        let planned = InterviewEvent::Planned(slot(starts_at, "salle 1"));
        let talk = Interview {
            id: InterviewId(Uuid::from_u128(40_000 + number)),
            signatory: who,
            interest: id,
            adviser: ALICE,
            events: vec![Dated { at: now, by: None, what: planned }],
            version: 1,
        };
        for record in [
            invented::reachable(who, "Exemple-Nombreuse", by_email()),
            expected(VISIT, who),
            Record::Interest(interest),
            Record::Interview(talk),
        ] {
            unit.put_record(OURS, &record, now).await.unwrap();
        }
    }
    unit.commit().await.unwrap();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn workers_at_the_same_time_never_take_the_same_job() {
    const PEOPLE: u128 = 40;
    let app = TestApp::start().await;
    crowd(&app, PEOPLE).await;
    let post = Arc::new(super::Tray::default());
    let postroom = super::postroom(&post);
    let mut workers = Vec::new();
    for place in 0..4 {
        let (postroom, now) = (postroom.clone(), app.office.now());
        // Two workers of this process, two of others.
        let office = if place < 2 { app.office.clone() } else { another_process(&app).await };
        workers.push(tokio::spawn(async move { run_due(&office, &postroom, now).await.unwrap() }));
    }
    let mut done = 0;
    for worker in workers {
        done += worker.await.unwrap().done;
    }
    // Everybody's message, and the count of old files of each directorate.
    assert_eq!(u128::from(done), PEOPLE + 2);
    let mut count: HashMap<Uuid, u32> = HashMap::new();
    for email in post.emails() {
        *count.entry(email.id.0).or_default() += 1;
    }
    assert_eq!(count.len() as u128, PEOPLE);
    assert!(count.values().all(|times| *times == 1), "{count:?}");
}

/// The same database, opened by another process.
async fn another_process(app: &TestApp) -> Arc<Office> {
    let store = Store::open(&app.database.options(None)).await.unwrap();
    Arc::new(Office {
        store,
        clock: app.office.clock.clone(),
        randomness: app.office.randomness.clone(),
        passwords: server::auth::Passwords::new().unwrap(),
        throttle: server::auth::Throttle::default(),
        cookies: server::auth::Cookies::for_base_url("http://localhost:3000"),
        lifetimes: app.office.lifetimes,
        live: server::live::Hub::default(),
    })
}

#[tokio::test]
async fn on_a_full_disk_nothing_is_sent_that_could_not_be_noted() {
    let app = TestApp::start().await;
    crowd(&app, 60).await;
    let Some(app) = app.with_full_disk(2).await else { return };
    let post = Arc::new(super::Tray::default());
    let postroom = super::postroom(&post);
    let refused = run_due(&app.office, &postroom, app.office.now()).await;
    assert!(matches!(refused, Err(DbError::Full)), "{refused:?}");
    assert!(post.emails().is_empty());
    let Some(app) = app.with_full_disk(10_000).await else { return };
    let report = run_due(&app.office, &postroom, app.office.now()).await.unwrap();
    assert_eq!((report.done, post.emails().len()), (62, 60));
}

#[tokio::test]
async fn the_worker_ends_when_it_is_asked_to() {
    let mut house = House::new().await;
    house.plan(house.now().plus(5 * DAY)).await;
    let (stop, stopped) = watch::channel(false);
    let working =
        tokio::spawn(worker::work(house.app.office.clone(), house.postroom.clone(), stopped));
    let limit = Duration::from_secs(10);
    let sent = async {
        loop {
            tokio::time::sleep(Duration::from_millis(10)).await;
            if !house.post.emails().is_empty() {
                return;
            }
        }
    };
    tokio::time::timeout(limit, sent).await.unwrap();
    stop.send(true).unwrap();
    tokio::time::timeout(limit, working).await.unwrap().unwrap();
}
