//! The addresses that are no server functions: pages for people without an account, files, health.

use super::table::Right::{No, Within, Yes};
use super::table::Scope::{
    Calendar, Code, Directorate, Invitation, Network, Receipt, Referral, Request, Times,
};
use super::table::{Ask, Beyond, Right, Role, Row};
use super::world::{Asker, COURSE, SLOT, Stage};
use app::text::fr::new_password as password_text;
use app::text::fr::partner as partner_text;

const ALL: [Right; 5] = [Yes; 5];
const PARTNER: [Right; 5] = [No, No, No, Within(Referral), No];
const NETWORK: [Right; 5] = [No, No, No, Within(Network), No];
const OWN: [Right; 5] = [No, No, No, No, Within(Request)];

pub fn rows() -> Vec<Row> {
    [registration(), own(), level(), partner(), password(), files()].concat()
}

fn level() -> Vec<Row> {
    vec![
        Row::new("GET /niveau", "Asks what somebody will ask for, and when", ALL, Ask::SamePath)
            .shows("<form"),
        Row::new(
            "POST /niveau",
            "Says which level is asked for, and keeps nothing",
            ALL,
            Ask::SamePathPosted(|_| "goal=nationality&month=06&year=2027&protected=yes".to_owned()),
        )
        .shows("B2"),
    ]
}

fn registration() -> Vec<Row> {
    let code = [Within(Code); 5];
    vec![
        Row::new(
            "GET /r",
            "Asks for the code of an intervention",
            ALL,
            Ask::Get(|_| "/r".to_owned()),
        )
        .shows("<form"),
        Row::new(
            "GET /r/{code}",
            "The registration form",
            code,
            Ask::Get(|asker| format!("/r/{}", asker.holds.code)),
        )
        .shows("Laon"),
        Row::new(
            "POST /r/{code}",
            "Registers a person and what they wish",
            code,
            Ask::Post(
                |asker| format!("/r/{}", asker.holds.code),
                |_| {
                    "form=00000000-0000-4000-8000-00000000000a&wish-training=yes\
                     &family_name=Exemple-Lilas&way=text&phone=06+39+98+12+34&consent=yes"
                        .to_owned()
                },
            ),
        )
        .writes(),
    ]
}

fn own() -> Vec<Row> {
    let receipt = [Within(Receipt); 5];
    let list = Beyond::Nothing;
    let own = |action, does| Row { beyond: list, ..Row::new(action, does, OWN, Ask::SamePath) };
    let sent = |action, does, body| Row {
        beyond: list,
        writes: true,
        ..Row::new(action, does, OWN, Ask::SamePathPosted(body))
    };
    vec![
        Row::new("GET /s", "Asks for the receipt", ALL, Ask::SamePath).shows("<form"),
        Row::new("POST /s", "Opens one's own request", receipt, Ask::ShowReceipt).shows("/s/moi"),
        own("GET /s/moi", "Where the request stands").list("•• 01"),
        own("GET /s/moi/contact", "The contact").list("•• 01"),
        sent("POST /s/moi/contact", "Corrects the contact", |_| {
            "version=2&way=call&phone=06+39+98+55+66&email=".to_owned()
        }),
        own("GET /s/moi/rendez-vous", "The times offered")
            .limited(Role::Signatory, Within(Times))
            .at(Stage::Interested)
            .list("Salle 3"),
        sent("POST /s/moi/rendez-vous", "Chooses a time", |_| format!("slot={SLOT}"))
            .limited(Role::Signatory, Within(Times))
            .at(Stage::Interested),
        own("GET /s/moi/annuler", "Asks whether to call it off").at(Stage::Planned),
        sent("POST /s/moi/annuler", "Calls the interview off", |_| "version=1".to_owned())
            .at(Stage::Planned),
        own("GET /s/moi/arret", "Asks whether to take everything back"),
        sent("POST /s/moi/arret", "Takes everything back", |_| String::new()),
        Row::new("GET /s/moi/fin", "Back to the first page", ALL, Ask::SamePath).shows("/s"),
        Row::new(
            "POST /s/moi/fin",
            "Ends the session",
            ALL,
            Ask::SamePathPosted(|_| String::new()),
        ),
    ]
}

fn partner() -> Vec<Row> {
    vec![
        Row::new(
            "GET /p/{token}",
            "A referral",
            PARTNER,
            Ask::Get(|asker| asker.holds.link.clone()),
        )
        .list("06 39 98 00 01"),
        Row::new(
            "POST /p/{token}",
            "Answers a referral",
            PARTNER,
            Ask::Post(
                |asker| asker.holds.link.clone(),
                |_| "version=1&answer=under_review".to_owned(),
            ),
        )
        .list("06 39 98 00 01")
        .writes(),
        Row::new(
            "POST /p/{token}",
            "Notes the wish, and says the same whether or not there was such a link",
            ALL,
            Ask::Post(|asker| asker.holds.link.clone(), |_| "ask=link".to_owned()),
        )
        .when("asking for a new link")
        .shows(partner_text::closed::ASKED),
        Row::new(
            "GET /p/{token}/tableau",
            "Referrals by initials, and places",
            NETWORK,
            Ask::Get(|asker| format!("{}/tableau", asker.holds.link)),
        )
        .list("Association fictive"),
        Row::new(
            "POST /p/{token}/tableau",
            "Declares places",
            NETWORK,
            Ask::Post(
                |asker| format!("{}/tableau", asker.holds.link),
                |_| format!("scheme={COURSE}&version=1&free=3"),
            ),
        )
        .writes(),
    ]
}

fn password() -> Vec<Row> {
    let link = [Within(Invitation); 5];
    vec![
        Row::new(
            "GET /mot-de-passe/{token}",
            "Asks the owner of an account for a password",
            link,
            Ask::Get(|asker| asker.holds.invitation.clone()),
        )
        .shows("ALICE Exemple"),
        Row::new(
            "POST /mot-de-passe/{token}",
            "Chooses it, once",
            link,
            Ask::Post(
                |asker| asker.holds.invitation.clone(),
                |_| "password=une+phrase+choisie&again=une+phrase+choisie".to_owned(),
            ),
        )
        .writes()
        .shows(password_text::CHOSEN.0),
    ]
}

fn files() -> Vec<Row> {
    let export = |does, path: fn(&Asker) -> String| {
        let desk = [No, No, Within(Directorate), No, No];
        Row::new("GET /api/desk/export/{file}", does, desk, Ask::Get(path))
            .centres()
            .list("Exemple-Amina")
    };
    vec![
        export("An export, a line a person", |_| "/api/desk/export/personnes.csv".to_owned()),
        export("The same, a line an event", |_| "/api/desk/export/evenements.csv".to_owned()),
        export("The same", |_| "/api/desk/export/evenements.csv?annee=2026".to_owned())
            .when("of those referred in a year")
            .partner(),
        Row::new(
            "GET /agenda/{file}",
            "An adviser's calendar, by initials",
            [Within(Calendar); 5],
            Ask::Get(|asker| asker.holds.calendar.clone()),
        )
        .shows("BEGIN:VCALENDAR"),
        Row::new(
            "GET /api/live",
            "Says that something changed in one's directorate, and never what",
            [No, Yes, Yes, No, No],
            Ask::Stream,
        )
        .limited(Role::OfPartner, Yes)
        .shows("event: news"),
        Row::new("GET /healthz", "Whether the server runs", ALL, Ask::SamePath).shows("ok"),
        Row::new("GET /readyz", "Whether it can work", ALL, Ask::SamePath).shows("ready"),
        Row::new(
            "GET /{file}",
            "The programs, without records",
            ALL,
            Ask::Get(|_| "/suivi".to_owned()),
        )
        .shows("<title>desk</title>"),
    ]
}
