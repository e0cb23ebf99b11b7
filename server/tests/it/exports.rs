//! Exports: a line for each person or event, no formula, noted, for supervisors only.

use crate::app::{TestApp, VISIT, person};
use crate::funnel::list;
use crate::samples;
use crate::world::{Chance, World};
use app::api::figures::{Behind, Period, Stage};
use calamine::{Reader as _, Xlsx};
use domain::Record;
use domain::attendance::{Attendance, RosterEntry};
use domain::id::SignatoryId;
use std::io::Cursor;
use uuid::Uuid;

/// The lines of a text as spreadsheets read it, the head first.
fn lines(body: &[u8]) -> Vec<Vec<String>> {
    let text = std::str::from_utf8(body).unwrap().strip_prefix('\u{feff}').unwrap();
    let mut reader =
        csv::ReaderBuilder::new().delimiter(b';').has_headers(false).from_reader(text.as_bytes());
    reader.records().map(|line| line.unwrap().iter().map(str::to_owned).collect()).collect()
}

#[tokio::test]
async fn an_export_has_a_line_for_each_person_behind_the_number() {
    let mut chance = Chance(0x7777_1111_2222_3331);
    let world = World::at_random(&mut chance, 230).await;
    let client = world.app.supervisor().await;
    let behind = Behind::Funnel { period: Period::default(), stage: Stage::Present, group: None };
    let (total, people) = list(&client, behind).await;
    assert!(total > 20);
    let get =
        async |file: &str| client.get(&format!("/api/desk/export/{file}?{}", behind.query())).await;

    let csv = get("personnes.csv").await;
    assert_eq!(csv.status, 200, "{}", csv.text());
    assert_eq!(csv.header("cache-control"), Some("no-store"));
    assert_eq!(
        csv.header("content-disposition"),
        Some("attachment; filename=\"passerelle-personnes-2026-06-15.csv\"")
    );
    let text = lines(&csv.body);
    assert_eq!(&text[0][..3], ["Identifiant", "Nom", "Prénom"]);
    let exported: Vec<String> = text[1..].iter().map(|line| line[0].clone()).collect();
    let wanted: Vec<String> = people.iter().map(ToString::to_string).collect();
    assert_eq!(exported, wanted);

    let xlsx = get("personnes.xlsx").await;
    samples::also(&samples::keep("csv", &csv.body), "xlsx", &xlsx.body);
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(xlsx.body)).unwrap();
    let name = book.sheet_names()[0].clone();
    assert!(book.worksheet_formula(&name).unwrap().is_empty());
    let sheet = book.worksheet_range(&name).unwrap();
    assert_eq!(sheet.height(), usize::try_from(total).unwrap() + 1);
    for (line, cells) in sheet.rows().zip(&text) {
        for (cell, said) in line.iter().zip(cells) {
            // Days and moments are numbers there; everything else is the same text.
            if cell.to_string().parse::<f64>().is_err() {
                assert_eq!(cell.to_string(), *said);
            }
        }
    }

    let csv = get("evenements.csv").await.body;
    let events = lines(&csv);
    let sent = events.iter().filter(|line| line[4] == "Orientation envoyée").count();
    let referrals = people.iter().flat_map(|person| world.state.referrals_of(*person)).count();
    assert_eq!(sent, referrals);
    let xlsx = get("evenements.xlsx").await;
    assert_eq!(xlsx.status, 200);
    samples::also(&samples::keep("csv", &csv), "xlsx", &xlsx.body);

    let noted: Vec<(String, String, String, i64)> = world
        .app
        .database
        .rows("select shape, format, filter, people from exports order by id")
        .await;
    let total = i64::from(total);
    let note = |shape: &str, format: &str| {
        (shape.to_owned(), format.to_owned(), "etape=presents".to_owned(), total)
    };
    assert_eq!(noted.len(), 4);
    for wanted in [note("people", "csv"), note("people", "xlsx"), note("events", "csv")] {
        assert!(noted.contains(&wanted), "{noted:?}");
    }
    let audited: Vec<(i64,)> = world
        .app
        .database
        .rows(
            "select count(*) from audit a join exports e on e.id = a.subject
             where a.action = 'people_exported' and a.actor = e.author and a.at = e.at",
        )
        .await;
    assert_eq!(audited, [(4,)]);
}

#[tokio::test]
async fn names_that_look_like_formulas_stay_text() {
    let mut world = World::new().await;
    let now = world.app.office.now();
    let id = SignatoryId(Uuid::from_u128(9_000));
    world.put(now, person(id, "=cmd|'/c calc'!A1")).await;
    let entry = RosterEntry {
        mark: Some(Attendance::Present),
        version: 1,
        ..RosterEntry::expected(VISIT, id)
    };
    world.put(now, Record::RosterEntry(entry)).await;
    let client = world.app.supervisor().await;
    let csv = client.get("/api/desk/export/personnes.csv").await.body;
    assert_eq!(lines(&csv)[1][1], "'=cmd|'/c calc'!A1");
    let body = client.get("/api/desk/export/personnes.xlsx").await.body;
    samples::also(&samples::keep("csv", &csv), "xlsx", &body);
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(body)).unwrap();
    let name = book.sheet_names()[0].clone();
    assert!(book.worksheet_formula(&name).unwrap().is_empty());
    let sheet = book.worksheet_range(&name).unwrap();
    assert_eq!(sheet.get((1, 1)).unwrap().to_string(), "=cmd|'/c calc'!A1");
}

#[tokio::test]
async fn only_supervisors_export_and_a_wrong_address_exports_nothing() {
    let app = TestApp::start().await;
    let path = "/api/desk/export/personnes.csv";
    let stranger = app.stranger().get(path).await;
    assert_eq!(
        (stranger.status, stranger.header("location")),
        (303, Some("/connexion?retour=/suivi/chiffres"))
    );
    let adviser = app.alice().await.get(path).await;
    assert_eq!(adviser.status, 403);
    assert!(adviser.text().contains("responsable"));
    let client = app.supervisor().await;
    for wrong in ["?etape=tout", "?du=hier", "?du=2026-02-01&au=2026-01-01", "?annee=1"] {
        let answer = client.get(&format!("{path}{wrong}")).await;
        assert_eq!(answer.status, 422, "{wrong}");
        assert!(answer.header("content-disposition").is_none(), "{wrong}");
    }
    assert_eq!(client.get("/api/desk/export/tout.csv").await.status, 422);
    let post = client.post(path, "application/json", b"{}".to_vec()).await;
    assert_eq!(post.status, 405);
    let noted: Vec<(i64,)> = app.database.rows("select count(*) from exports").await;
    assert_eq!(noted, [(0,)]);
}
