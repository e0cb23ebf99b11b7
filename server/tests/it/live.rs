//! Open pages that hear that something changed, and nothing else.

use crate::app::{ALICE, AMINA, MINUTE, NEXT, OURS, TestApp, VISIT};
use crate::client::{Answer, Client};
use crate::device::{Device, marking};
use app::api::ApiError;
use axum::body::{Body, BodyDataStream};
use axum::http::{Request, header};
use domain::Refusal;
use domain::attendance::Attendance;
use futures_util::StreamExt as _;
use serde_json::json;
use server::db::Action;
use std::time::Duration;
use sync::Outcome;
use tokio::time::{sleep, timeout};

/// Within this a change is heard.
const SOON: Duration = Duration::from_secs(2);
/// More than two looks are apart.
const QUIET: Duration = Duration::from_millis(1_300);

const NEWS: &str = "event: news\ndata: 1\n\n";
const SIGN_OF_LIFE: &str = ":\n\n";

#[derive(Debug, PartialEq, Eq)]
enum Heard {
    News,
    Nothing,
    End,
}

/// A page that listens.
struct Page(BodyDataStream);

impl Page {
    /// Opens a page, which is told at once to look.
    async fn open(client: &Client) -> Self {
        let response = client.open("/api/live").await;
        assert_eq!(response.status(), 200);
        let mut page = Self(response.into_body().into_data_stream());
        assert_eq!(page.hears(SOON).await, Heard::News, "whoever comes looks at once");
        page
    }

    async fn piece(&mut self) -> Option<String> {
        let piece = self.0.next().await?.unwrap();
        Some(String::from_utf8(piece.to_vec()).unwrap())
    }

    /// What is heard within so long.
    async fn hears(&mut self, within: Duration) -> Heard {
        let heard = async {
            loop {
                match self.piece().await.as_deref() {
                    Some(SIGN_OF_LIFE) => {}
                    Some(piece) => {
                        assert_eq!(piece, NEWS);
                        return Heard::News;
                    }
                    None => return Heard::End,
                }
            }
        };
        timeout(within, heard).await.unwrap_or(Heard::Nothing)
    }

    /// Whether it ends soon, with or without news before.
    async fn ends(&mut self) -> bool {
        loop {
            match self.hears(SOON).await {
                Heard::News => {}
                Heard::Nothing => return false,
                Heard::End => return true,
            }
        }
    }
}

/// What is answered to somebody who may not listen now.
async fn refusal(client: &Client) -> Answer {
    let response = client.open("/api/live").await;
    // An answer that goes on would be waited for without end.
    assert_ne!(response.status(), 200);
    Answer::whole(response).await
}

/// Alice's tablet marks Amina.
async fn mark(app: &TestApp, device: u128, mark: Attendance) {
    let mut device = Device::new(app.alice().await, device);
    device.sync().await;
    let seq = device.mark(AMINA, mark);
    assert_eq!(device.sync().await, [(seq, Outcome::Applied)]);
}

#[tokio::test]
async fn what_an_adviser_enters_is_heard_on_the_desk_and_on_other_tablets() {
    let app = TestApp::start().await;
    let mut desk = Page::open(&app.supervisor().await).await;
    let mut tablet = Page::open(&app.bruno().await).await;
    assert_eq!(desk.hears(QUIET).await, Heard::Nothing, "nothing changed yet");
    mark(&app, 1, Attendance::Present).await;
    assert_eq!(desk.hears(SOON).await, Heard::News);
    assert_eq!(tablet.hears(SOON).await, Heard::News);
}

#[tokio::test]
async fn another_directorate_hears_nothing() {
    let app = TestApp::start().await;
    let mut ours = Page::open(&app.supervisor().await).await;
    let mut theirs = Page::open(&app.foreign_supervisor().await).await;
    mark(&app, 1, Attendance::Present).await;
    assert_eq!(ours.hears(SOON).await, Heard::News);
    assert_eq!(theirs.hears(QUIET).await, Heard::Nothing);
}

#[tokio::test]
async fn what_a_person_enters_on_their_telephone_is_heard() {
    let app = TestApp::start().await;
    let mut desk = Page::open(&app.supervisor().await).await;
    let sheet = "form=00000000-0000-4000-8000-00000000002a&wish-training=yes\
                 &family_name=Exemple-Lilas&way=call&phone=0639980001&consent=yes";
    let path = format!("/r/{}", app.code(VISIT).await);
    let kind = "application/x-www-form-urlencoded";
    assert_eq!(app.stranger().post(&path, kind, sheet.into()).await.status, 200);
    assert_eq!(desk.hears(SOON).await, Heard::News);
}

#[tokio::test]
async fn what_has_no_number_in_the_feed_is_heard_too() {
    let app = TestApp::start().await;
    let supervisor = app.supervisor().await;
    let mut desk = Page::open(&supervisor).await;
    let mut tablet = Page::open(&app.alice().await).await;
    let head = async || app.office.store.read().await.unwrap().feed_head(OURS).await.unwrap();
    let before = head().await;

    let wanted = json!({"intervention": NEXT, "advisers": [ALICE]});
    let answer = supervisor.call("desk/interventions/assign", wanted).await;
    assert_eq!(answer.status, 200, "{}", answer.text());
    assert_eq!(tablet.hears(SOON).await, Heard::News, "an assignment");
    assert_eq!(desk.hears(SOON).await, Heard::News);

    let mut refused = Device::new(app.bruno().await, 1);
    let seq = refused.enter(&marking(NEXT, AMINA, Attendance::Present));
    assert_eq!(refused.sync().await, [(seq, Outcome::Held(Refusal::NotAllowed))]);
    assert_eq!(desk.hears(SOON).await, Heard::News, "a refusal, which waits for a look");
    assert_eq!(head().await, before);
}

#[tokio::test]
async fn a_look_is_no_news_or_pages_would_look_for_ever() {
    let app = TestApp::start().await;
    let supervisor = app.supervisor().await;
    let mut desk = Page::open(&supervisor).await;
    let people = supervisor.call("desk/people", json!({"query": {}})).await;
    assert_eq!((people.status, people.json()["total"] == 0), (200, false));
    Device::new(app.alice().await, 1).sync().await;
    assert_eq!(desk.hears(QUIET).await, Heard::Nothing);
}

#[tokio::test]
async fn nothing_but_that_there_is_news_is_told_and_it_is_not_held_up() {
    let app = TestApp::start().await;
    let client = app.supervisor().await;
    let request = Request::builder()
        .uri("/api/live")
        .header(header::ACCEPT_ENCODING, "br, gzip")
        .body(Body::empty())
        .unwrap();
    let response = client.respond(request).await;
    let told = |name: &str| response.headers().get(name).map(|value| value.to_str().unwrap());
    assert_eq!(told("content-type"), Some("text/event-stream"));
    assert_eq!(told("cache-control"), Some("no-store"));
    assert_eq!(told("x-accel-buffering"), Some("no"));
    assert_eq!(told("content-encoding"), None);

    let mut page = Page(response.into_body().into_data_stream());
    assert_eq!(page.piece().await.as_deref(), Some(NEWS));
    mark(&app, 1, Attendance::Present).await;
    let mut pieces = Vec::new();
    let reading = async {
        while let Some(piece) = page.piece().await {
            pieces.push(piece);
        }
    };
    assert!(timeout(SOON, reading).await.is_err(), "it goes on");
    assert_eq!(pieces.iter().filter(|piece| *piece == NEWS).count(), 1, "{pieces:?}");
    pieces.retain(|piece| piece != NEWS);
    assert!(pieces.len() > 2 && pieces.iter().all(|piece| piece == SIGN_OF_LIFE), "{pieces:?}");
}

#[tokio::test]
async fn without_a_session_there_is_nothing_to_hear() {
    let app = TestApp::start().await;
    let answer = refusal(&app.stranger()).await;
    assert_eq!((answer.status, answer.error()), (401, ApiError::SignIn));
    let client = app.supervisor().await;
    let mut page = Page::open(&client).await;
    assert_eq!(client.call_postcard("account/sign-out", ()).await.status, 200);
    assert!(page.ends().await);
    assert_eq!(refusal(&client).await.status, 401);
}

#[tokio::test]
async fn listening_and_coming_back_keep_no_session_open() {
    let app = TestApp::start().await;
    let client = app.supervisor().await;
    let mut page = Page::open(&client).await;
    app.advance(29 * MINUTE);
    assert_eq!(page.hears(QUIET).await, Heard::Nothing);
    let mut again = Page::open(&client).await;
    app.advance(2 * MINUTE);
    assert!(page.ends().await && again.ends().await);
    assert_eq!(client.profile().await.status, 401);
}

#[tokio::test]
async fn who_is_disabled_hears_no_more() {
    let app = TestApp::start().await;
    let mut page = Page::open(&app.alice().await).await;
    let wanted = json!({"user": ALICE, "disabled": true});
    let answer = app.supervisor().await.call("desk/accounts/disable", wanted).await;
    assert_eq!(answer.status, 200, "{}", answer.text());
    assert!(page.ends().await);
}

#[tokio::test]
async fn a_revoked_device_hears_that_there_is_news_and_then_no_more_whichever_server_it_listens_to()
{
    let app = TestApp::start().await;
    let other = app.beside().await;
    let mut device = Device::new(app.alice().await, 1);
    device.sync().await;
    let mut there = other.stranger();
    there.cookie.clone_from(&device.client.cookie);
    let mut page = Page::open(&there).await;
    let answer =
        app.supervisor().await.call("desk/devices/revoke", json!({"device": device.id})).await;
    assert_eq!(answer.status, 200, "{}", answer.text());
    assert_eq!(page.hears(SOON).await, Heard::News);
    assert_eq!(there.profile().await.error(), ApiError::DeviceRevoked);
    assert!(page.ends().await);
    assert_eq!(refusal(&there).await.error(), ApiError::DeviceRevoked);
}

#[tokio::test]
async fn of_seven_streams_of_an_account_the_oldest_ends() {
    let app = TestApp::start().await;
    let client = app.supervisor().await;
    let mut pages = Vec::new();
    for _ in 0..7 {
        pages.push(Page::open(&client).await);
    }
    assert!(pages[0].ends().await);
    mark(&app, 1, Attendance::Present).await;
    for page in &mut pages[1..] {
        assert_eq!(page.hears(SOON).await, Heard::News);
    }
}

#[tokio::test]
async fn who_opens_streams_without_end_has_to_wait_and_colleagues_do_not() {
    let app = TestApp::start().await;
    let client = app.supervisor().await;
    let mut refused = None;
    for number in 0..60 {
        let response = client.open("/api/live").await;
        if response.status() != 200 {
            refused = Some((number, Answer::whole(response).await));
            break;
        }
    }
    let (number, answer) = refused.unwrap();
    assert!(number >= 30, "{number}");
    assert!(matches!(answer.error(), ApiError::TooMany { seconds: 1..=6 }), "{}", answer.text());
    Page::open(&app.alice().await).await;
}

#[tokio::test]
async fn a_server_that_is_told_to_stop_keeps_nobody() {
    let app = TestApp::start().await;
    let client = app.supervisor().await;
    let mut page = Page::open(&client).await;
    app.office.live.end();
    assert!(page.ends().await);
    let answer = refusal(&client).await;
    assert_eq!((answer.status, answer.error()), (503, ApiError::Busy));
}

#[tokio::test]
async fn who_comes_after_everybody_left_hears_again() {
    let app = TestApp::start().await;
    let client = app.supervisor().await;
    drop(Page::open(&client).await);
    // Nobody looks by now.
    sleep(QUIET).await;
    let mut page = Page::open(&client).await;
    mark(&app, 1, Attendance::Present).await;
    assert_eq!(page.hears(SOON).await, Heard::News);
}

#[tokio::test]
async fn what_one_server_takes_in_is_heard_at_another() {
    let app = TestApp::start().await;
    let other = app.beside().await;
    let mut desk = Page::open(&other.supervisor().await).await;
    for (device, attendance) in [(1, Attendance::Present), (2, Attendance::Absent)] {
        mark(&app, device, attendance).await;
        assert_eq!(desk.hears(SOON).await, Heard::News);
    }
}

/// A unit of work with one entry of the audit.
async fn done(app: &TestApp, action: Action) {
    let mut unit = app.office.store.write().await.unwrap();
    unit.audit(app.office.now(), OURS, None, action, None, None).await.unwrap();
    unit.commit().await.unwrap();
}

#[tokio::test]
async fn a_unit_of_work_hints_that_it_changed_something_and_only_then() {
    let app = TestApp::start().await;
    let hinted =
        async || timeout(Duration::from_millis(100), app.office.store.hint()).await.is_ok();
    done(&app, Action::PeopleListed).await;
    assert!(!hinted().await);
    let mut unit = app.office.store.write().await.unwrap();
    let action = Action::AdvisersAssigned;
    unit.audit(app.office.now(), OURS, None, action, None, None).await.unwrap();
    drop(unit);
    assert!(!hinted().await, "it never happened");
    done(&app, Action::AdvisersAssigned).await;
    assert!(hinted().await);
    mark(&app, 1, Attendance::Present).await;
    assert!(hinted().await);
}

#[tokio::test]
async fn servers_on_postgresql_hint_to_each_other() {
    let app = TestApp::start().await;
    if app.database.file().is_some() {
        return;
    }
    let other = app.beside().await;
    let changing = async {
        // Again and again: the other one takes a moment until it listens.
        for _ in 0..20 {
            done(&app, Action::AdvisersAssigned).await;
            sleep(Duration::from_millis(100)).await;
        }
    };
    let hinted = tokio::select! {
        () = other.office.store.hint() => true,
        () = other.office.store.hear_others() => false,
        () = changing => false,
    };
    assert!(hinted);
}
