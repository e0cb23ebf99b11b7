//! What a device may have held: to read and to print, for whoever has to answer for a lost one.

use super::address;
use super::device_row::{state, waiting};
use super::intervention::print;
use crate::api::devices::{DeviceReport, DeviceState, Taken, device_report_of};
use crate::api::request::Fetched;
use crate::text::fr::desk::devices as text;
use crate::ui::format::short_date_and_time;
use crate::ui::{Answer, Empty, Icon, PageHead};
use domain::id::ClientId;
use leptos::prelude::*;
use uuid::Uuid;

/// The page.
#[component]
pub fn DeviceReportPage() -> impl IntoView {
    let name = address::named();
    move || match Uuid::try_parse(&name.get()) {
        Ok(id) => one(ClientId(id)),
        Err(_) => view! {
            <PageHead title=text::REPORT back=back()/>
            <Empty text=text::UNKNOWN>
                <a class="button" href=address::DEVICES>{text::BACK_TO_LIST}</a>
            </Empty>
        }
        .into_any(),
    }
}

fn back() -> (String, String) {
    (address::DEVICES.to_owned(), text::TITLE.to_owned())
}

fn one(id: ClientId) -> AnyView {
    let found = Fetched::live(move || device_report_of(id));
    let title = Signal::derive(move || match found.get() {
        Some(Ok(DeviceReport { device, .. })) => text::title(&device.owner),
        _ => text::REPORT.to_owned(),
    });
    let actions = || {
        view! {
            <button type="button" class="button button--main" on:click=|_| print()>
                <Icon name="printer"/><span>{text::PRINT}</span>
            </button>
        }
    };
    view! {
        <PageHead title lead=text::REPORT_LEAD back=back() actions=actions/>
        <Answer resource=found view=Callback::new(|report: DeviceReport| sheet(&report))/>
    }
    .into_any()
}

/// What it handed over, once it was to.
fn handed(report: &DeviceReport) -> Option<AnyView> {
    let DeviceReport { device, quarantined, known, unreadable, .. } = report;
    let nothing = match device.state {
        DeviceState::InUse => return None,
        DeviceState::Revoked { .. } => text::NOT_HEARD_OF,
        DeviceState::HandingOver { .. } => text::NOTHING_YET,
        DeviceState::Emptied { .. } if device.waiting == 0 => text::NOTHING_WAITED,
        DeviceState::Emptied { .. } => text::NOTHING_CAME,
    };
    let lines =
        text::taken(Taken { entries: *quarantined, known: *known, unreadable: *unreadable });
    let lines = if lines.is_empty() {
        view! { <p>{nothing}</p> }.into_any()
    } else {
        let lines = lines.into_iter().map(|line| view! { <li>{line}</li> }).collect_view();
        view! { <ul>{lines}</ul> }.into_any()
    };
    let to_check = (device.to_check > 0).then(|| {
        view! {
            <div class="row">
                <a class="button" href=address::ATTENTION rel="external">{text::TO_CHECK}</a>
            </div>
        }
    });
    let section = view! {
        <section class="stack">
            <h2>{text::HANDED}</h2>
            {lines}
            {to_check}
        </section>
    };
    Some(section.into_any())
}

fn sheet(report: &DeviceReport) -> AnyView {
    let device = &report.device;
    let openable =
        report.openable_until.map_or_else(|| text::NOT_KNOWN.to_owned(), short_date_and_time);
    view! {
        <article class="stack stack--wide">
            <dl class="facts">
                <div><dt>{text::DIRECTORATE}</dt><dd>{report.directorate.clone()}</dd></div>
                <div><dt>{text::STATE}</dt><dd>{state(device)}</dd></div>
                <div>
                    <dt>{text::LAST_SEEN}</dt><dd>{short_date_and_time(device.last_seen_at)}</dd>
                </div>
                <div><dt>{text::WAITING}</dt><dd>{waiting(device)}</dd></div>
                <div><dt>{text::OPENABLE}</dt><dd>{openable}</dd></div>
            </dl>
            <section class="stack">
                <h2>{text::HELD}</h2>
                <dl class="facts">
                    <div>
                        <dt>{text::VISITS}</dt><dd>{text::lists(report.visits, report.people)}</dd>
                    </div>
                    <div><dt>{text::FILES}</dt><dd>{text::files(report.files)}</dd></div>
                </dl>
            </section>
            {handed(report)}
            <p class="soft">{text::REPORT_NOTE}</p>
        </article>
    }
    .into_any()
}
