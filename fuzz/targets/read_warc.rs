//! The reader of web archives: any bytes give articles or warnings.
#![no_main]

use libfuzzer_sys::fuzz_target;
use tidings::read::Format;

fuzz_target!(|bytes: &[u8]| tidings_fuzz::reads(bytes, Some(Format::Warc)));
