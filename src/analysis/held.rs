//! Which sentences tell again what a reader has been told.

use std::collections::BTreeMap;

use crate::model::TermId;
use crate::terms::{Token, content_terms};

/// Share of its content words that one told sentence may hold; a sentence with more of them there
/// repeats it. Set by: hand, with the rule; what else was tried is not recorded.
const HELD: f64 = 0.75;

/// Share of its content words that one told sentence may hold where a story goes on and the
/// sentence names nobody and no number that the told one does not: an update that says the same in
/// other words. Set by: reading three weeks of news; half was the least that lost no fact.
const REWORDED: f64 = 0.5;

/// Content words below which a sentence is too short to be judged as retold.
/// Set by hand; no trial of other values is recorded.
const ENOUGH_REWORDED: usize = 6;

/// Content words below which a sentence is too short to be judged so: "charged with second-degree
/// murder" and "with third-degree murder" share most of theirs.
/// Set by hand; no trial of other values is recorded.
const ENOUGH: usize = 8;

/// Most told sentences that a new one is compared with: those that share most of its rarest words.
/// Bounds the work; set by hand.
const MOST_COMPARED: usize = 64;

/// The content words of told sentences.
#[derive(Debug, Default)]
pub(crate) struct Held {
    /// By told sentence: its terms, ascending.
    terms: Vec<Vec<TermId>>,
    /// By term: the told sentences with it.
    places: BTreeMap<TermId, Vec<u32>>,
}

impl Held {
    pub(crate) fn new<'t>(reported: impl Iterator<Item = &'t [Token]>) -> Self {
        let mut held = Self::default();
        reported.for_each(|tokens| held.add(tokens));
        held
    }

    /// Adds a told sentence.
    pub(crate) fn add(&mut self, tokens: &[Token]) {
        let number = u32::try_from(self.terms.len()).unwrap_or(u32::MAX);
        let terms = content_terms(tokens);
        for &term in &terms {
            self.places.entry(term).or_default().push(number);
        }
        self.terms.push(terms);
    }

    /// Whether nothing was told.
    pub(crate) const fn is_empty(&self) -> bool {
        self.terms.is_empty()
    }

    /// How one told sentence echoes in another: it holds nearly all of its content words, or half
    /// of them and all of its names and number words; its figures in both cases. Such a sentence
    /// holds one of the rarest at least, so only those are looked up.
    #[allow(clippy::cast_possible_truncation, clippy::cast_precision_loss, clippy::cast_sign_loss)]
    pub(crate) fn says(&self, tokens: &[Token]) -> Option<Echo> {
        let mut own = content_terms(tokens);
        if own.len() < ENOUGH_REWORDED {
            return None;
        }
        let places = |term: &TermId| self.places.get(term).map_or(&[][..], Vec::as_slice);
        own.sort_by_key(|term| (places(term).len(), *term));
        let spare = ((1.0 - REWORDED) * own.len() as f64).floor() as usize;
        let mut shared: BTreeMap<u32, usize> = BTreeMap::new();
        for &place in own.iter().take(spare + 1).flat_map(places) {
            *shared.entry(place).or_insert(0) += 1;
        }
        let mut order: Vec<(std::cmp::Reverse<usize>, u32)> =
            shared.into_iter().map(|(place, count)| (std::cmp::Reverse(count), place)).collect();
        order.sort_unstable();
        order
            .into_iter()
            .take(MOST_COMPARED)
            .filter_map(|(_, place)| self.echo(place, tokens, &own))
            .max()
    }

    #[allow(clippy::cast_precision_loss)]
    fn echo(&self, place: u32, tokens: &[Token], own: &[TermId]) -> Option<Echo> {
        let terms = self.terms.get(place as usize).map_or(&[][..], Vec::as_slice);
        let holds = |term: TermId| terms.binary_search(&term).is_ok();
        let is_new = |t: &&Token| !holds(t.term());
        if tokens.iter().filter(|t| t.has_digit()).any(|t| is_new(&t)) {
            return None;
        }
        let held = own.iter().filter(|&&term| holds(term)).count() as f64 / own.len() as f64;
        // The first word is written large whatever it is.
        let is_name = |t: &&Token| t.is_content() && (t.is_capital() || t.is_number());
        if held >= HELD && own.len() >= ENOUGH {
            Some(Echo::Held)
        } else if held >= REWORDED && !tokens.iter().skip(1).filter(is_name).any(|t| is_new(&t)) {
            Some(Echo::Retold)
        } else {
            None
        }
    }
}

/// How what was told comes back.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Echo {
    /// In other words, with nobody and no number that is new.
    Retold,
    /// In nearly the same words.
    Held,
}
