//! What the pages show, put together by the server.

use super::step::Step;
use domain::contact::Contact;
use domain::id::SchemeId;
use domain::intervention::Mode;
use domain::language::Language;
use domain::level::CefrLevel;
use domain::referral::{ReferralEvent, ReferralState};
use domain::time::Day;

/// The one referral that a link opens.
#[derive(Clone, PartialEq, Eq)]
pub struct ReferralShown {
    /// The person; nothing once the consent is taken back.
    pub person: Option<PersonShown>,
    /// Where the person is sent.
    pub scheme: SchemeShown,
    /// Who sent the person, by the name shown to colleagues.
    pub sent_by: Option<String>,
    /// When.
    pub sent_on: Day,
    /// What happened, the oldest first.
    pub history: Vec<Happened>,
    /// Where it stands.
    pub state: ReferralState,
    /// The version that the page shows; an answer to another one does not count.
    pub version: u32,
    /// What can be said now, and nothing else.
    pub steps: Vec<Step>,
    /// Whether only the want of a place keeps the person from being accepted.
    pub full: bool,
    /// The last day of the link.
    pub valid_until: Day,
}

/// What a partner needs to know of a person.
#[derive(Clone, PartialEq, Eq)]
pub struct PersonShown {
    /// Name.
    pub name: String,
    /// Year of birth.
    pub birth_year: Option<i32>,
    /// Level of French.
    pub level: Option<CefrLevel>,
    /// How to reach the person.
    pub contact: Contact,
    /// The language in which the consent was given.
    pub language: Option<Language>,
}

/// A scheme, as far as it is named beside a referral.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SchemeShown {
    /// Its name.
    pub title: String,
    /// Who offers it.
    pub organisation: String,
    /// How people meet.
    pub mode: Mode,
    /// The town; empty for remote ones.
    pub town: String,
}

/// One thing that happened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Happened {
    /// On which day it was entered.
    pub on: Day,
    /// What.
    pub what: ReferralEvent,
}

/// All referrals of an organisation, and its places.
#[derive(Clone, PartialEq, Eq)]
pub struct BoardShown {
    /// The organisation.
    pub organisation: String,
    /// Its schemes.
    pub schemes: Vec<SchemePlaces>,
    /// Its referrals under way.
    pub referrals: Vec<ListedReferral>,
    /// How many stand in each state.
    pub counts: Vec<(ReferralState, u32)>,
}

/// The places of a scheme.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SchemePlaces {
    /// The scheme.
    pub id: SchemeId,
    /// Its name.
    pub title: String,
    /// Places in all; `None` without a limit.
    pub places: Option<u16>,
    /// Places taken.
    pub taken: u16,
    /// The day the next group begins.
    pub next_intake: Option<Day>,
    /// The version that the page shows.
    pub version: u32,
}

/// A referral in the list of an organisation.
#[derive(Clone, PartialEq, Eq)]
pub struct ListedReferral {
    /// Initials, or the name where the link opens this one; nothing once the consent is taken back.
    pub name: Option<String>,
    /// Whether the link opens this one.
    pub own: bool,
    /// The scheme's name.
    pub scheme: String,
    /// Where it stands.
    pub state: ReferralState,
    /// When it was sent.
    pub sent_on: Day,
    /// Since when it stands so.
    pub since: Day,
}

/// Hides what a person could be known by: `Debug` output ends in logs and panics.
macro_rules! secret {
    ($($name:ident)*) => {$(
        impl std::fmt::Debug for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(concat!(stringify!($name), "(***)"))
            }
        }
    )*};
}
secret! { ReferralShown PersonShown BoardShown ListedReferral }
