//! Where the stories and sentences of a briefing stand on its day's page.

use crate::model::StoryBriefing;
use crate::render::view::View;

/// The stories of a briefing in the order of the page, each with its anchor, and its sentences with
/// the numbers of theirs.
pub(in crate::render) fn places<'a>(view: &View<'a>) -> Vec<(&'a StoryBriefing, String, Vec<u32>)> {
    let mut sentence = 0;
    let mut number = |count: usize| -> Vec<u32> {
        (0..count)
            .map(|_| {
                sentence += 1;
                sentence
            })
            .collect()
    };
    let mut places = Vec::new();
    for (story, at) in
        view.sections().into_iter().flat_map(|section| section.stories).map(|(n, s)| (s, n))
    {
        let (plain, said) = view.voices(story);
        places.push((story, format!("story-{at}"), number(plain.len() + said.len())));
    }
    for story in view.in_brief() {
        let numbers = number(view.items(story).len());
        let at = numbers.first().map_or_else(|| "in-brief".to_owned(), |n| format!("sentence-{n}"));
        places.push((story, at, numbers));
    }
    places
}
