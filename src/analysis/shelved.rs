//! Stories of a collection whose texts take more room than one likes to give them.
//!
//! Articles are told apart by their features alone; while that goes on, and it takes more memory
//! than anything else, their texts and tokens lie on a [`Shelf`]. They are taken up again before
//! any story is told, so the stories and the briefing are the same, byte for byte.

use std::io;

use crate::model::{Corpus, Shelf, lay_down, take_up};
use crate::stories::{Group, Judge, compare};
use crate::terms::TermTable;

/// The stories of `corpus`, as [`stories::compare`](crate::stories::compare) and its second half
/// give them.
pub(crate) fn group_shelved(
    corpus: &mut Corpus,
    table: &mut TermTable,
    shelf: &mut dyn Shelf,
    judge: Judge<'_>,
) -> io::Result<Vec<Group>> {
    shelf.rewind()?;
    let texts = lay_down(shelf, |to| corpus.lay_down(to))?;
    let compared = compare(corpus, table, judge);
    lay_down(shelf, |to| table.lay_down(to))?;
    let groups = compared.group(corpus);
    drop(compared);
    take_up(shelf, |from| {
        corpus.take_up(&texts, from)?;
        table.take_up(from)
    })?;
    Ok(groups)
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use std::io::Cursor;

    use super::*;
    use crate::analysis::prepare;
    use crate::model::{Article, Place, Precision, Published, Source};

    /// Articles of a file with one JSON object a line; every seventh is undated.
    fn newsroom() -> Vec<Article> {
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/corpus/gold/articles.jsonl");
        let lines = std::fs::read_to_string(path).unwrap();
        let article = |(n, line): (usize, &str)| {
            let value: serde_json::Value = serde_json::from_str(line).unwrap();
            let paragraphs = value["paragraphs"].as_array().cloned().unwrap_or_default();
            let text: Vec<&str> = paragraphs.iter().filter_map(|p| p.as_str()).collect();
            let text = value["text"].as_str().map_or_else(|| text.join("\n\n"), str::to_owned);
            let place = Place::Stdin { record: u32::try_from(n).ok() };
            let publisher = value["source"].as_str().or(value["publisher"].as_str());
            let source = Source { publisher: publisher.map(str::to_owned), url: None, place };
            let mut article = Article::new(source, text).unwrap();
            article.title = value["title"].as_str().map(str::to_owned);
            let date = value["date"].as_str().and_then(|d| d.parse().ok()).filter(|_| n % 7 > 0);
            let precision = Precision::Second;
            article.published = date.map(|at| Published { at, offset: None, precision });
            article
        };
        lines.lines().enumerate().map(article).collect()
    }

    #[test]
    fn everything_comes_back_as_it_was() {
        let before = prepare(newsroom(), 2_000);
        let mut corpus = before.clone();
        let mut table = TermTable::new(&corpus);
        let mut shelf = Cursor::new(Vec::new());
        let groups = group_shelved(&mut corpus, &mut table, &mut shelf, Judge::default()).unwrap();
        assert!(shelf.into_inner().len() > 10_000);
        assert_eq!(corpus.articles(), before.articles());
        let fresh = TermTable::new(&before);
        assert_eq!(groups, crate::stories::group(&before, &fresh));
        let ids = (0..before.sentences().len()).map(crate::model::SentenceId::of);
        assert!(ids.clone().any(|id| !table.sentence(id).is_empty()));
        assert!(ids.into_iter().all(|id| table.sentence(id) == fresh.sentence(id)));
    }
}
