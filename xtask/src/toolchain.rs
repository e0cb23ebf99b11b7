//! Which toolchain compiles Passerelle, server and WebAssembly alike, and why that one.

use std::path::PathBuf;
use std::process::Command;

use thiserror::Error;

use crate::machine::{Debian, InUse, LINKER_VARIABLE, Machine, Rustup, TARGET, Wish};
use crate::{debian, process};

/// What to do to have a toolchain for WebAssembly.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Choice {
    /// Take the toolchain in use; name it this linker if it lacks one.
    InUse(Option<String>),
    /// Ask rustup to add the target to the toolchain in use.
    AddRustupTarget,
    /// Take Debian's toolchain, which is complete.
    UseDebian,
    /// Install Debian's toolchain and compile the standard library for WebAssembly once.
    MakeDebian,
}

/// A choice and the reason for it, as told to the person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decision {
    /// What to do.
    pub choice: Choice,
    /// Why, in a few words.
    pub why: &'static str,
}

/// Why there is no toolchain for WebAssembly; each says what to do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum NoToolchain {
    /// `PASSERELLE_WASM=rustup` without rustup.
    #[error(
        "PASSERELLE_WASM=rustup, but there is no rustup on the path: install it, or unset \
         PASSERELLE_WASM"
    )]
    RustupMissing,
    /// `PASSERELLE_WASM=rustup` and rustup failed.
    #[error(
        "PASSERELLE_WASM=rustup, but rustup could not add the target: see what `rustup target \
         add {TARGET}` says, or unset PASSERELLE_WASM"
    )]
    RustupRefused,
    /// `PASSERELLE_WASM=debian` on another system.
    #[error("PASSERELLE_WASM=debian, but this is not Debian: unset PASSERELLE_WASM")]
    NotDebian,
    /// No way is left.
    #[error(
        "no toolchain here compiles to WebAssembly. With rustup: `rustup target add {TARGET}`. \
         With a system's own Rust (1.94 or newer): install its standard library for {TARGET} and \
         an LLVM linker (`wasm-ld`). Then run this again"
    )]
    Nothing,
}

/// The order of choice: a toolchain that is there; the way named by `PASSERELLE_WASM`; one that
/// needs no download; rustup's target; Debian's way.
///
/// # Errors
/// When no way is left, or the way that was named cannot be gone.
pub fn choose(machine: &Machine) -> Result<Decision, NoToolchain> {
    let decide = |choice, why| Ok(Decision { choice, why });
    match &machine.in_use {
        InUse::Compiles => return decide(Choice::InUse(None), "it compiles to WebAssembly"),
        InUse::CompilesWith(linker) => {
            return decide(
                Choice::InUse(Some(linker.clone())),
                "it compiles to WebAssembly with a linker of this system",
            );
        }
        InUse::CannotCompile => {}
    }
    match (machine.wish, machine.rustup, machine.debian) {
        (Some(Wish::Rustup), Rustup::Present, _) => {
            decide(Choice::AddRustupTarget, "PASSERELLE_WASM=rustup")
        }
        (Some(Wish::Rustup), Rustup::Absent, _) => Err(NoToolchain::RustupMissing),
        (Some(Wish::Rustup), Rustup::Refused, _) => Err(NoToolchain::RustupRefused),
        (Some(Wish::Debian), _, Debian::Ready) => {
            decide(Choice::UseDebian, "PASSERELLE_WASM=debian")
        }
        (Some(Wish::Debian), _, Debian::Possible) => {
            decide(Choice::MakeDebian, "PASSERELLE_WASM=debian")
        }
        (Some(Wish::Debian), _, Debian::Elsewhere) => Err(NoToolchain::NotDebian),
        (None, _, Debian::Ready) => decide(Choice::UseDebian, "it is there and complete"),
        (None, Rustup::Present, _) => {
            decide(Choice::AddRustupTarget, "rustup can add the target to the toolchain in use")
        }
        (None, Rustup::Absent, Debian::Possible) => {
            decide(Choice::MakeDebian, "this is Debian and there is no rustup")
        }
        (None, Rustup::Refused, Debian::Possible) => {
            decide(Choice::MakeDebian, "this is Debian and rustup could not add the target")
        }
        (None, Rustup::Absent | Rustup::Refused, Debian::Elsewhere) => Err(NoToolchain::Nothing),
    }
}

/// A toolchain that compiles Passerelle.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Toolchain {
    /// The one that runs xtask, with the linker to name to it for WebAssembly, if any.
    InUse {
        /// Program name of the linker.
        linker: Option<String>,
    },
    /// Debian's.
    Debian,
}

impl Toolchain {
    /// A cargo command of this toolchain, free of what xtask's own cargo left behind.
    pub fn cargo(&self) -> Command {
        match self {
            Self::InUse { linker } => {
                let mut command = process::clean_command(process::own_cargo());
                if let Some(linker) = linker {
                    command.env(LINKER_VARIABLE, linker);
                }
                command
            }
            Self::Debian => debian::cargo(),
        }
    }

    /// The compiler's own name and version.
    pub fn version(&self) -> Option<String> {
        let mut rustc = match self {
            Self::InUse { .. } => process::clean_command(crate::machine::rustc_in_use()),
            Self::Debian => debian::rustc(),
        };
        process::ask(rustc.arg("--version")).map(|text| text.trim().to_owned())
    }

    /// Where the compiler comes from, in words.
    pub fn origin(&self) -> &'static str {
        match self {
            Self::InUse { .. } => "the toolchain in use",
            Self::Debian => "Debian's toolchain",
        }
    }
}

/// The cargo that compiled xtask. Its own tests run with it: another toolchain would compile
/// all that xtask is made of a second time.
pub fn of_xtask() -> PathBuf {
    process::own_cargo()
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    fn machine(
        in_use: InUse,
        wish: Option<Wish>,
        rustup: Rustup,
        debian: Debian,
    ) -> Result<Choice, NoToolchain> {
        choose(&Machine { in_use, wish, rustup, debian }).map(|decision| decision.choice)
    }

    #[rstest]
    fn a_toolchain_that_compiles_is_taken_whatever_else_there_is(
        #[values(None, Some(Wish::Rustup), Some(Wish::Debian))] wish: Option<Wish>,
        #[values(Rustup::Absent, Rustup::Present, Rustup::Refused)] rustup: Rustup,
        #[values(Debian::Elsewhere, Debian::Possible, Debian::Ready)] debian: Debian,
    ) {
        assert_eq!(machine(InUse::Compiles, wish, rustup, debian), Ok(Choice::InUse(None)));
    }

    #[test]
    fn a_toolchain_without_linker_is_named_one() {
        let in_use = InUse::CompilesWith("wasm-ld-22".to_owned());
        assert_eq!(
            machine(in_use, None, Rustup::Absent, Debian::Possible),
            Ok(Choice::InUse(Some("wasm-ld-22".to_owned())))
        );
    }

    #[rstest]
    #[case(Wish::Rustup, Rustup::Present, Debian::Ready, Ok(Choice::AddRustupTarget))]
    #[case(Wish::Rustup, Rustup::Absent, Debian::Ready, Err(NoToolchain::RustupMissing))]
    #[case(Wish::Rustup, Rustup::Refused, Debian::Ready, Err(NoToolchain::RustupRefused))]
    #[case(Wish::Debian, Rustup::Present, Debian::Ready, Ok(Choice::UseDebian))]
    #[case(Wish::Debian, Rustup::Present, Debian::Possible, Ok(Choice::MakeDebian))]
    #[case(Wish::Debian, Rustup::Present, Debian::Elsewhere, Err(NoToolchain::NotDebian))]
    fn a_wish_is_followed_or_refused_with_a_reason(
        #[case] wish: Wish,
        #[case] rustup: Rustup,
        #[case] debian: Debian,
        #[case] expected: Result<Choice, NoToolchain>,
    ) {
        assert_eq!(machine(InUse::CannotCompile, Some(wish), rustup, debian), expected);
    }

    #[rstest]
    #[case(Rustup::Present, Debian::Ready, Ok(Choice::UseDebian))]
    #[case(Rustup::Present, Debian::Possible, Ok(Choice::AddRustupTarget))]
    #[case(Rustup::Present, Debian::Elsewhere, Ok(Choice::AddRustupTarget))]
    #[case(Rustup::Refused, Debian::Possible, Ok(Choice::MakeDebian))]
    #[case(Rustup::Absent, Debian::Possible, Ok(Choice::MakeDebian))]
    #[case(Rustup::Absent, Debian::Elsewhere, Err(NoToolchain::Nothing))]
    #[case(Rustup::Refused, Debian::Elsewhere, Err(NoToolchain::Nothing))]
    fn without_a_wish_what_is_there_comes_first_then_rustup_then_debian(
        #[case] rustup: Rustup,
        #[case] debian: Debian,
        #[case] expected: Result<Choice, NoToolchain>,
    ) {
        assert_eq!(machine(InUse::CannotCompile, None, rustup, debian), expected);
    }

    #[rstest]
    fn every_refusal_says_what_to_do(
        #[values(
            NoToolchain::RustupMissing,
            NoToolchain::RustupRefused,
            NoToolchain::NotDebian,
            NoToolchain::Nothing
        )]
        refusal: NoToolchain,
    ) {
        let text = refusal.to_string();
        assert!(text.contains("unset") || text.contains("rustup target add"), "{text}");
    }
}
