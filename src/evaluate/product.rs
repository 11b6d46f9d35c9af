//! What the product gives where a bench runs a method: a briefing of an item's articles as one
//! story.
//!
//! A method under [`super::contest`] chooses among an item's sentences and nothing else happens.
//! `tidings brief` does more: it leaves articles of another time out, lets the latest lead open,
//! withdraws what an editor would not quote. Both are scored side by side, so that what the
//! newsroom's rules cost in ROUGE is seen.

use crate::brief::{Length, MethodChoice, Older, Rule, Settings};
use crate::model::{Article, Budget};
use crate::rank::coverage::Weights;

/// A way to run the product.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Product {
    /// `tidings brief --one-story`.
    Brief,
    /// `tidings brief --one-story --older keep`.
    Dated,
    /// `tidings brief --one-story --newsroom off`.
    Plain,
    /// `tidings brief --one-story --rules-off` with one rule.
    Without(Rule),
}

impl Product {
    /// All of them.
    pub const ALL: [Self; 9] = [
        Self::Brief,
        Self::Dated,
        Self::Without(Rule::Eligibility),
        Self::Without(Rule::Overtaken),
        Self::Without(Rule::Editor),
        Self::Without(Rule::LatestLead),
        Self::Without(Rule::Repetition),
        Self::Without(Rule::Dead),
        Self::Plain,
    ];

    /// Its name among the methods.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Brief => "brief",
            Self::Dated => "brief-older-keep",
            Self::Plain => "brief-plain",
            Self::Without(Rule::Eligibility) => "brief-no-eligibility",
            Self::Without(Rule::Overtaken) => "brief-no-overtaken",
            Self::Without(Rule::Editor) => "brief-no-editor",
            Self::Without(Rule::LatestLead) => "brief-no-latest-lead",
            Self::Without(Rule::Repetition) => "brief-no-repetition",
            Self::Without(Rule::Dead) => "brief-no-dead",
        }
    }

    /// The sentences of the briefing in their order; none where the product says that there is
    /// nothing to quote. `told` are articles that the reader has seen.
    #[must_use]
    pub fn lines(
        self,
        articles: Vec<Article>,
        earlier_articles: Vec<Article>,
        query: Option<String>,
        budget: Budget,
        weights: Option<&Weights>,
    ) -> Vec<String> {
        let settings = Settings {
            method: MethodChoice::Coverage(weights.cloned()),
            length: Some(Length::Budget(budget)),
            older: if self == Self::Dated { Older::Keep } else { Older::default() },
            newsroom: self != Self::Plain,
            rules_off: match self {
                Self::Without(rule) => vec![rule],
                _ => Vec::new(),
            },
            one_story: true,
            query,
            earlier_articles,
            ..Settings::default()
        };
        let briefing = settings.check().ok().and_then(|plan| plan.run(articles).ok());
        let stories = briefing.into_iter().flat_map(|outcome| outcome.value.stories);
        stories.flat_map(|story| story.items).map(|item| item.text).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Language, Place, Source};

    #[test]
    fn the_product_tells_one_story_with_and_without_its_rules() {
        let article = |text: &str| {
            let place = Place::Stdin { record: None };
            let source = Source { publisher: None, url: None, place };
            let mut article = Article::new(source, text.to_owned()).unwrap();
            article.language = Some(Language::ENGLISH);
            article
        };
        let articles = vec![
            article("The old harbour bridge closed to heavy lorries on Monday after a storm."),
            article("Engineers found cracks in the old harbour bridge on Monday, the city said."),
        ];
        for product in Product::ALL {
            let lines =
                product.lines(articles.clone(), Vec::new(), None, "40w".parse().unwrap(), None);
            assert!(!lines.is_empty() && lines.iter().all(|line| line.contains("bridge")));
            assert!(
                product
                    .lines(Vec::new(), Vec::new(), None, "40w".parse().unwrap(), None)
                    .is_empty()
            );
        }
    }
}
