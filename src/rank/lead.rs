//! `lead`: the first sentences, from one article after another.
//!
//! News puts the main thing first, so the openings of the articles are the baseline of the Document
//! Understanding Conferences and hard to beat (Nenkova 2005, "Automatic text summarization of
//! newswire"). Round k takes from every article, in canonical order, its next sentence whose
//! statement is not chosen yet; a statement is quoted by its voice, wherever that stands. One
//! article gives its first sentences. The gain of a pick is 1/k.

use crate::model::{ArticleId, Budget, Selection};

use super::parts::Draft;
use super::{Method, Story};

/// The method `lead`.
#[derive(Debug, Clone, Copy, Default)]
pub struct Lead;

impl Method for Lead {
    fn name(&self) -> &'static str {
        "lead"
    }

    fn select(&self, story: &Story<'_>, budget: Budget) -> Selection {
        let mut draft = Draft::new(story, budget);
        let queues = queues(story, &draft);
        let mut next = vec![0; queues.len()];
        let mut round = 0.0;
        loop {
            round += 1.0;
            let mut over = true;
            for (queue, at) in queues.iter().zip(&mut next) {
                while queue.get(*at).is_some_and(|&candidate| !draft.open(candidate)) {
                    *at += 1;
                }
                if let Some(&candidate) = queue.get(*at) {
                    draft.take(candidate, 1.0 / round, &[("round", round)]);
                    over = false;
                }
            }
            if over {
                return draft.finish();
            }
        }
    }
}

/// For each article of the story its candidates, by the article's own sentences.
fn queues(story: &Story<'_>, draft: &Draft<'_>) -> Vec<Vec<usize>> {
    let mut by_row = vec![None; story.sentences.len()];
    for (index, candidate) in draft.candidates().iter().enumerate() {
        for &member in &story.statements[candidate.statement.index()].members {
            if let Some(row) = story.row(member) {
                by_row[row] = Some(index);
            }
        }
    }
    let mut queues = vec![Vec::new(); story.articles.len()];
    for (&sentence, candidate) in story.sentences.iter().zip(by_row) {
        let article: ArticleId = story.corpus.sentence(sentence).article;
        if let (Ok(at), Some(candidate)) = (story.articles.binary_search(&article), candidate) {
            queues[at].push(candidate);
        }
    }
    queues
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rank::testing::Fixture;

    fn picked(articles: &[&[&str]], budget: &str) -> Vec<String> {
        let fixture = Fixture::new(articles);
        let story = fixture.story();
        let picks = Lead.select(&story, budget.parse().unwrap()).picks;
        picks.iter().map(|p| story.text(p.statement).to_owned()).collect()
    }

    #[test]
    fn articles_take_turns() {
        let articles: &[&[&str]] = &[&["a b", "c d", "e f"], &["g h", "c d", "i j"]];
        assert_eq!(picked(articles, "5s"), ["a b", "g h", "c d", "i j", "e f"]);
    }

    #[test]
    fn one_article_gives_its_first_sentences() {
        assert_eq!(picked(&[&["a b c", "d e", "f g", "h"]], "6w"), ["a b c", "d e", "h"]);
    }
}
