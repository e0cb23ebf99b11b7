//! `cargo xtask serve`: everything built and running on this machine.

use std::path::{Path, PathBuf};
use std::process::{Child, Command};
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result, bail};
use clap::Args;

use crate::process::Progress;
use crate::toolchain::Toolchain;
use crate::wasm::Flavour;
use crate::watch::Watch;
use crate::workspace::Workspace;
use crate::{both, server, setup};

/// The database of `serve`, below the checkout.
const DATABASE: &str = "data/passerelle.sqlite3";

/// How long a server may take to end its open requests before it is ended.
const GRACE: Duration = Duration::from_secs(5);

/// How often the sources are looked at.
const WATCH_EVERY: Duration = Duration::from_millis(500);

/// What `serve` was asked for.
#[derive(Debug, Clone, Args)]
pub struct Options {
    /// Fill the database with a fictional territory and tell who can sign in.
    #[arg(long)]
    demo: bool,
    /// Serve what people are sent: small and slow to make.
    #[arg(long)]
    release: bool,
    /// Build again and restart when a source changes.
    #[arg(long)]
    watch: bool,
    /// The port on this machine.
    #[arg(long, default_value_t = 3000)]
    port: u16,
}

/// Builds, fills, serves. Returns only when the server has ended or something failed.
///
/// # Errors
/// When something does not build, or the server cannot start.
pub fn run(mut progress: Progress, workspace: &Workspace, options: &Options) -> Result<()> {
    let toolchain = setup::for_building(&mut progress, workspace)?;
    let flavour = Flavour::release_if(options.release);
    let (site, program) = both::build(&mut progress, workspace, &toolchain, flavour)?;
    let database = workspace.path(DATABASE);
    if let Some(folder) = database.parent() {
        std::fs::create_dir_all(folder)?;
    }
    if options.demo {
        let mut demo = server::demo(&program, workspace, &database);
        progress.stream("demo territory", &mut demo)?;
    }
    progress.finish();
    println!("\n  http://localhost:{} (Ctrl-C stops it)\n", options.port);

    let serve = || server::serve(&program, workspace, &database, &site.folder, options.port);
    if options.watch {
        watch(&mut progress, workspace, &toolchain, flavour, &serve)
    } else {
        become_program(serve())
    }
}

/// The server takes this process's place, so that signals reach it and nobody else.
#[cfg(unix)]
fn become_program(mut command: Command) -> Result<()> {
    use std::os::unix::process::CommandExt as _;

    let error = command.exec();
    Err(error).context("the server does not start")
}

#[cfg(not(unix))]
fn become_program(mut command: Command) -> Result<()> {
    let status = command.status().context("the server does not start")?;
    if !status.success() {
        bail!("the server ended: {status}");
    }
    Ok(())
}

fn watch(
    progress: &mut Progress,
    workspace: &Workspace,
    toolchain: &Toolchain,
    flavour: Flavour,
    serve: &dyn Fn() -> Command,
) -> Result<()> {
    let program = server::program(workspace, flavour);
    let mut running = Running::start(serve())?;
    let mut sources = Watch::new(workspace)?;
    println!("  watching the sources");
    loop {
        std::thread::sleep(WATCH_EVERY);
        if let Some(status) = running.child.try_wait()? {
            bail!("the server ended: {status}");
        }
        let Some(changed) = sources.changed()? else { continue };
        println!("  changed: {}", changed.display());
        let before = modified(&program);
        match both::build(progress, workspace, toolchain, flavour) {
            // A server reads the names of the files at its start.
            Ok((site, _)) if site.changed || modified(&program) != before => {
                running.stop()?;
                running = Running::start(serve())?;
                println!("  restarted");
            }
            Ok(_) => println!("  nothing to restart for"),
            // The person is at work on it: what ran before goes on running.
            Err(error) => eprintln!("\n{error:#}\n  still serving what was built before"),
        }
    }
}

fn modified(path: &PathBuf) -> Option<std::time::SystemTime> {
    std::fs::metadata(path).and_then(|data| data.modified()).ok()
}

/// A server that is ended when this value goes.
#[derive(Debug)]
pub struct Running {
    child: Child,
}

impl Running {
    /// Starts a server.
    ///
    /// # Errors
    /// When the program cannot be started.
    pub fn start(mut command: Command) -> Result<Self> {
        let child = command.spawn().context("the server does not start")?;
        Ok(Self { child })
    }

    /// Whether it still runs.
    ///
    /// # Errors
    /// When the system does not tell.
    pub fn is_alive(&mut self) -> Result<bool> {
        Ok(self.child.try_wait()?.is_none())
    }

    /// Asks it to end, waits for the requests it is answering, ends it if it takes too long.
    ///
    /// # Errors
    /// When the system does not let us.
    pub fn stop(&mut self) -> Result<()> {
        if !self.is_alive()? {
            return Ok(());
        }
        let asked = ask_to_end(self.child.id());
        let deadline = Instant::now() + GRACE;
        while asked && Instant::now() < deadline {
            if !self.is_alive()? {
                return Ok(());
            }
            std::thread::sleep(Duration::from_millis(20));
        }
        self.child.kill()?;
        self.child.wait()?;
        Ok(())
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        // Nothing more can be done for a process that cannot be ended.
        let _ = self.stop();
    }
}

fn ask_to_end(id: u32) -> bool {
    let mut kill = Command::new("kill");
    kill.args(["-TERM", &id.to_string()]);
    cfg!(unix) && kill.status().is_ok_and(|status| status.success())
}

/// A port that nobody listens on at this moment.
///
/// # Errors
/// When there is none.
pub fn free_port() -> Result<u16> {
    let listener = std::net::TcpListener::bind(("127.0.0.1", 0))?;
    Ok(listener.local_addr()?.port())
}

/// A path that exists only as long as this value.
#[derive(Debug)]
pub struct ScratchFolder(PathBuf);

impl ScratchFolder {
    /// Makes an empty folder below `parent`.
    ///
    /// # Errors
    /// When the disk refuses.
    pub fn new(parent: &Path, name: &str) -> Result<Self> {
        let folder = parent.join(format!("{name}-{}", std::process::id()));
        if folder.exists() {
            std::fs::remove_dir_all(&folder)?;
        }
        std::fs::create_dir_all(&folder)?;
        Ok(Self(folder))
    }

    /// Where it is.
    pub fn path(&self) -> &Path {
        &self.0
    }
}

impl Drop for ScratchFolder {
    fn drop(&mut self) {
        // What is left lies in the target folder and is replaced by the next run.
        let _ = std::fs::remove_dir_all(&self.0);
    }
}
