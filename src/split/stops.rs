//! Full stops: whether one ends a sentence or belongs to an abbreviation, an initial or a number.

use super::characters::vowel;
use super::scan::{Closing, Follower, Mark, Next, Scanner};
use super::table::Class;
use super::token::{Shape, Token, roman};
use crate::lexicon::{Lexicon, List};

/// Letters from which on an unlisted word before a small letter is no abbreviation.
/// Set by hand; no trial of other values is recorded.
const PLAIN: usize = 5;

impl Scanner<'_, '_> {
    /// Whether the sentence so far began with a small letter: its writer does not use capitals.
    pub(super) fn informal(&self) -> bool {
        let start = self.body.get(self.sentence..).unwrap_or("");
        start.chars().take(12).find(|c| c.is_alphanumeric()).is_some_and(char::is_lowercase)
    }

    pub(super) fn stop(&self, mark: &Mark, closing: &Closing, follower: &Follower) -> bool {
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
                _ if self.table.ending(token.text) => self.maybe(closing, follower),
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
        let mut letters = word.chars();
        let set_like_one =
            letters.next().is_some_and(char::is_uppercase) && letters.all(char::is_lowercase);
        let particle =
            set_like_one && Lexicon::shared().holds(List::NameBehindInitial, &word.to_lowercase());
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
