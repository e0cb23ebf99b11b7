//! The server functions for accounts, devices, departments and centres.

use super::calls::{DESK, desk, nothing};
use super::table::Right::{No, Yes};
use super::table::{Ask, Role, Row};
use super::world::IN_USE;
use crate::app::{ALICE, CENTRE};
use serde_json::json;

pub fn rows() -> Vec<Row> {
    vec![
        Row::new(
            "POST /api/desk/scope",
            "What of the directorate one's account is for",
            [No, No, Yes, No, No],
            Ask::Json(nothing),
        )
        .limited(Role::OfPartner, Yes)
        .shows("scope"),
        desk("POST /api/desk/accounts", "The accounts", nothing).list("ALICE Exemple"),
        desk(
            "POST /api/desk/accounts/save",
            "Gives an account another name, role or scope",
            |_| {
                let seen = json!({"name": "ALICE Exemple", "role": "Adviser"});
                let fields = json!({"name": "Autre Exemple", "role": "Adviser"});
                json!({"draft": {"id": ALICE, "seen": seen, "fields": fields}})
            },
        )
        .writes()
        .shows("Autre Exemple"),
        desk(
            "POST /api/desk/accounts/disable",
            "Disables an account",
            |_| json!({"user": ALICE, "disabled": true}),
        )
        .writes(),
        desk(
            "POST /api/desk/accounts/password-link",
            "Makes the link by which an account's owner chooses a password",
            |_| json!({"user": ALICE}),
        )
        .writes()
        .shows("/mot-de-passe/"),
        desk("POST /api/desk/devices", "The devices that keep records", nothing)
            .list("ALICE Exemple"),
        desk(
            "POST /api/desk/devices/report",
            "What may have been on a device",
            |_| json!({"device": IN_USE}),
        )
        .shows("ALICE Exemple"),
        desk("POST /api/desk/devices/revoke", "Revokes a device", |_| json!({"device": IN_USE}))
            .shows("ERNA Exemple"),
        Row::new(
            "POST /api/desk/devices/rescue",
            "Takes a rescue file into quarantine",
            DESK,
            Ask::Postcard(|_| {
                let parcels = vault::parcel::pack(ALICE, None, Vec::new());
                postcard::to_allocvec(&vault::parcel::file_of(&parcels)).unwrap()
            }),
        )
        .writes(),
        desk("POST /api/desk/territory", "Departments and centres", nothing)
            .common()
            .centres()
            .list("Laon"),
        desk("POST /api/desk/communes", "Communes, with search", |_| json!({"search": "la"}))
            .common()
            .list("Laon"),
        desk("POST /api/desk/centres/save", "Writes a training centre down", |_| {
            let centre = |name: &str| json!({"name": name, "commune": "02408"});
            let draft = json!({
                "id": CENTRE, "seen": centre("Centre fictif"), "fields": centre("Autre centre"),
            });
            json!({"draft": draft})
        })
        .writes()
        .shows("Autre centre"),
        desk(
            "POST /api/desk/centres/close",
            "Closes a training centre",
            |_| json!({"centre": CENTRE, "closed": true}),
        )
        .writes(),
    ]
}
