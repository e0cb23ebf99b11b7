//! How long a link lives, and who gets a new one.

use super::{AMINA_KNOWN, says, says_not, sound};
use crate::app::{ALICE, DAY, DORA, TestApp};
use crate::partner_world::{
    COURSE, NEIGHBOUR, PARTNER, Partner, REFERRAL, audited, events, stored_scheme, world,
};
use app::api::referrals::LinkRequestRow;
use server::db::Sight;

async fn requests(app: &TestApp) -> Vec<domain::id::ReferralId> {
    let mut unit = app.office.store.read().await.unwrap();
    let requests = unit.open_link_requests(Sight::whole(crate::app::OURS)).await.unwrap();
    assert!(requests.iter().all(|it| it.organisation_name == "Association fictive"));
    requests.into_iter().map(|request| request.referral).collect()
}

#[tokio::test]
async fn a_link_is_valid_for_eight_days_and_can_be_asked_for_again() {
    let app = world().await;
    let partner = Partner::with_link(&app, REFERRAL).await;
    app.advance(8 * DAY - 1);
    sound(partner.open().await, 200);
    app.advance(1);
    let expired = sound(partner.open().await, 404);
    says(&expired, &["Ce lien n’est plus valable", "Demander un nouveau lien"]);
    says_not(&expired, &AMINA_KNOWN);
    let late = partner.post(&[("version", "1"), ("answer", "accepted")]).await;
    assert_eq!(sound(late, 404).text(), expired.text());
    sound(partner.board().await, 404);
    assert_eq!(events(&app, REFERRAL).await.len(), 1);

    // Unknown, damaged and ended links look the same.
    let neighbour = Partner::with_link(&app, NEIGHBOUR).await;
    let mut unit = app.office.store.write().await.unwrap();
    unit.end_partner_links(NEIGHBOUR, app.office.now()).await.unwrap();
    unit.commit().await.unwrap();
    assert_eq!(sound(neighbour.open().await, 404).text(), expired.text());
    for path in [format!("/p/{}", "0".repeat(64)), "/p/x".to_owned(), "/p/%22%3E".to_owned()] {
        let unknown = sound(Partner::at(&app, &path).open().await, 404);
        assert_eq!(unknown.text(), expired.text(), "{path}");
        let asked = Partner::at(&app, &path).post(&[("ask", "link")]).await;
        assert!(matches!(asked.status, 200 | 404), "{path}");
    }

    assert!(requests(&app).await.is_empty(), "an unknown link asks for nothing");
    for _ in 0..2 {
        let asked = sound(partner.post(&[("ask", "link")]).await, 200);
        says(&asked, &["Votre demande est notée"]);
    }
    assert_eq!(requests(&app).await, [REFERRAL], "asked for twice, it is one wish");
    let supervisor = app.supervisor().await;
    let waiting: Vec<LinkRequestRow> =
        supervisor.call("desk/referrals/link-requests", serde_json::json!({})).await.read();
    assert_eq!(waiting.len(), 1);
    assert_eq!((waiting[0].referral, waiting[0].requested_at), (REFERRAL, app.office.now()));
    assert_eq!(waiting[0].organisation, "Association fictive");
    let foreign = app.foreign_supervisor().await;
    let elsewhere: Vec<LinkRequestRow> =
        foreign.call("desk/referrals/link-requests", serde_json::json!({})).await.read();
    assert!(elsewhere.is_empty());
    let alice = app.alice().await;
    let refused = alice.call("desk/referrals/link-requests", serde_json::json!({})).await;
    assert_eq!(refused.status, 403);
    assert_eq!(audited(&app).await.iter().filter(|it| it.0 == "partner_link_requested").count(), 1);

    // A new link settles the wish.
    let new = Partner::with_link(&app, REFERRAL).await;
    sound(new.open().await, 200);
    sound(partner.open().await, 404);
    assert!(requests(&app).await.is_empty());
}

#[tokio::test]
async fn nobody_gets_a_new_link_to_a_referral_that_is_over() {
    let app = world().await;
    let partner = Partner::with_link(&app, REFERRAL).await;
    partner.answer(&[("answer", "declined"), ("reason", "employed")]).await;
    let asked = sound(partner.post(&[("ask", "link")]).await, 200);
    says(&asked, &["Votre demande est notée"]);
    assert!(requests(&app).await.is_empty());
}

#[tokio::test]
async fn staff_copy_links_of_the_people_they_work_with() {
    let app = world().await;
    let supervisor = app.supervisor().await;
    let arguments = serde_json::json!({"referral": REFERRAL});
    let path: String =
        supervisor.call("desk/referrals/partner-link", arguments.clone()).await.read();
    sound(Partner::at(&app, &path).open().await, 200);
    let alice = app.alice().await;
    let answer = alice.call_postcard("referrals/partner-link", REFERRAL).await;
    let path: String = answer.read_postcard();
    sound(Partner::at(&app, &path).open().await, 200);
    for user in [DORA, ALICE] {
        let entry = ("partner_link_made".to_owned(), Some(user), Some(REFERRAL.0));
        assert_eq!(audited(&app).await.iter().filter(|it| **it == entry).count(), 1);
    }

    let foreign = app.foreign_supervisor().await;
    assert_eq!(foreign.call("desk/referrals/partner-link", arguments.clone()).await.status, 404);
    assert_eq!(foreign.call_postcard("referrals/partner-link", REFERRAL).await.status, 404);
    assert_eq!(alice.call("desk/referrals/partner-link", arguments.clone()).await.status, 403);
    app.assign(crate::app::VISIT, &[ALICE]).await;
    let bruno = app.bruno().await;
    assert_eq!(bruno.call_postcard("referrals/partner-link", REFERRAL).await.status, 403);
    let stranger = app.stranger();
    assert_eq!(stranger.call_postcard("referrals/partner-link", REFERRAL).await.status, 401);
    let none = serde_json::json!({"referral": uuid::Uuid::from_u128(1)});
    assert_eq!(supervisor.call("desk/referrals/partner-link", none).await.status, 404);

    let partner = Partner::with_link(&app, REFERRAL).await;
    partner.answer(&[("answer", "declined"), ("reason", "employed")]).await;
    let over = supervisor.call("desk/referrals/partner-link", arguments).await;
    assert_eq!(over.invalid().0, "referral");
    assert_eq!(stored_scheme(&app, COURSE).await.organisation, PARTNER);
}
