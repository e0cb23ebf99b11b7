//! A record as it is synchronised by everybody: what an adviser keeps of one person.

use crate::chance::Chance;
use domain::time::Day;
use serde::{Deserialize, Serialize};
use uuid::{Builder, Uuid};

/// Bytes of a record as JSON, on average.
pub const MEAN: usize = 735;
/// People of a class: they are met together, at the same visits.
pub const CLASS: u64 = 20;
/// Visits to a class.
pub const VISITS: usize = 3;

const HOUR: i64 = 3_600_000;
const DAY: i64 = 24 * HOUR;

/// A mark on the attendance sheet of a visit.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Attended {
    /// Which visit.
    pub visit: Uuid,
    /// `present`, `absent` or `excused`.
    pub mark: String,
    /// When it was made.
    pub at: i64,
}

/// A consent given.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Consented {
    /// Version of the text.
    pub text: u16,
    /// The language it was shown in.
    pub language: String,
    /// How it was explained.
    pub explained: String,
    /// When.
    pub at: i64,
}

/// An interview.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Talk {
    /// Its identity.
    pub id: Uuid,
    /// When it begins.
    pub starts: i64,
    /// Where.
    pub place: String,
    /// `planned` or `held`.
    pub state: String,
    /// What was written down; empty before it was held.
    pub note: String,
}

/// A person with consent, marks, interview and note.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sheet {
    /// The person.
    pub id: Uuid,
    /// Family name.
    pub family: String,
    /// Given name.
    pub given: String,
    /// Day of birth.
    pub birth: String,
    /// Telephone, as it is dialled from anywhere.
    pub phone: String,
    /// Level of French.
    pub level: String,
    /// What they wish.
    pub wish: String,
    /// Their consent.
    pub consent: Consented,
    /// Three visits, and whether they were there.
    pub attendance: Vec<Attended>,
    /// The interview.
    pub interview: Talk,
}

/// Invents records, the same from the same seed and day.
#[derive(Debug)]
pub struct Inventor {
    chance: Chance,
    today: i64,
    made: u64,
    bytes: usize,
    visits: Vec<(Uuid, i64)>,
}

impl Inventor {
    /// From a seed. Everything lies in the weeks before `today`, a moment in milliseconds.
    #[must_use]
    pub const fn new(seed: u64, today: i64) -> Self {
        Self { chance: Chance(seed), today, made: 0, bytes: 0, visits: Vec::new() }
    }

    /// An identity as the application makes them: the moment, and chance.
    fn identity(&mut self, at: i64) -> Uuid {
        let mut random = [0; 10];
        random[..8].copy_from_slice(&self.chance.next().to_le_bytes());
        random[8..].copy_from_slice(&self.chance.next().to_le_bytes()[..2]);
        let at = u64::try_from(at).unwrap_or_default();
        Builder::from_unix_timestamp_millis(at, &random).into_uuid()
    }

    fn below(&mut self, limit: i64) -> i64 {
        i64::try_from(self.chance.below(limit.unsigned_abs())).unwrap_or_default()
    }

    /// A name of so many syllables.
    fn name(&mut self, syllables: u64) -> String {
        const SYLLABLES: [&str; 24] = [
            "ba", "ke", "mi", "no", "ru", "sa", "te", "li", "do", "fu", "ga", "he", "ni", "po",
            "va", "ze", "dia", "lou", "mar", "tan", "sek", "bou", "fen", "kha",
        ];
        let mut name = String::new();
        for _ in 0..syllables {
            name.push_str(self.chance.one(&SYLLABLES));
        }
        name[..1].make_ascii_uppercase();
        name
    }

    /// A note of at least so many bytes.
    pub fn note(&mut self, bytes: usize) -> String {
        const WORDS: &str = "souhaite une formation en cuisine le matin garde deux enfants cherche un logement \
            plus proche du centre parle bien lit encore avec peine a travaillé comme soudeur \
            pendant dix ans diplôme non reconnu rappeler mardi après le cours transport \
            difficile soir veut passer permis besoin aide démarches santé rendez-vous pris \
            mission locale très motivée préfère atelier petit groupe interprète utile première \
            fois frère habite";
        let words: Vec<&str> = WORDS.split(' ').collect();
        let mut note = String::new();
        while note.len() < bytes {
            if !note.is_empty() {
                note.push(' ');
            }
            note.push_str(self.chance.one(&words));
        }
        note
    }

    /// A number that nobody has.
    pub fn phone(&mut self) -> String {
        format!("+33639980{:03}", self.chance.below(1_000))
    }

    /// Three visits to the next class.
    fn next_class(&mut self) {
        let first = self.today - 84 * DAY + self.below(50) * DAY + 9 * HOUR;
        self.visits = (0_i64..3)
            .map(|week| {
                let at = first + week * 14 * DAY;
                (self.identity(at - 30 * DAY), at)
            })
            .collect();
    }

    /// The next record.
    pub fn next(&mut self) -> Sheet {
        if self.made.is_multiple_of(CLASS) {
            self.next_class();
        }
        let visits = self.visits.clone();
        let met = visits.first().map_or(self.today, |(_, at)| *at);
        let marks = ["present", "present", "present", "absent", "excused"];
        let attendance = visits
            .into_iter()
            .map(|(visit, at)| Attended {
                visit,
                mark: self.chance.one(&marks).to_owned(),
                at: at + self.below(HOUR),
            })
            .collect();
        let is_held = !self.chance.percent(25);
        let born = i32::try_from(2_000 + self.below(11_000)).unwrap_or_default();
        let consented = met + self.below(2 * HOUR);
        let mut sheet = Sheet {
            id: self.identity(met - 10 * DAY),
            family: format!("Exemple-{}", self.name(3)),
            given: self.name(2),
            birth: Day(born).to_string(),
            phone: self.phone(),
            level: self.chance.one(&["infra-A1", "A1", "A2", "B1"]).to_owned(),
            wish: self.chance.one(&["social", "training", "employment", "language"]).to_owned(),
            consent: Consented {
                text: 1,
                language: self.chance.one(&["fr", "en", "ar"]).to_owned(),
                explained: self.chance.one(&["read", "aloud", "interpreter"]).to_owned(),
                at: consented,
            },
            attendance,
            interview: Talk {
                id: self.identity(consented),
                starts: met + 7 * DAY + self.below(8) * HOUR / 2,
                place: format!("Bureau {}", 1 + self.below(40)),
                state: if is_held { "held" } else { "planned" }.to_owned(),
                note: String::new(),
            },
        };
        self.made += 1;
        if is_held {
            // As long as the mean wants it, and some more or less.
            let wanted = MEAN * usize::try_from(self.made).unwrap_or_default();
            let missing = wanted.saturating_sub(self.bytes + length(&sheet));
            let spread = usize::try_from(self.chance.below(60)).unwrap_or_default();
            sheet.interview.note = self.note((missing + spread).saturating_sub(30).clamp(12, 400));
        }
        self.bytes += length(&sheet);
        sheet
    }
}

/// Bytes as JSON.
fn length(sheet: &Sheet) -> usize {
    serde_json::to_vec(sheet).map_or(0, |json| json.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    const TODAY: i64 = 1_790_000_000_000;

    #[test]
    fn records_are_as_long_as_said_and_the_same_each_time() {
        let make = || {
            let mut inventor = Inventor::new(7, TODAY);
            (0..1_000).map(|_| inventor.next()).collect::<Vec<_>>()
        };
        let sheets = make();
        let mean = sheets.iter().map(length).sum::<usize>() / sheets.len();
        assert!(mean.abs_diff(MEAN) <= 2, "{mean} bytes on average");
        assert_eq!(sheets, make());
    }

    #[test]
    fn a_class_is_met_at_the_same_three_visits_of_the_last_ninety_days() {
        let mut inventor = Inventor::new(7, TODAY);
        let sheets: Vec<Sheet> = (0..40).map(|_| inventor.next()).collect();
        let visits = |sheet: &Sheet| sheet.attendance.iter().map(|it| it.visit).collect::<Vec<_>>();
        assert!(sheets[..20].iter().all(|sheet| visits(sheet) == visits(&sheets[0])));
        assert!(sheets[20..].iter().all(|sheet| visits(sheet) != visits(&sheets[0])));
        let mut marks = sheets.iter().flat_map(|sheet| &sheet.attendance);
        assert!(marks.all(|mark| (TODAY - 85 * DAY..TODAY).contains(&mark.at)));
    }
}
