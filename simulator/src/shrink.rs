//! Making a failing schedule small.

use crate::plan::{Broken, Mischief, Plan};
use crate::play::play;

/// The smallest schedule found that fails in the same way: less mischief first, then fewer steps.
#[must_use]
pub fn shrink(plan: &Plan, broken: Broken) -> (Plan, Broken) {
    let kind = kind_of(&broken).to_owned();
    let mut small = (plan.clone(), broken);
    let fails =
        |plan: Plan| play(&plan).err().filter(|it| kind_of(it) == kind).map(|it| (plan, it));
    for mischief in Mischief::ALL {
        let mut without = small.0.clone();
        without.without.insert(mischief);
        if let Some(smaller) = fails(without) {
            small = smaller;
        }
    }
    let mut cut = small.0.steps / 2;
    while cut > 0 {
        let shorter = Plan { steps: small.0.steps.saturating_sub(cut), ..small.0.clone() };
        match fails(shorter) {
            Some(smaller) => small = smaller,
            None => cut /= 2,
        }
    }
    small
}

/// The promise that was not kept: what stands before the colon.
fn kind_of(broken: &Broken) -> &str {
    broken.what.split(':').next().unwrap_or_default()
}
