//! `cargo xtask bench tablets`: how the server bears what devices ask of it.

use anyhow::Result;
use clap::Args;

use crate::bench_sync;
use crate::process::{self, Progress};
use crate::setup;
use crate::wasm::Flavour;
use crate::workspace::Workspace;

/// How many ask, and of how much.
#[derive(Debug, Clone, Args)]
pub struct Tablets {
    /// Records of the small office and of the large one.
    #[arg(long, value_delimiter = ',', default_values_t = [10_000, 1_000_000])]
    records: Vec<u64>,
    /// Devices that come back from lunch.
    #[arg(long, default_value_t = 200)]
    tablets: usize,
}

/// Builds the release, makes the records, measures, prints, writes a report.
///
/// # Errors
/// When something does not build or run, or is slower than it may be.
pub fn run(progress: &mut Progress, workspace: &Workspace, wanted: &Tablets) -> Result<()> {
    let toolchain = setup::for_building(progress, workspace)?;
    let built = bench_sync::build(progress, workspace, &toolchain, Flavour::Release)?;
    let reports = workspace.target.join("reports");
    std::fs::create_dir_all(&reports)?;
    let material = workspace.target.join("bench-tablets");
    let mut program = process::clean_command(&built.bench);
    program.arg("load").arg("--server").arg(&built.server).arg("--site").arg(&built.site);
    program.arg("--folder").arg(&material);
    let records: Vec<String> = wanted.records.iter().map(ToString::to_string).collect();
    program.args(["--records", &records.join(","), "--tablets", &wanted.tablets.to_string()]);
    program.arg("--report").arg(reports.join("bench-tablets.json"));
    let measured = progress.stream("the server and many devices", &mut program);
    // Gigabytes that the next run makes anew.
    std::fs::remove_dir_all(&material)?;
    measured
}
