//! Mailboxes: messages one after the other, each behind a line that starts with `From `.

use std::borrow::Cow;

use memchr::memmem;

use super::draft::Sink;
use super::format::is_header;
use super::mail::{message, one};

/// Reads a mailbox: messages after lines that start with `From ` (RFC 4155, `mboxrd`).
pub(super) fn mbox(bytes: &[u8], sink: &mut Sink<'_>) {
    let mut count = 0;
    let starts = separators(bytes);
    for (index, &start) in starts.iter().enumerate() {
        if !sink.has_room() {
            return;
        }
        let end = starts.get(index + 1).copied().unwrap_or(bytes.len());
        let message = bytes.get(start..end).unwrap_or(&[]);
        let body = memchr::memchr(b'\n', message).map_or(message.len(), |at| at + 1);
        let part = format!("message {}", index + 1);
        let before = sink.len();
        one(&unescaped(message.get(body..).unwrap_or(&[])), &mut count, true, &part, sink);
        if sink.len() == before {
            sink.note(&part, "the message holds no text, and is left out");
        }
    }
    if starts.is_empty() {
        message(bytes, sink);
    }
}

/// Where messages start: at `From ` lines with a date at their end or a header behind them.
fn separators(bytes: &[u8]) -> Vec<usize> {
    let mut starts = Vec::new();
    let candidates = memmem::find_iter(bytes, b"From ")
        .filter(|&at| at == 0 || bytes.get(at - 1) == Some(&b'\n'));
    for at in candidates {
        let mut lines = bytes.get(at..).unwrap_or(&[]).splitn(3, |&b| b == b'\n');
        let first = lines.next().map(|line| line.trim_ascii()).unwrap_or_default();
        let second = lines
            .next()
            .map(|line| String::from_utf8_lossy(line.get(..line.len().min(80)).unwrap_or(line)));
        let dated = first.len() < 200 && {
            let tail = first.iter().rev().take(32).any(|&b| b == b':');
            let year = first
                .get(first.len().saturating_sub(4)..)
                .is_some_and(|end| end.iter().all(u8::is_ascii_digit));
            tail && year
        };
        if dated || second.is_some_and(|line| is_header(&line)) {
            starts.push(at);
        }
    }
    starts
}

/// Undoes mboxrd's quoting: `>From ` loses one `>`.
fn unescaped(message: &[u8]) -> Cow<'_, [u8]> {
    if memmem::find(message, b">From ").is_none() {
        return Cow::Borrowed(message);
    }
    let mut out = Vec::with_capacity(message.len());
    for line in message.split_inclusive(|&b| b == b'\n') {
        let marks = line.iter().take_while(|&&b| b == b'>').count();
        let quoted = marks > 0 && line.get(marks..).is_some_and(|rest| rest.starts_with(b"From "));
        out.extend_from_slice(line.get(usize::from(quoted)..).unwrap_or(line));
    }
    Cow::Owned(out)
}
