//! Log lines: which address was asked for, under which rule, and how it ended. Never a query, a body or a name.

use crate::clock::Clock;
use crate::config::LogFormat;
use crate::randomness::{self, Randomness};
use axum::extract::{MatchedPath, Request, State};
use axum::http::{HeaderName, HeaderValue};
use axum::middleware::Next;
use axum::response::Response;
use std::io::IsTerminal as _;
use std::sync::Arc;
use tracing::{Instrument as _, Subscriber};
use tracing_subscriber::filter::filter_fn;
use tracing_subscriber::fmt::MakeWriter;
use tracing_subscriber::layer::SubscriberExt as _;
use tracing_subscriber::util::{SubscriberInitExt as _, TryInitError};
use tracing_subscriber::{EnvFilter, Layer as _};

const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");

/// Starts to log to the standard error. `RUST_LOG` sets what is logged. Of a panic only the place
/// is logged: its message may hold a value of a record.
///
/// # Errors
/// When the process logs already.
pub fn start(format: LogFormat) -> Result<(), TryInitError> {
    let filter = EnvFilter::try_from_default_env()
        .unwrap_or_else(|_| EnvFilter::new("info,sqlx=warn,hyper=warn"));
    std::panic::set_hook(Box::new(|panic| {
        let place = panic.location().map(ToString::to_string).unwrap_or_default();
        tracing::error!(place, "panicked");
    }));
    let ansi = std::io::stderr().is_terminal();
    subscriber(format, filter, ansi, std::io::stderr).try_init()
}

/// What takes log lines and writes them. Whatever the filter lets through, nothing of libraries
/// that name the address of a request.
pub fn subscriber<W>(
    format: LogFormat,
    filter: EnvFilter,
    ansi: bool,
    writer: W,
) -> impl Subscriber + Send + Sync + use<W>
where
    W: for<'w> MakeWriter<'w> + Send + Sync + 'static,
{
    let lines = tracing_subscriber::fmt::layer().with_writer(writer);
    let lines = match format {
        LogFormat::Json => lines.json().with_span_list(false).boxed(),
        LogFormat::Pretty => lines.with_ansi(ansi).boxed(),
    };
    let nameless = filter_fn(|what| !what.target().starts_with("tower_http"));
    tracing_subscriber::registry().with(filter).with(nameless).with(lines)
}

/// What log lines are made with.
#[derive(Clone)]
pub struct Log {
    /// Measures.
    pub clock: Arc<dyn Clock>,
    /// Numbers requests.
    pub randomness: Arc<dyn Randomness>,
}

/// Logs one line a request and gives the answer the request's number.
pub async fn requests(State(log): State<Log>, request: Request, next: Next) -> Response {
    let begun = log.clock.now();
    let id = randomness::identity(&*log.randomness, begun).unwrap_or_default();
    let method = request.method().clone();
    let path = shown_path(&request);
    let span = tracing::info_span!("request", %id, %method, path);
    let mut response = next.run(request).instrument(span.clone()).await;
    let ms = log.clock.now().0 - begun.0;
    let status = response.status().as_u16();
    span.in_scope(|| {
        if status >= 500 {
            tracing::error!(status, ms, "answered");
        } else {
            tracing::info!(status, ms, "answered");
        }
    });
    if let Ok(value) = HeaderValue::from_str(&id.to_string()) {
        response.headers_mut().insert(REQUEST_ID, value);
    }
    response
}

/// The address as it was declared, so that no code and no mistyped name gets into the log. Those
/// of server functions are declared too, behind one pattern.
fn shown_path(request: &Request) -> String {
    let Some(pattern) = request.extensions().get::<MatchedPath>() else {
        return "file or page".to_owned();
    };
    let path = request.uri().path();
    if pattern.as_str() == "/api/{*path}" {
        let known = server_fn::axum::server_fn_paths().find(|(known, _)| *known == path);
        return known.map_or("/api/?", |(known, _)| known).to_owned();
    }
    pattern.as_str().to_owned()
}
