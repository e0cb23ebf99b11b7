//! What a row of the table says, and how the table is written down.

use super::world::{Asker, Stage, World};
use app::api::ApiError;
use app::text::fr::errors::api_error;
use app::text::fr::refusal::refusal;
use domain::{Command, Refusal};
use serde_json::Value;
use std::fmt::Write as _;

/// Who asks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    Nobody,
    Adviser,
    Supervisor,
    /// A supervisor whose account is limited to departments or centres.
    OfCentres,
    /// A supervisor whose account is limited to a partner.
    OfPartner,
    Partner,
    Signatory,
}

impl Role {
    /// In the order of the columns.
    pub const ALL: [Self; 7] = [
        Self::Nobody,
        Self::Adviser,
        Self::Supervisor,
        Self::OfCentres,
        Self::OfPartner,
        Self::Partner,
        Self::Signatory,
    ];

    const fn word(self) -> &'static str {
        match self {
            Self::Nobody => "nobody",
            Self::Adviser => "adviser",
            Self::Supervisor => "supervisor",
            Self::OfCentres => "supervisor, limited to departments or centres",
            Self::OfPartner => "supervisor, limited to a partner",
            Self::Partner => "partner (link)",
            Self::Signatory => "signatory (session)",
        }
    }
}

/// Of what a role may do something.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scope {
    Directorate,
    Centres,
    Schemes,
    Part,
    Visits,
    Sight,
    Copy,
    Own,
    Referral,
    Network,
    Request,
    Times,
    Password,
    Code,
    Receipt,
    Calendar,
    Invitation,
    Revoked,
}

impl Scope {
    const fn word(self) -> &'static str {
        match self {
            Self::Directorate => "own directorate",
            Self::Centres => "its centres",
            Self::Schemes => "its partner",
            Self::Part => "its partner's part",
            Self::Visits => "interventions assigned",
            Self::Sight => "people of interventions assigned, files followed",
            Self::Copy => "interventions assigned, files followed",
            Self::Own => "own",
            Self::Referral => "the link's referral",
            Self::Network => "own organisation",
            Self::Request => "own request",
            Self::Times => "own request, times of its directorate",
            Self::Password => "with the password",
            Self::Code => "with the intervention's code",
            Self::Receipt => "with the receipt's code and the year of birth or the telephone",
            Self::Calendar => "with its secret address",
            Self::Invitation => "with the account's link",
            Self::Revoked => "with a revoked device's name or its cookie",
        }
    }

    /// Whether it is a thing somebody has in their hands that opens it, whoever they are.
    pub const fn is_held(self) -> bool {
        matches!(
            self,
            Self::Password
                | Self::Code
                | Self::Receipt
                | Self::Calendar
                | Self::Invitation
                | Self::Revoked
        )
    }
}

/// What a role may do.
#[derive(Clone, Copy, Debug)]
pub enum Right {
    No,
    Yes,
    /// Inside a scope.
    Within(Scope),
    /// Is answered, and there is never anything of theirs in it.
    Empty,
    /// Not by this way, but by the page of that address.
    Through(&'static str),
}

/// What is answered outside of a scope.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Beyond {
    /// A refusal that says why.
    Refused,
    /// An answer as to anybody, in which nothing of it is, and by which nothing of it changes.
    Nothing,
}

/// How it is asked.
#[derive(Clone, Copy)]
pub enum Ask {
    /// A server function that speaks JSON, with these arguments.
    Json(fn(&World) -> Value),
    /// A server function that speaks postcard.
    Postcard(fn(&World) -> Vec<u8>),
    /// Signing in with what the asker knows.
    SignIn,
    /// The key of the tablet that the asker has in their hands.
    Tablet,
    /// A parcel of a device whose name the asker knows.
    Surrender,
    /// A rescue file of the tablet that the asker has in their hands.
    Rescue,
    /// That this device be emptied.
    Empty,
    /// A list of people, as a file.
    Roster,
    /// A command of a device.
    Enter(fn(&World) -> Command),
    /// A device that asks for what it may hold.
    Pull,
    /// The same by an installation that is Clara's.
    PullAsAnother,
    /// A page at the path that this gives.
    Get(fn(&Asker) -> String),
    /// The page at the row's own path.
    SamePath,
    /// The beginning of what goes on at the row's own path.
    Stream,
    /// A form, sent to the row's own path.
    SamePathPosted(fn(&World) -> String),
    /// A form, sent to the path that this gives.
    Post(fn(&Asker) -> String, fn(&World) -> String),
    /// The form with which somebody shows their receipt.
    ShowReceipt,
}

/// A row of the table.
#[derive(Clone, Copy)]
pub struct Row {
    /// The address with its method, or the kind of command.
    pub action: &'static str,
    /// What tells it from other rows of the same action.
    pub when: &'static str,
    /// What it is for.
    pub does: &'static str,
    /// By role, as in [`Role::ALL`].
    pub rights: [Right; 7],
    /// Outside of the scopes.
    pub beyond: Beyond,
    /// How far the request is of which it is asked.
    pub stage: Stage,
    /// What only an answer inside of the scope holds.
    pub shows: &'static str,
    /// Whether it changes records.
    pub writes: bool,
    /// How it is asked.
    pub ask: Ask,
}

impl Row {
    /// The rights of nobody, an adviser, a supervisor of the whole directorate, a partner and a
    /// signatory. A limited account has nothing of what is bounded by the directorate, and one that
    /// is limited to a partner nothing of the staff's, unless [`centres`](Self::centres) and the
    /// like say so.
    pub const fn new(
        action: &'static str,
        does: &'static str,
        [nobody, adviser, supervisor, partner, signatory]: [Right; 5],
        ask: Ask,
    ) -> Self {
        let of_centres = match supervisor {
            Right::Within(Scope::Directorate) => Right::No,
            other => other,
        };
        // What everybody may, and what somebody holds opens for whoever they are.
        let of_partner = match nobody {
            Right::Yes | Right::Within(_) => nobody,
            Right::No | Right::Empty | Right::Through(_) => Right::No,
        };
        Self {
            action,
            when: "",
            does,
            rights: [nobody, adviser, supervisor, of_centres, of_partner, partner, signatory],
            beyond: Beyond::Refused,
            stage: Stage::Sent,
            shows: "",
            writes: false,
            ask,
        }
    }

    /// Who is limited to centres may it there.
    pub const fn centres(self) -> Self {
        self.limited(Role::OfCentres, Right::Within(Scope::Centres))
    }

    /// Who is limited to a partner may it with what is that partner's.
    pub const fn partner(self) -> Self {
        self.limited(Role::OfPartner, Right::Within(Scope::Schemes))
    }

    /// Limits make no difference.
    pub const fn common(self) -> Self {
        self.limited(Role::OfCentres, Right::Within(Scope::Directorate))
            .limited(Role::OfPartner, Right::Within(Scope::Directorate))
    }

    /// Of one role it is otherwise.
    pub const fn limited(mut self, role: Role, right: Right) -> Self {
        self.rights[role as usize] = right;
        self
    }

    pub const fn when(self, when: &'static str) -> Self {
        Self { when, ..self }
    }

    /// Inside of the scope the answer holds this. Where only that tells inside from outside, it is
    /// a [`list`](Self::list).
    pub const fn shows(self, shows: &'static str) -> Self {
        Self { shows, ..self }
    }

    /// Outside of the scope it is answered too, without this.
    pub const fn list(self, shows: &'static str) -> Self {
        Self { shows, beyond: Beyond::Nothing, ..self }
    }

    /// Records change by it.
    pub const fn writes(self) -> Self {
        Self { writes: true, ..self }
    }

    pub const fn at(self, stage: Stage) -> Self {
        Self { stage, ..self }
    }

    fn cell(&self, role: Role) -> String {
        match self.rights[role as usize] {
            Right::No => "–".to_owned(),
            Right::Yes => "yes".to_owned(),
            Right::Within(scope) => scope.word().to_owned(),
            Right::Empty => "nothing in it".to_owned(),
            Right::Through(page) => format!("by `{page}`"),
        }
    }

    fn is_bounded(&self) -> bool {
        self.rights.iter().any(|right| matches!(right, Right::Within(_)))
    }
}

const HEAD: &str = "\
# Who may do what

Written by the test that tries it, from the list in `server/tests/it/rights/`: do not edit. After a
change of the list, `PASSERELLE_WRITE_DOCS=1 cargo xtask test unit -- rights` writes this page anew.

Each cell was tried, inside of the scope and outside of it: a supervisor of another directorate, one
limited to another department or centre, or to another partner, a supervisor or an adviser who is not
assigned to the intervention, an adviser of another directorate, the link of another referral and of another organisation, the session of another person. What was refused
changed nothing. The test fails when a server function, a command or an address of the router is not in
the list.

- **nobody**: a browser without a session. **adviser**, **supervisor**: a session of the staff.
  **partner (link)**: who has the address of a partner's page. **signatory (session)**: who opened their
  own request with their receipt.
- **–**: refused. Words: allowed inside of this scope. *files followed*: the people whose interviews the
  adviser holds; a device keeps them until 90 days after the end of the path. *own directorate* bounds
  every scope of the staff.
- **Outside**: what somebody of the role gets who is outside of the scope. *refused*: nothing happens, and
  a sentence says why. *nothing of it*: an answer like any other, without anything of another's in it.
- **limited**: what of the directorate a supervisor's account is for (decision 0016). *its centres*:
  the interventions in its centres, or in those of its departments, and the people on their lists. *its
  partner*: the partner, its schemes, and the people referred to them who take back neither that nor their
  consent; of their files these referrals alone. Such an account is given nothing of what advisers are.
- A supervisor is also given what advisers are given, since they may stand in a classroom.

## What a refusal says

| | |
|---|---|
";

/// The table as a page.
pub fn page(calls: &[Row], commands: &[Row], pages: &[Row]) -> String {
    let mut page = HEAD.to_owned();
    for (case, sentence) in [
        ("no session of the staff", api_error(&ApiError::SignIn)),
        ("not with this role, or not of these people", api_error(&ApiError::Forbidden)),
        ("of another directorate", api_error(&ApiError::NotFound)),
        ("a command, kept for the supervisor to see", refusal(Refusal::NotAllowed).to_owned()),
    ] {
        let _ = writeln!(page, "| {case} | {sentence} |");
    }
    page.push_str(
        "\nSome functions name what cannot be chosen instead (a centre, an adviser, a partner). A link, a \
         code or\na receipt that opens nothing gets a page that says what may be the reason.\n",
    );
    section(&mut page, "Server functions", "Address", calls);
    page.push_str(
        "\n## Commands\n\nWhat devices send to `POST /api/sync/v1`. Whether it may be done is asked when it \
         arrives, by the\nrights of that moment. The same commands come from the pages of partners and \
         signatories.\n",
    );
    rows(&mut page, "Command", commands);
    section(&mut page, "Pages and files", "Address", pages);
    page
}

fn section(page: &mut String, title: &str, first: &str, table: &[Row]) {
    let _ = write!(page, "\n## {title}\n");
    rows(page, first, table);
}

fn rows(page: &mut String, first: &str, table: &[Row]) {
    let _ = write!(page, "\n| {first} | |");
    for role in Role::ALL {
        let _ = write!(page, " {} |", role.word());
    }
    page.push_str(" Outside |\n");
    page.push_str(&"|---".repeat(Role::ALL.len() + 3));
    page.push_str("|\n");
    for row in table {
        let when = if row.when.is_empty() { String::new() } else { format!(", {}", row.when) };
        let _ = write!(page, "| `{}`{when} | {} |", row.action, row.does);
        for role in Role::ALL {
            let _ = write!(page, " {} |", row.cell(role));
        }
        let beyond = match (row.is_bounded(), row.beyond) {
            (false, _) => "",
            (true, Beyond::Refused) => "refused",
            (true, Beyond::Nothing) => "nothing of it",
        };
        let _ = writeln!(page, " {beyond} |");
    }
}
