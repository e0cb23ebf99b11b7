//! One account: how it stands, its name and role, its password, whether it may be used; or a new
//! one.

use super::account_form::AccountForm;
use super::account_state::AccountState;
use super::accounts::{role_name, signed_in, state};
use super::address::{self, NEW, named};
use super::password_link::PasswordLink;
use crate::api::accounts::{AccountRow, accounts};
use crate::api::request::Fetched;
use crate::device::clock;
use crate::device::updates::Updates;
use crate::text::fr::desk::accounts as text;
use crate::ui::format::short_date;
use crate::ui::{Answer, Empty, Notice, NoticeKind, PageHead, Toasts};
use domain::id::UserId;
use leptos::prelude::*;

/// The page. Made anew when the address names another account, so that its title takes the focus.
#[component]
pub fn AccountPage() -> impl IntoView {
    Updates::form_is_open();
    let name = named();
    move || match name.get().as_str() {
        NEW => new_account(),
        id => one(id.parse().ok()),
    }
}

fn back() -> (String, String) {
    (address::ACCOUNTS.to_owned(), text::TITLE.to_owned())
}

/// The form; once it is saved, the link to give to the person in its place.
fn new_account() -> AnyView {
    let id = UserId(clock::new_id());
    let made = RwSignal::new(None::<AccountRow>);
    let saved = Callback::new(move |row| made.set(Some(row)));
    let content = move || match made.get() {
        None => view! { <AccountForm id known=None saved/> }.into_any(),
        Some(row) => view! {
            <div class="stack stack--wide">
                <Notice
                    kind=NoticeKind::Success
                    title=text::created(&row.fields.name)
                    alert=true
                />
                <PasswordLink user=row.id now=true/>
                <div class="row">
                    <a class="button" href=address::account(row.id)>{text::OPEN}</a>
                </div>
            </div>
        }
        .into_any(),
    };
    view! {
        <PageHead title=text::ADD lead=text::NEW_LEAD back=back()/>
        {content}
    }
    .into_any()
}

fn one(id: Option<UserId>) -> AnyView {
    let found = Fetched::new(accounts);
    // What is known now: as loaded, then as saved, disabled or enabled.
    let known = RwSignal::new(None::<AccountRow>);
    let title = Signal::derive(move || {
        known.with(|row| row.as_ref().map_or(text::ONE.to_owned(), |it| it.fields.name.clone()))
    });
    let lead = Signal::derive(move || {
        let of = |it: &AccountRow| format!("{}, {}", it.login, role_name(it.fields.role));
        known.with(|row| row.as_ref().map(of).unwrap_or_default())
    });
    let saved = Callback::new(move |row| {
        known.set(Some(row));
        Toasts::get().say(text::SAVED);
    });
    let shown = move |rows: Vec<AccountRow>| {
        let Some(row) = rows.into_iter().find(|row| Some(row.id) == id) else {
            return view! {
                <Empty text=text::UNKNOWN>
                    <a class="button" href=address::ACCOUNTS>{text::BACK_TO_LIST}</a>
                </Empty>
            }
            .into_any();
        };
        let (id, form_row) = (row.id, Some(row.clone()));
        known.set(Some(row));
        let disabled =
            Memo::new(move |_| known.with(|row| row.as_ref().is_some_and(|row| row.disabled)));
        view! {
            <div class="stack stack--wide">
                {move || known.with(|row| row.as_ref().map(facts))}
                <section class="stack">
                    <h2>{text::FIELDS}</h2>
                    <AccountForm id known=form_row saved/>
                </section>
                <section class="stack">
                    <h2>{text::PASSWORD}</h2>
                    {move || if disabled.get() {
                        view! { <p class="soft">{text::NO_LINK}</p> }.into_any()
                    } else {
                        view! {
                            <p class="soft">{text::PASSWORD_NOTE}</p>
                            <PasswordLink user=id/>
                        }
                        .into_any()
                    }}
                </section>
                <AccountState known/>
            </div>
        }
        .into_any()
    };
    view! {
        <PageHead title=title lead=lead back=back()/>
        <Answer resource=found view=Callback::new(shown)/>
    }
    .into_any()
}

fn facts(row: &AccountRow) -> AnyView {
    let to_come = text::to_come(row.interventions, row.interviews);
    let link = row.link_until.filter(|_| !row.disabled).map(|until| {
        view! { <p class="soft small">{text::link_until(&short_date(until))}</p> }
    });
    let limits = (!row.limits.is_empty()).then(|| {
        view! { <div><dt>{text::SCOPE}</dt><dd>{text::limited(&row.limits)}</dd></div> }
    });
    view! {
        <dl class="facts">
            <div><dt>{text::STATE}</dt><dd>{state(row)}{link}</dd></div>
            {limits}
            <div><dt>{text::SIGNED_IN}</dt><dd>{signed_in(row)}</dd></div>
            {to_come.map(|said| view! { <div><dt>{text::TO_COME}</dt><dd>{said}</dd></div> })}
        </dl>
    }
    .into_any()
}
