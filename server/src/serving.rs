//! The server at work: everything it is made of, put together and run until it is asked to end.

use crate::auth::{Cookies, Passwords, Throttle};
use crate::clock::Clock;
use crate::config::Settings;
use crate::db::Store;
use crate::jobs::{OurLinks, Postroom, worker};
use crate::live::Hub;
use crate::randomness::SystemRandomness;
use crate::router::router;
use crate::services::Office;
use crate::site::Site;
use anyhow::{Context as _, Result};
use axum::Router;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;
use tokio::net::TcpListener;
use tokio::signal::unix::{SignalKind, signal};
use tokio::sync::{Notify, watch};

/// How long open requests may take to end.
const DRAIN: Duration = Duration::from_secs(10);

/// A server that is ready to run.
pub struct Serving {
    office: Arc<Office>,
    postroom: Postroom,
    router: Router,
    listen: SocketAddr,
    base_url: String,
    version: String,
}

impl Serving {
    /// Puts a server together that reads the time off `clock`.
    ///
    /// # Errors
    /// When something that is needed is missing.
    pub fn new(settings: &Settings, store: Store, clock: Arc<dyn Clock>) -> Result<Self> {
        let site = Site::open(&settings.site)?;
        let office = Arc::new(Office {
            store: store.clone(),
            clock,
            randomness: Arc::new(SystemRandomness),
            passwords: Passwords::new()?,
            throttle: Throttle::default(),
            cookies: Cookies::for_base_url(&settings.base_url),
            lifetimes: settings.lifetimes(),
            live: Hub::default(),
        });
        let links = OurLinks {
            randomness: Arc::clone(&office.randomness),
            base_url: settings.base_url.clone(),
        };
        let postroom = settings.messages.postroom(store.path(), Some(Arc::new(links)))?;
        let router = router(Arc::clone(&office), &site, &settings.base_url)?;
        Ok(Self {
            office,
            postroom,
            router,
            listen: settings.listen,
            base_url: settings.base_url.clone(),
            version: site.version,
        })
    }

    /// What its services work with, and what its messages are sent by.
    #[must_use]
    pub fn inside(&self) -> (Arc<Office>, Postroom) {
        (Arc::clone(&self.office), self.postroom.clone())
    }

    /// Serves until the process is asked to end.
    ///
    /// # Errors
    /// When the address is taken, or the network fails.
    pub async fn run(self) -> Result<()> {
        let Self { office, postroom, router, listen, base_url, version } = self;
        let (store, live) = (office.store.clone(), office.live.clone());
        let service = router.into_make_service_with_connect_info::<SocketAddr>();
        let listener = TcpListener::bind(listen)
            .await
            .with_context(|| format!("cannot listen at {listen}"))?;
        tracing::info!(%listen, base_url, version, "serving");

        let (stop, stopped) = watch::channel(false);
        let working = tokio::spawn(worker::work(office, postroom, stopped));

        let ending = Arc::new(Notify::new());
        let asked = Arc::clone(&ending);
        let (mut term, mut int) =
            (signal(SignalKind::terminate())?, signal(SignalKind::interrupt())?);
        let serving = axum::serve(listener, service).with_graceful_shutdown(async move {
            tokio::select! { _ = term.recv() => {}, _ = int.recv() => {} }
            tracing::info!("asked to end; finishing open requests");
            // Pages that listen would do so for ever.
            live.end();
            let _ = stop.send(true);
            asked.notify_one();
        });
        tokio::select! {
            ended = serving.into_future() => ended?,
            () = async { ending.notified().await; tokio::time::sleep(DRAIN).await } => {
                tracing::warn!("some requests did not end in time");
            }
        }
        // A message that is just being handed over may finish; one that cannot is sent again later.
        if tokio::time::timeout(DRAIN, working).await.is_err() {
            tracing::warn!("a job did not end in time; it is tried again after the next start");
        }
        store.close().await;
        tracing::info!("ended");
        Ok(())
    }
}
