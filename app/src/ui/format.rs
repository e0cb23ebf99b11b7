//! Dates, times and numbers in French, by the browser's own `Intl`: a library for it would weigh
//! more than the whole application.

use domain::time::Instant;
use js_sys::Intl::{DateTimeFormat, DateTimeFormatOptions};
use js_sys::{Array, Date, Object, Reflect};
use wasm_bindgen::JsValue;

/// The zone all centres live in; a tablet set to another zone still shows their time.
const ZONE: &str = "Europe/Paris";
const MINUTE: i64 = 60_000;

fn date_of(moment: Instant) -> Date {
    #[expect(clippy::cast_precision_loss, reason = "exact up to the year 287396")]
    let milliseconds = moment.0 as f64;
    Date::new(&JsValue::from_f64(milliseconds))
}

fn formatter(locale: &str, options: &[(&str, &str)]) -> DateTimeFormat {
    let wanted = DateTimeFormatOptions::new();
    wanted.set_time_zone(ZONE);
    for (name, value) in options {
        // Setting a plain object's property does not fail.
        let _ = Reflect::set(&wanted, &JsValue::from_str(name), &JsValue::from_str(value));
    }
    let object: &Object = &wanted;
    DateTimeFormat::new(&Array::of1(&JsValue::from_str(locale)), object)
}

fn formatted(moment: Instant, locale: &str, options: &[(&str, &str)]) -> String {
    formatter(locale, options)
        .format()
        .call1(&JsValue::UNDEFINED, &date_of(moment))
        .ok()
        .and_then(|text| text.as_string())
        .unwrap_or_default()
}

/// "jeudi 12 mars 2026".
#[must_use]
pub fn long_date(moment: Instant) -> String {
    let options = [("weekday", "long"), ("day", "numeric"), ("month", "long"), ("year", "numeric")];
    formatted(moment, "fr-FR", &options)
}

/// "12/03/2026".
#[must_use]
pub fn short_date(moment: Instant) -> String {
    formatted(moment, "fr-FR", &[("day", "2-digit"), ("month", "2-digit"), ("year", "numeric")])
}

/// "9 h 30".
#[must_use]
pub fn time(moment: Instant) -> String {
    let text = formatted(moment, "fr-FR", &[("hour", "numeric"), ("minute", "2-digit")]);
    match text.split_once(':') {
        Some((hour, minute)) => {
            let hour = hour.strip_prefix('0').filter(|rest| !rest.is_empty()).unwrap_or(hour);
            format!("{hour}\u{a0}h\u{a0}{minute}")
        }
        None => text,
    }
}

/// "jeudi 12 mars 2026, 9 h 30".
#[must_use]
pub fn date_and_time(moment: Instant) -> String {
    format!("{}, {}", long_date(moment), time(moment))
}

/// "jeu. 12 mars 2026, 9 h 30", for tables.
#[must_use]
pub fn medium_date_and_time(moment: Instant) -> String {
    let options =
        [("weekday", "short"), ("day", "numeric"), ("month", "short"), ("year", "numeric")];
    format!("{}, {}", formatted(moment, "fr-FR", &options), time(moment))
}

/// "12/03/2026, 9 h 30".
#[must_use]
pub fn short_date_and_time(moment: Instant) -> String {
    format!("{}, {}", short_date(moment), time(moment))
}

/// The day of a moment in France, `yyyy-mm-dd`, as a date control wants it.
#[must_use]
pub fn iso_day(moment: Instant) -> String {
    // Swedish is written as ISO 8601 is.
    formatted(moment, "sv-SE", &[("day", "2-digit"), ("month", "2-digit"), ("year", "numeric")])
}

/// "1 234": the digits in threes, with the narrow space French takes.
#[must_use]
pub fn number(count: u32) -> String {
    let digits = count.to_string();
    let mut text = String::with_capacity(digits.len() + 4);
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            text.push('\u{202f}');
        }
        text.push(digit);
    }
    text
}

/// The moment at which clocks in France show this day (`yyyy-mm-dd`) and time (`hh:mm`), as date
/// and time controls give them. An hour that does not exist (spring) moves on by one; of an hour
/// that comes twice (autumn) it is the first.
#[must_use]
pub fn moment_in_france(day: &str, time: &str) -> Option<Instant> {
    let day = domain::time::Day::parse(day)?;
    let (hour, minute) = time.trim().split_once(':')?;
    let (hour, minute) = (hour.parse::<i64>().ok()?, minute.get(..2)?.parse::<i64>().ok()?);
    if !(0..24).contains(&hour) || !(0..60).contains(&minute) {
        return None;
    }
    let as_if_utc = (i64::from(day.0) * 24 * 60 + hour * 60 + minute) * MINUTE;
    // The clocks change at most once within a day: the offset is that of before or of after.
    let before = offset(Instant(as_if_utc - 12 * 60 * MINUTE))?;
    let after = offset(Instant(as_if_utc + 12 * 60 * MINUTE))?;
    let candidate = Instant(as_if_utc - before);
    if offset(candidate)? == before {
        return Some(candidate);
    }
    let other = Instant(as_if_utc - after);
    Some(if offset(other)? == after { other } else { candidate })
}

/// How far clocks in France are ahead of UTC at a moment, in milliseconds.
fn offset(moment: Instant) -> Option<i64> {
    let options = [
        ("year", "numeric"),
        ("month", "2-digit"),
        ("day", "2-digit"),
        ("hour", "2-digit"),
        ("minute", "2-digit"),
        ("hourCycle", "h23"),
    ];
    let shown = formatted(moment, "sv-SE", &options);
    let mut numbers = shown.split(|c: char| !c.is_ascii_digit()).filter(|part| !part.is_empty());
    let mut next = || numbers.next()?.parse::<i64>().ok();
    let (year, month, day, hour, minute) = (next()?, next()?, next()?, next()?, next()?);
    let day = domain::time::Day::new(
        i32::try_from(year).ok()?,
        u32::try_from(month).ok()?,
        u32::try_from(day).ok()?,
    )?;
    let shown = (i64::from(day.0) * 24 * 60 + hour * 60 + minute) * MINUTE;
    Some(shown - moment.0.div_euclid(MINUTE) * MINUTE)
}
