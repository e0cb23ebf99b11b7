//! The programs as WebAssembly: compiled, bound to JavaScript, and made small for release.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context as _, Result, anyhow};
use wasm_bindgen_cli_support::Bindgen;

use crate::machine::TARGET;
use crate::process::Progress;
use crate::program::Program;
use crate::toolchain::Toolchain;
use crate::workspace::Workspace;
use crate::{assets, glue, minify, wasm_opt};

/// Part of the stamp: to be raised when this file, `glue.rs`, `wasm_opt.rs` or `similar.rs` makes something
/// else of the same input.
const RECIPE: &str = "wasm-bindgen 0.2.130, recipe 5";

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

/// A program, ready to be named and sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Module {
    /// The JavaScript that loads it. It learns the address of the WebAssembly from its caller.
    pub js: String,
    /// The WebAssembly.
    pub wasm: Vec<u8>,
    /// Pieces of JavaScript that `js` imports as `./snippets/…`, by that path.
    pub snippets: Vec<(String, Vec<u8>)>,
}

/// Sets what every compilation of the programs for browsers shares, so that `build` and `check`
/// do not undo each other's work. The library is named because lints look only at what is.
pub fn configure(command: &mut Command, flavour: Flavour) {
    command.args(["-p", "app", "--lib", "--bins", "--no-default-features", "--features", "csr"]);
    command.args(["--target", TARGET, "--profile", flavour.wasm_profile()]);
    set_flags(command);
}

/// The flags that everything compiled for browsers shares.
pub fn set_flags(command: &mut Command) {
    // Views of erased types compile much faster. A small application grows by them; with as many
    // pages as ours the code shrinks (by 7 % when this was measured).
    command.env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUSTFLAGS", "--cfg erase_components");
}

/// Builds the programs for browsers. What did not change is not done again.
///
/// # Errors
/// When a program does not compile, or a tool refuses its output. A release without `wasm-opt`
/// is an error.
pub fn build(
    progress: &mut Progress,
    workspace: &Workspace,
    toolchain: &Toolchain,
    flavour: Flavour,
) -> Result<Vec<(Program, Module)>> {
    let mut cargo = workspace.at_root(toolchain.cargo());
    cargo.arg("build");
    configure(&mut cargo, flavour);
    progress.run(&format!("wasm ({} profile)", flavour.word()), &mut cargo)?;

    let bindings: Vec<Binding> = Program::ALL
        .into_iter()
        .map(|program| Binding::new(workspace, program, flavour))
        .collect::<Result<_>>()?;
    let stale: Vec<&Binding> = bindings.iter().filter(|binding| !binding.stamp.holds()).collect();
    if !stale.is_empty() {
        for binding in &stale {
            let label = format!("wasm-bindgen ({})", binding.program.word());
            progress.time(&label, || binding.bind())?;
        }
        if flavour == Flavour::Release {
            for binding in &stale {
                glue::shorten(&binding.module(), &binding.script())?;
            }
            let files: Vec<PathBuf> = stale.iter().map(|binding| binding.module()).collect();
            progress.time("wasm-opt", || wasm_opt::shrink(workspace, &files))?;
            let mut scripts: Vec<PathBuf> = stale.iter().map(|binding| binding.script()).collect();
            for binding in &stale {
                let snippets = binding.snippets()?;
                scripts.extend(snippets.into_iter().map(|(path, _)| binding.folder.join(path)));
            }
            progress.time("esbuild", || minify::minify(workspace, &scripts))?;
        }
        for binding in stale {
            binding.stamp.set()?;
        }
    }
    bindings.into_iter().map(|binding| Ok((binding.program, binding.read()?))).collect()
}

/// A program on its way from cargo's output to a [`Module`].
#[derive(Debug)]
struct Binding {
    program: Program,
    flavour: Flavour,
    input: Vec<u8>,
    folder: PathBuf,
    stamp: Stamp,
}

impl Binding {
    fn new(workspace: &Workspace, program: Program, flavour: Flavour) -> Result<Self> {
        let output = workspace.target.join(TARGET).join(flavour.wasm_profile());
        let compiled = output.join(program.compiled());
        let input = std::fs::read(&compiled)
            .with_context(|| format!("app makes no program at {}", compiled.display()))?;
        let name = format!("bound-{}-{}", program.word(), flavour.word());
        let folder = workspace.scratch().join(name);
        let stamp = Stamp::new(&folder, &input, flavour);
        Ok(Self { program, flavour, input, folder, stamp })
    }

    /// Leaves the names of functions in: a panic is read by them, and a release is sorted by them
    /// before it loses them.
    fn bind(&self) -> Result<()> {
        self.stamp.clear()?;
        let release = self.flavour == Flavour::Release;
        let mut bindgen = Bindgen::new();
        bindgen
            .input_bytes(self.program.word(), self.input.clone())
            .web(true)
            .map_err(|error| anyhow!("{error:#}"))?
            .typescript(false)
            .omit_default_module_path(true)
            .keep_debug(!release)
            .remove_producers_section(release);
        bindgen.generate(&self.folder).map_err(|error| anyhow!("wasm-bindgen: {error:#}"))
    }

    fn module(&self) -> PathBuf {
        self.folder.join(self.program.module())
    }

    fn script(&self) -> PathBuf {
        self.folder.join(self.program.script())
    }

    fn read(&self) -> Result<Module> {
        let js = std::fs::read_to_string(self.script())?;
        let wasm = std::fs::read(self.module())?;
        Ok(Module { js, wasm, snippets: self.snippets()? })
    }

    /// The pieces of JavaScript that the script imports. wasm-bindgen writes those of the whole package
    /// for each program, also what only another one uses.
    fn snippets(&self) -> Result<Vec<(String, Vec<u8>)>> {
        let js = std::fs::read_to_string(self.script())?;
        let written = crate::publish::read_folder(&self.folder.join("snippets"))?;
        let written = written.into_iter().map(|(name, bytes)| (format!("snippets/{name}"), bytes));
        Ok(written.filter(|(path, _)| js.contains(&format!("./{path}"))).collect())
    }
}

/// Remembers from which input the files of a folder were made.
#[derive(Debug)]
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
