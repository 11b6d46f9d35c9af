//! What a reader wants of every briefing: sections, watch-lists, mutes, publishers' weights and
//! caps.

use jiff::Timestamp;

use crate::model::{Article, Language, Recipe, Warning};

use super::wanted::{Wanted, language_of};

/// A topic with a place of its own in the briefing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Section {
    /// Its heading.
    pub name: String,
    /// What its articles have.
    pub wanted: Wanted,
    /// Most stories that are told in it; `None` for no limit of its own.
    pub stories: Option<usize>,
}

/// A topic whose stories weigh more.
#[derive(Debug, Clone, PartialEq)]
pub struct Watch {
    /// Its name, for the explanation.
    pub name: String,
    /// What its articles have.
    pub wanted: Wanted,
    /// What the weight of its stories is multiplied by, above 0.
    pub boost: f64,
}

/// Articles that the reader does not want to see.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mute {
    /// What they have; phrases are looked for word for word.
    pub wanted: Wanted,
    /// Whether a phrase counts only in the title.
    pub title_only: bool,
    /// The moment from which the mute no longer holds.
    pub until: Option<Timestamp>,
}

/// How much one publisher counts.
#[derive(Debug, Clone, PartialEq)]
pub struct Weighted {
    /// Its name or one of its feeds.
    pub wanted: Wanted,
    /// What a story counts for this publisher's telling it, 1 for others.
    pub weight: f64,
    /// Most stories of a briefing that quote it; `None` for the limit of all publishers.
    pub stories: Option<usize>,
}

/// All wishes together; the default has none.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Preferences {
    /// Languages of the articles that are read; empty for all.
    pub languages: Vec<Language>,
    /// Sections in the reader's order.
    pub sections: Vec<Section>,
    /// Heading of the stories that no section claims, after all sections.
    pub rest: Option<String>,
    /// Watch-lists.
    pub watches: Vec<Watch>,
    /// Mutes.
    pub mutes: Vec<Mute>,
    /// Publishers that count more or less than others.
    pub publishers: Vec<Weighted>,
    /// Most stories of a briefing that quote one and the same publisher.
    pub publisher_stories: Option<usize>,
    /// Most stories of a briefing.
    pub stories: Option<usize>,
}

impl Preferences {
    /// Leaves out the articles that are muted at the moment `now` or in another language, and says
    /// how many those are. Without a moment every mute holds.
    #[must_use]
    pub fn admit(
        &self,
        mut articles: Vec<Article>,
        now: Option<Timestamp>,
    ) -> (Vec<Article>, Vec<Warning>) {
        let mut notes = Vec::new();
        if !self.languages.is_empty() {
            let before = articles.len();
            articles.retain(|a| {
                language_of(a).is_none_or(|language| self.languages.contains(&language))
            });
            if articles.len() < before {
                let codes: Vec<&str> = self.languages.iter().map(Language::code).collect();
                let left_out = left_out(before - articles.len());
                let message = format!("{left_out}: not in {}", codes.join(", "));
                notes.push(Warning::note("languages", message));
            }
        }
        for mute in &self.mutes {
            if mute.until.is_some_and(|until| now.is_some_and(|now| now >= until)) {
                continue;
            }
            let before = articles.len();
            articles.retain(|article| !mute.wanted.is_named_in(article, mute.title_only));
            if articles.len() < before {
                let message =
                    format!("{}: {}", left_out(before - articles.len()), named(&mute.wanted));
                notes.push(Warning::note("mutes", message));
            }
        }
        (articles, notes)
    }

    /// States in a recipe how many wishes of each kind had a say.
    pub(super) fn recipe(&self, recipe: &mut Recipe) {
        let counts = [
            ("sections", self.sections.len()),
            ("watches", self.watches.len()),
            ("mutes", self.mutes.len()),
            ("publishers", self.publishers.len()),
            ("publisher_stories", self.publisher_stories.unwrap_or(0)),
            ("stories", self.stories.unwrap_or(0)),
        ];
        for (key, count) in counts.into_iter().filter(|(_, count)| *count > 0) {
            recipe.push(key, count);
        }
    }
}

fn left_out(articles: usize) -> String {
    if articles == 1 {
        "1 article was left out".to_owned()
    } else {
        format!("{articles} articles were left out")
    }
}

/// What a mute names, in the reader's words.
fn named(wanted: &Wanted) -> String {
    let phrases = wanted.phrases.iter().map(ToString::to_string);
    let names = wanted.publishers.iter().chain(&wanted.feeds).cloned();
    phrases.chain(names).map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Place, Source};

    fn article(publisher: &str, text: &str) -> Article {
        let source = Source {
            publisher: Some(publisher.to_owned()),
            url: None,
            place: Place::Stdin { record: None },
        };
        Article::new(source, text.to_owned()).unwrap()
    }

    fn mute(phrase: &str, until: Option<&str>) -> Mute {
        let wanted = Wanted { phrases: vec![phrase.parse().unwrap()], ..Wanted::default() };
        Mute { wanted, title_only: false, until: until.map(|t| t.parse().unwrap()) }
    }

    #[test]
    fn mutes_drop_articles_count_them_and_expire() {
        let articles = vec![
            article("Ledger", "The council met on Monday to talk about the harbour wall."),
            article("Gazette", "The royal wedding was watched by many people in the harbour."),
        ];
        let preferences = Preferences {
            mutes: vec![mute("royal wedding", Some("2026-12-01T00:00:00Z"))],
            ..Preferences::default()
        };
        let at = |now: &str| preferences.admit(articles.clone(), Some(now.parse().unwrap()));
        let (left, notes) = at("2026-11-30T23:59:59Z");
        assert_eq!(left.len(), 1);
        assert_eq!(notes[0].to_string(), "mutes: 1 article was left out: `royal wedding`");
        let (left, notes) = at("2026-12-01T00:00:00Z");
        assert_eq!((left.len(), notes.len()), (2, 0));
        assert_eq!(preferences.admit(articles.clone(), None).0.len(), 1);
    }

    #[test]
    fn other_languages_are_left_out() {
        let articles = vec![
            article("Ledger", "The council met on Monday to talk about the harbour wall again."),
            article(
                "Bote",
                "Der Rat hat am Montag über die Mauer im Hafen gesprochen und vertagt.",
            ),
        ];
        let preferences =
            Preferences { languages: vec![Language::ENGLISH], ..Preferences::default() };
        let (left, notes) = preferences.admit(articles, None);
        assert_eq!(left.len(), 1);
        assert_eq!(notes[0].to_string(), "languages: 1 article was left out: not in en");
    }
}
