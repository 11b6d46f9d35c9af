//! The reader of any input, its format detected, compressed ones included: any bytes give articles or warnings.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| tidings_fuzz::reads(bytes, None));
