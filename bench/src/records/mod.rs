//! The records that devices synchronise when they are compared: as JSON for everybody, and the same
//! in a database of ours.

mod edits;
mod office;
mod sheet;

pub use edits::{Edit, Editor, What};
pub use office::{Revoked, Staff, fill, open, revoke};
pub use sheet::{Attended, CLASS, Consented, Inventor, Sheet, Talk};

use anyhow::{Context as _, Result};
use clap::Args;
use domain::id::UserId;
use serde::Serialize;
use std::borrow::Cow;
use std::fs::File;
use std::io::{BufWriter, Write as _};
use std::path::{Path, PathBuf};
use uuid::Uuid;

/// Records made here are the same wherever they are made on one day.
const SEED: u64 = 7;
const HOUR: i64 = 3_600_000;

/// What is to be made.
#[derive(Debug, Args)]
pub struct Wanted {
    /// People.
    #[arg(long)]
    count: u64,
    /// Rounds of edits.
    #[arg(long, default_value_t = 5)]
    rounds: usize,
    /// The moment before which everything happened, in milliseconds since 1970. Visits are on a
    /// device for 90 days, so it lies not far back.
    #[arg(long)]
    today: i64,
    /// Where the files go: `records-N.json`, `edits-N.json`, `office-N.sqlite3`.
    #[arg(long)]
    folder: PathBuf,
}

/// The edits of one round.
#[derive(Debug, Serialize)]
struct Round {
    /// A long day without a network.
    many: Vec<Edit>,
    /// A class.
    few: Vec<Edit>,
    /// Somebody else's.
    remote: Vec<Edit>,
}

/// Two people mark one person differently.
#[derive(Debug, Serialize)]
struct Contradiction {
    first: Edit,
    second: Edit,
}

#[derive(Debug, Serialize)]
struct Edits {
    rounds: Vec<Round>,
    weak: Vec<Edit>,
    singles: Vec<Edit>,
    contradiction: Contradiction,
    /// The people of every second class: their visits are taken away from the device.
    revoked: Vec<Uuid>,
}

/// An account that synchronises.
pub struct Adviser {
    /// Its identity.
    pub id: UserId,
    /// What is typed to sign in.
    pub login: Cow<'static, str>,
}

/// Who works with the records: two with a device, and one who wrote everything down before.
pub static ADVISERS: [Adviser; 3] = [
    Adviser { id: UserId(Uuid::from_u128(0x0700_0001)), login: Cow::Borrowed("mesure-1") },
    Adviser { id: UserId(Uuid::from_u128(0x0700_0002)), login: Cow::Borrowed("mesure-2") },
    Adviser { id: UserId(Uuid::from_u128(0x0700_0003)), login: Cow::Borrowed("mesure-3") },
];
/// Their password. It opens invented records on a machine that measures, and nothing else.
pub const PASSWORD: &str = "mesure-mesure-mesure";

/// Whether the visits to the class of a record are taken away when that is measured.
const fn is_revoked(place: u64) -> bool {
    (place / CLASS) % 2 == 1
}

/// Makes records, edits and the database.
///
/// # Errors
/// When a file cannot be written or the database fails.
pub async fn make(wanted: &Wanted) -> Result<()> {
    let count = wanted.count;
    let mut inventor = Inventor::new(SEED, wanted.today);
    let mut sheets: Vec<Sheet> = (0..count).map(|_| inventor.next()).collect();
    std::fs::create_dir_all(&wanted.folder)?;
    write(&wanted.folder.join(format!("records-{count}.json")), &sheets)?;
    let staff = Staff { all: &ADVISERS, of_class: &|_| vec![ADVISERS[0].id, ADVISERS[1].id] };
    fill(&wanted.folder.join(format!("office-{count}.sqlite3")), &sheets, &staff).await?;

    let revoked = (0..).zip(&sheets).filter(|(place, _)| is_revoked(*place));
    let revoked = revoked.map(|(_, sheet)| sheet.id).collect();
    let mut editor = Editor::new(&mut sheets, &mut inventor, wanted.today - 24 * HOUR);
    let rounds = (0..wanted.rounds)
        .map(|_| Round { many: editor.block(500), few: editor.block(30), remote: editor.marks(1) })
        .collect();
    let weak = editor.block(30);
    let singles = editor.marks(200);
    let [first, second] = editor.contradiction();
    let contradiction = Contradiction { first, second };
    let edits = Edits { rounds, weak, singles, contradiction, revoked };
    write(&wanted.folder.join(format!("edits-{count}.json")), &edits)
}

fn write<T: Serialize>(path: &Path, value: &T) -> Result<()> {
    let file = File::create(path).with_context(|| format!("cannot write {}", path.display()))?;
    let mut file = BufWriter::new(file);
    serde_json::to_writer(&mut file, value)?;
    Ok(file.flush()?)
}
