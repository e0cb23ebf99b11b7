//! All addresses, and what surrounds each request.

use crate::agenda;
use crate::api;
use crate::exports;
use crate::health;
use crate::level;
use crate::live;
use crate::logging::{self, Log};
use crate::new_password;
use crate::partner;
use crate::randomness;
use crate::registration;
use crate::security::{self, Secure};
use crate::services::{Office, PartnerDesk, PasswordDesk, RegistrationDesk, SignatoryDesk};
use crate::signatory;
use crate::site::{Site, SiteError};
use app::api::ApiError;
use axum::Router;
use axum::response::Response;
use axum::routing::{any, get};
use std::any::Any;
use std::sync::Arc;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::compression::CompressionLayer;
use tower_http::compression::predicate::{DefaultPredicate, Predicate, SizeAbove};
use tower_http::csrf::{ConfigError, CsrfLayer, ProtectionError};

/// Shorter answers, in bytes, are sent as they are.
const WORTH_COMPRESSING: u64 = 300;

/// Why the addresses cannot be served.
#[derive(Debug, thiserror::Error)]
pub enum RouterError {
    /// The files that browsers are sent.
    #[error(transparent)]
    Site(#[from] SiteError),
    /// The public address is none that a browser would send.
    #[error("base_url is not an origin: {0}")]
    BaseUrl(String),
}

impl From<ConfigError> for RouterError {
    fn from(error: ConfigError) -> Self {
        Self::BaseUrl(error.to_string())
    }
}

/// The whole application.
///
/// # Errors
/// When the site lacks a file, or the public address is not one.
pub fn router(office: Arc<Office>, site: &Site, base_url: &str) -> Result<Router, RouterError> {
    api::register();
    let csrf = CsrfLayer::new()
        .add_trusted_origin(base_url)?
        .with_rejection_response(|_: ProtectionError| api::refusal(&ApiError::Forbidden));
    let log = Log { clock: Arc::clone(&office.clock), randomness: Arc::clone(&office.randomness) };
    let secure = Secure(base_url.starts_with("https://"));

    let answered = Router::new()
        .route("/api/{*path}", any(api::answer))
        .route("/agenda/{file}", get(agenda::calendar))
        .with_state(Arc::clone(&office))
        .merge(exports::routes(Arc::clone(&office)))
        .merge(registration_routes(&office, site, base_url)?)
        .merge(signatory_routes(&office, site)?)
        .merge(partner_routes(&office, site)?)
        .merge(password_routes(&office, site)?)
        .merge(level_routes(&office, site)?)
        // Files are compressed when they are built; only what is made anew is compressed here.
        .layer(CompressionLayer::new().compress_when(worth_it()));
    // News come one by one: whatever gathers bytes to compress them would hold them up.
    let news = live::routes(Arc::clone(&office));
    let health = Router::new()
        .route("/healthz", get(health::alive))
        .route("/readyz", get(health::ready))
        .with_state(office);
    Ok(answered
        .merge(news)
        .merge(health)
        .merge(site.routes())
        .layer(csrf)
        .layer(CatchPanicLayer::custom(panicked))
        .layer(axum::middleware::from_fn_with_state(log, logging::requests))
        .layer(axum::middleware::from_fn_with_state(secure, security::headers)))
}

/// What fits into one packet with its head is only made longer by many of the ways to compress it.
fn worth_it() -> impl Predicate {
    DefaultPredicate::new().and(SizeAbove::new(WORTH_COMPRESSING))
}

fn registration_routes(
    office: &Arc<Office>,
    site: &Site,
    base_url: &str,
) -> Result<Router, SiteError> {
    let clock = Arc::clone(&office.clock);
    let drawing = Arc::clone(office);
    Ok(registration::routes(
        Arc::new(RegistrationDesk::new(Arc::clone(office))),
        site.assets()?,
        Arc::new(move || clock.now()),
        Arc::new(move || {
            randomness::identity(&*drawing.randomness, drawing.now()).unwrap_or_default()
        }),
        typed_address(base_url, "/s"),
    ))
}

/// An address as people type it.
fn typed_address(base_url: &str, path: &str) -> String {
    let host = base_url.split_once("://").map_or(base_url, |(_, host)| host);
    format!("{}{path}", host.trim_end_matches('/'))
}

fn signatory_routes(office: &Arc<Office>, site: &Site) -> Result<Router, SiteError> {
    let desk = Arc::new(SignatoryDesk::new(Arc::clone(office)));
    Ok(signatory::routes(desk, site.assets()?, office.cookies))
}

fn partner_routes(office: &Arc<Office>, site: &Site) -> Result<Router, SiteError> {
    let clock = Arc::clone(&office.clock);
    let desk = Arc::new(PartnerDesk::new(Arc::clone(office)));
    Ok(partner::routes(desk, site.assets()?, Arc::new(move || clock.now())))
}

fn password_routes(office: &Arc<Office>, site: &Site) -> Result<Router, SiteError> {
    let desk = Arc::new(PasswordDesk::new(Arc::clone(office)));
    Ok(new_password::routes(desk, site.assets()?))
}

fn level_routes(office: &Arc<Office>, site: &Site) -> Result<Router, SiteError> {
    let clock = Arc::clone(&office.clock);
    Ok(level::routes(&site.assets()?, Arc::new(move || clock.now())))
}

/// The panic's message stays out of the answer, and out of the log: it may hold a value.
fn panicked(_: Box<dyn Any + Send>) -> Response {
    tracing::error!("a request ended in a panic");
    api::refusal(&ApiError::Internal)
}
