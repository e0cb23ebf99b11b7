//! Two offices that begin with the same: one in memory, one with a database.

use super::alike::{same_answers, same_lists};
use super::apart::{scopes, start, visits};
use crate::app::account;
use crate::database::Database;
use crate::invented::association;
use app::api::ApiError;
use app::api::account::Role;
use domain::Record;
use domain::id::{InterventionId, OrganisationId, SchemeId, UserId};
use domain::time::Instant;
use histories::ADVISERS;
use server::auth::{Cookies, Passwords, Throttle};
use server::clock::Clock;
use server::communes::Commune;
use server::db::{Account, Store};
use server::live::Hub;
use server::randomness::SystemRandomness;
use server::services::{Lifetimes, Office};
use simulator::{AtCounter, Books, DIRECTORATE, finish};
use std::collections::BTreeSet;
use std::sync::Arc;
use sync::server::{Counter as _, Unanswered};
use sync::wire::{self, Change, PROTOCOL};
use sync::{Cursor, Outcome, Scope, SyncRequest, SyncResponse};
use tempfile::TempDir;
use uuid::Uuid;

/// The commune where the visits take place.
const COMMUNE: &str = "02408";

/// A line of the log: installation, number, hash, author, outcome, whether somebody has to look.
type Line<O> = (Uuid, i64, i64, Uuid, O, bool);

/// The offices.
pub struct Both {
    /// The one in memory.
    pub memory: simulator::Office,
    office: Office,
    database: Database,
    assigned: BTreeSet<(UserId, InterventionId)>,
    _folder: TempDir,
}

/// The clock of the office in memory, so that both have the same time.
struct SameTime(simulator::Office);

impl Clock for SameTime {
    fn now(&self) -> Instant {
        at_counter(&self.0, ADVISERS[0]).now()
    }
}

/// An account at the counter of the office in memory, which answers with as much as the real one.
fn at_counter(office: &simulator::Office, user: UserId) -> AtCounter {
    AtCounter { office: office.clone(), user, budget: 48 * 1024 }
}

/// The account of an adviser in the database.
fn adviser(user: UserId) -> Account {
    account(user, &user.to_string(), Role::Adviser, DIRECTORATE)
}

impl Both {
    /// Opens both, with nobody assigned to any visit.
    pub async fn open(seed: u64) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let database = Database::new(folder.path()).await;
        let memory = simulator::Office::new(start(), BTreeSet::new(), seed);
        let office = Office {
            store: Store::open(&database.options(None)).await.unwrap(),
            clock: Arc::new(SameTime(memory.clone())),
            randomness: Arc::new(SystemRandomness),
            passwords: Passwords::new().unwrap(),
            throttle: Throttle::default(),
            cookies: Cookies::for_base_url("http://localhost:3000"),
            // Nobody signs in.
            lifetimes: Lifetimes {
                supervisor_idle: 0,
                adviser_idle: 0,
                absolute: 0,
                lease_minutes: 0,
            },
            live: Hub::default(),
        };
        fill(&office).await;
        Self { memory, office, database, assigned: BTreeSet::new(), _folder: folder }
    }

    /// Asks both the same; `place` is the database's name for the place in the feed. Gives both
    /// answers, which are alike; `None` where both refuse to answer.
    pub async fn ask(
        &self,
        at: &str,
        user: UserId,
        request: &SyncRequest,
        place: Option<Cursor>,
    ) -> Option<(SyncResponse, SyncResponse)> {
        let (counter, asked) = (at_counter(&self.memory, user), request.clone());
        let exchange = async move { sync::server::exchange(&counter, &asked, PROTOCOL).await };
        let memory = match finish(Box::pin(exchange)) {
            Ok(answer) => Some(answer),
            Err(Unanswered::OtherAccount) => None,
            Err(Unanswered::Failed(failed)) => panic!("{at}: in memory: {failed:?}"),
        };
        let asked = wire::encode(&SyncRequest { cursor: place, ..request.clone() });
        let account = adviser(user);
        let exchange = server::sync::exchange(&self.office, &account, &asked);
        let database = match Box::pin(exchange).await {
            Ok(answer) => Some(wire::decode::<SyncResponse>(&answer).unwrap()),
            Err(ApiError::Forbidden) => None,
            Err(error) => panic!("{at}: in the database: {error:?}"),
        };
        match (memory, database) {
            (Some(memory), Some(database)) => {
                same_answers(at, &memory, &database);
                Some((memory, database))
            }
            (None, None) => None,
            (memory, database) => panic!(
                "{at}: only one answers\n  in memory: {memory:#?}\n  in the database: {database:#?}"
            ),
        }
    }

    /// Gives a visit to an adviser, or takes it away where they have it.
    pub async fn assign(&mut self, user: UserId, visit: InterventionId) {
        if !self.assigned.remove(&(user, visit)) {
            self.assigned.insert((user, visit));
        }
        self.memory.desk(0, |books| {
            books.assigned.clone_from(&self.assigned);
            None
        });
        let there = self.assigned.iter().filter(|(_, other)| *other == visit);
        let users: Vec<UserId> = there.map(|(user, _)| *user).collect();
        let mut unit = self.office.store.write().await.unwrap();
        unit.assign(visit, &users).await.unwrap();
        unit.commit().await.unwrap();
    }

    /// The desk opens a scheme, or closes it where it is open.
    pub async fn turn(&self, id: SchemeId, tag: u32) {
        let mut scheme = self.memory.books().state.scheme(id).cloned().unwrap();
        scheme.open = !scheme.open;
        scheme.version += 1;
        let record = Record::Scheme(scheme);
        self.memory.desk(tag, |_| Some(record.clone()));
        let now = self.office.now();
        let mut unit = self.office.store.write().await.unwrap();
        unit.put_record(DIRECTORATE, &record, now).await.unwrap();
        let change = Change::Put(Scope::Catalogue(DIRECTORATE), record);
        unit.add_changes(DIRECTORATE, tag, &[change]).await.unwrap();
        unit.commit().await.unwrap();
    }

    /// Both note that there is a backup of what they have.
    pub async fn note_backup(&self) {
        self.memory.note_backup(&self.memory.books());
        let now = self.office.now();
        let mut unit = self.office.store.write().await.unwrap();
        let (seq, tag) = unit.feed_head(DIRECTORATE).await.unwrap();
        let epoch = unit.epoch().await.unwrap();
        unit.note_backup(DIRECTORATE, Cursor { epoch, seq, tag }, now).await.unwrap();
        unit.commit().await.unwrap();
    }

    /// Both have the same: every record of every scope, every installation, the whole log and the
    /// whole feed.
    pub async fn compare(&self, at: &str) {
        let books = self.memory.books();
        let mut unit = self.office.store.read().await.unwrap();
        for scope in scopes() {
            let mut memory = books.scope_records(scope);
            let mut database = unit.scope_records(scope, true).await.unwrap();
            memory.sort_by_key(Record::key);
            database.sort_by_key(Record::key);
            same_lists(at, &format!("the records of {scope:?}"), &memory, &database);
        }
        drop(unit);
        let known = books.clients.iter();
        let memory: Vec<(Uuid, Uuid, i64)> =
            known.map(|(id, it)| (id.0, it.user.0, it.last_seq.cast_signed())).collect();
        let database: Vec<(Uuid, Uuid, i64)> =
            self.database.rows("select id, \"user\", last_seq from clients order by id").await;
        same_lists(at, "the installations", &memory, &database);
        self.compare_logs(at, &books).await;
        self.compare_feeds(at, &books).await;
    }

    async fn compare_logs(&self, at: &str, books: &Books) {
        let rows: Vec<Line<Vec<u8>>> = self
            .database
            .rows("select client, seq, hash, author, outcome, open from command_log")
            .await;
        let mut database: Vec<Line<Outcome>> = rows
            .into_iter()
            .map(|(client, seq, hash, author, outcome, open)| {
                (client, seq, hash, author, postcard::from_bytes(&outcome).unwrap(), open)
            })
            .collect();
        let decided = books.log.iter().map(|it| {
            // The database says of an outcome whether somebody has to look: not where the same had
            // come before. What was carried out before comes to an outcome of its own.
            let open = matches!(it.outcome, Outcome::Conflict(_) | Outcome::Held(_)) && !it.again;
            let (seq, hash) = (it.seq.cast_signed(), it.envelope.hash().cast_signed());
            (it.client.0, seq, hash, it.author.0, it.outcome.clone(), open)
        });
        let mut memory: Vec<Line<Outcome>> = decided.collect();
        memory.sort_by_key(|line| (line.0, line.1));
        database.sort_by_key(|line| (line.0, line.1));
        same_lists(at, "the log", &memory, &database);
    }

    async fn compare_feeds(&self, at: &str, books: &Books) {
        let rows: Vec<(i64, Uuid, String, Vec<u8>)> = self
            .database
            .rows("select seq, scope, op, body from changes order by seq, place")
            .await;
        let database: Vec<(i64, Uuid, Option<Record>)> = rows
            .into_iter()
            .map(|(seq, scope, op, body)| {
                (seq, scope, (op == "put").then(|| postcard::from_bytes(&body).unwrap()))
            })
            .collect();
        let mut memory = Vec::new();
        for (seq, (_, changes)) in &books.feed {
            memory.extend(changes.iter().map(|change| match change {
                Change::Put(scope, record) => (seq.cast_signed(), scope.id(), Some(record.clone())),
                Change::Remove(scope, _) => (seq.cast_signed(), scope.id(), None),
            }));
        }
        same_lists(at, "the feed", &memory, &database);
        let numbers: BTreeSet<i64> = database.iter().map(|(seq, ..)| *seq).collect();
        let all = 1..=books.head.cast_signed();
        assert!(numbers.iter().copied().eq(all), "{at}: numbers of the feed: {numbers:?}");
    }

    /// Ends the connections to the database.
    pub async fn close(self) {
        self.office.store.close().await;
    }
}

/// Writes the accounts and the records at the beginning into the database.
async fn fill(office: &Office) {
    let (now, start) = (office.now(), start());
    let mut unit = office.store.write().await.unwrap();
    unit.create_directorate(DIRECTORATE, "Ours", false).await.unwrap();
    unit.put_department(DIRECTORATE, "02", "02").await.unwrap();
    let [first, _] = visits().map(|visit| start.intervention(visit).unwrap());
    let commune = Commune {
        code: COMMUNE.to_owned(),
        name: first.town.clone(),
        department: "02".to_owned(),
        postal_codes: Vec::new(),
    };
    unit.put_commune(&commune).await.unwrap();
    for visit in start.interventions() {
        let (id, name) = (visit.centre, &visit.centre_name);
        unit.create_centre(DIRECTORATE, id, name, COMMUNE).await.unwrap();
    }
    for user in ADVISERS {
        unit.create_account(&adviser(user), "", now).await.unwrap();
    }
    let organisations: BTreeSet<(OrganisationId, &str)> =
        start.schemes().map(|it| (it.organisation, it.organisation_name.as_str())).collect();
    for (id, name) in organisations {
        unit.put_organisation(DIRECTORATE, id, &association(name, None)).await.unwrap();
    }
    for record in start.records() {
        unit.put_record(DIRECTORATE, &record, now).await.unwrap();
    }
    unit.commit().await.unwrap();
}
