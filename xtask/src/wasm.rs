//! The application as WebAssembly: compiled, bound to JavaScript, and made small for release.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context as _, Result, anyhow, bail};
use wasm_bindgen_cli_support::Bindgen;

use crate::machine::TARGET;
use crate::process::Progress;
use crate::toolchain::Toolchain;
use crate::workspace::Workspace;
use crate::{assets, node};

/// Part of the stamp: to be raised when this file changes what it makes of the same input.
const RECIPE: &str = "wasm-bindgen 0.2.130, recipe 1";

/// What the module may use; all of it is in every browser that the style sheets are written
/// for. Named because a module can lose its own list of them.
const WASM_FEATURES: [&str; 6] = [
    "--enable-bulk-memory",
    "--enable-multivalue",
    "--enable-mutable-globals",
    "--enable-nontrapping-float-to-int",
    "--enable-reference-types",
    "--enable-sign-ext",
];

/// Whom a build is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Flavour {
    /// Work and tests: made quickly, with names so that a panic in the browser can be read.
    Work,
    /// People: small.
    Release,
}

impl Flavour {
    /// Release when asked for.
    pub fn release_if(release: bool) -> Self {
        if release { Self::Release } else { Self::Work }
    }

    /// The word in names of folders.
    pub fn word(self) -> &'static str {
        match self {
            Self::Work => "work",
            Self::Release => "release",
        }
    }

    /// The cargo profile of the WebAssembly.
    pub fn wasm_profile(self) -> &'static str {
        match self {
            Self::Work => "wasm-work",
            Self::Release => "wasm-release",
        }
    }
}

/// The application, ready to be named and sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Module {
    /// The JavaScript that loads it. It learns the address of the WebAssembly from its caller.
    pub js: String,
    /// The WebAssembly.
    pub wasm: Vec<u8>,
    /// Pieces of JavaScript that `js` imports as `./snippets/…`, by that path.
    pub snippets: Vec<(String, Vec<u8>)>,
}

/// Sets what every compilation of the application for browsers shares, so that `build` and
/// `check` do not undo each other's work.
pub fn configure(command: &mut Command, flavour: Flavour) {
    command.args(["-p", "app", "--lib", "--no-default-features", "--features", "csr"]);
    command.args(["--target", TARGET, "--profile", flavour.wasm_profile()]);
    // Views of erased types compile much faster. A small application grows by them; with as many
    // pages as ours the code shrinks (by 7 % when this was measured).
    command.env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUSTFLAGS", "--cfg erase_components");
}

/// Builds the application for browsers. What did not change is not done again.
///
/// # Errors
/// When the application does not compile, or a tool refuses its output. A release without
/// `wasm-opt` is an error.
pub fn build(
    progress: &mut Progress,
    workspace: &Workspace,
    toolchain: &Toolchain,
    flavour: Flavour,
) -> Result<Module> {
    let mut cargo = workspace.at_root(toolchain.cargo());
    cargo.arg("build");
    configure(&mut cargo, flavour);
    progress.run(&format!("wasm ({} profile)", flavour.word()), &mut cargo)?;

    let compiled = workspace.target.join(TARGET).join(flavour.wasm_profile()).join("app.wasm");
    let input = std::fs::read(&compiled)
        .with_context(|| format!("app makes no library at {}", compiled.display()))?;
    let folder = workspace.scratch().join(format!("bound-{}", flavour.word()));
    let stamp = Stamp::new(&folder, &input, flavour);
    if !stamp.holds() {
        stamp.clear()?;
        progress.time("wasm-bindgen", || bind(&input, &folder, flavour))?;
        if flavour == Flavour::Release {
            optimise(progress, workspace, &folder)?;
        }
        stamp.set()?;
    }
    read_module(&folder)
}

fn bind(input: &[u8], folder: &Path, flavour: Flavour) -> Result<()> {
    let release = flavour == Flavour::Release;
    let mut bindgen = Bindgen::new();
    bindgen
        .input_bytes("app", input.to_vec())
        .web(true)
        .map_err(|error| anyhow!("{error:#}"))?
        .typescript(false)
        .omit_default_module_path(true)
        .keep_debug(!release)
        .remove_name_section(release)
        .remove_producers_section(release);
    bindgen.generate(folder).map_err(|error| anyhow!("wasm-bindgen: {error:#}"))
}

fn optimise(progress: &mut Progress, workspace: &Workspace, folder: &Path) -> Result<()> {
    let program = node::wasm_opt(workspace);
    if !program.exists() {
        bail!(
            "a release needs wasm-opt and {} is not there: run `cargo xtask setup`",
            program.display()
        );
    }
    let wasm = folder.join("app_bg.wasm");
    let small = folder.join("app_bg.small.wasm");
    let mut command = Command::new(program);
    command.arg("-Oz").args(WASM_FEATURES).arg(&wasm).arg("-o").arg(&small);
    progress.run("wasm-opt", &mut command)?;
    std::fs::rename(&small, &wasm)?;
    Ok(())
}

fn read_module(folder: &Path) -> Result<Module> {
    let js = std::fs::read_to_string(folder.join("app.js"))?;
    let wasm = std::fs::read(folder.join("app_bg.wasm"))?;
    let snippets = crate::publish::read_folder(&folder.join("snippets"))?
        .into_iter()
        .map(|(name, bytes)| (format!("snippets/{name}"), bytes))
        .collect();
    Ok(Module { js, wasm, snippets })
}

/// Remembers from which input the files of a folder were made.
struct Stamp {
    folder: PathBuf,
    value: String,
}

impl Stamp {
    fn new(folder: &Path, input: &[u8], flavour: Flavour) -> Self {
        let value = format!("{RECIPE} {} {}", flavour.word(), blake3::hash(input).to_hex());
        Self { folder: folder.to_owned(), value: assets::hash(value.as_bytes()) }
    }

    fn file(&self) -> PathBuf {
        self.folder.join("stamp")
    }

    fn holds(&self) -> bool {
        std::fs::read_to_string(self.file()).is_ok_and(|have| have == self.value)
    }

    fn clear(&self) -> Result<()> {
        if self.folder.exists() {
            std::fs::remove_dir_all(&self.folder)?;
        }
        Ok(std::fs::create_dir_all(&self.folder)?)
    }

    fn set(&self) -> Result<()> {
        Ok(std::fs::write(self.file(), &self.value)?)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stamp_holds_for_the_same_input_only() {
        let folder = tempfile::tempdir().expect("folder");
        let place = folder.path().join("bound");
        let stamp = Stamp::new(&place, b"one", Flavour::Work);
        assert!(!stamp.holds());
        stamp.clear().expect("cleared");
        stamp.set().expect("set");
        assert!(stamp.holds());
        assert!(!Stamp::new(&place, b"two", Flavour::Work).holds());
        assert!(!Stamp::new(&place, b"one", Flavour::Release).holds());
    }
}
