//! The bounded similarity join behind statements.
//!
//! Two sets with Jaccard similarity ≥ t share at least one of their ⌊(1−t)·n⌋ + 1 rarest terms
//! (prefix filtering, Chaudhuri, Ganti & Kaushik 2006; Bayardo, Ma & Srikant 2007), so only those
//! are indexed and looked up. Sentences with exactly the same terms are joined first by sorting, so
//! a wire report printed a thousand times costs one comparison a sentence.

use super::profile::{Profile, Profiles};

/// Least Jaccard similarity of the content words of two sentences that say the same.
/// Set by: hand, with the rule; what else was tried is not recorded.
/// Precise rather than complete.
pub const SIMILAR: f64 = 0.7;

/// Fewest content words that a sentence needs before a partial similarity counts; shorter ones must
/// be equal.
/// Set by hand; no trial of other values is recorded.
const ENOUGH: usize = 4;

/// Most leaders that one sentence is compared with: those that share most of its rarest terms.
/// Stories of ordinary prose stay far below; the bound keeps hostile input linear.
const MOST_COMPARED: usize = 128;

/// Most postings of one term that are looked at for one sentence.
/// Bounds the work; set by hand.
const MOST_POSTINGS: usize = 1024;

/// Groups of rows; each starts with its leader, rows ascend inside a group.
pub(super) fn leaders(profiles: &Profiles) -> Vec<Vec<u32>> {
    let rows = &profiles.rows;
    let mut groups: Vec<Vec<u32>> = Vec::new();
    let mut index: Vec<Vec<u32>> = vec![Vec::new(); profiles.width];
    let mut shared = Shared::default();
    for same in equal_rows(rows) {
        let leader = &rows[same[0] as usize];
        if let Some(group) = shared.best_leader(leader, rows, &groups, &index) {
            groups[group as usize].extend(&same);
            continue;
        }
        let group = u32::try_from(groups.len()).unwrap_or(u32::MAX);
        for &term in prefix(leader) {
            index[term as usize].push(group);
        }
        groups.push(same);
    }
    for group in &mut groups {
        group.sort_unstable();
    }
    groups
}

/// Rows that are equal in everything compared, together; groups in order of their first row. Rows
/// without content words stay alone.
fn equal_rows(rows: &[Profile]) -> Vec<Vec<u32>> {
    let mut order: Vec<u32> = (0u32..).take(rows.len()).collect();
    let key = |row: u32| (&rows[row as usize].sequence, &rows[row as usize].strict);
    order.sort_by(|&a, &b| key(a).cmp(&key(b)).then(a.cmp(&b)));
    let mut groups: Vec<Vec<u32>> = order
        .chunk_by(|&a, &b| !rows[a as usize].sequence.is_empty() && key(a) == key(b))
        .map(<[u32]>::to_vec)
        .collect();
    groups.sort_by_key(|group| group[0]);
    groups
}

/// The rarest terms of a row, of which any similar row shares at least one.
#[allow(clippy::cast_possible_truncation, clippy::cast_precision_loss, clippy::cast_sign_loss)]
fn prefix(row: &Profile) -> &[u32] {
    let n = row.set.len();
    if n < ENOUGH {
        return &[];
    }
    let spare = ((1.0 - SIMILAR) * n as f64 + 1e-9).floor() as usize;
    &row.set[..(spare + 1).min(n)]
}

/// Room to count the rare terms that a row shares with leaders.
#[derive(Debug, Default)]
struct Shared {
    /// By group.
    counts: Vec<u32>,
    seen: Vec<u32>,
}

impl Shared {
    /// The group whose leader is most like `row`, if any is like enough; the first among equals.
    fn best_leader(
        &mut self,
        row: &Profile,
        rows: &[Profile],
        groups: &[Vec<u32>],
        index: &[Vec<u32>],
    ) -> Option<u32> {
        self.counts.resize(groups.len(), 0);
        for &term in prefix(row) {
            for &group in index[term as usize].iter().take(MOST_POSTINGS) {
                let count = &mut self.counts[group as usize];
                if *count == 0 {
                    self.seen.push(group);
                }
                *count += 1;
            }
        }
        let counts = &mut self.counts;
        let mut candidates: Vec<(std::cmp::Reverse<u32>, u32)> = self
            .seen
            .drain(..)
            .map(|group| (std::cmp::Reverse(std::mem::take(&mut counts[group as usize])), group))
            .collect();
        candidates.sort_unstable();
        candidates
            .into_iter()
            .take(MOST_COMPARED)
            .filter_map(|(_, group)| {
                let leader = &rows[groups[group as usize][0] as usize];
                similarity(row, leader).map(|s| (s, group))
            })
            .max_by(|a, b| a.0.total_cmp(&b.0).then(b.1.cmp(&a.1)))
            .map(|(_, group)| group)
    }
}

/// How alike two rows are, if they say the same. Sentences of one article that differ in a content
/// word do not: its writer had a reason to write both ("The author's page moved.", "The editor's
/// page moved."). Set by: 200 joined pairs read by hand: by the stricter of two readers 26 of 105
/// of one outlet told something else, and 3 of 95 of two outlets.
fn similarity(a: &Profile, b: &Profile) -> Option<f64> {
    if a.strict != b.strict || (a.article == b.article && a.sequence != b.sequence) {
        return None;
    }
    let jaccard = jaccard(&a.set, &b.set);
    (jaccard >= SIMILAR && same_order(a, b)).then_some(jaccard)
}

#[allow(clippy::cast_precision_loss)]
fn jaccard(a: &[u32], b: &[u32]) -> f64 {
    let (mut i, mut j, mut both) = (0, 0, 0usize);
    while let (Some(x), Some(y)) = (a.get(i), b.get(j)) {
        match x.cmp(y) {
            std::cmp::Ordering::Less => i += 1,
            std::cmp::Ordering::Greater => j += 1,
            std::cmp::Ordering::Equal => {
                both += 1;
                i += 1;
                j += 1;
            }
        }
    }
    let either = a.len() + b.len() - both;
    if either == 0 { 0.0 } else { both as f64 / either as f64 }
}

/// Whether the shared words mostly stand in the same order: who did what to whom is told by order.
fn same_order(a: &Profile, b: &Profile) -> bool {
    /// Bounds the work; set by hand.
    const LONGEST: usize = 120;
    let (a, b) = (
        &a.sequence[..a.sequence.len().min(LONGEST)],
        &b.sequence[..b.sequence.len().min(LONGEST)],
    );
    let mut before = vec![0usize; b.len() + 1];
    let mut row = vec![0usize; b.len() + 1];
    for x in a {
        for (j, y) in b.iter().enumerate() {
            row[j + 1] = if x == y { before[j] + 1 } else { before[j + 1].max(row[j]) };
        }
        std::mem::swap(&mut before, &mut row);
    }
    before[b.len()] * 10 >= a.len().min(b.len()) * 7
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::print_stdout)]

    use super::*;
    use crate::model::samples::{arena, articles, gold};
    use crate::model::{Language, Role, SentenceId};
    use crate::terms::TermTable;

    fn profiles(lines: &str) -> Profiles {
        let corpus = arena(articles(lines), Some(Language::ENGLISH));
        let table = TermTable::new(&corpus);
        let sentences: Vec<SentenceId> =
            (0..corpus.sentences().len()).map(SentenceId::of).collect();
        let body = |&s: &SentenceId| corpus.sentence(s).role == Role::Body;
        let sentences: Vec<SentenceId> = sentences.into_iter().filter(body).collect();
        Profiles::new(&corpus, &table, &sentences)
    }

    /// The obvious way: every sentence is compared with every leader before it.
    fn all_pairs(profiles: &Profiles) -> Vec<Vec<u32>> {
        let rows = &profiles.rows;
        let mut groups: Vec<Vec<u32>> = Vec::new();
        for same in equal_rows(rows) {
            let row = &rows[same[0] as usize];
            let enough = |row: &Profile| row.set.len() >= ENOUGH;
            let best = (0..groups.len())
                .filter(|&g| enough(row) && enough(&rows[groups[g][0] as usize]))
                .filter_map(|g| Some((similarity(row, &rows[groups[g][0] as usize])?, g)))
                .max_by(|a, b| a.0.total_cmp(&b.0).then(b.1.cmp(&a.1)));
            match best {
                Some((_, group)) => groups[group].extend(&same),
                None => groups.push(same),
            }
        }
        for group in &mut groups {
            group.sort_unstable();
        }
        groups
    }

    #[test]
    fn the_join_gives_what_all_pairs_give() {
        let profiles = profiles(&gold());
        let groups = leaders(&profiles);
        assert!(groups.iter().any(|g| g.len() > 2) && profiles.rows.len() > 500);
        assert_eq!(groups, all_pairs(&profiles));
    }

    #[test]
    #[ignore = "names a file of articles, one JSON object a line, in TIDINGS_STREAM"]
    fn the_join_on_a_stream() {
        let path = std::env::var_os("TIDINGS_STREAM").unwrap();
        let profiles = profiles(&std::fs::read_to_string(path).unwrap());
        let (groups, exact) = (leaders(&profiles), all_pairs(&profiles));
        let same = groups.iter().filter(|g| exact.binary_search(g).is_ok()).count();
        println!(
            "{same} of {} statements as by all pairs of {} sentences",
            exact.len(),
            profiles.rows.len()
        );
        assert!(same * 1000 > exact.len() * 999);
    }
}
