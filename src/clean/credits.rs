//! Agency credits and the credits under pictures.

use std::sync::LazyLock;

use super::scan::{bare, ends_like_sentence, floor, is_capitalised, is_closer, is_shouted};
use crate::lexicon::Lexicon;
use crate::model::Reason;

/// Spellings in order, each with the agency's usual name.
static AGENCIES: LazyLock<Vec<(&'static str, &'static str)>> = LazyLock::new(|| {
    let mut names = Vec::new();
    let files = Lexicon::shared().files("agencies");
    let lines = files.flat_map(str::lines);
    for line in lines.filter(|line| !line.is_empty() && !line.starts_with('#')) {
        let (name, others) = line.split_once(" = ").unwrap_or((line, ""));
        names.push((name, name));
        names.extend(others.split(" | ").filter(|other| !other.is_empty()).map(|o| (o, name)));
    }
    names.sort_unstable();
    names.dedup_by_key(|(spelling, _)| *spelling);
    names
});

/// The words of credits, from `shared/credits.txt`, with the blanks that part them from names.
struct Words {
    /// Before the agencies of a line: "By ".
    source: Vec<String>,
    /// Between two names: " and ".
    between: Vec<String>,
    /// Before a name: "via ".
    before: Vec<String>,
    /// At the end of a caption: "Getty Images".
    owner: Vec<&'static str>,
    /// Before a photographer: "Photo:", "Photo by ".
    photographer: Vec<String>,
    /// Anywhere in the credit of a picture: "Handout".
    picture: Vec<&'static str>,
    /// Where an agency is credited with a part of the text: "contributed".
    part: Vec<&'static str>,
    /// Before a photographer's name, a slash with it: "REUTERS/".
    slashed: Vec<&'static str>,
}

static WORDS: LazyLock<Words> = LazyLock::new(|| {
    let section = |name| Lexicon::shared().lines("credits", name).into_iter();
    let blank_behind = |word: &str| format!("{word} ");
    Words {
        source: section("source").map(blank_behind).collect(),
        between: section("between").map(|word| format!(" {word} ")).collect(),
        before: section("before").map(blank_behind).collect(),
        owner: section("owner").collect(),
        photographer: section("photographer")
            .map(|label| if label.ends_with(':') { label.to_owned() } else { blank_behind(label) })
            .collect(),
        picture: section("picture").collect(),
        part: section("part").collect(),
        slashed: section("slashed").collect(),
    }
});

/// Whether a paragraph credits somebody with a part of the text.
pub(super) fn credits_part(paragraph: &str) -> bool {
    let ends = |rest: &str| !rest.starts_with(char::is_alphanumeric);
    let stands = |words: &&str| {
        paragraph
            .match_indices(words)
            .any(|(at, _)| paragraph.get(at + words.len()..).is_some_and(ends))
    };
    WORDS.part.iter().any(stands)
}

/// Whether a publisher's name is that of a news agency ("Reuters", "The Associated Press", "dpa").
#[must_use]
pub fn is_agency(publisher: &str) -> bool {
    agency(publisher).is_some()
}

/// The agency of this spelling. Upper-case spellings of a name count too ("REUTERS").
pub(super) fn agency(name: &str) -> Option<&'static str> {
    let name = name.trim();
    let known = &*AGENCIES;
    if let Ok(found) = known.binary_search_by(|(spelling, _)| (*spelling).cmp(name)) {
        return known.get(found).map(|(_, agency)| *agency);
    }
    if !is_shouted(name, 4) {
        return None;
    }
    known
        .iter()
        .find(|(spelling, _)| spelling.eq_ignore_ascii_case(name))
        .map(|(_, agency)| *agency)
}

/// The names in a credit ("AFP, Reuters", "AP/dpa"), with the agencies among them. `None` when a
/// part is no name.
pub(super) fn credited(inner: &str) -> Option<Vec<Credit<'_>>> {
    if inner.len() > 100 {
        return None;
    }
    let mut credits = Vec::new();
    for part in inner.split([',', '/', ';', '|', '&', '+']).flat_map(names_between) {
        let part = part.trim().trim_end_matches('.');
        let part = after_one_of(part, &WORDS.before).unwrap_or(part);
        if part.is_empty() {
            continue;
        }
        if let Some(name) = agency(part) {
            credits.push(Credit { text: part, agency: Some(name) });
            continue;
        }
        let words = part.split_whitespace().count();
        if words > 4 || !part.split_whitespace().all(is_capitalised) {
            return None;
        }
        credits.push(Credit { text: part, agency: None });
    }
    (!credits.is_empty()).then_some(credits)
}

/// One name of a credit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Credit<'a> {
    pub text: &'a str,
    pub agency: Option<&'static str>,
}

/// The names of a part that words such as "and" join.
fn names_between(part: &str) -> Vec<&str> {
    let mut names = vec![part];
    for word in &WORDS.between {
        names = names.into_iter().flat_map(|name| name.split(word.as_str())).collect();
    }
    names
}

/// What follows the first of `words` that a text begins with.
fn after_one_of<'t>(text: &'t str, words: &[String]) -> Option<&'t str> {
    words.iter().find_map(|word| text.strip_prefix(word.as_str()))
}

/// The agencies of a line that is nothing but a credit: "(AFP, Reuters)", "ls/amp (AP)", "Reuters,
/// TRIPOLI, Libya", "—Field Level Media", "By The Associated Press", "AP/dpa".
pub(super) fn agency_line(line: &str) -> Option<Vec<Credit<'_>>> {
    let line = line.trim();
    if line.len() > 140
        || (line.len() > 40
            && line.ends_with(|c: char| c == '.' || is_closer(c))
            && !line.ends_with([')', ']']))
    {
        return None;
    }
    if let Some((before, inner)) = final_parenthesis(line) {
        let credits = credited(inner)?;
        let known = credits.iter().any(|c| c.agency.is_some());
        let short = credits.iter().all(|c| c.text.split_whitespace().count() <= 2);
        return ((before.is_empty() && (known || short))
            || (is_initials(before) && !before.is_empty()))
        .then_some(credits);
    }
    let core = line.trim_start_matches(['—', '–', '-', '©', '(', ' ']).trim_end_matches([')', '.']);
    let core = after_one_of(core, &WORDS.source).unwrap_or(core);
    let first = core.split(',').next().unwrap_or("");
    if agency(first).is_some() && !ends_like_sentence(line) {
        let rest = core.get(first.len()..).unwrap_or("");
        let placed = rest.split_whitespace().count() <= 10
            && rest.split_whitespace().all(|word| is_capitalised(word) || bare(word).len() <= 3);
        return placed.then(|| vec![Credit { text: first, agency: agency(first) }]);
    }
    let credits = credited(core)?;
    credits.iter().all(|c| c.agency.is_some()).then_some(credits)
}

/// "ls/amp", "fs (dpa": the initials of editors.
fn is_initials(text: &str) -> bool {
    let text = text.trim();
    text.len() <= 24
        && text.split(['/', ',', ' ', '-']).all(|part| {
            part.len() <= 5 && part.chars().all(|c| c.is_alphabetic() && c.is_lowercase())
        })
}

/// The text before a parenthesis that ends `line`, and what stands inside it.
pub(super) fn final_parenthesis(line: &str) -> Option<(&str, &str)> {
    let body = line
        .strip_suffix(')')
        .or_else(|| line.strip_suffix(")."))
        .or_else(|| line.strip_suffix(']'))?;
    let from = floor(body, body.len().saturating_sub(220));
    let open = from + body.get(from..)?.rfind(['(', '['])?;
    Some((body.get(..open)?.trim_end(), body.get(open + 1..)?.trim()))
}

/// Where a wire credit begins that ends a paragraph of prose: "… on Friday. (AFP, Reuters)".
pub(super) fn tail_credit(paragraph: &str) -> Option<usize> {
    let (before, inner) = final_parenthesis(paragraph)?;
    let credits = credited(inner)?;
    let known = credits.iter().filter(|c| c.agency.is_some()).count();
    (known > 0 && known == credits.len() && ends_like_sentence(before))
        .then(|| before.len() + (paragraph.get(before.len()..).map_or(0, leading_space)))
}

fn leading_space(text: &str) -> usize {
    text.len() - text.trim_start().len()
}

/// Whether a paragraph is a caption by the picture credit at its end.
pub(super) fn is_captioned(paragraph: &str) -> bool {
    let paragraph = paragraph.trim_end();
    if paragraph.len() > 1200 {
        return false;
    }
    if let Some((_, inner)) = final_parenthesis(paragraph).filter(|_| !paragraph.ends_with(']')) {
        return is_picture_credit(inner);
    }
    let tail = paragraph.get(floor(paragraph, paragraph.len().saturating_sub(90))..).unwrap_or("");
    if paragraph.ends_with('.') && memchr::memchr2(b'/', b':', tail.as_bytes()).is_none() {
        return false;
    }
    let slashed = memchr::memchr(b'/', tail.as_bytes()).is_some();
    if slashed && WORDS.slashed.iter().any(|agency| tail.contains(agency)) {
        return true;
    }
    if ends_like_sentence(paragraph) {
        return false;
    }
    if WORDS.owner.iter().any(|owner| tail.ends_with(owner)) {
        return true;
    }
    if tail.contains(" | ")
        && tail.rsplit(" | ").next().is_some_and(|last| last.split_whitespace().count() <= 4)
    {
        return true;
    }
    WORDS
        .photographer
        .iter()
        .filter_map(|label| tail.find(label.as_str()).and_then(|at| tail.get(at + label.len()..)))
        .any(|name| {
            let name = name.trim();
            !name.is_empty() && name.split_whitespace().count() <= 8 && !holds_sentences(name)
        })
}

/// Whether a full stop after more than an initial stands inside.
fn holds_sentences(name: &str) -> bool {
    name.match_indices(". ").any(|(at, _)| {
        let before = name.get(..at).unwrap_or("");
        before
            .split(|c: char| !c.is_alphabetic())
            .next_back()
            .is_some_and(|w| w.chars().count() > 2)
    })
}

/// "Jane Roe/Reuters", "Greg Nash/Pool via AP", "Getty Images", "AP Photo/…, File", "Foto: dpa".
fn is_picture_credit(inner: &str) -> bool {
    if inner.len() > 140 {
        return false;
    }
    if WORDS.picture.iter().any(|mark| inner.contains(mark))
        && inner.split_whitespace().count() <= 14
    {
        return true;
    }
    let Some((left, right)) = inner.split_once('/') else { return false };
    let names = |part: &str| {
        let mut words = 0;
        part.split_whitespace().all(|word| {
            words += 1;
            is_capitalised(word) || bare(word).len() <= 3
        }) && words > 0
            && words <= 7
            && part.chars().any(char::is_alphabetic)
    };
    names(left)
        && names(right)
        && (left.split_whitespace().count() >= 2 || agency(left).is_some())
        && right.chars().filter(|c| c.is_alphabetic()).count() >= 2
}

/// What a line gives away that is nothing but a credit.
pub(super) fn credit_line(line: &str) -> Option<Reason> {
    agency_line(line).map(|credits| {
        if credits.iter().any(|c| c.agency.is_some()) || line.trim_start().starts_with('(') {
            Reason::AgencyCredit
        } else {
            Reason::Byline
        }
    })
}
