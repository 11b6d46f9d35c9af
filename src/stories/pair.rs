//! What two articles have in common, as numbers that a model weighs.
//!
//! The cosines are those of the views ([`features`](super::features)); names, rare words and
//! numbers are views of their own, and so is time. Nothing here depends on other articles. Articles
//! in different languages share names and numbers only: of those the cosine alone is taken, and
//! only where several are shared.

use super::features::{BODY, Features, LEAD_VIEW, Row, TITLE, Use};
use super::probe::Probe;

/// Number of features of a pair.
pub const WIDTH: usize = 23;

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
    "days_apart",
];

/// Most days that count: what lies a month apart is no nearer than what lies two apart.
const MOST_DAYS: f64 = 30.0;

/// Names and numbers that articles in different languages must share at least.
const SHARED_ACROSS: u32 = 3;

/// Two articles side by side.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Pair {
    pub features: [f32; WIDTH],
    /// Cosine of the bodies; of names and numbers in different languages.
    pub cosine: f32,
    /// The product by which candidates are found.
    pub similarity: f32,
    /// In different languages the features are not those the model weighs.
    pub across: bool,
}

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
    similarity: f32,
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
        self.similarity += 0.5 * (a[LEAD_VIEW] + a[BODY]) * (0.5 * (b[LEAD_VIEW] + b[BODY]));
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

fn weighed(features: &Features, article: u32, row: &Row, at: usize) -> Weighed {
    let (term, of) = (row.terms[at], row.uses[at]);
    let idf = features.idf(article, term, of);
    let log = features.logs(of);
    let mut weight = [0.0; 3];
    for (view, weight) in weight.iter_mut().enumerate() {
        *weight = log[view] * row.scale[view] * idf;
    }
    Weighed { of, idf, weight }
}

/// What `a`, whose terms `probe` holds, and `b` have in common.
pub(super) fn pair(features: &Features, probe: &mut Probe, a: u32, b: u32) -> Pair {
    let (row_a, row_b) = (features.row(a), features.row(b));
    if !features.same_language(a, b) {
        return across(features, probe, a, b);
    }
    let mut shared = Shared::default();
    probe.shared(&row_b.terms, |at_a, at_b| {
        shared.add(weighed(features, a, row_a, at_a), weighed(features, b, row_b, at_b));
    });
    let least = |of: fn(&Row) -> f32| of(row_a).min(of(row_b));
    let share = |sum: f32, all: f32| if all > 0.0 { sum / all } else { 0.0 };
    let [first, second, third, fourth] = shared.rarest;
    let (title_in_lead, title_in_body) = (shared.title_in_lead, shared.title_in_body);
    let values = [
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
        days_apart(features.gap(a, b)),
    ];
    Pair { features: values, cosine: shared.body, similarity: shared.similarity, across: false }
}

/// ln(1 + d), where d is the days beyond the first; 0 where either article is undated.
#[allow(clippy::cast_possible_truncation)]
fn days_apart(gap: Option<f64>) -> f32 {
    gap.map_or(0.0, |days| libm::log1p((days - 1.0).clamp(0.0, MOST_DAYS)) as f32)
}

/// Names and numbers of articles in different languages.
fn across(features: &Features, probe: &mut Probe, a: u32, b: u32) -> Pair {
    let (row_a, row_b) = (features.row(a), features.row(b));
    let (mut cosine, mut similarity, mut count) = (0.0, 0.0, 0);
    probe.shared(&row_b.terms, |at_a, at_b| {
        let (x, y) = (weighed(features, a, row_a, at_a), weighed(features, b, row_b, at_b));
        similarity += 0.5
            * (x.weight[LEAD_VIEW] + x.weight[BODY])
            * (0.5 * (y.weight[LEAD_VIEW] + y.weight[BODY]));
        if x.of.crosses_languages() && y.of.crosses_languages() {
            let plain = x.of.is_name() || x.of.is_telling_number();
            count += u32::from(plain);
            cosine += x.idf * row_a.scale_across * (y.idf * row_b.scale_across);
        }
    });
    if count < SHARED_ACROSS {
        cosine = 0.0;
    }
    let days = days_apart(features.gap(a, b));
    let mut values = [0.0; WIDTH];
    values[WIDTH - 1] = days;
    Pair { features: values, cosine, similarity, across: true }
}
