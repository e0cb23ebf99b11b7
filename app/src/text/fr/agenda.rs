//! Words of an adviser's calendar: as other programs show it, and of its secret address.

/// The name of the calendar.
pub const NAME: &str = "Passerelle : mes entretiens";
/// Heading of the section about the address.
pub const TITLE: &str = "Mes entretiens dans mon agenda";
/// What it is.
pub const NOTE: &str = "Une adresse secrète affiche vos entretiens dans Outlook, Google Agenda ou le calendrier de \
     votre téléphone : date, heure, lieu et initiales seulement. Ne la donnez à personne.";
/// There is none.
pub const IS_NOT_SHARED: &str = "Votre agenda n'a pas d'adresse.";
/// There is one.
pub const IS_SHARED: &str = "Votre agenda a une adresse. Elle n'est montrée qu'une fois ; une \
                             nouvelle remplace l'ancienne.";
/// Makes the address.
pub const MAKE: &str = "Créer l'adresse";
/// Makes another one.
pub const MAKE_ANOTHER: &str = "Créer une nouvelle adresse";
/// Over the new address.
pub const COPY: &str = "Copiez cette adresse maintenant, puis ajoutez-la dans votre agenda comme \
                        « calendrier par URL » :";
/// Ends the address.
pub const END: &str = "Mettre fin à l'adresse";
/// After that button.
pub const ENDED: &str = "L'adresse ne fonctionne plus.";
/// Where an address opens nothing.
pub const CLOSED: &str = "Cette adresse d'agenda n'existe pas ou ne fonctionne plus. Créez-en une \
                          nouvelle dans Passerelle, puis remplacez-la dans votre agenda.";

/// The name of an entry. Only initials: calendars are shown on screens that others see.
#[must_use]
pub fn interview(initials: &str) -> String {
    format!("Entretien {initials}")
}
