//! Identifiers. Each kind of thing has its own type, so that one cannot stand in for another.
//!
//! All are UUIDs made where the record is born (version 7, so that they sort by age); the domain
//! itself never draws one.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident;)*) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(pub Uuid);

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                self.0.fmt(f)
            }
        }

        impl std::str::FromStr for $name {
            type Err = uuid::Error;
            fn from_str(text: &str) -> Result<Self, Self::Err> {
                text.parse().map(Self)
            }
        }
    )*};
}

ids! {
    /// A territorial directorate (*direction territoriale*): the unit that owns records and
    /// numbers its changes.
    DirectorateId;
    /// A language training centre.
    CentreId;
    /// A visit to a centre.
    InterventionId;
    /// A person who signed the contract.
    SignatoryId;
    /// One recorded interest of one person.
    InterestId;
    /// A partner of the network, or another organisation.
    OrganisationId;
    /// A scheme as one organisation offers it.
    SchemeId;
    /// A personal interview.
    InterviewId;
    /// A referral of one person to one scheme.
    ReferralId;
    /// Something the server does by itself, such as sending a message.
    JobId;
    /// A message to a person or a partner.
    MessageId;
    /// A time that an adviser offers for interviews.
    OfferedSlotId;
    /// A person with an account: adviser or supervisor.
    UserId;
    /// One installation of the application used by one account.
    ClientId;
}
