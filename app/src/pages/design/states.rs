//! Buttons, badges, notices, and what stands where there is nothing yet.

use super::Part;
use crate::api::ApiError;
use crate::text::fr::design as text;
use crate::ui::loading::Failure;
use crate::ui::{Badge, BadgeKind, Empty, Icon, Notice, NoticeKind, Progress};
use leptos::prelude::*;

const BADGES: [BadgeKind; 8] = [
    BadgeKind::Neutral,
    BadgeKind::Here,
    BadgeKind::Waiting,
    BadgeKind::Sent,
    BadgeKind::Check,
    BadgeKind::Success,
    BadgeKind::Warning,
    BadgeKind::Danger,
];
const NOTICES: [NoticeKind; 4] =
    [NoticeKind::Info, NoticeKind::Success, NoticeKind::Warning, NoticeKind::Danger];

#[component]
pub(super) fn Buttons() -> impl IntoView {
    view! {
        <Part title=text::BUTTONS>
            <div class="row">
                <button type="button" class="button button--main">
                    <Icon name="check"/><span>{text::SAVE}</span>
                </button>
                <button type="button" class="button">{text::ORDINARY}</button>
                <button type="button" class="button button--quiet">
                    <Icon name="undo"/><span>{text::QUIET}</span>
                </button>
                <button type="button" class="button button--danger">
                    <Icon name="trash"/><span>{text::REMOVE}</span>
                </button>
                <button type="button" class="button button--icon" aria-label=text::PRINT>
                    <Icon name="printer"/>
                </button>
                <button type="button" class="button button--main" aria-busy="true">{text::BUSY}</button>
                <button type="button" class="button" aria-disabled="true">{text::UNAVAILABLE}</button>
            </div>
        </Part>
    }
}

#[component]
pub(super) fn Badges() -> impl IntoView {
    let badge = |(kind, word): (BadgeKind, &'static str)| view! { <Badge kind text=word/> };
    view! {
        <Part title=text::BADGES>
            <p class="row">{BADGES.into_iter().zip(text::STATES).map(badge).collect_view()}</p>
        </Part>
    }
}

#[component]
pub(super) fn Notices() -> impl IntoView {
    let notice = |(kind, title): (NoticeKind, &'static str)| {
        view! { <Notice kind title><p>{text::SENTENCE}</p></Notice> }
    };
    view! {
        <Part title=text::NOTICES>
            {NOTICES.into_iter().zip(text::NOTICE_TITLES).map(notice).collect_view()}
        </Part>
    }
}

#[component]
pub(super) fn Waiting() -> impl IntoView {
    view! {
        <Part title=text::WAITING>
            <Progress label=text::READING/>
            <Failure error=ApiError::Unreachable retry=Callback::new(|()| {})/>
            <Empty text=text::NOBODY>
                <button type="button" class="button">{text::ORDINARY}</button>
            </Empty>
        </Part>
    }
}
