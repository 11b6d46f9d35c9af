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

/// Values by words. Most words that are asked for are not there, which their length and first byte
/// tell.
#[derive(Debug)]
pub(super) struct Table<V> {
    /// By length in bytes.
    by_length: Vec<Alike<V>>,
    len: usize,
}

/// Words of one length.
#[derive(Debug)]
struct Alike<V> {
    /// A bit for the last six bits of each first byte.
    firsts: u64,
    /// Sorted.
    words: Vec<(&'static str, V)>,
}

impl<V> Default for Table<V> {
    fn default() -> Self {
        Self { by_length: Vec::new(), len: 0 }
    }
}

impl<V> FromIterator<(&'static str, V)> for Table<V> {
    /// Of words that ascend without repeats, as those of an ordered map do.
    fn from_iter<I: IntoIterator<Item = (&'static str, V)>>(words: I) -> Self {
        let mut table = Self::default();
        for (word, value) in words {
            while table.by_length.len() <= word.len() {
                table.by_length.push(Alike { firsts: 0, words: Vec::new() });
            }
            let alike = &mut table.by_length[word.len()];
            alike.firsts |= first_bit(word);
            alike.words.push((word, value));
            table.len += 1;
        }
        table
    }
}

fn first_bit(word: &str) -> u64 {
    word.bytes().next().map_or(1, |first| 1 << (first % 64))
}

impl<V> Table<V> {
    pub(super) fn get(&self, word: &str) -> Option<&V> {
        let alike = self.by_length.get(word.len())?;
        if alike.firsts & first_bit(word) == 0 {
            return None;
        }
        let at = alike.words.binary_search_by(|own| own.0.cmp(word)).ok()?;
        Some(&alike.words[at].1)
    }
}

/// Words and phrases in lower case with straight apostrophes, by length and by first character.
#[derive(Debug, Default)]
pub(super) struct Entries {
    words: Table<()>,
    /// The longest first.
    by_first: BTreeMap<char, Vec<&'static str>>,
}

impl FromIterator<&'static str> for Entries {
    fn from_iter<I: IntoIterator<Item = &'static str>>(entries: I) -> Self {
        let mut all: Vec<&str> = entries.into_iter().collect();
        all.sort_unstable();
        all.dedup();
        let words = all.iter().map(|entry| (*entry, ())).collect();
        let mut own = Self { words, by_first: BTreeMap::new() };
        for entry in all {
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
    pub(super) const fn len(&self) -> usize {
        self.words.len
    }

    pub(super) fn all(&self) -> impl Iterator<Item = &'static str> + '_ {
        self.words.by_length.iter().flat_map(|alike| &alike.words).map(|word| word.0)
    }

    pub(super) fn hold(&self, word: &str) -> bool {
        self.words.get(word).is_some()
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
pub(crate) fn folded(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '’' => folded.push('\''),
            c if c.is_ascii() => folded.push(c.to_ascii_lowercase()),
            c => folded.extend(c.to_lowercase()),
        }
    }
    folded
}

/// Characters of scripts that part words by no space: Han, kana, Thai, Lao, Khmer, Burmese.
fn is_unspaced(c: char) -> bool {
    matches!(
        c,
        '\u{e00}'..='\u{eff}' | '\u{1000}'..='\u{109f}' | '\u{1780}'..='\u{17ff}'
            | '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}'
    )
}
