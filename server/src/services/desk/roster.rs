//! Importing a list of people: the same computation for the preview and for the import.

use super::roster_file::{MAPPING_PART, new_person, preview, read};
use super::{Desk, invalid};
use crate::civil::day_of;
use crate::db::Action;
use crate::db::{DbError, Reading, Writing};
use crate::randomness;
use crate::roster::{self, JudgedRow, KnownPerson, Mapping};
use crate::text_fr;
use ::sync::wire::Change;
use app::api::ApiError;
use app::api::roster::{RosterOptions, RosterPreview, RosterReport};
use app::api::services::SentFile;
use domain::attendance::RosterEntry;
use domain::id::{InterventionId, SignatoryId};
use domain::person::Origin;
use domain::time::Instant;
use domain::{Record, State};
use std::collections::BTreeSet;

impl Desk {
    pub(super) async fn preview(
        &self,
        options: RosterOptions,
        file: SentFile,
    ) -> Result<RosterPreview, ApiError> {
        let today = day_of(self.office.now());
        let read = apart(move || read(&file, options.mapping.as_deref(), today)).await??;
        let mut unit = self.office.store.read().await?;
        self.check_visit(&mut unit, options.intervention).await?;
        let known = self.known(&mut unit).await?;
        drop(unit);
        // The answer says who of the list is known, wherever: no other list says so either without
        // a note.
        let (now, user) = (self.office.now(), Some(self.account.id));
        let (action, visit) = (Action::RosterPreviewed, Some(options.intervention));
        let mut unit = self.office.store.write().await?;
        unit.audit(now, self.directorate(), user, action, None, visit).await?;
        unit.commit().await?;
        apart(move || preview(read, &known)).await
    }

    pub(super) async fn import(
        &self,
        options: RosterOptions,
        file: SentFile,
    ) -> Result<RosterReport, ApiError> {
        let now = self.office.now();
        let intervention = options.intervention;
        let mapping = options.mapping;
        let read = apart(move || read(&file, mapping.as_deref(), day_of(now))).await??;
        // A guess that makes no people was fit for a preview; here it is an error.
        let mapping = Mapping::new(read.columns.clone(), read.columns.len());
        mapping.map_err(|error| invalid(MAPPING_PART, roster::sentence(&error)))?;

        // Judged again under the lock: what the preview showed may be old.
        let mut unit = self.office.store.write().await?;
        self.check_visit(&mut unit, intervention).await?;
        let known = self.known(&mut unit).await?;
        let rows = apart(move || roster::judge(read.rows, &known)).await?;
        let ticked: BTreeSet<u32> = options.accepted.into_iter().collect();
        let (report, changes) = self.write(&mut unit, intervention, &rows, &ticked, now).await?;
        if !changes.is_empty() {
            let (directorate, user) = (self.directorate(), Some(self.account.id));
            let action = Action::RosterImported;
            unit.audit(now, directorate, user, action, None, Some(intervention)).await?;
            let tag = u32::from_le_bytes(randomness::bytes(&*self.office.randomness)?);
            unit.add_changes(directorate, tag, &changes).await?;
            unit.commit().await?;
        }
        Ok(report)
    }

    async fn check_visit(
        &self,
        unit: &mut Reading,
        intervention: InterventionId,
    ) -> Result<(), ApiError> {
        if unit.is_visit_in_sight(self.sight(), intervention).await? {
            Ok(())
        } else {
            Err(invalid("intervention", text_fr::UNKNOWN_INTERVENTION))
        }
    }

    async fn known(&self, unit: &mut Reading) -> Result<Vec<KnownPerson>, DbError> {
        let people = unit.signatories_of_directorate(self.directorate()).await?;
        Ok(people
            .into_iter()
            .map(|person| KnownPerson {
                id: person.id,
                family_name: person.family_name,
                given_name: person.given_name,
                birth: person.birth,
                phone: person.contact.phone,
                email: person.contact.email,
                on_roster: person.origin == Origin::Import,
            })
            .collect())
    }

    async fn write(
        &self,
        unit: &mut Writing,
        intervention: InterventionId,
        rows: &[JudgedRow],
        ticked: &BTreeSet<u32>,
        now: Instant,
    ) -> Result<(RosterReport, Vec<Change>), ApiError> {
        let mut report = RosterReport::default();
        let mut changes = Vec::new();
        for (_, person) in roster::chosen(rows, ticked) {
            let id = SignatoryId(randomness::identity(&*self.office.randomness, now)?);
            let person = Record::Signatory(new_person(id, person));
            unit.put_record(self.directorate(), &person, now).await?;
            changes.extend(self.join(unit, intervention, id, Some(person), now).await?);
            report.created += 1;
        }
        for row in rows {
            match &row.verdict {
                roster::Verdict::AlreadyKnown(id) => {
                    if unit.roster_entry(intervention, *id).await?.is_some() {
                        report.unchanged += 1;
                    } else {
                        changes.extend(self.join(unit, intervention, *id, None, now).await?);
                        report.joined += 1;
                    }
                }
                roster::Verdict::Repeated { .. } => report.unchanged += 1,
                roster::Verdict::ToCheck { .. } if ticked.contains(&row.line) => {}
                roster::Verdict::ToCheck { .. } | roster::Verdict::Refused { .. } => {
                    report.left_out += 1;
                }
                roster::Verdict::New => {}
            }
        }
        Ok((report, changes))
    }

    /// Puts a person on the list; `created` is the person where this import made them.
    async fn join(
        &self,
        unit: &mut Writing,
        intervention: InterventionId,
        signatory: SignatoryId,
        created: Option<Record>,
        now: Instant,
    ) -> Result<Vec<Change>, DbError> {
        let entry = RosterEntry { version: 1, ..RosterEntry::expected(intervention, signatory) };
        let entry = Record::RosterEntry(entry);
        unit.put_record(self.directorate(), &entry, now).await?;
        let mut records: Vec<Record> = created.into_iter().collect();
        records.push(entry);
        crate::sync::visible(unit, self.directorate(), &State::default(), &records).await
    }
}

/// Does work that takes long apart from the threads that answer requests.
async fn apart<T: Send + 'static>(
    work: impl FnOnce() -> T + Send + 'static,
) -> Result<T, ApiError> {
    tokio::task::spawn_blocking(work).await.map_err(|error| {
        // The panic's message may hold a value of the file.
        tracing::error!(panicked = error.is_panic(), "reading a file ended early");
        ApiError::Internal
    })
}
