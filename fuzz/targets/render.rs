//! The renderers: any article makes pages in every format, and the JSON reads back.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| tidings_fuzz::renders(text));
