//! The server of `passerelle serve` with a clock that a test moves on: for the stories of
//! `end2end/` that last for weeks. The product has no such switch, and none of it is in its program.
//!
//! Takes the arguments of `passerelle serve`. `POST /advance` at the port of this machine that
//! `PASSERELLE_CLOCK_PORT` names, with a number of milliseconds as its body, moves the clock on, does
//! what is due by then, and answers once that is done.

use anyhow::{Context as _, Result};
use axum::Router;
use axum::extract::State;
use axum::http::StatusCode;
use axum::routing::post;
use clap::Parser as _;
use domain::time::Instant;
use server::clock::{Clock, SystemClock};
use server::commands::{Cli, open};
use server::jobs::{Postroom, run_due};
use server::logging;
use server::services::Office;
use server::serving::Serving;
use std::net::Ipv4Addr;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use tokio::net::TcpListener;

/// The machine's clock, moved on by so many milliseconds.
#[derive(Default)]
struct HeldClock(AtomicI64);

impl Clock for HeldClock {
    fn now(&self) -> Instant {
        SystemClock.now().plus(self.0.load(Ordering::SeqCst))
    }
}

#[derive(Clone)]
struct Hand {
    clock: Arc<HeldClock>,
    office: Arc<Office>,
    postroom: Postroom,
}

#[tokio::main]
async fn main() -> Result<()> {
    let settings = Cli::parse().settings()?;
    logging::start(settings.log)?;
    let port: u16 = std::env::var("PASSERELLE_CLOCK_PORT")
        .context("PASSERELLE_CLOCK_PORT is not set")?
        .parse()
        .context("PASSERELLE_CLOCK_PORT is no port")?;
    let clock = Arc::new(HeldClock::default());
    let serving = Serving::new(&settings, open(&settings).await?, clock.clone())?;
    let (office, postroom) = serving.inside();
    let hand =
        Router::new().route("/advance", post(advance)).with_state(Hand { clock, office, postroom });
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, port)).await?;
    tokio::spawn(axum::serve(listener, hand).into_future());
    serving.run().await
}

async fn advance(
    State(Hand { clock, office, postroom }): State<Hand>,
    milliseconds: String,
) -> Result<String, (StatusCode, String)> {
    let milliseconds: i64 =
        milliseconds.trim().parse().map_err(|_| (StatusCode::BAD_REQUEST, String::new()))?;
    clock.0.fetch_add(milliseconds, Ordering::SeqCst);
    run_due(&office, &postroom, clock.now())
        .await
        .map(|report| format!("{report:?}"))
        .map_err(|error| (StatusCode::INTERNAL_SERVER_ERROR, error.to_string()))
}
