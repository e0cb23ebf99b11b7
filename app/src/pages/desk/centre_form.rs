//! The form of a training centre.

use super::address;
use super::commune_field::CommuneField;
use super::fields::{Fill, text_field};
use super::own_limits::OwnLimits;
use super::saving::{CurrentValues, SaveRow, Shown, differing, refused, was_slower};
use crate::api::centres::{
    CentreDraft, CentreFields, CentreSheet, CommuneRow, Territory, own_territory, save_centre,
};
use crate::api::request::Sending;
use crate::device::clock;
use crate::text::fr::desk::centres as text;
use crate::text::fr::desk::schemes::EMPTY;
use crate::ui::{ErrorSummary, Problems, Toasts};
use domain::id::CentreId;
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;

const PREFIX: &str = "centre-";
const NAME: &str = "centre-name";

/// What stands in the form.
#[derive(Clone, Copy)]
struct Draft {
    name: RwSignal<String>,
    commune: RwSignal<Option<CommuneRow>>,
}

impl Draft {
    fn show(self, sheet: &CentreSheet) {
        self.name.set(sheet.fields.name.clone());
        self.commune.set(Some(commune_of(sheet)));
    }

    fn read(self) -> CentreFields {
        let commune = self.commune.get_untracked().map(|it| it.code).unwrap_or_default();
        CentreFields { name: self.name.get_untracked(), commune }.tidied()
    }
}

fn commune_of(sheet: &CentreSheet) -> CommuneRow {
    CommuneRow {
        code: sheet.fields.commune.clone(),
        name: sheet.town.clone(),
        department: sheet.department.clone(),
    }
}

fn shown(name: &str, commune: Option<&CommuneRow>) -> Shown {
    let commune = commune.map(|it| text::commune(&it.name, &it.department));
    vec![
        (text::NAME, name.to_owned()),
        (text::COMMUNE, commune.unwrap_or_else(|| EMPTY.to_owned())),
    ]
}

/// The form. What was typed stays in it whatever the server answers.
#[component]
pub(super) fn CentreForm(
    /// The centre as the server had it; `None` for a new one.
    known: Option<CentreSheet>,
) -> impl IntoView {
    let id = known.as_ref().map_or_else(|| CentreId(clock::new_id()), |sheet| sheet.id);
    let draft = Draft { name: RwSignal::default(), commune: RwSignal::new(None) };
    let seen = StoredValue::new(known);
    let show_seen = move || {
        seen.with_value(|seen| {
            if let Some(sheet) = seen {
                draft.show(sheet);
            }
        });
    };
    show_seen();
    let errors = RwSignal::new(Problems::new());
    let current = RwSignal::new(None::<Shown>);
    let save = Sending::<CentreSheet>::new();
    let look = Sending::<Territory>::new();
    let navigate = use_navigate();
    Effect::new(move |_| match save.get() {
        Some(Ok(_)) => {
            Toasts::get().say(text::SAVED);
            navigate(address::CENTRES, NavigateOptions::default());
        }
        Some(Err(error)) => {
            errors.set(refused(&error, PREFIX));
            if was_slower(&error) {
                look.send(own_territory());
            }
        }
        None => {}
    });
    Effect::new(move |_| {
        if let Some(Ok(all)) = look.get()
            && let Some(sheet) = all.centres.into_iter().find(|sheet| sheet.id == id)
        {
            let standing = shown(&sheet.fields.name, Some(&commune_of(&sheet)));
            let commune = draft.commune.get_untracked();
            let typed = shown(&draft.read().name, commune.as_ref());
            current.set(Some(differing(standing, &typed)));
            seen.set_value(Some(sheet));
        }
    });
    let submit = move |event: web_sys::SubmitEvent| {
        event.prevent_default();
        if save.pending().get_untracked() {
            return;
        }
        let fields = draft.read();
        let wrong = fields
            .faults()
            .into_iter()
            .map(|wrong| (format!("{PREFIX}{}", wrong.field()), text::fault(wrong)));
        let wrong: Problems = wrong.collect();
        let ready = wrong.is_empty();
        errors.set(wrong);
        if ready {
            let seen = seen.with_value(|seen| seen.as_ref().map(|sheet| sheet.fields.clone()));
            save.send(save_centre(CentreDraft { id, seen, fields }));
        }
    };
    let take = Callback::new(move |()| {
        show_seen();
        current.set(None);
        errors.set(Vec::new());
    });
    view! {
        <form class="stack stack--wide" novalidate on:submit=submit>
            <ErrorSummary errors=errors/>
            <CurrentValues values=current take/>
            {text_field(NAME, (text::NAME, ""), Fill::Words, draft.name, errors)}
            <CommuneField value=draft.commune errors/>
            <SaveRow may=OwnLimits::is_whole pending=save.pending() cancel=address::CENTRES/>
        </form>
    }
}
