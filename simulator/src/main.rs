//! Plays schedules and tells of the first that breaks a promise.
//!
//! `simulator FIRST COUNT`: the schedules of COUNT seeds from FIRST on. `simulator SEED`: this one,
//! telling what happens.

use simulator::{Plan, play, shrink, tell};
use std::process::ExitCode;
use std::time::Instant;

fn main() -> ExitCode {
    let mut numbers = std::env::args().skip(1).map(|number| number.parse::<u64>().unwrap_or(0));
    let (first, count) = (numbers.next().unwrap_or(0), numbers.next());
    tell(count.is_none());
    let count = count.unwrap_or(1);
    let start = Instant::now();
    let (mut steps, mut promised, mut decided, mut unsettled, mut restored) = (0, 0, 0, 0, 0);
    for seed in first..first.saturating_add(count) {
        match play(&Plan::new(seed)) {
            Ok(report) => {
                steps += report.steps;
                promised += report.promised;
                decided += report.decided;
                unsettled += report.unsettled;
                restored += report.restored;
            }
            Err(broken) => {
                println!("seed {seed}, step {}: {}", broken.step, broken.what);
                tell(false);
                let (plan, broken) = shrink(&Plan::new(seed), broken);
                println!("smaller: {plan:?}\n  step {}: {}", broken.step, broken.what);
                return ExitCode::FAILURE;
            }
        }
    }
    println!(
        "{count} schedules, {steps} steps in {:.1} s: {promised} commands promised, {decided} decided, \
         {unsettled} of them conflicts and refusals, {restored} restorations, 0 promises broken",
        start.elapsed().as_secs_f64()
    );
    ExitCode::SUCCESS
}
