//! Who works on this device: opened from what the device remembers, confirmed by the server when
//! it answers.

use super::database::StoreError;
use super::link::Link;
use super::{Device, last_user};
use crate::api::account::{self, Profile};
use leptos::prelude::*;

/// What is known of the person in front of the page.
#[derive(Clone)]
pub enum WorkplaceState {
    /// Still looking.
    Opening,
    /// Nobody that the device remembers or the server knows. The page for signing in says what is
    /// wrong.
    SignedOut,
    /// Somebody, with the device's store open.
    Open(Device),
    /// Somebody, but the browser offers no working storage: only what needs none can be used.
    WithoutStore(Profile, StoreError),
}

/// The device and its person, given by context to all pages of the adviser's program.
#[derive(Clone, Copy)]
pub struct Workplace {
    state: RwSignal<WorkplaceState>,
    link: StoredValue<Option<Link>, LocalStorage>,
}

impl Workplace {
    /// Starts looking, and gives the workplace to everything below.
    pub fn provide() -> Self {
        let workplace = Self {
            state: RwSignal::new(WorkplaceState::Opening),
            link: StoredValue::new_local(None),
        };
        provide_context(workplace);
        leptos::task::spawn_local(async move {
            match known().await {
                Some(profile) => workplace.enter(profile).await,
                None => workplace.state.set(WorkplaceState::SignedOut),
            }
        });
        workplace
    }

    /// The workplace given above.
    ///
    /// # Panics
    /// Outside the application's root, which always provides one.
    #[must_use]
    pub fn get() -> Self {
        expect_context()
    }

    /// What is known.
    #[must_use]
    pub fn state(self) -> Signal<WorkplaceState> {
        self.state.into()
    }

    /// The device, where one is open.
    #[must_use]
    pub fn device(self) -> Option<Device> {
        self.state.with(|state| match state {
            WorkplaceState::Open(device) => Some(*device),
            _ => None,
        })
    }

    /// Who is signed in.
    #[must_use]
    pub fn profile(self) -> Option<Profile> {
        self.state.with(|state| match state {
            WorkplaceState::Open(device) => Some(device.profile()),
            WorkplaceState::WithoutStore(profile, _) => Some(profile.clone()),
            WorkplaceState::Opening | WorkplaceState::SignedOut => None,
        })
    }

    /// Opens the page for somebody whom the server, or the device's memory, vouches for.
    async fn enter(self, profile: Profile) {
        // Without storage the application opens with a network only, as the page then says.
        let remembering = last_user::remember(Some(&profile));
        // Both wait for the disk: together they wait once.
        let (_, opened) = futures::join!(remembering, Device::open(profile.clone()));
        match opened {
            Ok(device) => {
                self.link.set_value(Some(Link::start(device)));
                self.state.set(WorkplaceState::Open(device));
            }
            Err(error) => self.state.set(WorkplaceState::WithoutStore(profile, error)),
        }
    }

    /// Sends what waits, soon: together with what else is entered.
    pub fn sync_soon(self) {
        self.link.with_value(|link| link.iter().for_each(Link::soon));
    }

    /// Sends what waits, at once.
    pub fn sync_now(self) {
        self.link.with_value(|link| link.iter().for_each(Link::now));
    }
}

/// Who this is, by the device's memory or by the server, whichever can say.
async fn known() -> Option<Profile> {
    let memory = last_user::recall(last_user::SHORT).await;
    if let Ok(Some(profile)) = memory {
        return Some(profile);
    }
    match account::who_am_i().await {
        Ok(profile) => Some(profile),
        // Without a network the memory is the only way to what lies here.
        Err(error) if memory.is_err() && error.is_transient() => last_user::recall_at_last().await,
        Err(_) => None,
    }
}
