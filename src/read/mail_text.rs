//! The plain text of messages: lines joined to paragraphs again, forwarded messages found in it.

use super::draft::{Draft, Stated};
use crate::lexicon::{Lexicon, List};

/// What a message says of its line breaks (RFC 3676).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Flow {
    /// Nothing.
    Fixed,
    /// A space before a line break means that the line goes on.
    Flowed,
    /// A space before a line break means that the line goes on, and is no part of the text.
    Joined,
}

/// Joins lines that were broken to fit a width: by RFC 3676 where the message says so, else where
/// the next word would not have fitted. Cuts the signature off, and addresses that stand on lines
/// of their own.
pub(super) fn reflow(text: &str, flow: Flow) -> String {
    let flowed = flow != Flow::Fixed;
    let lines: Vec<&str> = text
        .lines()
        .take_while(|line| *line != "-- ")
        .map(|line| if flowed { line.strip_prefix(' ').unwrap_or(line) } else { line.trim_end() })
        .filter(|line| !is_address(line))
        .collect();
    let width = width(&lines);
    let mut out = String::with_capacity(text.len());
    for (index, line) in lines.iter().enumerate() {
        let next = lines.get(index + 1).copied().unwrap_or("");
        let soft = flow == Flow::Joined && line.ends_with(' ');
        out.push_str(match line.strip_suffix(' ') {
            Some(text) if soft => text,
            _ => line.trim_end(),
        });
        let joined = !line.trim().is_empty()
            && !next.trim().is_empty()
            && if flowed {
                line.ends_with(' ')
            } else {
                width.is_some_and(|width| breaks(line, next, width))
            };
        match (joined, soft) {
            (true, true) => {}
            (true, false) => out.push(' '),
            (false, _) => out.push('\n'),
        }
    }
    let mut text = out.trim().to_owned();
    while text.contains("\n\n\n") {
        text = text.replace("\n\n\n", "\n\n");
    }
    text
}

fn is_address(line: &str) -> bool {
    let line = line.trim().trim_matches(['<', '>', '(', ')', '[', ']']);
    (line.starts_with("http://") || line.starts_with("https://")) && !line.contains(' ')
}

/// The width that a text was broken to; `None` when it has long lines and so was not.
fn width(lines: &[&str]) -> Option<usize> {
    let longest = lines.iter().map(|line| line.chars().count()).max()?;
    (40..=100).contains(&longest).then_some(longest)
}

/// Whether a line was ended because the next word did not fit.
fn breaks(line: &str, next: &str, width: usize) -> bool {
    let word = next.split_whitespace().next().map_or(0, |word| word.chars().count());
    let listed =
        next.starts_with(['-', '*', '•', '>', ' ', '\t', '|', '#']) || line.starts_with('>');
    !listed && line.chars().count() + 1 + word > width
}

/// Fields in the head of a message that is forwarded in a text. The program that forwards names
/// them in its user's language, which nobody states.
const FIELDS: [(List, Slot); 4] = [
    (List::MailFrom, Slot::From),
    (List::MailSubject, Slot::Subject),
    (List::MailDate, Slot::Date),
    (List::MailOther, Slot::Other),
];

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Slot {
    From,
    Subject,
    Date,
    Other,
}

fn slot(line: &str) -> Option<(Slot, &str)> {
    let line = line.trim().trim_start_matches(['>', ' ', '*']);
    let (name, value) = line.split_once(':')?;
    let name = name.trim().trim_end_matches('*').to_lowercase();
    let names = Lexicon::of(None);
    let (_, slot) = FIELDS.iter().find(|(list, _)| names.holds(*list, &name))?;
    Some((*slot, value.trim().trim_start_matches('*').trim()))
}

/// Whether a line is a field in the head of a message.
pub(super) fn field(line: &str) -> bool {
    slot(line).is_some_and(|(_, value)| !value.is_empty())
}

/// How much a person may write above a forwarded message for it still to be the real one, in
/// characters.
const COVER_NOTE: usize = 400;

/// The message that a text forwards: what its head says, and its text. `None` when it forwards
/// none, or has much to say itself.
pub(super) fn forwarded(text: &str) -> Option<(Draft, String)> {
    let mut at = 0;
    let mut head = None;
    let mut lines = text.split_inclusive('\n').peekable();
    for line in lines.by_ref() {
        let trimmed = line.trim();
        let rule = trimmed.starts_with("--") && trimmed.contains(char::is_alphabetic)
            || trimmed.to_lowercase().starts_with("begin forwarded message");
        if rule && text.get(..at).unwrap_or("").chars().count() <= COVER_NOTE {
            head = Some(at + line.len());
            break;
        }
        at += line.len();
        if at > 8 * COVER_NOTE {
            break;
        }
    }
    let mut draft = Draft::default();
    let mut at = head?;
    let mut fields = 0;
    for line in text.get(at..)?.split_inclusive('\n').take(12) {
        match slot(line) {
            Some((slot, value)) => {
                fields += 1;
                match slot {
                    Slot::From => draft.publisher = sender(value),
                    Slot::Subject => draft.title = Some(value.to_owned()),
                    Slot::Date => draft.date = Some(Stated::Text(value.to_owned())),
                    Slot::Other => {}
                }
            }
            None if line.trim().is_empty() && fields == 0 => {}
            None => break,
        }
        at += line.len();
    }
    let body = text.get(at..)?.trim();
    (fields >= 2 && draft.title.is_some() && !body.is_empty()).then(|| (draft, body.to_owned()))
}

/// The name in `Name <address>`, or else the address.
fn sender(value: &str) -> Option<String> {
    let name = value.split('<').next()?.trim().trim_matches('"').trim();
    let name = if name.is_empty() { value.trim_matches(['<', '>']) } else { name };
    (!name.is_empty()).then(|| name.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn broken_lines_are_joined() {
        let wrapped = "TAMIRAD (Norpress) — Kharvistan's opposition leader, Daria Velkhan, was\ndetained outside the Constitutional Court on Thursday and released five\nhours later without charge.\n\nHeading\nIt is short.\n";
        assert_eq!(
            reflow(wrapped, Flow::Fixed),
            "TAMIRAD (Norpress) — Kharvistan's opposition leader, Daria Velkhan, was detained outside the Constitutional Court on Thursday and released five hours later without charge.\n\nHeading\nIt is short."
        );
        let long = format!("{}\nnext line\n", "word ".repeat(60));
        assert!(reflow(&long, Flow::Fixed).contains("word\nnext"));
        assert_eq!(reflow("one \ntwo\nthree", Flow::Flowed), "one two\nthree");
        assert_eq!(reflow("one  \ntwo cross \ning", Flow::Joined), "one two crossing");
        assert_eq!(reflow("a\n<https://x.example/y>\nb", Flow::Fixed), "a\nb");
    }

    #[test]
    fn forwarded_heads() {
        let text = "-------- Weitergeleitete Nachricht --------\nBetreff: Titel\nDatum: 4. Mai 2026\nVon: Blatt <b@b.example>\nAn: mich\n\nDer Text.";
        let (draft, body) = forwarded(text).unwrap();
        assert_eq!(
            (draft.title.as_deref(), draft.publisher.as_deref(), body.as_str()),
            (Some("Titel"), Some("Blatt"), "Der Text.")
        );
        assert!(forwarded("Plain text\n---\nmore").is_none());
        assert!(
            forwarded(&format!(
                "{}\n---- Forwarded ----\nFrom: a\nSubject: b\n\nc",
                "long. ".repeat(100)
            ))
            .is_none()
        );
    }
}
