//! Any bytes: see `Target::Command`.
#![no_main]

use libfuzzer_sys::fuzz_target;
use simulator::fuzzed::Target;

fuzz_target!(|bytes: &[u8]| Target::Command.take_in(bytes));
