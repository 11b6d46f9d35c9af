//! The numbers of a passage, and those that they make.

use super::facts::{Class, Facts, Kind, Token};
use super::judge::Judge;
use super::support::rounded;

/// How many of one measure make another: days a week, years a decade, months a year, hours a day,
/// minutes an hour, weeks a year, years a century, seconds an hour.
const PARTS: [i64; 8] = [7, 10, 12, 24, 60, 52, 100, 3600];

/// The least number, in thousandths, that may be a hedged one. Set by: choice, as for numbers that
/// stand in the source.
const ROUND: i64 = 20_000;

/// Numbers, in thousandths, that may be years before those that are read as such.
/// Set by: choice; earlier ones are rarely written in news, and thousands of things often.
const PAST: std::ops::Range<i64> = 1_400_000..1_800_000;

/// The least number of millions, in thousandths.
/// Set by: choice; an article has few of them, so that chance seldom makes one of others.
const LARGEST: i64 = 1_000_000_000;

/// A number that others make, in thousandths.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Made {
    /// The number itself.
    Exactly(i64),
    /// What is left of a quotient that does not come out even, or what was told in another measure:
    /// nobody says it but rounded.
    About(i64),
}

impl Made {
    /// Whether a writer's number is this one, or one near it where a word says that it is round.
    fn is(self, value: i64, hedged: bool) -> bool {
        let (Self::Exactly(made) | Self::About(made)) = self;
        let near = value.abs_diff(made) as f64 <= rounded(value) * made.abs() as f64;
        let exact = value == made && matches!(self, Self::Exactly(_));
        // Nobody says "4.2 crowns short" but "four".
        let odd = made % 1000 != 0;
        let round = value >= ROUND || odd || matches!(self, Self::About(_));
        exact || (hedged && round && near)
    }
}

/// Whether a number is one of those that others make; `hedged` says that a word calls it round.
pub(super) fn tells(token: &Token, made: impl IntoIterator<Item = Made>, hedged: bool) -> bool {
    made.into_iter().any(|made| token.values.iter().any(|value| made.is(*value, hedged)))
}

/// Whether all that a number may be worth are millions.
pub(super) fn is_largest(token: &Token) -> bool {
    token.values.iter().all(|value| *value >= LARGEST)
}

/// The numbers of a sentence and its neighbours, in thousandths, each once.
#[derive(Debug, Default)]
pub(super) struct Passage {
    pub things: Vec<i64>,
    pub percent: Vec<i64>,
    years: Vec<i64>,
    /// Fractions in words, as whole hundredths: "a fifth" is 20.
    fractions: Vec<i64>,
    /// Two measures of one amount, the larger before the smaller: "1 minute and 12 seconds".
    compound: Vec<(i64, i64)>,
    /// Sums of three numbers and more of one sentence that stand one after another.
    sums: Vec<i64>,
    /// The year of the source.
    year: Option<i64>,
}

impl Passage {
    /// One without numbers, of a source of this year.
    pub(super) fn of_year(year: Option<i64>) -> Self {
        Self { year, ..Self::default() }
    }

    pub(super) fn new(judge: &Judge<'_>, line: usize) -> Self {
        let mut passage = Self::of_year(judge.year(line));
        for near in judge.sources.around(line, 1).into_iter().chain([line]) {
            passage.add(&judge.sources.facts(near));
        }
        passage
    }

    pub(super) fn add(&mut self, facts: &Facts) {
        let shares = |t: &&Token| !matches!(t.kind, Kind::Number | Kind::Month);
        self.compound.extend(compounds(&facts.tokens));
        self.sums.extend(sums(&facts.tokens));
        let fractions = facts.tokens.iter().filter(shares).flat_map(|t| &t.values);
        self.fractions.extend(fractions.map(|hundredths| hundredths / 1000));
        for (numbers, class) in [
            (&mut self.things, Class::Things),
            (&mut self.percent, Class::Percent),
            (&mut self.years, Class::Year),
        ] {
            let own = facts.tokens.iter().filter(|t| t.kind == Kind::Number && t.class == class);
            numbers.extend(own.filter_map(|t| t.values.first().copied()));
            numbers.sort_unstable();
            numbers.dedup();
        }
        // Years of long ago are read as numbers of things.
        let old = self.things.iter().filter(|n| PAST.contains(*n) && **n % 1000 == 0);
        self.years.extend(old);
    }

    /// The numbers of a class that these make; `measured` are those with a measure behind them.
    pub(super) fn makes(&self, class: Class, measured: bool) -> Vec<Made> {
        if class == Class::Percent {
            let quotients = pairs(&self.things).filter(|(_, most)| *most > 0);
            let parts = quotients.map(|(least, most)| Made::About(ratio(least, 100_000, most)));
            return of_numbers(&self.percent).into_iter().chain(parts).collect();
        }
        let mut made = of_numbers(&self.things);
        made.extend(self.ages());
        made.extend(self.parts());
        made.extend(self.sums());
        let fractions = self.fractions.iter();
        made.extend(fractions.flat_map(|part| PARTS.map(|all| Made::Exactly(part * all * 10))));
        if measured {
            let in_others = |v: &i64| PARTS.map(|parts| v.saturating_mul(parts));
            made.extend(self.things.iter().flat_map(in_others).map(Made::Exactly));
            made.extend(self.wholes());
        }
        made
    }

    /// Whether the numbers of millions here make another one.
    pub(super) fn largest_make(&self, token: &Token) -> bool {
        let largest = self.things.iter().copied().filter(|n| *n >= LARGEST);
        is_largest(token) && tells(token, of_numbers(&largest.collect::<Vec<_>>()), false)
    }

    /// Sums of three numbers and more that stand one after another.
    pub(super) fn sums(&self) -> impl Iterator<Item = Made> + '_ {
        self.sums.iter().copied().map(Made::Exactly)
    }

    /// Amounts in two measures, told in the smaller one.
    pub(super) fn wholes(&self) -> impl Iterator<Item = Made> + '_ {
        let whole = |(large, small): &(i64, i64)| {
            let (large, small) = (*large, *small);
            PARTS.map(|parts| large.saturating_mul(parts).saturating_add(small))
        };
        self.compound.iter().flat_map(whole).map(Made::Exactly)
    }

    /// The years from those named to the source's, and the decades and centuries.
    pub(super) fn ages(&self) -> Vec<Made> {
        let ages = self.years.iter().filter_map(|y| Some(self.year? - y));
        ages.flat_map(|age| [Made::Exactly(age), Made::About(age / 10), Made::About(age / 100)])
            .collect()
    }

    /// Whether a year lies as many before the source's as a number here says: "36 years ago".
    pub(super) fn is_years_ago(&self, year: i64) -> bool {
        self.year.is_some_and(|own| self.things.contains(&(own - year)))
    }

    /// A part of a number, by a percentage or a fraction in words, and what is more or less by it.
    pub(super) fn parts(&self) -> Vec<Made> {
        let parts = self.percent.iter().map(|p| p / 1000).chain(self.fractions.iter().copied());
        let of = |part: i64| {
            let own =
                self.things.iter().filter_map(move |a| Some((*a, a.checked_mul(part)? / 100)));
            own.flat_map(|(a, p)| [p, a.saturating_add(p), a - p])
        };
        parts.flat_map(of).map(Made::Exactly).collect()
    }

    /// Whether one number here is about so large a part of another.
    pub(super) fn is_share(&self, share: f64) -> bool {
        /// How far the part may be from the one told. Set by: choice; "one in six" of one in five
        /// is within it where "more than" stands before, "one in three" of one in five is not.
        const NEAR: f64 = 0.25;
        let part = |(least, most): (i64, i64)| least as f64 / most as f64;
        pairs(&self.things)
            .filter(|(least, _)| *least > 0)
            .any(|pair| (part(pair) - share).abs() <= NEAR * share)
    }
}

/// Two numbers with a measure each that tell one amount together, nothing but small words between
/// them.
fn compounds(tokens: &[Token]) -> impl Iterator<Item = (i64, i64)> + '_ {
    let measured = |n: usize| {
        let number =
            tokens.get(n).filter(|t| t.kind == Kind::Number && t.class == Class::Things)?;
        tokens.get(n + 1).filter(|t| t.measure)?;
        number.values.first().copied()
    };
    (0..tokens.len()).filter_map(move |n| {
        let large = measured(n)?;
        let small = |at: &usize| tokens.get(*at).is_some_and(|t| t.kind == Kind::Small);
        let next = (n + 2..tokens.len()).find(|at| !small(at))?;
        Some((large, measured(next)?))
    })
}

/// The sums of three numbers and more that stand one after another: "400 missiles, 600 drones and
/// 3,000 bombs".
fn sums(tokens: &[Token]) -> Vec<i64> {
    /// Numbers of a sentence that are added up at most. Set by: choice; longer lists are tables.
    const MOST: usize = 8;
    let counts = |t: &&Token| t.kind == Kind::Number && t.class == Class::Things;
    let all: Vec<i64> =
        tokens.iter().filter(counts).filter_map(|t| t.values.first().copied()).take(MOST).collect();
    let runs = (3..=all.len()).flat_map(|length| all.windows(length));
    runs.map(|run| run.iter().fold(0_i64, |sum, n| sum.saturating_add(*n))).collect()
}

/// Each two of some numbers in rising order, the less before the more.
pub(super) fn pairs(numbers: &[i64]) -> impl Iterator<Item = (i64, i64)> {
    let after = |n: usize| numbers.get(n + 1..).unwrap_or(&[]);
    numbers.iter().enumerate().flat_map(move |(n, a)| after(n).iter().map(move |b| (*a, *b)))
}

/// `a` · `b` / `c`, however large; the largest number where it is larger still.
pub(super) fn ratio(a: i64, b: i64, c: i64) -> i64 {
    i64::try_from(i128::from(a) * i128::from(b) / i128::from(c)).unwrap_or(i64::MAX)
}

/// What two numbers, the less before the more, are together, and apart.
pub(super) fn added(least: i64, most: i64) -> [Made; 2] {
    [Made::Exactly(most.saturating_add(least)), Made::Exactly(most - least)]
}

/// What two numbers of a passage, in rising order, or one, make.
fn of_numbers(numbers: &[i64]) -> Vec<Made> {
    let mut made: Vec<Made> =
        numbers.iter().flat_map(|a| [Made::Exactly(a * 2), Made::Exactly(a / 2)]).collect();
    for (least, most) in pairs(numbers) {
        made.extend(added(least, most));
        if least > 0 {
            let even = most % least == 0;
            let quotient = ratio(most, 1000, least);
            made.push(if even { Made::Exactly(quotient) } else { Made::About(quotient) });
            made.push(Made::Exactly(ratio(most, least, 1000)));
        }
    }
    made
}

#[cfg(test)]
mod tests {
    use super::*;

    fn exactly(made: &[Made]) -> Vec<i64> {
        made.iter().filter_map(|m| if let Made::Exactly(v) = m { Some(*v) } else { None }).collect()
    }

    #[test]
    fn two_numbers_make_others() {
        let made = exactly(&of_numbers(&[4_000_000, 20_000_000]));
        for value in [24_000_000, 16_000_000, 5_000, 40_000_000, 2_000_000] {
            assert!(made.contains(&value), "{value}");
        }
        assert!(!made.contains(&3_000_000));
        // A list with nothing, or nought, makes nothing odd.
        assert!(of_numbers(&[]).is_empty());
        assert_eq!(exactly(&of_numbers(&[0, 7_000])), [0, 0, 14_000, 3_500, 7_000, 7_000]);
    }

    #[test]
    fn a_number_about_another_needs_a_word_that_says_so() {
        assert!(Made::About(6_900).is(7_000, true) && !Made::About(6_900).is(7_000, false));
        assert!(Made::Exactly(205_200_000).is(200_000_000, true));
        assert!(Made::Exactly(4_200).is(4_000, true) && !Made::Exactly(4_200).is(4_000, false));
        assert!(!Made::Exactly(7_000).is(8_000, true), "small whole numbers are not rounded");
        assert!(Made::Exactly(7_000).is(7_000, false) && !Made::About(7_000).is(7_000, false));
    }

    #[test]
    fn the_largest_numbers_that_are_read_make_no_panic() {
        let most = 8_999_999_999_999_999;
        let passage = Passage {
            things: vec![1, most - 1, most],
            percent: vec![1, most],
            years: vec![most],
            fractions: vec![100],
            compound: vec![(most, most)],
            sums: vec![most],
            year: Some(2_026_000),
        };
        for class in [Class::Things, Class::Percent] {
            let made = passage.makes(class, true);
            assert!(made.iter().any(|m| m.is(most + 1, true)), "{class:?}");
            assert!(!made.iter().any(|m| m.is(-most, false)), "{class:?}");
        }
    }

    #[test]
    fn a_passage_makes_percentages_ages_and_parts() {
        let passage = Passage {
            things: vec![19_000, 112_000, 145_000_000],
            percent: vec![20_000],
            years: vec![1_957_000],
            fractions: vec![],
            compound: vec![(1_000, 12_000)],
            sums: vec![],
            year: Some(2_026_000),
        };
        assert!(passage.makes(Class::Things, true).contains(&Made::Exactly(72_000)));
        let made = passage.makes(Class::Things, false);
        let told = |value: i64, hedged: bool| made.iter().any(|m| m.is(value, hedged));
        assert!(told(29_000_000, false) && told(174_000_000, false));
        assert!(told(69_000, false) && told(7_000, true));
        assert!(!told(31_000_000, false));
        assert!(passage.is_share(1.0 / 6.0) && !passage.is_share(0.6));
        let percent = passage.makes(Class::Percent, false);
        assert!(percent.iter().any(|m| m.is(17_000, true)));
    }
}
