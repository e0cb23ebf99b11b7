//! Packages from npm: tools of the build, the geographic code, Playwright.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context as _, Result, bail};

use crate::process::{self, Progress};
use crate::workspace::Workspace;
use crate::{apt, assets};

/// Holds the hash of the lock file that `node_modules` was made from.
const STAMP: &str = "node_modules/.passerelle-lock";

/// The folder of what the build takes from npm.
pub fn build_tools(workspace: &Workspace) -> PathBuf {
    workspace.path("xtask/node")
}

/// The folder of the browser tests.
pub fn browser_tests(workspace: &Workspace) -> PathBuf {
    workspace.path("end2end")
}

/// The program that makes WebAssembly small.
pub fn wasm_opt(workspace: &Workspace) -> PathBuf {
    build_tools(workspace).join("node_modules/.bin/wasm-opt")
}

/// The program that makes scripts small.
pub fn esbuild(workspace: &Workspace) -> PathBuf {
    build_tools(workspace).join("node_modules/.bin/esbuild")
}

/// France's communes in the official geographic code.
pub fn communes(workspace: &Workspace) -> PathBuf {
    build_tools(workspace).join("node_modules/@etalab/decoupage-administratif/data/communes.json")
}

/// Makes `node_modules` what the folder's lock file says. Quick when it already is.
///
/// # Errors
/// When there is no lock file, Node cannot be had, or npm fails.
pub fn ensure(progress: &mut Progress, folder: &Path) -> Result<()> {
    let lock = folder.join("package-lock.json");
    let bytes = std::fs::read(&lock).with_context(|| format!("cannot read {}", lock.display()))?;
    let wanted = assets::hash(&bytes);
    let stamp = folder.join(STAMP);
    if std::fs::read_to_string(&stamp).is_ok_and(|have| have == wanted) {
        return Ok(());
    }
    ensure_node(progress)?;
    let mut npm = Command::new("npm");
    // Scripts of packages are not run: nothing we take needs one, and none is to be trusted.
    npm.current_dir(folder).args(["ci", "--ignore-scripts", "--no-audit", "--no-fund"]);
    let name = folder.file_name().unwrap_or_default().to_string_lossy();
    progress.run(&format!("npm packages ({name})"), &mut npm)?;
    std::fs::write(&stamp, wanted)?;
    Ok(())
}

/// Installs Node with npm where it is missing.
///
/// # Errors
/// When it is missing and cannot be installed.
pub fn ensure_node(progress: &mut Progress) -> Result<()> {
    if process::which("npm").is_some() && process::which("node").is_some() {
        return Ok(());
    }
    if process::which("apt-get").is_none() {
        bail!("Node 18 or newer with npm is needed: install it and run this again");
    }
    apt::install(progress, "Node", &["nodejs", "npm"])
}
