//! Whose offered times a page is about: what it asks the server, and where it lies.

use super::address;
use crate::api::ApiError;
use crate::api::account::{Profile, Role};
use crate::api::slots::{
    SlotDraft, SlotRow, offer_own_slots, offer_slots, own_slots, remove_own_slot, remove_slot,
    slots,
};
use domain::id::{OfferedSlotId, UserId};
use leptos::prelude::*;
use std::pin::Pin;

/// An answer that is under way: the offers to come.
type Rows = Pin<Box<dyn Future<Output = Result<Vec<SlotRow>, ApiError>>>>;

/// Whose times.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Whose {
    /// This adviser's own.
    Own(UserId),
    /// Those of all advisers of the directorate.
    Directorate,
}

impl Whose {
    /// Those that the person in front of the page handles.
    pub(super) fn of_visitor() -> Self {
        match use_context::<Profile>() {
            Some(Profile { role: Role::Adviser, user, .. }) => Self::Own(user),
            _ => Self::Directorate,
        }
    }

    /// The page with the list.
    pub(super) const fn list_address(self) -> &'static str {
        match self {
            Self::Own(_) => address::OWN_SLOTS,
            Self::Directorate => address::SLOTS,
        }
    }

    /// The form for new ones.
    pub(super) const fn form_address(self) -> &'static str {
        match self {
            Self::Own(_) => address::OWN_NEW_SLOTS,
            Self::Directorate => address::NEW_SLOTS,
        }
    }

    /// Asks for the list.
    pub(super) fn list(self) -> Rows {
        match self {
            Self::Own(_) => Box::pin(own_slots()),
            Self::Directorate => Box::pin(slots()),
        }
    }

    /// Offers times.
    pub(super) fn offer(self, drafts: Vec<SlotDraft>) -> Rows {
        match self {
            Self::Own(_) => Box::pin(offer_own_slots(drafts)),
            Self::Directorate => Box::pin(offer_slots(drafts)),
        }
    }

    /// Takes an offer away.
    pub(super) fn remove(self, slot: OfferedSlotId) -> Rows {
        match self {
            Self::Own(_) => Box::pin(remove_own_slot(slot)),
            Self::Directorate => Box::pin(remove_slot(slot)),
        }
    }
}
