//! Who listens in this process, and the one task that looks for all of them.
//!
//! The task is there only while somebody listens. It looks each second, and sooner on a hint; each
//! look is one question for all directorates, however many listen.

use crate::db::{DbError, Store};
use crate::limit::Limit;
use app::api::ApiError;
use domain::id::{DirectorateId, UserId};
use governor::clock::DefaultClock;
use std::collections::{BTreeMap, HashMap};
use std::num::NonZeroU32;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;
use tokio::sync::watch;
use tokio::task::JoinHandle;

/// Streams of one account; with one more, the oldest of them ends.
const OF_AN_ACCOUNT: usize = 6;
/// Streams of this process: each holds a connection, and a process may have 1,024 of these and of
/// files where nobody set another limit.
const OF_THE_SERVER: usize = 500;
/// Streams that an account may open at once, and the time after which it may open one more. A page
/// opens one when it is loaded or comes into sight.
const BURST: NonZeroU32 = NonZeroU32::MIN.saturating_add(29);
const REFILL: Duration = Duration::from_secs(5);
/// Between two signs of life, at which the session is looked at too. Proxies give up a connection
/// that was silent for a minute.
const CHECK_EVERY: Duration = Duration::from_secs(20);
/// After a look there is so much rest, however many hints come.
const REST: Duration = Duration::from_millis(200);
/// And then a hint is waited for so long, which makes a look each second without any.
const WAIT: Duration = Duration::from_millis(800);

/// The listeners of this process.
#[derive(Clone)]
pub struct Hub(Arc<Inner>);

struct Inner {
    room: Mutex<Room>,
    openings: Limit<UserId>,
    check_every: Duration,
}

impl Default for Hub {
    fn default() -> Self {
        Self::checking_every(CHECK_EVERY)
    }
}

impl Hub {
    /// A hub whose streams look at their session so often.
    #[must_use]
    pub fn checking_every(check_every: Duration) -> Self {
        Self(Arc::new(Inner {
            room: Mutex::default(),
            openings: Limit::every(DefaultClock::default(), BURST, REFILL),
            check_every,
        }))
    }

    /// Ends all streams, and lets nobody in any more.
    pub fn end(&self) {
        let mut room = self.room();
        room.is_closed = true;
        room.listeners.clear();
        if let Some(watcher) = room.watcher.take() {
            watcher.abort();
        }
    }

    pub(super) fn check_every(&self) -> Duration {
        self.0.check_every
    }

    /// A place for an account that listens to its directorate. It is told first thing to look.
    ///
    /// # Errors
    /// [`ApiError::TooMany`] when the account comes too often, [`ApiError::Busy`] when there is no
    /// room.
    pub(super) fn take_seat(
        &self,
        store: &Store,
        account: UserId,
        directorate: DirectorateId,
    ) -> Result<Seat, ApiError> {
        self.0.openings.check(&account).map_err(|wait| {
            let seconds = u32::try_from(wait.as_secs()).unwrap_or(u32::MAX).saturating_add(1);
            ApiError::TooMany { seconds }
        })?;
        let mut room = self.room();
        let (number, bell) = room.admit(account, directorate).ok_or(ApiError::Busy)?;
        if room.watcher.as_ref().is_none_or(JoinHandle::is_finished) {
            room.watcher = Some(tokio::spawn(keep_watch(self.clone(), store.clone())));
        }
        drop(room);
        // A watcher that is there already need not wait to tell who is new.
        store.ring();
        Ok(Seat { hub: self.clone(), number, bell })
    }

    /// Nothing in a room is ever half done: what a panic left is whole.
    fn room(&self) -> MutexGuard<'_, Room> {
        self.0.room.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Whether nobody listens. The watcher then ends, and whoever comes next starts another one.
    fn is_left(&self) -> bool {
        let mut room = self.room();
        let is_left = room.listeners.is_empty();
        if is_left {
            room.watcher = None;
        }
        is_left
    }
}

/// A listener's place, given back when it is dropped.
pub(super) struct Seat {
    hub: Hub,
    number: u64,
    bell: watch::Receiver<()>,
}

impl Seat {
    /// Waits for news; what came since the last time counts once. False at the end.
    pub(super) async fn news(&mut self) -> bool {
        self.bell.changed().await.is_ok()
    }
}

impl Drop for Seat {
    fn drop(&mut self) {
        self.hub.room().listeners.remove(&self.number);
    }
}

#[derive(Default)]
struct Room {
    /// By number: the oldest first.
    listeners: BTreeMap<u64, Listener>,
    next: u64,
    watcher: Option<JoinHandle<()>>,
    is_closed: bool,
}

/// When it is dropped, its stream ends.
struct Listener {
    account: UserId,
    directorate: DirectorateId,
    /// The directorate's number when it was last told.
    told: Option<u64>,
    bell: watch::Sender<()>,
}

impl Room {
    /// Lets somebody in; `None` when there is no room.
    fn admit(
        &mut self,
        account: UserId,
        directorate: DirectorateId,
    ) -> Option<(u64, watch::Receiver<()>)> {
        if self.is_closed {
            return None;
        }
        let own = self.listeners.iter().filter(|(_, it)| it.account == account);
        let own: Vec<u64> = own.map(|(number, _)| *number).collect();
        if own.len() >= OF_AN_ACCOUNT
            && let Some(oldest) = own.first()
        {
            self.listeners.remove(oldest);
        }
        if self.listeners.len() >= OF_THE_SERVER {
            return None;
        }
        let number = self.next;
        self.next += 1;
        let (bell, heard) = watch::channel(());
        self.listeners.insert(number, Listener { account, directorate, told: None, bell });
        Some((number, heard))
    }

    /// Tells those whose directorate has another number than when they were last told.
    fn tell(&mut self, numbers: &HashMap<DirectorateId, u64>) {
        for listener in self.listeners.values_mut() {
            let number = numbers.get(&listener.directorate).copied().unwrap_or_default();
            if listener.told.replace(number) != Some(number) {
                listener.bell.send_replace(());
            }
        }
    }
}

/// Looks until nobody listens any more.
async fn keep_watch(hub: Hub, store: Store) {
    tokio::select! {
        () = look(&hub, &store) => {}
        () = store.hear_others() => {}
    }
}

async fn look(hub: &Hub, store: &Store) {
    let mut is_failing = false;
    while !hub.is_left() {
        match numbers(store).await {
            Ok(numbers) => {
                is_failing = false;
                hub.room().tell(&numbers);
            }
            // Once, and not each second.
            Err(error) if !is_failing => {
                is_failing = true;
                tracing::error!(%error, "whether there is news cannot be read");
            }
            Err(_) => {}
        }
        tokio::time::sleep(REST).await;
        // Without a hint it is looked too.
        let _ = tokio::time::timeout(WAIT, store.hint()).await;
    }
}

async fn numbers(store: &Store) -> Result<HashMap<DirectorateId, u64>, DbError> {
    store.read().await?.news().await
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    const HERE: DirectorateId = DirectorateId(Uuid::from_u128(1));
    const THERE: DirectorateId = DirectorateId(Uuid::from_u128(2));

    fn account(number: usize) -> UserId {
        UserId(Uuid::from_u128(number as u128))
    }

    /// Whether there is news since the last time; `None` at the end.
    fn heard(bell: &mut watch::Receiver<()>) -> Option<bool> {
        let heard = bell.has_changed().ok();
        bell.mark_unchanged();
        heard
    }

    #[test]
    fn a_change_is_told_once_and_only_where_it_happened() {
        let mut room = Room::default();
        let (_, mut here) = room.admit(account(1), HERE).expect("a seat");
        let (_, mut there) = room.admit(account(2), THERE).expect("a seat");
        let mut numbers = HashMap::from([(HERE, 7)]);
        room.tell(&numbers);
        assert_eq!([heard(&mut here), heard(&mut there)], [Some(true); 2], "whoever is new looks");
        room.tell(&numbers);
        assert_eq!([heard(&mut here), heard(&mut there)], [Some(false); 2]);
        numbers.insert(HERE, 8);
        room.tell(&numbers);
        assert_eq!([heard(&mut here), heard(&mut there)], [Some(true), Some(false)]);
        // A restored database may have a lower number.
        numbers.insert(HERE, 3);
        room.tell(&numbers);
        assert_eq!(heard(&mut here), Some(true));
    }

    #[test]
    fn the_seventh_stream_of_an_account_ends_its_first_and_nobody_elses() {
        let mut room = Room::default();
        let mut admit = |number| room.admit(account(number), HERE).expect("a seat").1;
        let mut other = admit(2);
        let mut streams: Vec<_> = (0..=OF_AN_ACCOUNT).map(|_| admit(1)).collect();
        let ended: Vec<bool> = streams.iter_mut().map(|it| heard(it).is_none()).collect();
        assert_eq!(ended, [true, false, false, false, false, false, false]);
        assert!(heard(&mut other).is_some());
    }

    #[test]
    fn a_full_server_lets_nobody_in_but_for_another_stream_of_the_same_account() {
        let mut room = Room::default();
        for number in 0..OF_THE_SERVER {
            assert!(room.admit(account(number / OF_AN_ACCOUNT), HERE).is_some(), "{number}");
        }
        assert!(room.admit(account(OF_THE_SERVER), HERE).is_none());
        assert!(room.admit(account(0), HERE).is_some());
        assert_eq!(room.listeners.len(), OF_THE_SERVER);
    }
}
