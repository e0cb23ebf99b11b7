//! The life of a request as the specification tells it, written down a second time: in words, from
//! the events alone, and without a look at how the rules are written.

use domain::interview::{Interview, InterviewEvent, Missed};
use domain::referral::{Referral, ReferralEvent};
use proptest::prelude::*;

/// What can follow what in an interview.
const INTERVIEW: [(&str, &[&str]); 6] = [
    // Moved; held or missed; the person withdrew.
    ("planned", &["planned", "held", "no_show", "excused", "cancelled_by_service", "withdrawn"]),
    ("held", &[]),
    // Planned anew; marked so by mistake.
    ("no_show", &["planned", "held", "excused", "cancelled_by_service"]),
    ("excused", &["planned", "held", "no_show", "cancelled_by_service"]),
    ("cancelled_by_service", &["planned", "held", "no_show", "excused"]),
    ("withdrawn", &[]),
];

/// What can follow what in a referral.
const REFERRAL: [(&str, &[&str]); 12] = [
    (
        "sent",
        &[
            "under_review",
            "accepted",
            "declined",
            "full",
            "waitlisted",
            "expired",
            "superseded",
            "withdrawn",
        ],
    ),
    (
        "under_review",
        &["accepted", "declined", "full", "waitlisted", "expired", "superseded", "withdrawn"],
    ),
    ("waitlisted", &["accepted", "declined", "full", "superseded", "withdrawn"]),
    // Also given back before the first day.
    ("accepted", &["entered", "declined", "full", "superseded", "withdrawn"]),
    ("entered", &["completed", "dropped_out", "withdrawn"]),
    // A refusal for want of places becomes the waiting list.
    ("full", &["waitlisted"]),
    ("declined", &[]),
    ("expired", &[]),
    ("superseded", &[]),
    ("withdrawn", &[]),
    ("completed", &[]),
    ("dropped_out", &[]),
];

/// Where a referral is no longer under way.
pub const REFERRAL_ENDS: [&str; 7] =
    ["full", "declined", "expired", "superseded", "withdrawn", "completed", "dropped_out"];

fn interview_event(event: &InterviewEvent) -> &'static str {
    match event {
        InterviewEvent::Planned(_) => "planned",
        InterviewEvent::Held(_) => "held",
        InterviewEvent::Missed(Missed::NoShow) => "no_show",
        InterviewEvent::Missed(Missed::Excused) => "excused",
        InterviewEvent::Missed(Missed::CancelledByService) => "cancelled_by_service",
        InterviewEvent::Withdrawn => "withdrawn",
    }
}

fn referral_event(event: &ReferralEvent) -> &'static str {
    use domain::referral::DeclineReason::Full;
    match event {
        ReferralEvent::Sent => "sent",
        ReferralEvent::UnderReview => "under_review",
        ReferralEvent::Accepted(_) => "accepted",
        ReferralEvent::Declined(Full, _) => "full",
        ReferralEvent::Declined(..) => "declined",
        ReferralEvent::Waitlisted => "waitlisted",
        ReferralEvent::Expired => "expired",
        ReferralEvent::Superseded => "superseded",
        ReferralEvent::Withdrawn => "withdrawn",
        ReferralEvent::Entered(_) => "entered",
        ReferralEvent::Completed(..) => "completed",
        ReferralEvent::DroppedOut(_) => "dropped_out",
    }
}

/// How an interview stands, by the last thing that happened to it.
pub fn interview_word(interview: &Interview) -> &'static str {
    interview.events.last().map_or("", |event| interview_event(&event.what))
}

/// How a referral stands, by the last thing that happened to it.
pub fn referral_word(referral: &Referral) -> &'static str {
    referral.events.last().map_or("", |event| referral_event(&event.what))
}

/// The new interview is the old one and one event more, which the table allows.
pub fn check_interview(before: Option<&Interview>, after: &Interview) -> Result<(), TestCaseError> {
    let old = before.map_or(&[][..], |it| it.events.as_slice());
    prop_assert_eq!(after.events.split_last().map(|(_, rest)| rest), Some(old));
    if let Some(before) = before {
        let same = (before.signatory, before.interest, before.adviser);
        prop_assert_eq!((after.signatory, after.interest, after.adviser), same);
    }
    let then = interview_word(after);
    prop_assert!(follows(&INTERVIEW, before.map(interview_word), then, "planned"));
    prop_assert_eq!(after.state().code(), then);
    Ok(())
}

/// The new referral is the old one and one event more, which the table allows.
pub fn check_referral(before: Option<&Referral>, after: &Referral) -> Result<(), TestCaseError> {
    let old = before.map_or(&[][..], |it| it.events.as_slice());
    prop_assert_eq!(after.events.split_last().map(|(_, rest)| rest), Some(old));
    if let Some(before) = before {
        let same = (before.signatory, before.scheme, before.interview);
        prop_assert_eq!((after.signatory, after.scheme, after.interview), same);
    }
    let then = referral_word(after);
    let from = before.map(referral_word);
    prop_assert!(follows(&REFERRAL, from, then, "sent"), "{:?} → {}", from, then);
    prop_assert_eq!(after.state().code(), if then == "full" { "declined" } else { then });
    Ok(())
}

fn follows(table: &[(&str, &[&str])], from: Option<&str>, to: &str, first: &str) -> bool {
    match from {
        None => to == first,
        Some(from) => table.iter().any(|(word, next)| *word == from && next.contains(&to)),
    }
}
