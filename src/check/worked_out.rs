//! Numbers that a writer has worked out of those of a passage: no source has them, and they are
//! right.

use super::facts::{Class, Facts, Kind, Token};
use super::judge::{Case, Judge};
use super::passage::{Made, Passage, added, is_largest, pairs, ratio, tells};

/// The highest number, in thousandths, of "four in ten", "one of six".
/// Set by: choice; of more than twenty a writer says a percentage.
const SHARES: i64 = 20_000;

impl Judge<'_> {
    /// Whether a number can be worked out of those of a passage, sentence `line` and its
    /// neighbours: the sum, difference, product or quotient of two, twice or half of one, the years
    /// until the source's, a percentage of one, one measure told in another; or is a hedged one
    /// near those; or whether it tells, with its neighbour, how large a part of one another is.
    pub(super) fn is_worked_out(&self, case: &Case<'_>, n: usize, line: usize) -> bool {
        let tokens = &case.facts.tokens;
        let Some(token) = tokens.get(n).filter(|t| t.kind == Kind::Number) else { return false };
        if token.class == Class::Day {
            return false;
        }
        let passage = Passage::new(self, line);
        if token.class == Class::Year {
            return token.values.iter().any(|year| passage.is_years_ago(*year));
        }
        let made = passage.makes(token.class, tokens.get(n + 1).is_some_and(|t| t.measure));
        let hedged = case.facts.hedged;
        if tells(token, made, hedged) || self.is_share_of(case, n, line) {
            return true;
        }
        let whole = self.article(line);
        is_made_of_article(token, &whole) || is_made_with_own(case, n, &whole)
    }

    /// Whether a number tells, with its neighbour, how large a part of one number of a passage
    /// another is: "one in six".
    pub(super) fn is_share_of(&self, case: &Case<'_>, n: usize, line: usize) -> bool {
        share_at(&case.facts.tokens, n).is_some_and(|share| {
            let mut passage = Passage::new(self, line);
            passage.add(&case.facts);
            passage.is_share(share)
        })
    }

    /// Whether a number is the difference of two in one sentence, the sum of three and more there, or
    /// one amount that stands there in two measures.
    pub(super) fn is_difference(&self, case: &Case<'_>, n: usize, facts: &Facts) -> bool {
        let Some(token) = case.facts.tokens.get(n).filter(|t| t.kind == Kind::Number) else {
            return false;
        };
        let mut passage = Passage::default();
        passage.add(facts);
        let numbers =
            if token.class == Class::Percent { &passage.percent } else { &passage.things };
        let less = pairs(numbers).map(|(least, most)| Made::Exactly(most - least));
        tells(token, less.chain(passage.wholes()).chain(passage.sums()), case.facts.hedged)
    }

    /// Whether a number of millions is the sum or difference of two, or another that two make, in
    /// the whole article.
    pub(super) fn is_made_of_largest(&self, token: &Token, line: usize) -> bool {
        is_largest(token) && self.article(line).largest_make(token)
    }

    /// The numbers of a sentence's whole article.
    fn article(&self, line: usize) -> Passage {
        /// Sentences read at most. Set by: choice; it bounds the cost of books.
        const LINES: usize = 200;
        let mut whole = Passage::of_year(self.year(line));
        let article = self.sources.line(line).map(|l| l.article);
        for line in article.into_iter().flat_map(|a| self.sources.of(a)).take(LINES) {
            whole.add(&self.sources.facts(line));
        }
        whole
    }

    /// The year of a sentence's source, in thousandths.
    pub(super) fn year(&self, line: usize) -> Option<i64> {
        let article = self.sources.articles.get(self.sources.line(line)?.article)?;
        let moment = jiff::Timestamp::from_second(article.published?.at.as_second()).ok()?;
        Some(i64::from(moment.to_zoned(jiff::tz::TimeZone::UTC).year()) * 1000)
    }
}

/// Whether a number of so many digits that chance seldom makes it, or an age, is made of the
/// numbers of the whole article.
fn is_made_of_article(token: &Token, whole: &Passage) -> bool {
    /// In thousandths. Set by: choice; a hundred pairs of numbers make one of three digits too
    /// often.
    const LARGE: i64 = 1_000_000;
    tells(token, whole.ages(), false)
        || tells(token, whole.wholes(), false)
        || (token.values.iter().all(|value| *value >= LARGE) && tells(token, whole.parts(), false))
        || whole.largest_make(token)
}

/// Whether a number is the sum, difference or quotient of another one of the digest's sentence,
/// which the article has, and one of the article's: "1,500 fewer than the 42,514 of the year
/// before".
fn is_made_with_own(case: &Case<'_>, n: usize, whole: &Passage) -> bool {
    /// In thousandths. Set by: choice; smaller ones are made by chance.
    const LARGE: i64 = 100_000;
    let large = |value: &i64| *value >= LARGE;
    let Some(token) = case.facts.tokens.get(n).filter(|t| t.values.iter().all(large)) else {
        return false;
    };
    let things = &whole.things;
    let others = case.facts.tokens.iter().enumerate().filter(|(at, t)| *at != n && t.digits);
    let values = others.flat_map(|(_, t)| &t.values);
    let known = values.copied().filter(|v| large(v) && things.contains(v));
    let mut made = Vec::new();
    for own in known {
        for value in things.iter().filter(|v| large(v) && **v != own) {
            let (least, most) = (own.min(*value), own.max(*value));
            made.extend(added(least, most));
            made.push(Made::About(ratio(most, 1000, least)));
        }
    }
    tells(token, made, case.facts.hedged)
}

/// The share that a number tells with another beside it: "one in six", "vier von zehn", "uno de
/// cada seis".
fn share_at(tokens: &[Token], n: usize) -> Option<f64> {
    /// Words between the two at most. Set by: the languages.
    const BETWEEN: usize = 2;
    let value = |at: usize| {
        let token = tokens.get(at)?;
        if token.kind != Kind::Number {
            return token.single.then_some(1000);
        }
        let counted = token.values.first().copied().filter(|_| token.class == Class::Things);
        counted.filter(|v| (1..=SHARES).contains(v))
    };
    let small = |from: usize, to: usize| {
        let between = |t: &Token| matches!(t.kind, Kind::Small | Kind::Word);
        tokens.get(from + 1..to).is_some_and(|t| t.iter().all(between))
    };
    let own = value(n)?;
    let near = |at: &usize| *at != n && value(*at).is_some();
    let from = n.saturating_sub(BETWEEN + 1);
    let other = (from..=n + BETWEEN + 1).filter(near).find(|at| {
        let (first, last) = (n.min(*at), n.max(*at));
        last > first + 1 && small(first, last)
    })?;
    let (part, whole) = if other > n { (own, value(other)?) } else { (value(other)?, own) };
    (part < whole).then(|| part as f64 / whole as f64)
}
