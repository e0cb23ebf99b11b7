//! What people see, and the contract by which the two sides speak.
//!
//! Built twice: with the feature `csr` for the browser (the whole application), and with `ssr` for
//! the server (bodies of the server functions, the registration page).

#[cfg(all(feature = "csr", feature = "ssr"))]
compile_error!("build the app for the browser (csr) or for the server (ssr), not for both at once");

pub mod api;
#[cfg(feature = "csr")]
pub mod device;
pub mod pages;
#[cfg(feature = "csr")]
pub mod session;
pub mod text;
#[cfg(feature = "csr")]
pub mod ui;

/// Starts the application in the page that loaded it.
#[cfg(feature = "csr")]
#[wasm_bindgen::prelude::wasm_bindgen(start)]
pub fn start() {
    #[cfg(debug_assertions)]
    console_error_panic_hook::set_once();
    if let Some(boot) = leptos::prelude::document().get_element_by_id("boot") {
        boot.remove();
    }
    leptos::mount::mount_to_body(pages::shell::App);
}
