//! What a partner can say of a referral, and what is refused.

use super::{says, says_not, sound};
use crate::app::{BADRA, DAY};
use crate::partner_world::{
    COURSE, ELSEWHERE, NEIGHBOUR, Partner, REFERRAL, events, hidden, offered, referral,
    stored_scheme, today, world,
};
use domain::Record;
use domain::level::CefrLevel;
use domain::referral::DeclineReason;
use domain::referral::ReferralEvent;
use domain::referral::ReferralState;
use domain::time::Day;
use rstest::rstest;

#[tokio::test]
async fn a_referral_is_answered_from_review_to_the_end() {
    let app = world().await;
    let partner = Partner::with_link(&app, REFERRAL).await;
    let day = today(&app);
    let reviewed = sound(partner.answer(&[("answer", "under_review")]).await, 200);
    says(&reviewed, &["Votre réponse est enregistrée.", "À l’étude"]);
    assert_eq!(offered(&reviewed), ["accepted", "waitlisted", "declined"]);

    let start = [("answer", "accepted"), ("starts_on", "22/06/2026")];
    let accepted = sound(partner.answer(&start).await, 200);
    says(&accepted, &["premier jour prévu le 22/06/2026"]);
    assert_eq!(offered(&accepted), ["entered", "absent", "declined"]);
    assert_eq!(stored_scheme(&app, COURSE).await.taken, 1);
    assert_eq!(
        referral(&app, ELSEWHERE).await.state(),
        ReferralState::Superseded,
        "one acceptance closes the others"
    );

    let entry = day.to_string();
    let entered = [("answer", "entered"), ("entered_on", entry.as_str())];
    let entered = sound(partner.answer(&entered).await, 200);
    assert_eq!(offered(&entered), ["completed", "dropped_out"]);
    app.advance(DAY);

    let end = [("answer", "completed"), ("completed_on", "16/06/2026"), ("level", "B1")];
    let completed = sound(partner.answer(&end).await, 200);
    says(&completed, &["Terminée le 16/06/2026, niveau atteint B1", "Vous n’avez rien à faire"]);
    assert_eq!(
        events(&app, REFERRAL).await,
        [
            ReferralEvent::Sent,
            ReferralEvent::UnderReview,
            ReferralEvent::Accepted(Some(Day(day.0 + 7))),
            ReferralEvent::Entered(day),
            ReferralEvent::Completed(Day(day.0 + 1), Some(CefrLevel::B1)),
        ]
    );
    let stored = referral(&app, REFERRAL).await;
    assert!(stored.events[1..].iter().all(|event| event.by.is_none()), "no account answered");
    assert_eq!(stored_scheme(&app, COURSE).await.taken, 0);

    // Used up.
    sound(partner.open().await, 404);
    sound(partner.board().await, 404);
    let mut unit = app.office.store.read().await.unwrap();
    let links = unit.partner_links_of(REFERRAL).await.unwrap();
    assert!(links.iter().all(|link| link.ended_at.is_some()));
}

#[rstest]
#[case::absent(&[("answer", "absent")], ReferralState::Declined)]
#[case::other_reason(&[("answer", "declined"), ("reason", "employed")], ReferralState::Declined)]
#[tokio::test]
async fn who_was_accepted_and_does_not_come_gives_the_place_back(
    #[case] fields: &[(&str, &str)],
    #[case] state: ReferralState,
) {
    let app = world().await;
    let partner = Partner::with_link(&app, REFERRAL).await;
    partner.answer(&[("answer", "accepted")]).await;
    assert_eq!(stored_scheme(&app, COURSE).await.taken, 1);
    sound(partner.answer(fields).await, 200);
    assert_eq!(referral(&app, REFERRAL).await.state(), state);
    assert_eq!(stored_scheme(&app, COURSE).await.taken, 0);
    sound(partner.open().await, 404);
}

#[tokio::test]
async fn leaving_before_the_end_is_told_with_its_day() {
    let app = world().await;
    let partner = Partner::with_link(&app, REFERRAL).await;
    partner.answer(&[("answer", "accepted")]).await;
    partner.answer(&[("answer", "entered"), ("entered_on", "15/06/2026")]).await;
    let too_early = [("answer", "dropped_out"), ("dropped_on", "14/06/2026")];
    let refused = sound(partner.answer(&too_early).await, 422);
    assert_eq!(refused.text().matches("Ce jour est avant l’entrée").count(), 2);
    says(&refused, &["href=\"#dropped_on\"", "value=\"14/06/2026\""]);
    sound(partner.answer(&[("answer", "dropped_out"), ("dropped_on", "15/06/2026")]).await, 200);
    assert_eq!(referral(&app, REFERRAL).await.state(), ReferralState::DroppedOut);
}

#[tokio::test]
async fn every_reason_can_be_given_and_another_one_needs_words() {
    for reason in DeclineReason::ALL {
        let app = world().await;
        let partner = Partner::with_link(&app, REFERRAL).await;
        let fields = [("answer", "declined"), ("reason", reason.code()), ("note", "")];
        let answer = partner.answer(&fields).await;
        if reason == DeclineReason::Other {
            let answer = sound(answer, 422);
            assert_eq!(answer.text().matches("Précisez le motif en quelques mots.").count(), 2);
            let fields = [fields[0], fields[1], ("note", "<b>déménage</b>")];
            let answer = sound(partner.answer(&fields).await, 200);
            says(&answer, &["&lt;b&gt;déménage"]);
            says_not(&answer, &["<b>"]);
        } else {
            sound(answer, 200);
        }
        assert_eq!(referral(&app, REFERRAL).await.declined_for(), Some(reason));
    }
}

#[tokio::test]
async fn a_full_scheme_leads_to_the_waiting_list_and_from_there_to_the_end() {
    let app = world().await;
    let first = Partner::with_link(&app, NEIGHBOUR).await;
    let second = Partner::with_link(&app, REFERRAL).await;
    let before = hidden(&second.open().await.text(), "version");
    sound(first.answer(&[("answer", "accepted")]).await, 200);

    // The page was open while the last place was given.
    let full = second.post(&[("version", &before), ("answer", "accepted")]).await;
    let full = sound(full, 409);
    says(&full, &["Toutes vos places sont prises.", "L’acceptation n’est pas enregistrée."]);
    assert_eq!(offered(&full), ["under_review", "waitlisted", "declined"]);
    assert_eq!(events(&app, REFERRAL).await, [ReferralEvent::Sent]);
    assert_eq!(stored_scheme(&app, COURSE).await.taken, 1);
    says(&second.open().await, &["vous ne pouvez pas accepter"]);

    let listed = sound(second.answer(&[("answer", "waitlisted")]).await, 200);
    assert_eq!(offered(&listed), ["declined"]);
    // The place gets free, and the person on the list gets it.
    sound(first.answer(&[("answer", "absent")]).await, 200);
    assert_eq!(offered(&second.open().await), ["accepted", "declined"]);
    sound(second.answer(&[("answer", "accepted")]).await, 200);
    sound(second.answer(&[("answer", "entered"), ("entered_on", "15/06/2026")]).await, 200);
    sound(second.answer(&[("answer", "completed"), ("completed_on", "15/06/2026")]).await, 200);
    assert_eq!(referral(&app, REFERRAL).await.state(), ReferralState::Completed);
}

#[tokio::test]
async fn refused_for_want_of_places_the_link_still_opens_the_waiting_list() {
    let app = world().await;
    let partner = Partner::with_link(&app, REFERRAL).await;
    let fields = [("answer", "declined"), ("reason", "full")];
    let declined = sound(partner.answer(&fields).await, 200);
    assert_eq!(offered(&declined), ["waitlisted"]);
    says(&declined, &["value=\"waitlisted\" checked"]);
    sound(partner.answer(&[("answer", "waitlisted")]).await, 200);
    assert_eq!(referral(&app, REFERRAL).await.state(), ReferralState::Waitlisted);
}

#[tokio::test]
async fn what_nobody_has_noted_is_said_so() {
    let app = world().await;
    let mut unit = app.office.store.write().await.unwrap();
    let now = app.office.now();
    let person = unit.signatory(BADRA).await.unwrap().unwrap();
    let bare = Record::Signatory(domain::person::Signatory {
        given_name: None,
        birth: None,
        contact: domain::contact::Contact::default(),
        level: None,
        ..person
    });
    unit.put_record(crate::app::OURS, &bare, now).await.unwrap();
    unit.commit().await.unwrap();
    let shown = sound(Partner::with_link(&app, NEIGHBOUR).await.open().await, 200);
    assert_eq!(shown.text().matches("Non renseigné").count(), 3);
}

#[tokio::test]
async fn the_page_of_a_referral_stays_as_it_is() {
    let app = world().await;
    let partner = Partner::with_link(&app, REFERRAL).await;
    let html = partner.open().await.text().replace(&partner.path, "/p/TOKEN");
    insta::assert_snapshot!(html.replace("><", ">\n<"));
    let board = partner.board().await.text().replace(&partner.path, "/p/TOKEN");
    insta::assert_snapshot!(board.replace("><", ">\n<"));
}
