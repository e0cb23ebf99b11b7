//! The server from outside: requests in, answers out. One file a topic.

#![expect(clippy::unwrap_used, reason = "a test may end at what it did not expect")]

mod accounts;
mod app;
mod catalogue;
mod centres;
mod client;
mod commands;
mod concurrency;
mod conflicts;
mod cursor_race;
mod database;
mod device;
mod disk_full;
mod exchange;
mod exports;
mod follow_up;
mod funnel;
mod invented;
mod jobs;
mod level;
mod limited;
mod live;
mod milestones;
mod new_password;
mod partner;
mod partner_log;
mod partner_world;
mod planning;
mod plans;
mod reads;
mod registration;
mod report;
mod rights;
mod roster;
mod same_histories;
mod samples;
mod scopes;
mod security;
mod sign_in;
mod signatory;
mod site;
mod told;
mod transfer;
mod world;
