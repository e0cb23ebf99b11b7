//! What `cargo xtask bench` measures with: the office's questions, and both sides of the comparison
//! of how devices synchronise.

mod chance;
mod country;
mod desk;
mod load;
mod plans;
mod questions;
mod records;
mod tablet;
mod unseal;
mod visit;

use anyhow::Result;
use clap::{Parser, Subcommand};
use tokio::runtime::Builder;

/// Measures, or makes what is measured with.
#[derive(Debug, Parser)]
struct Options {
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, Subcommand)]
enum What {
    /// Asks the office's questions of a country's worth of records.
    Desk(desk::Desk),
    /// Makes the records that are synchronised, and a database with the same.
    Records(records::Wanted),
    /// Takes the records from some of the adviser's visits away again.
    Revoke(records::Revoked),
    /// Has many devices ask the server, and asks it from little and from much.
    Load(load::Load),
    /// Looks for texts in a device's sealed store.
    Unseal(unseal::Sealed),
    /// Is a device: takes its orders from the standard input, one a line.
    Tablet(tablet::Place),
}

fn main() -> Result<()> {
    match Options::parse().what {
        What::Desk(desk) => {
            Builder::new_multi_thread().enable_all().build()?.block_on(desk::run(&desk))
        }
        What::Records(wanted) => {
            Builder::new_multi_thread().enable_all().build()?.block_on(records::make(&wanted))
        }
        What::Revoke(revoked) => {
            Builder::new_multi_thread().enable_all().build()?.block_on(records::revoke(&revoked))
        }
        What::Load(load) => {
            Builder::new_current_thread().enable_all().build()?.block_on(load::run(load))
        }
        What::Unseal(sealed) => unseal::run(&sealed),
        What::Tablet(place) => Builder::new_current_thread().build()?.block_on(tablet::run(&place)),
    }
}
