//! People: invited, told of changes, reminded, and left alone.

use super::{House, TALK, by_email, by_text, interest, slot};
use crate::app::{ALICE, AMINA, DAY, HOUR};
use crate::invented;
use app::api::messages::Problem;
use domain::Record;
use domain::contact::{Contact, ContactWay, PhoneNumber};
use domain::id::{DirectorateId, InterestId, InterviewId, SignatoryId};
use domain::interview::{Dated, Interview, InterviewEvent, Missed};
use domain::language::Language;
use domain::time::Instant;
use server::post::SendError;
use server::post::calendar::Method;
use std::sync::Arc;
use uuid::Uuid;

#[tokio::test]
async fn a_person_is_invited_at_once_and_reminded_two_days_before() {
    let mut house = House::new().await;
    house.plan(house.now().plus(5 * DAY)).await;
    house.run().await;
    let invited = house.post.emails();
    assert_eq!(invited.len(), 1);
    assert_eq!(
        invited[0].body,
        "Votre rendez-vous :\nsamedi 20/06/2026 à 11 h 00\nLieu : salle 2, 1 rue Fictive, Laon\n"
    );
    assert_eq!(invited[0].subject, "Votre rendez-vous");
    let sent = house.live(6).await;
    let days: Vec<i64> = sent.iter().map(|(day, _)| *day).collect();
    assert_eq!(days, [3]);
    assert!(sent[0].1.body.starts_with("Rappel de votre rendez-vous"));
}

#[tokio::test]
async fn who_is_invited_for_tomorrow_gets_no_reminder_beside_it() {
    let mut house = House::new().await;
    house.plan(house.now().plus(DAY)).await;
    let sent = house.live(2).await;
    assert_eq!(sent.len(), 1);
}

#[tokio::test]
async fn a_moved_interview_gets_an_update_and_the_reminder_of_the_new_day_only() {
    let mut house = House::new().await;
    house.plan(house.now().plus(5 * DAY)).await;
    house.run().await;
    let first = house.post.emails().remove(0).invitation.unwrap();
    // The reminder of the old day is due and cannot leave when the interview is moved.
    house.post.close(SendError::NotNow(Problem::Unreachable));
    house.live(4).await;
    house.r#move(house.now().plus(8 * DAY), "salle 9").await;
    house.post.open();
    let sent = house.live(9).await;
    let told: Vec<(i64, &str)> =
        sent.iter().map(|(day, email)| (*day, email.body.lines().next().unwrap())).collect();
    assert_eq!(
        told,
        [(0, "Votre rendez-vous a changé. Nouvelle date :"), (6, "Rappel de votre rendez-vous :")]
    );
    assert!(sent.iter().all(|(_, email)| email.body.contains("salle 9")));
    // For a calendar program it is the same entry, moved.
    let second = sent[0].1.invitation.clone().unwrap();
    assert_eq!(second.method, Method::Request);
    assert_eq!(second.entry.interview, first.entry.interview);
    assert!(second.entry.version > first.entry.version);
}

#[tokio::test]
async fn who_has_withdrawn_gets_nothing_not_even_what_was_under_way() {
    let mut house = House::new().await;
    house.plan(house.now().plus(5 * DAY)).await;
    house.post.close(SendError::NotNow(Problem::Unreachable));
    let report = house.run().await;
    assert!(report.planned > 0 && report.again > 0, "{report:?}");
    house.withdraw().await;
    house.post.open();
    assert!(house.live(10).await.is_empty());
    assert!(house.post.texts().is_empty());
    let supervisor = house.app.supervisor().await;
    let stopped = super::desk::list(&supervisor, Some("Cancelled")).await;
    assert_eq!(stopped.rows[0].problem, Some(Problem::Withdrawn));
}

#[tokio::test]
async fn an_interview_called_off_is_struck_from_the_calendar_it_was_entered_in() {
    let mut house = House::new().await;
    house.plan(house.now().plus(5 * DAY)).await;
    house.run().await;
    house.post.emails();
    house.follow(InterviewEvent::Missed(Missed::CancelledByService)).await;
    let sent = house.live(6).await;
    assert_eq!(sent.len(), 1);
    let (_, email) = &sent[0];
    assert!(email.body.starts_with("Votre rendez-vous est annulé"), "{}", email.body);
    assert!(!email.body.contains("salle"), "{}", email.body);
    assert_eq!(email.invitation.as_ref().unwrap().method, Method::Cancel);
}

#[tokio::test]
async fn who_was_never_invited_is_told_of_no_cancellation() {
    let mut house = House::new().await;
    house.plan(house.now().plus(5 * DAY)).await;
    house.follow(InterviewEvent::Missed(Missed::CancelledByService)).await;
    assert!(house.live(6).await.is_empty());
}

#[tokio::test]
async fn a_text_message_speaks_the_language_of_the_consent() {
    let mut house = House::with_contact(by_text()).await;
    let command = interest(by_text(), Language::Arabic);
    let domain::Command::RegisterInterest(mut later) = command else { panic!() };
    later.id = InterestId(Uuid::from_u128(699));
    house.command(&domain::Command::RegisterInterest(later)).await;
    house.plan(house.now().plus(5 * DAY)).await;
    house.run().await;
    let texts = house.post.texts();
    assert_eq!(texts.len(), 1);
    assert!(texts[0].body.starts_with("موعدك:\nالسبت 20/06/2026"), "{}", texts[0].body);
    assert_eq!(texts[0].to.as_str(), "+33639981234");
    assert!(house.post.emails().is_empty());
}

#[tokio::test]
async fn the_way_a_person_can_be_reached_decides() {
    let landline = PhoneNumber::new("0323000000").ok();
    let cases = [
        (Contact { preferred: Some(ContactWay::Call), ..by_text() }, 1, 0, None),
        (
            Contact { preferred: Some(ContactWay::Call), phone: landline.clone(), ..by_email() },
            0,
            1,
            None,
        ),
        (
            Contact { preferred: Some(ContactWay::Call), phone: landline, email: None },
            0,
            0,
            Some(Problem::NoAddress),
        ),
        (
            Contact { preferred: Some(ContactWay::Centre), ..by_text() },
            0,
            0,
            Some(Problem::ByCentre),
        ),
    ];
    for (contact, texts, emails, problem) in cases {
        let mut house = House::with_contact(contact).await;
        house.plan(house.now().plus(5 * DAY)).await;
        house.run().await;
        assert_eq!((house.post.texts().len(), house.post.emails().len()), (texts, emails));
        let rows = super::desk::list(&house.app.supervisor().await, None).await.rows;
        let row = rows.iter().find(|row| row.person.is_some()).unwrap();
        assert_eq!(row.problem, problem);
    }
}

#[tokio::test]
async fn a_way_that_is_not_set_up_is_told_and_the_other_is_taken() {
    let both = Contact { preferred: Some(ContactWay::Text), email: by_email().email, ..by_text() };
    let mut house = House::with_contact(both).await;
    house.postroom.texter = None;
    house.plan(house.now().plus(5 * DAY)).await;
    house.run().await;
    assert_eq!(house.post.emails().len(), 1);
    house.postroom.mailer = None;
    house.r#move(house.now().plus(6 * DAY), "salle 3").await;
    assert_eq!(house.run().await.failed, 1);
}

#[tokio::test]
async fn paused_messages_wait_and_go_on() {
    let mut house = House::new().await;
    let supervisor = house.app.supervisor().await;
    super::desk::pause(&supervisor, AMINA, true).await;
    house.plan(house.now().plus(5 * DAY)).await;
    for _ in 0..3 {
        house.run().await;
        house.app.advance(HOUR);
    }
    assert!(house.post.emails().is_empty());
    let supervisor = house.app.supervisor().await;
    let rows = super::desk::list(&supervisor, Some("Waiting")).await.rows;
    assert_eq!((rows[0].problem, rows[0].attempts), (Some(Problem::Paused), 0));
    assert!(rows[0].person.as_ref().unwrap().paused);
    super::desk::pause(&supervisor, AMINA, false).await;
    house.run().await;
    assert_eq!(house.post.emails().len(), 1);
}

/// Generated people have numbers that look real.
#[tokio::test]
async fn nothing_ever_leaves_for_generated_people() {
    let house = House::new().await;
    let demo = DirectorateId(Uuid::from_u128(102));
    let (who, now) = (SignatoryId(Uuid::from_u128(9)), house.now());
    let mut unit = house.app.office.store.write().await.unwrap();
    unit.create_directorate(demo, "Demo", true).await.unwrap();
    let id = InterestId(Uuid::from_u128(10));
    let interest = Record::Interest(invented::interest(id, who, now));
    let planned = InterviewEvent::Planned(slot(now.plus(DAY), "salle 1"));
    let talk = Record::Interview(Interview {
        id: InterviewId(Uuid::from_u128(11)),
        signatory: who,
        interest: id,
        adviser: ALICE,
        events: vec![Dated { at: now, by: None, what: planned }],
        version: 1,
    });
    for record in [invented::reachable(who, "Exemple-Generee", by_email()), interest, talk] {
        unit.put_record(demo, &record, now).await.unwrap();
    }
    unit.commit().await.unwrap();
    let files = Arc::new(super::Tray::default());
    let postroom = server::jobs::Postroom { demo: files.clone(), ..house.postroom.clone() };
    server::jobs::run_due(&house.app.office, &postroom, now).await.unwrap();
    assert_eq!((files.emails().len(), house.post.emails().len()), (1, 0));
}

#[tokio::test]
async fn an_interview_entered_after_it_began_is_announced_to_nobody() {
    let mut house = House::new().await;
    house.plan(Instant(house.now().0 - HOUR)).await;
    assert!(house.live(1).await.is_empty());
    let mut unit = house.app.office.store.read().await.unwrap();
    assert!(unit.interview(TALK).await.unwrap().is_some());
}
