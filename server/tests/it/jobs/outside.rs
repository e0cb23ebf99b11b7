//! The ways out, as the other side sees them: a mail server, a gateway, a folder.

use super::agenda::{read, value};
use super::{House, by_email, by_text};
use crate::app::{DAY, MINUTE};
use app::api::messages::Problem;
use domain::contact::{Contact, ContactWay};
use lettre::message::Mailbox;
use server::jobs::Postroom;
use server::post::files::Files;
use server::post::sms::{Format, Gateway};
use server::post::smtp::Smtp;
use std::os::unix::fs::PermissionsExt as _;
use std::sync::Arc;
use tokio::io::{AsyncBufReadExt as _, AsyncReadExt as _, AsyncWriteExt as _, BufReader};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::mpsc::{UnboundedReceiver, unbounded_channel};

fn from() -> Mailbox {
    "Passerelle <passerelle@exemple.invalid>".parse().unwrap()
}

/// Talks as a mail server does (RFC 5321) and keeps the message.
async fn take_a_mail(stream: TcpStream) -> String {
    let (reading, mut writing) = stream.into_split();
    let mut lines = BufReader::new(reading).lines();
    writing.write_all(b"220 test\r\n").await.unwrap();
    let (mut message, mut in_data) = (String::new(), false);
    while let Some(line) = lines.next_line().await.unwrap() {
        let answer: &[u8] = match line.as_str() {
            "." if in_data => {
                writing.write_all(b"250 taken\r\n").await.unwrap();
                return message;
            }
            text if in_data => {
                message.push_str(text.strip_prefix('.').unwrap_or(text));
                message.push_str("\r\n");
                continue;
            }
            "DATA" => {
                in_data = true;
                b"354 go on\r\n"
            }
            _ => b"250 well\r\n",
        };
        writing.write_all(answer).await.unwrap();
    }
    panic!("the line broke")
}

fn mail_server(listener: TcpListener) -> UnboundedReceiver<String> {
    let (send, receive) = unbounded_channel();
    tokio::spawn(async move {
        while let Ok((stream, _)) = listener.accept().await {
            send.send(take_a_mail(stream).await).unwrap();
        }
    });
    receive
}

/// The body of a part that was written as base64 or quoted-printable, joined again.
fn calendar_part(message: &str) -> String {
    let begin = message.find("Content-Type: text/calendar").unwrap();
    let part = &message[begin..];
    let (head, rest) = part.split_once("\r\n\r\n").unwrap();
    let body = rest.split("\r\n--").next().unwrap();
    if head.contains("quoted-printable") {
        return body
            .replace("=\r\n", "")
            .replace("=0D", "\r")
            .replace("=0A", "\n")
            .replace("=3D", "=");
    }
    assert!(head.contains("7bit"), "{head}");
    body.to_owned()
}

#[tokio::test]
async fn a_mail_server_that_comes_back_gets_the_message_once_with_its_calendar() {
    let mut house = House::new().await;
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    drop(listener);
    let smtp = Smtp::at(&format!("smtp://{address}"), from()).unwrap();
    house.postroom = Postroom { mailer: Some(Arc::new(smtp)), ..house.postroom };
    house.plan(house.now().plus(5 * DAY)).await;
    assert_eq!(house.run().await.again, 1);
    let row =
        super::desk::list(&house.app.supervisor().await, Some("Waiting")).await.rows.remove(0);
    assert_eq!(row.problem, Some(Problem::Unreachable));

    let mut received = mail_server(TcpListener::bind(address).await.unwrap());
    house.app.advance(MINUTE);
    assert_eq!(house.run().await.done, 1);
    let message = received.recv().await.unwrap();
    assert!(message.contains("To: amina@exemple.invalid\r\n"), "{message}");
    assert!(message.contains("From: Passerelle <passerelle@exemple.invalid>\r\n"), "{message}");
    assert!(message.contains("rendez-vous.ics"), "{message}");
    assert!(message.contains("method=REQUEST"), "{message}");
    let calendar = read(&calendar_part(&message));
    assert_eq!(value(&calendar.properties, "METHOD"), "REQUEST");
    let event = &calendar.events[0].properties;
    assert_eq!(value(event, "DTSTART"), "20260620T090000Z");
    assert_eq!(value(event, "ATTENDEE"), "mailto:amina@exemple.invalid");
    assert_eq!(value(event, "ORGANIZER"), "mailto:passerelle@exemple.invalid");
    assert_eq!(value(event, "STATUS"), "CONFIRMED");
    house.app.advance(DAY);
    house.run().await;
    assert!(received.try_recv().is_err(), "exactly one");
}

/// Answers each request with the next of these numbers and keeps what was sent.
async fn gateway(statuses: &'static [u16]) -> (String, UnboundedReceiver<String>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}/send", listener.local_addr().unwrap());
    let (send, receive) = unbounded_channel();
    tokio::spawn(async move {
        for status in statuses {
            let (mut stream, _) = listener.accept().await.unwrap();
            let mut request = Vec::new();
            let mut piece = [0; 4_096];
            loop {
                let count = stream.read(&mut piece).await.unwrap();
                request.extend_from_slice(&piece[..count]);
                let text = String::from_utf8_lossy(&request);
                let Some((head, body)) = text.split_once("\r\n\r\n") else { continue };
                let length = head.lines().find_map(|line| {
                    line.to_lowercase().strip_prefix("content-length: ")?.parse().ok()
                });
                if count == 0 || length.is_some_and(|length: usize| body.len() >= length) {
                    break;
                }
            }
            send.send(String::from_utf8(request).unwrap()).unwrap();
            let answer =
                format!("HTTP/1.1 {status} x\r\ncontent-length: 0\r\nconnection: close\r\n\r\n");
            stream.write_all(answer.as_bytes()).await.unwrap();
        }
    });
    (url, receive)
}

#[tokio::test]
async fn a_gateway_is_asked_again_after_trouble_of_its_own() {
    let mut house = House::with_contact(by_text()).await;
    let (url, mut received) = gateway(&[503, 202]).await;
    let template = r#"{"to": {to}, "text": {text}, "ref": {id}}"#;
    let gateway = Gateway::new(&url, Some("X-Key: secret"), Format::Json, template).unwrap();
    house.postroom = Postroom { texter: Some(Arc::new(gateway)), ..house.postroom };
    house.plan(house.now().plus(5 * DAY)).await;
    assert_eq!(house.run().await.again, 1);
    house.app.advance(MINUTE);
    assert_eq!(house.run().await.done, 1);
    let (first, second) = (received.recv().await.unwrap(), received.recv().await.unwrap());
    let body = |request: &str| -> serde_json::Value {
        serde_json::from_str(request.split_once("\r\n\r\n").unwrap().1).unwrap()
    };
    assert!(first.starts_with("POST /send HTTP/1.1\r\n"), "{first}");
    assert!(first.to_lowercase().contains("\r\nx-key: secret\r\n"), "{first}");
    assert_eq!(body(&first), body(&second), "the same message, by its reference too");
    assert_eq!(body(&first)["to"], "+33639981234");
}

#[tokio::test]
async fn a_gateway_that_does_not_want_a_message_is_not_asked_again() {
    let mut house = House::with_contact(by_text()).await;
    let (url, _received) = gateway(&[422]).await;
    let gateway = Gateway::new(&url, None, Format::Form, "to={to}&text={text}").unwrap();
    house.postroom = Postroom { texter: Some(Arc::new(gateway)), ..house.postroom };
    house.plan(house.now().plus(5 * DAY)).await;
    assert_eq!(house.run().await.failed, 1);
}

#[tokio::test]
async fn without_a_mail_server_messages_lie_in_a_folder_for_its_owner_only() {
    let contact =
        Contact { preferred: Some(ContactWay::Email), email: by_email().email, ..by_text() };
    let mut house = House::with_contact(contact).await;
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path().join("messages");
    let files = Arc::new(Files::new(folder.clone(), from()));
    house.postroom =
        Postroom { mailer: Some(files.clone()), texter: Some(files), ..house.postroom };
    house.plan(house.now().plus(5 * DAY)).await;
    house.run().await;
    let names = || -> Vec<String> {
        let entries = std::fs::read_dir(&folder).unwrap();
        entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect()
    };
    let found = names();
    assert_eq!(found.len(), 1, "{found:?}");
    assert!(std::path::Path::new(&found[0]).extension().is_some_and(|it| it == "eml"));
    let mode =
        |path: &std::path::Path| std::fs::metadata(path).unwrap().permissions().mode() & 0o777;
    assert_eq!((mode(&folder), mode(&folder.join(&found[0]))), (0o700, 0o600));
    let mail = std::fs::read_to_string(folder.join(&found[0])).unwrap();
    assert!(mail.contains("rendez-vous.ics") && mail.contains("Message-ID: <"), "{mail}");
}

#[tokio::test]
async fn a_folder_that_cannot_be_written_is_tried_again() {
    let mut house = House::new().await;
    let folder = tempfile::tempdir().unwrap();
    let in_the_way = folder.path().join("messages");
    std::fs::write(&in_the_way, b"a file").unwrap();
    let files = Arc::new(Files::new(in_the_way.clone(), from()));
    house.postroom = Postroom { mailer: Some(files), ..house.postroom };
    house.plan(house.now().plus(5 * DAY)).await;
    assert_eq!(house.run().await.again, 1);
    std::fs::remove_file(&in_the_way).unwrap();
    house.app.advance(MINUTE);
    assert_eq!(house.run().await.done, 1);
}
