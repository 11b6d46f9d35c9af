//! The pass over one line of text: marks, what stands around them, and the decision.

use super::characters::{
    Kind, LEADS, closes_bracket, closes_quote, dash, directs, goes_on, kind, opens, opens_wide,
};
use super::table::{LONGEST, Table};
use crate::text::paragraphs::{blank, trimmed};

/// Calls `push` with every sentence of `body`, a stretch without hard breaks.
pub(super) fn scan<'t>(body: &'t str, table: &Table, push: &mut impl FnMut(&'t str)) {
    let mut scanner = Scanner { body, table, sentence: 0, quotes: 0, counted: 0 };
    let mut at = 0;
    while let Some(found) =
        body.as_bytes().get(at..).and_then(|rest| rest.iter().position(|b| LEADS[usize::from(*b)]))
    {
        let Some(mark) = scanner.mark(at + found) else {
            at += found + 1;
            continue;
        };
        let (verdict, next) = scanner.judge(&mark);
        if let Some(end) = verdict {
            emit(body.get(scanner.sentence..end), push);
            scanner.sentence = end;
        }
        at = next;
    }
    emit(body.get(scanner.sentence..), push);
}

fn emit<'t>(sentence: Option<&'t str>, push: &mut impl FnMut(&'t str)) {
    let sentence = trimmed(sentence.unwrap_or(""));
    if !sentence.is_empty() {
        push(sentence);
    }
}

/// A run of marks: "?!", "...", "。".
#[derive(Debug, Clone, Copy)]
pub(super) struct Mark {
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) kind: Kind,
}

/// What stands between a mark and the next word.
#[derive(Debug, Clone, Copy)]
pub(super) struct Closing {
    /// Where a sentence that ends here would end.
    pub(super) end: usize,
    /// Where the next visible character stands.
    pub(super) next: usize,
    pub(super) quote: bool,
    pub(super) bracket: bool,
}

/// What comes after a mark, its closers and the space.
#[derive(Debug, Clone, Copy)]
pub(super) struct Follower {
    pub(super) kind: Next,
    /// Where its first letter or digit stands.
    pub(super) word: usize,
    /// A quotation opens before it.
    pub(super) quote: bool,
    /// Something else opens before it: a bracket, a bullet, "(...)".
    pub(super) opened: bool,
    /// A dash stands before it.
    pub(super) dash: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Next {
    End,
    Capital,
    Small,
    Caseless,
    Digit,
    /// Currency signs, emoji and the like.
    Sign,
    /// Punctuation that goes on with the sentence.
    GoesOn,
}

pub(super) struct Scanner<'t, 'a> {
    pub(super) body: &'t str,
    pub(super) table: &'a Table,
    /// Where the current sentence begins.
    pub(super) sentence: usize,
    /// How many straight double quotation marks stand before `counted`.
    quotes: usize,
    counted: usize,
}

/// Where the sentence ends, if it does; and where to look on.
pub(super) type Verdict = (Option<usize>, usize);

impl<'t> Scanner<'t, '_> {
    pub(super) fn char_at(&self, at: usize) -> Option<char> {
        match self.body.as_bytes().get(at) {
            Some(byte) if byte.is_ascii() => Some(char::from(*byte)),
            Some(_) => self.body.get(at..).and_then(|rest| rest.chars().next()),
            None => None,
        }
    }

    pub(super) fn char_before(&self, at: usize) -> Option<char> {
        self.body.get(..at).and_then(|before| before.chars().next_back())
    }

    /// The run of marks that begins at `start`, if one does.
    fn mark(&self, start: usize) -> Option<Mark> {
        let first = self.char_at(start)?;
        let mut found = kind(first)?;
        if matches!(first, ';')
            && !self
                .char_before(start)
                .is_some_and(|c| matches!(c, '\u{370}'..='\u{3ff}' | '\u{1f00}'..='\u{1fff}'))
        {
            return None;
        }
        let mut end = start + first.len_utf8();
        while let Some(c) = self.char_at(end) {
            let Some(next) = kind(c).filter(|_| c != ';') else { break };
            found = match (found, next) {
                (Kind::Full, _) | (_, Kind::Full) => Kind::Full,
                (Kind::Bang, _) | (_, Kind::Bang) => Kind::Bang,
                _ => Kind::Ellipsis,
            };
            end += c.len_utf8();
        }
        // Two full stops are one and a slip.
        if self.body.get(start..end) == Some("..") {
            found = Kind::Stop;
        }
        Some(Mark { start, end, kind: found })
    }

    /// Skips white space.
    pub(super) fn spaces(&self, mut at: usize) -> usize {
        while let Some(c) = self.char_at(at).filter(|c| blank(*c)) {
            at += c.len_utf8();
        }
        at
    }

    /// Quotation marks and brackets that close with the sentence, and the white space after them.
    pub(super) fn closing(&mut self, mark: &Mark) -> Closing {
        let mut closing = Closing { end: mark.end, next: mark.end, quote: false, bracket: false };
        while let Some(c) = self.char_at(closing.end) {
            if mark.kind == Kind::Full && opens_wide(c) {
                break;
            }
            if closes_quote(c) {
                closing.quote = true;
            } else if closes_bracket(c) {
                closing.bracket = true;
            } else if let Some(length) = self.note(closing.end) {
                closing.end += length;
                continue;
            } else if !matches!(c, '*' | '_') && !directs(c) {
                break;
            }
            closing.end += c.len_utf8();
        }
        closing.next = self.spaces(closing.end);
        // Closers after a space: « Non ! » and spaced quotation marks.
        while closing.next > closing.end {
            let Some(c) = self.char_at(closing.next) else { break };
            let after = closing.next + c.len_utf8();
            let free = self
                .char_at(after)
                .is_none_or(|c| blank(c) || goes_on(c) || matches!(c, '.' | '"' | '»' | '”'));
            match c {
                ')' | ']' | '}' => closing.bracket = true,
                '”' | '’' | '»' | '›' if free => closing.quote = true,
                '"' if free && self.quoted(closing.next) => closing.quote = true,
                '\'' if self.char_at(after) == Some('\'') => closing.quote = true,
                _ => break,
            }
            closing.end = if c == '\'' { after + 1 } else { after };
            closing.next = self.spaces(closing.end);
        }
        closing
    }

    /// The length of a reference after a sentence: "[12]".
    fn note(&self, at: usize) -> Option<usize> {
        let rest = self.body.as_bytes().get(at..)?.strip_prefix(b"[")?;
        let digits = rest.iter().take(4).take_while(|b| b.is_ascii_digit()).count();
        (digits > 0 && rest.get(digits) == Some(&b']')).then_some(digits + 2)
    }

    /// Whether a straight double quotation mark at `at` closes: an odd number stands before it.
    fn quoted(&mut self, at: usize) -> bool {
        if let Some(new) = self.body.as_bytes().get(self.counted..at) {
            self.quotes += memchr::memchr_iter(b'"', new).count();
            self.counted = at;
        }
        self.quotes % 2 == 1
    }

    pub(super) fn follower(&self, from: usize) -> Follower {
        let mut found =
            Follower { kind: Next::End, word: from, quote: false, opened: false, dash: false };
        // Openers pile up to a handful ("— „[…"); what piles higher is decoration.
        for _ in 0..8 {
            let Some(c) = self.char_at(found.word) else { return found };
            found.kind = if c.is_uppercase() {
                Next::Capital
            } else if c.is_lowercase() {
                self.small(&mut found)
            } else if c.is_numeric() {
                Next::Digit
            } else if c.is_alphabetic() {
                Next::Caseless
            } else if let Some(quote) = opens(c) {
                found.quote |= quote;
                found.opened |= !quote;
                found.word += c.len_utf8();
                continue;
            } else if let Some(length) = self.omission(found.word) {
                found.opened = true;
                found.word += length;
                continue;
            } else if c == ',' && self.char_at(found.word + 1) == Some(',') {
                found.quote = true;
                found.word += 2;
                continue;
            } else if dash(c) || blank(c) {
                found.dash |= dash(c);
                found.word += c.len_utf8();
                continue;
            } else if c == '.' || goes_on(c) {
                Next::GoesOn
            } else {
                Next::Sign
            };
            return found;
        }
        found.kind = Next::Sign;
        found
    }

    /// The length of "..." and what closes it, when it stands before a word: "(...) The".
    fn omission(&self, at: usize) -> Option<usize> {
        let rest = self.body.as_bytes().get(at..)?;
        let dots = rest.iter().take(6).take_while(|b| **b == b'.').count();
        let closer = rest.get(dots).is_some_and(|b| matches!(b, b')' | b']'));
        (dots >= 2).then_some(dots + usize::from(closer))
    }

    /// A word with a small first letter: a capital inside ("iPhone"), or after a Dutch clitic ("'s
    /// Avonds"), counts.
    fn small(&self, found: &mut Follower) -> Next {
        let mut chars = self.body.get(found.word..).unwrap_or("").chars();
        let (first, second, third) = (chars.next(), chars.next(), chars.next());
        if second.is_some_and(char::is_uppercase) {
            return Next::Capital;
        }
        let rest = self.body.get(found.word..).unwrap_or("");
        if ["http://", "https://", "www."].iter().any(|scheme| rest.starts_with(scheme)) {
            return Next::Sign;
        }
        // The pronoun of hasty writers of English.
        if self.table.english
            && first == Some('i')
            && second.is_some_and(|c| matches!(c, ' ' | '\'' | '’'))
        {
            return Next::Capital;
        }
        let clitic = matches!(first, Some('s' | 't' | 'k' | 'n'))
            && second == Some(' ')
            && third.is_some_and(char::is_uppercase)
            && matches!(self.char_before(found.word), Some('\'' | '’' | '‘'));
        if clitic { Next::Capital } else { Next::Small }
    }

    /// The word that begins at `at`, letters only; empty when it is longer than anything listed.
    pub(super) fn word(&self, at: usize) -> &'t str {
        let rest = self.body.get(at..).unwrap_or("");
        let end =
            rest.char_indices().take(LONGEST).find(|(_, c)| !c.is_alphabetic()).map(|(end, _)| end);
        let end = end.or_else(|| (rest.len() <= LONGEST).then_some(rest.len()));
        rest.get(..end.unwrap_or(0)).unwrap_or("")
    }

    /// Whether the word at `at` opens sentences: listed, and no initial.
    pub(super) fn starter(&self, at: usize) -> bool {
        let word = self.word(at);
        if word.is_empty() {
            return false;
        }
        let after = at + word.len();
        match self.char_at(after) {
            Some('\'') => {
                self.body.get(at..=after).is_some_and(|elided| self.table.starter(elided))
                    || self.table.starter(word)
            }
            Some('’') => {
                let mut elided = [0; LONGEST * 4 + 1];
                let spelled = elided.get_mut(..=word.len()).and_then(|room| {
                    let (letters, apostrophe) = room.split_at_mut(word.len());
                    letters.copy_from_slice(word.as_bytes());
                    apostrophe.copy_from_slice(b"'");
                    std::str::from_utf8(room).ok()
                });
                spelled.is_some_and(|elided| self.table.starter(elided)) || self.table.starter(word)
            }
            Some('.') if word.chars().nth(1).is_none() => false,
            _ => self.table.starter(word),
        }
    }
}
