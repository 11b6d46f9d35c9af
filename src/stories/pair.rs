//! What two articles have in common, as numbers that a model weighs.
//!
//! The cosines are those of the views ([`features`](super::features)); names, rare words and
//! numbers are views of their own, and so is time. Nothing here depends on other articles. Articles
//! in different languages share names and numbers only: of those the cosine alone is taken, and
//! only where several are shared.

use super::probe::Sieve;
use super::views::{BODY, LEAD_VIEW, Row, TITLE, Use, Views};

/// Number of features of a pair.
pub const WIDTH: usize = 22;

/// Their names, in order.
pub(super) const NAMES: [&str; WIDTH] = [
    "title_cosine",
    "lead_cosine",
    "body_cosine",
    "root_of_body_cosine",
    "lead_names_shared",
    "lead_names_weight",
    "names_shared",
    "names_weight",
    "title_names_weight",
    "numbers",
    "rarest",
    "second_rarest",
    "third_rarest",
    "fourth_rarest",
    "title_words_weight",
    "lead_words_weight",
    "title_in_lead",
    "title_in_body",
    "shorter",
    "longer",
    "shorter_title",
    "shorter_lead",
];

/// Sums over the terms that two articles share.
#[derive(Debug, Default)]
struct Shared {
    title: f32,
    lead: f32,
    body: f32,
    title_in_lead: [f32; 2],
    title_in_body: [f32; 2],
    lead_names: f32,
    names: f32,
    title_names: f32,
    numbers: f32,
    title_words: f32,
    lead_words: f32,
    rarest: [f32; 4],
}

impl Shared {
    /// Adds a term of this idf. What an article does not use in a view weighs nothing there; the
    /// title is a part of the lead.
    fn add(&mut self, views: &Views, (a, x): (&Row, Use), (b, y): (&Row, Use), idf: f32) {
        let weigh = |row: &Row, of: Use, view| views.log(of, view) * row.scale[view] * idf;
        let both = |test: fn(Use) -> bool| test(x) && test(y);
        let (a_body, b_body) = (weigh(a, x, BODY), weigh(b, y, BODY));
        self.body += a_body * b_body;
        self.names += if both(Use::is_name) { idf } else { 0.0 };
        let (x_titled, y_titled) = (x.times[TITLE] > 0, y.times[TITLE] > 0);
        if x_titled {
            self.title_in_body[0] += weigh(a, x, TITLE) * b_body;
        }
        if y_titled {
            self.title_in_body[1] += weigh(b, y, TITLE) * a_body;
        }
        if x.times[LEAD_VIEW] == 0 || y.times[LEAD_VIEW] == 0 {
            return;
        }
        let (a_lead, b_lead) = (weigh(a, x, LEAD_VIEW), weigh(b, y, LEAD_VIEW));
        self.lead += a_lead * b_lead;
        if x_titled {
            self.title_in_lead[0] += weigh(a, x, TITLE) * b_lead;
        }
        if y_titled {
            self.title_in_lead[1] += weigh(b, y, TITLE) * a_lead;
        }
        if x_titled && y_titled {
            self.title += weigh(a, x, TITLE) * weigh(b, y, TITLE);
            self.title_words += idf;
        }
        self.lead_names += if both(Use::is_name_in_lead) { idf } else { 0.0 };
        self.title_names += if both(Use::is_name_in_title) { idf } else { 0.0 };
        self.numbers += if both(Use::is_telling_number) { 1.0 } else { 0.0 };
        self.lead_words += idf;
        self.note_rare(idf);
    }

    /// Keeps the four rarest words, the rarest first.
    fn note_rare(&mut self, idf: f32) {
        let mut idf = idf;
        for rarest in &mut self.rarest {
            if idf > *rarest {
                std::mem::swap(&mut idf, rarest);
            }
        }
    }
}

/// Room to compare one article with others.
#[derive(Debug)]
pub(super) struct Pairing {
    /// The article whose terms are in the sieve.
    of: Option<u32>,
    terms: Vec<u32>,
    sieve: Sieve,
    /// Where in `terms` the last one with these lowest bits stands.
    slots: Vec<u16>,
}

/// Terms that differ in their lowest bits have slots of their own.
const SLOTS: usize = 1 << 10;

impl Default for Pairing {
    fn default() -> Self {
        Self { of: None, terms: Vec::new(), sieve: Sieve::default(), slots: vec![0; SLOTS] }
    }
}

impl Pairing {
    /// Takes up another article instead of the one before.
    fn take_up(&mut self, article: u32, terms: &[u32]) {
        if self.of.replace(article) == Some(article) {
            return;
        }
        self.sieve.clear(self.terms.drain(..));
        self.terms.extend_from_slice(terms);
        for (at, &term) in (0u16..).zip(terms) {
            self.sieve.add(term);
            self.slots[term as usize % SLOTS] = at;
        }
    }

    /// The place of a term among those of the article.
    fn place(&self, term: u32) -> Option<usize> {
        let at = usize::from(self.slots[term as usize % SLOTS]);
        let found = self.terms.get(at) == Some(&term);
        if found { Some(at) } else { self.terms.binary_search(&term).ok() }
    }
}

/// What `a` and `b`, which are in one language, have in common. Quickest where `a` stays the same
/// from pair to pair.
pub(super) fn pair(views: &Views, room: &mut Pairing, a: u32, b: u32) -> [f32; WIDTH] {
    let (row_a, row_b) = (views.row(a), views.row(b));
    let mut shared = Shared::default();
    room.take_up(a, &row_a.terms);
    let count = room.sieve.mark(&row_b.terms);
    for at in room.sieve.marked(count) {
        let (term, y) = (row_b.terms[at], row_b.uses[at]);
        let Some(place) = room.place(term) else { continue };
        // In one language a term is worth the same in both.
        let idf = views.idf(b, term, y);
        shared.add(views, (row_a, row_a.uses[place]), (row_b, y), idf);
    }
    let least = |of: fn(&Row) -> f32| of(row_a).min(of(row_b));
    let share = |sum: f32, all: f32| if all > 0.0 { sum / all } else { 0.0 };
    let [first, second, third, fourth] = shared.rarest;
    let (title_in_lead, title_in_body) = (shared.title_in_lead, shared.title_in_body);
    [
        shared.title,
        shared.lead,
        shared.body,
        shared.body.sqrt(),
        share(shared.lead_names, least(|r| r.names[0])),
        libm::log1pf(shared.lead_names),
        share(shared.names, least(|r| r.names[1])),
        libm::log1pf(shared.names),
        libm::log1pf(shared.title_names),
        shared.numbers.min(4.0),
        first,
        second,
        third,
        fourth,
        libm::log1pf(shared.title_words),
        libm::log1pf(shared.lead_words),
        title_in_lead[0].max(title_in_lead[1]),
        title_in_body[0].min(title_in_body[1]),
        least(|r| r.sizes[BODY]),
        row_a.sizes[BODY].max(row_b.sizes[BODY]),
        least(|r| r.sizes[TITLE]),
        least(|r| r.sizes[LEAD_VIEW]),
    ]
}
