//! Beside the house: measuring. Nobody in the library imports it.
//!
//! [`rouge`] scores summaries as papers do, [`clustering`] groupings of articles; [`bootstrap`] and [`significance`] say
//! how sure a figure or a difference is; [`tune`] fits the weights of our own method.

pub mod baseline;
pub mod bootstrap;
pub mod clustering;
pub mod random;
pub mod rouge;
pub mod significance;
pub mod tune;
