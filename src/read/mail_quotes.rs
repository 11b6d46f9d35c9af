//! What a reply quotes of the message that it answers is not its own text.

use crate::lexicon::{Lexicon, List};

use super::mail_text::field;

// A mail program writes these words in its user's language, which nobody states.

/// Whether a subject says that its message answers another.
pub(super) fn is_reply(subject: Option<&str>) -> bool {
    let subject = subject.unwrap_or("").trim_start().to_lowercase();
    subject
        .split_once(':')
        .is_some_and(|(start, _)| Lexicon::of(None).holds(List::MailReply, start))
}

/// The text of a message without the lines that it quotes, the line that introduces them, and, in a
/// reply, a whole message below. What would leave nothing is left as it is.
pub(super) fn own_words(text: &str, reply: bool) -> String {
    let lines: Vec<&str> = text.lines().collect();
    let end = if reply { whole_message(&lines) } else { lines.len() };
    let lines = lines.get(..end).unwrap_or(&[]);
    let mut keep = vec![true; lines.len()];
    let mut at = 0;
    while at < lines.len() {
        let run = lines.iter().skip(at).take_while(|line| is_quoted(line)).count();
        if run == 0 {
            at += 1;
            continue;
        }
        let introduced = introduction(lines, at);
        // A single line may be a link of a newsletter ("> Read more").
        if run > 1 || introduced.is_some() || reply {
            let from = introduced.unwrap_or(at);
            for slot in keep.iter_mut().take(at + run).skip(from) {
                *slot = false;
            }
        }
        at += run;
    }
    // A program may hide the quotation and leave its introduction.
    if reply {
        let last = lines.iter().rposition(|line| !line.trim().is_empty());
        if let Some(from) = last.and_then(|last| introduction(lines, last + 1)) {
            keep.iter_mut().skip(from).for_each(|slot| *slot = false);
        }
    }
    let own: Vec<&str> =
        lines.iter().zip(&keep).filter(|(_, keep)| **keep).map(|(line, _)| *line).collect();
    if own.iter().all(|line| line.trim().is_empty()) {
        return text.to_owned();
    }
    if own.len() == text.lines().count() { text.to_owned() } else { own.join("\n") }
}

fn is_quoted(line: &str) -> bool {
    line.trim_start().starts_with('>')
}

/// Where the line (or the two) begins that introduces the quotation at `at`.
fn introduction(lines: &[&str], at: usize) -> Option<usize> {
    let before = lines.get(..at)?;
    let last = before.iter().rposition(|line| !line.trim().is_empty())?;
    if at - last > 2 {
        return None;
    }
    let line = before.get(last)?.trim();
    if !line.ends_with([':', '：']) || line.len() > 200 {
        return None;
    }
    let wrote = |text: &str| Lexicon::of(None).mentions(List::MailWrote, text);
    let dated = |text: &str| text.contains(|c: char| c.is_ascii_digit()) || text.contains('@');
    if wrote(line) && dated(line) {
        return Some(last);
    }
    // "On Tue, 5 May 2026 at 10:00, Jane Roe <jane@roe.example>" / "wrote:"
    let above = last.checked_sub(1).and_then(|at| before.get(at)).filter(|line| {
        wrote(before.get(last).copied().unwrap_or("")) && dated(line) && line.len() < 200
    });
    above.map(|_| last - 1)
}

/// Where a whole message begins that a reply holds below its own text: at its rule, or at three
/// fields of its head.
fn whole_message(lines: &[&str]) -> usize {
    let mut begun = false;
    for (at, line) in lines.iter().enumerate() {
        let bare = line.trim().trim_matches(['-', '_', ' ', '*']).to_lowercase().replace('’', "'");
        let rule = Lexicon::of(None).holds(List::MailOriginal, &bare);
        let head = || {
            lines
                .iter()
                .skip(at)
                .filter(|line| !line.trim().is_empty())
                .take(4)
                .filter(|l| field(l))
                .count()
                >= 3
        };
        if begun && (rule || field(line) && head()) {
            return at;
        }
        begun |= !line.trim().is_empty();
    }
    lines.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quotations_go() {
        for (text, reply, expected) in [
            ("Own.\n\nOn Tue, 5 May 2026, Post wrote:\n> Old.\n> More.", true, "Own."),
            (
                "Own.\n\nOn Tue, 5 May 2026 at 10:00, Post <n@p.example>\nwrote:\n\n> Old.\n> More.",
                true,
                "Own.",
            ),
            ("Am 05.05.26 um 10:00 schrieb Post:\n> Alt.\n> Mehr.\n\nNeu.", true, "Neu."),
            ("Le 5 mai 2026 à 10:00, Post a écrit :\n> Vieux.\n\nNeuf.", true, "Neuf."),
            ("Own.\n\nOn Tue, 5 May 2026, Post wrote:", true, "Own."),
            (
                "Own.\n\n-----Original Message-----\nFrom: A\nSent: B\nSubject: C\n\nOld.",
                true,
                "Own.",
            ),
            (
                "Eigenes.\n\n-----Ursprüngliche Nachricht-----\nVon: A\nGesendet: B\n\nAlt.",
                true,
                "Eigenes.",
            ),
            (
                "Own.\n\nFrom: A <a@b.example>\nSent: Tuesday\nTo: C\nSubject: D\n\nOld.",
                true,
                "Own.",
            ),
            ("The mayor wrote:\n\nNews of 5 May.", false, "The mayor wrote:\n\nNews of 5 May."),
            ("News.\n> Read more\nMore news.", false, "News.\n> Read more\nMore news."),
            ("> All of it\n> is quoted.", false, "> All of it\n> is quoted."),
            ("", true, ""),
        ] {
            assert_eq!(own_words(text, reply).trim(), expected, "{text}");
        }
        assert!(is_reply(Some("Re: x")) && is_reply(Some("AW: x")) && !is_reply(Some("Fwd: x")));
    }
}
