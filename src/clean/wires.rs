//! The wire agencies that an article credits.

use super::credits::{agency, agency_line, credits_part, tail_credit};
use super::dateline::dateline;
use crate::model::{Article, Language};
use crate::text::paragraphs;

/// The agencies that an article names in its datelines and credits ("(AFP, Reuters)", "(Reuters)
/// -", "By The Associated Press"), each once and by its usual name, in order. An unknown name
/// counts when it stands where an agency does: in the brackets of a dateline, or beside a known
/// one.
#[must_use]
pub fn wire_credits(article: &Article, language: Option<Language>) -> Vec<String> {
    let text = article.text();
    let spans = paragraphs(text);
    let mut names = Vec::new();
    let edge = |index: usize| index < 4 || index + 5 > spans.len();
    for (index, span) in spans.iter().enumerate().filter(|(index, _)| edge(*index)) {
        let Some(paragraph) = span.of(text) else { continue };
        if let Some(credits) = agency_line(paragraph) {
            names.extend(credits.iter().map(|c| c.agency.unwrap_or(c.text).to_owned()));
            continue;
        }
        if index < 4
            && let Some(credit) =
                dateline(paragraph, language, index < 2).and_then(|found| found.credit)
        {
            push_names(credit, &mut names);
        }
        if let Some(at) = tail_credit(paragraph) {
            let credit = paragraph.get(at..).unwrap_or("");
            push_names(credit.trim_matches(['(', ')', '.']), &mut names);
        }
        if paragraph.len() <= 300 {
            push_contributors(paragraph, &mut names);
        }
    }
    if let Some(byline) = &article.byline {
        for part in byline.split([',', '/', '|', '(', ')']) {
            let part = part.trim().trim_start_matches("By ").trim_start_matches("by ");
            names.extend(agency(part).map(str::to_owned));
        }
    }
    names.sort();
    names.dedup();
    names
}

fn push_names(credit: &str, names: &mut Vec<String>) {
    for part in credit.split([',', '/', '|', ';']) {
        let part = part.trim();
        if !part.is_empty() {
            names.push(agency(part).unwrap_or(part).to_owned());
        }
    }
}

/// "AFP contributed to this report.", "Associated Press writer Jane Roe contributed".
fn push_contributors(paragraph: &str, names: &mut Vec<String>) {
    if !credits_part(paragraph) {
        return;
    }
    for part in paragraph.split([',', ':', '.']) {
        let words: Vec<&str> = part.split_whitespace().collect();
        for len in (1..=3).rev() {
            for window in words.windows(len) {
                let name = window.join(" ");
                names.extend(agency(&name).map(str::to_owned));
            }
        }
    }
}
