//! The demo: a generated territory that nobody can take for a real one.
//!
//! Towns and communes are real, everything else is made up: names say so (« Exemple », « Fictif »),
//! and telephone numbers are of the range reserved for fiction (06 39 98).

mod catalogue;
mod catalogue_cards;
mod draw;
mod history;
mod names;
mod offers;
mod records;
mod territory;
mod way;
mod year;

use crate::auth::Passwords;
use crate::auth::password::PasswordError;
use crate::db::{DbError, Store};
use app::api::account::Role;
use domain::code::RegistrationCode;
use domain::time::Instant;

use draw::Draw;

/// An account of the demo.
#[derive(Clone, Copy, Debug)]
pub struct DemoAccount {
    /// What to type.
    pub login: &'static str,
    /// The name shown.
    pub name: &'static str,
    /// What it may do.
    pub role: Role,
}

/// Who can sign in.
pub const ACCOUNTS: [DemoAccount; 5] = [
    DemoAccount { login: "conseil1", name: "Alice Exemple", role: Role::Adviser },
    DemoAccount { login: "conseil2", name: "Bruno Exemple", role: Role::Adviser },
    DemoAccount { login: "conseil3", name: "Chloé Exemple", role: Role::Adviser },
    DemoAccount { login: "responsable1", name: "Dominique Exemple", role: Role::Supervisor },
    DemoAccount { login: "responsable2", name: "Emma Exemple", role: Role::Supervisor },
];

/// The password of all of them.
pub const PASSWORD: &str = "demonstration-passerelle";

/// What the database holds afterwards.
#[derive(Clone, Copy, Debug)]
pub struct Filled {
    /// Communes.
    pub communes: u32,
    /// Centres.
    pub centres: usize,
    /// People.
    pub people: u32,
    /// The registration code of a visit of today.
    pub code: RegistrationCode,
}

/// Why the demo was not made.
#[derive(Debug, thiserror::Error)]
pub enum DemoError {
    /// There are accounts that are not the demo's.
    #[error("this database has accounts of its own: the demo needs an empty one")]
    NotEmpty,
    /// The list of communes lacks what the demo is made of.
    #[error("this is not the list of communes: {0}")]
    Communes(String),
    /// The database failed.
    #[error(transparent)]
    Database(#[from] DbError),
    /// A password could not be hashed.
    #[error(transparent)]
    Password(#[from] PasswordError),
    /// A generated value breaks a rule of the domain: a fault of the generator.
    #[error("the generator made something impossible: {0}")]
    Impossible(&'static str),
}

/// Fills a database, all or nothing: the usual lists and today's visits with `people`, and a year
/// of visits before them at which about `met` were met. On one that was filled before only today's
/// visits are made where there are none.
///
/// # Errors
/// When the database has accounts that are not of the demo, or something fails.
pub async fn fill(
    store: &Store,
    passwords: &Passwords,
    communes: &[u8],
    people: u32,
    met: u32,
    now: Instant,
) -> Result<Filled, DemoError> {
    let mut unit = store.write().await?;
    if unit.account_counts().await?.1 > 0 {
        return Err(DemoError::NotEmpty);
    }
    let mut draw = Draw::seeded(2_021, now);
    let territory = if let Some(known) = territory::find(&mut unit).await? {
        known
    } else {
        let made = territory::make(&mut unit, &mut draw, passwords, communes, now).await?;
        catalogue::make(&mut unit, &mut draw, &made, now).await?;
        history::make(&mut unit, &mut draw, &made, people, now).await?;
        year::make(&mut unit, &mut draw, &made, met, people, now).await?;
        made
    };
    let code = history::make_today(&mut unit, &mut draw, &territory, now).await?;
    offers::make(&mut unit, &mut draw, &territory, now).await?;
    let people = unit.signatories_of_directorate(territory.directorate).await?.len();
    let filled = Filled {
        communes: unit.commune_count().await?,
        centres: territory.centres.len(),
        people: u32::try_from(people).unwrap_or(u32::MAX),
        code,
    };
    unit.commit().await?;
    Ok(filled)
}
