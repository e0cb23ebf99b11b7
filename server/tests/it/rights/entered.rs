//! The commands of devices.

use super::table::Right::{No, Through, Within};
use super::table::Scope::{Directorate, Sight, Visits};
use super::table::{Ask, Right, Row};
use super::world::{
    CLARA, COURSE, FOREIGN_COURSE, GWEN, REFERRAL, SAFIA, Stage, TALK, WISH, World,
};
use crate::app::{AMINA, DAY, VISIT, signatory};
use crate::device::adding;
use crate::invented;
use domain::Command;
use domain::attendance::Attendance;
use domain::command::{NewPerson, PlanInterview, RegisterInterest, SendReferral};
use domain::contact::{Contact, ContactWay, PhoneNumber};
use domain::id::{InterestId, InterviewId, ReferralId, SchemeId, UserId};
use domain::interest::Withdrawal;
use domain::interview::{InterviewEvent, Missed};
use domain::person::Origin;
use domain::referral::ReferralEvent;
use domain::scheme::{SchemeKind, Wishes};
use domain::time::Instant;
use uuid::Uuid;

/// At a visit.
const ROOM: [Right; 5] = [No, Within(Visits), Within(Directorate), No, No];
/// The same, and from a person's own phone.
const ROOM_OR_PHONE: [Right; 5] =
    [Through("POST /r/{code}"), Within(Visits), Within(Directorate), No, No];
/// About a person.
const FILE: [Right; 5] = [No, Within(Sight), Within(Directorate), No, No];

/// About a person, who does it by a page of their own too.
const fn own(page: &'static str) -> [Right; 5] {
    [No, Within(Sight), Within(Directorate), No, Through(page)]
}

/// The kind of a command. A new one has its place here, and then needs a row.
pub const fn kind(command: &Command) -> &'static str {
    match command {
        Command::MarkAttendance { .. } => KINDS[0],
        Command::AddPerson { .. } => KINDS[1],
        Command::RegisterInterest(_) => KINDS[2],
        Command::WithdrawInterest { .. } => KINDS[3],
        Command::PlanInterview(_) => KINDS[4],
        Command::FollowInterview { .. } => KINDS[5],
        Command::SendReferral(_) => KINDS[6],
        Command::FollowReferral { .. } => KINDS[7],
        Command::WithdrawPerson { .. } => KINDS[8],
        Command::CorrectContact { .. } => KINDS[9],
        Command::SettleAttendance { .. } => KINDS[10],
    }
}

pub const KINDS: [&str; 11] = [
    "MarkAttendance",
    "AddPerson",
    "RegisterInterest",
    "WithdrawInterest",
    "PlanInterview",
    "FollowInterview",
    "SendReferral",
    "FollowReferral",
    "WithdrawPerson",
    "CorrectContact",
    "SettleAttendance",
];

pub fn rows() -> Vec<Row> {
    [room(), interviews(), referrals(), person()].concat()
}

/// What is said of a visit or a person, whom an account limited to centres sees there.
const fn row(
    action: &'static str,
    does: &'static str,
    rights: [Right; 5],
    command: fn(&World) -> Command,
) -> Row {
    let row = Row::new(action, does, rights, Ask::Enter(command)).writes();
    match rights {
        [_, No, ..] => row,
        [_, _, Within(Directorate), ..] => row.centres(),
        _ => row,
    }
}

fn room() -> Vec<Row> {
    vec![
        row("MarkAttendance", "Marks who is present", ROOM, |_| {
            let (intervention, signatory) = (VISIT, AMINA);
            Command::MarkAttendance { intervention, signatory, mark: Some(Attendance::Excused) }
        }),
        row("SettleAttendance", "Answers the question that two marks are", ROOM, |_| {
            let (intervention, signatory, answers) = (VISIT, AMINA, 0);
            let mark = Some(Attendance::Excused);
            Command::SettleAttendance { intervention, signatory, mark, answers }
        }),
        row("AddPerson", "Adds somebody who is not on the list", ROOM_OR_PHONE, |_| {
            adding(VISIT, 680, "Exemple-Nouvelle")
        }),
        row("AddPerson", "The same", [No, No, Within(Directorate), No, No], |_| {
            let known = signatory(SAFIA, "Exemple-Safia");
            Command::AddPerson {
                intervention: VISIT,
                person: NewPerson {
                    id: known.id,
                    family_name: known.family_name,
                    given_name: known.given_name,
                    birth: known.birth,
                    contact: known.contact,
                    level: known.level,
                    origin: known.origin,
                },
            }
        })
        .when("by the identity of somebody known, who is not in sight"),
        row("RegisterInterest", "Registers what a person wishes", ROOM_OR_PHONE, |_| {
            Command::RegisterInterest(RegisterInterest {
                id: InterestId(Uuid::from_u128(681)),
                signatory: AMINA,
                intervention: VISIT,
                wishes: Wishes::new(vec![SchemeKind::Employment]).unwrap(),
                contact: Contact { preferred: Some(ContactWay::Centre), ..Contact::default() },
                level: None,
                consent: invented::consent(Instant(1_000)),
                origin: Origin::Adviser,
                receipt: None,
            })
        }),
        row("WithdrawInterest", "Takes an interest back", ROOM, |_| Command::WithdrawInterest {
            interest: WISH,
            reason: Withdrawal::ByPerson,
        }),
    ]
}

fn plan(world: &World, adviser: UserId) -> Command {
    Command::PlanInterview(PlanInterview {
        id: InterviewId(Uuid::from_u128(682)),
        signatory: AMINA,
        interest: WISH,
        adviser,
        slot: invented::slot(world.app.office.now().plus(5 * DAY)),
    })
}

fn interviews() -> Vec<Row> {
    vec![
        row("PlanInterview", "Plans an interview", own("POST /s/moi/rendez-vous"), |world| {
            plan(world, CLARA)
        })
        .at(Stage::Interested),
        row("PlanInterview", "The same", [No; 5], |world| plan(world, GWEN))
            .when("with an adviser of another directorate")
            .at(Stage::Interested),
        row("FollowInterview", "What became of an interview", own("POST /s/moi/annuler"), |_| {
            Command::FollowInterview {
                signatory: AMINA,
                interview: TALK,
                event: InterviewEvent::Missed(Missed::NoShow),
            }
        })
        .at(Stage::Planned),
    ]
}

fn send(scheme: SchemeId) -> Command {
    Command::SendReferral(SendReferral {
        id: ReferralId(Uuid::from_u128(683)),
        signatory: AMINA,
        scheme,
        interview: TALK,
    })
}

const fn follow(event: ReferralEvent) -> Command {
    Command::FollowReferral { signatory: AMINA, referral: REFERRAL, scheme: COURSE, event }
}

fn referrals() -> Vec<Row> {
    let answered = [No, Within(Sight), Within(Directorate), Through("POST /p/{token}"), No];
    vec![
        row("SendReferral", "Sends a person to a scheme", FILE, |_| send(COURSE)).at(Stage::Held),
        row("SendReferral", "The same", [No; 5], |_| send(FOREIGN_COURSE))
            .when("to a scheme of another directorate")
            .at(Stage::Held),
        row("FollowReferral", "What became of a referral", answered, |_| {
            follow(ReferralEvent::UnderReview)
        }),
        row("FollowReferral", "The timer's to say", [No; 5], |_| follow(ReferralEvent::Expired))
            .when("without an answer"),
        row("FollowReferral", "The rules' to say", [No; 5], |_| follow(ReferralEvent::Superseded))
            .when("closed by another's acceptance"),
    ]
}

fn person() -> Vec<Row> {
    vec![
        row("WithdrawPerson", "The person takes everything back", own("POST /s/moi/arret"), |_| {
            Command::WithdrawPerson { signatory: AMINA }
        }),
        row("CorrectContact", "How to reach a person", own("POST /s/moi/contact"), |_| {
            let contact = Contact {
                phone: PhoneNumber::new("06 39 98 00 09").ok(),
                email: None,
                preferred: Some(ContactWay::Text),
            };
            Command::CorrectContact { signatory: AMINA, contact }
        }),
    ]
}
