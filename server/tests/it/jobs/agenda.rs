//! An adviser's calendar, as a calendar program fetches it.

use super::House;
use crate::app::{ALICE, DAY, HOUR};
use crate::client::Client;
use crate::samples;
use domain::interview::{InterviewEvent, Missed};
use ical::parser::ical::component::IcalCalendar;

async fn share(adviser: &Client) -> String {
    adviser.call_postcard("agenda/share", ()).await.read_postcard()
}

/// What another reader makes of the file, once its lines are found to be as RFC 5545 wants them.
pub fn read(file: &str) -> IcalCalendar {
    samples::keep("ics", file);
    assert!(file.ends_with("END:VCALENDAR\r\n"), "{file}");
    for line in file.trim_end_matches("\r\n").split("\r\n") {
        assert!(!line.contains(['\r', '\n']), "{line:?}");
        assert!(line.len() <= 75, "{} bytes: {line}", line.len());
        assert!(!line.is_empty());
    }
    let mut parser = ical::IcalParser::new(file.as_bytes());
    let calendar = parser.next().unwrap().unwrap();
    assert!(parser.next().is_none());
    calendar
}

pub fn value(properties: &[ical::property::Property], name: &str) -> String {
    let found = properties.iter().find(|property| property.name == name);
    found.and_then(|property| property.value.clone()).unwrap_or_default()
}

#[tokio::test]
async fn calendar_programs_read_when_where_and_initials_only() {
    let mut house = House::new().await;
    let starts_at = house.now().plus(5 * DAY);
    house.plan(starts_at).await;
    let path = share(&house.alice.client).await;
    let answer = house.app.stranger().get(&path).await;
    assert_eq!(answer.status, 200);
    assert_eq!(answer.header("content-type"), Some("text/calendar; charset=utf-8"));
    assert_eq!(answer.header("cache-control"), Some("private, no-store"));
    let text = answer.text();
    assert!(!text.to_lowercase().contains("amina"), "{text}");
    let calendar = read(&text);
    assert_eq!(value(&calendar.properties, "VERSION"), "2.0");
    assert_eq!(calendar.events.len(), 1);
    let event = &calendar.events[0].properties;
    assert_eq!(value(event, "SUMMARY"), "Entretien E.");
    assert_eq!(value(event, "DTSTART"), "20260620T090000Z");
    assert_eq!(value(event, "DTEND"), "20260620T094500Z");
    assert_eq!(value(event, "DTSTAMP"), "20260615T090000Z");
    assert_eq!(value(event, "SEQUENCE"), "1");
    assert_eq!(value(event, "LOCATION"), "salle 2\\, 1 rue Fictive\\, Laon");
    let identity = value(event, "UID");

    house.r#move(starts_at.plus(HOUR), "salle 2").await;
    let moved = read(&house.app.stranger().get(&path).await.text());
    let event = &moved.events[0].properties;
    assert_eq!(value(event, "UID"), identity);
    assert_eq!(value(event, "DTSTART"), "20260620T100000Z");
    assert_eq!(value(event, "SEQUENCE"), "2");
    house.follow(InterviewEvent::Missed(Missed::Excused)).await;
    assert!(read(&house.app.stranger().get(&path).await.text()).events.is_empty());
}

#[tokio::test]
async fn the_address_ends_when_its_owner_or_the_account_does() {
    let house = House::new().await;
    let client = &house.alice.client;
    let is_shared =
        async || -> bool { client.call_postcard("agenda/shared", ()).await.read_postcard() };
    assert!(!is_shared().await);
    let first = share(client).await;
    assert!(is_shared().await);
    let second = share(client).await;
    let status = async |path: &str| house.app.stranger().get(path).await.status;
    assert_eq!((status(&first).await, status(&second).await), (404, 200));
    assert_eq!(client.call_postcard("agenda/end", ()).await.status, 200);
    assert_eq!(status(&second).await, 404);
    let third = share(client).await;
    let mut unit = house.app.office.store.write().await.unwrap();
    unit.set_disabled(ALICE, true).await.unwrap();
    unit.commit().await.unwrap();
    assert_eq!(status(&third).await, 404);
    for path in ["/agenda/x.ics", "/agenda/.ics", &third[..third.len() - 5]] {
        assert_eq!(status(path).await, 404, "{path}");
    }
}

#[tokio::test]
async fn who_reads_the_database_cannot_open_a_calendar() {
    let house = House::new().await;
    let path = share(&house.alice.client).await;
    let secret = path.trim_start_matches("/agenda/").trim_end_matches(".ics").to_owned();
    house.app.office.store.close().await;
    let Some(path) = house.app.database.file() else { return };
    let file = std::fs::read(path).unwrap();
    let bytes: Vec<u8> = (0..32)
        .map(|place| u8::from_str_radix(&secret[2 * place..2 * place + 2], 16).unwrap())
        .collect();
    assert!(!file.windows(32).any(|window| window == bytes));
    assert!(!file.windows(64).any(|window| window == secret.as_bytes()));
}
