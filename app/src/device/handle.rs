//! The device as pages see it: they read records, submit commands and look at how it stands.

use super::book::Inner;
use super::database::StoreError;
use super::link::LinkState;
use super::store::Receipt;
use crate::api::account::Profile;
use domain::time::Instant;
use domain::{Command, RecordKey, Refusal, State};
use leptos::prelude::*;
use std::rc::Rc;

/// Why a command was not taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SubmitError {
    /// The rules refuse it; nothing was written.
    Refused(Refusal),
    /// It could not be written anywhere.
    NotSaved(StoreError),
}

/// The device of the account that is signed in.
#[derive(Clone, Copy)]
pub struct Device(StoredValue<Rc<Inner>, LocalStorage>);

impl Device {
    /// Opens the device's store for an account and reads it.
    ///
    /// # Errors
    /// When the browser offers no working storage.
    pub async fn open(profile: Profile) -> Result<Self, StoreError> {
        Ok(Self(StoredValue::new_local(Inner::open(profile).await?)))
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
    pub fn receipts(self) -> Signal<Vec<(u64, Receipt)>> {
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
        inner.read(read)
    }

    /// Reads the state, telling the reactive graph that this depends on one record.
    pub fn with_record<T>(self, key: RecordKey, read: impl FnOnce(&State) -> T) -> T {
        let inner = self.inner();
        inner.watchers.track_record(key);
        inner.read(read)
    }

    /// Whether a record carries something the server has not answered for. Depends on the record.
    #[must_use]
    pub fn is_unsent(self, key: RecordKey) -> bool {
        let inner = self.inner();
        inner.watchers.track_record(key);
        inner.is_unsent(key)
    }

    /// Takes a command: asks the rules, writes it to the store, and only then shows it.
    ///
    /// # Errors
    /// When the rules refuse it, or when neither the store nor the emergency journal took it.
    pub async fn submit(self, command: Command) -> Result<(), SubmitError> {
        let inner = self.inner();
        let Some(envelope) = inner.judge(&command).map_err(SubmitError::Refused)? else {
            return Ok(());
        };
        // What the emergency journal holds comes first: later commands may build on it.
        match inner.drain_emergency().await {
            Ok(()) => match inner.store.append(&envelope).await {
                Ok(seq) => inner.accept(Some(seq), &command, envelope),
                Err(error) => inner.save_elsewhere(&command, envelope, error)?,
            },
            Err(error) => inner.save_elsewhere(&command, envelope, error)?,
        }
        inner.tabs.tell_outbox_changed();
        Ok(())
    }

    /// Whether a record carries something that only the emergency journal holds. Depends on the
    /// record.
    #[must_use]
    pub fn is_unsafe(self, key: RecordKey) -> bool {
        let inner = self.inner();
        inner.watchers.track_record(key);
        inner.is_unsafe(key)
    }

    /// Takes away a receipt a person has looked at.
    ///
    /// # Errors
    /// When the store could not be written.
    pub async fn close_receipt(self, seq: u64) -> Result<(), StoreError> {
        let inner = self.inner();
        inner.store.close_receipt(seq).await?;
        inner.signals.receipts.update(|receipts| receipts.retain(|(number, _)| *number != seq));
        inner.tabs.tell_copy_changed();
        Ok(())
    }
}
