//! Records carried from one database to another.

use crate::app::TestApp;
use crate::commands::{COMMUNES, passerelle, said};
use crate::database::Database;
use domain::time::Instant;
use server::db::Store;
use server::db::transfer::{TABLES, TransferError, carry};
use server::randomness::SystemRandomness;
use std::path::Path;

/// The lines of `move` that tell of tables.
fn tables(text: &str) -> Vec<&str> {
    text.lines().filter(|line| TABLES.iter().any(|(table, _)| line.starts_with(table))).collect()
}

fn moved(folder: &Path, from: &str, to: &str) -> String {
    let output = passerelle(folder, &["move", "--from", from, "--to", to], "");
    assert!(output.status.success(), "{}", said(&output));
    said(&output)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_whole_territory_goes_to_another_database_and_back_unchanged() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path();
    std::fs::write(path.join("communes.json"), COMMUNES).unwrap();
    let demo = ["demo", "--communes", "communes.json", "--year", "300"];
    let made = passerelle(path, &demo, "");
    assert!(made.status.success(), "{}", said(&made));

    let other = Database::new(path).await;
    let (first, second) = ("sqlite://p.sqlite3", "sqlite://back.sqlite3");
    let there = moved(path, first, &other.options(None).url);
    let back = moved(path, &other.options(None).url, second);
    assert_eq!(tables(&there).len(), TABLES.len(), "{there}");
    assert_eq!(tables(&there), tables(&back), "the same rows and the same digests");
    assert!(there.contains("referral_events"), "{there}");

    // The new one is a database to work with: it numbers on where the old one was.
    let moved = Store::open(&other.options(None)).await.unwrap();
    let mut unit = moved.write().await.unwrap();
    let (accounts, _) = unit.account_counts().await.unwrap();
    assert_eq!(accounts, 5);
    let action = server::db::Action::SignedIn;
    let ours = unit.directorates().await.unwrap()[0];
    unit.audit(Instant(0), ours, None, action, None, None).await.unwrap();
    unit.commit().await.unwrap();
    moved.close().await;

    // A second time it is refused: the place is taken, and nothing of it is touched.
    let again = passerelle(path, &["move", "--from", first, "--to", second], "");
    assert!(!again.status.success());
    assert!(said(&again).contains("already holds records"), "{}", said(&again));
}

#[tokio::test]
async fn every_table_and_nothing_else_is_carried() {
    let app = TestApp::start().await;
    let question = if app.database.file().is_some() {
        "select name from sqlite_schema where type = 'table' and name not like 'sqlite_%'
             and name <> '_sqlx_migrations'"
    } else {
        "select cast(table_name as text) from information_schema.tables
         where table_schema = 'public' and table_type = 'BASE TABLE'
             and table_name <> '_sqlx_migrations'"
    };
    let mut there: Vec<String> =
        app.database.rows::<(String,)>(question).await.into_iter().map(|(name,)| name).collect();
    let mut carried = TABLES.map(|(table, _)| table.to_owned()).to_vec();
    there.sort();
    carried.sort();
    assert_eq!(there, carried);
}

#[tokio::test]
async fn two_schemas_that_differ_are_refused_and_nothing_is_half_there() {
    let app = TestApp::start().await;
    app.database.execute("alter table offered_slots add column more text").await;
    let folder = tempfile::tempdir().unwrap();
    let other = Database::new(folder.path()).await;
    let to = Store::open(&other.options(None)).await.unwrap();
    to.migrate(&SystemRandomness).await.unwrap();
    let refused = carry(&app.office.store, &to, |_| {}).await;
    assert!(matches!(refused, Err(TransferError::OtherSchema("offered_slots"))), "{refused:?}");
    let mut unit = to.read().await.unwrap();
    assert_eq!(unit.account_counts().await.unwrap(), (0, 0));
}
