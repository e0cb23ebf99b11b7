//! The partners and schemes of the demo: invented offers in real towns of the Aisne.
//!
//! Some places are taken from the beginning: people were in schemes before the directorate began
//! to keep its referrals here.

use super::DemoError;
use super::catalogue_cards::{self as cards, Texts};
use super::draw::Draw;
use super::territory::Territory;
use crate::civil::day_of;
use crate::db::Writing;
use domain::Record;
use domain::contact::{EmailAddress, PhoneNumber};
use domain::id::{OrganisationId, SchemeId};
use domain::intervention::Mode;
use domain::level::CefrLevel::{self, A1, A2, B1, InfraA1};
use domain::organisation::OrganisationFields;
use domain::organisation::OrganisationKind::{
    self, Association, Coordinator, EmploymentService, TrainingBody,
};
use domain::scheme::SchemeKind::{
    self, Employment, ExperienceValidation, LanguageCourse, SocialIntegration, VocationalTraining,
};
use domain::scheme::{Scheme, SchemeFields};
use domain::time::{Day, Instant};

/// Name, kind and the last two digits of the telephone number, of the range reserved for fiction.
const ORGANISATIONS: [(&str, OrganisationKind, &str); 6] = [
    ("Coordination fictive de l'Aisne", Coordinator, "10"),
    ("Association fictive Les Voisins", Association, "11"),
    ("Atelier fictif des Mots", Association, "12"),
    ("Organisme fictif de formation du Canal", TrainingBody, "13"),
    ("Centre fictif des Métiers", TrainingBody, "14"),
    ("Service fictif de l'emploi", EmploymentService, "15"),
];

/// A scheme in short. Without a town it is remote; without places there is no limit.
struct Offer {
    /// Place in [`ORGANISATIONS`].
    by: usize,
    kind: SchemeKind,
    title: &'static str,
    town: &'static str,
    levels: (Option<CefrLevel>, Option<CefrLevel>),
    publics: &'static str,
    conditions: &'static str,
    cumulative: bool,
    places: Option<u16>,
    taken: u16,
    /// Days until the next group, and since the sheet was verified.
    intake: Option<i32>,
    verified: i32,
    open: bool,
    texts: &'static Texts,
}

/// What most of them have: everybody can come, at any time.
const PLAIN: Offer = Offer {
    by: 0,
    kind: SocialIntegration,
    title: "",
    town: "",
    levels: (None, None),
    publics: "",
    conditions: "",
    cumulative: false,
    places: Some(12),
    taken: 0,
    intake: None,
    verified: 20,
    open: true,
    texts: &cards::NEIGHBOURS,
};

const OFFERS: [Offer; 12] = [
    Offer {
        by: 1,
        title: "Atelier de vie sociale",
        town: "Laon",
        cumulative: true,
        intake: Some(9),
        ..PLAIN
    },
    Offer {
        by: 1,
        title: "Balades et rencontres",
        town: "Saint-Quentin",
        cumulative: true,
        places: None,
        verified: 3,
        texts: &cards::WALKS,
        ..PLAIN
    },
    Offer {
        by: 2,
        title: "Atelier parents",
        town: "Hirson",
        publics: "Parents d'enfants de moins de 6 ans.",
        cumulative: true,
        places: Some(8),
        taken: 8,
        verified: 210,
        texts: &cards::PARENTS,
        ..PLAIN
    },
    Offer {
        by: 3,
        kind: VocationalTraining,
        title: "Découverte des métiers du bâtiment",
        town: "Tergnier",
        levels: (Some(A2), None),
        conditions: "Être disponible à temps plein pendant 8 semaines.",
        places: Some(10),
        taken: 7,
        intake: Some(24),
        texts: &cards::BUILDING,
        ..PLAIN
    },
    Offer {
        by: 4,
        kind: VocationalTraining,
        title: "Aide à domicile : premiers pas",
        town: "Soissons",
        levels: (Some(A2), None),
        conditions: "Un extrait de casier judiciaire est demandé.",
        places: Some(12),
        intake: Some(40),
        texts: &cards::HOME_HELP,
        ..PLAIN
    },
    Offer {
        by: 4,
        kind: VocationalTraining,
        title: "Cuisine collective",
        town: "Laon",
        levels: (Some(A1), None),
        places: Some(8),
        intake: Some(60),
        open: false,
        texts: &cards::COOKING,
        ..PLAIN
    },
    Offer {
        by: 0,
        kind: ExperienceValidation,
        title: "Conseil VAE à distance",
        levels: (Some(B1), None),
        publics: "Personnes avec au moins un an d'expérience dans un métier.",
        cumulative: true,
        places: None,
        texts: &cards::EXPERIENCE,
        ..PLAIN
    },
    Offer {
        by: 5,
        kind: Employment,
        title: "Accompagnement vers l'emploi",
        town: "Château-Thierry",
        levels: (Some(A2), None),
        places: Some(15),
        texts: &cards::WORK,
        ..PLAIN
    },
    Offer {
        by: 5,
        kind: Employment,
        title: "Parcours emploi des jeunes",
        town: "Chauny",
        levels: (Some(A1), None),
        publics: "Jeunes de 18 à 25 ans.",
        places: Some(6),
        taken: 5,
        verified: 190,
        texts: &cards::YOUNG,
        ..PLAIN
    },
    Offer {
        by: 2,
        kind: LanguageCourse,
        title: "Français de A2 vers B1",
        town: "Saint-Quentin",
        levels: (Some(A2), Some(B1)),
        places: Some(14),
        taken: 14,
        intake: Some(16),
        texts: &cards::COURSE,
        ..PLAIN
    },
    Offer {
        by: 2,
        kind: LanguageCourse,
        title: "Français de A2 vers B1 en ligne",
        levels: (Some(A2), Some(B1)),
        conditions: "Avoir une connexion à Internet et un ordinateur ou une tablette.",
        places: Some(20),
        intake: Some(12),
        texts: &cards::ONLINE_COURSE,
        ..PLAIN
    },
    Offer {
        by: 3,
        kind: LanguageCourse,
        title: "Français : lire et écrire",
        town: "Soissons",
        levels: (Some(InfraA1), Some(A2)),
        cumulative: true,
        places: Some(10),
        intake: Some(30),
        texts: &cards::READING,
        ..PLAIN
    },
];

/// Makes partners and schemes.
pub(super) async fn make(
    unit: &mut Writing,
    draw: &mut Draw,
    territory: &Territory,
    now: Instant,
) -> Result<(), DemoError> {
    let today = day_of(now);
    let mut organisations = Vec::with_capacity(ORGANISATIONS.len());
    for (name, kind, digits) in ORGANISATIONS {
        let id = OrganisationId(draw.identity());
        let email = EmailAddress::new(&format!("partenaire{digits}@exemple.invalid"));
        let phone = PhoneNumber::new(&format!("03530100{digits}"));
        let fields = OrganisationFields {
            name: name.to_owned(),
            kind,
            email: Some(email.map_err(|_| DemoError::Impossible("an e-mail address"))?),
            phone: Some(phone.map_err(|_| DemoError::Impossible("a telephone number"))?),
        };
        unit.put_organisation(territory.directorate, id, &fields).await?;
        organisations.push((id, name));
    }
    for offer in &OFFERS {
        let (organisation, name) = *organisations
            .get(offer.by)
            .ok_or(DemoError::Impossible("a scheme of no organisation"))?;
        let fields = fields(offer, organisation, today).tidied();
        if !fields.faults(offer.taken).is_empty() {
            return Err(DemoError::Impossible("the sheet of a scheme"));
        }
        let id = SchemeId(draw.identity());
        let verified = Day(today.0.saturating_sub(offer.verified));
        let scheme =
            Scheme { taken: offer.taken, ..Scheme::new(id, fields, name.to_owned(), verified) };
        unit.put_record(territory.directorate, &Record::Scheme(scheme), now).await?;
    }
    Ok(())
}

fn fields(offer: &Offer, organisation: OrganisationId, today: Day) -> SchemeFields {
    SchemeFields {
        organisation,
        kind: offer.kind,
        title: offer.title.to_owned(),
        town: offer.town.to_owned(),
        mode: if offer.town.is_empty() { Mode::Remote } else { Mode::InPerson },
        entry_level: offer.levels.0,
        target_level: offer.levels.1,
        publics: offer.publics.to_owned(),
        conditions: offer.conditions.to_owned(),
        cumulative: offer.cumulative,
        places: offer.places,
        next_intake: offer.intake.map(|days| Day(today.0.saturating_add(days))),
        open: offer.open,
        cards: offer.texts.cards(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn offers_are_of_all_kinds_near_and_remote_and_every_sheet_holds() {
        let nobody = OrganisationId(uuid::Uuid::nil());
        for offer in &OFFERS {
            let fields = fields(offer, nobody, Day(20_000)).tidied();
            assert_eq!(fields.faults(offer.taken), [], "{}", offer.title);
            assert_eq!(fields.cards.len(), 3, "{}", offer.title);
            assert!(offer.by < ORGANISATIONS.len());
        }
        for kind in SchemeKind::ALL {
            assert!(OFFERS.iter().any(|offer| offer.kind == kind), "{}", kind.code());
        }
        assert!(OFFERS.iter().any(|offer| offer.town.is_empty()));
        assert!(OFFERS.iter().any(|offer| !offer.open));
        assert!(OFFERS.iter().any(|offer| offer.places == Some(offer.taken)));
    }
}
