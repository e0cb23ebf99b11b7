//! `passerelle doctor`: looks at everything the server needs and says what to do.

use super::CLOCK;
use crate::clock::Clock as _;
use crate::config::{Settings, SettingsError};
use crate::db::{OpenOptions, Store};
use crate::health::{LEAST_FREE, free_space};
use crate::site::Site;
use anyhow::Result;
use std::process::ExitCode;

/// Clocks before this (2026-01-01) are wrong.
const BUILT_AFTER: i64 = 1_767_225_600_000;

/// What was found, printed as it is found.
#[derive(Default)]
struct Report {
    passed: u32,
    warnings: u32,
    failures: u32,
}

impl Report {
    fn ok(&mut self, what: &str) {
        self.passed += 1;
        println!("ok       {what}");
    }

    fn warn(&mut self, what: &str) {
        self.warnings += 1;
        println!("warning  {what}");
    }

    fn fail(&mut self, what: &str) {
        self.failures += 1;
        println!("FAIL     {what}");
    }

    fn end(&self) -> ExitCode {
        let Self { passed, warnings, failures } = self;
        println!("{passed} ok, {warnings} warnings, {failures} failures");
        if *failures == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE }
    }
}

pub(super) async fn run(settings: Result<Settings, SettingsError>) -> Result<ExitCode> {
    let mut report = Report::default();
    match settings {
        Err(error) => report.fail(&format!("configuration: {error}")),
        Ok(settings) => {
            report.ok("configuration");
            if !settings.is_secure() {
                report.warn("base_url is http: only for work on this machine");
            }
            check_clock(&mut report);
            check_site(&mut report, &settings);
            check_database(&mut report, &settings).await;
        }
    }
    Ok(report.end())
}

fn check_clock(report: &mut Report) {
    if CLOCK.now().0 < BUILT_AFTER {
        report.fail("clock: it is years behind; sessions and codes would not work. Set it by NTP");
    } else {
        report.ok("clock");
    }
}

fn check_site(report: &mut Report, settings: &Settings) {
    match Site::open(&settings.site) {
        Err(error) => report.fail(&format!("site: {error}")),
        Ok(site) => match site.missing().as_slice() {
            [] => report.ok(&format!("site: version {}", site.version)),
            missing => {
                report.fail(&format!("site: build it again, it lacks {}", missing.join(", ")));
            }
        },
    }
}

async fn check_database(report: &mut Report, settings: &Settings) {
    let options = OpenOptions { url: settings.database.clone(), max_pages: None };
    let store = match Store::open(&options).await {
        Ok(store) => store,
        Err(error) => {
            report.fail(&format!("database: {error}. Check the path and who may write there"));
            return;
        }
    };
    match store.integrity().await.as_deref() {
        Ok("ok") => report.ok("database: intact"),
        Ok(found) => {
            report.fail(&format!("database: damaged ({found}). Restore the last backup"));
        }
        Err(error) => report.fail(&format!("database: {error}")),
    }
    match store.pending_migrations().await {
        Ok(0) => report.ok("database: schema up to date"),
        Ok(count) => {
            report.warn(&format!("database: {count} migrations wait; run `passerelle migrate`"));
        }
        Err(error) => report.fail(&format!("database: {error}")),
    }
    check_content(report, &store).await;
    // The disk of a server of PostgreSQL is told to those who look after it.
    let Some(path) = store.path() else {
        store.close().await;
        return;
    };
    match free_space(path) {
        Some(free) if free < LEAST_FREE => {
            report.fail("disk: less than 50 MB free; make room, nothing can be recorded soon");
        }
        Some(free) if free < 10 * LEAST_FREE => {
            report.warn("disk: less than 500 MB free");
        }
        Some(_) => report.ok("disk"),
        None => report.warn("disk: the system does not tell how much is free"),
    }
    store.close().await;
}

async fn check_content(report: &mut Report, store: &Store) {
    let Ok(mut unit) = store.read().await else { return };
    // Before the first migration there are no tables to count.
    let Ok((accounts, _)) = unit.account_counts().await else { return };
    if accounts == 0 {
        report.warn("accounts: nobody can sign in; run `passerelle create-user` or `demo`");
    } else {
        report.ok(&format!("accounts: {accounts}"));
    }
    if unit.commune_count().await.is_ok_and(|count| count == 0) {
        report.warn("communes: none; run `passerelle import-communes`");
    }
}
