//! The sheets that a device's records hold, put together again: what is compared with the others.

use crate::records::{Attended, Consented, Sheet, Talk};
use anyhow::{Context as _, Result};
use domain::id::{InterventionId, SignatoryId};
use domain::interview::InterviewState;
use domain::person::{Birth, Signatory};
use domain::{Record, RecordKey, State};
use std::collections::BTreeMap;
use std::fs::File;
use std::io::{BufWriter, Write as _};
use std::path::Path;

/// The visits on whose lists a person is, the oldest first.
pub fn visits_of(state: &State, person: SignatoryId) -> Vec<InterventionId> {
    let is_on = |visit: &InterventionId| state.roster_entry(*visit, person).is_some();
    state.interventions().map(|visit| visit.id).filter(is_on).collect()
}

/// Writes all sheets down, one a line.
///
/// # Errors
/// When a person lacks something, or the file cannot be written.
pub fn write(state: &State, path: &Path) -> Result<()> {
    let mut parts: BTreeMap<SignatoryId, Vec<Record>> = BTreeMap::new();
    for record in state.records() {
        let person = match &record {
            Record::RosterEntry(it) => it.signatory,
            Record::Interest(it) => it.signatory,
            Record::Interview(it) => it.signatory,
            _ => continue,
        };
        parts.entry(person).or_default().push(record);
    }
    let mut file = BufWriter::new(File::create(path)?);
    for (person, parts) in parts {
        let Some(Record::Signatory(person)) = state.record(RecordKey::Signatory(person)) else {
            continue;
        };
        serde_json::to_writer(&mut file, &sheet(&person, parts)?)?;
        file.write_all(b"\n")?;
    }
    Ok(file.flush()?)
}

fn sheet(person: &Signatory, parts: Vec<Record>) -> Result<Sheet> {
    let mut attendance = Vec::new();
    let mut consent = None;
    let mut talk = None;
    for part in parts {
        match part {
            Record::RosterEntry(it) => attendance.push(Attended {
                visit: it.intervention.0,
                mark: it.mark.map_or("", |mark| mark.code()).to_owned(),
                at: it.marked_at.map_or(0, |at| at.0),
            }),
            Record::Interest(it) => {
                let wish = it.wishes.kinds().first().map_or("", |kind| kind.code());
                let consented = Consented {
                    text: it.consent.text.0,
                    language: it.consent.language.tag().to_owned(),
                    explained: it.consent.explained.code().to_owned(),
                    at: it.consent.given_at.0,
                };
                consent = Some((wish.to_owned(), consented));
            }
            Record::Interview(it) => {
                let slot = it.slot().context("an interview without a time")?;
                let is_held = it.state() == InterviewState::Held;
                talk = Some(Talk {
                    id: it.id.0,
                    starts: slot.starts_at.0,
                    place: slot.place.clone(),
                    state: if is_held { "held" } else { "planned" }.to_owned(),
                    note: it.findings().map(|found| found.note.clone()).unwrap_or_default(),
                });
            }
            _ => {}
        }
    }
    attendance.sort_unstable_by_key(|mark| mark.visit);
    let (wish, consent) = consent.context("a person without a consent")?;
    let birth = match person.birth {
        Some(Birth::Date(day)) => day.to_string(),
        _ => String::new(),
    };
    let phone = person.contact.phone.as_ref().map(|phone| phone.as_str().to_owned());
    Ok(Sheet {
        id: person.id.0,
        family: person.family_name.as_str().to_owned(),
        given: person.given_name.as_ref().map(|name| name.as_str().to_owned()).unwrap_or_default(),
        birth,
        phone: phone.unwrap_or_default(),
        level: person.level.map_or("", |level| level.label()).to_owned(),
        wish,
        consent,
        attendance,
        interview: talk.context("a person without an interview")?,
    })
}
