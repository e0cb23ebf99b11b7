//! The page on which the owner of an account chooses a password.

/// Title. It names nobody: titles stay in the history of browsers.
pub const TITLE: &str = "Choisir un mot de passe";
/// What the person signs in with.
pub const LOGIN: &str = "Identifiant";
/// Field.
pub const PASSWORD: &str = "Nouveau mot de passe";
/// Hint of the field.
pub const HINT: &str = "Au moins 12 caractères. Quelques mots qui se suivent conviennent bien.";
/// Field.
pub const AGAIN: &str = "Le même mot de passe, encore une fois";
/// Hint of the field.
pub const AGAIN_HINT: &str = "Pour vérifier qu'il n'y a pas de faute de frappe.";
/// The button.
pub const SEND: &str = "Enregistrer le mot de passe";
/// Problem.
pub const TOO_SHORT: &str = "Le mot de passe est trop court. Écrivez au moins 12 caractères.";
/// Problem.
pub const TOO_LONG: &str = "Le mot de passe est trop long. Écrivez-en un plus court.";
/// Problem.
pub const DIFFER: &str = "Les deux mots de passe ne sont pas les mêmes. Écrivez deux fois le même.";
/// Leads to signing in.
pub const SIGN_IN: &str = "Se connecter";
/// It worked.
pub const CHOSEN: (&str, &str) = (
    "Mot de passe enregistré",
    "Connectez-vous avec votre identifiant et ce mot de passe. Le lien ne sert plus à rien.",
);
/// The link opens nothing.
pub const CLOSED: (&str, &str) = (
    "Ce lien n'est plus valable",
    "Il a déjà servi, il a plus de 7 jours, ou un lien plus récent le remplace. Demandez un nouveau \
     lien à un·e responsable de votre direction.",
);
/// Too many tries.
pub const TOO_OFTEN: (&str, &str) =
    ("Trop d'essais", "Attendez une minute, puis rechargez cette page.");
/// The server is busy.
pub const BUSY: (&str, &str) =
    ("Le serveur est occupé", "Rien n'a été enregistré. Réessayez dans un instant.");
/// The disk is full.
pub const STORAGE_FULL: (&str, &str) = (
    "Le serveur n'a plus de place",
    "Rien n'a été enregistré. Prévenez la personne qui s'occupe du serveur, puis réessayez.",
);
/// Something broke.
pub const FAILED: (&str, &str) = (
    "Le serveur a rencontré un problème",
    "Rien n'a été enregistré. Réessayez ; si cela continue, prévenez la personne qui s'en occupe.",
);

/// For whom it is.
#[must_use]
pub fn lead(name: &str) -> String {
    format!("Pour {name}. Vous seul·e connaissez ce mot de passe : ne le donnez à personne.")
}
