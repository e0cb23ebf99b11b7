//! `cargo xtask bench`: what is claimed about speed, measured.

use anyhow::Result;
use clap::{Args, Subcommand};

use crate::postgres::Postgres;
use crate::process::{self, Progress};
use crate::workspace::Workspace;
use crate::{bench_sync, bench_tablets, setup};

/// What to measure.
#[derive(Debug, Clone, Subcommand)]
pub enum Bench {
    /// How fast the office's questions are answered from a country's worth of records, on SQLite
    /// and on PostgreSQL.
    Desk(Desk),
    /// How devices synchronise, side by side with others: bytes, requests, times, what is lost and
    /// what is left.
    Sync(bench_sync::Comparison),
    /// How the server bears what devices ask of it: whether news cost the same however much it keeps, and
    /// two hundred devices that come back from lunch.
    Tablets(bench_tablets::Tablets),
}

/// How large the country is.
#[derive(Debug, Clone, Args)]
pub struct Desk {
    /// People in all.
    #[arg(long, default_value_t = 100_000)]
    people: u64,
    /// Directorates they are spread over; 1 puts everybody into one.
    #[arg(long, default_value_t = 31)]
    directorates: u64,
}

/// Measures, prints a table, writes a report into `target/reports`.
///
/// # Errors
/// When something does not compile or run, or is slower than its budget.
pub fn run(progress: &mut Progress, workspace: &Workspace, bench: &Bench) -> Result<()> {
    match bench {
        Bench::Desk(desk) => measure_desk(progress, workspace, desk),
        Bench::Sync(sync) => bench_sync::run(progress, workspace, sync),
        Bench::Tablets(tablets) => bench_tablets::run(progress, workspace, tablets),
    }
}

fn measure_desk(progress: &mut Progress, workspace: &Workspace, desk: &Desk) -> Result<()> {
    let toolchain = setup::for_building(progress, workspace)?;
    setup::ensure_postgresql(progress)?;
    let mut cargo = workspace.at_root(toolchain.cargo());
    cargo.args(["build", "--release", "-p", "bench"]);
    progress.run("bench (release)", &mut cargo)?;

    let postgres = Postgres::start(progress)?;
    let reports = workspace.target.join("reports");
    std::fs::create_dir_all(&reports)?;
    let file = workspace.target.join("bench-desk.sqlite3");
    let remove = || {
        for end in ["", "-wal", "-shm"] {
            let mut name = file.clone().into_os_string();
            name.push(end);
            // Nothing is there the first time.
            let _ = std::fs::remove_file(name);
        }
    };
    remove();
    let mut program = process::clean_command(workspace.target.join("release/bench"));
    program.arg("desk").arg("--sqlite").arg(&file).args(["--postgres", &postgres.url()]);
    program.args(["--people", &desk.people.to_string()]);
    program.args(["--directorates", &desk.directorates.to_string()]);
    program.arg("--report").arg(reports.join("bench-desk.json"));
    let measured = progress.stream("questions of the office", &mut program);
    remove();
    measured
}
