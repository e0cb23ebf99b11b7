//! What partners are written, in French: that a referral awaits, where to answer, until when.
//! Never about whom.

use domain::time::Day;

/// Subject of the first message.
pub const NOTICE_SUBJECT: &str = "Une orientation attend votre réponse";
/// Subject of a reminder.
pub const REMINDER_SUBJECT: &str = "Rappel : une orientation attend votre réponse";

/// Subject of a new link.
pub const LINK_SUBJECT: &str = "Votre nouveau lien pour une orientation";

/// The new link a partner wished for.
#[must_use]
pub fn new_link(link: &str) -> String {
    format!(
        "Bonjour,\n\n\
         Vous avez demandé un nouveau lien pour une orientation. Le voici :\n\
         {link}\n\n\
         Ce lien est réservé à votre organisme : ne le transmettez pas.\n\n\
         Merci.\n"
    )
}

/// The message. `link` is the address of the answer, `closes` the day on which the referral ends
/// without one.
#[must_use]
pub fn body(is_reminder: bool, link: &str, closes: Day) -> String {
    let first = if is_reminder {
        "Une orientation vers un de vos dispositifs attend toujours votre réponse."
    } else {
        "Une nouvelle orientation vers un de vos dispositifs attend votre réponse."
    };
    format!(
        "Bonjour,\n\n\
         {first}\n\n\
         Pour la lire et répondre, ouvrez ce lien :\n\
         {link}\n\n\
         Ce lien est réservé à votre organisme : ne le transmettez pas.\n\
         Sans réponse, l'orientation sera close le {}.\n\n\
         Merci.\n",
        closes.french()
    )
}
