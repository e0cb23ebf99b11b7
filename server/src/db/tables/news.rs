//! Whether something of a directorate changed: the numbers of the feed, and another for what has
//! none there.

use super::{Reading, Writing};
use crate::db::DbError;
use crate::db::hints::{NOTIFY, News};
use crate::db::sql::{Dialect, query, query_as};
use domain::id::DirectorateId;
use std::collections::HashMap;
use uuid::Uuid;

impl Reading {
    /// For each directorate a number that grows whenever something changes that others see. A
    /// directorate that is not there has had nothing yet, which is 0.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn news(&mut self) -> Result<HashMap<DirectorateId, u64>, DbError> {
        let rows: Vec<(Uuid, i64)> = query_as(
            "select directorate, seq from change_counters
             union all select directorate, number from news",
        )
        .fetch_all(self.connection())
        .await?;
        let mut numbers: HashMap<DirectorateId, u64> = HashMap::new();
        for (directorate, number) in rows {
            // Neither of the two goes back, so the sum moves with each of them.
            *numbers.entry(DirectorateId(directorate)).or_default() += number.cast_unsigned();
        }
        Ok(numbers)
    }
}

impl Writing {
    /// Says that this unit of work changes something that others see, in the feed or not.
    pub(super) fn tell_of(&mut self, directorate: DirectorateId) {
        self.news.other.insert(directorate);
    }

    /// Writes down that something changes, as the last thing before the end. Gives whether
    /// something does.
    ///
    /// # Errors
    /// When the database fails or the disk is full.
    pub(in crate::db) async fn write_news(&mut self) -> Result<bool, DbError> {
        let News { numbered, other } = std::mem::take(&mut self.news);
        for directorate in other.difference(&numbered) {
            query(
                "insert into news (directorate, number) values ($1, 1)
                 on conflict (directorate) do update set number = news.number + 1",
            )
            .bind(directorate.0)
            .execute(self.connection())
            .await?;
        }
        let is_news = !(numbered.is_empty() && other.is_empty());
        if is_news && self.dialect() == Dialect::Postgres {
            query(NOTIFY).execute(self.connection()).await?;
        }
        Ok(is_news)
    }
}
