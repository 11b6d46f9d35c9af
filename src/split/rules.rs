//! The rules: whether a sentence ends at a mark, from what stands on both sides of it.

use super::characters::{
    Kind, closes_bracket, closes_quote, goes_on, kind, opens, opens_wide, spaceless, vowel,
    wide_closer,
};
use super::scan::{Closing, Follower, Mark, Next, Scanner, Verdict};
use super::table::{Class, Listed};
use super::token::{Shape, Token, roman};
use crate::lexicon::{Lexicon, List};
use crate::model::Language;
use crate::text::paragraphs::blank;

/// Letters from which on an unlisted word before a small letter is no abbreviation.
const PLAIN: usize = 5;
/// How far from a mark the ends of brackets around it are looked for, in bytes.
const ENCLOSED: usize = 600;

impl Scanner<'_, '_> {
    /// The decision.
    pub(super) fn judge(&mut self, mark: &Mark) -> Verdict {
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
            // Closers that open what follows were taken for closing ones: look at them again as
            // text.
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

    /// Whether the sentence so far has said anything: "... And then", "??? Keep" are no sentences'
    /// ends.
    fn spoken(&self, at: usize) -> bool {
        let start = self.body.get(self.sentence..at).unwrap_or("");
        start.len() > 24 || start.chars().any(char::is_alphanumeric)
    }

    /// Marks of scripts without spaces: they end a sentence wherever they stand, but not before the
    /// particle that takes up a quotation (「…。」と), nor inside a number.
    fn full(&self, mark: &Mark, closing: &Closing) -> bool {
        let Some(next) = self.char_at(closing.next) else { return false };
        let unclosed = closes_quote(next) && !closing.quote && opens(next).is_none();
        if goes_on(next) || kind(next).is_some() || unclosed && !opens_wide(next) {
            return false;
        }
        if self.enclosed(mark) || closing.quote && self.attributed_wide(closing.next) {
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

    /// Whether a mark stands inside a bracket or a title that the sentence goes on after: （包括儿童。）都,
    /// 《摔跤吧！爸爸》.
    fn enclosed(&self, mark: &Mark) -> bool {
        let from = mark.start.saturating_sub(ENCLOSED).max(self.sentence);
        let from = (from..=mark.start).find(|at| self.body.is_char_boundary(*at));
        let so_far = from.and_then(|from| self.body.get(from..mark.start)).unwrap_or("");
        let mut open: Vec<char> = Vec::new();
        let mut spoken = false;
        for c in so_far.chars() {
            if let Some(closer) = wide_closer(c).filter(|_| spoken || !open.is_empty() || c == '《')
            {
                open.push(closer);
            } else if open.last() == Some(&c) {
                open.pop();
            }
            spoken |= c.is_alphanumeric();
        }
        // What is never closed holds nothing together.
        open.first().is_some_and(|closer| {
            let rest = self.body.get(mark.end..).unwrap_or("");
            let mut near = rest.char_indices().take_while(|(at, _)| *at < ENCLOSED);
            near.any(|(_, c)| c == *closer)
        })
    }

    /// Whether a few letters that report speech follow a quotation and end with the sentence:
    /// “…。”他说。
    fn attributed_wide(&self, at: usize) -> bool {
        let chinese = Lexicon::of(Language::parse("zh"));
        let rest = self.body.get(at..).unwrap_or("");
        let end = rest.char_indices().take(12).find(|(_, c)| kind(*c) == Some(Kind::Full));
        let clause = end.and_then(|(end, _)| rest.get(..end)).unwrap_or("");
        chinese.words(List::Reporting).any(|verb| clause.ends_with(verb))
    }

    /// "the end.The next": no space was typed, but a small word stands before and a sentence's
    /// opening word after.
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

    /// Whether one of the words from the one at `at`, three at most after the first `skip`, reports
    /// speech.
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

    /// A small letter after a full stop goes on, unless a plain word of some length stands before:
    /// hasty writers.
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
        // "Am 31. August" in a text whose language is not known.
        if digits <= 2 && self.table.month(self.word(follower.word)) {
            return false;
        }
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
            // "FR. Die": capitals throughout are a name's own more often than a shouted
            // abbreviation.
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

    /// A single letter: an initial, unless a word follows that opens sentences and is no part of a
    /// name.
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
