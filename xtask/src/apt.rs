//! Debian packages: which are missing, and installing them without ever removing another.

use std::process::Command;

use anyhow::{Result, bail};

use crate::process::{self, Progress};

/// Those of `packages` that are not installed. Empty where there is no dpkg.
pub fn missing<'a>(packages: &[&'a str]) -> Vec<&'a str> {
    let mut query = Command::new("dpkg-query");
    query.args(["-W", "-f=${Package} ${Status}\n"]).args(packages);
    // dpkg-query fails when one package is unknown, and still lists the others.
    let Ok(output) = query.output() else { return Vec::new() };
    missing_from(&String::from_utf8_lossy(&output.stdout), packages)
}

/// Installs those of `packages` that are missing. Does nothing, and asks for no rights, when
/// none is.
///
/// # Errors
/// When this system has no apt, when it takes root and there is no sudo, when apt refuses.
pub fn ensure(progress: &mut Progress, what: &str, packages: &[&str]) -> Result<()> {
    let missing = missing(packages);
    if missing.is_empty() {
        return Ok(());
    }
    install(progress, what, &missing)
}

/// Installs packages.
///
/// # Errors
/// As [`ensure`].
pub fn install(progress: &mut Progress, what: &str, packages: &[&str]) -> Result<()> {
    if process::which("apt-get").is_none() {
        bail!("{what} is missing and this system has no apt: install {}", packages.join(", "));
    }
    let label = format!("{what}: apt-get install {}", packages.join(" "));
    progress.time(&label, || {
        // The lists of packages are often there and fresh enough; asking first costs seconds.
        if process::capture(apt_get("install")?.args(packages)).is_ok() {
            return Ok(());
        }
        process::capture(&mut apt_get("update")?)?;
        process::capture(apt_get("install")?.args(packages))?;
        Ok(())
    })
}

/// A command with the rights of root: as it is for root, through sudo for others.
///
/// # Errors
/// When neither is possible; the error tells the person to run the command as root.
pub fn as_root(program: &str) -> Result<Command> {
    if is_root() {
        return Ok(Command::new(program));
    }
    if process::which("sudo").is_none() {
        bail!("`{program}` needs root here and there is no sudo: run `cargo xtask setup` as root");
    }
    let mut command = Command::new("sudo");
    command.arg(program);
    Ok(command)
}

fn apt_get(action: &str) -> Result<Command> {
    let mut command = as_root("env")?;
    command.args(["DEBIAN_FRONTEND=noninteractive", "apt-get", action]);
    command.args(["-y", "-o", "DPkg::Lock::Timeout=120"]);
    if action == "install" {
        command.args(["--no-install-recommends", "--no-remove"]);
    }
    Ok(command)
}

fn is_root() -> bool {
    process::ask(Command::new("id").arg("-u")).is_some_and(|id| id.trim() == "0")
}

fn missing_from<'a>(listing: &str, packages: &[&'a str]) -> Vec<&'a str> {
    let installed = |package: &str| {
        listing.lines().any(|line| {
            line.strip_prefix(package).is_some_and(|rest| rest.trim() == "install ok installed")
        })
    };
    packages.iter().copied().filter(|package| !installed(package)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_package_removed_or_never_seen_is_missing() {
        let listing = "lld-22 install ok installed\nchromium deinstall ok config-files\n";
        let found = missing_from(listing, &["lld-22", "chromium", "postgresql", "lld"]);
        assert_eq!(found, ["chromium", "postgresql", "lld"]);
    }
}
