//! Stories that a briefing has no room for, as pages list them.

use std::borrow::Cow;

use crate::lexicon::Count;
use crate::model::PassedOver;

use super::entries::{MOST_ADDRESS, MOST_NAME, MOST_TITLE, clipped};
use super::view::View;
use super::visible::web_link;

/// A story that is not told, ready to be shown.
pub(super) struct Passed<'a> {
    pub(super) headline: Cow<'a, str>,
    /// The address that may be linked.
    pub(super) link: Option<String>,
    /// "Harbour Gazette", "3 publishers".
    pub(super) facts: Vec<String>,
}

/// The stories that are not told and listed by their headlines.
pub(super) fn passed_over<'a>(view: &View<'a>) -> Vec<Passed<'a>> {
    let shown = |story: &'a PassedOver| Passed {
        headline: clipped(&story.headline, MOST_TITLE),
        link: story.url.as_deref().filter(|url| url.len() <= MOST_ADDRESS).and_then(web_link),
        facts: story
            .publisher
            .iter()
            .map(|name| clipped(name, MOST_NAME).into_owned())
            .chain(
                (story.independent > 1)
                    .then(|| view.labels.count(Count::Publishers, story.independent as usize)),
            )
            .collect(),
    };
    view.briefing.passed_over.iter().map(shown).collect()
}
