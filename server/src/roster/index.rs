//! People, found again by what is known of them, without comparing everyone with everyone.

use domain::contact::{EmailAddress, PhoneNumber};
use domain::person::{Birth, PersonName, fold_name};
use std::collections::HashMap;

/// People of one name looked at one by one. More than this share a name only in files made to be
/// slow; identical people are found among any number.
const NAMESAKES: usize = 64;

/// What is compared of a person.
#[derive(Clone, Copy)]
pub(super) struct Traits<'a> {
    pub(super) family_name: &'a PersonName,
    pub(super) given_name: Option<&'a PersonName>,
    pub(super) birth: Option<Birth>,
    pub(super) phone: Option<&'a PhoneNumber>,
    pub(super) email: Option<&'a EmailAddress>,
}

/// What makes two people alike, when nothing shows that they are the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Likeness {
    NameOtherBirth,
    NameNotCertain,
    Phone,
    Email,
}

/// A name, as a number.
type NameId = u32;

/// People in the order they were added. Where several fit, the first is found.
#[derive(Default)]
pub(super) struct Index<'a> {
    names: HashMap<String, NameId>,
    people: Vec<Entry<'a>>,
    identical: HashMap<Entry<'a>, usize>,
    by_date: HashMap<(NameId, Birth), usize>,
    by_phone_and_birth: HashMap<(NameId, Option<Birth>, &'a PhoneNumber), usize>,
    by_email_and_birth: HashMap<(NameId, Option<Birth>, String), usize>,
    namesakes: HashMap<NameId, Vec<usize>>,
    by_phone: HashMap<&'a PhoneNumber, usize>,
    by_email: HashMap<String, usize>,
}

#[derive(Clone, PartialEq, Eq, Hash)]
struct Entry<'a> {
    name: NameId,
    birth: Option<Birth>,
    phone: Option<&'a PhoneNumber>,
    email: Option<String>,
}

impl<'a> Index<'a> {
    /// Adds a person; their place is the count of those added before.
    pub(super) fn add(&mut self, person: Traits<'a>) {
        let spellings = spellings(person);
        let next = NameId::try_from(self.people.len()).unwrap_or(NameId::MAX);
        let name = self.name_of(&spellings).unwrap_or(next);
        for spelling in spellings {
            self.names.entry(spelling).or_insert(name);
        }
        let (birth, phone) = (person.birth, person.phone);
        let email = person.email.map(folded_email);
        let place = self.people.len();
        if let Some(date) = birth.filter(|&birth| is_certain(birth)) {
            self.by_date.entry((name, date)).or_insert(place);
        }
        if let Some(phone) = phone {
            self.by_phone.entry(phone).or_insert(place);
            self.by_phone_and_birth.entry((name, birth, phone)).or_insert(place);
        }
        if let Some(email) = &email {
            self.by_email.entry(email.clone()).or_insert(place);
            self.by_email_and_birth.entry((name, birth, email.clone())).or_insert(place);
        }
        let namesakes = self.namesakes.entry(name).or_default();
        if namesakes.len() < NAMESAKES {
            namesakes.push(place);
        }
        let entry = Entry { name, birth, phone, email };
        self.identical.entry(entry.clone()).or_insert(place);
        self.people.push(entry);
    }

    /// The person this is: of the same name, and
    /// - everything else identical, or
    /// - born on the same day, or
    /// - with the same statement of birth (none, a year, a 1 January) and the same telephone or
    ///   e-mail, or
    /// - with the same vague birth and nothing that speaks against it.
    pub(super) fn same(&self, person: Traits<'a>) -> Option<usize> {
        let entry = self.entry_of(person)?;
        let identical = self.identical.get(&entry);
        let Entry { name, birth, phone, email } = entry;
        let found = identical
            .or_else(|| self.by_date.get(&(name, birth?)))
            .or_else(|| self.by_phone_and_birth.get(&(name, birth, phone?)))
            .or_else(|| self.by_email_and_birth.get(&(name, birth, email.clone()?)))
            .copied();
        found.or_else(|| {
            birth?;
            self.namesakes.get(&name)?.iter().copied().find(|&place| {
                let other = &self.people[place];
                other.birth == birth
                    && no_contradiction(other.phone, phone)
                    && no_contradiction(other.email.as_deref(), email.as_deref())
            })
        })
    }

    /// Somebody to be compared by a person, where [`same`](Self::same) finds nobody.
    pub(super) fn like(&self, person: Traits<'a>) -> Option<(usize, Likeness)> {
        let namesakes = self.name_of(&spellings(person)).and_then(|name| self.namesakes.get(&name));
        if let Some(namesakes) = namesakes {
            let may_agree = |&place: &usize| match (self.people[place].birth, person.birth) {
                (Some(one), Some(other)) => one.agrees_with(other),
                _ => true,
            };
            if let Some(place) = namesakes.iter().copied().find(may_agree) {
                return Some((place, Likeness::NameNotCertain));
            }
            return namesakes.first().map(|&place| (place, Likeness::NameOtherBirth));
        }
        let by_phone = person.phone.and_then(|phone| self.by_phone.get(phone));
        let by_email = || person.email.and_then(|email| self.by_email.get(&folded_email(email)));
        by_phone
            .map(|&place| (place, Likeness::Phone))
            .or_else(|| by_email().map(|&place| (place, Likeness::Email)))
    }

    fn entry_of(&self, person: Traits<'a>) -> Option<Entry<'a>> {
        let name = self.name_of(&spellings(person))?;
        let email = person.email.map(folded_email);
        Some(Entry { name, birth: person.birth, phone: person.phone, email })
    }

    fn name_of(&self, spellings: &[String; 2]) -> Option<NameId> {
        spellings.iter().find_map(|spelling| self.names.get(spelling)).copied()
    }
}

/// The folded full name in both orders: lists swap the columns, and divide names differently.
fn spellings(person: Traits<'_>) -> [String; 2] {
    let family = fold_name(person.family_name.as_str());
    let given = person.given_name.map(|name| fold_name(name.as_str())).unwrap_or_default();
    [format!("{family}{given}"), format!("{given}{family}")]
}

/// Whether a birth tells namesakes apart: a full date, and not the 1 January of people whose date
/// is unknown.
fn is_certain(birth: Birth) -> bool {
    matches!(birth, Birth::Date(day) if !matches!(day.civil(), (_, 1, 1)))
}

/// Servers that tell capitals apart are unheard of; people who do not are everywhere.
fn folded_email(email: &EmailAddress) -> String {
    email.as_str().to_lowercase()
}

fn no_contradiction<T: PartialEq + ?Sized>(one: Option<&T>, other: Option<&T>) -> bool {
    one.is_none() || other.is_none() || one == other
}
