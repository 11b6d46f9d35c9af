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
    use crate::model::samples::newsroom;

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
