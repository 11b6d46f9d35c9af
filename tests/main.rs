//! All integration tests in one binary: one link instead of twenty.

// Clippy spares #[test] functions, not the helpers beside them.
#![allow(clippy::unwrap_used, clippy::expect_used)]

#[cfg(feature = "cli")]
mod archive;
mod brief;
#[cfg(feature = "cli")]
mod config;
#[cfg(feature = "cli")]
mod days;
#[cfg(feature = "cli")]
mod deliver;
mod docs;
mod evaluate;
#[cfg(all(feature = "cli", target_os = "linux"))]
mod faults;
#[cfg(feature = "fetch")]
mod fetch;
mod floors;
mod house;
#[cfg(all(feature = "cli", unix))]
mod http_faults;
mod languages;
mod locale;
#[cfg(feature = "cli")]
mod memory;
mod newsroom;
#[cfg(feature = "cli")]
mod opinion;
#[cfg(feature = "cli")]
mod options;
mod outlets;
#[cfg(feature = "cli")]
mod pages;
mod read;
#[cfg(feature = "cli")]
mod reading;
mod render;
mod rouge;
mod sample;
mod scripts;
#[cfg(all(feature = "cli", unix))]
mod sources;
mod statements;
mod stories;
mod verify;
#[cfg(feature = "cli")]
mod web;
#[cfg(feature = "cli")]
mod week;
mod wishes;
