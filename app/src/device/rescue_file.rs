//! The rescue file: what waits in this browser, as it lies there, to be carried to the office by hand.

use super::clock;
use super::database::StoreError;
use super::surrender::{held, held_of};
use crate::ui::format::iso_day;
use domain::id::UserId;
use js_sys::Uint8Array;
use vault::parcel::file_of;
use wasm_bindgen::prelude::wasm_bindgen;

#[wasm_bindgen(module = "/src/device/save.js")]
extern "C" {
    fn save(bytes: &Uint8Array, name: &str);
}

/// Writes what an account has here; of all who have a store here where none is given.
///
/// # Errors
/// When a store cannot be read.
pub async fn write(user: Option<UserId>) -> Result<(), StoreError> {
    let held = match user {
        Some(user) => held_of(user).await?,
        None => held().await?,
    };
    let file = Uint8Array::from(file_of(&held.parcels).as_slice());
    save(&file, &format!("passerelle-secours-{}.bin", iso_day(clock::now())));
    Ok(())
}
