//! Exports for supervisors: `GET /api/desk/export/{shape}.{format}?…`, where the query is the
//! address of a list of people.
//!
//! A link, so that browsers save what comes: reading only, with the cookie that no other site's
//! page can make a browser send (`SameSite=Strict`). The file is written to a scratch file first,
//! in pieces that bound the memory it takes, and sent once it is whole: what goes wrong is told
//! before the download begins, and a slow line does not hold the database.

mod lines;
mod sheet;
mod text_fr;

pub use lines::Shape;
pub use sheet::{Cell, Sheet, SheetError, SheetFormat};

use crate::civil;
use crate::db::{Account, Action, Members, NewExport};
use crate::randomness;
use crate::services::{Desk, Office};
use app::api::ApiError;
use app::api::account::Role;
use app::api::figures::Behind;
use axum::Router;
use axum::body::{Body, Bytes};
use axum::extract::{Path, Query, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse as _, Redirect, Response};
use axum::routing::get;
use domain::id::UserId;
use std::collections::HashMap;
use std::fs::File;
use std::io::{Seek as _, SeekFrom};
use std::sync::Arc;
use tokio::io::AsyncReadExt as _;
use tokio::sync::{Semaphore, mpsc};

/// People asked for at a time: bounds memory, and stays under the number of parameters that
/// databases take.
const AT_A_TIME: usize = 200;
/// Bytes sent at a time.
const CHUNK: usize = 64 * 1024;

/// What the exports of this server share.
#[derive(Clone)]
struct Exports {
    office: Arc<Office>,
    /// One at a time: an export reads a whole territory.
    turn: Arc<Semaphore>,
}

/// The addresses of the exports.
pub fn routes(office: Arc<Office>) -> Router {
    let exports = Exports { office, turn: Arc::new(Semaphore::new(1)) };
    Router::new().route("/api/desk/export/{file}", get(export)).with_state(exports)
}

/// Why there is no file.
enum Failure {
    /// Sign in first.
    SignIn,
    /// Not an address of an export.
    Unreadable,
    /// Another one is being made.
    Busy,
    /// A fault, as the contract names it.
    Api(ApiError),
}

impl<E: Into<ApiError>> From<E> for Failure {
    fn from(error: E) -> Self {
        Self::Api(error.into())
    }
}

impl Failure {
    /// A sentence on a page of its own: a browser that follows a link shows it.
    fn answer(self) -> Response {
        let (status, text) = match self {
            Self::SignIn => return Redirect::to(text_fr::SIGN_IN_AGAIN).into_response(),
            Self::Unreadable => (StatusCode::UNPROCESSABLE_ENTITY, text_fr::UNREADABLE.to_owned()),
            Self::Busy => (StatusCode::SERVICE_UNAVAILABLE, text_fr::BUSY.to_owned()),
            Self::Api(error) => {
                let status = StatusCode::from_u16(error.status());
                let text = match error {
                    ApiError::Invalid { message, .. } => message,
                    ApiError::Forbidden => text_fr::FORBIDDEN.to_owned(),
                    ApiError::StorageFull => text_fr::STORAGE_FULL.to_owned(),
                    _ => text_fr::FAILED.to_owned(),
                };
                (status.unwrap_or(StatusCode::INTERNAL_SERVER_ERROR), text)
            }
        };
        (status, [(header::CONTENT_TYPE, "text/plain; charset=utf-8")], text).into_response()
    }
}

async fn export(
    State(exports): State<Exports>,
    Path(file): Path<String>,
    Query(query): Query<HashMap<String, String>>,
    headers: HeaderMap,
) -> Response {
    match exports.make(&file, &query, &headers).await {
        Ok(response) => response,
        Err(failure) => failure.answer(),
    }
}

impl Exports {
    async fn make(
        &self,
        file: &str,
        query: &HashMap<String, String>,
        headers: &HeaderMap,
    ) -> Result<Response, Failure> {
        let office = &self.office;
        let (_, session) = office.session(headers).await?.ok_or(Failure::SignIn)?;
        let account = session.account;
        if account.role != Role::Supervisor {
            return Err(Failure::Api(ApiError::Forbidden));
        }
        let (shape, format) = asked(file).ok_or(Failure::Unreadable)?;
        let behind = Behind::read(|name| query.get(name).cloned()).ok_or(Failure::Unreadable)?;
        let members = Desk::new(Arc::clone(office), account.clone()).members(behind)?;
        let turn = self.turn.try_acquire().map_err(|_| Failure::Busy)?;
        let (written, people) = write(office, &account, &members, shape, format).await?;
        drop(turn);
        self.note(&account, (shape, format), &behind.query(), people).await?;
        let day = civil::day_of(office.now()).to_string();
        Ok(download(written, shape, format, &day))
    }

    /// Nothing leaves that was not noted.
    async fn note(
        &self,
        account: &Account,
        (shape, format): (Shape, SheetFormat),
        filter: &str,
        people: u32,
    ) -> Result<(), Failure> {
        let now = self.office.now();
        let id = randomness::identity(&*self.office.randomness, now)?;
        let export =
            NewExport { id, shape: shape_code(shape), format: ending(format), filter, people };
        let mut unit = self.office.store.write().await?;
        unit.note_export(account.directorate, account.id, now, &export).await?;
        let (actor, action) = (Some(account.id), Action::PeopleExported);
        unit.audit(now, account.directorate, actor, action, Some(id), None).await?;
        unit.commit().await?;
        Ok(())
    }
}

/// What a name of a file asks for.
fn asked(file: &str) -> Option<(Shape, SheetFormat)> {
    let (shape, format) = file.split_once('.')?;
    let shape = match shape {
        "personnes" => Shape::People,
        "evenements" => Shape::Events,
        _ => return None,
    };
    let format = match format {
        "csv" => SheetFormat::Csv,
        "xlsx" => SheetFormat::Xlsx,
        _ => return None,
    };
    Some((shape, format))
}

const fn shape_code(shape: Shape) -> &'static str {
    match shape {
        Shape::People => "people",
        Shape::Events => "events",
    }
}

const fn ending(format: SheetFormat) -> &'static str {
    match format {
        SheetFormat::Csv => "csv",
        SheetFormat::Xlsx => "xlsx",
    }
}

/// Writes a scratch file, from one snapshot of the database; gives it and the number of people.
async fn write(
    office: &Office,
    account: &Account,
    members: &Members,
    shape: Shape,
    format: SheetFormat,
) -> Result<(File, u32), Failure> {
    let mut unit = office.store.read().await?;
    let people = unit.everybody_behind(members).await?;
    let names: HashMap<UserId, String> =
        unit.account_names(account.directorate).await?.into_iter().collect();
    // The disk is written by a thread of its own; a piece more waits for it at most.
    let (give, mut take) = mpsc::channel::<Vec<Vec<Cell>>>(1);
    let writing = tokio::task::spawn_blocking(move || -> Result<File, SheetError> {
        let mut file = tempfile::tempfile()?;
        let mut sheet = Sheet::begin(format, &mut file, &std::env::temp_dir(), shape.head())?;
        while let Some(lines) = take.blocking_recv() {
            for line in lines {
                sheet.line(&line)?;
            }
        }
        sheet.end()?;
        file.seek(SeekFrom::Start(0))?;
        Ok(file)
    });
    for piece in people.chunks(AT_A_TIME) {
        let lines = shape.lines(&unit.exported(account.sight(), piece).await?, &names)?;
        if give.send(lines).await.is_err() {
            // The writer has ended: why is told below.
            break;
        }
    }
    drop(give);
    let file = match writing.await {
        Ok(Ok(file)) => file,
        Ok(Err(error)) => return Err(not_written(&error)),
        Err(_) => return Err(Failure::Api(ApiError::Internal)),
    };
    Ok((file, u32::try_from(people.len()).unwrap_or(u32::MAX)))
}

fn not_written(error: &SheetError) -> Failure {
    tracing::error!(%error, "an export was not written");
    let full = |error: &std::io::Error| error.kind() == std::io::ErrorKind::StorageFull;
    let is_full = match error {
        SheetError::Disk(error) => full(error),
        SheetError::Csv(error) => {
            matches!(error.kind(), csv::ErrorKind::Io(error) if full(error))
        }
        SheetError::Xlsx(_) => false,
    };
    Failure::Api(if is_full { ApiError::StorageFull } else { ApiError::Internal })
}

/// Sends the file piece by piece.
fn download(file: File, shape: Shape, format: SheetFormat, day: &str) -> Response {
    let kind = match format {
        SheetFormat::Csv => "text/csv; charset=utf-8",
        SheetFormat::Xlsx => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    };
    let name = match shape {
        Shape::People => "personnes",
        Shape::Events => "evenements",
    };
    let name = text_fr::file_name(name, day);
    let disposition = format!("attachment; filename=\"{name}.{}\"", ending(format));
    let file = tokio::fs::File::from_std(file);
    let pieces = futures_util::stream::try_unfold(file, |mut file| async move {
        let mut piece = Vec::with_capacity(CHUNK);
        let length = (&mut file).take(CHUNK as u64).read_to_end(&mut piece).await?;
        Ok::<_, std::io::Error>((length > 0).then(|| (Bytes::from(piece), file)))
    });
    let headers =
        [(header::CONTENT_TYPE, kind.to_owned()), (header::CONTENT_DISPOSITION, disposition)];
    (headers, Body::from_stream(pieces)).into_response()
}
