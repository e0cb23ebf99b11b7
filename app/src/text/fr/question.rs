//! Words of a conflict that is shown as a question, to advisers and to supervisors.

use super::common::attendance;
use domain::attendance::Attendance;
use sync::wire::{Settled, Settlement};

/// The side that the server heard first.
pub const FIRST: &str = "Reçu en premier";
/// The other.
pub const SECOND: &str = "Reçu ensuite";
/// A mark made after both.
pub const SINCE: &str = "Inscrit depuis";
/// How it was settled.
pub const SETTLED: &str = "Réglé";
/// What the times and the order are.
pub const CLOCKS: &str =
    "Les heures sont celles des appareils. L'ordre est celui de la réception par le serveur.";
/// Nothing to be chosen.
pub const SAME: &str = "C'est aussi ce qui est inscrit maintenant : rien à choisir.";
/// Stands beside the button that is proposed.
pub const PROPOSED: &str = " (proposé)";
/// Somebody whose name is not known.
pub const A_COLLEAGUE: &str = "un·e collègue";

/// The question.
#[must_use]
pub fn ask(person: &str) -> String {
    format!("Que faut-il inscrire pour {person} ?")
}

fn quoted(mark: Option<Attendance>) -> String {
    format!("« {} »", mark.map_or("sans marque", attendance))
}

/// A mark, by whom and when.
#[must_use]
pub fn side(mark: Option<Attendance>, by: &str, at: &str) -> String {
    let mark = quoted(mark);
    if at.is_empty() { format!("{mark}, par {by}") } else { format!("{mark}, par {by}, le {at}") }
}

/// Chooses a mark, which stands already or does not.
#[must_use]
pub fn choose(mark: Option<Attendance>, stands: bool) -> String {
    let verb = if stands { "Garder" } else { "Inscrire" };
    format!("{verb} {}", quoted(mark))
}

/// How it was settled, by whom and when.
#[must_use]
pub fn settled(settlement: &Settlement, at: &str) -> String {
    let how = match settlement.how {
        Settled::Marked(mark) => format!("{} choisi", quoted(mark)),
        Settled::Adopted => "repris".to_owned(),
    };
    format!("{how} par {}, le {at}", settlement.by)
}
