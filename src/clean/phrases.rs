//! The phrases of boilerplate of each language (`phrases.txt` of its folder), read once, and the
//! look-ups over them.
//!
//! Anchored phrases are found by binary search on their first word; phrases that may stand anywhere
//! through a bit map of the first bytes of their words, asked once a word. Nothing here copies or
//! lower-cases an article.

use std::sync::LazyLock;

use super::anywhere::{Anywhere, BEGINS, Hit, counts};
use super::fold::{Begin, Bloom, Folded};
use super::scan::{first_word, is_lead_mark};
use super::tongue::Tongue;
use crate::lexicon::{Lexicon, List};
use crate::model::{Language, Reason};

/// How an anchored phrase must be met.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Match {
    /// The line is the phrase.
    Whole,
    /// The line begins with it.
    Start,
    /// The line begins with it, and a colon, bar or dash follows.
    Label,
    /// The line begins with it and does not end like a sentence.
    Lead,
}

#[derive(Debug)]
struct Anchored {
    phrase: &'static str,
    /// Its first word, by which it is found.
    word: &'static str,
    language: Language,
    kind: Match,
    reason: Reason,
}

/// Words, each with the languages whose list has it.
type Words = Vec<(&'static str, Language)>;

/// All lists.
#[derive(Debug)]
pub(super) struct Phrases {
    anchored: Vec<Anchored>,
    /// First words of `anchored`.
    anchors: Bloom,
    tongues: Vec<(Language, Tongue)>,
    bylines: Vec<(Language, &'static str)>,
    small: Words,
    dates: Words,
    anywhere: Anywhere,
}

static PHRASES: LazyLock<Phrases> = LazyLock::new(Phrases::read);

/// The lists of this crate.
pub(super) fn phrases() -> &'static Phrases {
    &PHRASES
}

impl Phrases {
    /// Whether an anchored phrase can begin a line that begins so. A cheap question before
    /// [`Self::anchored`].
    pub(super) fn may_anchor(&self, begin: &Begin) -> bool {
        self.anchors.may_hold(begin)
    }

    /// What begins `line`: the longest anchored phrase of English or `language` (of every language
    /// when that is unknown).
    pub(super) fn anchored(
        &self,
        line: &Folded,
        language: Option<Language>,
        ends_like_sentence: bool,
    ) -> Option<(Match, Reason)> {
        let word = line.word();
        let from = self.anchored.partition_point(|a| a.word < word);
        self.anchored
            .iter()
            .skip(from)
            .take_while(|a| a.word == word)
            .filter(|a| counts(a.language, language))
            .filter(|a| a.meets(line, ends_like_sentence))
            .max_by_key(|a| a.phrase.len())
            .map(|a| (a.kind, a.reason))
    }

    /// The phrases of English or `language` (of every language when that is unknown) that may stand
    /// anywhere, in the order of `text`, not overlapping. One pass.
    pub(super) fn anywhere<'a>(
        &'a self,
        text: &'a str,
        language: Option<Language>,
    ) -> impl Iterator<Item = Hit> + 'a {
        let mut from = 0;
        std::iter::from_fn(move || {
            let hit = self.anywhere.next(text, from, language)?;
            from = hit.end;
            Some(hit)
        })
    }

    /// The lists of `language`; `None` for languages without any.
    pub(super) fn tongue(&self, language: Option<Language>) -> Option<&Tongue> {
        let wanted = language?;
        self.tongues.iter().find(|(l, _)| *l == wanted).map(|(_, tongue)| tongue)
    }

    /// How many bytes of `line` an author introduction ("by", "von") takes, space included.
    pub(super) fn byline_lead(&self, line: &Folded, language: Option<Language>) -> Option<usize> {
        self.bylines
            .iter()
            .filter(|(l, _)| counts(*l, language))
            .filter(|(_, lead)| line.follows(lead) == Some(' '))
            .map(|(_, lead)| lead.len() + 1)
            .max()
    }

    /// Whether `word`, in lower case, is a small word inside names and headings of `language`.
    /// Names keep theirs in every language.
    pub(super) fn is_small(&self, word: &str, language: Option<Language>) -> bool {
        holds(&self.small, word, language) || Lexicon::shared().holds(List::NameInside, word)
    }

    /// Whether `word`, in lower case, may stand in a line that is only a date.
    pub(super) fn is_date(&self, word: &str, language: Option<Language>) -> bool {
        holds(&self.dates, word, language)
    }

    fn read() -> Self {
        let mut anchored = Vec::new();
        let mut tongues = Vec::new();
        let mut bylines = Vec::new();
        let mut small = Vec::new();
        let mut dates = Vec::new();
        let mut anywhere = Anywhere { begins: vec![0; BEGINS / 64], phrases: Vec::new() };
        let languages = Lexicon::codes().filter_map(Language::parse);
        let files = languages.filter_map(|language| {
            let file = Lexicon::of(Some(language)).files("phrases").next();
            file.map(|file| (language, file))
        });
        for (language, file) in files {
            let lexicon = Some(Lexicon::of(Some(language)));
            let mut tongue = Tongue::new(lexicon);
            for (section, phrase) in entries(file) {
                let mut parts = section.split(' ');
                let (kind, reason) =
                    (parts.next().unwrap_or(""), parts.next().and_then(reason_named));
                let anchor = match kind {
                    "whole" => Some(Match::Whole),
                    "start" => Some(Match::Start),
                    "label" => Some(Match::Label),
                    "lead" => Some(Match::Lead),
                    _ => None,
                };
                match (anchor, kind, reason) {
                    (Some(kind), _, Some(reason)) => {
                        let phrase = phrase.trim_start_matches(is_lead_mark);
                        let word = first_word(phrase);
                        anchored.push(Anchored { phrase, word, language, kind, reason });
                    }
                    (None, "inside", Some(reason)) => {
                        for form in forms(phrase) {
                            anywhere.add(form, language, reason);
                        }
                    }
                    (None, "byline", None) => bylines.push((language, phrase)),
                    (None, "small", None) => small.push((phrase, language)),
                    (None, "date", None) => {
                        dates.push((phrase, language));
                        tongue.add("date", phrase);
                    }
                    (None, section, None) => tongue.add(section, phrase),
                    _ => {}
                }
            }
            tongue.sort();
            tongues.push((language, tongue));
        }
        anchored.sort_by(|a, b| {
            (a.word, a.phrase, a.kind, a.language).cmp(&(b.word, b.phrase, b.kind, b.language))
        });
        small.sort_unstable();
        dates.sort_unstable();
        anywhere.phrases.sort_by(|a, b| (a.key, b.text.len()).cmp(&(b.key, a.text.len())));
        let anchors = Bloom::of(anchored.iter().map(|a| a.phrase));
        Self { anchored, anchors, tongues, bylines, small, dates, anywhere }
    }
}

/// Whether the list of English or of `language` has a word.
fn holds(words: &Words, word: &str, language: Option<Language>) -> bool {
    let from = words.partition_point(|(own, _)| *own < word);
    let same = words.iter().skip(from).take_while(|(own, _)| *own == word);
    same.into_iter().any(|(_, own)| counts(*own, language))
}

impl Anchored {
    fn meets(&self, line: &Folded, ends_like_sentence: bool) -> bool {
        let Some(next) = line.follows(self.phrase) else { return false };
        match self.kind {
            Match::Whole => line.is_only(self.phrase),
            Match::Start => true,
            Match::Label => {
                let rest = line.after(self.phrase).trim_start();
                rest.starts_with([':', '|', '»', '>', '→'])
                    || (next == ' ' && rest.starts_with(['–', '—', '-']))
            }
            Match::Lead => !ends_like_sentence,
        }
    }
}

/// The lines of a list with the section each stands in.
fn entries(file: &'static str) -> impl Iterator<Item = (&'static str, &'static str)> {
    let mut section = "";
    file.lines().filter_map(move |line| {
        if let Some(name) = line.strip_prefix('[').and_then(|l| l.strip_suffix(']')) {
            section = name;
            return None;
        }
        let phrase = line.trim_end();
        (!phrase.is_empty() && !phrase.starts_with('#')).then_some((section, phrase))
    })
}

/// The spellings to search: the automaton folds ASCII only, so other scripts get their capitalised
/// form beside it.
fn forms(phrase: &str) -> Vec<String> {
    let mut forms = vec![phrase.to_owned()];
    let mut chars = phrase.chars();
    if let Some(first) = chars.next()
        && !first.is_ascii()
    {
        forms.push(first.to_uppercase().chain(chars).collect());
    }
    if !phrase.is_ascii() {
        forms.push(phrase.to_uppercase());
    }
    forms
}

fn reason_named(name: &str) -> Option<Reason> {
    Some(match name {
        "byline" => Reason::Byline,
        "caption" => Reason::Caption,
        "photo_credit" => Reason::PhotoCredit,
        "read_more" => Reason::ReadMore,
        "promotion" => Reason::Promotion,
        "cookie" => Reason::Cookie,
        "subscription" => Reason::Subscription,
        "share" => Reason::Share,
        "updated" => Reason::Updated,
        "notice" => Reason::Notice,
        "embed" => Reason::Embed,
        _ => return None,
    })
}
