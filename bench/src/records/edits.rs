//! What people change of the records while they are measured.

use super::sheet::{Inventor, Sheet};
use crate::chance::Chance;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use uuid::Uuid;

/// Bytes of a note that somebody writes, at least.
const NOTE: usize = 180;
/// Edits lie so far apart, in milliseconds.
const PACE: i64 = 20_000;

/// A change of one record.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Edit {
    /// The person.
    pub record: Uuid,
    /// When it was entered.
    pub at: i64,
    /// What changes.
    #[serde(flatten)]
    pub what: What,
}

/// What changes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "lowercase")]
pub enum What {
    /// The mark at one of the three visits.
    Mark {
        /// Which of them.
        place: usize,
        /// The new mark.
        mark: String,
    },
    /// The telephone.
    Phone {
        /// The new number.
        phone: String,
    },
    /// The interview was held.
    Note {
        /// What was written down.
        note: String,
    },
}

/// Thinks edits out, each of which changes something when all before it were carried out.
#[derive(Debug)]
pub struct Editor<'a> {
    sheets: &'a mut [Sheet],
    inventor: &'a mut Inventor,
    chance: Chance,
    now: i64,
    made: usize,
    /// Whose telephone was corrected.
    corrected: BTreeSet<Uuid>,
}

impl<'a> Editor<'a> {
    /// From a seed, of these records, from this moment on.
    pub const fn new(sheets: &'a mut [Sheet], inventor: &'a mut Inventor, now: i64) -> Self {
        Self { sheets, inventor, chance: Chance(11), now, made: 0, corrected: BTreeSet::new() }
    }

    /// So many edits: of six, four are marks, one is a telephone number, and one is the note of an
    /// interview, while there are any that were not held. A telephone is corrected once: the second
    /// correction of a device that has not heard of the first would be held by the office, which
    /// cannot tell it from one that overlooks somebody else's.
    pub fn block(&mut self, count: usize) -> Vec<Edit> {
        (0..count).map(|_| self.next()).collect()
    }

    /// So many marks.
    pub fn marks(&mut self, count: usize) -> Vec<Edit> {
        let mark = |_| {
            self.now += PACE;
            let which = self.any();
            self.mark(which)
        };
        (0..count).map(mark).collect()
    }

    /// Two marks of one person at one visit, each other than the one that stands, and other than
    /// each other.
    pub fn contradiction(&mut self) -> [Edit; 2] {
        self.now += PACE;
        let which = self.any();
        let sheet = &self.sheets[which];
        let standing = &sheet.attendance[0].mark;
        let mut others = ["present", "absent", "excused"].into_iter().filter(|it| it != standing);
        let mut edit = |at| {
            let mark = others.next().unwrap_or_default().to_owned();
            Edit { record: sheet.id, at, what: What::Mark { place: 0, mark } }
        };
        [edit(self.now), edit(self.now + PACE)]
    }

    fn any(&mut self) -> usize {
        let count = self.sheets.len() as u64;
        usize::try_from(self.chance.below(count)).unwrap_or_default()
    }

    fn next(&mut self) -> Edit {
        self.now += PACE;
        self.made += 1;
        let start = self.any();
        let (before, after) = self.sheets.split_at(start);
        let planned = |sheet: &&Sheet| sheet.interview.state == "planned";
        let uncorrected = |sheet: &&Sheet| !self.corrected.contains(&sheet.id);
        let from_here = |wanted: &dyn Fn(&&Sheet) -> bool| {
            let place = after.iter().chain(before).position(|sheet| wanted(&sheet))?;
            Some((start + place) % self.sheets.len())
        };
        match self.made % 6 {
            0 => {
                let Some(which) = from_here(&planned) else { return self.mark(start) };
                let note = self.inventor.note(NOTE);
                let sheet = &mut self.sheets[which];
                "held".clone_into(&mut sheet.interview.state);
                sheet.interview.note.clone_from(&note);
                Edit { record: sheet.id, at: self.now, what: What::Note { note } }
            }
            3 => {
                let Some(which) = from_here(&uncorrected) else { return self.mark(start) };
                let phone = loop {
                    let phone = self.inventor.phone();
                    if phone != self.sheets[which].phone {
                        break phone;
                    }
                };
                let sheet = &mut self.sheets[which];
                self.corrected.insert(sheet.id);
                sheet.phone.clone_from(&phone);
                Edit { record: sheet.id, at: self.now, what: What::Phone { phone } }
            }
            _ => self.mark(start),
        }
    }

    fn mark(&mut self, which: usize) -> Edit {
        let place = usize::try_from(self.chance.below(3)).unwrap_or_default();
        let sheet = &mut self.sheets[which];
        let standing = &mut sheet.attendance[place];
        let others = ["present", "absent", "excused"].map(str::to_owned);
        let others: Vec<String> = others.into_iter().filter(|it| *it != standing.mark).collect();
        let mark = self.chance.one(&others);
        standing.mark.clone_from(&mark);
        standing.at = self.now;
        Edit { record: sheet.id, at: self.now, what: What::Mark { place, mark } }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeMap;

    #[test]
    fn every_edit_changes_something() {
        let mut inventor = Inventor::new(7, 1_790_000_000_000);
        let mut sheets: Vec<Sheet> = (0..100).map(|_| inventor.next()).collect();
        let mut shown: BTreeMap<Uuid, Sheet> =
            sheets.iter().map(|it| (it.id, it.clone())).collect();
        let edits = Editor::new(&mut sheets, &mut inventor, 1_790_000_000_000).block(300);
        let notes = edits.iter().filter(|edit| matches!(edit.what, What::Note { .. })).count();
        assert!(notes > 10, "{notes}");
        for edit in edits {
            let sheet = shown.get_mut(&edit.record).expect("a known person");
            let before = sheet.clone();
            match edit.what {
                What::Mark { place, mark } => sheet.attendance[place].mark = mark,
                What::Phone { phone } => sheet.phone = phone,
                What::Note { note } => sheet.interview.note = note,
            }
            assert_ne!(*sheet, before);
        }
    }
}
