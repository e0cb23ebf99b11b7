//! The sheet of an interview that was held: level, what stands in the way, what was decided.

use super::HERE;
use crate::device::Device;
use crate::device::updates::Updates;
use crate::pages::enter::{enter_or, say_and_go_on};
use crate::pages::kind_cards::kind_cards;
use crate::pages::person::{back_to_file, name_of, proposals_address, with_person};
use crate::text::fr::common::scheme_kind;
use crate::text::fr::follow_up::{SAVING, barrier, sheet as text};
use crate::ui::{
    ChoiceOption, ChoicePicker, Empty, ErrorSummary, PageHead, Problems, SelectField, SelectOption,
    Submit, TextArea, error_of,
};
use domain::id::{InterviewId, SignatoryId};
use domain::interview::{Barrier, Findings, InterviewEvent, InterviewState};
use domain::level::CefrLevel;
use domain::scheme::SchemeKind;
use domain::{Command, State};
use leptos::prelude::*;

const DECIDED: &str = "sheet-decided";

/// The page.
#[component]
pub fn SheetPage(
    /// The device of the person signed in.
    device: Device,
) -> impl IntoView {
    with_person(device, HERE, move |person| {
        let found = untrack(|| device.with_lists(|state| to_note(state, person)));
        let body = match found {
            Some(interview) => view! { <Sheet device person interview/> }.into_any(),
            None => view! { <Empty text=text::NONE/> }.into_any(),
        };
        view! {
            <PageHead title=text::TITLE lead=name_of(device, person) back=back_to_file(person)/>
            {body}
        }
        .into_any()
    })
}

/// The interview that can be noted: planned, or marked as missed by mistake.
fn to_note(state: &State, person: SignatoryId) -> Option<InterviewId> {
    let open =
        |it: InterviewState| matches!(it, InterviewState::Planned | InterviewState::Missed(_));
    state.interviews_of(person).filter(|it| open(it.state())).last().map(|it| it.id)
}

fn wished(state: &State, person: SignatoryId) -> Vec<SchemeKind> {
    let stands = state.interests_of(person).filter(|it| it.withdrawn.is_none());
    stands.last().map(|it| it.wishes.kinds().to_vec()).unwrap_or_default()
}

#[component]
fn Sheet(device: Device, person: SignatoryId, interview: InterviewId) -> impl IntoView {
    Updates::form_is_open();
    let wishes = untrack(|| device.with_lists(|state| wished(state, person)));
    let level = RwSignal::new(String::new());
    let barriers = RwSignal::new(Vec::<Barrier>::new());
    // Kept apart from what was wished: nothing is decided before somebody decides it.
    let decided = RwSignal::new(Vec::<SchemeKind>::new());
    let note = RwSignal::new(String::new());
    let errors = RwSignal::new(Problems::new());
    let saving = RwSignal::new(false);
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        if saving.get_untracked() {
            return;
        }
        if decided.with_untracked(Vec::is_empty) {
            return errors.set(vec![(DECIDED.to_owned(), text::DECIDED_MISSING.to_owned())]);
        }
        errors.set(Vec::new());
        saving.set(true);
        let event = InterviewEvent::Held(Findings {
            level: CefrLevel::parse(&level.get_untracked()),
            barriers: barriers.get_untracked(),
            decided: decided.get_untracked(),
            note: note.get_untracked().trim().to_owned(),
        });
        let command = Command::FollowInterview { signatory: person, interview, event };
        let done = move || say_and_go_on(text::SAVED, &proposals_address(person));
        enter_or(device, vec![command], done, move |why| {
            errors.set(vec![(String::new(), why.to_owned())]);
            saving.set(false);
        });
    };
    let levels: Vec<SelectOption> =
        std::iter::once(SelectOption::new("", text::LEVEL_NOT_LOOKED_AT))
            .chain(CefrLevel::ALL.map(|level| SelectOption::new(level.label(), level.label())))
            .collect();
    let obstacles = Barrier::ALL.map(|it| ChoiceOption::new(it, barrier(it), None)).to_vec();
    let wish = |kind| view! { <li>{scheme_kind(kind)}</li> };
    view! {
        <form class="stack stack--wide" novalidate on:submit=submit>
            <ErrorSummary errors/>
            {(!wishes.is_empty()).then(|| view! {
                <div class="stack">
                    <p><strong>{text::WISHED}</strong></p>
                    <ol class="wishes">{wishes.into_iter().map(wish).collect_view()}</ol>
                </div>
            })}
            <ChoicePicker
                id=DECIDED legend=text::DECIDED options=kind_cards() value=decided ranked=true
                columns=true error=error_of(errors, DECIDED)
            />
            <SelectField
                label=text::LEVEL value=level set=level options=Signal::stored(levels) short=true
                optional=true
            />
            <ChoicePicker legend=text::BARRIERS options=obstacles value=barriers columns=true/>
            <TextArea label=text::NOTE hint=text::NOTE_HINT value=note optional=true/>
            <div class="row">
                <Submit label=text::SAVE busy_label=SAVING busy=saving/>
            </div>
        </form>
    }
}
