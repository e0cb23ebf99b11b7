//! The server: building it, and the commands to run it with.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::Result;

use crate::node;
use crate::process::Progress;
use crate::toolchain::Toolchain;
use crate::wasm::Flavour;
use crate::workspace::Workspace;

/// The folder of what is built for work.
const WORK: &str = "debug";
/// The example that is the server with a held clock.
const HELD_CLOCK: &str = "held_clock";

/// Where the server's program lies.
pub fn program(workspace: &Workspace, flavour: Flavour) -> PathBuf {
    let folder = match flavour {
        Flavour::Work => WORK,
        Flavour::Release => "release",
    };
    workspace.target.join(folder).join("passerelle")
}

/// What builds the server.
pub fn build_command(workspace: &Workspace, toolchain: &Toolchain, flavour: Flavour) -> Command {
    let mut cargo = workspace.at_root(toolchain.cargo());
    cargo.args(["build", "-p", "server", "--bin", "passerelle"]);
    if flavour == Flavour::Release {
        cargo.arg("--release");
    }
    cargo
}

/// Builds the server.
///
/// # Errors
/// When it does not compile.
pub fn build(
    progress: &mut Progress,
    workspace: &Workspace,
    toolchain: &Toolchain,
    flavour: Flavour,
) -> Result<PathBuf> {
    let mut cargo = build_command(workspace, toolchain, flavour);
    progress.run(&format!("server ({})", flavour.word()), &mut cargo)?;
    Ok(program(workspace, flavour))
}

/// Builds the server, and beside it the same with a clock that a test moves on. In one go: apart, each would undo the
/// other's choice of features of what both depend on.
///
/// # Errors
/// When one of them does not compile.
pub fn build_with_held_clock(
    progress: &mut Progress,
    workspace: &Workspace,
    toolchain: &Toolchain,
) -> Result<(PathBuf, PathBuf)> {
    let mut cargo = workspace.at_root(toolchain.cargo());
    cargo.args(["build", "-p", "server", "--bin", "passerelle", "--example", HELD_CLOCK]);
    progress.run("server (work), with a held clock too", &mut cargo)?;
    let held = workspace.target.join(WORK).join("examples").join(HELD_CLOCK);
    Ok((program(workspace, Flavour::Work), held))
}

/// Fills a database with the fictional territory.
pub fn demo(program: &Path, workspace: &Workspace, database: &Path) -> Command {
    let mut command = Command::new(program);
    command.current_dir(&workspace.root);
    command.args(["demo", "--database", &url(database), "--communes"]);
    command.arg(node::communes(workspace));
    command
}

/// Serves a site from a database at a port of this machine.
pub fn serve(
    program: &Path,
    workspace: &Workspace,
    database: &Path,
    site: &Path,
    port: u16,
) -> Command {
    let mut command = Command::new(program);
    command.current_dir(&workspace.root);
    command.args(["serve", "--database", &url(database), "--site"]).arg(site);
    command.args(["--listen", &format!("127.0.0.1:{port}")]);
    command.args(["--base-url", &format!("http://localhost:{port}")]);
    command
}

fn url(database: &Path) -> String {
    format!("sqlite://{}", database.display())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_database_is_named_by_its_absolute_path() {
        assert_eq!(url(Path::new("/srv/data/p.sqlite3")), "sqlite:///srv/data/p.sqlite3");
    }
}
