//! Offering times for interviews: a stretch of an adviser's day, cut into interviews that follow
//! one another. Supervisors choose whose day, advisers offer their own.

use super::fields::{Fill, list_field, text_field};
use super::whose_slots::Whose;
use crate::api::ApiError;
use crate::api::interventions::{AdviserRow, advisers};
use crate::api::request::{Fetched, Sending};
use crate::api::slots::{MAX_AT_ONCE, SlotDraft, SlotRow};
use crate::device::clock;
use crate::device::updates::Updates;
use crate::text::fr::common;
use crate::text::fr::desk::slots as text;
use crate::text::fr::errors::api_error;
use crate::ui::format::moment_in_france;
use crate::ui::{
    Answer, ChoiceOption, Empty, ErrorSummary, PageHead, Problems, RadioPicker, SelectOption,
    Submit, TextField, Toasts, error_of,
};
use domain::id::OfferedSlotId;
use domain::intervention::Mode;
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;

const ADVISER: &str = "slots-adviser";
const DAY: &str = "slots-day";
const FROM: &str = "slots-from";
const TO: &str = "slots-to";
const LENGTH: &str = "slots-minutes";
const MODE: &str = "slots-mode";
const PLACE: &str = "slots-place";

/// Lengths that are offered, in minutes.
const LENGTHS: [u16; 6] = [20, 30, 45, 60, 90, 120];
/// The usual one.
const USUAL: u16 = 45;

/// The page.
#[component]
pub fn NewSlotsPage() -> impl IntoView {
    Updates::form_is_open();
    let whose = Whose::of_visitor();
    let back = match whose {
        Whose::Own(_) => text::OWN_TITLE,
        Whose::Directorate => text::TITLE,
    };
    view! {
        <PageHead
            title=text::OFFER
            lead=text::OFFER_LEAD
            back=(whose.list_address().to_owned(), back.to_owned())
        />
        {match whose {
            Whose::Own(_) => view! { <OfferForm whose advisers=Vec::new()/> }.into_any(),
            Whose::Directorate => of_an_adviser(whose),
        }}
    }
}

/// The form, once it is known which advisers there are.
fn of_an_adviser(whose: Whose) -> AnyView {
    let advisers = Fetched::new(advisers);
    let shown = move |advisers: Vec<AdviserRow>| {
        if advisers.is_empty() {
            return view! { <Empty text=text::NO_ADVISER/> }.into_any();
        }
        view! { <OfferForm whose advisers/> }.into_any()
    };
    view! { <Answer resource=advisers view=Callback::new(shown)/> }.into_any()
}

/// What stands in the form.
#[derive(Clone, Copy)]
struct Draft {
    adviser: RwSignal<String>,
    day: RwSignal<String>,
    from: RwSignal<String>,
    to: RwSignal<String>,
    length: RwSignal<String>,
    mode: RwSignal<Option<Mode>>,
    place: RwSignal<String>,
    /// Made once: sent twice, a time is still offered once.
    ids: StoredValue<Vec<OfferedSlotId>>,
}

impl Draft {
    fn new(whose: Whose) -> Self {
        let adviser = match whose {
            Whose::Own(adviser) => adviser.to_string(),
            Whose::Directorate => String::new(),
        };
        Self {
            adviser: RwSignal::new(adviser),
            day: RwSignal::default(),
            from: RwSignal::default(),
            to: RwSignal::default(),
            length: RwSignal::new(USUAL.to_string()),
            mode: RwSignal::new(Some(Mode::default())),
            place: RwSignal::default(),
            ids: StoredValue::default(),
        }
    }

    /// Length of one, in minutes, and how many fit between the two times; `None` while one of the
    /// two is missing. Counted on a day without a change of clocks: what counts is what they show.
    fn cut(self) -> Option<(u16, usize)> {
        let minutes = self.length.get().parse().ok()?;
        let moment = |time: RwSignal<String>| moment_in_france("2000-01-01", &time.get());
        let milliseconds = moment(self.to)?.0 - moment(self.from)?.0;
        let fit = milliseconds / (i64::from(minutes) * 60_000);
        Some((minutes, usize::try_from(fit).unwrap_or(0)))
    }

    /// The times, or what is wrong.
    fn read(self) -> Result<Vec<SlotDraft>, Problems> {
        let mut wrong = Vec::new();
        let mut require = |fine: bool, field: &str, message: &str| {
            if !fine {
                wrong.push((field.to_owned(), message.to_owned()));
            }
        };
        let adviser = self.adviser.get_untracked().parse().ok();
        let (day, from) = (self.day.get_untracked(), self.from.get_untracked());
        let is_time = |time: &str| moment_in_france("2000-01-01", time).is_some();
        let to_is_time = is_time(&self.to.get_untracked());
        let mode = self.mode.get_untracked();
        let cut = untrack(|| self.cut());
        require(adviser.is_some(), ADVISER, text::MISSING_ADVISER);
        require(moment_in_france(&day, "12:00").is_some(), DAY, text::MISSING_DAY);
        require(is_time(&from), FROM, text::MISSING_FROM);
        require(to_is_time, TO, text::MISSING_TO);
        require(cut.is_none_or(|(_, count)| count > 0), TO, text::TOO_SHORT);
        let few = cut.is_none_or(|(_, count)| count <= MAX_AT_ONCE);
        require(few, TO, &text::too_many(MAX_AT_ONCE));
        require(mode.is_some(), MODE, text::MISSING_MODE);
        let (Some(adviser), Some(first), Some((minutes, count)), Some(mode), true) =
            (adviser, moment_in_france(&day, &from), cut, mode, wrong.is_empty())
        else {
            return Err(wrong);
        };
        self.ids.update_value(|ids| {
            while ids.len() < count {
                ids.push(OfferedSlotId(clock::new_id()));
            }
        });
        let place = self.place.get_untracked();
        let each = i64::from(minutes) * 60_000;
        let starts = std::iter::successors(Some(first), move |at| Some(at.plus(each)));
        let draft = |(id, starts_at)| SlotDraft {
            id,
            adviser,
            starts_at,
            minutes,
            mode,
            place: place.clone(),
        };
        Ok(self.ids.get_value().into_iter().zip(starts).take(count).map(draft).collect())
    }
}

/// The field an answer of the server is about.
fn field_of(error: &ApiError) -> &'static str {
    match error {
        ApiError::Invalid { field, .. } => match field.as_str() {
            "adviser" => ADVISER,
            "starts_at" => FROM,
            "minutes" => LENGTH,
            "place" => PLACE,
            _ => "",
        },
        _ => "",
    }
}

#[component]
fn OfferForm(whose: Whose, advisers: Vec<AdviserRow>) -> impl IntoView {
    let draft = Draft::new(whose);
    let errors = RwSignal::new(Problems::new());
    let offer = Sending::<Vec<SlotRow>>::new();
    let sent = StoredValue::new(0);
    let navigate = use_navigate();
    Effect::new(move |_| match offer.get() {
        Some(Ok(_)) => {
            Toasts::get().say(text::offered(sent.get_value()));
            navigate(whose.list_address(), NavigateOptions::default());
        }
        Some(Err(error)) => errors.set(vec![(field_of(&error).to_owned(), api_error(&error))]),
        None => {}
    });
    let submit = move |event: web_sys::SubmitEvent| {
        event.prevent_default();
        if offer.pending().get_untracked() {
            return;
        }
        match draft.read() {
            Ok(slots) => {
                errors.set(Vec::new());
                sent.set_value(slots.len());
                offer.send(whose.offer(slots));
            }
            Err(wrong) => errors.set(wrong),
        }
    };
    let adviser = (whose == Whose::Directorate).then(|| {
        let named = advisers.into_iter().map(|it| SelectOption::new(it.id.to_string(), it.name));
        let first = SelectOption::new("", text::CHOOSE_ADVISER);
        let named = std::iter::once(first).chain(named).collect();
        list_field(ADVISER, (text::ADVISER, ""), false, named, draft.adviser, errors)
    });
    let lengths = LENGTHS.map(|it| SelectOption::new(it.to_string(), text::minutes(it))).to_vec();
    let modes =
        [Mode::InPerson, Mode::Remote].map(|it| ChoiceOption::new(it, common::mode(it), None));
    let makes = move || text::makes(draft.cut().map_or(0, |(_, count)| count));
    view! {
        <form class="stack stack--wide" novalidate on:submit=submit>
            <ErrorSummary errors=errors/>
            {adviser}
            <div class="row">
                <TextField
                    id=DAY kind="date" short=true label=text::DAY value=draft.day
                    error=error_of(errors, DAY)
                />
                {time_field(FROM, text::FROM, draft.from, errors)}
                {time_field(TO, text::TO, draft.to, errors)}
            </div>
            <div class="row">
                {list_field(LENGTH, (text::LENGTH, ""), true, lengths, draft.length, errors)}
                <p role="status">{makes}</p>
            </div>
            <RadioPicker
                id=MODE
                columns=true
                legend=text::MODE
                options=modes.to_vec()
                value=draft.mode
                error=error_of(errors, MODE)
            />
            {text_field(
                PLACE, (text::WHERE, text::WHERE_HINT), Fill::OptionalWords, draft.place, errors,
            )}
            <div class="row">
                <Submit label=text::SUBMIT busy_label=text::SUBMITTING busy=offer.pending()/>
                <a class="button" href=whose.list_address()>{text::CANCEL}</a>
            </div>
        </form>
    }
}

fn time_field(
    id: &'static str,
    label: &'static str,
    value: RwSignal<String>,
    errors: RwSignal<Problems>,
) -> AnyView {
    view! { <TextField id kind="time" short=true label value error=error_of(errors, id)/> }
        .into_any()
}
