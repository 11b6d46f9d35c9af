//! What every fuzz target checks beyond "no panic".

use tidings::analysis::prepare;
use tidings::brief::{Plan, Settings};
use tidings::cite::verify;
use tidings::model::{Article, Language, Place, Source, Span};
use tidings::read::{Format, Limits, read};
use tidings::render::{Format as PageFormat, Page, render};

fn place() -> Place {
    Place::File { path: "fuzz".to_owned(), record: None }
}

fn article(text: &str) -> Option<Article> {
    let source = Source { publisher: Some("Fuzz".to_owned()), url: None, place: place() };
    Article::new(source, text.to_owned()).ok()
}

/// Reads bytes; what is lost is named.
pub fn reads(bytes: &[u8], format: Option<Format>) {
    let limits = Limits { max_decompressed: 4 << 20, ..Limits::default() };
    let outcome = read(bytes, &place(), format, &limits);
    assert!(
        !outcome.value.is_empty() || !outcome.warnings.is_empty(),
        "nothing read and nothing said"
    );
}

/// Prepares a text; every sentence and every dropped stretch lies on characters of it.
pub fn cleans(text: &str) {
    let Some(article) = article(text) else { return };
    let corpus = prepare(vec![article], 500);
    for sentence in corpus.sentences() {
        assert!(sentence.span.of(corpus.article(sentence.article).text()).is_some());
    }
    for dropped in corpus.dropped() {
        assert!(dropped.span.of(corpus.article(dropped.article).text()).is_some());
    }
}

/// Splits a text in several languages; spans are in order and hold everything.
pub fn splits(text: &str) {
    for code in ["en", "de", "ru", "zh"] {
        let spans =
            tidings::split::sentences(text, Span::of_range(0..text.len()), Language::parse(code));
        let mut last = 0;
        let mut held = 0;
        for span in spans {
            assert!(span.start() >= last);
            last = span.end();
            held += span.of(text).map_or(0, printing);
        }
        assert_eq!(held, printing(text));
    }
}

/// Characters that print; a text of others alone has no sentences.
fn printing(text: &str) -> usize {
    let silent = |c: char| {
        c.is_whitespace()
            || c.is_control()
            || matches!(c, '\u{200b}'..='\u{200f}' | '\u{2060}'..='\u{206f}' | '\u{feff}')
    };
    text.chars().filter(|&c| !silent(c)).count()
}

/// Takes bytes for a digest in every form that digests have, and holds it against the text after
/// their first line: every sentence gets its verdict.
pub fn checks(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    let Some(article) = article(text.split_once('\n').map_or(&*text, |(_, rest)| rest)) else {
        return;
    };
    let shelf = tidings::check::Shelf::new(std::slice::from_ref(&article));
    for name in ["digest.txt", "digest.md", "digest.html", "digest.eml"] {
        let Ok(digest) = tidings::check::digest::read(bytes, name) else { continue };
        let report = shelf.check(&digest);
        assert_eq!(report.sentences.len(), digest.claims.len());
    }
}

thread_local! {
    /// Made once: its models take longer to read than a short text.
    static PLAN: Plan = Settings::default().check().expect("the default settings are right");
}

/// Briefs a text and renders the briefing in every format; the JSON reads back and its quotes hold.
pub fn renders(text: &str) {
    let (head, body) = text.split_once('\n').unwrap_or(("", text));
    let Some(mut article) = article(body) else { return };
    article.title = Some(head.to_owned());
    article.source.publisher = Some(head.chars().rev().collect());
    article.source.url = Some(format!("https://{head}"));
    let articles = vec![article];
    let Ok(outcome) = PLAN.with(|plan| plan.run(articles.clone())) else { return };
    for &format in PageFormat::ALL {
        if let Ok(page) = render(&outcome.value, &outcome.warnings, &Page::new(format))
            && format == PageFormat::Json
        {
            let back = serde_json::from_slice(&page).expect("our own JSON reads back");
            assert!(verify(&back, &articles).holds());
        }
    }
}
