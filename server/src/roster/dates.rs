//! Days and births out of cells, as people and spreadsheets write them.

use super::table::Cell;
use domain::person::{Birth, fold_name};
use domain::time::Day;

/// Days from 1899-12-30, from which Excel counts as seen after February 1900, to 1970-01-01.
const EPOCH_1900: i32 = 25_569;
/// Days from 1904-01-01 to 1970-01-01.
const EPOCH_1904: i32 = 24_107;
/// 9999-12-31, the last day of Excel.
const LAST_SERIAL: f64 = 2_958_465.0;
/// Excel believes that 1900 had a 29 February; it is its day 60.
const FALSE_LEAP_DAY: i32 = 60;

/// The day that a spreadsheet counts as `serial`; the time of the day is left out.
pub(super) fn from_serial(serial: f64, counts_from_1904: bool) -> Option<Day> {
    if !(1.0..LAST_SERIAL + 1.0).contains(&serial) {
        return None;
    }
    let days: i32 = format!("{:.0}", serial.floor()).parse().ok()?;
    if counts_from_1904 {
        return Some(Day(days - EPOCH_1904));
    }
    match days.cmp(&FALSE_LEAP_DAY) {
        std::cmp::Ordering::Less => Some(Day(days - EPOCH_1900 + 1)),
        std::cmp::Ordering::Equal => None,
        std::cmp::Ordering::Greater => Some(Day(days - EPOCH_1900)),
    }
}

/// The day in a cell, or `None` where it cannot be read.
pub(super) fn day(cell: &Cell, counts_from_1904: bool) -> Option<Day> {
    match cell {
        Cell::Empty | Cell::Error => None,
        Cell::Day(day) => Some(*day),
        Cell::Number(number) => from_serial(*number, counts_from_1904),
        Cell::Text(text) => day_in_text(text, counts_from_1904),
    }
}

/// How a date is written as to its day and month.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum DayOrder {
    /// Only month/day/year makes a day of it.
    MonthFirst,
    /// Both orders make a day, and not the same.
    Either,
    /// Everything else.
    Settled,
}

/// How the date in a cell is written. French offices write the day first, but a spreadsheet set up
/// for another country saves the month first, and half of such dates read as days all the same.
pub(super) fn day_order(cell: &Cell) -> DayOrder {
    let Cell::Text(text) = cell else { return DayOrder::Settled };
    let text = without_time(text.trim());
    let parts: Vec<&str> = text.split(['/', '-', '.']).collect();
    let [first, second, year] = parts.as_slice() else { return DayOrder::Settled };
    if first.len() == 4 {
        return DayOrder::Settled;
    }
    let day_first = Day::parse(text);
    let month_first = Day::parse(&format!("{second}/{first}/{year}"));
    match (day_first, month_first) {
        (None, Some(_)) => DayOrder::MonthFirst,
        (Some(one), Some(other)) if one != other => DayOrder::Either,
        _ => DayOrder::Settled,
    }
}

/// The birth in a cell: a day, or a year alone. Numbers that can be a year are one: as days they
/// would be births of 1905.
pub(super) fn birth(cell: &Cell, counts_from_1904: bool) -> Option<Birth> {
    match cell {
        Cell::Number(number) if (1850.0..2100.0).contains(number) && number.fract() == 0.0 => {
            year(&format!("{number}"))
        }
        Cell::Text(text) => {
            year_in_text(text).or_else(|| day_in_text(text, counts_from_1904).map(Birth::Date))
        }
        _ => day(cell, counts_from_1904).map(Birth::Date),
    }
}

fn year(text: &str) -> Option<Birth> {
    (text.len() == 4).then(|| text.parse().ok().map(Birth::Year)).flatten()
}

/// A year alone, also as registers write it when nothing else is known: `00/00/1990`, `XX/XX/1990`.
fn year_in_text(text: &str) -> Option<Birth> {
    let text = text.trim();
    let rest = ["00/00/", "xx/xx/", "--/--/", "??/??/"]
        .iter()
        .find_map(|unknown| {
            text.get(..6).filter(|start| start.eq_ignore_ascii_case(unknown)).map(|_| &text[6..])
        })
        .unwrap_or(text);
    rest.bytes().all(|b| b.is_ascii_digit()).then(|| year(rest)).flatten()
}

fn day_in_text(text: &str, counts_from_1904: bool) -> Option<Day> {
    let text = without_time(text.trim());
    if let Some(day) = Day::parse(text) {
        return Some(day);
    }
    let words: Vec<&str> = text.split_whitespace().collect();
    match words.as_slice() {
        // A day number that a copy as text has kept.
        [number] if number.len() == 5 && number.bytes().all(|b| b.is_ascii_digit()) => {
            from_serial(number.parse().ok()?, counts_from_1904)
        }
        // `07 03 1990` and `07 / 03 / 1990`.
        [day, month, year] if month.bytes().all(|b| b.is_ascii_digit()) => {
            Day::parse(&format!("{day}/{month}/{year}"))
        }
        [day, "/", month, "/", year] => Day::parse(&format!("{day}/{month}/{year}")),
        // `7 mars 1990`, `1er mars 1990`.
        [day, month, year] => {
            let day = day.strip_suffix("er").unwrap_or(day);
            Day::parse(&format!("{day}/{}/{year}", month_of_name(month)?))
        }
        _ => None,
    }
}

/// `07/03/1990 00:00:00` and `1990-03-07T00:00:00Z` are days with an hour nobody meant.
fn without_time(text: &str) -> &str {
    let Some((day, time)) = text.split_once([' ', 'T']) else { return text };
    let is_time =
        time.contains(':') && time.bytes().all(|b| b.is_ascii_digit() || b":.Z".contains(&b));
    if is_time { day } else { text }
}

fn month_of_name(name: &str) -> Option<usize> {
    const MONTHS: [&[&str]; 12] = [
        &["janvier", "janv", "jan"],
        &["fevrier", "fevr", "fev"],
        &["mars"],
        &["avril", "avr"],
        &["mai"],
        &["juin"],
        &["juillet", "juil"],
        &["aout"],
        &["septembre", "sept"],
        &["octobre", "oct"],
        &["novembre", "nov"],
        &["decembre", "dec"],
    ];
    let name = fold_name(name);
    MONTHS.iter().position(|names| names.contains(&name.as_str())).map(|place| place + 1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    fn date(year: i32, month: u32, day: u32) -> Option<Day> {
        let found = Day::new(year, month, day);
        assert!(found.is_some());
        found
    }

    #[test]
    fn day_numbers_are_counted_as_excel_counts_them() {
        assert_eq!(from_serial(1.0, false), date(1900, 1, 1));
        assert_eq!(from_serial(59.0, false), date(1900, 2, 28));
        assert_eq!(from_serial(60.0, false), None);
        assert_eq!(from_serial(61.0, false), date(1900, 3, 1));
        assert_eq!(from_serial(32_939.75, false), date(1990, 3, 7));
        assert_eq!(from_serial(32_939.0 - 1_462.0, true), date(1990, 3, 7));
        assert_eq!(from_serial(LAST_SERIAL, false), date(9999, 12, 31));
        for impossible in [0.0, -1.0, 1e300, f64::NAN, f64::INFINITY] {
            assert_eq!(from_serial(impossible, false), None);
        }
    }

    #[rstest]
    #[case("07/03/1990")]
    #[case("7.3.1990")]
    #[case("1990-03-07")]
    #[case("07 03 1990")]
    #[case("07 / 03 / 1990")]
    #[case("07/03/1990 00:00:00")]
    #[case("1990-03-07T00:00:00Z")]
    #[case("7 mars 1990")]
    #[case("32939")]
    fn offices_write_one_day_in_many_ways(#[case] text: &str) {
        assert_eq!(day(&Cell::from_text(text), false), date(1990, 3, 7));
        assert_eq!(birth(&Cell::from_text(text), false), date(1990, 3, 7).map(Birth::Date));
    }

    #[rstest]
    #[case("07/03/90")]
    #[case("31/02/1990")]
    #[case("12/31/1990")]
    #[case("mars 1990")]
    #[case("=TODAY()")]
    #[case("é/é/1990")]
    #[case("ééé")]
    fn what_is_ambiguous_or_no_day_is_not_read(#[case] text: &str) {
        assert_eq!(birth(&Cell::from_text(text), false), None);
    }

    #[rstest]
    #[case(Cell::from_text("1990"))]
    #[case(Cell::from_text("00/00/1990"))]
    #[case(Cell::from_text("XX/XX/1990"))]
    #[case(Cell::Number(1990.0))]
    fn a_year_alone_is_a_birth(#[case] cell: Cell) {
        assert_eq!(birth(&cell, false), Some(Birth::Year(1990)));
    }

    #[test]
    fn the_order_of_day_and_month_is_seen() {
        let order = |text| day_order(&Cell::from_text(text));
        assert_eq!(order("03/27/2026"), DayOrder::MonthFirst);
        assert_eq!(order("03/07/1990"), DayOrder::Either);
        for settled in ["27/03/2026", "07/07/1990", "1990-03-07", "1990", "31/31/1990", "été"] {
            assert_eq!(order(settled), DayOrder::Settled, "{settled}");
        }
    }

    #[test]
    fn the_first_of_a_month_has_a_name_of_its_own() {
        assert_eq!(day(&Cell::from_text("1er août 1990"), false), date(1990, 8, 1));
    }
}
