//! What the methods share: sparse matrices of a story, its similarity graph, random walks, lazy
//! greedy choice, exact choice ([`cover`]), and the draft of a selection that keeps the budget.

pub mod cover;
mod draft;
mod graph;
mod lazy;
mod matrix;
mod walk;

pub use draft::{Candidate, Draft, Purse, REDUNDANT};
pub use graph::{EXACT_ROWS, Graph};
pub use lazy::Lazy;
pub use matrix::Matrix;
pub use walk::{Walk, stationary};
