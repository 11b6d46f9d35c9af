//! What pages say beside the words of sources, in the reader's language: labels, counts, dates.
//!
//! One file a language, `labels.txt`: a line is a key, a colon and a text with gaps (`{n}`). Plural
//! categories are those of CLDR (<https://cldr.unicode.org/index/cldr-spec/plural-rules>); which
//! category a number has says the crate `intl_pluralrules`.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use intl_pluralrules::{PluralCategory, PluralRuleType, PluralRules};
use unic_langid::LanguageIdentifier;

use super::keys::{Count, Label, Names};
use super::{FILES, Lexicon, SHARED};
use crate::model::Language;

/// The labels of one language.
pub struct Labels {
    code: &'static str,
    texts: BTreeMap<&'static str, &'static str>,
    plurals: Option<PluralRules>,
    group: String,
    group_from: usize,
}

/// The labels of all languages that have them, in the order of their codes.
static ALL: LazyLock<Vec<Labels>> = LazyLock::new(|| {
    let folders = FILES.iter().filter(|(code, _)| *code != SHARED);
    folders.filter_map(|(code, _)| Labels::read(code)).collect()
});

/// English, which has every label; empty only if its file were.
static ENGLISH: LazyLock<Labels> = LazyLock::new(|| Labels::new("en", ""));

impl Labels {
    /// The codes of the languages that have labels, sorted.
    pub fn codes() -> impl Iterator<Item = &'static str> {
        ALL.iter().map(|labels| labels.code)
    }

    /// Whether a language has labels.
    #[must_use]
    pub fn are_known(language: Language) -> bool {
        Self::codes().any(|code| code == language.code())
    }

    /// The labels of a language; the English ones where it has none.
    pub(crate) fn of(language: Option<Language>) -> &'static Self {
        let of = |code: &str| ALL.iter().find(|labels| labels.code == code);
        language.and_then(|language| of(language.code())).or_else(|| of("en")).unwrap_or(&ENGLISH)
    }

    fn read(code: &'static str) -> Option<Self> {
        Lexicon::folder(code).files("labels").next().map(|text| Self::new(code, text))
    }

    fn new(code: &'static str, text: &'static str) -> Self {
        let lines = text.lines().map(str::trim).filter(|line| !line.starts_with('#'));
        let texts: BTreeMap<_, _> =
            lines.filter_map(|line| line.split_once(':')).map(|(k, v)| (k, v.trim())).collect();
        let language: Option<LanguageIdentifier> = code.parse().ok();
        let rules = language.and_then(|l| PluralRules::create(l, PluralRuleType::CARDINAL).ok());
        let group = texts.get("group").copied().unwrap_or(",");
        Self {
            code,
            plurals: rules,
            group: character(group).map_or_else(|| group.to_owned(), String::from),
            group_from: texts.get("group-from").and_then(|n| n.parse().ok()).unwrap_or(1),
            texts,
        }
    }

    /// The code of the language, for `lang=`.
    pub(crate) const fn code(&self) -> &'static str {
        self.code
    }

    /// Whether the language is written from right to left.
    pub(crate) fn is_rtl(&self) -> bool {
        self.texts.get("direction").is_some_and(|direction| *direction == "rtl")
    }

    /// A text as it stands in the file.
    pub(crate) fn text(&self, label: Label) -> &'static str {
        self.texts.get(label.key()).copied().unwrap_or("")
    }

    /// A text with its gaps filled.
    pub(crate) fn fill(&self, label: Label, gaps: &[(&str, &str)]) -> String {
        filled(self.text(label), gaps)
    }

    /// A text with its one gap `{n}` filled by a number.
    pub(crate) fn number(&self, label: Label, n: usize) -> String {
        self.fill(label, &[("n", &self.grouped(n))])
    }

    /// "1 article", "1,204 articles".
    pub(crate) fn count(&self, count: Count, n: usize) -> String {
        filled(self.plural(count, self.category(n)), &[("n", &self.grouped(n))])
    }

    /// The text for one plural category; that for "other" where the category has none.
    fn plural(&self, count: Count, category: &str) -> &'static str {
        let of = |category: &str| self.texts.get(&*format!("{}.{category}", count.key())).copied();
        of(category).or_else(|| of("other")).unwrap_or("{n}")
    }

    /// The texts of a count by their plural category, for scripts of pages.
    pub(crate) fn plurals(&self, count: Count) -> BTreeMap<&'static str, &'static str> {
        let key = count.key();
        let own = self
            .texts
            .iter()
            .filter_map(|(k, text)| Some((k.strip_prefix(key)?.strip_prefix('.')?, *text)));
        own.collect()
    }

    fn category(&self, n: usize) -> &'static str {
        let category = self.plurals.as_ref().and_then(|rules| rules.select(n).ok());
        match category {
            Some(PluralCategory::ZERO) => "zero",
            Some(PluralCategory::ONE) => "one",
            Some(PluralCategory::TWO) => "two",
            Some(PluralCategory::FEW) => "few",
            Some(PluralCategory::MANY) => "many",
            Some(PluralCategory::OTHER) | None => "other",
        }
    }

    /// Digits in groups of three.
    pub(crate) fn grouped(&self, n: usize) -> String {
        let digits = n.to_string();
        if digits.len() < 3 + self.group_from {
            return digits;
        }
        let mut out = String::new();
        for (at, digit) in digits.char_indices() {
            if at > 0 && (digits.len() - at).is_multiple_of(3) {
                out.push_str(&self.group);
            }
            out.push(digit);
        }
        out
    }

    /// Entries with what parts them in a list.
    pub(crate) fn list(&self, entries: &[String]) -> String {
        let text = self.text(Label::List);
        let between = text.strip_prefix("{a}").and_then(|rest| rest.strip_suffix("{b}"));
        entries.join(between.unwrap_or(", "))
    }

    /// Words in quotation marks.
    pub(crate) fn quoted(&self, words: &str) -> String {
        self.fill(Label::Quote, &[("words", words)])
    }

    /// The name at a place from 0; empty where there is none.
    pub(crate) fn name(&self, names: Names, at: usize) -> &'static str {
        let line = self.texts.get(names.key()).copied().unwrap_or("");
        line.split(',').nth(at).map_or("", str::trim)
    }
}

impl std::fmt::Debug for Labels {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_tuple("Labels").field(&self.code).finish()
    }
}

/// The character that "U+202F" writes: white space would not be seen in a file.
fn character(written: &str) -> Option<char> {
    u32::from_str_radix(written.strip_prefix("U+")?, 16).ok().and_then(char::from_u32)
}

/// A text whose gaps (`{name}`) are filled. What fills one is not searched for others.
fn filled(text: &str, gaps: &[(&str, &str)]) -> String {
    let mut out = String::with_capacity(text.len() + 16);
    let mut rest = text;
    while let Some((before, (name, after))) =
        rest.split_once('{').and_then(|(before, gap)| Some((before, gap.split_once('}')?)))
    {
        out.push_str(before);
        out.push_str(gaps.iter().find(|(gap, _)| *gap == name).map_or("", |(_, with)| *with));
        rest = after;
    }
    out.push_str(rest);
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    fn of(code: &str) -> &'static Labels {
        Labels::of(Language::parse(code))
    }

    /// The gaps of a text, sorted.
    fn gaps(text: &str) -> BTreeSet<&str> {
        text.split('{').skip(1).filter_map(|rest| rest.split('}').next()).collect()
    }

    #[test]
    fn every_language_has_every_label_with_its_gaps() {
        let english = of("en");
        for code in Labels::codes() {
            let labels = of(code);
            for label in Label::ALL {
                let (own, model) = (labels.text(label), english.text(label));
                assert!(!own.is_empty(), "{code}: {}", label.key());
                assert_eq!(gaps(own), gaps(model), "{code}: {}", label.key());
            }
            for count in Count::ALL {
                assert!(labels.plural(count, "other").contains("{n}"), "{code}: {}", count.key());
            }
            for (names, number) in Names::ALL.into_iter().zip([7, 7, 12, 12, 12]) {
                let all: Vec<&str> = (0..12).map(|at| labels.name(names, at)).collect();
                let known = all.iter().take_while(|name| !name.is_empty()).count();
                assert_eq!(known, number, "{code}: {}", names.key());
            }
            assert!(labels.plurals.is_some(), "{code} has no plural rules");
            let known = |key: &str| {
                let of_count =
                    |count: &Count| key.split_once('.').is_some_and(|(k, _)| k == count.key());
                Label::ALL.iter().any(|label| label.key() == key)
                    || Count::ALL.iter().any(of_count)
                    || Names::ALL.iter().any(|names| names.key() == key)
                    || ["group", "group-from", "direction"].contains(&key)
            };
            let unknown: Vec<_> = labels.texts.keys().filter(|key| !known(key)).collect();
            assert!(unknown.is_empty(), "{code}: {unknown:?}");
        }
    }

    #[test]
    fn counts_follow_the_rules_of_their_language() {
        for (code, count, n, expected) in [
            ("en", Count::Articles, 1, "1 article"),
            ("en", Count::Articles, 1204, "1,204 articles"),
            ("de", Count::FromArticles, 1_234_567, "aus 1.234.567 Artikeln"),
            ("fr", Count::Stories, 0, "0 sujet"),
            ("fr", Count::Words, 1204, "1\u{202f}204 mots"),
            ("es", Count::Words, 1204, "1204 palabras"),
            ("es", Count::Words, 12_040, "12.040 palabras"),
            ("ru", Count::Articles, 21, "21 статья"),
            ("ru", Count::Articles, 22, "22 статьи"),
            ("ru", Count::Articles, 12, "12 статей"),
            ("ar", Count::Articles, 2, "مقالان"),
            ("ar", Count::Articles, 7, "7 مقالات"),
            ("ar", Count::Articles, 100, "100 مقال"),
            ("ja", Count::Articles, 2, "記事2本"),
        ] {
            assert_eq!(of(code).count(count, n), expected, "{code}");
        }
    }

    #[test]
    fn what_fills_a_gap_is_not_filled_itself() {
        assert_eq!(filled("{a}, {b} c{", &[("a", "{b}"), ("b", "x")]), "{b}, x c{");
        assert_eq!(of("de").quoted("{n}"), "„{n}“");
        assert_eq!(Labels::of(Language::parse("sw")).code(), "en");
    }
}
