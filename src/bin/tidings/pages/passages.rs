//! The words around each quotation in its source.

use std::collections::BTreeMap;

use tidings::brief::Members;
use tidings::cite::sha256_hex;
use tidings::model::{Article, Briefing, Citation, Span};
use tidings::render::site::{Passage, Passages};
use tidings::text::paragraphs;

/// Characters before and after the quoted words that a page shows of a longer paragraph. Set by: a
/// paragraph of a news report is shorter; one that is the whole article would double the page.
const MOST: usize = 700;

/// The passages of all citations of a briefing whose articles are at hand.
pub(super) fn of(briefing: &Briefing, members: &[Members]) -> Passages {
    let articles =
        members.iter().flat_map(|members| members.articles.iter().chain(&members.earlier));
    let texts: BTreeMap<String, &Article> =
        articles.map(|article| (sha256_hex(article.text()), article)).collect();
    let mut passages = Passages::new();
    let items = briefing.stories.iter().flat_map(|story| &story.items);
    for &Citation { source, span } in items.flat_map(|item| &item.citations) {
        let entry = briefing.sources.iter().find(|entry| entry.number == source);
        let article = entry.and_then(|entry| texts.get(&entry.sha256));
        let Some((article, span)) = article.zip(span) else { continue };
        passages.extend(passage(article.text(), span).map(|passage| ((source, span), passage)));
    }
    passages
}

/// The words of `span` in their paragraph.
fn passage(text: &str, span: Span) -> Option<Passage> {
    let quoted = span.of(text)?;
    let around = paragraphs(text);
    let touches =
        |paragraph: &&Span| paragraph.start() < span.end() && span.start() < paragraph.end();
    let start = around.iter().find(touches).map_or(span.start(), |p| p.start().min(span.start()));
    let end = around.iter().rev().find(touches).map_or(span.end(), |p| p.end().max(span.end()));
    let before = Span::new(start, span.start()).of(text)?;
    let after = Span::new(span.end(), end).of(text)?;
    Some(Passage { before: last(before), quoted: quoted.to_owned(), after: first(after) })
}

/// The last characters of a text that is too long, from the beginning of a word on.
fn last(text: &str) -> String {
    let Some((at, _)) = text.char_indices().rev().nth(MOST) else { return text.to_owned() };
    let cut = text.get(at..).unwrap_or(text);
    let word = cut.find(char::is_whitespace).unwrap_or(0);
    format!("… {}", cut.get(word..).unwrap_or(cut).trim_start())
}

/// The first characters of a text that is too long, up to the end of a word.
fn first(text: &str) -> String {
    let Some((at, _)) = text.char_indices().nth(MOST) else { return text.to_owned() };
    let cut = text.get(..at).unwrap_or(text);
    let word = cut.rfind(char::is_whitespace).unwrap_or(cut.len());
    format!("{} …", cut.get(..word).unwrap_or(cut).trim_end())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_paragraph_of_a_quotation_and_no_more() {
        let text = "First one. Ends.\n\nBefore it. The words. After it.\n\nLast.";
        let start = text.find("The words").unwrap();
        let found = passage(text, Span::of_range(start..start + 10)).unwrap();
        assert_eq!((found.before.as_str(), found.quoted.as_str()), ("Before it. ", "The words."));
        assert_eq!(found.after, " After it.");
    }

    #[test]
    fn a_text_without_paragraphs_is_cut_at_words() {
        let text =
            format!("{}Here it is.{}", "Some words. ".repeat(200), " More words.".repeat(200));
        let start = text.find("Here").unwrap();
        let found = passage(&text, Span::of_range(start..start + 11)).unwrap();
        assert!(found.before.starts_with("… ") && found.before.chars().count() <= MOST + 3);
        assert!(found.after.ends_with(" …") && found.after.chars().count() <= MOST + 3);
        // Scripts without spaces are cut between characters.
        let text = "字".repeat(3_000);
        let found = passage(&text, Span::new(3_000, 3_030)).unwrap();
        assert_eq!(found.quoted.chars().count(), 10);
    }
}
