//! Making scripts small: the ones that wasm-bindgen writes are meant to be read.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Result, bail};

use crate::workspace::Workspace;
use crate::{node, process};

/// Makes scripts smaller, in place. What they import keeps its address.
///
/// # Errors
/// When `esbuild` is not there or cannot read a script.
pub fn minify(workspace: &Workspace, scripts: &[PathBuf]) -> Result<()> {
    let program = node::esbuild(workspace);
    if !program.exists() {
        bail!(
            "a release needs esbuild and {} is not there: run `cargo xtask setup`",
            program.display()
        );
    }
    scripts.iter().try_for_each(|script| minify_one(&program, script))
}

fn minify_one(program: &Path, script: &Path) -> Result<()> {
    let mut command = Command::new(program);
    command.arg(script).args(["--minify", "--format=esm", "--log-level=warning"]);
    command.arg("--allow-overwrite").arg(format!("--outfile={}", script.display()));
    process::capture(&mut command)?;
    Ok(())
}
