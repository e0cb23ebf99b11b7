//! The server's program, running.

use anyhow::{Result, bail};
use std::net::TcpListener;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

/// Looks whether it answers, so many times, so far apart.
const LOOKS: usize = 600;
const BETWEEN: Duration = Duration::from_millis(50);

/// Ends with what holds it.
pub struct Office {
    child: Child,
    host: String,
    url: String,
}

impl Office {
    /// Starts one on a database and waits until it answers.
    ///
    /// # Errors
    /// When it does not.
    pub fn start(server: &Path, site: &Path, database: &Path) -> Result<Self> {
        let port = TcpListener::bind("127.0.0.1:0")?.local_addr()?.port();
        let host = format!("127.0.0.1:{port}");
        let url = format!("http://{host}");
        let mut command = Command::new(server);
        command.args(["serve", "--database", &format!("sqlite://{}", database.display())]);
        command.arg("--site").arg(site).args(["--listen", &host, "--base-url", &url]);
        command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
        let office = Self { child: command.spawn()?, host, url };
        for _ in 0..LOOKS {
            if ureq::get(format!("{}/readyz", office.url)).call().is_ok() {
                return Ok(office);
            }
            std::thread::sleep(BETWEEN);
        }
        bail!("the server does not answer");
    }

    /// Its address.
    pub fn url(&self) -> &str {
        &self.url
    }

    /// The name it goes by.
    pub fn host(&self) -> &str {
        &self.host
    }
}

impl Drop for Office {
    fn drop(&mut self) {
        // It may have ended by itself.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
