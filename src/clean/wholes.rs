//! Quotations of several sentences: cut into sentences none of them may be quoted, whole they may.

use std::ops::Range;

use super::judge::{Context, Verdict, judge};
use crate::model::{Language, Reason, Role};

/// Most sentences of one quotation that are kept together.
/// Set by hand; no trial of other values is recorded.
const MOST: usize = 5;

/// One sentence, or those of a block that hold one quotation together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Whole {
    /// Which sentences of the block.
    pub sentences: Range<usize>,
    /// What they are together.
    pub verdict: Verdict,
}

/// Joins the sentences of one body block that hold a quotation together (“It rained. It poured,”
/// Roe said.), when together they may be quoted or lean on the sentence before. `bounds` are the
/// bytes of the sentences in `block`, ascending and apart, and `verdicts` what
/// [`judge_all`](super::judge_all) says of each.
#[must_use]
pub fn wholes(
    block: &str,
    bounds: &[Range<usize>],
    verdicts: &[Verdict],
    language: Option<Language>,
    context: &Context<'_>,
) -> Vec<Whole> {
    let mut wholes = Vec::with_capacity(verdicts.len());
    let mut at = 0;
    while let Some(&verdict) = verdicts.get(at) {
        let joined = is_half(verdict)
            .then(|| joined(block, bounds, verdicts, at, language, context))
            .flatten();
        let whole = joined.unwrap_or(Whole { sentences: at..at + 1, verdict });
        at = whole.sentences.end;
        wholes.push(whole);
    }
    wholes
}

fn is_half(verdict: Verdict) -> bool {
    verdict.role == Role::Body && verdict.unquotable == Some(Reason::HalfQuotation)
}

/// The fewest sentences from `first` on that stand together.
fn joined(
    block: &str,
    bounds: &[Range<usize>],
    verdicts: &[Verdict],
    first: usize,
    language: Option<Language>,
    context: &Context<'_>,
) -> Option<Whole> {
    let start = bounds.get(first)?.start;
    let rest = verdicts.iter().enumerate().skip(first + 1).take(MOST - 1);
    for (last, _) in rest.take_while(|(_, verdict)| verdict.role == Role::Body) {
        let stretch = block.get(start..bounds.get(last)?.end)?;
        let verdict = judge(stretch, language, context);
        match verdict.unquotable {
            None | Some(Reason::Dangling) if verdict.role == Role::Body => {
                return Some(Whole { sentences: first..last + 1, verdict });
            }
            Some(Reason::HalfQuotation) => {}
            _ => return None,
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clean::judge_all;

    fn read(sentences: &[&str]) -> Vec<(usize, Option<Reason>)> {
        let block = sentences.join(" ");
        let mut from = 0;
        let bounds: Vec<Range<usize>> = sentences
            .iter()
            .map(|s| {
                let at = from..from + s.len();
                from = at.end + 1;
                at
            })
            .collect();
        let words: Vec<&str> = bounds.iter().map(|b| &block[b.clone()]).collect();
        let language = Some(Language::ENGLISH);
        let context = Context::default();
        let verdicts = judge_all(&block, &words, language, &context);
        wholes(&block, &bounds, &verdicts, language, &context)
            .into_iter()
            .map(|w| (w.sentences.len(), w.verdict.unquotable))
            .collect()
    }

    #[test]
    fn a_quotation_of_two_sentences_stands_whole() {
        let said = [
            "The bridge was closed on Monday.",
            "“Nobody was hurt.",
            "The cracks were found in time,” Mayor Ada Roe said.",
        ];
        assert_eq!(read(&said), [(1, None), (2, None)]);
        let straight =
            ["\"Nobody was hurt.", "The cracks were found in time,\" Mayor Ada Roe said."];
        assert_eq!(read(&straight), [(2, None)]);
    }

    #[test]
    fn one_that_a_pronoun_says_leans_on_the_sentence_before() {
        let said = [
            "Mayor Ada Roe thanked the engineers.",
            "“Nobody was hurt.",
            "We are glad,” she said.",
        ];
        assert_eq!(read(&said), [(1, None), (2, Some(Reason::Dangling))]);
    }

    #[test]
    fn one_without_an_end_stays_in_pieces() {
        let said = ["“Nobody was hurt.", "The cracks were found in time."];
        assert_eq!(read(&said).len(), 2);
    }
}
