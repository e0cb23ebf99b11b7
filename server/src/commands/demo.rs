//! `passerelle demo`.

use super::{CLOCK, open};
use crate::auth::Passwords;
use crate::clock::Clock as _;
use crate::config::Settings;
use crate::demo::{self, ACCOUNTS, PASSWORD};
use anyhow::{Context as _, Result};
use clap::Args;
use std::path::PathBuf;

/// What to generate.
#[derive(Debug, Args)]
pub(super) struct Options {
    /// `communes.json` of the npm package @etalab/decoupage-administratif.
    #[arg(long)]
    communes: PathBuf,
    /// People in all. Beyond the usual lists they are on today's first one.
    #[arg(long, default_value_t = 120)]
    people: u32,
    /// People met in the year before, with what became of them; 0 for no such year.
    #[arg(long, default_value_t = 1_500)]
    year: u32,
}

pub(super) async fn run(settings: &Settings, options: &Options) -> Result<()> {
    let json = std::fs::read(&options.communes)
        .with_context(|| format!("{} cannot be read", options.communes.display()))?;
    let store = open(settings).await?;
    let passwords = Passwords::new()?;
    let filled =
        demo::fill(&store, &passwords, &json, options.people, options.year, CLOCK.now()).await?;
    store.close().await;

    println!("communes: {}", filled.communes);
    println!("centres: {}", filled.centres);
    println!("people: {}", filled.people);
    println!("registration-code: {}", filled.code);
    for account in ACCOUNTS {
        println!("login: {} password: {PASSWORD} role: {}", account.login, account.role.code());
    }
    Ok(())
}
