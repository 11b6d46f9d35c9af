//! All integration tests in one binary: one link instead of twenty.

mod brief;
mod newsroom;
mod render;
mod sample;
