//! An item of a feed, put together element by element.

use super::draft::{Draft, Stated};
use super::feed_text::{body, coded_text, is_media, person, title};
use super::spaces::Space;
use crate::text::opinion;

/// An item on its way: the draft and what else decides about it.
#[derive(Debug, Default)]
pub(super) struct Item {
    pub(super) draft: Draft,
    pub(super) summary: Option<String>,
    /// A description in another vocabulary than the feed's own, and a title.
    pub(super) described: Option<String>,
    pub(super) entitled: Option<String>,
    pub(super) updated: Option<String>,
    pub(super) guid: Option<String>,
    /// What its relative addresses start from, where it says so itself.
    pub(super) base: Option<String>,
    /// Rank of the address that the draft holds; lower is better.
    pub(super) link: u8,
}

/// What an element stands in, other than the feed or an item itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Inside {
    Source,
    Author,
    Image,
}

/// What an element of an item holds.
#[derive(Debug)]
pub(super) struct Found {
    pub(super) space: Space,
    /// Its local name, in small letters.
    pub(super) name: String,
    pub(super) text: String,
    /// Whether it has child elements.
    pub(super) marked: bool,
    /// Atom's `type`.
    pub(super) kind: String,
    /// Whether it says that it is in base64.
    pub(super) coded: bool,
    /// RSS's `isPermaLink`.
    pub(super) permanent: Option<String>,
}

impl Found {
    /// Its text as one that must say something.
    pub(super) fn line(&self) -> Option<String> {
        Some(self.text.trim().to_owned()).filter(|text| !text.is_empty())
    }

    fn title(&self) -> Option<String> {
        title(&self.text, &self.kind)
    }

    fn body(&self) -> String {
        body(&self.text, self.marked, &self.kind)
    }

    /// Whether it is of a vocabulary that only helps out where the feed's own says nothing.
    const fn is_foreign(&self) -> bool {
        matches!(self.space, Space::Media | Space::Itunes | Space::Dublin)
    }
}

/// The longer of two texts, the old one of equals.
fn longer(old: &mut Option<String>, new: String) {
    if old.as_ref().is_none_or(|old| old.len() < new.len()) {
        *old = Some(new);
    }
}

impl Item {
    /// Takes in the text of an element.
    pub(super) fn take(&mut self, found: &Found, inside: Option<Inside>) {
        let draft = &mut self.draft;
        match (inside, found.name.as_str()) {
            (None, _) => {
                if !self.take_text(found) {
                    self.take_fact(found);
                }
            }
            (Some(Inside::Source), "title") => {
                draft.publisher = found.title().or(draft.publisher.take());
            }
            (Some(Inside::Author), "name") => {
                draft.byline = draft.byline.take().or_else(|| found.title());
            }
            (Some(_), _) => {}
        }
    }

    /// Takes in the article's text or what describes it; `false` for any other element.
    fn take_text(&mut self, found: &Found) -> bool {
        match found.name.as_str() {
            "description" | "summary" | "abstract" if found.is_foreign() => {
                longer(&mut self.described, found.body());
            }
            "description" | "summary" | "abstract" => longer(&mut self.summary, found.body()),
            "content" if found.coded || is_media(&found.kind) => {
                if let Some(text) = coded_text(&found.text, &found.kind)
                    && text.len() > self.draft.text.len()
                {
                    self.draft.text = body(&text, false, &found.kind);
                }
            }
            "encoded" | "content" | "body" => {
                let text = found.body();
                if text.len() > self.draft.text.len() {
                    self.draft.text = text;
                }
            }
            _ => return false,
        }
        true
    }

    /// Takes in what is known of the article beside its text.
    fn take_fact(&mut self, found: &Found) {
        let Self { draft, .. } = self;
        match found.name.as_str() {
            "title" if found.is_foreign() => {
                self.entitled = self.entitled.take().or_else(|| found.title());
            }
            "title" => draft.title = found.title().or(draft.title.take()),
            "author" if found.space == Space::Itunes => {
                draft.byline = draft.byline.take().or_else(|| found.title());
            }
            "creator" | "author" => {
                draft.byline = found.title().map(person).or(draft.byline.take());
            }
            "publisher" => draft.publisher = draft.publisher.take().or_else(|| found.title()),
            "pubdate" | "published" | "issued" => {
                draft.date = found.line().map(Stated::Text).or(draft.date.take());
            }
            "date" | "created" if draft.date.is_none() => {
                draft.date = found.line().map(Stated::Text);
            }
            "updated" | "modified" => self.updated = found.line(),
            "guid" => {
                draft.id = found.line();
                // Without a scheme it is an address only where the feed says so.
                self.guid = found.line().filter(|guid| match found.permanent.as_deref() {
                    Some("false") => false,
                    Some("true") => true,
                    _ => guid.contains("://"),
                });
            }
            "id" => {
                draft.id = found.line();
                self.guid = found.line().filter(|id| id.contains("://"));
            }
            "origlink" => {
                draft.url = found.line();
                self.link = 0;
            }
            "language" => draft.language = found.line(),
            "category" | "subject" => draft.opinion |= opinion::is_section(&found.text),
            _ => {}
        }
    }
}
