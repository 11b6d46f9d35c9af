//! Names: in no source, or another one in the place.

use super::beside::{Comparison, Conflict, ends_name, shares_role};
use super::compare::REACH;
use super::facts::{Facts, Token, is_short};
use super::judge::{Case, Judge};

/// How well the place of another name must fit where the article has the digest's own name too.
/// Set by: tests/verify/tuned.tsv and a digest of 1,900 real articles.
const BOTH_SIDES: f64 = 1.5;

impl Judge<'_> {
    /// Whether a name is in no source: its last word is not, or its first is not and its last is
    /// nowhere a name.
    pub(super) fn is_unknown_name(&self, case: &Case<'_>, n: usize) -> bool {
        let tokens = &case.facts.tokens;
        let Some(token) = tokens.get(n) else { return false };
        // Abbreviations stand for names that are written out elsewhere.
        if is_short(case.text.get(token.at.clone()).unwrap_or("")) || !ends_name(&case.facts, n) {
            return false;
        }
        // Nouns that a hyphen joins to one: "Gratis-Tram".
        let hyphened = n.checked_sub(1).and_then(|n| tokens.get(n)).is_some_and(|before| {
            case.text.get(before.at.end..token.at.start).is_some_and(|gap| gap == "-")
        });
        if token.joins && hyphened {
            return false;
        }
        // A place with a noun behind it: "in der Halle von Oberdalen Unterschlupf".
        let before = n.checked_sub(1).and_then(|n| tokens.get(n)).filter(|t| t.run == token.run);
        if token.joins
            && before.is_some_and(|t| self.sources.names(case.language).contains(&t.plain))
        {
            return false;
        }
        if !self.sources.has_name(token) {
            // A capital tells nothing of a noun, unless an unknown first name stands before it.
            let noun = |token: &Token| self.sources.is_noun(&token.plain, case.language);
            let first = before.filter(|t| !t.opens && !noun(t) && !self.sources.has_name(t));
            return !noun(token) || first.is_some();
        }
        let first = tokens.iter().find(|t| token.run > 0 && t.run == token.run);
        first.is_some_and(|first| {
            !token.joins
                && first.at != token.at
                && !first.opens
                && !self.sources.known.contains(&token.plain)
                && !self.sources.has_name(first)
        })
    }

    /// Whether a name may be what another, in its place, is called too: one of them is a short form
    /// or a common word, they stand side by side, or the article has the digest's name near.
    pub(super) fn is_other_name(
        &self,
        case: &Case<'_>,
        found: &Comparison,
        conflict: &Conflict,
        name: &Token,
    ) -> bool {
        let Some(with) = &conflict.with else { return false };
        let Some(at) = found.facts.tokens.iter().position(|t| t.at == *with) else { return false };
        let Some(other) = found.facts.tokens.get(at) else { return false };
        let said = |text: &str, token: &Token| is_short(text.get(token.at.clone()).unwrap_or(""));
        let common = |facts: &Facts, token: &Token| {
            let own = |t: &&Token| t.at == token.at || (token.run > 0 && t.run == token.run);
            let mut words = facts.tokens.iter().filter(own);
            !token.joins && words.all(|t| self.sources.small.contains(&t.plain))
        };
        if said(case.text, name) || said(self.sources.text(found.line), other) {
            return true;
        }
        if common(&case.facts, name) || common(&found.facts, other) {
            return true;
        }
        if !self.article_has(found.article, &name.plain) {
            return false;
        }
        let n = conflict.token.unwrap_or(0);
        self.is_in_title(found.article, name)
            || (conflict.fit < BOTH_SIDES && self.stands_near(found, name))
            || (conflict.sole && self.stands_near(found, name))
            || (!conflict.sole && !shares_role(&case.facts, n, &found.facts, at))
            || self.stand_together(found.article, name, other)
    }

    /// Whether two names stand side by side in a sentence of an article: "Shelbyville, Tennessee".
    pub(super) fn stand_together(&self, article: usize, a: &Token, b: &Token) -> bool {
        /// Words between them and one more. Set by: choice.
        const NEAR: usize = 3;
        self.sources.of(article).any(|line| {
            let facts = self.sources.facts(line);
            let places = |token: &Token| -> Vec<usize> {
                let all = facts.tokens.iter().enumerate();
                all.filter(|(_, t)| token.agrees(t) >= 1.0).map(|(n, _)| n).collect()
            };
            let (a, b) = (places(a), places(b));
            a.iter().any(|a| b.iter().any(|b| a.abs_diff(*b) <= NEAR))
        })
    }

    /// Whether a name stands in the neighbours of a sentence.
    pub(super) fn stands_near(&self, found: &Comparison, name: &Token) -> bool {
        self.sources.around(found.line, REACH).into_iter().any(|line| self.has(line, name))
    }

    pub(super) fn is_in_title(&self, article: usize, name: &Token) -> bool {
        let first = self.sources.of(article).next();
        let is_title = |line: usize| self.sources.line(line).is_some_and(|l| l.span.is_none());
        first.is_some_and(|line| is_title(line) && self.has(line, name))
    }

    pub(super) fn has(&self, line: usize, word: &Token) -> bool {
        self.sources.facts(line).tokens.iter().any(|other| word.agrees(other) > 0.0)
    }
}
