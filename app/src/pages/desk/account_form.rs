//! The form of an account's name and role, and of a new one's login.

use super::accounts::role_name;
use super::address;
use super::fields::{Fill, text_field};
use super::saving::{CurrentValues, SaveRow, Shown, differing, refused, was_slower};
use crate::api::account::Role;
use crate::api::accounts::{
    AccountDraft, AccountFields, AccountRow, accounts, login_fault, save_account,
};
use crate::api::request::Sending;
use crate::text::fr::desk::accounts as text;
use crate::ui::{ChoiceOption, ErrorSummary, Problems, RadioPicker, error_of};
use domain::id::UserId;
use leptos::prelude::*;

const PREFIX: &str = "account-";
const NAME: &str = "account-name";
const LOGIN: &str = "account-login";
const ROLE: &str = "account-role";

/// What stands in the form.
#[derive(Clone, Copy)]
struct Draft {
    name: RwSignal<String>,
    login: RwSignal<String>,
    role: RwSignal<Option<Role>>,
}

impl Draft {
    fn new() -> Self {
        Self {
            name: RwSignal::default(),
            login: RwSignal::default(),
            role: RwSignal::new(Some(Role::Adviser)),
        }
    }

    fn show(self, fields: &AccountFields) {
        self.name.set(fields.name.clone());
        self.role.set(Some(fields.role));
    }

    fn read(self) -> AccountFields {
        let (name, role) = (self.name.get_untracked(), self.role.get_untracked());
        AccountFields { name, role: role.unwrap_or(Role::Adviser) }.tidied()
    }

    /// What is wrong with the form; `is_new` is whether it has a login to fill in.
    fn problems(self, is_new: bool) -> Problems {
        let login = is_new.then(|| login_fault(self.login.get_untracked().trim())).flatten();
        self.read()
            .fault()
            .into_iter()
            .chain(login)
            .map(|wrong| (format!("{PREFIX}{}", wrong.field()), text::fault(wrong)))
            .collect()
    }
}

fn shown(fields: &AccountFields) -> Shown {
    vec![(text::NAME, fields.name.clone()), (text::ROLE, role_name(fields.role).to_owned())]
}

/// The form. What was typed stays in it whatever the server answers.
#[component]
pub(super) fn AccountForm(
    /// Its identity; of a new one made once, so that sent twice it is created once.
    id: UserId,
    /// The account as the server had it; `None` for a new one.
    known: Option<AccountRow>,
    /// After it was saved.
    saved: Callback<AccountRow>,
) -> impl IntoView {
    let draft = Draft::new();
    let is_new = known.is_none();
    let own = known.as_ref().is_some_and(|row| row.own);
    let seen = StoredValue::new(known.map(|row| row.fields));
    let show_seen = move || {
        if let Some(fields) = seen.get_value() {
            draft.show(&fields);
        }
    };
    show_seen();
    let errors = RwSignal::new(Problems::new());
    let current = RwSignal::new(None::<Shown>);
    let save = Sending::<AccountRow>::new();
    let look = Sending::<Vec<AccountRow>>::new();
    Effect::new(move |_| match save.get() {
        Some(Ok(row)) => {
            seen.set_value(Some(row.fields.clone()));
            current.set(None);
            saved.run(row);
        }
        Some(Err(error)) => {
            errors.set(refused(&error, PREFIX));
            if was_slower(&error) {
                look.send(accounts());
            }
        }
        None => {}
    });
    Effect::new(move |_| {
        if let Some(Ok(rows)) = look.get()
            && let Some(row) = rows.into_iter().find(|row| row.id == id)
        {
            current.set(Some(differing(shown(&row.fields), &shown(&draft.read()))));
            seen.set_value(Some(row.fields));
        }
    });
    let submit = move |event: web_sys::SubmitEvent| {
        event.prevent_default();
        if save.pending().get_untracked() {
            return;
        }
        let wrong = draft.problems(is_new);
        let ready = wrong.is_empty();
        errors.set(wrong);
        if ready {
            let login = draft.login.get_untracked();
            let (seen, fields) = (seen.get_value(), draft.read());
            save.send(save_account(AccountDraft { id, login, seen, fields }));
        }
    };
    let take = Callback::new(move |()| {
        show_seen();
        current.set(None);
        errors.set(Vec::new());
    });
    let login = is_new.then(|| {
        text_field(LOGIN, (text::LOGIN, text::LOGIN_HINT), Fill::Words, draft.login, errors)
    });
    let role = if own {
        view! { <p class="soft">{text::OWN_ROLE}</p> }.into_any()
    } else {
        view! {
            <RadioPicker
                id=ROLE
                columns=true
                legend=text::ROLE
                options=role_cards()
                value=draft.role
                error=error_of(errors, ROLE)
            />
        }
        .into_any()
    };
    view! {
        <form class="stack stack--wide" novalidate on:submit=submit>
            <ErrorSummary errors=errors/>
            <CurrentValues values=current take/>
            {text_field(NAME, (text::NAME, text::NAME_HINT), Fill::Words, draft.name, errors)}
            {login}
            {role}
            <SaveRow pending=save.pending() cancel=address::ACCOUNTS/>
        </form>
    }
}

fn role_cards() -> Vec<ChoiceOption<Role>> {
    [(Role::Adviser, text::ADVISER_NOTE), (Role::Supervisor, text::SUPERVISOR_NOTE)]
        .map(|(role, note)| ChoiceOption {
            note: note.to_owned(),
            ..ChoiceOption::new(role, role_name(role), None)
        })
        .to_vec()
}
