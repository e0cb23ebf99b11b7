//! What a partner answered, as typed, and what is still to be corrected in it.

use super::step::Step;
use crate::text::fr::partner::problem;
use domain::level::CefrLevel;
use domain::referral::{DeclineReason, ReferralEvent};
use domain::time::Day;

/// Most characters of a note.
pub const NOTE_MAX: usize = 1_000;
/// A day is entered afterwards, or planned ahead, within these bounds of today.
const EARLIEST: i32 = 3 * 366;
const LATEST: i32 = 2 * 366;

/// A filled-in form, kept as it was typed so that it can be shown again.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct AnswerEntry {
    /// The version of the referral that was shown.
    pub version: Option<u32>,
    /// What is said.
    pub step: Option<Step>,
    /// The first day, where the person is accepted.
    pub starts_on: String,
    /// The day of the entry.
    pub entered_on: String,
    /// The last day of a person who went to the end.
    pub completed_on: String,
    /// The level reached.
    pub level: Option<CefrLevel>,
    /// The last day of a person who left before the end.
    pub dropped_on: String,
    /// Why the person is not taken.
    pub reason: Option<DeclineReason>,
    /// A note beside the reason.
    pub note: String,
}

impl std::fmt::Debug for AnswerEntry {
    /// Never what was typed: `Debug` output ends in logs and panics.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("AnswerEntry(***)")
    }
}

/// A field of the form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Field {
    /// What is said.
    Answer,
    /// The first day planned.
    StartsOn,
    /// The day of the entry.
    EnteredOn,
    /// The last day.
    CompletedOn,
    /// The day of leaving.
    DroppedOn,
    /// The reason.
    Reason,
    /// The note.
    Note,
}

/// Something to correct.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Problem {
    /// No answer was chosen.
    AnswerMissing,
    /// A day is needed.
    DayMissing(Field),
    /// That is no day.
    DayOdd(Field),
    /// A day that has not come yet.
    DayToCome(Field),
    /// A day far from today.
    DayFar(Field),
    /// Left before having come.
    BeforeEntry(Field),
    /// No reason was chosen.
    ReasonMissing,
    /// The reason is another one, and not told.
    NoteMissing,
    /// The note is too long.
    NoteLong,
}

impl Field {
    /// The name in the form, and the id of the control that a link to the field goes to.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Answer => "answer",
            Self::StartsOn => "starts_on",
            Self::EnteredOn => "entered_on",
            Self::CompletedOn => "completed_on",
            Self::DroppedOn => "dropped_on",
            Self::Reason => "reason",
            Self::Note => "note",
        }
    }
}

impl Problem {
    /// Where it is to be corrected.
    #[must_use]
    pub const fn field(self) -> Field {
        match self {
            Self::AnswerMissing => Field::Answer,
            Self::DayMissing(field)
            | Self::DayOdd(field)
            | Self::DayToCome(field)
            | Self::DayFar(field)
            | Self::BeforeEntry(field) => field,
            Self::ReasonMissing => Field::Reason,
            Self::NoteMissing | Self::NoteLong => Field::Note,
        }
    }

    /// What the partner reads.
    #[must_use]
    pub const fn text(self) -> &'static str {
        match self {
            Self::AnswerMissing => problem::ANSWER_MISSING,
            Self::DayMissing(_) => problem::DAY_MISSING,
            Self::DayOdd(_) => problem::DAY_ODD,
            Self::DayToCome(_) => problem::DAY_TO_COME,
            Self::DayFar(_) => problem::DAY_FAR,
            Self::BeforeEntry(_) => problem::BEFORE_ENTRY,
            Self::ReasonMissing => problem::REASON_MISSING,
            Self::NoteMissing => problem::NOTE_MISSING,
            Self::NoteLong => problem::NOTE_LONG,
        }
    }
}

impl AnswerEntry {
    /// Reads the fields of a posted form. A field that is not ours, or an answer that was not
    /// offered, counts as not given; of a field sent twice the last counts.
    pub fn from_fields<'a>(fields: impl IntoIterator<Item = (&'a str, &'a str)>) -> Self {
        let mut entry = Self::default();
        for (name, value) in fields {
            match name {
                "version" => entry.version = value.parse().ok(),
                "answer" => entry.step = Step::from_code(value),
                "starts_on" => value.clone_into(&mut entry.starts_on),
                "entered_on" => value.clone_into(&mut entry.entered_on),
                "completed_on" => value.clone_into(&mut entry.completed_on),
                "level" => entry.level = CefrLevel::parse(value),
                "dropped_on" => value.clone_into(&mut entry.dropped_on),
                "reason" => entry.reason = DeclineReason::from_code(value),
                "note" => value.clone_into(&mut entry.note),
                _ => {}
            }
        }
        entry
    }

    /// The answer in the domain's terms, given today.
    ///
    /// # Errors
    /// Everything that is to be corrected, from the top of the form to its end.
    pub fn check(&self, today: Day) -> Result<ReferralEvent, Vec<Problem>> {
        let event = match self.step.ok_or(Problem::AnswerMissing).map_err(|it| vec![it])? {
            Step::UnderReview => ReferralEvent::UnderReview,
            Step::Waitlisted => ReferralEvent::Waitlisted,
            Step::Accepted if self.starts_on.trim().is_empty() => ReferralEvent::Accepted(None),
            Step::Accepted => {
                let day = day(&self.starts_on, Field::StartsOn, today, LATEST);
                ReferralEvent::Accepted(Some(day?))
            }
            Step::Entered => {
                ReferralEvent::Entered(day(&self.entered_on, Field::EnteredOn, today, 0)?)
            }
            Step::Completed => {
                let day = day(&self.completed_on, Field::CompletedOn, today, 0);
                ReferralEvent::Completed(day?, self.level)
            }
            Step::DroppedOut => {
                ReferralEvent::DroppedOut(day(&self.dropped_on, Field::DroppedOn, today, 0)?)
            }
            Step::Absent => {
                ReferralEvent::Declined(DeclineReason::AbsentFromInterview, String::new())
            }
            Step::Declined => self.declined()?,
        };
        Ok(event)
    }

    fn declined(&self) -> Result<ReferralEvent, Vec<Problem>> {
        // Browsers send a line break as two characters; other control characters mean nothing.
        let note = self.note.replace("\r\n", "\n");
        let note: String = note.trim().chars().filter(|c| *c == '\n' || !c.is_control()).collect();
        let mut problems = Vec::new();
        if self.reason.is_none() {
            problems.push(Problem::ReasonMissing);
        }
        if self.reason == Some(DeclineReason::Other) && note.is_empty() {
            problems.push(Problem::NoteMissing);
        }
        if note.chars().count() > NOTE_MAX {
            problems.push(Problem::NoteLong);
        }
        match self.reason {
            Some(reason) if problems.is_empty() => Ok(ReferralEvent::Declined(reason, note)),
            _ => Err(problems),
        }
    }
}

/// A day at most `ahead` days from today.
fn day(text: &str, field: Field, today: Day, ahead: i32) -> Result<Day, Vec<Problem>> {
    let problem = |problem: fn(Field) -> Problem| vec![problem(field)];
    if text.trim().is_empty() {
        return Err(problem(Problem::DayMissing));
    }
    let day = Day::parse(text).ok_or_else(|| problem(Problem::DayOdd))?;
    let distance = day.0 - today.0;
    if !(-EARLIEST..=LATEST).contains(&distance) {
        return Err(problem(Problem::DayFar));
    }
    if distance > ahead { Err(problem(Problem::DayToCome)) } else { Ok(day) }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// 2026-06-15.
    const TODAY: Day = Day(20_619);

    fn check(fields: &[(&str, &str)]) -> Result<ReferralEvent, Vec<Problem>> {
        AnswerEntry::from_fields(fields.iter().copied()).check(TODAY)
    }

    #[test]
    fn each_answer_is_read_as_it_was_meant() {
        assert_eq!(TODAY.to_string(), "2026-06-15");
        let day = |text| Day::parse(text).expect("a day");
        for (fields, event) in [
            (vec![("answer", "under_review")], ReferralEvent::UnderReview),
            (vec![("answer", "waitlisted")], ReferralEvent::Waitlisted),
            (vec![("answer", "accepted"), ("starts_on", " ")], ReferralEvent::Accepted(None)),
            (
                vec![("answer", "accepted"), ("starts_on", "12/09/2026")],
                ReferralEvent::Accepted(Some(day("2026-09-12"))),
            ),
            (
                vec![("answer", "entered"), ("entered_on", "2026-06-15")],
                ReferralEvent::Entered(TODAY),
            ),
            (
                vec![("answer", "completed"), ("completed_on", "2026-06-14"), ("level", "B1")],
                ReferralEvent::Completed(Day(TODAY.0 - 1), Some(CefrLevel::B1)),
            ),
            (
                vec![("answer", "dropped_out"), ("dropped_on", "1/6/2026"), ("level", "B1")],
                ReferralEvent::DroppedOut(Day(TODAY.0 - 14)),
            ),
            (
                vec![("answer", "absent")],
                ReferralEvent::Declined(DeclineReason::AbsentFromInterview, String::new()),
            ),
            (
                vec![("answer", "declined"), ("reason", "other"), ("note", " un\r\nmotif\u{7} ")],
                ReferralEvent::Declined(DeclineReason::Other, "un\nmotif".to_owned()),
            ),
        ] {
            assert_eq!(check(&fields), Ok(event), "{fields:?}");
        }
    }

    #[test]
    fn each_problem_is_found_at_its_field() {
        let long = "é".repeat(NOTE_MAX + 1);
        for (fields, problems) in [
            (vec![], vec![Problem::AnswerMissing]),
            (vec![("answer", "sent")], vec![Problem::AnswerMissing]),
            (vec![("answer", "entered")], vec![Problem::DayMissing(Field::EnteredOn)]),
            (
                vec![("answer", "accepted"), ("starts_on", "31/02/2026")],
                vec![Problem::DayOdd(Field::StartsOn)],
            ),
            (
                vec![("answer", "entered"), ("entered_on", "16/06/2026")],
                vec![Problem::DayToCome(Field::EnteredOn)],
            ),
            (
                vec![("answer", "completed"), ("completed_on", "15/06/2062")],
                vec![Problem::DayFar(Field::CompletedOn)],
            ),
            (
                vec![("answer", "dropped_out"), ("dropped_on", "15/06/0026")],
                vec![Problem::DayFar(Field::DroppedOn)],
            ),
            (vec![("answer", "declined")], vec![Problem::ReasonMissing]),
            (
                vec![("answer", "declined"), ("reason", "other"), ("note", " ")],
                vec![Problem::NoteMissing],
            ),
            (
                vec![("answer", "declined"), ("reason", "full"), ("note", long.as_str())],
                vec![Problem::NoteLong],
            ),
        ] {
            assert_eq!(check(&fields), Err(problems), "{fields:?}");
        }
    }

    #[test]
    fn debug_output_shows_nothing_that_was_typed() {
        let entry = AnswerEntry::from_fields([("note", "Exemple")]);
        assert_eq!(format!("{entry:?}"), "AnswerEntry(***)");
    }
}
