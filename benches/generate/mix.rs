//! A world of news: stories with facts, names, figures and words of their own, told by many
//! outlets, printed again by others.
//!
//! - **Stories** have sizes by a power law (exponent 2.3): most are told once, a few by thousands.
//!   They start at random moments; their articles follow with waiting times of 20 hours in the
//!   mean.
//! - **Words**: every sentence has the shape of a sentence of the articles given. Part of its
//!   content words stay, the others come from the story's own few dozen, drawn from an urn whose
//!   vocabulary grows without end; so do names.
//! - **Articles** of a story tell its facts, the most important ones most often: word for word,
//!   with a changed word, in another shape, or with sentences of their own. Figures belong to
//!   facts.
//! - **Copies**: nearly a third of a story's later articles are prints of an earlier one, often cut
//!   at the end or with a sentence changed.

use super::dice::{Dice, Urn, invented};
use super::frames::{Frame, Kind, Topic};

/// How much of the given articles' own words stays.
#[derive(Debug, Clone, Copy)]
pub struct Taste {
    /// Share of content words that stay as they are.
    pub kept: f64,
    /// Discount of the urns: the exponent of vocabulary growth among the words drawn.
    pub discount: f64,
}

/// An article that was made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Made {
    /// Its story, from 0.
    pub story: usize,
    /// Headline.
    pub title: String,
    /// Outlet.
    pub publisher: String,
    /// Seconds since 1970.
    pub second: i64,
    /// Paragraphs, blank lines between.
    pub text: String,
    /// Whether it is a print of an earlier one.
    pub copy: bool,
}

/// 6 April 2026.
const START: i64 = 1_775_433_600;

const DAY: f64 = 86_400.0;

/// Articles of one day of news.
const A_DAY: usize = 40_000;

/// Mean of the time between a story's start and an article on it, in seconds.
const FOLLOWS: f64 = 72_000.0;

/// Median of an article's length in sentences, and the deviation of its logarithm.
const LENGTH: (f64, f64) = (13.0, 0.6);

const COPIED: f64 = 0.3;

/// Makes articles, story by story.
#[derive(Debug)]
pub struct World<'t> {
    topics: &'t [Topic],
    taste: Taste,
    dice: Dice,
    words: Urn,
    names: Urn,
    outlets: usize,
    largest: usize,
    seconds: f64,
    stories: usize,
}

/// What one story has of its own.
struct Story<'t> {
    topics: [&'t Topic; 3],
    palette: Vec<String>,
    cast: Vec<String>,
    facts: Vec<String>,
    start: f64,
}

impl<'t> World<'t> {
    /// A world of about `articles` articles; `topics` must hold at least one with a frame.
    #[allow(clippy::cast_precision_loss, clippy::cast_possible_truncation, clippy::cast_sign_loss)]
    pub fn new(topics: &'t [Topic], taste: Taste, articles: usize, seed: u64) -> Self {
        let root = (articles as f64).sqrt();
        Self {
            topics,
            taste,
            dice: Dice::new(seed),
            words: Urn::new(taste.discount, 1_500.0),
            names: Urn::new(taste.discount, 800.0),
            outlets: 30 + (2.0 * root) as usize,
            largest: (10.0 * root) as usize,
            seconds: DAY * (articles as f64 / A_DAY as f64).max(2.0),
            stories: 0,
        }
    }

    /// The articles of the next story, at most `most`.
    pub fn story(&mut self, most: usize) -> Vec<Made> {
        let size = self.dice.power_law(2.3, self.largest.min(most));
        self.told(size)
    }

    /// The next story, of `size` articles.
    pub fn told(&mut self, size: usize) -> Vec<Made> {
        let story = self.begin(size);
        let mut made: Vec<Made> = Vec::with_capacity(size);
        for _ in 0..size {
            let article = self.article(&story, &made);
            made.push(article);
        }
        self.stories += 1;
        made
    }

    fn begin(&mut self, size: usize) -> Story<'t> {
        let dice = &mut self.dice;
        let mut topic = || &self.topics[dice.below(self.topics.len())];
        let topics = [topic(), topic(), topic()];
        let palette = (0..36).map(|_| inflected(self.words.draw(dice), dice)).collect();
        let cast = (0..9).map(|_| capitalised(&invented(self.names.draw(dice)))).collect();
        let start = dice.unit() * self.seconds;
        let mut story = Story { topics, palette, cast, facts: Vec::new(), start };
        // Large stories have more to tell, but not in proportion.
        let facts = 14 + 5 * size.ilog2() as usize;
        for _ in 0..facts {
            let fact = self.sentence(&story, 1.0);
            story.facts.push(fact);
        }
        story
    }

    /// A sentence in the shape of one of the story's topics; `own` is the share of filled-in words
    /// that are the story's.
    fn sentence(&mut self, story: &Story<'_>, own: f64) -> String {
        let topic = story.topics[self.dice.early(3)];
        let Some(frame) = self.dice.of(topic) else { return String::new() };
        self.fill(frame, story, own)
    }

    fn fill(&mut self, frame: &Frame, story: &Story<'_>, own: f64) -> String {
        let dice = &mut self.dice;
        let mut text = String::new();
        for piece in &frame.pieces {
            text.push_str(&piece.before);
            match piece.kind {
                Kind::Content if !dice.happens(self.taste.kept) => {
                    if dice.happens(own) {
                        text.push_str(&story.palette[dice.early(story.palette.len())]);
                    } else {
                        text.push_str(&inflected(self.words.draw(dice), dice));
                    }
                }
                Kind::Name if dice.happens(own.max(0.7)) => {
                    text.push_str(&story.cast[dice.early(story.cast.len())]);
                }
                Kind::Name => text.push_str(&capitalised(&invented(self.names.draw(dice)))),
                Kind::Figure => text.extend(piece.word.chars().map(|c| figure(c, dice))),
                Kind::Plain | Kind::Content => text.push_str(&piece.word),
            }
        }
        text.push_str(&frame.end);
        text
    }

    #[allow(clippy::cast_possible_truncation)]
    fn article(&mut self, story: &Story<'_>, before: &[Made]) -> Made {
        let own = before.iter().filter(|m| !m.copy).count();
        let copy = own > 0 && self.dice.happens(COPIED);
        let original = before.iter().filter(|m| !m.copy).nth(self.dice.early(own));
        let publisher = self.publisher();
        let second = START + (story.start + self.dice.exponential(FOLLOWS)) as i64;
        let number = self.stories;
        if let (true, Some(original)) = (copy, original) {
            let text = self.printed(&original.text, story);
            let title = original.title.clone();
            return Made {
                story: number,
                title,
                publisher,
                second: second.max(original.second),
                text,
                copy: true,
            };
        }
        let length = self.dice.log_normal(LENGTH.0, LENGTH.1).clamp(3, 120);
        let mut sentences: Vec<String> = Vec::with_capacity(length);
        let mut told = vec![false; story.facts.len()];
        for _ in 0..length {
            let sentence = match self.dice.unit() {
                x if x < 0.45 => {
                    let fact = self.dice.early(told.len());
                    if std::mem::replace(&mut told[fact], true) {
                        self.sentence(story, 0.7)
                    } else {
                        self.retold(&story.facts[fact], story)
                    }
                }
                x if x < 0.75 => self.sentence(story, 0.8),
                _ => self.sentence(story, 0.3),
            };
            sentences.push(sentence);
        }
        let title = headline(self.dice.of(&story.facts).map_or("", |fact| fact));
        let mut text = String::new();
        for (n, sentence) in sentences.iter().enumerate() {
            let gap = if n == 0 {
                ""
            } else if self.dice.happens(0.5) {
                "\n\n"
            } else {
                " "
            };
            text.push_str(gap);
            text.push_str(sentence);
        }
        Made { story: number, title, publisher, second, text, copy: false }
    }

    /// A fact as one article tells it: word for word, or with one word changed.
    fn retold(&mut self, fact: &str, story: &Story<'_>) -> String {
        if self.dice.happens(0.5) {
            return fact.to_owned();
        }
        let words: Vec<&str> = fact.split(' ').collect();
        let at = 1 + self.dice.below(words.len().saturating_sub(2));
        let other = &story.palette[self.dice.below(story.palette.len())];
        let changed = |n: usize, word: &&str| {
            let plain = word.bytes().all(|b| b.is_ascii_lowercase());
            if n == at && plain { other.clone() } else { (*word).to_owned() }
        };
        words.iter().enumerate().map(|(n, w)| changed(n, w)).collect::<Vec<_>>().join(" ")
    }

    /// A print of an earlier article: whole, cut at the end, or with a sentence of the printer's
    /// own at the end.
    fn printed(&mut self, text: &str, story: &Story<'_>) -> String {
        let paragraphs: Vec<&str> = text.split("\n\n").collect();
        match self.dice.below(4) {
            0 | 1 => text.to_owned(),
            2 => paragraphs[..paragraphs.len().div_ceil(2).max(paragraphs.len() * 3 / 4)]
                .join("\n\n"),
            _ => format!("{text}\n\n{}", self.sentence(story, 0.5)),
        }
    }

    fn publisher(&mut self) -> String {
        let number = u32::try_from(self.dice.early(self.outlets)).unwrap_or(0);
        format!(
            "{} {}",
            capitalised(&invented(1_000_000 + number)),
            ["Post", "Times", "Ledger"][number as usize % 3]
        )
    }
}

/// A word in one of its forms: always the same for names, so for words only.
fn inflected(number: u32, dice: &mut Dice) -> String {
    let mut word = invented(number);
    word.push_str(["", "", "", "s", "ed", "ing"][dice.below(6)]);
    word
}

fn capitalised(word: &str) -> String {
    let mut chars = word.chars();
    chars.next().map_or_else(String::new, |c| c.to_uppercase().chain(chars).collect())
}

/// Another digit, not 0 where the number may start with it; anything else stays.
fn figure(c: char, dice: &mut Dice) -> char {
    if c.is_ascii_digit() { char::from(b'1' + u8::try_from(dice.below(9)).unwrap_or(0)) } else { c }
}

fn headline(fact: &str) -> String {
    let words: Vec<&str> = fact.split_whitespace().take(9).collect();
    words.join(" ").trim_end_matches(|c: char| !c.is_alphanumeric()).to_owned()
}
