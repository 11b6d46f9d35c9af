//! All methods by name.

use super::coverage::exact;
use super::{
    Centroid, Concepts, Coverage, Dpp, KlSum, Lead, LexRank, Lsa, Method, RankError, Submodular,
    SumBasic, TextRank,
};

/// Every method of this room with its published settings, from the plainest to the latest paper,
/// then our own in its two ways.
#[must_use]
pub fn methods() -> Vec<Box<dyn Method>> {
    vec![
        Box::new(Lead),
        Box::new(Centroid::default()),
        Box::new(LexRank::continuous()),
        Box::new(LexRank::threshold()),
        Box::new(TextRank::default()),
        Box::new(Lsa::default()),
        Box::new(SumBasic),
        Box::new(KlSum::default()),
        Box::new(Submodular::default()),
        Box::new(Concepts::default()),
        Box::new(Dpp::default()),
        Box::new(Coverage::default()),
        Box::new(Coverage::default().exactly(exact::WORK)),
    ]
}

/// The method of a name.
///
/// # Errors
/// [`RankError`] with the nearest name where there is no such method.
pub fn named(name: &str) -> Result<Box<dyn Method>, RankError> {
    let given = name.trim().to_lowercase();
    let known = methods();
    let names: Vec<&'static str> = known.iter().map(|m| m.name()).collect();
    known.into_iter().find(|m| m.name() == given).ok_or_else(|| unknown(&given, &names))
}

/// The methods of a list of names with commas between them ("lead, lexrank"), in the order of the
/// list, repeats left out; `all` stands for all of `known`. Callers that have more methods than
/// this room pass theirs with [`methods`].
///
/// # Errors
/// [`RankError`] for the first name that none of `known` has, and for an empty name.
pub fn choose(list: &str, known: Vec<Box<dyn Method>>) -> Result<Vec<Box<dyn Method>>, RankError> {
    let names: Vec<&'static str> = known.iter().map(|m| m.name()).collect();
    let mut slots: Vec<Option<Box<dyn Method>>> = known.into_iter().map(Some).collect();
    let mut chosen = Vec::new();
    for given in list.split(',').map(|name| name.trim().to_lowercase()) {
        if given == "all" {
            chosen.extend(slots.iter_mut().filter_map(Option::take));
            continue;
        }
        let at = names.iter().position(|n| *n == given).ok_or_else(|| unknown(&given, &names))?;
        chosen.extend(slots[at].take());
    }
    Ok(chosen)
}

fn unknown(given: &str, names: &[&'static str]) -> RankError {
    let nearest = names
        .iter()
        .map(|name| (distance(given, name), *name))
        .min()
        .filter(|(distance, name)| *distance <= name.len().div_ceil(3))
        .map(|(_, name)| name);
    RankError { given: given.to_owned(), nearest, known: names.join(", ") }
}

/// Letters to insert, delete or replace (Levenshtein 1966), at most the length of a few words: long
/// input is cut.
fn distance(given: &str, name: &str) -> usize {
    let given: Vec<char> = given.chars().take(40).collect();
    let mut row: Vec<usize> = (0..=given.len()).collect();
    for (i, b) in name.chars().enumerate() {
        let mut diagonal = std::mem::replace(&mut row[0], i + 1);
        for (j, a) in given.iter().enumerate() {
            let replaced = diagonal + usize::from(*a != b);
            diagonal = row[j + 1];
            row[j + 1] = replaced.min(row[j] + 1).min(diagonal + 1);
        }
    }
    row[given.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(list: &str) -> Result<Vec<&'static str>, String> {
        let chosen = choose(list, methods()).map_err(|e| e.to_string())?;
        Ok(chosen.iter().map(|m| m.name()).collect())
    }

    #[test]
    fn names_are_unique_and_lower_case() {
        let mut all = names("all").unwrap();
        let count = all.len();
        all.sort_unstable();
        all.dedup();
        assert_eq!(all.len(), count);
        assert!(all.iter().all(|n| n.bytes().all(|b| b.is_ascii_lowercase() || b == b'-')));
        for name in all {
            assert_eq!(named(name).unwrap().name(), name);
        }
    }

    #[test]
    fn lists_keep_their_order_and_drop_repeats() {
        assert_eq!(names("klsum, Lead,klsum").unwrap(), ["klsum", "lead"]);
        let all = names("klsum,all").unwrap();
        assert_eq!((all[0], all.len()), ("klsum", methods().len()));
    }

    #[test]
    fn wrong_names_get_the_nearest() {
        for (given, expected) in [
            ("lexrang", "there is no method `lexrang`; did you mean `lexrank`?"),
            ("sum-basic", "did you mean `sumbasic`?"),
            ("lead,zzzzzz", "there is no method `zzzzzz`; there are lead, centroid"),
            ("lead,", "a method's name is missing; there are lead"),
            ("", "a method's name is missing"),
        ] {
            let message = names(given).unwrap_err();
            assert!(message.contains(expected), "{given}: {message}");
        }
        assert_eq!(distance("kitten", "sitting"), 3);
        assert_eq!(named(" LexRank ").unwrap().name(), "lexrank");
        assert!(named("all").is_err() && named("lead,klsum").is_err());
    }
}
