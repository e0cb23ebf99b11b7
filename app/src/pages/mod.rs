//! Pages, one folder an audience.

#[cfg(feature = "ssr")]
pub mod level;
#[cfg(feature = "ssr")]
pub mod new_password;
#[cfg(feature = "ssr")]
pub mod own;
#[cfg(feature = "ssr")]
pub mod partner;
pub mod register;

#[cfg(feature = "csr")]
pub mod account;
#[cfg(feature = "csr")]
pub mod copy_link;
#[cfg(feature = "csr")]
pub mod design;
#[cfg(feature = "csr")]
pub mod desk;
#[cfg(feature = "csr")]
pub mod dock;
#[cfg(feature = "csr")]
pub mod enter;
#[cfg(feature = "csr")]
pub mod follow_up;
#[cfg(feature = "csr")]
pub mod frame;
#[cfg(feature = "csr")]
pub mod kind_cards;
#[cfg(feature = "csr")]
pub mod question;
#[cfg(feature = "csr")]
pub mod room;
