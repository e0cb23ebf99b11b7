//! People who register themselves, from the code of a visit.

use super::Office;
use crate::db::Action;
use crate::db::{DbError, Writing};
use crate::randomness;
use crate::registration::{OpenVisit, RegistrationError, Registrations, SelfRegistration};
use crate::sync::decide;
use ::sync::Outcome;
use ::sync::wire::Change;
use async_trait::async_trait;
use domain::code::{ReceiptCode, RegistrationCode};
use domain::command::{NewPerson, RegisterInterest};
use domain::id::{DirectorateId, InterestId, SignatoryId};
use domain::intervention::Intervention;
use domain::person::Origin;
use domain::time::Instant;
use domain::{Command, Context, Refusal};
use std::sync::Arc;
use uuid::Uuid;

/// What the registration page needs of the server.
pub struct RegistrationDesk {
    office: Arc<Office>,
}

impl RegistrationDesk {
    /// On this server.
    #[must_use]
    pub const fn new(office: Arc<Office>) -> Self {
        Self { office }
    }
}

#[async_trait]
impl Registrations for RegistrationDesk {
    async fn visit(&self, code: RegistrationCode) -> Result<OpenVisit, RegistrationError> {
        let mut unit = self.office.store.read().await?;
        let (id, _) =
            unit.intervention_by_code(code).await?.ok_or(RegistrationError::UnknownCode)?;
        let visit = unit.intervention(id).await?.ok_or(RegistrationError::UnknownCode)?;
        check_open(&visit, self.office.now())?;
        Ok(OpenVisit {
            intervention: visit.id,
            centre_name: visit.centre_name,
            town: visit.town,
            starts_at: visit.starts_at,
        })
    }

    async fn register(&self, form: SelfRegistration) -> Result<ReceiptCode, RegistrationError> {
        let now = self.office.now();
        let mut unit = self.office.store.write().await?;
        let (id, directorate) =
            unit.intervention_by_code(form.code).await?.ok_or(RegistrationError::UnknownCode)?;
        // A repetition is answered also when the code has expired meanwhile.
        if let Some(receipt) = known(&mut unit, &form).await? {
            return Ok(receipt);
        }
        let visit = unit.intervention(id).await?.ok_or(RegistrationError::UnknownCode)?;
        check_open(&visit, now)?;
        let receipt = ReceiptCode::from_bits(
            randomness::number(&*self.office.randomness).map_err(DbError::from)?,
        );
        let person = person_of(form.form);
        let mut changes = Vec::new();
        for command in commands(form, person, &visit, receipt) {
            changes.extend(carry_out(&mut unit, directorate, &command, now).await?);
        }
        let (action, subject) = (Action::SelfRegistered, Some(person.0));
        unit.audit(now, directorate, None, action, subject, Some(id)).await?;
        let tag = randomness::bytes(&*self.office.randomness).map_err(DbError::from)?;
        unit.add_changes(directorate, u32::from_le_bytes(tag), &changes).await?;
        unit.commit().await?;
        Ok(receipt)
    }
}

fn check_open(visit: &Intervention, now: Instant) -> Result<(), RegistrationError> {
    if now < visit.code_expires_at { Ok(()) } else { Err(RegistrationError::ExpiredCode) }
}

/// The receipt of a sheet that was sent before.
async fn known(
    unit: &mut Writing,
    form: &SelfRegistration,
) -> Result<Option<ReceiptCode>, RegistrationError> {
    let Some(interest) = unit.interest(InterestId(form.form)).await? else { return Ok(None) };
    let taken = RegistrationError::Refused(Refusal::IdentityTaken);
    let person = person_of(form.form);
    if interest.signatory != person || interest.wishes != form.wishes {
        return Err(taken);
    }
    let person = unit.signatory(person).await?.ok_or(RegistrationError::Internal)?;
    // Contact and level may have been corrected by an adviser since: they do not tell one person
    // from another as the name does.
    if person.family_name != form.family_name || person.given_name != form.given_name {
        return Err(taken);
    }
    interest.receipt.ok_or(RegistrationError::Internal).map(Some)
}

/// The identity of the person of a sheet: the same for the same sheet, told from it by nobody.
fn person_of(form: Uuid) -> SignatoryId {
    let hash =
        blake3::derive_key("passerelle 2026 signatory of a registration form", form.as_bytes());
    let mut bytes = [0; 16];
    bytes.copy_from_slice(&hash[..16]);
    SignatoryId(uuid::Builder::from_custom_bytes(bytes).into_uuid())
}

fn commands(
    form: SelfRegistration,
    person: SignatoryId,
    visit: &Intervention,
    receipt: ReceiptCode,
) -> [Command; 2] {
    let add = Command::AddPerson {
        intervention: visit.id,
        person: NewPerson {
            id: person,
            family_name: form.family_name,
            given_name: form.given_name,
            birth: None,
            contact: form.contact.clone(),
            level: form.level,
            origin: Origin::OwnPhone,
        },
    };
    let register = Command::RegisterInterest(RegisterInterest {
        id: InterestId(form.form),
        signatory: person,
        intervention: visit.id,
        wishes: form.wishes,
        contact: form.contact,
        level: form.level,
        consent: form.consent,
        origin: Origin::OwnPhone,
        receipt: Some(receipt),
    });
    [add, register]
}

async fn carry_out(
    unit: &mut Writing,
    directorate: DirectorateId,
    command: &Command,
    now: Instant,
) -> Result<Vec<Change>, RegistrationError> {
    let context = Context { author: None, claimed_at: now, base: 0 };
    let decided = decide(unit, directorate, command, &context, now).await?;
    match decided.outcome {
        Outcome::Applied | Outcome::Nothing | Outcome::Duplicate => Ok(decided.changes),
        Outcome::Held(refusal) => Err(RegistrationError::Refused(refusal)),
        Outcome::Conflict(_) => Err(RegistrationError::Internal),
    }
}
