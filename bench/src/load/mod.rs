//! How the server bears what devices ask of it: whether news cost the same however much it keeps, and two hundred
//! devices that come back from lunch. `cargo xtask bench tablets` runs it.

mod crowd;
mod growth;
mod office;

use crate::records::{Adviser, open};
use crate::tablet::{Device, Line, device};
use anyhow::{Context as _, Result, bail};
use clap::Args;
use crowd::Crowd;
use domain::time::Instant;
use growth::Growth;
use serde::Serialize;
use server::auth::Token;
use server::clock::{Clock as _, SystemClock};
use server::db::NewSession;
use server::randomness::SystemRandomness;
use std::path::{Path, PathBuf};
use std::time::Duration;

const HOUR: i64 = 3_600_000;
const DAY: i64 = 24 * HOUR;

/// What is to be measured, and with what.
#[derive(Debug, Args)]
pub struct Load {
    /// The server's program.
    #[arg(long)]
    server: PathBuf,
    /// The built application.
    #[arg(long)]
    site: PathBuf,
    /// A folder for databases.
    #[arg(long)]
    folder: PathBuf,
    /// Records of the small office and of the large one.
    #[arg(long, value_delimiter = ',', default_values_t = [10_000, 1_000_000])]
    records: Vec<u64>,
    /// Devices that come back from lunch.
    #[arg(long, default_value_t = 200)]
    tablets: usize,
    /// Where the report goes, as JSON.
    #[arg(long)]
    report: PathBuf,
}

/// How long something took, in milliseconds.
#[derive(Clone, Copy, Debug, Serialize)]
struct Times {
    median: f64,
    p95: f64,
    most: f64,
}

impl Times {
    /// Of several, at least one.
    fn of(mut times: Vec<Duration>) -> Self {
        times.sort();
        let last = times.len().saturating_sub(1);
        let at = |percent: usize| {
            let time = times.get((times.len() * percent).div_ceil(100).saturating_sub(1).min(last));
            let time = time.copied().unwrap_or_default();
            (time.as_secs_f64() * 100_000.0).round() / 100.0
        };
        Self { median: at(50), p95: at(95), most: at(100) }
    }
}

#[derive(Debug, Serialize)]
struct Report {
    cores: usize,
    growth: Growth,
    crowd: Vec<Crowd>,
}

/// Measures, prints, writes the report.
///
/// # Errors
/// When something fails, or is slower than it may be.
pub async fn run(load: Load) -> Result<()> {
    std::fs::create_dir_all(&load.folder)?;
    let cores = std::thread::available_parallelism().map_or(0, usize::from);
    let growth = growth::measure(&load).await?;
    let crowd = crowd::measure(&load).await?;
    let report = Report { cores, growth, crowd };
    std::fs::write(&load.report, serde_json::to_string_pretty(&report)?)
        .with_context(|| format!("{} cannot be written", load.report.display()))?;
    let missed: Vec<String> =
        report.growth.missed().into_iter().chain(crowd::missed(&report.crowd)).collect();
    if !missed.is_empty() {
        bail!("missed: {}", missed.join("; "));
    }
    println!("\nnews cost the same, and nobody waits after lunch");
    Ok(())
}

/// The moment from which records are made, so that visits are still on a device.
fn today() -> i64 {
    SystemClock.now().0
}

/// Opens a session for each account, past the door: a crowd that signs in is another measure, and one address
/// may not try so many passwords. Gives the cookies.
async fn sessions(database: &Path, accounts: &[Adviser]) -> Result<Vec<String>> {
    let store = open(database).await?;
    let mut unit = store.write().await?;
    let now = SystemClock.now();
    let mut cookies = Vec::new();
    for account in accounts {
        let token = Token::draw(&SystemRandomness)?;
        let session = NewSession {
            token_hash: token.hash(),
            user: account.id,
            idle_ms: DAY,
            expires_at: Instant(now.0 + DAY),
        };
        unit.open_session(session, now).await?;
        cookies.push(format!("passerelle={}", token.to_hex()));
    }
    unit.commit().await?;
    store.close().await;
    Ok(cookies)
}

/// A device of an account, at an office.
async fn tablet(office: &office::Office, account: &Adviser, cookie: &str) -> Device {
    device(account.id, Line::with_session(office.url(), office.host(), cookie.to_owned())).await
}
