//! `cargo xtask size`: every file sent, raw and compressed, against the budgets.

use std::collections::BTreeMap;
use std::path::Path;

use anyhow::{Context as _, Result, bail};
use serde::Serialize;

use crate::process::Progress;
use crate::program::Program;
use crate::publish::with_ending;
use crate::register_page::{self, Page};
use crate::site::{MANIFEST, Manifest, is_loaded_by};
use crate::wasm::Flavour;
use crate::workspace::Workspace;
use crate::{server, setup, web};

/// Bytes of a program's first load: its shell, script and module, the style, the icons, and what
/// keeps it on the device.
const PROGRAM_BUDGET: usize = 300 * 1024;
/// Bytes of the registration page with all it needs: what a server sends before it has to wait
/// for the phone to confirm (ten segments of 1,460 bytes).
const PAGE_BUDGET: usize = 14 * 1024;

/// Files of the site with plain names, beside those of the manifest.
const PLAIN: [(&str, &str); 9] = [
    ("index.html", "/index.html"),
    ("door.html", "/door.html"),
    ("follow_up.html", "/follow_up.html"),
    ("referrals.html", "/referrals.html"),
    ("desk.html", "/desk.html"),
    ("steering.html", "/steering.html"),
    ("settings.html", "/settings.html"),
    ("sw.js", "/sw.js"),
    ("manifest.webmanifest", "/manifest.webmanifest"),
];

/// One file as it is sent.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
struct File {
    name: String,
    address: String,
    raw: usize,
    sent: usize,
}

/// A sum and the most that it may be.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
struct Budget {
    name: String,
    sent: usize,
    at_most: usize,
    kept: bool,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
struct Report {
    version: String,
    files: Vec<File>,
    budgets: Vec<Budget>,
}

/// Builds what people are sent, measures it, writes the report, and judges.
///
/// # Errors
/// When something does not build or a budget is exceeded.
pub fn run(progress: &mut Progress, workspace: &Workspace) -> Result<()> {
    let toolchain = setup::for_building(progress, workspace)?;
    let site = web::build(progress, workspace, &toolchain, Flavour::Release)?.folder;
    // The HTML that it renders is the same in both flavours.
    let program = server::build(progress, workspace, &toolchain, Flavour::Work)?;
    let page = progress
        .time("registration page", || register_page::measure(workspace, &program, &site))?;
    let report = report(&site, &page)?;
    print(&report);

    let reports = workspace.target.join("reports");
    std::fs::create_dir_all(&reports)?;
    let file = reports.join("size.json");
    std::fs::write(&file, serde_json::to_vec_pretty(&report)?)?;
    println!("\n  written to {}", file.display());

    let over: Vec<&str> = report
        .budgets
        .iter()
        .filter(|budget| !budget.kept)
        .map(|budget| budget.name.as_str())
        .collect();
    if !over.is_empty() {
        bail!("over budget: {}", over.join(", "));
    }
    Ok(())
}

fn report(site: &Path, page: &Page) -> Result<Report> {
    let manifest: Manifest = serde_json::from_slice(&std::fs::read(site.join(MANIFEST))?)?;
    let named = manifest.files.iter().map(|(name, address)| (name.as_str(), address.as_str()));
    let mut files = Vec::new();
    for (name, address) in PLAIN.into_iter().chain(named) {
        if let Some(file) = file(site, name, address)? {
            files.push(file);
        }
    }
    let mut budgets: Vec<Budget> = Program::ALL
        .into_iter()
        .map(|program| {
            let name = format!("{}, first load", program.word());
            budget(&name, first_load(program, &files), PROGRAM_BUDGET)
        })
        .collect();

    let mut page_sent = page.sent;
    for address in &page.files {
        let found = files.iter().find(|file| file.address == *address);
        page_sent += found.with_context(|| format!("the page names {address}"))?.sent;
    }
    files.push(File {
        name: "registration page (HTML and head)".to_owned(),
        address: "/r/…".to_owned(),
        raw: page.raw,
        sent: page.sent,
    });
    budgets.push(budget("registration page with its files", page_sent, PAGE_BUDGET));
    Ok(Report { version: manifest.version, files, budgets })
}

/// What somebody fetches who opens a program on a device that has nothing yet. A file that has
/// two names is sent once.
fn first_load(program: Program, files: &[File]) -> usize {
    let loaded = files.iter().filter(|file| is_loaded_by(program, &file.name));
    let once: BTreeMap<&str, usize> =
        loaded.map(|file| (file.address.as_str(), file.sent)).collect();
    once.values().sum()
}

fn file(site: &Path, name: &str, address: &str) -> Result<Option<File>> {
    let path = site.join(address.trim_start_matches('/'));
    if !path.is_file() {
        return Ok(None);
    }
    let length = |path: &Path| -> Result<usize> {
        usize::try_from(std::fs::metadata(path)?.len()).context("a file too large to count")
    };
    let raw = length(&path)?;
    let compressed = with_ending(&path, "br");
    let sent = if compressed.is_file() { length(&compressed)? } else { raw };
    Ok(Some(File { name: name.to_owned(), address: address.to_owned(), raw, sent }))
}

fn budget(name: &str, sent: usize, at_most: usize) -> Budget {
    Budget { name: name.to_owned(), sent, at_most, kept: sent <= at_most }
}

fn print(report: &Report) {
    println!("\n  {:36} {:>11} {:>11}", "file", "raw", "brotli");
    for file in &report.files {
        println!("  {:36} {:>11} {:>11}", file.name, grouped(file.raw), grouped(file.sent));
    }
    println!("\n  {:36} {:>11} {:>11}", "budget", "sent", "at most");
    for budget in &report.budgets {
        let verdict = if budget.kept { "kept" } else { "OVER" };
        println!(
            "  {:36} {:>11} {:>11}  {verdict}",
            budget.name,
            grouped(budget.sent),
            grouped(budget.at_most)
        );
    }
}

/// 1234567 → `1,234,567`.
fn grouped(number: usize) -> String {
    let digits = number.to_string();
    let mut grouped = String::with_capacity(digits.len() + digits.len() / 3);
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    grouped
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use rstest::rstest;

    use super::*;
    use crate::assets::Names;

    #[rstest]
    #[case(0, "0")]
    #[case(999, "999")]
    #[case(1_000, "1,000")]
    #[case(1_234_567, "1,234,567")]
    fn numbers_are_grouped(#[case] number: usize, #[case] expected: &str) {
        assert_eq!(grouped(number), expected);
    }

    fn site() -> tempfile::TempDir {
        let site = tempfile::tempdir().expect("folder");
        let write = |path: &str, bytes: usize| {
            let file = site.path().join(path);
            std::fs::create_dir_all(file.parent().expect("parent")).expect("folder");
            std::fs::write(file, vec![b'a'; bytes]).expect("written");
        };
        write("index.html", 500);
        write("index.html.br", 200);
        write("door.html", 60);
        write("follow_up.html", 40);
        write("referrals.html", 10);
        write("desk.html", 150);
        write("steering.html", 30);
        write("settings.html", 20);
        write("pkg/room.1.wasm", 900);
        write("pkg/room.1.wasm.br", 300);
        write("pkg/desk.1.wasm", 70);
        write("pkg/staff.1.css", 5);
        write("pkg/desk.1.css", 6);
        write("pkg/register.1.css", 80);
        let names = [
            ("room_bg.wasm", "/pkg/room.1.wasm"),
            ("desk_bg.wasm", "/pkg/desk.1.wasm"),
            ("staff.css", "/pkg/staff.1.css"),
            ("desk.css", "/pkg/desk.1.css"),
            ("register.css", "/pkg/register.1.css"),
        ];
        let files = names.map(|(name, address)| (name.to_owned(), address.to_owned()));
        let manifest = Manifest { version: "1".to_owned(), files: Names::from(files) };
        let json = serde_json::to_vec(&manifest).expect("json");
        std::fs::write(site.path().join(MANIFEST), json).expect("written");
        site
    }

    fn page(file: &str) -> Page {
        Page { raw: 4_000, sent: 1_000, files: BTreeSet::from([file.to_owned()]) }
    }

    #[test]
    fn each_audience_is_counted_with_the_files_it_fetches() {
        let site = site();
        let report = report(site.path(), &page("/pkg/register.1.css")).expect("report");
        let sums: Vec<usize> = report.budgets.iter().map(|budget| budget.sent).collect();
        assert_eq!(sums, [505, 65, 45, 15, 226, 36, 26, 1_080]);
        assert!(report.budgets.iter().all(|budget| budget.kept));
    }

    #[test]
    fn a_file_of_two_names_is_sent_once() {
        let file = |name: &str| File {
            name: name.to_owned(),
            address: "/pkg/snippets/a.1.js".to_owned(),
            raw: 9,
            sent: 7,
        };
        assert_eq!(first_load(Program::Room, &[file("room/a.js"), file("a.js")]), 7);
        assert_eq!(first_load(Program::Room, &[file("desk/a.js")]), 0);
    }

    #[test]
    fn a_page_that_names_a_file_that_is_not_there_is_an_error() {
        let site = site();
        assert!(report(site.path(), &page("/pkg/gone.css")).is_err());
    }

    #[test]
    fn over_budget_is_not_kept() {
        assert!(!budget("x", 11, 10).kept);
        assert!(budget("x", 10, 10).kept);
    }
}
