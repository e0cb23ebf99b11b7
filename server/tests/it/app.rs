//! A server of its own for each test: database in a scratch folder, clock in the test's hand.

use crate::client::Client;
use crate::database::Database;
use app::api::account::Role;
use axum::Router;
use domain::attendance::RosterEntry;
use domain::code::RegistrationCode;
use domain::contact::Contact;
use domain::id::{CentreId, DirectorateId, InterventionId, SignatoryId, UserId};
use domain::intervention::{Intervention, Mode};
use domain::person::{Origin, PersonName, Signatory};
use domain::time::Instant;
use domain::{Record, State};
use server::auth::{Cookies, Passwords, Throttle};
use server::clock::Clock;
use server::communes::Commune;
use server::db::{Account, Limit, Store};
use server::live::Hub;
use server::randomness::SystemRandomness;
use server::router::router;
use server::services::{Lifetimes, Office};
use server::site::Site;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::Duration;
use sync::Scope;
use tempfile::TempDir;
use tokio::sync::OnceCell;
use uuid::Uuid;

pub const PASSWORD: &str = "une longue phrase";
pub const MINUTE: i64 = 60_000;
pub const HOUR: i64 = 60 * MINUTE;
pub const DAY: i64 = 24 * HOUR;
/// Minutes for which a store stays open without the server.
pub const LEASE: u32 = 90;
/// How often a stream looks at its session here: a test does not wait for twenty seconds.
const CHECK_EVERY: Duration = Duration::from_millis(300);
/// 2026-06-15, nine o'clock.
const START: i64 = 1_781_514_000_000;

pub const ALICE: UserId = UserId(Uuid::from_u128(1));
pub const BRUNO: UserId = UserId(Uuid::from_u128(2));
pub const DORA: UserId = UserId(Uuid::from_u128(3));
/// A supervisor of another directorate.
pub const ELSEWHERE: UserId = UserId(Uuid::from_u128(4));

pub const OURS: DirectorateId = DirectorateId(Uuid::from_u128(100));
pub const OTHERS: DirectorateId = DirectorateId(Uuid::from_u128(101));
pub const CENTRE: CentreId = CentreId(Uuid::from_u128(200));
pub const OTHER_CENTRE: CentreId = CentreId(Uuid::from_u128(201));
/// Alice's and Bruno's, today, with [`AMINA`] and [`BADRA`] on its list.
pub const VISIT: InterventionId = InterventionId(Uuid::from_u128(300));
/// Nobody's, next week, with [`AMINA`] on its list.
pub const NEXT: InterventionId = InterventionId(Uuid::from_u128(301));
/// The other directorate's.
pub const FOREIGN: InterventionId = InterventionId(Uuid::from_u128(302));
pub const AMINA: SignatoryId = SignatoryId(Uuid::from_u128(400));
pub const BADRA: SignatoryId = SignatoryId(Uuid::from_u128(401));

#[derive(Debug)]
pub struct TestClock(AtomicI64);

impl Clock for TestClock {
    fn now(&self) -> Instant {
        Instant(self.0.load(Ordering::Relaxed))
    }
}

pub struct TestApp {
    pub router: Router,
    pub office: Arc<Office>,
    /// Where its records are.
    pub database: Arc<Database>,
    clock: Arc<TestClock>,
    folder: Arc<TempDir>,
}

impl TestApp {
    pub async fn start() -> Self {
        Self::start_at("http://localhost:3000").await
    }

    pub async fn start_at(base_url: &str) -> Self {
        let folder = Arc::new(tempfile::tempdir().unwrap());
        write_site(folder.path());
        let database = Arc::new(Database::new(folder.path()).await);
        let app = Self::open(folder, database, base_url, None).await;
        app.fill().await;
        app
    }

    /// Another server on the same database, with a clock of its own that shows the first one's
    /// beginning.
    pub async fn beside(&self) -> Self {
        let (folder, database) = (Arc::clone(&self.folder), Arc::clone(&self.database));
        Self::open(folder, database, "http://localhost:3000", None).await
    }

    /// The same database, with a ceiling on its size. `None` on PostgreSQL, whose disk a test
    /// cannot fill.
    pub async fn with_full_disk(self, pages_left: u32) -> Option<Self> {
        let file = self.database.file()?.to_owned();
        let mut unit = self.office.store.write().await.unwrap();
        let _ = unit.epoch().await.unwrap();
        drop(unit);
        self.office.store.close().await;
        let bytes = std::fs::metadata(file).unwrap().len();
        let pages = u32::try_from(bytes.div_ceil(4_096)).unwrap() + pages_left;
        Some(Self::open(self.folder, self.database, "http://localhost:3000", Some(pages)).await)
    }

    async fn open(
        folder: Arc<TempDir>,
        database: Arc<Database>,
        base_url: &str,
        max_pages: Option<u32>,
    ) -> Self {
        let store = Store::open(&database.options(max_pages)).await.unwrap();
        let clock = Arc::new(TestClock(AtomicI64::new(START)));
        let office = Arc::new(Office {
            store,
            clock: clock.clone(),
            randomness: Arc::new(SystemRandomness),
            passwords: Passwords::new().unwrap(),
            throttle: Throttle::default(),
            cookies: Cookies::for_base_url(base_url),
            lifetimes: Lifetimes {
                supervisor_idle: 30 * MINUTE,
                adviser_idle: 12 * HOUR,
                absolute: 12 * HOUR,
                lease_minutes: LEASE,
            },
            live: Hub::checking_every(CHECK_EVERY),
        });
        let site = Site::open(&folder.path().join("site")).unwrap();
        let router = router(office.clone(), &site, base_url).unwrap();
        Self { router, office, database, clock, folder }
    }

    pub fn advance(&self, milliseconds: i64) {
        self.clock.0.fetch_add(milliseconds, Ordering::Relaxed);
    }

    pub fn site(&self) -> std::path::PathBuf {
        self.folder.path().join("site")
    }

    /// A client without a session.
    pub fn stranger(&self) -> Client {
        Client::new(self.router.clone())
    }

    pub async fn alice(&self) -> Client {
        self.signed_in("alice").await
    }

    pub async fn bruno(&self) -> Client {
        self.signed_in("bruno").await
    }

    pub async fn supervisor(&self) -> Client {
        self.signed_in("dora").await
    }

    pub async fn foreign_supervisor(&self) -> Client {
        self.signed_in("elsewhere").await
    }

    async fn signed_in(&self, login: &str) -> Client {
        let mut client = self.stranger();
        let answer = client.sign_in(login, PASSWORD).await;
        assert_eq!(answer.status, 200, "{}", answer.text());
        client
    }

    async fn fill(&self) {
        let now = self.clock.now();
        let mut unit = self.office.store.write().await.unwrap();
        unit.create_directorate(OURS, "Ours", false).await.unwrap();
        unit.create_directorate(OTHERS, "Others", false).await.unwrap();
        for (directorate, department, commune, town, centre) in
            [(OURS, "02", "02408", "Laon", CENTRE), (OTHERS, "59", "59350", "Lille", OTHER_CENTRE)]
        {
            unit.put_department(directorate, department, department).await.unwrap();
            let commune = Commune {
                code: commune.to_owned(),
                name: town.to_owned(),
                department: department.to_owned(),
                postal_codes: vec!["02000".to_owned()],
            };
            unit.put_commune(&commune).await.unwrap();
            unit.create_centre(directorate, centre, "Centre fictif", &commune.code).await.unwrap();
        }
        let hash = hash().await;
        for (id, login, role, directorate) in [
            (ALICE, "alice", Role::Adviser, OURS),
            (BRUNO, "bruno", Role::Adviser, OURS),
            (DORA, "dora", Role::Supervisor, OURS),
            (ELSEWHERE, "elsewhere", Role::Supervisor, OTHERS),
        ] {
            let account = account(id, login, role, directorate);
            unit.create_account(&account, hash, now).await.unwrap();
        }
        for (directorate, record) in [
            (OURS, visit(VISIT, CENTRE, now, 1)),
            (OURS, visit(NEXT, CENTRE, now.plus(7 * DAY), 2)),
            (OTHERS, visit(FOREIGN, OTHER_CENTRE, now, 3)),
            (OURS, person(AMINA, "Exemple-Amina")),
            (OURS, person(BADRA, "Exemple-Badra")),
            (OURS, expected(VISIT, AMINA)),
            (OURS, expected(VISIT, BADRA)),
            (OURS, expected(NEXT, AMINA)),
        ] {
            unit.put_record(directorate, &record, now).await.unwrap();
        }
        unit.assign(VISIT, &[ALICE, BRUNO]).await.unwrap();
        unit.commit().await.unwrap();
    }

    /// The server's records of our visits.
    pub async fn state(&self) -> State {
        let mut unit = self.office.store.read().await.unwrap();
        let mut state = State::default();
        for visit in [VISIT, NEXT] {
            for record in unit.scope_records(Scope::Intervention(visit), true).await.unwrap() {
                state.put(record);
            }
        }
        state
    }

    pub async fn assign(&self, visit: InterventionId, users: &[UserId]) {
        let mut unit = self.office.store.write().await.unwrap();
        unit.assign(visit, users).await.unwrap();
        unit.commit().await.unwrap();
    }

    pub async fn code(&self, visit: InterventionId) -> RegistrationCode {
        let mut unit = self.office.store.read().await.unwrap();
        unit.intervention(visit).await.unwrap().unwrap().code
    }
}

async fn hash() -> &'static str {
    static HASH: OnceCell<String> = OnceCell::const_new();
    HASH.get_or_init(|| async {
        Passwords::new().unwrap().hash(PASSWORD.to_owned()).await.unwrap()
    })
    .await
}

pub fn account(id: UserId, login: &str, role: Role, directorate: DirectorateId) -> Account {
    Account {
        id,
        login: login.to_owned(),
        display_name: format!("{} Exemple", login.to_uppercase()),
        role,
        directorate,
        limit: Limit::Whole,
    }
}

pub fn visit(id: InterventionId, centre: CentreId, starts_at: Instant, code: u64) -> Record {
    Record::Intervention(Intervention {
        id,
        centre,
        centre_name: String::new(),
        town: String::new(),
        starts_at,
        mode: Mode::InPerson,
        code: RegistrationCode::from_bits(code),
        code_expires_at: starts_at.plus(DAY),
        version: 1,
    })
}

pub fn person(id: SignatoryId, family: &str) -> Record {
    Record::Signatory(signatory(id, family))
}

/// Somebody on an imported list, of whom no more than the name is known.
pub fn signatory(id: SignatoryId, family: &str) -> Signatory {
    Signatory {
        id,
        family_name: PersonName::new(family).unwrap(),
        given_name: None,
        birth: None,
        contact: Contact::default(),
        level: None,
        training_ends: None,
        origin: Origin::Import,
        version: 1,
    }
}

pub fn expected(visit: InterventionId, person: SignatoryId) -> Record {
    Record::RosterEntry(RosterEntry { version: 1, ..RosterEntry::expected(visit, person) })
}

fn write_site(folder: &Path) {
    let site = folder.join("site");
    std::fs::create_dir_all(site.join("pkg")).unwrap();
    std::fs::create_dir_all(site.join("assets")).unwrap();
    let write = |name: &str, content: &[u8]| std::fs::write(site.join(name), content).unwrap();
    write("index.html", b"<!doctype html><title>shell</title>");
    write("door.html", b"<!doctype html><title>door</title>");
    write("follow_up.html", b"<!doctype html><title>follow-up</title>");
    write("referrals.html", b"<!doctype html><title>referrals</title>");
    write("steering.html", b"<!doctype html><title>steering</title>");
    write("settings.html", b"<!doctype html><title>settings</title>");
    write("desk.html", b"<!doctype html><title>desk</title>");
    write("sw.js", b"// worker");
    write("manifest.webmanifest", b"{}");
    write("pkg/register.1.css", b"body{}");
    write("pkg/partner.1.css", b"body{}");
    write("pkg/app.1.js", b"plain");
    write("pkg/app.1.js.br", b"brotli");
    write("pkg/app.1.js.gz", b"gzip");
    write("assets/icons.1.svg", b"<svg/>");
    write(
        "site.json",
        br#"{"version":"1","files":{"register.css":"/pkg/register.1.css",
             "partner.css":"/pkg/partner.1.css","icons.svg":"/assets/icons.1.svg","app.js":"/pkg/app.1.js"}}"#,
    );
}
