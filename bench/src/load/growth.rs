//! What one change costs two advisers with the same visits, at an office with few records and at one with many.

use super::office::Office;
use super::{DAY, Load, Times, sessions, tablet, today};
use crate::records::{ADVISERS, CLASS, Edit, Editor, Inventor, Sheet, Staff, fill};
use crate::tablet::{Device, converse, enter};
use anyhow::{Context as _, Result};
use serde::Serialize;
use std::time::Instant as Moment;

/// A person's records: the person, three marks, an interest, an interview.
const RECORDS_OF_A_PERSON: u64 = 6;
/// Classes of the two advisers: 400 people at 60 visits.
const CLASSES: u64 = 20;
/// Changes, after some that warm what is warm on any day.
const CHANGES: usize = 300;
const WARMING: usize = 20;
/// News may cost so many times as much at the large office.
const FLAT: f64 = 1.2;

/// What was found.
#[derive(Debug, Serialize)]
pub struct Growth {
    offices: Vec<Cost>,
    /// How many times as long as at the first office it takes at the last to hear of a change, and to tell one.
    hearing: f64,
    telling: f64,
}

#[derive(Debug, Serialize)]
struct Cost {
    records: u64,
    /// Hearing of a change that somebody else made.
    hearing: Times,
    /// Telling one's own.
    telling: Times,
}

impl Growth {
    /// What costs more than it may.
    pub fn missed(&self) -> Vec<String> {
        let all = [("hearing of", self.hearing), ("telling", self.telling)];
        let missed = all.into_iter().filter(|(_, ratio)| *ratio > FLAT);
        missed
            .map(|(what, ratio)| format!("{what} a change costs {ratio:.2} times as much"))
            .collect()
    }
}

/// An office with two devices that hold the same.
struct Side {
    records: u64,
    // Ends before its database is taken away.
    _office: Office,
    one: Device,
    other: Device,
    edits: Vec<Edit>,
    hearing: Vec<std::time::Duration>,
    telling: Vec<std::time::Duration>,
}

/// Measures the offices in turn, change by change, so that whatever else the machine does meets all of them.
///
/// # Errors
/// When an office or a device fails.
pub async fn measure(load: &Load) -> Result<Growth> {
    let mut sides = Vec::new();
    for records in &load.records {
        sides.push(side(load, *records).await?);
    }
    for place in 0..WARMING + CHANGES {
        for side in &mut sides {
            let edit = side.edits.get(place).context("an edit for each change")?;
            enter(&side.other, std::slice::from_ref(edit)).await?;
            let begun = Moment::now();
            converse(&side.other).await?;
            let told = begun.elapsed();
            let begun = Moment::now();
            converse(&side.one).await?;
            let heard = begun.elapsed();
            if place >= WARMING {
                side.telling.push(told);
                side.hearing.push(heard);
            }
        }
    }
    let mut offices = Vec::new();
    println!("\n{:<28} {:>10} {:>10} {:>10}", "milliseconds", "median", "p95", "most");
    for side in sides {
        let same = side.one.read(|one| side.other.read(|other| one.records().eq(other.records())));
        anyhow::ensure!(same, "the two devices do not hold the same");
        let (hearing, telling) = (Times::of(side.hearing), Times::of(side.telling));
        for (what, times) in [("hearing of a change", hearing), ("telling a change", telling)] {
            let Times { median, p95, most } = times;
            println!("{what}, {} records: {median:>10.2} {p95:>10.2} {most:>10.2}", side.records);
        }
        offices.push(Cost { records: side.records, hearing, telling });
    }
    let ratio = |of: fn(&Cost) -> f64| match (offices.first(), offices.last()) {
        (Some(few), Some(many)) => of(many) / of(few),
        _ => 0.0,
    };
    let hearing = ratio(|cost| cost.hearing.median);
    let telling = ratio(|cost| cost.telling.median);
    println!("times as long with the most records: hearing {hearing:.2}, telling {telling:.2}");
    Ok(Growth { offices, hearing, telling })
}

async fn side(load: &Load, records: u64) -> Result<Side> {
    let database = load.folder.join(format!("growth-{records}.sqlite3"));
    let now = today();
    let mut inventor = Inventor::new(7, now);
    let people = (records / RECORDS_OF_A_PERSON).max(CLASSES * CLASS);
    let sheets: Vec<Sheet> = (0..people).map(|_| inventor.next()).collect();
    let of_class = |class: u64| {
        let theirs = class < CLASSES;
        if theirs { vec![ADVISERS[0].id, ADVISERS[1].id] } else { vec![ADVISERS[2].id] }
    };
    let begun = Moment::now();
    fill(&database, &sheets, &Staff { all: &ADVISERS, of_class: &of_class }).await?;
    println!("{people} people made in {} s", begun.elapsed().as_secs());

    let cookies = sessions(&database, &ADVISERS[..2]).await?;
    let office = Office::start(&load.server, &load.site, &database)?;
    let [one, other] = [
        tablet(&office, &ADVISERS[0], &cookies[0]).await,
        tablet(&office, &ADVISERS[1], &cookies[1]).await,
    ];
    converse(&one).await?;
    converse(&other).await?;
    let theirs = usize::try_from(CLASSES * CLASS)?;
    let mut theirs: Vec<Sheet> = sheets.into_iter().take(theirs).collect();
    let edits = Editor::new(&mut theirs, &mut inventor, now - DAY).marks(WARMING + CHANGES);
    let (hearing, telling) = (Vec::new(), Vec::new());
    Ok(Side {
        records: people * RECORDS_OF_A_PERSON,
        _office: office,
        one,
        other,
        edits,
        hearing,
        telling,
    })
}
