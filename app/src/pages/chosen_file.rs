//! A file that a person chose, as bytes.

use crate::api::ApiError;
use crate::text::fr::ui::FILE_GONE;
use js_sys::Uint8Array;
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;
use web_sys::{Event, File, HtmlInputElement};

/// The file that was chosen. The same one can be chosen once more.
pub fn chosen_file(event: &Event) -> Option<File> {
    let input = event.target()?.dyn_into::<HtmlInputElement>().ok()?;
    let file = input.files()?.get(0)?;
    input.set_value("");
    Some(file)
}

/// Its bytes, if they are no more than `most`.
///
/// # Errors
/// When it is larger, or is no longer there.
pub async fn read_file(file: File, most: usize) -> Result<Vec<u8>, ApiError> {
    #[expect(clippy::cast_precision_loss, reason = "a limit far below 2^53")]
    if file.size() > most as f64 {
        return Err(ApiError::TooLarge);
    }
    let gone = |_| ApiError::Invalid { field: String::new(), message: FILE_GONE.to_owned() };
    let buffer = JsFuture::from(file.array_buffer()).await.map_err(gone)?;
    Ok(Uint8Array::new(&buffer).to_vec())
}
