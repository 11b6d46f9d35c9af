//! Sentences: furniture that shows only after splitting, and what may not be quoted by itself.

use super::credits::{agency_line, is_captioned};
use super::leaning::{leans, speaks_of_us};
use super::lines::{anchored, is_signed_post};
use super::phrases::{Match, phrases};
use super::quotations::{self, Quotations};
use super::scan::{bare, ends_like_sentence, is_capitalised, is_lead_mark, is_shouted, last_mark};
use super::tongue::Tongue;
use super::traits::Traits;
use crate::lexicon::{Lexicon, List};
use crate::model::{Language, Reason, Role};

/// What a sentence is, and why it may not be quoted by itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Verdict {
    /// Body or furniture.
    pub role: Role,
    /// `None` when the sentence may be quoted by itself; always given for furniture. A sentence
    /// that is [`Reason::Dangling`] may still be quoted right after the sentence before it.
    pub unquotable: Option<Reason>,
}

/// What [`judge`] should know of the place a sentence stands in. The default knows nothing.
#[derive(Debug, Clone, Copy, Default)]
pub struct Context<'a> {
    /// The article's title.
    pub title: Option<&'a str>,
    /// A quotation opened in an earlier sentence is still open where this one begins.
    pub inside_quotation: bool,
    /// [`blocks`](super::blocks) found no telling phrase in the sentence's block
    /// ([`Block::suspect`](super::Block) is not set), so none is looked for.
    pub unsuspected: bool,
    /// The block is a paper's abstract ([`is_abstract`]): its "we" are the authors of the paper.
    pub by_authors: bool,
}

/// Whether a heading says that the block below it is the abstract of a paper.
#[must_use]
pub fn is_abstract(heading: &str, language: Option<Language>) -> bool {
    let heading = heading.trim().trim_end_matches(['.', ':']).to_lowercase();
    phrases().tongue(language).is_some_and(|tongue| tongue.is_abstract(&heading))
}

/// Fewer words are not worth a quote.
/// Set by hand; no trial of other values is recorded.
const FEWEST: usize = 5;
/// Capitals inside words that are looked at; a sentence with more is no prose.
/// Set by hand; no trial of other values is recorded.
const MOST_SEAMS: usize = 24;
/// More words are not worth a quote.
/// Set by hand; no trial of other values is recorded.
const MOST: usize = 80;
/// More bytes are not worth a quote, for what has no words: a row of brackets, a coded file.
/// Set by: 80 words of 16 letters of three bytes.
const LONGEST: usize = 4_000;

impl Verdict {
    const QUOTABLE: Self = Self { role: Role::Body, unquotable: None };

    const fn furniture(reason: Reason) -> Self {
        Self { role: Role::Boilerplate, unquotable: Some(reason) }
    }

    const fn body(reason: Reason) -> Self {
        Self { role: Role::Body, unquotable: Some(reason) }
    }
}

/// Judges one sentence of a body block.
#[must_use]
pub fn judge(sentence: &str, language: Option<Language>, context: &Context<'_>) -> Verdict {
    let sentence = sentence.trim();
    let traits = Traits::of(sentence);
    let marks = if traits.quotes || context.inside_quotation {
        quotations::read(sentence, context.inside_quotation, Lexicon::of(language))
    } else {
        Quotations::default()
    };
    let cut = marks.are_cut() || context.inside_quotation;
    Case { sentence, traits, marks, cut }.verdict(language, context)
}

/// Judges the sentences of one body block in order, following quotations from one to the next.
/// `block` is the block's text and `sentences` are stretches of it.
#[must_use]
pub fn judge_all(
    block: &str,
    sentences: &[&str],
    language: Option<Language>,
    context: &Context<'_>,
) -> Vec<Verdict> {
    let marks = quotations::read(block, context.inside_quotation, Lexicon::of(language));
    let mut verdicts = Vec::with_capacity(sentences.len());
    for sentence in sentences {
        let sentence = sentence.trim();
        // Where the stretch stands; one from elsewhere is judged by itself.
        let at = (sentence.as_ptr() as usize).wrapping_sub(block.as_ptr() as usize);
        let verdict = match at.checked_add(sentence.len()).filter(|end| *end <= block.len()) {
            Some(end) => {
                let (marks, cut) = marks.within(at..end);
                let traits = Traits::of(sentence);
                Case { sentence, traits, marks, cut }.verdict(language, context)
            }
            None => judge(sentence, language, context),
        };
        verdicts.push(verdict);
    }
    verdicts
}

/// A sentence with what was read of it.
struct Case<'a> {
    sentence: &'a str,
    traits: Traits,
    marks: Quotations,
    /// It opens or closes a quotation whose other end stands elsewhere, or stands inside one.
    cut: bool,
}

impl Case<'_> {
    fn verdict(&self, language: Option<Language>, context: &Context<'_>) -> Verdict {
        let Self { sentence, traits, marks, cut } = self;
        if let Some(reason) = furniture(sentence, traits, language, context) {
            return Verdict::furniture(reason);
        }
        let tongue = phrases().tongue(language);
        let count = traits.words;
        let reason = if let Some(reason) = glued(sentence, traits) {
            Some(reason)
        } else if matches!(last_mark(sentence), Some('?' | '？')) {
            Some(Reason::Question)
        } else if *cut {
            Some(Reason::HalfQuotation)
        } else if is_fragment(sentence, tongue, count, language) {
            Some(Reason::Fragment)
        } else if not_prose(sentence, traits) {
            Some(Reason::NotProse)
        } else if tongue.is_some_and(|tongue| {
            leans(sentence, tongue, marks)
                || (!context.by_authors && speaks_of_us(sentence, tongue, marks))
        }) {
            Some(Reason::Dangling)
        } else if count < FEWEST {
            Some(Reason::TooShort)
        } else if count > MOST || sentence.len() > LONGEST {
            Some(Reason::TooLong)
        } else {
            None
        };
        reason.map_or(Verdict::QUOTABLE, Verdict::body)
    }
}

/// Furniture among sentences: links, credits, posts, notices.
fn furniture(
    sentence: &str,
    traits: &Traits,
    language: Option<Language>,
    context: &Context<'_>,
) -> Option<Reason> {
    let ends = ends_like_sentence(sentence);
    if let Some((kind, reason)) = anchored(sentence, language, ends)
        && (kind != Match::Lead || traits.words <= 25)
    {
        return Some(reason);
    }
    if !context.unsuspected
        && let Some(hit) = phrases().anywhere(sentence, language).next()
    {
        return Some(hit.reason);
    }
    if agency_line(sentence).is_some() {
        return Some(Reason::AgencyCredit);
    }
    if is_captioned(sentence) {
        return Some(Reason::Caption);
    }
    if traits.at && is_signed_post(sentence) {
        return Some(Reason::Embed);
    }
    (traits.at && has_address(sentence)).then_some(Reason::Share)
}

/// An e-mail address, which leads readers to the newsroom.
fn has_address(sentence: &str) -> bool {
    memchr::memchr_iter(b'@', sentence.as_bytes()).any(|at| {
        let before = sentence.get(..at).and_then(|t| t.chars().next_back());
        let after = sentence.get(at + 1..).unwrap_or("");
        let host = after
            .split(|c: char| !(c.is_alphanumeric() || c == '.' || c == '-'))
            .next()
            .unwrap_or("");
        before.is_some_and(char::is_alphanumeric) && host.trim_end_matches('.').contains('.')
    })
}

/// Headlines glued into a sentence: "President Roe Jane RoeRoe wins again … MORE said".
fn glued(sentence: &str, traits: &Traits) -> Option<Reason> {
    let more = traits.shouts
        && memchr::memmem::find_iter(sentence.as_bytes(), b"MORE").any(|at| {
            let free = |c: Option<char>| !c.is_some_and(char::is_alphanumeric);
            free(sentence.get(..at).and_then(|t| t.chars().next_back()))
                && free(sentence.get(at + 4..).and_then(|t| t.chars().next()))
        })
        && sentence.split_whitespace().filter(|word| is_shouted(word, 4)).count() <= 2;
    if more {
        return Some(Reason::Promotion);
    }
    if !traits.seams {
        return None;
    }
    let mut last_lower = false;
    let mut turns = Vec::new();
    for (at, c) in sentence.char_indices() {
        if last_lower && c.is_uppercase() {
            turns.push(at);
            if turns.len() == MOST_SEAMS {
                break;
            }
        }
        last_lower = c.is_lowercase();
    }
    turns.into_iter().any(|turn| is_seam(sentence, turn)).then_some(Reason::Promotion)
}

/// Whether a capital inside a word at `turn` joins two texts: what stands before it in the word
/// stood before by itself ("Roe … RoeWins").
fn is_seam(sentence: &str, turn: usize) -> bool {
    let Some((before, _)) = sentence.split_at_checked(turn) else { return false };
    let start = before.rfind(|c: char| !c.is_alphanumeric() && c != '-').map_or(0, |at| {
        at + before.get(at..).and_then(|t| t.chars().next()).map_or(1, char::len_utf8)
    });
    let (earlier, part) = before.split_at(start);
    part.chars().count() >= 3
        && part.starts_with(char::is_uppercase)
        && earlier.split(|c: char| !c.is_alphanumeric() && c != '-').any(|word| word == part)
}

/// No complete sentence: begins in lower case, does not end, or has nothing like a verb.
fn is_fragment(
    sentence: &str,
    tongue: Option<&Tongue>,
    count: usize,
    language: Option<Language>,
) -> bool {
    if !ends_like_sentence(sentence) && !ends_freely(language) {
        return true;
    }
    if matches!(last_mark(sentence), Some('…')) || sentence.ends_with("...") {
        return true;
    }
    if sentence.starts_with(['—', '–', '…', '&', ')', ']', ',', ';', ':'])
        || sentence.starts_with("...")
    {
        return true;
    }
    let core = sentence.trim_start_matches(is_lead_mark);
    if begins_small(core) {
        return true;
    }
    if let Some(tongue) = tongue.filter(|tongue| tongue.knows_verbs())
        && count <= 8
        && !has_verb(core, tongue)
    {
        return true;
    }
    false
}

/// Scripts that close sentences with white space.
fn ends_freely(language: Option<Language>) -> bool {
    language.is_some_and(|l| matches!(l.code(), "th" | "lo" | "km" | "my"))
}

/// A small letter first, unless the word is a name written so ("al-Rashid", "iPhone", "van der
/// Roe").
fn begins_small(core: &str) -> bool {
    let Some(first) = core.split_whitespace().next() else { return true };
    let small = first.chars().find(|c| c.is_alphanumeric()).is_some_and(char::is_lowercase);
    let name = first.chars().any(char::is_uppercase)
        || (Lexicon::shared().holds(List::NameBefore, first)
            && core.split_whitespace().nth(1).is_some_and(is_capitalised));
    small && !name
}

/// A listed verb form, or an ending that verbs have.
fn has_verb(core: &str, tongue: &Tongue) -> bool {
    let mut first = true;
    core.split_whitespace().any(|word| {
        let shown = bare(word);
        let opening = std::mem::replace(&mut first, false);
        let lower = shown.to_lowercase();
        tongue.is_verb(&lower)
            || (!opening
                && shown.len() > 3
                && !is_capitalised(shown)
                && (lower.ends_with("ed") || (lower.ends_with('s') && !lower.ends_with("ss"))))
    })
}

/// Tables, tallies, scores, transcripts: "Ayes: 12, Noes: 5", "ROE: That is right."
fn not_prose(sentence: &str, traits: &Traits) -> bool {
    if traits.digits * 2 > traits.letters && traits.words > 2 {
        return true;
    }
    // No letter is longer than four bytes: mostly brackets, dashes or other marks.
    if sentence.len() > 5 * (traits.letters + traits.digits + traits.words) {
        return true;
    }
    if traits.bars && (sentence.matches(" | ").count() >= 2 || sentence.matches('•').count() >= 2)
    {
        return true;
    }
    let head = sentence.get(..super::scan::floor(sentence, 60)).unwrap_or("");
    let colon =
        memchr::memchr(b':', head.as_bytes()).filter(|at| head.get(at + 1..at + 2) == Some(" "));
    let Some((label, rest)) = colon.and_then(|at| Some((head.get(..at)?, head.get(at + 2..)?)))
    else {
        return sentence.starts_with(['•', '*', '▪', '●']) || is_numbered(sentence);
    };
    let names = label.split_whitespace().count();
    let speaker = names <= 4
        && label.split_whitespace().all(|word| is_shouted(word, 1))
        && is_shouted(label, 3);
    let named = (2..=3).contains(&names)
        && label.split_whitespace().all(|word| {
            is_capitalised(word)
                && word.chars().all(|c| c.is_alphabetic() || matches!(c, '.' | '-' | '\'' | '’'))
        })
        && is_capitalised(rest);
    speaker || named || is_numbered(sentence)
}

/// "3. Wash your hands", "2) Go home".
fn is_numbered(sentence: &str) -> bool {
    let rest = sentence.trim_start_matches(|c: char| c.is_ascii_digit());
    let digits = sentence.len() - rest.len();
    (1..=2).contains(&digits) && (rest.starts_with(". ") || rest.starts_with(") "))
}
