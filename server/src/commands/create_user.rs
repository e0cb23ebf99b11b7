//! `passerelle create-user`.

use super::{CLOCK, open};
use crate::auth::Passwords;
use crate::clock::Clock as _;
use crate::config::Settings;
use crate::db::{Account, Action, Limit};
use crate::randomness::{self, SystemRandomness};
use anyhow::{Context as _, Result, bail};
use app::api::account::Role;
use app::api::accounts::login_fault;
use clap::Args;
use domain::id::{DirectorateId, UserId};
use std::io::{IsTerminal as _, Write as _};

/// A new account. The password is asked for, or read from the first line of the standard input.
#[derive(Debug, Args)]
pub(super) struct NewUser {
    /// What the person types to sign in.
    #[arg(long)]
    login: String,
    /// The name shown to colleagues.
    #[arg(long)]
    name: String,
    /// `adviser` or `supervisor`.
    #[arg(long, value_parser = role)]
    role: Role,
    /// Name of the directorate; it is created where there is none of this name.
    #[arg(long)]
    directorate: String,
}

fn role(text: &str) -> Result<Role, String> {
    Role::from_code(text).ok_or_else(|| "a role is `adviser` or `supervisor`".to_owned())
}

pub(super) async fn run(settings: &Settings, new: NewUser) -> Result<()> {
    let login = new.login.trim();
    if login_fault(login).is_some() {
        bail!("a login has 1 to 100 characters and no blanks");
    }
    if new.name.trim().is_empty() || new.directorate.trim().is_empty() {
        bail!("the name and the directorate cannot be empty");
    }
    let password = read_password()?;
    let hash = Passwords::new()?.hash(password).await?;

    let store = open(settings).await?;
    let now = CLOCK.now();
    let mut unit = store.write().await?;
    if unit.credentials(login).await?.is_some() {
        bail!("there is an account with this login");
    }
    let directorate = if let Some(known) = unit.directorate_named(new.directorate.trim()).await? {
        known
    } else {
        let id = DirectorateId(randomness::identity(&SystemRandomness, now)?);
        unit.create_directorate(id, new.directorate.trim(), false).await?;
        id
    };
    let account = Account {
        id: UserId(randomness::identity(&SystemRandomness, now)?),
        login: login.to_owned(),
        display_name: new.name.trim().to_owned(),
        role: new.role,
        directorate,
        limit: Limit::Whole,
    };
    unit.create_account(&account, &hash, now).await?;
    let subject = Some(account.id.0);
    unit.audit(now, directorate, None, Action::AccountCreated, subject, None).await?;
    unit.commit().await?;
    store.close().await;
    println!("The account was created.");
    Ok(())
}

fn read_password() -> Result<String> {
    if std::io::stdin().is_terminal() {
        print!("Password (shown while you type): ");
        std::io::stdout().flush()?;
    }
    let mut line = String::new();
    std::io::stdin().read_line(&mut line).context("the password cannot be read")?;
    Ok(line.trim_end_matches(['\r', '\n']).to_owned())
}
