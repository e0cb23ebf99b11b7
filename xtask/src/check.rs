//! `cargo xtask check`: what must hold of the sources before any test runs.

use std::path::PathBuf;
use std::process::Command;

use anyhow::{Result, bail};

use crate::forbidden;
use crate::machine::TARGET;
use crate::process::{self, Progress};
use crate::toolchain::Toolchain;
use crate::wasm::{self, Flavour};
use crate::workspace::{self, Workspace};

/// The version of cargo-deny that `deny.toml` is written for.
const DENY_VERSION: &str = "0.20.2";

/// Everything that is compiled for this machine. One selection for lints and documentation, so
/// that both share what they compile of others' crates.
const HOST: [&str; 20] = [
    "-p",
    "domain",
    "-p",
    "histories",
    "-p",
    "sync",
    "-p",
    "vault",
    "-p",
    "simulator",
    "-p",
    "app",
    "-p",
    "server",
    "-p",
    "bench",
    "-p",
    "xtask",
    "--features",
    "app/ssr,vault/keys",
];

/// What to do about cargo-deny.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Deny {
    /// Run it where it is installed; tell where it is not.
    IfThere,
    /// Install it first.
    Install,
}

/// Runs all checks; stops at the first that fails.
///
/// # Errors
/// When a check fails; the error holds what its tool said.
pub fn run(
    progress: &mut Progress,
    workspace: &Workspace,
    toolchain: &Toolchain,
    deny: Deny,
) -> Result<()> {
    let cargo = |words: &[&str]| {
        let mut command = workspace.at_root(toolchain.cargo());
        command.args(words);
        command
    };
    progress.run("format", &mut cargo(&["fmt", "--all", "--check"]))?;
    let fuzz = ["fmt", "--manifest-path", "fuzz/Cargo.toml", "--check"];
    progress.run("format (fuzz targets)", &mut cargo(&fuzz))?;
    crates_in_the_browser(progress, workspace, toolchain)?;
    licences(progress, workspace, toolchain, deny)?;

    let mut clippy = cargo(&["clippy", "--all-targets"]);
    clippy.args(HOST).args(["--", "-D", "warnings"]);
    progress.run("lints", &mut clippy)?;

    let mut clippy = cargo(&["clippy"]);
    wasm::configure(&mut clippy, Flavour::Work);
    clippy.args(["--", "-D", "warnings"]);
    progress.run("lints (browser)", &mut clippy)?;

    let mut doc = cargo(&["doc", "--no-deps", "--document-private-items"]);
    doc.args(HOST).env("RUSTDOCFLAGS", "-D warnings");
    progress.run("documentation", &mut doc)?;
    Ok(())
}

fn crates_in_the_browser(
    progress: &mut Progress,
    workspace: &Workspace,
    toolchain: &Toolchain,
) -> Result<()> {
    let mut tree = workspace.at_root(toolchain.cargo());
    tree.args(["tree", "-p", "app", "--no-default-features", "--features", "csr"]);
    // Macros run on this machine, not in the browser.
    tree.args(["--target", TARGET, "--prefix", "depth", "-e", "normal,no-proc-macro"]);
    progress.time("crates kept out of WebAssembly", || {
        let findings = forbidden::find(&process::capture(&mut tree)?);
        if findings.is_empty() {
            return Ok(());
        }
        let lines: Vec<String> = findings
            .iter()
            .map(|finding| format!("  {} brings in {}", finding.through, finding.name))
            .collect();
        bail!(
            "crates that must not reach the browser (why, and what to use: \
             xtask/src/forbidden.rs):\n{}",
            lines.join("\n")
        )
    })
}

fn licences(
    progress: &mut Progress,
    workspace: &Workspace,
    toolchain: &Toolchain,
    deny: Deny,
) -> Result<()> {
    let own = own_cargo_deny()?;
    let found = process::which("cargo-deny").or_else(|| own.is_file().then(|| own.clone()));
    let program = match (found, deny) {
        (Some(program), _) => program,
        (None, Deny::IfThere) => {
            progress.note(
                "licences, bans, sources: not checked, cargo-deny is not here \
                 (`cargo xtask check --deny` installs it)",
            );
            return Ok(());
        }
        (None, Deny::Install) => {
            install_cargo_deny(progress, toolchain)?;
            own
        }
    };
    let mut command = workspace.at_root(toolchain.cargo());
    // cargo-deny asks the cargo of its environment for the dependencies.
    let cargo = command.get_program().to_owned();
    let mut check = Command::new(program);
    carry_over(&command, &mut check);
    command = check;
    command.env("CARGO", cargo).current_dir(&workspace.root);
    command.args(["--all-features", "check", "licenses", "bans", "sources"]);
    progress.run("licences, bans, sources", &mut command)?;
    Ok(())
}

/// Gives a command the environment of another.
pub fn carry_over(from: &Command, to: &mut Command) {
    for (name, value) in from.get_envs() {
        match value {
            Some(value) => to.env(name, value),
            None => to.env_remove(name),
        };
    }
}

fn own_cargo_deny() -> Result<PathBuf> {
    Ok(workspace::cache_folder()?.join("tools/bin/cargo-deny"))
}

fn install_cargo_deny(progress: &mut Progress, toolchain: &Toolchain) -> Result<()> {
    let mut cargo = toolchain.cargo();
    cargo.args(["install", "cargo-deny", "--locked", "--version", DENY_VERSION, "--root"]);
    cargo.arg(workspace::cache_folder()?.join("tools"));
    progress.run(&format!("cargo install cargo-deny {DENY_VERSION}"), &mut cargo)?;
    Ok(())
}
