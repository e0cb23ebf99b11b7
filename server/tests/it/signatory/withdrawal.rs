//! Taking everything back.

use super::{
    COURSE, Phone, REFERRAL, WISH, choose, held, planned, sent, with_course, with_offers,
    with_receipts,
};
use crate::app::{ALICE, AMINA, DAY};
use crate::device::Device;
use domain::Command;
use domain::Refusal;
use domain::referral::ReferralEvent;
use domain::referral::ReferralState;
use sync::Outcome;

#[tokio::test]
async fn a_withdrawal_stops_what_an_adviser_enters_without_knowing() {
    let app = with_receipts().await;
    with_course(&app).await;
    let mut tablet = Device::new(app.alice().await, 1);
    tablet.sync().await;
    tablet.enter(&planned(AMINA, ALICE, app.office.now().plus(DAY)));
    tablet.enter(&held());
    assert!(tablet.sync().await.iter().all(|(_, outcome)| *outcome == Outcome::Applied));
    // Away from the network the adviser sends the person to a course.
    tablet.enter(&sent());

    let phone = Phone::amina(&app).await;
    assert!(phone.page("/s/moi/arret").await.contains("Oui, j’arrête tout"));
    assert!(app.state().await.interest(WISH).unwrap().withdrawn.is_none(), "not by asking");
    for _ in 0..2 {
        let stopped = phone.post("/s/moi/arret?l=fr", "").await;
        assert_eq!(stopped.status, 200);
        assert!(stopped.text().contains("Vous avez arrêté votre demande."));
    }
    let html = phone.page("/s/moi").await;
    assert!(html.contains("Nous n’envoyons plus rien.") && !html.contains("/s/moi/arret"));
    assert!(!html.contains("•• 34") && !html.contains("/s/moi/rendez-vous"), "{html}");

    assert_eq!(tablet.sync().await[0].1, Outcome::Held(Refusal::NoConsent));
    let state = tablet.state();
    assert!(state.interests_of(AMINA).all(|it| it.withdrawn.is_some()));
    assert_eq!(state.referrals_of(AMINA).count(), 0);
    // The receipt still opens the page that says so.
    assert!(Phone::amina(&app).await.page("/s/moi").await.contains("Vous avez arrêté"));
    let slots = with_offers(&app).await;
    assert_eq!(choose(&phone, &slots[0]).await.status, 409);
}

#[tokio::test]
async fn a_withdrawal_gives_the_place_back() {
    let app = with_receipts().await;
    with_course(&app).await;
    let mut tablet = Device::new(app.alice().await, 1);
    tablet.sync().await;
    let accepted = Command::FollowReferral {
        signatory: AMINA,
        referral: REFERRAL,
        scheme: COURSE,
        event: ReferralEvent::Accepted(None),
    };
    let plan = planned(AMINA, ALICE, app.office.now().plus(DAY));
    for command in [plan, held(), sent(), accepted] {
        tablet.enter(&command);
    }
    assert!(tablet.sync().await.iter().all(|(_, outcome)| *outcome == Outcome::Applied));
    assert_eq!(tablet.state().scheme(COURSE).unwrap().taken, 1);
    Phone::amina(&app).await.post("/s/moi/arret", "").await;
    tablet.sync().await;
    assert_eq!(tablet.state().scheme(COURSE).unwrap().taken, 0);
    let state = tablet.state().referral(REFERRAL).unwrap().state();
    assert_eq!(state, ReferralState::Withdrawn);
}
