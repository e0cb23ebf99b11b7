//! Really asking, and what came of it.

use super::calls::HELD;
use super::table::{Ask, Beyond, Right, Role, Row};
use super::world::{Asker, CLARA, WITH_TABLET, World};
use crate::app::{ALICE, AMINA, BRUNO, DORA, VISIT};
use crate::client::Answer;
use crate::database::Database;
use crate::device::{Device, adding, marking};
use crate::plans::Ear;
use crate::roster::{LIST, send};
use app::api::ApiError;
use app::text::fr::errors::api_error;
use app::text::fr::new_password as password_text;
use app::text::fr::partner as partner_text;
use app::text::fr::refusal::refusal;
use app::text::own::fr::CATALOGUE as OWN;
use app::text::register::fr::CATALOGUE as REGISTER;
use axum::body::Body;
use axum::http::Response;
use domain::attendance::Attendance;
use domain::command::SendReferral;
use domain::id::{ReferralId, SchemeId, UserId};
use domain::time::Instant;
use domain::{Command, Record, Refusal};
use futures_util::StreamExt as _;
use server::db::Store;
use server::db::transfer::{Carried, carry};
use std::fmt::Write as _;
use std::sync::atomic::{AtomicU64, Ordering};
use sync::device::outcome_of;
use sync::wire::{Change, SyncResponse};
use sync::{Envelope, Outcome};
use uuid::Uuid;

/// What came of it.
#[derive(Debug)]
enum Reply {
    /// It was done; what was answered.
    Done(String),
    /// It was not; the sentence that says why.
    Refused(String),
}

/// Tables that tell of the asking itself, refused or not.
const OF_ASKING: [&str; 6] =
    ["sessions", "signatory_sessions", "clients", "command_log", "audit", "news"];

/// Tries with a wrong password or receipt that are answered as such before the rest have to wait.
const TRIES: usize = 4;

/// Tries a row by all roles. Gives what was otherwise than the table says.
pub async fn tried(row: &Row) -> Vec<String> {
    let mut wrong = Vec::new();
    let is_held = |right: &Right| matches!(right, Right::Within(scope) if scope.is_held());
    let at_once = if row.rights.iter().any(is_held) { TRIES } else { Role::ALL.len() };
    for roles in Role::ALL.chunks(at_once) {
        wrong.extend(tried_outside(row, roles).await);
    }
    for (role, right) in Role::ALL.into_iter().zip(row.rights) {
        if matches!(right, Right::Yes | Right::Within(_)) {
            wrong.extend(tried_inside(row, role, right).await);
        }
    }
    wrong
}

/// All of some roles who may not, in one world: nothing of it may have changed at the end.
async fn tried_outside(row: &Row, roles: &[Role]) -> Vec<String> {
    let mut wrong = Vec::new();
    let world = prepared(row).await;
    let before = world.subject().await;
    // What is refused leaves every record as it was; who is answered may change what is theirs.
    let closed = row.beyond == Beyond::Refused;
    let records = if closed { records(&world).await } else { Vec::new() };
    let mut refused = 0;
    for role in roles.iter().copied() {
        let (askers, beyond) = match row.rights[role as usize] {
            Right::Yes => continue,
            Right::Within(scope) => (world.outsiders(scope, role).await, row.beyond),
            Right::No | Right::Through(_) => (world.hopeful(role).await, Beyond::Refused),
            Right::Empty => (world.hopeful(role).await, Beyond::Nothing),
        };
        for asker in askers {
            let said = attempt(row, &world, &asker).await;
            refused += usize::from(matches!(said, Reply::Refused(_)));
            if let Some(fault) = fault_outside(row, beyond, &said) {
                wrong
                    .push(format!("{} {}: {role:?} {}: {fault}", row.action, row.when, asker.name));
            }
            if world.subject().await != before {
                wrong.push(format!("{}: {role:?} {} changed it", row.action, asker.name));
            }
        }
    }
    if closed && refused > 0 {
        let touched = changed(&records, &self::records(&world).await);
        if !touched.is_empty() {
            wrong.push(format!("{}: refused, and yet changed {touched:?}", row.action));
        }
    }
    wrong
}

/// Each who is inside, in a world of their own.
async fn tried_inside(row: &Row, role: Role, right: Right) -> Vec<String> {
    let mut wrong = Vec::new();
    let mut place = 0;
    let mut number = 1;
    while place < number {
        let world = prepared(row).await;
        let askers = match right {
            Right::Within(scope) => world.insiders(scope, role).await,
            _ => world.hopeful(role).await,
        };
        number = askers.len();
        assert!(number > 0, "{}: nobody is inside as {role:?}", row.action);
        let asker = &askers[place];
        place += 1;
        let before = if row.writes { records(&world).await } else { Vec::new() };
        let fault = match attempt(row, &world, asker).await {
            Reply::Refused(why) => Some(format!("is refused: {why}")),
            Reply::Done(said) if !said.contains(row.shows) => Some(format!("lacks it: {said}")),
            Reply::Done(_) if row.writes && before == records(&world).await => {
                Some("changed nothing".to_owned())
            }
            Reply::Done(_) => None,
        };
        if let Some(fault) = fault {
            wrong.push(format!("{} {}: {role:?} {} {fault}", row.action, row.when, asker.name));
        }
    }
    wrong
}

/// Does what the row says as each who may, and has it heard.
pub async fn heard(row: &Row, ear: &Ear) {
    for (role, right) in Role::ALL.into_iter().zip(row.rights) {
        if !matches!(right, Right::Yes | Right::Within(_)) {
            continue;
        }
        let world = prepared(row).await;
        let askers = match right {
            Right::Within(scope) => world.insiders(scope, role).await,
            _ => world.hopeful(role).await,
        };
        ear.listen(true);
        attempt(row, &world, &askers[0]).await;
        ear.listen(false);
    }
}

fn fault_outside(row: &Row, beyond: Beyond, reply: &Reply) -> Option<String> {
    match (beyond, reply) {
        (Beyond::Refused, Reply::Done(said)) => Some(format!("is answered: {said}")),
        (_, Reply::Refused(why)) if !is_sentence(why) => Some(format!("no sentence: {why:?}")),
        (Beyond::Refused, Reply::Refused(_)) => None,
        (Beyond::Nothing, Reply::Done(said)) => (!row.shows.is_empty() && said.contains(row.shows))
            .then(|| format!("is shown it: {said}")),
        // Somebody else's own request may not stand so that it could be done.
        (Beyond::Nothing, Reply::Refused(_)) if row.action.contains("/s/moi") => None,
        (Beyond::Nothing, Reply::Refused(why)) => Some(format!("is refused: {why}")),
    }
}

fn is_sentence(text: &str) -> bool {
    text.chars().count() > 20
        && text.starts_with(char::is_uppercase)
        && text.ends_with(['.', '!', '?'])
}

/// A world in which the row can be tried.
async fn prepared(row: &Row) -> World {
    let world = World::at(row.stage).await;
    if row.action.contains("/attention") {
        keep_waiting(&world, row.action).await;
    }
    if matches!(row.ask, Ask::PullAsAnother) {
        let mut unit = world.app.office.store.write().await.unwrap();
        let (client, now) = (domain::id::ClientId(CLARAS), world.app.office.now());
        let declared = sync::server::Declared { skew_ms: 0, waiting: 0 };
        unit.meet_client(client, CLARA, declared, now).await.unwrap();
        unit.commit().await.unwrap();
    }
    if row.action.contains("/jobs") { world.with_failed_message().await } else { world }
}

/// Something that was sent and not carried out: for what the row does, it has to be of some kind.
async fn keep_waiting(world: &World, action: &str) {
    let referral = Command::SendReferral(SendReferral {
        id: ReferralId(Uuid::from_u128(690)),
        signatory: AMINA,
        scheme: SchemeId(Uuid::from_u128(691)),
        interview: super::world::TALK,
    });
    // Dora has not seen Alice's mark, and Bruno is not of that visit.
    let (user, command) = match action.rsplit('/').next() {
        Some("choose") => (DORA, marking(VISIT, AMINA, Attendance::Absent)),
        Some("adopt") => (BRUNO, adding(VISIT, 695, "Exemple-Nouvelle")),
        _ => (ALICE, referral),
    };
    let client = world.adviser("who sent it", user).await.client;
    let mut device = Device::new(client, HELD.0);
    device.enter(&command);
    let outcomes = device.sync().await;
    let waits = matches!(outcomes[..], [(HELD_SEQ, Outcome::Conflict(_) | Outcome::Held(_))]);
    assert!(waits, "{action}: {outcomes:?}");
}

/// The number of what waits.
const HELD_SEQ: u64 = HELD.1;

/// Clara's installation.
const CLARAS: Uuid = Uuid::from_u128(901);

async fn records(world: &World) -> Vec<Carried> {
    let folder = tempfile::tempdir().unwrap();
    let copy = Database::new(folder.path()).await;
    let to = Store::open(&copy.options(None)).await.unwrap();
    let mut carried = carry(&world.app.office.store, &to, |_| {}).await.unwrap();
    to.close().await;
    carried.retain(|it| !OF_ASKING.contains(&it.table));
    carried
}

fn changed(before: &[Carried], after: &[Carried]) -> Vec<&'static str> {
    let pairs = before.iter().zip(after);
    pairs.filter(|(before, after)| before != after).map(|(before, _)| before.table).collect()
}

async fn attempt(row: &Row, world: &World, asker: &Asker) -> Reply {
    let (_, path) = row.action.split_once(' ').unwrap_or(("", row.action));
    let function = path.strip_prefix("/api/").unwrap_or_default();
    let client = &asker.client;
    match row.ask {
        Ask::Json(arguments) => called(&client.call(function, arguments(world)).await),
        Ask::Postcard(arguments) => {
            let answer = client.post(path, "application/x-postcard", arguments(world)).await;
            called(&answer)
        }
        Ask::SignIn => called(&client.call_postcard(function, asker.holds.password).await),
        Ask::Tablet => {
            let sealed = asker.holds.tablet.clone();
            called(&client.post(path, "application/x-postcard", sealed).await)
        }
        Ask::Rescue => {
            let (private, _) = vault::new_pair([1; 32]);
            let sealed: Option<vault::Sealed> = postcard::from_bytes(&asker.holds.tablet).ok();
            let opens = |owner: &UserId| {
                sealed.as_ref().is_some_and(|sealed| sealed.open(&private, *owner).is_ok())
            };
            let owner = WITH_TABLET.into_iter().find(opens).unwrap_or(ALICE);
            let parcels = vault::parcel::pack(owner, sealed.as_ref(), Vec::new());
            called(&client.call_postcard(function, vault::parcel::file_of(&parcels)).await)
        }
        Ask::Surrender => {
            let parcel = vault::parcel::pack(ALICE, None, Vec::new()).remove(0);
            called(&client.call_postcard(function, (vec![asker.holds.device], parcel)).await)
        }
        Ask::Empty => {
            // Something has to have come of it first.
            let parcel = vault::parcel::pack(ALICE, None, Vec::new()).remove(0);
            let (device, all) = (vec![asker.holds.device], [vault::parcel::digest(&parcel)]);
            client.call_postcard("device/surrender", (&device, parcel)).await;
            called(&client.call_postcard(function, (device, all.to_vec())).await)
        }
        Ask::Roster => {
            let step = path.rsplit('/').next().unwrap();
            let options = serde_json::json!({"intervention": VISIT});
            called(&send(client, step, &options, LIST.as_bytes()).await)
        }
        Ask::Enter(command) => entered(world, asker, &command(world)).await,
        Ask::Pull => pulled(asker, next_device()).await,
        Ask::PullAsAnother => pulled(asker, CLARAS.as_u128()).await,
        Ask::Get(path) => shown(&client.get(&path(asker)).await),
        Ask::SamePath => shown(&client.get(path).await),
        Ask::Stream => begun(client.open(path).await).await,
        Ask::SamePathPosted(body) => shown(&posted(asker, path, body(world)).await),
        Ask::Post(path, body) => shown(&posted(asker, &path(asker), body(world)).await),
        Ask::ShowReceipt => shown(&posted(asker, path, asker.holds.receipt.clone()).await),
    }
}

async fn posted(asker: &Asker, path: &str, body: String) -> Answer {
    asker.client.post(path, "application/x-www-form-urlencoded", body.into_bytes()).await
}

fn next_device() -> u128 {
    static NEXT: AtomicU64 = AtomicU64::new(1_000);
    NEXT.fetch_add(1, Ordering::Relaxed).into()
}

/// What a server function did.
fn called(answer: &Answer) -> Reply {
    if answer.status == 200 {
        return Reply::Done(answer.text());
    }
    let error = answer.error();
    assert_eq!(answer.status, error.status());
    match &error {
        ApiError::SignIn
        | ApiError::WrongCredentials
        | ApiError::Forbidden
        | ApiError::NotFound => Reply::Refused(api_error(&error)),
        ApiError::Invalid { message, .. } => Reply::Refused(message.clone()),
        other => panic!("{other:?}"),
    }
}

async fn entered(world: &World, asker: &Asker, command: &Command) -> Reply {
    let mut device = Device::new(asker.client.clone(), next_device());
    let mut unit = world.app.office.store.read().await.unwrap();
    let subject = command.subject();
    let base = unit.state(&[subject]).await.unwrap().version(subject);
    drop(unit);
    device.outbox.push((1, Envelope::seal(command, base, Instant(1_000))));
    match exchanged(&device).await {
        Err(refused) => refused,
        Ok(response) => match outcome_of(&response, 1).unwrap() {
            Outcome::Applied => Reply::Done(String::new()),
            Outcome::Held(
                why @ (Refusal::NotAllowed | Refusal::UnknownScheme | Refusal::IdentityTaken),
            ) => Reply::Refused(refusal(why).to_owned()),
            other => panic!("{command:?} by {}: {other:?}", asker.name),
        },
    }
}

async fn pulled(asker: &Asker, device: u128) -> Reply {
    match exchanged(&Device::new(asker.client.clone(), device)).await {
        Err(refused) => refused,
        Ok(response) => {
            let mut names = String::new();
            for change in &response.changes {
                if let Change::Put(_, Record::Signatory(it)) = change {
                    let _ = writeln!(names, "{}", it.family_name.as_str());
                }
            }
            Reply::Done(names)
        }
    }
}

async fn exchanged(device: &Device) -> Result<SyncResponse, Reply> {
    let answer = device.client.post_envelope(&sync::wire::encode(&device.request(false))).await;
    if answer.status != 200 {
        return Err(called(&answer));
    }
    let envelope: Vec<u8> = answer.read_postcard();
    Ok(sync::wire::decode(&envelope).unwrap())
}

/// What something that goes on said first.
async fn begun(response: Response<Body>) -> Reply {
    if response.status() != 200 {
        return called(&Answer::whole(response).await);
    }
    let first = response.into_body().into_data_stream().next().await.unwrap().unwrap();
    Reply::Done(String::from_utf8(first.to_vec()).unwrap())
}

/// What a page or file did.
fn shown(answer: &Answer) -> Reply {
    let text = answer.text();
    match answer.status {
        200 => Reply::Done(text),
        303 => {
            let to = answer.header("location").unwrap();
            if to.starts_with("/connexion") {
                // The page that it leads to says so.
                return Reply::Refused(api_error(&ApiError::SignIn));
            }
            Reply::Done(to.to_owned())
        }
        403 | 404 | 409 => Reply::Refused(sentence(answer)),
        other => panic!("{other}: {text}"),
    }
}

/// The sentence of a page that refuses.
fn sentence(answer: &Answer) -> String {
    let text = answer.text();
    if !text.starts_with("<!DOCTYPE") {
        return text;
    }
    assert!(text.contains("<html lang=\"fr\""), "{text}");
    let sentences = [
        partner_text::closed::LEAD,
        password_text::CLOSED.1,
        OWN.door.ended_help,
        OWN.door.wrong_help,
        OWN.results.gone_help,
        OWN.results.not_now_help,
        OWN.results.changed_help,
        REGISTER.notices.unknown_code_help,
        app::pages::partner::Notice::PlacesChanged.texts().1,
    ];
    sentences.into_iter().find(|sentence| text.contains(sentence)).unwrap_or(&text).to_owned()
}
