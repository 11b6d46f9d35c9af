//! Finding articles by their words.

use rusqlite::params;

use super::articles::{COLUMNS, Kept, kept};
use super::error::Fault;
use super::{Archive, ArchiveError, grams};

/// An article that a search found.
#[derive(Debug, Clone, PartialEq)]
pub struct Found {
    /// How well it fits (BM25 with headlines counting four times; higher is better).
    pub score: f64,
    /// The article.
    pub kept: Kept,
}

impl Archive {
    /// The `limit` articles that fit `query` best, best first, the later of two equals first.
    ///
    /// All words of a query must occur, in headline, author line, publisher or text, whatever their
    /// case and accents, and with "ß" or "ss". Chinese, Japanese, Korean, Thai, Lao, Khmer and
    /// Burmese words are found inside others. `"several words"` in quotation marks stand for
    /// exactly that, `word*` for all words that begin so, `-word` for its absence, `OR` between two
    /// for either.
    ///
    /// # Errors
    /// [`Fault::Search`] when the query holds no word to look for; see [`Fault`] for the rest.
    pub fn search(&self, query: &str, limit: usize) -> Result<Vec<Found>, ArchiveError> {
        let fail = |why| ArchiveError::new(self.path(), Fault::Search(why));
        let expressions = (
            expression(query, plain_term).map_err(fail)?,
            expression(query, grams::term).map_err(fail)?,
        );
        let limit = i64::try_from(limit).unwrap_or(i64::MAX);
        let find = || {
            let columns: Vec<String> =
                COLUMNS.split(", ").map(|name| format!("a.{}", name.trim())).collect();
            let mut statement = self.connection.prepare_cached(&format!(
                "SELECT {}, min(f.score) AS best FROM (
                     SELECT rowid AS n, bm25(words, 4.0, 1.0, 1.0, 1.0) AS score FROM words WHERE words MATCH ?1
                     UNION ALL
                     SELECT rowid, bm25(grams, 4.0, 1.0, 1.0, 1.0) FROM grams WHERE grams MATCH ?3
                 ) f JOIN articles a ON a.n = f.n
                 GROUP BY a.n ORDER BY best, a.moment DESC, a.id LIMIT ?2",
                columns.join(", ")
            ))?;
            let rows = statement
                .query_map(params![expressions.0, limit, expressions.1], |row| {
                    Ok(Found { score: -row.get::<_, f64>(19)?, kept: kept(row)? })
                })?;
            rows.collect::<rusqlite::Result<_>>()
        };
        find().map_err(|error| self.fault(error))
    }
}

/// One piece of a query.
#[derive(Debug, PartialEq, Eq)]
enum Piece {
    Or,
    Words { text: String, prefix: bool, absent: bool },
}

/// Takes a query apart: words and what stands in quotation marks.
fn pieces(query: &str) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let mut rest = query.trim_start();
    while let Some(first) = rest.chars().next() {
        let absent = first == '-';
        if absent {
            rest = rest.get(1..).unwrap_or("");
        }
        let quoted = rest.strip_prefix(['"', '“', '„', '”']);
        let (text, after) = match quoted {
            Some(inner) => {
                let end = inner.find(['"', '”', '“']).unwrap_or(inner.len());
                let (text, after) = inner.split_at(end);
                (text, after.trim_start_matches(['"', '”', '“']))
            }
            None => {
                let end = rest.find(|c: char| c.is_whitespace() || c == '"').unwrap_or(rest.len());
                rest.split_at(end)
            }
        };
        let (after, starred) = match after.strip_prefix('*') {
            Some(after) if quoted.is_some() => (after, true),
            _ => (after, false),
        };
        rest = after.trim_start();
        if text == "OR" && quoted.is_none() && !absent {
            pieces.push(Piece::Or);
        } else if text.contains(char::is_alphanumeric) {
            let prefix = starred || quoted.is_none() && text.ends_with('*');
            pieces.push(Piece::Words { text: text.replace(['"', '*', '\0'], " "), prefix, absent });
        }
    }
    pieces
}

/// A term as it stands in the texts; a spelling without "ß" is one too.
fn plain_term(text: &str, prefix: bool) -> String {
    let star = if prefix { "*" } else { "" };
    let own = format!("\"{}\"{star}", text.trim());
    if !text.contains(['ß', 'ẞ']) {
        return own;
    }
    let other = text.trim().replace('ß', "ss").replace('ẞ', "SS");
    format!("({own} OR \"{other}\"{star})")
}

/// The query in FTS5's own language.
fn expression(query: &str, write: fn(&str, bool) -> String) -> Result<String, String> {
    let mut groups: Vec<Vec<String>> = Vec::new();
    let mut absent = Vec::new();
    let mut joins = false;
    for piece in pieces(query) {
        match piece {
            Piece::Or => joins = true,
            Piece::Words { text, prefix, absent: is_absent } => {
                let term = write(&text, prefix);
                match groups.last_mut() {
                    _ if is_absent => absent.push(term),
                    Some(group) if joins => group.push(term),
                    _ => groups.push(vec![term]),
                }
                joins = false;
            }
        }
    }
    if groups.is_empty() {
        return Err("it holds no word to look for".to_owned());
    }
    let all: Vec<String> = groups.iter().map(|group| format!("({})", group.join(" OR "))).collect();
    let present = all.join(" AND ");
    Ok(if absent.is_empty() {
        present
    } else {
        format!("({present}) NOT ({})", absent.join(" OR "))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn queries() {
        for (query, expected) in [
            ("ferry", Ok("(\"ferry\")")),
            ("  ferry  harbour ", Ok("(\"ferry\") AND (\"harbour\")")),
            ("\"night ferry\" crew", Ok("(\"night ferry\") AND (\"crew\")")),
            ("“night ferry”", Ok("(\"night ferry\")")),
            ("ferr* -strike", Ok("((\"ferr\"*)) NOT (\"strike\")")),
            ("ferry OR boat crew", Ok("(\"ferry\" OR \"boat\") AND (\"crew\")")),
            ("OR ferry OR", Ok("(\"ferry\")")),
            ("a\"b", Ok("(\"a\") AND (\"b\")")),
            (
                "NEAR(a b) {title}: x^2",
                Ok("(\"NEAR(a\") AND (\"b)\") AND (\"{title}:\") AND (\"x^2\")"),
            ),
            ("", Err(())),
            ("-ferry", Err(())),
            ("\"", Err(())),
            ("* ( ) ^ -", Err(())),
        ] {
            assert_eq!(
                expression(query, plain_term).map_err(|_| ()),
                expected.map(str::to_owned),
                "{query}"
            );
        }
    }
}
