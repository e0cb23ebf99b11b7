//! The server functions.

use super::administration;
use super::table::Right::{Empty, No, Within, Yes};
use super::table::Scope::{Copy, Directorate, Own, Part, Password, Revoked, Sight};
use super::table::{Ask, Right, Role, Row};
use super::world::{COURSE, ERNA, IN_USE, PARTNER, REFERRAL, SLOT, Stage, World};
use crate::app::{ALICE, AMINA, CENTRE, DAY, VISIT};
use crate::invented;
use app::api::figures::{Audience, Behind, Breakdown, Part as Referred, Period, Stage as Step};
use app::api::slots::SlotDraft;
use domain::id::{InterventionId, OfferedSlotId};
use domain::intervention::Mode;
use domain::organisation::OrganisationFields;
use domain::scheme::Scheme;
use serde_json::{Value, json};
use uuid::Uuid;

/// The installation of the command that [`tried`](super::attempt::tried) had held, and its number.
pub const HELD: (u128, u64) = (900, 1);

/// For supervisors, of their directorate.
pub const DESK: [Right; 5] = [No, No, Within(Directorate), No, No];

pub const fn desk(action: &'static str, does: &'static str, arguments: fn(&World) -> Value) -> Row {
    Row::new(action, does, DESK, Ask::Json(arguments))
}

/// For advisers and supervisors.
const fn staff(
    action: &'static str,
    does: &'static str,
    (adviser, supervisor): (Right, Right),
    arguments: fn(&World) -> Vec<u8>,
) -> Row {
    Row::new(action, does, [No, adviser, supervisor, No, No], Ask::Postcard(arguments))
}

/// For advisers, of what is their own.
const fn own(
    action: &'static str,
    does: &'static str,
    supervisor: Right,
    arguments: fn(&World) -> Value,
) -> Row {
    Row::new(action, does, [No, Within(Own), supervisor, No, No], Ask::Json(arguments))
}

pub fn nothing(_: &World) -> Value {
    json!({})
}

const fn no_bytes(_: &World) -> Vec<u8> {
    Vec::new()
}

fn association() -> OrganisationFields {
    invented::association("Association fictive", Some("accueil@exemple.invalid"))
}

fn course() -> Scheme {
    Scheme { places: Some(1), ..invented::scheme(COURSE, PARTNER) }
}

/// Another time of Alice's.
fn draft(world: &World) -> SlotDraft {
    SlotDraft {
        id: OfferedSlotId(Uuid::from_u128(651)),
        adviser: ALICE,
        starts_at: world.app.office.now().plus(4 * DAY),
        minutes: 45,
        mode: Mode::InPerson,
        place: "Salle 4".to_owned(),
    }
}

pub fn rows() -> Vec<Row> {
    [account(), room(), planning(), figures(), messages(), catalogue(), administration::rows()]
        .concat()
}

fn account() -> Vec<Row> {
    let password = Within(Password);
    vec![
        Row::new("POST /api/account/sign-in", "Signs in", [password; 5], Ask::SignIn)
            .shows("ALICE Exemple"),
        Row::new("POST /api/account/sign-out", "Signs out", [Yes; 5], Ask::Postcard(no_bytes)),
        staff("POST /api/account/profile", "Says who is signed in", (Yes, Yes), no_bytes)
            .limited(Role::OfPartner, Yes)
            .shows(" Exemple"),
    ]
}

fn room() -> Vec<Row> {
    let copy = [No, Within(Copy), Within(Copy), No, No];
    vec![
        Row::new("POST /api/sync/v1", "Gives a device its copy of the records", copy, Ask::Pull)
            .list("Exemple-Amina"),
        Row::new("POST /api/sync/v1", "The same", [No; 5], Ask::PullAsAnother)
            .when("by an installation of another account"),
        staff(
            "POST /api/vault/terms",
            "On what terms a device keeps a store, once a sign-in",
            (Yes, Yes),
            no_bytes,
        ),
        Row::new(
            "POST /api/vault/reopen",
            "Gives back the key of a device's store, once a sign-in",
            [No, Within(Own), Within(Own), No, No],
            Ask::Tablet,
        )
        .shows("\u{2}\u{2}\u{2}"),
        Row::new(
            "POST /api/device/revoked",
            "Whether a device was revoked",
            [Yes; 5],
            Ask::Postcard(|_| postcard::to_allocvec(&vec![IN_USE]).unwrap()),
        ),
        Row::new(
            "POST /api/device/surrender",
            "Takes what waits on a revoked device into quarantine",
            [Within(Revoked); 5],
            Ask::Surrender,
        )
        .writes(),
        Row::new(
            "POST /api/device/empty",
            "Has a revoked device emptied",
            [Within(Revoked); 5],
            Ask::Empty,
        ),
        Row::new(
            "POST /api/rescue",
            "Brings back a rescue file of one's own",
            [No, Within(Own), Within(Own), No, No],
            Ask::Rescue,
        ),
        staff(
            "POST /api/referrals/partner-link",
            "Makes a link for a partner",
            (Within(Sight), Within(Directorate)),
            |_| postcard::to_allocvec(&REFERRAL).unwrap(),
        )
        .centres()
        .writes()
        .shows("/p/"),
        staff(
            "POST /api/agenda/share",
            "Makes the address of one's calendar",
            (Yes, Yes),
            no_bytes,
        )
        .writes()
        .shows("/agenda/"),
        staff(
            "POST /api/agenda/end",
            "Ends the address of a calendar",
            (Within(Own), Within(Own)),
            no_bytes,
        )
        .writes()
        .list(""),
        staff(
            "POST /api/agenda/shared",
            "Whether a calendar is shared",
            (Within(Own), Within(Own)),
            no_bytes,
        )
        .list("\u{1}"),
        own("POST /api/slots", "The times one offers, and who comes", Empty, nothing)
            .list("Salle 3"),
        own(
            "POST /api/slots/offer",
            "Offers times of one's own",
            No,
            |world| json!({"slots": [draft(world)]}),
        )
        .writes()
        .shows("Salle 4"),
        own("POST /api/slots/remove", "Takes an offered time away", No, |_| json!({"slot": SLOT}))
            .writes(),
    ]
}

fn planning() -> Vec<Row> {
    let roster = |action, does| Row::new(action, does, DESK, Ask::Roster).centres();
    vec![
        desk("POST /api/desk/centres", "The training centres", nothing)
            .common()
            .centres()
            .list("Laon"),
        desk("POST /api/desk/advisers", "The advisers", nothing).common().list("ALICE Exemple"),
        desk("POST /api/desk/interventions", "The interventions", |_| json!({"filter": {}}))
            .centres()
            .limited(Role::OfPartner, Empty)
            .list("Laon"),
        desk("POST /api/desk/interventions/create", "Plans an intervention", |world| {
            json!({"new": {
                "id": InterventionId(Uuid::from_u128(660)), "centre": CENTRE,
                "starts_at": world.app.office.now().plus(DAY), "mode": "InPerson", "advisers": [],
            }})
        })
        .centres()
        .writes()
        .shows("Laon"),
        desk(
            "POST /api/desk/interventions/assign",
            "Assigns advisers and supervisors",
            |_| json!({"intervention": VISIT, "advisers": [ERNA]}),
        )
        .centres()
        .writes()
        .shows("ERNA Exemple"),
        roster("POST /api/desk/roster/preview", "Reads a list of people").shows("EXEMPLE-TILLEUL"),
        roster("POST /api/desk/roster/import", "Imports a list of people")
            .writes()
            .shows("created"),
        desk("POST /api/desk/slots", "The times that advisers offer", nothing)
            .limited(Role::OfCentres, Within(Directorate))
            .list("Salle 3"),
        desk(
            "POST /api/desk/slots/offer",
            "Offers times of an adviser",
            |world| json!({"slots": [draft(world)]}),
        )
        .limited(Role::OfCentres, Within(Directorate))
        .writes()
        .shows("Salle 4"),
        desk(
            "POST /api/desk/slots/remove",
            "Takes an offered time away",
            |_| json!({"slot": SLOT}),
        )
        .limited(Role::OfCentres, Within(Directorate))
        .writes(),
    ]
}

fn figures() -> Vec<Row> {
    vec![
        desk("POST /api/desk/people", "People, with search", |_| json!({"query": {}}))
            .centres()
            .partner()
            .list("EXEMPLE-AMINA"),
        desk(
            "POST /api/desk/figures/funnel",
            "How far people came",
            |_| json!({"period": Period::default(), "breakdown": Breakdown::Centre}),
        )
        .centres()
        .list("Laon"),
        desk("POST /api/desk/figures/people", "The people behind a figure", |_| {
            let behind =
                Behind::Funnel { period: Period::default(), stage: Step::Present, group: None };
            json!({"behind": behind, "page": 0})
        })
        .centres()
        .list("EXEMPLE-AMINA"),
        desk("POST /api/desk/figures/people", "The same", |_| {
            let behind = Behind::Referred { year: 2026, part: Referred::All, centre: None };
            json!({"behind": behind, "page": 0})
        })
        .when("of those referred in a year")
        .centres()
        .partner()
        .list("EXEMPLE-AMINA"),
        desk(
            "POST /api/desk/figures/report",
            "The report of a year",
            |_| json!({"year": 2026, "audience": Audience::Office}),
        )
        .centres()
        .limited(Role::OfPartner, Within(Part))
        .list("Laon"),
    ]
}

fn messages() -> Vec<Row> {
    vec![
        desk("POST /api/desk/attention", "What could not be carried out", nothing)
            .centres()
            .limited(Role::OfPartner, Empty)
            .list("EXEMPLE-AMINA"),
        desk(
            "POST /api/desk/attention/close",
            "Notes that it was looked at",
            |_| json!({"client": Uuid::from_u128(HELD.0), "seq": HELD.1}),
        )
        .centres(),
        desk("POST /api/desk/attention/choose", "Answers the question that two marks are", |_| {
            json!({
                "client": Uuid::from_u128(HELD.0), "seq": HELD.1, "mark": "Absent", "version": 2
            })
        })
        .centres()
        .writes()
        .shows("Done"),
        desk(
            "POST /api/desk/attention/adopt",
            "Has carried out what was refused",
            |_| json!({"client": Uuid::from_u128(HELD.0), "seq": HELD.1}),
        )
        .centres()
        .writes()
        .shows("Done"),
        desk("POST /api/desk/referrals/link-requests", "Partners who wish a new link", nothing)
            .centres()
            .partner()
            .list("Association fictive"),
        desk(
            "POST /api/desk/referrals/partner-link",
            "Makes a link for a partner",
            |_| json!({"referral": REFERRAL}),
        )
        .centres()
        .partner()
        .writes()
        .shows("/p/"),
        desk("POST /api/desk/jobs", "What was sent and what waits", |_| json!({"query": {}}))
            .centres()
            .at(Stage::Planned)
            .list("EXEMPLE-AMINA"),
        desk(
            "POST /api/desk/jobs/retry",
            "Has a message tried again",
            |world| json!({"job": world.job.unwrap()}),
        )
        .centres()
        .writes()
        .at(Stage::Planned),
        desk(
            "POST /api/desk/messages/pause",
            "Pauses the messages to a person",
            |_| json!({"person": AMINA, "paused": true}),
        )
        .centres()
        .writes(),
    ]
}

fn catalogue() -> Vec<Row> {
    vec![
        desk("POST /api/desk/organisations", "The partners", nothing)
            .common()
            .list("Association fictive"),
        desk("POST /api/desk/organisations/save", "Writes a partner down", |_| {
            let fields = OrganisationFields { name: "Autre nom".to_owned(), ..association() };
            json!({"draft": {"id": PARTNER, "seen": association(), "fields": fields}})
        })
        .partner()
        .writes()
        .shows("Autre nom"),
        desk("POST /api/desk/schemes", "The schemes", |_| json!({"filter": {}}))
            .common()
            .list(COURSE_ID),
        desk("POST /api/desk/schemes/save", "Writes a scheme down", |_| {
            let fields = Scheme { title: "Autre titre".to_owned(), ..course() }.fields();
            json!({"draft": {"id": COURSE, "seen": course().fields(), "fields": fields}})
        })
        .partner()
        .writes()
        .shows("Autre titre"),
        desk("POST /api/desk/schemes/save", "The same", |_| {
            let fields = Scheme { title: "Nouveau".to_owned(), ..course() }.fields();
            json!({"draft": {"id": Uuid::from_u128(670), "seen": null, "fields": fields}})
        })
        .writes()
        .when("a new one of a partner")
        .partner()
        .shows("Nouveau"),
        desk(
            "POST /api/desk/schemes/verify",
            "Notes that a sheet was verified",
            |_| json!({"scheme": COURSE}),
        )
        .partner()
        .writes(),
    ]
}

/// [`COURSE`] as it is written.
const COURSE_ID: &str = "00000000-0000-0000-0000-000000000262";
