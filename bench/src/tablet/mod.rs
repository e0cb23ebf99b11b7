//! A device of ours without a browser: the client of `sync` as it is, on a store in memory, over
//! the real line.
//!
//! Takes an order from each line of its input and answers with a line, both JSON.

mod line;
mod sheets;
mod store;

pub use line::Line;

use crate::records::{ADVISERS, Edit, PASSWORD, What};
use anyhow::{Context as _, Result, anyhow, bail};
use clap::Args;
use domain::attendance::Attendance;
use domain::contact::{Contact, PhoneNumber};
use domain::id::{SignatoryId, UserId};
use domain::interview::{Findings, InterviewEvent};
use domain::time::Instant;
use domain::{Command, State};
use serde::{Deserialize, Serialize};
use std::io::{BufRead as _, Write as _};
use std::path::PathBuf;
use std::time::Duration;
use store::InMemory;
use sync::Outcome;
use sync::client::{Client, Cut, Kept};

/// A pause before another try, as long as the application's first.
const PAUSE: Duration = Duration::from_secs(2);
/// Tries before a device gives up.
const TRIES: usize = 60;

/// Whose device it is, and where the office.
#[derive(Debug, Args)]
pub struct Place {
    /// The office's address.
    #[arg(long)]
    office: String,
    /// The address that the office believes it has.
    #[arg(long)]
    host: String,
    /// The number of the account, from 0.
    #[arg(long)]
    account: usize,
}

#[derive(Debug, Deserialize)]
#[serde(tag = "do", rename_all = "lowercase")]
enum Order {
    /// Sends and fetches until there is nothing more to say.
    Sync,
    /// Fetches what it lacks: the same, since there is one exchange for both.
    Fetch,
    /// Hears of the next change, by asking.
    Hear,
    /// Makes ready to be told. The application is told that something changed, never what, and then
    /// asks; that is what is measured.
    Listen,
    /// Carries edits out, without the line.
    Edit { edits: Vec<Edit> },
    /// Writes all records down, as everybody has them.
    Dump { file: PathBuf },
    /// What of a contradiction a person could see here.
    Losers,
}

#[derive(Debug, Default, Serialize)]
struct Answer {
    #[serde(skip_serializing_if = "Option::is_none")]
    error: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    losers: Option<Losers>,
}

/// Values that lost a contradiction and can be seen.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct Losers {
    count: usize,
    /// Only by who asks for them.
    on_request: bool,
}

/// A device with everything in memory.
pub type Device = Client<Kept<InMemory>, Line>;

/// Opens a new one for an account, over a line that has its session.
pub async fn device(account: UserId, line: Line) -> Device {
    let store = Kept::in_tables(InMemory::default());
    let Ok(client) = Client::open(account, store, line).await;
    client
}

/// Obeys until its input ends.
///
/// # Errors
/// When the account cannot be signed in to.
pub async fn run(place: &Place) -> Result<()> {
    let adviser = ADVISERS.get(place.account).context("there is no such account")?;
    let line = Line::lay(&place.office, &place.host, &adviser.login, PASSWORD)?;
    let client = device(adviser.id, line).await;
    say(&Answer::default())?;
    for order in std::io::stdin().lock().lines() {
        let answer = match obey(&client, &order?).await {
            Ok(answer) => answer,
            Err(error) => Answer { error: Some(format!("{error:#}")), ..Answer::default() },
        };
        say(&answer)?;
    }
    Ok(())
}

fn say(answer: &Answer) -> Result<()> {
    let mut out = std::io::stdout().lock();
    serde_json::to_writer(&mut out, answer)?;
    out.write_all(b"\n")?;
    Ok(out.flush()?)
}

async fn obey(client: &Device, order: &str) -> Result<Answer> {
    let mut answer = Answer::default();
    match serde_json::from_str(order)? {
        Order::Sync | Order::Fetch | Order::Hear => converse(client).await?,
        Order::Listen => {}
        Order::Edit { edits } => enter(client, &edits).await?,
        Order::Dump { file } => client.read(|state| sheets::write(state, &file))?,
        Order::Losers => {
            let receipts = client.receipts();
            let is_conflict = |outcome: &Outcome| matches!(outcome, Outcome::Conflict(_));
            let count = receipts.iter().filter(|(_, it)| is_conflict(&it.outcome)).count();
            answer.losers = Some(Losers { count, on_request: false });
        }
    }
    Ok(answer)
}

/// Enters edits, each at its own time, without the line.
///
/// # Errors
/// When the device does not know what an edit is about, or does not take it.
pub async fn enter(client: &Device, edits: &[Edit]) -> Result<()> {
    for edit in edits {
        client.world().set(Some(Instant(edit.at)));
        let command = client.read(|state| command(state, edit))?;
        let saved = client.submit(command).await;
        saved.map_err(|error| anyhow!("an edit was not taken: {error:?}"))?;
    }
    client.world().set(None);
    Ok(())
}

/// Talks to the office, and tries again when the line fails, as the application does.
///
/// # Errors
/// When the office does not answer for long.
pub async fn converse(client: &Device) -> Result<()> {
    for _ in 0..TRIES {
        match client.converse().await {
            Ok(()) => return Ok(()),
            Err(Cut::Silence(silence)) => {
                eprintln!("no answer: {silence:#}");
                std::thread::sleep(PAUSE);
            }
            // The application goes on at its next occasion.
            Err(Cut::Endless) => {}
            Err(Cut::Store(never)) => match never {},
        }
    }
    bail!("the office does not answer")
}

/// The command that an edit comes to on a device that shows this.
fn command(state: &State, edit: &Edit) -> Result<Command> {
    let signatory = SignatoryId(edit.record);
    Ok(match &edit.what {
        What::Mark { place, mark } => {
            let visits = sheets::visits_of(state, signatory);
            Command::MarkAttendance {
                intervention: *visits.get(*place).context("the person is not on that list")?,
                signatory,
                mark: Attendance::ALL.into_iter().find(|it| it.code() == mark),
            }
        }
        What::Phone { phone } => {
            let known = state.signatory(signatory).context("the person is not known")?;
            let contact =
                Contact { phone: Some(PhoneNumber::new(phone)?), ..known.contact.clone() };
            Command::CorrectContact { signatory, contact }
        }
        What::Note { note } => {
            let interview = state.interviews_of(signatory).next();
            let note = note.clone();
            let findings = Findings { level: None, barriers: vec![], decided: vec![], note };
            Command::FollowInterview {
                signatory,
                interview: interview.context("there is no interview")?.id,
                event: InterviewEvent::Held(findings),
            }
        }
    })
}
