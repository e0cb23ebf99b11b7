//! What to say when a request did not succeed: what happened, and what to do now.

use crate::api::ApiError;

/// The sentence for an error.
#[must_use]
pub fn api_error(error: &ApiError) -> String {
    match error {
        ApiError::Unreachable => {
            "Le serveur ne répond pas. Vérifiez la connexion à Internet, puis réessayez."
        }
        ApiError::Unreadable => {
            "La réponse reçue n'est pas lisible. Si ce réseau demande une connexion (hôtel, \
             mairie…), ouvrez-la d'abord ; sinon, rechargez la page."
        }
        ApiError::SignIn => "Votre session a pris fin. Connectez-vous à nouveau pour continuer.",
        ApiError::WrongCredentials => {
            "L'identifiant ou le mot de passe ne convient pas, ou le compte est désactivé. Vérifiez \
             les deux, ou demandez à un·e responsable. Ce qui est sur cet appareil y reste."
        }
        ApiError::PasswordNeeded => {
            "Le mot de passe est demandé à nouveau pour cette action. Connectez-vous encore une fois, \
             puis recommencez."
        }
        ApiError::DeviceRevoked => {
            "Cet appareil a été révoqué par un·e responsable. Ouvrez Passerelle : ce qui n'était pas \
             envoyé est remis à la direction, puis l'appareil est vidé."
        }
        ApiError::Forbidden => {
            "Votre compte ne permet pas cette action. Demandez à un·e responsable de la direction."
        }
        ApiError::NotFound => {
            "Ceci n'existe pas, ou votre compte n'y a pas accès. Revenez à la liste."
        }
        ApiError::Invalid { message, .. } if !message.is_empty() => message,
        ApiError::Invalid { .. } => {
            "Le serveur n'a pas compris la demande. Rechargez la page, puis recommencez."
        }
        ApiError::TooLarge => "L'envoi est trop gros. Réduisez le fichier, puis recommencez.",
        ApiError::TooMany { seconds } => return too_many(*seconds),
        ApiError::StorageFull => {
            "Le serveur n'a plus de place et n'a rien enregistré. Prévenez la personne qui s'en \
             occupe, puis réessayez."
        }
        ApiError::Busy => "Le serveur est occupé. Réessayez dans un instant.",
        ApiError::Internal => {
            "Le serveur a rencontré un problème et n'a rien enregistré. Réessayez ; si cela \
             continue, prévenez la personne qui s'en occupe."
        }
    }
    .to_owned()
}

fn too_many(seconds: u32) -> String {
    match seconds {
        0..=1 => "Trop d'essais. Réessayez dans un instant.".to_owned(),
        2..=90 => format!("Trop d'essais. Réessayez dans {seconds} secondes."),
        _ => format!("Trop d'essais. Réessayez dans {} minutes.", seconds.div_ceil(60)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_error_says_what_to_do() {
        let nothing_said = ApiError::Invalid { field: String::new(), message: String::new() };
        assert!(api_error(&nothing_said).contains("recommencez"));
        let said = ApiError::Invalid { field: "date".to_owned(), message: "Une date.".to_owned() };
        assert_eq!(api_error(&said), "Une date.");
        assert!(api_error(&ApiError::TooMany { seconds: 61 }).contains("61 secondes"));
        assert!(api_error(&ApiError::TooMany { seconds: 300 }).contains("5 minutes"));
    }
}
