//! `passerelle import-communes`.

use super::{CLOCK, open};
use crate::clock::Clock as _;
use crate::communes;
use crate::config::Settings;
use crate::randomness::{self, SystemRandomness};
use anyhow::{Context as _, Result, bail};
use clap::Args;
use domain::id::DirectorateId;
use std::path::PathBuf;

/// Which communes.
#[derive(Debug, Args)]
pub(super) struct Import {
    /// `communes.json` of the npm package @etalab/decoupage-administratif.
    #[arg(long)]
    communes: PathBuf,
    /// Name of the directorate; it is created where there is none of this name.
    #[arg(long)]
    directorate: String,
    /// A department it covers, as `02=Aisne`; once for each.
    #[arg(long = "department", required = true, value_parser = department)]
    departments: Vec<(String, String)>,
}

fn department(text: &str) -> Result<(String, String), String> {
    text.split_once('=')
        .filter(|(code, name)| !code.is_empty() && !name.is_empty())
        .map(|(code, name)| (code.to_owned(), name.to_owned()))
        .ok_or_else(|| "a department is given as `02=Aisne`".to_owned())
}

pub(super) async fn run(settings: &Settings, import: &Import) -> Result<()> {
    let json = std::fs::read(&import.communes)
        .with_context(|| format!("{} cannot be read", import.communes.display()))?;
    let codes: Vec<String> = import.departments.iter().map(|(code, _)| code.clone()).collect();
    let found = communes::read(&json, &codes).context("this is not the list of communes")?;
    if found.is_empty() {
        bail!("the file has no communes of {}", codes.join(", "));
    }
    let store = open(settings).await?;
    let mut unit = store.write().await?;
    let directorate = if let Some(known) = unit.directorate_named(import.directorate.trim()).await?
    {
        known
    } else {
        let id = DirectorateId(randomness::identity(&SystemRandomness, CLOCK.now())?);
        unit.create_directorate(id, import.directorate.trim(), false).await?;
        id
    };
    for (code, name) in &import.departments {
        unit.put_department(directorate, code, name).await?;
    }
    for commune in &found {
        unit.put_commune(commune).await?;
    }
    unit.commit().await?;
    store.close().await;
    println!("communes: {}", found.len());
    Ok(())
}
