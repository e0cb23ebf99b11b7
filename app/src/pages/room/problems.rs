//! What is still to be corrected in the form of an interest, found before anything is written.

use crate::text::fr::room::interest::problem as text;
use crate::ui::Problems;
use domain::command::NewPerson;
use domain::consent::Explained;
use domain::contact::{Contact, ContactWay, EmailAddress, PhoneNumber};
use domain::id::SignatoryId;
use domain::level::CefrLevel;
use domain::order::sort_by_key;
use domain::person::{Birth, Origin, PersonName};
use domain::scheme::{SchemeKind, Wishes};

/// Identifiers of the fields, where the summary leads.
pub mod field {
    /// Family name.
    pub const FAMILY_NAME: &str = "family-name";
    /// Given name.
    pub const GIVEN_NAME: &str = "given-name";
    /// Year of birth.
    pub const BIRTH: &str = "birth";
    /// Wishes.
    pub const WISHES: &str = "wishes";
    /// Way of contact.
    pub const CONTACT: &str = "contact";
    /// Telephone.
    pub const PHONE: &str = "phone";
    /// E-mail.
    pub const EMAIL: &str = "email";
    /// How the text was explained.
    pub const EXPLAINED: &str = "explained";
    /// Agreement.
    pub const CONSENT: &str = "consent";
    /// All, as they stand in the form.
    pub const IN_ORDER: [&str; 9] =
        [FAMILY_NAME, GIVEN_NAME, BIRTH, WISHES, CONTACT, PHONE, EMAIL, EXPLAINED, CONSENT];
}

/// What was typed about a new person.
#[derive(Clone, Debug, Default)]
pub struct TypedPerson {
    /// Family name.
    pub family_name: String,
    /// Given name.
    pub given_name: String,
    /// Year of birth.
    pub birth_year: String,
}

/// What was typed about wishes.
#[derive(Clone, Debug, Default)]
pub struct TypedWishes {
    /// Kinds, the dearest first.
    pub kinds: Vec<SchemeKind>,
    /// Way of contact.
    pub way: Option<ContactWay>,
    /// Telephone.
    pub phone: String,
    /// E-mail.
    pub email: String,
    /// How the text was explained.
    pub explained: Option<Explained>,
    /// Whether the person agrees.
    pub agrees: bool,
}

/// The problems in the order in which the fields stand in the form.
pub fn in_order(mut problems: Problems) -> Problems {
    let place = |field: &str| field::IN_ORDER.iter().position(|known| *known == field);
    sort_by_key(&mut problems, |(field, _)| place(field));
    problems
}

fn note(problems: &mut Problems, field: &str, message: &str) {
    problems.push((field.to_owned(), message.to_owned()));
}

/// Reads a new person; adds to `problems` what is wrong.
pub fn read_person(
    typed: &TypedPerson,
    id: SignatoryId,
    contact: Contact,
    level: Option<CefrLevel>,
    problems: &mut Problems,
) -> Option<NewPerson> {
    let family_name = PersonName::new(&typed.family_name)
        .inspect_err(|error| {
            let empty = *error == domain::person::NameError::Empty;
            note(problems, field::FAMILY_NAME, if empty { text::NAME_MISSING } else { text::NAME });
        })
        .ok();
    let given_name = optional(&typed.given_name, PersonName::new, || {
        note(problems, field::GIVEN_NAME, text::GIVEN_NAME);
    });
    let year = |text: &str| match text.trim().parse::<i16>() {
        Ok(year) if (1900..=2100).contains(&year) => Ok(Birth::Year(year)),
        _ => Err(()),
    };
    let birth = optional(&typed.birth_year, year, || note(problems, field::BIRTH, text::BIRTH));
    Some(NewPerson {
        id,
        family_name: family_name?,
        given_name,
        birth,
        contact,
        level,
        origin: Origin::Adviser,
    })
}

/// Reads contact ways; the preferred one must be usable when `required`.
pub fn read_contact(typed: &TypedWishes, required: bool, problems: &mut Problems) -> Contact {
    let phone = optional(&typed.phone, PhoneNumber::new, || {
        note(problems, field::PHONE, text::PHONE);
    });
    let email = optional(&typed.email, EmailAddress::new, || {
        note(problems, field::EMAIL, text::EMAIL);
    });
    if required {
        let nothing_typed = |typed: &str| typed.trim().is_empty();
        match typed.way {
            None => note(problems, field::CONTACT, text::CONTACT),
            Some(ContactWay::Call | ContactWay::Text) if nothing_typed(&typed.phone) => {
                note(problems, field::PHONE, text::PHONE_MISSING);
            }
            Some(ContactWay::Email) if nothing_typed(&typed.email) => {
                note(problems, field::EMAIL, text::EMAIL_MISSING);
            }
            Some(_) => {}
        }
    }
    Contact { phone, email, preferred: typed.way }
}

/// Reads wishes and agreement; adds to `problems` what is wrong.
pub fn read_wishes(typed: &TypedWishes, problems: &mut Problems) -> Option<(Wishes, Explained)> {
    let wishes = Wishes::new(typed.kinds.clone())
        .inspect_err(|_| note(problems, field::WISHES, text::WISHES))
        .ok();
    if typed.explained.is_none() {
        note(problems, field::EXPLAINED, text::EXPLAINED);
    }
    if !typed.agrees {
        note(problems, field::CONSENT, text::CONSENT);
    }
    wishes.zip(typed.explained)
}

/// What may stay empty: read if something is typed.
fn optional<T, E>(
    typed: &str,
    read: impl Fn(&str) -> Result<T, E>,
    wrong: impl FnOnce(),
) -> Option<T> {
    if typed.trim().is_empty() {
        return None;
    }
    let read = read(typed).ok();
    if read.is_none() {
        wrong();
    }
    read
}
