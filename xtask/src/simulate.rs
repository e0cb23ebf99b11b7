//! Schedules of the simulator: devices, an office, and everything that can go wrong between them.

use anyhow::Result;
use clap::Args;

use crate::process::Progress;
use crate::toolchain::Toolchain;
use crate::workspace::Workspace;
use crate::{process, setup};

/// Compiled for playing: ten thousand schedules are a minute's work then.
const PROFILE: &str = "simulator";

/// Which schedules.
#[derive(Debug, Clone, Args)]
pub struct Options {
    /// The first seed. Alone: this schedule, telling what happens in it.
    first: u64,
    /// How many, from the first on.
    count: Option<u64>,
}

/// Plays the schedules; the first that breaks a promise is made small and printed.
///
/// # Errors
/// When something does not compile, or a promise is broken.
pub fn run(progress: &mut Progress, workspace: &Workspace, options: &Options) -> Result<()> {
    let toolchain = setup::for_building(progress, workspace)?;
    let mut play = workspace.at_root(toolchain.cargo());
    play.args(["run", "--quiet", "--profile", PROFILE, "-p", "simulator", "--"]);
    play.arg(options.first.to_string());
    play.args(options.count.map(|count| count.to_string()));
    progress.stream("schedules", &mut play)
}

/// Plays the schedules of the tests, and looks for the faults put in on purpose.
///
/// # Errors
/// When a promise is broken, or a fault is not found.
pub fn test(
    progress: &mut Progress,
    workspace: &Workspace,
    toolchain: &Toolchain,
    arguments: &[String],
) -> Result<()> {
    let nextest = process::which("cargo-nextest").is_some();
    let (runner, profile): (&[&str], _) =
        if nextest { (&["nextest", "run"], "--cargo-profile") } else { (&["test"], "--profile") };
    let mut tests = workspace.at_root(toolchain.cargo());
    tests.args(runner).args(["-p", "simulator", profile, PROFILE]).args(arguments);
    progress.stream("simulated devices", &mut tests)
}
