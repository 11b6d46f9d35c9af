//! Items of a list that stand on one line: "1. Bring bread 2. Bring salt", "• one • two".

/// Where items after the first begin, in bytes, in order; empty unless `body` begins with an item's
/// mark. Where numbers with a full stop are `ordinals`, only brackets mark items.
pub(super) fn items(body: &str, ordinals: bool) -> Vec<usize> {
    let Some(first) = body.chars().next() else { return Vec::new() };
    if matches!(first, '•' | '⁃' | '‣' | '▪' | '◦' | '●' | '■') {
        return body
            .match_indices(first)
            .map(|(at, _)| at)
            .filter(|at| *at > 0 && after_space(body, *at))
            .collect();
    }
    let Some(mut mark) = Mark::read(body) else { return Vec::new() };
    if ordinals && !mark.bracketed() {
        return Vec::new();
    }
    let mut starts = Vec::new();
    let mut from = 0;
    loop {
        mark = match mark.next() {
            Some(mark) => mark,
            None => return starts,
        };
        let wanted = mark.written();
        let found = body
            .get(from..)
            .unwrap_or("")
            .match_indices(&wanted)
            .map(|(at, _)| from + at)
            .find(|at| {
                let rest = body.get(at + wanted.len()..).unwrap_or("").trim_start();
                after_space(body, *at)
                    && rest.chars().next().is_some_and(|c| !c.is_lowercase() || mark.bracketed())
            });
        let Some(at) = found else { return starts };
        starts.push(at);
        from = at + wanted.len();
    }
}

fn after_space(body: &str, at: usize) -> bool {
    body.get(..at).and_then(|before| before.chars().next_back()).is_some_and(char::is_whitespace)
}

/// The mark of an item: "3." or "b)".
struct Mark {
    count: Count,
    after: &'static str,
}

enum Count {
    Number(u32),
    Letter(u8),
}

impl Mark {
    /// The mark that `body` begins with.
    fn read(body: &str) -> Option<Self> {
        let bytes = body.as_bytes();
        let digits = bytes.iter().take(4).take_while(|b| b.is_ascii_digit()).count();
        let (count, length) = if (1..=3).contains(&digits) {
            (Count::Number(body.get(..digits)?.parse().ok()?), digits)
        } else {
            (Count::Letter(*bytes.first().filter(|b| b.is_ascii_lowercase())?), 1)
        };
        let rest = body.get(length..)?;
        let after = [".) ", ") ", ". "].into_iter().find(|after| rest.starts_with(after))?;
        Some(Self { count, after })
    }

    fn next(&self) -> Option<Self> {
        let count = match self.count {
            Count::Number(n) => Count::Number(n + 1),
            Count::Letter(b'z') => return None,
            Count::Letter(letter) => Count::Letter(letter + 1),
        };
        Some(Self { count, after: self.after })
    }

    fn bracketed(&self) -> bool {
        self.after != ". "
    }

    fn written(&self) -> String {
        match self.count {
            Count::Number(n) => format!("{n}{}", self.after),
            Count::Letter(letter) => format!("{}{}", char::from(letter), self.after),
        }
    }
}
