//! A file as its own person is shown it: no name, numbers and addresses masked.

use super::File;
use crate::civil::{day_of, time_of};
use crate::db::ListedSlot;
use app::pages::own::{AppointmentShown, ContactShown, FileShown, SlotShown, StateShown, When};
use domain::contact::{Contact, EmailAddress, PhoneNumber};
use domain::intervention::Mode;
use domain::interview::{Interview, Missed};
use domain::path::Standing;
use domain::person::Signatory;
use domain::referral::{Referral, ReferralEvent, ReferralState};
use domain::time::{Day, Instant};

/// The file; what the person entered just now (`fresh`) is shown whole, so that they can check it.
pub(super) fn file_shown(file: &File, fresh: &Contact) -> FileShown {
    let interests = file.state.interests_of(file.person.id).filter(|it| it.withdrawn.is_none());
    let movable = file.free().next().is_some();
    FileShown {
        state: state_shown(file),
        appointment: file.planned().and_then(|it| appointment(file, it, movable)),
        wishes: interests.last().map(|it| it.wishes.kinds().to_vec()).unwrap_or_default(),
        contact: contact_shown(&file.person, fresh),
        choosable: file.planned().is_none() && movable,
    }
}

fn appointment(file: &File, interview: &Interview, movable: bool) -> Option<AppointmentShown> {
    let slot = interview.slot()?;
    Some(AppointmentShown {
        when: when(slot.starts_at),
        remote: slot.mode == Mode::Remote,
        place: slot.place.clone(),
        changeable: file.is_changeable(interview),
        movable,
        version: interview.version,
    })
}

/// An offered time.
pub(super) fn slot_shown(listed: &ListedSlot) -> SlotShown {
    SlotShown {
        id: listed.slot.id,
        when: when(listed.slot.starts_at),
        remote: listed.slot.mode == Mode::Remote,
        place: listed.slot.place.clone(),
    }
}

fn when(moment: Instant) -> When {
    let (hour, minute) = time_of(moment);
    When { day: day_of(moment), hour, minute }
}

/// How a person is reached.
pub(super) fn contact_shown(person: &Signatory, fresh: &Contact) -> ContactShown {
    let Contact { phone, email, preferred } = &person.contact;
    let shown_phone = |number: &PhoneNumber| {
        if fresh.phone.as_ref() == Some(number) { number.display() } else { masked_phone(number) }
    };
    let shown_email = |address: &EmailAddress| {
        if fresh.email.as_ref() == Some(address) {
            address.as_str().to_owned()
        } else {
            masked_email(address)
        }
    };
    ContactShown {
        phone: phone.as_ref().map(shown_phone),
        email: email.as_ref().map(shown_email),
        way: *preferred,
        version: person.version,
    }
}

/// The number with all digits but the last two hidden.
fn masked_phone(number: &PhoneNumber) -> String {
    let shown = number.display();
    let digits = shown.chars().filter(char::is_ascii_digit).count();
    let mut place = 0;
    shown
        .chars()
        .map(|c| {
            if !c.is_ascii_digit() {
                return c;
            }
            place += 1;
            if place + 2 > digits { c } else { '•' }
        })
        .collect()
}

/// The first letter and the domain.
fn masked_email(address: &EmailAddress) -> String {
    let (name, domain) = address.as_str().split_once('@').unwrap_or_default();
    let first: String = name.chars().take(1).collect();
    format!("{first}•••@{domain}")
}

fn state_shown(file: &File) -> StateShown {
    // What came to an end before stays in the file; the person's own word is what they look for.
    if !file.state.interests_of(file.person.id).any(|it| it.withdrawn.is_none()) {
        return StateShown::Withdrawn;
    }
    match file.standing() {
        Standing::InterviewToPlan(_) => StateShown::ToPlan,
        Standing::InterviewPlanned(_) => StateShown::Planned,
        Standing::InterviewMissed(Missed::CancelledByService) => StateShown::CalledOff,
        Standing::InterviewMissed(Missed::NoShow | Missed::Excused) => StateShown::Missed,
        Standing::ToRefer => StateShown::Held,
        Standing::Referred(state) => referred(file, state),
        // A receipt comes with an interest: where none stands, it was taken back.
        Standing::NotInterested | Standing::Withdrawn => StateShown::Withdrawn,
    }
}

fn referred(file: &File, state: ReferralState) -> StateShown {
    let referral = file.state.referrals_of(file.person.id).filter(|it| it.state() == state).last();
    let partner = || {
        let scheme = referral.and_then(|it| file.state.scheme(it.scheme));
        scheme.map(|scheme| scheme.organisation_name.clone()).unwrap_or_default()
    };
    match state {
        ReferralState::Sent | ReferralState::UnderReview => StateShown::Sent(partner()),
        ReferralState::Waitlisted => StateShown::Waitlisted(partner()),
        ReferralState::Accepted => StateShown::Accepted(partner(), referral.and_then(begins)),
        ReferralState::Entered => StateShown::Entered(partner()),
        ReferralState::Completed => StateShown::Completed(partner()),
        ReferralState::DroppedOut => StateShown::Left(partner()),
        ReferralState::Declined | ReferralState::Expired | ReferralState::Superseded => {
            StateShown::Declined
        }
        ReferralState::Withdrawn => StateShown::Held,
    }
}

fn begins(referral: &Referral) -> Option<Day> {
    referral.events.iter().rev().find_map(|event| match event.what {
        ReferralEvent::Accepted(day) => day,
        _ => None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_and_addresses_show_no_more_than_their_owner_needs() {
        let number = |text| masked_phone(&PhoneNumber::new(text).expect("a number"));
        assert_eq!(number("06 39 98 12 34"), "•• •• •• •• 34");
        assert_eq!(number("+380 44 000 00 07"), "+••••••••••07");
        let address = EmailAddress::new("lina@exemple.invalid").expect("an address");
        assert_eq!(masked_email(&address), "l•••@exemple.invalid");
    }
}
