//! Several tablets at once: nothing is missed, everybody ends with the same.

use crate::app::{TestApp, VISIT};
use crate::device::{Device, adding};

/// A plain sequence as the number of changes lets a reader step over those that commit late. This
/// is the race of eight writers and a reader that asks all the time.
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn readers_miss_nothing_while_eight_tablets_write() {
    const WRITERS: u128 = 8;
    const EACH: u128 = 25;
    let app = TestApp::start().await;
    let alice = app.alice().await;
    let writers: Vec<_> = (0..WRITERS)
        .map(|writer| {
            let client = alice.clone();
            tokio::spawn(async move {
                let mut device = Device::new(client, 100 + writer);
                for number in 0..EACH {
                    let id = 100_000 * (writer + 1) + number;
                    device.enter(&adding(VISIT, id, "Exemple-Nombreuse"));
                    device.sync().await;
                }
                device
            })
        })
        .collect();
    let reader = {
        let client = app.bruno().await;
        tokio::spawn(async move {
            let mut device = Device::new(client, 1);
            let everybody = usize::try_from(WRITERS * EACH).unwrap() + 2;
            let mut last = 0;
            while device.state().roster_of(VISIT).count() < everybody {
                device.sync().await;
                let now = device.replica.cursor.unwrap().seq;
                assert!(now >= last, "the place in the feed never goes back");
                last = now;
            }
            device
        })
    };
    let mut devices = Vec::new();
    for writer in writers {
        devices.push(writer.await.unwrap());
    }
    let limit = std::time::Duration::from_mins(1);
    devices.push(tokio::time::timeout(limit, reader).await.unwrap().unwrap());
    for device in &mut devices {
        device.sync().await;
    }
    let mut truth = app.state().await;
    for record in truth.clone().records() {
        if let domain::Record::Intervention(visit) = &record
            && visit.id != VISIT
        {
            truth.remove(record.key());
        }
        if let domain::Record::RosterEntry(entry) = &record
            && entry.intervention != VISIT
        {
            truth.remove(record.key());
        }
    }
    for device in &devices {
        assert_eq!(device.state(), truth);
    }
}

/// The same installation in two tabs that send the same commands at the same moment.
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn two_tabs_with_one_outbox_do_everything_once() {
    let app = TestApp::start().await;
    let mut device = Device::new(app.alice().await, 1);
    for number in 0..40 {
        device.enter(&adding(VISIT, 900 + number, "Exemple-Nombreuse"));
    }
    let request = device.request(false);
    let tabs: Vec<_> = (0..6)
        .map(|_| {
            let (client, request) = (device.client.clone(), request.clone());
            tokio::spawn(async move { client.exchange(&request).await })
        })
        .collect();
    for tab in tabs {
        let response = tab.await.unwrap();
        assert_eq!((response.last_seq, response.forked), (40, None));
        assert!(response.outcomes.is_empty(), "{:?}", response.outcomes);
    }
    assert_eq!(app.state().await.roster_of(VISIT).count(), 42);
}
