//! What a briefing does not tell, by its headlines.

use crate::analysis::{Frame, story};
use crate::edit::headline;
use crate::model::{PassedOver, Selection};

use super::sketch::Cast;

/// The headline of a story that is not told; `None` where no article has one.
pub(super) fn entry(frame: &Frame<'_>, cast: &Cast) -> Option<PassedOver> {
    let story = story(frame, cast.articles.clone());
    let article = frame.corpus.article(headline::best(&story, &Selection::default())?);
    Some(PassedOver {
        headline: article.title.clone()?,
        publisher: article.source.publisher.clone(),
        url: article.source.url.clone(),
        published: article.published,
        articles: u32::try_from(story.articles.len()).unwrap_or(u32::MAX),
        independent: story.independent(),
    })
}
