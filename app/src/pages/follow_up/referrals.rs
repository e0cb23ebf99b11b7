//! The referrals of a file, each with where it stands.

use super::HERE;
use crate::device::Device;
use crate::pages::person::referral_address;
use crate::pages::referrals::look;
use crate::text::fr::follow_up::{file as text, referral_state};
use crate::text::fr::room::class;
use crate::ui::format::short_date;
use crate::ui::{Badge, BadgeKind};
use domain::RecordKey;
use domain::id::{ReferralId, SignatoryId};
use domain::referral::ReferralState;
use domain::time::Instant;
use leptos::prelude::*;

/// What a line shows.
#[derive(Clone, PartialEq)]
struct Line {
    id: ReferralId,
    title: String,
    organisation: String,
    state: ReferralState,
    since: Instant,
}

/// The part of the file: nothing while there is no referral.
#[component]
pub fn ReferralsPart(
    /// The device of the person signed in.
    device: Device,
    /// Whose.
    person: SignatoryId,
) -> impl IntoView {
    let lines = Memo::new(move |_| {
        device.with_lists(|state| {
            let mut lines: Vec<Line> = state
                .referrals_of(person)
                .map(|it| {
                    let scheme = state.scheme(it.scheme);
                    Line {
                        id: it.id,
                        title: scheme.map(|it| it.title.clone()).unwrap_or_default(),
                        organisation: scheme
                            .map(|it| it.organisation_name.clone())
                            .unwrap_or_default(),
                        state: it.state(),
                        since: it.events.last().map_or(Instant(0), |event| event.at),
                    }
                })
                .collect();
            lines.reverse();
            lines
        })
    });
    let line = move |line: Line| {
        let unsent = move || {
            device.is_unsent(RecordKey::Referral(line.id)).then(|| {
                view! { <Badge kind=BadgeKind::Here text=class::HERE.to_owned()/> }
            })
        };
        let address = referral_address(person, line.id);
        let rel = HERE.rel(&address);
        view! {
            <li class="line">
                <div class="line-text">
                    <a class="line-name" href=address rel=rel>{line.title}</a>
                    <p class="soft">{line.organisation}" · "{short_date(line.since)}</p>
                </div>
                <Badge kind=look(line.state) text=referral_state(line.state).to_owned()/>
                {unsent}
            </li>
        }
    };
    view! {
        <Show when=move || lines.with(|lines| !lines.is_empty())>
            <section class="stack">
                <h2>{text::REFERRALS}</h2>
                <ul class="lines" role="list">
                    {move || lines.get().into_iter().map(line).collect_view()}
                </ul>
            </section>
        </Show>
    }
}
