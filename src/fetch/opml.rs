//! Lists of feeds as other feed readers write and read them (OPML 2.0).

use super::source::Source;
use crate::read::Outline;

impl From<Outline> for Source {
    fn from(outline: Outline) -> Self {
        Self { address: outline.address, ..Self::default() }
    }
}

/// A feed for [`export`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Entry<'a> {
    /// Its address.
    pub address: &'a str,
    /// Its name; the address stands for it where there is none.
    pub name: Option<&'a str>,
    /// Its first section or tag, which becomes a folder.
    pub folder: Option<&'a str>,
}

/// Writes a list of feeds as OPML 2.0, in its order; those of one folder together, where the folder
/// is first named. User names and passwords in addresses are kept, because the list would be of no
/// use without them.
///
/// ```
/// use tidings::fetch::{Entry, export};
/// let address = "https://a.example/f?x=1&y=2";
/// let entry = Entry { address, name: Some("Ledger"), folder: None };
/// let list = export("Feeds", &[entry]);
/// assert!(list.contains(r#"<outline type="rss" text="Ledger" title="Ledger""#));
/// assert!(list.contains(r#"xmlUrl="https://a.example/f?x=1&amp;y=2"/>"#));
/// ```
#[must_use]
pub fn export(title: &str, entries: &[Entry<'_>]) -> String {
    let mut out = String::from(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<opml version=\"2.0\">\n  <head>\n    <title>",
    );
    escape(title, &mut out);
    out.push_str("</title>\n  </head>\n  <body>\n");
    let mut folders: Vec<Option<&str>> = Vec::new();
    for entry in entries {
        if !folders.contains(&entry.folder) {
            folders.push(entry.folder);
        }
    }
    for folder in folders {
        let indent = if let Some(name) = folder {
            out.push_str("    <outline text=\"");
            escape(name, &mut out);
            out.push_str("\">\n");
            "      "
        } else {
            "    "
        };
        for entry in entries.iter().filter(|entry| entry.folder == folder) {
            let name = entry.name.unwrap_or(entry.address);
            out.push_str(indent);
            for (key, value) in [
                ("<outline type", "rss"),
                (" text", name),
                (" title", name),
                (" xmlUrl", entry.address),
            ] {
                out.push_str(key);
                out.push_str("=\"");
                escape(value, &mut out);
                out.push('"');
            }
            out.push_str("/>\n");
        }
        if folder.is_some() {
            out.push_str("    </outline>\n");
        }
    }
    out.push_str("  </body>\n</opml>\n");
    out
}

/// Characters that XML reserves become references; those that it forbids are left out.
fn escape(text: &str, out: &mut String) {
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\t' | '\n' | '\r' => out.push(' '),
            '\0'..='\u{1f}' | '\u{fffe}' | '\u{ffff}' => {}
            c => out.push(c),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::read::outlines;

    #[test]
    fn what_is_written_is_read() {
        let entry = |address, name, folder| Entry { address, name, folder };
        let entries = [
            entry("https://a.example/?a=1&b=\"2\"", Some("A <b> & \"c\" \u{1}"), None),
            entry("https://b.example/", None, Some("News & views")),
            entry("https://c.example/", Some("C"), None),
            entry("https://d.example/", Some("D"), Some("News & views")),
        ];
        let written = export("My \u{0} list", &entries);
        let shown: Vec<String> = outlines(written.as_bytes())
            .unwrap()
            .into_iter()
            .map(|f| {
                format!("{} {} {}", f.address, f.title.unwrap_or_default(), f.folders.join("+"))
            })
            .collect();
        assert_eq!(
            shown,
            [
                "https://a.example/?a=1&b=\"2\" A <b> & \"c\" ",
                "https://c.example/ C ",
                "https://b.example/ https://b.example/ News & views",
                "https://d.example/ D News & views",
            ]
        );
    }
}
