//! The interview's sheet.

/// Title.
pub const TITLE: &str = "Noter l'entretien";
/// Nothing planned.
pub const NONE: &str = "Aucun entretien prévu avec cette personne.";
/// The wished kinds, above the decided ones.
pub const WISHED: &str = "Ce que la personne souhaitait";
/// Group.
pub const DECIDED: &str = "Ce que vous avez décidé ensemble, dans l'ordre";
/// Field.
pub const LEVEL: &str = "Niveau de français constaté";
/// Unchanged.
pub const LEVEL_NOT_LOOKED_AT: &str = "Pas regardé";
/// Group.
pub const BARRIERS: &str = "Ce qui peut gêner";
/// Field.
pub const NOTE: &str = "Note pour vos collègues";
/// How to.
pub const NOTE_HINT: &str =
    "Le strict nécessaire : pas de santé, de religion ni d'opinion. La personne peut la lire.";
/// Button.
pub const SAVE: &str = "Enregistrer l'entretien";
/// Done.
pub const SAVED: &str = "Entretien enregistré";
/// Problem.
pub const DECIDED_MISSING: &str =
    "Décision : choisissez au moins un type de dispositif, ou revenez plus tard";
