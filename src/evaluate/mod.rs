//! Beside the house: measuring. Nobody in the library imports it.

pub mod rouge;
