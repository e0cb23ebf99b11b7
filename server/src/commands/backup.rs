//! `passerelle backup` and `passerelle restored`.

use super::CLOCK;
use crate::clock::Clock as _;
use crate::config::Settings;
use crate::db::Store;
use crate::randomness::{self, SystemRandomness};
use anyhow::{Context as _, Result, bail};
use clap::Args;
use std::fs::{File, OpenOptions};
use std::os::unix::fs::OpenOptionsExt as _;
use std::path::{Path, PathBuf};
use std::process::Command;

/// How the copy is made.
#[derive(Clone, Debug, Args)]
#[group(required = true, multiple = false)]
pub struct Backup {
    /// The file to be written, which must not exist yet. For SQLite; the server may go on.
    #[arg(long)]
    to: Option<PathBuf>,
    /// A command that makes the backup, run by the shell: PostgreSQL's own tools, say.
    #[arg(long)]
    by: Option<String>,
}

/// Makes a backup, and notes how far it reaches: what came before that, devices need not keep any
/// longer.
///
/// # Errors
/// When the backup was not made; then nothing is noted.
pub async fn run(settings: &Settings, backup: &Backup) -> Result<()> {
    let store = super::open(settings).await?;
    // Before the copy is begun: whatever it holds besides, it holds this.
    let heads = store.read().await?.heads().await?;
    match (&backup.to, &backup.by) {
        (Some(place), _) => copy(&store, place).await?,
        (None, Some(command)) => shell(command)?,
        (None, None) => bail!("say where to, or by what"),
    }
    let mut unit = store.write().await?;
    for (directorate, head) in heads {
        unit.note_backup(directorate, head, CLOCK.now()).await?;
    }
    unit.commit().await?;
    store.close().await;
    println!("The backup is made. It holds personal data: guard it like the database.");
    Ok(())
}

async fn copy(store: &Store, to: &Path) -> Result<()> {
    if store.path().is_none() {
        bail!("PostgreSQL is copied by its own tools: name them with --by 'pg_dump …'");
    }
    let place = to.display();
    // Empty, and for its owner only, before anything is written into it.
    OpenOptions::new()
        .write(true)
        .create_new(true)
        .mode(0o600)
        .open(to)
        .with_context(|| format!("{place} cannot be made"))?;
    if let Err(error) = store.copy_to(to).await {
        // Half a backup must not be taken for one.
        let _ = std::fs::remove_file(to);
        return Err(error).with_context(|| format!("{place} was not written"));
    }
    // SQLite leaves it to the system when the copy reaches the disk; devices let go of what it holds.
    let folder = to.parent().filter(|folder| !folder.as_os_str().is_empty());
    File::open(to)?.sync_all()?;
    File::open(folder.unwrap_or(Path::new(".")))?.sync_all()?;
    Ok(())
}

fn shell(command: &str) -> Result<()> {
    let status = Command::new("sh").args(["-c", command]).status().context("no shell")?;
    if !status.success() {
        bail!("the backup's command failed ({status}): nothing is noted");
    }
    Ok(())
}

/// Begins another timeline, after a backup was put in place of the database.
///
/// # Errors
/// When the database cannot be written.
pub async fn restored(settings: &Settings) -> Result<()> {
    let store = super::open(settings).await?;
    let mut unit = store.write().await?;
    unit.begin_timeline(randomness::number(&SystemRandomness)?).await?;
    unit.commit().await?;
    store.close().await;
    println!("Every device notices at its next contact, and sends again what this backup lacks.");
    Ok(())
}
