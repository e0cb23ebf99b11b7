//! Words of the button that copies a partner's link.

/// The button.
pub const COPY: &str = "Copier le lien du partenaire";
/// Done.
pub const COPIED: &str = "Lien copié. Il ouvre cette orientation pendant 8 jours.";
/// Names the field with the link, where the browser does not let it be copied.
pub const SHOWN: &str = "Le navigateur n'a pas copié le lien. Copiez-le ici :";
/// Problem.
pub const OFFLINE: &str =
    "Le serveur ne répond pas, et lui seul peut créer un lien. Réessayez une fois en ligne.";
/// Problem.
pub const TOO_EARLY: &str = "Cette orientation n'est pas encore sur le serveur. Attendez « Tout est envoyé », puis \
     réessayez.";
