//! Who may do what: one list, which is tried against the server and written down as
//! `docs/rights.md`.

mod administration;
mod attempt;
mod calls;
mod entered;
mod pages;
mod seed;
mod table;
pub mod world;

use crate::plans::Ear;
use entered::KINDS;
use futures_util::StreamExt as _;
use std::collections::BTreeSet;
use std::path::Path;
use table::{Ask, Right, Role, Row};

/// Has the page written anew.
const WRITE: &str = "PASSERELLE_WRITE_DOCS";

async fn all_hold(rows: Vec<Row>) {
    let tries = rows.into_iter().map(|row| tokio::spawn(async move { attempt::tried(&row).await }));
    let wrong: Vec<String> =
        futures_util::stream::iter(tries).buffer_unordered(4).map(Result::unwrap).concat().await;
    assert!(wrong.is_empty(), "\n{}\n", wrong.join("\n"));
}

/// Does everything that anybody may, one after the other, and has it heard.
pub async fn allowed(ear: &Ear) {
    for row in calls::rows().iter().chain(&entered::rows()).chain(&pages::rows()) {
        attempt::heard(row, ear).await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn server_functions_do_what_the_table_says() {
    all_hold(calls::rows()).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn commands_do_what_the_table_says() {
    all_hold(entered::rows()).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn pages_do_what_the_table_says() {
    all_hold(pages::rows()).await;
}

/// All of these have a row, and nothing else has.
fn all_have_rows(rows: &[Row], there: &BTreeSet<&str>) {
    let listed = actions(rows);
    let missing: Vec<_> = there.difference(&listed).collect();
    let gone: Vec<_> = listed.difference(there).collect();
    assert!(missing.is_empty(), "server/tests/it/rights has no row for {missing:?}");
    assert!(gone.is_empty(), "server/tests/it/rights has rows of what is not there: {gone:?}");
}

fn actions(rows: &[Row]) -> BTreeSet<&'static str> {
    rows.iter().map(|row| row.action).collect()
}

#[test]
fn every_server_function_has_its_row() {
    let paths: Vec<String> =
        server::api::paths().iter().map(|path| format!("POST {path}")).collect();
    let there: BTreeSet<&str> = paths.iter().map(String::as_str).collect();
    all_have_rows(&calls::rows(), &there);
}

#[tokio::test]
async fn every_command_has_its_row() {
    let world = world::World::at(world::Stage::Interested).await;
    for row in entered::rows() {
        let Ask::Enter(command) = row.ask else { panic!("{}", row.action) };
        assert_eq!(entered::kind(&command(&world)), row.action);
    }
    all_have_rows(&entered::rows(), &BTreeSet::from(KINDS));
    // What is done by a page is allowed there.
    let pages = pages::rows();
    for row in entered::rows() {
        for (place, role) in Role::ALL.into_iter().enumerate() {
            if let Right::Through(page) = row.rights[place] {
                let page = pages.iter().find(|it| it.action == page).unwrap();
                let allowed = matches!(page.rights[place], Right::Yes | Right::Within(_));
                assert!(allowed && page.writes, "{} by {role:?}", row.action);
            }
        }
    }
}

/// Every address that the router is given, as it stands in the source.
fn routes(folder: &Path, found: &mut BTreeSet<String>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            routes(&path, found);
        } else if path.extension().is_some_and(|it| it == "rs") {
            let source = std::fs::read_to_string(&path).unwrap();
            for piece in source.split(".route(\"").skip(1) {
                let (address, rest) = piece.split_once('"').unwrap();
                let handlers = rest.lines().next().unwrap();
                for (word, method) in [("get(", "GET"), ("post(", "POST"), ("any(", "ANY")] {
                    if handlers.contains(word) {
                        found.insert(format!("{method} {address}"));
                    }
                }
            }
        }
    }
}

#[test]
fn every_address_of_the_router_has_its_row() {
    let mut there = BTreeSet::new();
    routes(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"), &mut there);
    // The server functions have rows of their own; what is no route is a file of the programs.
    assert!(there.remove("ANY /api/{*path}"));
    there.insert("GET /{file}".to_owned());
    let there: BTreeSet<&str> = there.iter().map(String::as_str).collect();
    all_have_rows(&pages::rows(), &there);
}

#[test]
fn the_page_says_what_the_list_says() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/rights.md");
    let page = table::page(&calls::rows(), &entered::rows(), &pages::rows());
    if std::env::var_os(WRITE).is_some() {
        std::fs::write(&path, &page).unwrap();
    }
    let written = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(
        written == page,
        "docs/rights.md is not what the list says: `{WRITE}=1 cargo xtask test unit -- rights` \
         writes it anew"
    );
}
