//! Standfirsts that run into the sentence behind them: "… gap between executions from 60 to 90 days
//! An appeals court …".
//!
//! In feeds a standfirst without a full stop is often followed by the first sentence on the same
//! line. Where one ends and the other begins can be seen only if the second begins with a small
//! word ("An"), so nothing is cut: such a sentence is not quoted, and the headline tells the story.
//! An outlet that does so again and again does so where it cannot be seen, too: of its short texts
//! no first sentence is quoted.

use std::collections::BTreeMap;

use crate::analysis::Story;
use crate::lexicon::{Lexicon, List};
use crate::model::{Article, Corpus, Language, Role, SentenceId, StatementId};
use crate::text::stop::StopWords;
use crate::text::words;

/// Bytes of a text that is short: longer ones have paragraphs. Set by: the labelled sets; of 34
/// sentences with the sign in texts up to this length all were labelled as page remains.
const SHORT: usize = 1_200;

/// Short texts of an outlet in which the sign must be seen, and the share of them, for all of them
/// to have it. Chosen on one labelled day of feeds: of the one outlet that passes, 11 of 13 first
/// sentences were page remains.
const OFTEN: (usize, f64) = (3, 0.2);

/// The outlets of a collection whose standfirsts run into their sentences.
#[derive(Debug, Default)]
pub(crate) struct Glued {
    publishers: Vec<String>,
}

impl Glued {
    /// Learns them from the first sentences of the short texts.
    #[allow(clippy::cast_precision_loss)]
    pub(crate) fn new(corpus: &Corpus) -> Self {
        let mut seen: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
        for id in corpus.article_ids() {
            let article = corpus.article(id);
            let Some(publisher) = article.source.publisher.as_deref() else { continue };
            if !is_short(article) {
                continue;
            }
            let first = corpus.sentences_of(id).find(|&s| corpus.sentence(s).role == Role::Body);
            let Some(first) = first else { continue };
            let (signs, texts) = seen.entry(publisher).or_default();
            *signs += usize::from(runs_together(corpus.text(first), corpus.language(id)));
            *texts += 1;
        }
        let often = |(signs, texts): (usize, usize)| {
            signs >= OFTEN.0 && signs as f64 >= OFTEN.1 * texts as f64
        };
        let publishers =
            seen.into_iter().filter(|(_, counts)| often(*counts)).map(|(name, _)| name.to_owned());
        Self { publishers: publishers.collect() }
    }

    /// Withdraws from being quoted what a standfirst runs into, even if nothing is left.
    pub(crate) fn withdraw(&self, story: &mut Story<'_>) {
        let glued: Vec<StatementId> = story
            .candidates()
            .filter(|id| self.is_glued(story.corpus, story.statements[id.index()].voice))
            .collect();
        story.withdraw(glued);
    }

    fn is_glued(&self, corpus: &Corpus, sentence: SentenceId) -> bool {
        let place = corpus.sentence(sentence);
        let article = corpus.article(place.article);
        let learned = |name: &String| self.publishers.binary_search(name).is_ok();
        is_short(article)
            && (place.position == 0 && article.source.publisher.as_ref().is_some_and(learned)
                || runs_together(corpus.text(sentence), corpus.language(place.article)))
    }
}

fn is_short(article: &Article) -> bool {
    article.text().len() <= SHORT
}

/// Whether a small word with a capital stands behind a word in lower case, which is no small word,
/// and a space.
fn runs_together(text: &str, language: Option<Language>) -> bool {
    let (stop, lexicon) = (StopWords::of(language), Lexicon::of(language));
    let mut before: Option<crate::text::Word> = None;
    for word in words(text) {
        let pair = before.replace(word);
        let Some(last) = pair.filter(|last| word.capital && !last.capital) else { continue };
        if text.get(last.end..word.start) != Some(" ") {
            continue;
        }
        let written = text.get(word.start..word.end).unwrap_or("");
        let opens = written.chars().skip(1).all(char::is_lowercase) && written.len() > 1;
        let lower = written.to_lowercase();
        // Months, "Will Roe", and the German "Sie" are written with a capital anywhere.
        let named = lexicon.month(&lower).is_some()
            || lexicon.holds(List::Modals, &lower)
            || lexicon.holds(List::SecondPerson, &lower)
            || lexicon.is_pronoun(&lower);
        let behind = text.get(last.start..last.end).unwrap_or("");
        if opens && !named && stop.holds(&lower) && !stop.holds(behind) {
            return true;
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_small_word_with_a_capital_tells_where_a_sentence_was_glued_on() {
        let english = Some(Language::ENGLISH);
        for text in [
            "Officials sought a gap of 60 to 90 days An appeals court ruled on Monday.",
            "Candidate rails against president on social media After the poll he left.",
        ] {
            assert!(runs_together(text, english), "{text}");
        }
        for text in [
            "The choir sang in early May for The Harbour Ledger.",
            "It rained. An appeals court ruled on Monday.",
            "The mayor said “An appeals court ruled”, and in early May left.",
            "Killed US officials were named by The Ledger.",
        ] {
            assert!(!runs_together(text, english), "{text}");
        }
        let german = Language::parse("de");
        assert!(!runs_together("Das Gericht bittet Sie um Geduld.", german));
    }
}
