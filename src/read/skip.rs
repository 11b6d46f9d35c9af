//! What is left out of mark-up, and where it ends: scripts, forms, hidden elements.
//!
//! Pages forget end tags. So what is left out ends as in a browser's tree: at its own end tag or at
//! that of anything around it. What is still open where the document ends was never meant to hold
//! the rest of it, and is read after all.

use super::elements::{Kind, is_void, kind, same};
use super::markup::{Lexer, Tag, Token};

/// How many open elements are remembered, inside what is left out and around it.
const REMEMBERED: usize = 256;
/// How often a document may be read again from the start of an element that is never closed: the
/// whole stays linear.
const RETURNS: usize = 8;

/// Whether a start tag says that its inside is not shown.
pub(super) fn is_hidden(tag: &Tag<'_>) -> bool {
    tag.attributes().any(|(name, value)| {
        if same(name, "hidden") {
            return !value.eq_ignore_ascii_case("until-found");
        }
        if same(name, "class") || same(name, "id") {
            return is_preheader(value);
        }
        same(name, "style") && hides(value)
    })
}

/// Whether a class or identifier is that of the line which newsletters show in lists of messages
/// only.
fn is_preheader(value: &str) -> bool {
    const NAMES: [&str; 5] =
        ["preheader", "mcnpreviewtext", "preview-text", "previewtext", "preheader-text"];
    value.len() >= 9
        && value.len() < 200
        && value
            .split_ascii_whitespace()
            .any(|class| NAMES.iter().any(|name| class.eq_ignore_ascii_case(name)))
}

/// Whether a style shows nothing: by a rule that says so, or by two that leave no room for letters
/// (one alone is also that of text which a script unfolds).
fn hides(style: &str) -> bool {
    let style: String = style
        .chars()
        .filter(|c| !c.is_whitespace())
        .take(1000)
        .flat_map(char::to_lowercase)
        .collect();
    let mut small = 0;
    for rule in style.split(';') {
        let Some((name, value)) = rule.split_once(':') else { continue };
        let value = value.strip_suffix("!important").unwrap_or(value);
        let number = value.trim_end_matches(|c: char| c.is_ascii_alphabetic() || c == '%');
        let size = number.parse::<f32>().ok();
        match (name, size) {
            ("display", _) if value == "none" => return true,
            ("visibility", _) if value == "hidden" => return true,
            ("mso-hide", _) if value == "all" => return true,
            ("font-size", Some(size)) if size <= 0.0 => return true,
            ("font-size" | "line-height", Some(size)) if size <= 1.0 && value.ends_with("px") => {
                small += 1;
            }
            (
                "opacity" | "max-height" | "max-width" | "height" | "width" | "line-height",
                Some(size),
            ) if size <= 0.0 => {
                small += 1;
            }
            _ => {}
        }
    }
    small >= 2
}

/// The elements that are open around a place, the outermost first.
#[derive(Debug, Default)]
pub(super) struct Ancestors<'a> {
    open: Vec<&'a str>,
}

impl<'a> Ancestors<'a> {
    /// A start tag of an element that has an inside. A paragraph or an item ends the one right
    /// before it.
    pub(super) fn push(&mut self, name: &'a str) {
        let ends =
            |open: &&str| same(open, name) && matches!(kind(name), Kind::Paragraph | Kind::Line);
        if self.open.last().is_some_and(ends) {
            return;
        }
        if self.open.len() < REMEMBERED {
            self.open.push(name);
        }
    }

    /// An end tag: it ends what is open inside its element too.
    pub(super) fn end(&mut self, name: &str) {
        if let Some(at) = self.open.iter().rposition(|open| same(open, name)) {
            self.open.truncate(at);
        }
    }

    /// Whether an element of this name is open.
    pub(super) fn has(&self, name: &str) -> bool {
        self.open.iter().any(|open| same(open, name))
    }
}

/// The inside of an element that is being left out.
#[derive(Debug, Default)]
pub(super) struct Skip<'a> {
    /// The elements that are open, the one that is left out first; empty while nothing is.
    open: Vec<&'a str>,
    /// Behind the start tag of the element that is left out.
    start: Option<Lexer<'a>>,
    returns: usize,
}

impl<'a> Skip<'a> {
    /// Starts to leave an element out; `lexer` stands behind its start tag.
    pub(super) fn start(&mut self, name: &'a str, lexer: &Lexer<'a>) {
        self.open.clear();
        self.open.push(name);
        self.start = Some(lexer.clone());
    }

    /// At the end of the document: where to read on when what is left out was never closed.
    pub(super) fn give_up(&mut self) -> Option<Lexer<'a>> {
        if self.open.is_empty() || self.returns == RETURNS {
            return None;
        }
        self.returns += 1;
        self.open.clear();
        self.start.take()
    }

    /// Whether a token belongs to what is being left out; `around` tells whether an element of a
    /// name is open around it.
    pub(super) fn takes(&mut self, token: &Token<'a>, around: impl Fn(&str) -> bool) -> bool {
        let Some(&root) = self.open.first() else { return false };
        let ended = match token {
            Token::Start(tag) if self.is_ended_by(root, tag.name) => true,
            Token::Start(tag) => {
                if !is_void(tag.name) && !tag.closed && self.open.len() < REMEMBERED {
                    self.push(tag.name);
                }
                false
            }
            Token::End(name) => match self.open.iter().rposition(|open| same(open, name)) {
                Some(at) => {
                    self.open.truncate(at);
                    false
                }
                // The end of a part of a line does not end a block that stands in it.
                None => around(name) && (kind(name) != Kind::Inline || kind(root) == Kind::Inline),
            },
            _ => false,
        };
        if ended {
            self.open.clear();
        }
        !ended
    }

    /// A start tag inside what is left out. A paragraph or an item ends the one right before it.
    fn push(&mut self, name: &'a str) {
        let ends =
            |open: &&str| same(open, name) && matches!(kind(name), Kind::Paragraph | Kind::Line);
        if !self.open.last().is_some_and(ends) {
            self.open.push(name);
        }
    }

    /// Whether an element that starts cannot stand inside the one that is left out, so that an end
    /// tag is missing.
    fn is_ended_by(&self, root: &str, name: &str) -> bool {
        let starts = kind(name);
        // Nothing that is skipped holds the body or an article, and no menu holds the main part.
        let whole = ["body", "article", "main"].iter().any(|whole| same(whole, name));
        if whole && kind(root) == Kind::Skipped || same(root, "nav") && same(name, "main") {
            return true;
        }
        match kind(root) {
            Kind::Paragraph => {
                matches!(starts, Kind::Paragraph | Kind::Block | Kind::Heading | Kind::Line)
            }
            // An item ends the one before it, unless a list stands between them.
            Kind::Line => {
                starts == Kind::Line
                    && same(root, name)
                    && self.open.iter().all(|open| {
                        kind(open) != Kind::Block || same(open, "div") || same(open, "address")
                    })
            }
            // A button or an option cannot stand in another.
            Kind::Skipped if same(root, name) => same(root, "button") || same(root, "option"),
            // A drawing holds no text of the page.
            Kind::Skipped if same(root, "svg") || same(root, "math") => {
                matches!(starts, Kind::Paragraph | Kind::Block | Kind::Heading)
                    && !self.open.iter().any(|open| {
                        ["foreignObject", "desc", "title", "annotation-xml"]
                            .iter()
                            .any(|point| same(point, open))
                    })
            }
            _ => false,
        }
    }
}

/// Whether a quotation is a post of a social network, as their scripts mark it.
pub(super) fn is_post(tag: &Tag<'_>) -> bool {
    const CLASSES: [&str; 7] = [
        "twitter-tweet",
        "twitter-video",
        "instagram-media",
        "tiktok-embed",
        "bluesky-embed",
        "reddit-embed-bq",
        "mastodon-embed",
    ];
    tag.attribute("class")
        .is_some_and(|class| class.split_whitespace().any(|c| CLASSES.contains(&c)))
}
