//! Registering an interest: for a person of the list, or for somebody who is not on it.

use super::consent::ConsentPart;
use super::intervention_of_address;
use super::person::{PersonPart, PersonSignals};
use super::problems::{TypedWishes, field, in_order, read_contact, read_person, read_wishes};
use super::standing::Standing;
use crate::device::updates::Updates;
use crate::device::{Device, clock};
use crate::pages::enter::{enter, enter_or};
use crate::pages::kind_cards::kind_cards;
use crate::text::fr::common::contact_way;
use crate::text::fr::room::{class, interest as text};
use crate::ui::{
    ChoiceOption, ChoicePicker, ErrorSummary, PageHead, Problems, RadioPicker, SelectField,
    SelectOption, Submit, TextField, Toasts, error_of,
};
use domain::command::RegisterInterest;
use domain::consent::{CURRENT_TEXT, Consent};
use domain::contact::ContactWay;
use domain::id::{InterestId, InterventionId, SignatoryId};
use domain::interest::Withdrawal;
use domain::language::Language;
use domain::level::CefrLevel;
use domain::person::{Origin, Signatory};
use domain::scheme::SchemeKind;
use domain::{Command, State};
use leptos::prelude::*;
use leptos_router::hooks::{use_navigate, use_params_map};

/// The page: asks which person, then shows what stands, or the form.
#[component]
pub fn InterestPage(
    /// The device of the person signed in.
    device: Device,
) -> impl IntoView {
    let person = use_params_map()
        .with_untracked(|params| params.get("person"))
        .map(|text| text.parse::<SignatoryId>().ok());
    let Some(intervention) = untrack(intervention_of_address) else {
        return view! { <PageHead title=class::UNKNOWN lead=class::UNKNOWN_LEAD/> }.into_any();
    };
    let back = format!("/interventions/{intervention}");
    let back = (back, class::ATTENDANCE.to_owned());
    match person {
        None => view! {
            <PageHead title=text::TITLE_NEW lead=text::LEAD_NEW back/>
            <Form device intervention known=None/>
        }
        .into_any(),
        Some(id) => {
            let known = id
                .and_then(|id| untrack(|| device.with_lists(|state| state.signatory(id).cloned())));
            let Some(known) = known else {
                return view! { <PageHead title=text::UNKNOWN_PERSON back/> }.into_any();
            };
            let id = known.id;
            let standing =
                Memo::new(move |_| device.with_lists(|state| standing(state, intervention, id)));
            let body = move || match standing.get() {
                Some(interest) => view! { <Standing device interest/> }.into_any(),
                None => view! { <Form device intervention known=Some(known.clone())/> }.into_any(),
            };
            let name = device.with_lists(|state| {
                state.signatory(id).map(Signatory::display_name).unwrap_or_default()
            });
            view! { <PageHead title=text::TITLE lead=name back/> {body} }.into_any()
        }
    }
}

/// The interest of a person that stands in this visit.
fn standing(
    state: &State,
    intervention: InterventionId,
    person: SignatoryId,
) -> Option<domain::interest::Interest> {
    let own = |it: &&domain::interest::Interest| {
        it.signatory == person && it.intervention == intervention && it.withdrawn.is_none()
    };
    state.interests().find(own).cloned()
}

const fn picture_of_way(way: ContactWay) -> &'static str {
    match way {
        ContactWay::Call => "phone",
        ContactWay::Text => "message",
        ContactWay::Email => "mail",
        ContactWay::Centre => "letter",
    }
}

/// The form. Identities are made when it opens: saved twice by a double tap, it is one record.
#[component]
fn Form(device: Device, intervention: InterventionId, known: Option<Signatory>) -> impl IntoView {
    Updates::form_is_open();
    let navigate = use_navigate();
    let is_new = known.is_none();
    let person_id = known.as_ref().map_or_else(|| SignatoryId(clock::new_id()), |known| known.id);
    let interest_id = InterestId(clock::new_id());

    let contact = known.as_ref().map(|known| known.contact.clone()).unwrap_or_default();
    let person = PersonSignals::new();
    let kinds = RwSignal::new(Vec::<SchemeKind>::new());
    let way = RwSignal::new(contact.preferred);
    let phone = RwSignal::new(contact.phone.map(|phone| phone.display()).unwrap_or_default());
    let email =
        RwSignal::new(contact.email.map(|email| email.as_str().to_owned()).unwrap_or_default());
    let level = RwSignal::new(
        known.and_then(|known| known.level).map(CefrLevel::label).unwrap_or_default().to_owned(),
    );
    let (language, explained) = (RwSignal::new(Language::French), RwSignal::new(None));
    let agrees = RwSignal::new(false);
    let errors = RwSignal::new(Problems::new());
    let saving = RwSignal::new(false);

    let typed = move || TypedWishes {
        kinds: kinds.get_untracked(),
        way: way.get_untracked(),
        phone: phone.get_untracked(),
        email: email.get_untracked(),
        explained: explained.get_untracked(),
        agrees: agrees.get_untracked(),
    };
    // The commands of what was typed, or what is wrong with it.
    let read = move |with_wishes: bool| -> Result<Vec<Command>, Problems> {
        let mut problems = Problems::new();
        let typed = typed();
        let level = CefrLevel::parse(&level.get_untracked());
        let contact = read_contact(&typed, with_wishes, &mut problems);
        let mut commands = Vec::new();
        if is_new {
            let new =
                read_person(&person.typed(), person_id, contact.clone(), level, &mut problems);
            commands.extend(new.map(|person| Command::AddPerson { intervention, person }));
        }
        if with_wishes && let Some((wishes, explained)) = read_wishes(&typed, &mut problems) {
            commands.push(Command::RegisterInterest(RegisterInterest {
                id: interest_id,
                signatory: person_id,
                intervention,
                wishes,
                contact,
                level,
                consent: Consent {
                    text: CURRENT_TEXT,
                    language: language.get_untracked(),
                    explained,
                    given_at: clock::now(),
                },
                origin: Origin::Adviser,
                receipt: None,
            }));
        }
        if problems.is_empty() { Ok(commands) } else { Err(in_order(problems)) }
    };
    let save = Callback::new(move |with_wishes: bool| {
        if saving.get_untracked() {
            return;
        }
        let commands = match read(with_wishes) {
            Ok(commands) => commands,
            Err(problems) => return errors.set(problems),
        };
        errors.set(Problems::new());
        saving.set(true);
        let navigate = navigate.clone();
        let toasts = Toasts::get();
        let done = move || {
            if with_wishes {
                toasts.say_with_undo(text::SAVED, undo(device, interest_id));
            } else {
                toasts.say(text::PERSON_SAVED);
            }
            navigate(
                &format!("/interventions/{intervention}"),
                leptos_router::NavigateOptions::default(),
            );
        };
        enter_or(device, commands, done, move |why| {
            errors.set(vec![(String::new(), why.to_owned())]);
            saving.set(false);
        });
    });
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        save.run(true);
    };
    let levels: Vec<SelectOption> = std::iter::once(SelectOption::new("", text::LEVEL_UNKNOWN))
        .chain(CefrLevel::ALL.map(|level| SelectOption::new(level.label(), level.label())))
        .collect();
    let ways = ContactWay::ALL
        .map(|way| ChoiceOption::new(way, contact_way(way), Some(picture_of_way(way))))
        .to_vec();
    view! {
        <form class="stack stack--wide" novalidate on:submit=submit>
            <ErrorSummary errors/>
            {is_new.then(|| view! { <PersonPart person errors/> })}
            <p class="soft">{text::WISHES_NOTE}</p>
            <ChoicePicker
                id=field::WISHES legend=text::WISHES options=kind_cards() value=kinds ranked=true
                columns=true error=error_of(errors, field::WISHES)
            />
            <RadioPicker
                id=field::CONTACT legend=text::CONTACT options=ways value=way columns=true
                error=error_of(errors, field::CONTACT)
            />
            <TextField
                id=field::PHONE label=text::PHONE value=phone kind="tel" inputmode="tel"
                optional=true short=true error=error_of(errors, field::PHONE)
            />
            <TextField
                id=field::EMAIL label=text::EMAIL value=email kind="email" inputmode="email"
                optional=true error=error_of(errors, field::EMAIL)
            />
            <SelectField
                label=text::LEVEL value=level set=level options=Signal::stored(levels) short=true
                optional=true
            />
            <ConsentPart language way=explained agrees errors/>
            <div class="row">
                <Submit label=text::SAVE busy_label=text::SAVING busy=saving/>
                {is_new.then(|| view! {
                    <button type="button" class="button" on:click=move |_| save.run(false)>
                        {text::SAVE_PERSON_ONLY}
                    </button>
                })}
            </div>
        </form>
    }
}

/// Takes an interest back that was just saved.
fn undo(device: Device, interest: InterestId) -> Callback<()> {
    Callback::new(move |()| {
        let command = Command::WithdrawInterest { interest, reason: Withdrawal::Mistake };
        enter(device, vec![command], |toasts| toasts.say(text::WITHDRAWN));
    })
}
