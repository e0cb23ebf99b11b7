//! How fast the office's questions are answered from a country's worth of records, on both
//! databases. `cargo xtask bench desk` runs it.

use crate::country::{self, Place};
use crate::plans::Read;
use crate::questions::{Asking, BUDGET, Took};
use anyhow::{Context as _, Result, bail};
use clap::Args;
use domain::time::Instant;
use serde::Serialize;
use server::auth::{Cookies, Passwords, Throttle};
use server::clock::{Clock, SystemClock};
use server::db::transfer::carry;
use server::db::{OpenOptions, Store};
use server::live::Hub;
use server::randomness::SystemRandomness;
use server::services::{Lifetimes, Office};
use std::path::PathBuf;
use std::sync::Arc;

/// What to measure.
#[derive(Debug, Args)]
pub struct Desk {
    /// A file for the SQLite database, which must not exist.
    #[arg(long)]
    sqlite: PathBuf,
    /// The address of an empty database of PostgreSQL.
    #[arg(long)]
    postgres: String,
    /// People in all.
    #[arg(long, default_value_t = 100_000)]
    people: u64,
    /// Directorates they are spread over, very unevenly; the largest is asked about.
    #[arg(long, default_value_t = 31)]
    directorates: u64,
    /// Where the report goes, as JSON.
    #[arg(long)]
    report: PathBuf,
}

#[derive(Serialize)]
struct Report {
    people: u64,
    events: u64,
    directorates: u64,
    people_of_the_largest: u64,
    budget_ms: u128,
    sqlite: Vec<Took>,
    postgres: Vec<Took>,
}

struct Fixed(Instant);

impl Clock for Fixed {
    fn now(&self) -> Instant {
        self.0
    }
}

/// Makes the country, asks the questions, writes the report.
///
/// # Errors
/// When something fails, or an answer takes longer than the budget.
pub async fn run(options: &Desk) -> Result<()> {
    let now = SystemClock.now();
    let size = country::Size { people: options.people, directorates: options.directorates };

    let sqlite = open(&format!("sqlite://{}", options.sqlite.display())).await?;
    let begun = std::time::Instant::now();
    let (made, places) = country::make(&sqlite, size, now).await?;
    println!(
        "{} people, {} events, {} of the people in the largest of {} directorates: made in {} s",
        made.people,
        made.events,
        places.largest.people,
        options.directorates,
        begun.elapsed().as_secs()
    );
    let postgres = open(&options.postgres).await?;
    let begun = std::time::Instant::now();
    let carried = carry(&sqlite, &postgres, |_| {}).await?;
    let rows: u64 = carried.iter().map(|table| table.rows).sum();
    println!("{rows} rows carried over to PostgreSQL in {} s", begun.elapsed().as_secs());

    println!("\nSQLite");
    let on_sqlite = Asking::of(office(sqlite, now)?, places.largest.clone()).all().await?;
    println!("\nPostgreSQL");
    let people_of_the_largest = places.largest.people;
    let on_postgres = Asking::of(office(postgres.clone(), now)?, places.largest).all().await?;
    postgres.close().await;
    if options.directorates > 1 {
        plans_are_sound(&options.postgres, places.smallest, now).await?;
    }

    let report = Report {
        people: made.people,
        events: made.events,
        directorates: options.directorates,
        people_of_the_largest,
        budget_ms: BUDGET.as_millis(),
        sqlite: on_sqlite,
        postgres: on_postgres,
    };
    std::fs::write(&options.report, serde_json::to_string_pretty(&report)?)
        .with_context(|| format!("{} cannot be written", options.report.display()))?;
    let all = report.sqlite.iter().chain(&report.postgres);
    let slow: Vec<&str> = all
        .filter(|took| took.counts && took.p95 > BUDGET.as_secs_f64() * 1_000.0)
        .map(|took| took.question)
        .collect();
    if !slow.is_empty() {
        bail!("over {} ms at the 95th percentile: {}", BUDGET.as_millis(), slow.join("; "));
    }
    println!("\nevery question within {} ms at the 95th percentile", BUDGET.as_millis());
    Ok(())
}

/// Asks for a small part of all that there is, and whether anything must be read whole for it.
async fn plans_are_sound(url: &str, place: Place, now: Instant) -> Result<()> {
    let before = Read::so_far(url).await?;
    // Some thousands of visits are soonest read whole, and PostgreSQL knows it. Told to use an
    // index wherever there is one, it reads whole what has none.
    let sign = if url.contains('?') { '&' } else { '?' };
    let url = format!("{url}{sign}options=-c%20enable_seqscan%3Doff");
    let store = Store::open(&OpenOptions { url: url.clone(), max_pages: None }).await?;
    Asking::of(office(store.clone(), now)?, place).once().await?;
    store.close().await;
    Read::so_far(&url).await?.none_since(&before)?;
    println!("no table that grows was read whole for the smallest directorate");
    Ok(())
}

async fn open(url: &str) -> Result<Store> {
    let store = Store::open(&OpenOptions { url: url.to_owned(), max_pages: None }).await?;
    store.migrate(&SystemRandomness).await?;
    Ok(store)
}

fn office(store: Store, now: Instant) -> Result<Arc<Office>> {
    Ok(Arc::new(Office {
        store,
        clock: Arc::new(Fixed(now)),
        randomness: Arc::new(SystemRandomness),
        passwords: Passwords::new()?,
        throttle: Throttle::default(),
        cookies: Cookies::for_base_url("http://localhost:3000"),
        lifetimes: Lifetimes {
            supervisor_idle: 1,
            adviser_idle: 1,
            absolute: 1,
            lease_minutes: 15,
        },
        live: Hub::default(),
    }))
}
