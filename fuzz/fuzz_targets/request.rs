//! Any bytes: see `Target::Request`.
#![no_main]

use libfuzzer_sys::fuzz_target;
use simulator::fuzzed::Target;

fuzz_target!(|bytes: &[u8]| Target::Request.take_in(bytes));
