//! What the server writes by itself: to people in the language of their consent, to partners in
//! French. Plain text, short enough for a text message, and nothing but when and where: anybody may
//! read over a shoulder.

mod ar;
mod en;
mod fr;
pub mod partner;
#[cfg(test)]
mod tests;

use super::dates::Dates;
use crate::api::messages::Template;
use domain::intervention::Mode;
use domain::language::Language;
use domain::time::Day;

/// The texts of a language.
#[derive(Clone, Copy, Debug)]
pub struct Catalogue {
    /// Whether it was translated by machine and no speaker has checked it.
    pub machine: bool,
    /// An interview is planned.
    pub invitation: &'static str,
    /// It was moved.
    pub moved: &'static str,
    /// It is soon.
    pub reminder: &'static str,
    /// It will not take place.
    pub cancellation: &'static str,
    /// The name of the event in a calendar.
    pub event: &'static str,
    /// Stands before the place.
    pub place: &'static str,
    /// Instead of a place, where people do not meet in one.
    pub remote: &'static str,
    /// The words of days and times.
    pub dates: Dates,
}

/// The texts of a language.
#[must_use]
pub const fn catalogue(language: Language) -> &'static Catalogue {
    super::in_language(language, [&fr::CATALOGUE, &en::CATALOGUE, &ar::CATALOGUE])
}

/// When people meet, by the clocks of the place, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Meeting {
    /// The day.
    pub day: Day,
    /// The hour, 0 to 23.
    pub hour: u8,
    /// The minute, 0 to 59.
    pub minute: u8,
    /// How people meet.
    pub mode: Mode,
    /// The room or the number; may be empty.
    pub place: String,
}

impl Catalogue {
    /// The first line of a message: what it is about.
    #[must_use]
    pub const fn head(&self, template: Template) -> &'static str {
        match template {
            Template::Moved => self.moved,
            Template::Reminder => self.reminder,
            Template::Cancellation => self.cancellation,
            Template::Invitation
            | Template::PartnerNotice
            | Template::PartnerReminder
            | Template::PartnerLink => self.invitation,
        }
    }

    /// A message about a meeting. The place stands in a line of its own: it may be written in
    /// another direction than the rest.
    #[must_use]
    pub fn message(&self, template: Template, meeting: &Meeting) -> String {
        let mut text = format!("{}\n{}", self.head(template), self.when(meeting));
        if template != Template::Cancellation {
            if meeting.mode == Mode::Remote {
                text.push('\n');
                text.push_str(self.remote);
            }
            if !meeting.place.is_empty() {
                text.push('\n');
                if meeting.mode == Mode::InPerson {
                    text.push_str(self.place);
                    text.push(' ');
                }
                text.push_str(&meeting.place);
            }
        }
        text.push('\n');
        text
    }

    /// Day and time, such as "lundi 15/06/2026 à 9 h 30".
    #[must_use]
    pub fn when(&self, meeting: &Meeting) -> String {
        let (dates, day) = (&self.dates, meeting.day);
        let time = dates.time(meeting.hour, meeting.minute);
        format!("{} {} {} {time}", dates.weekday(day), day.french(), dates.at)
    }
}
