//! Words that a source has, from another's mouth.

use super::beside::{Comparison, ends_name, name};
use super::facts::{Facts, Kind, Token, flat};
use super::judge::{Case, Judge};
use super::{Detail, Difference};
use crate::lexicon::Lexicon;
use crate::model::Span;

/// Words between a verb of saying and the name of who speaks, at most: of one word ("Falk said"),
/// and of a name in full, before which a role may stand ("said the engineer Damián Prieto").
/// Set by: choice; farther away a name is often another's.
const BETWEEN: (usize, usize) = (0, 2);

impl Judge<'_> {
    /// A quotation that the digest gives to a name that is not the speaker's in the source: the
    /// source names another beside the verb, or beside the quotation, and not this one near it.
    pub(super) fn misattributed(&self, case: &Case<'_>) -> Vec<(Option<usize>, Difference)> {
        let quotations = case.facts.quotations.iter();
        let quoted: Vec<String> =
            quotations.filter_map(|range| case.text.get(range.clone())).map(flat).collect();
        let holds = |c: &&Comparison| {
            let text = flat(self.sources.text(c.line));
            case.asked.contains(&c.article) && quoted.iter().any(|words| text.contains(words))
        };
        let found: Vec<&Comparison> = case.near.iter().filter(holds).collect();
        let exchanged = self.exchanged(case, &found).or_else(|| self.beside(case, found.first()?));
        let told = exchanged.map(|(found, n, at)| {
            let said = |text: &str, facts: &Facts, n: usize| {
                let token = facts.tokens.get(n)?;
                Some((text.get(token.at.clone())?.to_owned(), Span::of_range(token.at.clone())))
            };
            let own = said(case.text, &case.facts, n);
            let other = said(self.sources.text(found.line), &found.facts, at);
            let at = own.as_ref().map(|own| own.1);
            let kind = Detail::Name;
            let said = own.map(|own| own.0).unwrap_or_default();
            (Some(found.line), Difference { kind, said, at, found: other.map(|other| other.0) })
        });
        told.into_iter().collect()
    }

    /// The speaker of the digest and that of the source, where both name one beside a verb of
    /// saying, and neither sentence has the other's.
    fn exchanged<'c>(
        &self,
        case: &Case<'_>,
        found: &[&'c Comparison],
    ) -> Option<(&'c Comparison, usize, usize)> {
        let own = speaker(&case.facts, Lexicon::of(case.language))?;
        let has = |facts: &Facts, names: &[&Token]| {
            facts.tokens.iter().any(|t| names.iter().any(|name| name.agrees(t) > 0.0))
        };
        let mine = name(&case.facts, own);
        if found.iter().any(|c| has(&c.facts, &mine)) {
            return None;
        }
        found.iter().find_map(|c| {
            let language = self.sources.languages.get(c.article).copied().flatten();
            let other = speaker(&c.facts, Lexicon::of(language))?;
            (!has(&case.facts, &name(&c.facts, other))).then_some((*c, own, other))
        })
    }

    /// The last name outside quotations of the digest and of the source's sentence, where neither
    /// that sentence nor one near it has the digest's.
    fn beside<'c>(
        &self,
        case: &Case<'_>,
        found: &'c Comparison,
    ) -> Option<(&'c Comparison, usize, usize)> {
        let mine = outside(&case.facts);
        let last = *mine.last()?;
        let at = *outside(&found.facts).last()?;
        let own = case.facts.tokens.get(last)?;
        let other = found.facts.tokens.get(at)?;
        let names = mine.iter().filter_map(|n| case.facts.tokens.get(*n));
        let named = names.into_iter().any(|name| self.has(found.line, name));
        let near = named
            || self.stands_near(found, own)
            || self.is_in_title(found.article, own)
            || self.stand_together(found.article, own, other);
        (!near).then_some((found, last, at))
    }
}

/// The places of the names outside quotations: the last word of each.
fn outside(facts: &Facts) -> Vec<usize> {
    let last = |n: &usize| {
        facts.tokens.get(*n).is_some_and(|t| t.kind == Kind::Name && !is_quoted(facts, t))
            && ends_name(facts, *n)
    };
    (0..facts.tokens.len()).filter(last).collect()
}

fn is_quoted(facts: &Facts, token: &Token) -> bool {
    facts.quotations.iter().any(|q| q.contains(&token.at.start))
}

/// The last word of the name nearest to a verb of saying, both outside quotations.
fn speaker(facts: &Facts, lexicon: &Lexicon) -> Option<usize> {
    let says = |n: &usize| {
        let token = facts.tokens.get(*n);
        token.is_some_and(|t| lexicon.is_reporting(&t.plain) && !is_quoted(facts, t))
    };
    let verbs: Vec<usize> = (0..facts.tokens.len()).filter(says).collect();
    let distance = |n: usize| {
        let run = facts.tokens.get(n).map_or(0, |t| t.run);
        let words = name(facts, n).len();
        let first = if run == 0 { n } else { n + 1 - words.min(n + 1) };
        let most = if words > 1 { BETWEEN.1 } else { BETWEEN.0 };
        let between =
            |verb: &usize| if *verb > n { verb - n - 1 } else { first.saturating_sub(verb + 1) };
        let parted = |verb: &usize| {
            let (from, to) = if *verb > n { (n, *verb) } else { (*verb, first) };
            facts.tokens.get(from..to).is_some_and(|t| t.iter().any(|t| t.ends_clause))
        };
        verbs.iter().filter(|verb| !parted(verb)).map(between).filter(|d| *d <= most).min()
    };
    let near = outside(facts).into_iter().filter_map(|n| Some((distance(n)?, n)));
    near.min().map(|(_, n)| n)
}
