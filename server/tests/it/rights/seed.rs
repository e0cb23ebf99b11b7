//! What there is in the world before anybody asks.

use super::world::{
    AWAY, BESIDE, CLARA, COURSE, ERNA, FAIZA, FOREIGN_COURSE, FOREIGN_PARTNER, GWEN, IN_USE,
    NEIGHBOUR, OF_AWAY, OF_AWAY_DEPARTMENT, OF_CENTRE, OF_CENTRE_IN_CLASS, OF_DEPARTMENT,
    OF_FOREIGN_CENTRE, OF_FOREIGN_PARTNER, OF_OTHER_PARTNER, OF_PARTNER, OTHER_PARTNER,
    OTHER_RECEIPT, PARTNER, RECEIPT, REFERRAL, REVOKED, SAFIA, SLOT, Stage, TALK, WISH,
    WITH_CALENDAR, WITH_TABLET, WORKSHOP,
};
use crate::app::{
    ALICE, AMINA, BADRA, CENTRE, DAY, DORA, FOREIGN, OTHER_CENTRE, OTHERS, OURS, TestApp, VISIT,
    account, expected, signatory, visit,
};
use crate::invented;
use app::api::account::Role;
use app::api::accounts::{AccountFields, AccountScope};
use domain::Record;
use domain::attendance::{Attendance, RosterEntry};
use domain::contact::{Contact, ContactWay, EmailAddress, PhoneNumber};
use domain::id::{InterestId, InterventionId, InterviewId, UserId};
use domain::interest::Interest;
use domain::intervention::Mode;
use domain::interview::{InterviewEvent, Missed};
use domain::person::{PersonName, Signatory};
use domain::scheme::Scheme;
use server::auth::Token;
use server::communes::Commune;
use server::db::{OfferedSlot, VaultPair};
use server::randomness::SystemRandomness;
use server::services::{issue_link, partner_path, password_path};
use sync::server::Declared;
use uuid::Uuid;
use vault::{OfficeKey, Sealed, StoreKey};

pub async fn accounts(app: &TestApp) {
    let mut unit = app.office.store.write().await.unwrap();
    for (id, login, role, directorate) in [
        (CLARA, "clara", Role::Adviser, OURS),
        (GWEN, "gwen", Role::Adviser, OTHERS),
        (ERNA, "erna", Role::Supervisor, OURS),
        (OF_CENTRE, "centre", Role::Supervisor, OURS),
        (OF_DEPARTMENT, "department", Role::Supervisor, OURS),
        (OF_CENTRE_IN_CLASS, "centre.class", Role::Supervisor, OURS),
        (OF_AWAY, "away", Role::Supervisor, OURS),
        (OF_AWAY_DEPARTMENT, "away.department", Role::Supervisor, OURS),
        (OF_PARTNER, "partner", Role::Supervisor, OURS),
        (OF_OTHER_PARTNER, "partner.other", Role::Supervisor, OURS),
        (OF_FOREIGN_CENTRE, "foreign.centre", Role::Supervisor, OTHERS),
        (OF_FOREIGN_PARTNER, "foreign.partner", Role::Supervisor, OTHERS),
    ] {
        let account = account(id, login, role, directorate);
        unit.create_account(&account, "no password", app.office.now()).await.unwrap();
    }
    unit.commit().await.unwrap();
}

pub async fn catalogue(app: &TestApp) {
    let mut unit = app.office.store.write().await.unwrap();
    for (directorate, id, name) in [
        (OURS, PARTNER, "Association fictive"),
        (OURS, OTHER_PARTNER, "Atelier fictif"),
        (OTHERS, FOREIGN_PARTNER, "Association lointaine"),
    ] {
        let fields = invented::association(name, Some("accueil@exemple.invalid"));
        unit.put_organisation(directorate, id, &fields).await.unwrap();
    }
    let course = Scheme { places: Some(1), ..invented::scheme(COURSE, PARTNER) };
    for (directorate, scheme) in [
        (OURS, course),
        (OURS, invented::scheme(WORKSHOP, OTHER_PARTNER)),
        (OTHERS, invented::scheme(FOREIGN_COURSE, FOREIGN_PARTNER)),
    ] {
        let now = app.office.now();
        unit.put_record(directorate, &Record::Scheme(scheme), now).await.unwrap();
    }
    let slot = OfferedSlot {
        id: SLOT,
        adviser: ALICE,
        starts_at: app.office.now().plus(2 * DAY),
        minutes: 45,
        mode: Mode::InPerson,
        place: "Salle 3".to_owned(),
    };
    unit.offer_slot(OURS, &slot).await.unwrap();
    unit.commit().await.unwrap();
}

/// What the accounts of some supervisors are limited to; and the centre away.
pub async fn limits(app: &TestApp) {
    let now = app.office.now();
    let mut unit = app.office.store.write().await.unwrap();
    unit.put_department(OURS, "60", "60").await.unwrap();
    let commune = Commune {
        code: "60057".to_owned(),
        name: "Beauvais".to_owned(),
        department: "60".to_owned(),
        postal_codes: vec!["60000".to_owned()],
    };
    unit.put_commune(&commune).await.unwrap();
    unit.create_centre(OURS, AWAY, "Centre voisin", &commune.code).await.unwrap();
    let away = visit(InterventionId(Uuid::from_u128(303)), AWAY, now, 4);
    unit.put_record(OURS, &away, now).await.unwrap();
    let department = |code: &str| AccountScope::Departments(vec![code.to_owned()]);
    for (user, scope) in [
        (OF_CENTRE, AccountScope::Centres(vec![CENTRE])),
        (OF_DEPARTMENT, department("02")),
        (OF_CENTRE_IN_CLASS, AccountScope::Centres(vec![CENTRE])),
        (OF_AWAY, AccountScope::Centres(vec![AWAY])),
        (OF_AWAY_DEPARTMENT, department("60")),
        (OF_PARTNER, AccountScope::Organisation(PARTNER)),
        (OF_OTHER_PARTNER, AccountScope::Organisation(OTHER_PARTNER)),
        (OF_FOREIGN_CENTRE, AccountScope::Centres(vec![OTHER_CENTRE])),
        (OF_FOREIGN_PARTNER, AccountScope::Organisation(FOREIGN_PARTNER)),
    ] {
        let fields =
            AccountFields { name: "LIMITED Exemple".to_owned(), role: Role::Supervisor, scope };
        unit.change_account(user, &fields).await.unwrap();
    }
    unit.commit().await.unwrap();
}

/// Amina, present at the visit, and Badra: both gave an interest there and hold a receipt. Safia
/// is expected away.
pub async fn people(app: &TestApp) {
    let now = app.office.now();
    let mut unit = app.office.store.write().await.unwrap();
    for (id, interest, family, given, year, phone, code) in [
        (AMINA, WISH, "Exemple-Amina", "Lina", 1990, "06 39 98 00 01", RECEIPT),
        (BADRA, other_wish(), "Exemple-Badra", "Zohra", 1985, "06 39 98 00 02", OTHER_RECEIPT),
    ] {
        let contact = Contact {
            phone: PhoneNumber::new(phone).ok(),
            email: EmailAddress::new("quelquun@exemple.invalid").ok(),
            preferred: Some(ContactWay::Email),
        };
        let given_name = Some(PersonName::new(given).unwrap());
        let person =
            Signatory { given_name, ..invented::registered(id, family, year, contact.clone()) };
        let entry = RosterEntry {
            mark: Some(Attendance::Present),
            marked_by: Some(ALICE),
            marked_at: Some(now),
            version: 2,
            ..RosterEntry::expected(VISIT, id)
        };
        let interest = invented::interest_with_receipt(interest, id, code, now);
        for record in
            [Record::Signatory(person), Record::RosterEntry(entry), Record::Interest(interest)]
        {
            unit.put_record(OURS, &record, now).await.unwrap();
        }
    }
    let wish = Interest {
        intervention: FOREIGN,
        ..invented::interest(InterestId(Uuid::from_u128(622)), FAIZA, now)
    };
    for record in [
        Record::Signatory(signatory(FAIZA, "Exemple-Faiza")),
        expected(FOREIGN, FAIZA),
        Record::Interest(wish),
    ] {
        unit.put_record(OTHERS, &record, now).await.unwrap();
    }
    let away = InterventionId(Uuid::from_u128(303));
    for record in [Record::Signatory(signatory(SAFIA, "Exemple-Safia")), expected(away, SAFIA)] {
        unit.put_record(OURS, &record, now).await.unwrap();
    }
    unit.commit().await.unwrap();
}

const fn other_wish() -> InterestId {
    InterestId(Uuid::from_u128(621))
}

pub async fn follow_up(app: &TestApp, stage: Stage) {
    let now = app.office.now();
    let wish = invented::interest(WISH, AMINA, now);
    let planned = || InterviewEvent::Planned(invented::slot(now.plus(3 * DAY)));
    let missed = vec![planned(), InterviewEvent::Missed(Missed::NoShow)];
    let before = InterviewId(Uuid::from_u128(631));
    let mut records =
        vec![Record::Interview(invented::interview(before, &wish, CLARA, now, missed))];
    if stage >= Stage::Planned {
        let mut events = vec![planned()];
        if stage >= Stage::Held {
            events.push(invented::held());
        }
        let talk = invented::interview(TALK, &wish, CLARA, now, events);
        records.push(Record::Interview(talk.clone()));
        if stage == Stage::Sent {
            records.push(Record::Referral(invented::referral(REFERRAL, &talk, COURSE, now)));
            let wish = invented::interest(other_wish(), BADRA, now);
            let events = vec![planned(), invented::held()];
            let id = InterviewId(Uuid::from_u128(632));
            let talk = invented::interview(id, &wish, CLARA, now, events);
            records.push(Record::Interview(talk.clone()));
            for (id, scheme) in [(NEIGHBOUR, COURSE), (BESIDE, WORKSHOP)] {
                records.push(Record::Referral(invented::referral(id, &talk, scheme, now)));
            }
        }
    }
    let mut unit = app.office.store.write().await.unwrap();
    for record in &records {
        unit.put_record(OURS, record, now).await.unwrap();
    }
    unit.commit().await.unwrap();
}

/// Calendars are shared; gives the address of Alice's.
pub async fn calendars(app: &TestApp) -> String {
    let mut unit = app.office.store.write().await.unwrap();
    let mut address = String::new();
    for user in WITH_CALENDAR {
        let token = Token::draw(&SystemRandomness).unwrap();
        unit.open_calendar(user, &token.hash(), app.office.now()).await.unwrap();
        address = format!("/agenda/{}.ics", token.to_hex());
    }
    unit.commit().await.unwrap();
    address
}

/// Each who has a tablet sealed its key; gives what the tablets keep of it.
pub async fn tablets(app: &TestApp) -> Vec<(UserId, Vec<u8>)> {
    let (private, public) = vault::new_pair([1; 32]);
    let pair = VaultPair { id: 1, private, public };
    let mut unit = app.office.store.write().await.unwrap();
    unit.keep_vault_pair(&pair, app.office.now()).await.unwrap();
    unit.commit().await.unwrap();
    let office = OfficeKey { id: 1, public };
    let key = StoreKey::from_bytes([2; 32]);
    let seal = |user| Sealed::new(&office, user, &key, [3; 32]).unwrap();
    WITH_TABLET.map(|user| (user, postcard::to_allocvec(&seal(user)).unwrap())).to_vec()
}

/// Alice's devices.
pub async fn devices(app: &TestApp) {
    let (now, declared) = (app.office.now(), Declared { skew_ms: 0, waiting: 0 });
    let mut unit = app.office.store.write().await.unwrap();
    for id in [IN_USE, REVOKED] {
        unit.meet_client(id, ALICE, declared, now).await.unwrap();
    }
    assert!(unit.revoke_client(REVOKED, DORA, now).await.unwrap());
    unit.commit().await.unwrap();
}

/// Alice may choose a password; gives the address at which she does.
pub async fn invitation(app: &TestApp) -> String {
    let (token, now) = (Token::draw(&SystemRandomness).unwrap(), app.office.now());
    let mut unit = app.office.store.write().await.unwrap();
    unit.put_password_link(ALICE, &token.hash(), now, now.plus(DAY)).await.unwrap();
    unit.commit().await.unwrap();
    password_path(&token)
}

/// A link to each referral; the partner of the first wishes another.
pub async fn links(app: &TestApp) -> [String; 3] {
    let mut unit = app.office.store.write().await.unwrap();
    let mut links = Vec::new();
    for referral in [REFERRAL, NEIGHBOUR, BESIDE] {
        let now = app.office.now();
        let token = issue_link(&mut unit, &SystemRandomness, referral, now).await.unwrap();
        links.push(partner_path(&token));
    }
    assert!(unit.request_partner_link(REFERRAL, app.office.now()).await.unwrap());
    unit.commit().await.unwrap();
    links.try_into().unwrap()
}
