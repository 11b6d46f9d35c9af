//! The HTML part of a mail: inline styles, one column of 600 pixels, nothing fetched.
//!
//! Mail readers drop style sheets, invert colours and cut long messages. So type is quiet by size
//! and opacity instead of colour, nothing has a background, and citations link to the articles
//! (anchors rarely work). Text is set from its start, since "left" would be inherited by Arabic and
//! Hebrew paragraphs.

use crate::lexicon::Label;
use crate::model::{Difference, Item, SourceEntry, SourceNo, StoryBriefing};

use super::entries;
use super::html::escape::{escape, headline, headline_language, language_of};
use super::html::{root, title};
use super::passed;
use super::view::{MOST_NAMED, View};

const SERIF: &str = "Charter,Georgia,Cambria,'Times New Roman',serif";
const SANS: &str = "-apple-system,'Segoe UI',Roboto,'Helvetica Neue',Arial,sans-serif";
const QUIET: &str = "opacity:.72;";

/// The type of small headings.
const LABEL: &str = "font-family:-apple-system,'Segoe UI',Roboto,'Helvetica Neue',Arial,sans-serif;font-size:13px;\
                     line-height:1.3;font-weight:bold;letter-spacing:.04em;opacity:.72;";

/// The type of citations.
const MARK: &str = "font-family:-apple-system,'Segoe UI',Roboto,'Helvetica Neue',Arial,sans-serif;font-size:12px;\
                    white-space:nowrap;";

pub(super) fn render(view: &View<'_>) -> String {
    let mut out = head(view);
    if let Some(nothing) = view.nothing() {
        out.push_str(&paragraph(&nothing, "margin:28px 0 0;"));
    }
    for section in view.sections() {
        let level = if let Some(name) = &section.name {
            out.push_str(&topic(&escape(name)));
            3
        } else {
            2
        };
        for (at, (number, story)) in section.stories.into_iter().enumerate() {
            // Under a section's heading and rule a story needs no rule of its own.
            let ruled = at > 0 || level == 2;
            out.push_str(&self::story(view, number, story, level, ruled));
        }
    }
    out.push_str(&in_brief(view));
    out.push_str(&passed_over(view));
    out.push_str(&problems(view));
    out.push_str(&foot(view));
    out
}

fn head(view: &View<'_>) -> String {
    let title = title(view);
    let (kind, heading) = match view.day() {
        Some(day) => (
            format!(
                "<p dir=\"auto\" style=\"margin:0 0 4px;{LABEL}\">{}</p>\n",
                escape(&view.title())
            ),
            day,
        ),
        None => (String::new(), escape(&view.title())),
    };
    let quiet = format!("margin:6px 0 0;font-family:{SANS};font-size:14px;{QUIET}");
    let mut lines = String::new();
    if view.nothing().is_none() {
        let mut facts = view.facts();
        facts.extend(view.clock());
        lines.extend(view.window().map(|window| paragraph(&window, &quiet)));
        lines.push_str(&paragraph(
            &facts.into_iter().map(whole).collect::<Vec<_>>().join(" · "),
            &quiet,
        ));
    }
    format!(
        "<!DOCTYPE html>\n<html {}>\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <meta name=\"color-scheme\" content=\"light dark\">\n\
         <meta name=\"supported-color-schemes\" content=\"light dark\">\n\
         <title>{title}</title>\n<style>:root{{color-scheme:light dark}}</style>\n</head>\n\
         <body style=\"margin:0;padding:0;\">\n\
         <div style=\"display:none;font-size:1px;line-height:1px;max-height:0;max-width:0;opacity:0;overflow:hidden;\
         mso-hide:all;\">{}</div>\n\
         <table role=\"presentation\" width=\"100%\" cellspacing=\"0\" cellpadding=\"0\" border=\"0\">\n\
         <tr><td align=\"center\">\n\
         <table role=\"presentation\" width=\"600\" cellspacing=\"0\" cellpadding=\"0\" border=\"0\" \
         style=\"width:100%;max-width:600px;\">\n\
         <tr><td {} style=\"padding:28px 18px 40px;font-family:{SERIF};font-size:17px;\
         line-height:1.5;text-align:start;overflow-wrap:anywhere;word-break:break-word;\">\n\
         {kind}<h1 style=\"margin:0;font-size:28px;line-height:1.2;\">{heading}</h1>\n{lines}",
        root(view.labels),
        preheader(view),
        // Some mail programs drop the attributes of the root.
        if view.labels.is_rtl() { "align=\"right\" dir=\"rtl\"" } else { "align=\"left\"" },
    )
}

/// What a list of mails shows behind the subject: the first three headlines, then characters that
/// keep the beginning of the page from following them there.
fn preheader(view: &View<'_>) -> String {
    let headlines =
        view.at_length().chain(view.in_brief()).filter(|story| story.headline.is_some());
    let headlines: Vec<String> = headlines.take(3).map(|story| headline(view, story)).collect();
    let shown = match view.nothing() {
        Some(nothing) => nothing,
        None => headlines.join(" · "),
    };
    format!("{shown}{}", "&nbsp;&zwnj;".repeat(40))
}

/// Lines break between two facts, not inside one.
fn whole(fact: String) -> String {
    fact.replace(' ', "\u{a0}")
}

fn paragraph(content: &str, style: &str) -> String {
    format!("<p style=\"{style}\">{content}</p>\n")
}

/// The heading of a section.
fn topic(name: &str) -> String {
    format!(
        "<h2 dir=\"auto\" style=\"margin:40px 0 0;padding-top:14px;border-top:3px double #9a958c;\
         font-family:{SANS};font-size:18px;line-height:1.3;{QUIET}\">{name}</h2>\n"
    )
}

/// The heading of a part of a story.
fn label(level: u8, words: &str) -> String {
    format!("<h{level} style=\"margin:22px 0 0;{LABEL}\">{words}</h{level}>\n")
}

/// A story's headline with its number and its source.
fn heading(view: &View<'_>, number: usize, story: &StoryBriefing, level: u8, rule: &str) -> String {
    let label = if view.is_single() { String::new() } else { format!("{number}. ") };
    let source = story.headline.as_ref().map(|headline| headline.source);
    let mark = source.filter(|number| view.entry(*number).is_some()).map(|number| {
        let mark = citation(view, number);
        format!("&nbsp;<span dir=\"ltr\" style=\"{MARK}font-weight:400;\">{mark}</span>")
    });
    format!(
        "<h{level} style=\"{rule}font-size:22px;\
         line-height:1.25;\"{}>{label}{}{}</h{level}>\n",
        headline_language(view, story),
        headline(view, story),
        mark.unwrap_or_default()
    )
}

fn story(view: &View<'_>, number: usize, story: &StoryBriefing, level: u8, ruled: bool) -> String {
    let rule = if ruled {
        "margin:32px 0 0;padding-top:20px;border-top:1px solid #9a958c;"
    } else {
        "margin:20px 0 0;"
    };
    let mut out = heading(view, number, story, level, rule);
    let mut facts: Vec<String> = view.coverage(story).into_iter().map(whole).collect();
    if story.update {
        facts.insert(0, format!("<b>{}</b>", view.labels.text(Label::Update)));
    }
    let style = format!("margin:6px 0 0;font-family:{SANS};font-size:14px;{QUIET}");
    out.push_str(&paragraph(&facts.join(" · "), &style));
    let (plain, said) = view.voices(story);
    for quoted in plain {
        out.push_str(&item(view, quoted, "", ""));
    }
    for difference in &story.differences {
        out.push_str(&self::difference(view, difference, level + 1));
    }
    if !said.is_empty() {
        out.push_str(&self::label(level + 1, view.labels.text(Label::Said)));
    }
    for (speaker, quoted) in said {
        let speaker = escape(&speaker);
        let lead =
            format!("<b style=\"font-family:{SANS};font-size:14px;\"><bdi>{speaker}</bdi></b><br>");
        let set_apart = "border-left:3px solid #9a958c;padding-left:14px;";
        out.push_str(&item(view, quoted, set_apart, &lead));
    }
    out.push_str(&sources(view, story));
    out
}

/// The sources of a story: those that are cited each in a line, the names of the others.
fn sources(view: &View<'_>, story: &StoryBriefing) -> String {
    let listed = view.listed(story);
    let cited: String = listed.cited.iter().map(|entry| self::source(view, entry)).collect();
    let mut out = format!("<div style=\"margin-top:22px;\">\n{cited}</div>\n");
    let shown = listed.others.iter().take(MOST_NAMED);
    let names: Vec<String> = shown
        .map(|entry| {
            let marks = view.bracketed_marks(entry);
            let name = escape(&entries::name(entry));
            // The whole paragraph is quiet.
            format!("{}&nbsp;<bdi>{name}</bdi>{marks}", styled_citation(view, entry.number, ""))
        })
        .collect();
    let more = listed.others.len().saturating_sub(MOST_NAMED) + listed.more;
    let Some(names) = view.and_more(&names, more) else { return out };
    let quiet = format!("margin:14px 0 0;font-family:{SANS};font-size:14px;{QUIET}");
    out.push_str(&paragraph(&view.also_read(&names), &quiet));
    out
}

/// The figures under each other: the number in one column, the words, who gives it and when in the
/// other.
fn difference(view: &View<'_>, difference: &Difference, level: u8) -> String {
    let figures = view.figures(difference);
    if figures.is_empty() {
        return String::new();
    }
    let mut out = label(level, view.labels.text(Label::Figures));
    out.push_str(
        "<table role=\"presentation\" cellspacing=\"0\" cellpadding=\"0\" border=\"0\" \
         style=\"margin:4px 0 0;\">\n",
    );
    for figure in figures {
        let language = language_of(figure.who.first().copied());
        // The page breaks words anywhere; a number must not be broken, unless it is none.
        let whole = if figure.number.chars().count() <= 14 { "white-space:nowrap;" } else { "" };
        let who = figure.who.iter().map(|entry| {
            let name = escape(&entries::name(entry));
            format!("<bdi>{name}</bdi>&nbsp;{}", styled_citation(view, entry.number, ""))
        });
        let mut who: Vec<String> = who.collect();
        if figure.more > 0 {
            who.push(view.labels.number(Label::More, figure.more));
        }
        out.push_str(&format!(
            "<tr><td valign=\"top\" style=\"padding:8px 16px 0 0;{whole}font-size:21px;line-height:1.2;\"><b><bdi>{}</bdi></b></td>\
             <td valign=\"top\" style=\"padding:8px 0 0;font-size:17px;line-height:1.5;\"><span{language}>{}</span><br>\
             <span style=\"font-family:{SANS};font-size:13px;{QUIET}\">{} · {}</span></td></tr>\n",
            escape(&figure.number),
            view.labels.quoted(&escape(&figure.words)),
            view.labels.list(&who),
            figure.when
        ));
    }
    out.push_str("</table>\n");
    out
}

fn item(view: &View<'_>, item: &Item, style: &str, lead: &str) -> String {
    let entry = item.citations.first().and_then(|citation| view.entry(citation.source));
    let marks: String = view.cited(item).into_iter().map(|number| citation(view, number)).collect();
    format!(
        "<p style=\"margin:14px 0 0;{style}\"{}>{lead}{}&nbsp;<span dir=\"ltr\" style=\"{MARK}\">{marks}</span></p>\n",
        language_of(entry),
        escape(&item.text)
    )
}

/// "[3]", linked where the source has an address.
fn citation(view: &View<'_>, number: SourceNo) -> String {
    labelled(view, number, QUIET, &view.label(number))
}

fn styled_citation(view: &View<'_>, number: SourceNo, style: &str) -> String {
    labelled(view, number, style, &number.0.to_string())
}

fn labelled(view: &View<'_>, number: SourceNo, style: &str, label: &str) -> String {
    let Some(entry) = view.entry(number) else { return format!("[{label}]") };
    let name = escape(&entries::name(entry));
    match entries::link(entry) {
        Some(link) => format!(
            "<a href=\"{}\" title=\"{name}\" style=\"color:inherit;text-decoration:none;\
             {style}\">[{label}]</a>",
            escape(&link)
        ),
        None => format!("<span title=\"{name}\" style=\"{style}\">[{label}]</span>"),
    }
}

fn source(view: &View<'_>, entry: &SourceEntry) -> String {
    let SourceNo(number) = entry.number;
    let link = entries::link(entry);
    let place = escape(&entries::place(entry));
    let title = entries::title(entry).map(|title| escape(&title));
    let named = title.is_some();
    let label = title.unwrap_or_else(|| place.clone());
    let attributes = if named { language_of(Some(entry)) } else { " dir=\"ltr\"".to_owned() };
    let label = match &link {
        Some(link) => format!("<a href=\"{}\"{attributes}>{label}</a>", escape(link)),
        None => format!("<span{attributes}>{label}</span>"),
    };
    let outlet = entries::outlet(entry)
        .map(|outlet| format!("<b><bdi>{}</bdi></b> – ", escape(&outlet)))
        .unwrap_or_default();
    let mut facts = vec![view.when(entry)];
    facts.extend(view.marks(entry).iter().map(|mark| format!("<i>{mark}</i>")));
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
    let mut out = topic(view.labels.text(Label::InBrief));
    for story in &stories {
        let mut lead = String::new();
        for (is, label) in [(story.update, Label::Update), (story.opinion, Label::Opinion)] {
            if is {
                let word = view.labels.text(label);
                lead.push_str(&format!("<b style=\"{MARK}\">{word}</b> "));
            }
        }
        for quoted in view.items(story) {
            out.push_str(&item(view, quoted, "", &lead));
        }
    }
    out.push_str("<div style=\"margin-top:22px;\">\n");
    let mut seen = std::collections::BTreeSet::new();
    for entry in stories.iter().flat_map(|story| view.listed(story).cited) {
        if seen.insert(entry.number) {
            out.push_str(&source(view, entry));
        }
    }
    out.push_str("</div>\n");
    out
}

/// Headlines of what is not told, small, since no mail program folds.
fn passed_over(view: &View<'_>) -> String {
    let stories = passed::passed_over(view);
    if stories.is_empty() {
        return String::new();
    }
    let mut out = format!(
        "<h3 style=\"margin:36px 0 0;font-family:{SANS};font-size:14px;\">{}</h3>\n",
        view.labels.text(Label::PassedOver)
    );
    let style = format!("margin:6px 0 0;font-family:{SANS};font-size:13px;line-height:1.4;{QUIET}");
    for story in &stories {
        let words = escape(&story.headline);
        let words = match &story.link {
            Some(link) => format!("<a href=\"{}\">{words}</a>", escape(link)),
            None => words,
        };
        let facts: String = story.facts.iter().map(|fact| format!(" · {}", escape(fact))).collect();
        out.push_str(&format!("<p dir=\"auto\" style=\"{style}\">{words}{facts}</p>\n"));
    }
    out
}

fn problems(view: &View<'_>) -> String {
    let (problems, more) = view.problems();
    if problems.is_empty() {
        return String::new();
    }
    let style = format!("margin:8px 0 0;font-family:{SANS};font-size:14px;");
    let mut out = format!(
        "<h3 style=\"margin:36px 0 0;font-family:{SANS};font-size:14px;\">{}</h3>\n",
        view.labels.text(Label::Problems)
    );
    out.extend(problems.iter().map(|problem| paragraph(&escape(problem), &style)));
    if more > 0 {
        out.push_str(&paragraph(&view.labels.number(Label::AndMore, more), &style));
    }
    out
}

fn foot(view: &View<'_>) -> String {
    let end = if view.nothing().is_some() {
        String::new()
    } else {
        format!(
            "<p style=\"margin:36px 0 0;padding-top:16px;border-top:3px double #9a958c;font-size:16px;\">{}</p>\n\
             <p style=\"margin:6px 0 0;font-family:{SANS};font-size:13px;{QUIET}\">{}</p>\n",
            view.the_end(),
            view.labels.text(Label::NothingGenerated)
        )
    };
    format!("{end}</td></tr>\n</table>\n</td></tr>\n</table>\n</body>\n</html>\n")
}
