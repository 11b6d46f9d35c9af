//! Characters that no article is made of: controls, terminal sequences, direction overrides,
//! invisible letters.
//!
//! They are removed once, at the door, so that no later room has to fear them: a terminal, a mail
//! header and a web page each have their own way of being fooled by them. What stays are all
//! printing characters, line feeds, tabs, carriage returns before line feeds, and the joiners that
//! scripts and emoji need.

use std::borrow::Cow;

/// The longest terminal sequence that is removed as a whole, in bytes.
const SEQUENCE: usize = 512;

/// The text without characters that do not belong in any; borrowed when there are none.
pub(super) fn tidy(text: &str) -> Cow<'_, str> {
    let Some(first) = next_odd(text.as_bytes(), 0) else {
        return Cow::Borrowed(text);
    };
    let mut out = String::with_capacity(text.len());
    let mut done = 0;
    let mut at = Some(first);
    let mut in_emoji = false;
    // Quotation marks of Windows-1252 among the control characters: so is the ellipsis.
    let windows = text.chars().any(|c| matches!(c, '\u{91}'..='\u{97}'));
    while let Some(start) = at {
        let kept = text.get(done..start).unwrap_or("");
        out.push_str(kept);
        let rest = text.get(start..).unwrap_or("");
        let Some(character) = rest.chars().next() else { break };
        let width = character.len_utf8();
        let mut length = width;
        match character {
            '\r' if rest.as_bytes().get(1) == Some(&b'\n') => out.push('\r'),
            '\u{85}' if windows => out.push('…'),
            '\r' | '\u{b}' | '\u{c}' | '\u{85}' => out.push('\n'),
            '\u{2028}' => out.push('\n'),
            '\u{2029}' => out.push_str("\n\n"),
            '\u{1b}' | '\u{9b}' | '\u{9d}' | '\u{90}' => match sequence(rest) {
                Some(whole) => length = whole,
                None => out.extend(windows_1252(character)),
            },
            '\u{80}'..='\u{9f}' => out.extend(windows_1252(character)),
            // Tag characters spell invisible words; only a flag may carry them.
            '\u{e0020}'..='\u{e007f}' => {
                let flag = in_emoji && kept.is_empty() || kept.ends_with('\u{1f3f4}');
                in_emoji = flag;
                if flag {
                    out.push(character);
                }
            }
            _ if odd(character) => {}
            _ => out.push(character),
        }
        done = start + length;
        at = next_odd(text.as_bytes(), done);
    }
    out.push_str(text.get(done..).unwrap_or(""));
    Cow::Owned(out)
}

/// What a C1 control character stands for in text that was decoded as Latin-1 and is Windows-1252.
fn windows_1252(c: char) -> Option<char> {
    let at = u32::from(c).checked_sub(0x80)?;
    let meant = super::entities::WINDOWS_1252.get(usize::try_from(at).ok()?).copied()?;
    (meant != '\u{fffd}').then_some(meant)
}

/// One line of metadata: tidy, white space collapsed, cut at a word boundary after at most `most`
/// characters.
pub(super) fn line(text: &str, most: usize) -> Option<String> {
    let text = tidy(text);
    let mut out = String::new();
    let mut left = most;
    for word in text.split_whitespace() {
        let long = word.chars().count() + usize::from(!out.is_empty());
        if long > left {
            if out.is_empty() {
                out.extend(word.chars().take(left));
            }
            break;
        }
        left -= long;
        if !out.is_empty() {
            out.push(' ');
        }
        out.push_str(word);
    }
    (!out.is_empty()).then_some(out)
}

/// Whether nothing in the text prints.
pub(super) fn is_blank(text: &str) -> bool {
    text.chars().all(|c| {
        c.is_whitespace()
            || c.is_control()
            || odd(c)
            || matches!(
                c,
                '\u{200b}'
                    ..='\u{200f}'
                        | '\u{2800}'
                        | '\u{3164}'
                        | '\u{115f}'
                        | '\u{1160}'
                        | '\u{ffa0}'
                        | '\u{fffd}'
            )
    })
}

/// Characters that are dropped wherever they stand.
const fn odd(c: char) -> bool {
    matches!(c,
        '\0'..='\u{8}' | '\u{e}'..='\u{1f}' | '\u{7f}'..='\u{9f}'
        // Soft hyphen, word joiner and invisible operators, zero-width space, byte order mark.
        | '\u{ad}' | '\u{2060}'..='\u{2064}' | '\u{200b}' | '\u{feff}'
        // Direction overrides, embeddings and isolates; deprecated format characters; annotation
        // marks.
        | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{206f}' | '\u{fff9}'..='\u{fffb}'
        | '\u{e0000}'..='\u{e007f}' | '\u{fffe}' | '\u{ffff}' | '\u{fdd0}'..='\u{fdef}')
}

/// The next byte at or after `from` that may start a character to look at.
fn next_odd(bytes: &[u8], from: usize) -> Option<usize> {
    let mut at = from;
    while let Some(&byte) = bytes.get(at) {
        if LOOK[byte as usize] {
            let second = bytes.get(at + 1).copied().unwrap_or(0);
            let third = bytes.get(at + 2).copied().unwrap_or(0);
            let found = match byte {
                b'\r' => second != b'\n',
                0..=0x7f => true,
                0xc2 => second < 0xa0 || second == 0xad,
                0xe2 => match second {
                    0x80 => third == 0x8b || (0xa8..=0xae).contains(&third),
                    0x81 => (0xa0..=0xaf).contains(&third),
                    _ => false,
                },
                0xef => matches!(second, 0xb7 | 0xbb | 0xbf),
                0xf3 => second == 0xa0,
                _ => false,
            };
            if found {
                return Some(at);
            }
        }
        at += 1;
    }
    None
}

/// First bytes of characters that may have to go.
static LOOK: [bool; 256] = {
    let mut table = [false; 256];
    let mut byte = 0;
    while byte < 256 {
        table[byte] = byte < 0x20 && byte != 0x09 && byte != 0x0a || byte == 0x7f;
        byte += 1;
    }
    table[0xc2] = true;
    table[0xe2] = true;
    table[0xef] = true;
    table[0xf3] = true;
    table
};

/// Length of the terminal sequence that the text starts with (ECMA-48: CSI, or a control string
/// with its terminator on the same line).
fn sequence(text: &str) -> Option<usize> {
    let mut characters = text.char_indices();
    let (_, first) = characters.next()?;
    let kind = if first == '\u{1b}' { characters.next()?.1 } else { first };
    match kind {
        '[' | '\u{9b}' => characters
            .take(64)
            .find(|(_, c)| !matches!(c, '\u{20}'..='\u{3f}'))
            .filter(|(_, c)| matches!(c, '\u{40}'..='\u{7e}'))
            .map(|(at, _)| at + 1),
        ']' | 'P' | '_' | '^' | 'X' | '\u{9d}' | '\u{90}' => {
            let mut escape = false;
            for (at, c) in characters.take(SEQUENCE) {
                match c {
                    '\u{7}' | '\u{9c}' => return Some(at + c.len_utf8()),
                    '\\' if escape => return Some(at + 1),
                    '\n' | '\r' => return None,
                    _ => escape = c == '\u{1b}',
                }
            }
            None
        }
        '\u{20}'..='\u{2f}' => characters.next().map(|(at, c)| at + c.len_utf8()),
        '0'..='~' => Some(2),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_goes_and_what_stays() {
        for (source, expected) in [
            ("plain — text\r\n\ttab", "plain — text\r\n\ttab"),
            ("a\rb\u{b}c\u{c}d\u{85}e\u{2028}f\u{2029}g", "a\nb\nc\nd\ne\nf\n\ng"),
            ("Tues\0day\u{8}\u{7f}", "Tuesday"),
            ("\u{93}don\u{92}t wait\u{94} \u{96} 5 \u{80}\u{85}", "“don’t wait” – 5 €…"),
            ("a\u{81}b\u{9b}", "ab›"),
            ("a\u{1b}[31;5mb\u{1b}[0m", "ab"),
            ("a\u{9b}2Jb", "ab"),
            ("a\u{1b}]0;PWNED\u{7}b\u{1b}]8;;http://x\u{1b}\\c", "abc"),
            ("a\u{1b}]never closed\nb", "a]never closed\nb"),
            ("a\u{1b}cb", "ab"),
            ("in\u{ad}spec\u{ad}tion \u{202e}evil\u{202c}", "inspection evil"),
            ("\u{feff}x\u{200b}y\u{2060}z", "xyz"),
            ("x\u{e0069}\u{e0067}y", "xy"),
            (
                "🏴\u{e0067}\u{e0062}\u{e0073}\u{e0063}\u{e0074}\u{e007f} ok",
                "🏴\u{e0067}\u{e0062}\u{e0073}\u{e0063}\u{e0074}\u{e007f} ok",
            ),
            ("👨\u{200d}👩 क्\u{200d}ष “q” … € é", "👨\u{200d}👩 क्\u{200d}ष “q” … € é"),
            ("ﬁ，、\u{1f600}", "ﬁ，、\u{1f600}"),
            ("", ""),
        ] {
            assert_eq!(tidy(source), expected, "{source:?}");
        }
        assert!(matches!(tidy("plain — text\r\n"), Cow::Borrowed(_)));
    }

    #[test]
    fn lines_are_cut_between_words() {
        assert_eq!(line("  a\n b\t c ", 10).as_deref(), Some("a b c"));
        assert_eq!(line("one two three", 9).as_deref(), Some("one two"));
        assert_eq!(line("üüüüü", 3).as_deref(), Some("üüü"));
        assert_eq!(line(" \u{feff} ", 9), None);
    }
}
