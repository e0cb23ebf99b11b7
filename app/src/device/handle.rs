//! The device as pages see it: they read records, submit commands and look at how it stands.

use super::database::StoreError;
use super::link::LinkState;
use super::room::Inner;
use crate::api::account::Profile;
use domain::time::Instant;
use domain::{Command, RecordKey, State};
use leptos::prelude::*;
use std::rc::Rc;
use sync::client::{self, CommandId, Receipt};
use vault::StoreKey;

/// Why a command was not taken.
pub type SubmitError = client::SubmitError<StoreError>;

/// The device of the account that is signed in.
#[derive(Clone, Copy)]
pub struct Device(StoredValue<Rc<Inner>, LocalStorage>);

impl Device {
    /// Opens the device's store for an account, by its key, and reads it.
    ///
    /// # Errors
    /// When the browser offers no working storage, or the store is sealed by another key.
    pub async fn open(profile: Profile, key: StoreKey) -> Result<Self, StoreError> {
        Ok(Self(StoredValue::new_local(Inner::open(profile, key).await?)))
    }

    pub(super) fn inner(self) -> Rc<Inner> {
        self.0.get_value()
    }

    /// Whose device it is.
    #[must_use]
    pub fn profile(self) -> Profile {
        self.inner().profile.clone()
    }

    /// How it stands with the server.
    #[must_use]
    pub fn link(self) -> Signal<LinkState> {
        self.inner().signals.link.into()
    }

    /// Number of commands the server has not answered for.
    #[must_use]
    pub fn waiting(self) -> Signal<usize> {
        self.inner().signals.waiting.into()
    }

    /// Number of commands that only the emergency journal holds.
    #[must_use]
    pub fn unsafe_count(self) -> Signal<usize> {
        self.inner().signals.unsafe_count.into()
    }

    /// Commands that met a conflict or were refused.
    #[must_use]
    pub fn receipts(self) -> Signal<Vec<(CommandId, Receipt)>> {
        self.inner().signals.receipts.into()
    }

    /// When the server last answered.
    #[must_use]
    pub fn last_sync(self) -> Signal<Option<Instant>> {
        self.inner().signals.last_sync.into()
    }

    /// Commands that were on this device and that the browser threw away before they were sent.
    #[must_use]
    pub fn lost(self) -> Signal<u64> {
        self.inner().signals.lost.into()
    }

    /// Reads the state, telling the reactive graph that this depends on which records there are.
    pub fn with_lists<T>(self, read: impl FnOnce(&State) -> T) -> T {
        let inner = self.inner();
        inner.watchers.track_lists();
        inner.client.read(read)
    }

    /// Reads the state, telling the reactive graph that this depends on one record.
    pub fn with_record<T>(self, key: RecordKey, read: impl FnOnce(&State) -> T) -> T {
        let inner = self.inner();
        inner.watchers.track_record(key);
        inner.client.read(read)
    }

    /// Whether a record carries something the server has not answered for. Depends on the record.
    #[must_use]
    pub fn is_unsent(self, key: RecordKey) -> bool {
        let inner = self.inner();
        inner.watchers.track_record(key);
        inner.client.is_unsent(key)
    }

    /// Takes a command: asks the rules, writes it to the store, and only then shows it.
    ///
    /// # Errors
    /// When the rules refuse it, or when neither the store nor the emergency journal took it.
    pub async fn submit(self, command: Command) -> Result<(), SubmitError> {
        self.inner().client.submit(command).await.map(drop)
    }

    /// Whether a record carries something that only the emergency journal holds. Depends on the
    /// record.
    #[must_use]
    pub fn is_unsafe(self, key: RecordKey) -> bool {
        let inner = self.inner();
        inner.watchers.track_record(key);
        inner.client.is_sheltered(key)
    }

    /// Takes a command that answers the question of a receipt, and takes the receipt away.
    ///
    /// # Errors
    /// When the command was not taken; then the question stands.
    pub async fn answer(self, id: CommandId, command: Command) -> Result<(), SubmitError> {
        self.inner().client.answer(id, command).await.map(drop)
    }

    /// Takes away a receipt a person has looked at.
    ///
    /// # Errors
    /// When the store could not be written.
    pub async fn close_receipt(self, id: CommandId) -> Result<(), StoreError> {
        self.inner().client.close_receipt(id).await
    }
}
