//! What happens to an interview or a referral, drawn by chance.

use crate::step::{Step, one_in, pick};
use domain::intervention::Mode;
use domain::interview::{Barrier, Findings, InterviewEvent, Missed, Slot};
use domain::level::CefrLevel;
use domain::referral::{DeclineReason, ReferralEvent, ReferralState};
use domain::scheme::SchemeKind;
use domain::time::{Day, Instant};

pub fn level(step: Step) -> Option<CefrLevel> {
    (!one_in(3, step.event)).then(|| pick(&CefrLevel::ALL, step.scheme))
}

pub fn slot(step: Step) -> Slot {
    Slot {
        starts_at: Instant(i64::from(step.time % 16) * 15 * 60_000),
        minutes: if one_in(2, step.event) { 30 } else { 45 },
        mode: if one_in(8, step.event) { Mode::Remote } else { Mode::InPerson },
        place: "Bureau 2".to_owned(),
        interpreter: if one_in(4, step.event) { "arabe" } else { "" }.to_owned(),
        summoned: one_in(2, step.event),
    }
}

pub fn interview_event(step: Step) -> InterviewEvent {
    match step.event % 8 {
        0..=2 => InterviewEvent::Held(Findings {
            level: level(step),
            barriers: vec![pick(&Barrier::ALL, step.time)],
            decided: vec![pick(&SchemeKind::ALL, step.scheme)],
            note: String::new(),
        }),
        3 => InterviewEvent::Missed(Missed::NoShow),
        4 => InterviewEvent::Missed(Missed::Excused),
        5 => InterviewEvent::Missed(Missed::CancelledByService),
        6 => InterviewEvent::Planned(slot(step)),
        _ => InterviewEvent::Withdrawn,
    }
}

/// What may well happen next; else anything.
pub fn next_event(state: ReferralState, step: Step) -> ReferralEvent {
    let day = Day(20_000 + i32::from(step.time));
    match (state, step.event / 16 % 4) {
        (ReferralState::Accepted, 0 | 1) => ReferralEvent::Entered(day),
        (ReferralState::Entered, 0) => ReferralEvent::Completed(day, level(step)),
        (ReferralState::Entered, 1) => ReferralEvent::DroppedOut(day),
        _ => referral_event(step),
    }
}

pub fn referral_event(step: Step) -> ReferralEvent {
    let day = Day(20_000 + i32::from(step.time));
    match step.event % 16 {
        0 => ReferralEvent::UnderReview,
        1..=3 => ReferralEvent::Accepted(one_in(2, step.time).then_some(day)),
        4 => ReferralEvent::Declined(DeclineReason::Full, String::new()),
        5 => ReferralEvent::Declined(pick(&DeclineReason::ALL, step.time), String::new()),
        6 | 7 => ReferralEvent::Waitlisted,
        8 => ReferralEvent::Expired,
        9 => ReferralEvent::Superseded,
        10 if one_in(8, step.time) => ReferralEvent::Sent,
        10 => ReferralEvent::Withdrawn,
        11..=13 => ReferralEvent::Entered(day),
        14 => ReferralEvent::Completed(day, level(step)),
        _ => ReferralEvent::DroppedOut(day),
    }
}
