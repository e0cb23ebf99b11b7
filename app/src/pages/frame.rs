//! The frame round every page of every program: header, notices, dock and foot.

use crate::device::updates::Updates;
use crate::programs::Program;
use crate::text::fr::common::{NOT_FOR_REAL_PEOPLE, PRODUCT};
use crate::text::fr::device as device_text;
use crate::text::fr::room::{TO_CONTENT, nav};
use crate::ui::{Icon, Notice, NoticeKind, PageHead, ToastRegion, Toasts};
use leptos::children::{ViewFn, ViewFnOnce};
use leptos::prelude::*;

/// What a program puts into the frame.
pub struct Frame {
    /// The program itself.
    pub program: Program,
    /// What the header holds beside the product's name; made anew when what it reads changes.
    pub beside_name: ViewFn,
    /// What is to be known above every page, such as what is wrong with the device; made anew when
    /// what it reads changes.
    pub trouble: ViewFn,
    /// What stands at the bottom of every page; made anew when what it reads changes.
    pub dock: ViewFn,
    /// The page of the address.
    pub pages: ViewFnOnce,
}

/// Gives the pages what they share: messages, and the news of another version.
pub(super) fn provide() {
    Toasts::provide();
    provide_context(Updates::watch());
}

/// A program without a router in its frame.
#[must_use]
pub fn framed(frame: Frame) -> AnyView {
    provide();
    shell(frame)
}

/// The frame itself, below what [`provide`] gave.
pub(super) fn shell(frame: Frame) -> AnyView {
    let Frame { program, beside_name, trouble, dock, pages } = frame;
    view! {
        <div class="shell">
            <a class="skip-link" href="#main">{TO_CONTENT}</a>
            <header class="shell-header">
                <a class="brand" href="/" rel=program.rel("/")>
                    <Icon name="mark" class="brand-mark"/>
                    <span>{PRODUCT}</span>
                </a>
                {move || beside_name.run()}
            </header>
            <main class="shell-main" id="main" tabindex="-1">
                <UpdateNotice/>
                {move || trouble.run()}
                {pages.run()}
            </main>
            <div class="shell-dock">
                <ToastRegion/>
                {move || dock.run()}
            </div>
            <footer class="shell-foot">
                <p class="shell-warning"><Icon name="alert"/><span>{NOT_FOR_REAL_PEOPLE}</span></p>
                <p>{PRODUCT}" "{env!("CARGO_PKG_VERSION")}</p>
            </footer>
        </div>
    }
    .into_any()
}

/// The page for an address that leads nowhere.
#[component]
pub fn NotFound() -> impl IntoView {
    view! {
        <PageHead title=nav::NOT_FOUND lead=nav::NOT_FOUND_LEAD/>
        <p><a class="button button--main" href="/">{nav::HOME}</a></p>
    }
}

#[component]
fn UpdateNotice() -> impl IntoView {
    let updates: Updates = expect_context();
    let typing = updates.has_open_form();
    view! {
        <Show when=move || updates.ready().get()>
            <Notice kind=NoticeKind::Info title=device_text::UPDATE_READY>
                <Show
                    when=move || !typing.get()
                    fallback=|| view! { <p>{device_text::UPDATE_LATER}</p> }
                >
                    <p>{device_text::UPDATE_NOTE}</p>
                    <button type="button" class="button" on:click=move |_| updates.take()>
                        {device_text::UPDATE_NOW}
                    </button>
                </Show>
            </Notice>
        </Show>
    }
}
