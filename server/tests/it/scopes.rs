//! Which visits a tablet holds: those assigned today, no others, and all of each.

use crate::app::{ALICE, AMINA, BADRA, BRUNO, DAY, NEXT, OURS, TestApp, VISIT};
use crate::device::{Device, adding};
use domain::Record;
use domain::attendance::Attendance::Present;
use domain::id::{InterventionId, SignatoryId};
use sync::Scope;
use sync::wire::Held;
use uuid::Uuid;

/// The visits a device holds. Every device also holds the schemes of its directorate.
fn visits(device: &Device) -> Vec<InterventionId> {
    let scopes = &device.replica.scopes;
    assert!(scopes.contains(&Scope::Catalogue(OURS)));
    let visit = |scope: &Scope| match scope {
        Scope::Intervention(id) => Some(*id),
        Scope::Catalogue(_) | Scope::File(_) => None,
    };
    scopes.iter().filter_map(visit).collect()
}

#[tokio::test]
async fn a_visit_that_is_assigned_arrives_and_one_taken_away_leaves() {
    let app = TestApp::start().await;
    let mut device = Device::new(app.alice().await, 1);
    device.sync().await;
    app.assign(NEXT, &[ALICE]).await;
    device.sync().await;
    assert_eq!(visits(&device).len(), 2);
    assert!(device.state().intervention(NEXT).is_some());

    app.assign(VISIT, &[BRUNO]).await;
    device.sync().await;
    assert_eq!(visits(&device), [NEXT]);
    let state = device.state();
    assert!(state.intervention(VISIT).is_none());
    assert!(state.signatory(BADRA).is_none(), "only known by the list that was lost");
    assert!(state.signatory(AMINA).is_some(), "still on the other list");
    assert_eq!(state, {
        let mut truth = app.state().await;
        for record in truth.clone().records() {
            let lost = match &record {
                Record::Intervention(it) => it.id == VISIT,
                Record::Signatory(it) => it.id == BADRA,
                Record::RosterEntry(it) => it.intervention == VISIT,
                Record::Interest(it) => it.intervention == VISIT,
                Record::Scheme(_) | Record::Interview(_) | Record::Referral(_) => false,
            };
            if lost {
                truth.remove(record.key());
            }
        }
        truth
    });
}

#[tokio::test]
async fn rights_lost_while_offline_hold_the_work_and_take_the_records() {
    let app = TestApp::start().await;
    let mut device = Device::new(app.alice().await, 1);
    device.sync().await;
    device.mark(AMINA, Present);
    app.assign(VISIT, &[BRUNO]).await;
    let outcomes = device.sync().await;
    assert_eq!(outcomes[0].1, sync::Outcome::Held(domain::Refusal::NotAllowed));
    assert!(device.outbox.is_empty(), "kept by the server, shown to the supervisor");
    assert_eq!(device.state().records().count(), 0);
}

#[tokio::test]
async fn old_visits_leave_the_tablet() {
    let app = TestApp::start().await;
    let mut device = Device::new(app.alice().await, 1);
    device.sync().await;
    app.advance(91 * DAY);
    device.client = app.alice().await;
    device.sync().await;
    assert!(visits(&device).is_empty());
    assert_eq!(device.state().records().count(), 0);
}

#[tokio::test]
async fn a_person_who_joins_a_second_list_is_known_there() {
    let app = TestApp::start().await;
    app.assign(NEXT, &[BRUNO]).await;
    app.assign(VISIT, &[ALICE]).await;
    let mut alice = Device::new(app.alice().await, 1);
    let mut bruno = Device::new(app.bruno().await, 2);
    alice.enter(&adding(VISIT, 900, "Exemple-Nouvelle"));
    alice.sync().await;
    bruno.sync().await;
    let person = SignatoryId(Uuid::from_u128(900));
    assert!(bruno.state().signatory(person).is_none());

    // The same person is written down at Bruno's visit, by the supervisor, who may everywhere.
    let mut supervisor = Device::new(app.supervisor().await, 3);
    supervisor.enter(&adding(NEXT, 900, "Exemple-Nouvelle"));
    let outcomes = supervisor.sync().await;
    assert_eq!(outcomes[0].1, sync::Outcome::Applied);
    bruno.sync().await;
    assert!(bruno.state().signatory(person).is_some());
    assert!(bruno.state().roster_entry(NEXT, person).is_some());
    assert!(bruno.state().roster_entry(VISIT, person).is_none());
}

#[tokio::test]
async fn a_tablet_that_claims_scopes_it_may_not_hold_loses_them() {
    let app = TestApp::start().await;
    let device = Device::new(app.alice().await, 1);
    let mut request = device.request(true);
    request.held = Held::List(vec![Scope::Intervention(crate::app::FOREIGN)]);
    let response = device.client.exchange(&request).await;
    assert_eq!(response.revoked, [Scope::Intervention(crate::app::FOREIGN)]);
    assert_eq!(response.granted, [Scope::Intervention(VISIT), Scope::Catalogue(OURS)]);
}

#[tokio::test]
async fn a_long_absence_is_caught_up_in_pieces_that_keep_transactions_whole() {
    let app = TestApp::start().await;
    let mut late = Device::new(app.bruno().await, 2);
    late.sync().await;
    let mut busy = Device::new(app.alice().await, 1);
    for round in 0..24 {
        for person in 0..100 {
            busy.enter(&adding(VISIT, 10_000 + round * 100 + person, "Exemple-Nombreuse"));
        }
        busy.sync().await;
    }
    let mut pieces = 0;
    loop {
        let response = late.client.exchange(&late.request(false)).await;
        pieces += 1;
        late.absorb(&response);
        // A person and their line come in one transaction: never one without the other.
        let state = late.state();
        assert!(state.roster_of(VISIT).all(|entry| state.signatory(entry.signatory).is_some()));
        if !response.more {
            break;
        }
    }
    assert!(pieces > 1, "{pieces}");
    assert_eq!(late.state().roster_of(VISIT).count(), 2_402);
    assert_eq!(late.state(), {
        let mut fresh = Device::new(app.bruno().await, 3);
        fresh.sync().await;
        fresh.state()
    });
}

#[tokio::test]
async fn a_first_load_in_pieces_is_never_asked_what_the_device_holds() {
    let app = TestApp::start().await;
    let mut busy = Device::new(app.alice().await, 1);
    for round in 0..24 {
        for person in 0..100 {
            busy.enter(&adding(VISIT, 10_000 + round * 100 + person, "Exemple-Nombreuse"));
        }
        busy.sync().await;
    }
    app.assign(NEXT, &[BRUNO]).await;
    let mut fresh = Device::new(app.bruno().await, 2);
    let mut pieces = 0;
    loop {
        let response = fresh.client.exchange(&fresh.request(false)).await;
        assert!(!response.list_scopes, "piece {pieces}");
        pieces += 1;
        fresh.absorb(&response);
        if response.is_whole() {
            break;
        }
    }
    assert!(pieces > 1, "{pieces}");
    assert_eq!(visits(&fresh).len(), 2);
    assert_eq!(fresh.state().roster_of(VISIT).count(), 2_402);
    assert!(fresh.state().intervention(NEXT).is_some());
}
