//! Who uses this page: opened from what the device remembers, confirmed by the server when it
//! answers.

use crate::api::ApiError;
use crate::api::account::{self, Profile};
use crate::device::link::Link;
use crate::device::store::StoreError;
use crate::device::{Device, last_user};
use leptos::prelude::*;

/// What is known of the person in front of the page.
#[derive(Clone)]
pub enum SessionState {
    /// Still looking.
    Opening,
    /// Nobody; with the reason why asking the server did not help, if it did not.
    SignedOut(Option<ApiError>),
    /// Somebody, with the device's store open.
    Open(Device),
    /// Somebody, but the browser offers no working storage: only what needs none can be used.
    WithoutStore(Profile, StoreError),
}

/// The session of this page, given by context to all pages.
#[derive(Clone, Copy)]
pub struct Session {
    state: RwSignal<SessionState>,
    link: StoredValue<Option<Link>, LocalStorage>,
    open_forms: RwSignal<u32>,
}

impl Session {
    /// Starts looking, and gives the session to everything below.
    pub fn provide() -> Self {
        let session = Self {
            state: RwSignal::new(SessionState::Opening),
            link: StoredValue::new_local(None),
            open_forms: RwSignal::new(0),
        };
        provide_context(session);
        leptos::task::spawn_local(async move {
            match last_user::recall().await {
                Some(profile) => session.enter(profile).await,
                None => match account::who_am_i().await {
                    Ok(profile) => session.enter(profile).await,
                    Err(ApiError::SignIn) => session.state.set(SessionState::SignedOut(None)),
                    Err(error) => session.state.set(SessionState::SignedOut(Some(error))),
                },
            }
        });
        session
    }

    /// The session given above.
    ///
    /// # Panics
    /// Outside the application's root, which always provides one.
    #[must_use]
    pub fn get() -> Self {
        expect_context()
    }

    /// What is known.
    #[must_use]
    pub fn state(self) -> Signal<SessionState> {
        self.state.into()
    }

    /// The device, where one is open.
    #[must_use]
    pub fn device(self) -> Option<Device> {
        self.state.with(|state| match state {
            SessionState::Open(device) => Some(*device),
            _ => None,
        })
    }

    /// Who is signed in.
    #[must_use]
    pub fn profile(self) -> Option<Profile> {
        self.state.with(|state| match state {
            SessionState::Open(device) => Some(device.profile()),
            SessionState::WithoutStore(profile, _) => Some(profile.clone()),
            SessionState::Opening | SessionState::SignedOut(_) => None,
        })
    }

    /// Opens the page for somebody whom the server, or the device's memory, vouches for.
    pub async fn enter(self, profile: Profile) {
        // Without storage the application opens with a network only, as the page then says.
        let _ = last_user::remember(Some(&profile)).await;
        let same = self.device_untracked().is_some_and(|device| device.profile() == profile);
        if same {
            self.sync_now();
            return;
        }
        match Device::open(profile.clone()).await {
            Ok(device) => {
                self.link.set_value(Some(Link::start(device)));
                self.state.set(SessionState::Open(device));
            }
            Err(error) => self.state.set(SessionState::WithoutStore(profile, error)),
        }
    }

    /// Ends the session on the server and begins anew. What waits stays in the person's own store.
    ///
    /// # Errors
    /// When the server does not answer: only it can end the session.
    pub async fn leave(self) -> Result<(), ApiError> {
        match account::sign_out().await {
            Ok(()) | Err(ApiError::SignIn) => {
                let _ = last_user::remember(None).await;
                // A page that is loaded anew holds nothing of the person in memory.
                let _ = window().location().set_href("/");
                Ok(())
            }
            Err(error) => Err(error),
        }
    }

    fn device_untracked(self) -> Option<Device> {
        untrack(|| self.device())
    }

    /// Sends what waits, soon: together with what else is entered.
    pub fn sync_soon(self) {
        self.link.with_value(|link| link.iter().for_each(Link::soon));
    }

    /// Sends what waits, at once.
    pub fn sync_now(self) {
        self.link.with_value(|link| link.iter().for_each(Link::now));
    }

    /// Says that a form is open for as long as the calling page lives: the application is not
    /// replaced under a person who types.
    pub fn form_is_open(self) {
        self.open_forms.update(|count| *count += 1);
        on_cleanup(move || {
            self.open_forms.try_update(|count| *count = count.saturating_sub(1));
        });
    }

    /// Whether a form is open.
    #[must_use]
    pub fn has_open_form(self) -> Signal<bool> {
        let open = self.open_forms;
        Signal::derive(move || open.get() > 0)
    }
}
