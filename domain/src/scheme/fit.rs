//! Which schemes fit a person, and why: reasons in both directions, for an adviser to weigh.
//! Nothing is decided here.

use super::{Scheme, SchemeKind};
use crate::intervention::Mode;
use crate::interview::Barrier;
use crate::level::CefrLevel;
use crate::order::sort_by_key;
use crate::time::Day;

/// What is known of the person, as far as it bears on a choice.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Needs {
    /// Kinds decided in the interview; before one, the wished kinds.
    pub kinds: Vec<SchemeKind>,
    /// Level of French.
    pub level: Option<CefrLevel>,
    /// What stands in the way.
    pub barriers: Vec<Barrier>,
    /// Where the person learns and probably lives; empty when not known.
    pub town: String,
}

/// A reason for a scheme.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum For {
    /// Of the kind decided or wished; 0 is the dearest.
    Kind(u8),
    /// The person's level is enough.
    Level,
    /// It is in the person's town, or can be followed from anywhere.
    Near,
    /// So many places are left.
    PlacesLeft(u16),
    /// There is no limit of places.
    NoLimit,
    /// The next group begins in so many days.
    BeginsIn(u16),
}

/// A reason against a scheme.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Against {
    /// Of another kind than decided or wished.
    OtherKind,
    /// It needs this level and the person is below.
    LevelTooLow(CefrLevel),
    /// It needs this level and the person's is not known.
    LevelUnknown(CefrLevel),
    /// It leads to a level that the person already has.
    NothingToGain(CefrLevel),
    /// It is elsewhere, and the person cannot travel.
    TooFar,
    /// All places are taken: only the waiting list is open.
    Full,
    /// Nobody can be sent now.
    Closed,
}

/// A scheme with what speaks for and against it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fit<'a> {
    /// The scheme.
    pub scheme: &'a Scheme,
    /// What speaks for it.
    pub good: Vec<For>,
    /// What speaks against it.
    pub bad: Vec<Against>,
}

/// Weighs every scheme for a person: those with nothing against them first, in the order of the
/// kinds; then the others, those with the least against them first.
pub fn fits<'a>(
    schemes: impl Iterator<Item = &'a Scheme>,
    needs: &Needs,
    today: Day,
) -> Vec<Fit<'a>> {
    let mut found: Vec<Fit<'a>> = schemes.map(|scheme| weigh(scheme, needs, today)).collect();
    sort_by_key(&mut found, |fit| {
        let rank = fit.good.iter().find_map(|good| match good {
            For::Kind(rank) => Some(*rank),
            _ => None,
        });
        (fit.bad.len(), rank.unwrap_or(u8::MAX), fit.scheme.is_full(), fit.scheme.title.clone())
    });
    found
}

fn weigh<'a>(scheme: &'a Scheme, needs: &Needs, today: Day) -> Fit<'a> {
    let (mut good, mut bad) = (Vec::new(), Vec::new());
    match needs.kinds.iter().position(|kind| *kind == scheme.kind) {
        Some(rank) => good.push(For::Kind(u8::try_from(rank).unwrap_or(u8::MAX))),
        None => bad.push(Against::OtherKind),
    }
    if let Some(needed) = scheme.entry_level {
        match needs.level {
            Some(level) if level >= needed => good.push(For::Level),
            Some(_) => bad.push(Against::LevelTooLow(needed)),
            None => bad.push(Against::LevelUnknown(needed)),
        }
    }
    if let (Some(target), Some(level)) = (scheme.target_level, needs.level)
        && level >= target
    {
        bad.push(Against::NothingToGain(target));
    }
    let near = scheme.mode == Mode::Remote || (!needs.town.is_empty() && scheme.town == needs.town);
    if near {
        good.push(For::Near);
    } else if needs.barriers.contains(&Barrier::Mobility) {
        bad.push(Against::TooFar);
    }
    match scheme.places_left() {
        None => good.push(For::NoLimit),
        Some(0) => bad.push(Against::Full),
        Some(left) => good.push(For::PlacesLeft(left)),
    }
    if let Some(intake) = scheme.next_intake
        && let Ok(days) = u16::try_from(intake.0 - today.0)
    {
        good.push(For::BeginsIn(days));
    }
    if !scheme.open {
        bad.push(Against::Closed);
    }
    Fit { scheme, good, bad }
}
