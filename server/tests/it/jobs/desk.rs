//! What a supervisor sees of it, and may do.

use super::House;
use crate::app::{AMINA, BADRA, DAY, TestApp};
use crate::client::Client;
use app::api::messages::{Channel, JobKind, JobRow, JobState, Problem};
use app::api::{ApiError, Page};
use domain::id::{JobId, SignatoryId};
use serde_json::json;
use server::post::SendError;

pub async fn list(supervisor: &Client, state: Option<&str>) -> Page<JobRow> {
    supervisor.call("desk/jobs", json!({"query": {"state": state}})).await.read()
}

pub async fn retry(supervisor: &Client, job: JobId) {
    let answer = supervisor.call("desk/jobs/retry", json!({"job": job})).await;
    assert_eq!(answer.status, 200, "{}", answer.text());
}

pub async fn pause(supervisor: &Client, person: SignatoryId, paused: bool) {
    let arguments = json!({"person": person, "paused": paused});
    let answer = supervisor.call("desk/messages/pause", arguments).await;
    assert_eq!(answer.status, 200, "{}", answer.text());
}

#[tokio::test]
async fn a_supervisor_sees_what_was_sent_to_whom_and_what_was_not() {
    let mut house = House::new().await;
    house.plan(house.now().plus(5 * DAY)).await;
    house.run().await;
    let supervisor = house.app.supervisor().await;
    let page = list(&supervisor, None).await;
    assert_eq!(page.total, 2);
    let count = page.rows.iter().find(|row| row.kind == JobKind::RetentionDryRun).unwrap();
    assert_eq!((count.state, count.found), (JobState::Done, Some(0)));
    let sent = page.rows.iter().find(|row| row.kind == JobKind::InterviewInvitation).unwrap();
    assert_eq!((sent.state, sent.channel), (JobState::Done, Some(Channel::Email)));
    assert_eq!((sent.attempts, sent.ended_at), (1, Some(house.now())));
    assert_eq!(sent.person.as_ref().unwrap().name, "EXEMPLE-AMINA");
    assert_eq!(list(&supervisor, Some("Failed")).await.total, 0);
}

#[tokio::test]
async fn a_message_that_failed_is_tried_again_at_a_press() {
    let mut house = House::new().await;
    house.plan(house.now().plus(5 * DAY)).await;
    house.post.close(SendError::Never(Problem::Rejected));
    house.run().await;
    house.post.open();
    let supervisor = house.app.supervisor().await;
    let failed = list(&supervisor, Some("Failed")).await;
    assert_eq!((failed.total, failed.rows[0].problem), (1, Some(Problem::Rejected)));
    retry(&supervisor, failed.rows[0].id).await;
    house.run().await;
    assert_eq!(house.post.emails().len(), 1);
    // What is done is not done again.
    let answer = supervisor.call("desk/jobs/retry", json!({"job": failed.rows[0].id})).await;
    assert_eq!((answer.status, answer.error()), (404, ApiError::NotFound));
}

#[tokio::test]
async fn another_directorate_sees_and_changes_nothing() {
    let mut house = House::new().await;
    house.plan(house.now().plus(5 * DAY)).await;
    house.post.close(SendError::Never(Problem::Rejected));
    house.run().await;
    let ours = list(&house.app.supervisor().await, Some("Failed")).await.rows.remove(0);
    let foreign = house.app.foreign_supervisor().await;
    assert_eq!(list(&foreign, Some("Failed")).await.total, 0);
    let answer = foreign.call("desk/jobs/retry", json!({"job": ours.id})).await;
    assert_eq!(answer.status, 404);
    let arguments = json!({"person": AMINA, "paused": true});
    assert_eq!(foreign.call("desk/messages/pause", arguments).await.status, 404);
    let adviser = house.app.alice().await;
    assert_eq!(adviser.call("desk/jobs", json!({"query": {}})).await.status, 403);
}

#[tokio::test]
async fn files_without_contact_for_too_long_are_counted_and_kept() {
    let app = TestApp::start().await;
    let post = std::sync::Arc::new(super::Tray::default());
    let postroom = super::postroom(&post);
    let count = async |app: &TestApp| {
        server::jobs::run_due(&app.office, &postroom, app.office.now()).await.unwrap();
        let rows = list(&app.supervisor().await, None).await.rows;
        rows.into_iter().find(|row| row.kind == JobKind::RetentionDryRun).unwrap().found
    };
    assert_eq!(count(&app).await, Some(0));
    // Amina's last visit is a week later than Badra's.
    app.advance(732 * DAY);
    assert_eq!(count(&app).await, Some(1));
    app.advance(8 * DAY);
    assert_eq!(count(&app).await, Some(2));
    let mut unit = app.office.store.read().await.unwrap();
    assert!(unit.signatory(BADRA).await.unwrap().is_some());
}
