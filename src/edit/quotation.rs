//! They said: a quoted sentence that is a quotation, with its speaker in the same sentence.
//!
//! Nobody is guessed. Something is set apart as said only when the words between quotation marks
//! are a clause of their own (not a title, not a word that the writer keeps at a distance), when a
//! verb of saying stands right before or after them, and when the one who says it stands beside
//! that verb: a name, or a person called by an office ("a police spokesman"). "He said" names
//! nobody. English, German, French, Spanish, Portuguese, Dutch, Italian.

use crate::lexicon::{Lexicon, List};
use crate::model::{Language, Said, Span};
use crate::text::{Word, words};

use super::outdated::is_day;

/// Least words of a quotation that says something.
/// Set by hand; no trial of other values is recorded.
const LEAST: usize = 4;

/// Most words between a verb of saying and the quotation.
/// Set by hand; no trial of other values is recorded.
const NEAR: usize = 3;

/// Most words of a speaker.
/// Set by hand; no trial of other values is recorded.
const LONGEST: usize = 9;

/// Quotation marks that open, and those that may close what they open.
const MARKS: &[(char, &[char])] = &[
    ('“', &['”']),
    ('„', &['“', '”']),
    ('«', &['»']),
    ('»', &['«']),
    ('‹', &['›']),
    ('「', &['」']),
    ('『', &['』']),
    ('"', &['"']),
    ('‘', &['’']),
];

/// The speaker and the quoted words of a sentence, as bytes of it; `None` where it is no quotation
/// or names no speaker.
pub(crate) fn said(text: &str, language: Option<Language>) -> Option<Said> {
    let quotes = quotes(text)?;
    let long = |span: &&Span| span.of(text).is_some_and(|inner| words(inner).count() >= LEAST);
    let first_long = quotes.iter().find(long)?;
    let all = Outside::new(text, &quotes, Lexicon::of(language));
    let speaker = quotes.iter().filter(|q| long(q)).find_map(|quote| all.speaker_of(*quote));
    let speaker = speaker.or_else(|| {
        // "So," said Voss, "we shall sail at dawn.": the short half stands beside the verb.
        let continued = quotes.first().filter(|q| q.end() <= first_long.start())?;
        all.speaker_of(*continued)
    })?;
    // "the president" is somebody who was named before: set apart, nobody knows whose. "A police
    // spokesman" is new.
    let named = speaker.of(text)?;
    let definite = |(first, _): (&str, &str)| Lexicon::of(language).holds(List::Definite, first);
    if named.split_once(' ').is_some_and(definite) && !named.contains(char::is_uppercase) {
        return None;
    }
    let quoted: Vec<Span> =
        quotes.iter().copied().filter(|q| long(&q) || all.is_part(*q)).collect();
    Some(Said { speaker, words: quoted })
}

/// What stands between quotation marks, in order; `None` where a mark has no partner, or there is
/// none at all.
fn quotes(text: &str) -> Option<Vec<Span>> {
    let mut found = Vec::new();
    let mut open: Option<(usize, &[char])> = None;
    let mut before = ' ';
    for (at, c) in text.char_indices() {
        let after =
            text.get(at + c.len_utf8()..).and_then(|rest| rest.chars().next()).unwrap_or(' ');
        match open {
            Some((start, closers)) => {
                // An apostrophe inside a word closes nothing.
                let apostrophe = c == '’' && before.is_alphanumeric() && after.is_alphanumeric();
                if closers.contains(&c) && !apostrophe {
                    found.push(Span::of_range(start..at));
                    open = None;
                }
            }
            None => {
                if let Some((_, closers)) = MARKS.iter().find(|(mark, _)| *mark == c) {
                    // Single marks also are apostrophes: one opens only before a word and after
                    // none.
                    if c != '‘' || (!before.is_alphanumeric() && after.is_alphanumeric()) {
                        open = Some((at + c.len_utf8(), closers));
                    }
                } else if matches!(c, '”' | '」' | '』') {
                    return None;
                }
            }
        }
        before = c;
    }
    (open.is_none() && !found.is_empty()).then(|| {
        found
            .iter()
            .map(|span| trimmed(text, *span))
            .filter(|span| span.start() < span.end())
            .collect()
    })
}

/// Without the spaces that French sets inside its marks.
fn trimmed(text: &str, span: Span) -> Span {
    let inner = span.of(text).unwrap_or("");
    let start = span.start() as usize + (inner.len() - inner.trim_start().len());
    Span::of_range(start..start + inner.trim().len())
}

/// The words of a sentence that stand outside quotation marks.
struct Outside<'t> {
    text: &'t str,
    words: Vec<Word>,
    lower: Vec<String>,
    quotes: &'t [Span],
    lexicon: &'static Lexicon,
}

impl<'t> Outside<'t> {
    fn new(text: &'t str, quotes: &'t [Span], lexicon: &'static Lexicon) -> Self {
        let inside =
            |w: &Word| quotes.iter().any(|q| q.holds(u32::try_from(w.start).unwrap_or(u32::MAX)));
        let words: Vec<Word> = words(text).filter(|w| !inside(w)).collect();
        let lower =
            words.iter().map(|w| text.get(w.start..w.end).unwrap_or("").to_lowercase()).collect();
        Self { text, words, lower, quotes, lexicon }
    }

    fn gap(&self, from: usize, to: usize) -> &str {
        self.text.get(from..to).unwrap_or("")
    }

    fn is(&self, list: List, n: usize) -> bool {
        self.lower.get(n).is_some_and(|word| self.lexicon.holds(list, word))
    }

    /// Whether a word names nobody though it may be capitalised: a small word, a month, a day.
    fn names_nobody(&self, n: usize) -> bool {
        let dated = |word: &String| self.lexicon.is_month(word) || self.lexicon.is_weekday(word);
        self.is(List::SpeakerNobody, n) || self.lower.get(n).is_some_and(dated)
    }

    fn is_day(&self, n: usize) -> bool {
        self.lower.get(n).is_some_and(|word| is_day(self.lexicon, word))
    }

    /// Whether a quotation goes on another: only a verb of saying and its speaker part them.
    fn is_part(&self, quote: Span) -> bool {
        quote.of(self.text).is_some_and(|inner| {
            inner.ends_with([',', '.', '!', '?', '…']) && words(inner).count() >= 1
        })
    }

    /// Who is said to say a quotation.
    fn speaker_of(&self, quote: Span) -> Option<Span> {
        let after = self.words.iter().position(|w| w.start >= quote.end() as usize);
        let before = self.words.iter().rposition(|w| w.end <= quote.start() as usize);
        after
            .and_then(|at| self.after(quote, at))
            .or_else(|| before.and_then(|at| self.before(quote, at)))
    }

    /// `"…," said Mira Voss` and `"…," Mira Voss said`. Nothing but a mark and a comma may part
    /// them.
    fn after(&self, quote: Span, at: usize) -> Option<Span> {
        let end = quote.end() as usize;
        let inner = quote.of(self.text)?;
        let gap = self.gap(end, self.words.get(at)?.start);
        let comma = gap.contains([',', '–', '—']) || inner.ends_with([',', '!', '?', '.', '…']);
        if !comma || gap.contains(['.', ';', ':', '(']) || self.quoted_between(end, at) {
            return None;
        }
        let mut verb = at;
        while verb < at + 2 && self.is(List::SpeakerAuxiliaries, verb) && self.joined(verb) {
            verb += 1;
        }
        // "a-t-il dit", "teilte die Polizei mit": the verb comes first.
        // Who stands after "told" is told.
        if self.is(List::SpeakerVerbs, verb)
            && !self.is(List::SpeakerListener, verb)
            && self.joined(verb)
        {
            return self.person_from(verb + 1);
        }
        let last = self.noun_end(at)?;
        let mut verb = last + 1;
        while self.is(List::SpeakerAuxiliaries, verb) && verb < last + 3 {
            verb += 1;
        }
        (self.joined(verb - 1) && self.is(List::SpeakerVerbs, verb))
            .then(|| self.person(at, last))
            .flatten()
    }

    /// `Mira Voss said: "…"`, `Mira Voss told reporters that "…"`.
    fn before(&self, quote: Span, at: usize) -> Option<Span> {
        let gap = self.gap(self.words.get(at)?.end, quote.start() as usize);
        if gap.contains(['.', ';', '(', '”', '»']) {
            return None;
        }
        // Without a colon or a comma the quoted words may be a part of the writer's own sentence:
        // it must be "that".
        let led = gap.contains([':', ',']) || self.is(List::SpeakerThat, at);
        if !led {
            return None;
        }
        let verb =
            (at.saturating_sub(NEAR)..=at).rev().find(|&n| self.is(List::SpeakerVerbs, n))?;
        let straight = (verb..at).all(|n| self.joined(n));
        let mut last = verb.checked_sub(1)?;
        while self.is(List::SpeakerAuxiliaries, last) && self.joined(last) {
            last = last.checked_sub(1)?;
        }
        if !straight || self.quoted_between(self.words.get(last)?.end, verb) {
            return None;
        }
        if !self.joined(last) {
            // "Mira Voss, the mayor of Skerrin, said": what stands between commas belongs to the
            // name before it.
            return self.apposed(last);
        }
        let first = self.noun_start(last)?;
        self.person(first, last)
    }

    /// The name before an apposition whose last word is `last`.
    fn apposed(&self, last: usize) -> Option<Span> {
        let comma = |n: usize| {
            let (a, b) = (self.words.get(n)?, self.words.get(n + 1)?);
            Some(self.gap(a.end, b.start).trim() == ",")
        };
        if !comma(last)? {
            return None;
        }
        let reach = last.saturating_sub(LONGEST);
        let end = (reach..last).rev().find(|&n| comma(n) == Some(true))?;
        let first = self.noun_start(end)?;
        // The name opens the sentence or its clause.
        let opens = first == 0 || !self.joined(first - 1);
        opens.then(|| self.person(first, end)).flatten()
    }

    /// Whether word `n` and the next stand side by side, with nothing but space between.
    fn joined(&self, n: usize) -> bool {
        match (self.words.get(n), self.words.get(n + 1)) {
            (Some(a), Some(b)) => {
                let gap = self.gap(a.end, b.start);
                gap.chars().all(|c| c.is_whitespace() || matches!(c, '-' | '.' | '\'' | '’'))
                    && gap.len() <= 4
                    && !gap.contains(". ")
                    || gap == ". " && a.end - a.start <= 3
            }
            _ => false,
        }
    }

    fn quoted_between(&self, from: usize, to: usize) -> bool {
        let to = self.words.get(to).map_or(self.text.len(), |w| w.start);
        self.quotes.iter().any(|q| q.start() as usize > from && (q.end() as usize) < to)
    }

    /// The last word of the person that begins at `first`.
    fn noun_end(&self, first: usize) -> Option<usize> {
        let mut last = None;
        for n in first..(first + LONGEST).min(self.words.len()) {
            if n > first && !self.joined(n - 1) {
                break;
            }
            if self.is(List::SpeakerVerbs, n)
                || (n > first
                    && self.is(List::SpeakerAuxiliaries, n)
                    && self.is(List::SpeakerVerbs, n + 1))
            {
                break;
            }
            last = Some(n);
        }
        last
    }

    /// The first word of the person whose last word is `last`: as far back as nothing parts the
    /// words.
    fn noun_start(&self, last: usize) -> Option<usize> {
        let mut first = last;
        while first > 0 && last - first < LONGEST && self.joined(first - 1) {
            first -= 1;
        }
        (last - first < LONGEST).then_some(first)
    }

    /// The person after a verb of saying, up to the first break.
    fn person_from(&self, first: usize) -> Option<Span> {
        let mut last = first;
        let mut found = None;
        while last < first + LONGEST && last < self.words.len() {
            let capital = self.words.get(last)?.capital;
            let fits = capital
                || self.is(List::SpeakerPersons, last)
                || self.is(List::SpeakerParticles, last)
                || last == first && self.names_nobody(last);
            if !fits && found.is_some() {
                break;
            }
            if self.is(List::SpeakerPronouns, last) || self.is_day(last) {
                break;
            }
            if capital && !self.names_nobody(last) || self.is(List::SpeakerPersons, last) {
                found = Some(last);
            }
            if !self.joined(last) {
                break;
            }
            last += 1;
        }
        let found = found?;
        // "said one Democratic operative": the person is a word that nobody here knows.
        let unknown = self.joined(found)
            && self.words.get(found + 1).is_some_and(|w| !w.capital)
            && !self.is(List::SpeakerOnward, found + 1)
            && !self.is_day(found + 1);
        (!unknown).then(|| self.person(first, found)).flatten()
    }

    /// The span of a person between two words, when it holds a name or an office and no word that
    /// says otherwise.
    fn person(&self, mut first: usize, last: usize) -> Option<Span> {
        if (first..=last).any(|n| self.is(List::SpeakerPronouns, n)) {
            return None;
        }
        let name = |n: usize| {
            self.words.get(n).is_some_and(|w| w.capital && !w.digit)
                && !self.names_nobody(n)
                && !self.is(List::SpeakerParticles, n)
                && !self.is_day(n)
        };
        // "On Tuesday Mira Voss", "But Mira Voss": the person begins after what names nobody.
        while first < last && self.names_nobody(first) && !self.is(List::SpeakerArticles, first) {
            first += 1;
        }
        if !(first..=last).any(|n| name(n) || self.is(List::SpeakerPersons, n)) || last < first {
            return None;
        }
        // The last word is the person's: "Voss", "spokesman", or "the mayor of Skerrin".
        if !name(last) && !self.is(List::SpeakerPersons, last) {
            return None;
        }
        // A sentence's first word is capitalised whatever it is: alone it must be an office or no
        // common word.
        let small = (first..=last)
            .filter(|&n| {
                !name(n) && !self.is(List::SpeakerPersons, n) && !self.is(List::SpeakerParticles, n)
            })
            .count();
        if small > 4 {
            return None;
        }
        Some(Span::of_range(self.words.get(first)?.start..self.words.get(last)?.end))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Option<(String, Vec<String>)> {
        let said = said(text, None)?;
        let of = |span: &Span| span.of(text).unwrap_or("?").to_owned();
        Some((of(&said.speaker), said.words.iter().map(of).collect()))
    }

    #[test]
    fn speakers_in_seven_languages() {
        let table: &[(&str, &str, &[&str])] = &[
            (
                "“We will rebuild the quay,” said Mira Voss, the mayor.",
                "Mira Voss",
                &["We will rebuild the quay,"],
            ),
            (
                "\"We will rebuild the quay,\" Mira Voss said on Tuesday.",
                "Mira Voss",
                &["We will rebuild the quay,"],
            ),
            (
                "Colonel Mira Voss said: “Nobody was on the bridge.”",
                "Colonel Mira Voss",
                &["Nobody was on the bridge."],
            ),
            (
                "Mira Voss, the mayor of Skerrin, said, “We will rebuild the quay.”",
                "Mira Voss",
                &["We will rebuild the quay."],
            ),
            (
                "“There is no danger to the town,” a police spokesman said.",
                "a police spokesman",
                &["There is no danger to the town,"],
            ),
            (
                "“The quay is gone,” Mira Voss told reporters, “and we will rebuild it.”",
                "Mira Voss",
                &["The quay is gone,", "and we will rebuild it."],
            ),
            (
                "„Wir bauen den Kai wieder auf“, sagte Mira Voss am Dienstag.",
                "Mira Voss",
                &["Wir bauen den Kai wieder auf"],
            ),
            (
                "Bürgermeisterin Mira Voss sagte: „Niemand war auf der Brücke.“",
                "Bürgermeisterin Mira Voss",
                &["Niemand war auf der Brücke."],
            ),
            (
                "« Nous allons reconstruire le quai », a déclaré Mira Voss.",
                "Mira Voss",
                &["Nous allons reconstruire le quai"],
            ),
            (
                "Mira Voss a déclaré : « Personne n'était sur le pont. »",
                "Mira Voss",
                &["Personne n'était sur le pont."],
            ),
            (
                "«Vamos a reconstruir el muelle», dijo la alcaldesa Mira Voss.",
                "la alcaldesa Mira Voss",
                &["Vamos a reconstruir el muelle"],
            ),
            (
                "“Vamos reconstruir o cais da cidade”, disse Mira Voss.",
                "Mira Voss",
                &["Vamos reconstruir o cais da cidade"],
            ),
            (
                "“We gaan de kade herbouwen”, zei burgemeester Mira Voss.",
                "burgemeester Mira Voss",
                &["We gaan de kade herbouwen"],
            ),
            (
                "«Ricostruiremo il molo della città», ha detto Mira Voss.",
                "Mira Voss",
                &["Ricostruiremo il molo della città"],
            ),
        ];
        for (text, speaker, quoted) in table {
            let quoted: Vec<String> = quoted.iter().map(|q| (*q).to_owned()).collect();
            assert_eq!(read(text), Some(((*speaker).to_owned(), quoted)), "{text}");
            // The lists of its own language know the speaker too.
            let known = |code| said(text, Language::parse(code)) == said(text, None);
            assert!(["en", "de", "fr", "es", "pt", "nl", "it"].into_iter().any(known), "{text}");
        }
    }

    #[test]
    fn no_speaker_and_no_quotation() {
        for text in [
            "“We will rebuild the quay,” he said.",
            "“We will rebuild the quay,” she added, and left.",
            "The so-called “people's fleet” left the harbour, Mira Voss said.",
            "Mira Voss called the plan “a very bad idea indeed” and left.",
            "Her novel “The Long Way to the Sea” won the prize, said Mira Voss.",
            "The word “quay” was missing, said Mira Voss.",
            "“We will rebuild the quay.”",
            "Mira Voss said the quay would be rebuilt.",
            "“They are saying that my statement on the quay is incorrect,” the president tweeted.",
            "“We will rebuild the quay, said Mira Voss.",
            "„Wir bauen den Kai wieder auf“, sagte er am Dienstag.",
            "Der Film „Der lange Weg zum Meer“ läuft seit Montag.",
            "« Nous allons reconstruire le quai », a-t-il déclaré.",
            "El llamado «plan de los cien días» empezó el lunes.",
            "«Vamos a reconstruir el muelle», dijo él.",
            "“Vamos reconstruir o cais da cidade”, disse ela.",
            "“We gaan de kade herbouwen”, zei hij.",
            "Het boek “De lange weg naar zee” verscheen maandag.",
            "",
            "“”",
            "“We will rebuild the quay,” said one Harbour operative on Monday.",
            "A man who spoke of “a wave as high as a house” told Harbour News the quay was lost.",
        ] {
            assert_eq!(read(text), None, "{text}");
        }
    }

    proptest::proptest! {
        #[test]
        fn spans_fit_any_text(text in "[“”\"„«»‘’ a-zA-Zéß,.:]{0,60}(said|sagte|dijo)?[“”\" A-Za-z,.]{0,40}") {
            if let Some(said) = said(&text, Language::parse("en")) {
                assert!(said.speaker.of(&text).is_some_and(|s| !s.is_empty()));
                assert!(said.words.iter().all(|w| w.of(&text).is_some()));
            }
        }
    }
}
