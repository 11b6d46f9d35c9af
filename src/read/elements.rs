//! The HTML elements that readers tell apart.

/// What an element is to a reader of text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    /// Part of a line: `<a>`, `<b>`, and every unknown element.
    Inline,
    /// Starts and ends a paragraph.
    Block,
    /// `<p>`: a paragraph that any other block closes.
    Paragraph,
    /// `<h1>` to `<h6>`.
    Heading,
    /// A line of its own among its kind: list items, table rows and cells.
    Line,
    /// A line break.
    Break,
    /// A line across, an image: nothing inside, nothing to read.
    Void,
    /// Text whose spaces and line breaks count.
    Verbatim,
    /// Nothing inside it is prose: scripts, forms, drawings, captions.
    Skipped,
}

/// The longest name that is looked at.
const LONGEST: usize = 12;

/// The kind of an element by its name, in any case.
pub(crate) fn kind(name: &str) -> Kind {
    let mut buffer = [0_u8; LONGEST];
    let Some(lower) = lower(name, &mut buffer) else { return Kind::Inline };
    match lower {
        "p" => Kind::Paragraph,
        "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => Kind::Heading,
        "div" | "section" | "article" | "main" | "header" | "footer" | "aside" | "nav"
        | "address" | "blockquote" | "figure" | "ul" | "ol" | "dl" | "table" | "tbody"
        | "thead" | "tfoot" | "body" | "html" | "center" | "details" | "summary" | "fieldset"
        | "form" | "hgroup" | "menu" | "dir" | "search" | "main-content" | "frameset"
        | "noframes" | "caption" => Kind::Block,
        "li" | "tr" | "td" | "th" | "dt" | "dd" => Kind::Line,
        "br" => Kind::Break,
        "pre" | "listing" | "xmp" | "plaintext" => Kind::Verbatim,
        "hr" | "img" | "input" | "meta" | "link" | "base" | "col" | "embed" | "param"
        | "source" | "track" | "wbr" | "area" | "frame" | "keygen" | "amp-img" => Kind::Void,
        "head" | "script" | "style" | "template" | "svg" | "math" | "iframe" | "object"
        | "select" | "option" | "optgroup" | "datalist" | "button" | "textarea" | "noembed"
        | "canvas" | "audio" | "video" | "map" | "dialog" | "figcaption" | "title" | "amp-ad"
        | "amp-iframe" | "rt" | "rp" => Kind::Skipped,
        _ => Kind::Inline,
    }
}

/// Whether an element has no inside and no end tag, whatever its attributes say (HTML standard,
/// 13.1.2 and 16.2).
pub(crate) fn is_void(name: &str) -> bool {
    const NAMES: [&str; 21] = [
        "area", "base", "basefont", "bgsound", "br", "col", "command", "embed", "frame", "hr",
        "image", "img", "input", "isindex", "keygen", "link", "meta", "param", "source", "track",
        "wbr",
    ];
    NAMES.iter().any(|void| same(void, name))
}

/// Whether two names are the same element.
pub(crate) const fn same(a: &str, b: &str) -> bool {
    a.eq_ignore_ascii_case(b)
}

/// A name in lower case; `None` when it is longer than any that matters.
pub(crate) fn lower<'b>(name: &str, buffer: &'b mut [u8; LONGEST]) -> Option<&'b str> {
    let bytes = name.as_bytes();
    let target = buffer.get_mut(..bytes.len())?;
    target.copy_from_slice(bytes);
    target.make_ascii_lowercase();
    std::str::from_utf8(target).ok()
}

pub(super) fn is_cell(name: &str) -> bool {
    same(name, "td") || same(name, "th")
}

pub(super) fn is_term(name: &str) -> bool {
    same(name, "dt") || same(name, "dd")
}

/// Inline elements that only change how words look.
pub(super) fn is_presentational(name: &str) -> bool {
    const NAMES: [&str; 28] = [
        "b", "i", "em", "strong", "u", "s", "small", "big", "font", "tt", "nobr", "mark", "abbr",
        "acronym", "strike", "del", "ins", "code", "kbd", "samp", "var", "bdi", "bdo", "sup",
        "sub", "cite", "dfn", "wbr",
    ];
    NAMES.iter().any(|known| same(known, name))
}
