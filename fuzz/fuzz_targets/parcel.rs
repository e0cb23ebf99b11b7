//! Any bytes: see `Target::Parcel`.
#![no_main]

use libfuzzer_sys::fuzz_target;
use simulator::fuzzed::Target;

fuzz_target!(|bytes: &[u8]| Target::Parcel.take_in(bytes));
