//! A browser, as far as the server can tell.

use crate::app::{ALICE, BRUNO};
use app::api::ApiError;
use app::api::error_text::ErrorText;
use axum::Router;
use axum::body::Body;
use axum::http::{HeaderMap, Method, Request, Response, header};
use domain::id::UserId;
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;
use server_fn::ContentType as _;
use sync::wire::{self, SyncRequest, SyncResponse};
use tower::ServiceExt as _;
use uuid::Uuid;

#[derive(Clone)]
pub struct Client {
    router: Router,
    pub cookie: Option<String>,
    /// Who signed in last, of those that devices are given to.
    pub user: UserId,
}

pub struct Answer {
    pub status: u16,
    pub headers: HeaderMap,
    pub body: Vec<u8>,
}

impl Answer {
    /// The answer, once it has come to its end.
    pub async fn whole(response: Response<Body>) -> Self {
        let (parts, body) = response.into_parts();
        let body = axum::body::to_bytes(body, usize::MAX).await.unwrap().to_vec();
        Self { status: parts.status.as_u16(), headers: parts.headers, body }
    }

    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    pub fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap()
    }

    pub fn read<T: DeserializeOwned>(&self) -> T {
        assert_eq!(self.status, 200, "{}", self.text());
        serde_json::from_slice(&self.body).unwrap()
    }

    /// The error that a refusal carries.
    pub fn error(&self) -> ApiError {
        assert_ne!(self.status, 200);
        assert_eq!(self.header("content-type"), Some(ErrorText::CONTENT_TYPE));
        ErrorText::read(&self.text())
    }

    /// The field and the message of a refusal of what was sent.
    pub fn invalid(&self) -> (String, String) {
        match self.error() {
            ApiError::Invalid { field, message } => (field, message),
            other => panic!("{other:?}"),
        }
    }

    /// The answer of a server function that speaks postcard.
    pub fn read_postcard<T: DeserializeOwned>(&self) -> T {
        assert_eq!(self.status, 200, "{}", self.text());
        postcard::from_bytes(&self.body).unwrap()
    }

    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name).map(|value| value.to_str().unwrap())
    }
}

impl Client {
    pub fn new(router: Router) -> Self {
        Self { router, cookie: None, user: UserId(Uuid::nil()) }
    }

    pub async fn send(&self, request: Request<Body>) -> Answer {
        Answer::whole(self.respond(request).await).await
    }

    /// The answer as it begins: its body may go on for long.
    pub async fn respond(&self, mut request: Request<Body>) -> Response<Body> {
        if let Some(cookie) = &self.cookie {
            request.headers_mut().insert(header::COOKIE, cookie.parse().unwrap());
        }
        if !request.headers().contains_key(header::HOST) {
            request.headers_mut().insert(header::HOST, "localhost:3000".parse().unwrap());
        }
        self.router.clone().oneshot(request).await.unwrap()
    }

    /// Opens an answer that goes on.
    pub async fn open(&self, path: &str) -> Response<Body> {
        self.respond(Request::builder().uri(path).body(Body::empty()).unwrap()).await
    }

    pub async fn get(&self, path: &str) -> Answer {
        self.send(Request::builder().uri(path).body(Body::empty()).unwrap()).await
    }

    pub async fn post(&self, path: &str, kind: &str, body: Vec<u8>) -> Answer {
        let request = Request::builder()
            .method(Method::POST)
            .uri(path)
            .header(header::CONTENT_TYPE, kind)
            .header("sec-fetch-site", "same-origin");
        self.send(request.body(Body::from(body)).unwrap()).await
    }

    /// Calls a server function that speaks JSON.
    pub async fn call(&self, path: &str, arguments: Value) -> Answer {
        let body = serde_json::to_vec(&arguments).unwrap();
        self.post(&format!("/api/{path}"), "application/json", body).await
    }

    /// Calls a server function that speaks postcard.
    pub async fn call_postcard<T: Serialize>(&self, path: &str, arguments: T) -> Answer {
        let body = postcard::to_allocvec(&arguments).unwrap();
        self.post(&format!("/api/{path}"), "application/x-postcard", body).await
    }

    pub async fn profile(&self) -> Answer {
        self.call_postcard("account/profile", ()).await
    }

    pub async fn sign_in(&mut self, login: &str, password: &str) -> Answer {
        let answer = self.call_postcard("account/sign-in", (login, password)).await;
        if let Some(cookie) = answer.header("set-cookie") {
            self.cookie = cookie.split(';').next().map(str::to_owned);
            self.user = match login {
                "alice" => ALICE,
                "bruno" => BRUNO,
                _ => self.user,
            };
        }
        answer
    }

    /// Sends the bytes of an envelope, whatever they are.
    pub async fn post_envelope(&self, envelope: &[u8]) -> Answer {
        self.call_postcard("sync/v1", envelope.to_vec()).await
    }

    pub async fn exchange(&self, request: &SyncRequest) -> SyncResponse {
        let answer = self.post_envelope(&wire::encode(request)).await;
        assert_eq!(answer.status, 200, "{}", answer.text());
        let envelope: Vec<u8> = postcard::from_bytes(&answer.body).unwrap();
        wire::decode(&envelope).unwrap()
    }
}
