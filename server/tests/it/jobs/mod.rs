//! What the server does by itself, day by day, with the clock in the test's hand.

mod agenda;
mod desk;
mod interviews;
mod outside;
mod partners;
mod trouble;

use crate::app::{ALICE, AMINA, DAY, HOUR, OURS, TestApp, VISIT};
use crate::device::Device;
use crate::invented;
use async_trait::async_trait;
use domain::command::{PlanInterview, RegisterInterest, SendReferral};
use domain::consent::{Consent, Explained};
use domain::contact::{Contact, ContactWay, EmailAddress, PhoneNumber};
use domain::id::{InterestId, InterviewId, OrganisationId, ReferralId, SchemeId};
use domain::interview::{InterviewEvent, Slot};
use domain::language::Language;
use domain::organisation::OrganisationFields;
use domain::person::Origin;
use domain::referral::{Referral, ReferralEvent, ReferralState};
use domain::scheme::{SchemeKind, Wishes};
use domain::time::Instant;
use domain::{Command, Record};
use jiff::tz::TimeZone;
use server::db::{DbError, Writing};
use server::jobs::{Links, Postroom, Report, Timers, run_due};
use server::post::{Email, Mailer, SendError, Text, Texter};
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Arc, Mutex};
use uuid::Uuid;

pub const PARTNER: OrganisationId = OrganisationId(Uuid::from_u128(600));
pub const COURSE: SchemeId = SchemeId(Uuid::from_u128(601));
pub const INTEREST: InterestId = InterestId(Uuid::from_u128(602));
pub const TALK: InterviewId = InterviewId(Uuid::from_u128(603));
pub const REFERRAL: ReferralId = ReferralId(Uuid::from_u128(604));

/// What a letter box got, and whether it takes anything now.
#[derive(Default)]
pub struct Tray {
    emails: Mutex<Vec<Email>>,
    texts: Mutex<Vec<Text>>,
    closed: Mutex<Option<SendError>>,
    links: AtomicU32,
}

impl Tray {
    /// The e-mails since the last look.
    pub fn emails(&self) -> Vec<Email> {
        std::mem::take(&mut *self.emails.lock().unwrap())
    }

    /// The text messages since the last look.
    pub fn texts(&self) -> Vec<Text> {
        std::mem::take(&mut *self.texts.lock().unwrap())
    }

    pub fn close(&self, why: SendError) {
        *self.closed.lock().unwrap() = Some(why);
    }

    pub fn open(&self) {
        *self.closed.lock().unwrap() = None;
    }

    fn take<T>(&self, into: &Mutex<Vec<T>>, message: T) -> Result<(), SendError> {
        if let Some(why) = *self.closed.lock().unwrap() {
            return Err(why);
        }
        into.lock().unwrap().push(message);
        Ok(())
    }
}

#[async_trait]
impl Mailer for Tray {
    async fn mail(&self, email: &Email) -> Result<(), SendError> {
        self.take(&self.emails, email.clone())
    }
}

#[async_trait]
impl Texter for Tray {
    async fn text(&self, text: &Text) -> Result<(), SendError> {
        self.take(&self.texts, text.clone())
    }
}

#[async_trait]
impl Links for Tray {
    async fn issue(
        &self,
        unit: &mut Writing,
        referral: ReferralId,
        _: Instant,
    ) -> Result<String, DbError> {
        assert!(unit.referral(referral).await?.is_some(), "inside the unit of work");
        let number = self.links.fetch_add(1, Ordering::Relaxed) + 1;
        Ok(format!("https://passerelle.example/lien/{number}"))
    }
}

pub fn timers() -> Timers {
    Timers::new(10, 30, 48, 24, TimeZone::get("Europe/Paris").unwrap())
}

/// A post room whose every way leads into one box.
pub fn postroom(post: &Arc<Tray>) -> Postroom {
    Postroom {
        timers: timers(),
        mailer: Some(post.clone()),
        texter: Some(post.clone()),
        demo: Arc::new(Tray::default()),
        links: Some(post.clone()),
    }
}

/// A server, its letter box, and Alice's tablet. Amina is interested; the partner has a course.
pub struct House {
    pub app: TestApp,
    pub post: Arc<Tray>,
    pub postroom: Postroom,
    pub alice: Device,
}

impl House {
    pub async fn new() -> Self {
        Self::with_contact(by_email()).await
    }

    pub async fn with_contact(contact: Contact) -> Self {
        let app = TestApp::start().await;
        let mut unit = app.office.store.write().await.unwrap();
        unit.put_organisation(OURS, PARTNER, &partner(Some("partenaire@exemple.invalid")))
            .await
            .unwrap();
        unit.put_record(OURS, &course(), app.office.now()).await.unwrap();
        unit.commit().await.unwrap();
        let mut alice = Device::new(app.alice().await, 77);
        alice.sync().await;
        let post = Arc::new(Tray::default());
        let mut house = Self { app, postroom: postroom(&post), post, alice };
        house.command(&interest(contact, Language::French)).await;
        house
    }

    /// Alice enters a command and sends it. Her session may have ended meanwhile.
    pub async fn command(&mut self, command: &Command) {
        if self.alice.client.profile().await.status != 200 {
            self.alice.client = self.app.alice().await;
        }
        self.alice.enter(command);
        let outcomes = self.alice.sync().await;
        let others: Vec<_> =
            outcomes.iter().filter(|(_, it)| *it != sync::Outcome::Applied).collect();
        assert!(others.is_empty(), "{others:?}");
    }

    pub async fn run(&self) -> Report {
        run_due(&self.app.office, &self.postroom, self.app.office.now()).await.unwrap()
    }

    pub fn now(&self) -> Instant {
        self.app.office.now()
    }

    pub async fn plan(&mut self, starts_at: Instant) {
        let slot = slot(starts_at, "salle 2, 1 rue Fictive, Laon");
        self.command(&planning(slot)).await;
    }

    pub async fn follow(&mut self, event: InterviewEvent) {
        let command = Command::FollowInterview { signatory: AMINA, interview: TALK, event };
        self.command(&command).await;
    }

    pub async fn r#move(&mut self, starts_at: Instant, place: &str) {
        self.follow(InterviewEvent::Planned(slot(starts_at, place))).await;
    }

    /// Amina was interviewed and is sent to the course.
    pub async fn refer(&mut self) {
        self.plan(self.now().plus(HOUR)).await;
        self.follow(invented::held()).await;
        let (signatory, scheme) = (AMINA, COURSE);
        let send = SendReferral { id: REFERRAL, signatory, scheme, interview: TALK };
        self.command(&Command::SendReferral(send)).await;
    }

    pub async fn answer(&mut self, event: ReferralEvent) {
        let (signatory, referral, scheme) = (AMINA, REFERRAL, COURSE);
        self.command(&Command::FollowReferral { signatory, referral, scheme, event }).await;
    }

    pub async fn withdraw(&mut self) {
        self.command(&Command::WithdrawPerson { signatory: AMINA }).await;
    }

    pub async fn referral(&self) -> Referral {
        let mut unit = self.app.office.store.read().await.unwrap();
        unit.referral(REFERRAL).await.unwrap().unwrap()
    }

    pub async fn referral_state(&self) -> ReferralState {
        self.referral().await.state()
    }

    /// Runs a pass each hour over so many days; gives what was sent, with the day of each.
    pub async fn live(&self, days: i64) -> Vec<(i64, Email)> {
        let mut sent = Vec::new();
        let begun = self.now();
        while self.now() < begun.plus(days * DAY) {
            self.app.advance(HOUR);
            self.run().await;
            let day = (self.now().0 - begun.0) / DAY;
            sent.extend(self.post.emails().into_iter().map(|email| (day, email)));
        }
        sent
    }
}

pub fn partner(email: Option<&str>) -> OrganisationFields {
    invented::association("Association fictive", email)
}

fn course() -> Record {
    Record::Scheme(invented::scheme(COURSE, PARTNER))
}

pub fn by_email() -> Contact {
    Contact {
        phone: None,
        email: Some(EmailAddress::new("amina@exemple.invalid").unwrap()),
        preferred: Some(ContactWay::Email),
    }
}

pub fn by_text() -> Contact {
    Contact {
        phone: Some(PhoneNumber::new("0639981234").unwrap()),
        email: None,
        preferred: Some(ContactWay::Text),
    }
}

pub fn interest(contact: Contact, language: Language) -> Command {
    Command::RegisterInterest(RegisterInterest {
        id: INTEREST,
        signatory: AMINA,
        intervention: VISIT,
        wishes: Wishes::new(vec![SchemeKind::LanguageCourse]).unwrap(),
        contact,
        level: None,
        consent: Consent {
            language,
            explained: Explained::Aloud,
            ..invented::consent(Instant(1_000))
        },
        origin: Origin::Adviser,
        receipt: None,
    })
}

pub fn slot(starts_at: Instant, place: &str) -> Slot {
    Slot { place: place.to_owned(), ..invented::slot(starts_at) }
}

pub fn planning(slot: Slot) -> Command {
    let (signatory, interest, adviser) = (AMINA, INTEREST, ALICE);
    Command::PlanInterview(PlanInterview { id: TALK, signatory, interest, adviser, slot })
}
