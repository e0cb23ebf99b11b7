//! The keys of devices' stores: on what terms they are kept, and who gets one back.

use crate::app::{ALICE, BRUNO, DORA, LEASE, MINUTE, PASSWORD, TestApp};
use crate::client::{Answer, Client};
use crate::database::Database;
use crate::rights::world::{OF_PARTNER, Stage, World};
use crate::told::LogLines;
use app::api::ApiError;
use app::api::vault::{Reopened, Terms};
use domain::id::UserId;
use rstest::rstest;
use server::config::LogFormat;
use server::db::Store;
use server::db::transfer::carry;
use server::logging;
use tracing_subscriber::EnvFilter;
use uuid::Uuid;
use vault::{OfficeKey, Sealed, StoreKey};

/// The key of a store.
const KEY: [u8; 32] = [0xa7; 32];

async fn ask(client: &Client) -> Answer {
    client.call_postcard("vault/terms", ()).await
}

async fn terms(client: &Client) -> Terms {
    ask(client).await.read_postcard()
}

async fn reopen(client: &Client, sealed: &Sealed) -> Answer {
    client.call_postcard("vault/reopen", sealed).await
}

fn seal(office: &OfficeKey, owner: UserId) -> Sealed {
    Sealed::new(office, owner, &StoreKey::from_bytes(KEY), [5; 32]).unwrap()
}

fn refused(answer: &Answer) -> (u16, ApiError) {
    (answer.status, answer.error())
}

fn password_needed() -> (u16, ApiError) {
    (401, ApiError::PasswordNeeded)
}

/// What the audit table says of keys: who did what, and about what.
async fn noted(app: &TestApp) -> Vec<(String, Uuid, Option<Uuid>)> {
    let question = "select action, actor, subject from audit
                    where action in ('vault_reopened', 'vault_refused') order by seq";
    app.database.rows(question).await
}

#[tokio::test]
async fn the_terms_are_told_once_a_sign_in() {
    let app = TestApp::start().await;
    let alice = app.alice().await;
    let answer = ask(&alice).await;
    assert_eq!(answer.header("cache-control"), Some("no-store"));
    let first: Terms = answer.read_postcard();
    assert_eq!(first.lease_minutes, LEASE);
    assert_eq!(refused(&ask(&alice).await), password_needed());
    let sealed = seal(&first.office, ALICE);
    assert_eq!(refused(&reopen(&alice, &sealed).await), password_needed());
    assert_eq!(alice.profile().await.status, 200, "the session itself goes on");
    assert_eq!(terms(&app.alice().await).await, first);
    assert!(noted(&app).await.is_empty());
}

#[tokio::test]
async fn a_sign_in_proves_something_for_ten_minutes() {
    let app = TestApp::start().await;
    let (alice, bruno) = (app.alice().await, app.bruno().await);
    app.advance(10 * MINUTE - 1);
    let office = terms(&alice).await.office;
    app.advance(1);
    assert_eq!(refused(&ask(&bruno).await), password_needed());
    assert_eq!(refused(&reopen(&bruno, &seal(&office, BRUNO)).await), password_needed());
    assert_eq!(bruno.profile().await.status, 200);
    assert!(noted(&app).await.is_empty(), "nobody looked at the key");
}

#[tokio::test]
async fn a_key_comes_back_to_its_owner_after_another_sign_in() {
    let app = TestApp::start().await;
    let made = terms(&app.alice().await).await;
    let sealed = seal(&made.office, ALICE);
    app.advance(5 * 24 * 60 * MINUTE);
    let alice = app.alice().await;
    let answer = reopen(&alice, &sealed).await;
    assert_eq!(answer.header("cache-control"), Some("no-store"));
    let reopened: Reopened = answer.read_postcard();
    assert_eq!((reopened.key, reopened.terms), (KEY, made));
    assert_eq!(noted(&app).await, [("vault_reopened".to_owned(), ALICE.0, None)]);
    assert_eq!(refused(&reopen(&alice, &sealed).await), password_needed());
    assert_eq!(refused(&ask(&alice).await), password_needed());
}

#[tokio::test]
async fn nobody_without_a_session_is_told_anything() {
    let app = TestApp::start().await;
    let sealed = seal(&terms(&app.alice().await).await.office, ALICE);
    let stranger = app.stranger();
    assert_eq!(refused(&ask(&stranger).await), (401, ApiError::SignIn));
    assert_eq!(refused(&reopen(&stranger, &sealed).await), (401, ApiError::SignIn));
}

#[tokio::test]
async fn supervisors_have_a_store_in_class_and_those_limited_to_a_partner_have_none() {
    let world = World::at(Stage::Interested).await;
    let app = &world.app;
    let office = terms(&app.supervisor().await).await.office;
    let dora = app.supervisor().await;
    let reopened: Reopened = reopen(&dora, &seal(&office, DORA)).await.read_postcard();
    assert_eq!(reopened.key, KEY);
    let limited = world.adviser("a partner's", OF_PARTNER).await.client;
    assert_eq!(refused(&ask(&limited).await), (403, ApiError::Forbidden));
    let sealed = seal(&office, OF_PARTNER);
    assert_eq!(refused(&reopen(&limited, &sealed).await), (403, ApiError::Forbidden));
}

/// Another's, of an office that is not ours, and one of whose bytes one was changed.
#[derive(Clone, Copy, Debug)]
enum Wrong {
    Anothers,
    OtherOffice,
    SameNumberOtherPair,
    Damaged,
}

#[rstest]
#[case(Wrong::Anothers)]
#[case(Wrong::OtherOffice)]
#[case(Wrong::SameNumberOtherPair)]
#[case(Wrong::Damaged)]
#[tokio::test]
async fn a_key_that_is_not_ones_own_is_refused_and_the_sign_in_is_used(#[case] wrong: Wrong) {
    let app = TestApp::start().await;
    let office = terms(&app.bruno().await).await.office;
    let sealed = match wrong {
        Wrong::Anothers => seal(&office, BRUNO),
        Wrong::OtherOffice => seal(&OfficeKey { id: office.id + 1, public: office.public }, ALICE),
        Wrong::SameNumberOtherPair => {
            let (_, public) = vault::new_pair([9; 32]);
            seal(&OfficeKey { id: office.id, public }, ALICE)
        }
        Wrong::Damaged => {
            let mut bytes = postcard::to_allocvec(&seal(&office, ALICE)).unwrap();
            *bytes.last_mut().unwrap() ^= 1;
            postcard::from_bytes(&bytes).unwrap()
        }
    };
    let alice = app.alice().await;
    assert_eq!(refused(&reopen(&alice, &sealed).await), (403, ApiError::Forbidden));
    assert_eq!(noted(&app).await, [("vault_refused".to_owned(), ALICE.0, None)]);
    let own = seal(&office, ALICE);
    assert_eq!(refused(&reopen(&alice, &own).await), password_needed());
    let reopened: Reopened = reopen(&app.alice().await, &own).await.read_postcard();
    assert_eq!(reopened.key, KEY);
}

#[tokio::test]
async fn a_key_that_was_cut_off_never_reaches_the_office() {
    let app = TestApp::start().await;
    let sealed = seal(&terms(&app.alice().await).await.office, ALICE);
    let bytes = postcard::to_allocvec(&sealed).unwrap();
    let alice = app.alice().await;
    for length in 0..bytes.len() {
        let cut = bytes[..length].to_vec();
        let answer = alice.post("/api/vault/reopen", "application/x-postcard", cut).await;
        assert_eq!(answer.status, 422, "{length} bytes: {}", answer.text());
    }
    let large = vec![0; 20 * 1024];
    let answer = alice.post("/api/vault/reopen", "application/x-postcard", large).await;
    assert_eq!(refused(&answer), (413, ApiError::TooLarge));
    let reopened: Reopened = reopen(&alice, &sealed).await.read_postcard();
    assert_eq!(reopened.key, KEY, "the sign-in was not used");
}

#[tokio::test]
async fn an_office_that_has_no_pair_makes_none_for_a_key_it_cannot_open() {
    let app = TestApp::start().await;
    let (_, public) = vault::new_pair([9; 32]);
    let sealed = seal(&OfficeKey { id: 1, public }, ALICE);
    let alice = app.alice().await;
    assert_eq!(refused(&reopen(&alice, &sealed).await), (403, ApiError::Forbidden));
    let pairs = app.database.rows::<(i64,)>("select id from vault_keys").await;
    assert!(pairs.is_empty(), "{pairs:?}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn of_two_at_the_same_moment_one_is_answered() {
    let app = TestApp::start().await;
    let beside = app.beside().await;
    let sealed = seal(&terms(&app.alice().await).await.office, ALICE);
    let here = app.alice().await;
    let mut there = beside.stranger();
    there.cookie.clone_from(&here.cookie);
    let asked = [&here, &there, &here, &there].map(|client| {
        let (client, sealed) = (client.clone(), sealed.clone());
        tokio::spawn(async move { reopen(&client, &sealed).await })
    });
    let mut answered = 0;
    for answer in asked {
        let answer = answer.await.unwrap();
        if answer.status == 200 {
            answered += 1;
        } else {
            assert_eq!(refused(&answer), password_needed());
        }
    }
    assert_eq!(answered, 1);
    assert_eq!(noted(&app).await.len(), 1);
}

#[tokio::test]
async fn a_disabled_account_gets_no_key_back() {
    let app = TestApp::start().await;
    let sealed = seal(&terms(&app.alice().await).await.office, ALICE);
    let mut alice = app.alice().await;
    let mut unit = app.office.store.write().await.unwrap();
    unit.set_disabled(ALICE, true).await.unwrap();
    unit.commit().await.unwrap();
    assert_eq!(refused(&reopen(&alice, &sealed).await), (401, ApiError::SignIn));
    assert_eq!(alice.sign_in("alice", PASSWORD).await.error(), ApiError::WrongCredentials);
    assert_eq!(refused(&reopen(&alice, &sealed).await), (401, ApiError::SignIn));
    assert!(noted(&app).await.is_empty());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn two_servers_that_are_asked_first_at_once_have_one_pair() {
    let app = TestApp::start().await;
    let beside = app.beside().await;
    let (alice, bruno) = (app.alice().await, beside.bruno().await);
    let asked = [alice, bruno].map(|client| tokio::spawn(async move { terms(&client).await }));
    let [here, there] = asked;
    let (here, there) = (here.await.unwrap(), there.await.unwrap());
    assert_eq!(here, there);
    // What was sealed by what one of them said, the other opens.
    let sealed = seal(&here.office, BRUNO);
    let reopened: Reopened = reopen(&beside.bruno().await, &sealed).await.read_postcard();
    assert_eq!(reopened.key, KEY);
}

#[tokio::test]
async fn the_pair_outlives_the_server_and_goes_along_to_another_database() {
    let app = TestApp::start().await;
    let before = terms(&app.alice().await).await;
    app.office.store.close().await;
    let app = app.beside().await;
    assert_eq!(terms(&app.alice().await).await, before);

    let folder = tempfile::tempdir().unwrap();
    let other = Database::new(folder.path()).await;
    let to = Store::open(&other.options(None)).await.unwrap();
    carry(&app.office.store, &to, |_| {}).await.unwrap();
    let pair = to.read().await.unwrap().newest_vault_pair().await.unwrap().unwrap();
    assert_eq!(OfficeKey { id: pair.id, public: pair.public }, before.office);
    assert_eq!(seal(&before.office, ALICE).open(&pair.private, ALICE).unwrap().to_bytes(), KEY);
    assert_eq!(format!("{pair:?}"), "VaultPair { id: 1, .. }");
    to.close().await;
}

#[tokio::test]
async fn keys_are_in_no_log_line_however_much_is_logged() {
    let lines = LogLines::default();
    let subscriber =
        logging::subscriber(LogFormat::Pretty, EnvFilter::new("trace"), false, lines.clone());
    // For the whole process: the threads of the database log too.
    tracing::subscriber::set_global_default(subscriber).unwrap();
    let app = TestApp::start().await;
    let office = terms(&app.alice().await).await.office;
    for owner in [ALICE, BRUNO] {
        let _ = reopen(&app.alice().await, &seal(&office, owner)).await;
    }
    assert_eq!(noted(&app).await.len(), 2);
    let pair = app.office.store.read().await.unwrap().newest_vault_pair().await.unwrap().unwrap();

    let log = lines.text().to_lowercase();
    assert!(log.contains("/api/vault/reopen") && log.contains("/api/vault/terms"), "{log}");
    for key in [KEY, pair.private] {
        // Bytes are written in hexadecimal digits, or as a list of numbers.
        let digits = u64::from_be_bytes(*key.first_chunk().unwrap());
        let digits = format!("{digits:016x}");
        let list: Vec<String> = key[..4].iter().map(ToString::to_string).collect();
        assert!(!log.contains(&digits) && !log.contains(&list.join(", ")));
    }
}
