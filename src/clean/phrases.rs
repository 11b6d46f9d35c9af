//! The phrases of boilerplate of each language (`phrases.txt` of its folder), read once, and the
//! look-ups over them.
//!
//! Anchored phrases are found by binary search on their first word; phrases that may stand anywhere
//! through a bit map of the first bytes of their words, asked once a word. Nothing here copies or
//! lower-cases an article.

use std::sync::LazyLock;

use super::fold::{Begin, Bloom, Folded};
use super::scan::{first_word, goes_on, is_lead_mark, is_word_byte, is_word_char};
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

/// A sentence opening that leans on what stands before it.
#[derive(Debug)]
struct Opening {
    phrase: &'static str,
    /// Its first word, by which it is found.
    word: &'static str,
    condition: Condition,
}

#[derive(Debug)]
enum Condition {
    Always,
    /// Stands alone when one of these words comes next.
    Unless(Vec<&'static str>, bool),
    /// Leans only when one of these words comes next.
    When(Vec<&'static str>, bool),
}

/// What the lists say about the sentences of one language.
#[derive(Debug, Default)]
pub(super) struct Tongue {
    openings: Vec<Opening>,
    /// First words of `openings`.
    opens: Bloom,
    expletive: Vec<&'static str>,
    person: Vec<&'static str>,
    /// One bit for each pair of bytes that begins a word of `person`.
    person_begins: Vec<u64>,
    speech: Vec<&'static str>,
    pronoun: Vec<&'static str>,
    asking: Vec<&'static str>,
    verbs: Vec<&'static str>,
    starters: Vec<&'static str>,
    /// The other lists of the language.
    lexicon: Option<&'static Lexicon>,
}

/// All lists.
#[derive(Debug)]
pub(super) struct Phrases {
    anchored: Vec<Anchored>,
    /// First words of `anchored`.
    anchors: Bloom,
    tongues: Vec<(Language, Tongue)>,
    bylines: Vec<(Language, &'static str)>,
    small: Vec<&'static str>,
    dates: Vec<&'static str>,
    anywhere: Anywhere,
}

/// Phrases that may stand anywhere, found by the first four bytes of their first word.
#[derive(Debug, Default)]
struct Anywhere {
    /// One bit for each hash of four bytes that begin a phrase's first word.
    begins: Vec<u64>,
    /// The phrases, sorted by those bytes and then the longest first.
    phrases: Vec<Loose>,
}

#[derive(Debug)]
struct Loose {
    key: [u8; 4],
    text: String,
    /// Bytes of punctuation before its first word.
    lead: usize,
    reason: Reason,
}

/// A phrase found by [`Phrases::anywhere`]: its place in bytes, and what it gives away.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Hit {
    pub start: usize,
    pub end: usize,
    pub reason: Reason,
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
            .filter(|a| {
                a.language == Language::ENGLISH
                    || language.is_none_or(|wanted| wanted == a.language)
            })
            .filter(|a| a.meets(line, ends_like_sentence))
            .max_by_key(|a| a.phrase.len())
            .map(|a| (a.kind, a.reason))
    }

    /// The phrases that may stand anywhere, in the order of `text`, not overlapping. One pass.
    pub(super) fn anywhere<'a>(&'a self, text: &'a str) -> impl Iterator<Item = Hit> + 'a {
        let mut from = 0;
        std::iter::from_fn(move || {
            let hit = self.anywhere.next(text, from)?;
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
            .filter(|(l, _)| *l == Language::ENGLISH || language.is_none_or(|wanted| wanted == *l))
            .filter(|(_, lead)| line.follows(lead) == Some(' '))
            .map(|(_, lead)| lead.len() + 1)
            .max()
    }

    /// Whether `word`, in lower case, is a small word inside names and headings.
    pub(super) fn is_small(&self, word: &str) -> bool {
        self.small.binary_search(&word).is_ok()
    }

    /// Whether `word`, in lower case, may stand in a line that is only a date.
    pub(super) fn is_date(&self, word: &str) -> bool {
        self.dates.binary_search(&word).is_ok()
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
            let mut tongue = Tongue { lexicon, ..Tongue::default() };
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
                            anywhere.add(form, reason);
                        }
                    }
                    (None, "byline", None) => bylines.push((language, phrase)),
                    (None, "small", None) => small.push(phrase),
                    (None, "date", None) => dates.push(phrase),
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
        small.dedup();
        dates.sort_unstable();
        dates.dedup();
        anywhere.phrases.sort_by(|a, b| (a.key, b.text.len()).cmp(&(b.key, a.text.len())));
        let anchors = Bloom::of(anchored.iter().map(|a| a.phrase));
        Self { anchored, anchors, tongues, bylines, small, dates, anywhere }
    }
}

/// Bits of the map of beginnings; a power of two.
const BEGINS: usize = 1 << 13;

impl Anywhere {
    fn add(&mut self, text: String, reason: Reason) {
        let lead = text.bytes().take_while(|b| !is_word_byte(*b)).count();
        let Some(key) = text.as_bytes().get(lead..lead + 4).and_then(|k| k.try_into().ok()) else {
            return;
        };
        let bit = Self::bit(key);
        if let Some(word) = self.begins.get_mut(bit / 64) {
            *word |= 1 << (bit % 64);
        }
        self.phrases.push(Loose { key, text, lead, reason });
    }

    const fn bit(key: [u8; 4]) -> usize {
        (u32::from_le_bytes(key).wrapping_mul(0x9E37_79B1) >> 19) as usize
    }

    /// The first phrase that begins at `from` or later.
    fn next(&self, text: &str, from: usize) -> Option<Hit> {
        let bytes = text.as_bytes();
        let mut inside = false;
        for (at, byte) in bytes.iter().enumerate().skip(from) {
            let before = inside;
            inside = goes_on(*byte, inside);
            if before || !inside {
                continue;
            }
            let Some(&[a, b, c, d]) = bytes.get(at..at + 4) else { break };
            let key = [a, b, c, d].map(|b| b.to_ascii_lowercase());
            let bit = Self::bit(key);
            if self.begins.get(bit / 64).is_some_and(|word| word >> (bit % 64) & 1 == 1)
                && let Some(hit) = self.found(text, at, key).filter(|hit| hit.start >= from)
            {
                return Some(hit);
            }
        }
        None
    }

    /// The longest phrase whose first word begins at `at`.
    fn found(&self, text: &str, at: usize, key: [u8; 4]) -> Option<Hit> {
        let bytes = text.as_bytes();
        let from = self.phrases.partition_point(|p| p.key < key);
        self.phrases.iter().skip(from).take_while(|p| p.key == key).find_map(|phrase| {
            let start = at.checked_sub(phrase.lead)?;
            let end = start + phrase.text.len();
            let found = bytes.get(start..end)?;
            let last = found.last().copied()?;
            let open = !is_word_byte(last) || !bytes.get(end).copied().is_some_and(is_word_byte);
            (open && found.eq_ignore_ascii_case(phrase.text.as_bytes())).then_some(Hit {
                start,
                end,
                reason: phrase.reason,
            })
        })
    }
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

impl Tongue {
    fn add(&mut self, section: &str, phrase: &'static str) {
        match section {
            "opening" => self.openings.push(Opening::read(phrase)),
            "expletive" => self.expletive.push(phrase),
            "person" => self.person.push(phrase),
            "speech" => self.speech.push(phrase),
            "pronoun" => self.pronoun.push(phrase),
            "asking" => self.asking.push(phrase),
            "verb" => self.verbs.push(phrase),
            "starter" => self.starters.push(phrase),
            _ => {}
        }
    }

    fn sort(&mut self) {
        self.openings.sort_by(|a, b| (a.word, a.phrase).cmp(&(b.word, b.phrase)));
        for list in [
            &mut self.expletive,
            &mut self.person,
            &mut self.speech,
            &mut self.pronoun,
            &mut self.asking,
            &mut self.verbs,
            &mut self.starters,
        ] {
            list.sort_unstable();
            list.dedup();
        }
        self.opens = Bloom::of(self.openings.iter().map(|o| o.phrase));
        self.person_begins = vec![0; (1 << 16) / 64];
        for word in &self.person {
            let mut bytes = word.bytes();
            let first = bytes.next().unwrap_or(0);
            let bit = pair(first, bytes.next().filter(|b| is_word_byte(*b)).unwrap_or(0));
            if let Some(word) = self.person_begins.get_mut(bit / 64) {
                *word |= 1 << (bit % 64);
            }
        }
    }

    /// Whether [`Self::leans`] can be true of a sentence that begins so.
    pub(super) fn may_lean(&self, begin: &Begin) -> bool {
        self.opens.may_hold(begin)
    }

    /// Whether a sentence that begins like `head` leans on the one before it. The longest opening
    /// decides.
    pub(super) fn leans(&self, head: &Folded) -> bool {
        let word = head.word();
        let from = self.openings.partition_point(|o| o.word < word);
        self.openings
            .iter()
            .skip(from)
            .take_while(|o| o.word == word)
            .filter(|o| head.follows(o.phrase).is_some_and(|next| next != '-'))
            .max_by_key(|o| o.phrase.len())
            .is_some_and(|o| {
                let rest = head.after(o.phrase);
                let next = next_word(rest);
                match &o.condition {
                    Condition::Always => true,
                    Condition::Unless(words, expletive) => {
                        !(words.contains(&next) || (*expletive && self.is_expletive(rest)))
                    }
                    Condition::When(words, expletive) => {
                        words.contains(&next) && !(*expletive && self.is_expletive(rest))
                    }
                }
            })
    }

    /// "It *is unclear whether*", "Es *ist das erste Mal, dass*": the pronoun stands for what
    /// follows.
    fn is_expletive(&self, rest: &str) -> bool {
        rest.split(' ').skip_while(|w| w.is_empty()).take(6).any(|word| {
            let word = word.trim_matches(|c: char| !is_word_char(c));
            self.expletive.binary_search(&word).is_ok()
        }) || rest.contains(" first time ")
    }

    pub(super) fn is_person(&self, word: &str) -> bool {
        self.person.binary_search(&word).is_ok()
    }

    /// Whether a word that begins with these bytes may be one of [`Self::is_person`]; the second is
    /// 0 for a single one.
    pub(super) fn may_be_person(&self, first: u8, second: u8) -> bool {
        let bit = pair(first, second);
        self.person_begins.get(bit / 64).is_some_and(|word| word >> (bit % 64) & 1 == 1)
    }

    pub(super) fn is_speech(&self, word: &str) -> bool {
        self.speech.binary_search(&word).is_ok()
    }

    pub(super) fn is_pronoun(&self, word: &str) -> bool {
        self.pronoun.binary_search(&word).is_ok()
    }

    fn holds(&self, list: List, word: &str) -> bool {
        self.lexicon.is_some_and(|lexicon| lexicon.holds(list, word))
    }

    /// Whether a word alone heads a paragraph, before a colon ("Background").
    pub(super) fn heads_paragraph(&self, word: &str) -> bool {
        self.holds(List::RunIn, word)
    }

    /// Whether a word opens a circumstance before the subject ("*In* a statement, he said").
    pub(super) fn opens_circumstance(&self, word: &str) -> bool {
        self.holds(List::Circumstances, word)
    }

    /// Whether a word is such a circumstance alone ("today").
    pub(super) fn is_circumstance(&self, word: &str) -> bool {
        self.holds(List::CircumstanceAlone, word)
    }

    /// Whether a pronoun can only mean a person.
    pub(super) fn means_person(&self, word: &str) -> bool {
        self.holds(List::PersonalPronouns, word)
    }

    pub(super) fn is_asking(&self, word: &str) -> bool {
        self.asking.binary_search(&word).is_ok()
    }

    pub(super) fn is_verb(&self, word: &str) -> bool {
        self.verbs.binary_search(&word).is_ok()
    }

    pub(super) fn is_starter(&self, word: &str) -> bool {
        self.starters.binary_search(&word).is_ok()
    }

    /// Whether verb forms are listed for this language.
    pub(super) fn knows_verbs(&self) -> bool {
        !self.verbs.is_empty()
    }
}

impl Opening {
    fn read(line: &'static str) -> Self {
        let (line, expletive) = match line.strip_suffix(" expletive") {
            Some(rest) => (rest, true),
            None => (line, false),
        };
        if let Some((phrase, words)) = line.split_once(" unless ") {
            let words = words.split(' ').collect();
            return Self {
                phrase,
                word: first_word(phrase),
                condition: Condition::Unless(words, expletive),
            };
        }
        if let Some((phrase, words)) = line.split_once(" when ") {
            let words = words.split(' ').collect();
            return Self {
                phrase,
                word: first_word(phrase),
                condition: Condition::When(words, expletive),
            };
        }
        let condition =
            if expletive { Condition::Unless(Vec::new(), true) } else { Condition::Always };
        Self { phrase: line, word: first_word(line), condition }
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

fn pair(first: u8, second: u8) -> usize {
    usize::from(first.to_ascii_lowercase()) << 8 | usize::from(second.to_ascii_lowercase())
}

fn next_word(rest: &str) -> &str {
    let rest = rest.trim_start_matches([' ', ',', '"', '“', '„', '«', '(']);
    rest.split(|c: char| !is_word_char(c) && c != '-').next().unwrap_or("")
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
