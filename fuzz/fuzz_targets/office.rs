//! Any bytes: see `Target::Office`.
#![no_main]

use libfuzzer_sys::fuzz_target;
use simulator::fuzzed::Target;

fuzz_target!(|bytes: &[u8]| Target::Office.take_in(bytes));
