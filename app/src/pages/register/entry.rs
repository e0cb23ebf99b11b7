//! What a person entered, as typed, and what is still to be corrected in it.

use crate::text::register::Problems;
use domain::contact::{Contact, ContactWay, EmailAddress, PhoneNumber};
use domain::level::CefrLevel;
use domain::person::{NameError, PersonName};
use domain::scheme::{SchemeKind, Wishes};

/// A filled-in form, kept as it was typed so that it can be shown again.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Entry {
    /// Kinds ticked, in the order in which they are shown.
    pub wishes: Vec<SchemeKind>,
    /// The dearest of them.
    pub first: Option<SchemeKind>,
    /// Family name.
    pub family_name: String,
    /// Given name.
    pub given_name: String,
    /// Preferred way of contact.
    pub way: Option<ContactWay>,
    /// Telephone.
    pub phone: String,
    /// E-mail.
    pub email: String,
    /// Level of French.
    pub level: Option<CefrLevel>,
    /// Whether the consent was agreed to.
    pub accepted: bool,
}

impl std::fmt::Debug for Entry {
    /// Never what was typed: `Debug` output ends in logs and panics.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Entry(***)")
    }
}

/// An entry in which nothing is left to correct.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Checked {
    /// Family name, or the only name.
    pub family_name: PersonName,
    /// Given name.
    pub given_name: Option<PersonName>,
    /// How to reach the person.
    pub contact: Contact,
    /// Wished kinds, the dearest first.
    pub wishes: Wishes,
    /// Level of French.
    pub level: Option<CefrLevel>,
}

/// A field of the form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Field {
    /// The kinds of scheme.
    Wishes,
    /// Family name.
    FamilyName,
    /// Given name.
    GivenName,
    /// The ways of contact.
    Way,
    /// Telephone.
    Phone,
    /// E-mail.
    Email,
    /// The consent.
    Consent,
}

/// Something to correct.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Problem {
    /// No kind of scheme was chosen.
    WishesMissing,
    /// The family name cannot be taken.
    FamilyName(NameError),
    /// The given name cannot be taken.
    GivenName(NameError),
    /// Nothing says how to reach the person.
    WayMissing,
    /// The way needs a number.
    PhoneMissing,
    /// The number is none.
    PhoneOdd,
    /// The way needs an address.
    EmailMissing,
    /// The address is none.
    EmailOdd,
    /// The consent was not agreed to.
    ConsentMissing,
}

impl Field {
    /// The id of the control that a link to the field goes to.
    #[must_use]
    pub const fn anchor(self) -> &'static str {
        match self {
            Self::Wishes => "wish-social",
            Self::FamilyName => "family-name",
            Self::GivenName => "given-name",
            Self::Way => "way-call",
            Self::Phone => "phone",
            Self::Email => "email",
            Self::Consent => "consent",
        }
    }
}

impl Problem {
    /// Where it is to be corrected.
    #[must_use]
    pub const fn field(self) -> Field {
        match self {
            Self::WishesMissing => Field::Wishes,
            Self::FamilyName(_) => Field::FamilyName,
            Self::GivenName(_) => Field::GivenName,
            Self::WayMissing => Field::Way,
            Self::PhoneMissing | Self::PhoneOdd => Field::Phone,
            Self::EmailMissing | Self::EmailOdd => Field::Email,
            Self::ConsentMissing => Field::Consent,
        }
    }

    /// What the person reads.
    #[must_use]
    pub const fn text(self, texts: &Problems) -> &'static str {
        match self {
            Self::WishesMissing => texts.wishes_missing,
            Self::FamilyName(NameError::Empty) => texts.family_name_missing,
            Self::FamilyName(NameError::TooLong) => texts.family_name_long,
            Self::FamilyName(NameError::NotAName) => texts.family_name_odd,
            Self::GivenName(NameError::TooLong) => texts.given_name_long,
            Self::GivenName(NameError::Empty | NameError::NotAName) => texts.given_name_odd,
            Self::WayMissing => texts.way_missing,
            Self::PhoneMissing => texts.phone_missing,
            Self::PhoneOdd => texts.phone_odd,
            Self::EmailMissing => texts.email_missing,
            Self::EmailOdd => texts.email_odd,
            Self::ConsentMissing => texts.consent_missing,
        }
    }
}

impl Entry {
    /// Reads the fields of a posted form. A field that is not ours, or an answer that was not
    /// offered, counts as not given; of a field sent twice the last counts.
    pub fn from_fields<'a>(fields: impl IntoIterator<Item = (&'a str, &'a str)>) -> Self {
        let mut entry = Self::default();
        for (name, value) in fields {
            match name {
                "first" => entry.first = SchemeKind::from_code(value),
                "family_name" => value.clone_into(&mut entry.family_name),
                "given_name" => value.clone_into(&mut entry.given_name),
                "way" => entry.way = ContactWay::from_code(value),
                "phone" => value.clone_into(&mut entry.phone),
                "email" => value.clone_into(&mut entry.email),
                "level" => entry.level = CefrLevel::parse(value),
                "consent" => entry.accepted = value == "yes",
                _ => {
                    let kind = name.strip_prefix("wish-").and_then(SchemeKind::from_code);
                    entry.wishes.extend(kind.filter(|_| value == "yes"));
                }
            }
        }
        entry.wishes.sort_unstable();
        entry.wishes.dedup();
        entry
    }

    /// The entry in the domain's terms.
    ///
    /// # Errors
    /// Everything that is to be corrected, from the top of the form to its end.
    pub fn check(&self) -> Result<Checked, Vec<Problem>> {
        let mut problems = Vec::new();
        let wishes = noted(self.wishes(), &mut problems);
        let family_name =
            noted(PersonName::new(&self.family_name).map_err(Problem::FamilyName), &mut problems);
        let given_name = noted(
            optional(&self.given_name, PersonName::new).map_err(Problem::GivenName),
            &mut problems,
        );
        let contact = self.contact(&mut problems);
        if !self.accepted {
            problems.push(Problem::ConsentMissing);
        }
        match (wishes, family_name, given_name, contact) {
            (Some(wishes), Some(family_name), Some(given_name), Some(contact))
                if problems.is_empty() =>
            {
                Ok(Checked { family_name, given_name, contact, wishes, level: self.level })
            }
            _ => Err(problems),
        }
    }

    /// The kinds ticked, the dearest first. A kind named the dearest without being ticked does
    /// not count: it was ticked once and taken back.
    fn wishes(&self) -> Result<Wishes, Problem> {
        let mut kinds = self.wishes.clone();
        kinds.sort_by_key(|kind| Some(*kind) != self.first);
        Wishes::new(kinds).map_err(|_| Problem::WishesMissing)
    }

    fn contact(&self, problems: &mut Vec<Problem>) -> Option<Contact> {
        let contact = self.read_contact(problems)?;
        if contact.can_reach() {
            return Some(contact);
        }
        problems.push(self.unreachable());
        None
    }

    /// The ways of contact as they were typed, whether they are enough or not.
    pub(crate) fn read_contact(&self, problems: &mut Vec<Problem>) -> Option<Contact> {
        let phone = optional(&self.phone, PhoneNumber::new).map_err(|_| Problem::PhoneOdd);
        let email = optional(&self.email, EmailAddress::new).map_err(|_| Problem::EmailOdd);
        let (phone, email) = (noted(phone, problems), noted(email, problems));
        Some(Contact { phone: phone?, email: email?, preferred: self.way })
    }

    /// What is missing where the way chosen cannot be used.
    #[must_use]
    pub const fn unreachable(&self) -> Problem {
        match self.way {
            Some(ContactWay::Call | ContactWay::Text) => Problem::PhoneMissing,
            Some(ContactWay::Email) => Problem::EmailMissing,
            Some(ContactWay::Centre) | None => Problem::WayMissing,
        }
    }
}

/// Reads a text that may stay empty.
fn optional<T, E>(text: &str, read: impl FnOnce(&str) -> Result<T, E>) -> Result<Option<T>, E> {
    if text.trim().is_empty() { Ok(None) } else { read(text).map(Some) }
}

/// The value, or its problem noted.
fn noted<T>(result: Result<T, Problem>, problems: &mut Vec<Problem>) -> Option<T> {
    result.map_err(|problem| problems.push(problem)).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    const GOOD: [(&str, &str); 7] = [
        ("wish-social", "yes"),
        ("wish-employment", "yes"),
        ("first", "employment"),
        ("family_name", "Exemple"),
        ("way", "text"),
        ("phone", "06 39 98 12 34"),
        ("consent", "yes"),
    ];

    fn changed(name: &str, value: &str) -> Entry {
        let others = GOOD.into_iter().filter(|(known, _)| *known != name);
        Entry::from_fields(others.chain([(name, value)]))
    }

    #[test]
    fn the_dearest_wish_comes_first() {
        let checked = Entry::from_fields(GOOD).check().expect("a good entry");
        assert_eq!(checked.wishes.kinds(), [SchemeKind::Employment, SchemeKind::SocialIntegration]);
        let unticked = changed("first", "vae").check().expect("a good entry");
        assert_eq!(unticked.wishes.kinds()[0], SchemeKind::SocialIntegration);
    }

    #[test]
    fn each_problem_is_found_at_its_field() {
        let long = "é".repeat(domain::person::NAME_MAX + 1);
        for (name, value, problem) in [
            ("family_name", " ", Problem::FamilyName(NameError::Empty)),
            ("family_name", "1234", Problem::FamilyName(NameError::NotAName)),
            ("family_name", long.as_str(), Problem::FamilyName(NameError::TooLong)),
            ("given_name", "<b>", Problem::GivenName(NameError::NotAName)),
            ("phone", "", Problem::PhoneMissing),
            ("phone", "06 39", Problem::PhoneOdd),
            ("email", "nom", Problem::EmailOdd),
            ("way", "email", Problem::EmailMissing),
            ("consent", "no", Problem::ConsentMissing),
        ] {
            assert_eq!(changed(name, value).check(), Err(vec![problem]), "{name}={value}");
        }
    }

    #[test]
    fn an_empty_form_names_everything_that_is_missing_in_order() {
        let fields: Vec<_> =
            Entry::default().check().unwrap_err().into_iter().map(Problem::field).collect();
        assert_eq!(fields, [Field::Wishes, Field::FamilyName, Field::Way, Field::Consent]);
    }

    #[test]
    fn the_centre_needs_no_number_and_a_number_needs_no_way() {
        assert!(changed("way", "centre").check().is_ok());
        assert!(changed("way", "none of ours").check().is_ok());
    }

    #[test]
    fn debug_output_shows_no_personal_data() {
        assert_eq!(format!("{:?}", Entry::from_fields(GOOD)), "Entry(***)");
    }
}
