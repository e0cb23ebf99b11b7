//! Addresses of the supervisor's pages, and the filters kept in them.
//!
//! An address may name a visit or a centre, never a person: what is typed into a search stays out.

use crate::api::figures::{Behind, Breakdown, Period};
use domain::id::{CentreId, ClientId, InterventionId, OrganisationId, SchemeId, UserId};
use domain::time::Day;
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::{query_signal_with_options, use_params_map};

/// The list of interventions.
pub const INTERVENTIONS: &str = "/suivi/interventions";
/// The form for a new one.
pub const NEW_INTERVENTION: &str = "/suivi/interventions/nouvelle";
/// The times at which interviews are offered.
pub const SLOTS: &str = "/suivi/creneaux";
/// The form for new ones.
pub const NEW_SLOTS: &str = "/suivi/creneaux/nouveaux";
/// An adviser's own.
pub const OWN_SLOTS: &str = "/mes-creneaux";
/// The form for new ones.
pub const OWN_NEW_SLOTS: &str = "/mes-creneaux/nouveaux";
/// What the server sends by itself.
pub const MESSAGES: &str = "/suivi/envois";
/// What waits for a look.
pub const ATTENTION: &str = "/suivi/a-verifier";
/// The list of people.
pub const PEOPLE: &str = "/suivi/personnes";
/// The list of schemes.
pub const SCHEMES: &str = "/suivi/dispositifs";
/// The list of partners.
pub const PARTNERS: &str = "/suivi/partenaires";
/// The list of accounts.
pub const ACCOUNTS: &str = "/suivi/comptes";
/// The list of devices.
pub const DEVICES: &str = "/suivi/appareils";
/// The territory and its centres.
pub const CENTRES: &str = "/suivi/centres";
/// Stands in an address where something is to be named that does not exist yet.
pub const NEW: &str = "nouveau";
/// The filter of the schemes that keeps those of one partner.
pub const PARTNER: &str = "partenaire";

/// One device.
pub fn device(id: ClientId) -> String {
    format!("{DEVICES}/{id}")
}

/// One scheme.
pub fn scheme(id: SchemeId) -> String {
    format!("{SCHEMES}/{id}")
}

/// The form for a new scheme.
pub fn new_scheme() -> String {
    format!("{SCHEMES}/{NEW}")
}

/// The schemes of one partner.
pub fn schemes_of(id: OrganisationId) -> String {
    format!("{SCHEMES}?{PARTNER}={id}")
}

/// One partner.
pub fn partner(id: OrganisationId) -> String {
    format!("{PARTNERS}/{id}")
}

/// The form for a new partner.
pub fn new_partner() -> String {
    format!("{PARTNERS}/{NEW}")
}

/// One account.
pub fn account(id: UserId) -> String {
    format!("{ACCOUNTS}/{id}")
}

/// The form for a new account.
pub fn new_account() -> String {
    format!("{ACCOUNTS}/{NEW}")
}

/// One centre.
pub fn centre(id: CentreId) -> String {
    format!("{CENTRES}/{id}")
}

/// The form for a new centre.
pub fn new_centre() -> String {
    format!("{CENTRES}/{NEW}")
}

/// The figures.
pub const FIGURES: &str = "/suivi/chiffres";
/// The report of the current year.
pub const REPORT: &str = "/suivi/bilan";
/// Filters of figures and reports: the first day, the last day, the breakdown, the year, whether
/// the report is to be shared.
pub const FROM: &str = "du";
/// See [`FROM`].
pub const TO: &str = "au";
/// See [`FROM`].
pub const BY: &str = "par";
/// See [`FROM`].
pub const YEAR: &str = "annee";
/// See [`FROM`].
pub const SHARED: &str = "partage";

/// The figures of a period, by a breakdown.
pub fn figures(period: Period, by: Option<Breakdown>) -> String {
    let day = |name: &str, day: Option<Day>| day.map(|day| format!("{name}={day}"));
    let by = by.map(|by| format!("{BY}={}", by.code()));
    let said: Vec<String> =
        [day(FROM, period.from), day(TO, period.to), by].into_iter().flatten().collect();
    if said.is_empty() { FIGURES.to_owned() } else { format!("{FIGURES}?{}", said.join("&")) }
}

/// The list of the people behind a number.
pub fn behind(behind: Behind) -> String {
    format!("{FIGURES}/personnes?{}", behind.query())
}

/// The report of a year.
pub fn report(year: i32) -> String {
    format!("{REPORT}?{YEAR}={year}")
}

/// The same people as a file.
pub fn export(behind: Behind, shape: &str, format: &str) -> String {
    format!("/api/desk/export/{shape}.{format}?{}", behind.query())
}

/// One intervention.
pub fn intervention(id: InterventionId) -> String {
    format!("{INTERVENTIONS}/{id}")
}

/// The import of its list.
pub fn roster(id: InterventionId) -> String {
    format!("{INTERVENTIONS}/{id}/liste")
}

/// The intervention the page's own address names; `None` where it is not one.
pub fn named_intervention() -> Memo<Option<InterventionId>> {
    let params = use_params_map();
    Memo::new(move |_| params.with(|params| params.get_str("id").and_then(|id| id.parse().ok())))
}

/// What the page's own address names.
pub fn named() -> Memo<String> {
    let params = use_params_map();
    Memo::new(move |_| params.with(|params| params.get_str("id").unwrap_or_default().to_owned()))
}

/// A filter kept in the address under `name`, so that going back, reloading and sending the link
/// keep it. Empty stands for "no filter".
pub fn kept(name: &'static str) -> (Signal<String>, SignalSetter<String>) {
    let options = NavigateOptions { replace: true, scroll: false, ..NavigateOptions::default() };
    let (value, set) = query_signal_with_options::<String>(name, options);
    (
        Signal::derive(move || value.get().unwrap_or_default()),
        SignalSetter::map(move |text: String| set.set((!text.is_empty()).then_some(text))),
    )
}
