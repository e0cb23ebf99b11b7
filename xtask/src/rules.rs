//! Whether the rules decide the same on the server as in browsers: the same histories, played by
//! the code compiled for this machine and by the same code as WebAssembly.

use std::path::PathBuf;

use anyhow::{Result, anyhow, bail};
use wasm_bindgen_cli_support::Bindgen;

use crate::machine::TARGET;
use crate::process::{self, Progress};
use crate::toolchain::Toolchain;
use crate::wasm::{self, Flavour};
use crate::workspace::Workspace;
use crate::{assets, node};

/// The name of the package, of its program, and of what wasm-bindgen makes of it.
const PACKAGE: &str = "histories";

/// How many histories are played.
const HISTORIES: u64 = 10_000;

/// What Node runs: the module writes one digest a line, as the program for this machine does.
const PLAY: &str = "\
const { digest } = require(process.argv[1]);
const lines = [];
for (let seed = 0n; seed < BigInt(process.argv[2]); seed++) {
  lines.push(BigInt.asUintN(64, digest(seed)).toString());
}
console.log(lines.join('\\n'));
";

/// Plays the histories on both sides and compares what came of each.
///
/// # Errors
/// When something does not compile or run, or when a history came to different ends.
pub fn run(progress: &mut Progress, workspace: &Workspace, toolchain: &Toolchain) -> Result<()> {
    node::ensure_node(progress)?;
    let program = compile(progress, workspace, toolchain)?;
    let module = bind(progress, workspace, toolchain)?;

    let mut own = process::clean_command(program);
    own.args(["0", &HISTORIES.to_string()]);
    let here = progress.run(&format!("{HISTORIES} histories on this machine"), &mut own)?;
    let mut node = process::clean_command("node");
    node.args(["-e", PLAY, "--"]).arg(module).arg(HISTORIES.to_string());
    let there = progress.run(&format!("{HISTORIES} histories as WebAssembly"), &mut node)?;

    let digest = compare(&here, &there, HISTORIES)?;
    progress.note(&format!("{HISTORIES} histories came to the same on both sides: {digest}"));
    Ok(())
}

fn compile(
    progress: &mut Progress,
    workspace: &Workspace,
    toolchain: &Toolchain,
) -> Result<PathBuf> {
    let mut cargo = workspace.at_root(toolchain.cargo());
    cargo.args(["build", "-p", PACKAGE]);
    progress.run("histories for this machine", &mut cargo)?;
    Ok(workspace.target.join("debug").join(PACKAGE))
}

/// Compiled in the profile of work and tests, whose arithmetic is checked on both sides.
fn bind(progress: &mut Progress, workspace: &Workspace, toolchain: &Toolchain) -> Result<PathBuf> {
    let profile = Flavour::Work.wasm_profile();
    let mut cargo = workspace.at_root(toolchain.cargo());
    cargo.args([
        "build",
        "-p",
        PACKAGE,
        "--bin",
        PACKAGE,
        "--target",
        TARGET,
        "--profile",
        profile,
    ]);
    wasm::set_flags(&mut cargo);
    progress.run("histories as WebAssembly", &mut cargo)?;

    let output = workspace.target.join(TARGET).join(profile);
    let folder = workspace.scratch().join(PACKAGE);
    progress.time("wasm-bindgen (histories)", || {
        let mut bindgen = Bindgen::new();
        bindgen
            .input_path(output.join(format!("{PACKAGE}.wasm")))
            .nodejs(true)
            .map_err(|error| anyhow!("{error:#}"))?
            .typescript(false);
        bindgen.generate(&folder).map_err(|error| anyhow!("wasm-bindgen: {error:#}"))
    })?;
    Ok(folder.join(format!("{PACKAGE}.js")))
}

/// One digest of all histories, where both sides tell the same of each.
fn compare(here: &str, there: &str, count: u64) -> Result<String> {
    for (side, text) in [("this machine", here), ("WebAssembly", there)] {
        let lines = u64::try_from(text.lines().count())?;
        if lines != count {
            bail!("{count} histories were to be played, {side} told of {lines}");
        }
    }
    let different = here.lines().zip(there.lines()).position(|(one, other)| one != other);
    if let Some(seed) = different {
        bail!(
            "the rules decide differently as WebAssembly: history {seed} is the first that comes \
             to another end. Play it with histories::play({seed}, …)"
        );
    }
    Ok(assets::hash(here.as_bytes()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_digests_come_to_one() {
        let one = compare("1\n2\n3\n", "1\n2\n3\n", 3).expect("equal");
        let other = compare("1\n2\n4\n", "1\n2\n4\n", 3).expect("equal");
        assert_ne!(one, other);
    }

    #[test]
    fn the_first_history_that_differs_is_named() {
        let error = compare("1\n2\n3\n", "1\n5\n6\n", 3).expect_err("different");
        assert!(error.to_string().contains("history 1 "), "{error}");
    }

    #[test]
    fn a_side_that_tells_too_little_is_not_equal() {
        assert!(compare("1\n2\n", "1\n2\n", 3).is_err());
        assert!(compare("", "", 3).is_err());
    }
}
