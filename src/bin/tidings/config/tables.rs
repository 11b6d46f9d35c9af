//! What each table of a configuration may hold.

use tidings::brief::Length;
use tidings::model::Language;
use toml::de::{DeTable, DeValue};

use super::parts::{
    Feed, FetchKeys, Mail, MuteRule, Partial, Password, PublisherRule, SectionRule, WatchRule,
};
use super::read::{Reader, Value};
use crate::window::{Since, duration};

const FEED: &[&str] = &[
    "url",
    "name",
    "publisher",
    "opinion",
    "weight",
    "full_text",
    "sections",
    "headers",
    "cookies",
    "user",
    "password",
    "password_file",
    "password_command",
];
const SECTION: &[&str] = &["name", "query", "feeds", "publishers", "stories"];
const WATCH: &[&str] = &["name", "query", "feeds", "publishers", "boost"];
const MUTE: &[&str] = &["phrase", "publisher", "feed", "title_only", "until"];
const PUBLISHER: &[&str] = &["name", "weight", "stories"];
const MAIL: &[&str] = &["to", "from", "list_id", "unsubscribe", "deliver"];
const SITE: &[&str] = &["folder", "url", "title"];
const FETCH: &[&str] = &[
    "full_text",
    "allow_loopback",
    "allow_private",
    "parallel",
    "timeout",
    "max_bytes",
    "user_agent",
    "failures",
    "pause",
    "proxy",
    "ca_file",
    "allow_commands",
    "allow_files",
];

impl Reader<'_> {
    pub(super) fn settings(&mut self, table: &DeTable<'_>) -> Partial {
        Partial {
            zone: self.zone(table),
            languages: self.languages(table),
            locale: self.checked(table, "locale", crate::choice::locale),
            length: self.parsed::<Length>(table, "length"),
            method: self.method(table),
            opinion: self.checked(table, "opinion", crate::commands::brief::opinion),
            stories: self.number(table, "stories", 1, 10_000),
            publisher_stories: self.number(table, "publisher_stories", 1, 10_000),
            since: self.parsed::<Since>(table, "since"),
            archive: self.string(table, "archive").map(Into::into),
            doc_freq: self.string(table, "doc_freq").map(Into::into),
            rest: self.string(table, "rest"),
            feeds: self.feeds(table),
            sections: self.sections(table),
            watches: self.watches(table),
            mutes: self.mutes(table),
            publishers: self.publishers(table),
            mail: self.mail(table),
            site: self.site(table),
            fetch: self.fetch(table),
        }
    }

    fn zone(&mut self, table: &DeTable<'_>) -> Option<String> {
        self.checked(table, "timezone", |name| crate::now::zone(name).map(|_| name.to_owned()))
    }

    fn languages(&mut self, table: &DeTable<'_>) -> Option<Vec<Language>> {
        // One language or several: both names say the same.
        let key = if table.get("languages").is_some() { "languages" } else { "language" };
        let codes = self.strings(table, key)?;
        let languages: Option<Vec<Language>> =
            codes.iter().map(|code| Language::parse(code)).collect();
        if languages.is_none() {
            let message =
                format!("`{key}` is a two-letter code such as \"en\", or an array of such");
            self.problem(table.get(key)?, message);
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

    fn feeds(&mut self, table: &DeTable<'_>) -> Option<Vec<Feed>> {
        let rows = self.tables(table, "feed", FEED)?;
        self.once(&rows, "url", "feed");
        self.once(&rows, "name", "feed");
        let mut feeds = Vec::new();
        for (at, table) in rows {
            let url = self.needed(at, table, "url", "feed");
            let schemes = ["https://", "http://", "exec:", "file:"];
            let known = schemes.iter().any(|scheme| url.starts_with(scheme));
            if let Some(value) = table.get("url").filter(|_| !known && !url.is_empty()) {
                self.problem(value, "`url` begins with https://, http://, file: or exec:");
            }
            let headers = self.strings(table, "headers").unwrap_or_default();
            for header in &headers {
                if let Err(message) = crate::fetching::header(header) {
                    self.problem(table.get("headers").unwrap_or(at), message);
                }
            }
            feeds.push(Feed {
                url,
                name: self.string(table, "name"),
                publisher: self.string(table, "publisher"),
                opinion: self.flag(table, "opinion"),
                weight: self.factor(table, "weight"),
                full_text: self.flag(table, "full_text"),
                sections: self.strings(table, "sections").unwrap_or_default(),
                headers,
                cookies: self.string(table, "cookies"),
                user: self.string(table, "user"),
                password: self.password(at, table),
                line: self.line(at),
            });
        }
        Some(feeds)
    }

    /// One of the three ways to give a password, which wants a user.
    fn password(&mut self, at: &Value<'_>, table: &DeTable<'_>) -> Option<Password> {
        let plain = self.string(table, "password").map(Password::Plain);
        let file = self.string(table, "password_file").map(|path| Password::File(path.into()));
        let command = self.string(table, "password_command").map(Password::Command);
        let given: Vec<Password> = [plain, file, command].into_iter().flatten().collect();
        if given.len() > 1 {
            self.problem(
                at,
                "[[feed]] takes one of `password`, `password_file` and `password_command`",
            );
        }
        if given.is_empty() != table.get("user").is_none() {
            self.problem(at, "[[feed]] `user` and a password go together");
        }
        given.into_iter().next()
    }

    /// Seconds from 0 to 600.
    fn seconds(&mut self, table: &DeTable<'_>, key: &str) -> Option<f64> {
        let value = table.get(key)?;
        let number: Option<f64> = match value.get_ref() {
            DeValue::Integer(n) => n.as_str().parse().ok(),
            DeValue::Float(n) => n.as_str().parse().ok(),
            _ => None,
        };
        let number = number.filter(|n| (0.0..=600.0).contains(n));
        if number.is_none() {
            self.problem(value, format!("`{key}` is a number of seconds from 0 to 600"));
        }
        number
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

    fn site(&mut self, table: &DeTable<'_>) -> Option<crate::pages::SiteOptions> {
        let table = self.table(table.get("site")?, "[site]")?;
        self.known(table, "[site] ", SITE, &[]);
        Some(crate::pages::SiteOptions {
            folder: self.string(table, "folder").map(Into::into),
            address: self.string(table, "url"),
            title: self.string(table, "title"),
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
            pause: self.seconds(table, "pause"),
            proxy: self.string(table, "proxy"),
            ca_file: self.string(table, "ca_file").map(Into::into),
            allow_commands: self.flag(table, "allow_commands"),
            allow_files: self.flag(table, "allow_files"),
        })
    }
}
