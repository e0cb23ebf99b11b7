//! Passerelle's server: keeps the records, decides commands, sends the application.
//!
//! A library with a thin program around it, so that tests can build the router without a network.

pub mod agenda;
pub mod api;
pub mod auth;
pub mod civil;
pub mod clock;
pub mod commands;
pub mod communes;
pub mod config;
pub mod db;
pub mod demo;
mod document;
pub mod exports;
mod form;
pub mod health;
pub mod jobs;
pub mod level;
mod limit;
mod linked;
pub mod live;
pub mod logging;
pub mod new_password;
pub mod partner;
pub mod post;
pub mod randomness;
pub mod registration;
pub mod roster;
pub mod router;
pub mod security;
pub mod services;
pub mod serving;
pub mod signatory;
pub mod site;
pub mod sync;
pub mod text_fr;
