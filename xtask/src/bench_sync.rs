//! `cargo xtask bench sync`: how devices synchronise, side by side with others.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{SystemTime, UNIX_EPOCH};

use anyhow::{Result, bail};
use clap::Args;

use crate::process::{self, Progress};
use crate::toolchain::Toolchain;
use crate::wasm::Flavour;
use crate::workspace::Workspace;
use crate::{node, setup, web};

/// Numbers of records: the first load is measured of all, everything else of all but the last.
const SIZES: [u64; 3] = [1_000, 10_000, 100_000];
const ROUNDS: usize = 5;

/// What to compare.
#[derive(Debug, Clone, Args)]
pub struct Comparison {
    /// 1,000 records and one round, without a browser: whether it works, and bytes.
    #[arg(long)]
    quick: bool,
    /// Only these measures, as in `W3,W4`.
    #[arg(long)]
    only: Option<String>,
    /// Only these contestants, as in `passerelle,yjs,floor`.
    #[arg(long)]
    peers: Option<String>,
    /// Only these numbers of records, as in `1000,10000`.
    #[arg(long, value_delimiter = ',')]
    sizes: Vec<u64>,
    /// Rounds, of which the median counts.
    #[arg(long)]
    rounds: Option<usize>,
}

/// What the measures work with.
pub struct Built {
    /// The built application.
    pub site: PathBuf,
    /// The server's program.
    pub server: PathBuf,
    /// The program that makes records, and is a device.
    pub bench: PathBuf,
}

/// Builds both sides, makes the records, measures, prints a table, writes a report.
///
/// # Errors
/// When something does not build or run, or misses what it should reach.
pub fn run(progress: &mut Progress, workspace: &Workspace, wanted: &Comparison) -> Result<()> {
    let toolchain = setup::for_building(progress, workspace)?;
    let folder = workspace.path("bench/sync");
    node::ensure(progress, &folder)?;
    let built = build(progress, workspace, &toolchain, Flavour::release_if(!wanted.quick))?;

    let sizes = match (wanted.sizes.as_slice(), wanted.quick) {
        ([], true) => vec![SIZES[0]],
        ([], false) => SIZES.to_vec(),
        (named, _) => named.to_vec(),
    };
    let rounds = wanted.rounds.unwrap_or(if wanted.quick { 1 } else { ROUNDS });
    let material = workspace.target.join("bench-sync");
    for size in &sizes {
        make(progress, &built.bench, &material, *size, rounds)?;
    }

    let mut side_by_side = process::clean_command("node");
    side_by_side.current_dir(&folder).args(["--import", "tsx", "run.ts"]);
    side_by_side.arg("--material").arg(&material);
    let sizes: Vec<String> = sizes.iter().map(ToString::to_string).collect();
    side_by_side.args(["--sizes", &sizes.join(","), "--rounds", &rounds.to_string()]);
    side_by_side.arg("--server").arg(&built.server).arg("--bench").arg(&built.bench);
    side_by_side.arg("--site").arg(&built.site);
    side_by_side.arg("--report").arg(workspace.target.join("reports").join("bench-sync.json"));
    for (name, value) in [("--only", &wanted.only), ("--peers", &wanted.peers)] {
        if let Some(value) = value {
            side_by_side.arg(name).arg(value);
        }
    }
    if wanted.quick {
        side_by_side.arg("--quick");
    } else {
        side_by_side.arg("--chromium").arg(setup::ensure_chromium(progress)?);
    }
    let measured = progress.stream("synchronisation, side by side", &mut side_by_side);
    // Some hundred megabytes that the next run makes anew.
    std::fs::remove_dir_all(&material)?;
    measured
}

/// Builds both sides.
///
/// # Errors
/// When something does not build.
pub fn build(
    progress: &mut Progress,
    workspace: &Workspace,
    toolchain: &Toolchain,
    flavour: Flavour,
) -> Result<Built> {
    let site = web::build(progress, workspace, toolchain, flavour)?.folder;
    let mut cargo = workspace.at_root(toolchain.cargo());
    // In one go: apart, each would undo the other's choice of features of what both depend on.
    cargo.args(["build", "-p", "server", "--bin", "passerelle", "-p", "bench", "--bin", "bench"]);
    let folder = match flavour {
        Flavour::Work => "debug",
        Flavour::Release => {
            cargo.arg("--release");
            "release"
        }
    };
    progress.run(&format!("server and bench ({})", flavour.word()), &mut cargo)?;
    let programs = workspace.target.join(folder);
    Ok(Built { site, server: programs.join("passerelle"), bench: programs.join("bench") })
}

/// Makes the records. They lie in the weeks before this moment, since a device holds no older ones.
fn make(
    progress: &mut Progress,
    bench: &Path,
    folder: &Path,
    size: u64,
    rounds: usize,
) -> Result<()> {
    if size == 0 {
        bail!("no records cannot be compared");
    }
    #[expect(clippy::disallowed_methods, reason = "a tool for people who measure, at their clock")]
    let today = SystemTime::now().duration_since(UNIX_EPOCH)?.as_millis().to_string();
    let mut records = Command::new(bench);
    records.args(["records", "--count", &size.to_string(), "--rounds", &rounds.to_string()]);
    records.args(["--today", &today]).arg("--folder").arg(folder);
    progress.run(&format!("{size} records"), &mut records).map(drop)
}
