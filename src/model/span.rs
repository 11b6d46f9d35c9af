//! A byte range in one text.

use serde::{Deserialize, Serialize};

/// A half-open range of **bytes**, `start..end`, in one text; both ends lie on character boundaries
/// of that text.
///
/// ```
/// use tidings::model::Span;
/// let span = Span::new(1, 3);
/// assert_eq!(span.of("aüb"), Some("ü"));
/// assert!(span.holds(2) && !span.holds(3));
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(from = "Ends")]
pub struct Span {
    start: u32,
    end: u32,
}

/// A span as it was written down, by anybody.
#[derive(Deserialize)]
struct Ends {
    start: u32,
    end: u32,
}

impl From<Ends> for Span {
    fn from(ends: Ends) -> Self {
        Self::new(ends.start, ends.end)
    }
}

impl Span {
    /// The span `start..end` in bytes. An `end` before `start` gives the empty span at `start`.
    #[must_use]
    pub const fn new(start: u32, end: u32) -> Self {
        Self { start, end: if end < start { start } else { end } }
    }

    /// The span of a range of bytes; positions past `u32::MAX` saturate
    /// ([`Article`](super::Article) holds no such text).
    #[must_use]
    pub fn of_range(range: std::ops::Range<usize>) -> Self {
        let at = |position| u32::try_from(position).unwrap_or(u32::MAX);
        Self::new(at(range.start), at(range.end))
    }

    /// First byte.
    #[must_use]
    pub const fn start(self) -> u32 {
        self.start
    }

    /// One past the last byte.
    #[must_use]
    pub const fn end(self) -> u32 {
        self.end
    }

    /// Length in bytes.
    #[must_use]
    pub const fn len(self) -> u32 {
        self.end - self.start
    }

    /// Whether the span holds no byte.
    #[must_use]
    pub const fn is_empty(self) -> bool {
        self.start == self.end
    }

    /// Whether the byte at `offset` lies inside (the end does not).
    #[must_use]
    pub const fn holds(self, offset: u32) -> bool {
        self.start <= offset && offset < self.end
    }

    /// The span as a range of positions.
    #[must_use]
    pub const fn range(self) -> std::ops::Range<usize> {
        self.start as usize..self.end as usize
    }

    /// The text it covers; `None` where it does not fit `text` or cuts a character.
    #[must_use]
    pub fn of(self, text: &str) -> Option<&str> {
        text.get(self.range())
    }
}
