//! What a link shows, and what it never shows.

use super::{AMINA_KNOWN, says, says_not, sound};
use crate::app::AMINA;
use crate::device::Device;
use crate::partner_world::{
    COURSE, ELSEWHERE, NEIGHBOUR, Partner, REFERRAL, audited, hidden, offered, referral,
    stored_scheme, world,
};
use domain::Command;
use domain::interest::Withdrawal;
use domain::referral::ReferralState;
use sync::Outcome;

const BADRA_KNOWN: [&str; 5] =
    ["EXEMPLE-BADRA", "Zohra", "1991", "06 39 98 00 02", "personne1@exemple.invalid"];

#[tokio::test]
async fn a_link_opens_one_referral_and_nothing_else() {
    let app = world().await;
    let partner = Partner::with_link(&app, REFERRAL).await;
    let shown = sound(partner.open().await, 200);
    says(&shown, &AMINA_KNOWN);
    says(&shown, &["A2", "Arabe", "Un SMS", "Français B1", "Association fictive", "Laon"]);
    says(&shown, &["Envoyée le 15/06/2026 par ALICE Exemple.", "Attend votre réponse"]);
    says(&shown, &["valable jusqu’au 23/06/2026"]);
    says_not(&shown, &BADRA_KNOWN);
    says_not(&shown, &["Atelier emploi", "Atelier fictif"]);
    assert_eq!(offered(&shown), ["under_review", "accepted", "waitlisted", "declined"]);

    let board = sound(partner.board().await, 200);
    says(&board, &["Association fictive", "0 place prise sur 1, 1 libre.", "Z. E."]);
    says(&board, &["EXEMPLE-AMINA Lina", "Orientation de ce lien"]);
    says_not(&board, &BADRA_KNOWN);
    says_not(&board, &["06 39", "1990", "Atelier emploi", "@exemple"]);
}

#[tokio::test]
async fn an_answer_reaches_the_adviser_and_the_audit_by_identities_only() {
    let app = world().await;
    let mut device = Device::new(app.alice().await, 1);
    device.sync().await;
    let partner = Partner::with_link(&app, REFERRAL).await;
    partner.answer(&[("answer", "accepted")]).await;
    device.sync().await;
    let state = device.state();
    assert_eq!(state.referral(REFERRAL).unwrap().state(), ReferralState::Accepted);
    assert_eq!(state.referral(ELSEWHERE).unwrap().state(), ReferralState::Superseded);
    assert_eq!(state.scheme(COURSE).unwrap().taken, 1);
    let entries = audited(&app).await;
    for action in ["partner_opened", "partner_answered"] {
        let entry = (action.to_owned(), None, Some(REFERRAL.0));
        assert_eq!(entries.iter().filter(|known| **known == entry).count(), 1, "{action}");
    }
}

#[tokio::test]
async fn who_withdrew_is_shown_no_more() {
    let app = world().await;
    let partner = Partner::with_link(&app, REFERRAL).await;
    let neighbour = Partner::with_link(&app, NEIGHBOUR).await;
    let version = hidden(&partner.open().await.text(), "version");
    let mut device = Device::new(app.alice().await, 1);
    device.sync().await;
    device.enter(&Command::WithdrawPerson { signatory: AMINA });
    assert!(device.sync().await.iter().all(|(_, outcome)| *outcome == Outcome::Applied));

    sound(partner.open().await, 404);
    let late = partner.post(&[("version", &version), ("answer", "accepted")]).await;
    let late = sound(late, 410);
    says(&late, &["Cette orientation est terminée.", "Elle a été retirée."]);
    says_not(&late, &AMINA_KNOWN);
    assert_eq!(referral(&app, REFERRAL).await.state(), ReferralState::Withdrawn);
    assert_eq!(stored_scheme(&app, COURSE).await.taken, 0);
    says_not(&neighbour.board().await, &AMINA_KNOWN);
}

#[tokio::test]
async fn without_consent_nothing_of_the_person_is_shown_and_nobody_is_taken() {
    let app = world().await;
    let partner = Partner::with_link(&app, REFERRAL).await;
    let neighbour = Partner::with_link(&app, NEIGHBOUR).await;
    let version = hidden(&partner.open().await.text(), "version");
    let mut device = Device::new(app.alice().await, 1);
    device.sync().await;
    let interest = device.state().interests_of(AMINA).next().unwrap().id;
    device.enter(&Command::WithdrawInterest { interest, reason: Withdrawal::ByPerson });
    assert!(device.sync().await.iter().all(|(_, outcome)| *outcome == Outcome::Applied));

    let shown = sound(partner.open().await, 200);
    says(&shown, &["La personne a retiré son accord."]);
    says_not(&shown, &AMINA_KNOWN);
    assert_eq!(offered(&shown), ["declined"]);
    let refused = partner.post(&[("version", &version), ("answer", "accepted")]).await;
    let refused = sound(refused, 409);
    says(&refused, &["Ne contactez plus cette personne."]);
    says_not(&refused, &AMINA_KNOWN);
    let board = neighbour.board().await;
    says(&board, &["Accord retiré"]);
    says_not(&board, &["L. E.", "Lina", "EXEMPLE-AMINA"]);
}

#[tokio::test]
async fn a_link_is_kept_only_as_a_hash() {
    let app = world().await;
    let partner = Partner::with_link(&app, REFERRAL).await;
    let token = partner.token();
    assert_eq!(partner.path, format!("/p/{}", token.to_hex()));
    app.office.store.close().await;
    let Some(path) = app.database.file() else { return };
    let file = std::fs::read(path).unwrap();
    let holds = |bytes: &[u8]| file.windows(bytes.len()).any(|piece| piece == bytes);
    assert!(holds(&token.hash()), "the hash is there");
    assert!(!holds(token.to_hex().as_bytes()));
}
