//! Which page a day has, and which days stand beside it.

use std::collections::BTreeSet;

use tidings::render::site::{self, Edition, Index, Site};

use super::folder::Folder;

/// What pages are sorted by: the day, and the number of the briefing on that day.
pub(super) fn order(page: &str) -> (&str, u32) {
    let day = page.get(..10).unwrap_or(page);
    let number = page.get(10..).and_then(|rest| rest.strip_prefix('-')?.parse().ok());
    (day, number.unwrap_or(1))
}

/// The name of the page of a briefing: that of an earlier one of its day which it tells again, else
/// a new one. Two briefings of one day that tell of different times (a morning's and an evening's)
/// have a page each.
pub(super) fn page_of(editions: &[Edition], edition: &Edition) -> String {
    let mut of_day = editions.iter().filter(|other| other.day == edition.day);
    if let Some(same) = of_day.clone().find(|other| is_again(other, edition)) {
        return same.page.clone();
    }
    match of_day.next_back() {
        None => edition.day.clone(),
        Some(last) => format!("{}-{}", edition.day, order(&last.page).1 + 1),
    }
}

/// Whether `edition` tells again what `other` told: it is of the same time, or its time begins with
/// the same moment and they share a sentence. A run whose mail was not taken is made again later
/// and ends later; one that was remembered has no sentence of the one before.
fn is_again(other: &Edition, edition: &Edition) -> bool {
    if other.window == edition.window {
        return true;
    }
    let begins = |edition: &Edition| edition.window.split('/').next().map(str::to_owned);
    let lines = |edition: &Edition| -> BTreeSet<String> {
        let lines = edition.stories.iter().flat_map(|story| &story.lines);
        lines.map(|line| line.text.clone()).collect()
    };
    begins(other) == begins(edition) && !lines(other).is_disjoint(&lines(edition))
}

/// Puts an edition in its place among those of its month.
pub(super) fn put(editions: &mut Vec<Edition>, edition: Edition) {
    editions.retain(|other| other.page != edition.page);
    editions.push(edition);
    editions.sort_by(|a, b| order(&a.page).cmp(&order(&b.page)));
}

/// The months before and after one that have a page.
pub(super) fn beside<'i>(index: &'i Index, month: &str) -> (Option<&'i str>, Option<&'i str>) {
    use std::ops::Bound::{Excluded, Unbounded};
    let before = index.months.range::<str, _>((Unbounded, Excluded(month))).next_back();
    let after = index.months.range::<str, _>((Excluded(month), Unbounded)).next();
    (before.map(|(name, _)| name.as_str()), after.map(|(name, _)| name.as_str()))
}

/// The days before and after a page. `editions` are those of its month, the page among them.
pub(super) fn neighbours(
    folder: &Folder,
    index: &Index,
    month: &str,
    editions: &[Edition],
    page: &str,
) -> anyhow::Result<(Option<Edition>, Option<Edition>)> {
    let at = editions.iter().position(|edition| edition.page == page).unwrap_or(0);
    let (before, after) = beside(index, month);
    let mut found =
        (at.checked_sub(1).and_then(|at| editions.get(at)).cloned(), editions.get(at + 1).cloned());
    if let (None, Some(month)) = (&found.0, before) {
        found.0 = folder.editions(month)?.pop();
    }
    if let (None, Some(month)) = (&found.1, after) {
        found.1 = folder.editions(month)?.into_iter().next();
    }
    Ok(found)
}

/// Writes the links to the days beside it into the page of a day that stands already. A page that
/// somebody has made another of stays as it is.
pub(super) fn link(
    folder: &Folder,
    site: &Site,
    index: &Index,
    edition: &Edition,
) -> anyhow::Result<()> {
    let name = format!("days/{}.html", edition.page);
    let Some(html) = folder.read(&name)? else { return Ok(()) };
    let month = edition.day.get(..7).unwrap_or(&edition.day);
    let editions = folder.editions(month)?;
    let (before, after) = neighbours(folder, index, month, &editions, &edition.page)?;
    match site::with_neighbours(site, &html, &edition.day, before.as_ref(), after.as_ref()) {
        Some(html) => folder.write(&name, &html),
        None => Ok(()),
    }
}

/// The last days of the site, the latest last.
pub(super) fn newest(folder: &Folder, index: &Index, most: usize) -> anyhow::Result<Vec<Edition>> {
    let mut newest: Vec<Edition> = Vec::new();
    for month in index.months.keys().rev() {
        let mut editions = folder.editions(month)?;
        editions.append(&mut newest);
        newest = editions;
        if newest.len() >= most {
            break;
        }
    }
    let extra = newest.len().saturating_sub(most);
    newest.drain(..extra);
    Ok(newest)
}
