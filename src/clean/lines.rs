//! Whole lines: which are furniture, which are headings.

use super::anywhere::Hit;
use super::credits::{credit_line, is_captioned};
use super::fold::{Begin, Folded};
use super::phrases::{Match, phrases};
use super::scan::{
    bare, ends_like_sentence, is_capitalised, is_lead_mark, is_shouted, is_unspaced, last_mark,
};
use super::traits::words;
use crate::lexicon::{Lexicon, List};
use crate::model::{Language, Reason};

/// What is known of the article a line stands in.
#[derive(Debug, Clone, Copy)]
pub(super) struct Setting<'a> {
    pub language: Option<Language>,
    pub title: Option<&'a str>,
    pub byline: Option<&'a str>,
    /// Paragraphs after this one.
    pub left: usize,
    /// Whether body stood before it.
    pub begun: bool,
}

/// A line's furniture, and whether what follows right under it belongs to it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Furniture {
    pub reason: Reason,
    pub opens_group: bool,
}

impl From<Reason> for Furniture {
    fn from(reason: Reason) -> Self {
        Self { reason, opens_group: false }
    }
}

/// Bytes up to which a paragraph goes as a whole for one phrase inside it.
/// Set by hand; no trial of other values is recorded.
const SHORT: usize = 420;

/// Why `line` is furniture; `None` when it is not. It begins at byte `offset` of the text in which
/// `hits`, the phrases inside it, were found.
pub(super) fn furniture(
    line: &str,
    offset: usize,
    hits: &[Hit],
    setting: Setting<'_>,
) -> Option<Furniture> {
    if let Some(reason) = credit_line(line) {
        return Some(reason.into());
    }
    if is_date(line, setting.language) {
        return Some(Reason::Updated.into());
    }
    if let Some(reason) = without_prose(line) {
        return Some(reason.into());
    }
    if line.starts_with(['→', '►', '▶', '▸', '➤', '☞']) && line.len() <= 200 {
        return Some(Reason::Promotion.into());
    }
    if is_picture_number(line, Lexicon::of(setting.language)) {
        return Some(Reason::Caption.into());
    }
    let ends = ends_like_sentence(line);
    if let Some((kind, reason)) = anchored(line, setting.language, ends) {
        let leads_on = matches!(reason, Reason::Promotion | Reason::ReadMore);
        let opens_group =
            leads_on && !ends && kind != Match::Whole && line.split_whitespace().nth(3).is_some();
        if kind == Match::Whole || line.len() <= 700 || first_stop(line) > SHORT {
            return Some(Furniture { reason, opens_group });
        }
    }
    if let Some(reason) = byline(line, setting) {
        return Some(reason.into());
    }
    if let Some(hit) = hits.first().filter(|_| line.len() <= SHORT)
        && (whole_for(hit.reason, setting) || !stops_before(line, offset, hit))
    {
        return Some(hit.reason.into());
    }
    if is_captioned(line) {
        return Some(Reason::Caption.into());
    }
    if is_signed_post(line) {
        return Some(Reason::Embed.into());
    }
    if is_author_note(line, setting) {
        return Some(Reason::Byline.into());
    }
    None
}

/// The anchored phrase that begins `line`. Inside a quotation somebody else speaks: only what is
/// nothing but the phrase counts there.
pub(super) fn anchored(
    line: &str,
    language: Option<Language>,
    ends: bool,
) -> Option<(Match, Reason)> {
    if !phrases().may_anchor(&Begin::of(line)) {
        return None;
    }
    let quoted = line.starts_with(['"', '“', '„', '«', '‘', '\'']);
    phrases()
        .anchored(&Folded::new(line), language, ends)
        .filter(|(kind, _)| !quoted || *kind == Match::Whole)
}

/// Whether one phrase makes a whole short paragraph furniture, whatever stands before it. A link at
/// a paragraph's end does not, nor does anything before the article has begun: there the paragraph
/// may be the lead of a teaser.
fn whole_for(reason: Reason, setting: Setting<'_>) -> bool {
    setting.begun && !matches!(reason, Reason::ReadMore | Reason::Embed)
}

/// Whether a sentence ends in `line` before the hit.
pub(super) fn stops_before(line: &str, offset: usize, hit: &Hit) -> bool {
    let before = hit.start.checked_sub(offset).and_then(|at| line.get(..at)).unwrap_or("");
    before.char_indices().any(|(at, c)| {
        matches!(c, '.' | '!' | '?' | '”' | '"')
            && before.get(at + c.len_utf8()..).is_some_and(|t| t.starts_with(char::is_whitespace))
    })
}

/// "3 of 12 A crane lifts …": the number of a picture in its gallery.
fn is_picture_number(line: &str, lexicon: &Lexicon) -> bool {
    let rest = line.trim_start_matches(|c: char| c.is_ascii_digit());
    let words = rest.strip_prefix(' ').and_then(|rest| rest.split_once(' '));
    let Some((_, tail)) = words
        .filter(|(of, _)| lexicon.holds(List::PictureOf, of))
        .filter(|_| (1..=3).contains(&(line.len() - rest.len())))
    else {
        return false;
    };
    let after = tail.trim_start_matches(|c: char| c.is_ascii_digit());
    (1..=2).contains(&(tail.len() - after.len()))
        && (after.is_empty()
            || after.trim_start().starts_with(char::is_uppercase) && after.starts_with(' '))
}

/// "6 May 2026, 18:45", "Montag, 4. Mai 2026": nothing but a date.
fn is_date(line: &str, language: Option<Language>) -> bool {
    if line.len() > 70 || !line.bytes().any(|b| b.is_ascii_digit()) {
        return false;
    }
    let mut named = false;
    line.split(|c: char| c.is_whitespace() || matches!(c, ',' | '/' | '|' | '(' | ')')).all(
        |word| {
            let core = bare(word).to_lowercase();
            let numeric = core.trim_matches(|c: char| {
                c.is_ascii_digit() || matches!(c, ':' | '.' | '-' | '+' | 't' | 'z' | 'h')
            });
            if numeric.is_empty() {
                return true;
            }
            let known = phrases().is_date(&core, language) || phrases().is_date(numeric, language);
            named |= known;
            known
        },
    ) && (named || line.len() >= 8)
}

/// Lines without prose: rules, numbers, addresses, single lower-case words.
fn without_prose(line: &str) -> Option<Reason> {
    // Most lines are prose, and their first bytes show it.
    let begin = line.as_bytes().get(..48).unwrap_or(&[]);
    if begin.iter().filter(|b| b.is_ascii_alphabetic()).count() > 24
        && begin.first().is_some_and(u8::is_ascii_uppercase)
    {
        return None;
    }
    let mut letters = 0_usize;
    let mut others = 0_usize;
    for c in line.chars().take(200) {
        if c.is_alphabetic() {
            letters += 1;
        } else if !c.is_whitespace() {
            others += 1;
        }
    }
    if letters == 0 || (others > letters && letters < 40) {
        return Some(Reason::NotProse);
    }
    let core = line.trim_start_matches(is_lead_mark);
    if (core.starts_with("http://") || core.starts_with("https://") || core.starts_with("www."))
        && core.split_whitespace().nth(2).is_none()
    {
        return Some(Reason::NotProse);
    }
    let small = core.chars().next().is_some_and(char::is_lowercase);
    if small && !ends_like_sentence(line) && !line.ends_with([':', ',', ';']) && words(line) <= 6 {
        return Some(Reason::NotProse);
    }
    None
}

fn first_stop(line: &str) -> usize {
    line.find(['.', '!', '?']).unwrap_or(line.len())
}

/// "By Jane Roe and John Doe", "Von Erika Muster, Berlin", or the article's byline itself.
fn byline(line: &str, setting: Setting<'_>) -> Option<Reason> {
    if line.len() > 160 {
        return None;
    }
    if setting.byline.is_some_and(|known| same_words(known, line)) {
        return Some(Reason::Byline);
    }
    let lead = phrases().byline_lead(&Folded::new(line), setting.language)?;
    let names = line.trim_start_matches(is_lead_mark).get(lead..)?;
    let (people, office) = names.split_once(',').unwrap_or((names, ""));
    let count = people.split_whitespace().count();
    let capital = people.split_whitespace().filter(|word| is_capitalised(word)).count();
    let named = people.split_whitespace().all(|word| {
        is_capitalised(word)
            || phrases().is_small(bare(word), setting.language)
            || bare(word).is_empty()
            || word.contains(['@', '.'])
            || word.starts_with(|c: char| c.is_ascii_digit())
    }) && office.split_whitespace().count() <= 8;
    let plain = !names.trim_end().ends_with(['.', '?', '!', ':']) || last_word_is_initial(names);
    ((1..=12).contains(&count) && capital * 2 >= count && named && plain && is_capitalised(names))
        .then_some(Reason::Byline)
}

fn last_word_is_initial(text: &str) -> bool {
    text.split_whitespace().next_back().is_some_and(|word| word.chars().count() <= 3)
}

/// Whether two lines have the same words, case and punctuation aside.
pub(super) fn same_words(a: &str, b: &str) -> bool {
    let letters = |text: &'_ str| {
        text.to_lowercase().chars().filter(|c| c.is_alphanumeric()).collect::<String>()
    };
    a.len() <= 400 && b.len() <= 400 && a.len().abs_diff(b.len()) <= 40 && letters(a) == letters(b)
}

/// "… — Jane Roe (@janeroe) April 3": a post copied with its signature.
pub(super) fn is_signed_post(line: &str) -> bool {
    let Some(at) = memchr::memrchr_iter(b'@', line.as_bytes())
        .find_map(|at| at.checked_sub(1).filter(|open| line.as_bytes().get(*open) == Some(&b'(')))
    else {
        return false;
    };
    let Some((before, after)) = line.split_at_checked(at) else { return false };
    let from = super::scan::floor(before, before.len().saturating_sub(70));
    let dashed =
        before.get(from..).is_some_and(|near| near.contains(['—', '–']) || near.contains(" - "));
    let handle = after.get(2..).and_then(|rest| rest.split(')').next()).unwrap_or("");
    dashed
        && (2..=40).contains(&handle.len())
        && handle.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_')
        && after.len() <= handle.len() + 60
}

/// "Jane Roe is a columnist for …": a note on the author near the end of the article.
fn is_author_note(line: &str, setting: Setting<'_>) -> bool {
    if setting.left > 3 || line.len() > 700 {
        return false;
    }
    let lexicon = Lexicon::of(setting.language);
    let start: String = line.chars().take(160).collect();
    let Some(at) = lexicon.words(List::AuthorIs).filter_map(|is| between_blanks(&start, is)).min()
    else {
        return false;
    };
    let (name, rest) = start.split_at(at);
    let names = name.split_whitespace().count();
    if !(2..=8).contains(&names)
        || !name.split_whitespace().all(|word| is_capitalised(word) || bare(word).len() <= 3)
    {
        return false;
    }
    let known = setting.byline.is_some_and(|byline| byline.contains(name));
    let craft = lexicon.mentions(List::AuthorCrafts, rest);
    let cue = line.contains('@') || lexicon.mentions(List::AuthorCues, line);
    known || (craft && cue && setting.left <= 1)
}

/// The byte of the blank before `words` where they stand between blanks.
fn between_blanks(text: &str, words: &str) -> Option<usize> {
    text.match_indices(words).find_map(|(at, _)| {
        let before = text.get(..at)?.strip_suffix(' ')?;
        text.get(at + words.len()..)?.starts_with(' ').then_some(before.len())
    })
}

/// Whether `line` is a heading: short, begun like a title, without a stop; or a short question by
/// itself.
pub(super) fn is_heading(line: &str, setting: Setting<'_>) -> bool {
    if setting.title.is_some_and(|title| same_words(title, line)) && !line.ends_with('.') {
        return true;
    }
    if line.len() > 160 {
        return false;
    }
    if line.starts_with("# ") || line.starts_with("##") {
        return true;
    }
    let count = words(line);
    let last = last_mark(line);
    if ends_like_sentence(line) {
        let question =
            last == Some('?') && count <= 12 && !line.contains(['.', '"', '“', '”', '«', '„', ',']);
        return question || (count <= 8 && is_shouted(line, 6));
    }
    if last == Some(':') {
        return count <= 4 && !line.contains(',');
    }
    let begun = line.chars().find(|c| c.is_alphanumeric()).is_some_and(|c| {
        c.is_uppercase() || c.is_numeric() || (!c.is_lowercase() && is_unspaced(c))
    });
    let limit = if line.chars().any(is_unspaced) { 20 } else { 15 };
    begun && count <= limit && !matches!(last, Some(',' | ';' | '-' | '–' | '—'))
}
