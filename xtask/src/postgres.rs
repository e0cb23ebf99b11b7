//! A server of PostgreSQL for the tests alone: in a folder of its own, reached by a socket in that
//! folder, gone when it is dropped.

use std::os::unix::fs::{MetadataExt as _, PermissionsExt as _, chown};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result, bail};

use crate::process::{self, Progress};

/// Where Debian keeps the programs of each version, off the path.
const DEBIAN: &str = "/usr/lib/postgresql";
/// How long it may take to answer.
const PATIENCE: Duration = Duration::from_secs(30);

/// A running server.
#[derive(Debug)]
pub struct Postgres {
    server: Child,
    folder: PathBuf,
}

/// The folder of its programs.
pub fn programs() -> Option<PathBuf> {
    if let Some(found) = process::which("initdb") {
        // A link may stand alone where the others are not.
        return std::fs::canonicalize(found).ok()?.parent().map(Path::to_owned);
    }
    let versions = std::fs::read_dir(DEBIAN).ok()?.filter_map(Result::ok);
    let mut folders: Vec<PathBuf> = versions.map(|version| version.path().join("bin")).collect();
    folders.retain(|folder| folder.join("initdb").is_file());
    folders.sort();
    folders.pop()
}

impl Postgres {
    /// Makes an empty server and waits until it answers.
    ///
    /// # Errors
    /// When its programs are missing or it does not start.
    pub fn start(progress: &mut Progress) -> Result<Self> {
        progress.time("a server of PostgreSQL", || {
            let programs = programs().context("PostgreSQL's programs are missing")?;
            // Not in the target folder: the path of a socket has room for 107 characters.
            let folder = std::env::temp_dir().join(format!("passerelle-pg-{}", std::process::id()));
            std::fs::create_dir(&folder)
                .with_context(|| format!("cannot make {}", folder.display()))?;
            std::fs::set_permissions(&folder, std::fs::Permissions::from_mode(0o755))?;
            match start_in(&programs, &folder) {
                Ok(server) => Ok(Self { server, folder }),
                Err(error) => {
                    let _ = std::fs::remove_dir_all(&folder);
                    Err(error)
                }
            }
        })
    }

    /// The address of its first database.
    pub fn url(&self) -> String {
        format!("postgres://postgres@localhost/postgres?host={}", self.folder.display())
    }
}

impl Drop for Postgres {
    fn drop(&mut self) {
        // At once, but with time to give back its shared memory: nothing in it is to be kept.
        let asked = Command::new("kill").args(["-QUIT", &self.server.id().to_string()]).status();
        if !asked.is_ok_and(|status| status.success()) {
            let _ = self.server.kill();
        }
        let _ = self.server.wait();
        let _ = std::fs::remove_dir_all(&self.folder);
    }
}

fn start_in(programs: &Path, folder: &Path) -> Result<Child> {
    let data = folder.join("data");
    std::fs::create_dir(&data)?;
    let owner = owner_of(folder)?;
    if let Some((user, group)) = owner {
        for place in [folder, &data] {
            chown(place, Some(user), Some(group))?;
        }
    }
    let mut make = command(&programs.join("initdb"), owner);
    make.args(["--auth=trust", "--no-sync", "--encoding=UTF8", "--locale=C"]);
    make.args(["--username=postgres", "-D"]).arg(&data);
    process::capture(&mut make).context("initdb")?;

    let log = std::fs::File::create(folder.join("log"))?;
    let mut serve = command(&programs.join("postgres"), owner);
    serve.arg("-D").arg(&data).arg("-k").arg(folder);
    // No port to clash with another server's; and no care for what a power cut would lose.
    for setting in [
        "listen_addresses=",
        "fsync=off",
        "full_page_writes=off",
        "synchronous_commit=off",
        "max_connections=200",
    ] {
        serve.args(["-c", setting]);
    }
    let mut server = serve
        .stdin(Stdio::null())
        .stdout(log.try_clone()?)
        .stderr(log)
        .spawn()
        .context("postgres")?;
    let ready = programs.join("pg_isready");
    let begun = Instant::now();
    loop {
        if process::ask(Command::new(&ready).arg("-h").arg(folder)).is_some() {
            return Ok(server);
        }
        if let Some(status) = server.try_wait()? {
            let said = std::fs::read_to_string(folder.join("log")).unwrap_or_default();
            bail!("PostgreSQL ended at once ({status}):\n{said}");
        }
        if begun.elapsed() > PATIENCE {
            let _ = server.kill();
            let _ = server.wait();
            let said = std::fs::read_to_string(folder.join("log")).unwrap_or_default();
            bail!("PostgreSQL did not answer within {} s:\n{said}", PATIENCE.as_secs());
        }
        std::thread::sleep(Duration::from_millis(50));
    }
}

/// The account it runs as, where that is not ours: PostgreSQL refuses to run as root.
fn owner_of(folder: &Path) -> Result<Option<(u32, u32)>> {
    if std::fs::metadata(folder)?.uid() != 0 {
        return Ok(None);
    }
    let number = |option: &str| -> Result<u32> {
        let said = process::capture(Command::new("id").args([option, "postgres"]))
            .context("PostgreSQL does not run as root, and there is no account postgres")?;
        said.trim().parse().context("id")
    };
    Ok(Some((number("-u")?, number("-g")?)))
}

fn command(program: &Path, owner: Option<(u32, u32)>) -> Command {
    let Some((user, group)) = owner else { return Command::new(program) };
    let mut command = Command::new("setpriv");
    command.args([&format!("--reuid={user}"), &format!("--regid={group}"), "--clear-groups"]);
    // Its working folder must be one it may enter.
    command.current_dir("/").arg(program);
    command
}
