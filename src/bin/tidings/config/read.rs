//! From TOML to settings: every key known, every value checked, every problem with its line. All
//! problems are found in one go, so that a person mends a file once.

use std::str::FromStr;

use tidings::brief::Phrase;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::parts::{Partial, Profile};
use super::problem::{Problem, nearest, place};

/// Keys of a profile and of the file itself.
const SETTINGS: &[&str] = &[
    "timezone",
    "language",
    "length",
    "method",
    "opinion",
    "stories",
    "languages",
    "locale",
    "publisher_stories",
    "since",
    "archive",
    "doc_freq",
    "rest",
    "feed",
    "section",
    "watch",
    "mute",
    "publisher",
    "mail",
    "site",
    "fetch",
];
/// What a file says: its own settings and those of its profiles.
pub struct File {
    /// Settings outside all profiles.
    pub common: Partial,
    /// The profiles in the order of their names.
    pub profiles: Vec<Profile>,
}

/// Reads a whole file.
pub fn read(text: &str) -> Result<File, Vec<Problem>> {
    let (table, errors) = DeTable::parse_recoverable(text);
    if !errors.is_empty() {
        return Err(errors.iter().map(|error| syntax(text, error)).collect());
    }
    let mut reader = Reader { text, problems: Vec::new() };
    let table = table.get_ref();
    reader.known(table, "", SETTINGS, &["profile"]);
    let common = reader.settings(table);
    let mut profiles = Vec::new();
    if let Some(value) = table.get("profile") {
        for (name, value) in reader.tables_by_name(value) {
            let Some(own) = reader.table(value, "a profile") else { continue };
            reader.known(own, &format!("[profile.{}] ", name.get_ref()), SETTINGS, &[]);
            let settings = reader.settings(own);
            let line = reader.line(name);
            profiles.push(Profile { name: name.get_ref().to_string(), line, settings });
        }
    }
    if reader.problems.is_empty() {
        return Ok(File { common, profiles });
    }
    reader.problems.sort();
    reader.problems.dedup();
    Err(reader.problems)
}

fn syntax(text: &str, error: &toml::de::Error) -> Problem {
    let (line, column) = place(text, error.span().map_or(0, |span| span.start));
    let message = error.message().replace('\n', ", ");
    Problem { line, column, message: format!("no TOML: {message}") }
}

pub(super) struct Reader<'t> {
    text: &'t str,
    problems: Vec<Problem>,
}

pub(super) type Value<'i> = Spanned<DeValue<'i>>;

impl Reader<'_> {
    pub(super) fn line<T>(&self, at: &Spanned<T>) -> usize {
        place(self.text, at.span().start).0
    }

    pub(super) fn problem<T>(&mut self, at: &Spanned<T>, message: impl Into<String>) {
        let (line, column) = place(self.text, at.span().start);
        self.problems.push(Problem { line, column, message: message.into() });
    }

    /// Names every key that does not exist, and the one that was probably meant.
    pub(super) fn known(&mut self, table: &DeTable<'_>, of: &str, keys: &[&str], more: &[&str]) {
        let names = || keys.iter().chain(more).copied();
        for key in table.keys() {
            let name: &str = key.get_ref();
            if !names().any(|known| known == name) {
                let meant = nearest(name, names());
                let meant = meant.or_else(|| nearest(name.trim_end_matches('s'), names()));
                let message = match meant {
                    Some(meant) => format!("{of}unknown key `{name}`; did you mean `{meant}`?"),
                    None => {
                        let all: Vec<&str> = names().collect();
                        format!("{of}unknown key `{name}`; there are {}", all.join(", "))
                    }
                };
                self.problem(key, message);
            }
        }
    }

    pub(super) fn table<'v, 'i>(
        &mut self,
        value: &'v Value<'i>,
        what: &str,
    ) -> Option<&'v DeTable<'i>> {
        match value.get_ref() {
            DeValue::Table(table) => Some(table),
            _ => {
                self.problem(value, format!("{what} is a table of keys and values"));
                None
            }
        }
    }

    /// The tables of `[[name]]`.
    pub(super) fn tables<'v, 'i>(
        &mut self,
        table: &'v DeTable<'i>,
        name: &str,
        keys: &[&str],
    ) -> Option<Vec<(&'v Value<'i>, &'v DeTable<'i>)>> {
        let value = table.get(name)?;
        let DeValue::Array(array) = value.get_ref() else {
            self.problem(value, format!("`{name}` is written [[{name}]], once for each"));
            return None;
        };
        let mut tables = Vec::new();
        for value in array.iter() {
            if let Some(table) = self.table(value, &format!("[[{name}]]")) {
                self.known(table, &format!("[[{name}]] "), keys, &[]);
                tables.push((value, table));
            }
        }
        Some(tables)
    }

    fn tables_by_name<'v, 'i>(
        &mut self,
        value: &'v Value<'i>,
    ) -> Vec<(&'v Spanned<toml::de::DeString<'i>>, &'v Value<'i>)> {
        match self.table(value, "`profile`") {
            Some(table) => table.iter().collect(),
            None => Vec::new(),
        }
    }

    pub(super) fn string(&mut self, table: &DeTable<'_>, key: &str) -> Option<String> {
        let value = table.get(key)?;
        match value.get_ref() {
            DeValue::String(text) => Some(text.to_string()),
            _ => {
                self.problem(value, format!("`{key}` is a text in quotes"));
                None
            }
        }
    }

    /// A text, or several in an array.
    pub(super) fn strings(&mut self, table: &DeTable<'_>, key: &str) -> Option<Vec<String>> {
        let value = table.get(key)?;
        match value.get_ref() {
            DeValue::String(text) => return Some(vec![text.to_string()]),
            DeValue::Array(array) => {
                let texts: Option<Vec<String>> = array
                    .iter()
                    .map(|entry| match entry.get_ref() {
                        DeValue::String(text) => Some(text.to_string()),
                        _ => None,
                    })
                    .collect();
                if texts.is_some() {
                    return texts;
                }
            }
            _ => {}
        }
        self.problem(value, format!("`{key}` is a text in quotes, or an array of such"));
        None
    }

    pub(super) fn flag(&mut self, table: &DeTable<'_>, key: &str) -> Option<bool> {
        let value = table.get(key)?;
        match value.get_ref() {
            DeValue::Boolean(flag) => Some(*flag),
            _ => {
                self.problem(value, format!("`{key}` is true or false"));
                None
            }
        }
    }

    /// A whole number from `least` to `most`.
    pub(super) fn number(
        &mut self,
        table: &DeTable<'_>,
        key: &str,
        least: u64,
        most: u64,
    ) -> Option<u64> {
        let value = table.get(key)?;
        let number = match value.get_ref() {
            DeValue::Integer(n) => u64::from_str_radix(n.as_str(), n.radix()).ok(),
            _ => None,
        };
        let number = number.filter(|n| (least..=most).contains(n));
        if number.is_none() {
            self.problem(value, format!("`{key}` is a whole number from {least} to {most}"));
        }
        number
    }

    pub(super) fn factor(&mut self, table: &DeTable<'_>, key: &str) -> Option<f64> {
        let value = table.get(key)?;
        let number: Option<f64> = match value.get_ref() {
            DeValue::Integer(n) => n.as_str().parse().ok(),
            DeValue::Float(n) => n.as_str().parse().ok(),
            _ => None,
        };
        let number = number.filter(|n| (0.1..=10.0).contains(n));
        if number.is_none() {
            self.problem(value, format!("`{key}` is a number from 0.1 to 10"));
        }
        number
    }

    /// A text that is read further; what is wrong with it is said in its own words.
    pub(super) fn parsed<T: FromStr>(&mut self, table: &DeTable<'_>, key: &str) -> Option<T>
    where
        T::Err: std::fmt::Display,
    {
        self.checked(table, key, |text| text.parse().map_err(|error| format!("`{key}`: {error}")))
    }

    /// A text that `read` takes; what it complains of is a problem at the text's place.
    pub(super) fn checked<T>(
        &mut self,
        table: &DeTable<'_>,
        key: &str,
        read: impl Fn(&str) -> Result<T, String>,
    ) -> Option<T> {
        let text = self.string(table, key)?;
        match read(&text) {
            Ok(value) => Some(value),
            Err(message) => {
                self.problem(table.get(key)?, message);
                None
            }
        }
    }

    /// A key that a table cannot do without.
    pub(super) fn needed(
        &mut self,
        at: &Value<'_>,
        table: &DeTable<'_>,
        key: &str,
        of: &str,
    ) -> String {
        if table.get(key).is_none() {
            self.problem(at, format!("[[{of}]] needs a `{key}`"));
        }
        let text = self.string(table, key).unwrap_or_default();
        if let Some(value) = table.get(key)
            && text.trim().is_empty()
            && matches!(value.get_ref(), DeValue::String(_))
        {
            self.problem(value, format!("[[{of}]] needs a `{key}` that is not empty"));
        }
        text
    }

    /// Names or addresses that stand twice.
    pub(super) fn once(&mut self, rows: &[(&Value<'_>, &DeTable<'_>)], key: &str, of: &str) {
        let mut seen: Vec<(String, usize)> = Vec::new();
        for (_, table) in rows {
            let Some(value) = table.get(key) else { continue };
            let DeValue::String(text) = value.get_ref() else { continue };
            let (text, line) = (text.to_lowercase(), self.line(value));
            if let Some((_, first)) = seen.iter().find(|(known, _)| *known == text) {
                let message = format!("[[{of}]] `{key}` stands already in line {first}");
                self.problem(value, message);
            } else {
                seen.push((text, line));
            }
        }
    }

    pub(super) fn phrases(&mut self, table: &DeTable<'_>, key: &str) -> Vec<Phrase> {
        let mut phrases = Vec::new();
        for text in self.strings(table, key).unwrap_or_default() {
            match text.parse() {
                Ok(phrase) => phrases.push(phrase),
                Err(error) => {
                    let message = format!("`{key}`: {error}");
                    if let Some(value) = table.get(key) {
                        self.problem(value, message);
                    }
                }
            }
        }
        phrases
    }

    /// A day, with or without quotes.
    pub(super) fn date(&mut self, table: &DeTable<'_>, key: &str) -> Option<jiff::civil::Date> {
        let value = table.get(key)?;
        let day = match value.get_ref() {
            DeValue::String(text) => text.parse().ok(),
            DeValue::Datetime(at) => {
                at.date.filter(|_| at.time.is_none()).and_then(|date| date.to_string().parse().ok())
            }
            _ => None,
        };
        if day.is_none() {
            self.problem(value, format!("`{key}` is a day that exists, such as 2026-12-01"));
        }
        day
    }
}
