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
pub mod programs;
pub mod text;
#[cfg(feature = "csr")]
pub mod ui;
