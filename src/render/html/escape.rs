//! What an input's words become between tags and in attributes.

use std::borrow::Cow;

use crate::model::{SourceEntry, StoryBriefing};
use crate::render::view::View;
use crate::render::visible::visible;
use crate::text::markup::push_escaped;

/// A text as a reader may see it, safe inside an element and inside a quoted attribute.
pub(in crate::render) fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 16);
    for c in visible(text).chars() {
        push_escaped(&mut out, c);
    }
    out
}

/// Facts with dots between them; a line breaks between two, not inside one.
pub(in crate::render) fn row(facts: &[String]) -> String {
    let facts: Vec<_> = facts.iter().map(|fact| format!("<span>{fact}</span>")).collect();
    facts.join(" · ")
}

/// The headline, escaped.
pub(in crate::render) fn headline(view: &View<'_>, story: &StoryBriefing) -> String {
    escape(&view.headline_or_none(story))
}

/// Language and direction of a headline, as attributes.
pub(in crate::render) fn headline_language(view: &View<'_>, story: &StoryBriefing) -> String {
    let source = story.headline.as_ref().and_then(|headline| view.entry(headline.source));
    language_of(source)
}

/// Language and direction of a source's words, as attributes.
pub(in crate::render) fn language_of(entry: Option<&SourceEntry>) -> String {
    let language = entry.and_then(|entry| entry.language.as_deref()).unwrap_or("");
    let known = !language.is_empty()
        && language.len() <= 35
        && language.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
    let language: Cow<'_, str> =
        if known { format!(" lang=\"{language}\"").into() } else { Cow::Borrowed("") };
    format!("{language} dir=\"auto\"")
}
