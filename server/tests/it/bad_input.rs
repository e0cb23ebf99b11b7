//! What a device may be sent to say: replayed, forged, from the future, after a restoration. The
//! table in `docs/sync.md` names a test for every kind; those that are not elsewhere are here.

use crate::app::{ALICE, AMINA, BADRA, DAY, TestApp, VISIT};
use crate::client::Client;
use crate::device::Device;
use domain::attendance::Attendance::{Absent, Present};
use domain::id::ClientId;
use domain::time::Instant;
use miniz_oxide::deflate::compress_to_vec;
use sync::Outcome;
use sync::wire::{self, Lacking, Mark, PROTOCOL, Reset};
use uuid::Uuid;

/// The message with which an envelope is refused.
async fn refusal(client: &Client, envelope: &[u8]) -> String {
    let answer = client.post_envelope(envelope).await;
    assert_eq!(answer.status, 422, "{}", answer.text());
    let (field, message) = answer.invalid();
    assert_eq!(field, "envelope");
    message
}

#[tokio::test]
async fn an_entry_replayed_under_another_installation_is_carried_out_once() {
    let app = TestApp::start().await;
    let mut device = Device::new(app.alice().await, 1);
    device.sync().await;
    device.mark(AMINA, Present);
    let entered = device.outbox.clone();
    device.sync().await;
    device.mark(AMINA, Absent);
    device.sync().await;
    let before = app.state().await;

    let mut other = Device::new(app.alice().await, 2);
    other.outbox = entered;
    let outcomes = other.sync().await;
    assert_eq!(outcomes, [(1, Outcome::Duplicate)]);
    assert_eq!(app.state().await, before);
}

#[tokio::test]
async fn a_recorded_request_is_of_no_use_to_somebody_else() {
    let app = TestApp::start().await;
    let mut device = Device::new(app.alice().await, 1);
    device.sync().await;
    device.mark(AMINA, Present);
    let recorded = wire::encode(&device.request(false));
    device.sync().await;
    let before = app.state().await;
    assert_eq!(app.stranger().post_envelope(&recorded).await.status, 401);
    for other in [app.bruno().await, app.foreign_supervisor().await] {
        let answer = other.post_envelope(&recorded).await;
        assert_eq!((answer.status, answer.text()), (403, "forbidden".to_owned()));
    }
    assert_eq!(app.state().await, before);
}

#[tokio::test]
async fn a_forged_mark_tells_nothing_of_somebody_elses_installation() {
    let app = TestApp::start().await;
    let mut alice = Device::new(app.alice().await, 1);
    alice.mark(AMINA, Present);
    let hash = alice.outbox[0].1.hash();
    alice.sync().await;

    let mut bruno = Device::new(app.bruno().await, 2);
    bruno.sync().await;
    let mut answers = Vec::new();
    for client in [alice.id, ClientId(Uuid::from_u128(99))] {
        let mut request = bruno.request(false);
        request.journaled = vec![Mark { client: Some(client), seq: 1, hash }];
        let response = bruno.client.exchange(&request).await;
        assert_eq!(response.lacking, [Lacking { client, known: Some(0) }]);
        answers.push((response.last_seq, response.outcomes, response.changes));
    }
    assert_eq!(answers[0], answers[1], "known to somebody else is as unknown as to nobody");
}

#[tokio::test]
async fn a_clock_far_ahead_is_a_claim_and_nothing_more() {
    let app = TestApp::start().await;
    let mut ahead = Device::new(app.alice().await, 1);
    let mut colleague = Device::new(app.bruno().await, 2);
    ahead.sync().await;
    colleague.sync().await;
    for moment in [Instant(i64::MAX), Instant(1_000 * 365 * DAY)] {
        ahead.mark(AMINA, Present);
        ahead.outbox[0].1.claimed_at = moment;
        let mut request = ahead.request(false);
        request.sent_at = moment;
        let response = ahead.client.exchange(&request).await;
        assert_eq!((response.outcomes.as_slice(), response.forked), (&[][..], None));
        assert!(response.answered_at < moment, "the office's clock stays its own");
        ahead.absorb(&response);
        let state = app.state().await;
        let entry = state.roster_entry(VISIT, AMINA).unwrap();
        assert_eq!((entry.marked_at, entry.marked_by), (Some(moment), Some(ALICE)));
        // What comes after it is decided after it, whatever the clocks say.
        colleague.sync().await;
        colleague.mark(AMINA, Absent);
        assert_eq!(colleague.sync().await[0].1, Outcome::Applied);
        let state = app.state().await;
        assert_eq!(state.roster_entry(VISIT, AMINA).unwrap().mark, Some(Absent));
        ahead.sync().await;
    }
}

#[tokio::test]
async fn a_message_of_a_newer_protocol_is_told_from_a_damaged_one() {
    let app = TestApp::start().await;
    let client = app.alice().await;
    let request = Device::new(client.clone(), 1).request(false);
    let good = wire::encode(&request);
    let body = &good[4..good.len() - 4];
    let third = wire::encode_as(3, &request).unwrap();
    let newer = refusal(&client, &wire::frame(PROTOCOL + 1, body)).await;
    let nought = refusal(&client, &wire::frame(0, body)).await;
    let cut = refusal(&client, &good[..good.len() - 1]).await;
    // As if it were whole: in versions that spell everything out nothing may be missing.
    let shorter = refusal(&client, &wire::frame(3, &third[4..third.len() - 5])).await;
    let longer = [body, &[0]].concat();
    let longer = refusal(&client, &wire::frame(PROTOCOL, &longer)).await;
    assert_ne!(newer, cut);
    assert_eq!([&nought, &longer, &shorter], [&cut, &cut, &cut]);
}

#[tokio::test]
async fn what_was_packed_is_unpacked_and_no_more_than_an_envelope_of_it() {
    let app = TestApp::start().await;
    let mut device = Device::new(app.alice().await, 1);
    device.mark(AMINA, Present);
    let good = wire::encode(&device.request(false));
    let packed = |bytes: &[u8]| [wire::PACKED, compress_to_vec(bytes, 6).as_slice()].concat();

    let answer = device.client.post_envelope(&packed(&good)).await;
    assert_eq!(answer.status, 200, "{}", answer.text());
    let state = app.state().await;
    assert_eq!(state.roster_entry(VISIT, AMINA).unwrap().mark, Some(Present));

    let bomb = packed(&vec![0; wire::MAX_ENVELOPE + 1]);
    assert!(bomb.len() < 8 * 1024, "{}", bomb.len());
    assert_eq!(device.client.post_envelope(&bomb).await.status, 413);

    let whole = packed(&good);
    let damaged = refusal(&device.client, &good[..good.len() - 1]).await;
    assert_eq!(refusal(&device.client, &whole[..whole.len() / 2]).await, damaged);
    assert_eq!(refusal(&device.client, wire::PACKED).await, damaged);
    assert_eq!(refusal(&device.client, &packed(&packed(&good))).await, damaged);
    assert_eq!(refusal(&device.client, &packed(&[])).await, damaged);
}

#[tokio::test]
async fn a_restored_server_is_told_what_it_lacks_even_where_the_feed_had_not_moved() {
    let app = TestApp::start().await;
    let mut device = Device::new(app.alice().await, 1);
    device.mark(AMINA, Present);
    let hash = device.outbox[0].1.hash();
    device.sync().await;
    let mark = |seq, hash| Mark { client: None, seq, hash };

    // As it is: nothing is lacking.
    let mut request = device.request(false);
    request.journaled = vec![mark(1, hash)];
    assert_eq!(device.client.exchange(&request).await.lacking, []);
    // It once confirmed more than it has now, or something else under this number.
    for (mark, known) in [(mark(2, hash), Some(1)), (mark(1, !hash), None)] {
        request.journaled = vec![mark];
        let response = device.client.exchange(&request).await;
        assert_eq!(response.lacking, [Lacking { client: device.id, known }]);
    }
    // A place in the feed that it has not reached.
    let cursor = request.cursor.map(|cursor| sync::Cursor { seq: cursor.seq + 1, ..cursor });
    request.cursor = cursor;
    let response = device.client.exchange(&request).await;
    assert_eq!(response.reset, Some(Reset::OtherHistory));

    // The device sends again what it still has, and more.
    device.mark(BADRA, Absent);
    device.sync().await;
    assert_eq!(app.state().await.roster_entry(VISIT, BADRA).unwrap().mark, Some(Absent));
}
