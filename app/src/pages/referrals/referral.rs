//! One referral: where it stands, the partner's link, what the partner said when they called, and
//! taking it back.

use super::{HERE, look};
use crate::api::referrals::partner_link_in_sight;
use crate::device::updates::Updates;
use crate::device::{Device, clock};
use crate::pages::copy_link::CopyLink;
use crate::pages::enter::{enter, enter_or, say_and_go_on};
use crate::pages::person::{PEOPLE, back_to_file, file_address, name_of, with_person};
use crate::text::fr::follow_up::{
    SAVING, decline_reason, follow_up, referral as text, referral_state,
};
use crate::ui::format::iso_day;
use crate::ui::{
    Badge, Dialog, ErrorSummary, Icon, PageHead, Problems, SelectField, SelectOption, Submit,
    TextArea, TextField, Toasts, error_of,
};
use domain::id::{ReferralId, SignatoryId};
use domain::level::CefrLevel;
use domain::referral::{DeclineReason, ReferralEvent, ReferralState};
use domain::time::Day;
use domain::{Command, State};
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;

const WHAT: &str = "answer-what";
const DAY: &str = "answer-day";
const REASON: &str = "answer-reason";
const NOTE: &str = "answer-note";

/// The page.
#[component]
pub fn ReferralPage(
    /// The device of the person signed in.
    device: Device,
) -> impl IntoView {
    with_person(device, HERE, move |person| {
        let id = use_params_map()
            .with_untracked(|params| params.get("referral")?.parse::<ReferralId>().ok());
        let found = Memo::new(move |_| device.with_lists(|state| shown(state, person, id?)));
        (move || match found.get() {
            Some(shown) => view! { <Page device shown/> }.into_any(),
            None => view! {
                <PageHead
                    title=text::UNKNOWN back=back_to_file(person) back_rel=HERE.rel(PEOPLE)
                />
            }
            .into_any(),
        })
        .into_any()
    })
}

/// What the page shows of a referral: no more, so that what is typed stays while something else
/// of it changes.
#[derive(Clone, PartialEq)]
struct Shown {
    about: About,
    state: ReferralState,
    /// Why it was declined, where that is how it stands.
    declined: Option<DeclineReason>,
    title: String,
    place: String,
}

fn shown(state: &State, person: SignatoryId, id: ReferralId) -> Option<Shown> {
    let referral = state.referral(id).filter(|it| it.signatory == person)?;
    let scheme = state.scheme(referral.scheme)?;
    let stands = referral.state();
    Some(Shown {
        about: (person, id, referral.scheme),
        state: stands,
        declined: referral.declined_for().filter(|_| stands == ReferralState::Declined),
        title: scheme.title.clone(),
        place: scheme.place(),
    })
}

#[component]
fn Page(device: Device, shown: Shown) -> impl IntoView {
    let Shown { about, state, declined, title, place } = shown;
    let (person, referral, scheme) = about;
    let name = name_of(device, person);
    let lead = Signal::derive(move || format!("{} · {title}", name.get()));
    let places = move || {
        device.with_lists(|state| {
            state.scheme(scheme).map(|scheme| text::places(scheme.taken, scheme.places))
        })
    };
    view! {
        <PageHead title=text::TITLE lead back=back_to_file(person) back_rel=HERE.rel(PEOPLE)/>
        <div class="stack stack--wide">
            <section class="stack">
                <p><Badge kind=look(state) text=referral_state(state).to_owned()/></p>
                {declined.map(|why| view! {
                    <p><strong>{decline_reason(why)}</strong></p>
                    <p>{follow_up(why.follow_up())}</p>
                })}
                <p>{place}</p>
                <p class="soft">{places}</p>
            </section>
            {Answer::possible(state, declined).next().is_some().then(|| view! {
                <section class="stack">
                    <h2>{text::LINK}</h2>
                    <p class="soft">{text::LINK_NOTE}</p>
                    <CopyLink referral ask=partner_link_in_sight copied=|()| ()/>
                </section>
                <AnswerForm device about state declined/>
            })}
            {(!state.is_over()).then(|| view! { <Withdraw device about/> })}
        </div>
    }
}

/// Person, referral and scheme: what a command about a referral names.
type About = (SignatoryId, ReferralId, domain::id::SchemeId);

fn step((signatory, referral, scheme): About, event: ReferralEvent) -> Command {
    Command::FollowReferral { signatory, referral, scheme, event }
}

/// What a partner can say.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Answer {
    UnderReview,
    Accepted,
    Waitlisted,
    Declined,
    Entered,
    Completed,
    DroppedOut,
}

impl Answer {
    const ALL: [Self; 7] = [
        Self::UnderReview,
        Self::Accepted,
        Self::Waitlisted,
        Self::Declined,
        Self::Entered,
        Self::Completed,
        Self::DroppedOut,
    ];

    const fn label(self) -> &'static str {
        match self {
            Self::UnderReview => text::UNDER_REVIEW,
            Self::Accepted => text::ACCEPTED,
            Self::Waitlisted => text::WAITLISTED,
            Self::Declined => text::DECLINED,
            Self::Entered => text::ENTERED,
            Self::Completed => text::COMPLETED,
            Self::DroppedOut => text::DROPPED_OUT,
        }
    }

    /// An event of this kind, to ask the rules whether it can happen.
    const fn sample(self) -> ReferralEvent {
        match self {
            Self::UnderReview => ReferralEvent::UnderReview,
            Self::Accepted => ReferralEvent::Accepted(None),
            Self::Waitlisted => ReferralEvent::Waitlisted,
            Self::Declined => ReferralEvent::Declined(DeclineReason::Full, String::new()),
            Self::Entered => ReferralEvent::Entered(Day(0)),
            Self::Completed => ReferralEvent::Completed(Day(0), None),
            Self::DroppedOut => ReferralEvent::DroppedOut(Day(0)),
        }
    }

    /// What can be said now. Of those declined, only who was declined for want of places can be
    /// put on the list.
    fn possible(
        state: ReferralState,
        declined: Option<DeclineReason>,
    ) -> impl Iterator<Item = Self> {
        let full = declined.is_none_or(|why| why == DeclineReason::Full);
        Self::ALL.into_iter().filter(move |it| full && state.after(&it.sample()).is_some())
    }

    const fn needs_day(self) -> bool {
        matches!(self, Self::Entered | Self::Completed | Self::DroppedOut)
    }
}

/// What stands in the form.
#[derive(Clone, Copy)]
struct Draft {
    what: RwSignal<String>,
    day: RwSignal<String>,
    reason: RwSignal<String>,
    note: RwSignal<String>,
    level: RwSignal<String>,
}

impl Draft {
    fn answer(self) -> Option<Answer> {
        let chosen = self.what.get();
        Answer::ALL.into_iter().find(|it| it.label() == chosen)
    }

    /// What happened, or what is still wrong.
    fn read(self) -> Result<ReferralEvent, (&'static str, &'static str)> {
        let answer = untrack(|| self.answer()).ok_or((WHAT, text::WHAT_MISSING))?;
        let day = Day::parse(&self.day.get_untracked());
        let needed = day.ok_or((DAY, text::DAY_MISSING));
        Ok(match answer {
            Answer::UnderReview => ReferralEvent::UnderReview,
            Answer::Accepted => ReferralEvent::Accepted(day),
            Answer::Waitlisted => ReferralEvent::Waitlisted,
            Answer::Declined => {
                let reason = DeclineReason::from_code(&self.reason.get_untracked())
                    .ok_or((REASON, text::REASON_MISSING))?;
                let note = self.note.get_untracked().trim().to_owned();
                if reason == DeclineReason::Other && note.is_empty() {
                    return Err((NOTE, text::NOTE_MISSING));
                }
                ReferralEvent::Declined(reason, note)
            }
            Answer::Entered => ReferralEvent::Entered(needed?),
            Answer::Completed => {
                ReferralEvent::Completed(needed?, CefrLevel::parse(&self.level.get_untracked()))
            }
            Answer::DroppedOut => ReferralEvent::DroppedOut(needed?),
        })
    }
}

#[component]
fn AnswerForm(
    device: Device,
    about: About,
    state: ReferralState,
    declined: Option<DeclineReason>,
) -> impl IntoView {
    Updates::form_is_open();
    let draft = Draft {
        what: RwSignal::default(),
        day: RwSignal::new(iso_day(clock::now())),
        reason: RwSignal::default(),
        note: RwSignal::default(),
        level: RwSignal::default(),
    };
    let errors = RwSignal::new(Problems::new());
    let saving = RwSignal::new(false);
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        if saving.get_untracked() {
            return;
        }
        let happened = match draft.read() {
            Ok(happened) => happened,
            Err((field, why)) => return errors.set(vec![(field.to_owned(), why.to_owned())]),
        };
        errors.set(Vec::new());
        saving.set(true);
        let toasts = Toasts::get();
        let done = move || toasts.say(text::SAVED);
        enter_or(device, vec![step(about, happened)], done, move |why| {
            errors.set(vec![(String::new(), why.to_owned())]);
            saving.set(false);
        });
    };
    let first = || std::iter::once(SelectOption::new("", text::CHOOSE));
    let answers: Vec<SelectOption> = first()
        .chain(
            Answer::possible(state, declined).map(|it| SelectOption::new(it.label(), it.label())),
        )
        .collect();
    let reasons: Vec<SelectOption> = first()
        .chain(DeclineReason::ALL.map(|it| SelectOption::new(it.code(), decline_reason(it))))
        .collect();
    let levels: Vec<SelectOption> = first()
        .chain(CefrLevel::ALL.map(|level| SelectOption::new(level.label(), level.label())))
        .collect();
    let (reasons, levels) = (StoredValue::new(reasons), StoredValue::new(levels));
    let is = move |wanted: Answer| move || draft.answer() == Some(wanted);
    view! {
        <section class="stack">
            <h2>{text::ANSWER}</h2>
            <p class="soft">{text::ANSWER_NOTE}</p>
            <form class="stack" novalidate on:submit=submit>
                <ErrorSummary errors/>
                <SelectField
                    id=WHAT label=text::WHAT value=draft.what set=draft.what short=true
                    options=Signal::stored(answers) error=error_of(errors, WHAT)
                />
                <Show when=move || draft.answer().is_some_and(Answer::needs_day)>
                    <TextField
                        id=DAY kind="date" short=true label=text::DAY value=draft.day
                        error=error_of(errors, DAY)
                    />
                </Show>
                <Show when=is(Answer::Accepted)>
                    <TextField
                        id=DAY kind="date" short=true optional=true label=text::START
                        value=draft.day
                    />
                </Show>
                <Show when=is(Answer::Declined)>
                    <SelectField
                        id=REASON label=text::REASON value=draft.reason set=draft.reason
                        options=Signal::stored(reasons.get_value()) error=error_of(errors, REASON)
                    />
                    <TextArea
                        id=NOTE label=text::NOTE value=draft.note optional=true longest=300
                        error=error_of(errors, NOTE)
                    />
                </Show>
                <Show when=is(Answer::Completed)>
                    <SelectField
                        label=text::LEVEL value=draft.level set=draft.level short=true
                        options=Signal::stored(levels.get_value()) optional=true
                    />
                </Show>
                <div class="row">
                <Submit label=text::SAVE busy_label=SAVING busy=saving/>
                </div>
            </form>
        </section>
    }
}

#[component]
fn Withdraw(device: Device, about: About) -> impl IntoView {
    let asking = RwSignal::new(false);
    let withdraw = move |_| {
        asking.set(false);
        enter(device, vec![step(about, ReferralEvent::Withdrawn)], move |_| {
            say_and_go_on(text::WITHDRAWN, &file_address(about.0));
        });
    };
    let foot = move || {
        view! {
            <button type="button" class="button button--danger" on:click=withdraw>
                {text::WITHDRAW}
            </button>
        }
    };
    view! {
        <p>
            <button type="button" class="button" on:click=move |_| asking.set(true)>
                <Icon name="undo"/><span>{text::WITHDRAW}</span>
            </button>
        </p>
        <Dialog open=asking title=text::WITHDRAW_TITLE foot=foot>
            <p>{text::WITHDRAW_NOTE}</p>
        </Dialog>
    }
}
