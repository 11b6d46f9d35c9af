//! The page of one story: what was told of it, day by day, at an address that stays.

use crate::lexicon::{Count, Label, Labels};
use crate::render::dates;
use crate::render::html::escape::escape;

use super::frame::{Frame, headline, language};
use super::{Chapter, Site};

/// Around the chapters as data, in the page itself: the page is all there is to a story, and is
/// replaced whole.
const DATA: (&str, &str) = ("<script type=\"application/json\" id=\"chapters\">", "</script>");

/// The page `stories/KEY.html` of chapters in the order of their days.
#[must_use]
pub fn story_page(site: &Site, chapters: &[Chapter]) -> String {
    let last = chapters.last().map(|chapter| &chapter.told);
    let titled = chapters.iter().rev().map(|chapter| &chapter.told);
    let title = titled.clone().find(|told| !told.headline.is_empty()).or(last);
    let (words, lang) = title.map_or(("", ""), |told| (&told.headline, &told.lang));
    let first_line = last.and_then(|told| told.lines.first()).map_or("", |line| &line.text);
    let words = if words.is_empty() { first_line } else { words };
    let frame = Frame { site, root: "../", title: words, script: false, here: "" };
    let mut out = frame.top();
    let labels = site.labels();
    let days = labels.count(Count::Briefings, chapters.len());
    let span = match (chapters.first(), chapters.last()) {
        (Some(first), Some(last)) if first.day != last.day => {
            let from = dates::dated_day_of(&first.day, labels);
            let until = dates::dated_day_of(&last.day, labels);
            labels.fill(Label::Span, &[("from", &from), ("until", &until)])
        }
        (_, Some(last)) => dates::dated_day_of(&last.day, labels),
        _ => String::new(),
    };
    out.push_str(&format!(
        "<p class=\"kind\">{}</p>\n<h1{}>{}</h1>\n<p class=\"facts\">{days} · {span}</p>\n</header>\n\
         <main id=\"news\">\n<ol class=\"timeline\">\n",
        labels.text(Label::Story),
        language(lang),
        headline(words, labels)
    ));
    for (n, chapter) in chapters.iter().enumerate() {
        // The headline of the last chapter is the page's.
        let own = (n + 1 < chapters.len()).then_some(&chapter.told.headline);
        out.push_str(&entry(chapter, own.is_some_and(|own| own != words), labels));
    }
    out.push_str("</ol>\n</main>\n<footer class=\"end\">\n");
    out.push_str(&format!("<p>{}</p>\n</footer>\n", labels.text(Label::NothingGenerated)));
    out.push_str(&format!("{}{}{}\n{}", DATA.0, data(chapters), DATA.1, Frame::bottom()));
    out
}

fn entry(chapter: &Chapter, titled: bool, labels: &Labels) -> String {
    let Chapter { page, day, told } = chapter;
    let mut out = format!(
        "<li id=\"day-{page}\">\n<h2 class=\"label\"><a href=\"../days/{page}.html#{}\"><time datetime=\"{day}\">{}</time></a></h2>\n",
        told.at,
        dates::long_day_of(day, labels),
    );
    if titled && !told.headline.is_empty() {
        out.push_str(&format!(
            "<p class=\"was\"{}>{}</p>\n",
            language(&told.lang),
            headline(&told.headline, labels)
        ));
    }
    for line in &told.lines {
        let by = if line.by.is_empty() { labels.text(Label::Source) } else { &line.by };
        out.push_str(&format!(
            "<p class=\"item\"{}>{} <a class=\"by\" dir=\"auto\" href=\"../days/{page}.html#sentence-{}\">{}</a></p>\n",
            language(&line.lang),
            escape(&line.text),
            line.n,
            escape(by)
        ));
    }
    out.push_str("</li>\n");
    out
}

/// JSON that no HTML parser takes for the end of its element.
fn data(chapters: &[Chapter]) -> String {
    serde_json::to_string(chapters).unwrap_or_default().replace('<', "\\u003c")
}

/// The chapters of a story's page; `None` when the text is no page of ours.
#[must_use]
pub fn chapters_of(page: &str) -> Option<Vec<Chapter>> {
    let (_, rest) = page.rsplit_once(DATA.0)?;
    let (json, _) = rest.split_once(DATA.1)?;
    serde_json::from_str(json).ok()
}
