//! The form of the answer: what is possible now, and nothing else.

use super::entry::{AnswerEntry, Field, NOTE_MAX, Problem};
use super::field::{LineField, summary};
use super::referral::levels;
use super::shown::ReferralShown;
use super::step::Step;
use crate::pages::register::{Look, optional_mark};
use crate::text::fr::partner::{answer, decline_reason};
use domain::referral::{DeclineReason, ReferralState};
use leptos::prelude::*;

/// The form. It posts to its own address. Where a browser knows `:has()`, the questions of an
/// answer appear once it is chosen.
#[component]
pub fn AnswerForm(
    /// Pictures.
    look: Look,
    /// The referral as it stands.
    shown: ReferralShown,
    /// What was entered.
    entry: AnswerEntry,
    /// What is to be corrected.
    problems: Vec<Problem>,
) -> impl IntoView {
    let first = shown.state == ReferralState::Sent;
    let title = if first { answer::TITLE } else { answer::NEXT };
    let full = shown.full.then(|| view! { <p>{answer::FULL}</p> });
    if shown.steps.is_empty() {
        return view! {
            <section class="partner-part" aria-labelledby="answers">
                <h2 id="answers">{title}</h2>
                {full}
                <p>{answer::NOTHING}</p>
            </section>
        }
        .into_any();
    }
    let only = if let [only] = shown.steps.as_slice() { Some(*only) } else { None };
    let chosen = entry.step.or(only);
    let first_step = shown.steps.first().copied();
    let form = Form { look: &look, entry: &entry, problems: &problems, state: shown.state };
    let listed: Vec<_> = problems
        .iter()
        .map(|problem| (problem.field().name().to_owned(), problem.text()))
        .collect();
    let problem = form.problem(Field::Answer);
    let cards: Vec<_> = shown
        .steps
        .iter()
        .map(|step| {
            // A link to the question goes to its first answer.
            let id = (Some(*step) == first_step).then_some(Field::Answer.name());
            form.card(*step, id, chosen == Some(*step)).into_any()
        })
        .collect();
    view! {
        <section class="partner-part" aria-labelledby="answers">
            <h2 id="answers">{title}</h2>
            {full}
            <form method="post" novalidate=true>
                {summary(&look, listed)}
                <input type="hidden" name="version" value=shown.version.to_string() />
                <fieldset class="choices" aria-describedby=problem.map(|_| "answer-error")>
                    <legend class="visually-hidden">{title}</legend>
                    {look.field_error("answer-error".to_owned(), problem)}
                    {cards}
                </fieldset>
                <button class="button button--main button--wide">{answer::SEND}</button>
            </form>
        </section>
    }
    .into_any()
}

/// What the parts of the form need.
#[derive(Clone, Copy)]
struct Form<'a> {
    look: &'a Look,
    entry: &'a AnswerEntry,
    problems: &'a [Problem],
    state: ReferralState,
}

impl Form<'_> {
    fn problem(&self, field: Field) -> Option<&'static str> {
        self.problems.iter().find(|it| it.field() == field).map(|it| it.text())
    }

    /// One answer, with its questions.
    fn card(self, step: Step, id: Option<&'static str>, checked: bool) -> impl IntoView + use<> {
        let (title, note) = self.words(step);
        let more = self.questions(step);
        view! {
            <div class="answer">
                <label class="choice">
                    <input type="radio" id=id name="answer" value=step.code() checked=checked />
                    <span class="choice-text">
                        <span class="choice-title">{title}</span>
                        <span class="choice-note">{note}</span>
                    </span>
                </label>
                {more.map(|more| view! { <div class="answer-more">{more}</div> })}
            </div>
        }
    }

    fn words(self, step: Step) -> (&'static str, &'static str) {
        match step {
            Step::UnderReview => (answer::UNDER_REVIEW, answer::UNDER_REVIEW_NOTE),
            Step::Accepted => (answer::ACCEPTED, answer::ACCEPTED_NOTE),
            Step::Waitlisted => (answer::WAITLISTED, answer::WAITLISTED_NOTE),
            Step::Declined if self.state == ReferralState::Accepted => {
                (answer::DECLINED_AFTER, answer::ABSENT_NOTE)
            }
            Step::Declined => (answer::DECLINED, answer::DECLINED_NOTE),
            Step::Absent => (answer::ABSENT, answer::ABSENT_NOTE),
            Step::Entered => (answer::ENTERED, answer::ENTERED_NOTE),
            Step::Completed => (answer::COMPLETED, answer::COMPLETED_NOTE),
            Step::DroppedOut => (answer::DROPPED_OUT, answer::DROPPED_OUT_NOTE),
        }
    }

    fn questions(self, step: Step) -> Option<AnyView> {
        let entry = self.entry;
        match step {
            Step::UnderReview | Step::Waitlisted | Step::Absent => None,
            Step::Accepted => {
                Some(self.day(Field::StartsOn, answer::STARTS_ON, true, &entry.starts_on))
            }
            Step::Entered => {
                Some(self.day(Field::EnteredOn, answer::ENTERED_ON, false, &entry.entered_on))
            }
            Step::DroppedOut => {
                Some(self.day(Field::DroppedOn, answer::DROPPED_ON, false, &entry.dropped_on))
            }
            Step::Completed => {
                let day =
                    self.day(Field::CompletedOn, answer::COMPLETED_ON, false, &entry.completed_on);
                Some(view! { {day} {level(entry)} }.into_any())
            }
            Step::Declined => Some(view! { {self.reason()} {self.note()} }.into_any()),
        }
    }

    fn day(self, field: Field, label: &'static str, optional: bool, value: &str) -> AnyView {
        let field = LineField {
            id: field.name().to_owned(),
            name: field.name(),
            label,
            optional,
            hint: answer::DAY_HINT,
            kind: "date",
            value,
            problem: self.problem(field),
        };
        field.view(self.look).into_any()
    }

    fn reason(self) -> impl IntoView + use<> {
        let problem = self.problem(Field::Reason);
        let chosen = self.entry.reason;
        view! {
            <div class="field">
                <label for="reason">{answer::REASON}</label>
                {self.look.field_error("reason-error".to_owned(), problem)}
                <select
                    id="reason"
                    name="reason"
                    aria-invalid=problem.map(|_| "true")
                    aria-describedby=problem.map(|_| "reason-error")
                >
                    <option value="">{answer::REASON_NONE}</option>
                    {DeclineReason::ALL
                        .map(|reason| {
                            view! {
                                <option value=reason.code() selected=chosen == Some(reason)>
                                    {decline_reason(reason)}
                                </option>
                            }
                        })}
                </select>
            </div>
        }
    }

    fn note(self) -> impl IntoView + use<> {
        let problem = self.problem(Field::Note);
        let described = if problem.is_some() { "note-hint note-error" } else { "note-hint" };
        view! {
            <div class="field">
                <label for="note">{answer::NOTE}</label>
                <p class="field-hint" id="note-hint">
                    {answer::NOTE_HINT}
                </p>
                {self.look.field_error("note-error".to_owned(), problem)}
                <textarea
                    id="note"
                    name="note"
                    maxlength=NOTE_MAX.to_string()
                    aria-invalid=problem.map(|_| "true")
                    aria-describedby=described
                >
                    {escaped(&self.entry.note)}
                </textarea>
            </div>
        }
    }
}

/// The content of a text area, which the framework writes out as it is.
fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

fn level(entry: &AnswerEntry) -> impl IntoView + use<> {
    view! {
        <div class="field field--short">
            <label for="level">{answer::LEVEL} {optional_mark(answer::OPTIONAL)}</label>
            <select id="level" name="level">
                <option value="">{answer::LEVEL_UNKNOWN}</option>
                {levels(entry.level)}
            </select>
        </div>
    }
}
