//! The native half of the Python package `tidings`: articles in, briefings and scores out.
//! Everything that decides a result is the crate's; this room only translates, and lets go of the
//! interpreter while the crate works.

mod articles;
mod briefing;
mod check;
mod progress;
mod records;
mod rouge;
// The command's own walk over files and folders, so that both read the same.
#[allow(dead_code, unused_imports)]
#[path = "../../src/bin/tidings/walk/mod.rs"]
mod walk;

use pyo3::create_exception;
use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;

create_exception!(
    tidings,
    TidingsError,
    PyValueError,
    "What the command line would end with; the message is the same."
);

create_exception!(
    tidings,
    NothingToTell,
    TidingsError,
    "The articles give no briefing: there are none, none may be quoted, or no sentence fits the length."
);

/// An error with the crate's words.
fn error(message: impl std::fmt::Display) -> PyErr {
    TidingsError::new_err(message.to_string())
}

/// A value of the crate as Python objects, by way of its JSON.
fn object(py: Python<'_>, json: &str) -> PyResult<Py<PyAny>> {
    Ok(py.import("json")?.call_method1("loads", (json,))?.unbind())
}

#[pymodule]
fn _tidings(module: &Bound<'_, PyModule>) -> PyResult<()> {
    module.add("TidingsError", module.py().get_type::<TidingsError>())?;
    module.add("NothingToTell", module.py().get_type::<NothingToTell>())?;
    module.add("__version__", env!("CARGO_PKG_VERSION"))?;
    module.add_class::<articles::Articles>()?;
    module.add_class::<briefing::Briefing>()?;
    module.add_class::<rouge::Scores>()?;
    module.add_class::<rouge::Rouge>()?;
    module.add_function(wrap_pyfunction!(briefing::brief, module)?)?;
    module.add_function(wrap_pyfunction!(check::verify, module)?)?;
    module.add_function(wrap_pyfunction!(check::stories, module)?)?;
    module.add_function(wrap_pyfunction!(check::sentences, module)?)?;
    module.add_function(wrap_pyfunction!(rouge::presets, module)?)?;
    module.add_function(wrap_pyfunction!(check::methods, module)?)?;
    module.add_class::<records::Frequencies>()?;
    module.add_function(wrap_pyfunction!(records::files, module)?)?;
    module.add_function(wrap_pyfunction!(records::to_records, module)?)?;
    module.add_function(wrap_pyfunction!(records::from_records, module)?)?;
    module.add_function(wrap_pyfunction!(records::count, module)?)?;
    module.add_function(wrap_pyfunction!(records::identify, module)?)
}
