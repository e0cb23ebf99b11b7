//! What becomes of each row: new, already known, to check, refused.

use super::error::RowProblem;
use super::index::{Index, Likeness, Traits};
use super::row::{ParsedRow, RosterPerson};
use domain::contact::{EmailAddress, PhoneNumber};
use domain::id::SignatoryId;
use domain::person::{Birth, PersonName};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// Somebody the directorate knows already.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KnownPerson {
    /// Their identity.
    pub id: SignatoryId,
    /// Family name.
    pub family_name: PersonName,
    /// Given name.
    pub given_name: Option<PersonName>,
    /// Birth.
    pub birth: Option<Birth>,
    /// Telephone.
    pub phone: Option<PhoneNumber>,
    /// E-mail.
    pub email: Option<EmailAddress>,
    /// Whether they came from a roster. Those are preferred where several people fit.
    pub on_roster: bool,
}

/// What a row is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Verdict {
    /// Nobody like this is known: written by the import.
    New,
    /// This person is known: not written.
    AlreadyKnown(SignatoryId),
    /// An earlier row of the file is this person: not written.
    Repeated {
        /// The earlier row, from 1.
        line: u32,
    },
    /// Written only when the supervisor ticks it.
    ToCheck {
        /// A known person it may be.
        like: Option<SignatoryId>,
        /// What to look at.
        reasons: Vec<RowProblem>,
    },
    /// Never written.
    Refused {
        /// Why.
        reasons: Vec<RowProblem>,
    },
}

/// A row, judged.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct JudgedRow {
    /// Where the row stands in the file, from 1.
    pub line: u32,
    /// The person, unless the row is refused.
    pub person: Option<RosterPerson>,
    /// What becomes of it.
    pub verdict: Verdict,
}

/// How many rows of each verdict.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tally {
    /// New.
    pub new: u32,
    /// Already known.
    pub already_known: u32,
    /// Repeated inside the file.
    pub repeated: u32,
    /// To check.
    pub to_check: u32,
    /// Refused.
    pub refused: u32,
}

impl Tally {
    /// Counts the verdicts.
    #[must_use]
    pub fn of(rows: &[JudgedRow]) -> Self {
        let mut tally = Self::default();
        for row in rows {
            let count = match row.verdict {
                Verdict::New => &mut tally.new,
                Verdict::AlreadyKnown(_) => &mut tally.already_known,
                Verdict::Repeated { .. } => &mut tally.repeated,
                Verdict::ToCheck { .. } => &mut tally.to_check,
                Verdict::Refused { .. } => &mut tally.refused,
            };
            *count += 1;
        }
        tally
    }
}

/// Judges every row, in the order of the file, against the people known and the rows before it.
///
/// A row that was imported is recognised when its file is imported again, whatever it holds, also
/// when a supervisor had to tick it: only what is on both sides is compared, and two identical
/// statements are one person.
#[must_use]
pub fn judge(parsed: Vec<ParsedRow>, known: &[KnownPerson]) -> Vec<JudgedRow> {
    let mut order: Vec<&KnownPerson> = known.iter().collect();
    order.sort_by_key(|person| !person.on_roster);
    let mut known_index = Index::default();
    for person in &order {
        known_index.add(person.traits());
    }
    let mut seen = Seen::default();
    let verdicts: Vec<Verdict> = parsed
        .iter()
        .map(|row| match &row.person {
            Err(reasons) => Verdict::Refused { reasons: reasons.clone() },
            Ok(person) => judge_person(row, person.traits(), &known_index, &order, &mut seen),
        })
        .collect();
    let judged = |(row, verdict): (ParsedRow, Verdict)| JudgedRow {
        line: row.line,
        person: row.person.ok(),
        verdict,
    };
    parsed.into_iter().zip(verdicts).map(judged).collect()
}

/// The people an import writes: the new ones, and of those to check the lines that were ticked.
pub fn chosen<'a>(
    rows: &'a [JudgedRow],
    ticked: &'a BTreeSet<u32>,
) -> impl Iterator<Item = (u32, &'a RosterPerson)> {
    rows.iter().filter_map(|row| {
        let taken = match row.verdict {
            Verdict::New => true,
            Verdict::ToCheck { .. } => ticked.contains(&row.line),
            Verdict::AlreadyKnown(_) | Verdict::Repeated { .. } | Verdict::Refused { .. } => false,
        };
        row.person.as_ref().filter(|_| taken).map(|person| (row.line, person))
    })
}

/// The rows judged so far.
#[derive(Default)]
struct Seen<'a> {
    index: Index<'a>,
    /// Line, and whether the person is sure to be known after the import.
    rows: Vec<(u32, bool)>,
}

fn judge_person<'a>(
    row: &ParsedRow,
    person: Traits<'a>,
    known_index: &Index<'a>,
    known: &[&KnownPerson],
    seen: &mut Seen<'a>,
) -> Verdict {
    let same_in_file = seen.index.same(person).map(|place| seen.rows[place]);
    if let Some((line, true)) = same_in_file {
        return Verdict::Repeated { line };
    }
    let verdict = if let Some(place) = known_index.same(person) {
        Verdict::AlreadyKnown(known[place].id)
    } else {
        let mut reasons = row.warnings.clone();
        let found = known_index.like(person).map(|(place, likeness)| {
            reasons.push(match likeness {
                Likeness::NameOtherBirth => RowProblem::SameNameOtherBirth,
                Likeness::NameNotCertain => RowProblem::SameNameNotCertain,
                Likeness::Phone => RowProblem::SamePhoneOtherName,
                Likeness::Email => RowProblem::SameEmailOtherName,
            });
            known[place].id
        });
        if let Some((line, _)) = same_in_file {
            reasons.push(RowProblem::SamePersonAsLine(line));
        } else if let Some((place, likeness)) = seen.index.like(person) {
            let (line, _) = seen.rows[place];
            reasons.push(match likeness {
                Likeness::NameOtherBirth | Likeness::NameNotCertain => {
                    RowProblem::SameNameAsLine(line)
                }
                Likeness::Phone | Likeness::Email => RowProblem::SameContactAsLine(line),
            });
        }
        if reasons.is_empty() { Verdict::New } else { Verdict::ToCheck { like: found, reasons } }
    };
    seen.index.add(person);
    seen.rows.push((row.line, !matches!(verdict, Verdict::ToCheck { .. })));
    verdict
}

impl KnownPerson {
    const fn traits(&self) -> Traits<'_> {
        Traits {
            family_name: &self.family_name,
            given_name: self.given_name.as_ref(),
            birth: self.birth,
            phone: self.phone.as_ref(),
            email: self.email.as_ref(),
        }
    }
}

impl RosterPerson {
    const fn traits(&self) -> Traits<'_> {
        Traits {
            family_name: &self.family_name,
            given_name: self.given_name.as_ref(),
            birth: self.birth,
            phone: self.phone.as_ref(),
            email: self.email.as_ref(),
        }
    }
}

#[cfg(test)]
#[path = "judge_tests.rs"]
mod tests;
