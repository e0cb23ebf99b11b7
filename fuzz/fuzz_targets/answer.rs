//! Any bytes: see `Target::Answer`.
#![no_main]

use libfuzzer_sys::fuzz_target;
use simulator::fuzzed::Target;

fuzz_target!(|bytes: &[u8]| Target::Answer.take_in(bytes));
