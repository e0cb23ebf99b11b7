//! `passerelle serve`.

use super::open;
use crate::auth::{Cookies, Passwords, Throttle};
use crate::clock::SystemClock;
use crate::config::Settings;
use crate::jobs::{OurLinks, worker};
use crate::randomness::SystemRandomness;
use crate::router::router;
use crate::services::Office;
use crate::site::Site;
use anyhow::{Context as _, Result};
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;
use tokio::net::TcpListener;
use tokio::signal::unix::{SignalKind, signal};
use tokio::sync::{Notify, watch};

/// How long open requests may take to end.
const DRAIN: Duration = Duration::from_secs(10);

/// Serves until the process is asked to end.
///
/// # Errors
/// When something that is needed is missing or the address is taken.
pub(super) async fn run(settings: &Settings) -> Result<()> {
    let site = Site::open(&settings.site)?;
    let store = open(settings).await?;
    let office = Arc::new(Office {
        store: store.clone(),
        clock: Arc::new(SystemClock),
        randomness: Arc::new(SystemRandomness),
        passwords: Passwords::new()?,
        throttle: Throttle::default(),
        cookies: Cookies::for_base_url(&settings.base_url),
        lifetimes: settings.lifetimes(),
    });
    let links = OurLinks {
        randomness: Arc::clone(&office.randomness),
        base_url: settings.base_url.clone(),
    };
    let postroom = settings.messages.postroom(store.path(), Some(Arc::new(links)))?;
    let router = router(Arc::clone(&office), &site, &settings.base_url)?;
    let service = router.into_make_service_with_connect_info::<SocketAddr>();
    let listener = TcpListener::bind(settings.listen)
        .await
        .with_context(|| format!("cannot listen at {}", settings.listen))?;
    tracing::info!(
        listen = %settings.listen, base_url = settings.base_url, version = site.version, "serving"
    );

    let (stop, stopped) = watch::channel(false);
    let working = tokio::spawn(worker::work(office, postroom, stopped));

    let ending = Arc::new(Notify::new());
    let asked = Arc::clone(&ending);
    let (mut term, mut int) = (signal(SignalKind::terminate())?, signal(SignalKind::interrupt())?);
    let serving = axum::serve(listener, service).with_graceful_shutdown(async move {
        tokio::select! { _ = term.recv() => {}, _ = int.recv() => {} }
        tracing::info!("asked to end; finishing open requests");
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
