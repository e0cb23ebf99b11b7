//! What calendar programs read (RFC 5545): an interview beside a message, and an adviser's calendar.
//!
//! Moments are written in UTC, so that no description of a time zone has to travel along; every
//! program shows them by its own clock. The crate escapes, folds and ends the lines; everything
//! that would make it ask for the time or for chance (`DTSTAMP`, `UID`) is given.

use domain::id::InterviewId;
use domain::time::Instant;
use icalendar::{Calendar, Component as _, Event, EventLike as _, Property};

/// Who made the file.
const PRODUCT: &str = "-//Passerelle//Passerelle//FR";
/// How often calendar programs are asked to look again.
const REFRESH: &str = "PT1H";

/// What a message about a meeting asks a calendar program to do (RFC 5546).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Method {
    /// Enter it, or move what was entered before under the same identity.
    Request,
    /// Strike it out.
    Cancel,
}

impl Method {
    /// The word of the method.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Request => "REQUEST",
            Self::Cancel => "CANCEL",
        }
    }
}

/// An interview, as an entry of a calendar.
#[derive(Clone, Debug)]
pub struct Entry {
    /// Which interview: its entry has the same identity in every file and for ever.
    pub interview: InterviewId,
    /// Grows with each change: programs keep the entry with the highest.
    pub version: u32,
    /// The name of the entry. Never a name of somebody.
    pub title: String,
    /// Where; may be empty.
    pub place: String,
    /// When it begins.
    pub starts_at: Instant,
    /// When it ends.
    pub ends_at: Instant,
}

/// An entry with what is to be done about it.
#[derive(Clone, Debug)]
pub struct Invitation {
    /// What to do.
    pub method: Method,
    /// With which entry.
    pub entry: Entry,
    /// When the file was made.
    pub made_at: Instant,
}

impl Invitation {
    /// The file, from the house to one person.
    #[must_use]
    pub fn file(&self, to: &str, from: &str) -> String {
        let mut event = event(&self.entry, self.made_at);
        let status = match self.method {
            Method::Request => "CONFIRMED",
            Method::Cancel => "CANCELLED",
        };
        event.add_property("STATUS", status);
        // Both are needed by the method (RFC 5546, 3.2). Nobody waits for an answer to them.
        event.add_property("ORGANIZER", format!("mailto:{from}"));
        let mut attendee = Property::new("ATTENDEE", format!("mailto:{to}"));
        attendee.add_parameter("RSVP", "FALSE");
        event.append_property(attendee.done());
        let mut calendar = empty();
        calendar.append_property(Property::new("METHOD", self.method.word()));
        calendar.push(event.done());
        calendar.to_string()
    }
}

/// A calendar of several entries, to be fetched again and again.
#[must_use]
pub fn feed(name: &str, entries: &[Entry], made_at: Instant) -> String {
    let mut calendar = empty();
    calendar.append_property(Property::new("METHOD", "PUBLISH"));
    calendar.append_property(Property::new("X-WR-CALNAME", name));
    let mut refresh = Property::new("REFRESH-INTERVAL", REFRESH);
    refresh.add_parameter("VALUE", "DURATION");
    calendar.append_property(refresh.done());
    calendar.append_property(Property::new("X-PUBLISHED-TTL", REFRESH));
    for entry in entries {
        calendar.push(event(entry, made_at).done());
    }
    calendar.to_string()
}

fn empty() -> Calendar {
    let mut calendar = Calendar::empty();
    calendar.append_property(Property::new("VERSION", "2.0"));
    calendar.append_property(Property::new("PRODID", PRODUCT));
    calendar.append_property(Property::new("CALSCALE", "GREGORIAN"));
    calendar
}

fn event(entry: &Entry, made_at: Instant) -> Event {
    let mut event = Event::with_uid(&format!("interview-{}@passerelle", entry.interview));
    event
        .add_property("DTSTAMP", utc(made_at))
        .add_property("DTSTART", utc(entry.starts_at))
        .add_property("DTEND", utc(entry.ends_at))
        .add_property("SEQUENCE", entry.version.to_string());
    event.summary(&entry.title);
    // Somebody else who looks over the calendar learns when, not what.
    event.add_property("CLASS", "PRIVATE");
    if !entry.place.is_empty() {
        event.location(&entry.place);
    }
    event
}

/// "20260615T070000Z"; nothing for a moment outside the calendar, which no interview has.
fn utc(moment: Instant) -> String {
    jiff::Timestamp::from_millisecond(moment.0)
        .map(|moment| moment.strftime("%Y%m%dT%H%M%SZ").to_string())
        .unwrap_or_default()
}
