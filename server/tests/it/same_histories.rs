//! The same histories against the office in memory, which the simulator works with, and against the
//! database: every request is answered alike, and both end with the same. With
//! `PASSERELLE_TEST_POSTGRES` the database is PostgreSQL, so that all three are compared.
//!
//! Some installations enter what makes sense of the records as they see them, and send it: twice,
//! from an earlier number on, with a number missing, from a copied device, without the right to it,
//! unreadable. Meanwhile visits are given and taken away, schemes opened and closed, backups noted.
//!
//! Left out is that in which the two offices differ on purpose:
//! - the names of timelines and changes, which each office draws for itself: every installation
//!   knows its place in the feed by both names (`Tablet`);
//! - rights that only the database knows: those of supervisors, people and schemes of other
//!   directorates, and what `Tablet::suited` does not ask for;
//! - the 90 days after which a visit or a file is given no more: everything is of one day;
//! - answers in several pieces: the offices count bytes differently and give files in another order.
//!   Histories are so short that no answer is cut, and `more` is compared.

mod alike;
mod apart;
mod both;
mod tablet;

use apart::{EVERYWHERE, visits};
use both::Both;
use domain::Refusal;
use domain::id::UserId;
use domain::time::Instant;
use histories::{ADVISERS, SCHEMES};
use rstest::rstest;
use simulator::Chance;
use std::collections::BTreeSet;
use sync::{Outcome, SyncResponse};
use tablet::Tablet;

/// How many histories one run of the test plays.
const EACH: u64 = 10;
/// What happens in one of them before everybody says the rest: about 60 entries and 40 requests.
const STEPS: i64 = 120;
/// Whose the installations are.
const OWNERS: [UserId; 5] = [EVERYWHERE, EVERYWHERE, ADVISERS[1], ADVISERS[1], ADVISERS[2]];
/// No device is copied where there are so many.
const MANY: usize = 8;

/// What must have happened somewhere in the histories of one run: nothing is compared where nothing
/// happens.
const HAPPENS: [&str; 14] = [
    "applied",
    "nothing",
    "conflict",
    "refused",
    "not allowed",
    "unreadable",
    "duplicate",
    "forked",
    "reset",
    "asked for the scopes",
    "granted",
    "revoked",
    "lacking",
    "backed up",
];

#[rstest]
#[case::first_ten(0)]
#[case::second_ten(10)]
#[case::third_ten(20)]
#[case::fourth_ten(30)]
#[tokio::test]
async fn memory_and_database_answer_alike_and_end_equal(#[case] first: u64) {
    let mut seen = BTreeSet::new();
    for seed in first..first + EACH {
        play(seed, &mut seen).await;
    }
    for what in HAPPENS {
        assert!(seen.contains(what), "{what}: never, in all histories from {first} on");
    }
}

async fn play(seed: u64, happened: &mut BTreeSet<&'static str>) {
    let mut chance = Chance::new(seed);
    let mut both = Both::open(chance.number()).await;
    for visit in visits() {
        both.assign(EVERYWHERE, visit).await;
        for user in [ADVISERS[1], ADVISERS[2]] {
            if chance.in_a_thousand(700) {
                both.assign(user, visit).await;
            }
        }
    }
    let mut tablets: Vec<Tablet> =
        OWNERS.into_iter().map(|user| Tablet::new(user, &mut chance)).collect();
    for step in 0..STEPS {
        let at = format!("seed {seed}, step {step}");
        both.memory.wait(7);
        let which = chance.below(tablets.len());
        let tablet = &mut tablets[which];
        match chance.below(40) {
            0..20 => tablet.enter(&mut chance, Instant(1_000_000 + 1_000 * step)),
            20..34 => talk(&at, &both, tablet, &mut chance, happened).await,
            34 | 35 => {
                let copy = tablet.clone();
                if tablets.len() < MANY {
                    tablets.push(copy);
                }
            }
            36 => {
                let user = ADVISERS[1 + chance.below(2)];
                both.assign(user, visits()[chance.below(2)]).await;
            }
            37 => both.turn(SCHEMES[chance.below(SCHEMES.len())], chance.tag()).await,
            38 => both.note_backup().await,
            _ => intrude(&at, &both, tablet, &mut chance).await,
        }
    }
    let at = format!("seed {seed}, at the end");
    // New installations are given everything that their account may see.
    tablets.extend(ADVISERS.map(|user| Tablet::new(user, &mut chance)));
    for _ in 0..2 {
        for tablet in &mut tablets {
            both.memory.wait(7);
            talk(&at, &both, tablet, &mut chance, happened).await;
        }
    }
    both.compare(&at).await;
    happened.extend(both.memory.books().log.iter().map(|decided| word(&decided.outcome)));
    both.close().await;
}

/// An installation sends and asks for news, once or twice the same.
async fn talk(
    at: &str,
    both: &Both,
    tablet: &mut Tablet,
    chance: &mut Chance,
    seen: &mut BTreeSet<&'static str>,
) {
    let (request, place) = tablet.request(chance);
    let mut answers = both.ask(at, tablet.user, &request, place).await;
    if chance.below(5) == 0 {
        answers = both.ask(at, tablet.user, &request, place).await;
    }
    let Some((memory, database)) = answers else { panic!("{at}: an owner is not answered") };
    seen.extend(told(&memory));
    // Else the answer is lost on its way.
    if chance.below(6) > 0 {
        tablet.take_over(&request, &memory, &database, chance);
        tablet.compare(at);
    }
}

/// Another account asks in the name of an installation. Both offices refuse.
async fn intrude(at: &str, both: &Both, tablet: &Tablet, chance: &mut Chance) {
    if !tablet.is_known() {
        return;
    }
    let (request, place) = tablet.request(chance);
    for user in ADVISERS.into_iter().filter(|user| *user != tablet.user) {
        let answers = both.ask(at, user, &request, place).await;
        assert!(answers.is_none(), "{at}: another account is answered");
    }
}

/// What there is in an answer besides changes.
fn told(answer: &SyncResponse) -> impl Iterator<Item = &'static str> {
    let told = [
        ("forked", answer.forked.is_some()),
        ("reset", answer.reset.is_some()),
        ("asked for the scopes", answer.list_scopes),
        ("granted", !answer.granted.is_empty()),
        ("revoked", !answer.revoked.is_empty()),
        ("lacking", !answer.lacking.is_empty()),
        ("backed up", answer.durable.is_some()),
    ];
    told.into_iter().filter(|(_, is_so)| *is_so).map(|(what, _)| what)
}

const fn word(outcome: &Outcome) -> &'static str {
    match outcome {
        Outcome::Applied => "applied",
        Outcome::Nothing => "nothing",
        Outcome::Conflict(_) => "conflict",
        Outcome::Held(Refusal::NotAllowed) => "not allowed",
        Outcome::Held(Refusal::Unreadable) => "unreadable",
        Outcome::Held(_) => "refused",
        Outcome::Duplicate => "duplicate",
    }
}
