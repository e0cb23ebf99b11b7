//! Disabling an account, after a question that says what is still to come; and enabling it again.

use crate::api::accounts::{AccountRow, disable_account};
use crate::api::request::Sending;
use crate::text::fr::desk::accounts as text;
use crate::text::fr::errors::api_error;
use crate::ui::{Dialog, Icon, Notice, NoticeKind, Toasts};
use leptos::prelude::*;

/// The section.
#[component]
pub(super) fn AccountState(
    /// The account as it is known now.
    known: RwSignal<Option<AccountRow>>,
) -> impl IntoView {
    let asking = RwSignal::new(false);
    let turn = Sending::<AccountRow>::new();
    Effect::new(move |_| match turn.get() {
        Some(Ok(row)) => {
            Toasts::get().say(if row.disabled { text::IS_DISABLED } else { text::IS_ENABLED });
            known.set(Some(row));
        }
        Some(Err(error)) => Toasts::get().warn(api_error(&error)),
        None => {}
    });
    let set = move |disabled: bool| {
        if let Some(id) = known.with_untracked(|row| row.as_ref().map(|row| row.id)) {
            turn.send(disable_account(id, disabled));
        }
    };
    let busy = move || turn.pending().get().then_some("true");
    let content = move || {
        let row = known.get()?;
        Some(if row.own {
            view! { <p class="soft">{text::OWN_ACCOUNT}</p> }.into_any()
        } else if row.disabled {
            view! {
                <p class="soft">{text::ENABLE_NOTE}</p>
                <div class="row">
                    <button type="button" class="button" aria-busy=busy on:click=move |_| set(false)>
                        <Icon name="undo"/><span>{text::ENABLE}</span>
                    </button>
                </div>
            }
            .into_any()
        } else {
            view! {
                <p class="soft">{text::DISABLE_NOTE}</p>
                <div class="row">
                    <button
                        type="button"
                        class="button button--danger"
                        aria-busy=busy
                        on:click=move |_| asking.set(true)
                    >
                        <Icon name="lock"/><span>{text::DISABLE}</span>
                    </button>
                </div>
            }
            .into_any()
        })
    };
    let title = move || {
        let disabled = known.with(|row| row.as_ref().is_some_and(|row| row.disabled));
        if disabled { text::ENABLE } else { text::DISABLE }
    };
    let to_come = move || {
        let said = known.with(|row| {
            row.as_ref().and_then(|it| text::reassign(it.interventions, it.interviews))
        });
        said.map(|said| view! { <Notice kind=NoticeKind::Warning title=said/> })
    };
    let foot = move || {
        let go = move |_| {
            asking.set(false);
            set(true);
        };
        view! {
            <button type="button" class="button button--danger" on:click=go>
                {text::DISABLE}
            </button>
            <button type="button" class="button" on:click=move |_| asking.set(false)>
                {text::KEEP}
            </button>
        }
    };
    view! {
        <section class="stack">
            <h2>{title}</h2>
            {content}
        </section>
        <Dialog open=asking title=text::DISABLE foot=foot>
            {to_come}
            <p>{text::DISABLE_NOW}</p>
        </Dialog>
    }
}
