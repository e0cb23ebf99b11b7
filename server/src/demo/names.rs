//! Names that nobody bears: given names from where signatories come from, and family names that
//! say that they are made up.

use super::DemoError;
use super::draw::Draw;
use domain::person::PersonName;

const GIVEN: [&str; 48] = [
    "Amina",
    "Youssef",
    "Fatoumata",
    "Ibrahim",
    "Olena",
    "Andriy",
    "Mehmet",
    "Ayşe",
    "Zahra",
    "Reza",
    "Habiba",
    "Najib",
    "Tesfay",
    "Selam",
    "Abdi",
    "Hodan",
    "Nirmala",
    "Kumar",
    "Mariam",
    "Giorgi",
    "Elira",
    "Arben",
    "Aïssata",
    "Moussa",
    "Kadiatou",
    "Sékou",
    "Beatriz",
    "João",
    "Lucía",
    "Yuri",
    "Natalia",
    "Thi Lan",
    "Minh",
    "Grace",
    "Emmanuel",
    "Chantal",
    "Rahul",
    "Parwana",
    "Farid",
    "Sanaa",
    "محمد",
    "فاطمة",
    "أمينة",
    "يوسف",
    "Олена",
    "Андрій",
    "ሰላም",
    "زهرا",
];
const FIRST: [&str; 4] = ["Exemple", "Fictif", "Démo", "Essai"];
const SECOND: [&str; 40] = [
    "Acacia",
    "Aubépine",
    "Bouleau",
    "Bruyère",
    "Cèdre",
    "Charme",
    "Châtaignier",
    "Chêne",
    "Cyprès",
    "Érable",
    "Églantier",
    "Figuier",
    "Frêne",
    "Fougère",
    "Genêt",
    "Genévrier",
    "Ginkgo",
    "Houx",
    "If",
    "Jasmin",
    "Laurier",
    "Lavande",
    "Lierre",
    "Lilas",
    "Marronnier",
    "Mélèze",
    "Mûrier",
    "Myrte",
    "Noisetier",
    "Noyer",
    "Olivier",
    "Orme",
    "Peuplier",
    "Pin",
    "Platane",
    "Sapin",
    "Saule",
    "Sorbier",
    "Tilleul",
    "Troène",
];
/// "Example" and "fictional" in other scripts.
const OTHER_SCRIPTS: [&str; 6] = ["مثال", "خيالي", "نمونه", "Приклад", "Вигаданий", "ምሳሌ"];

/// The name of the person of a number: every number has another one up to several thousand.
pub(super) fn name(
    draw: &mut Draw,
    number: u32,
) -> Result<(PersonName, Option<PersonName>), DemoError> {
    let place = usize::try_from(number).unwrap_or_default();
    let given = GIVEN[place % GIVEN.len()];
    let latin = given.is_ascii() || given.chars().all(|c| u32::from(c) < 0x250);
    let family = if latin || draw.chance(50) {
        let first = FIRST[(place / GIVEN.len()) % FIRST.len()];
        let second = SECOND[(place * 7 + place / (GIVEN.len() * FIRST.len())) % SECOND.len()];
        format!("{first}-{second}")
    } else {
        OTHER_SCRIPTS[place % OTHER_SCRIPTS.len()].to_owned()
    };
    let name = |text: &str| PersonName::new(text).map_err(|_| DemoError::Impossible("a name"));
    // Some people have a single name.
    let given = if number % 40 == 39 { None } else { Some(name(given)?) };
    Ok((name(&family)?, given))
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::time::Instant;
    use std::collections::BTreeSet;

    #[test]
    fn everybody_of_the_usual_demo_has_a_name_of_their_own() {
        let mut draw = Draw::seeded(1, Instant(0));
        let names: BTreeSet<_> =
            (0..120).map(|number| name(&mut draw, number).expect("a name")).collect();
        assert!(names.len() >= 119, "{}", names.len());
    }
}
