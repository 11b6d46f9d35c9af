//! All integration tests in one binary: one link instead of twenty.

mod brief;
mod floors;
mod newsroom;
mod render;
mod rouge;
mod sample;
mod stories;
