//! `cargo xtask`: the one entry for everything that people and CI do with Passerelle.

mod apt;
mod assets;
mod bench;
mod bench_sync;
mod bench_tablets;
mod both;
mod check;
mod compress;
mod debian;
mod forbidden;
mod fuzz;
mod glue;
mod machine;
mod minify;
mod node;
mod postgres;
mod process;
mod program;
mod publish;
mod readers;
mod register_page;
mod rules;
mod serve;
mod server;
mod setup;
mod similar;
mod simulate;
mod site;
mod size;
mod style;
mod test;
mod toolchain;
mod wasm;
mod wasm_opt;
mod watch;
mod web;
mod workspace;

use std::process::ExitCode;

use clap::{Parser, Subcommand};

use crate::process::Progress;
use crate::wasm::Flavour;
use crate::workspace::Workspace;

/// Sets up, builds, runs and checks Passerelle.
#[derive(Debug, Parser)]
#[command(name = "cargo xtask", bin_name = "cargo xtask")]
struct Cli {
    #[command(subcommand)]
    task: Task,
}

#[derive(Debug, Subcommand)]
enum Task {
    /// Install what building needs: a toolchain for WebAssembly and the tools from npm.
    Setup {
        /// Also install what the tests need: Chromium, fonts, PostgreSQL, Playwright.
        #[arg(long)]
        tests: bool,
    },
    /// Build the web application and the server.
    Build {
        /// Build what people are sent: small and slow to make.
        #[arg(long)]
        release: bool,
    },
    /// Build and run everything on this machine, with a database in data/.
    Serve(serve::Options),
    /// Run the tests: all of them, or only the suites named.
    Test(test::Options),
    /// Check format, lints, licences, crates kept out of WebAssembly, and documentation.
    Check {
        /// Install cargo-deny first when it is not there (this takes some minutes).
        #[arg(long)]
        deny: bool,
    },
    /// Measure how fast it is.
    #[command(subcommand)]
    Bench(bench::Bench),
    /// Play schedules of simulated devices and look for promises that are not kept.
    Simulate(simulate::Options),
    /// Have a fuzzer look for bytes that the decoders, the office or a device cannot bear.
    Fuzz(fuzz::Options),
    /// Have other programs read the calendars and workbooks that the server gives away.
    Readers,
    /// Measure every file sent to a browser against the budgets.
    Size,
}

fn main() -> ExitCode {
    match run(Cli::parse().task) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("\nerror: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn run(task: Task) -> anyhow::Result<()> {
    let mut progress = Progress::start();
    let workspace = Workspace::find()?;
    match task {
        Task::Setup { tests } => {
            setup::for_building(&mut progress, &workspace)?;
            if tests {
                setup::for_tests(&mut progress, &workspace)?;
            }
        }
        Task::Build { release } => {
            let toolchain = setup::for_building(&mut progress, &workspace)?;
            let flavour = Flavour::release_if(release);
            both::build(&mut progress, &workspace, &toolchain, flavour)?;
        }
        Task::Serve(options) => return serve::run(progress, &workspace, &options),
        Task::Test(options) => test::run(&mut progress, &workspace, &options)?,
        Task::Check { deny } => {
            let toolchain = setup::for_building(&mut progress, &workspace)?;
            let deny = if deny { check::Deny::Install } else { check::Deny::IfThere };
            check::run(&mut progress, &workspace, &toolchain, deny)?;
        }
        Task::Bench(bench) => bench::run(&mut progress, &workspace, &bench)?,
        Task::Simulate(options) => simulate::run(&mut progress, &workspace, &options)?,
        Task::Fuzz(options) => fuzz::run(&mut progress, &workspace, &options)?,
        Task::Readers => readers::run(&mut progress, &workspace)?,
        Task::Size => size::run(&mut progress, &workspace)?,
    }
    progress.finish();
    Ok(())
}
