//! Where things lie: the checkout, the target folder, the cache of this user.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context as _, Result};
use serde::Deserialize;

use crate::process;

/// The folders that every task works in.
#[derive(Debug, Clone)]
pub struct Workspace {
    /// The checkout.
    pub root: PathBuf,
    /// What cargo builds into; `CARGO_TARGET_DIR` and cargo's configuration are honoured.
    pub target: PathBuf,
}

#[derive(Deserialize)]
struct Metadata {
    workspace_root: PathBuf,
    target_directory: PathBuf,
}

impl Workspace {
    /// Asks cargo for the workspace that the current folder belongs to.
    ///
    /// # Errors
    /// When cargo cannot read the workspace's manifests.
    pub fn find() -> Result<Self> {
        let mut command = process::clean_command(process::own_cargo());
        command.args(["metadata", "--no-deps", "--format-version=1", "--offline"]);
        let json = process::capture(&mut command).context("cargo cannot read the workspace")?;
        let found: Metadata = serde_json::from_str(&json)?;
        Ok(Self { root: found.workspace_root, target: found.target_directory })
    }

    /// A path inside the checkout.
    pub fn path(&self, inside: impl AsRef<Path>) -> PathBuf {
        self.root.join(inside)
    }

    /// Intermediate results of the tasks, safe to delete.
    pub fn scratch(&self) -> PathBuf {
        self.target.join("xtask")
    }

    /// A command that runs at the root of the checkout.
    pub fn at_root(&self, mut command: Command) -> Command {
        command.current_dir(&self.root);
        command
    }
}

/// What is worth keeping between checkouts and is not cargo's: `$XDG_CACHE_HOME/passerelle`.
///
/// # Errors
/// When neither `XDG_CACHE_HOME` nor `HOME` is set.
pub fn cache_folder() -> Result<PathBuf> {
    let base = std::env::var_os("XDG_CACHE_HOME")
        .map(PathBuf::from)
        .filter(|path| path.is_absolute())
        .or_else(|| std::env::var_os("HOME").map(|home| PathBuf::from(home).join(".cache")))
        .context("set HOME or XDG_CACHE_HOME: a cache folder is needed")?;
    Ok(base.join("passerelle"))
}
