//! A configuration in force, as TOML lines.

use super::{Config, Feed, MuteRule, Password, PublisherRule, SectionRule, WatchRule};
use tidings::brief::Phrase;

/// Keys and values in order; a key in brackets opens a table and has no value.
#[derive(Default)]
struct Lines(Vec<(String, String)>);

impl Lines {
    fn table(&mut self, name: &str) {
        self.0.push((name.to_owned(), String::new()));
    }

    fn bare(&mut self, key: &str, value: Option<impl ToString>) {
        self.0.extend(value.map(|value| (key.to_owned(), value.to_string())));
    }

    fn text(&mut self, key: &str, value: Option<impl ToString>) {
        self.bare(key, value.map(|value| quoted(&value.to_string())));
    }

    fn texts<T: ToString>(&mut self, key: &str, values: &[T]) {
        if !values.is_empty() {
            let all: Vec<String> = values.iter().map(|v| quoted(&v.to_string())).collect();
            self.bare(key, Some(format!("[{}]", all.join(", "))));
        }
    }
}

/// A TOML basic string.
fn quoted(text: &str) -> String {
    let mut out = String::from("\"");
    for c in text.chars() {
        match c {
            '"' | '\\' => out.extend(['\\', c]),
            c if c.is_control() => out.push_str(&format!("\\u{:04X}", u32::from(c))),
            c => out.push(c),
        }
    }
    out.push('"');
    out
}

impl Config {
    /// What counts, key by key, with the values that hold where nothing is said.
    pub fn lines(&self) -> Vec<(String, String)> {
        let mut lines = Lines::default();
        lines.text("timezone", Some(self.zone.as_deref().unwrap_or("UTC")));
        let codes: Vec<&str> = self.languages.iter().map(tidings::model::Language::code).collect();
        lines.texts("language", &codes);
        lines.text("locale", self.locale.as_ref().map(tidings::model::Language::code));
        lines.text("length", self.length);
        lines.text("method", Some(self.method.as_deref().unwrap_or("coverage")));
        let opinion = crate::commands::brief::opinion_name(self.opinion.unwrap_or_default());
        lines.text("opinion", Some(opinion));
        lines.bare("stories", self.stories);
        lines.bare("publisher_stories", self.publisher_stories);
        lines.text("since", Some(self.since.unwrap_or(crate::window::Since::LastRun)));
        lines.text("archive", self.archive.as_ref().map(|path| path.display()));
        lines.text("doc_freq", self.doc_freq.as_ref().map(|path| path.display()));
        lines.text("rest", self.rest.as_deref());
        self.mail_lines(&mut lines);
        self.site_lines(&mut lines);
        self.fetch_lines(&mut lines);
        self.feeds.iter().for_each(|feed| feed_lines(&mut lines, feed));
        self.sections.iter().for_each(|section| section_lines(&mut lines, section));
        self.watches.iter().for_each(|watch| watch_lines(&mut lines, watch));
        self.mutes.iter().for_each(|mute| mute_lines(&mut lines, mute));
        self.publishers.iter().for_each(|publisher| publisher_lines(&mut lines, publisher));
        lines.0
    }

    fn mail_lines(&self, lines: &mut Lines) {
        let mail = &self.mail;
        if *mail != super::Mail::default() {
            lines.table("[mail]");
            lines.texts("to", &mail.to);
            lines.text("from", mail.from.as_deref());
            lines.text("list_id", mail.list_id.as_deref());
            lines.text("unsubscribe", mail.unsubscribe.as_deref());
            lines.text("deliver", mail.deliver.as_deref());
        }
    }

    fn site_lines(&self, lines: &mut Lines) {
        let site = &self.site;
        if let Some(folder) = &site.folder {
            lines.table("[site]");
            lines.text("folder", Some(folder.display()));
            lines.text("url", site.address.as_deref());
            lines.text("title", site.title.as_deref());
        }
    }

    fn fetch_lines(&self, lines: &mut Lines) {
        let fetch = &self.fetch;
        if *fetch != super::FetchKeys::default() {
            lines.table("[fetch]");
            lines.bare("full_text", fetch.full_text);
            lines.bare("allow_loopback", fetch.allow_loopback);
            lines.bare("allow_private", fetch.allow_private);
            lines.bare("parallel", fetch.parallel);
            lines.text("timeout", fetch.timeout.map(|t| format!("{}s", t.as_secs())));
            lines.bare("max_bytes", fetch.max_bytes);
            lines.text("user_agent", fetch.user_agent.as_deref());
            lines.bare("failures", fetch.failures);
            lines.bare("pause", fetch.pause);
            lines.text("proxy", fetch.proxy.as_deref().map(without_secret));
            lines.text("ca_file", fetch.ca_file.as_ref().map(|path| path.display()));
            lines.bare("allow_commands", fetch.allow_commands);
            lines.bare("allow_files", fetch.allow_files);
        }
    }
}

fn feed_lines(lines: &mut Lines, feed: &Feed) {
    lines.table("[[feed]]");
    lines.text("url", Some(&feed.url));
    lines.text("name", feed.name.as_deref());
    lines.text("publisher", feed.publisher.as_deref());
    lines.bare("opinion", feed.opinion);
    lines.bare("weight", feed.weight);
    lines.bare("full_text", feed.full_text);
    lines.texts("sections", &feed.sections);
    // What may be secret is named and not shown.
    let hidden = |header: &String| format!("{}: …", header.split(':').next().unwrap_or_default());
    lines.texts("headers", &feed.headers.iter().map(hidden).collect::<Vec<_>>());
    lines.text("cookies", feed.cookies.as_ref().map(|_| "…"));
    lines.text("user", feed.user.as_deref());
    match &feed.password {
        None => {}
        Some(Password::Plain(_)) => lines.text("password", Some("…")),
        Some(Password::File(path)) => lines.text("password_file", Some(path.display())),
        Some(Password::Command(_)) => lines.text("password_command", Some("…")),
    }
}

/// A proxy's address without the password in it.
fn without_secret(proxy: &str) -> String {
    match (proxy.find("://"), proxy.rfind('@')) {
        (Some(scheme), Some(at)) if scheme + 3 <= at => {
            let front = proxy.get(..scheme + 3).unwrap_or_default();
            format!("{front}…{}", proxy.get(at..).unwrap_or_default())
        }
        _ => proxy.to_owned(),
    }
}

fn section_lines(lines: &mut Lines, section: &SectionRule) {
    lines.table("[[section]]");
    lines.text("name", Some(&section.name));
    lines.texts("query", &section.query);
    lines.texts("feeds", &section.feeds);
    lines.texts("publishers", &section.publishers);
    lines.bare("stories", section.stories);
}

fn watch_lines(lines: &mut Lines, watch: &WatchRule) {
    lines.table("[[watch]]");
    lines.text("name", Some(&watch.name));
    lines.texts::<Phrase>("query", &watch.query);
    lines.texts("feeds", &watch.feeds);
    lines.texts("publishers", &watch.publishers);
    lines.bare("boost", Some(watch.boost));
}

fn mute_lines(lines: &mut Lines, mute: &MuteRule) {
    lines.table("[[mute]]");
    lines.texts("phrase", &mute.phrases);
    lines.texts("publisher", &mute.publishers);
    lines.texts("feed", &mute.feeds);
    lines.bare("title_only", mute.title_only.then_some(true));
    lines.bare("until", mute.until);
}

fn publisher_lines(lines: &mut Lines, publisher: &PublisherRule) {
    lines.table("[[publisher]]");
    lines.text("name", Some(&publisher.name));
    lines.bare("weight", Some(publisher.weight));
    lines.bare("stories", publisher.stories);
}
