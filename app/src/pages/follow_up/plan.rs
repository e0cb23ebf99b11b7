//! Planning an interview, or moving the one that is planned.

use super::{HERE, planned_with};
use crate::device::updates::Updates;
use crate::device::{Device, clock};
use crate::pages::enter::enter_or;
use crate::pages::person::{back_to_file, file_address, name_of, with_person};
use crate::text::fr::common::mode;
use crate::text::fr::follow_up::{CANCEL, SAVING, plan as text};
use crate::ui::format::{iso_day, moment_in_france, time};
use crate::ui::{
    ChoiceOption, ErrorSummary, PageHead, Problems, RadioPicker, SelectField, SelectOption, Submit,
    TextField, Toasts, error_of,
};
use domain::command::PlanInterview;
use domain::id::{InterviewId, SignatoryId};
use domain::intervention::Mode;
use domain::interview::{Interview, InterviewEvent, InterviewState, Slot};
use domain::time::Instant;
use domain::{Command, State};
use leptos::prelude::*;
use leptos_router::hooks::use_navigate;

const DAY: &str = "plan-day";
const TIME: &str = "plan-time";
/// Lengths that are offered, in minutes.
const LENGTHS: [u16; 5] = [30, 45, 60, 90, 120];
const USUAL_LENGTH: u16 = 45;

/// The page.
#[component]
pub fn PlanPage(
    /// The device of the person signed in.
    device: Device,
) -> impl IntoView {
    with_person(device, HERE, move |person| view! { <Plan device person/> }.into_any())
}

/// The interview that a new date is for: the planned one, or one that did not take place.
fn to_move(state: &State, person: SignatoryId) -> Option<Interview> {
    let missed = || {
        let last = state.interviews_of(person).last();
        last.filter(|it| matches!(it.state(), InterviewState::Missed(_)))
    };
    planned_with(state, person).or_else(missed).cloned()
}

/// What stands in the form.
#[derive(Clone, Copy)]
struct Draft {
    day: RwSignal<String>,
    time: RwSignal<String>,
    minutes: RwSignal<String>,
    mode: RwSignal<Option<Mode>>,
    place: RwSignal<String>,
    interpreter: RwSignal<String>,
    summoned: RwSignal<Option<bool>>,
}

impl Draft {
    /// What was planned, with the date still to be chosen where it is past.
    fn new(before: Option<&Slot>, now: Instant) -> Self {
        let coming = before.filter(|slot| slot.starts_at > now);
        let two_digits = |at| time(at).replace("\u{a0}h\u{a0}", ":");
        let clock = coming.map(|slot| format!("{:0>5}", two_digits(slot.starts_at)));
        Self {
            day: RwSignal::new(coming.map(|slot| iso_day(slot.starts_at)).unwrap_or_default()),
            time: RwSignal::new(clock.unwrap_or_default()),
            minutes: RwSignal::new(before.map_or(USUAL_LENGTH, |slot| slot.minutes).to_string()),
            mode: RwSignal::new(Some(before.map_or(Mode::InPerson, |slot| slot.mode))),
            place: RwSignal::new(before.map(|slot| slot.place.clone()).unwrap_or_default()),
            interpreter: RwSignal::new(
                before.map(|slot| slot.interpreter.clone()).unwrap_or_default(),
            ),
            summoned: RwSignal::new(Some(before.is_some_and(|slot| slot.summoned))),
        }
    }

    /// The slot, or what is still wrong.
    fn read(self, now: Instant) -> Result<Slot, Problems> {
        let (day, time) = (self.day.get_untracked(), self.time.get_untracked());
        let mut problems = Vec::new();
        let mut note = |field: &str, why: &str| problems.push((field.to_owned(), why.to_owned()));
        if moment_in_france(&day, "12:00").is_none() {
            note(DAY, text::DAY_MISSING);
        }
        if moment_in_france("2000-01-01", &time).is_none() {
            note(TIME, text::TIME_MISSING);
        }
        match moment_in_france(&day, &time) {
            Some(starts_at) if starts_at > now => Ok(Slot {
                starts_at,
                minutes: self.minutes.get_untracked().parse().unwrap_or(USUAL_LENGTH),
                mode: self.mode.get_untracked().unwrap_or_default(),
                place: self.place.get_untracked().trim().to_owned(),
                interpreter: self.interpreter.get_untracked().trim().to_owned(),
                summoned: self.summoned.get_untracked().unwrap_or_default(),
            }),
            Some(_) => {
                note(DAY, text::IN_THE_PAST);
                Err(problems)
            }
            None => Err(problems),
        }
    }
}

/// What is already planned on a day: time and name, but for this person.
fn same_day(device: Device, state: &State, day: &str, but: SignatoryId) -> Vec<String> {
    let adviser = device.profile().user;
    let of_day = domain::work::planned_interviews(state, adviser, clock::now());
    of_day
        .into_iter()
        .filter(|it| it.signatory != but)
        .filter_map(|it| {
            let slot = it.slot().filter(|slot| iso_day(slot.starts_at) == day)?;
            let name = state.signatory(it.signatory)?.display_name();
            Some(format!("{} – {} · {name}", time(slot.starts_at), time(slot.ends_at())))
        })
        .collect()
}

#[component]
fn Plan(device: Device, person: SignatoryId) -> impl IntoView {
    Updates::form_is_open();
    let before = untrack(|| device.with_lists(|state| to_move(state, person)));
    let moves = before.as_ref().is_some_and(|it| it.state() == InterviewState::Planned);
    let title = if moves { text::MOVE_TITLE } else { text::TITLE };
    let draft = Draft::new(before.as_ref().and_then(Interview::slot), clock::now());
    // Made when the form opens: saved twice by a double tap, it is one interview.
    let new_id = InterviewId(clock::new_id());
    let known_id = before.as_ref().map(|it| it.id);
    let errors = RwSignal::new(Problems::new());
    let saving = RwSignal::new(false);
    let navigate = use_navigate();

    let command = move |slot: Slot| match known_id {
        Some(interview) => {
            let event = InterviewEvent::Planned(slot);
            Command::FollowInterview { signatory: person, interview, event }
        }
        None => Command::PlanInterview(PlanInterview {
            id: new_id,
            signatory: person,
            interest: untrack(|| {
                device.with_lists(|state| {
                    let stands = state.interests_of(person).filter(|it| it.withdrawn.is_none());
                    // Without one the rules refuse, with the reason.
                    stands.last().map_or(domain::id::InterestId(new_id.0), |it| it.id)
                })
            }),
            adviser: device.profile().user,
            slot,
        }),
    };
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        if saving.get_untracked() {
            return;
        }
        let slot = match draft.read(clock::now()) {
            Ok(slot) => slot,
            Err(problems) => return errors.set(problems),
        };
        errors.set(Vec::new());
        saving.set(true);
        let (navigate, toasts) = (navigate.clone(), Toasts::get());
        let done = move || {
            toasts.say(text::SAVED);
            navigate(&file_address(person), leptos_router::NavigateOptions::default());
        };
        enter_or(device, vec![command(slot)], done, move |why| {
            errors.set(vec![(String::new(), why.to_owned())]);
            saving.set(false);
        });
    };
    let lengths: Vec<SelectOption> = LENGTHS
        .map(|minutes| SelectOption::new(minutes.to_string(), text::minutes(minutes)))
        .to_vec();
    let modes = vec![
        ChoiceOption::new(Mode::InPerson, mode(Mode::InPerson), Some("centre")),
        ChoiceOption::new(Mode::Remote, mode(Mode::Remote), Some("phone")),
    ];
    let card = |value, label, note: &str| ChoiceOption {
        note: note.to_owned(),
        ..ChoiceOption::new(value, label, None)
    };
    let kinds = vec![
        card(false, text::INVITED, text::INVITED_NOTE),
        card(true, text::SUMMONED, text::SUMMONED_NOTE),
    ];
    view! {
        <PageHead title lead=name_of(device, person) back=back_to_file(person)/>
        <form class="stack stack--wide" novalidate on:submit=submit>
            <ErrorSummary errors/>
            <div class="row">
                <TextField
                    id=DAY kind="date" short=true label=text::DAY value=draft.day
                    error=error_of(errors, DAY)
                />
                <TextField
                    id=TIME kind="time" short=true label=text::TIME value=draft.time
                    error=error_of(errors, TIME)
                />
                <SelectField
                    label=text::MINUTES value=draft.minutes set=draft.minutes short=true
                    options=Signal::stored(lengths)
                />
            </div>
            <SameDay device person day=draft.day/>
            <RadioPicker legend=text::MODE options=modes value=draft.mode columns=true/>
            <TextField label=text::PLACE value=draft.place optional=true/>
            <TextField
                label=text::INTERPRETER hint=text::INTERPRETER_HINT value=draft.interpreter
                optional=true short=true
            />
            <RadioPicker legend=text::KIND options=kinds value=draft.summoned columns=true/>
            <div class="row">
                <Submit label=text::SAVE busy_label=SAVING busy=saving/>
                <a class="button" href=file_address(person)>{CANCEL}</a>
            </div>
        </form>
    }
}

/// What else is planned on the chosen day.
#[component]
fn SameDay(device: Device, person: SignatoryId, day: RwSignal<String>) -> impl IntoView {
    move || {
        let day = day.get();
        (!day.is_empty()).then(|| {
            let lines = device.with_lists(|state| same_day(device, state, &day, person));
            let free = lines.is_empty().then(|| view! { <p class="soft">{text::FREE_DAY}</p> });
            let line = |line: String| view! { <li>{line}</li> };
            view! {
                <div class="stack" aria-live="polite">
                    <p><strong>{text::SAME_DAY}</strong></p>
                    {free}
                    <ul>{lines.into_iter().map(line).collect_view()}</ul>
                </div>
            }
        })
    }
}
