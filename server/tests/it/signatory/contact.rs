//! Correcting how to be reached.

use super::{Phone, value, with_receipts};
use crate::app::AMINA;
use crate::device::Device;
use domain::Command;
use domain::Refusal;
use domain::contact::Contact;
use domain::contact::ContactWay;
use domain::contact::PhoneNumber;
use sync::Outcome;

#[tokio::test]
async fn a_correction_reaches_the_advisers_tablet() {
    let app = with_receipts().await;
    let mut tablet = Device::new(app.alice().await, 1);
    tablet.sync().await;
    let phone = Phone::amina(&app).await;
    let form = phone.page("/s/moi/contact").await;
    assert!(!form.contains("06 39 98") && form.contains("•• •• •• •• 34"));
    let version = value(&form, "version").to_owned();
    let body = format!("version={version}&way=call&phone=06+39+98+55+66&email=");
    let saved = phone.post("/s/moi/contact?l=fr", &body).await;
    let html = saved.text();
    assert_eq!(saved.status, 200, "{html}");
    assert!(html.contains("C’est enregistré.") && html.contains("06 39 98 55 66"), "{html}");
    assert!(phone.page("/s/moi").await.contains("•• •• •• •• 66"), "masked again afterwards");

    tablet.sync().await;
    let person = tablet.state().signatory(AMINA).cloned().unwrap();
    assert_eq!(person.contact.phone, PhoneNumber::new("0639985566").ok());
    assert_eq!(person.contact.preferred, Some(ContactWay::Call));
    assert!(person.contact.email.is_some(), "what was left empty stays");
    assert_eq!(person.version, 3);

    // The same form again, as a reload sends it, changes nothing.
    assert_eq!(phone.post("/s/moi/contact?l=fr", &body).await.status, 200);
    let odd = phone.post("/s/moi/contact?l=fr", "version=3&way=call&phone=06").await;
    assert_eq!(odd.status, 422);
    assert!(odd.text().contains("Vérifiez le numéro.") && odd.text().contains("value=\"06\""));
    tablet.sync().await;
    assert_eq!(tablet.state().signatory(AMINA).unwrap().version, 3);
}

#[tokio::test]
async fn what_an_adviser_changed_meanwhile_is_not_overwritten() {
    let app = with_receipts().await;
    let mut tablet = Device::new(app.alice().await, 1);
    tablet.sync().await;
    let phone = Phone::amina(&app).await;
    let version = value(&phone.page("/s/moi/contact").await, "version").to_owned();
    let contact = Contact {
        phone: PhoneNumber::new("0639987777").ok(),
        email: None,
        preferred: Some(ContactWay::Text),
    };
    tablet.enter(&Command::CorrectContact { signatory: AMINA, contact: contact.clone() });
    assert_eq!(tablet.sync().await[0].1, Outcome::Applied);

    let body = format!("version={version}&way=call&phone=0639985566");
    let late = phone.post("/s/moi/contact?l=fr", &body).await;
    let html = late.text();
    assert_eq!(late.status, 409);
    assert!(html.contains("en même temps") && html.contains("•• •• •• •• 77"), "{html}");
    assert!(html.contains("value=\"0639985566\""), "nothing typed is lost");
    assert_eq!(app.state().await.signatory(AMINA).unwrap().contact, contact);

    // What is shown now can be sent.
    let version = value(&html, "version").to_owned();
    let body = format!("version={version}&way=call&phone=0639985566");
    assert_eq!(phone.post("/s/moi/contact", &body).await.status, 200);
    // And the tablet, which has not heard of it, is told in its turn.
    tablet.enter(&Command::CorrectContact { signatory: AMINA, contact: Contact::default() });
    tablet.enter(&Command::CorrectContact { signatory: AMINA, contact });
    let outcomes: Vec<_> = tablet.sync().await.into_iter().map(|(_, outcome)| outcome).collect();
    let held = Outcome::Held;
    assert_eq!(outcomes, [held(Refusal::NoWayToReach), held(Refusal::ChangedMeanwhile)]);
}
