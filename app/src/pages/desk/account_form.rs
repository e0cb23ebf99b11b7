//! The form of an account's name, its role and what it is for, and of a new one's login.

use super::account_scope_field::{ScopeDraft, scope_field};
use super::accounts::role_name;
use super::address;
use super::fields::{Fill, text_field};
use super::own_limits::OwnLimits;
use super::saving::{CurrentValues, SaveRow, Shown, differing, refused, was_slower};
use crate::api::account::Role;
use crate::api::accounts::{
    AccountDraft, AccountFault, AccountFields, AccountRow, AccountScope, accounts, login_fault,
    save_account,
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
    scope: ScopeDraft,
}

impl Draft {
    fn new() -> Self {
        Self {
            name: RwSignal::default(),
            login: RwSignal::default(),
            role: RwSignal::new(Some(Role::Adviser)),
            scope: ScopeDraft::new(),
        }
    }

    fn show(self, fields: &AccountFields) {
        self.name.set(fields.name.clone());
        self.role.set(Some(fields.role));
        self.scope.show(&fields.scope);
    }

    /// What stands in the form, tidied, and what is wrong with it, from its top to its end;
    /// `is_new` is whether it has a login to fill in.
    fn read(self, is_new: bool) -> (AccountFields, Vec<AccountFault>) {
        let (name, role) = (self.name.get_untracked(), self.role.get_untracked());
        let role = role.unwrap_or(Role::Adviser);
        let scope = match role {
            Role::Adviser => Some(AccountScope::Directorate),
            Role::Supervisor => self.scope.read(),
        };
        let no_scope = scope.is_none().then_some(AccountFault::NoScope);
        let login = is_new.then(|| login_fault(self.login.get_untracked().trim())).flatten();
        let fields = AccountFields { name, role, scope: scope.unwrap_or_default() }.tidied();
        let wrong = fields.fault().into_iter().chain(login).chain(no_scope).collect();
        (fields, wrong)
    }

    /// Of the account as the server has it what does not stand in the form.
    fn changed(self, row: &AccountRow) -> Shown {
        let (typed, wrong) = self.read(false);
        let mut changed = differing(shown(&row.fields), &shown(&typed));
        let same_scope = typed.scope == row.fields.scope && !wrong.contains(&AccountFault::NoScope);
        if row.fields.role == Role::Supervisor && !same_scope {
            changed.push((text::SCOPE, text::scope(&row.limits)));
        }
        changed
    }
}

fn shown(fields: &AccountFields) -> Shown {
    vec![(text::NAME, fields.name.clone()), (text::ROLE, role_name(fields.role).to_owned())]
}

fn problems(wrong: Vec<AccountFault>) -> Problems {
    wrong
        .into_iter()
        .map(|wrong| (format!("{PREFIX}{}", wrong.field()), text::fault(wrong)))
        .collect()
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
            current.set(Some(draft.changed(&row)));
            seen.set_value(Some(row.fields));
        }
    });
    let submit = move |event: web_sys::SubmitEvent| {
        event.prevent_default();
        if save.pending().get_untracked() {
            return;
        }
        let (fields, wrong) = draft.read(is_new);
        let ready = wrong.is_empty();
        errors.set(problems(wrong));
        if ready {
            let (login, seen) = (draft.login.get_untracked(), seen.get_value());
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
    let can_be_limited = Memo::new(move |_| draft.role.get() == Some(Role::Supervisor));
    let rights = if own {
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
            {move || can_be_limited.get().then(|| scope_field(draft.scope, errors))}
        }
        .into_any()
    };
    view! {
        <form class="stack stack--wide" novalidate on:submit=submit>
            <ErrorSummary errors=errors/>
            <CurrentValues values=current take/>
            {text_field(NAME, (text::NAME, text::NAME_HINT), Fill::Words, draft.name, errors)}
            {login}
            {rights}
            <SaveRow may=OwnLimits::is_whole pending=save.pending() cancel=address::ACCOUNTS/>
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
