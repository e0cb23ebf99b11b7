//! What of the directorate a supervisor's account is for: all of it, or what is chosen of its
//! departments, its centres or its partners.

use super::fields::list_field;
use super::options::{organisation_options, town_and_name};
use super::saving::Errors;
use crate::api::accounts::AccountScope;
use crate::api::centres::{CentreSheet, DepartmentRow, Territory, own_territory};
use crate::api::organisations::{OrganisationRow, organisations};
use crate::api::request::Fetched;
use crate::text::fr::desk::accounts as text;
use crate::text::fr::desk::{centres, organisations as partners, schemes};
use crate::ui::{Answer, ChoiceOption, ChoicePicker, RadioPicker, error_of};
use leptos::prelude::*;

const SCOPE: &str = "account-scope";
const ORGANISATION: &str = "account-organisation";

/// How an account is limited. To what is chosen next.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Directorate,
    Departments,
    Centres,
    Organisation,
}

/// What is chosen. What was chosen for another kind stays, should one come back to it.
#[derive(Clone, Copy)]
pub(super) struct ScopeDraft {
    kind: RwSignal<Option<Kind>>,
    /// Codes.
    departments: RwSignal<Vec<String>>,
    /// Identities, in the words of a list of answers: its boxes are compiled once for both.
    centres: RwSignal<Vec<String>>,
    organisation: RwSignal<String>,
}

impl ScopeDraft {
    /// All of the directorate.
    pub(super) fn new() -> Self {
        Self {
            kind: RwSignal::new(Some(Kind::Directorate)),
            departments: RwSignal::default(),
            centres: RwSignal::default(),
            organisation: RwSignal::default(),
        }
    }

    /// Puts a scope into the form.
    pub(super) fn show(self, scope: &AccountScope) {
        let kind = match scope {
            AccountScope::Directorate => Kind::Directorate,
            AccountScope::Departments(codes) => {
                self.departments.set(codes.clone());
                Kind::Departments
            }
            AccountScope::Centres(ids) => {
                self.centres.set(ids.iter().map(ToString::to_string).collect());
                Kind::Centres
            }
            AccountScope::Organisation(id) => {
                self.organisation.set(id.to_string());
                Kind::Organisation
            }
        };
        self.kind.set(Some(kind));
    }

    /// The scope as it stands in the form; `None` while nothing is chosen of its kind.
    pub(super) fn read(self) -> Option<AccountScope> {
        let scope = match self.kind.get_untracked()? {
            Kind::Directorate => AccountScope::Directorate,
            Kind::Departments => AccountScope::Departments(self.departments.get_untracked()),
            Kind::Centres => {
                let ids = self.centres.get_untracked();
                AccountScope::Centres(ids.iter().filter_map(|id| id.parse().ok()).collect())
            }
            Kind::Organisation => {
                AccountScope::Organisation(self.organisation.get_untracked().parse().ok()?)
            }
        };
        (!scope.is_empty()).then_some(scope)
    }
}

/// The field: the kind, and below it what there is of that kind.
pub(super) fn scope_field(draft: ScopeDraft, errors: Errors) -> AnyView {
    let of_the_kind = move || match draft.kind.get() {
        None | Some(Kind::Directorate) => ().into_any(),
        Some(Kind::Departments) => department_boxes(draft),
        Some(Kind::Centres) => centre_boxes(draft),
        Some(Kind::Organisation) => partner_list(draft, errors),
    };
    view! {
        <RadioPicker
            id=SCOPE
            columns=true
            legend=text::SCOPE
            options=kind_cards()
            value=draft.kind
            error=error_of(errors, SCOPE)
        />
        {of_the_kind}
    }
    .into_any()
}

fn kind_cards() -> Vec<ChoiceOption<Kind>> {
    [
        (Kind::Directorate, text::DIRECTORATE, text::DIRECTORATE_NOTE),
        (Kind::Departments, text::DEPARTMENTS, text::DEPARTMENTS_NOTE),
        (Kind::Centres, text::CENTRES, text::CENTRES_NOTE),
        (Kind::Organisation, text::PARTNER, text::PARTNER_NOTE),
    ]
    .map(|(kind, label, note)| ChoiceOption {
        note: note.to_owned(),
        ..ChoiceOption::new(kind, label, None)
    })
    .to_vec()
}

fn department_boxes(draft: ScopeDraft) -> AnyView {
    let found = Fetched::new(own_territory);
    let card = |row: DepartmentRow| {
        let label = centres::commune(&row.name, &row.code);
        ChoiceOption::new(row.code, label, None)
    };
    let shown = move |territory: Territory| {
        let cards = territory.departments.into_iter().map(card).collect();
        boxes(centres::DEPARTMENTS, centres::NO_DEPARTMENT, cards, draft.departments)
    };
    view! { <Answer resource=found view=Callback::new(shown)/> }.into_any()
}

/// Closed ones stand last: what took place there can still be looked after.
fn centre_boxes(draft: ScopeDraft) -> AnyView {
    let found = Fetched::new(own_territory);
    let card = |sheet: CentreSheet| {
        let label = town_and_name(&sheet.town, &sheet.fields.name);
        let note = if sheet.closed { centres::CLOSED } else { "" };
        ChoiceOption {
            note: note.to_owned(),
            ..ChoiceOption::new(sheet.id.to_string(), label, None)
        }
    };
    let shown = move |territory: Territory| {
        let (open, closed): (Vec<CentreSheet>, Vec<CentreSheet>) =
            territory.centres.into_iter().partition(|sheet| !sheet.closed);
        let cards = open.into_iter().chain(closed).map(card).collect();
        boxes(centres::TITLE, centres::NONE_AT_ALL, cards, draft.centres)
    };
    view! { <Answer resource=found view=Callback::new(shown)/> }.into_any()
}

fn partner_list(draft: ScopeDraft, errors: Errors) -> AnyView {
    let found = Fetched::new(organisations);
    let shown = move |rows: Vec<OrganisationRow>| {
        if rows.is_empty() {
            return view! { <p class="soft">{partners::NONE_AT_ALL}</p> }.into_any();
        }
        let options = organisation_options(schemes::CHOOSE_ORGANISATION, &rows);
        let named = (schemes::ORGANISATION, "");
        list_field(ORGANISATION, named, false, options, draft.organisation, errors)
    };
    view! { <Answer resource=found view=Callback::new(shown)/> }.into_any()
}

/// A box for each card; a sentence where there is none.
fn boxes(
    legend: &'static str,
    none: &'static str,
    cards: Vec<ChoiceOption<String>>,
    value: RwSignal<Vec<String>>,
) -> AnyView {
    if cards.is_empty() {
        return view! { <p class="soft">{none}</p> }.into_any();
    }
    view! { <ChoicePicker columns=true legend=legend options=cards value=value/> }.into_any()
}
