//! What a reader names: words and phrases, publishers, feeds; and whether an article is of that
//! kind.

use unicode_normalization::UnicodeNormalization as _;

use crate::model::{Article, Language};
use crate::text::stem::Stemmer;
use crate::text::{language, words};

/// Words of an article's text that count as its opening.
/// Set by hand; no trial of other values is recorded.
const OPENING: usize = 80;

/// How often a phrase must stand in a text, if neither in its title nor in its opening, for the
/// article to be about it.
/// Set by hand; no trial of other values is recorded.
const OFTEN: usize = 2;

/// One word or several in a row; letter case does not matter. A word that ends with `*` stands for
/// every word that begins so.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Phrase {
    given: String,
    words: Vec<PhraseWord>,
    /// Looked for as letters, since its script has no spaces.
    letters: Option<String>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
struct PhraseWord {
    folded: String,
    open: bool,
}

/// A phrase that can stand nowhere.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PhraseError {
    /// It has no word.
    #[error("`{0}` holds no word to look for")]
    NoWord(String),
    /// A star stands alone or inside a word.
    #[error("`{0}`: * stands only at the end of a word, as in elect*")]
    Star(String),
}

impl std::str::FromStr for Phrase {
    type Err = PhraseError;

    fn from_str(given: &str) -> Result<Self, PhraseError> {
        let mut found = Vec::new();
        let mut stars = 0;
        for word in words(given) {
            let after = given.get(word.end..).unwrap_or("");
            let open = after.starts_with('*');
            let inside = open && after[1..].starts_with(char::is_alphanumeric);
            if inside {
                return Err(PhraseError::Star(given.to_owned()));
            }
            stars += usize::from(open);
            let folded = fold(given.get(word.start..word.end).unwrap_or(""));
            found.push(PhraseWord { folded, open });
        }
        if given.matches('*').count() != stars {
            return Err(PhraseError::Star(given.to_owned()));
        }
        if found.is_empty() {
            return Err(PhraseError::NoWord(given.to_owned()));
        }
        let letters = given.chars().any(has_no_spaces).then(|| fold(given.trim()));
        Ok(Self { given: given.trim().to_owned(), words: found, letters })
    }
}

impl std::fmt::Display for Phrase {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.given)
    }
}

impl Phrase {
    /// How often it stands in `text`, counted up to `most`. With a stemmer, inflected forms count.
    fn count(&self, text: &Reading<'_>, most: usize) -> usize {
        if let Some(letters) = &self.letters {
            return fold(text.raw).matches(letters.as_str()).take(most).count();
        }
        let length = self.words.len();
        (0..(text.words.len() + 1).saturating_sub(length))
            .filter(|&at| {
                let there = text.words[at..at + length].iter();
                self.words.iter().zip(there).all(|(word, there)| text.is(word, there))
            })
            .take(most)
            .count()
    }
}

/// A word in lower case, composed, its apostrophes straight and a possessive ending left out.
fn fold(word: &str) -> String {
    let folded: String =
        word.nfc().map(|c| if c == '’' { '\'' } else { c }).flat_map(char::to_lowercase).collect();
    match folded.strip_suffix("'s") {
        Some(stem) => stem.to_owned(),
        None => folded,
    }
}

/// Letters of scripts that write words without spaces between them.
const fn has_no_spaces(c: char) -> bool {
    matches!(c, '\u{0e00}'..='\u{0eff}' | '\u{1000}'..='\u{109f}' | '\u{1780}'..='\u{17ff}'
        | '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}'
        | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}')
}

/// A text whose words can be compared.
struct Reading<'t> {
    raw: &'t str,
    words: Vec<String>,
    stemmer: Option<&'t Stemmer>,
}

impl<'t> Reading<'t> {
    fn new(raw: &'t str, stemmer: Option<&'t Stemmer>) -> Self {
        let words = words(raw).map(|w| fold(raw.get(w.start..w.end).unwrap_or("")));
        Self { raw, words: words.collect(), stemmer }
    }

    fn is(&self, wanted: &PhraseWord, there: &str) -> bool {
        if wanted.open {
            return there.starts_with(&wanted.folded);
        }
        if wanted.folded == there {
            return true;
        }
        // Stems of different words differ in their first letter hardly ever: most comparisons end
        // here.
        let Some(stemmer) = self.stemmer else { return false };
        wanted.folded.chars().next() == there.chars().next()
            && stemmer.stem(&wanted.folded) == stemmer.stem(there)
    }
}

/// What articles of a section, a watch-list or a mute have: any of these.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Wanted {
    /// Words and phrases that they are about.
    pub phrases: Vec<Phrase>,
    /// Publishers' names; letter case does not matter.
    pub publishers: Vec<String>,
    /// Addresses of the feeds that brought them.
    pub feeds: Vec<String>,
}

impl Wanted {
    /// Whether nothing is wanted.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.phrases.is_empty() && self.publishers.is_empty() && self.feeds.is_empty()
    }

    /// Whether an article comes from one of the publishers or feeds, or is about one of the
    /// phrases: it stands in the title, in the opening, or at least twice in the text; inflected
    /// forms count.
    #[must_use]
    pub fn is_met_by(&self, article: &Article) -> bool {
        if self.is_source_of(article) {
            return true;
        }
        if self.phrases.is_empty() {
            return false;
        }
        let stemmer = Stemmer::new(language_of(article));
        let title = Reading::new(article.title.as_deref().unwrap_or(""), Some(&stemmer));
        let text = Reading::new(article.text(), Some(&stemmer));
        let opening = Reading {
            words: text.words.iter().take(OPENING).cloned().collect(),
            raw: opening(article.text()),
            stemmer: Some(&stemmer),
        };
        self.phrases.iter().any(|phrase| {
            phrase.count(&title, 1) > 0
                || phrase.count(&opening, 1) > 0
                || phrase.count(&text, OFTEN) == OFTEN
        })
    }

    /// Whether an article comes from one of the publishers or feeds, or one of the phrases stands,
    /// word for word, in its title or (unless only the title counts) anywhere in its text.
    #[must_use]
    pub fn is_named_in(&self, article: &Article, title_only: bool) -> bool {
        if self.is_source_of(article) {
            return true;
        }
        let stands =
            |text: &Reading<'_>| self.phrases.iter().any(|phrase| phrase.count(text, 1) > 0);
        !self.phrases.is_empty()
            && (stands(&Reading::new(article.title.as_deref().unwrap_or(""), None))
                || !title_only && stands(&Reading::new(article.text(), None)))
    }

    fn is_source_of(&self, article: &Article) -> bool {
        let publisher = article.source.publisher.as_deref().map(fold);
        let named = publisher
            .is_some_and(|own| self.publishers.iter().any(|name| fold(name.trim()) == own.trim()));
        let feed = article.feed.as_ref().is_some_and(|own| self.feeds.contains(own));
        named || feed
    }
}

/// The first bytes of a text, for scripts without spaces.
fn opening(text: &str) -> &str {
    let mut end = text.len().min(OPENING * 6);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    text.get(..end).unwrap_or("")
}

/// The language an article is written in, as the rest of the house tells it.
pub(super) fn language_of(article: &Article) -> Option<Language> {
    language::of(article)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Place, Source};

    fn article(title: &str, text: &str) -> Article {
        let source = Source {
            publisher: Some("Harbour Ledger".into()),
            url: None,
            place: Place::Stdin { record: None },
        };
        let mut article = Article::new(source, text.to_owned()).unwrap();
        article.title = Some(title.to_owned());
        article.feed = Some("https://ledger.example/feed".to_owned());
        article
    }

    fn wanted(phrases: &[&str]) -> Wanted {
        let phrases = phrases.iter().map(|p| p.parse().unwrap()).collect();
        Wanted { phrases, ..Wanted::default() }
    }

    #[test]
    fn phrases_that_can_stand_nowhere_are_refused() {
        for wrong in ["", " ", "—", "*", "a*b", "* rail", "rail **"] {
            assert!(wrong.parse::<Phrase>().is_err(), "{wrong:?}");
        }
        for right in ["rail", "rail strike", "elect*", "U.N.", "l’eau", "地震"] {
            assert!(right.parse::<Phrase>().is_ok(), "{right:?}");
        }
    }

    #[test]
    fn an_article_is_about_what_its_title_opening_or_text_says() {
        let filler = "Nothing of note was said about anything by anybody for a while. ".repeat(20);
        let once = article("Other news", &format!("{filler} The ferry sank."));
        let twice = article("Other news", &format!("{filler} The ferry sank. A ferry it was."));
        let opens = article("Other news", &format!("The ferries sank. {filler}"));
        let title = article("Ferry sinks", &filler);
        for (article, about) in [(&once, false), (&twice, true), (&opens, true), (&title, true)] {
            assert_eq!(wanted(&["ferry"]).is_met_by(article), about, "{:?}", article.title);
            assert_eq!(wanted(&["no such", "ferry"]).is_met_by(article), about);
        }
        assert!(!wanted(&["ferry boat"]).is_met_by(&title));
        assert!(wanted(&["ferr* sin*"]).is_met_by(&title));
        assert!(wanted(&["地震"]).is_met_by(&article("", "きのう大きな地震がありました。")));
    }

    #[test]
    fn what_is_named_stands_word_for_word() {
        let ferry =
            article("Harbour", "Divers searched the ferries’ wreck. St. Mary's bells rang.");
        assert!(!wanted(&["ferry"]).is_named_in(&ferry, false));
        assert!(wanted(&["ferr*"]).is_named_in(&ferry, false));
        assert!(wanted(&["ST MARY"]).is_named_in(&ferry, false));
        assert!(!wanted(&["ferr*"]).is_named_in(&ferry, true));
        assert!(wanted(&["harbour"]).is_named_in(&ferry, true));
    }

    #[test]
    fn publishers_and_feeds_are_sources() {
        let ferry = article("Harbour", "Text.");
        let by = |publisher: &str| Wanted {
            publishers: vec![publisher.to_owned()],
            ..Wanted::default()
        };
        assert!(by("harbour ledger").is_met_by(&ferry) && !by("Harbour").is_met_by(&ferry));
        let feed = Wanted { feeds: vec!["https://ledger.example/feed".into()], ..by("x") };
        assert!(feed.is_met_by(&ferry) && feed.is_named_in(&ferry, true));
        assert!(Wanted::default().is_empty() && !Wanted::default().is_met_by(&ferry));
    }
}
