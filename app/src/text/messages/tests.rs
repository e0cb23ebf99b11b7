//! What holds for every language of the messages.

use super::{Meeting, catalogue, partner};
use crate::api::messages::Template;
use domain::intervention::Mode;
use domain::language::Language;
use domain::time::Day;

const TO_PEOPLE: [Template; 4] =
    [Template::Invitation, Template::Moved, Template::Reminder, Template::Cancellation];

fn meeting(mode: Mode, place: &str) -> Meeting {
    Meeting {
        day: Day::new(2026, 6, 15).expect("a day"),
        hour: 9,
        minute: 5,
        mode,
        place: place.to_owned(),
    }
}

#[test]
fn a_person_reads_day_time_and_place() {
    let french = catalogue(Language::French);
    assert_eq!(
        french.message(Template::Invitation, &meeting(Mode::InPerson, "salle 2, Laon")),
        "Votre rendez-vous :\nlundi 15/06/2026 à 09 h 05\nLieu : salle 2, Laon\n"
    );
    assert_eq!(
        french.message(Template::Moved, &meeting(Mode::Remote, "")),
        "Votre rendez-vous a changé. Nouvelle date :\nlundi 15/06/2026 à 09 h 05\nÀ distance.\n"
    );
}

#[test]
fn every_language_says_when_and_where_and_fits_into_a_few_text_messages() {
    for language in Language::ALL {
        for template in TO_PEOPLE {
            let text = catalogue(language).message(template, &meeting(Mode::InPerson, "salle 2"));
            let tag = language.tag();
            assert!(text.contains("15/06/2026") && text.contains("09"), "{tag} {text}");
            let tells_place = template != Template::Cancellation;
            assert_eq!(text.contains("salle 2"), tells_place, "{tag} {text}");
            // Two parts of a text message in a script that is not Latin.
            assert!(text.encode_utf16().count() <= 134, "{tag} {text}");
        }
    }
}

#[test]
fn translations_that_no_speaker_has_checked_are_marked() {
    for language in Language::ALL {
        assert_eq!(catalogue(language).machine, language != Language::French);
    }
}

#[test]
fn a_partner_reads_a_link_and_a_day_and_nobodys_name() {
    let day = Day::new(2026, 7, 15).expect("a day");
    let text = partner::body(true, "https://passerelle.example/p/x", day);
    assert!(text.contains("\nhttps://passerelle.example/p/x\n"), "{text}");
    assert!(text.contains("15/07/2026") && text.contains("toujours"), "{text}");
}
