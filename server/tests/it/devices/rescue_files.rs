//! Files that a device wrote when nothing else worked.

use super::{Store, THIRD, attention, list, mark_of, office_key, tablet};
use crate::app::{ALICE, AMINA, BADRA, BRUNO, TestApp, VISIT};
use crate::client::Client;
use crate::device::adding;
use app::api::ApiError;
use app::api::devices::Taken;
use app::api::rescue::Rescued;
use domain::attendance::Attendance::{Excused, Present};
use sync::Outcome;
use vault::parcel::file_of;

#[tokio::test]
async fn its_author_brings_a_rescue_file_back_any_number_of_times_and_it_counts_once() {
    let app = TestApp::start().await;
    let key = office_key(&app).await;
    let mut device = tablet(&app, 1).await;
    device.mark(AMINA, Present);
    device.sync().await;
    let sent = device.next_seq;
    device.mark(BADRA, Excused);
    device.enter(&adding(VISIT, THIRD, "Exemple-Nouvelle"));
    let mut store = Store::new(&key, ALICE).holding(&device);
    let (_, twice) = &device.outbox[0];
    store.put("shelter".to_owned(), &postcard::to_allocvec(&vec![twice]).unwrap());
    let file = file_of(&store.parcels());
    let bring = async |client: &Client| client.call_postcard("rescue", file.clone()).await;
    let alice = app.alice().await;
    let Rescued { taken, to_check, others } = bring(&alice).await.read_postcard();
    assert_eq!(taken, Taken { entries: 2, known: 0, unreadable: 0 });
    assert_eq!((to_check, others), (0, 0));
    assert_eq!(mark_of(&app, BADRA).await, Some(Excused));
    let counted = app.state().await.roster_of(VISIT).count();
    assert_eq!(counted, 3);
    let Rescued { taken: again, .. } = bring(&alice).await.read_postcard();
    assert_eq!(again, Taken { entries: 0, known: 2, unreadable: 0 });
    // The tablet sends the same after all.
    let outcomes = [(sent, Outcome::Duplicate), (sent + 1, Outcome::Duplicate)];
    assert_eq!(device.sync().await, outcomes);
    assert_eq!(app.state().await.roster_of(VISIT).count(), counted);
    assert_eq!(list(&app.supervisor().await).await.len(), 1, "the file is no device");
    assert_eq!(bring(&app.bruno().await).await.invalid().0, "file");
    assert_eq!(bring(&app.stranger()).await.error(), ApiError::SignIn);
}

#[tokio::test]
async fn a_rescue_file_is_taken_any_number_of_times_and_changes_something_once() {
    let app = TestApp::start().await;
    let key = office_key(&app).await;
    let mut device = tablet(&app, 1).await;
    device.mark(AMINA, Present);
    device.mark(BADRA, Present);
    let file = file_of(&Store::new(&key, ALICE).holding(&device).parcels());
    let dora = app.supervisor().await;
    let import = async |client: &Client, file: &[u8]| {
        client.call_postcard("desk/devices/rescue", file.to_vec()).await
    };
    let Rescued { taken, .. } = import(&dora, &file).await.read_postcard();
    assert_eq!(taken, Taken { entries: 2, known: 0, unreadable: 0 });
    let Rescued { taken: again, .. } = import(&dora, &file).await.read_postcard();
    assert_eq!(again, Taken { entries: 0, known: 2, unreadable: 0 });
    assert_eq!(attention(&dora).await.len(), 2);
    assert_eq!(list(&dora).await.len(), 1);

    // The tablet finds its network again: its own entries count, and are no conflict with the file.
    assert_eq!(device.sync().await, [(1, Outcome::Applied), (2, Outcome::Applied)]);
    let Rescued { taken: again, .. } = import(&dora, &file).await.read_postcard();
    assert_eq!((again.entries, again.known), (0, 2));

    let elsewhere = import(&app.foreign_supervisor().await, &file).await;
    // Known already: that is all that is said of it.
    assert_eq!(elsewhere.read_postcard::<Rescued>().taken.entries, 0);
    let other = file_of(&Store::new(&key, BRUNO).parcels());
    let (field, _) = import(&app.foreign_supervisor().await, &other).await.invalid();
    assert_eq!(field, "file");
    for nonsense in [&b"%PDF-1.7"[..], &[]] {
        assert_eq!(import(&dora, nonsense).await.invalid().0, "file");
    }
    assert_eq!(import(&app.alice().await, &file).await.error(), ApiError::Forbidden);
    assert_eq!(import(&app.stranger(), &file).await.error(), ApiError::SignIn);
}
