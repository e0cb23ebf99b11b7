//! A country's worth of records: directorates of very different sizes, three years of visits, and
//! what became of the people met.

mod directorate;
mod lives;

use anyhow::{Context as _, Result};
use directorate::Directorate;
use domain::id::{CentreId, DirectorateId, InterventionId, OrganisationId, SignatoryId};
use domain::time::Instant;
use server::db::{Account, Store};
use uuid::Uuid;

const HOUR: i64 = 3_600_000;
const DAY: i64 = 24 * HOUR;
/// People on the list of a visit.
const LIST: u64 = 20;
/// Visits lie in so many days before now.
const SPAN: u64 = 3 * 365;
/// Centres, advisers and partners of a directorate.
const CENTRES: u64 = 8;
const ADVISERS: u64 = 6;
const PARTNERS: u64 = 10;
/// Schemes of a partner.
const SCHEMES: u64 = 4;

/// What is to be made.
#[derive(Clone, Copy, Debug)]
pub struct Size {
    /// People in all.
    pub people: u64,
    /// Directorates; the largest has about an eighth of the people where there are 31.
    pub directorates: u64,
}

/// What was made.
#[derive(Clone, Copy, Debug, Default)]
pub struct Made {
    /// People in all.
    pub people: u64,
    /// Marks, interests, and everything that happened to interviews and referrals.
    pub events: u64,
}

/// The largest directorate, as a supervisor and an adviser of it see it.
#[derive(Clone, Debug)]
pub struct Place {
    /// Which it is.
    pub directorate: DirectorateId,
    /// Its supervisor.
    pub supervisor: Account,
    /// Supervisors limited to its department and to a partner.
    pub limited: [Account; 2],
    /// One of its advisers.
    pub adviser: Account,
    /// One of its centres.
    pub centre: CentreId,
    /// One of its partners.
    pub partner: OrganisationId,
    /// Its people.
    pub people: u64,
}

/// Who is asked about.
#[derive(Debug)]
pub struct Places {
    /// The largest directorate, whose answers take longest.
    pub largest: Place,
    /// The smallest, of which a database has no reason to read all that there is.
    pub smallest: Place,
}

/// The identity of the thing of a kind and number.
const fn id(kind: u128, number: u64) -> Uuid {
    // The same in every run; in order of number, as identities that carry the time are.
    Uuid::from_u128((kind << 112) | ((number as u128) << 16) | 0x7000)
}

/// The people of each directorate, the largest first.
fn shares(size: Size) -> Vec<u64> {
    let weights: Vec<u64> = (1..=size.directorates).map(|place| 1_000_000 / (place + 2)).collect();
    let all: u64 = weights.iter().sum();
    weights.into_iter().map(|weight| size.people * weight / all).collect()
}

/// Makes all of it in an empty database whose schema is up to date.
///
/// # Errors
/// When the database fails.
pub async fn make(store: &Store, size: Size, now: Instant) -> Result<(Made, Places)> {
    let mut made = Made::default();
    let mut places = Vec::new();
    for (number, people) in (0..).zip(shares(size)) {
        let mut unit = store.write().await?;
        let mut making = Directorate::found(&mut unit, number, now).await?;
        for place in 0..people {
            making.person(&mut unit, place).await?;
        }
        unit.commit().await?;
        made.people += people;
        made.events += making.events;
        places.push(making.place(people));
    }
    let smallest = places.pop().context("there is a directorate")?;
    let largest = places.into_iter().next().unwrap_or_else(|| smallest.clone());
    Ok((made, Places { largest, smallest }))
}

/// A person of the largest directorate.
#[must_use]
pub const fn person_of_largest(place: u64) -> SignatoryId {
    SignatoryId(id(7, place))
}

/// A visit of the largest directorate.
#[must_use]
pub const fn visit_of_largest(place: u64) -> InterventionId {
    InterventionId(id(6, place))
}
