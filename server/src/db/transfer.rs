//! Carrying all records from one database to another, of the same kind or the other.
//!
//! Everything happens in one unit of work on each side: nobody writes to the old one meanwhile, and
//! the new one holds all of it or nothing. Before the end both sides are read again and compared.

use super::DbError;
use super::sql::{Connection, Dialect, Query, Value, query, query_as, query_scalar};
use super::store::{Reading, Store, Writing};
use futures_util::TryStreamExt as _;
use sqlx::postgres::PgRow;
use sqlx::sqlite::SqliteRow;
use sqlx::{AssertSqlSafe, Column as _, FromRow, Row as _, TypeInfo as _};
use uuid::Uuid;

/// All tables: those that others refer to come first; with the columns that tell rows apart.
pub const TABLES: [(&str, &str); 43] = [
    ("meta", "one"),
    ("vault_keys", "id"),
    ("directorates", "id"),
    ("departments", "code"),
    ("communes", "code"),
    ("commune_postal_codes", "postal_code, commune"),
    ("centres", "id"),
    ("organisations", "id"),
    ("users", "id"),
    ("account_departments", "\"user\", department"),
    ("account_centres", "\"user\", centre"),
    ("password_links", "\"user\""),
    ("interventions", "id"),
    ("assignments", "intervention, \"user\""),
    ("signatories", "id"),
    ("roster_entries", "intervention, signatory"),
    ("interests", "id"),
    ("backups", "directorate"),
    ("clients", "id"),
    ("sessions", "token_hash"),
    ("parcels", "digest"),
    ("command_log", "client, seq"),
    ("settlements", "client, seq"),
    ("change_counters", "directorate"),
    ("changes", "directorate, seq, place"),
    ("news", "directorate"),
    ("audit", "seq"),
    ("schemes", "id"),
    ("scheme_cards", "scheme, language"),
    ("interviews", "id"),
    ("interview_events", "interview, place"),
    ("referrals", "id"),
    ("referral_events", "referral, place"),
    ("milestones", "signatory"),
    ("partner_links", "token_hash"),
    ("link_requests", "referral"),
    ("jobs", "id"),
    ("messages", "id"),
    ("message_pauses", "signatory"),
    ("calendar_feeds", "token_hash"),
    ("exports", "id"),
    ("signatory_sessions", "token_hash"),
    ("offered_slots", "id"),
];

/// Values of one statement at most: SQLite's limit is 32,766.
const PLACES: usize = 30_000;
/// Rows of one statement at most.
const BATCH: usize = 500;

/// A table that was carried over.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Carried {
    /// Its name.
    pub table: &'static str,
    /// Its rows.
    pub rows: u64,
    /// What all of them come to, the same on both sides.
    pub digest: blake3::Hash,
}

/// Why nothing was carried over.
#[derive(Debug, thiserror::Error)]
pub enum TransferError {
    /// The new database is not empty.
    #[error("the new database already holds records (table {0}): give an empty one")]
    NotEmpty(&'static str),
    /// The two have not the same tables or columns.
    #[error(
        "the columns of the table {0} are not the same on both sides: run `passerelle migrate` of \
         this release on the old database"
    )]
    OtherSchema(&'static str),
    /// What was written is not what was read.
    #[error("the table {0} arrived otherwise than it left; nothing was carried over")]
    Changed(&'static str),
    /// One of the databases failed.
    #[error(transparent)]
    Db(#[from] DbError),
}

impl From<sqlx::Error> for TransferError {
    fn from(error: sqlx::Error) -> Self {
        Self::Db(error.into())
    }
}

/// Carries everything from one database to an empty one whose schema is up to date, and tells of
/// each table when it is done.
///
/// # Errors
/// Whatever stands in the way; then the new database is as it was.
pub async fn carry(
    from: &Store,
    to: &Store,
    mut done: impl FnMut(&Carried),
) -> Result<Vec<Carried>, TransferError> {
    let mut from = from.write().await?;
    let mut to = to.write().await?;
    is_empty(&mut to).await?;
    query("delete from meta").execute(to.connection()).await?;
    let mut carried = Vec::with_capacity(TABLES.len());
    for (table, key) in TABLES {
        let columns = columns(&mut from, table).await?;
        let theirs = self::columns(&mut to, table).await?;
        let kinds = kinds(&columns, &theirs).ok_or(TransferError::OtherSchema(table))?;
        let shape = Shape { table, key, kinds };
        let mut written = Digest::default();
        pour(&mut from, &mut to, &shape, &mut written).await?;
        let mut arrived = Digest::default();
        let mut rows = shape.rows(to.connection())?;
        while let Some(Line(values)) = rows.try_next().await? {
            arrived.row(&shape.read(values)?);
        }
        drop(rows);
        let both = (written.end(), arrived.end());
        if both.0 != both.1 {
            return Err(TransferError::Changed(table));
        }
        let (rows, digest) = both.0;
        let table = Carried { table, rows, digest };
        done(&table);
        carried.push(table);
    }
    go_on_counting(&mut to).await?;
    to.commit().await?;
    Ok(carried)
}

async fn is_empty(to: &mut Writing) -> Result<(), TransferError> {
    for (table, _) in TABLES {
        if table == "meta" {
            continue;
        }
        let sql = AssertSqlSafe(format!("select exists (select 1 from {table})"));
        if query_scalar::<bool>(sql).fetch_one(to.connection()).await? {
            return Err(TransferError::NotEmpty(table));
        }
    }
    Ok(())
}

/// PostgreSQL numbers by a sequence that knows nothing of rows that came with their number.
async fn go_on_counting(to: &mut Writing) -> Result<(), TransferError> {
    if to.dialect() == Dialect::Postgres {
        query(
            "select setval(pg_get_serial_sequence('audit', 'seq'),
                 coalesce((select max(seq) from audit), 0) + 1, false)",
        )
        .execute(to.connection())
        .await?;
        // It plans its ways by what it knows of tables, and knows nothing of these yet.
        query("analyze").execute(to.connection()).await?;
    }
    Ok(())
}

async fn pour(
    from: &mut Writing,
    to: &mut Writing,
    shape: &Shape,
    digest: &mut Digest,
) -> Result<(), TransferError> {
    let batch = BATCH.min(PLACES / shape.kinds.len());
    let mut waiting: Vec<Vec<Value>> = Vec::with_capacity(batch);
    let mut rows = shape.rows(from.connection())?;
    while let Some(Line(values)) = rows.try_next().await? {
        let values = shape.read(values)?;
        digest.row(&values);
        waiting.push(values);
        if waiting.len() == batch {
            shape.insert(std::mem::take(&mut waiting)).execute(to.connection()).await?;
        }
    }
    if !waiting.is_empty() {
        shape.insert(waiting).execute(to.connection()).await?;
    }
    Ok(())
}

/// What a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Number,
    Bool,
    Text,
    Id,
    Bytes,
}

/// The columns of a table by name; SQLite's bytes may be identities, its numbers yes or no.
async fn columns(unit: &mut Reading, table: &str) -> Result<Vec<(String, Kind)>, TransferError> {
    let sql = match unit.dialect() {
        Dialect::Sqlite => "select name, lower(type) from pragma_table_info($1) order by name",
        Dialect::Postgres => {
            "select cast(column_name as text), cast(data_type as text)
             from information_schema.columns
             where table_schema = current_schema() and table_name = $1
             order by cast(column_name as text) collate \"C\""
        }
    };
    let rows: Vec<(String, String)> =
        query_as(sql).bind(table).fetch_all(unit.connection()).await?;
    rows.into_iter()
        .map(|(name, of_type)| {
            let kind = match of_type.as_str() {
                "integer" | "bigint" | "smallint" => Kind::Number,
                "boolean" => Kind::Bool,
                "text" => Kind::Text,
                "uuid" => Kind::Id,
                "blob" | "bytea" => Kind::Bytes,
                _ => return Err(DbError::Meaningless("a column's type").into()),
            };
            Ok((name, kind))
        })
        .collect()
}

/// What both sides agree on; `None` when they have not the same columns.
fn kinds(ours: &[(String, Kind)], theirs: &[(String, Kind)]) -> Option<Vec<(String, Kind)>> {
    if ours.is_empty() || ours.len() != theirs.len() {
        return None;
    }
    let pairs = ours.iter().zip(theirs);
    pairs
        .map(|((name, kind), (other, other_kind))| {
            let kind = match (kind, other_kind) {
                (one, other) if one == other => *one,
                (Kind::Bytes, Kind::Id) | (Kind::Id, Kind::Bytes) => Kind::Id,
                (Kind::Number, Kind::Bool) | (Kind::Bool, Kind::Number) => Kind::Bool,
                _ => return None,
            };
            (name == other).then(|| (name.clone(), kind))
        })
        .collect()
}

/// A table as both sides see it.
struct Shape {
    table: &'static str,
    key: &'static str,
    kinds: Vec<(String, Kind)>,
}

impl Shape {
    fn names(&self) -> String {
        let names: Vec<String> = self.kinds.iter().map(|(name, _)| format!("\"{name}\"")).collect();
        names.join(", ")
    }

    /// All rows, in the order of what tells them apart.
    fn rows<'c>(
        &self,
        on: &'c mut Connection,
    ) -> Result<futures_util::stream::BoxStream<'c, Result<Line, sqlx::Error>>, sqlx::Error> {
        let sql = format!("select {} from {} order by {}", self.names(), self.table, self.key);
        query_as::<Line>(AssertSqlSafe(sql)).fetch(on)
    }

    /// The values as both sides mean them.
    fn read(&self, values: Vec<Value>) -> Result<Vec<Value>, TransferError> {
        let pairs = values.into_iter().zip(&self.kinds);
        pairs.map(|(value, (_, kind))| Ok(meant(value, *kind)?)).collect()
    }

    fn insert(&self, rows: Vec<Vec<Value>>) -> Query {
        let width = self.kinds.len();
        let lines: Vec<String> = (0..rows.len())
            .map(|row| {
                let places: Vec<String> =
                    (1..=width).map(|place| format!("${}", row * width + place)).collect();
                format!("({})", places.join(", "))
            })
            .collect();
        let sql =
            format!("insert into {} ({}) values {}", self.table, self.names(), lines.join(", "));
        query(AssertSqlSafe(sql)).bind_all(rows.into_iter().flatten())
    }
}

fn meant(value: Value, kind: Kind) -> Result<Value, DbError> {
    let odd = DbError::Meaningless("a value of another type than its column");
    Ok(match (kind, value) {
        (Kind::Number, Value::Number(number)) => Value::Number(number),
        (Kind::Bool, Value::Bool(answer)) => Value::Bool(answer),
        (Kind::Bool, Value::Number(Some(number @ (0 | 1)))) => Value::Bool(Some(number == 1)),
        (Kind::Text, Value::Text(text)) => Value::Text(text),
        (Kind::Bytes, Value::Bytes(bytes)) => Value::Bytes(bytes),
        (Kind::Id, Value::Id(id)) => Value::Id(id),
        (Kind::Id, Value::Bytes(Some(bytes))) => {
            Value::Id(Some(Uuid::from_slice(&bytes).map_err(|_| odd)?))
        }
        // SQLite does not say of which type a null is.
        (Kind::Number, Value::Text(None)) => Value::Number(None),
        (Kind::Bool, Value::Text(None)) => Value::Bool(None),
        (Kind::Id, Value::Text(None)) => Value::Id(None),
        (Kind::Bytes, Value::Text(None)) => Value::Bytes(None),
        _ => return Err(odd),
    })
}

/// A row whose columns are not known beforehand.
struct Line(Vec<Value>);

impl<'r> FromRow<'r, SqliteRow> for Line {
    fn from_row(row: &'r SqliteRow) -> Result<Self, sqlx::Error> {
        use sqlx::ValueRef as _;
        let value = |place: usize| {
            let raw = row.try_get_raw(place)?;
            if raw.is_null() {
                return Ok(Value::Text(None));
            }
            Ok(match raw.type_info().name() {
                "INTEGER" => Value::Number(row.try_get(place)?),
                "BLOB" => Value::Bytes(row.try_get(place)?),
                _ => Value::Text(row.try_get(place)?),
            })
        };
        (0..row.len()).map(value).collect::<Result<_, _>>().map(Self)
    }
}

impl<'r> FromRow<'r, PgRow> for Line {
    fn from_row(row: &'r PgRow) -> Result<Self, sqlx::Error> {
        let value = |place: usize| {
            Ok(match row.column(place).type_info().name() {
                "INT2" => Value::Number(row.try_get::<Option<i16>, _>(place)?.map(Into::into)),
                "INT4" => Value::Number(row.try_get::<Option<i32>, _>(place)?.map(Into::into)),
                "INT8" => Value::Number(row.try_get(place)?),
                "BOOL" => Value::Bool(row.try_get(place)?),
                "UUID" => Value::Id(row.try_get(place)?),
                "BYTEA" => Value::Bytes(row.try_get(place)?),
                _ => Value::Text(row.try_get(place)?),
            })
        };
        (0..row.len()).map(value).collect::<Result<_, _>>().map(Self)
    }
}

/// What rows come to, one after the other.
#[derive(Default)]
struct Digest {
    hasher: blake3::Hasher,
    rows: u64,
}

impl Digest {
    fn row(&mut self, values: &[Value]) {
        self.rows += 1;
        for value in values {
            match value {
                Value::Number(Some(number)) => self.part(1, &number.to_le_bytes()),
                Value::Bool(Some(answer)) => self.part(2, &[u8::from(*answer)]),
                Value::Text(Some(text)) => self.part(3, text.as_bytes()),
                Value::Id(Some(id)) => self.part(4, id.as_bytes()),
                Value::Bytes(Some(bytes)) => self.part(5, bytes),
                _ => self.part(0, &[]),
            }
        }
    }

    /// With its length before it, so that no two rows of values read the same.
    fn part(&mut self, kind: u8, bytes: &[u8]) {
        self.hasher.update(&[kind]);
        self.hasher.update(&(bytes.len() as u64).to_le_bytes());
        self.hasher.update(bytes);
    }

    fn end(self) -> (u64, blake3::Hash) {
        (self.rows, self.hasher.finalize())
    }
}
