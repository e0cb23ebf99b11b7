//! The world around a device's client: clock, line, shelter, other tabs, and the signals by which
//! pages see what changed.

use super::database::StoreError;
use super::preferences::{self, Canary};
use super::tables::AccountTables;
use super::tabs::Tabs;
use super::watch::Watchers;
use super::{clock, link, shelter};
use crate::api::ApiError;
use crate::api::account::Profile;
use domain::time::Instant;
use leptos::prelude::*;
use std::cell::OnceCell;
use std::rc::{Rc, Weak};
use sync::client::{Client, CommandId, Kept, News, Receipt, World};
use sync::{Envelope, SyncRequest, SyncResponse};
use vault::StoreKey;

/// How it stands between a device and the server, and what the frame of every page shows of it.
#[derive(Clone, Copy)]
pub(super) struct Signals {
    pub(super) link: RwSignal<link::LinkState>,
    pub(super) waiting: RwSignal<usize>,
    pub(super) unsafe_count: RwSignal<usize>,
    pub(super) receipts: RwSignal<Vec<(CommandId, Receipt)>>,
    pub(super) last_sync: RwSignal<Option<Instant>>,
    /// Commands the canary remembers and the store does not.
    pub(super) lost: RwSignal<u64>,
}

/// The world of one tab.
pub(super) struct Room {
    name: Rc<str>,
    key: Rc<StoreKey>,
    tabs: Rc<Tabs>,
    pub(super) watchers: Rc<Watchers>,
    pub(super) signals: Signals,
    /// Who holds the client, and can count what is in it.
    holder: OnceCell<Weak<Inner>>,
}

impl World for Room {
    type Silence = ApiError;

    fn now(&self) -> Instant {
        clock::now()
    }

    async fn ask(&self, request: SyncRequest) -> Result<SyncResponse, ApiError> {
        link::ask(&request).await
    }

    fn shelter(&self) -> Vec<Envelope> {
        shelter::commands(&self.name, &self.key)
    }

    fn put_into_shelter(&self, envelope: &Envelope) -> bool {
        shelter::add(&self.name, &self.key, envelope)
    }

    fn take_out_of_shelter(&self, envelope: &Envelope) {
        shelter::remove(&self.name, &self.key, envelope);
    }

    fn tell_tabs(&self) {
        self.tabs.tell();
    }

    fn see(&self, news: News) {
        match news {
            News::Entered { touched, adds } => {
                for key in touched {
                    self.watchers.tell_record(key);
                }
                if adds {
                    self.watchers.tell_lists();
                }
            }
            News::Changed(changed) => self.watchers.tell_changed(&changed),
            News::Heard(at) => self.signals.last_sync.set(Some(at)),
            News::Counts => {
                if let Some(holder) = self.holder.get().and_then(Weak::upgrade) {
                    holder.count();
                }
            }
        }
    }
}

/// A device's client with its world.
pub(super) struct Inner {
    pub(super) profile: Profile,
    pub(super) client: Client<Kept<AccountTables>, Room>,
    pub(super) signals: Signals,
    pub(super) watchers: Rc<Watchers>,
    tabs: Rc<Tabs>,
}

impl Inner {
    /// Opens the store of an account and reads it.
    ///
    /// # Errors
    /// When the browser offers no working storage, or the key is another's.
    pub(super) async fn open(profile: Profile, key: StoreKey) -> Result<Rc<Self>, StoreError> {
        let key = Rc::new(key);
        let tables = AccountTables::open(profile.user, Rc::clone(&key)).await?;
        let name: Rc<str> = tables.name().into();
        let signals = Signals {
            link: RwSignal::new(link::LinkState::Unknown),
            waiting: RwSignal::new(0),
            unsafe_count: RwSignal::new(0),
            receipts: RwSignal::new(Vec::new()),
            last_sync: RwSignal::new(None),
            lost: RwSignal::new(0),
        };
        let (tabs, watchers) = (Rc::new(Tabs::new(&name)), Rc::new(Watchers::default()));
        let room = Room {
            name,
            key,
            tabs: Rc::clone(&tabs),
            watchers: Rc::clone(&watchers),
            signals,
            holder: OnceCell::new(),
        };
        let client = Client::open(profile.user, Kept::in_tables(tables), room).await?;
        let inner = Rc::new(Self { profile, client, signals, watchers, tabs });
        let _ = inner.client.world().holder.set(Rc::downgrade(&inner));
        inner.count();
        inner.listen_to_tabs();
        Ok(inner)
    }

    /// The name of the store.
    pub(super) fn name(&self) -> &str {
        self.client.store().tables().name()
    }

    /// Shows how much waits, and notes it for the canary.
    pub(super) fn count(&self) {
        // Before the canary is written anew: the store may have been thrown away under this page.
        self.check_canary();
        let (waiting, entered) = self.client.counts();
        self.signals.waiting.set(waiting);
        self.signals.unsafe_count.set(self.client.world().shelter().len());
        let receipts = self.client.receipts();
        if self.signals.receipts.with_untracked(|known| *known != receipts) {
            self.signals.receipts.set(receipts);
        }
        let canary = Canary {
            client: self.client.id(),
            entered,
            sent: entered.saturating_sub(waiting as u64),
            last_sync: self.signals.last_sync.get_untracked(),
        };
        preferences::set_canary(self.name(), &canary);
    }

    /// Compares what localStorage remembers with what the store has. The canary may lag behind by
    /// seconds, so only a store that knows *less* is a sign of eviction.
    fn check_canary(&self) {
        let Some(canary) = preferences::canary(self.name()) else { return };
        if self.signals.last_sync.get_untracked().is_none() {
            self.signals.last_sync.set(canary.last_sync);
        }
        let (_, entered) = self.client.counts();
        if canary.client != self.client.id() && entered == 0 {
            self.signals.lost.set(canary.entered.saturating_sub(canary.sent));
        }
    }

    fn listen_to_tabs(self: &Rc<Self>) {
        let weak = Rc::downgrade(self);
        self.tabs.listen(move || {
            let Some(inner) = weak.upgrade() else { return };
            leptos::task::spawn_local(async move {
                // A tab that cannot read now shows what it has and learns at the next occasion.
                let _ = inner.client.reload().await;
            });
        });
    }
}
