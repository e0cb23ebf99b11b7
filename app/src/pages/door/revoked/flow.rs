//! Handing over what waits, and emptying the device once all of it has arrived.

use crate::api::ApiError;
use crate::api::surrender::{empty, surrender};
use crate::device::surrender::held;
use crate::device::{clock, keyring};
use crate::text::fr::errors::api_error;
use crate::text::fr::lock::revoked as text;
use leptos::prelude::*;
use std::collections::BTreeSet;
use std::time::Duration;
use vault::parcel::digest;
use wasm_bindgen_futures::JsFuture;

mod script {
    use js_sys::Promise;
    use wasm_bindgen::prelude::wasm_bindgen;

    #[wasm_bindgen(module = "/src/pages/door/revoked/wipe.js")]
    extern "C" {
        pub(super) fn wipe() -> Promise;
    }
}

/// How far it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Stage {
    /// What waits is being read and sent.
    Taking,
    /// All of it has arrived: so many entries that were new.
    Sent(u32),
    /// Not now; nothing was thrown away. It is tried again by itself.
    Waiting(String),
    /// The device is empty.
    Emptied(u32),
}

/// Other pages of this browser are given so long to put away what they have in hand.
const OTHERS_LEAVE: Duration = Duration::from_millis(700);
/// Between two tries.
const PAUSE: Duration = Duration::from_secs(15);
/// Looks at what waits, at most. Each finds only what came since the one before.
const LOOKS: usize = 5;

/// Hands over and empties; after a failure once more, until it is done.
pub fn begin(stage: RwSignal<Stage>) {
    stage.set(Stage::Taking);
    leptos::task::spawn_local(async move {
        match hand_over(stage).await {
            Ok(entries) => stage.set(Stage::Emptied(entries)),
            Err(why) => {
                stage.set(Stage::Waiting(why));
                clock::within(PAUSE, std::future::pending::<()>()).await;
                // Somebody may have pressed the button meanwhile.
                if matches!(stage.try_get_untracked(), Some(Stage::Waiting(_))) {
                    begin(stage);
                }
            }
        }
    });
}

async fn hand_over(stage: RwSignal<Stage>) -> Result<u32, String> {
    let said = |error: ApiError| api_error(&error);
    // Whoever still has the store open in another page is led to the door first.
    keyring::forget();
    clock::within(OTHERS_LEAVE, std::future::pending::<()>()).await;
    let (mut arrived, mut entries) = (BTreeSet::new(), 0_u32);
    for _ in 0..LOOKS {
        let now = held().await.map_err(|_| text::NO_STORE.to_owned())?;
        let mut any = false;
        for parcel in &now.parcels {
            let mark = digest(parcel);
            if !arrived.contains(&mark) {
                any = true;
                let taken = surrender(now.installations.clone(), parcel.clone()).await;
                entries = entries.saturating_add(taken.map_err(said)?.entries);
                arrived.insert(mark);
            }
        }
        if !any {
            // Nothing came since: all that is here has arrived.
            stage.set(Stage::Sent(entries));
            let parcels = arrived.into_iter().collect();
            empty(now.installations, parcels).await.map_err(said)?;
            let _ = JsFuture::from(script::wipe()).await;
            return Ok(entries);
        }
    }
    Err(text::STILL_IN_USE.to_owned())
}
