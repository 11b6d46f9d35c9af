//! One file per command: its arguments, and what it does with them.

pub mod rouge;
pub mod sentences;
