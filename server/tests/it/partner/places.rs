//! The places of a partner's schemes.

use super::{says, sound};
use crate::device::Device;
use crate::partner_world::{
    COURSE, NEIGHBOUR, Partner, REFERRAL, WORKSHOP, audited, hidden, stored_scheme, world,
};
use domain::time::Day;

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
