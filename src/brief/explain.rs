//! Every considered sentence with what became of it.

use crate::model::{
    ArticleId, Candidate, Citation, Explanation, Reason, Role, SentenceId, SourceNo,
};

use super::chosen::ChosenStory;

/// All sentences of a story in text order: chosen, passed over, duplicates, and those that may not
/// be quoted.
pub(super) fn candidates(
    chosen: &ChosenStory<'_>,
    number: &mut dyn FnMut(ArticleId) -> SourceNo,
) -> Vec<Candidate> {
    let story = &chosen.story;
    let corpus = story.corpus;
    let mut place = |id: SentenceId| {
        let sentence = corpus.sentence(id);
        Citation::of_text(number(sentence.article), sentence.span)
    };
    let mut statement_of = vec![None; story.sentences.len()];
    for (n, statement) in story.statements.iter().enumerate() {
        for member in &statement.members {
            if let Some(row) = story.row(*member) {
                statement_of[row] = Some(n);
            }
        }
    }
    let mut all: Vec<SentenceId> =
        story.articles.iter().chain(&chosen.older).flat_map(|&a| corpus.sentences_of(a)).collect();
    all.sort_unstable();
    all.into_iter()
        .map(|id| {
            let sentence = corpus.sentence(id);
            let statement = story.row(id).and_then(|row| statement_of[row]);
            let voice = statement.map(|n| story.statements[n].voice);
            let picked = statement.filter(|_| voice == Some(id)).and_then(|n| {
                chosen.selection.picks.iter().enumerate().find(|(_, p)| p.statement.index() == n)
            });
            let older = chosen.older.contains(&sentence.article).then_some(Reason::Older);
            let heading = (sentence.role == Role::Heading).then_some(Reason::Heading);
            Candidate {
                text: corpus.text(id).to_owned(),
                citation: place(id),
                rank: picked.map(|(at, _)| u32::try_from(at + 1).unwrap_or(u32::MAX)),
                score: picked.map(|(_, p)| p.gain),
                why: picked.map_or_else(Explanation::default, |(_, p)| p.why.clone()),
                dropped: sentence.unquotable.or(older).or(heading),
                duplicate_of: voice.filter(|&v| v != id).map(&mut place),
            }
        })
        .collect()
}
