//! Measures the registration page as a phone receives it: asks the real server for it.

use std::collections::BTreeSet;
use std::io::{Read as _, Write as _};
use std::net::TcpStream;
use std::path::Path;
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result, bail};

use crate::process;
use crate::serve::{Running, ScratchFolder, free_port};
use crate::server;
use crate::workspace::Workspace;

/// What `passerelle demo` prints before the code of an intervention that is open.
const CODE_LINE: &str = "registration-code:";

/// How long the server may take to answer for the first time.
const PATIENCE: Duration = Duration::from_secs(20);

/// A page as it came over the wire.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Page {
    /// Bytes of the HTML before compression.
    pub raw: usize,
    /// Bytes of the answer's head and its compressed body.
    pub sent: usize,
    /// Paths of the files that the page makes a browser fetch.
    pub files: BTreeSet<String>,
}

/// Starts a server with the demo territory, asks for the page of an open intervention, stops it.
///
/// # Errors
/// When the server does not start, has no such page, or does not answer with it.
pub fn measure(workspace: &Workspace, program: &Path, site: &Path) -> Result<Page> {
    let scratch = ScratchFolder::new(&workspace.scratch(), "size")?;
    let database = scratch.path().join("size.sqlite3");
    let printed = process::capture(&mut server::demo(program, workspace, &database))?;
    let code = code_from(&printed).context("the demo tells no registration code")?;

    let port = free_port()?;
    let mut command = server::serve(program, workspace, &database, site, port);
    command.stdout(std::process::Stdio::null()).stderr(std::process::Stdio::null());
    let mut running = Running::start(command)?;
    let answer = ask_until_ready(&mut running, port, &format!("/r/{code}"));
    running.stop()?;
    page_from(&answer?)
}

fn code_from(printed: &str) -> Option<&str> {
    printed
        .lines()
        .find_map(|line| line.trim().strip_prefix(CODE_LINE))
        .map(str::trim)
        .filter(|code| !code.is_empty())
}

fn ask_until_ready(running: &mut Running, port: u16, path: &str) -> Result<Vec<u8>> {
    let deadline = Instant::now() + PATIENCE;
    loop {
        match ask(port, path) {
            Ok(answer) => return Ok(answer),
            Err(error) if Instant::now() > deadline => return Err(error),
            Err(_) if !running.is_alive()? => bail!("the server ended before it answered"),
            Err(_) => std::thread::sleep(Duration::from_millis(50)),
        }
    }
}

/// HTTP/1.0, so that the body comes in one piece and ends with the connection.
fn ask(port: u16, path: &str) -> Result<Vec<u8>> {
    let mut stream = TcpStream::connect(("127.0.0.1", port))?;
    stream.set_read_timeout(Some(Duration::from_secs(10)))?;
    write!(
        stream,
        "GET {path} HTTP/1.0\r\nHost: localhost:{port}\r\nAccept: text/html\r\n\
         Accept-Language: fr\r\nAccept-Encoding: br\r\n\r\n"
    )?;
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer)?;
    Ok(answer)
}

fn page_from(answer: &[u8]) -> Result<Page> {
    let end = answer
        .windows(4)
        .position(|four| four == b"\r\n\r\n")
        .context("the server's answer has no head")?;
    let head = String::from_utf8_lossy(&answer[..end]).to_lowercase();
    let status = head.lines().next().unwrap_or_default();
    if !status.contains(" 200") {
        bail!("the server answers the registration page with {status}");
    }
    let body = &answer[end + 4..];
    let html = if head.contains("content-encoding: br") {
        let mut text = String::new();
        brotli::Decompressor::new(body, 4096).read_to_string(&mut text)?;
        text
    } else {
        String::from_utf8_lossy(body).into_owned()
    };
    Ok(Page { raw: html.len(), sent: answer.len(), files: files_in(&html) })
}

/// Addresses of files of the site that the page names, without what follows a `#`.
fn files_in(html: &str) -> BTreeSet<String> {
    let mut files = BTreeSet::new();
    for folder in ["/pkg/", "/assets/"] {
        for (start, _) in html.match_indices(folder) {
            let rest = &html[start..];
            let end = rest.find(['"', '\'', '#', ' ', ')', '>', '&', '<']).unwrap_or(rest.len());
            files.insert(rest[..end].to_owned());
        }
    }
    files
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_code_is_found_among_what_the_demo_tells() {
        assert_eq!(code_from("users:\n  a\nregistration-code: K7QX\n"), Some("K7QX"));
        assert_eq!(code_from("registration-code:\n"), None);
        assert_eq!(code_from("done\n"), None);
    }

    #[test]
    fn a_page_counts_its_head_and_names_its_files_once() {
        let html = "<link href=\"/pkg/register.1.css\"><svg><use href=\"/assets/icons.2.svg#a\"/>\
                    <use href=\"/assets/icons.2.svg#b\"/></svg>";
        let answer = format!("HTTP/1.0 200 OK\r\nContent-Type: text/html\r\n\r\n{html}");
        let page = page_from(answer.as_bytes()).expect("a page");
        assert_eq!(page.raw, html.len());
        assert_eq!(page.sent, answer.len());
        let files: Vec<_> = page.files.iter().map(String::as_str).collect();
        assert_eq!(files, ["/assets/icons.2.svg", "/pkg/register.1.css"]);
    }

    #[test]
    fn an_answer_that_is_no_page_is_an_error() {
        let error = page_from(b"HTTP/1.0 404 Not Found\r\n\r\n").expect_err("no page").to_string();
        assert!(error.contains("404"), "{error}");
    }
}
