//! What of its directorate an account sees at the desk, said to the database (decision 0016).
//!
//! Every question of the desk binds one identity as `$1`, the [`key`](Sight::key): of the
//! directorate, or of the account, or of the partner that the account is limited to. What the
//! identity stands for is in the conditions that are written here, so that a question has the same
//! values for everybody, and a limit cannot be forgotten where the directorate is not.

use domain::id::{DirectorateId, OrganisationId, UserId};
use uuid::Uuid;

/// How an account is limited inside its directorate.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Limit {
    /// It is for all of it.
    #[default]
    Whole,
    /// It is for some centres: those of the view `sighted_centres`.
    Centres,
    /// It is for the schemes of a partner.
    Organisation(OrganisationId),
}

/// What an account sees.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sight {
    key: Uuid,
    limit: Limit,
}

impl Sight {
    /// Of an account.
    #[must_use]
    pub const fn of(directorate: DirectorateId, user: UserId, limit: Limit) -> Self {
        let key = match limit {
            Limit::Whole => directorate.0,
            Limit::Centres => user.0,
            Limit::Organisation(organisation) => organisation.0,
        };
        Self { key, limit }
    }

    /// Of who sees everything of a directorate.
    #[must_use]
    pub const fn whole(directorate: DirectorateId) -> Self {
        Self { key: directorate.0, limit: Limit::Whole }
    }

    /// The value of `$1`.
    pub(super) const fn key(self) -> Uuid {
        self.key
    }

    /// How it is limited.
    pub(super) const fn limit(self) -> Limit {
        self.limit
    }

    /// The directorate.
    pub(super) const fn directorate(self) -> &'static str {
        match self.limit {
            Limit::Whole => "$1",
            Limit::Centres => "(select z.directorate from users z where z.id = $1)",
            Limit::Organisation(_) => "(select z.directorate from organisations z where z.id = $1)",
        }
    }

    /// That a visit, by this name in the question, is in sight. Who is limited to a partner sees
    /// none for itself, and is told how many there were in all.
    pub(super) fn visit(self, visit: &str) -> String {
        match self.limit {
            Limit::Whole | Limit::Organisation(_) => {
                format!("{visit}.directorate = {}", self.directorate())
            }
            Limit::Centres => format!("{visit}.centre in ({CENTRES})"),
        }
    }

    /// That a centre, by its column in the question, is in sight.
    pub(super) fn centre(self, column: &str) -> String {
        match self.limit {
            Limit::Whole | Limit::Organisation(_) => "true".to_owned(),
            Limit::Centres => format!("{column} in ({CENTRES})"),
        }
    }

    /// That a person, by their name in the question, is in sight.
    pub(super) fn person(self, person: &str) -> String {
        match self.limit {
            Limit::Whole => format!("{person}.directorate = $1"),
            Limit::Centres | Limit::Organisation(_) => self.person_by(&format!("{person}.id")),
        }
    }

    /// The same of somebody of the directorate, by the column of their identity.
    pub(super) fn person_by(self, column: &str) -> String {
        match self.limit {
            Limit::Whole => "true".to_owned(),
            // Who is on a list of a visit there.
            Limit::Centres => format!(
                "{column} in (
        select e.signatory from interventions y join roster_entries e on e.intervention = y.id
        where y.centre in ({CENTRES}))"
            ),
            // Who was referred to a scheme of theirs and did not take it back, nor their consent.
            Limit::Organisation(_) => format!(
                "{column} in (
        select e.signatory from referrals e join schemes y on y.id = e.scheme
        where y.organisation = $1 and e.state <> 'withdrawn' and {CONSENT})"
            ),
        }
    }

    /// The same of one person, whose identity is `$2`.
    pub(super) fn one(self) -> String {
        match self.limit {
            Limit::Whole => {
                "select 1 from signatories s where s.id = $2 and s.directorate = $1".to_owned()
            }
            Limit::Centres => "select 1 from roster_entries e
                     join interventions y on y.id = e.intervention
                     join sighted_centres z on z.centre = y.centre
                 where e.signatory = $2 and z.\"user\" = $1 limit 1"
                .to_owned(),
            Limit::Organisation(_) => format!(
                "select 1 from referrals e join schemes y on y.id = e.scheme
                 where e.signatory = $2 and y.organisation = $1 and e.state <> 'withdrawn'
                     and {CONSENT} limit 1"
            ),
        }
    }

    /// Whether everything that happened to a person in sight is: to a partner, its own referrals.
    pub(super) const fn shows_file(self) -> bool {
        !matches!(self.limit, Limit::Organisation(_))
    }

    /// The same, in the words of a question.
    pub(super) const fn file(self) -> &'static str {
        if self.shows_file() { "true" } else { "false" }
    }

    /// That a scheme, by its name in the question, is of the partner that the account is limited
    /// to, where it is limited to one.
    pub(super) fn scheme(self, scheme: &str) -> String {
        match self.limit {
            Limit::Whole | Limit::Centres => "true".to_owned(),
            Limit::Organisation(_) => format!("{scheme}.organisation = $1"),
        }
    }
}

/// That who was referred by `e` still agrees.
const CONSENT: &str = "exists (
            select 1 from interests w where w.signatory = e.signatory and w.withdrawn is null)";

const CENTRES: &str = "select z.centre from sighted_centres z where z.\"user\" = $1";
