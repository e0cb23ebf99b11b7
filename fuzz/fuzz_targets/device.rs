//! Any bytes: see `Target::Device`.
#![no_main]

use libfuzzer_sys::fuzz_target;
use simulator::fuzzed::Target;

fuzz_target!(|bytes: &[u8]| Target::Device.take_in(bytes));
