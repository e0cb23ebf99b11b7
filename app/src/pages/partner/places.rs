//! The places that a partner declares, as typed, and what is still to be corrected in them.

use crate::text::fr::partner::problem;
use domain::id::SchemeId;
use domain::time::Day;

/// More places than any scheme has.
const FREE_MAX: u16 = 500;
/// Groups are announced at most so many days ahead.
const LATEST: i32 = 2 * 366;

/// A filled-in form of one scheme.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PlacesEntry {
    /// The scheme.
    pub scheme: Option<SchemeId>,
    /// The version of the scheme that was shown.
    pub version: Option<u32>,
    /// Places that are free.
    pub free: String,
    /// The day the next group begins.
    pub next_intake: String,
}

/// An entry in which nothing is left to correct.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Declared {
    /// Places that are free, beside those taken.
    pub free: u16,
    /// The day the next group begins.
    pub next_intake: Option<Day>,
}

/// A field of the form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PlacesField {
    /// Places that are free.
    Free,
    /// The next group.
    NextIntake,
}

/// Something to correct.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PlacesProblem {
    /// Not a number of places.
    FreeOdd,
    /// A scheme without any place.
    FreeNone,
    /// That is no day.
    DayOdd,
    /// A day that is over, or far from today.
    DayFar,
}

impl PlacesProblem {
    /// Where it is to be corrected.
    #[must_use]
    pub const fn field(self) -> PlacesField {
        match self {
            Self::FreeOdd | Self::FreeNone => PlacesField::Free,
            Self::DayOdd | Self::DayFar => PlacesField::NextIntake,
        }
    }

    /// What the partner reads.
    #[must_use]
    pub const fn text(self) -> &'static str {
        match self {
            Self::FreeOdd => problem::FREE_ODD,
            Self::FreeNone => problem::FREE_NONE,
            Self::DayOdd => problem::DAY_ODD,
            Self::DayFar => problem::DAY_FAR,
        }
    }
}

impl PlacesEntry {
    /// Reads the fields of a posted form; of a field sent twice the last counts.
    pub fn from_fields<'a>(fields: impl IntoIterator<Item = (&'a str, &'a str)>) -> Self {
        let mut entry = Self::default();
        for (name, value) in fields {
            match name {
                "scheme" => entry.scheme = value.parse().ok(),
                "version" => entry.version = value.parse().ok(),
                "free" => value.clone_into(&mut entry.free),
                "next_intake" => value.clone_into(&mut entry.next_intake),
                _ => {}
            }
        }
        entry
    }

    /// The declaration in the domain's terms, given today. A group that has begun stays as it was
    /// shown: only a day far from today is taken for a slip.
    ///
    /// # Errors
    /// Everything that is to be corrected, from the top of the form to its end.
    pub fn check(&self, today: Day) -> Result<Declared, Vec<PlacesProblem>> {
        let free = self.free.trim().parse().ok().filter(|free| *free <= FREE_MAX);
        let free = free.ok_or(PlacesProblem::FreeOdd);
        let next_intake = match self.next_intake.trim() {
            "" => Ok(None),
            text => match Day::parse(text) {
                None => Err(PlacesProblem::DayOdd),
                Some(day) if (day.0 - today.0).abs() > LATEST => Err(PlacesProblem::DayFar),
                day => Ok(day),
            },
        };
        match (free, next_intake) {
            (Ok(free), Ok(next_intake)) => Ok(Declared { free, next_intake }),
            (free, next) => Err(free.err().into_iter().chain(next.err()).collect()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TODAY: Day = Day(20_619);

    fn check(free: &str, next_intake: &str) -> Result<Declared, Vec<PlacesProblem>> {
        let fields = [("free", free), ("next_intake", next_intake)];
        PlacesEntry::from_fields(fields).check(TODAY)
    }

    #[test]
    fn two_places_from_the_twelfth() {
        let next_intake = Day::parse("12/07/2026");
        assert_eq!(check(" 2 ", "12/07/2026"), Ok(Declared { free: 2, next_intake }));
        assert_eq!(check("0", ""), Ok(Declared { free: 0, next_intake: None }));
    }

    #[test]
    fn what_is_no_number_and_no_day_is_told() {
        for free in ["", "-1", "deux", "501", "70000"] {
            assert_eq!(check(free, ""), Err(vec![PlacesProblem::FreeOdd]), "{free}");
        }
        assert_eq!(check("1", "le 12"), Err(vec![PlacesProblem::DayOdd]));
        assert_eq!(check("1", "12/07/2062"), Err(vec![PlacesProblem::DayFar]));
        assert_eq!(check("x", "x"), Err(vec![PlacesProblem::FreeOdd, PlacesProblem::DayOdd]));
    }
}
