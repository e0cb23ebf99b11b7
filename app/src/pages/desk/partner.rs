//! One organisation of the network, to be written down or changed.

use super::address::{self, NEW, named};
use super::fields::{Fill, list_field, text_field};
use super::own_limits::OwnLimits;
use super::saving::{CurrentValues, SaveRow, Shown, differing, refused, was_slower};
use crate::api::organisations::{
    OrganisationDraft, OrganisationRow, organisations, save_organisation,
};
use crate::api::request::{Fetched, Sending};
use crate::device::clock;
use crate::device::updates::Updates;
use crate::text::fr::desk::organisations as text;
use crate::text::fr::desk::schemes::EMPTY;
use crate::ui::{Answer, Empty, ErrorSummary, PageHead, SelectOption, Toasts};
use domain::contact::{EmailAddress, PhoneNumber};
use domain::id::OrganisationId;
use domain::organisation::{OrganisationFields, OrganisationKind};
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;

const PREFIX: &str = "partner-";
const NAME: &str = "partner-name";
const KIND: &str = "partner-kind";
const EMAIL: &str = "partner-email";
const PHONE: &str = "partner-phone";

/// The page.
#[component]
pub fn PartnerPage() -> impl IntoView {
    Updates::form_is_open();
    // Nobody goes from one partner to another without the list between.
    let name = named().get_untracked();
    let (title, id) =
        if name == NEW { (text::ADD, None) } else { (text::CHANGE, name.parse().ok()) };
    let found = Fetched::new(organisations);
    let is_new = name == NEW;
    let shown = move |rows: Vec<OrganisationRow>| {
        let known = rows.into_iter().find(|row| Some(row.id) == id);
        if known.is_none() && !is_new {
            return view! {
                <Empty text=text::UNKNOWN>
                    <a class="button" href=address::PARTNERS>{text::BACK_TO_LIST}</a>
                </Empty>
            }
            .into_any();
        }
        view! { <PartnerForm known/> }.into_any()
    };
    view! {
        <PageHead title=title back=(address::PARTNERS.to_owned(), text::TITLE.to_owned())/>
        <Answer resource=found view=Callback::new(shown)/>
    }
}

/// What stands in the form.
#[derive(Clone, Copy)]
struct Draft {
    name: RwSignal<String>,
    kind: RwSignal<String>,
    email: RwSignal<String>,
    phone: RwSignal<String>,
}

impl Draft {
    fn of(fields: &OrganisationFields) -> Self {
        let text = || RwSignal::new(String::new());
        let draft = Self { name: text(), kind: text(), email: text(), phone: text() };
        draft.show(fields);
        draft
    }

    fn show(self, fields: &OrganisationFields) {
        self.name.set(fields.name.clone());
        self.kind.set(fields.kind.code().to_owned());
        self.email.set(fields.email.as_ref().map(|it| it.as_str().to_owned()).unwrap_or_default());
        self.phone.set(fields.phone.as_ref().map(PhoneNumber::display).unwrap_or_default());
    }

    /// What stands in the form, tidied, and what is wrong with it.
    fn read(self) -> (OrganisationFields, Vec<(String, String)>) {
        let mut wrong = Vec::new();
        let (email, phone) = (self.email.get_untracked(), self.phone.get_untracked());
        let fields = OrganisationFields {
            name: self.name.get_untracked(),
            kind: OrganisationKind::from_code(&self.kind.get_untracked()).unwrap_or_default(),
            email: EmailAddress::new(&email).ok(),
            phone: PhoneNumber::new(&phone).ok(),
        }
        .tidied();
        if let Some(fault) = fields.fault() {
            wrong.push((NAME.to_owned(), text::fault(fault)));
        }
        if fields.email.is_none() && !email.trim().is_empty() {
            wrong.push((EMAIL.to_owned(), text::WRONG_EMAIL.to_owned()));
        }
        if fields.phone.is_none() && !phone.trim().is_empty() {
            wrong.push((PHONE.to_owned(), text::WRONG_PHONE.to_owned()));
        }
        (fields, wrong)
    }
}

fn shown(fields: &OrganisationFields) -> Shown {
    let email = fields.email.as_ref().map_or(EMPTY, EmailAddress::as_str);
    vec![
        (text::NAME, fields.name.clone()),
        (text::KIND, text::kind(fields.kind).to_owned()),
        (text::EMAIL, email.to_owned()),
        (text::PHONE, fields.phone.as_ref().map_or(EMPTY.to_owned(), PhoneNumber::display)),
    ]
}

#[component]
fn PartnerForm(known: Option<OrganisationRow>) -> impl IntoView {
    let id = known.as_ref().map_or_else(|| OrganisationId(clock::new_id()), |row| row.id);
    let seen = known.map(|row| row.fields);
    let draft = Draft::of(&seen.clone().unwrap_or_default());
    let seen = StoredValue::new(seen);
    let errors = RwSignal::new(Vec::<(String, String)>::new());
    let current = RwSignal::new(None::<Shown>);
    let save = Sending::<OrganisationRow>::new();
    let look = Sending::<Vec<OrganisationRow>>::new();
    let navigate = use_navigate();
    Effect::new(move |_| match save.get() {
        Some(Ok(_)) => {
            Toasts::get().say(text::SAVED);
            navigate(address::PARTNERS, NavigateOptions::default());
        }
        Some(Err(error)) => {
            errors.set(refused(&error, PREFIX));
            if was_slower(&error) {
                look.send(organisations());
            }
        }
        None => {}
    });
    Effect::new(move |_| {
        if let Some(Ok(rows)) = look.get()
            && let Some(row) = rows.into_iter().find(|row| row.id == id)
        {
            let (typed, _) = draft.read();
            current.set(Some(differing(shown(&row.fields), &shown(&typed))));
            seen.set_value(Some(row.fields));
        }
    });
    let submit = move |event: web_sys::SubmitEvent| {
        event.prevent_default();
        if save.pending().get_untracked() {
            return;
        }
        let (fields, wrong) = draft.read();
        let ready = wrong.is_empty();
        errors.set(wrong);
        if ready {
            save.send(save_organisation(OrganisationDraft { id, seen: seen.get_value(), fields }));
        }
    };
    let take = Callback::new(move |()| {
        if let Some(fields) = seen.get_value() {
            draft.show(&fields);
        }
        current.set(None);
        errors.set(Vec::new());
    });
    let kinds = OrganisationKind::ALL.map(|kind| SelectOption::new(kind.code(), text::kind(kind)));
    view! {
        <form class="stack stack--wide" novalidate on:submit=submit>
            <ErrorSummary errors=errors/>
            <CurrentValues values=current take/>
            {text_field(NAME, (text::NAME, ""), Fill::Words, draft.name, errors)}
            {list_field(KIND, (text::KIND, ""), false, kinds.to_vec(), draft.kind, errors)}
            {text_field(EMAIL, (text::EMAIL, text::EMAIL_HINT), Fill::Email, draft.email, errors)}
            {text_field(PHONE, (text::PHONE, ""), Fill::Phone, draft.phone, errors)}
            <SaveRow
                may=OwnLimits::may_write_catalogue
                pending=save.pending()
                cancel=address::PARTNERS
            />
        </form>
    }
}
