//! Plain French.

use super::Catalogue;
use crate::text::dates;

/// The French texts.
pub(super) const CATALOGUE: Catalogue = Catalogue {
    machine: false,
    invitation: "Votre rendez-vous :",
    moved: "Votre rendez-vous a changé. Nouvelle date :",
    reminder: "Rappel de votre rendez-vous :",
    cancellation: "Votre rendez-vous est annulé :",
    event: "Rendez-vous",
    place: "Lieu :",
    remote: "À distance.",
    dates: dates::fr::DATES,
};
