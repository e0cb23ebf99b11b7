//! Invented records, whole and plain: a test says with `..` what is particular in its own story.

use crate::app::{VISIT, signatory};
use domain::Record;
use domain::code::ReceiptCode;
use domain::consent::{CURRENT_TEXT, Consent, Explained};
use domain::contact::{Contact, EmailAddress};
use domain::id::{
    InterestId, InterviewId, OrganisationId, ReferralId, SchemeId, SignatoryId, UserId,
};
use domain::interest::Interest;
use domain::intervention::Mode;
use domain::interview::{Dated, Findings, Interview, InterviewEvent, Slot};
use domain::language::Language;
use domain::level::CefrLevel;
use domain::organisation::{OrganisationFields, OrganisationKind};
use domain::person::{Birth, Origin, Signatory};
use domain::referral::{Referral, ReferralEvent};
use domain::scheme::{Scheme, SchemeKind, Wishes};
use domain::time::Instant;

/// An association, without a way to reach it unless one is given.
pub fn association(name: &str, email: Option<&str>) -> OrganisationFields {
    OrganisationFields {
        name: name.to_owned(),
        kind: OrganisationKind::Association,
        email: email.map(|email| EmailAddress::new(email).unwrap()),
        phone: None,
    }
}

/// A language course in Laon from A2 to B1, open, without a limit of places.
pub fn scheme(id: SchemeId, organisation: OrganisationId) -> Scheme {
    Scheme {
        id,
        organisation,
        organisation_name: String::new(),
        kind: SchemeKind::LanguageCourse,
        title: "Cours fictif".to_owned(),
        town: "Laon".to_owned(),
        mode: Mode::InPerson,
        entry_level: Some(CefrLevel::A2),
        target_level: Some(CefrLevel::B1),
        publics: String::new(),
        conditions: String::new(),
        cumulative: false,
        places: None,
        taken: 0,
        next_intake: None,
        open: true,
        verified_on: None,
        cards: Vec::new(),
        version: 1,
    }
}

/// Three quarters of an hour, in person.
pub fn slot(starts_at: Instant) -> Slot {
    Slot {
        starts_at,
        minutes: 45,
        mode: Mode::InPerson,
        place: String::new(),
        interpreter: String::new(),
        summoned: false,
    }
}

/// What is noted of an interview at which nothing was found.
pub fn findings() -> Findings {
    Findings { level: None, barriers: Vec::new(), decided: Vec::new(), note: String::new() }
}

/// An interview was held and nothing found.
pub fn held() -> InterviewEvent {
    InterviewEvent::Held(findings())
}

/// A consent read in French.
pub fn consent(given_at: Instant) -> Consent {
    Consent { text: CURRENT_TEXT, language: Language::French, explained: Explained::Read, given_at }
}

/// Somebody who registered with their phone: born in that year, to be written to.
pub fn registered(id: SignatoryId, family: &str, year: i16, contact: Contact) -> Signatory {
    Signatory {
        birth: Some(Birth::Year(year)),
        contact,
        origin: Origin::OwnPhone,
        version: 2,
        ..signatory(id, family)
    }
}

/// An interest in employment given at [`VISIT`], entered by nobody of the staff.
pub fn interest(id: InterestId, signatory: SignatoryId, at: Instant) -> Interest {
    Interest {
        id,
        signatory,
        intervention: VISIT,
        wishes: Wishes::new(vec![SchemeKind::Employment]).unwrap(),
        consent: consent(at),
        origin: Origin::Adviser,
        entered_by: None,
        entered_at: at,
        receipt: None,
        withdrawn: None,
        version: 1,
    }
}

/// The same, with a receipt, from the person's own phone.
pub fn interest_with_receipt(
    id: InterestId,
    signatory: SignatoryId,
    code: &str,
    at: Instant,
) -> Interest {
    Interest {
        origin: Origin::OwnPhone,
        receipt: Some(ReceiptCode::parse(code).unwrap()),
        ..interest(id, signatory, at)
    }
}

/// An interview with an adviser, who entered all that happened to it at one moment.
pub fn interview(
    id: InterviewId,
    interest: &Interest,
    adviser: UserId,
    at: Instant,
    events: Vec<InterviewEvent>,
) -> Interview {
    let version = u32::try_from(events.len()).unwrap();
    let dated = |what| Dated { at, by: Some(adviser), what };
    Interview {
        id,
        signatory: interest.signatory,
        interest: interest.id,
        adviser,
        events: events.into_iter().map(dated).collect(),
        version,
    }
}

/// A referral that rests on an interview, sent by its adviser.
pub fn referral(id: ReferralId, interview: &Interview, scheme: SchemeId, at: Instant) -> Referral {
    Referral {
        id,
        signatory: interview.signatory,
        scheme,
        interview: interview.id,
        events: vec![Dated { at, by: Some(interview.adviser), what: ReferralEvent::Sent }],
        version: 1,
    }
}

/// A person as a record, with a way to be reached.
pub fn reachable(id: SignatoryId, family: &str, contact: Contact) -> Record {
    Record::Signatory(Signatory { contact, ..signatory(id, family) })
}
