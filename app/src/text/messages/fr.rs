//! Plain French.

use super::Catalogue;

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
    at: "à",
    hour_mark: " h ",
    weekdays: ["lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche"],
};
