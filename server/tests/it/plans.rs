//! No statement of the program reads a table that grows from its first row to its last: what
//! SQLite means to do is asked for each statement that anything anybody may do leads to.
//!
//! What PostgreSQL does, which depends on how much there is, is counted by `cargo xtask bench desk`.

use crate::app::TestApp;
use crate::rights::allowed;
use server::db::GROWING;
use sqlx::{AssertSqlSafe, SqlitePool};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Debug;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use tracing::field::{Field, Visit};
use tracing::{Event, Subscriber};
use tracing_subscriber::layer::{Context, Layer, SubscriberExt as _};

/// Hears the statements that a database is given.
#[derive(Clone, Default)]
pub struct Ear {
    open: Arc<AtomicBool>,
    heard: Arc<Mutex<BTreeSet<String>>>,
}

impl Ear {
    /// Whether it listens.
    pub fn listen(&self, open: bool) {
        self.open.store(open, Ordering::SeqCst);
    }
}

impl<S: Subscriber> Layer<S> for Ear {
    fn on_event(&self, event: &Event<'_>, _: Context<'_, S>) {
        if event.metadata().target() == "sqlx::query" && self.open.load(Ordering::SeqCst) {
            let mut statement = Statement::default();
            event.record(&mut statement);
            // A short statement is its own summary.
            let text = if statement.whole.is_empty() { statement.summary } else { statement.whole };
            self.heard.lock().unwrap().insert(text.trim().to_owned());
        }
    }
}

#[derive(Default)]
struct Statement {
    summary: String,
    whole: String,
}

impl Visit for Statement {
    fn record_str(&mut self, field: &Field, value: &str) {
        match field.name() {
            "summary" => value.clone_into(&mut self.summary),
            "db.statement" => value.clone_into(&mut self.whole),
            _ => {}
        }
    }

    fn record_debug(&mut self, _: &Field, _: &dyn Debug) {}
}

/// What the tables of a statement are called in it.
fn names(statement: &str) -> BTreeMap<&str, &str> {
    let words: Vec<&str> = statement
        .split(|c: char| !c.is_alphanumeric() && c != '_')
        .filter(|it| !it.is_empty())
        .collect();
    let mut names = BTreeMap::new();
    for (place, word) in words.iter().enumerate() {
        if GROWING.contains(word) {
            names.insert(*word, *word);
            match words.get(place + 1..) {
                Some(["as", name, ..] | [name, ..]) => names.insert(*name, *word),
                _ => None,
            };
        }
    }
    names
}

/// The growing tables that a plan reads whole.
fn read_whole(statement: &str, plan: &[String]) -> Vec<String> {
    let names = names(statement);
    let mut found = Vec::new();
    for step in plan {
        let scanned = step.strip_prefix("SCAN ").and_then(|rest| rest.split(' ').next());
        if let Some(table) = scanned.and_then(|name| names.get(name)) {
            found.push(format!("{table}: {step}"));
        }
    }
    found
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn no_statement_reads_whole_what_grows() {
    let app = TestApp::start().await;
    let Some(file) = app.database.file() else { return };
    let ear = Ear::default();
    tracing::subscriber::set_global_default(tracing_subscriber::registry().with(ear.clone()))
        .unwrap();
    allowed(&ear).await;

    let heard = ear.heard.lock().unwrap().clone();
    assert!(heard.len() > 100, "only {} statements were heard", heard.len());
    let pool = SqlitePool::connect(&format!("sqlite://{}", file.display())).await.unwrap();
    let mut wrong = Vec::new();
    for statement in &heard {
        let verb = statement.split_whitespace().next().unwrap_or_default().to_lowercase();
        if !["select", "with", "insert", "update", "delete"].contains(&verb.as_str()) {
            continue;
        }
        let explain = AssertSqlSafe(format!("explain query plan {statement}"));
        let steps: Vec<(i64, i64, i64, String)> =
            sqlx::query_as(explain).fetch_all(&pool).await.unwrap();
        let plan: Vec<String> = steps.into_iter().map(|step| step.3).collect();
        for found in read_whole(statement, &plan) {
            wrong.push(format!("{found}\n    {statement}"));
        }
    }
    println!("{} statements", heard.len());
    assert!(wrong.is_empty(), "\n{}\n", wrong.join("\n\n"));
}

#[test]
fn a_table_is_known_by_the_name_it_has_in_the_statement() {
    let statement = "select 1 from referrals r join centres c on true join interests as n on true";
    let plan = ["SCAN r", "SCAN c", "SEARCH n USING INDEX x (y=?)"].map(str::to_owned);
    assert_eq!(read_whole(statement, &plan), ["referrals: SCAN r"]);
    let plan = ["SCAN n USING COVERING INDEX x".to_owned()];
    assert_eq!(read_whole(statement, &plan), ["interests: SCAN n USING COVERING INDEX x"]);
}
