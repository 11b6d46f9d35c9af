//! The splitter: its spans are in order and hold every byte that is no white space.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| tidings_fuzz::splits(text));
