//! Statements that either database understands: what both ask in the same words is written once.
//!
//! sqlx's own queries are made for one database each. These keep text and values apart until the
//! connection is known. What the two databases read differently is kept out of the words: numbers
//! are bound as 64 bits, identities as UUIDs, and [`Natural`] reads a count of any width.

use futures_util::StreamExt as _;
use futures_util::stream::BoxStream;
use sqlx::error::BoxDynError;
use sqlx::pool::PoolConnection;
use sqlx::postgres::{PgArguments, PgRow, PgTypeInfo, PgValueRef};
use sqlx::sqlite::{SqliteArguments, SqliteRow, SqliteTypeInfo, SqliteValueRef};
use sqlx::{
    Arguments as _, Decode, FromRow, Postgres, SqlSafeStr, SqlStr, Sqlite, Type, TypeInfo as _,
};
use std::marker::PhantomData;
use uuid::Uuid;

/// A connection to the database of this server.
#[derive(Debug)]
pub(super) enum Connection {
    /// To a file of SQLite.
    Sqlite(PoolConnection<Sqlite>),
    /// To a server of PostgreSQL.
    Postgres(PoolConnection<Postgres>),
}

impl Connection {
    /// Which words it takes where the two differ.
    pub(super) const fn dialect(&self) -> Dialect {
        match self {
            Self::Sqlite(_) => Dialect::Sqlite,
            Self::Postgres(_) => Dialect::Postgres,
        }
    }
}

/// Whose words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Dialect {
    /// SQLite's.
    Sqlite,
    /// PostgreSQL's.
    Postgres,
}

impl Dialect {
    /// A query for the identities of the list bound at `place`, which [`Ids`] makes.
    pub(super) fn ids_at(self, place: u8) -> String {
        match self {
            Self::Sqlite => format!("select unhex(value) from json_each(${place})"),
            Self::Postgres => {
                format!("select value::uuid from json_array_elements_text(${place}::json) as value")
            }
        }
    }
}

/// A list of identities, as one value.
pub(super) struct Ids(String);

impl Ids {
    /// The list of these.
    pub(super) fn new(ids: impl IntoIterator<Item = Uuid>) -> Self {
        let ids: Vec<String> = ids.into_iter().map(|id| id.simple().to_string()).collect();
        Self(serde_json::Value::from(ids).to_string())
    }
}

/// A value for a place in a statement; `None` is null.
#[derive(Clone, Debug)]
pub(super) enum Value {
    /// A whole number.
    Number(Option<i64>),
    /// Yes or no.
    Bool(Option<bool>),
    /// Words.
    Text(Option<String>),
    /// An identity.
    Id(Option<Uuid>),
    /// Bytes.
    Bytes(Option<Vec<u8>>),
}

/// Gives values to the statement of one database.
macro_rules! arguments {
    ($kind:ty, $values:expr) => {{
        let mut arguments = <$kind>::default();
        for value in $values {
            match value {
                Value::Number(value) => arguments.add(value),
                Value::Bool(value) => arguments.add(value),
                Value::Text(value) => arguments.add(value),
                Value::Id(value) => arguments.add(value),
                Value::Bytes(value) => arguments.add(value),
            }
            .map_err(sqlx::Error::Encode)?;
        }
        arguments
    }};
}

/// Makes a statement for the database of a connection, and runs it there.
macro_rules! on {
    ($connection:expr, $query:expr, $make:ident, |$statement:ident, $on:ident| $body:expr) => {{
        let Query { sql, values, .. } = $query;
        match $connection {
            Connection::Sqlite(connection) => {
                let $statement = sqlx::$make(sql, arguments!(SqliteArguments, values));
                let $on = &mut **connection;
                $body
            }
            Connection::Postgres(connection) => {
                let $statement = sqlx::$make(sql, arguments!(PgArguments, values));
                let $on = &mut **connection;
                $body
            }
        }
    }};
}

/// What can be bound.
pub(super) trait Bind {
    /// It, or null.
    fn value(it: Option<Self>) -> Value
    where
        Self: Sized;
}

macro_rules! bind {
    ($($type:ty => $kind:ident),+ $(,)?) => {$(
        impl Bind for $type {
            fn value(it: Option<Self>) -> Value {
                Value::$kind(it.map(Into::into))
            }
        }
    )+};
}
bind! {
    i64 => Number, i32 => Number, i16 => Number, u32 => Number, u16 => Number, u8 => Number,
    bool => Bool,
    String => Text, &String => Text, &str => Text,
    Uuid => Id,
    Vec<u8> => Bytes, &[u8] => Bytes,
}

impl Bind for &Vec<u8> {
    fn value(it: Option<Self>) -> Value {
        Value::Bytes(it.cloned())
    }
}

impl Bind for Ids {
    fn value(it: Option<Self>) -> Value {
        Value::Text(it.map(|Self(list)| list))
    }
}

impl<T: Bind> Bind for Option<T> {
    fn value(it: Option<Self>) -> Value {
        T::value(it.flatten())
    }
}

/// A row that both databases can fill.
pub(super) trait Row:
    for<'r> FromRow<'r, SqliteRow> + for<'r> FromRow<'r, PgRow> + Send + Unpin + 'static
{
}

impl<T> Row for T where
    T: for<'r> FromRow<'r, SqliteRow> + for<'r> FromRow<'r, PgRow> + Send + Unpin + 'static
{
}

/// A number from zero, whatever width the database counts it in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Natural(pub(super) u32);

impl TryFrom<i64> for Natural {
    type Error = std::num::TryFromIntError;
    fn try_from(number: i64) -> Result<Self, Self::Error> {
        u32::try_from(number).map(Self)
    }
}

impl Type<Sqlite> for Natural {
    fn type_info() -> SqliteTypeInfo {
        <i64 as Type<Sqlite>>::type_info()
    }
    fn compatible(other: &SqliteTypeInfo) -> bool {
        <i64 as Type<Sqlite>>::compatible(other)
    }
}

impl<'r> Decode<'r, Sqlite> for Natural {
    fn decode(value: SqliteValueRef<'r>) -> Result<Self, BoxDynError> {
        Ok(Self::try_from(<i64 as Decode<Sqlite>>::decode(value)?)?)
    }
}

impl Type<Postgres> for Natural {
    fn type_info() -> PgTypeInfo {
        <i64 as Type<Postgres>>::type_info()
    }
    fn compatible(other: &PgTypeInfo) -> bool {
        matches!(other.name(), "INT2" | "INT4" | "INT8")
    }
}

impl<'r> Decode<'r, Postgres> for Natural {
    fn decode(value: PgValueRef<'r>) -> Result<Self, BoxDynError> {
        // Reads any of the three widths.
        Ok(Self::try_from(<i64 as Decode<Postgres>>::decode(value)?)?)
    }
}

/// How many rows a statement touched.
#[derive(Clone, Copy, Debug)]
pub(super) struct Done(u64);

impl Done {
    /// Their number.
    pub(super) const fn rows_affected(self) -> u64 {
        self.0
    }
}

/// A statement with the values for its places, `$1` and on.
#[must_use]
pub(super) struct Query<T = ()> {
    sql: SqlStr,
    values: Vec<Value>,
    rows: PhantomData<fn() -> T>,
}

/// A statement that gives no rows.
pub(super) fn query(sql: impl SqlSafeStr) -> Query {
    query_as(sql)
}

/// A statement that gives rows.
pub(super) fn query_as<T>(sql: impl SqlSafeStr) -> Query<T> {
    Query { sql: sql.into_sql_str(), values: Vec::new(), rows: PhantomData }
}

/// A statement that gives rows of one column.
pub(super) fn query_scalar<T>(sql: impl SqlSafeStr) -> Scalar<T> {
    Scalar(query_as(sql))
}

impl<T> Query<T> {
    /// The value for the next place.
    pub(super) fn bind(mut self, value: impl Bind) -> Self {
        self.values.push(Bind::value(Some(value)));
        self
    }

    /// The values for the next places.
    pub(super) fn bind_all(mut self, values: impl IntoIterator<Item = Value>) -> Self {
        self.values.extend(values);
        self
    }

    /// Runs it.
    pub(super) async fn execute(self, connection: &mut Connection) -> Result<Done, sqlx::Error> {
        Ok(Done(on!(connection, self, query_with, |statement, on| {
            statement.execute(on).await?.rows_affected()
        })))
    }
}

impl<T: Row> Query<T> {
    /// All rows.
    pub(super) async fn fetch_all(
        self,
        connection: &mut Connection,
    ) -> Result<Vec<T>, sqlx::Error> {
        on!(connection, self, query_as_with, |statement, on| statement.fetch_all(on).await)
    }

    /// The first row, if there is one.
    pub(super) async fn fetch_optional(
        self,
        connection: &mut Connection,
    ) -> Result<Option<T>, sqlx::Error> {
        on!(connection, self, query_as_with, |statement, on| statement.fetch_optional(on).await)
    }

    /// The one row there must be.
    pub(super) async fn fetch_one(self, connection: &mut Connection) -> Result<T, sqlx::Error> {
        on!(connection, self, query_as_with, |statement, on| statement.fetch_one(on).await)
    }

    /// The rows one after the other; those not asked for are not read.
    ///
    /// # Errors
    /// When a value cannot be said to the database.
    pub(super) fn fetch(
        self,
        connection: &mut Connection,
    ) -> Result<BoxStream<'_, Result<T, sqlx::Error>>, sqlx::Error> {
        Ok(on!(connection, self, query_as_with, |statement, on| statement.fetch(on).boxed()))
    }
}

/// A statement that gives rows of one column.
#[must_use]
pub(super) struct Scalar<T>(Query<(T,)>);

impl<T> Scalar<T> {
    /// The value for the next place.
    pub(super) fn bind(self, value: impl Bind) -> Self {
        Self(self.0.bind(value))
    }

    /// The values for the next places.
    pub(super) fn bind_all(self, values: impl IntoIterator<Item = Value>) -> Self {
        Self(self.0.bind_all(values))
    }
}

impl Scalar<Natural> {
    /// The number it gives.
    pub(super) async fn count(self, on: &mut Connection) -> Result<u32, sqlx::Error> {
        self.fetch_one(on).await.map(|Natural(number)| number)
    }
}

impl<T> Scalar<T>
where
    (T,): Row,
{
    /// The column of all rows.
    pub(super) async fn fetch_all(self, on: &mut Connection) -> Result<Vec<T>, sqlx::Error> {
        Ok(self.0.fetch_all(on).await?.into_iter().map(|(value,)| value).collect())
    }

    /// That of the first row, if there is one.
    pub(super) async fn fetch_optional(
        self,
        on: &mut Connection,
    ) -> Result<Option<T>, sqlx::Error> {
        Ok(self.0.fetch_optional(on).await?.map(|(value,)| value))
    }

    /// That of the one row there must be.
    pub(super) async fn fetch_one(self, on: &mut Connection) -> Result<T, sqlx::Error> {
        Ok(self.0.fetch_one(on).await?.0)
    }
}
