//! The pass over one line of text: marks, what stands around them, and the decision.

use super::characters::{
    Kind, LEADS, closes_bracket, closes_quote, dash, goes_on, kind, opens, spaceless, vowel,
};
use super::table::{Class, LONGEST, Listed, Table};
use super::token::{Shape, Token, roman};
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
struct Mark {
    start: usize,
    end: usize,
    kind: Kind,
}

/// What stands between a mark and the next word.
#[derive(Debug, Clone, Copy)]
struct Closing {
    /// Where a sentence that ends here would end.
    end: usize,
    /// Where the next visible character stands.
    next: usize,
    quote: bool,
    bracket: bool,
}

/// What comes after a mark, its closers and the space.
#[derive(Debug, Clone, Copy)]
struct Follower {
    kind: Next,
    /// Where its first letter or digit stands.
    word: usize,
    /// A quotation opens before it.
    quote: bool,
    /// Something else opens before it: a bracket, a bullet, "(...)".
    opened: bool,
    /// A dash stands before it.
    dash: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Next {
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

/// Letters from which on an unlisted word before a small letter is no abbreviation.
const PLAIN: usize = 5;

struct Scanner<'t, 'a> {
    body: &'t str,
    table: &'a Table,
    /// Where the current sentence begins.
    sentence: usize,
    /// How many straight double quotation marks stand before `counted`.
    quotes: usize,
    counted: usize,
}

/// Where the sentence ends, if it does; and where to look on.
type Verdict = (Option<usize>, usize);

impl<'t> Scanner<'t, '_> {
    fn char_at(&self, at: usize) -> Option<char> {
        match self.body.as_bytes().get(at) {
            Some(byte) if byte.is_ascii() => Some(char::from(*byte)),
            Some(_) => self.body.get(at..).and_then(|rest| rest.chars().next()),
            None => None,
        }
    }

    fn char_before(&self, at: usize) -> Option<char> {
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
    fn spaces(&self, mut at: usize) -> usize {
        while let Some(c) = self.char_at(at).filter(|c| blank(*c)) {
            at += c.len_utf8();
        }
        at
    }

    /// Quotation marks and brackets that close with the sentence, and the white space after them.
    fn closing(&mut self, mark: &Mark) -> Closing {
        let mut closing = Closing { end: mark.end, next: mark.end, quote: false, bracket: false };
        while let Some(c) = self.char_at(closing.end) {
            if closes_quote(c) {
                closing.quote = true;
            } else if closes_bracket(c) {
                closing.bracket = true;
            } else if let Some(length) = self.note(closing.end) {
                closing.end += length;
                continue;
            } else if !matches!(c, '*' | '_') {
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

    fn follower(&self, from: usize) -> Follower {
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

    /// A word with a small first letter: a capital inside ("iPhone"), or after a Dutch clitic ("'s Avonds"), counts.
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
    fn word(&self, at: usize) -> &'t str {
        let rest = self.body.get(at..).unwrap_or("");
        let end =
            rest.char_indices().take(LONGEST).find(|(_, c)| !c.is_alphabetic()).map(|(end, _)| end);
        let end = end.or_else(|| (rest.len() <= LONGEST).then_some(rest.len()));
        rest.get(..end.unwrap_or(0)).unwrap_or("")
    }

    /// Whether the word at `at` opens sentences: listed, and no initial.
    fn starter(&self, at: usize) -> bool {
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

    /// The decision.
    fn judge(&mut self, mark: &Mark) -> Verdict {
        // Most full stops of numbers, addresses and abbreviations stop here.
        if mark.kind == Kind::Stop
            && self.body.as_bytes().get(mark.end).is_some_and(u8::is_ascii_alphanumeric)
        {
            return if self.glued(mark) { (Some(mark.end), mark.end) } else { (None, mark.end) };
        }
        let closing = self.closing(mark);
        let stay = (None, closing.next);
        let ends = (Some(closing.end), closing.next);
        if closing.next >= self.body.len() || !self.spoken(mark.start) {
            return stay;
        }
        if mark.kind == Kind::Full {
            return if self.full(mark, &closing) { ends } else { stay };
        }
        if closing.next == closing.end {
            let tight = mark.kind == Kind::Bang && self.char_at(closing.end).is_some_and(spaceless);
            let glued = !closing.quote
                && !closing.bracket
                && mark.kind != Kind::Ellipsis
                && self.glued(mark);
            // Closers that open what follows were taken for closing ones: look at them again as text.
            return if tight || glued { ends } else { stay };
        }
        if mark.kind == Kind::Stop && self.char_at(closing.next) == Some('.') {
            return self.spaced_dots(mark, &closing);
        }
        let follower = self.follower(closing.next);
        let ending = match mark.kind {
            Kind::Bang => self.bang(mark, &closing, &follower),
            Kind::Ellipsis => self.ellipsis(mark, &closing, &follower),
            Kind::Stop => self.stop(mark, &closing, &follower),
            Kind::Plain | Kind::Full => !matches!(follower.kind, Next::End | Next::GoesOn),
        };
        if ending { ends } else { stay }
    }

    /// Whether the sentence so far has said anything: "... And then", "??? Keep" are no sentences' ends.
    fn spoken(&self, at: usize) -> bool {
        let start = self.body.get(self.sentence..at).unwrap_or("");
        start.len() > 24 || start.chars().any(char::is_alphanumeric)
    }

    /// Marks of scripts without spaces: they end a sentence wherever they stand, but not before the particle that takes
    /// up a quotation (「…。」と), nor inside a number.
    fn full(&self, mark: &Mark, closing: &Closing) -> bool {
        let Some(next) = self.char_at(closing.next) else { return false };
        if goes_on(next) || closes_quote(next) && !closing.quote && opens(next).is_none() {
            return false;
        }
        let number =
            next.is_numeric() && self.char_before(mark.start).is_some_and(char::is_numeric);
        let taken_up = (closing.quote || closing.bracket)
            && matches!(
                next,
                'と' | 'っ' | 'を' | 'の' | 'に' | 'は' | 'が' | 'も' | 'な' | 'で' | 'へ'
            );
        !(number && closing.next == closing.end || taken_up)
    }

    /// "the end.The next": no space was typed, but a small word stands before and a sentence's opening word after.
    fn glued(&self, mark: &Mark) -> bool {
        if !self.char_at(mark.end).is_some_and(char::is_uppercase) {
            return false;
        }
        let word = self.word(mark.end);
        let clear = self
            .char_at(mark.end + word.len())
            .is_some_and(|c| blank(c) || matches!(c, ',' | '\'' | '’'));
        if !clear {
            return false;
        }
        let token = Token::before(self.body, mark.start);
        let small = token.text.chars().count() >= 2 && token.text.chars().all(char::is_lowercase);
        let number = token.text.len() <= 4 && token.text.bytes().all(|b| b.is_ascii_digit());
        let free = self.char_before(token.start).is_none_or(blank);
        let listed = || token.listed(self.body, self.table) != Listed::default();
        free && (small && (self.starter(mark.end) || token.text.len() >= 4 && word.len() >= 4)
            || number && self.starter(mark.end))
            && !listed()
    }

    /// Full stops with spaces between them: four end a sentence, three leave words out.
    fn spaced_dots(&self, mark: &Mark, closing: &Closing) -> Verdict {
        let (mut count, mut end) = (1_usize, mark.end);
        loop {
            let next = self.spaces(end);
            if self.char_at(next) != Some('.') {
                break;
            }
            count += 1;
            end = next + 1;
        }
        let attached = self.char_before(mark.start).is_some_and(|c| !blank(c));
        let mut last = Mark { start: mark.start, end, kind: Kind::Ellipsis };
        while let Some(c) =
            self.char_at(last.end).filter(|c| closes_quote(*c) || closes_bracket(*c))
        {
            last.end += c.len_utf8();
        }
        let next = self.spaces(last.end);
        let capital =
            matches!(self.follower(next).kind, Next::Capital | Next::Caseless) && next > last.end;
        match (capital && count >= 4, attached) {
            (true, true) => (Some(mark.end), next),
            (true, false) => (Some(last.end), next),
            _ => (None, next.max(closing.next)),
        }
    }

    fn bang(&self, mark: &Mark, closing: &Closing, follower: &Follower) -> bool {
        match follower.kind {
            Next::End | Next::GoesOn => false,
            Next::Small => {
                let token = Token::before(self.body, mark.start);
                let word = token.long || token.text.chars().all(char::is_lowercase);
                let open = !closing.quote && !closing.bracket && !follower.dash && !follower.quote;
                open && (word || self.informal()) && !self.says(follower.word, 0)
            }
            Next::Capital if self.exclaimed(mark) => self.starter(follower.word),
            _ => {
                let aside =
                    closing.bracket && matches!(self.char_before(mark.start), Some('(' | '['));
                let attributed = closing.quote && (follower.dash || self.reported(follower));
                !aside && !attributed
            }
        }
    }

    /// "Yahoo!": the mark belongs to a name.
    fn exclaimed(&self, mark: &Mark) -> bool {
        mark.end == mark.start + 1
            && matches!(Token::before(self.body, mark.start).text, "Yahoo" | "Jeopardy" | "YAHOO")
    }

    fn ellipsis(&self, mark: &Mark, closing: &Closing, follower: &Follower) -> bool {
        match follower.kind {
            Next::Capital | Next::Caseless => {
                let omission = matches!(self.char_before(mark.start), Some('[' | '('));
                let attributed = closing.quote && (follower.dash || self.reported(follower));
                !omission && !attributed
            }
            _ => false,
        }
    }

    /// "“Is it?” Ode asked": a reporting clause with its subject first.
    fn reported(&self, follower: &Follower) -> bool {
        !follower.quote && self.says(follower.word, 1)
    }

    /// Whether one of the words from the one at `at`, three at most after the first `skip`, reports speech.
    fn says(&self, mut at: usize, skip: usize) -> bool {
        for count in 0..skip + 3 {
            let word = self.word(at);
            if word.is_empty() {
                return false;
            }
            if count >= skip && self.table.says(word) {
                return true;
            }
            at += word.len();
            if self.char_at(at) != Some(' ') {
                return false;
            }
            at += 1;
        }
        false
    }

    /// Whether the sentence so far began with a small letter: its writer does not use capitals.
    fn informal(&self) -> bool {
        let start = self.body.get(self.sentence..).unwrap_or("");
        start.chars().take(12).find(|c| c.is_alphanumeric()).is_some_and(char::is_lowercase)
    }

    fn stop(&self, mark: &Mark, closing: &Closing, follower: &Follower) -> bool {
        if matches!(follower.kind, Next::End | Next::GoesOn) {
            return false;
        }
        let token = Token::before(self.body, mark.start);
        if follower.kind == Next::Small {
            return mark.end == mark.start + 1 && self.small_after_stop(&token, closing, follower);
        }
        if closing.quote {
            return true;
        }
        let shape = token.shape();
        if self.opens_item(&token, shape) {
            return false;
        }
        match shape {
            Shape::Nothing => true,
            Shape::Number(_) if follower.dash => false,
            Shape::Number(digits) => self.number(&token, digits, follower),
            Shape::Letter if self.possessive(&token) => true,
            Shape::Letter | Shape::Acronym | Shape::Word => {
                self.word_stop(&token, shape, closing, follower)
            }
        }
    }

    /// A small letter after a full stop goes on, unless a plain word of some length stands before: hasty writers.
    fn small_after_stop(&self, token: &Token<'_>, closing: &Closing, follower: &Follower) -> bool {
        if closing.quote || closing.bracket || follower.dash || follower.quote {
            return false;
        }
        if self.possessive(token) {
            return true;
        }
        let length = token.text.chars().count();
        let plain = token.long
            || length >= 2
                && token.text.chars().all(char::is_lowercase)
                && !self.vowelless(token)
                && {
                    // Listed with a capital only ("Admin"), it may well be written without.
                    let listed = token.listed_small(self.body, self.table);
                    !listed.number && listed.class.is_none_or(|class| class == Class::Plain)
                };
        plain && (self.table.known && (token.long || length >= PLAIN) || self.informal())
    }

    /// "Tony's.": the letter before the full stop is no initial.
    fn possessive(&self, token: &Token<'_>) -> bool {
        token.text.len() == 1
            && !token.capital()
            && matches!(self.char_before(token.start), Some('\'' | '’'))
    }

    /// "1. The first": the sentence so far is only an item's mark.
    fn opens_item(&self, token: &Token<'_>, shape: Shape) -> bool {
        let mark = match shape {
            Shape::Number(digits) => digits <= 3,
            Shape::Letter => true,
            Shape::Word => token.text.len() <= 4 && roman(token.text),
            _ => false,
        };
        mark && self
            .body
            .get(self.sentence..token.start)
            .is_some_and(|before| before.len() <= 16 && !before.chars().any(char::is_alphanumeric))
    }

    /// A full stop after a number: an ordinal where the language writes ordinals so.
    fn number(&self, token: &Token<'_>, digits: usize, follower: &Follower) -> bool {
        // "Nr. 7." counts, it does not order.
        if !self.table.ordinals || digits > 2 || token.numbered(self.body, self.table) {
            return true;
        }
        match follower.kind {
            Next::Digit => false,
            Next::Capital if self.table.nouns => self.starter(follower.word),
            _ => true,
        }
    }

    fn word_stop(
        &self,
        token: &Token<'_>,
        shape: Shape,
        closing: &Closing,
        follower: &Follower,
    ) -> bool {
        let listed = token.listed(self.body, self.table);
        if listed.number && self.numeral(follower) {
            return false;
        }
        match listed.class {
            // "FR. Die": capitals throughout are a name's own more often than a shouted abbreviation.
            Some(Class::Never)
                if token.text.len() > 1 && token.text.chars().all(char::is_uppercase) =>
            {
                self.maybe(closing, follower)
            }
            Some(Class::Never) => false,
            Some(Class::Plain) => true,
            Some(Class::Unit) => self.unit(token, follower),
            Some(Class::Maybe) => self.maybe(closing, follower),
            Some(Class::Number) | None => match shape {
                Shape::Letter => self.initial(token, follower),
                Shape::Acronym => self.maybe(closing, follower),
                _ if token.roman() && self.table.ordinals => self.starter(follower.word),
                // German streets are one word with their name: "Hafenstr. 5".
                _ if self.table.nouns && token.text.ends_with("str") => {
                    self.maybe(closing, follower)
                }
                _ if self.vowelless(token) => self.maybe(closing, follower),
                _ => true,
            },
        }
    }

    /// Whether a number, or a sign that introduces one, follows.
    fn numeral(&self, follower: &Follower) -> bool {
        match follower.kind {
            Next::Digit => true,
            Next::Capital => {
                let word = self.word(follower.word);
                roman(word) && word.len() <= 6 && !(word == "I" && self.starter(follower.word))
            }
            Next::Sign => matches!(self.char_at(follower.word), Some('№' | '§' | '#')),
            _ => false,
        }
    }

    /// After an abbreviation that may also end a sentence.
    fn maybe(&self, closing: &Closing, follower: &Follower) -> bool {
        follower.kind == Next::Capital
            && (self.starter(follower.word) || follower.quote && !closing.bracket)
    }

    /// "5 p.m. Police said" ends a sentence, "At 5 p.m. Mr. Ode" and "5 p.m. Eastern" do not.
    fn unit(&self, token: &Token<'_>, follower: &Follower) -> bool {
        let before = self.body.get(..token.start).unwrap_or("").trim_end();
        if !before.chars().next_back().is_some_and(char::is_numeric) {
            return self.starter(follower.word);
        }
        let so_far = self.body.get(self.sentence..token.start).unwrap_or("");
        let lone = so_far.len() <= 24 && so_far.split_whitespace().count() <= 2;
        match follower.kind {
            Next::Capital => !lone && !self.table.inner(self.word(follower.word)),
            _ => !lone,
        }
    }

    /// A single letter: an initial, unless a word follows that opens sentences and is no part of a name.
    fn initial(&self, token: &Token<'_>, follower: &Follower) -> bool {
        match follower.kind {
            Next::Capital if !follower.quote => {
                self.starter(follower.word) && !self.name_particle(follower.word)
            }
            Next::Digit | Next::Sign => token.capital(),
            _ => false,
        }
    }

    /// "J. De Vries", "L. Di Maio": a particle with a name after it.
    fn name_particle(&self, at: usize) -> bool {
        let word = self.word(at);
        let particle = matches!(
            word,
            "De" | "Di"
                | "Da"
                | "Del"
                | "Della"
                | "Der"
                | "Den"
                | "Van"
                | "Von"
                | "Le"
                | "La"
                | "Du"
                | "Des"
                | "Las"
                | "Los"
                | "Dos"
                | "Das"
                | "Do"
                | "Ten"
                | "Ter"
                | "Te"
                | "Lo"
                | "El"
                | "So"
                | "An"
                | "Mac"
        );
        particle
            && self.char_at(at + word.len()) == Some(' ')
            && self.char_at(at + word.len() + 1).is_some_and(char::is_uppercase)
    }

    /// A word of small letters without a vowel: "Hrsg", "blvd".
    fn vowelless(&self, token: &Token<'_>) -> bool {
        let mut chars = token.text.chars();
        let first = chars.next().is_some_and(|c| c.is_alphabetic() && !vowel(c));
        self.table.vowelless && first && token.text.len() <= 6 && {
            let mut more = false;
            chars.all(|c| {
                more = true;
                c.is_lowercase() && !vowel(c)
            }) && more
        }
    }
}
