//! `cargo xtask readers`: what other programs make of the calendars and workbooks that the server
//! gives away.
//!
//! Not among the tests that everybody runs, since LibreOffice alone is larger than all that they
//! need: the tests read the same files by other libraries.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result, bail};

use crate::process::{self, Progress};
use crate::workspace::Workspace;
use crate::{apt, setup};

/// Where the server's tests put what is to be read (`server/tests/it/samples.rs`).
const FOLDER: &str = "PASSERELLE_SAMPLES";

/// Has the tests write files, and Python's `icalendar`, `openpyxl` and LibreOffice read them.
///
/// # Errors
/// When a test fails, one of the readers cannot be had, or it reads something else.
pub fn run(progress: &mut Progress, workspace: &Workspace) -> Result<()> {
    let toolchain = setup::for_building(progress, workspace)?;
    let samples = fresh(&workspace.target.join("readers/samples"))?;
    let mut tests = workspace.at_root(toolchain.cargo());
    tests.args(["test", "-p", "server", "--features", "app/ssr", "--test", "it", "--"]);
    tests.args(["agenda", "outside", "exports"]).env(FOLDER, &samples);
    progress.stream("tests that write calendars and workbooks", &mut tests)?;

    let python = python(progress, workspace)?;
    apt::ensure(progress, "LibreOffice", &["libreoffice-calc-nogui"])?;
    let converted = converted(progress, workspace, &samples)?;
    let mut read = process::clean_command(python);
    read.arg(workspace.path("xtask/readers/read.py")).args([&samples, &converted]);
    progress.stream("what others read", &mut read)
}

/// An interpreter with the libraries, in a folder of its own.
fn python(progress: &mut Progress, workspace: &Workspace) -> Result<PathBuf> {
    let folder = workspace.target.join("readers/python");
    let python = folder.join("bin/python");
    let make = || {
        let mut command = process::clean_command("python3");
        command.args(["-m", "venv"]).arg(&folder);
        command
    };
    if !python.exists() && process::capture(&mut make()).is_err() {
        apt::ensure(progress, "Python", &["python3", "python3-venv"])?;
        process::capture(&mut make())?;
    }
    let mut install = process::clean_command(&python);
    install.args(["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "-r"]);
    install.arg(workspace.path("xtask/readers/requirements.txt"));
    progress.run("icalendar and openpyxl", &mut install)?;
    Ok(python)
}

/// Each workbook as LibreOffice shows it, in CSV.
fn converted(progress: &mut Progress, workspace: &Workspace, samples: &Path) -> Result<PathBuf> {
    let folder = fresh(&workspace.target.join("readers/libreoffice"))?;
    let profile = workspace.target.join("readers/profile");
    let mut workbooks = Vec::new();
    for entry in fs::read_dir(samples)? {
        let path = entry?.path();
        if path.extension().is_some_and(|ending| ending == "xlsx") {
            workbooks.push(path);
        }
    }
    if workbooks.is_empty() {
        bail!("the tests wrote no workbook into {}", samples.display());
    }
    let mut office = process::clean_command("soffice");
    office.arg(format!("-env:UserInstallation=file://{}", profile.display()));
    // Semicolons, double quotes, UTF-8, cells as they are shown where French is spoken.
    let filter = "csv:Text - txt - csv (StarCalc):59,34,76,1,,1036,false,true";
    office.args(["--headless", "--convert-to", filter, "--outdir"]).arg(&folder).args(&workbooks);
    progress.run("LibreOffice opens the workbooks", &mut office)?;
    Ok(folder)
}

/// An empty folder.
fn fresh(folder: &Path) -> Result<PathBuf> {
    if folder.exists() {
        fs::remove_dir_all(folder).with_context(|| format!("cannot empty {}", folder.display()))?;
    }
    fs::create_dir_all(folder).with_context(|| format!("cannot make {}", folder.display()))?;
    Ok(folder.to_owned())
}
