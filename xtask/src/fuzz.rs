//! `cargo xtask fuzz`: a fuzzer looks for bytes that the decoders, the office or a device cannot
//! bear. What it takes the bytes to is in `simulator/src/fuzzed/`.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context as _, Result, bail};
use clap::{Args, ValueEnum};

use crate::process::{self, Progress};
use crate::toolchain::Toolchain;
use crate::workspace::{self, Workspace};
use crate::{check, setup, simulate};

/// The version of cargo-fuzz that is installed.
const VERSION: &str = "0.13.2";
/// Longest input tried, in bytes.
const LONGEST: u32 = 4_096;
/// What is kept of a target, in bytes at most: everybody fetches it, and the tests hold the sum of
/// all against a bound of their own.
const KEPT: u64 = 56 * 1024;

/// Where bytes come in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Target {
    /// The decoders of requests.
    Request,
    /// The decoders of answers.
    Answer,
    /// The decoder of commands, and the rules.
    Command,
    /// The office, as it takes in requests.
    Office,
    /// A device, as it takes over answers.
    Device,
    /// What a revoked device hands over.
    Parcel,
}

impl Target {
    const fn name(self) -> &'static str {
        match self {
            Self::Request => "request",
            Self::Answer => "answer",
            Self::Command => "command",
            Self::Office => "office",
            Self::Device => "device",
            Self::Parcel => "parcel",
        }
    }
}

/// What `fuzz` was asked for.
#[derive(Debug, Clone, Args)]
pub struct Options {
    /// Only this target; all, one after the other, when none is named.
    target: Option<Target>,
    /// How long each target is tried.
    #[arg(long, default_value_t = 60)]
    seconds: u32,
    /// Afterwards, add what reaches something new to the inputs kept in `fuzz/corpus`.
    #[arg(long)]
    keep: bool,
    /// Take in this one file instead, as after a finding.
    #[arg(long, requires = "target")]
    input: Option<PathBuf>,
}

/// Builds the targets and runs them.
///
/// # Errors
/// When something cannot be installed or does not compile, and when bytes were found that a target
/// cannot bear: the error names the file, and how to try it again.
pub fn run(progress: &mut Progress, workspace: &Workspace, options: &Options) -> Result<()> {
    let toolchain = setup::for_building(progress, workspace)?;
    let fuzzer =
        Fuzzer { workspace, toolchain: &toolchain, program: program(progress, &toolchain)? };
    let targets = match options.target {
        Some(target) => vec![target],
        None => Target::value_variants().to_vec(),
    };
    let mut build = fuzzer.cargo_fuzz("build");
    progress.run(
        "fuzz targets",
        build.args(targets.first().filter(|_| targets.len() == 1).map(|it| it.name())),
    )?;
    if let (Some(input), [target]) = (&options.input, targets.as_slice()) {
        return progress
            .stream(target.name(), fuzzer.cargo_fuzz("run").arg(target.name()).arg(input));
    }
    let seeds = workspace.scratch().join("fuzz/seeds");
    let mut write = workspace.at_root(toolchain.cargo());
    write.args(["run", "--quiet", "--profile", simulate::PROFILE, "-p", "simulator"]);
    progress.run("inputs to begin with", write.args(["--example", "seeds", "--"]).arg(&seeds))?;

    let mut findings = Vec::new();
    for target in targets {
        if let Err(error) = fuzzer.search(progress, target, &seeds, options.seconds) {
            findings.push(format!("{error:#}"));
        } else if options.keep {
            fuzzer.keep(progress, target)?;
        }
    }
    if findings.is_empty() { Ok(()) } else { bail!(findings.join("\n")) }
}

/// cargo-fuzz, and where it works.
struct Fuzzer<'a> {
    workspace: &'a Workspace,
    toolchain: &'a Toolchain,
    program: PathBuf,
}

impl Fuzzer<'_> {
    /// Without a sanitizer: there is no unsafe code of ours that one would watch, Debian's
    /// compiler comes without their runtimes, and so nothing unstable is asked of the compiler.
    fn cargo_fuzz(&self, word: &str) -> Command {
        let cargo = self.toolchain.cargo();
        let mut command = process::clean_command(&self.program);
        check::carry_over(&cargo, &mut command);
        command.env("CARGO", cargo.get_program()).current_dir(&self.workspace.root);
        command.args(["fuzz", word, "--sanitizer", "none", "--target-dir"]);
        command.arg(self.workspace.target.join("fuzz"));
        command
    }

    /// What the fuzzer gathers on the way.
    fn gathered(&self, target: Target) -> PathBuf {
        self.workspace.scratch().join("fuzz/gathered").join(target.name())
    }

    fn kept(&self, target: Target) -> PathBuf {
        self.workspace.path("fuzz/corpus").join(target.name())
    }

    fn search(
        &self,
        progress: &mut Progress,
        target: Target,
        seeds: &Path,
        seconds: u32,
    ) -> Result<()> {
        let (name, gathered) = (target.name(), self.gathered(target));
        let artifacts = self.workspace.path("fuzz/artifacts").join(name);
        fs::create_dir_all(&gathered)?;
        let known = names(&artifacts)?;
        let mut search = self.cargo_fuzz("run");
        search.arg(name).arg(&gathered).arg(self.kept(target)).arg(seeds.join(name));
        search.args(["--", "-print_final_stats=1"]);
        search.arg(format!("-max_total_time={seconds}")).arg(format!("-max_len={LONGEST}"));
        let Err(error) = progress.stream(name, &mut search) else { return Ok(()) };
        let new: Vec<PathBuf> =
            names(&artifacts)?.into_iter().filter(|path| !known.contains(path)).collect();
        if new.is_empty() {
            return Err(error);
        }
        let told: Vec<String> = new.iter().map(|path| again(target, path)).collect();
        bail!(told.join("\n"))
    }

    /// Adds what reaches something new to what is kept, while there is room: what was kept stays, as
    /// some of it was a finding once.
    fn keep(&self, progress: &mut Progress, target: Target) -> Result<()> {
        let kept = self.kept(target);
        fs::create_dir_all(&kept)?;
        let before = names(&kept)?;
        let mut merge = self.cargo_fuzz("run");
        merge.arg(target.name()).arg(&kept).arg(self.gathered(target)).args(["--", "-merge=1"]);
        progress.run(&format!("{}: what reaches something new", target.name()), &mut merge)?;
        let mut room = KEPT;
        let (old, new): (Vec<_>, Vec<_>) =
            names(&kept)?.into_iter().partition(|path| before.contains(path));
        for path in old {
            room = room.saturating_sub(fs::metadata(path)?.len());
        }
        // In the order of their names, which are hashes: a fair sample.
        for path in new {
            match room.checked_sub(fs::metadata(&path)?.len()) {
                Some(left) => room = left,
                None => fs::remove_file(path)?,
            }
        }
        Ok(())
    }
}

/// How to try a finding again.
fn again(target: Target, path: &Path) -> String {
    let (name, path) = (target.name(), path.display());
    format!("{name}: found {path}\n  again: cargo xtask fuzz {name} --input {path}")
}

/// The files in a folder, in the order of their names; none where there is no folder.
fn names(folder: &Path) -> Result<Vec<PathBuf>> {
    if !folder.is_dir() {
        return Ok(Vec::new());
    }
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).with_context(|| folder.display().to_string())? {
        found.push(entry?.path());
    }
    found.sort();
    Ok(found)
}

/// cargo-fuzz: the one on the path, or our own, which is installed the first time.
fn program(progress: &mut Progress, toolchain: &Toolchain) -> Result<PathBuf> {
    if let Some(program) = process::which("cargo-fuzz") {
        return Ok(program);
    }
    let tools = workspace::cache_folder()?.join("tools");
    let own = tools.join("bin/cargo-fuzz");
    if !own.is_file() {
        let mut cargo = toolchain.cargo();
        cargo.args(["install", "cargo-fuzz", "--locked", "--version", VERSION, "--root"]);
        progress.run(&format!("cargo install cargo-fuzz {VERSION}"), cargo.arg(tools))?;
    }
    Ok(own)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_finding_is_told_with_the_command_that_repeats_it() {
        let told = again(Target::Device, Path::new("fuzz/artifacts/device/crash-1"));
        assert!(told.contains("cargo xtask fuzz device --input fuzz/artifacts/device/crash-1"));
    }

    #[test]
    fn a_folder_that_is_not_there_has_no_files() {
        assert_eq!(names(Path::new("no/such/folder")).expect("none"), Vec::<PathBuf>::new());
    }

    #[test]
    fn every_target_has_its_program_and_its_kept_inputs() {
        let fuzz = Path::new(env!("CARGO_MANIFEST_DIR")).join("../fuzz");
        for target in Target::value_variants() {
            let program = fuzz.join("fuzz_targets").join(format!("{}.rs", target.name()));
            assert!(program.is_file(), "{}", program.display());
            let kept = names(&fuzz.join("corpus").join(target.name())).expect("a folder");
            assert!(!kept.is_empty(), "{}", target.name());
        }
    }
}
