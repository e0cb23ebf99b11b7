//! The world in which rights are tried: one person, one visit, one referral, and for each role
//! somebody whose it is and somebody whose it is not.

use super::seed;
use super::table::{Role, Scope};
use crate::app::{ALICE, AMINA, BADRA, BRUNO, DORA, ELSEWHERE, HOUR, PASSWORD, TestApp, VISIT};
use crate::client::Client;
use crate::jobs::{Tray, postroom};
use app::api::messages::Problem;
use domain::code::RegistrationCode;
use domain::contact::Contact;
use domain::id::{
    CentreId, ClientId, InterestId, InterviewId, OfferedSlotId, OrganisationId, ReferralId,
    SchemeId, SignatoryId, UserId,
};
use server::auth::Token;
use server::db::NewSession;
use server::post::SendError;
use server::randomness::SystemRandomness;
use std::sync::Arc;
use uuid::Uuid;

/// Assigned to no visit; holds Amina's interviews.
pub const CLARA: UserId = UserId(Uuid::from_u128(5));
/// An adviser of the other directorate.
pub const GWEN: UserId = UserId(Uuid::from_u128(6));
/// A supervisor of ours who is assigned to no visit. Dora is assigned to [`VISIT`].
pub const ERNA: UserId = UserId(Uuid::from_u128(7));

/// Supervisors of ours who are limited, by what: to [`CENTRE`]; to its department; to [`CENTRE`] and
/// assigned to [`VISIT`]; to [`AWAY`]; to its department.
pub const OF_CENTRE: UserId = UserId(Uuid::from_u128(10));
pub const OF_DEPARTMENT: UserId = UserId(Uuid::from_u128(11));
pub const OF_CENTRE_IN_CLASS: UserId = UserId(Uuid::from_u128(12));
pub const OF_AWAY: UserId = UserId(Uuid::from_u128(13));
pub const OF_AWAY_DEPARTMENT: UserId = UserId(Uuid::from_u128(14));
/// To [`PARTNER`]; to [`OTHER_PARTNER`].
pub const OF_PARTNER: UserId = UserId(Uuid::from_u128(15));
pub const OF_OTHER_PARTNER: UserId = UserId(Uuid::from_u128(17));
/// Of the other directorate: to its centre, and to its partner.
pub const OF_FOREIGN_CENTRE: UserId = UserId(Uuid::from_u128(18));
pub const OF_FOREIGN_PARTNER: UserId = UserId(Uuid::from_u128(19));

/// Who have a tablet of their own.
pub const WITH_TABLET: [UserId; 3] = [ALICE, DORA, OF_CENTRE_IN_CLASS];

/// Who share their calendars.
pub const WITH_CALENDAR: [UserId; 3] = [DORA, OF_CENTRE_IN_CLASS, ALICE];

/// A centre of ours in another department, where Safia is expected.
pub const AWAY: CentreId = CentreId(Uuid::from_u128(202));

pub const PARTNER: OrganisationId = OrganisationId(Uuid::from_u128(600));
pub const OTHER_PARTNER: OrganisationId = OrganisationId(Uuid::from_u128(601));
pub const FOREIGN_PARTNER: OrganisationId = OrganisationId(Uuid::from_u128(602));
/// The partner's, with one place.
pub const COURSE: SchemeId = SchemeId(Uuid::from_u128(610));
pub const WORKSHOP: SchemeId = SchemeId(Uuid::from_u128(611));
/// The other directorate's.
pub const FOREIGN_COURSE: SchemeId = SchemeId(Uuid::from_u128(612));
/// Amina's interest.
pub const WISH: InterestId = InterestId(Uuid::from_u128(620));
/// Amina's interview, from [`Stage::Planned`] on.
pub const TALK: InterviewId = InterviewId(Uuid::from_u128(630));
/// Amina's referral to the course, at [`Stage::Sent`].
pub const REFERRAL: ReferralId = ReferralId(Uuid::from_u128(640));
/// Badra's, to the same course.
pub const NEIGHBOUR: ReferralId = ReferralId(Uuid::from_u128(641));
/// Badra's, to the other partner.
pub const BESIDE: ReferralId = ReferralId(Uuid::from_u128(642));
/// A time that Alice offers.
pub const SLOT: OfferedSlotId = OfferedSlotId(Uuid::from_u128(650));
/// Somebody of our directorate on no list that anybody here is assigned to.
pub const SAFIA: SignatoryId = SignatoryId(Uuid::from_u128(402));

/// Alice's devices: one that she works with, and one that was revoked.
pub const IN_USE: ClientId = ClientId(Uuid::from_u128(910));
pub const REVOKED: ClientId = ClientId(Uuid::from_u128(911));

/// Somebody of the other directorate, interested too.
pub const FAIZA: SignatoryId = SignatoryId(Uuid::from_u128(403));

pub const RECEIPT: &str = "0123ABCD";
pub const OTHER_RECEIPT: &str = "ZYXW9876";

/// How far Amina's request has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Stage {
    /// She missed an interview and is to choose another.
    Interested,
    /// It is planned, in three days.
    Planned,
    /// It was held.
    Held,
    /// She was sent to the course.
    Sent,
}

/// What somebody has in their hands, other than a session.
#[derive(Clone)]
pub struct Holds {
    /// A login and a password.
    pub password: (&'static str, &'static str),
    /// The code of a visit.
    pub code: String,
    /// What is typed at `/s`: a receipt's code and a year.
    pub receipt: String,
    /// The address of a calendar.
    pub calendar: String,
    /// The key of a tablet's store, as the tablet keeps it: one's own tablet's, or Alice's.
    pub tablet: Vec<u8>,
    /// The name of a device that was revoked.
    pub device: ClientId,
    /// The address of a partner's page.
    pub link: String,
    /// The address at which the owner of an account chooses a password.
    pub invitation: String,
}

/// Somebody who asks.
#[derive(Clone)]
pub struct Asker {
    pub name: &'static str,
    pub client: Client,
    pub holds: Holds,
}

pub struct World {
    pub app: TestApp,
    /// A message that could not be delivered, where there is one.
    pub job: Option<Uuid>,
    code: RegistrationCode,
    calendar: String,
    tablets: Vec<(UserId, Vec<u8>)>,
    invitation: String,
    links: [String; 3],
}

impl World {
    pub async fn at(stage: Stage) -> Self {
        let app = TestApp::start().await;
        seed::accounts(&app).await;
        app.assign(VISIT, &[ALICE, DORA, OF_CENTRE_IN_CLASS]).await;
        seed::catalogue(&app).await;
        seed::limits(&app).await;
        seed::people(&app).await;
        seed::follow_up(&app, stage).await;
        let calendar = seed::calendars(&app).await;
        let tablets = seed::tablets(&app).await;
        seed::devices(&app).await;
        let invitation = seed::invitation(&app).await;
        let links = if stage == Stage::Sent {
            seed::links(&app).await
        } else {
            [(); 3].map(|()| no_token("/p/", ""))
        };
        let code = app.code(VISIT).await;
        Self { app, job: None, code, calendar, tablets, invitation, links }
    }

    /// The invitation to Amina's interview could not be delivered.
    pub async fn with_failed_message(mut self) -> Self {
        let post = Arc::new(Tray::default());
        post.close(SendError::Never(Problem::Rejected));
        let now = self.app.office.now();
        server::jobs::run_due(&self.app.office, &postroom(&post), now).await.unwrap();
        let question = "select id from jobs where state = 'failed'";
        let failed: Vec<(Uuid,)> = self.app.database.rows(question).await;
        assert_eq!(failed.len(), 1);
        self.job = Some(failed[0].0);
        self
    }

    /// Who of a role is inside a scope.
    pub async fn insiders(&self, scope: Scope, role: Role) -> Vec<Asker> {
        let staff: &[(&str, UserId)] = match (scope, role) {
            (Scope::Directorate, Role::Adviser) => &[("Bruno", BRUNO)],
            (Scope::Directorate, Role::Supervisor) => &[("Erna", ERNA)],
            (Scope::Sight | Scope::Copy, Role::Adviser) => &[("Alice", ALICE), ("Clara", CLARA)],
            (_, Role::Adviser) => &[("Alice", ALICE)],
            (_, Role::Supervisor) => &[("Dora", DORA)],
            (Scope::Directorate, Role::OfCentres) => &[("a centre's", OF_CENTRE)],
            (Scope::Centres, Role::OfCentres) => {
                &[("a centre's", OF_CENTRE), ("a department's", OF_DEPARTMENT)]
            }
            (_, Role::OfCentres) => &[("a centre's, in class", OF_CENTRE_IN_CLASS)],
            (_, Role::OfPartner) => &[("a partner's", OF_PARTNER)],
            _ => &[],
        };
        let mut askers = self.staff(staff).await;
        match role {
            Role::Adviser | Role::Supervisor | Role::OfCentres | Role::OfPartner => {}
            Role::Nobody => askers.push(self.stranger("somebody")),
            Role::Partner => askers.push(self.partner("the partner", 0)),
            Role::Signatory => askers.push(self.signatory("Amina", AMINA).await),
        }
        if scope.is_held() {
            for asker in &mut askers {
                asker.holds = self.keys();
            }
        }
        askers
    }

    /// Who of a role is outside a scope.
    pub async fn outsiders(&self, scope: Scope, role: Role) -> Vec<Asker> {
        if scope.is_held() {
            let mut askers = self.insiders(scope, role).await;
            for asker in &mut askers {
                asker.holds = no_keys();
            }
            return askers;
        }
        let staff: &[(&str, UserId)] = match (scope, role) {
            (Scope::Directorate, Role::Adviser) => &[("Gwen", GWEN)],
            (Scope::Directorate, Role::Supervisor) => &[("the other supervisor", ELSEWHERE)],
            (Scope::Sight | Scope::Copy, Role::Adviser) => &[("Bruno", BRUNO), ("Gwen", GWEN)],
            (_, Role::Adviser) => &[("Bruno", BRUNO), ("Clara", CLARA), ("Gwen", GWEN)],
            (_, Role::Supervisor) => &[("Erna", ERNA), ("the other supervisor", ELSEWHERE)],
            (Scope::Directorate, Role::OfCentres) => &[("a foreign centre's", OF_FOREIGN_CENTRE)],
            (Scope::Centres, Role::OfCentres) => &[
                ("another centre's", OF_AWAY),
                ("another department's", OF_AWAY_DEPARTMENT),
                ("a foreign centre's", OF_FOREIGN_CENTRE),
            ],
            (_, Role::OfCentres) => &[("another centre's", OF_AWAY)],
            (Scope::Schemes, Role::OfPartner) => &[
                ("another partner's", OF_OTHER_PARTNER),
                ("a foreign partner's", OF_FOREIGN_PARTNER),
            ],
            (_, Role::OfPartner) => &[("a foreign partner's", OF_FOREIGN_PARTNER)],
            _ => &[],
        };
        let mut askers = self.staff(staff).await;
        match (scope, role) {
            (Scope::Referral, Role::Partner) => {
                askers.push(self.partner("the partner by another link", 1));
                askers.push(self.partner("another partner", 2));
            }
            (Scope::Network, Role::Partner) => askers.push(self.partner("another partner", 2)),
            (Scope::Times, Role::Signatory) => {
                askers.push(self.signatory("Faiza", FAIZA).await);
            }
            (_, Role::Signatory) => askers.push(self.signatory("Badra", BADRA).await),
            _ => {}
        }
        askers
    }

    /// Those of a role who come nearest to a right that the role has not.
    pub async fn hopeful(&self, role: Role) -> Vec<Asker> {
        self.insiders(Scope::Own, role).await
    }

    /// All that is Amina's, and what bears on it, as text.
    pub async fn subject(&self) -> String {
        let mut unit = self.app.office.store.read().await.unwrap();
        let signatory = unit.signatory(AMINA).await.unwrap();
        let file = unit.file_records(AMINA).await.unwrap();
        let scheme = unit.scheme(COURSE).await.unwrap();
        let slot = unit.owner_of_slot(SLOT).await.unwrap();
        let mut calendars = Vec::new();
        for user in WITH_CALENDAR {
            calendars.push(unit.has_calendar(user).await.unwrap());
        }
        let contact = signatory.as_ref().map(|it| {
            let Contact { phone, email, .. } = &it.contact;
            let phone = phone.as_ref().map(|it| it.as_str().to_owned());
            (phone, email.as_ref().map(|it| it.as_str().to_owned()))
        });
        let mark = unit.roster_entry(VISIT, AMINA).await.unwrap();
        format!("{signatory:?} {contact:?} {mark:?} {file:?} {scheme:?} {slot:?} {calendars:?}")
    }

    /// An account of the staff.
    pub async fn adviser(&self, name: &'static str, user: UserId) -> Asker {
        self.staff(&[(name, user)]).await.remove(0)
    }

    async fn staff(&self, people: &[(&'static str, UserId)]) -> Vec<Asker> {
        let mut askers = Vec::new();
        for (name, user) in people {
            let token = Token::draw(&SystemRandomness).unwrap();
            let now = self.app.office.now();
            let session = NewSession {
                token_hash: token.hash(),
                user: *user,
                idle_ms: HOUR,
                expires_at: now.plus(HOUR),
            };
            let mut unit = self.app.office.store.write().await.unwrap();
            unit.open_session(session, now).await.unwrap();
            unit.commit().await.unwrap();
            let mut asker = self.stranger(name);
            asker.client.cookie = Some(pair(&self.app.office.cookies.open(&token, 3_600)));
            asker.client.user = *user;
            if let Some((_, own)) = self.tablets.iter().find(|(owner, _)| owner == user) {
                asker.holds.tablet.clone_from(own);
            }
            askers.push(asker);
        }
        askers
    }

    async fn signatory(&self, name: &'static str, person: SignatoryId) -> Asker {
        let token = Token::draw(&SystemRandomness).unwrap();
        let now = self.app.office.now();
        let mut unit = self.app.office.store.write().await.unwrap();
        let until = now.plus(HOUR);
        unit.open_signatory_session(&token.hash(), person, now, until).await.unwrap();
        unit.commit().await.unwrap();
        let mut asker = self.stranger(name);
        let cookies = self.app.office.cookies.of_signatories();
        asker.client.cookie = Some(pair(&cookies.open(&token, 1_800)));
        asker
    }

    fn partner(&self, name: &'static str, link: usize) -> Asker {
        let asker = self.stranger(name);
        let holds = Holds { link: self.links[link].clone(), ..asker.holds };
        Asker { holds, ..asker }
    }

    fn stranger(&self, name: &'static str) -> Asker {
        // Whoever has none of their own has found Alice's.
        let tablet = self.tablets[0].1.clone();
        Asker { name, client: self.app.stranger(), holds: Holds { tablet, ..no_keys() } }
    }

    /// Everything that can be held, but a partner's link, which makes a partner.
    fn keys(&self) -> Holds {
        Holds {
            password: ("alice", PASSWORD),
            code: self.code.to_string(),
            receipt: format!("code={RECEIPT}&year=1990"),
            calendar: self.calendar.clone(),
            invitation: self.invitation.clone(),
            device: REVOKED,
            ..no_keys()
        }
    }
}

/// What nobody was given.
fn no_keys() -> Holds {
    Holds {
        password: ("alice", "une autre phrase"),
        code: "00000000".to_owned(),
        receipt: format!("code={RECEIPT}&year=1985"),
        calendar: no_token("/agenda/", ".ics"),
        tablet: Vec::new(),
        device: IN_USE,
        link: no_token("/p/", ""),
        invitation: no_token("/mot-de-passe/", ""),
    }
}

fn no_token(before: &str, after: &str) -> String {
    format!("{before}{}{after}", "0".repeat(64))
}

/// The name and value of a cookie.
fn pair(set_cookie: &str) -> String {
    set_cookie.split(';').next().unwrap().to_owned()
}
