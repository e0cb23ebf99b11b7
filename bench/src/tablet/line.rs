//! The line of a device to the office: the addresses, bodies and encodings that the application uses.

use anyhow::{Context as _, Result, anyhow, bail};
use domain::time::Instant;
use server::clock::{Clock as _, SystemClock};
use std::cell::{Cell, RefCell};
use std::time::Duration;
use sync::Envelope;
use sync::client::{News, World};
use sync::wire::{self, SyncRequest, SyncResponse};
use ureq::Agent;

/// The kind of bodies of the server functions that devices use.
const POSTCARD: &str = "application/x-postcard";
/// As the application: an answer is given up after this long.
const PATIENCE: Duration = Duration::from_secs(25);
/// Longest answer.
const LARGEST: u64 = 16 * 1024 * 1024;

/// A line with a session, and the clock of the device.
#[derive(Debug)]
pub struct Line {
    agent: Agent,
    office: String,
    host: String,
    cookie: String,
    /// Held at this moment, so that what is entered has the time that was foreseen.
    clock: Cell<Option<Instant>>,
    shelter: RefCell<Vec<Envelope>>,
}

impl Line {
    /// Signs in.
    ///
    /// # Errors
    /// When the office does not answer, or not to this account.
    pub fn lay(office: &str, host: &str, login: &str, password: &str) -> Result<Self> {
        let mut line = Self::with_session(office, host, String::new());
        let body = postcard::to_allocvec(&(login, password))?;
        let (_, cookie) = line.post("/api/account/sign-in", &body)?;
        line.cookie = cookie.context("signing in gave no session")?;
        Ok(line)
    }

    /// With the cookie of a session that was opened before.
    pub fn with_session(office: &str, host: &str, cookie: String) -> Self {
        let agent: Agent = Agent::config_builder()
            .timeout_global(Some(PATIENCE))
            .http_status_as_error(false)
            .max_redirects(0)
            .build()
            .into();
        Self {
            agent,
            office: office.to_owned(),
            host: host.to_owned(),
            cookie,
            clock: Cell::new(None),
            shelter: RefCell::default(),
        }
    }

    /// Holds the clock, or lets it go.
    pub fn set(&self, moment: Option<Instant>) {
        self.clock.set(moment);
    }

    fn post(&self, path: &str, body: &[u8]) -> Result<(Vec<u8>, Option<String>)> {
        let mut asked = self
            .agent
            .post(format!("{}{path}", self.office))
            .header("host", &self.host)
            .header("content-type", POSTCARD)
            .header("accept", POSTCARD)
            .header("sec-fetch-site", "same-origin");
        if !self.cookie.is_empty() {
            asked = asked.header("cookie", &self.cookie);
        }
        let mut answer = asked.send(body)?;
        let cookie = answer.headers().get("set-cookie").and_then(|value| value.to_str().ok());
        let cookie = cookie.and_then(|value| value.split(';').next()).map(str::to_owned);
        let status = answer.status();
        let bytes = answer.body_mut().with_config().limit(LARGEST).read_to_vec()?;
        if !status.is_success() {
            bail!("the office answered {status}");
        }
        Ok((bytes, cookie))
    }
}

/// As the application: what is worth it is sent deflated, at the usual level.
fn packed(envelope: Vec<u8>) -> Vec<u8> {
    if envelope.len() < wire::WORTH_PACKING {
        return envelope;
    }
    let deflated = miniz_oxide::deflate::compress_to_vec(&envelope, 6);
    wire::shortest(envelope, &deflated)
}

impl World for Line {
    type Silence = anyhow::Error;

    fn now(&self) -> Instant {
        self.clock.get().unwrap_or_else(|| SystemClock.now())
    }

    async fn ask(&self, request: SyncRequest) -> Result<SyncResponse> {
        // The list of bytes that the server function takes, and the one it gives.
        let body = postcard::to_allocvec(&packed(wire::encode(&request)))?;
        let (answer, _) = self.post("/api/sync/v1", &body)?;
        let answer: Vec<u8> = postcard::from_bytes(&answer)?;
        wire::decode_present(&answer).map_err(|error| anyhow!(error))
    }

    fn shelter(&self) -> Vec<Envelope> {
        self.shelter.borrow().clone()
    }

    fn put_into_shelter(&self, envelope: &Envelope) -> bool {
        self.shelter.borrow_mut().push(envelope.clone());
        true
    }

    fn take_out_of_shelter(&self, envelope: &Envelope) {
        self.shelter.borrow_mut().retain(|known| known != envelope);
    }

    fn tell_tabs(&self) {}

    fn see(&self, _: News) {}
}
