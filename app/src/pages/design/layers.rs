//! Tables, tabs, dialog, toast, and the code to scan.

use super::Part;
use crate::text::fr::design as text;
use crate::ui::{
    Badge, BadgeKind, Chip, Chips, Dialog, Icon, Pagination, Qr, TabPanel, Tabs, Toasts,
};
use leptos::prelude::*;

const TABS: &str = "design";
const SAMPLE_CODE: &str = "7K3F-9QMZ";
const SAMPLE_LINK: &str = "https://passerelle.example/r/7K3F9QMZ";

#[component]
pub(super) fn Lists() -> impl IntoView {
    let page = RwSignal::new(1_u32);
    let filtered = RwSignal::new(true);
    let chips = Signal::derive(move || {
        let remove = Callback::new(move |()| filtered.set(false));
        filtered.get().then(|| Chip { label: text::CHIP.to_owned(), remove }).into_iter().collect()
    });
    let row = |(name, level): (&'static str, &'static str)| {
        view! {
            <tr role="row">
                <th scope="row" role="rowheader">{name}</th>
                <td role="cell" data-label=text::COLUMNS[1]>{level}</td>
                <td role="cell" data-label=text::COLUMNS[2]>
                    <Badge kind=BadgeKind::Sent text=text::STATES[3]/>
                </td>
            </tr>
        }
    };
    let column = |name: &'static str| {
        view! { <th scope="col" role="columnheader">{name}</th> }
    };
    view! {
        <Part title=text::LISTS>
            <Chips chips=chips/>
            <div class="table-frame" role="region" aria-label=text::LISTS tabindex="0">
                <table class="table" role="table">
                    <caption>{text::PEOPLE}</caption>
                    <thead role="rowgroup">
                        <tr role="row">{text::COLUMNS.map(column).into_iter().collect_view()}</tr>
                    </thead>
                    <tbody role="rowgroup">{text::ROWS.map(row).into_iter().collect_view()}</tbody>
                </table>
            </div>
            <Pagination page=page set=page total=214 size=50/>
        </Part>
    }
}

#[component]
pub(super) fn Layers() -> impl IntoView {
    let tab = RwSignal::new(0);
    let open = RwSignal::new(false);
    let toasts = Toasts::get();
    let toast = move |_| {
        let undo = Callback::new(move |()| toasts.say(text::TAKEN_BACK));
        toasts.say_with_undo(text::TOAST, undo);
    };
    let panel = move |(place, name): (usize, &'static str)| {
        view! { <TabPanel group=TABS place selected=tab><p>{name}</p></TabPanel> }
    };
    let foot = move || {
        view! {
            <button type="button" class="button button--danger" on:click=move |_| open.set(false)>
                {text::REMOVE}
            </button>
            <button type="button" class="button" on:click=move |_| open.set(false)>
                {text::KEEP}
            </button>
        }
    };
    view! {
        <Part title=text::LAYERS>
            <Tabs
                group=TABS
                label=text::LAYERS
                tabs=text::TAB_NAMES.map(Signal::from).to_vec()
                selected=tab
            />
            {text::TAB_NAMES.into_iter().enumerate().map(panel).collect_view()}
            <div class="row">
                <button type="button" class="button" on:click=move |_| open.set(true)>
                    <Icon name="trash"/><span>{text::OPEN_DIALOG}</span>
                </button>
                <button type="button" class="button" on:click=toast>
                    <Icon name="message"/><span>{text::SHOW_TOAST}</span>
                </button>
            </div>
            <Dialog open=open title=text::DIALOG_TITLE foot=foot>
                <p>{text::DIALOG_TEXT}</p>
            </Dialog>
        </Part>
        <Part title=text::CODE>
            <div class="qr">
                <div class="qr-picture"><Qr text=SAMPLE_LINK label=text::CODE/></div>
                <p class="qr-code">{SAMPLE_CODE}</p>
            </div>
        </Part>
    }
}
