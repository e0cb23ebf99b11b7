//! Planning an intervention: where, when, how, and who goes.

use super::address;
use super::options::centre_name;
use crate::api::ApiError;
use crate::api::interventions::{
    AdviserRow, CentreRow, InterventionRow, NewIntervention, advisers, centres, create_intervention,
};
use crate::api::request::{Fetched, Sending};
use crate::device::clock;
use crate::device::updates::Updates;
use crate::text::fr::desk::interventions as text;
use crate::text::fr::errors::api_error;
use crate::ui::format::moment_in_france;
use crate::ui::{
    Answer, ChoiceOption, ChoicePicker, ErrorSummary, Notice, NoticeKind, PageHead, Problems,
    RadioPicker, SelectField, SelectOption, Submit, TextField, Toasts, error_of,
};
use domain::id::{InterventionId, UserId};
use domain::intervention::Mode;
use leptos::prelude::*;
use leptos_router::hooks::use_navigate;

const CENTRE: &str = "plan-centre";
const DAY: &str = "plan-day";
const TIME: &str = "plan-time";
const MODE: &str = "plan-mode";

/// The page.
#[component]
pub fn NewInterventionPage() -> impl IntoView {
    Updates::form_is_open();
    let (centres, advisers) = (Fetched::new(centres), Fetched::new(advisers));
    let form = move |centres: Vec<CentreRow>| {
        let form = move |advisers: Vec<AdviserRow>| {
            let centres = centres.clone();
            view! { <PlanForm centres advisers/> }.into_any()
        };
        view! { <Answer resource=advisers view=Callback::new(form)/> }.into_any()
    };
    view! {
        <PageHead
            title=text::NEW_TITLE
            lead=text::NEW_LEAD
            back=(address::INTERVENTIONS.to_owned(), text::TITLE.to_owned())
        />
        <Answer resource=centres view=Callback::new(form)/>
    }
}

/// What was entered so far.
#[derive(Clone, Copy)]
struct Draft {
    /// Made once: sent twice, the intervention is still created once.
    id: InterventionId,
    centre: RwSignal<String>,
    day: RwSignal<String>,
    time: RwSignal<String>,
    mode: RwSignal<Option<Mode>>,
    advisers: RwSignal<Vec<UserId>>,
}

impl Draft {
    fn new() -> Self {
        Self {
            id: InterventionId(clock::new_id()),
            centre: RwSignal::default(),
            day: RwSignal::default(),
            time: RwSignal::default(),
            mode: RwSignal::new(Some(Mode::default())),
            advisers: RwSignal::default(),
        }
    }

    /// The intervention, or what is missing: fields and what to do.
    fn read(self) -> Result<NewIntervention, Problems> {
        let mut missing = Vec::new();
        let mut require = |present: bool, field: &str, message: &str| {
            if !present {
                missing.push((field.to_owned(), message.to_owned()));
            }
        };
        let centre = self.centre.get_untracked().parse().ok();
        let (day, time) = (self.day.get_untracked(), self.time.get_untracked());
        let noon = "12:00";
        let mode = self.mode.get_untracked();
        require(centre.is_some(), CENTRE, text::MISSING_CENTRE);
        require(moment_in_france(&day, noon).is_some(), DAY, text::MISSING_DAY);
        require(moment_in_france("2000-01-01", &time).is_some(), TIME, text::MISSING_TIME);
        require(mode.is_some(), MODE, text::MISSING_MODE);
        match (centre, moment_in_france(&day, &time), mode) {
            (Some(centre), Some(starts_at), Some(mode)) => Ok(NewIntervention {
                id: self.id,
                centre,
                starts_at,
                mode,
                advisers: self.advisers.get_untracked(),
            }),
            _ => Err(missing),
        }
    }
}

/// The field an answer of the server is about.
fn field_of(error: &ApiError) -> &'static str {
    match error {
        ApiError::Invalid { field, .. } => match field.as_str() {
            "centre" => CENTRE,
            "starts_at" => DAY,
            "mode" => MODE,
            _ => "",
        },
        _ => "",
    }
}

#[component]
fn PlanForm(centres: Vec<CentreRow>, advisers: Vec<AdviserRow>) -> impl IntoView {
    let draft = Draft::new();
    let errors = RwSignal::new(Problems::new());
    let plan = Sending::new();
    let navigate = use_navigate();
    Effect::new(move |_| match plan.get() {
        Some(Ok(InterventionRow { id, .. })) => {
            Toasts::get().say(text::PLANNED);
            navigate(&address::intervention(id), leptos_router::NavigateOptions::default());
        }
        Some(Err(error)) => {
            errors.set(vec![(field_of(&error).to_owned(), api_error(&error))]);
        }
        None => {}
    });
    let submit = move |event: web_sys::SubmitEvent| {
        event.prevent_default();
        if plan.pending().get_untracked() {
            return;
        }
        match draft.read() {
            Ok(new) => {
                errors.set(Vec::new());
                plan.send(create_intervention(new));
            }
            Err(missing) => errors.set(missing),
        }
    };
    view! {
        <form class="stack stack--wide" novalidate on:submit=submit>
            <ErrorSummary errors=errors/>
            <SelectField
                id=CENTRE
                label=text::CENTRE
                value=draft.centre
                set=draft.centre
                options=centre_choices(&centres)
                error=error_of(errors, CENTRE)
            />
            <div class="row">
                <TextField id=DAY kind="date" short=true label=text::DAY value=draft.day error=error_of(errors, DAY)/>
                <TextField
                    id=TIME
                    kind="time"
                    short=true
                    label=text::TIME
                    value=draft.time
                    error=error_of(errors, TIME)
                />
            </div>
            <RadioPicker
                id=MODE
                columns=true
                legend=text::MODE
                options=mode_cards()
                value=draft.mode
                error=error_of(errors, MODE)
            />
            <AdviserPicker advisers value=draft.advisers/>
            <div class="row">
                <Submit label=text::SUBMIT busy_label=text::SUBMITTING busy=plan.pending()/>
                <a class="button" href=address::INTERVENTIONS>{text::CANCEL}</a>
            </div>
        </form>
    }
}

fn centre_choices(centres: &[CentreRow]) -> Vec<SelectOption> {
    let open = centres.iter().filter(|it| !it.closed);
    let named = open.map(|it| SelectOption::new(it.id.to_string(), centre_name(it)));
    std::iter::once(SelectOption::new("", text::CHOOSE_CENTRE)).chain(named).collect()
}

fn mode_cards() -> Vec<ChoiceOption<Mode>> {
    [Mode::InPerson, Mode::Remote]
        .map(|mode| ChoiceOption::new(mode, text::mode(mode), None))
        .to_vec()
}

/// Who goes: a card for each adviser of the directorate.
#[component]
pub(super) fn AdviserPicker(
    /// Who can be chosen.
    advisers: Vec<AdviserRow>,
    /// Who is.
    value: RwSignal<Vec<UserId>>,
) -> impl IntoView {
    if advisers.is_empty() {
        return view! { <Notice kind=NoticeKind::Info title=text::NO_ADVISER/> }.into_any();
    }
    let cards = advisers
        .into_iter()
        .map(|adviser| ChoiceOption::new(adviser.id, adviser.name, None))
        .collect();
    view! { <ChoicePicker columns=true legend=text::WHO options=cards value=value/> }.into_any()
}
