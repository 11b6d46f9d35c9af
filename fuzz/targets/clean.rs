//! The cleaner and the whole preparation: blocks part the text, sentences lie in it.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| tidings_fuzz::cleans(text));
