//! The server functions: gives each request the services of its session's role, and nothing else.

use crate::auth::Token;
use crate::db::{Limit, OpenSession};
use crate::services::{AccountDesk, AdviserDesk, Desk, DeviceDesk, Office, VaultDesk};
use crate::text_fr;
use ::vault::parcel;
use app::api::account::Role;
use app::api::error_text::ErrorText;
use app::api::services::{
    AccountServices, AdviserServices, DeskServices, DeviceServices, HasSession, VaultServices,
};
use app::api::{
    ApiError, account, accounts, agenda, attention, centres, devices, exchange, figures,
    interventions, messages, organisations, people, referrals, rescue, roster, schemes, slots,
    surrender, vault,
};
use axum::body::{Body, Bytes};
use axum::extract::{ConnectInfo, Request, State};
use axum::http::{HeaderValue, Method, StatusCode, header};
use axum::response::{IntoResponse as _, Response};
use futures_util::StreamExt as _;
use leptos::prelude::provide_context;
use server_fn::ContentType as _;
use server_fn::axum::register_explicit;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

/// Most bytes of a request, by address.
const SYNC: usize = sync::wire::MAX_ENVELOPE + 16;
/// A file and the parts around it.
const ROSTER: usize = roster::MAX_FILE + 1024 * 1024;
const OTHERS: usize = 1024 * 1024;
/// A parcel, and the installations of a browser.
const PARCEL: usize = parcel::MAX_PARCEL + 4 * 1024;
/// A rescue file, and its length.
const RESCUE: usize = parcel::MAX_FILE + 16;
/// What devices without a session call.
const OF_DEVICES: &str = "/api/device/";
/// What each of them asks at each opening.
const REVOKED: &str = "/api/device/revoked";
/// Where they hand over what waits.
const SURRENDER: &str = "/api/device/surrender";
/// A parcel that has not come whole after so long is given up: so long it takes one of the others'
/// turns. One of the usual size comes in time by 20 kbit/s.
const PARCEL_WITHIN: Duration = Duration::from_mins(2);
/// A login and a password, of whom nobody knows yet; a sealed key, which has a tenth of it.
const ACCOUNT: usize = 16 * 1024;
/// A sender that is silent for so long is given up.
const SILENCE: Duration = Duration::from_secs(30);
/// What is too large is still read so far, without being kept: a browser that is cut off while it
/// sends shows a broken line instead of the answer.
const DRAINED: usize = 64 * 1024 * 1024;
/// An error's body is never longer.
const ERROR_BODY: usize = 64 * 1024;

/// Makes the server functions known. Without it the linker may drop those nothing else names.
pub fn register() {
    register_explicit::<account::SignIn>();
    register_explicit::<account::SignOut>();
    register_explicit::<account::WhoAmI>();
    register_explicit::<exchange::Exchange>();
    register_explicit::<interventions::Centres>();
    register_explicit::<interventions::Advisers>();
    register_explicit::<interventions::Interventions>();
    register_explicit::<interventions::CreateIntervention>();
    register_explicit::<interventions::AssignAdvisers>();
    register_explicit::<people::People>();
    register_explicit::<figures::FunnelOf>();
    register_explicit::<figures::PeopleBehind>();
    register_explicit::<figures::ReportOf>();
    register_explicit::<attention::Attention>();
    register_explicit::<attention::CloseAttention>();
    register_explicit::<attention::ChooseMark>();
    register_explicit::<attention::AdoptEntry>();
    register_explicit::<referrals::PartnerLink>();
    register_explicit::<referrals::PartnerLinkInSight>();
    register_explicit::<referrals::LinkRequests>();
    register_explicit::<messages::Jobs>();
    register_explicit::<messages::RetryJob>();
    register_explicit::<messages::PauseMessages>();
    register_explicit::<agenda::ShareAgenda>();
    register_explicit::<agenda::EndAgenda>();
    register_explicit::<agenda::IsAgendaShared>();
    register_explicit::<roster::PreviewRoster>();
    register_explicit::<roster::ImportRoster>();
    register_explicit::<organisations::Organisations>();
    register_explicit::<organisations::SaveOrganisation>();
    register_explicit::<schemes::Schemes>();
    register_explicit::<schemes::SaveScheme>();
    register_explicit::<schemes::VerifyScheme>();
    register_explicit::<accounts::OwnAccountScope>();
    register_explicit::<accounts::Accounts>();
    register_explicit::<accounts::SaveAccount>();
    register_explicit::<accounts::DisableAccount>();
    register_explicit::<accounts::PasswordLink>();
    register_explicit::<centres::OwnTerritory>();
    register_explicit::<centres::Communes>();
    register_explicit::<centres::SaveCentre>();
    register_explicit::<centres::CloseCentre>();
    register_explicit::<slots::Slots>();
    register_explicit::<slots::OfferSlots>();
    register_explicit::<slots::RemoveSlot>();
    register_explicit::<slots::OwnSlots>();
    register_explicit::<slots::OfferOwnSlots>();
    register_explicit::<slots::RemoveOwnSlot>();
    register_explicit::<devices::Devices>();
    register_explicit::<devices::DeviceReportOf>();
    register_explicit::<devices::RevokeDevice>();
    register_explicit::<devices::TakeRescueFile>();
    register_explicit::<rescue::BringBack>();
    register_explicit::<surrender::IsRevoked>();
    register_explicit::<surrender::Surrender>();
    register_explicit::<surrender::Empty>();
    register_explicit::<vault::VaultTerms>();
    register_explicit::<vault::ReopenVault>();
}

/// The addresses of all server functions, in order.
#[must_use]
pub fn paths() -> Vec<&'static str> {
    register();
    let mut paths: Vec<&str> = server_fn::axum::server_fn_paths().map(|(path, _)| path).collect();
    paths.sort_unstable();
    paths.dedup();
    paths
}

/// An error as the client reads it.
#[must_use]
pub fn refusal(error: &ApiError) -> Response {
    let status = StatusCode::from_u16(error.status()).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    let kind = [(header::CONTENT_TYPE, ErrorText::CONTENT_TYPE)];
    (status, kind, ErrorText::write(error)).into_response()
}

/// Answers `POST /api/…`.
pub async fn answer(State(office): State<Arc<Office>>, request: Request) -> Response {
    let path = request.uri().path();
    let known = server_fn::axum::get_server_fn_service(path, Method::POST).is_some();
    if !known {
        return refusal(&ApiError::NotFound);
    }
    if request.method() != Method::POST {
        let allow = [(header::ALLOW, "POST")];
        return (StatusCode::METHOD_NOT_ALLOWED, allow).into_response();
    }
    match serve(office, request).await {
        Ok(response) => mend(response).await,
        Err(error) => refusal(&error),
    }
}

async fn serve(office: Arc<Office>, request: Request) -> Result<Response, ApiError> {
    let limit = limit(request.uri().path());
    let of_device = request.uri().path().starts_with(OF_DEVICES);
    let public = of_device || request.uri().path().starts_with("/api/account/");
    // What a revoked device still has to say is heard whatever became of its session.
    let token = office.cookies.read(request.headers()).filter(|_| of_device);
    let session = if of_device { None } else { office.session(request.headers()).await? };
    let (mut parts, body) = request.into_parts();
    let address = parts.extensions.get::<ConnectInfo<SocketAddr>>().map(|info| info.0.ip());
    let path = parts.uri.path();
    let hands_over = path == SURRENDER;
    let waits = match path {
        REVOKED => office.throttle.question(address).err(),
        _ if of_device => office.throttle.device(address).err(),
        _ => None,
    };
    // Kept until the end: who hands something over proves who they are in the midst of it.
    let turn =
        if hands_over && waits.is_none() { Some(office.throttle.turn().await) } else { None };
    let waits = waits.or_else(|| turn.as_ref()?.as_ref().err().copied());
    // A request without a session is read to its end, so that the browser gets to see the answer,
    // but not kept in memory.
    let keep = waits.is_none() && (public || session.is_some());
    let reading = read(body, limit, keep);
    let bytes = if hands_over {
        let whole = tokio::time::timeout(PARCEL_WITHIN, reading).await;
        whole.map_err(|_| ApiError::Unreadable)??
    } else {
        reading.await?
    };
    if let Some(seconds) = waits {
        return Err(ApiError::TooMany { seconds });
    }
    if !keep {
        return Err(ApiError::SignIn);
    }
    // A server function answers a browser's own form with a redirection; ours are never sent so.
    parts.headers.insert(header::ACCEPT, HeaderValue::from_static("application/json"));
    let request = Request::from_parts(parts, Body::from(bytes));
    let mut given = Services::of(&office, session, address);
    if of_device {
        given.device = Some(Arc::new(DeviceDesk::new(Arc::clone(&office), token)));
    }
    let context = move || given.provide();
    Ok(leptos_axum::handle_server_fns_with_context(context, request).await.into_response())
}

/// The services of one request.
#[derive(Clone)]
struct Services {
    account: Arc<dyn AccountServices>,
    device: Option<Arc<dyn DeviceServices>>,
    adviser: Option<Arc<dyn AdviserServices>>,
    vault: Option<Arc<dyn VaultServices>>,
    desk: Option<Arc<dyn DeskServices>>,
    session: bool,
}

impl Services {
    fn of(
        office: &Arc<Office>,
        session: Option<(Token, OpenSession)>,
        address: Option<std::net::IpAddr>,
    ) -> Self {
        let mut services = Self {
            account: Arc::new(AccountDesk::new(Arc::clone(office), session.clone(), address)),
            device: None,
            adviser: None,
            vault: None,
            desk: None,
            session: session.is_some(),
        };
        if let Some((token, session)) = session {
            let account = session.account.clone();
            // Who is limited to a partner stands in no classroom, and no device keeps records for
            // them.
            if !matches!(account.limit, Limit::Organisation(_)) {
                let desk = AdviserDesk::new(Arc::clone(office), token.clone(), session);
                services.adviser = Some(Arc::new(desk));
                services.vault =
                    Some(Arc::new(VaultDesk::new(Arc::clone(office), token, account.clone())));
            }
            if account.role == Role::Supervisor {
                services.desk = Some(Arc::new(Desk::new(Arc::clone(office), account)));
            }
        }
        services
    }

    fn provide(&self) {
        provide_context(Arc::clone(&self.account));
        if let Some(device) = &self.device {
            provide_context(Arc::clone(device));
        }
        if let Some(adviser) = &self.adviser {
            provide_context(Arc::clone(adviser));
        }
        if let Some(vault) = &self.vault {
            provide_context(Arc::clone(vault));
        }
        if let Some(desk) = &self.desk {
            provide_context(Arc::clone(desk));
        }
        if self.session {
            provide_context(HasSession);
        }
    }
}

fn limit(path: &str) -> usize {
    match path {
        "/api/sync/v1" => SYNC,
        SURRENDER => PARCEL,
        "/api/desk/devices/rescue" | "/api/rescue" => RESCUE,
        "/api/desk/roster/preview" | "/api/desk/roster/import" => ROSTER,
        _ if ["/api/account/", "/api/vault/", OF_DEVICES].iter().any(|it| path.starts_with(it)) => {
            ACCOUNT
        }
        _ => OTHERS,
    }
}

/// Reads a body of at most `limit` bytes.
async fn read(body: Body, limit: usize, keep: bool) -> Result<Bytes, ApiError> {
    let mut stream = body.into_data_stream();
    let (mut bytes, mut length) = (Vec::new(), 0_usize);
    let ended = |bytes: Vec<u8>, length| {
        if length > limit { Err(ApiError::TooLarge) } else { Ok(bytes.into()) }
    };
    loop {
        let chunk = match tokio::time::timeout(SILENCE, stream.next()).await {
            Ok(Some(Ok(chunk))) => chunk,
            Ok(None) => return ended(bytes, length),
            // The line broke or fell silent; nobody is there to read the answer.
            Ok(Some(Err(_))) | Err(_) => return Err(ApiError::Unreadable),
        };
        length = length.saturating_add(chunk.len());
        if length > limit.saturating_add(DRAINED) {
            return ended(bytes, length);
        }
        if length > limit {
            bytes = Vec::new();
        } else if keep {
            bytes.extend_from_slice(&chunk);
        }
    }
}

/// Gives errors that a server function's own machinery made (arguments that cannot be read) the
/// status and the sentence they deserve: it answers all of them with 500.
async fn mend(response: Response) -> Response {
    if response.status() != StatusCode::INTERNAL_SERVER_ERROR {
        return response;
    }
    let Ok(bytes) = axum::body::to_bytes(response.into_body(), ERROR_BODY).await else {
        return refusal(&ApiError::Internal);
    };
    let unreadable = || {
        let message = text_fr::UNREADABLE_REQUEST.to_owned();
        refusal(&ApiError::Invalid { field: String::new(), message })
    };
    match std::str::from_utf8(&bytes).map(ErrorText::read) {
        Ok(ApiError::Invalid { message, .. }) if message.is_empty() => unreadable(),
        // On this side of the line it is the request that could not be read.
        Ok(ApiError::Unreadable) => unreadable(),
        Ok(error) => refusal(&error),
        Err(_) => refusal(&ApiError::Internal),
    }
}
