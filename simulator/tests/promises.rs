//! Ten thousand schedules break no promise, and would not hide it if they did.

use simulator::{Plan, play, shrink};
use std::time::{Duration, Instant};
use sync::seeded::Bug;

/// How many schedules a run of the tests plays.
const SCHEDULES: u64 = 10_000;
/// Each fault has to be found within this time.
const PATIENCE: Duration = Duration::from_mins(1);

/// Which promises a fault breaks: where another one is broken, something else is wrong.
const fn breaks(bug: Bug) -> &'static [&'static str] {
    match bug {
        Bug::NaiveCursor | Bug::NoEpoch => &["view", "convergence"],
        Bug::AcknowledgedBeforeCommit | Bug::JournalDroppedEarly => &["truth", "durability"],
        Bug::NoDuplicateCheck => &["once", "order", "rules"],
        Bug::AppliedTwiceOnRebase => &["screen", "convergence"],
        Bug::DroppedOnConflict => &["silence"],
        Bug::ScopeLeak => &["confidentiality"],
        Bug::ReusedNumber => &["order"],
        Bug::WithdrawalOvertaken => &["consent", "rules"],
    }
}

/// Plays the schedules from `first` on; the first that fails is made small and told.
fn play_all(first: u64, count: u64) {
    let (mut restored, mut renewed, mut unsettled) = (0, 0, 0);
    for seed in first..first + count {
        let plan = Plan::new(seed);
        let played = play(&plan).map(|report| {
            restored += report.restored;
            renewed += report.renewed;
            unsettled += report.unsettled;
        });
        if let Err(broken) = played {
            let (small, what) = shrink(&plan, broken);
            panic!("seed {seed}: {}\n{small:?}", what.what);
        }
    }
    // Nothing is promised by schedules in which nothing happens.
    assert!(restored > 1_000 && renewed > 100 && unsettled > 1_000);
}

#[test]
fn the_first_half_of_the_schedules_breaks_no_promise() {
    play_all(0, SCHEDULES / 2);
}

#[test]
fn the_second_half_of_the_schedules_breaks_no_promise() {
    play_all(SCHEDULES / 2, SCHEDULES / 2);
}

#[test]
fn a_schedule_comes_to_the_same_every_time() {
    for seed in 0..20 {
        assert_eq!(play(&Plan::new(seed)), play(&Plan::new(seed)));
    }
}

/// Looks for a fault that was put in on purpose. Says how many schedules that took, and what broke.
fn find(bug: Bug) -> Option<(u64, String)> {
    let start = Instant::now();
    let plans = (0..).map(|seed| Plan { bug: Some(bug), ..Plan::new(seed) });
    for (played, plan) in (1..).zip(plans) {
        if let Err(broken) = play(&plan) {
            return Some((played, broken.what));
        }
        if start.elapsed() > PATIENCE {
            break;
        }
    }
    None
}

#[test]
fn every_fault_put_in_on_purpose_is_found() {
    let mut hidden = Vec::new();
    for bug in Bug::ALL {
        match find(bug) {
            Some((played, what)) => {
                println!("{bug:?}: schedule {played}: {what}");
                let kind = what.split(':').next().unwrap_or_default();
                assert!(breaks(bug).contains(&kind), "{bug:?} breaks {what}");
            }
            None => hidden.push(bug),
        }
    }
    assert_eq!(hidden, []);
}
