//! `passerelle disable-user` and `passerelle enable-user`.

use super::{CLOCK, open};
use crate::clock::Clock as _;
use crate::config::Settings;
use crate::services::{Standing, Turned, turn};
use anyhow::{Context as _, Result, bail};
use clap::Args;

/// Whose account.
#[derive(Debug, Args)]
pub(super) struct Login {
    /// What the person types to sign in.
    #[arg(long)]
    login: String,
}

pub(super) async fn run(settings: &Settings, who: &Login, disabled: bool) -> Result<()> {
    let store = open(settings).await?;
    let mut unit = store.write().await?;
    let known =
        unit.credentials(&who.login).await?.context("there is no account with this login")?;
    let standing = Standing {
        id: known.account.id,
        directorate: known.account.directorate,
        role: known.account.role,
        disabled: known.disabled,
    };
    match turn(&mut unit, standing, disabled, None, CLOCK.now()).await? {
        Turned::Done => unit.commit().await?,
        Turned::LastSupervisor => bail!(
            "this is the last supervisor of the directorate: make another one first, with \
             `passerelle create-user`"
        ),
    }
    store.close().await;
    println!("The account is {}.", if disabled { "disabled" } else { "enabled" });
    Ok(())
}
