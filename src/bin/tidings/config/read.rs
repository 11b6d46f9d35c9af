//! From TOML to settings: every key known, every value checked, every problem with its line. All problems are found in one
//! go, so that a person mends a file once.

use std::str::FromStr;

use tidings::brief::{Length, Phrase};
use tidings::model::Language;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::problem::{Problem, nearest, place};
use super::{
    Feed, FetchKeys, Mail, MuteRule, Partial, Profile, PublisherRule, SectionRule, WatchRule,
};
use crate::window::{Since, duration};

/// Keys of a profile and of the file itself.
const SETTINGS: &[&str] = &[
    "timezone",
    "language",
    "length",
    "method",
    "stories",
    "publisher_stories",
    "since",
    "archive",
    "rest",
    "feed",
    "section",
    "watch",
    "mute",
    "publisher",
    "mail",
    "fetch",
];
const FEED: &[&str] = &["url", "name", "publisher", "weight", "full_text", "sections"];
const SECTION: &[&str] = &["name", "query", "feeds", "publishers", "stories"];
const WATCH: &[&str] = &["name", "query", "feeds", "publishers", "boost"];
const MUTE: &[&str] = &["phrase", "publisher", "feed", "title_only", "until"];
const PUBLISHER: &[&str] = &["name", "weight", "stories"];
const MAIL: &[&str] = &["to", "from", "list_id", "unsubscribe", "deliver"];
const FETCH: &[&str] = &[
    "full_text",
    "allow_loopback",
    "allow_private",
    "parallel",
    "timeout",
    "max_bytes",
    "user_agent",
    "failures",
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

struct Reader<'t> {
    text: &'t str,
    problems: Vec<Problem>,
}

type Value<'i> = Spanned<DeValue<'i>>;

impl Reader<'_> {
    fn line<T>(&self, at: &Spanned<T>) -> usize {
        place(self.text, at.span().start).0
    }

    fn problem<T>(&mut self, at: &Spanned<T>, message: impl Into<String>) {
        let (line, column) = place(self.text, at.span().start);
        self.problems.push(Problem { line, column, message: message.into() });
    }

    /// Names every key that does not exist, and the one that was probably meant.
    fn known(&mut self, table: &DeTable<'_>, of: &str, keys: &[&str], more: &[&str]) {
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

    fn table<'v, 'i>(&mut self, value: &'v Value<'i>, what: &str) -> Option<&'v DeTable<'i>> {
        match value.get_ref() {
            DeValue::Table(table) => Some(table),
            _ => {
                self.problem(value, format!("{what} is a table of keys and values"));
                None
            }
        }
    }

    /// The tables of `[[name]]`.
    fn tables<'v, 'i>(
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

    fn string(&mut self, table: &DeTable<'_>, key: &str) -> Option<String> {
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
    fn strings(&mut self, table: &DeTable<'_>, key: &str) -> Option<Vec<String>> {
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

    fn flag(&mut self, table: &DeTable<'_>, key: &str) -> Option<bool> {
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
    fn number(&mut self, table: &DeTable<'_>, key: &str, least: u64, most: u64) -> Option<u64> {
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

    fn factor(&mut self, table: &DeTable<'_>, key: &str) -> Option<f64> {
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
    fn parsed<T: FromStr>(&mut self, table: &DeTable<'_>, key: &str) -> Option<T>
    where
        T::Err: std::fmt::Display,
    {
        let text = self.string(table, key)?;
        match text.parse() {
            Ok(value) => Some(value),
            Err(error) => {
                self.problem(table.get(key)?, format!("`{key}`: {error}"));
                None
            }
        }
    }

    fn settings(&mut self, table: &DeTable<'_>) -> Partial {
        Partial {
            zone: self.zone(table),
            languages: self.languages(table),
            length: self.parsed::<Length>(table, "length"),
            method: self.method(table),
            stories: self.number(table, "stories", 1, 10_000),
            publisher_stories: self.number(table, "publisher_stories", 1, 10_000),
            since: self.parsed::<Since>(table, "since"),
            archive: self.string(table, "archive").map(Into::into),
            rest: self.string(table, "rest"),
            feeds: self.feeds(table),
            sections: self.sections(table),
            watches: self.watches(table),
            mutes: self.mutes(table),
            publishers: self.publishers(table),
            mail: self.mail(table),
            fetch: self.fetch(table),
        }
    }

    fn zone(&mut self, table: &DeTable<'_>) -> Option<String> {
        let name = self.string(table, "timezone")?;
        match crate::now::zone(&name) {
            Ok(_) => Some(name),
            Err(message) => {
                self.problem(table.get("timezone")?, message);
                None
            }
        }
    }

    fn languages(&mut self, table: &DeTable<'_>) -> Option<Vec<Language>> {
        let codes = self.strings(table, "language")?;
        let languages: Option<Vec<Language>> =
            codes.iter().map(|code| Language::parse(code)).collect();
        if languages.is_none() {
            let message = "`language` is a two-letter code such as \"en\", or an array of such";
            self.problem(table.get("language")?, message);
        }
        languages
    }

    fn method(&mut self, table: &DeTable<'_>) -> Option<String> {
        let name = self.string(table, "method")?;
        match tidings::rank::named(&name) {
            Ok(_) => Some(name),
            Err(error) => {
                self.problem(table.get("method")?, error.to_string());
                None
            }
        }
    }

    /// A key that a table cannot do without.
    fn needed(&mut self, at: &Value<'_>, table: &DeTable<'_>, key: &str, of: &str) -> String {
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
    fn once(&mut self, rows: &[(&Value<'_>, &DeTable<'_>)], key: &str, of: &str) {
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

    fn feeds(&mut self, table: &DeTable<'_>) -> Option<Vec<Feed>> {
        let rows = self.tables(table, "feed", FEED)?;
        self.once(&rows, "url", "feed");
        self.once(&rows, "name", "feed");
        let mut feeds = Vec::new();
        for (at, table) in rows {
            let url = self.needed(at, table, "url", "feed");
            let web = url.starts_with("https://") || url.starts_with("http://");
            if let Some(value) = table.get("url").filter(|_| !web && !url.is_empty()) {
                self.problem(value, "`url` begins with https:// or http://");
            }
            feeds.push(Feed {
                url,
                name: self.string(table, "name"),
                publisher: self.string(table, "publisher"),
                weight: self.factor(table, "weight"),
                full_text: self.flag(table, "full_text"),
                sections: self.strings(table, "sections").unwrap_or_default(),
                line: self.line(at),
            });
        }
        Some(feeds)
    }

    fn phrases(&mut self, table: &DeTable<'_>, key: &str) -> Vec<Phrase> {
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

    fn sections(&mut self, table: &DeTable<'_>) -> Option<Vec<SectionRule>> {
        let rows = self.tables(table, "section", SECTION)?;
        self.once(&rows, "name", "section");
        let mut sections = Vec::new();
        for (at, table) in rows {
            sections.push(SectionRule {
                name: self.needed(at, table, "name", "section"),
                query: self.phrases(table, "query"),
                feeds: self.strings(table, "feeds").unwrap_or_default(),
                publishers: self.strings(table, "publishers").unwrap_or_default(),
                stories: self.number(table, "stories", 1, 10_000),
                line: self.line(at),
            });
        }
        Some(sections)
    }

    fn watches(&mut self, table: &DeTable<'_>) -> Option<Vec<WatchRule>> {
        let rows = self.tables(table, "watch", WATCH)?;
        self.once(&rows, "name", "watch");
        let mut watches = Vec::new();
        for (at, table) in rows {
            let query = self.phrases(table, "query");
            let feeds = self.strings(table, "feeds").unwrap_or_default();
            let publishers = self.strings(table, "publishers").unwrap_or_default();
            if ["query", "feeds", "publishers"].iter().all(|key| table.get(*key).is_none()) {
                self.problem(at, "[[watch]] needs a `query`, `feeds` or `publishers`");
            }
            let first = query.first().map(ToString::to_string);
            let name = self.string(table, "name").or(first).unwrap_or_default();
            let boost = self.factor(table, "boost").unwrap_or(2.0);
            watches.push(WatchRule { name, query, feeds, publishers, boost, line: self.line(at) });
        }
        Some(watches)
    }

    fn mutes(&mut self, table: &DeTable<'_>) -> Option<Vec<MuteRule>> {
        let rows = self.tables(table, "mute", MUTE)?;
        let mut mutes = Vec::new();
        for (at, table) in rows {
            let named = ["phrase", "publisher", "feed"].iter().filter(|k| table.get(**k).is_some());
            if named.count() != 1 {
                self.problem(at, "[[mute]] needs one of `phrase`, `publisher` and `feed`");
            }
            mutes.push(MuteRule {
                phrases: self.phrases(table, "phrase"),
                publishers: self.strings(table, "publisher").unwrap_or_default(),
                feeds: self.strings(table, "feed").unwrap_or_default(),
                title_only: self.flag(table, "title_only").unwrap_or(false),
                until: self.date(table, "until"),
                line: self.line(at),
            });
        }
        Some(mutes)
    }

    /// A day, with or without quotes.
    fn date(&mut self, table: &DeTable<'_>, key: &str) -> Option<jiff::civil::Date> {
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

    fn publishers(&mut self, table: &DeTable<'_>) -> Option<Vec<PublisherRule>> {
        let rows = self.tables(table, "publisher", PUBLISHER)?;
        self.once(&rows, "name", "publisher");
        let mut publishers = Vec::new();
        for (at, table) in rows {
            publishers.push(PublisherRule {
                name: self.needed(at, table, "name", "publisher"),
                weight: self.factor(table, "weight").unwrap_or(1.0),
                stories: self.number(table, "stories", 1, 10_000),
            });
        }
        Some(publishers)
    }

    fn mail(&mut self, table: &DeTable<'_>) -> Option<Mail> {
        let table = self.table(table.get("mail")?, "[mail]")?;
        self.known(table, "[mail] ", MAIL, &[]);
        Some(Mail {
            to: self.strings(table, "to").unwrap_or_default(),
            from: self.string(table, "from"),
            list_id: self.string(table, "list_id"),
            unsubscribe: self.string(table, "unsubscribe"),
            deliver: self.string(table, "deliver"),
        })
    }

    fn fetch(&mut self, table: &DeTable<'_>) -> Option<FetchKeys> {
        let table = self.table(table.get("fetch")?, "[fetch]")?;
        self.known(table, "[fetch] ", FETCH, &[]);
        let timeout = self.string(table, "timeout").and_then(|text| match duration(&text) {
            Some(span) => Some(span),
            None => {
                let message = format!(
                    "`timeout`: `{text}` is no duration; write for example 20s, 5min or 24h"
                );
                self.problem(table.get("timeout")?, message);
                None
            }
        });
        Some(FetchKeys {
            full_text: self.flag(table, "full_text"),
            allow_loopback: self.flag(table, "allow_loopback"),
            allow_private: self.flag(table, "allow_private"),
            parallel: self.number(table, "parallel", 1, 64),
            timeout,
            max_bytes: self.number(table, "max_bytes", 1_024, 1 << 40),
            user_agent: self.string(table, "user_agent"),
            failures: self.number(table, "failures", 1, 1_000),
        })
    }
}
