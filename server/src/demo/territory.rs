//! The directorate of the demo: real departments and towns, invented centres, accounts.

use super::draw::Draw;
use super::{ACCOUNTS, DemoError, PASSWORD};
use crate::auth::Passwords;
use crate::communes;
use crate::db::{Account, Action, Limit, Reading, Sight, Writing};
use app::api::account::Role;
use app::api::interventions::CentreRow;
use domain::id::{CentreId, DirectorateId, UserId};
use domain::time::Instant;

const DIRECTORATE: &str = "DT d'Amiens (démonstration)";
const DEPARTMENTS: [(&str, &str); 3] = [("02", "Aisne"), ("60", "Oise"), ("80", "Somme")];
/// Town and name of each centre: seven, like the real ones, and none of them.
const CENTRES: [(&str, &str); 7] = [
    ("Laon", "Centre fictif des Remparts"),
    ("Saint-Quentin", "Centre fictif de la Somme"),
    ("Soissons", "Centre fictif du Vase"),
    ("Château-Thierry", "Centre fictif des Fables"),
    ("Tergnier", "Centre fictif de la Gare"),
    ("Chauny", "Centre fictif du Canal"),
    ("Hirson", "Centre fictif de la Thiérache"),
];

/// What the history takes place in.
#[derive(Debug)]
pub(super) struct Territory {
    /// The directorate.
    pub(super) directorate: DirectorateId,
    /// Its centres, by town.
    pub(super) centres: Vec<CentreRow>,
    /// Its advisers, in the order of [`ACCOUNTS`].
    pub(super) advisers: Vec<UserId>,
}

/// The territory of an earlier run.
pub(super) async fn find(unit: &mut Reading) -> Result<Option<Territory>, DemoError> {
    let Some(directorate) = unit.directorate_named(DIRECTORATE).await? else { return Ok(None) };
    let mut advisers = Vec::new();
    for account in ACCOUNTS.iter().filter(|account| account.role == Role::Adviser) {
        let known = unit.credentials(account.login).await?;
        advisers.extend(known.map(|known| known.account.id));
    }
    let centres = unit.centres(Sight::whole(directorate), None).await?;
    Ok(Some(Territory { directorate, centres, advisers }))
}

/// Makes the territory in an empty database.
pub(super) async fn make(
    unit: &mut Writing,
    draw: &mut Draw,
    passwords: &Passwords,
    json: &[u8],
    now: Instant,
) -> Result<Territory, DemoError> {
    let directorate = DirectorateId(draw.identity());
    unit.create_directorate(directorate, DIRECTORATE, true).await?;
    for (code, name) in DEPARTMENTS {
        unit.put_department(directorate, code, name).await?;
    }
    let codes = DEPARTMENTS.map(|(code, _)| code.to_owned());
    let found =
        communes::read(json, &codes).map_err(|error| DemoError::Communes(error.to_string()))?;
    for commune in &found {
        unit.put_commune(commune).await?;
    }
    for (town, name) in CENTRES {
        let commune = found
            .iter()
            .find(|commune| commune.department == "02" && commune.name == town)
            .ok_or_else(|| DemoError::Communes(format!("{town} is not in it")))?;
        let id = CentreId(draw.identity());
        unit.create_centre(directorate, id, name, &commune.code).await?;
    }
    let mut advisers = Vec::new();
    for demo in ACCOUNTS {
        let account = Account {
            id: UserId(draw.identity()),
            login: demo.login.to_owned(),
            display_name: demo.name.to_owned(),
            role: demo.role,
            directorate,
            limit: Limit::Whole,
        };
        let hash = passwords.hash(PASSWORD.to_owned()).await?;
        unit.create_account(&account, &hash, now).await?;
        let subject = Some(account.id.0);
        unit.audit(now, directorate, None, Action::AccountCreated, subject, None).await?;
        if demo.role == Role::Adviser {
            advisers.push(account.id);
        }
    }
    let centres = unit.centres(Sight::whole(directorate), None).await?;
    Ok(Territory { directorate, centres, advisers })
}
