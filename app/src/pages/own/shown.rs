//! What the pages show of a file: no name, since phones are shared.

use domain::contact::ContactWay;
use domain::id::OfferedSlotId;
use domain::scheme::SchemeKind;
use domain::time::Day;

/// A moment as calendars and clocks in France show it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct When {
    /// The day.
    pub day: Day,
    /// The hour, from 0.
    pub hour: u8,
    /// The minute.
    pub minute: u8,
}

impl When {
    /// The time, as clocks show it: `14:30`.
    #[must_use]
    pub fn time(self) -> String {
        format!("{:02}:{:02}", self.hour, self.minute)
    }
}

/// Where a request stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum StateShown {
    /// An interview is to be planned.
    ToPlan,
    /// An interview is planned.
    Planned,
    /// The last interview did not take place.
    Missed,
    /// The team called the last interview off.
    CalledOff,
    /// Interviewed.
    Held,
    /// With this partner.
    Sent(String),
    /// On the waiting list of this partner.
    Waitlisted(String),
    /// Accepted by this partner, from that day on.
    Accepted(String, Option<Day>),
    /// Begun, at this partner.
    Entered(String),
    /// At the end, at this partner.
    Completed(String),
    /// Left before the end, at this partner.
    Left(String),
    /// Refused, or never answered.
    Declined,
    /// Everything was taken back.
    Withdrawn,
}

/// The next interview.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AppointmentShown {
    /// When.
    pub when: When,
    /// By telephone or video.
    pub remote: bool,
    /// The room or the number; may be empty.
    pub place: String,
    /// Whether there is still time to call it off here.
    pub changeable: bool,
    /// Whether another time can be chosen.
    pub movable: bool,
    /// What a page that changes it sends back: what was changed since is not changed unseen.
    pub version: u32,
}

/// How a person is reached, as far as it is shown.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ContactShown {
    /// Telephone: the last two digits, or whole where it was entered just now.
    pub phone: Option<String>,
    /// E-mail, masked in the same way.
    pub email: Option<String>,
    /// The preferred way.
    pub way: Option<ContactWay>,
    /// What the form sends back, by which a change made meanwhile is noticed.
    pub version: u32,
}

/// A file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FileShown {
    /// Where the request stands.
    pub state: StateShown,
    /// The next interview.
    pub appointment: Option<AppointmentShown>,
    /// Wished kinds, the dearest first.
    pub wishes: Vec<SchemeKind>,
    /// How the person is reached.
    pub contact: ContactShown,
    /// Whether an interview can be chosen: none is planned, and a time is free.
    pub choosable: bool,
}

/// A time that can be chosen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SlotShown {
    /// What the form sends back.
    pub id: OfferedSlotId,
    /// When.
    pub when: When,
    /// By telephone or video.
    pub remote: bool,
    /// The room or the number; may be empty.
    pub place: String,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_time_is_as_clocks_show_it() {
        assert_eq!(When { day: Day(0), hour: 9, minute: 5 }.time(), "09:05");
    }
}
