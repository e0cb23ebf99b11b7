//! The files that browsers are sent, as the build left them in one folder.

use crate::registration::Assets;
use app::programs::Program;
use axum::Router;
use axum::body::Body;
use axum::extract::Request;
use axum::http::{HeaderValue, Method, StatusCode, Uri, header};
use axum::response::{IntoResponse as _, Response};
use serde::Deserialize;
use std::collections::BTreeMap;
use std::convert::Infallible;
use std::path::{Path, PathBuf};
use tower::ServiceExt as _;
use tower_http::services::ServeDir;

/// The list of names that the build leaves beside the files.
pub const MANIFEST: &str = "site.json";
/// The page that loads the adviser's program: the answer to every navigation that has no other.
const SHELL: &str = "index.html";
/// The page that loads the program by which everybody signs in.
const DOOR_SHELL: &str = "door.html";
/// The pages that load the supervisor's programs.
const DESK_SHELL: &str = "desk.html";
const STEERING_SHELL: &str = "steering.html";
const SETTINGS_SHELL: &str = "settings.html";
/// The pages that load the adviser's further programs.
const FOLLOW_UP_SHELL: &str = "follow_up.html";
const REFERRALS_SHELL: &str = "referrals.html";
/// A name with the hash of its content never changes its content.
const FOREVER: HeaderValue = HeaderValue::from_static("public, max-age=31536000, immutable");
const ASK_AGAIN: HeaderValue = HeaderValue::from_static("no-cache");

/// The files of one version.
#[derive(Clone, Debug)]
pub struct Site {
    folder: PathBuf,
    /// Name of the version.
    pub version: String,
    /// Name in the sources → path of its address.
    pub files: BTreeMap<String, String>,
}

#[derive(Deserialize)]
struct Manifest {
    version: String,
    files: BTreeMap<String, String>,
}

/// Why there are no files to send.
#[derive(Debug, thiserror::Error)]
pub enum SiteError {
    /// The list is missing or cannot be read.
    #[error(
        "{0} cannot be read: build the site with `cargo xtask serve`, or name its folder by --site"
    )]
    NoManifest(PathBuf, #[source] std::io::Error),
    /// The list is not a list.
    #[error("{0} is damaged: build the site again")]
    Damaged(PathBuf),
    /// A file of the list is missing.
    #[error("{0} is missing: build the site again")]
    Missing(String),
}

impl Site {
    /// Reads the list of a folder.
    ///
    /// # Errors
    /// When the list cannot be read, or lacks what the server's own pages need.
    pub fn open(folder: &Path) -> Result<Self, SiteError> {
        let path = folder.join(MANIFEST);
        let bytes =
            std::fs::read(&path).map_err(|error| SiteError::NoManifest(path.clone(), error))?;
        let manifest: Manifest =
            serde_json::from_slice(&bytes).map_err(|_| SiteError::Damaged(path))?;
        let site =
            Self { folder: folder.to_owned(), version: manifest.version, files: manifest.files };
        site.assets()?;
        Ok(site)
    }

    /// The addresses that the pages rendered here need.
    ///
    /// # Errors
    /// When the build left one of them out.
    pub fn assets(&self) -> Result<Assets, SiteError> {
        let address = |name: &str| {
            self.files.get(name).cloned().ok_or_else(|| SiteError::Missing(name.to_owned()))
        };
        Ok(Assets {
            register_css: address("register.css")?,
            partner_css: address("partner.css")?,
            icons: address("icons.svg")?,
        })
    }

    /// Files that the list names and the folder lacks.
    #[must_use]
    pub fn missing(&self) -> Vec<String> {
        let shells = [
            SHELL,
            DOOR_SHELL,
            FOLLOW_UP_SHELL,
            REFERRALS_SHELL,
            DESK_SHELL,
            STEERING_SHELL,
            SETTINGS_SHELL,
        ];
        let plain = shells.into_iter().chain(["sw.js"]).map(str::to_owned);
        self.files
            .values()
            .map(|address| address.trim_start_matches('/').to_owned())
            .chain(plain)
            .filter(|path| !self.folder.join(path).is_file())
            .collect()
    }

    /// Routes for all files; what is no file and has no ending is a page of one of the
    /// programs.
    pub fn routes(&self) -> Router {
        let folder = self.folder.clone();
        Router::new().fallback(move |request: Request| {
            let folder = folder.clone();
            async move { answer(&folder, request).await }
        })
    }
}

async fn answer(folder: &Path, mut request: Request) -> Response {
    if !matches!(*request.method(), Method::GET | Method::HEAD) {
        let allow = [(header::ALLOW, "GET, HEAD")];
        return (StatusCode::METHOD_NOT_ALLOWED, allow).into_response();
    }
    let path = request.uri().path();
    let hashed = path.starts_with("/pkg/") || path.starts_with("/assets/");
    let last = path.rsplit('/').next().unwrap_or_default();
    if !hashed && !last.contains('.') {
        *request.uri_mut() = shell(path);
    }
    let files = ServeDir::new(folder)
        .precompressed_br()
        .precompressed_gzip()
        .append_index_html_on_directories(false);
    let served: Result<_, Infallible> = files.oneshot(request).await;
    let Ok(served) = served;
    let mut response = served.map(Body::new);
    if response.status().is_success() || response.status() == StatusCode::NOT_MODIFIED {
        let keep = if hashed { FOREVER } else { ASK_AGAIN };
        response.headers_mut().insert(header::CACHE_CONTROL, keep);
    }
    response
}

/// The shell of the program that shows the page at a path.
fn shell(path: &str) -> Uri {
    Uri::from_static(match Program::of(path) {
        Program::Room => "/index.html",
        Program::Door => "/door.html",
        Program::FollowUp => "/follow_up.html",
        Program::Referrals => "/referrals.html",
        Program::Desk => "/desk.html",
        Program::Steering => "/steering.html",
        Program::Settings => "/settings.html",
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    #[rstest]
    #[case("/", "/index.html")]
    #[case("/connexion", "/door.html")]
    #[case("/verrou", "/door.html")]
    #[case("/connexions", "/index.html")]
    #[case("/suivis", "/index.html")]
    #[case("/interventions/suivi", "/index.html")]
    #[case("/parcours/personnes", "/follow_up.html")]
    #[case("/orientation/une-personne", "/referrals.html")]
    #[case("/orientation/une-personne/une-orientation", "/referrals.html")]
    #[case("/suivi/chiffres", "/steering.html")]
    #[case("/suivi/comptes/nouveau", "/settings.html")]
    #[case("/suivi/centres", "/settings.html")]
    #[case("/suivi", "/desk.html")]
    #[case("/suivi/", "/desk.html")]
    #[case("/suivi/interventions/nouvelle", "/desk.html")]
    #[case("/mes-creneaux", "/desk.html")]
    #[case("/mes-creneaux/nouveaux", "/desk.html")]
    fn a_page_is_of_one_program(#[case] path: &str, #[case] expected: &str) {
        assert_eq!(shell(path).path(), expected);
    }
}
