//! `passerelle serve`.

use super::open;
use crate::clock::SystemClock;
use crate::config::Settings;
use crate::serving::Serving;
use anyhow::Result;
use std::sync::Arc;

/// Serves by the machine's clock until the process is asked to end.
///
/// # Errors
/// When something that is needed is missing or the address is taken.
pub(super) async fn run(settings: &Settings) -> Result<()> {
    Serving::new(settings, open(settings).await?, Arc::new(SystemClock))?.run().await
}
