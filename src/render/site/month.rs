//! The days of one month.

use crate::lexicon::{Count, Label, Labels};
use crate::render::dates;

use super::frame::{Frame, headline, language};
use super::{Edition, Site};

/// The page `months/MONTH.html`: every day with its headlines. `editions` are the month's, the
/// earliest first; beside it stand the months before and after that have a page.
#[must_use]
pub fn month_page(
    site: &Site,
    month: &str,
    editions: &[Edition],
    (before, after): (Option<&str>, Option<&str>),
) -> String {
    let labels = site.labels();
    let title = dates::month_of(month, labels);
    let frame = Frame { site, root: "../", title: &title, script: false, here: "" };
    let mut out = frame.top();
    let days = labels.count(Count::Briefings, editions.len());
    out.push_str(&format!(
        "<h1><time datetime=\"{month}\">{title}</time></h1>\n<p class=\"facts\">{days}</p>\n</header>\n<main id=\"news\">\n"
    ));
    for edition in editions.iter().rev() {
        out.push_str(&day(edition, "../", labels));
    }
    let label = labels.text(Label::MonthsOf);
    out.push_str(&format!("</main>\n<nav class=\"turn\" aria-label=\"{label}\">\n"));
    let link = |month: &str, arrow: (&str, &str)| {
        format!(
            "<a href=\"{month}.html\">{}{}{}</a>",
            arrow.0,
            dates::month_of(month, labels),
            arrow.1
        )
    };
    let before = before.map(|month| link(month, ("← ", "")));
    let after = after.map(|month| link(month, ("", " →")));
    let links: Vec<String> = before.into_iter().chain(after).collect();
    out.push_str(&format!("{}\n</nav>\n{}", links.join(" · "), Frame::bottom()));
    out
}

/// One day with its headlines.
pub(super) fn day(edition: &Edition, root: &str, labels: &Labels) -> String {
    let page = &edition.page;
    let number = page.strip_prefix(edition.day.as_str()).and_then(|rest| rest.strip_prefix('-'));
    let again = number.map(|n| format!(" ({n})")).unwrap_or_default();
    let mut out = format!(
        "<section aria-labelledby=\"day-{page}\">\n<h2 class=\"headline\" id=\"day-{page}\">\
         <a href=\"{root}days/{page}.html\"><time datetime=\"{}\">{}</time>{again}</a></h2>\n\
         <p class=\"facts\">{} · {}</p>\n<ul class=\"days\">\n",
        edition.day,
        dates::long_day_of(&edition.day, labels),
        labels.count(Count::Stories, edition.stories.len()),
        labels.count(Count::Articles, edition.articles as usize),
    );
    for story in &edition.stories {
        // A story of one line has no headline of its own in print: its sentence says what it is.
        let (words, lang) = match story.lines.first() {
            Some(line) if story.headline.is_empty() => (&line.text, &line.lang),
            _ => (&story.headline, &story.lang),
        };
        out.push_str(&format!(
            "<li{}><a href=\"{root}days/{page}.html#{}\">{}</a></li>\n",
            language(lang),
            story.at,
            headline(words, labels)
        ));
    }
    out.push_str("</ul>\n</section>\n");
    out
}
