//! The worker of a running server: a pass now and then, until the process is asked to end.

use super::{Postroom, Report, plan, step};
use crate::db::DbError;
use crate::services::Office;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::watch;

/// Between two passes.
const PAUSE: Duration = Duration::from_secs(20);

/// Works until `ending` is true, or its other end is gone. Between two jobs it looks whether it is
/// to end; a job that is under way is finished.
pub async fn work(office: Arc<Office>, postroom: Postroom, mut ending: watch::Receiver<bool>) {
    loop {
        match pass(&office, &postroom, &ending).await {
            Ok(report) if report == Report::default() => {}
            Ok(report) => tracing::info!(?report, "jobs"),
            // Nothing is lost: what was not done is due in the next pass too.
            Err(error) => tracing::error!(%error, "jobs cannot be done now"),
        }
        if *ending.borrow() {
            return;
        }
        tokio::select! {
            () = tokio::time::sleep(PAUSE) => {}
            // An error says that whoever could ask is gone.
            asked = ending.changed() => if asked.is_err() || *ending.borrow() { return },
        }
    }
}

async fn pass(
    office: &Office,
    postroom: &Postroom,
    ending: &watch::Receiver<bool>,
) -> Result<Report, DbError> {
    let planned = plan::plan(office, postroom, office.now()).await?;
    let mut report = Report { planned, ..Report::default() };
    while !*ending.borrow() {
        match step::step(office, postroom, office.now()).await? {
            Some(ending) => report.count(ending),
            None => break,
        }
    }
    Ok(report)
}
