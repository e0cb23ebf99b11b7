//! Debian's own Rust: its packages, and the standard library for WebAssembly made from its
//! sources.
//!
//! Debian 12 packages a recent compiler under the names `rustc-web` and `cargo-web`. It can
//! produce WebAssembly but comes without the compiled standard library for it; the sources are
//! in `rust-web-src`. They are compiled once and put where that compiler looks.

use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context as _, Result, bail};

use crate::apt::{self, as_root};
use crate::machine::{LINKER_VARIABLE, TARGET};
use crate::process::{self, Progress};
use crate::workspace;

/// Debian's compiler.
pub const RUSTC: &str = "/usr/bin/rustc";
/// The linker for WebAssembly; Debian's toolchain has none of its own.
pub const LINKER: &str = "wasm-ld-22";

const PACKAGES: [&str; 6] =
    ["rustc-web", "cargo-web", "rust-web-src", "rust-web-clippy", "rustfmt-web", "lld-22"];
const SOURCES: &str = "/usr/lib/rustlib/src/rust/library";

/// Whether this system is Debian itself: systems made from it lack these packages.
pub fn is_debian() -> bool {
    std::fs::read_to_string("/etc/os-release").is_ok_and(|text| names_debian(&text))
        && process::which("apt-get").is_some()
}

/// Debian's cargo, whatever toolchain compiled xtask.
pub fn cargo() -> Command {
    let mut command = of_debian("/usr/bin/cargo");
    command.env("RUSTC", RUSTC).env("RUSTDOC", "/usr/bin/rustdoc").env(LINKER_VARIABLE, LINKER);
    command
}

/// Debian's compiler.
pub fn rustc() -> Command {
    of_debian(RUSTC)
}

/// Installs what is missing of Debian's toolchain, and makes the standard library.
///
/// # Errors
/// When a package cannot be installed, or the standard library cannot be compiled or put in
/// place.
pub fn install_packages(progress: &mut Progress) -> Result<()> {
    apt::ensure(progress, "Debian's Rust", &PACKAGES)
}

/// Compiles the standard library for WebAssembly and puts it where Debian's compiler looks.
///
/// # Errors
/// When the sources do not compile, or the folder of the compiler cannot be written.
pub fn install_standard_library(progress: &mut Progress) -> Result<()> {
    let version = process::capture(rustc().arg("--version"))?;
    let version = version.split_whitespace().nth(1).context("rustc tells no version")?.to_owned();
    let folder = workspace::cache_folder()?.join(format!("std-{version}"));
    let rlibs = progress.time("standard library for WebAssembly", || compile(&folder))?;
    progress.time("standard library put in place", || put_in_place(&rlibs))?;
    // The result is installed; half a gigabyte of intermediate files is of no more use.
    std::fs::remove_dir_all(&folder).with_context(|| format!("cannot remove {}", folder.display()))
}

fn of_debian(program: &str) -> Command {
    let mut command = process::clean_command(program);
    for name in ["RUSTUP_TOOLCHAIN", "RUSTC", "RUSTDOC"] {
        command.env_remove(name);
    }
    command.env("PATH", search_path(std::env::var_os("PATH"), installed_programs()));
    command
}

/// Debian's programs first. Cargo looks for `cargo-clippy` and its like in its own folder of
/// installed programs before the path, unless the path names that folder: so it is named, last.
fn search_path(path: Option<OsString>, installed: Option<PathBuf>) -> OsString {
    let mut joined = OsString::from("/usr/bin");
    for more in path.into_iter().chain(installed.map(PathBuf::into_os_string)) {
        joined.push(":");
        joined.push(more);
    }
    joined
}

/// Where `cargo install` puts programs.
fn installed_programs() -> Option<PathBuf> {
    std::env::var_os("CARGO_HOME")
        .map(PathBuf::from)
        .or_else(|| std::env::var_os("HOME").map(|home| PathBuf::from(home).join(".cargo")))
        .map(|folder| folder.join("bin"))
}

fn names_debian(os_release: &str) -> bool {
    os_release.lines().any(|line| matches!(line.trim(), "ID=debian" | "ID=\"debian\""))
}

/// Gives the compiled libraries. The folder starts empty: libraries of two builds side by side
/// would both be found by the compiler, which then refuses either.
fn compile(folder: &Path) -> Result<Vec<PathBuf>> {
    if folder.exists() {
        std::fs::remove_dir_all(folder)?;
    }
    std::fs::create_dir_all(folder)?;
    // The packaged sources hold links that lead out of them, and cannot be written to.
    process::capture(Command::new("cp").arg("-rL").arg(SOURCES).arg(folder))?;
    let library = folder.join("library");
    let target = folder.join("target");
    let mut build = cargo();
    build
        .current_dir(&library)
        .args(["build", "--release", "--target", TARGET, "-p", "sysroot"])
        .args(["--features", "panic-unwind", "--target-dir"])
        .arg(&target)
        .env("RUSTC_BOOTSTRAP", "1")
        .env("RUSTFLAGS", "-Zforce-unstable-if-unmarked -Cembed-bitcode=yes")
        .env("__CARGO_DEFAULT_LIB_METADATA", "stablestd")
        .env_remove("CARGO_TARGET_DIR")
        .env_remove("CARGO_ENCODED_RUSTFLAGS");
    process::capture(&mut build)?;

    let made = target.join(TARGET).join("release/deps");
    let mut rlibs: Vec<PathBuf> = std::fs::read_dir(&made)?
        .filter_map(|entry| entry.ok().map(|entry| entry.path()))
        .filter(|path| path.extension().is_some_and(|ending| ending == "rlib"))
        .collect();
    rlibs.sort();
    if rlibs.is_empty() {
        bail!("no library was made in {}", made.display());
    }
    Ok(rlibs)
}

/// By rename, so that a build going on beside this one never sees half of it.
fn put_in_place(rlibs: &[PathBuf]) -> Result<()> {
    let mut ask = rustc();
    ask.args(["--print", "target-libdir", "--target", TARGET]);
    let lib = PathBuf::from(process::capture(&mut ask)?.trim());
    let parent = lib.parent().context("the compiler tells no folder for its libraries")?;
    let aside = |word: &str| parent.join(format!("lib.{word}-{}", std::process::id()));
    let (new, old) = (aside("new"), aside("old"));

    process::capture(as_root("mkdir")?.arg("-p").arg(&new))?;
    process::capture(as_root("cp")?.args(rlibs).arg(&new))?;
    if lib.exists() {
        process::capture(as_root("mv")?.arg("-T").arg(&lib).arg(&old))?;
    }
    process::capture(as_root("mv")?.arg("-T").arg(&new).arg(&lib))?;
    if old.exists() {
        process::capture(as_root("rm")?.arg("-r").arg(&old))?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case("PRETTY_NAME=\"Debian GNU/Linux 12\"\nID=debian\n", true)]
    #[case("ID=ubuntu\nID_LIKE=debian\n", false)]
    #[case("ID=fedora\n", false)]
    fn only_debian_itself_is_debian(#[case] os_release: &str, #[case] expected: bool) {
        assert_eq!(names_debian(os_release), expected);
    }

    #[test]
    fn debians_programs_come_first_on_the_path() {
        let installed = Some(PathBuf::from("/home/a/.cargo/bin"));
        assert_eq!(
            search_path(Some("/a:/b".into()), installed),
            "/usr/bin:/a:/b:/home/a/.cargo/bin"
        );
        assert_eq!(search_path(None, None), "/usr/bin");
    }
}
