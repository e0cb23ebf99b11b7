//! When nothing else works: what waits, as a file; and bringing such a file back.

use crate::api::ApiError;
use crate::api::devices::Taken;
use crate::api::request::Sending;
use crate::api::rescue::bring_back;
use crate::device::{Device, rescue_file};
use crate::text::fr::errors::api_error;
use crate::text::fr::room::rescue as text;
use crate::ui::{Icon, Notice, NoticeKind, Toasts};
use js_sys::Uint8Array;
use leptos::prelude::*;
use vault::parcel::MAX_FILE;
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;

/// The section.
#[component]
pub fn Rescue(
    /// The device of the person signed in.
    device: Device,
) -> impl IntoView {
    let toasts = Toasts::get();
    let write = move |_| {
        let user = device.profile().user;
        leptos::task::spawn_local(async move {
            match rescue_file::write(Some(user)).await {
                Ok(()) => toasts.say(text::WRITTEN),
                Err(_) => toasts.warn(text::NOT_WRITTEN),
            }
        });
    };
    let sending = Sending::<Taken>::new();
    let chosen = move |event: web_sys::Event| {
        if let Some(file) = chosen_file(&event) {
            sending.send(async move { bring_back(read(&file).await?).await });
        }
    };
    let said = move || {
        sending.get().map(|answer| {
            let (kind, title) = match answer {
                Ok(taken) => (NoticeKind::Success, text::taken(taken)),
                Err(error) => (NoticeKind::Danger, api_error(&error)),
            };
            view! { <Notice kind title alert=true/> }
        })
    };
    let busy = sending.pending();
    view! {
        <section class="stack">
            <h2>{text::TITLE}</h2>
            <p class="soft">{text::NOTE}</p>
            {said}
            <div class="row">
                <button type="button" class="button" on:click=write>
                    <Icon name="download"/><span>{text::WRITE}</span>
                </button>
            </div>
            <label class="drop">
                <input class="drop-input" type="file" accept=".bin" on:change=chosen/>
                <Icon name="upload"/>
                <span class="drop-title">
                    {move || if busy.get() { text::BUSY } else { text::BRING }}
                </span>
            </label>
        </section>
    }
}

/// The file that was chosen. The same one can be chosen once more.
fn chosen_file(event: &web_sys::Event) -> Option<web_sys::File> {
    let input = event.target()?.dyn_into::<web_sys::HtmlInputElement>().ok()?;
    let file = input.files()?.get(0)?;
    input.set_value("");
    Some(file)
}

async fn read(file: &web_sys::File) -> Result<Vec<u8>, ApiError> {
    #[expect(clippy::cast_precision_loss, reason = "a limit far below 2^53")]
    if file.size() > MAX_FILE as f64 {
        return Err(ApiError::TooLarge);
    }
    let buffer = JsFuture::from(file.array_buffer())
        .await
        .map_err(|_| ApiError::Invalid { field: String::new(), message: text::GONE.to_owned() })?;
    Ok(Uint8Array::new(&buffer).to_vec())
}
