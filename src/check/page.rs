//! The report as a self-contained page: the digest on the left, its sources beside it.

use std::fmt::Write as _;

use super::text::{ORDER, name, notes, plain, summary};
use super::{Checked, Passage, Report, Verdict};
use crate::model::Span;
use crate::text::markup::push_escaped;

/// The report as an HTML page without scripts, images or anything from elsewhere.
#[must_use]
pub fn page(report: &Report) -> String {
    let title = report.title.as_deref().map_or_else(|| "Checked digest".to_owned(), plain);
    let mut out = format!(
        "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <meta name=\"color-scheme\" content=\"light dark\">\n<title>{}</title>\n<style>{STYLE}</style>\n\
         </head>\n<body>\n<header>\n<h1>{}</h1>\n<p>{}.</p>\n",
        escape(&title),
        escape(&title),
        escape(&summary(report))
    );
    out.push_str(&worst(report));
    out.push_str("</header>\n<main>\n");
    let mut section: Option<&String> = None;
    for (number, sentence) in (1..).zip(&report.sentences) {
        if sentence.section.as_ref() != section {
            section = sentence.section.as_ref();
            if let Some(section) = section {
                let _ = writeln!(out, "<h2>{}</h2>", escape(&plain(section)));
            }
        }
        row(&mut out, report, number, sentence);
    }
    out.push_str("</main>\n");
    sources(&mut out, report);
    out.push_str("</body>\n</html>\n");
    out
}

/// Links to the sentences that need a look.
fn worst(report: &Report) -> String {
    let mut out = String::new();
    for verdict in ORDER.into_iter().take(3) {
        let of = (1..).zip(&report.sentences).filter(|(_, s)| s.verdict == verdict);
        let links: Vec<String> = of
            .map(|(number, _): (usize, _)| {
                format!("<a href=\"#s{number}\" aria-label=\"Sentence {number}\">{number}</a>")
            })
            .collect();
        if !links.is_empty() {
            let _ = writeln!(
                out,
                "<p class=\"look\"><span class=\"verdict {}\">{}</span> {}</p>",
                class(verdict),
                verdict.label(),
                links.join(" ")
            );
        }
    }
    out
}

const fn class(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Verbatim => "verbatim",
        Verdict::Supported => "supported",
        Verdict::Elsewhere => "elsewhere",
        Verdict::Absent => "absent",
        Verdict::Unclear => "unclear",
    }
}

fn row(out: &mut String, report: &Report, number: usize, sentence: &Checked) {
    let verdict = sentence.verdict;
    let at: Vec<Span> = sentence.differs.iter().filter_map(|d| d.at).collect();
    let _ = write!(
        out,
        "<section class=\"row {}\" id=\"s{number}\" aria-label=\"Sentence {number}\">\n<div class=\"said\">\n\
         <p class=\"head\"><span class=\"number\">{number}</span> <span class=\"verdict {}\">{}</span></p>\n<p>{}</p>\n",
        class(verdict),
        class(verdict),
        verdict.label(),
        marked(&sentence.text, &at)
    );
    let notes = notes(sentence);
    if !notes.is_empty() {
        out.push_str("<ul class=\"notes\">\n");
        for note in notes {
            let _ = writeln!(out, "<li>{}</li>", escape(&note));
        }
        out.push_str("</ul>\n");
    }
    out.push_str("</div>\n<div class=\"found\">\n");
    if sentence.passages.is_empty() {
        out.push_str("<p class=\"nothing\">Nothing near it in the sources.</p>\n");
    }
    for passage in &sentence.passages {
        found(out, report, passage);
    }
    out.push_str("</div>\n</section>\n");
}

fn found(out: &mut String, report: &Report, passage: &Passage) {
    let source = report.sources.iter().find(|source| source.number == passage.source);
    let label = escape(&source.map(name).unwrap_or_default());
    let link = source.and_then(|s| s.url.as_deref()).filter(|url| url.starts_with("http"));
    let label = match link {
        Some(url) => format!("<a href=\"{}\">{label}</a>", escape(url)),
        None => label,
    };
    let cited = if passage.cited { "cited" } else { "not cited" };
    let share = (passage.similarity * 100.0).round();
    let _ = write!(
        out,
        "<blockquote>\n<p>{}</p>\n<footer>[{}] {label} · {cited} · {share} % shared</footer>\n</blockquote>\n",
        shaded(passage),
        passage.source
    );
}

fn sources(out: &mut String, report: &Report) {
    if report.sources.is_empty() {
        return;
    }
    out.push_str("<footer class=\"sources\">\n<h2>Sources</h2>\n<ol>\n");
    for source in &report.sources {
        let label = escape(&name(source));
        let _ = match source.url.as_deref().filter(|url| url.starts_with("http")) {
            Some(url) => writeln!(
                out,
                "<li value=\"{}\"><a href=\"{}\">{label}</a></li>",
                source.number,
                escape(url)
            ),
            None => writeln!(out, "<li value=\"{}\">{label}</li>", source.number),
        };
    }
    out.push_str("</ol>\n</footer>\n");
}

/// A text with some of its bytes marked.
fn marked(text: &str, spans: &[Span]) -> String {
    let mut spans = spans.to_vec();
    spans.sort_unstable();
    let mut out = String::new();
    let mut at = 0;
    for span in spans {
        let (start, end) = (span.start() as usize, span.end() as usize);
        let (Some(before), Some(inside)) = (text.get(at..start), text.get(start..end)) else {
            continue;
        };
        let _ = write!(out, "{}<mark>{}</mark>", escape(before), escape(inside));
        at = end;
    }
    out.push_str(&escape(text.get(at..).unwrap_or("")));
    out
}

/// A source's sentence: what the digest has too in bold type, what differs marked.
fn shaded(passage: &Passage) -> String {
    let mut spans: Vec<(Span, &str)> = passage.differs.iter().map(|span| (*span, "mark")).collect();
    let free = |span: &&Span| !passage.differs.iter().any(|d| d.start() == span.start());
    spans.extend(passage.shared.iter().filter(free).map(|span| (*span, "b")));
    spans.sort_unstable();
    let mut out = String::new();
    let mut at = 0;
    for (span, tag) in spans {
        let (start, end) = (span.start() as usize, span.end() as usize);
        let text = &passage.text;
        let (Some(before), Some(inside)) = (text.get(at..start), text.get(start..end)) else {
            continue;
        };
        let _ = write!(out, "{}<{tag}>{}</{tag}>", escape(before), escape(inside));
        at = end;
    }
    out.push_str(&escape(passage.text.get(at..).unwrap_or("")));
    out
}

/// For text and attribute values; control characters become blanks.
fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        push_escaped(&mut out, if c.is_control() { ' ' } else { c });
    }
    out
}

const STYLE: &str = "
:root { --ink: #1c1b19; --soft: #5d5a54; --paper: #fbfaf7; --card: #ffffff; --line: #dcd8cf; --link: #1f4e8c;
  --absent: #a11d1d; --elsewhere: #8a4b00; --unclear: #55524c; --good: #1d6b3a; --mark: #ffe08a; }
@media (prefers-color-scheme: dark) {
  :root { --ink: #ece9e2; --soft: #b1ada4; --paper: #161513; --card: #1f1e1b; --line: #3a3833; --link: #8db8f0;
    --absent: #ff9a8f; --elsewhere: #f0b467; --unclear: #b9b4aa; --good: #86d3a0; --mark: #6b5200; }
}
* { box-sizing: border-box; }
body { margin: 0 auto; padding: 1.25rem; max-width: 74rem; background: var(--paper); color: var(--ink);
  font: 1rem/1.5 Georgia, 'Times New Roman', serif; overflow-wrap: break-word; }
h1 { font-size: 1.5rem; line-height: 1.25; margin: 0 0 .25rem; }
h2 { font-size: 1.125rem; line-height: 1.3; margin: 2rem 0 .5rem; }
p { margin: 0 0 .5rem; }
a { color: var(--link); }
a:focus-visible { outline: 2px solid var(--link); outline-offset: 2px; border-radius: 2px; }
.row { scroll-margin-top: 1rem; }
.look { font-family: system-ui, sans-serif; font-size: .9375rem; }
.look a { display: inline-block; min-width: 1.75rem; padding: .125rem .25rem; text-align: center; }
.row { display: grid; grid-template-columns: minmax(0, 1fr) minmax(0, 1fr); gap: 0 1.5rem; margin: 0 0 .75rem;
  padding: .875rem 1rem; background: var(--card); border: 1px solid var(--line); border-left: 4px solid var(--good);
  border-radius: 4px; }
.row.absent { border-left-color: var(--absent); }
.row.elsewhere { border-left-color: var(--elsewhere); }
.row.unclear { border-left-color: var(--unclear); }
.head { font: .8125rem/1.4 system-ui, sans-serif; }
.number { color: var(--soft); }
.verdict { font-weight: 600; color: var(--good); }
.verdict.absent { color: var(--absent); }
.verdict.elsewhere { color: var(--elsewhere); }
.verdict.unclear { color: var(--unclear); }
.notes { margin: 0; padding: 0; list-style: none; font: .875rem/1.45 system-ui, sans-serif; color: var(--soft); }
blockquote { margin: 0 0 .75rem; padding: 0; color: var(--soft); }
blockquote:last-child { margin-bottom: 0; }
blockquote b { color: var(--ink); font-weight: 600; }
blockquote footer { font: .8125rem/1.4 system-ui, sans-serif; }
.nothing { color: var(--soft); font-style: italic; }
mark { background: var(--mark); color: var(--ink); padding: 0 .125rem; border-radius: 2px; }
.sources { margin-top: 2rem; border-top: 1px solid var(--line); font-size: .9375rem; }
.sources ol { padding-left: 2rem; }
@media (max-width: 44rem) {
  body { padding: .875rem; }
  .row { grid-template-columns: minmax(0, 1fr); gap: .75rem; }
  .found { border-top: 1px solid var(--line); padding-top: .625rem; }
}
@media print { body { background: none; } .row { break-inside: avoid; } }
";
