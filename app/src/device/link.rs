//! Talking to the server: when, how often, and what to do with each kind of answer.

use super::handle::Device;
use super::pack::packed;
use super::room::Inner;
use super::{clock, keyring, news, tabs};
use crate::api::{ApiError, exchange};
use leptos::leptos_dom::helpers::{
    TimeoutHandle, document, set_interval_with_handle, set_timeout_with_handle,
    window_event_listener,
};
use leptos::prelude::*;
use std::cell::{Cell, RefCell};
use std::rc::Rc;
use std::time::Duration;
use sync::client::Cut;
use sync::wire;
use sync::{SyncRequest, SyncResponse};

/// Wait this long after an entry, so that several taps travel together.
const AFTER_ENTRY: Duration = Duration::from_millis(400);
/// Look for news this often while the page is visible.
const EVERY: Duration = Duration::from_mins(1);
/// Give an answer up after this long. Bad lines stall; there is always another try.
const PATIENCE: Duration = Duration::from_secs(25);
/// First pause after a failure; doubles with each further one.
const FIRST_PAUSE_MS: u64 = 2_000;
/// Longest pause after failures.
const LONGEST_PAUSE_MS: u64 = 60_000;

/// How it stands between this device and the server.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum LinkState {
    /// Nothing tried yet.
    #[default]
    Unknown,
    /// No answer from the server.
    Offline,
    /// Talking to the server.
    Sending,
    /// The server answered, and nothing was left to do.
    UpToDate,
    /// The server wants a new sign-in first. What waits is safe.
    SignInNeeded,
    /// The server answered that it cannot, for now.
    Trouble,
}

/// Drives one device's exchange with the server for as long as the page lives.
#[derive(Clone)]
pub struct Link(Rc<LinkInner>);

struct LinkInner {
    device: Rc<Inner>,
    busy: Cell<bool>,
    again: Cell<bool>,
    failures: Cell<u32>,
    planned: RefCell<Option<TimeoutHandle>>,
}

impl Link {
    /// Starts: now, on each return of the network or of the page, when the server says that
    /// something changed, and every minute.
    #[must_use]
    pub fn start(device: Device) -> Self {
        let link = Self(Rc::new(LinkInner {
            device: device.inner(),
            busy: Cell::new(false),
            again: Cell::new(false),
            failures: Cell::new(0),
            planned: RefCell::new(None),
        }));
        for event in ["online", "focus", "visibilitychange"] {
            let link = link.clone();
            let handle = window_event_listener(
                leptos::ev::Custom::<leptos::ev::Event>::new(event),
                move |_| {
                    link.0.failures.set(0);
                    link.now();
                },
            );
            on_cleanup(move || handle.remove());
        }
        let every = link.clone();
        if let Ok(handle) = set_interval_with_handle(
            move || {
                if !document().hidden() {
                    every.now();
                }
            },
            EVERY,
        ) {
            on_cleanup(move || handle.clear());
        }
        let heard = link.clone();
        news::listen(move || heard.soon());
        link.now();
        link
    }

    /// Soon, together with whatever is entered meanwhile.
    pub fn soon(&self) {
        self.after(AFTER_ENTRY);
    }

    fn after(&self, pause: Duration) {
        let link = self.clone();
        let handle = set_timeout_with_handle(move || link.now(), pause).ok();
        if let Some(earlier) = self.0.planned.replace(handle) {
            earlier.clear();
        }
    }

    /// At once; if an exchange is under way, once more after it.
    pub fn now(&self) {
        if self.0.busy.replace(true) {
            self.0.again.set(true);
            return;
        }
        let link = self.clone();
        leptos::task::spawn_local(async move {
            link.run().await;
            link.0.busy.set(false);
            if link.0.again.replace(false) {
                link.soon();
            }
        });
    }

    async fn run(&self) {
        let device = &self.0.device;
        let Some(_turn) = tabs::take_turn(device.name()).await else {
            // Another tab is at it, and tells this one how it went; unless it fails, or is closed.
            if device.signals.waiting.get_untracked() > 0 {
                self.after(Duration::from_millis(pause_after(0, js_sys::Math::random())));
            }
            return;
        };
        device.signals.link.set(LinkState::Sending);
        let state = match device.client.converse().await {
            Ok(()) => LinkState::UpToDate,
            Err(Cut::Silence(ApiError::SignIn)) => LinkState::SignInNeeded,
            Err(Cut::Silence(ApiError::DeviceRevoked)) => {
                // The door does what is still to be done.
                keyring::lock();
                LinkState::SignInNeeded
            }
            Err(Cut::Silence(ApiError::Unreachable | ApiError::Unreadable)) => LinkState::Offline,
            Err(Cut::Silence(_) | Cut::Store(_) | Cut::Endless) => LinkState::Trouble,
        };
        device.signals.link.set(state);
        match state {
            LinkState::Offline | LinkState::Trouble => {
                let failures = self.0.failures.get();
                self.0.failures.set(failures + 1);
                self.after(Duration::from_millis(pause_after(failures, js_sys::Math::random())));
            }
            _ => self.0.failures.set(0),
        }
    }
}

/// The pause after `failures` earlier ones: doubling, between half and all of it by chance, so that
/// a room full of tablets does not come back at one moment.
fn pause_after(failures: u32, chance: f64) -> u64 {
    let whole = (FIRST_PAUSE_MS << failures.min(5)).min(LONGEST_PAUSE_MS);
    let share = chance.clamp(0.0, 1.0).mul_add(0.5, 0.5);
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        clippy::cast_precision_loss,
        reason = "between 1,000 and 60,000"
    )]
    {
        (whole as f64 * share) as u64
    }
}

/// Asks the server, and gives up after a while.
///
/// # Errors
/// When no answer came, or one that cannot be read.
pub(super) async fn ask(request: &SyncRequest) -> Result<SyncResponse, ApiError> {
    let question = async { exchange::exchange(packed(wire::encode(request)).await).await };
    let answer = clock::within(PATIENCE, question).await.ok_or(ApiError::Unreachable)??;
    wire::decode_present(&answer).map_err(|_| ApiError::Unreadable)
}
