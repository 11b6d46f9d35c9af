//! The HTML part of a mail: inline styles, one column of 600 pixels, nothing fetched.
//!
//! Mail readers drop style sheets, invert colours and cut long messages. So type is quiet by size and opacity instead
//! of colour, nothing has a background, citations link to the articles (anchors rarely work), and stories that would
//! carry the part past [`MOST_BYTES`] stand in the plain part only, which is said.

use crate::model::{Item, SourceEntry, SourceNo, StoryBriefing};

use super::dates;
use super::html::{escape, headline, headline_language, language_of, title};
use super::view::{self, NOTHING_GENERATED, View};

/// Gmail cuts a message's HTML at about 102 kB; encoding adds to what stands here.
const MOST_BYTES: usize = 72_000;

const SERIF: &str = "Charter,Georgia,Cambria,'Times New Roman',serif";
const SANS: &str = "-apple-system,'Segoe UI',Roboto,'Helvetica Neue',Arial,sans-serif";
const QUIET: &str = "opacity:.72;";

pub(super) fn render(view: &View<'_>) -> String {
    let mut out = head(view);
    let mut left = 0;
    for (number, story) in (1..).zip(view.told()) {
        let told = self::story(view, number, story);
        if number > 1 && (left > 0 || out.len() + told.len() > MOST_BYTES) {
            left += 1;
        } else {
            out.push_str(&told);
        }
    }
    let brief = in_brief(view);
    if out.len() + brief.len() > MOST_BYTES {
        left += view.in_brief().count();
    } else {
        out.push_str(&brief);
    }
    if left > 0 {
        let stories = view::counted(left, "more story", "more stories");
        out.push_str(&paragraph(
            &format!("{stories} would make this mail too long to show; see its plain text part."),
            "font-style:italic;margin:32px 0 0;",
        ));
    }
    out.push_str(&problems(view));
    out.push_str(&foot(view));
    out
}

fn head(view: &View<'_>) -> String {
    let made = view.briefing.made;
    let heading = made.map_or_else(|| "Briefing".to_owned(), dates::long_day);
    let mut facts = view.facts();
    facts.extend(made.and_then(dates::clock));
    let headlines = view.told().filter(|story| story.headline.is_some());
    let preheader: Vec<String> = headlines.take(3).map(headline).collect();
    format!(
        "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <meta name=\"color-scheme\" content=\"light dark\">\n\
         <meta name=\"supported-color-schemes\" content=\"light dark\">\n\
         <title>{}</title>\n<style>:root{{color-scheme:light dark}}</style>\n</head>\n\
         <body style=\"margin:0;padding:0;\">\n\
         <div style=\"display:none;max-height:0;overflow:hidden;mso-hide:all;\">{}</div>\n\
         <table role=\"presentation\" width=\"100%\" cellspacing=\"0\" cellpadding=\"0\" border=\"0\">\n\
         <tr><td align=\"center\">\n\
         <table role=\"presentation\" width=\"600\" cellspacing=\"0\" cellpadding=\"0\" border=\"0\" \
         style=\"width:100%;max-width:600px;\">\n\
         <tr><td align=\"left\" style=\"padding:28px 18px 40px;font-family:{SERIF};font-size:17px;\
         line-height:1.5;text-align:left;overflow-wrap:anywhere;word-break:break-word;\">\n\
         <h1 style=\"margin:0;font-size:28px;line-height:1.2;\">{heading}</h1>\n\
         <p style=\"margin:6px 0 0;font-family:{SANS};font-size:14px;{QUIET}\">{}</p>\n",
        title(view),
        preheader.join(" · "),
        facts.join(" · ")
    )
}

fn paragraph(content: &str, style: &str) -> String {
    format!("<p style=\"{style}\">{content}</p>\n")
}

fn story(view: &View<'_>, number: usize, story: &StoryBriefing) -> String {
    let label = if view.is_single() { String::new() } else { format!("{number}. ") };
    let mut out = format!(
        "<h2 style=\"margin:36px 0 0;padding-top:20px;border-top:1px solid #9a958c;font-size:22px;\
         line-height:1.25;\"{}>{label}{}</h2>\n",
        headline_language(view, story),
        headline(story)
    );
    let mut facts = view.story_facts(story);
    if let Some((outlet, number)) = view.headline_outlet(story) {
        facts.insert(0, format!("<bdi>{}</bdi> [{}]", escape(&outlet), number.0));
    }
    let style = format!("margin:6px 0 0;font-family:{SANS};font-size:14px;{QUIET}");
    out.push_str(&paragraph(&facts.join(" · "), &style));
    for quoted in &story.items {
        out.push_str(&item(view, quoted));
    }
    let listed = view.listed(story);
    let cited: String = listed.cited.iter().map(|entry| source(entry)).collect();
    out.push_str(&format!("<div style=\"margin-top:22px;\">\n{cited}</div>\n"));
    if !listed.others.is_empty() {
        let quiet = format!("margin:14px 0 0;font-family:{SANS};font-size:14px;{QUIET}");
        out.push_str(&paragraph("Also read, not quoted:", &quiet));
        out.extend(listed.others.iter().map(|entry| source(entry)));
        if listed.more > 0 {
            out.push_str(&paragraph(&format!("… and {} more", listed.more), &quiet));
        }
    }
    out
}

fn item(view: &View<'_>, item: &Item) -> String {
    let entry = item.citations.first().and_then(|citation| view.entry(citation.source));
    let marks: String = view.cited(item).into_iter().map(|number| citation(view, number)).collect();
    format!(
        "<p style=\"margin:14px 0 0;\"{}>{}&nbsp;<span dir=\"ltr\" style=\"font-family:{SANS};\
         font-size:12px;white-space:nowrap;\">{marks}</span></p>\n",
        language_of(entry),
        escape(&item.text)
    )
}

/// "[3]", linked where the source has an address.
fn citation(view: &View<'_>, SourceNo(number): SourceNo) -> String {
    let Some(entry) = view.entry(SourceNo(number)) else { return format!("[{number}]") };
    let name = escape(&view::name(entry));
    match view::link(entry) {
        Some(link) => format!(
            "<a href=\"{}\" title=\"{name}\" style=\"color:inherit;text-decoration:none;\
             {QUIET}\">[{number}]</a>",
            escape(&link)
        ),
        None => format!("<span title=\"{name}\" style=\"{QUIET}\">[{number}]</span>"),
    }
}

fn source(entry: &SourceEntry) -> String {
    let SourceNo(number) = entry.number;
    let link = view::link(entry);
    let place = escape(&view::place(entry));
    let title = view::title(entry).map(|title| escape(&title));
    let named = title.is_some();
    let label = title.unwrap_or_else(|| place.clone());
    let attributes = if named { language_of(Some(entry)) } else { " dir=\"ltr\"".to_owned() };
    let label = match &link {
        Some(link) => format!("<a href=\"{}\"{attributes}>{label}</a>", escape(link)),
        None => format!("<span{attributes}>{label}</span>"),
    };
    let outlet = view::outlet(entry)
        .map(|outlet| format!("<b><bdi>{}</bdi></b> – ", escape(&outlet)))
        .unwrap_or_default();
    let mut facts = vec![view::when(entry)];
    facts.extend(view::marks(entry).iter().map(|mark| format!("<i>{mark}</i>")));
    if link.is_none() && named {
        facts.push(place);
    }
    format!(
        "<p style=\"margin:8px 0 0;font-family:{SANS};font-size:14px;line-height:1.4;\">[{number}] \
         {outlet}{label}<br><span style=\"font-size:13px;{QUIET}\">{}</span></p>\n",
        facts.join(" · ")
    )
}

fn in_brief(view: &View<'_>) -> String {
    let stories: Vec<_> = view.in_brief().collect();
    if stories.is_empty() {
        return String::new();
    }
    let mut out = "<h2 style=\"margin:36px 0 0;padding-top:20px;border-top:1px solid #9a958c;\
                   font-size:22px;line-height:1.25;\">In brief</h2>\n"
        .to_owned();
    for quoted in stories.iter().flat_map(|story| &story.items) {
        out.push_str(&item(view, quoted));
    }
    out.push_str("<div style=\"margin-top:22px;\">\n");
    let mut seen = std::collections::BTreeSet::new();
    for entry in stories.iter().flat_map(|story| view.listed(story).cited) {
        if seen.insert(entry.number) {
            out.push_str(&source(entry));
        }
    }
    out.push_str("</div>\n");
    out
}

fn problems(view: &View<'_>) -> String {
    let (problems, more) = view.problems();
    if problems.is_empty() {
        return String::new();
    }
    let style = format!("margin:8px 0 0;font-family:{SANS};font-size:14px;");
    let mut out =
        format!("<h3 style=\"margin:36px 0 0;font-family:{SANS};font-size:14px;\">Problems</h3>\n");
    out.extend(problems.iter().map(|problem| paragraph(&escape(problem), &style)));
    if more > 0 {
        out.push_str(&paragraph(&format!("… and {more} more"), &style));
    }
    out
}

fn foot(view: &View<'_>) -> String {
    format!(
        "<p style=\"margin:36px 0 0;padding-top:16px;border-top:3px double #9a958c;font-size:16px;\">{}</p>\n\
         <p style=\"margin:6px 0 0;font-family:{SANS};font-size:13px;{QUIET}\">{NOTHING_GENERATED}</p>\n\
         </td></tr>\n</table>\n</td></tr>\n</table>\n</body>\n</html>\n",
        view.the_end()
    )
}
