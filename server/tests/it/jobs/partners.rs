//! Partners: told, reminded, and no longer waited for.

use super::{House, PARTNER, REFERRAL, partner};
use crate::app::{DAY, HOUR, OURS};
use app::api::messages::Problem;
use domain::referral::{DeclineReason, ReferralEvent, ReferralState};
use server::jobs::OurLinks;
use server::post::SendError;

#[tokio::test]
async fn a_silent_partner_is_reminded_at_10_and_20_days_and_expires_at_30() {
    let mut house = House::new().await;
    house.refer().await;
    let sent = house.live(40).await;
    let days: Vec<i64> = sent.iter().map(|(day, _)| *day).collect();
    assert_eq!(days, [0, 10, 20]);
    let subjects: Vec<&str> = sent.iter().map(|(_, email)| email.subject.as_str()).collect();
    assert_eq!(subjects[0], "Une orientation attend votre réponse");
    assert_eq!(subjects[1], "Rappel : une orientation attend votre réponse");
    for (place, (_, email)) in sent.iter().enumerate() {
        assert_eq!(email.to.as_str(), "partenaire@exemple.invalid");
        let link = format!("https://passerelle.example/lien/{}\n", place + 1);
        assert!(email.body.contains(&link), "{}", email.body);
        assert!(email.body.contains("15/07/2026"), "the day it closes: {}", email.body);
        assert!(!email.body.to_lowercase().contains("amina"), "{}", email.body);
    }
    let referral = house.referral().await;
    assert_eq!(referral.state(), ReferralState::Expired);
    let last = referral.events.last().unwrap();
    assert_eq!(last.by, None, "nobody's doing");
    // It reaches the tablets by the feed, like everything else.
    house.alice.client = house.app.alice().await;
    house.alice.sync().await;
    let known = house.alice.state().referral(REFERRAL).cloned().unwrap();
    assert_eq!(known.state(), ReferralState::Expired);
}

#[tokio::test]
async fn a_partner_who_looks_into_it_and_then_is_silent_expires_too() {
    let mut house = House::new().await;
    house.refer().await;
    house.live(5).await;
    house.answer(ReferralEvent::UnderReview).await;
    house.live(24).await;
    assert_eq!(house.referral_state().await, ReferralState::UnderReview);
    house.live(2).await;
    assert_eq!(house.referral_state().await, ReferralState::Expired);
}

#[tokio::test]
async fn who_answered_is_left_in_peace() {
    let mut house = House::new().await;
    house.refer().await;
    house.live(5).await;
    house.answer(ReferralEvent::Waitlisted).await;
    assert!(house.live(40).await.is_empty());
    assert_eq!(house.referral_state().await, ReferralState::Waitlisted);
}

#[tokio::test]
async fn a_reminder_that_could_not_leave_is_dropped_when_the_answer_came_first() {
    let mut house = House::new().await;
    house.refer().await;
    house.live(9).await;
    house.post.close(SendError::NotNow(Problem::Unreachable));
    house.live(2).await;
    house.answer(ReferralEvent::Declined(DeclineReason::Full, String::new())).await;
    house.post.open();
    assert!(house.live(30).await.is_empty());
}

#[tokio::test]
async fn after_a_long_stop_a_partner_gets_one_reminder_not_two() {
    let mut house = House::new().await;
    house.refer().await;
    house.app.advance(25 * DAY);
    house.run().await;
    let sent = house.post.emails();
    assert_eq!(sent.len(), 1);
    assert!(sent[0].subject.starts_with("Rappel"));
    house.app.advance(HOUR);
    house.run().await;
    assert!(house.post.emails().is_empty());
}

async fn set_address(house: &House, email: Option<&str>) {
    let mut unit = house.app.office.store.write().await.unwrap();
    unit.put_organisation(OURS, PARTNER, &partner(email)).await.unwrap();
    unit.commit().await.unwrap();
}

#[tokio::test]
async fn a_partner_without_an_address_waits_for_a_person_and_is_written_to_afterwards() {
    let mut house = House::new().await;
    set_address(&house, None).await;
    house.refer().await;
    let report = house.run().await;
    assert_eq!((report.failed, house.post.emails().len()), (1, 0));
    set_address(&house, Some("ici@exemple.invalid")).await;
    let supervisor = house.app.supervisor().await;
    let failed = super::desk::list(&supervisor, Some("Failed")).await;
    assert_eq!(failed.rows[0].problem, Some(Problem::NoAddress));
    super::desk::retry(&supervisor, failed.rows[0].id).await;
    house.run().await;
    assert_eq!(house.post.emails()[0].to.as_str(), "ici@exemple.invalid");
}

#[tokio::test]
async fn without_a_way_to_answer_nobody_is_written_to_and_nothing_waits_for_ever() {
    let mut house = House::new().await;
    house.postroom.links = None;
    house.refer().await;
    assert!(house.live(31).await.is_empty());
    assert_eq!(house.referral_state().await, ReferralState::Expired);
}

#[tokio::test]
async fn a_partner_who_wishes_a_new_link_gets_it_once_by_mail() {
    let mut house = House::new().await;
    let randomness = house.app.office.randomness.clone();
    let base_url = "https://passerelle.example".to_owned();
    house.postroom.links = Some(std::sync::Arc::new(OurLinks { randomness, base_url }));
    house.refer().await;
    let first = house.live(4).await.remove(0).1;
    let wish = async |house: &House| {
        let mut unit = house.app.office.store.write().await.unwrap();
        unit.request_partner_link(REFERRAL, house.now()).await.unwrap();
        unit.commit().await.unwrap();
    };
    for _ in 0..2 {
        wish(&house).await;
        let sent = house.live(1).await;
        assert_eq!(sent.len(), 1);
        assert_eq!(sent[0].1.subject, "Votre nouveau lien pour une orientation");
        let link = |body: &str| {
            let line = body.lines().find(|line| line.starts_with("https://"));
            line.unwrap().to_owned()
        };
        let (old, new) = (link(&first.body), link(&sent[0].1.body));
        assert_ne!(old, new);
        let path = new.strip_prefix("https://passerelle.example").unwrap();
        assert_eq!(house.app.stranger().get(path).await.status, 200, "it opens");
    }
    // The partner goes on to see what became of it, but nobody writes to them about its end.
    house.answer(ReferralEvent::Withdrawn).await;
    wish(&house).await;
    assert!(house.live(1).await.is_empty());
}
