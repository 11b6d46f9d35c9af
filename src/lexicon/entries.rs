//! The entries of a list: read from a file, and looked up.

use std::collections::BTreeMap;

/// The lines of a file that hold entries: neither comments (`#`) nor headings (`[…]`) nor blank.
pub(super) fn lines(text: &'static str) -> impl Iterator<Item = &'static str> {
    text.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with(['#', '[']))
}

/// The entries of a line, which commas and semicolons part.
pub(super) fn parts(line: &'static str) -> impl Iterator<Item = &'static str> {
    line.split([',', ';']).map(str::trim).filter(|entry| !entry.is_empty())
}

/// The entries of one section of a file; those above the first heading where `wanted` is empty.
pub(super) fn section(
    text: &'static str,
    wanted: &'static str,
) -> impl Iterator<Item = &'static str> {
    let mut section = "";
    text.lines()
        .map(str::trim)
        .filter(move |line| {
            if let Some(name) = line.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')) {
                section = name;
                return false;
            }
            section == wanted && !line.is_empty() && !line.starts_with('#')
        })
        .flat_map(parts)
}

/// Words and phrases in lower case with straight apostrophes, by length and by first character.
#[derive(Debug, Default)]
pub(super) struct Entries {
    /// Entries of each length in bytes, sorted.
    by_length: Vec<Vec<&'static str>>,
    /// The longest first.
    by_first: BTreeMap<char, Vec<&'static str>>,
}

impl FromIterator<&'static str> for Entries {
    fn from_iter<I: IntoIterator<Item = &'static str>>(entries: I) -> Self {
        let mut all: Vec<&str> = entries.into_iter().collect();
        all.sort_unstable();
        all.dedup();
        let mut own = Self::default();
        for entry in all {
            let lists = &mut own.by_length;
            lists.resize(lists.len().max(entry.len() + 1), Vec::new());
            lists[entry.len()].push(entry);
            if let Some(first) = entry.chars().next() {
                own.by_first.entry(first).or_default().push(entry);
            }
        }
        for list in own.by_first.values_mut() {
            list.sort_by_key(|entry| std::cmp::Reverse(entry.len()));
        }
        own
    }
}

impl Entries {
    pub(super) fn len(&self) -> usize {
        self.by_length.iter().map(Vec::len).sum()
    }

    pub(super) fn all(&self) -> impl Iterator<Item = &'static str> + '_ {
        self.by_length.iter().flatten().copied()
    }

    pub(super) fn hold(&self, word: &str) -> bool {
        self.by_length.get(word.len()).is_some_and(|list| list.binary_search(&word).is_ok())
    }

    /// The longest entry at the start of `text`, marks and space before it aside.
    pub(super) fn at_start(&self, text: &str) -> Option<&'static str> {
        let text = text.trim_start_matches(|c: char| !c.is_alphanumeric());
        // More than any entry is long.
        let start: String = text.chars().take(60).collect();
        self.at(&folded(&start))
    }

    pub(super) fn inside(&self, text: &str) -> bool {
        let text = folded(text);
        let mut before = ' ';
        text.char_indices().any(|(at, c)| {
            let starts = !before.is_alphanumeric() || is_unspaced(c);
            before = c;
            starts && self.at(&text[at..]).is_some()
        })
    }

    /// The longest entry that the folded `text` begins with.
    fn at(&self, text: &str) -> Option<&'static str> {
        let list = self.by_first.get(&text.chars().next()?)?;
        list.iter().copied().find(|entry| {
            text.strip_prefix(entry).is_some_and(|rest| {
                let last = entry.chars().next_back().unwrap_or(' ');
                is_unspaced(last) || last == '\'' || !rest.starts_with(char::is_alphanumeric)
            })
        })
    }
}

/// In lower case with straight apostrophes.
fn folded(text: &str) -> String {
    text.chars().map(|c| if c == '’' { '\'' } else { c }).flat_map(char::to_lowercase).collect()
}

/// Characters of scripts that part words by no space: Han, kana, Thai, Lao, Khmer, Burmese.
fn is_unspaced(c: char) -> bool {
    matches!(
        c,
        '\u{e00}'..='\u{eff}' | '\u{1000}'..='\u{109f}' | '\u{1780}'..='\u{17ff}'
            | '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}'
    )
}
