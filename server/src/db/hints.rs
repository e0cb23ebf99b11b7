//! Hints that something changed: of units of work of this process, and of other servers of the
//! application by way of PostgreSQL. What changed is found by looking ([`Reading::news`]); a hint
//! says that it is worth looking now.
//!
//! [`Reading::news`]: super::Reading::news

use super::store::{Engine, Store};
use domain::id::DirectorateId;
use sqlx::PgPool;
use sqlx::postgres::PgListener;
use std::collections::BTreeSet;
use std::convert::Infallible;
use std::time::Duration;

/// Where servers tell each other, with nothing but the name: who hears it looks for itself.
const CHANNEL: &str = "passerelle_changes";
/// Tells all who listen there, once the unit of work that says it has ended well.
pub(super) const NOTIFY: &str = "notify passerelle_changes";
/// Between two tries to listen.
const LISTEN_AGAIN: Duration = Duration::from_secs(30);

/// Of which directorates a unit of work changes something that others see.
#[derive(Debug, Default)]
pub(super) struct News {
    /// Those whose feed has a new number.
    pub(super) numbered: BTreeSet<DirectorateId>,
    /// Those of which something changes that no feed tells.
    pub(super) other: BTreeSet<DirectorateId>,
}

impl Store {
    /// Waits until something may have changed; also for what happened since this was last waited
    /// for. One at a time may wait.
    pub async fn hint(&self) {
        self.bell.notified().await;
    }

    /// Has whoever waits for a hint look.
    pub fn ring(&self) {
        self.bell.notify_one();
    }

    /// Takes what other servers say for hints of its own, for as long as this is awaited: it never
    /// ends. What cannot be heard is found by looking, a little later.
    pub async fn hear_others(&self) {
        match &self.engine {
            // SQLite tells nobody.
            Engine::Sqlite(_) => std::future::pending::<()>().await,
            Engine::Postgres(pool) => {
                let mut is_told = false;
                loop {
                    let Err(error) = self.hear(pool, &mut is_told).await;
                    if !is_told {
                        is_told = true;
                        tracing::warn!(%error, "other servers are not heard; they are looked for");
                    }
                    tokio::time::sleep(LISTEN_AGAIN).await;
                }
            }
        }
    }

    /// `is_told`: whether the log has it already that nothing is heard.
    async fn hear(&self, pool: &PgPool, is_told: &mut bool) -> Result<Infallible, sqlx::Error> {
        let mut listener = PgListener::connect_with(pool).await?;
        listener.listen(CHANNEL).await?;
        *is_told = false;
        loop {
            // Also where the line broke and is there again: what was said meanwhile is lost.
            listener.try_recv().await?;
            self.ring();
        }
    }
}
