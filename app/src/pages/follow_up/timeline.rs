//! Everything that happened to a person, the latest first, in sentences.

use crate::device::Device;
use crate::text::fr::common::attendance;
use crate::text::fr::follow_up::{decline_reason, file, happened as text, missed, referral_state};
use crate::text::mid_sentence;
use crate::ui::format::{medium_date_and_time, short_date_and_time};
use domain::State;
use domain::id::{SignatoryId, UserId};
use domain::interview::InterviewEvent;
use domain::level::CefrLevel;
use domain::path::{Entry, Happening, timeline};
use domain::referral::ReferralEvent;
use domain::time::Day;
use leptos::prelude::*;

fn sentence(state: &State, happening: &Happening) -> String {
    match happening {
        Happening::Marked(visit, mark) => {
            let centre = state.intervention(*visit).map(|it| it.centre_name.as_str());
            text::marked(attendance(*mark), centre.unwrap_or_default())
        }
        Happening::Interested { withdrawn: false } => text::INTERESTED.to_owned(),
        Happening::Interested { withdrawn: true } => text::INTEREST_WITHDRAWN.to_owned(),
        Happening::Interview(event) => match event {
            InterviewEvent::Planned(slot) => text::planned(&medium_date_and_time(slot.starts_at)),
            InterviewEvent::Held(_) => text::HELD.to_owned(),
            InterviewEvent::Missed(why) => missed(*why).to_owned(),
            InterviewEvent::Withdrawn => text::INTERVIEW_WITHDRAWN.to_owned(),
        },
        Happening::Referral(scheme, event) => {
            let title = state.scheme(*scheme).map(|it| it.title.as_str());
            text::referral(&what(event), title.unwrap_or_default())
        }
    }
}

fn what(event: &ReferralEvent) -> String {
    match event {
        ReferralEvent::Sent => text::SENT.to_owned(),
        ReferralEvent::Accepted(from) => text::accepted(from.map(Day::french).as_deref()),
        ReferralEvent::Declined(why, note) => text::declined(decline_reason(*why), note),
        ReferralEvent::Entered(day) => text::entered(&day.french()),
        ReferralEvent::Completed(day, level) => {
            text::completed(&day.french(), level.map(CefrLevel::label))
        }
        ReferralEvent::DroppedOut(day) => text::dropped_out(&day.french()),
        ReferralEvent::UnderReview
        | ReferralEvent::Waitlisted
        | ReferralEvent::Expired
        | ReferralEvent::Superseded
        | ReferralEvent::Withdrawn => mid_sentence(referral_state(event.leads_to())),
    }
}

fn author(by: Option<UserId>, me: UserId) -> &'static str {
    match by {
        None => file::NOT_BY_STAFF,
        Some(user) if user == me => file::BY_ME,
        Some(_) => file::BY_COLLEAGUE,
    }
}

/// The part of the file.
#[component]
pub fn TimelinePart(
    /// The device of the person signed in.
    device: Device,
    /// Whose.
    person: SignatoryId,
) -> impl IntoView {
    let me = device.profile().user;
    let lines = Memo::new(move |_| {
        device.with_lists(|state| {
            let line = |(at, by, happening): &Entry| {
                let note = format!("{}, {}", short_date_and_time(*at), author(*by, me));
                (sentence(state, happening), note)
            };
            timeline(state, person).iter().map(line).collect::<Vec<_>>()
        })
    });
    let line = |(what, note): (String, String)| {
        view! { <li class="timeline-entry"><p>{what}</p><p class="soft small">{note}</p></li> }
    };
    view! {
        <section class="stack">
            <h2>{file::TIMELINE}</h2>
            <Show when=move || lines.with(Vec::is_empty)>
                <p class="soft">{file::NOTHING_YET}</p>
            </Show>
            <ol class="timeline" role="list">
                {move || lines.get().into_iter().map(line).collect_view()}
            </ol>
        </section>
    }
}
