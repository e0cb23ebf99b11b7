//! Words of the accounts.

use crate::api::accounts::{AccountFault, LOGIN_MAX, NAME_MAX};

/// Title of the list, and the link that leads here.
pub const TITLE: &str = "Comptes";
/// Under the title of the list.
pub const LEAD: &str = "Les personnes de la direction territoriale qui se connectent.";
/// Opens the form for a new one, and its title.
pub const ADD: &str = "Ajouter un compte";
/// Under the title of the form.
pub const NEW_LEAD: &str =
    "La personne choisit elle-même son mot de passe, avec un lien que vous lui donnez.";
/// Title while the account is not known.
pub const ONE: &str = "Compte";
/// Column and field.
pub const NAME: &str = "Nom";
/// Hint of the field.
pub const NAME_HINT: &str = "Le nom que les collègues voient, par exemple Léa Martin.";
/// Field.
pub const LOGIN: &str = "Identifiant";
/// Hint of the field.
pub const LOGIN_HINT: &str =
    "Ce que la personne tape pour se connecter, sans espace. Il ne change plus ensuite.";
/// Column and field.
pub const ROLE: &str = "Rôle";
/// What an adviser does.
pub const ADVISER_NOTE: &str = "Anime les interventions et suit les personnes.";
/// What a supervisor does.
pub const SUPERVISOR_NOTE: &str =
    "Voit les personnes et les chiffres de la direction territoriale, ou d'une partie.";
/// In place of the role and of what the account is for, in one's own account.
pub const OWN_ROLE: &str = "C'est votre compte : seul·e un·e autre responsable peut changer votre rôle et ce que vous \
     voyez.";
/// Group of cards, and term of the facts: what of the directorate an account is for.
pub const SCOPE: &str = "Ce que voit le compte";
/// One of these cards.
pub const DIRECTORATE: &str = "Toute la direction";
/// What that means.
pub const DIRECTORATE_NOTE: &str =
    "Voit tout, et gère aussi les comptes, les centres, les partenaires et les dispositifs.";
/// One of these cards.
pub const DEPARTMENTS: &str = "Certains départements";
/// What that means.
pub const DEPARTMENTS_NOTE: &str =
    "Planifie les interventions de leurs centres et voit les personnes sur les listes.";
/// One of these cards.
pub const CENTRES: &str = "Certains centres";
/// What that means.
pub const CENTRES_NOTE: &str =
    "Planifie les interventions de ces centres et voit les personnes sur les listes.";
/// One of these cards.
pub const PARTNER: &str = "Un partenaire";
/// What that means.
pub const PARTNER_NOTE: &str =
    "Gère ses dispositifs et voit les personnes qui y sont orientées, mais pas d'intervention.";
/// Column.
pub const STATE: &str = "État";
/// State.
pub const ACTIVE: &str = "Actif";
/// State.
pub const DISABLED: &str = "Désactivé";
/// State.
pub const NO_PASSWORD: &str = "Mot de passe à choisir";
/// Column.
pub const SIGNED_IN: &str = "Dernière connexion";
/// Where it is not known.
pub const NOT_KNOWN: &str = "Pas encore";
/// What is to come.
pub const TO_COME: &str = "À venir";
/// Heading over name and role.
pub const FIELDS: &str = "Nom et rôle";
/// After success.
pub const SAVED: &str = "Compte enregistré";
/// No such one.
pub const UNKNOWN: &str = "Ce compte n'existe pas, ou n'est pas dans votre direction territoriale.";
/// Way back to the list.
pub const BACK_TO_LIST: &str = "Voir tous les comptes";
/// Leads from a new account to its page.
pub const OPEN: &str = "Voir le compte";
/// Problem.
pub const MISSING_ROLE: &str = "Rôle : choisissez ce que la personne fait.";

/// Heading over the link to a password.
pub const PASSWORD: &str = "Mot de passe";
/// What the link does.
pub const PASSWORD_NOTE: &str = "Personne d'autre ne connaît son mot de passe. Avec un lien, la personne en choisit un nouveau ; \
     d'ici là, l'ancien reste valable.";
/// Makes the link.
pub const NEW_PASSWORD: &str = "Nouveau mot de passe";
/// What to know of the link.
pub const LINK_NOTE: &str = "Ce lien n'est montré qu'une fois. Il sert une seule fois, pendant 7 jours. Donnez-le à la \
     personne et à personne d'autre.";
/// Names the field with the link.
pub const LINK: &str = "Lien à donner à la personne";
/// Copies it.
pub const COPY: &str = "Copier le lien";
/// Done.
pub const COPIED: &str = "Lien copié";
/// The browser refused.
pub const NOT_COPIED: &str = "Le navigateur n'a pas copié le lien. Copiez-le à la main.";
/// Of a disabled account.
pub const NO_LINK: &str = "Le compte est désactivé : réactivez-le d'abord.";

/// Heading, button and title of the question.
pub const DISABLE: &str = "Désactiver le compte";
/// What it does.
pub const DISABLE_NOTE: &str =
    "La personne ne peut plus se connecter. Rien de ce qu'elle a enregistré n'est perdu.";
/// In one's own account.
pub const OWN_ACCOUNT: &str =
    "C'est votre compte : seul·e un·e autre responsable peut le désactiver.";
/// What happens at once.
pub const DISABLE_NOW: &str = "Ses sessions prennent fin tout de suite, ses tablettes ne peuvent plus rien envoyer ni recevoir, \
     et son agenda partagé est fermé. Ce qui attend encore sur une tablette y reste.";
/// Keeps it.
pub const KEEP: &str = "Annuler";
/// Done.
pub const IS_DISABLED: &str = "Compte désactivé";
/// Heading and button.
pub const ENABLE: &str = "Réactiver le compte";
/// What it does.
pub const ENABLE_NOTE: &str =
    "La personne peut de nouveau se connecter, avec le même mot de passe.";
/// Done.
pub const IS_ENABLED: &str = "Compte réactivé";

/// After a new one was made.
#[must_use]
pub fn created(name: &str) -> String {
    format!("Le compte de {name} est créé")
}

/// When the link to a password stands.
#[must_use]
pub fn link_until(day: &str) -> String {
    format!("Un lien est valable jusqu'au {day}.")
}

/// To what an account is limited, by its names.
#[must_use]
pub fn limited(limits: &[String]) -> String {
    format!("Limité à : {}", listed(limits))
}

/// What an account is for: what it is limited to, or all of the directorate.
#[must_use]
pub fn scope(limits: &[String]) -> String {
    if limits.is_empty() { DIRECTORATE.to_owned() } else { listed(limits) }
}

/// Above every page, for who is limited.
#[must_use]
pub fn own_limits(limits: &[String]) -> String {
    format!("Votre compte est limité à : {}", listed(limits))
}

/// The directorate that figures are of, and what of it they are limited to.
#[must_use]
pub fn of_directorate(name: &str, limits: &[String]) -> String {
    if limits.is_empty() { name.to_owned() } else { format!("{name} ({})", listed(limits)) }
}

/// What is still to come, in words; `None` where nothing is.
#[must_use]
pub fn to_come(interventions: u32, interviews: u32) -> Option<String> {
    let count = |number: u32, one: &str, many: &str| match number {
        0 => None,
        1 => Some(format!("1 {one}")),
        _ => Some(format!("{number} {many}")),
    };
    let parts = [
        count(interventions, "intervention", "interventions"),
        count(interviews, "entretien", "entretiens"),
    ];
    let said: Vec<String> = parts.into_iter().flatten().collect();
    (!said.is_empty()).then(|| said.join(" et "))
}

/// What is still to come, before the account is disabled.
#[must_use]
pub fn reassign(interventions: u32, interviews: u32) -> Option<String> {
    let said = to_come(interventions, interviews)?;
    let entrusted = match (interventions, interviews) {
        (1, 0) => "lui est confiée : pensez à la réattribuer",
        (0, 1) => "lui est confié : pensez à le réattribuer",
        (_, 0) => "lui sont confiées : pensez à les réattribuer",
        _ => "lui sont confiés : pensez à les réattribuer",
    };
    Some(format!("{said} à venir {entrusted}."))
}

/// What is wrong with what was written down, and what to do.
#[must_use]
pub fn fault(fault: AccountFault) -> String {
    match fault {
        AccountFault::Login => format!(
            "Identifiant : écrivez de 1 à {LOGIN_MAX} caractères, sans espace. Exemple : lea.martin."
        ),
        AccountFault::NoName => "Nom : écrivez le nom de la personne.".to_owned(),
        AccountFault::NameTooLong => {
            format!("Nom : le texte est trop long. Raccourcissez-le à {NAME_MAX} caractères.")
        }
        AccountFault::NoScope => format!(
            "{SCOPE} : cochez au moins un département ou un centre, ou choisissez un partenaire."
        ),
    }
}

/// Names one after the other. Those of centres hold commas themselves.
fn listed(names: &[String]) -> String {
    let between = if names.iter().any(|name| name.contains(',')) { " ; " } else { ", " };
    names.join(between)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_to_come_is_said_in_numbers() {
        assert_eq!(reassign(0, 0), None);
        let both =
            "3 interventions et 2 entretiens à venir lui sont confiés : pensez à les réattribuer.";
        assert_eq!(reassign(3, 2).as_deref(), Some(both));
        let one = "1 intervention à venir lui est confiée : pensez à la réattribuer.";
        assert_eq!(reassign(1, 0).as_deref(), Some(one));
        let talk = "1 entretien à venir lui est confié : pensez à le réattribuer.";
        assert_eq!(reassign(0, 1).as_deref(), Some(talk));
        let visits = "2 interventions à venir lui sont confiées : pensez à les réattribuer.";
        assert_eq!(reassign(2, 0).as_deref(), Some(visits));
        assert_eq!(to_come(1, 0).as_deref(), Some("1 intervention"));
        assert_eq!(to_come(0, 1).as_deref(), Some("1 entretien"));
    }

    #[test]
    fn limits_are_said_so_that_one_is_told_from_the_next() {
        let names = |names: &[&str]| -> Vec<String> {
            names.iter().map(|name| (*name).to_owned()).collect()
        };
        let departments = names(&["Aisne (02)", "Oise (60)"]);
        assert_eq!(limited(&departments), "Limité à : Aisne (02), Oise (60)");
        let centres = names(&["Centre fictif A, Laon", "Centre fictif B, Laon"]);
        let said = "Votre compte est limité à : Centre fictif A, Laon ; Centre fictif B, Laon";
        assert_eq!(own_limits(&centres), said);
        assert_eq!(scope(&departments), "Aisne (02), Oise (60)");
        assert_eq!(scope(&[]), DIRECTORATE);
    }
}
