//! A briefing as an EPUB 3 book: a chapter a story. `epub-builder` writes the container, the
//! navigation and the spine.
//!
//! Nothing in it comes from clock or chance: the identifier is a digest of what is told, the date
//! is the briefing's.

use epub_builder::{
    EpubBuilder, EpubContent, EpubVersion, PageDirection, ReferenceType, ZipLibrary,
};

use crate::lexicon::{Label, Labels};

use super::html::escape::{escape, headline, headline_language, row};
use super::html::{self, Page, STYLE};
use super::view::View;
use super::{RenderError, mail};

/// What a book adds to the style of a page: e-readers have their own margins and colours.
const BOOK_STYLE: &str =
    "body { max-width: none; padding: 0; margin: 0; }\nnav ol { padding: 0 0 0 1.4rem; }\n";

/// The book's bytes.
pub(super) fn render(view: &View<'_>, profile: Option<&str>) -> Result<Vec<u8>, RenderError> {
    book(view, profile).map_err(|error| RenderError::Epub(error.to_string()))
}

fn book(view: &View<'_>, profile: Option<&str>) -> epub_builder::Result<Vec<u8>> {
    let mut book = EpubBuilder::new(ZipLibrary::new()?)?;
    book.epub_version(EpubVersion::V30);
    book.set_title(view.titled());
    book.set_languages(vec![view.labels.code().to_owned()]);
    if view.labels.is_rtl() {
        book.epub_direction(PageDirection::Rtl);
    }
    book.set_generator(concat!("tidings ", env!("CARGO_PKG_VERSION")));
    book.set_toc_name(view.label_of(Label::Contents));
    book.set_uuid(uuid::Uuid::from_bytes(identifier(view, profile)));
    let made = view.briefing.made.map_or(0, |made| made.at.as_second());
    // A year that the format cannot write counts as none.
    let date = chrono::DateTime::from_timestamp(made, 0).filter(|date| {
        let year = chrono::Datelike::year(date);
        (0..=9999).contains(&year)
    });
    book.set_modified_date(date.unwrap_or_default());
    book.stylesheet(style().as_bytes())?;
    for (n, part) in parts(view).into_iter().enumerate() {
        let file = format!("part-{n:03}.xhtml");
        let xhtml = document(&part, view.labels);
        let content = EpubContent::new(file, xhtml.as_bytes()).title(part.title);
        book.add_content(if n == 0 { content.reftype(ReferenceType::Text) } else { content })?;
    }
    let mut bytes = Vec::new();
    book.generate(&mut bytes)?;
    Ok(bytes)
}

/// The page's style without what a book has no use for: rules of windows and of print.
fn style() -> String {
    let screen = STYLE.split("@media (max-width").next().unwrap_or(STYLE);
    format!("{screen}{BOOK_STYLE}")
}

/// A UUID of what is told, as a mail's identifier is made (version 8, RFC 9562).
fn identifier(view: &View<'_>, profile: Option<&str>) -> [u8; 16] {
    let digest = mail::digest(view.briefing, profile);
    let mut bytes = [0; 16];
    for (n, byte) in bytes.iter_mut().enumerate() {
        let digits = digest.get(2 * n..2 * n + 2).unwrap_or("0");
        *byte = u8::from_str_radix(digits, 16).unwrap_or(0);
    }
    bytes[6] = 0x80 | (bytes[6] & 0x0f);
    bytes[8] = 0x80 | (bytes[8] & 0x3f);
    bytes
}

/// One file of the book.
struct Part {
    /// As the navigation names it.
    title: String,
    /// Its body.
    body: String,
}

/// The opening with what is in the book, each story, the short ones, the end.
fn parts(view: &View<'_>) -> Vec<Part> {
    let mut parts = Vec::new();
    let mut page = Page::new(None);
    page.out.push_str("<header>\n");
    page.heading(view);
    page.out.push_str("</header>\n");
    if let Some(nothing) = view.nothing() {
        page.out.push_str(&format!("<p class=\"nothing\">{nothing}</p>\n"));
    }
    contents(&mut page.out, view);
    parts.push(Part { title: view.title().into_owned(), body: page.out });
    let mut sections = view.sections();
    for (section, number, story) in sections.drain(..).flat_map(|section| {
        let name = section.name;
        section
            .stories
            .into_iter()
            .enumerate()
            .map(move |(n, (number, story))| (name.clone().filter(|_| n == 0), number, story))
    }) {
        let mut page = Page::new(None);
        if let Some(name) = section {
            page.out.push_str(&format!("<p class=\"topic\" dir=\"auto\">{}</p>\n", escape(&name)));
        }
        page.story(view, number, story);
        let title = view.headline_or_none(story);
        parts.push(Part { title: title.into_owned(), body: page.out });
    }
    if view.in_brief().next().is_some() {
        let mut page = Page::new(None);
        page.in_brief(view, view.at_length().count() + 1);
        parts.push(Part { title: view.label_of(Label::InBrief), body: page.out });
    }
    let mut page = Page::new(None);
    page.passed_over(view);
    page.problems(view);
    page.end(view);
    parts.push(Part { title: view.label_of(Label::TheEnd), body: page.out });
    parts
}

/// Links to the parts of the stories, which follow on the opening in their order.
fn contents(out: &mut String, view: &View<'_>) {
    if view.at_length().count() < 2 {
        return;
    }
    let label = view.labels.text(Label::Contents);
    out.push_str(&format!("<nav aria-label=\"{label}\">\n<ol>\n"));
    for (n, story) in (1..).zip(view.at_length()) {
        out.push_str(&format!(
            "<li><a href=\"part-{n:03}.xhtml\"{}>{}</a></li>\n",
            headline_language(view, story),
            headline(view, story)
        ));
    }
    out.push_str("</ol>\n</nav>\n");
    let facts = view.facts();
    out.push_str(&format!("<p class=\"facts\">{}</p>\n", row(&facts)));
}

fn document(part: &Part, labels: &Labels) -> String {
    let Part { title, body } = part;
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<!DOCTYPE html>\n\
         <html xmlns=\"http://www.w3.org/1999/xhtml\" {0} xml:lang=\"{1}\">\n<head>\n<meta charset=\"utf-8\"/>\n\
         <title>{2}</title>\n<link rel=\"stylesheet\" type=\"text/css\" href=\"stylesheet.css\"/>\n</head>\n\
         <body>\n{3}</body>\n</html>\n",
        html::root(labels),
        labels.code(),
        escape(title),
        html::as_xml(body)
    )
}
