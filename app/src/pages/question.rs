//! A conflict as a question: what each side said, who, when and where, and one press that answers it.
//! The same for advisers, who answer on their device, and for supervisors, who answer on the server.

use crate::text::fr::question as text;
use crate::ui::Icon;
use crate::ui::format::short_date_and_time;
use domain::attendance::{Attendance, RosterEntry};
use domain::refusal::Conflict;
use domain::time::Instant;
use leptos::prelude::*;
use sync::wire::Settlement;

/// What is known of a conflict.
pub struct Question {
    /// The person it is about.
    pub person: String,
    /// Both sides.
    pub conflict: Conflict,
    /// Who made the mark that stood.
    pub standing_by: String,
    /// Who made the other.
    pub author: String,
    /// When, by their device.
    pub claimed_at: Instant,
    /// The line as it now is; none where it is not to be seen.
    pub line: Option<RosterEntry>,
    /// Who made the mark that is on it now.
    pub marked_by: String,
    /// How it was settled.
    pub settled: Option<Settlement>,
}

impl Question {
    /// The sides; and, where there is something to choose, the buttons that do.
    pub fn view(
        self,
        busy: Signal<bool>,
        choose: impl Fn(Option<Attendance>) + Copy + 'static,
    ) -> (AnyView, Option<AnyView>) {
        let Self { conflict, line, .. } = &self;
        let at = |moment: Option<Instant>| moment.map(short_date_and_time).unwrap_or_default();
        let side = |mark, by: &str, when| text::side(mark, by, &at(when));
        let mut facts = vec![
            (
                text::FIRST.to_owned(),
                side(conflict.standing, &self.standing_by, conflict.standing_at),
            ),
            (text::SECOND.to_owned(), side(conflict.proposed, &self.author, Some(self.claimed_at))),
        ];
        if let Some(line) = line.as_ref().filter(|line| !conflict.stands(line)) {
            facts.push((text::SINCE.to_owned(), side(line.mark, &self.marked_by, line.marked_at)));
        }
        if let Some(settlement) = &self.settled {
            facts.push((text::SETTLED.to_owned(), settled(settlement)));
        }
        let open = line.as_ref().filter(|_| self.settled.is_none());
        let same = open.is_some_and(|line| line.mark == conflict.proposed);
        let buttons = open.filter(|_| !same).map(|line| {
            let mut marks = [line.mark, conflict.proposed];
            if conflict.proposal(line) != line.mark {
                marks.reverse();
            }
            let button = |(place, mark): (usize, Option<Attendance>)| {
                let stands = mark == line.mark;
                let word = text::choose(mark, stands);
                view! {
                    <button
                        type="button" class="button" aria-busy=move || busy.get().then_some("true")
                        on:click=move |_| if !busy.get_untracked() { choose(mark) }
                    >
                        <Icon name=if stands { "check" } else { "edit" }/>
                        <span>{word}{(place == 0).then_some(text::PROPOSED)}</span>
                    </button>
                }
            };
            view! {
                <fieldset>
                    <legend>{text::ask(&self.person)}</legend>
                    <div class="row">{marks.into_iter().enumerate().map(button).collect_view()}</div>
                </fieldset>
            }
            .into_any()
        });
        let sides = view! {
            {facts_list(facts)}
            <p class="soft small">{text::CLOCKS}</p>
            {same.then(|| view! { <p>{text::SAME}</p> })}
        };
        (sides.into_any(), buttons)
    }
}

/// How something was settled, in words.
#[must_use]
pub fn settled(settlement: &Settlement) -> String {
    text::settled(settlement, &short_date_and_time(settlement.at))
}

/// Names and values.
#[must_use]
pub fn facts_list(facts: Vec<(String, String)>) -> AnyView {
    let fact = |(name, value): (String, String)| {
        view! { <div><dt>{name}</dt><dd dir="auto">{value}</dd></div> }
    };
    view! { <dl class="facts">{facts.into_iter().map(fact).collect_view()}</dl> }.into_any()
}
