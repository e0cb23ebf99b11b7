//! Choosing, moving and calling off an interview.

use super::{Phone, TALK, WISH, choose, offered, planned, value, with_offers, with_receipts};
use crate::app::{ALICE, AMINA, BADRA, BRUNO, DAY, HOUR, MINUTE};
use crate::client::Client;
use crate::device::Device;
use app::api::slots::{Expected, SlotDraft, SlotRow};
use domain::interview::InterviewState;
use domain::interview::Missed;
use serde_json::json;
use sync::Outcome;
use uuid::Uuid;

#[tokio::test]
async fn a_person_chooses_an_interview_moves_it_and_calls_it_off() {
    let app = with_receipts().await;
    let slots = with_offers(&app).await;
    let mut tablet = Device::new(app.alice().await, 1);
    tablet.sync().await;
    let phone = Phone::amina(&app).await;
    assert!(phone.page("/s/moi").await.contains("Choisir un rendez-vous"));
    let list = phone.page("/s/moi/rendez-vous").await;
    assert_eq!(list.matches("name=\"slot\"").count(), 3);
    assert!(list.contains("mardi") && list.contains("16/06/2026") && list.contains("11:00"));

    let done = choose(&phone, &slots[0]).await;
    assert_eq!(done.status, 200, "{}", done.text());
    assert!(done.text().contains("Votre rendez-vous est pris.") && done.text().contains("Salle 3"));
    assert_eq!(choose(&phone, &slots[0]).await.status, 200, "sent twice");
    tablet.sync().await;
    let planned = tablet.state().interviews_of(AMINA).next().cloned().unwrap();
    assert_eq!((planned.adviser, planned.version), (ALICE, 1));
    assert_eq!((planned.events[0].by, planned.interest), (None, WISH));
    let slot = planned.slot().unwrap();
    assert_eq!((slot.starts_at, slot.minutes, slot.summoned), (slots[0].starts_at, 45, false));

    // Only the same adviser's times are left to move to.
    assert_eq!(phone.page("/s/moi/rendez-vous").await.matches("name=\"slot\"").count(), 1);
    assert_eq!(choose(&phone, &slots[2]).await.status, 409);
    assert_eq!(choose(&phone, &slots[1]).await.status, 200);
    tablet.sync().await;
    let moved = tablet.state().interview(planned.id).cloned().unwrap();
    assert_eq!(moved.slot().unwrap().starts_at, slots[1].starts_at);

    let page = phone.page("/s/moi/annuler").await;
    let version = value(&page, "version").to_owned();
    let unseen = phone.post("/s/moi/annuler?l=fr", "version=1").await;
    assert_eq!(unseen.status, 409, "what was not seen is not called off");
    for _ in 0..2 {
        let body = format!("version={version}");
        let cancelled = phone.post("/s/moi/annuler?l=fr", &body).await;
        assert_eq!(cancelled.status, 200);
        assert!(cancelled.text().contains("Le rendez-vous est annulé."));
    }
    tablet.sync().await;
    let state = tablet.state().interview(planned.id).unwrap().state();
    assert_eq!(state, InterviewState::Missed(Missed::Excused));

    // All three are free again; with another adviser it is another interview.
    assert_eq!(choose(&phone, &slots[2]).await.status, 200);
    let state = app.state().await;
    assert_eq!(state.interviews_of(AMINA).count(), 2);
    assert!(state.interviews_of(AMINA).any(|it| it.adviser == BRUNO));
}

#[tokio::test]
async fn of_two_people_who_want_one_time_the_second_is_told_and_asked_again() {
    let app = with_receipts().await;
    let slots = with_offers(&app).await;
    let (amina, badra) = (Phone::amina(&app).await, Phone::badra(&app).await);
    let (first, second) = tokio::join!(choose(&amina, &slots[0]), choose(&badra, &slots[0]));
    let mut statuses = [first.status, second.status];
    statuses.sort_unstable();
    assert_eq!(statuses, [200, 409]);
    let late = if first.status == 409 { first } else { second };
    let html = late.text();
    assert!(html.contains("Cette date vient d’être prise."), "{html}");
    assert!(!html.contains(&slots[0].id.to_string()) && html.contains(&slots[1].id.to_string()));
    assert_eq!(app.state().await.interviews().count(), 1);

    // An adviser who plans without the list takes a time from it as well.
    let mut tablet = Device::new(app.bruno().await, 1);
    tablet.sync().await;
    let person = if app.state().await.interviews_of(AMINA).count() == 0 { AMINA } else { BADRA };
    tablet.enter(&planned(person, BRUNO, slots[2].starts_at.plus(10 * MINUTE)));
    assert_eq!(tablet.sync().await[0].1, Outcome::Applied);
    let rows: Vec<SlotRow> = app.supervisor().await.call("desk/slots", json!({})).await.read();
    assert_eq!(rows.iter().map(|row| row.taken).collect::<Vec<_>>(), [true, false, true]);
}

#[tokio::test]
async fn two_hours_before_and_of_a_summons_the_team_decides() {
    let app = with_receipts().await;
    let slots = with_offers(&app).await;
    let mut tablet = Device::new(app.alice().await, 1);
    tablet.sync().await;
    tablet.enter(&planned(AMINA, ALICE, slots[0].starts_at));
    assert_eq!(tablet.sync().await[0].1, Outcome::Applied);
    let phone = Phone::amina(&app).await;
    let html = phone.page("/s/moi").await;
    assert!(html.contains("Je ne peux pas venir") && !html.contains("Choisir une autre date"));
    assert_eq!(choose(&phone, &slots[1]).await.status, 409);

    app.advance(DAY - 2 * HOUR + 1);
    let phone = Phone::amina(&app).await;
    let html = phone.page("/s/moi").await;
    assert!(!html.contains("Je ne peux pas venir") && html.contains("appelez l’équipe"), "{html}");
    assert_eq!(phone.0.get("/s/moi/annuler").await.status, 409);
    assert_eq!(phone.post("/s/moi/annuler", "version=1").await.status, 409);
    let state = app.state().await.interview(TALK).unwrap().state();
    assert_eq!(state, InterviewState::Planned);
    // Nor are times offered that begin so soon.
    let other = Phone::badra(&app).await;
    assert_eq!(other.page("/s/moi/rendez-vous").await.matches("name=\"slot\"").count(), 2);
}

#[tokio::test]
async fn advisers_offer_their_own_time_and_supervisors_everybodys() {
    let app = with_receipts().await;
    let tomorrow = app.office.now().plus(DAY);
    let alice = app.alice().await;
    let own = vec![offered(1, ALICE, tomorrow), offered(2, ALICE, tomorrow.plus(HOUR))];
    for _ in 0..2 {
        let rows: Vec<SlotRow> = alice.call("slots/offer", json!({"slots": own})).await.read();
        assert_eq!(rows.len(), 2, "sent twice, offered once");
    }
    let refused = |draft: SlotDraft| {
        let alice = alice.clone();
        async move { alice.call("slots/offer", json!({"slots": [draft]})).await.invalid().0 }
    };
    assert_eq!(refused(offered(4, BRUNO, tomorrow)).await, "adviser");
    assert_eq!(refused(offered(4, ALICE, tomorrow.plus(30 * MINUTE))).await, "starts_at");
    assert_eq!(refused(offered(4, ALICE, app.office.now())).await, "starts_at");
    assert_eq!(refused(SlotDraft { minutes: 5, ..offered(4, ALICE, tomorrow) }).await, "minutes");
    let long = "x".repeat(121);
    assert_eq!(refused(SlotDraft { place: long, ..offered(4, ALICE, tomorrow) }).await, "place");
    assert_eq!(refused(SlotDraft { minutes: 30, ..offered(1, ALICE, tomorrow) }).await, "");
    // Half of a list is not offered.
    let half = vec![offered(5, ALICE, tomorrow.plus(DAY)), offered(6, BRUNO, tomorrow)];
    assert_eq!(alice.call("slots/offer", json!({"slots": half})).await.status, 422);

    let bruno = app.bruno().await;
    let rows: Vec<SlotRow> = bruno.call("slots", json!({})).await.read();
    assert!(rows.is_empty());
    assert_eq!(bruno.call("slots/remove", json!({"slot": own[0].id})).await.status, 403);
    let foreign = app.foreign_supervisor().await;
    let arguments = json!({"slot": own[0].id});
    assert_eq!(foreign.call("desk/slots/remove", arguments.clone()).await.status, 404);
    let rows: Vec<SlotRow> = foreign.call("desk/slots", json!({})).await.read();
    assert!(rows.is_empty());
    let desk = app.supervisor().await;
    let rows: Vec<SlotRow> = desk.call("desk/slots/remove", arguments).await.read();
    assert_eq!(rows.len(), 1);
    assert_eq!(rows[0].adviser_name, "ALICE Exemple");
    let rows: Vec<SlotRow> = alice.call("slots/remove", json!({"slot": own[1].id})).await.read();
    assert!(rows.is_empty());
}

#[tokio::test]
async fn an_adviser_is_told_who_comes_and_the_look_is_noted() {
    let app = with_receipts().await;
    let slots = with_offers(&app).await;
    let (alice, bruno) = (app.alice().await, app.bruno().await);
    let own =
        async |client: &Client| -> Vec<SlotRow> { client.call("slots", json!({})).await.read() };
    let looks = async || -> Vec<(Option<Uuid>,)> {
        app.database
            .rows("select actor from audit where action = 'slots_listed' order by seq")
            .await
    };
    let free = own(&alice).await;
    assert!(free.iter().all(|row| !row.taken && row.people.is_empty()));
    assert_eq!(looks().await, [], "nobody was named");

    // One comes by her own choice, another by planning, at a time that is no offer's beginning.
    assert_eq!(choose(&Phone::amina(&app).await, &slots[0]).await.status, 200);
    let mut tablet = Device::new(app.alice().await, 1);
    tablet.sync().await;
    tablet.enter(&planned(BADRA, ALICE, slots[1].starts_at.plus(30 * MINUTE)));
    assert_eq!(tablet.sync().await[0].1, Outcome::Applied);
    let told = |rows: Vec<SlotRow>| -> Vec<_> {
        rows.into_iter().map(|row| (row.slot.id, row.taken, row.people)).collect()
    };
    let comes = |person, name: &str| vec![Expected { person, name: name.to_owned() }];
    assert_eq!(
        told(own(&alice).await),
        [
            (slots[0].id, true, comes(AMINA, "EXEMPLE-AMINA")),
            (slots[1].id, true, comes(BADRA, "EXEMPLE-BADRA")),
        ]
    );
    assert_eq!(looks().await, [(Some(ALICE.0),)]);
    assert!(own(&bruno).await.iter().all(|row| row.people.is_empty()));
    let desk: Vec<SlotRow> = app.supervisor().await.call("desk/slots", json!({})).await.read();
    assert!(desk.iter().all(|row| row.people.is_empty()), "names are for the adviser alone");
    assert_eq!(looks().await.len(), 1);

    // Taken away, the interview stays, and so does nobody's name.
    let left: Vec<SlotRow> = alice.call("slots/remove", json!({"slot": slots[0].id})).await.read();
    assert_eq!(left.len(), 1);
    assert!(left[0].people.is_empty());
    let state = app.state().await;
    let interview = state.interviews_of(AMINA).next().unwrap();
    assert_eq!(interview.state(), InterviewState::Planned);
}
