//! Running other programs, with one line and a time for every long step.

use std::ffi::{OsStr, OsString};
use std::io::{IsTerminal as _, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result, bail};

/// What cargo and rustup leave in the environment of `cargo xtask`. A child that inherits it
/// would believe that it belongs to xtask's own build.
const LEFT_BY_CARGO: [&str; 8] = [
    "CARGO",
    "CARGO_BIN_NAME",
    "CARGO_CRATE_NAME",
    "CARGO_MANIFEST_DIR",
    "CARGO_MANIFEST_LINKS",
    "CARGO_MANIFEST_PATH",
    "CARGO_PRIMARY_PACKAGE",
    "RUST_RECURSION_COUNT",
];

/// One thing that was done, and how long it took.
#[derive(Debug, Clone)]
struct Step {
    /// What was done, in the words of its progress line.
    label: String,
    /// How long it took.
    took: Duration,
}

/// Tells on the terminal what is being done, and remembers how long each step took.
#[derive(Debug)]
pub struct Progress {
    started: Instant,
    steps: Vec<Step>,
}

impl Progress {
    /// Starts the clock of the whole task.
    pub fn start() -> Self {
        Self { started: Instant::now(), steps: Vec::new() }
    }

    /// Tells a fact that took no time worth naming.
    #[expect(clippy::unused_self, reason = "whoever may report progress may also tell facts")]
    pub fn note(&self, fact: &str) {
        println!("  {fact}");
    }

    /// Does `work` under a progress line.
    ///
    /// # Errors
    /// Those of `work`.
    pub fn time<T>(&mut self, label: &str, work: impl FnOnce() -> Result<T>) -> Result<T> {
        print!("  {label} … ");
        // A line that cannot be shown is no reason to stop building.
        let _ = std::io::stdout().flush();
        let started = Instant::now();
        let result = work();
        let took = started.elapsed();
        let outcome = if result.is_ok() { "" } else { " (failed)" };
        println!("{}{outcome}", seconds(took));
        self.steps.push(Step { label: label.to_owned(), took });
        result
    }

    /// Runs a program under a progress line; its output is shown only when it fails.
    ///
    /// # Errors
    /// When the program cannot be started or fails; the error holds its output.
    pub fn run(&mut self, label: &str, command: &mut Command) -> Result<String> {
        self.time(label, || capture(command))
    }

    /// Runs a program whose own output people want to see as it comes.
    ///
    /// # Errors
    /// When the program cannot be started or fails.
    pub fn stream(&mut self, label: &str, command: &mut Command) -> Result<()> {
        println!("  {label} …");
        let started = Instant::now();
        let status = command.status().with_context(|| format!("cannot start {}", shown(command)));
        let took = started.elapsed();
        println!("  {label}: {}", seconds(took));
        self.steps.push(Step { label: label.to_owned(), took });
        let status = status?;
        if !status.success() {
            bail!("{label} failed ({status}): {}", shown(command));
        }
        Ok(())
    }

    /// Prints the closing line with the time of everything.
    pub fn finish(&self) {
        println!("  done in {}", seconds(self.started.elapsed()));
    }

    /// Prints what took how long.
    pub fn print_table(&self) {
        let width = self.steps.iter().map(|step| step.label.chars().count()).max().unwrap_or(0);
        println!("\n  {:width$}  {:>9}", "step", "time");
        for step in &self.steps {
            println!("  {:width$}  {:>9}", step.label, seconds(step.took));
        }
    }
}

/// A command without what cargo and rustup added to the environment for xtask itself.
/// The choice of toolchain (`RUSTUP_TOOLCHAIN`, `RUSTC`) is left as it is.
pub fn clean_command(program: impl AsRef<OsStr>) -> Command {
    let mut command = Command::new(program);
    for (name, _) in std::env::vars_os() {
        let text = name.to_string_lossy();
        if LEFT_BY_CARGO.contains(&text.as_ref()) || text.starts_with("CARGO_PKG_") {
            command.env_remove(&name);
        }
    }
    // Cargo lets xtask find the shared libraries of the toolchain that compiled it; another
    // toolchain must not load them.
    if let Some(paths) = std::env::var_os("LD_LIBRARY_PATH") {
        match without_build_folders(&paths) {
            Some(kept) => command.env("LD_LIBRARY_PATH", kept),
            None => command.env_remove("LD_LIBRARY_PATH"),
        };
    }
    if !std::io::stdout().is_terminal() && std::env::var_os("CARGO_TERM_COLOR").is_none() {
        command.env("CARGO_TERM_COLOR", "never");
    }
    command
}

/// The cargo that started xtask, or the one on the path.
pub fn own_cargo() -> PathBuf {
    std::env::var_os("CARGO").map_or_else(|| PathBuf::from("cargo"), PathBuf::from)
}

/// Runs a program and gives what it wrote to its standard output.
///
/// # Errors
/// When the program cannot be started or fails; the error holds all of its output.
pub fn capture(command: &mut Command) -> Result<String> {
    let output = command
        .stdin(Stdio::null())
        .output()
        .with_context(|| format!("cannot start {}", shown(command)))?;
    if !output.status.success() {
        bail!(
            "{} ({})\n{}{}",
            shown(command),
            output.status,
            String::from_utf8_lossy(&output.stdout),
            String::from_utf8_lossy(&output.stderr),
        );
    }
    Ok(String::from_utf8_lossy(&output.stdout).into_owned())
}

/// Runs a program to learn something; `None` when it is missing or fails.
pub fn ask(command: &mut Command) -> Option<String> {
    let output = command.stdin(Stdio::null()).output().ok()?;
    output.status.success().then(|| String::from_utf8_lossy(&output.stdout).into_owned())
}

/// Where a program lies on the search path.
pub fn which(program: &str) -> Option<PathBuf> {
    let path = std::env::var_os("PATH")?;
    std::env::split_paths(&path).map(|folder| folder.join(program)).find(|file| file.is_file())
}

/// A duration as progress lines show it.
pub fn seconds(duration: Duration) -> String {
    let seconds = duration.as_secs_f64();
    if seconds < 60.0 {
        format!("{seconds:.1} s")
    } else {
        let whole = duration.as_secs();
        format!("{} min {:02} s", whole / 60, whole % 60)
    }
}

fn shown(command: &Command) -> String {
    let mut words = vec![command.get_program().to_string_lossy().into_owned()];
    words.extend(command.get_args().map(|word| word.to_string_lossy().into_owned()));
    words.join(" ")
}

fn without_build_folders(paths: &OsStr) -> Option<OsString> {
    let kept: Vec<PathBuf> =
        std::env::split_paths(paths).filter(|path| !is_build_folder(path)).collect();
    if kept.is_empty() { None } else { std::env::join_paths(kept).ok() }
}

/// Folders of a rustup toolchain or of a cargo build (`…/debug`, `…/debug/deps`).
fn is_build_folder(path: &Path) -> bool {
    let names: Vec<_> = path.components().map(|part| part.as_os_str().to_string_lossy()).collect();
    let toolchain =
        names.iter().any(|name| name == "toolchains") || names.iter().any(|name| name == "rustlib");
    let last_two: Vec<_> = names.iter().rev().take(2).collect();
    let build = last_two.iter().any(|name| *name == "debug" || *name == "release");
    toolchain || build
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case(300, "0.3 s")]
    #[case(59_940, "59.9 s")]
    #[case(61_000, "1 min 01 s")]
    #[case(754_000, "12 min 34 s")]
    fn durations_are_short_to_read(#[case] millis: u64, #[case] expected: &str) {
        assert_eq!(seconds(Duration::from_millis(millis)), expected);
    }

    #[rstest]
    #[case("/t/debug/deps:/t/debug:/home/a/.rustup/toolchains/stable/lib", None)]
    #[case("/t/debug:/opt/lib", Some("/opt/lib"))]
    fn libraries_of_the_build_are_hidden(#[case] paths: &str, #[case] kept: Option<&str>) {
        assert_eq!(without_build_folders(OsStr::new(paths)), kept.map(OsString::from));
    }

    #[test]
    fn a_failed_program_tells_what_it_wrote() {
        let error = capture(Command::new("sh").args(["-c", "echo out; echo err >&2; exit 3"]));
        let text = error.expect_err("exit code 3").to_string();
        assert!(text.contains("out") && text.contains("err"), "{text}");
    }
}
