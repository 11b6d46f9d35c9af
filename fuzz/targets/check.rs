//! The check of anybody's digest: any bytes are one, and every sentence of it gets its verdict.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| tidings_fuzz::checks(bytes));
