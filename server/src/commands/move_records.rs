//! `passerelle move`: all records into another database, equal by hash.

use crate::db::transfer::carry;
use crate::db::{OpenOptions, Store, shown};
use crate::randomness::SystemRandomness;
use anyhow::{Context as _, Result, bail};
use clap::Args;

/// From where, to where.
#[derive(Clone, Debug, Args)]
pub struct Move {
    /// The database that holds the records. Stop the server first: what is written to it after the
    /// move stays there.
    #[arg(long)]
    from: String,
    /// The database that is to hold them, which must be empty.
    #[arg(long)]
    to: String,
}

/// Carries everything over and tells what each table comes to.
///
/// # Errors
/// When one of the databases cannot be opened, the new one is not empty, or something did not
/// arrive as it left; then nothing was carried over.
pub async fn run(options: &Move) -> Result<()> {
    if options.from == options.to {
        bail!("--from and --to name the same database");
    }
    let from = open(&options.from).await?;
    if from.pending_migrations().await? > 0 {
        bail!("the old database is of an older release: run `passerelle migrate` on it first");
    }
    let to = open(&options.to).await?;
    to.migrate(&SystemRandomness).await?;
    let carried = carry(&from, &to, |table| {
        println!("{:<22} {:>9}  {}", table.table, table.rows, &table.digest.to_hex()[..16]);
    })
    .await;
    from.close().await;
    to.close().await;
    let rows: u64 = carried?.iter().map(|table| table.rows).sum();
    println!("All {rows} rows arrived as they left. Serve from the new database now.");
    Ok(())
}

async fn open(url: &str) -> Result<Store> {
    let options = OpenOptions { url: url.to_owned(), max_pages: None };
    Store::open(&options)
        .await
        .with_context(|| format!("the database {} cannot be opened", shown(url)))
}
