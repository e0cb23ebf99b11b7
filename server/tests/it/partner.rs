//! Partners who answer a referral by a link, without an account.

use crate::app::{ALICE, AMINA, BADRA, DAY, DORA, TestApp};
use crate::client::Answer;
use crate::device::Device;
use crate::partner_world::{
    COURSE, ELSEWHERE, NEIGHBOUR, PARTNER, Partner, REFERRAL, WORKSHOP, audited, events, hidden,
    offered, referral, stored_scheme, today, world,
};
use domain::interest::Withdrawal;
use domain::level::CefrLevel;
use domain::referral::{DeclineReason, ReferralEvent, ReferralState};
use domain::time::Day;
use domain::{Command, Record};
use rstest::rstest;
use sync::Outcome;

/// What holds for every page.
fn sound(answer: Answer, status: u16) -> Answer {
    let html = answer.text();
    assert_eq!(answer.status, status, "{html}");
    assert!(html.starts_with("<!DOCTYPE html><html lang=\"fr\" dir=\"ltr\">"), "{html}");
    for never in ["<script", "<style", " style=", "javascript:", "<!>", "<!--"] {
        assert!(!html.contains(never), "{never} in {html}");
    }
    assert!(html.contains("<h1") && html.contains("name=\"robots\" content=\"noindex\""));
    assert!(html.contains("/pkg/partner.1.css"), "{html}");
    assert_eq!(answer.header("cache-control"), Some("no-store"));
    assert_eq!(answer.header("content-type"), Some("text/html; charset=utf-8"));
    assert_eq!(answer.header("referrer-policy"), Some("strict-origin"));
    let policy = Some(server::security::CONTENT_SECURITY_POLICY);
    assert_eq!(answer.header("content-security-policy"), policy);
    answer
}

fn says(answer: &Answer, texts: &[&str]) {
    let html = answer.text();
    for text in texts {
        assert!(html.contains(text), "{text} not in {html}");
    }
}

fn says_not(answer: &Answer, texts: &[&str]) {
    let html = answer.text();
    for text in texts {
        assert!(!html.contains(text), "{text} in {html}");
    }
}

/// Everything by which Amina, or Badra, could be known.
const AMINA_KNOWN: [&str; 5] =
    ["EXEMPLE-AMINA", "Lina", "1990", "06 39 98 00 01", "personne0@exemple.invalid"];
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
    assert_eq!(audited(&app).await.iter().filter(|it| it.0 == "partner_link_requested").count(), 1);

    // A new link settles the wish.
    let new = Partner::with_link(&app, REFERRAL).await;
    sound(new.open().await, 200);
    sound(partner.open().await, 404);
    assert!(requests(&app).await.is_empty());
}

async fn requests(app: &TestApp) -> Vec<domain::id::ReferralId> {
    let mut unit = app.office.store.read().await.unwrap();
    let requests = unit.open_link_requests(crate::app::OURS).await.unwrap();
    assert!(requests.iter().all(|it| it.organisation_name == "Association fictive"));
    requests.into_iter().map(|request| request.referral).collect()
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
async fn two_places_from_the_twelfth() {
    let app = world().await;
    let partner = Partner::with_link(&app, REFERRAL).await;
    Partner::with_link(&app, NEIGHBOUR).await.answer(&[("answer", "accepted")]).await;
    let mut device = Device::new(app.alice().await, 1);
    device.sync().await;

    let shown = partner.board().await;
    let (scheme, version) = (hidden(&shown.text(), "scheme"), hidden(&shown.text(), "version"));
    assert_eq!(scheme, COURSE.to_string());
    let fields = [
        ("scheme", scheme.as_str()),
        ("version", version.as_str()),
        ("free", "2"),
        ("next_intake", "12/07/2026"),
    ];
    for _ in 0..2 {
        let saved = sound(partner.post_board(&fields).await, 200);
        says(&saved, &["Vos places sont enregistrées.", "1 place prise sur 3, 2 libres."]);
        says(&saved, &["12/07/2026"]);
    }
    let stored = stored_scheme(&app, COURSE).await;
    assert_eq!((stored.places, stored.taken), (Some(3), 1));
    assert_eq!(stored.next_intake, Day::parse("12/07/2026"));
    device.sync().await;
    assert_eq!(device.state().scheme(COURSE), Some(&stored), "the advisers hear of it");
    let declared = ("places_declared".to_owned(), None, Some(COURSE.0));
    assert_eq!(audited(&app).await.iter().filter(|it| **it == declared).count(), 1);

    // No place is free any more, and who is in stays in.
    let version = hidden(&partner.board().await.text(), "version");
    let none = [("scheme", scheme.as_str()), ("version", version.as_str()), ("free", "0")];
    sound(partner.post_board(&none).await, 200);
    assert_eq!(stored_scheme(&app, COURSE).await.places, Some(1));
}

#[tokio::test]
async fn places_of_others_and_of_a_changed_scheme_are_left_alone() {
    let app = world().await;
    let partner = Partner::with_link(&app, REFERRAL).await;
    let (workshop, course) = (WORKSHOP.to_string(), COURSE.to_string());
    let before = stored_scheme(&app, WORKSHOP).await;
    let foreign = [("scheme", workshop.as_str()), ("version", "1"), ("free", "9")];
    says(&sound(partner.post_board(&foreign).await, 409), &["Rien n’est enregistré."]);
    assert_eq!(stored_scheme(&app, WORKSHOP).await, before);

    let stale = [("scheme", course.as_str()), ("version", "1"), ("free", "5")];
    Partner::with_link(&app, NEIGHBOUR).await.answer(&[("answer", "accepted")]).await;
    sound(partner.post_board(&stale).await, 409);
    assert_eq!(stored_scheme(&app, COURSE).await.places, Some(1));

    for (free, day, message) in [
        ("-1", "", "Écrivez le nombre de places libres"),
        ("deux", "", "Écrivez le nombre de places libres"),
        ("1", "le 12", "Ce jour n’existe pas."),
        ("1", "12/07/2062", "Ce jour est trop loin"),
    ] {
        let fields =
            [("scheme", course.as_str()), ("version", "2"), ("free", free), ("next_intake", day)];
        let answer = sound(partner.post_board(&fields).await, 422);
        assert_eq!(answer.text().matches(message).count(), 2, "{free} {day}");
        says(&answer, &["<title>À corriger"]);
    }
    let away = Partner::with_link(&app, NEIGHBOUR).await;
    away.answer(&[("answer", "absent")]).await;
    let none = [("scheme", course.as_str()), ("version", "3"), ("free", "0")];
    let refused = sound(partner.post_board(&none).await, 422);
    assert_eq!(refused.text().matches("Il faut au moins une place en tout.").count(), 2);
    let lost = [("scheme", "not one"), ("free", "1")];
    says(&sound(partner.post_board(&lost).await, 422), &["pas arrivée en entier"]);
}

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
    let app = app.with_full_disk(0).await;
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

#[tokio::test]
async fn a_link_is_kept_only_as_a_hash() {
    let app = world().await;
    let partner = Partner::with_link(&app, REFERRAL).await;
    let token = partner.token();
    assert_eq!(partner.path, format!("/p/{}", token.to_hex()));
    app.office.store.close().await;
    let file = std::fs::read(app.office.store.path()).unwrap();
    let holds = |bytes: &[u8]| file.windows(bytes.len()).any(|piece| piece == bytes);
    assert!(holds(&token.hash()), "the hash is there");
    assert!(!holds(token.to_hex().as_bytes()));
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
