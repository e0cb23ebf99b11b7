//! Whether the server runs, and whether it can do its work.

use crate::services::Office;
use axum::extract::State;
use axum::http::StatusCode;
use std::path::Path;
use std::sync::Arc;

/// Below this the disk counts as full: room for a day of work and a backup of the log.
pub const LEAST_FREE: u64 = 50 * 1024 * 1024;

/// `GET /healthz`: the process answers.
pub async fn alive() -> &'static str {
    "ok"
}

/// `GET /readyz`: the database answers, its schema is current, the disk has room.
pub async fn ready(State(office): State<Arc<Office>>) -> (StatusCode, &'static str) {
    let unavailable = StatusCode::SERVICE_UNAVAILABLE;
    match office.store.pending_migrations().await {
        Ok(0) => {}
        Ok(_) => return (unavailable, "migrations are not applied"),
        Err(error) => {
            tracing::error!(%error, "not ready");
            return (unavailable, "the database does not answer");
        }
    }
    match office.store.path().and_then(free_space) {
        Some(free) if free < LEAST_FREE => (unavailable, "the disk is nearly full"),
        _ => (StatusCode::OK, "ready"),
    }
}

/// Bytes that are free on the disk of a file, where the system tells.
#[must_use]
pub fn free_space(file: &Path) -> Option<u64> {
    let folder = file.parent().filter(|folder| !folder.as_os_str().is_empty());
    let space = rustix::fs::statvfs(folder.unwrap_or(Path::new("."))).ok()?;
    Some(space.f_bavail.saturating_mul(space.f_frsize))
}
