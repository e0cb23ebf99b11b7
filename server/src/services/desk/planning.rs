//! Planning interventions.

use super::{Desk, invalid};
use crate::clock::DAY;
use crate::db::{Action, PlannedFilter, PlannedRow};
use crate::db::{DbError, Reading, Writing};
use crate::randomness;
use crate::text_fr;
use app::api::ApiError;
use app::api::interventions::{
    AdviserRow, CentreRow, InterventionFilter, InterventionRow, NewIntervention,
};
use domain::code::RegistrationCode;
use domain::id::{CentreId, InterventionId, UserId};
use domain::intervention::{Intervention, Mode};
use domain::time::Instant;
use domain::{Record, State};
use std::collections::HashMap;
use uuid::Uuid;

/// How long a registration code is taken after the beginning of the visit: people finish at home.
pub const CODE_LASTS: i64 = DAY;
/// Visits are planned, or entered afterwards, within these bounds of today.
const EARLIEST: i64 = 366 * DAY;
const LATEST: i64 = 3 * 366 * DAY;

impl Desk {
    pub(super) async fn planned(
        &self,
        filter: InterventionFilter,
    ) -> Result<Vec<InterventionRow>, ApiError> {
        if self.for_centres().is_err() {
            return Ok(Vec::new());
        }
        let filter = PlannedFilter {
            id: None,
            centre: filter.centre,
            from: filter.from,
            before: filter.before,
        };
        let mut unit = self.office.store.read().await?;
        Ok(self.rows(&mut unit, filter).await?)
    }

    pub(super) async fn plan(&self, new: NewIntervention) -> Result<InterventionRow, ApiError> {
        self.for_centres()?;
        let now = self.office.now();
        let directorate = self.directorate();
        let mut unit = self.office.store.write().await?;
        if unit.directorate_of_intervention(new.id).await?.is_some() {
            // Sent twice: the first answer again, unless it says something else.
            let same = unit.is_visit_in_sight(self.sight(), new.id).await?
                && unit.intervention(new.id).await?.is_some_and(|known| {
                    known.centre == new.centre
                        && known.starts_at == new.starts_at
                        && known.mode == new.mode
                });
            if !same {
                return Err(invalid("", text_fr::INTERVENTION_EXISTS));
            }
            return self.row(&mut unit, new.id).await;
        }
        let centres = unit.centres(self.sight(), Some(new.centre)).await?;
        let centre =
            centres.into_iter().next().ok_or_else(|| invalid("centre", text_fr::UNKNOWN_CENTRE))?;
        if centre.closed {
            return Err(invalid("centre", text_fr::CLOSED_CENTRE));
        }
        let bounds = now.plus(-EARLIEST)..now.plus(LATEST);
        if !bounds.contains(&new.starts_at) {
            return Err(invalid("starts_at", text_fr::UNLIKELY_START));
        }
        self.check_advisers(&mut unit, &new.advisers).await?;

        let record = Record::Intervention(Intervention {
            id: new.id,
            centre: centre.id,
            centre_name: centre.name,
            town: centre.town,
            starts_at: new.starts_at,
            mode: new.mode,
            code: self.free_code(&mut unit).await?,
            code_expires_at: new.starts_at.plus(CODE_LASTS),
            version: 1,
        });
        unit.put_record(directorate, &record, now).await?;
        unit.assign(new.id, &new.advisers).await?;
        let action = Action::InterventionPlanned;
        let user = Some(self.account.id);
        unit.audit(now, directorate, user, action, None, Some(new.id)).await?;
        let row = self.row(&mut unit, new.id).await?;
        let changes =
            crate::sync::visible(&mut unit, self.directorate(), &State::default(), &[record])
                .await?;
        unit.add_changes(directorate, self.tag()?, &changes).await?;
        unit.commit().await?;
        Ok(row)
    }

    pub(super) async fn assign(
        &self,
        intervention: InterventionId,
        advisers: &[UserId],
    ) -> Result<InterventionRow, ApiError> {
        let directorate = self.directorate();
        let mut unit = self.office.store.write().await?;
        if !unit.is_visit_in_sight(self.sight(), intervention).await? {
            return Err(ApiError::NotFound);
        }
        // Who is assigned already may stay so, also where the account was disabled meanwhile.
        let before = unit.assignments(self.sight(), Some(intervention)).await?;
        let new: Vec<UserId> = advisers
            .iter()
            .copied()
            .filter(|user| !before.iter().any(|row| row.user == user.0))
            .collect();
        self.check_advisers(&mut unit, &new).await?;
        unit.assign(intervention, advisers).await?;
        let (now, user) = (self.office.now(), Some(self.account.id));
        let action = Action::AdvisersAssigned;
        unit.audit(now, directorate, user, action, None, Some(intervention)).await?;
        let row = self.row(&mut unit, intervention).await?;
        unit.commit().await?;
        Ok(row)
    }

    async fn check_advisers(&self, unit: &mut Reading, users: &[UserId]) -> Result<(), ApiError> {
        let assignable = unit.assignable(self.directorate()).await?;
        if users.iter().all(|user| assignable.contains(user)) {
            Ok(())
        } else {
            Err(invalid("advisers", text_fr::UNKNOWN_ADVISER))
        }
    }

    /// A registration code that no visit has. Forty random bits: the second draw is never needed
    /// in practice, and a stuck generator must not turn into a loop.
    async fn free_code(&self, unit: &mut Writing) -> Result<RegistrationCode, ApiError> {
        for _ in 0..8 {
            let code = RegistrationCode::from_bits(randomness::number(&*self.office.randomness)?);
            if unit.intervention_by_code(code).await?.is_none() {
                return Ok(code);
            }
        }
        tracing::error!("no free registration code was drawn");
        Err(ApiError::Internal)
    }

    async fn row(
        &self,
        unit: &mut Reading,
        id: InterventionId,
    ) -> Result<InterventionRow, ApiError> {
        let filter = PlannedFilter { id: Some(id), ..PlannedFilter::default() };
        self.rows(unit, filter).await?.into_iter().next().ok_or(ApiError::NotFound)
    }

    async fn rows(
        &self,
        unit: &mut Reading,
        filter: PlannedFilter,
    ) -> Result<Vec<InterventionRow>, DbError> {
        let sight = self.sight();
        let planned = unit.planned(sight, filter, self.office.now()).await?;
        let mut advisers: HashMap<Uuid, Vec<AdviserRow>> = HashMap::new();
        for row in unit.assignments(sight, filter.id).await? {
            let adviser = AdviserRow { id: UserId(row.user), name: row.display_name };
            advisers.entry(row.intervention).or_default().push(adviser);
        }
        planned
            .into_iter()
            .map(|row| {
                let advisers = advisers.remove(&row.id).unwrap_or_default();
                intervention_row(row, advisers)
            })
            .collect()
    }
}

fn intervention_row(
    row: PlannedRow,
    advisers: Vec<AdviserRow>,
) -> Result<InterventionRow, DbError> {
    Ok(InterventionRow {
        id: InterventionId(row.id),
        centre: CentreRow {
            id: CentreId(row.centre),
            name: row.centre_name,
            town: row.town,
            department: row.department,
            closed: row.closed,
        },
        starts_at: Instant(row.starts_at),
        mode: Mode::from_code(&row.mode).ok_or(DbError::Meaningless("interventions.mode"))?,
        code: RegistrationCode::parse(&row.code)
            .map_err(|_| DbError::Meaningless("interventions.code"))?,
        advisers,
        expected: row.expected,
        present: row.present,
        interested: row.interested,
    })
}
