//! The database with the records: everything is at the visits of two advisers.

use super::sheet::{CLASS, Sheet, VISITS};
use super::{ADVISERS, Adviser, PASSWORD, is_revoked};
use crate::visit::invented_visit;
use anyhow::{Context as _, Result};
use app::api::account::Role;
use clap::Args;
use domain::Record;
use domain::attendance::{Attendance, RosterEntry};
use domain::consent::{Consent, Explained, TextVersion};
use domain::contact::{Contact, ContactWay, PhoneNumber};
use domain::id::{
    CentreId, DirectorateId, InterestId, InterventionId, InterviewId, SignatoryId, UserId,
};
use domain::interest::Interest;
use domain::intervention::Mode;
use domain::interview::{Dated, Findings, Interview, InterviewEvent, Slot};
use domain::language::Language;
use domain::level::CefrLevel;
use domain::person::{Birth, Origin, PersonName, Signatory};
use domain::scheme::{SchemeKind, Wishes};
use domain::time::{Day, Instant};
use server::auth::Passwords;
use server::communes::Commune;
use server::db::{Account, Limit, OpenOptions, Store, Writing};
use server::randomness::SystemRandomness;
use std::path::{Path, PathBuf};
use uuid::Uuid;

const DIRECTORATE: DirectorateId = DirectorateId(Uuid::from_u128(0x0700_0010));
const CENTRE: CentreId = CentreId(Uuid::from_u128(0x0700_0011));

/// Whose visits are taken away, and where.
#[derive(Debug, Args)]
pub struct Revoked {
    /// The database.
    #[arg(long)]
    database: PathBuf,
    /// The file with the records that it was filled with.
    #[arg(long)]
    records: PathBuf,
}

/// Who works with the records.
pub struct Staff<'a> {
    /// All of them; the last one wrote everything down before, and is on no visit of those who are measured.
    pub all: &'a [Adviser],
    /// Who is at the visits to a class, by its number.
    pub of_class: &'a dyn Fn(u64) -> Vec<UserId>,
}

/// Opens a database, and brings its schema up to date.
///
/// # Errors
/// When it cannot be opened.
pub async fn open(path: &Path) -> Result<Store> {
    let url = format!("sqlite://{}", path.display());
    let store = Store::open(&OpenOptions { url, max_pages: None }).await?;
    store.migrate(&SystemRandomness).await?;
    Ok(store)
}

/// Fills a database anew.
///
/// # Errors
/// When the database fails.
pub async fn fill(path: &Path, sheets: &[Sheet], staff: &Staff<'_>) -> Result<()> {
    let author = staff.all.last().context("somebody writes everything down")?.id;
    for end in ["", "-wal", "-shm"] {
        let mut name = path.as_os_str().to_owned();
        name.push(end);
        // Nothing is there the first time.
        let _ = std::fs::remove_file(name);
    }
    let store = open(path).await?;
    let hash = Passwords::new()?.hash(PASSWORD.to_owned()).await?;
    let mut unit = store.write().await?;
    found(&mut unit, staff.all, &hash).await?;
    for (place, sheet) in (0_u64..).zip(sheets) {
        if place.is_multiple_of(CLASS) {
            for (number, mark) in (0..).zip(&sheet.attendance) {
                let number = place / CLASS * VISITS as u64 + number;
                visit(&mut unit, number, mark.visit, mark.at).await?;
                let there = (staff.of_class)(place / CLASS);
                unit.assign(InterventionId(mark.visit), &there).await?;
            }
        }
        for record in records(sheet, author)? {
            unit.put_record(DIRECTORATE, &record, Instant(sheet.consent.at)).await?;
        }
        // In pieces: one unit of work for everything would be all in memory.
        if place % 5_000 == 4_999 {
            unit.commit().await?;
            unit = store.write().await?;
        }
    }
    unit.commit().await?;
    store.close().await;
    Ok(())
}

async fn found(unit: &mut Writing, staff: &[Adviser], hash: &str) -> Result<()> {
    unit.create_directorate(DIRECTORATE, "Direction fictive", false).await?;
    unit.put_department(DIRECTORATE, "99", "Département fictif").await?;
    let commune = Commune {
        code: "99001".to_owned(),
        name: "Commune-Fictive".to_owned(),
        department: "99".to_owned(),
        postal_codes: vec!["99001".to_owned()],
    };
    unit.put_commune(&commune).await?;
    unit.create_centre(DIRECTORATE, CENTRE, "Centre fictif", &commune.code).await?;
    for adviser in staff {
        let account = Account {
            id: adviser.id,
            login: adviser.login.to_string(),
            display_name: format!("Compte {}", adviser.login),
            role: Role::Adviser,
            directorate: DIRECTORATE,
            limit: Limit::Whole,
        };
        unit.create_account(&account, hash, Instant(0)).await?;
    }
    Ok(())
}

async fn visit(unit: &mut Writing, number: u64, id: Uuid, at: i64) -> Result<()> {
    let starts_at = Instant(at - at.rem_euclid(3_600_000));
    let visit = invented_visit(InterventionId(id), CENTRE, starts_at, number);
    unit.put_record(DIRECTORATE, &Record::Intervention(visit), starts_at).await?;
    Ok(())
}

/// The records that hold the same as a sheet.
fn records(sheet: &Sheet, author: UserId) -> Result<Vec<Record>> {
    let person = SignatoryId(sheet.id);
    let entered = Instant(sheet.consent.at);
    // Who holds an interview follows the person, with a scope of its own for each. Those who are
    // measured have the people of their visits, and so it is somebody else who held it.
    let mut records = vec![Record::Signatory(Signatory {
        id: person,
        family_name: PersonName::new(&sheet.family)?,
        given_name: Some(PersonName::new(&sheet.given)?),
        birth: Day::parse(&sheet.birth).map(Birth::Date),
        contact: Contact {
            phone: Some(PhoneNumber::new(&sheet.phone)?),
            email: None,
            preferred: Some(ContactWay::Call),
        },
        level: CefrLevel::parse(&sheet.level),
        training_ends: None,
        origin: Origin::Import,
        version: 1,
    })];
    for mark in &sheet.attendance {
        let visit = InterventionId(mark.visit);
        let known = Attendance::ALL.into_iter().find(|it| it.code() == mark.mark);
        records.push(Record::RosterEntry(RosterEntry {
            mark: known,
            marked_by: Some(author),
            marked_at: Some(Instant(mark.at)),
            version: 1,
            ..RosterEntry::expected(visit, person)
        }));
    }
    let first = sheet.attendance.first().context("a sheet has marks")?;
    let wish = SchemeKind::from_code(&sheet.wish).context("a known wish")?;
    // The interest has no identity of its own in the sheet: one follows from the interview's.
    let interest = InterestId(Uuid::from_u128(sheet.interview.id.as_u128() ^ 1));
    records.push(Record::Interest(Interest {
        id: interest,
        signatory: person,
        intervention: InterventionId(first.visit),
        wishes: Wishes::new(vec![wish])?,
        consent: Consent {
            text: TextVersion(sheet.consent.text),
            language: Language::ALL
                .into_iter()
                .find(|it| it.tag() == sheet.consent.language)
                .context("a known language")?,
            explained: Explained::ALL
                .into_iter()
                .find(|it| it.code() == sheet.consent.explained)
                .context("a known way")?,
            given_at: entered,
        },
        origin: Origin::Adviser,
        entered_by: Some(author),
        entered_at: entered,
        receipt: None,
        withdrawn: None,
        version: 1,
    }));
    let dated = |at, what| Dated { at, by: Some(author), what };
    let starts_at = Instant(sheet.interview.starts);
    let slot = Slot {
        starts_at,
        minutes: 45,
        mode: Mode::InPerson,
        place: sheet.interview.place.clone(),
        interpreter: String::new(),
        summoned: false,
    };
    let mut events = vec![dated(entered, InterviewEvent::Planned(slot))];
    if sheet.interview.state == "held" {
        let note = sheet.interview.note.clone();
        let findings = Findings { level: None, barriers: vec![], decided: vec![], note };
        events.push(dated(starts_at, InterviewEvent::Held(findings)));
    }
    records.push(Record::Interview(Interview {
        id: InterviewId(sheet.interview.id),
        signatory: person,
        interest,
        adviser: author,
        events,
        version: 1,
    }));
    Ok(records)
}

/// Takes the visits to every second class away from the first adviser.
///
/// # Errors
/// When the records cannot be read or the database fails.
pub async fn revoke(revoked: &Revoked) -> Result<()> {
    let sheets: Vec<Sheet> = serde_json::from_slice(&std::fs::read(&revoked.records)?)?;
    let store = open(&revoked.database).await?;
    let mut unit = store.write().await?;
    for (place, sheet) in (0_u64..).zip(&sheets) {
        if place.is_multiple_of(CLASS) && is_revoked(place) {
            for mark in &sheet.attendance {
                unit.assign(InterventionId(mark.visit), &[ADVISERS[1].id]).await?;
            }
        }
    }
    unit.commit().await?;
    store.close().await;
    Ok(())
}
