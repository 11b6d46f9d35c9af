//! What two articles have in common, as numbers that a model weighs.
//!
//! The cosines are those of the views ([`features`](super::features)); names, rare words and
//! numbers are views of their own, and so is time. Nothing here depends on other articles. Articles
//! in different languages share names and numbers only: of those the cosine alone is taken, and
//! only where several are shared.

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
    fn add(&mut self, x: Weighed, y: Weighed) {
        let (a, b) = (x.weight, y.weight);
        self.title += a[TITLE] * b[TITLE];
        self.lead += a[LEAD_VIEW] * b[LEAD_VIEW];
        self.body += a[BODY] * b[BODY];
        self.title_in_lead[0] += a[TITLE] * b[LEAD_VIEW];
        self.title_in_lead[1] += b[TITLE] * a[LEAD_VIEW];
        self.title_in_body[0] += a[TITLE] * b[BODY];
        self.title_in_body[1] += b[TITLE] * a[BODY];
        let idf = x.idf;
        let both = |test: fn(Use) -> bool| test(x.of) && test(y.of);
        if both(Use::is_name) {
            self.names += idf;
            self.lead_names += if both(Use::is_name_in_lead) { idf } else { 0.0 };
            self.title_names += if both(Use::is_name_in_title) { idf } else { 0.0 };
        }
        let in_view = |view: usize| x.of.times[view] > 0 && y.of.times[view] > 0;
        self.title_words += if in_view(TITLE) { idf } else { 0.0 };
        if in_view(LEAD_VIEW) {
            self.lead_words += idf;
            self.numbers += if both(Use::is_telling_number) { 1.0 } else { 0.0 };
            self.note_rare(idf);
        }
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

/// A term of an article with its weights.
#[derive(Debug, Clone, Copy)]
struct Weighed {
    of: Use,
    idf: f32,
    weight: [f32; 3],
}

fn weighed(views: &Views, article: u32, row: &Row, at: usize) -> Weighed {
    let (term, of) = (row.terms[at], row.uses[at]);
    let idf = views.idf(article, term, of);
    let log = views.logs(of);
    let mut weight = [0.0; 3];
    for (view, weight) in weight.iter_mut().enumerate() {
        *weight = log[view] * row.scale[view] * idf;
    }
    Weighed { of, idf, weight }
}

/// What `a` and `b`, which are in one language, have in common.
pub(super) fn pair(views: &Views, a: u32, b: u32) -> [f32; WIDTH] {
    let (row_a, row_b) = (views.row(a), views.row(b));
    let mut shared = Shared::default();
    let (mut i, mut j) = (0, 0);
    while let (Some(x), Some(y)) = (row_a.terms.get(i), row_b.terms.get(j)) {
        if x == y {
            shared.add(weighed(views, a, row_a, i), weighed(views, b, row_b, j));
        }
        // Which of the two is less cannot be foreseen: added, it costs no branch.
        let (behind, ahead) = (x <= y, y <= x);
        i += usize::from(behind);
        j += usize::from(ahead);
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
