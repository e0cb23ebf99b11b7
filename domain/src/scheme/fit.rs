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
        && let Ok(days) = u16::try_from(intake.0.saturating_sub(today.0))
    {
        good.push(For::BeginsIn(days));
    }
    if !scheme.open {
        bad.push(Against::Closed);
    }
    Fit { scheme, good, bad }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fixtures::{COURSE, TRAINING, WORKSHOP, scheme};
    use rstest::rstest;

    const TODAY: Day = Day(20_000);

    fn course() -> Scheme {
        scheme(COURSE, SchemeKind::LanguageCourse, Some(5))
    }

    fn needs() -> Needs {
        Needs {
            kinds: vec![SchemeKind::Employment, SchemeKind::LanguageCourse],
            level: Some(CefrLevel::A2),
            barriers: Vec::new(),
            town: "Laon".to_owned(),
        }
    }

    fn weighed(scheme: &Scheme, needs: &Needs) -> (Vec<For>, Vec<Against>) {
        let fit = weigh(scheme, needs, TODAY);
        (fit.good, fit.bad)
    }

    #[test]
    fn what_fits_says_why() {
        let fitting = Scheme {
            entry_level: Some(CefrLevel::A2),
            target_level: Some(CefrLevel::B1),
            taken: 3,
            next_intake: Some(Day(TODAY.0 + 12)),
            ..course()
        };
        let (good, bad) = weighed(&fitting, &needs());
        let reasons = [For::Kind(1), For::Level, For::Near, For::PlacesLeft(2), For::BeginsIn(12)];
        assert_eq!((good.as_slice(), bad.as_slice()), (&reasons[..], &[][..]));
    }

    #[test]
    fn what_does_not_fit_says_all_that_stands_against_it() {
        let unfit = Scheme {
            kind: SchemeKind::VocationalTraining,
            entry_level: Some(CefrLevel::B1),
            town: "Soissons".to_owned(),
            taken: 5,
            open: false,
            ..course()
        };
        let needs = Needs { barriers: vec![Barrier::Mobility], ..needs() };
        let (good, bad) = weighed(&unfit, &needs);
        let reasons = [
            Against::OtherKind,
            Against::LevelTooLow(CefrLevel::B1),
            Against::TooFar,
            Against::Full,
            Against::Closed,
        ];
        assert_eq!((good.as_slice(), bad.as_slice()), (&[][..], &reasons[..]));
    }

    #[rstest]
    #[case(None, None, None)]
    #[case(None, Some(CefrLevel::A2), None)]
    #[case(Some(CefrLevel::A2), None, Some(Against::LevelUnknown(CefrLevel::A2)))]
    #[case(Some(CefrLevel::A2), Some(CefrLevel::A1), Some(Against::LevelTooLow(CefrLevel::A2)))]
    #[case(Some(CefrLevel::A2), Some(CefrLevel::A2), None)]
    #[case(Some(CefrLevel::A2), Some(CefrLevel::B1), Some(Against::NothingToGain(CefrLevel::B1)))]
    fn the_level_is_enough_and_leaves_something_to_learn(
        #[case] entry_level: Option<CefrLevel>,
        #[case] level: Option<CefrLevel>,
        #[case] against: Option<Against>,
    ) {
        let scheme = Scheme { entry_level, target_level: Some(CefrLevel::B1), ..course() };
        let (_, bad) = weighed(&scheme, &Needs { level, ..needs() });
        assert_eq!(bad, Vec::from_iter(against));
    }

    #[rstest]
    #[case("Laon", Mode::InPerson, true, false)]
    #[case("Soissons", Mode::InPerson, false, true)]
    #[case("", Mode::Remote, true, false)]
    // Nothing is known of where the person lives: nothing says that it is near.
    #[case("", Mode::InPerson, false, true)]
    fn who_cannot_travel_needs_what_is_near_or_remote(
        #[case] town: &str,
        #[case] mode: Mode,
        #[case] near: bool,
        #[case] too_far: bool,
    ) {
        let scheme = Scheme { town: town.to_owned(), mode, ..course() };
        let home = if town.is_empty() { "" } else { "Laon" };
        let needs = Needs { barriers: vec![Barrier::Mobility], town: home.to_owned(), ..needs() };
        let (good, bad) = weighed(&scheme, &needs);
        assert_eq!((good.contains(&For::Near), bad.contains(&Against::TooFar)), (near, too_far));
        let (_, bad) = weighed(&scheme, &Needs { barriers: Vec::new(), ..needs });
        assert!(!bad.contains(&Against::TooFar), "who can travel is not kept away");
    }

    #[test]
    fn a_scheme_without_limit_says_so_and_a_past_intake_is_no_reason() {
        let scheme = Scheme { places: None, next_intake: Some(Day(TODAY.0 - 1)), ..course() };
        let (good, bad) = weighed(&scheme, &needs());
        assert_eq!((good.contains(&For::NoLimit), bad.is_empty()), (true, true));
        assert!(!good.iter().any(|good| matches!(good, For::BeginsIn(_))));
    }

    #[test]
    fn nothing_against_comes_first_then_the_dearest_kind_then_the_least_against() {
        let job = scheme(TRAINING, SchemeKind::Employment, Some(5));
        let closed = Scheme { open: false, ..scheme(WORKSHOP, SchemeKind::Employment, None) };
        let closed_and_full = Scheme { taken: 5, open: false, ..course() };
        let course = course();
        let all = [&closed_and_full, &closed, &course, &job];
        let order: Vec<&Scheme> =
            fits(all.into_iter(), &needs(), TODAY).into_iter().map(|fit| fit.scheme).collect();
        assert_eq!(order, [&job, &course, &closed, &closed_and_full]);
    }
}
