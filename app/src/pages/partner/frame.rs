//! What stands round every page of a partner: mark, the way to the other page, foot.

use crate::pages::register::Look;
use crate::text::fr::common;
use crate::text::fr::partner::frame;
use leptos::prelude::*;

/// One of the two pages of a link.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tab {
    /// The referral.
    Referral,
    /// All referrals, and places.
    Board,
}

/// The frame of a page.
#[component]
pub fn PartnerFrame(
    /// Pictures.
    look: Look,
    /// Which page this is and the address of the referral; nothing where the link opens nothing.
    tab: Option<(Tab, String)>,
    /// The page.
    children: Children,
) -> impl IntoView {
    view! {
        <header class="partner-head">
            <div class="brand">
                {look.picture("brand-mark", "i-mark")} <span>{common::PRODUCT}</span>
            </div>
            {tab.map(|(tab, address)| navigation(tab, &address))}
        </header>
        <main class="partner" id="main">
            {children()}
        </main>
        <footer class="partner-foot">
            <p>{common::NOT_FOR_REAL_PEOPLE}</p>
        </footer>
    }
}

fn navigation(current: Tab, address: &str) -> impl IntoView + use<> {
    let board = format!("{address}/tableau");
    let link = |tab: Tab, href: String, text: &'static str| {
        view! {
            <li>
                <a class="partner-link" href=href aria-current=(tab == current).then_some("page")>
                    {text}
                </a>
            </li>
        }
    };
    view! {
        <nav aria-label=frame::NAVIGATION>
            <ul class="partner-links" role="list">
                {link(Tab::Referral, address.to_owned(), frame::REFERRAL)}
                {link(Tab::Board, board, frame::BOARD)}
            </ul>
        </nav>
    }
}
