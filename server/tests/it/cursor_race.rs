//! Why the number of a change is a counter taken last and not a sequence: on PostgreSQL, where
//! several write at once, a sequence gives its numbers in another order than that of the commits,
//! and a reader who went on to the higher one never sees the lower.
//!
//! The program's own feed in the same race is `concurrency::readers_miss_nothing_…`. Here it is
//! the two ways of numbering alone, without the turns that the program's writers take. SQLite has
//! one writer at a time, hence no race.

use crate::database::Database;
use sqlx::PgPool;
use sqlx::postgres::PgPoolOptions;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

const WRITERS: i64 = 8;
const EACH: i64 = 60;

/// Numbers rows by a sequence.
const SEQUENCE: &str = "insert into race (seq, writer) values (nextval('race_seq'), $1)";
/// Numbers rows by one row that counts, and holds it until the commit.
const COUNTER: &str = "with next as (update race_counter set seq = seq + 1 returning seq)
     insert into race (seq, writer) select seq, $1 from next";

/// How many committed rows a reader with a cursor never saw.
async fn missed(pool: &PgPool, numbering: &'static str) -> usize {
    for statement in [
        "drop table if exists race, race_counter",
        "drop sequence if exists race_seq",
        "create table race (seq bigint primary key, writer bigint not null)",
        "create sequence race_seq",
        "create table race_counter (seq bigint not null)",
        "insert into race_counter values (0)",
    ] {
        sqlx::query(statement).execute(pool).await.unwrap();
    }
    let done = Arc::new(AtomicBool::new(false));
    let reader = {
        let (pool, done) = (pool.clone(), Arc::clone(&done));
        tokio::spawn(async move {
            let (mut cursor, mut seen) = (0_i64, 0);
            loop {
                // Asked before the last look, so that the last look is after the last commit.
                let last = done.load(Ordering::SeqCst);
                let rows: Vec<(i64,)> =
                    sqlx::query_as("select seq from race where seq > $1 order by seq")
                        .bind(cursor)
                        .fetch_all(&pool)
                        .await
                        .unwrap();
                seen += rows.len();
                cursor = rows.last().map_or(cursor, |(seq,)| *seq);
                if last {
                    return seen;
                }
            }
        })
    };
    let writers: Vec<_> = (0..WRITERS)
        .map(|writer| {
            let pool = pool.clone();
            tokio::spawn(async move {
                for round in 0..EACH {
                    let mut unit = pool.begin().await.unwrap();
                    // What else a unit of work does: more for some than for others. Rows take
                    // a sequence's number as they are written, the counter's when all is done.
                    let work = f64::from(u32::try_from((writer * 7 + round * 3) % 5).unwrap());
                    let number = sqlx::query(numbering).bind(writer);
                    let rest = sqlx::query("select pg_sleep($1)").bind(work / 1_000.0);
                    let (first, second) =
                        if numbering == COUNTER { (rest, number) } else { (number, rest) };
                    first.execute(&mut *unit).await.unwrap();
                    second.execute(&mut *unit).await.unwrap();
                    unit.commit().await.unwrap();
                }
            })
        })
        .collect();
    for writer in writers {
        writer.await.unwrap();
    }
    done.store(true, Ordering::SeqCst);
    usize::try_from(WRITERS * EACH).unwrap() - reader.await.unwrap()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_sequence_loses_rows_and_a_counter_taken_last_loses_none() {
    let folder = tempfile::tempdir().unwrap();
    let database = Database::new(folder.path()).await;
    if database.file().is_some() {
        return;
    }
    let url = database.options(None).url;
    let pool = PgPoolOptions::new().max_connections(10).connect(&url).await.unwrap();
    let by_sequence = missed(&pool, SEQUENCE).await;
    let by_counter = missed(&pool, COUNTER).await;
    println!("of {} rows: {by_sequence} missed, {by_counter} missed", WRITERS * EACH);
    pool.close().await;
    assert!(by_sequence > 0, "the race that this guards against did not happen");
    assert_eq!(by_counter, 0);
}
