//! `cargo xtask setup`: from a fresh machine to one that builds and tests. Safe to run again.

use std::path::{Path, PathBuf};

use anyhow::{Result, bail};

use crate::machine::{self, InUse, Machine, Rustup, TARGET};
use crate::process::{self, Progress};
use crate::toolchain::{self, Choice, Toolchain};
use crate::workspace::Workspace;
use crate::{apt, debian, node, postgres};

/// Fonts that show the languages of the registration page, Arabic among them.
const FONTS: &str = "fonts-noto-core";

/// Finds or makes what `build` and `serve` need.
///
/// # Errors
/// When no toolchain for WebAssembly can be had, or npm's packages cannot be installed.
pub fn for_building(progress: &mut Progress, workspace: &Workspace) -> Result<Toolchain> {
    let toolchain = find_toolchain(progress, workspace)?;
    node::ensure(progress, &node::build_tools(workspace))?;
    Ok(toolchain)
}

/// Installs what the tests need beyond building, and gives the browser to run them in.
///
/// # Errors
/// When something is missing and cannot be installed; the error names it.
pub fn for_tests(progress: &mut Progress, workspace: &Workspace) -> Result<PathBuf> {
    let chromium = ensure_chromium(progress)?;
    ensure_postgresql(progress)?;
    let tests = node::browser_tests(workspace);
    if tests.join("package.json").is_file() {
        node::ensure(progress, &tests)?;
    }
    Ok(chromium)
}

fn find_toolchain(progress: &mut Progress, workspace: &Workspace) -> Result<Toolchain> {
    let scratch = workspace.scratch();
    let mut machine = Machine::probe(&scratch)?;
    let decision = loop {
        let decision = toolchain::choose(&machine)?;
        match &decision.choice {
            Choice::InUse(_) | Choice::UseDebian => break decision,
            Choice::AddRustupTarget => {
                let mut rustup = process::clean_command("rustup");
                let added =
                    progress.run("rustup target add", rustup.args(["target", "add", TARGET]));
                // rustup may know the target and the compiler in use not be rustup's.
                machine.in_use = machine::probe_in_use(&scratch)?;
                if added.is_err() || machine.in_use == InUse::CannotCompile {
                    machine.rustup = Rustup::Refused;
                }
            }
            Choice::MakeDebian => {
                debian::install_packages(progress)?;
                if machine::probe_debian(&scratch)? != machine::Debian::Ready {
                    debian::install_standard_library(progress)?;
                }
                machine.debian = machine::probe_debian(&scratch)?;
                if machine.debian != machine::Debian::Ready {
                    bail!("Debian's toolchain is installed and still makes no WebAssembly");
                }
            }
        }
    };
    let toolchain = if let Choice::InUse(linker) = decision.choice {
        Toolchain::InUse { linker }
    } else {
        // The tools for format and lints may be missing even where compiling works.
        debian::install_packages(progress)?;
        Toolchain::Debian
    };
    let version = toolchain.version().unwrap_or_default();
    progress.note(&format!("{}, {version}: {}", toolchain.origin(), decision.why));
    Ok(toolchain)
}

/// `PASSERELLE_CHROMIUM`, or Chromium of this system, installed if need be.
///
/// # Errors
/// When there is none and none can be installed.
pub fn ensure_chromium(progress: &mut Progress) -> Result<PathBuf> {
    if let Some(named) = std::env::var_os("PASSERELLE_CHROMIUM").map(PathBuf::from) {
        if !named.is_file() {
            bail!("PASSERELLE_CHROMIUM names {}, where no program is", named.display());
        }
        return Ok(named);
    }
    let usual = Path::new("/usr/bin/chromium");
    if process::which("apt-get").is_some() {
        if usual.is_file() {
            apt::ensure(progress, "fonts for screenshots", &[FONTS])?;
        } else {
            apt::ensure(progress, "Chromium for the tests", &["chromium", FONTS])?;
        }
    }
    match process::which("chromium") {
        Some(found) => Ok(found),
        None => bail!("the browser tests need Chromium: install it or set PASSERELLE_CHROMIUM"),
    }
}

/// Installs the programs of PostgreSQL. The tests start a server of their own from them; none
/// needs to be running.
///
/// # Errors
/// When they are missing and cannot be installed.
pub fn ensure_postgresql(progress: &mut Progress) -> Result<()> {
    if postgres::programs().is_some() {
        return Ok(());
    }
    if process::which("apt-get").is_some() {
        apt::install(progress, "PostgreSQL for the tests", &["postgresql"])?;
    }
    if postgres::programs().is_none() {
        bail!("the tests need PostgreSQL's programs (initdb, postgres): install its server");
    }
    Ok(())
}
