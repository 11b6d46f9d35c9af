//! What is wrong in a configuration, with its place, and what was probably meant.

use std::fmt;

/// One thing that is wrong.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Problem {
    /// Line in the file, from 1.
    pub line: usize,
    /// Column in characters, from 1.
    pub column: usize,
    /// What is wrong, and where it helps what is possible.
    pub message: String,
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}: {}", self.line, self.column, self.message)
    }
}

/// Line and column, from 1, of a byte offset in a text.
pub fn place(text: &str, offset: usize) -> (usize, usize) {
    let mut end = offset.min(text.len());
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    let before = text.get(..end).unwrap_or("");
    let line = before.matches('\n').count() + 1;
    let start = before.rfind('\n').map_or(0, |at| at + 1);
    (line, before.get(start..).unwrap_or("").chars().count() + 1)
}

/// The name most like `given`, when one is near enough to be meant.
pub fn nearest<'n>(given: &str, names: impl IntoIterator<Item = &'n str>) -> Option<&'n str> {
    let given = given.to_lowercase();
    let near = (given.chars().count() / 3).clamp(1, 3);
    names
        .into_iter()
        .map(|name| (distance(&given, &name.to_lowercase()), name))
        .filter(|&(distance, _)| distance <= near)
        .min()
        .map(|(_, name)| name)
}

/// Letters to add, leave out, change or swap with their neighbour (optimal string alignment).
fn distance(a: &str, b: &str) -> usize {
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    let mut rows: Vec<Vec<usize>> = vec![(0..=b.len()).collect()];
    for (i, x) in a.iter().enumerate() {
        let mut row = vec![i + 1];
        for (j, y) in b.iter().enumerate() {
            let mut least =
                (rows[i][j + 1] + 1).min(row[j] + 1).min(rows[i][j] + usize::from(x != y));
            if i > 0 && j > 0 && a[i - 1] == *y && *x == b[j - 1] {
                least = least.min(rows[i - 1][j - 1] + 1);
            }
            row.push(least);
        }
        rows.push(row);
    }
    rows[a.len()][b.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_lines_and_characters() {
        let text = "a = 1\nü = 2\n";
        assert_eq!(place(text, 0), (1, 1));
        assert_eq!(place(text, 6), (2, 1));
        assert_eq!(place(text, 9), (2, 3));
        assert_eq!(place(text, 7), (2, 1), "inside a character");
        assert_eq!(place(text, 999), (3, 1));
    }

    #[test]
    fn what_was_meant_is_near() {
        let names = ["timezone", "length", "method", "language"];
        for (given, meant) in [
            ("timezon", Some("timezone")),
            ("time_zone", Some("timezone")),
            ("lenght", Some("length")),
            ("LENGTH", Some("length")),
            ("colour", None),
            ("x", None),
        ] {
            assert_eq!(nearest(given, names), meant, "{given}");
        }
    }
}
