//! Articles from paths, from lines of JSON, and from the buffers of an Arrow table.

use std::path::PathBuf;

use pyo3::prelude::*;
use tidings::model::{Article, Outcome, Place, Severity, Warning};
use tidings::read::{Format, Limits, Lines};

use crate::{error, walk};

/// Articles that were read, ready for any number of briefings.
#[pyclass(frozen, module = "tidings._tidings")]
pub struct Articles {
    pub(crate) articles: Vec<Article>,
    pub(crate) warnings: Vec<Warning>,
}

impl From<Outcome<Vec<Article>>> for Articles {
    fn from(outcome: Outcome<Vec<Article>>) -> Self {
        Self { articles: outcome.value, warnings: outcome.warnings }
    }
}

/// One column of texts in an Arrow record batch ("large_string"): name, first row, and where its
/// bits of validity (0: all valid), its 64-bit offsets and its bytes lie; then how many bytes.
pub type Column = (String, usize, usize, usize, usize, usize);

#[pymethods]
impl Articles {
    /// Files and folders, read as the command reads them.
    #[staticmethod]
    #[pyo3(signature = (paths, input_format=None))]
    fn from_paths(
        py: Python<'_>,
        paths: Vec<PathBuf>,
        input_format: Option<&str>,
    ) -> PyResult<Self> {
        let format = input_format.map(str::parse::<Format>).transpose().map_err(error)?;
        Ok(py.detach(|| walk::gather_in_pieces(&paths, &Limits::default(), format)).into())
    }

    /// Lines of JSON in UTF-8, one article a line, with whatever names their fields have.
    #[staticmethod]
    #[pyo3(signature = (lines, name, before=0))]
    fn from_lines(py: Python<'_>, lines: &[u8], name: String, before: usize) -> Self {
        py.detach(|| reader(name).after(before).piece(lines)).into()
    }

    /// Record batches, each as the number of its rows and its columns of texts.
    ///
    /// The addresses must be those of buffers that live until this returns, in Arrow's layout.
    /// Records are counted on from `before`, the number of those before these.
    #[staticmethod]
    #[pyo3(signature = (batches, name, before=0))]
    fn from_arrow(
        py: Python<'_>,
        batches: Vec<(usize, Vec<Column>)>,
        name: String,
        before: usize,
    ) -> Self {
        py.detach(|| {
            let mut reader = reader(name).after(before);
            let mut all: Outcome<Vec<Article>> = Outcome::default();
            let mut lines = Vec::new();
            for (rows, columns) in &batches {
                let columns: Vec<Texts<'_>> =
                    columns.iter().map(|column| Texts::of(column, *rows)).collect();
                for start in (0..*rows).step_by(ROWS) {
                    lines.clear();
                    for row in start..(start + ROWS).min(*rows) {
                        line(&columns, row, &mut lines);
                    }
                    let mut read = reader.piece(&lines);
                    all.value.append(&mut read.value);
                    all.warnings.append(&mut read.warnings);
                }
            }
            all.into()
        })
    }

    /// Number of articles.
    fn __len__(&self) -> usize {
        self.articles.len()
    }

    /// What was odd on the way, in the command's words; with `failed`, only what was lost.
    #[pyo3(signature = (failed=false))]
    pub(crate) fn warnings(&self, failed: bool) -> Vec<String> {
        let wanted = |warning: &&Warning| !failed || warning.severity == Severity::Failed;
        self.warnings.iter().filter(wanted).map(ToString::to_string).collect()
    }
}

/// Rows of an Arrow table that are laid out as lines at a time. Set by: judgement; some megabytes.
const ROWS: usize = 4_096;

fn reader(name: String) -> Lines {
    let limits = Limits { max_bytes: u64::MAX, max_articles: u64::MAX, ..Limits::default() };
    Lines::new(Place::File { path: name, record: None }, limits)
}

/// A column's buffers.
pub struct Texts<'b> {
    name: &'b str,
    first: usize,
    valid: &'b [u8],
    offsets: &'b [u8],
    bytes: &'b [u8],
}

impl<'b> Texts<'b> {
    /// A column of a batch of so many rows.
    pub fn of(column: &'b Column, rows: usize) -> Self {
        let (name, first, valid, offsets, bytes, length) = column;
        let last = first + rows;
        Self {
            name,
            first: *first,
            valid: memory(*valid, last.div_ceil(8)),
            offsets: memory(*offsets, (last + 1) * 8),
            bytes: memory(*bytes, *length),
        }
    }

    /// The text of a row; `None` where there is none.
    pub fn get(&self, row: usize) -> Option<&'b [u8]> {
        let at = self.first + row;
        if !self.valid.is_empty() && self.valid.get(at / 8)? & (1 << (at % 8)) == 0 {
            return None;
        }
        let offset = |at: usize| -> Option<usize> {
            let bytes = self.offsets.get(at * 8..at * 8 + 8)?;
            usize::try_from(i64::from_le_bytes(bytes.try_into().ok()?)).ok()
        };
        self.bytes.get(offset(at)?..offset(at + 1)?)
    }
}

/// Memory that another library holds, where it has any.
#[allow(unsafe_code)]
fn memory<'b>(address: usize, length: usize) -> &'b [u8] {
    if address == 0 || length == 0 {
        return &[];
    }
    // SAFETY: `tidings._inputs` alone calls this, with the addresses and sizes that pyarrow gives
    // of immutable buffers, and keeps the table that owns them alive until the call is over.
    unsafe { std::slice::from_raw_parts(address as *const u8, length) }
}

/// Appends a row as a line of JSON.
fn line(columns: &[Texts<'_>], row: usize, lines: &mut Vec<u8>) {
    let mut before = b'{';
    for column in columns {
        let Some(text) = column.get(row) else { continue };
        lines.push(before);
        before = b',';
        // Writing into memory does not fail.
        let _ = serde_json::to_writer(&mut *lines, column.name);
        lines.push(b':');
        let _ = serde_json::to_writer(&mut *lines, &String::from_utf8_lossy(text));
    }
    if before == b'{' {
        lines.push(b'{');
    }
    lines.extend_from_slice(b"}\n");
}
