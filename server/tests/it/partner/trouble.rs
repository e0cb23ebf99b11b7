//! Bad input, floods, full disks.

use super::{says, sound};
use crate::partner_world::{COURSE, NEIGHBOUR, Partner, REFERRAL, events, stored_scheme, world};

#[tokio::test]
async fn what_is_to_be_corrected_is_named_twice_and_nothing_is_lost() {
    let app = world().await;
    let partner = Partner::with_link(&app, REFERRAL).await;
    let empty = sound(partner.answer(&[]).await, 422);
    assert_eq!(empty.text().matches("Choisissez une réponse.").count(), 2);
    says(&empty, &["href=\"#answer\"", "id=\"answer\"", "<title>À corriger"]);
    let fields = [("answer", "declined"), ("note", "deux mots"), ("starts_on", "2026-07-01")];
    let kept = sound(partner.answer(&fields).await, 422);
    assert_eq!(kept.text().matches("Choisissez un motif.").count(), 2);
    says(&kept, &["value=\"declined\" checked", "deux mots", "value=\"2026-07-01\""]);
    let far = partner.answer(&[("answer", "accepted"), ("starts_on", "01/07/2062")]).await;
    says(&sound(far, 422), &["Ce jour est trop loin d’aujourd’hui.", "aria-invalid=\"true\""]);
    let lost = sound(partner.post(&[("answer", "accepted")]).await, 422);
    says(&lost, &["pas arrivée en entier"]);
    assert_eq!(events(&app, REFERRAL).await.len(), 1);
}

#[tokio::test]
async fn markup_stays_text_and_bodies_that_are_no_form_get_a_page() {
    let app = world().await;
    let partner = Partner::with_link(&app, REFERRAL).await;
    let payload = "\"></textarea><script>alert(1)</script>";
    let fields = [("answer", "declined"), ("note", payload), ("starts_on", payload)];
    let shown = sound(partner.answer(&fields).await, 422);
    says(&shown, &["&lt;script&gt;"]);
    let client = app.stranger();
    let form = "application/x-www-form-urlencoded";
    let large = client.post(&partner.path, form, vec![b'a'; 17 * 1024]).await;
    says(&sound(large, 413), &["Raccourcissez la précision."]);
    sound(client.post(&partner.path, "text/plain", b"hello".to_vec()).await, 415);
    sound(client.post(&partner.path, form, b"%FF%FE=%00&&==&answer=%FF".to_vec()).await, 422);
}

#[tokio::test]
async fn only_the_two_verbs_are_answered_and_only_our_own_pages_may_send() {
    let app = world().await;
    let partner = Partner::with_link(&app, REFERRAL).await;
    let client = app.stranger();
    for path in [partner.path.clone(), format!("{}/tableau", partner.path)] {
        let request = axum::http::Request::delete(&path).header("sec-fetch-site", "same-origin");
        let answer = client.send(request.body(axum::body::Body::empty()).unwrap()).await;
        assert_eq!(answer.status, 405, "{path}");
        let request = axum::http::Request::post(&path).header("sec-fetch-site", "cross-site");
        let answer = client.send(request.body("version=1&answer=accepted".into()).unwrap()).await;
        assert_eq!(answer.status, 403, "{path}");
    }
    assert_eq!(events(&app, REFERRAL).await.len(), 1);
}

#[tokio::test]
async fn a_flood_on_one_link_waits_and_others_pass() {
    let app = world().await;
    let partner = Partner::with_link(&app, REFERRAL).await;
    let mut last = partner.open().await;
    for _ in 0..200 {
        if last.status != 200 {
            break;
        }
        last = partner.open().await;
    }
    let last = sound(last, 429);
    assert!(last.header("retry-after").is_some());
    says(&last, &["Trop de demandes"]);
    assert_eq!(partner.post(&[("version", "1"), ("answer", "accepted")]).await.status, 429);
    assert_eq!(events(&app, REFERRAL).await.len(), 1);
    sound(Partner::with_link(&app, NEIGHBOUR).await.open().await, 200);
}

#[tokio::test]
async fn a_full_disk_is_told_and_nothing_is_half_done() {
    let app = world().await;
    let partner = Partner::with_link(&app, REFERRAL).await;
    let path = partner.path.clone();
    let Some(app) = app.with_full_disk(0).await else { return };
    let partner = Partner::at(&app, &path);
    // Every look is noted, until there is no room for a note.
    let mut full = None;
    for _ in 0..3_000 {
        let token = partner.token();
        let desk = server::services::PartnerDesk::new(app.office.clone());
        if let Err(error) = server::partner::Referrals::open(&desk, &token).await {
            full = Some(error);
            break;
        }
    }
    assert_eq!(full, Some(server::partner::PartnerError::StorageFull));
    let answer = partner.post(&[("version", "1"), ("answer", "accepted")]).await;
    says(&sound(answer, 507), &["Le serveur n’a plus de place."]);
    assert_eq!(events(&app, REFERRAL).await.len(), 1);
    assert_eq!(stored_scheme(&app, COURSE).await.taken, 0);
}
