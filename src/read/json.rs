//! JSON: an article, a list or set of articles, a JSON Feed; or one of those a line.

use super::Limits;
use super::draft::{Draft, Sink, record};
use super::json_fields::Node;
use super::plain::decoded;
use crate::model::{Article, Outcome, Place};

/// Reads one JSON document.
pub(super) fn document(bytes: &[u8], sink: &mut Sink<'_>) {
    let text = decoded(bytes, None, sink);
    let text = text.trim_start_matches('\u{feff}').trim();
    match parse(text) {
        Ok(node) if !node.structured => {
            sink.failed("", "it holds a single value, not an article", "")
        }
        Ok(node) => file(node, &mut 0, true, &Draft::default(), "", sink),
        // Documents one after the other, or a file of lines under another name.
        Err(problem) if problem.starts_with("trailing characters") => many(text, sink),
        Err(problem) => sink.failed(
            "",
            format!("it is not valid JSON: {problem}"),
            "check the file with a JSON tool",
        ),
    }
}

/// Reads JSON values that follow each other, whatever stands between their lines.
fn many(text: &str, sink: &mut Sink<'_>) {
    let mut count = 0;
    let mut stream = serde_json::Deserializer::from_str(text).into_iter::<Node>();
    while let Some(next) = stream.next() {
        match next {
            Ok(node) => file(node, &mut count, false, &Draft::default(), "", sink),
            Err(_) => {
                let at = stream.byte_offset();
                let before = text.get(..at).unwrap_or("").matches('\n').count();
                return each_line(text.get(at..).unwrap_or(""), before, &mut count, sink);
            }
        }
        if !sink.has_room() {
            return;
        }
    }
}

/// Reads one JSON value a line; a bad line is reported and costs only itself.
pub(super) fn lines(bytes: &[u8], sink: &mut Sink<'_>) {
    let text = decoded(bytes, None, sink);
    each_line(&text, 0, &mut 0, sink);
}

/// Lines of JSON that come piece by piece: for files that are larger than memory. Lines and records
/// are counted on from piece to piece; a piece must end at a line's end.
///
/// ```
/// use tidings::model::Place;
/// use tidings::read::{Limits, Lines};
///
/// let place = Place::File { path: "a.jsonl".into(), record: None };
/// let mut lines = Lines::new(place, Limits::default());
/// let piece = lines.piece(b"{\"text\":\"One.\"}\n");
/// assert_eq!(piece.value[0].source.place.to_string(), "a.jsonl#1");
/// let second = lines.piece(b"{\"text\":\"Two.\"}\nno\n");
/// assert_eq!(second.value[0].source.place.to_string(), "a.jsonl#2");
/// assert!(second.warnings[0].to_string().starts_with("a.jsonl: line 3: it is not valid JSON"));
/// let later = lines.after(40).piece(b"{\"text\":\"Two.\"}\n");
/// assert_eq!(later.value[0].source.place.to_string(), "a.jsonl#41");
/// ```
#[derive(Debug, Clone)]
pub struct Lines {
    place: Place,
    limits: Limits,
    /// Lines before the next piece.
    lines: usize,
    /// Records before it.
    records: usize,
}

impl Lines {
    /// Lines of the input at `place`. The limits hold for each piece.
    #[must_use]
    pub const fn new(place: Place, limits: Limits) -> Self {
        Self { place, limits, lines: 0, records: 0 }
    }

    /// These lines where so many others, each of one record, come before the first piece.
    #[must_use]
    pub const fn after(mut self, lines: usize) -> Self {
        (self.lines, self.records) = (lines, lines);
        self
    }

    /// Reads the next piece.
    #[must_use]
    pub fn piece(&mut self, bytes: &[u8]) -> Outcome<Vec<Article>> {
        let mut sink = Sink::new(&self.place, &self.limits);
        let text = decoded(bytes, None, &mut sink);
        each_line(&text, self.lines, &mut self.records, &mut sink);
        self.lines += text.matches('\n').count();
        sink.finish()
    }
}

fn each_line(text: &str, before: usize, count: &mut usize, sink: &mut Sink<'_>) {
    let mut whole = true;
    for (index, line) in text.lines().enumerate() {
        let line = line.trim_matches(|c: char| c.is_whitespace() || c == '\u{feff}' || c == '\0');
        if line.is_empty() {
            continue;
        }
        if !sink.has_room() {
            return;
        }
        let part = || format!("line {}", before + index + 1);
        match parse(line.strip_suffix(',').unwrap_or(line)) {
            Ok(node) if node.structured => {
                file(node, count, false, &Draft::default(), &part(), sink)
            }
            Ok(_) => {
                *count += 1;
                sink.failed(&part(), "it holds a single value, not an article", "");
            }
            // A document over several lines under the name of a file of lines.
            Err(_) if whole && matches!(line, "{" | "[") => {
                if let Ok(node) = parse(text.trim_start_matches('\u{feff}').trim()) {
                    return file(node, count, true, &Draft::default(), "", sink);
                }
                sink.failed(&part(), "it is not valid JSON", "");
            }
            Err(problem) => {
                *count += 1;
                sink.failed(&part(), format!("it is not valid JSON: {problem}"), "");
            }
        }
        whole = false;
    }
}

/// Parses a value; one that is only slightly wrong is mended first.
fn parse(text: &str) -> Result<Node, String> {
    serde_json::from_str::<Node>(text).or_else(|error| {
        if error.to_string().starts_with("trailing characters") {
            return Err(error.to_string());
        }
        let mended = mend(text).ok_or_else(|| shown(&error))?;
        serde_json::from_str::<Node>(&mended).map_err(|_| shown(&error))
    })
}

fn shown(error: &serde_json::Error) -> String {
    let text = error.to_string();
    let plain = text.split(" at line ").next().unwrap_or("");
    format!("{plain} at character {}", error.column())
}

/// Mends what scrapers leave behind: halves of surrogate pairs, control characters and unknown
/// escapes in strings, `NaN` and `Infinity` outside. `None` when there is nothing of the kind.
pub(super) fn mend(text: &str) -> Option<String> {
    let mut out = String::with_capacity(text.len() + 16);
    let mut changed = false;
    let mut in_string = false;
    let mut rest = text;
    while let Some(at) =
        rest.find(|c: char| matches!(c, '"' | '\\' | 'N' | 'I') || c < ' ' && in_string)
    {
        out.push_str(rest.get(..at).unwrap_or(""));
        rest = rest.get(at..).unwrap_or("");
        let first = rest.chars().next().unwrap_or(' ');
        let used = match first {
            '"' => {
                in_string = !in_string;
                out.push('"');
                1
            }
            '\\' if in_string => {
                let (replacement, used) = escape(rest);
                changed |= rest.get(..used) != Some(replacement);
                out.push_str(replacement);
                used
            }
            'N' | 'I' if !in_string => {
                let found = ["NaN", "Infinity"].iter().find(|word| rest.starts_with(**word));
                if let Some(word) = found {
                    if out.ends_with('-') {
                        out.pop();
                    }
                    out.push_str("null");
                    changed = true;
                    word.len()
                } else {
                    out.push(first);
                    1
                }
            }
            c if c < ' ' => {
                out.push_str(if c == '\n' { "\\n" } else { " " });
                changed = true;
                1
            }
            _ => {
                out.push(first);
                1
            }
        };
        rest = rest.get(used..).unwrap_or("");
    }
    out.push_str(rest);
    changed.then_some(out)
}

/// What an escape in a string should be, and how long it is.
fn escape(rest: &str) -> (&str, usize) {
    let bytes = rest.as_bytes();
    let unit = |at: usize| {
        let digits = rest.get(at..at + 6)?.strip_prefix("\\u")?;
        u16::from_str_radix(digits, 16)
            .ok()
            .filter(|_| digits.bytes().all(|b| b.is_ascii_hexdigit()))
    };
    match bytes.get(1) {
        Some(b'"' | b'\\' | b'/' | b'b' | b'f' | b'n' | b'r' | b't') => {
            (rest.get(..2).unwrap_or(""), 2)
        }
        Some(b'u') => match (unit(0), unit(6)) {
            (Some(0xd800..=0xdbff), Some(0xdc00..=0xdfff)) => (rest.get(..12).unwrap_or(""), 12),
            (Some(0xd800..=0xdfff), _) => ("\\ufffd", 6),
            (Some(_), _) => (rest.get(..6).unwrap_or(""), 6),
            (None, _) => ("u", 2),
        },
        Some(_) => ("", 1),
        None => ("", 1),
    }
}

/// Files a value's articles. `alone` says that it is the whole input: an article of its own then
/// has no record number.
fn file(
    node: Node,
    count: &mut usize,
    alone: bool,
    inherited: &Draft,
    part: &str,
    sink: &mut Sink<'_>,
) {
    let mut node = node;
    let children = std::mem::take(&mut node.children);
    if children.is_empty() {
        let number = record(*count);
        *count += 1;
        let part = match (part.is_empty(), alone) {
            (false, _) => part.to_owned(),
            (true, true) => String::new(),
            (true, false) => format!("article {count}"),
        };
        if node.is_article() || node.is_headline() {
            sink.push(node.into_draft(inherited), if alone { None } else { number }, &part);
        } else {
            #[cfg(feature = "feeds")]
            if node.is_empty_feed() {
                return sink.failed(&part, super::EMPTY_FEED, "");
            }
            let hint = "text is looked for under text, body, content, articleBody and their like";
            sink.failed(&part, "it has no text", hint);
        }
        return;
    }
    let inherited = node.inheritance(inherited);
    for child in children {
        if !sink.has_room() {
            return;
        }
        file(child, count, false, &inherited, part, sink);
    }
}

#[cfg(test)]
mod tests {
    use crate::model::{Article, Outcome, Place};
    use crate::read::{Format, Limits, read};

    fn of(source: &str, format: Format) -> Outcome<Vec<Article>> {
        let place = Place::File { path: "a.json".into(), record: None };
        read(source.as_bytes(), &place, Some(format), &Limits::default())
    }

    fn shown(outcome: &Outcome<Vec<Article>>) -> Vec<String> {
        let none = || "-".to_owned();
        outcome
            .value
            .iter()
            .map(|a| {
                let source = a.source.publisher.clone().unwrap_or_else(none);
                let date = a.published.map_or_else(none, |p| p.at.to_string());
                let title = a.title.clone().unwrap_or_else(none);
                let teaser = if a.teaser { " (teaser)" } else { "" };
                format!("{} | {title} | {source} | {date} | {}{teaser}", a.source.place, a.text())
            })
            .chain(outcome.warnings.iter().map(ToString::to_string))
            .collect()
    }

    #[test]
    fn shapes() {
        for (source, expected) in [
            (
                r#"{"title":"T","text":"X.","source":"S","date":"2026-05-04"}"#,
                vec!["a.json | T | S | 2026-05-04T00:00:00Z | X."],
            ),
            (
                r#"{"headline":"T","articleBody":"X.","publisher":{"@type":"Organization","name":"S"},"datePublished":"2026-05-04T10:00:00+02:00","name":"no"}"#,
                vec!["a.json | T | S | 2026-05-04T08:00:00Z | X."],
            ),
            (
                r#"[{"text":"A."},{"body":"B."}]"#,
                vec!["a.json#1 | - | - | - | A.", "a.json#2 | - | - | - | B."],
            ),
            (
                r#"{"id":"s","lang":"en","documents":[{"title":"T","text":"A.","source":null}],"references":["no"]}"#,
                vec!["a.json#1 | T | - | - | A."],
            ),
            (
                r#"{"status":"ok","articles":[{"source":{"id":null,"name":"S"},"title":"T","description":"D","publishedAt":"2026-05-04T08:00:00Z","content":"Cut text… [+123 chars]"}]}"#,
                vec!["a.json#1 | T | S | 2026-05-04T08:00:00Z | Cut text… (teaser)"],
            ),
            (
                r#"{"version":"https://jsonfeed.org/version/1.1","title":"Feed","items":[{"title":"T","content_html":"<p>A &amp; B.</p><p>C.</p>","summary":"no"},{"summary":"Short."},null]}"#,
                vec![
                    "a.json#1 | T | Feed | - | A & B.\n\nC.",
                    "a.json#2 | - | Feed | - | Short. (teaser)",
                    "a.json: article 3: it has no text; hint: text is looked for under text, body, content, articleBody and their like",
                ],
            ),
            (
                r#"{"response":{"results":[{"webTitle":"T","fields":{"bodyText":"A."},"webPublicationDate":"2026-05-04T08:00:00Z"}]}}"#,
                vec!["a.json#1 | T | - | 2026-05-04T08:00:00Z | A."],
            ),
            (
                r#"{"hits":{"hits":[{"_id":"1","_source":{"title":"T","maintext":"A.","source_domain":"www.s.example","date_publish":"2026-05-04 08:00:00"}}]}}"#,
                vec!["a.json#1 | T | s.example | 2026-05-04T08:00:00Z | A."],
            ),
            (
                r#"{"title":{"rendered":"A &#8211; B"},"content":{"rendered":"<p>X.</p>\n"},"date_gmt":"2026-05-04T08:00:00"}"#,
                vec!["a.json | A – B | - | 2026-05-04T08:00:00Z | X."],
            ),
            (
                r#"{"text":["A.","B."],"timestamp":1777903800}"#,
                vec!["a.json | - | - | 2026-05-04T14:10:00Z | A.\n\nB."],
            ),
            (
                r#"{"text":"A <script>x</script> b."}"#,
                vec!["a.json | - | - | - | A <script>x</script> b."],
            ),
            ("42", vec!["a.json: it holds a single value, not an article"]),
            (
                "[]",
                vec![
                    "a.json: it has no text; hint: text is looked for under text, body, content, articleBody and their like",
                ],
            ),
            (
                r#"{"text":"A."}{"text":"B."}"#,
                vec!["a.json#1 | - | - | - | A.", "a.json#2 | - | - | - | B."],
            ),
            (r#"{"text":"x","text":"A."}"#, vec!["a.json | - | - | - | A."]),
            (
                r#"{"text":"A."#,
                vec![
                    "a.json: it is not valid JSON: EOF while parsing a string at character 11; hint: check the file with a JSON tool",
                ],
            ),
        ] {
            assert_eq!(shown(&of(source, Format::Json)), expected, "{source}");
        }
    }

    #[test]
    fn a_bad_line_costs_only_itself() {
        let source = "\u{feff}{\"text\":\"A.\"}\r\n\r\n{not json\n{\"text\":\"B\\ud800 \\q.\", \"n\": NaN}\n{\"documents\":[{\"text\":\"C.\"},{\"text\":\"D.\"}]}\n7\n";
        assert_eq!(
            shown(&of(source, Format::JsonLines)),
            [
                "a.json#1 | - | - | - | A.",
                "a.json#3 | - | - | - | B\u{fffd} q.",
                "a.json#4 | - | - | - | C.",
                "a.json#5 | - | - | - | D.",
                "a.json: line 3: it is not valid JSON: key must be a string at character 2",
                "a.json: line 6: it holds a single value, not an article",
            ]
        );
    }

    #[test]
    fn many_bad_lines_are_counted() {
        let source = "{\"text\":\"A.\"}\n{bad\n".repeat(500);
        let outcome = of(&source, Format::JsonLines);
        assert_eq!(outcome.value.len(), 500);
        assert_eq!(outcome.warnings.len(), 6);
        assert!(outcome.warnings[5].to_string().contains("495 more times, the last at line 1000"));
    }

    #[test]
    fn depth_is_survived() {
        for source in
            ["[".repeat(1_000_000), "{\"a\":".repeat(100_000), "{\"articles\":[".repeat(100_000)]
        {
            assert!(of(&source, Format::Json).value.is_empty());
        }
        let deep =
            format!("{{\"text\":\"A.\",\"extra\":{}{}}}", "[".repeat(100_000), "]".repeat(100_000));
        assert_eq!(of(&deep, Format::Json).value.len(), 1);
    }
}
