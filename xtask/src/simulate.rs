//! Schedules of the simulator: devices, an office, and everything that can go wrong between them.

use anyhow::Result;
use clap::Args;

use crate::process::Progress;
use crate::setup;
use crate::workspace::Workspace;

/// Compiled for playing: ten thousand schedules are a minute's work then.
pub const PROFILE: &str = "simulator";

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
