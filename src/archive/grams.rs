//! Words that SQLite's tokenizer does not find: those of scripts without spaces, by pairs of
//! letters, and spellings of one word ("ß" and "ss", half and full width).
//!
//! A text that has such letters stands a second time in the table `grams`, rewritten: every two
//! neighbours of a run of Chinese, Japanese, Korean, Thai, Lao, Khmer or Burmese letters are one
//! token, and the last letter of a run another. A word of two letters is then one token and a
//! longer one a phrase, so both are found inside any sentence; pairs need no dictionary and cost
//! about twice the letters (Manning, Raghavan, Schütze 2008, section 2.2.4).

use rusqlite::{Connection, Transaction, params};
use unicode_normalization::UnicodeNormalization as _;

/// Whether a letter is of a script in which a word may stand inside a row of letters.
const fn is_joined(c: char) -> bool {
    matches!(c,
        '\u{0e00}'..='\u{0eff}' | '\u{1000}'..='\u{109f}' | '\u{1100}'..='\u{11ff}' | '\u{1780}'..='\u{17ff}'
        | '\u{3005}'..='\u{3007}' | '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}'
        | '\u{ac00}'..='\u{d7a3}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}')
}

/// Whether a letter has a second spelling, or none that the tokenizer knows.
const fn is_odd(c: char) -> bool {
    is_joined(c) || matches!(c, 'ß' | 'ẞ' | '\u{ff01}'..='\u{ffef}' | '\u{fb00}'..='\u{fb06}')
}

/// Whether a text is rewritten at all.
pub(super) fn needs(text: &str) -> bool {
    !text.is_ascii() && text.chars().any(is_odd)
}

/// One letter as a part of a token: five digits, so that all are of one length.
fn code(c: char) -> String {
    format!("{:05x}", u32::from(c))
}

/// A run of joined letters as tokens: its pairs, and its last letter where `last`.
fn push_run(run: &[char], last: bool, out: &mut String) {
    for pair in run.windows(2) {
        if let [a, b] = pair {
            out.push_str(&format!(" zq{}{}", code(*a), code(*b)));
        }
    }
    if let Some(end) = run.last().filter(|_| last) {
        out.push_str(&format!(" zq{}", code(*end)));
    }
    out.push(' ');
}

/// A text rewritten for the table.
pub(super) fn rewritten(text: &str) -> String {
    rewrite(text, true)
}

fn rewrite(text: &str, last: bool) -> String {
    let mut out = String::with_capacity(text.len() * 2);
    let mut run: Vec<char> = Vec::new();
    for c in text.nfkc() {
        if is_joined(c) {
            run.push(c);
            continue;
        }
        if !run.is_empty() {
            push_run(&run, true, &mut out);
            run.clear();
        }
        match c {
            'ß' => out.push_str("ss"),
            'ẞ' => out.push_str("SS"),
            c => out.push(c),
        }
    }
    if !run.is_empty() {
        push_run(&run, last, &mut out);
    }
    out
}

/// What is looked for, in FTS5's language: one phrase, and whether the word may go on.
pub(super) fn term(text: &str, prefix: bool) -> String {
    let letters: Vec<char> = text.nfkc().collect();
    // A single letter begins a pair or ends a run.
    if let [only] = letters.as_slice()
        && is_joined(*only)
    {
        return format!("\"zq{}\"*", code(*only));
    }
    // A run at the end may go on, whether asked to or not.
    let joined = letters.last().is_some_and(|c| is_joined(*c));
    let alone = joined && letters.iter().rev().take_while(|c| is_joined(**c)).count() == 1;
    let phrase = rewrite(text, alone);
    format!("\"{}\"{}", phrase.trim(), if prefix && !joined || alone { "*" } else { "" })
}

/// Puts an article's words into the table where they need it.
pub(super) fn add(
    transaction: &Transaction<'_>,
    n: i64,
    columns: [&str; 4],
) -> rusqlite::Result<()> {
    if !columns.iter().any(|text| needs(text)) {
        return Ok(());
    }
    let [title, byline, publisher, text] = columns.map(rewritten);
    transaction
        .prepare_cached(
            "INSERT INTO grams (rowid, title, byline, publisher, text) VALUES (?1, ?2, ?3, ?4, ?5)",
        )?
        .execute(params![n, title, byline, publisher, text])?;
    Ok(())
}

/// Takes an article's words out of the table.
pub(super) fn remove(transaction: &Transaction<'_>, n: i64) -> rusqlite::Result<()> {
    transaction.prepare_cached("DELETE FROM grams WHERE rowid = ?1")?.execute([n])?;
    Ok(())
}

/// Fills the table of an archive that was made before there was one.
pub(super) fn fill(transaction: &Transaction<'_>) -> rusqlite::Result<()> {
    visit(transaction, |n, columns| add(transaction, n, columns))
}

/// The articles that should be in the table and are not, or the other way round.
pub(super) fn wrong(connection: &Connection) -> rusqlite::Result<Vec<i64>> {
    let mut has =
        connection.prepare("SELECT EXISTS (SELECT 1 FROM grams_docsize WHERE id = ?1)")?;
    let mut wrong = Vec::new();
    visit(connection, |n, columns| {
        let wanted = columns.iter().any(|text| needs(text));
        if has.query_row([n], |row| row.get::<_, bool>(0))? != wanted {
            wrong.push(n);
        }
        Ok(())
    })?;
    Ok(wrong)
}

fn visit(
    connection: &Connection,
    mut take: impl FnMut(i64, [&str; 4]) -> rusqlite::Result<()>,
) -> rusqlite::Result<()> {
    let mut statement =
        connection.prepare("SELECT n, title, byline, publisher, text FROM articles ORDER BY n")?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let text = |column| -> rusqlite::Result<&str> {
            Ok(row.get_ref(column)?.as_str_or_null()?.unwrap_or(""))
        };
        take(row.get(0)?, [text(1)?, text(2)?, text(3)?, text(4)?])?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn runs_become_pairs() {
        let tokens = rewritten("AI大桥!");
        let tokens: Vec<&str> = tokens.split_whitespace().collect();
        assert_eq!(tokens, ["AI", "zq0592706865", "zq06865", "!"]);
        assert_eq!(rewritten("Straße"), "Strasse");
        assert_eq!(rewritten("ﾌｪﾘｰ"), rewritten("フェリー"));
        assert!(!needs("café") && needs("Straße") && needs("เรือ") && needs("여객선"));
        assert_eq!(term("大桥", false), "\"zq0592706865\"");
        assert_eq!(term("桥", false), "\"zq06865\"*");
        assert_eq!(term("straße", true), "\"strasse\"*");
        assert_eq!(term("ferry", false), "\"ferry\"");
    }
}
