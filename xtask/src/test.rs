//! `cargo xtask test`: the checks, the tests of the crates, the tests in a browser, the sizes.

use std::path::Path;
use std::process::Command;

use anyhow::{Context as _, Result, bail};
use clap::{Args, ValueEnum};

use crate::check::{self, Deny};
use crate::postgres::{self, Postgres};
use crate::process::{self, Progress};
use crate::toolchain::{self, Toolchain};
use crate::wasm::Flavour;
use crate::workspace::Workspace;
use crate::{node, rules, server, setup, simulate, size, web};

/// A part of the tests.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Suite {
    /// Format, lints, licences, documentation.
    Check,
    /// The tests of the crates.
    Unit,
    /// Ten thousand schedules of simulated devices.
    Simulator,
    /// The rules as compiled for the server against the rules as WebAssembly.
    Rules,
    /// The tests of what people do, in a real browser against the real server.
    Browser,
    /// The size of everything that browsers are sent, against the budgets.
    Size,
}

/// What `test` was asked for.
#[derive(Debug, Clone, Args)]
pub struct Options {
    /// Only these suites; all of them when none is named.
    suites: Vec<Suite>,
    /// Passed on to the test runner of the one suite named.
    #[arg(last = true)]
    arguments: Vec<String>,
}

/// Runs the suites in order and tells at the end what took how long.
///
/// A suite that fails does not keep the next ones from running: whoever waits half an hour wants to
/// hear of everything that is wrong, not of the first thing.
///
/// # Errors
/// When the machine cannot be set up, or any suite fails.
pub fn run(progress: &mut Progress, workspace: &Workspace, options: &Options) -> Result<()> {
    let suites = match options.suites.as_slice() {
        [] => {
            vec![
                Suite::Check,
                Suite::Unit,
                Suite::Simulator,
                Suite::Rules,
                Suite::Browser,
                Suite::Size,
            ]
        }
        named => named.to_vec(),
    };
    if !options.arguments.is_empty() && suites.len() != 1 {
        bail!("name one suite to pass arguments to: cargo xtask test browser -- --grep update");
    }
    let result = run_suites(progress, workspace, &suites, &options.arguments);
    progress.print_table();
    result
}

fn run_suites(
    progress: &mut Progress,
    workspace: &Workspace,
    suites: &[Suite],
    arguments: &[String],
) -> Result<()> {
    let toolchain = setup::for_building(progress, workspace)?;
    let mut failures = Vec::new();
    for &suite in suites {
        if let Err(error) = run_suite(progress, workspace, &toolchain, suite, arguments) {
            eprintln!("{error:#}");
            failures.push(format!("{error:#}"));
        }
    }
    if failures.is_empty() { Ok(()) } else { bail!(failures.join("\n")) }
}

fn run_suite(
    progress: &mut Progress,
    workspace: &Workspace,
    toolchain: &Toolchain,
    suite: Suite,
    arguments: &[String],
) -> Result<()> {
    match suite {
        Suite::Check => check::run(progress, workspace, toolchain, Deny::IfThere),
        Suite::Unit => {
            setup::ensure_postgresql(progress)?;
            unit(progress, workspace, toolchain, arguments)?;
            server_on_postgres(progress, workspace, toolchain, arguments)
        }
        Suite::Simulator => simulated(progress, workspace, toolchain, arguments),
        Suite::Rules => rules::run(progress, workspace, toolchain),
        Suite::Browser => {
            let chromium = setup::for_tests(progress, workspace)?;
            browser(progress, workspace, toolchain, &chromium, arguments)
        }
        Suite::Size => size::run(progress, workspace),
    }
}

/// The tests of the server from outside once more, with its records in PostgreSQL.
fn server_on_postgres(
    progress: &mut Progress,
    workspace: &Workspace,
    toolchain: &Toolchain,
    arguments: &[String],
) -> Result<()> {
    let postgres = Postgres::start(progress)?;
    let mut tests = tests_of_product(workspace, toolchain, arguments);
    tests.args(["--test", "it"]).args(arguments).env("PASSERELLE_TEST_POSTGRES", postgres.url());
    progress.stream("tests of the server on PostgreSQL", &mut tests)
}

/// The command that tests the crates of the product, all of them each time: another selection has
/// other features of the packages they share, and would compile the largest of them once more.
fn tests_of_product(workspace: &Workspace, toolchain: &Toolchain, arguments: &[String]) -> Command {
    let mut command = workspace.at_root(toolchain.cargo());
    command.args(runner(arguments));
    for package in ["domain", "histories", "sync", "vault", "app", "server"] {
        command.args(["-p", package]);
    }
    command.args(["--features", "app/ssr,vault/keys"]);
    command
}

/// Ten thousand schedules of simulated devices, and the faults put in on purpose.
fn simulated(
    progress: &mut Progress,
    workspace: &Workspace,
    toolchain: &Toolchain,
    arguments: &[String],
) -> Result<()> {
    let profile = match process::which("cargo-nextest") {
        Some(_) => "--cargo-profile",
        None => "--profile",
    };
    let mut tests = workspace.at_root(toolchain.cargo());
    tests.args(runner(arguments)).args(["-p", "simulator", profile, simulate::PROFILE]);
    progress.stream("simulated devices", tests.args(arguments))
}

/// The subcommand of cargo that runs tests.
fn runner(arguments: &[String]) -> &'static [&'static str] {
    let nextest = process::which("cargo-nextest").is_some();
    match (nextest, arguments) {
        (false, _) => &["test", "--no-fail-fast"],
        (true, []) => &["nextest", "run"],
        // A filter may be meant for tests of one crate only.
        (true, _) => &["nextest", "run", "--no-tests=pass"],
    }
}

fn unit(
    progress: &mut Progress,
    workspace: &Workspace,
    toolchain: &Toolchain,
    arguments: &[String],
) -> Result<()> {
    let nextest = process::which("cargo-nextest").is_some();
    let runner = runner(arguments);
    let mut crates = tests_of_product(workspace, toolchain, arguments);
    crates.args(arguments);
    progress.stream("tests of domain, histories, sync, vault, app, server", &mut crates)?;

    if nextest && arguments.is_empty() {
        // nextest leaves out the examples in the documentation.
        let mut examples = workspace.at_root(toolchain.cargo());
        examples.args(["test", "--doc", "-p", "domain", "-p", "sync"]);
        progress.stream("examples in the documentation", &mut examples)?;
    }

    let mut own = workspace.at_root(process::clean_command(toolchain::of_xtask()));
    // In the folder where `cargo xtask` itself was compiled: see the profile in Cargo.toml.
    let profile = if nextest { "--cargo-profile" } else { "--profile" };
    own.args(runner).args(["-p", "xtask", profile, "xtask"]).args(arguments);
    progress.stream("tests of xtask", &mut own)
}

fn browser(
    progress: &mut Progress,
    workspace: &Workspace,
    toolchain: &Toolchain,
    chromium: &Path,
    arguments: &[String],
) -> Result<()> {
    let flavour = Flavour::Work;
    let (site, next) = web::build_with_next(progress, workspace, toolchain, flavour)?;
    let (program, held) = server::build_with_held_clock(progress, workspace, toolchain)?;

    let postgres = postgres::programs().context("PostgreSQL's programs are missing")?;

    let folder = node::browser_tests(workspace);
    let playwright = folder.join("node_modules/.bin/playwright");
    if !playwright.exists() {
        bail!("{} is missing: is there a package.json in end2end?", playwright.display());
    }
    let mut tests = process::clean_command(playwright);
    tests
        .current_dir(&folder)
        .arg("test")
        .args(arguments)
        .env("PASSERELLE_BIN", program)
        .env("PASSERELLE_BIN_HELD_CLOCK", held)
        .env("PASSERELLE_SITE", site.folder)
        .env("PASSERELLE_SITE_NEXT", next.folder)
        .env("PASSERELLE_CHROMIUM", chromium)
        .env("PASSERELLE_COMMUNES", node::communes(workspace))
        .env("PASSERELLE_POSTGRES_PROGRAMS", postgres);
    progress.stream("tests in the browser", &mut tests)
}
