//! Everything that browsers are sent: builds it and puts it where a server can take it.

use std::path::PathBuf;

use anyhow::{Context as _, Result};

use crate::process::Progress;
use crate::site::{self, Site, Sources};
use crate::toolchain::Toolchain;
use crate::wasm::{self, Flavour};
use crate::workspace::Workspace;
use crate::{minify, publish, style};

/// Style sheets: entry file → name. Two for the programs, and two for the pages that need no script.
const STYLES: [(&str, &str); 4] = [
    ("frontend-style/staff.css", "staff.css"),
    ("frontend-style/desk.css", "desk.css"),
    ("frontend-style/register.css", "register.css"),
    ("frontend-style/partner.css", "partner.css"),
];

/// A site on the disk.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Built {
    /// The folder.
    pub folder: PathBuf,
    /// Whether it differs from what was there before.
    pub changed: bool,
}

/// Where the site of a flavour lies.
pub fn folder(workspace: &Workspace, flavour: Flavour) -> PathBuf {
    workspace.target.join(format!("site-{}", flavour.word()))
}

/// Builds the site.
///
/// # Errors
/// When a program or a style sheet does not compile, or a file is missing.
pub fn build(
    progress: &mut Progress,
    workspace: &Workspace,
    toolchain: &Toolchain,
    flavour: Flavour,
) -> Result<Built> {
    let sources = sources(progress, workspace, toolchain, flavour)?;
    let mut site = site::assemble(&sources, "")?;
    if flavour == Flavour::Release {
        make_small(workspace, &mut site)?;
    }
    write(progress, &site, folder(workspace, flavour), flavour)
}

/// Builds the site twice: as it is, and as the version after it, which tests of the update of
/// a running application need.
///
/// # Errors
/// As [`build`].
pub fn build_with_next(
    progress: &mut Progress,
    workspace: &Workspace,
    toolchain: &Toolchain,
    flavour: Flavour,
) -> Result<(Built, Built)> {
    let sources = sources(progress, workspace, toolchain, flavour)?;
    let now = folder(workspace, flavour);
    let next = workspace.target.join(format!("site-{}-next", flavour.word()));
    Ok((
        write(progress, &site::assemble(&sources, "")?, now, flavour)?,
        write(progress, &site::assemble(&sources, "next")?, next, flavour)?,
    ))
}

fn sources(
    progress: &mut Progress,
    workspace: &Workspace,
    toolchain: &Toolchain,
    flavour: Flavour,
) -> Result<Sources> {
    let modules = wasm::build(progress, workspace, toolchain, flavour)?;
    let mut styles = Vec::new();
    for (entry, name) in STYLES {
        let css = style::bundle(&workspace.path(entry)).context(entry)?;
        styles.push((name.to_owned(), css));
    }
    Ok(Sources { modules, styles, public: publish::read_folder(&workspace.path("public"))? })
}

/// Makes the service worker small, which is sent with each program's first load and is half comments. Only
/// once it is filled in: the template is no script.
fn make_small(workspace: &Workspace, site: &mut Site) -> Result<()> {
    let worker = site.files.get_mut(site::WORKER).context("no service worker")?;
    let folder = workspace.scratch().join("worker");
    std::fs::create_dir_all(&folder)?;
    let script = folder.join(site::WORKER);
    std::fs::write(&script, &worker)?;
    minify::minify(workspace, std::slice::from_ref(&script))?;
    *worker = std::fs::read(&script)?;
    Ok(())
}

fn write(progress: &mut Progress, site: &Site, folder: PathBuf, flavour: Flavour) -> Result<Built> {
    let name = folder.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let label = format!("{name}, version {}", site.manifest.version);
    let changed = progress.time(&label, || publish::publish(site, &folder, flavour))?;
    Ok(Built { folder, changed })
}
