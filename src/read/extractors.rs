//! What two extractors take of a page's copy.

use super::guard::guarded;
use super::page_found::plain;

/// How much of a block is compared, in bytes of letters and digits; less than the copy keeps.
const KEY: usize = 3_000;

/// The largest copy of a page that extractors are given, in bytes; what they do is not linear.
/// Pages are larger only when they are no articles, and our own judgement is left to them.
const LARGEST: usize = 4 << 20;

/// What the extractors took of a page.
#[derive(Debug, Default)]
pub(super) struct Opinions {
    pub(super) trafilatura: Taken,
    pub(super) readability: Taken,
    /// Whether one of them panicked, which counts as having found nothing.
    pub(super) gave_up: bool,
}

impl Opinions {
    pub(super) fn of(copy: &str) -> Self {
        let mut opinions = Self::default();
        if copy.len() <= LARGEST && !is_spared(copy) {
            opinions.trafilatura = opinions.taken_by(by_trafilatura, copy);
            opinions.readability = opinions.taken_by(by_readability, copy);
        }
        opinions
    }

    pub(super) fn taken_by(&mut self, extract: fn(&str) -> String, copy: &str) -> Taken {
        guarded(|| extract(copy)).map_or_else(
            || {
                self.gave_up = true;
                Taken::default()
            },
            |text| Taken::of(&text),
        )
    }
}

/// Whether the extractors are spared a page: while fuzzing, 15 of 16 (`fuzz/README.md`).
fn is_spared(copy: &str) -> bool {
    cfg!(fuzzing) && !copy.bytes().fold(0_u8, u8::wrapping_add).is_multiple_of(16)
}

/// What a block is compared by.
pub(super) fn key(text: &str) -> String {
    let mut key = String::new();
    for c in text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase) {
        if key.len() >= KEY {
            break;
        }
        key.push(c);
    }
    key
}

/// What an extractor took, for asking whether a block is in it.
#[derive(Debug, Default)]
pub(super) struct Taken {
    pub(super) text: String,
    lines: Vec<String>,
}

impl Taken {
    pub(super) fn of(text: &str) -> Self {
        let mut lines: Vec<String> =
            text.lines().map(key).filter(|line| !line.is_empty()).collect();
        lines.sort_unstable();
        Self { text: plain(text), lines }
    }

    /// Whether a block (its letters and digits) is in it: as a line, or inside one when it is long
    /// enough to be no accident.
    pub(super) fn has(&self, key: &str) -> bool {
        !key.is_empty()
            && (self.lines.binary_search_by(|line| line.as_str().cmp(key)).is_ok()
                || key.len() >= 24
                    && memchr::memmem::find(self.text.as_bytes(), key.as_bytes()).is_some())
    }
}

fn by_trafilatura(copy: &str) -> String {
    let options = trafilatura::Options::default()
        .with_fallback(true)
        .with_exclude_comments(true)
        .with_html_date_mode(trafilatura::HtmlDateMode::Disabled);
    trafilatura::extract(copy, &options)
        .map(|result| super::prose::of_html(&result.content_html))
        .unwrap_or_default()
}

fn by_readability(copy: &str) -> String {
    let config = dom_smoothie::Config { disable_json_ld: true, ..dom_smoothie::Config::default() };
    dom_smoothie::Readability::new(copy, None, Some(config))
        .and_then(|mut reader| reader.parse())
        .map(|article| super::prose::of_html(&article.content))
        .unwrap_or_default()
}
