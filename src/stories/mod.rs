//! Floor 3: a day's articles become stories, and articles of another time are told apart.

mod age;

pub use age::{Age, ages};
