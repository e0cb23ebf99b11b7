//! The application and the server, built side by side.

use std::path::PathBuf;
use std::process::{Child, Stdio};

use anyhow::Result;

use crate::process::Progress;
use crate::toolchain::Toolchain;
use crate::wasm::Flavour;
use crate::workspace::Workspace;
use crate::{server, web};

/// Builds the site, and the server meanwhile: compiling the application keeps one core busy for
/// minutes and leaves the others idle. Gives the site and the server's program.
///
/// # Errors
/// When one of them does not build.
pub fn build(
    progress: &mut Progress,
    workspace: &Workspace,
    toolchain: &Toolchain,
    flavour: Flavour,
) -> Result<(web::Built, PathBuf)> {
    let head_start = HeadStart::of_the_server(workspace, toolchain, flavour)?;
    let site = web::build(progress, workspace, toolchain, flavour)?;
    drop(head_start);
    Ok((site, server::build(progress, workspace, toolchain, flavour)?))
}

/// A build that is under way without a word. It is waited for when this value goes: cargo that is
/// ended leaves compilers behind that write where the next one writes.
#[derive(Debug)]
struct HeadStart(Child);

impl HeadStart {
    fn of_the_server(
        workspace: &Workspace,
        toolchain: &Toolchain,
        flavour: Flavour,
    ) -> Result<Self> {
        let mut cargo = server::build_command(workspace, toolchain, flavour);
        cargo.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
        Ok(Self(cargo.spawn()?))
    }
}

impl Drop for HeadStart {
    fn drop(&mut self) {
        // How it went is said by the build that follows, which finds done what was done.
        let _ = self.0.wait();
    }
}
