//! Two hundred devices that were without a network for a morning and come back after lunch.

use super::office::Office;
use super::{DAY, Load, Times, sessions, tablet, today};
use crate::chance::Chance;
use crate::records::{Adviser, CLASS, Edit, Editor, Inventor, Sheet, Staff, fill};
use crate::tablet::{converse, enter};
use anyhow::{Context as _, Result, anyhow, ensure};
use domain::id::UserId;
use serde::Serialize;
use std::borrow::Cow;
use std::sync::{Arc, Barrier};
use std::thread;
use std::time::{Duration, Instant as Moment};
use tokio::runtime::Builder;
use uuid::Uuid;

/// Each has entered so much: a class.
const ENTRIES: usize = 30;
/// They come back within so many seconds, each at a moment of its own. The first is what is held against
/// [`LIMIT`]; the others tell what happens when a network comes back for all at the same time.
const WITHIN: [u64; 3] = [60, 10, 0];
/// Of a hundred devices ninety-five have to be done within this, in milliseconds.
const LIMIT: f64 = 300.0;

/// How long the devices took to send and to fetch.
#[derive(Debug, Serialize)]
pub struct Crowd {
    tablets: usize,
    within_seconds: u64,
    entries: usize,
    times: Times,
}

/// What took longer than it may.
pub fn missed(crowds: &[Crowd]) -> Vec<String> {
    let first = crowds.first().filter(|crowd| crowd.times.p95 > LIMIT);
    first
        .map(|crowd| format!("{} ms after lunch at the 95th percentile", crowd.times.p95))
        .into_iter()
        .collect()
}

const fn account(number: usize) -> UserId {
    UserId(Uuid::from_u128(0x0710_0000 + number as u128))
}

/// Two advisers share two classes; each enters what happened in one of them, and hears of the other's.
///
/// # Errors
/// When the office or a device fails, or something was not sent.
pub async fn measure(load: &Load) -> Result<Vec<Crowd>> {
    let database = load.folder.join("crowd.sqlite3");
    let now = today();
    let mut inventor = Inventor::new(7, now);
    let people = load.tablets as u64 * CLASS;
    let mut sheets: Vec<Sheet> = (0..people).map(|_| inventor.next()).collect();
    // And one who wrote everything down before.
    let staff: Vec<Adviser> = (0..=load.tablets)
        .map(|number| Adviser {
            id: account(number),
            login: Cow::Owned(format!("mesure-{number}")),
        })
        .collect();
    let of_class = |class: u64| {
        let first = usize::try_from(class).unwrap_or_default() / 2 * 2;
        vec![account(first), account(first + 1)]
    };
    fill(&database, &sheets, &Staff { all: &staff, of_class: &of_class }).await?;
    let cookies = sessions(&database, &staff[..load.tablets]).await?;
    let office = Arc::new(Office::start(&load.server, &load.site, &database)?);

    // The rounds of each device; the last one is nothing but an exchange.
    let class = usize::try_from(CLASS)?;
    let rounds: Vec<Vec<Vec<Edit>>> = sheets
        .chunks_mut(class)
        .map(|own| {
            let mut editor = Editor::new(own, &mut inventor, now - DAY);
            WITHIN.map(|_| editor.block(ENTRIES)).to_vec()
        })
        .collect();
    let barrier = Arc::new(Barrier::new(load.tablets));
    let devices: Vec<_> = staff
        .into_iter()
        .zip(cookies)
        .zip(rounds)
        .enumerate()
        .map(|(number, ((account, cookie), rounds))| {
            let (office, barrier) = (Arc::clone(&office), Arc::clone(&barrier));
            thread::spawn(move || {
                let life = afternoon(&office, &account, &cookie, &rounds, number, &barrier);
                Builder::new_current_thread().build()?.block_on(life)
            })
        })
        .collect();
    let mut times = WITHIN.map(|_| Vec::new());
    for device in devices {
        let took = device.join().map_err(|_| anyhow!("a device broke"))??;
        for (times, took) in times.iter_mut().zip(took) {
            times.push(took);
        }
    }
    println!("\n{} devices with {ENTRIES} entries each, milliseconds", load.tablets);
    let crowds = WITHIN.into_iter().zip(times).map(|(within_seconds, times)| {
        let times = Times::of(times);
        let Times { median, p95, most } = times;
        println!("within {within_seconds:>2} s: {median:>10.2} {p95:>10.2} {most:>10.2}");
        Crowd { tablets: load.tablets, within_seconds, entries: ENTRIES, times }
    });
    Ok(crowds.collect())
}

/// What one device does; how long it took each time it came back.
async fn afternoon(
    office: &Office,
    account: &Adviser,
    cookie: &str,
    rounds: &[Vec<Edit>],
    number: usize,
    barrier: &Barrier,
) -> Result<Vec<Duration>> {
    let device = tablet(office, account, cookie).await;
    let mut chance = Chance(number as u64);
    let mut took = Vec::new();
    // Whoever fails must not keep the others waiting at the barrier.
    let mut fault = converse(&device).await.err();
    for (within, edits) in WITHIN.into_iter().zip(rounds) {
        if fault.is_none() {
            fault = enter(&device, edits).await.err();
        }
        barrier.wait();
        thread::sleep(Duration::from_millis(chance.below(within * 1_000 + 1)));
        let begun = Moment::now();
        if fault.is_none() {
            fault = converse(&device).await.err();
        }
        took.push(begun.elapsed());
        barrier.wait();
    }
    if let Some(fault) = fault {
        return Err(fault).with_context(|| format!("device {number}"));
    }
    let (waiting, entered) = device.counts();
    ensure!(waiting == 0, "device {number} still has {waiting} entries");
    ensure!(entered == (ENTRIES * rounds.len()) as u64, "device {number} entered {entered}");
    ensure!(device.receipts().is_empty(), "device {number} was refused something");
    Ok(took)
}
