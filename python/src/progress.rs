//! A Python function that is told what a run is at.

use pyo3::prelude::*;
use tidings::brief::{Progress, Step};

/// A function of a step's words and a count.
#[derive(Debug)]
struct Told(Py<PyAny>);

impl Progress for Told {
    fn begins(&self, step: Step, count: usize) {
        Python::attach(|py| {
            // What it raises is shown as Python shows errors that nobody can catch; the run goes on.
            if let Err(error) = self.0.call1(py, (step.label(), count)) {
                error.write_unraisable(py, Some(self.0.bind(py)));
            }
        });
    }
}

/// Whoever waits for a run: the function, or nobody.
pub fn watching(function: Option<Py<PyAny>>) -> Box<dyn Progress> {
    match function {
        Some(function) => Box::new(Told(function)),
        None => Box::new(tidings::brief::Unwatched),
    }
}
