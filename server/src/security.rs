//! Headers that every answer carries.

use axum::extract::{Request, State};
use axum::http::{HeaderName, HeaderValue, header};
use axum::middleware::Next;
use axum::response::Response;

/// What pages of ours may load and do: only files of this server, no inline script or style.
pub const CONTENT_SECURITY_POLICY: &str = "default-src 'none'; script-src 'self' \
    'wasm-unsafe-eval'; style-src 'self'; connect-src 'self'; img-src 'self'; font-src 'self'; \
    media-src 'self'; worker-src 'self'; manifest-src 'self'; base-uri 'none'; form-action \
    'self'; frame-ancestors 'none'";

const PERMISSIONS_POLICY: &str = "accelerometer=(), camera=(), display-capture=(), \
    geolocation=(), gyroscope=(), microphone=(), midi=(), payment=(), usb=()";
const HSTS: &str = "max-age=63072000; includeSubDomains";

const FIXED: [(HeaderName, &str); 6] = [
    (header::CONTENT_SECURITY_POLICY, CONTENT_SECURITY_POLICY),
    (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (HeaderName::from_static("permissions-policy"), PERMISSIONS_POLICY),
    (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
    (HeaderName::from_static("cross-origin-resource-policy"), "same-origin"),
    (header::X_FRAME_OPTIONS, "DENY"),
];

/// Whether people reach the server by `https`.
#[derive(Clone, Copy, Debug)]
pub struct Secure(pub bool);

/// Adds the headers on the way out.
pub async fn headers(State(secure): State<Secure>, request: Request, next: Next) -> Response {
    let path = request.uri().path();
    let registration = path == "/r" || path.starts_with("/r/");
    let own = path == "/s" || path.starts_with("/s/");
    let level = path == "/niveau";
    // The addresses of these are secrets.
    let secret = path.starts_with("/p/") || path.starts_with("/mot-de-passe/");
    let private = registration || own || level || secret || path.starts_with("/api/");
    let mut response = next.run(request).await;
    let headers = response.headers_mut();
    for (name, value) in FIXED {
        headers.insert(name, HeaderValue::from_static(value));
    }
    // With `no-referrer` a browser sends a form with `Origin: null` even to the page's own server.
    // Browsers too old for `Sec-Fetch-Site` would then be refused as strangers, and phones that
    // old are exactly those the pages without script are for. Of a secret address even our own
    // files learn no more than the server's name.
    let referrer = if secret {
        "strict-origin"
    } else if registration || own || level {
        "same-origin"
    } else {
        "no-referrer"
    };
    headers.insert(header::REFERRER_POLICY, HeaderValue::from_static(referrer));
    if private {
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    }
    if secure.0 {
        headers.insert(header::STRICT_TRANSPORT_SECURITY, HeaderValue::from_static(HSTS));
    }
    response
}
