//! The catalogue of schemes: listing, writing, verifying.

use super::{Desk, invalid};
use crate::civil::day_of;
use crate::db::Action;
use crate::db::{DbError, Reading, Writing};
use crate::text_fr;
use app::api::ApiError;
use app::api::schemes::{SEEN, SchemeDraft, SchemeFilter, SchemeRow};
use app::text::fr::desk::schemes::fault;
use domain::id::SchemeId;
use domain::person::fold_name;
use domain::scheme::{Scheme, SchemeFields};
use domain::time::Day;
use domain::{Record, State};

/// A next group begins within so many days of today, or began; else it is a slip of the hand.
const INTAKE_WITHIN: i32 = 3 * 366;

impl Desk {
    pub(super) async fn listed_schemes(
        &self,
        filter: &SchemeFilter,
    ) -> Result<Vec<SchemeRow>, ApiError> {
        let mut unit = self.office.store.read().await?;
        Ok(self.scheme_rows(&mut unit, filter).await?)
    }

    pub(super) async fn put_scheme(&self, draft: SchemeDraft) -> Result<SchemeRow, ApiError> {
        self.for_partner(draft.fields.organisation)?;
        let directorate = self.directorate();
        let today = day_of(self.office.now());
        let mut fields = draft.fields.tidied();
        let mut unit = self.office.store.write().await?;
        if let Some(town) = unit.town_named(directorate, &fields.town).await? {
            fields.town = town;
        }
        let owner = unit.directorate_of_scheme(draft.id).await?;
        let known = if owner == Some(directorate) { unit.scheme(draft.id).await? } else { None };
        if let Some(known) = &known {
            self.for_partner(known.organisation)?;
        }
        let known_fields = known.as_ref().map(Scheme::fields);
        match (&known_fields, &draft.seen) {
            // Sent twice: the first answer again.
            (Some(known), _) if *known == fields => {
                return self.scheme_row(&mut unit, draft.id).await;
            }
            (Some(known), Some(seen)) if known != seen => {
                return Err(invalid(SEEN, text_fr::CHANGED_MEANWHILE));
            }
            (None, Some(_)) => return Err(ApiError::NotFound),
            (Some(_), None) => return Err(invalid("", text_fr::SCHEME_EXISTS)),
            (None, None) if owner.is_some() => return Err(invalid("", text_fr::SCHEME_EXISTS)),
            (Some(_), Some(_)) | (None, None) => {}
        }
        let taken = known.as_ref().map_or(0, |known| known.taken);
        if let Some(first) = fields.faults(taken).first() {
            return Err(invalid(first.field(), fault(*first)));
        }
        let intake = known_fields.as_ref().and_then(|known| known.next_intake);
        check_intake(&fields, intake, today)?;
        let organisations = unit.organisations(directorate).await?;
        let organisation = organisations
            .into_iter()
            .find(|row| row.id == fields.organisation)
            .ok_or_else(|| invalid("organisation", text_fr::UNKNOWN_ORGANISATION))?;
        let name = organisation.fields.name;
        let (scheme, action) = match known {
            None => (Scheme::new(draft.id, fields, name, today), Action::SchemeCreated),
            Some(known) => (known.with_fields(fields, name), Action::SchemeChanged),
        };
        self.publish(unit, scheme, action).await
    }

    pub(super) async fn verify(&self, id: SchemeId) -> Result<SchemeRow, ApiError> {
        let today = day_of(self.office.now());
        let mut unit = self.office.store.write().await?;
        if unit.directorate_of_scheme(id).await? != Some(self.directorate()) {
            return Err(ApiError::NotFound);
        }
        let scheme = unit.scheme(id).await?.ok_or(ApiError::NotFound)?;
        self.for_partner(scheme.organisation)?;
        if scheme.verified_on == Some(today) {
            return self.scheme_row(&mut unit, id).await;
        }
        let version = scheme.version + 1;
        let scheme = Scheme { verified_on: Some(today), version, ..scheme };
        self.publish(unit, scheme, Action::SchemeVerified).await
    }

    /// Writes a scheme, tells the devices, and ends the unit of work.
    async fn publish(
        &self,
        mut unit: Writing,
        scheme: Scheme,
        action: Action,
    ) -> Result<SchemeRow, ApiError> {
        let (now, directorate) = (self.office.now(), self.directorate());
        let id = scheme.id;
        let record = Record::Scheme(scheme);
        unit.put_record(directorate, &record, now).await?;
        let user = Some(self.account.id);
        unit.audit(now, directorate, user, action, Some(id.0), None).await?;
        let row = self.scheme_row(&mut unit, id).await?;
        let changes =
            crate::sync::visible(&mut unit, directorate, &State::default(), &[record]).await?;
        unit.add_changes(directorate, self.tag()?, &changes).await?;
        unit.commit().await?;
        Ok(row)
    }

    async fn scheme_row(&self, unit: &mut Reading, id: SchemeId) -> Result<SchemeRow, ApiError> {
        let filter = SchemeFilter { id: Some(id), ..SchemeFilter::default() };
        self.scheme_rows(unit, &filter).await?.into_iter().next().ok_or(ApiError::NotFound)
    }

    /// A directorate has some dozens of schemes: they are narrowed here, where accents can be
    /// folded.
    async fn scheme_rows(
        &self,
        unit: &mut Reading,
        filter: &SchemeFilter,
    ) -> Result<Vec<SchemeRow>, DbError> {
        let counts = unit.scheme_counts(self.directorate()).await?;
        let mut words: Vec<String> = filter.search.split_whitespace().map(folded).collect();
        words.retain(|word| !word.is_empty());
        if words.is_empty() && !filter.search.trim().is_empty() {
            // Something was typed, and nothing of it can be part of a name.
            return Ok(Vec::new());
        }
        let all = unit.schemes(self.directorate()).await?;
        Ok(all
            .into_iter()
            .filter(|scheme| fits(scheme, filter, &words))
            .map(|scheme| {
                let (unanswered, waiting) = counts.get(&scheme.id.0).copied().unwrap_or_default();
                SchemeRow { scheme, unanswered, waiting }
            })
            .collect())
    }
}

/// A word as it is compared. Digits count as they are.
fn folded(text: &str) -> String {
    let words = text.split_whitespace().map(|word| {
        let letters = fold_name(word);
        let digits: String = word.chars().filter(|c| c.is_numeric()).collect();
        letters + &digits
    });
    words.collect::<Vec<_>>().join(" ")
}

fn fits(scheme: &Scheme, filter: &SchemeFilter, words: &[String]) -> bool {
    let texts = [&scheme.title, &scheme.town, &scheme.organisation_name, &scheme.publics];
    let texts = texts.map(|text| folded(text));
    filter.id.is_none_or(|id| id == scheme.id)
        && filter.kind.is_none_or(|kind| kind == scheme.kind)
        && filter.organisation.is_none_or(|it| it == scheme.organisation)
        && filter.open.is_none_or(|open| open == scheme.open)
        && words.iter().all(|word| texts.iter().any(|text| text.contains(word)))
}

/// A day far away is refused, unless it stood there before.
fn check_intake(fields: &SchemeFields, before: Option<Day>, today: Day) -> Result<(), ApiError> {
    let unlikely = |day: Day| day.0.saturating_sub(today.0).saturating_abs() > INTAKE_WITHIN;
    if fields.next_intake != before && fields.next_intake.is_some_and(unlikely) {
        return Err(invalid("next_intake", text_fr::UNLIKELY_INTAKE));
    }
    Ok(())
}
