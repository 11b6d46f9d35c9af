//! The front page: the last days and all months.

use crate::lexicon::{Count, Label, Labels};
use crate::render::dates;

use super::frame::{Frame, name};
use super::{Edition, Index, Site, month};

/// The page `index.html`. `newest` are the last days, the latest last.
#[must_use]
pub fn front_page(site: &Site, newest: &[Edition], index: &Index) -> String {
    let frame = Frame { site, root: "", title: "", script: false, here: "index" };
    let labels = site.labels();
    let mut out = frame.top();
    let days: u32 = index.months.values().sum();
    out.push_str(&format!(
        "<h1>{}</h1>\n<p class=\"facts\">{}</p>\n{}</header>\n<main id=\"news\">\n",
        name(site),
        labels.count(Count::Briefings, days as usize),
        search_box(labels),
    ));
    for edition in newest.iter().rev() {
        out.push_str(&month::day(edition, "", labels));
    }
    out.push_str(&format!(
        "</main>\n<nav class=\"months\" aria-labelledby=\"all-months\">\n\
         <h2 class=\"label\" id=\"all-months\">{}</h2>\n",
        labels.text(Label::AllMonths)
    ));
    let mut year = "";
    for (month, days) in index.months.iter().rev() {
        let of = month.get(..4).unwrap_or(month);
        if of != year {
            let end = if year.is_empty() { "" } else { "</ul>\n" };
            out.push_str(&format!("{end}<h3 class=\"label\">{of}</h3>\n<ul>\n"));
            year = of;
        }
        out.push_str(&format!(
            "<li><a href=\"months/{month}.html\">{}</a> <span class=\"count\">{}</span></li>\n",
            dates::month_alone(month, labels),
            labels.grouped(*days as usize)
        ));
    }
    if !year.is_empty() {
        out.push_str("</ul>\n");
    }
    out.push_str(&format!("</nav>\n{}", Frame::bottom()));
    out
}

/// A form that leads to the search page.
pub(super) fn search_box(labels: &Labels) -> String {
    format!(
        "<form class=\"search\" role=\"search\" action=\"search.html\" method=\"get\">\n\
     <label for=\"q\">{}</label>\n\
     <input id=\"q\" name=\"q\" type=\"search\" autocomplete=\"off\" spellcheck=\"false\">\n\
     <button>{}</button>\n</form>\n",
        labels.text(Label::SearchAll),
        labels.text(Label::Search)
    )
}
