//! What an export says of each person.

use super::sheet::Cell;
use super::text_fr as text;
use crate::db::DbError;
use crate::db::rows::kinds;
use crate::db::{Exported, ReferralLine};
use app::text::fr::common::{attendance, contact_way, origin, scheme_kind};
use domain::attendance::Attendance;
use domain::id::UserId;
use domain::level::CefrLevel;
use domain::person::{Birth, Origin, Signatory};
use domain::referral::ReferralEvent;
use domain::scheme::SchemeKind;
use domain::time::{Day, Instant};
use std::collections::HashMap;
use uuid::Uuid;

/// What a line is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// A person.
    People,
    /// Something that happened to a person.
    Events,
}

impl Shape {
    /// The heads of the columns.
    #[must_use]
    pub const fn head(self) -> &'static [&'static str] {
        match self {
            Self::People => &text::PEOPLE,
            Self::Events => &text::EVENTS,
        }
    }

    /// The lines about some people, one after the other.
    ///
    /// # Errors
    /// When the database holds what means nothing.
    pub fn lines(
        self,
        found: &Exported,
        names: &HashMap<UserId, String>,
    ) -> Result<Vec<Vec<Cell>>, DbError> {
        let mut lines = Vec::new();
        for person in &found.people {
            match self {
                Self::People => lines.push(person_line(person, found, names)?),
                Self::Events => lines.extend(event_lines(person, found, names)?),
            }
        }
        Ok(lines)
    }
}

fn identity(person: &Signatory) -> [Cell; 3] {
    [
        Cell::Text(person.id.to_string()),
        Cell::text(person.family_name.as_str()),
        Cell::of(person.given_name.as_ref(), |name| Cell::text(name.as_str())),
    ]
}

fn name(names: &HashMap<UserId, String>, user: Option<Uuid>) -> Cell {
    Cell::of(user.and_then(|user| names.get(&UserId(user))), Cell::text)
}

fn wished(column: &str) -> Result<String, DbError> {
    let words: Vec<&str> = kinds(column)?.into_iter().map(scheme_kind).collect();
    Ok(words.join(", "))
}

/// How far a referral came: entered before accepted before anything else, the latest of equals.
fn reach(referral: &ReferralLine) -> (bool, bool, i64) {
    (referral.entered_on.is_some(), referral.state == "accepted", referral.sent_at)
}

fn person_line(
    person: &Signatory,
    found: &Exported,
    names: &HashMap<UserId, String>,
) -> Result<Vec<Cell>, DbError> {
    let own = person.id.0;
    let present = found
        .marks
        .iter()
        .filter(|it| it.signatory == own)
        .find(|it| it.mark.as_deref() == Some(Attendance::Present.code()));
    let listed = present.or_else(|| found.marks.iter().find(|it| it.signatory == own));
    let interests: Vec<_> = found.interests.iter().filter(|it| it.signatory == own).collect();
    let interest = interests.iter().rev().find(|it| it.withdrawn.is_none()).or(interests.last());
    let interviews = || found.interviews.iter().filter(|it| it.signatory == own);
    let referrals = || found.referrals.iter().filter(|it| it.signatory == own);
    let furthest = referrals().max_by_key(|it| reach(it));
    let moment = |at: i64| Cell::Moment(Instant(at));
    let day = |day: i32| Cell::Day(Day(day));
    let (born, year) = match person.birth {
        Some(Birth::Date(day)) => (Cell::Day(day), Cell::Number(day.civil().0)),
        Some(Birth::Year(year)) => (Cell::Empty, Cell::Number(year.into())),
        None => (Cell::Empty, Cell::Empty),
    };
    let mut cells = identity(person).to_vec();
    cells.extend([
        born,
        year,
        Cell::of(person.contact.phone.as_ref(), |it| Cell::text(it.display())),
        Cell::of(person.contact.email.as_ref(), |it| Cell::text(it.as_str())),
        Cell::of(person.contact.preferred, |it| Cell::text(contact_way(it))),
        Cell::of(person.level, |it: CefrLevel| Cell::text(it.label())),
        Cell::of(person.training_ends, Cell::Day),
        Cell::of(listed, |it| Cell::text(it.centre.as_str())),
        Cell::of(listed, |it| Cell::text(it.town.as_str())),
        Cell::of(present, |it| moment(it.starts_at)),
        Cell::of(interest, |it| moment(it.entered_at)),
        Cell::text(interest.map(|it| wished(&it.wishes)).transpose()?.unwrap_or_default()),
        Cell::of(interest.and_then(|it| Origin::from_code(&it.origin)), |it| {
            Cell::text(origin(it))
        }),
        Cell::of(interest, |it| {
            Cell::text(if it.withdrawn.is_some() { text::YES } else { text::NO })
        }),
        Cell::of(interviews().find(|it| it.held_at.is_some()), |it| moment(it.starts_at)),
        name(names, interviews().next_back().map(|it| it.adviser)),
        Cell::Number(i32::try_from(referrals().count()).unwrap_or(i32::MAX)),
        Cell::of(furthest, |it| moment(it.sent_at)),
        Cell::of(furthest, |it| Cell::text(it.title.as_str())),
        Cell::of(furthest, |it| Cell::text(it.organisation.as_str())),
        Cell::of(furthest.and_then(|it| SchemeKind::from_code(&it.kind)), |it| {
            Cell::text(scheme_kind(it))
        }),
        Cell::of(furthest, |it| Cell::text(text::state(&it.state))),
        Cell::of(furthest.and_then(|it| it.entered_on), day),
        Cell::of(furthest.and_then(|it| it.left_on), day),
    ]);
    Ok(cells)
}

fn event_lines(
    person: &Signatory,
    found: &Exported,
    names: &HashMap<UserId, String>,
) -> Result<Vec<Vec<Cell>>, DbError> {
    let own = person.id.0;
    let mut events: Vec<(i64, &'static str, String, Cell)> = Vec::new();
    for mark in found.marks.iter().filter(|it| it.signatory == own) {
        let Some(code) = &mark.mark else { continue };
        let word = Attendance::from_code(code).map(attendance).unwrap_or_default();
        let detail = format!("{word}, {}, {}", mark.centre, mark.town);
        let at = mark.marked_at.unwrap_or(mark.starts_at);
        events.push((at, text::ATTENDANCE, detail, name(names, mark.marked_by)));
    }
    for interest in found.interests.iter().filter(|it| it.signatory == own) {
        let detail = wished(&interest.wishes)?;
        let author = name(names, interest.entered_by);
        events.push((interest.entered_at, text::INTERESTED, detail, author));
    }
    for event in found.events.iter().filter(|it| it.signatory == own) {
        let (what, detail) = match &event.scheme {
            None => (text::interview(&event.kind), String::new()),
            Some(scheme) => (text::referral(&event.kind), referral_detail(scheme, &event.what)),
        };
        events.push((event.at, what, detail, name(names, event.author)));
    }
    events.sort_by_key(|(at, ..)| *at);
    let line = |(at, what, detail, author): (i64, &str, String, Cell)| {
        let mut cells = identity(person).to_vec();
        cells.extend([Cell::Moment(Instant(at)), Cell::text(what), Cell::text(detail), author]);
        cells
    };
    Ok(events.into_iter().map(line).collect())
}

/// The scheme, then the day or the reason that the event names. What a partner wrote beside the
/// reason stays in the file of the person.
fn referral_detail(scheme: &str, what: &str) -> String {
    let said = match serde_json::from_str(what) {
        Ok(ReferralEvent::Declined(reason, _)) => Some(text::reason(reason).to_owned()),
        Ok(ReferralEvent::Accepted(day)) => day.map(Day::french),
        Ok(
            ReferralEvent::Entered(day)
            | ReferralEvent::Completed(day, _)
            | ReferralEvent::DroppedOut(day),
        ) => Some(day.french()),
        _ => None,
    };
    said.map_or_else(|| scheme.to_owned(), |said| format!("{scheme}, {said}"))
}
