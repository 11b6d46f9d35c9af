//! The search: a page, and for each month a script that holds what was told. Scripts are read
//! without a server too, which other files are not.

use crate::lexicon::{Count, Label, Labels};
use crate::render::html::escape::escape;

use super::frame::Frame;
use super::{Edition, Index, Site};

/// Around the days of a month in their script.
const CALL: (&str, &str) = ("tidings.month(", ");\n");

/// The page `search.html`.
#[must_use]
pub fn search_page(site: &Site, index: &Index) -> String {
    let labels = site.labels();
    let search = labels.text(Label::Search);
    let frame = Frame { site, root: "", title: search, script: true, here: "search" };
    let months: Vec<&str> = index.months.keys().rev().map(String::as_str).collect();
    format!(
        "{}<h1>{search}</h1>\n{}</header>\n<main id=\"news\">\n\
         <p id=\"state\" class=\"facts\" role=\"status\"></p>\n\
         <noscript><p>{}</p></noscript>\n\
         <ol id=\"found\" class=\"found\" data-months=\"{}\" data-labels=\"{}\"></ol>\n</main>\n<script src=\"search.js\"></script>\n{}",
        frame.top(),
        super::front::search_box(labels),
        labels.text(Label::NoScript),
        escape(&months.join(" ")),
        escape(&of_script(labels)),
        Frame::bottom()
    )
}

/// What the script says, as JSON.
fn of_script(labels: &Labels) -> String {
    let texts = [Label::NoHeadline, Label::WholeStory, Label::SoFar, Label::FirstOf];
    let [none, whole, so_far, first] = texts.map(|label| labels.text(label));
    let stories = labels.plurals(Count::Stories);
    serde_json::json!({
        "none": none, "whole": whole, "soFar": so_far, "first": first, "stories": stories,
    })
    .to_string()
}

/// The script `search/MONTH.js`: one day a line.
#[must_use]
pub fn month_script(month: &str, editions: &[Edition]) -> String {
    let lines: Vec<String> =
        editions.iter().filter_map(|edition| serde_json::to_string(edition).ok()).collect();
    format!("{}\"{month}\",[\n{}\n]{}", CALL.0, lines.join(",\n"), CALL.1)
}

/// The days of a month's script, the earliest first; `None` when the text is no script of ours.
#[must_use]
pub fn editions_of(script: &str) -> Option<Vec<Edition>> {
    let inner = script.strip_prefix(CALL.0)?.strip_suffix(CALL.1)?;
    let (_, days) = inner.split_once(',')?;
    serde_json::from_str(days).ok()
}
