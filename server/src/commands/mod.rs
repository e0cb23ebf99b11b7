//! The command line: one file a command.

mod backup;
mod create_user;
mod demo;
mod doctor;
mod import_communes;
mod move_records;
mod serve;
mod turn_user;

use crate::clock::SystemClock;
use crate::config::{Flags, LogFormat, Settings, SettingsError};
use crate::db::{OpenOptions, Store, shown};
use crate::logging;
use crate::randomness::SystemRandomness;
use anyhow::{Context as _, Result};
use clap::{Args, Parser, Subcommand};
use std::net::SocketAddr;
use std::path::PathBuf;
use std::process::ExitCode;

/// Passerelle's server.
#[derive(Debug, Parser)]
#[command(name = "passerelle", version, about)]
pub struct Cli {
    #[command(flatten)]
    common: Common,
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Args)]
struct Common {
    /// Configuration file (TOML).
    #[arg(long, global = true, env = "PASSERELLE_CONFIG")]
    config: Option<PathBuf>,
    /// Address of the database: `sqlite:///path/to/file`.
    #[arg(long, global = true)]
    database: Option<String>,
    /// How log lines are written.
    #[arg(long, global = true)]
    log: Option<LogFormat>,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Serves the application.
    Serve(ServeFlags),
    /// Brings the database's schema up to date.
    Migrate,
    /// Carries all records into another, empty database: from SQLite to PostgreSQL, or back.
    Move(move_records::Move),
    /// Makes a backup, and tells devices that they need not keep what it holds.
    Backup(backup::Backup),
    /// Tells devices that the database was restored from a backup.
    Restored,
    /// Creates an account.
    CreateUser(create_user::NewUser),
    /// Disables an account: its sessions end, and nobody can sign in to it.
    DisableUser(turn_user::Login),
    /// Enables an account again.
    EnableUser(turn_user::Login),
    /// Puts departments into a directorate and imports their communes.
    ImportCommunes(import_communes::Import),
    /// Fills an empty database with a generated, visibly fictional territory.
    Demo(demo::Options),
    /// Checks the configuration, the database, the disk and the files, and says what to do.
    Doctor(ServeFlags),
}

#[derive(Debug, Args)]
struct ServeFlags {
    /// Folder of the files that browsers are sent.
    #[arg(long)]
    site: Option<PathBuf>,
    /// Where to listen.
    #[arg(long)]
    listen: Option<SocketAddr>,
    /// The address people type.
    #[arg(long)]
    base_url: Option<String>,
}

impl Cli {
    /// The settings: what the command line says, above environment and file.
    ///
    /// # Errors
    /// When one of them is missing or means nothing.
    pub fn settings(&self) -> Result<Settings, SettingsError> {
        let Common { config, database, log } = &self.common;
        let mut flags = Flags {
            file: config.clone(),
            database: database.clone(),
            log: *log,
            ..Flags::default()
        };
        if let Command::Serve(serve) | Command::Doctor(serve) = &self.command {
            flags.site.clone_from(&serve.site);
            flags.listen = serve.listen;
            flags.base_url.clone_from(&serve.base_url);
        }
        Settings::gather(flags, None)
    }
}

/// Does what the command line says.
///
/// # Errors
/// With a message for the person at the terminal.
pub async fn run(cli: Cli) -> Result<ExitCode> {
    let settings = cli.settings();
    if let Command::Doctor(_) = cli.command {
        return doctor::run(settings).await;
    }
    let settings = settings?;
    logging::start(settings.log)?;
    match cli.command {
        Command::Serve(_) => serve::run(&settings).await?,
        Command::Migrate => {
            open(&settings).await?.close().await;
            println!("The schema is up to date.");
        }
        Command::Move(options) => move_records::run(&options).await?,
        Command::Backup(backup) => backup::run(&settings, &backup).await?,
        Command::Restored => backup::restored(&settings).await?,
        Command::CreateUser(new) => create_user::run(&settings, new).await?,
        Command::DisableUser(who) => turn_user::run(&settings, &who, true).await?,
        Command::EnableUser(who) => turn_user::run(&settings, &who, false).await?,
        Command::ImportCommunes(import) => import_communes::run(&settings, &import).await?,
        Command::Demo(options) => demo::run(&settings, &options).await?,
        Command::Doctor(_) => {}
    }
    Ok(ExitCode::SUCCESS)
}

/// Opens the database and brings its schema up to date.
///
/// # Errors
/// When it cannot be opened, or is newer than this program.
pub async fn open(settings: &Settings) -> Result<Store> {
    let options = OpenOptions { url: settings.database.clone(), max_pages: None };
    let store = Store::open(&options)
        .await
        .with_context(|| format!("the database {} cannot be opened", shown(&settings.database)))?;
    store.migrate(&SystemRandomness).await?;
    Ok(store)
}

const CLOCK: SystemClock = SystemClock;
