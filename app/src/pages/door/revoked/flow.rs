//! Handing over what waits, and emptying the device once all of it has arrived.

use crate::api::account::sign_out;
use crate::api::surrender::{empty, is_revoked, surrender};
use crate::device::surrender::{Held, held};
use crate::device::tabs::{Turn, take_turn};
use crate::device::{clock, keyring, preferences};
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
        #[wasm_bindgen(js_name = lockOthers)]
        pub(super) fn lock_others() -> Promise;
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
/// Between two looks whether another page is still at it.
const TURN_AGAIN: Duration = Duration::from_millis(500);
/// What pages take turns at.
const TURN: &str = "passerelle.revoked";
/// Looks at what waits, at most. Each finds only what came since the one before.
const LOOKS: usize = 5;

/// What has arrived of this browser.
#[derive(Clone, Debug, Default)]
struct Arrived {
    parcels: BTreeSet<[u8; 32]>,
    entries: u32,
}

/// The handing over, as the page shows it.
#[derive(Clone, Copy)]
pub struct Flow {
    stage: RwSignal<Stage>,
    arrived: StoredValue<Arrived>,
    tries: StoredValue<u32>,
}

impl Flow {
    /// Hands over and empties; after a failure once more, until it is done.
    pub fn start() -> Self {
        let flow = Self {
            stage: RwSignal::new(Stage::Taking),
            arrived: StoredValue::new(Arrived::default()),
            tries: StoredValue::new(0),
        };
        flow.begin();
        flow
    }

    /// How far it is. Depends on it.
    #[must_use]
    pub fn stage(self) -> Stage {
        self.stage.get()
    }

    /// Tries now. The try that was to come by itself does not.
    pub fn begin(self) {
        self.stage.set(Stage::Taking);
        self.tries.update_value(|tries| *tries += 1);
        let this = self.tries.get_value();
        leptos::task::spawn_local(async move {
            match self.hand_over().await {
                Ok(entries) => self.show(Stage::Emptied(entries)),
                Err(why) => {
                    self.show(Stage::Waiting(why));
                    pause(PAUSE).await;
                    if self.tries.try_get_value() == Some(this) {
                        self.begin();
                    }
                }
            }
        });
    }

    fn show(self, stage: Stage) {
        let _ = self.stage.try_set(stage);
    }

    async fn hand_over(self) -> Result<u32, String> {
        let _turn = alone().await;
        let here = read().await?;
        let revoked = is_revoked(here.installations.clone()).await;
        let revoked = revoked.map_err(|error| api_error(&error))?;
        if here.is_all && here.parcels.is_empty() {
            // Another page was quicker; or this one had it emptied, and the answer did not come through.
            if revoked {
                // By a cookie that was left: it would have the door say so for hours.
                let _ = sign_out().await;
                let _ = JsFuture::from(script::wipe()).await;
            }
            return Ok(self.arrived().entries);
        }
        if !revoked {
            // Set up anew in another page meanwhile, or the office was brought back from a time before.
            preferences::forget_revoked();
            let _ = window().location().reload();
            return Err(text::NO_LONGER.to_owned());
        }
        keyring::forget();
        preferences::mark_revoked();
        for _ in 0..LOOKS {
            // Whoever still has the store open in another page is led to the door. With every look: a page
            // that opened it just before the mark was there is heard of by the second at the latest.
            if !JsFuture::from(script::lock_others()).await.is_ok_and(|heard| heard.is_truthy()) {
                return Err(text::STILL_IN_USE.to_owned());
            }
            pause(OTHERS_LEAVE).await;
            let here = read().await?;
            if !self.send(&here).await? {
                // Nothing came since: all that is here has arrived.
                return self.let_go(here).await;
            }
        }
        Err(text::STILL_IN_USE.to_owned())
    }

    /// Sends what has not arrived yet. Says whether there was any.
    async fn send(self, here: &Held) -> Result<bool, String> {
        let mut any = false;
        for parcel in &here.parcels {
            let mark = digest(parcel);
            if self.arrived().parcels.contains(&mark) {
                continue;
            }
            any = true;
            let taken = surrender(here.installations.clone(), parcel.clone()).await;
            let taken = taken.map_err(|error| api_error(&error))?;
            self.arrived.try_update_value(|arrived| {
                arrived.entries = arrived.entries.saturating_add(taken.entries);
                arrived.parcels.insert(mark);
            });
        }
        Ok(any)
    }

    /// Empties the device: by the receipt of the server, for all parcels that were here, and only where
    /// nobody can have opened a store since.
    async fn let_go(self, here: Held) -> Result<u32, String> {
        let Arrived { parcels, entries } = self.arrived();
        if !here.is_all || parcels.is_empty() {
            return Err(text::NOT_ALL_SEEN.to_owned());
        }
        if !preferences::is_marked_revoked() {
            return Err(text::STILL_IN_USE.to_owned());
        }
        self.show(Stage::Sent(entries));
        if let Err(error) = empty(here.installations, parcels.into_iter().collect()).await {
            // Where it does not have them after all, it is given them once more.
            self.arrived.try_update_value(|arrived| arrived.parcels.clear());
            return Err(api_error(&error));
        }
        let _ = JsFuture::from(script::wipe()).await;
        Ok(entries)
    }

    fn arrived(self) -> Arrived {
        self.arrived.try_get_value().unwrap_or_default()
    }
}

async fn pause(time: Duration) {
    clock::within(time, std::future::pending::<()>()).await;
}

/// Waits until no other page of this browser is at it.
async fn alone() -> Turn {
    loop {
        if let Some(turn) = take_turn(TURN).await {
            return turn;
        }
        pause(TURN_AGAIN).await;
    }
}

async fn read() -> Result<Held, String> {
    held().await.map_err(|_| text::NO_STORE.to_owned())
}
