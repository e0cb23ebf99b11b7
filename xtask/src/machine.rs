//! What this machine has for compiling to WebAssembly, found out by trying.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use anyhow::{Context as _, Result, bail};

use crate::{debian, process};

/// The target that browsers run.
pub const TARGET: &str = "wasm32-unknown-unknown";

/// The linker variable that cargo reads for [`TARGET`].
pub const LINKER_VARIABLE: &str = "CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_LINKER";

/// Linkers to try where a toolchain has none of its own, newest first.
const LINKERS: [&str; 5] = ["wasm-ld-22", "wasm-ld-21", "wasm-ld-20", "wasm-ld-19", "wasm-ld"];

/// Smallest program that needs the standard library, an allocation and the linker.
const PROBE: &str = "#[no_mangle] pub extern \"C\" fn probe(n: u32) -> usize \
                     { vec![n; n as usize].len() + format!(\"{n}\").len() }";

/// The way that a person named by `PASSERELLE_WASM`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Wish {
    /// `PASSERELLE_WASM=rustup`.
    Rustup,
    /// `PASSERELLE_WASM=debian`.
    Debian,
}

/// How far rustup can help.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Rustup {
    /// There is no rustup.
    Absent,
    /// It is there; whether it can add the target is not known yet.
    Present,
    /// It was asked to add the target and could not.
    Refused,
}

/// How far Debian's own toolchain is installed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Debian {
    /// This is not Debian.
    Elsewhere,
    /// Debian, without the toolchain or without the standard library for WebAssembly.
    Possible,
    /// It compiles to WebAssembly.
    Ready,
}

/// Whether the toolchain in use compiles and links for [`TARGET`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum InUse {
    /// It does not.
    CannotCompile,
    /// It does, with its own linker or with the one named by the environment.
    Compiles,
    /// It does, with this linker named to it.
    CompilesWith(String),
}

/// Everything that the choice of a toolchain depends on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Machine {
    /// The toolchain that runs xtask.
    pub in_use: InUse,
    /// The way a person asked for.
    pub wish: Option<Wish>,
    /// rustup's state.
    pub rustup: Rustup,
    /// Debian's state.
    pub debian: Debian,
}

impl Machine {
    /// Looks at this machine. `scratch` may be written to.
    ///
    /// # Errors
    /// When `PASSERELLE_WASM` holds an unknown word, or nothing can be written to `scratch`.
    pub fn probe(scratch: &Path) -> Result<Self> {
        std::fs::create_dir_all(scratch)?;
        let in_use = probe_in_use(scratch)?;
        // Further probes cost time and would not change the choice.
        let debian =
            if in_use == InUse::CannotCompile { probe_debian(scratch)? } else { Debian::Elsewhere };
        let rustup =
            if process::which("rustup").is_some() { Rustup::Present } else { Rustup::Absent };
        Ok(Self {
            in_use,
            wish: wish(std::env::var("PASSERELLE_WASM").ok().as_deref())?,
            rustup,
            debian,
        })
    }
}

/// The compiler of the toolchain in use.
pub fn rustc_in_use() -> PathBuf {
    std::env::var_os("RUSTC").map_or_else(|| PathBuf::from("rustc"), PathBuf::from)
}

/// Compiles and links a small program for [`TARGET`] with the toolchain in use.
///
/// # Errors
/// When nothing can be written to `scratch`.
pub fn probe_in_use(scratch: &Path) -> Result<InUse> {
    let rustc = || process::clean_command(rustc_in_use());
    if let Ok(linker) = std::env::var(LINKER_VARIABLE) {
        let works = compiles(rustc(), Some(&linker), scratch)?;
        return Ok(if works { InUse::Compiles } else { InUse::CannotCompile });
    }
    if compiles(rustc(), None, scratch)? {
        return Ok(InUse::Compiles);
    }
    if !has_standard_library(rustc()) {
        return Ok(InUse::CannotCompile);
    }
    for linker in LINKERS.into_iter().filter(|name| process::which(name).is_some()) {
        if compiles(rustc(), Some(linker), scratch)? {
            return Ok(InUse::CompilesWith(linker.to_owned()));
        }
    }
    Ok(InUse::CannotCompile)
}

/// Whether Debian's toolchain is there and compiles.
///
/// # Errors
/// When nothing can be written to `scratch`.
pub fn probe_debian(scratch: &Path) -> Result<Debian> {
    if !debian::is_debian() {
        return Ok(Debian::Elsewhere);
    }
    let installed = Path::new(debian::RUSTC).is_file() && process::which(debian::LINKER).is_some();
    let ready = installed && compiles(debian::rustc(), Some(debian::LINKER), scratch)?;
    Ok(if ready { Debian::Ready } else { Debian::Possible })
}

fn wish(variable: Option<&str>) -> Result<Option<Wish>> {
    Ok(match variable {
        None | Some("") => None,
        Some("rustup") => Some(Wish::Rustup),
        Some("debian") => Some(Wish::Debian),
        Some(other) => bail!("PASSERELLE_WASM is \"{other}\": it can be rustup or debian"),
    })
}

fn has_standard_library(mut rustc: Command) -> bool {
    rustc.args(["--print", "target-libdir", "--target", TARGET]);
    process::ask(&mut rustc)
        .and_then(|folder| std::fs::read_dir(folder.trim()).ok())
        .is_some_and(|mut entries| entries.any(|entry| entry.is_ok()))
}

fn compiles(mut rustc: Command, linker: Option<&str>, scratch: &Path) -> Result<bool> {
    use std::io::Write as _;

    let output = scratch.join(format!("probe-{}.wasm", std::process::id()));
    rustc
        .args(["--edition=2021", "--crate-type=cdylib", "--crate-name=probe", "--target", TARGET])
        .arg("-o")
        .arg(&output)
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .stderr(Stdio::null());
    if let Some(linker) = linker {
        rustc.arg(format!("-Clinker={linker}"));
    }
    let Ok(mut child) = rustc.arg("-").spawn() else { return Ok(false) };
    let mut input = child.stdin.take().context("rustc takes no input")?;
    // A compiler that stops before reading has given its answer by its exit code.
    let _ = input.write_all(PROBE.as_bytes());
    drop(input);
    let works = child.wait()?.success();
    let _ = std::fs::remove_file(&output);
    Ok(works)
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case(None, None)]
    #[case(Some(""), None)]
    #[case(Some("rustup"), Some(Wish::Rustup))]
    #[case(Some("debian"), Some(Wish::Debian))]
    fn a_wish_is_one_of_two_words(#[case] variable: Option<&str>, #[case] expected: Option<Wish>) {
        assert_eq!(wish(variable).expect("known word"), expected);
    }

    #[test]
    fn an_unknown_wish_names_the_words_that_are_known() {
        let error = wish(Some("nix")).expect_err("unknown word").to_string();
        assert!(error.contains("rustup or debian"), "{error}");
    }
}
