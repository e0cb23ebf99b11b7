//! What is sent twice, at the same moment, or too late.

use super::{says, sound};
use crate::partner_world::{
    COURSE, Partner, REFERRAL, events, hidden, offered, referral, stored_scheme, world,
};
use domain::referral::ReferralState;

#[tokio::test]
async fn a_form_sent_twice_counts_once_also_the_last_one() {
    let app = world().await;
    let partner = Partner::with_link(&app, REFERRAL).await;
    let version = hidden(&partner.open().await.text(), "version");
    let fields = [("version", version.as_str()), ("answer", "under_review")];
    sound(partner.post(&fields).await, 200);
    let again = sound(partner.post(&fields).await, 200);
    says(&again, &["Votre réponse était déjà enregistrée.", "Lina"]);
    assert_eq!(events(&app, REFERRAL).await.len(), 2);

    let version = hidden(&partner.open().await.text(), "version");
    let fields = [("version", version.as_str()), ("answer", "declined"), ("reason", "employed")];
    sound(partner.post(&fields).await, 200);
    says(&sound(partner.post(&fields).await, 200), &["déjà enregistrée"]);
    assert_eq!(events(&app, REFERRAL).await.len(), 3);
    sound(partner.open().await, 404);
}

#[tokio::test]
async fn six_taps_at_the_same_moment_take_one_place() {
    let app = world().await;
    let partner = std::sync::Arc::new(Partner::with_link(&app, REFERRAL).await);
    let taps: Vec<_> = (0..6)
        .map(|_| {
            let partner = partner.clone();
            let fields = [("version", "1"), ("answer", "accepted")];
            tokio::spawn(async move { partner.post(&fields).await.status })
        })
        .collect();
    for tap in taps {
        assert_eq!(tap.await.unwrap(), 200);
    }
    assert_eq!(stored_scheme(&app, COURSE).await.taken, 1);
    assert_eq!(events(&app, REFERRAL).await.len(), 2);
}

#[tokio::test]
async fn an_answer_to_what_has_changed_since_is_not_applied() {
    let app = world().await;
    let (one, other) =
        (Partner::with_link(&app, REFERRAL).await, Partner::with_link(&app, REFERRAL).await);
    let version = hidden(&one.open().await.text(), "version");
    sound(other.answer(&[("answer", "accepted")]).await, 200);
    let fields = [("version", version.as_str()), ("answer", "declined"), ("reason", "full")];
    let stale = sound(one.post(&fields).await, 409);
    says(&stale, &["L’orientation a changé entre-temps.", "Acceptée, pas encore entrée"]);
    assert_eq!(offered(&stale), ["entered", "absent", "declined"]);
    assert_eq!(referral(&app, REFERRAL).await.state(), ReferralState::Accepted);
    // What is offered then can be sent at once.
    let version = hidden(&stale.text(), "version");
    let fields = [("version", version.as_str()), ("answer", "absent")];
    sound(one.post(&fields).await, 200);
}

#[tokio::test]
async fn what_is_not_possible_is_refused_with_what_is() {
    let app = world().await;
    let partner = Partner::with_link(&app, REFERRAL).await;
    let entered = [("answer", "entered"), ("entered_on", "15/06/2026")];
    let refused = sound(partner.answer(&entered).await, 409);
    says(&refused, &["Cette réponse n’est plus possible."]);
    assert_eq!(offered(&refused), ["under_review", "accepted", "waitlisted", "declined"]);
    assert_eq!(events(&app, REFERRAL).await.len(), 1);
}
