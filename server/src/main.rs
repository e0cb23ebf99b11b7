//! The program `passerelle`: reads the command line and does what it says.

use clap::Parser as _;
use server::commands::{Cli, run};
use std::process::ExitCode;

#[tokio::main]
async fn main() -> ExitCode {
    match run(Cli::parse()).await {
        Ok(code) => code,
        Err(error) => {
            eprintln!("passerelle: {error:#}");
            ExitCode::FAILURE
        }
    }
}
