//! What every page says, before any of them decides how it looks.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use crate::model::{
    Briefing, Counts, Item, Mark, Place, Severity, SourceEntry, SourceNo, StoryBriefing, Warning,
};

use super::dates;
use super::visible::{visible, web_link};

/// Sources of one story that a page lists beyond those it quotes.
const MOST_UNQUOTED: usize = 20;

/// Failed inputs that a page names.
const MOST_PROBLEMS: usize = 10;

/// Characters of a headline, a name and an address that a page shows. Longer ones are somebody's mistake or attack; the
/// JSON has them whole.
const MOST_TITLE: usize = 400;
const MOST_NAME: usize = 120;
const MOST_ADDRESS: usize = 2000;

/// The last words of every page that people read.
pub(super) const NOTHING_GENERATED: &str =
    "Every sentence is copied word for word from its source; nothing was generated.";

/// What stands in the place of a headline that no source has.
pub(super) const NO_HEADLINE: &str = "(no source has a headline)";

pub(super) struct View<'a> {
    pub(super) briefing: &'a Briefing,
    pub(super) warnings: &'a [Warning],
    entries: BTreeMap<SourceNo, &'a SourceEntry>,
}

/// The sources under a story.
pub(super) struct Listed<'a> {
    /// Those whose words or support are cited.
    pub(super) cited: Vec<&'a SourceEntry>,
    /// Others that were read for the story.
    pub(super) others: Vec<&'a SourceEntry>,
    /// How many more there are.
    pub(super) more: usize,
}

impl<'a> View<'a> {
    pub(super) fn new(briefing: &'a Briefing, warnings: &'a [Warning]) -> Self {
        let entries = briefing.sources.iter().map(|entry| (entry.number, entry)).collect();
        Self { briefing, warnings, entries }
    }

    pub(super) fn entry(&self, number: SourceNo) -> Option<&'a SourceEntry> {
        self.entries.get(&number).copied()
    }

    /// The stories that are told at length.
    pub(super) fn told(&self) -> impl Iterator<Item = &'a StoryBriefing> + use<'a> {
        self.briefing.stories.iter().filter(|story| !story.brief)
    }

    /// The stories that have one line.
    pub(super) fn in_brief(&self) -> impl Iterator<Item = &'a StoryBriefing> + use<'a> {
        self.briefing.stories.iter().filter(|story| story.brief)
    }

    /// Whether one story is all there is.
    pub(super) fn is_single(&self) -> bool {
        matches!(self.briefing.stories.as_slice(), [story] if !story.brief)
    }

    /// "Monday 8 April 2019", where the time of making is known.
    pub(super) fn day(&self) -> Option<String> {
        self.briefing.made.map(dates::long_day)
    }

    /// The numbers of the whole briefing: "3 stories", "9 articles" …
    pub(super) fn facts(&self) -> Vec<String> {
        let (told, brief) = (self.told().count(), self.in_brief().count());
        let mut facts = Vec::new();
        if told + brief > 1 {
            facts.push(counted(told + brief, "story", "stories"));
        }
        let Counts { articles, publishers, words, minutes } = self.briefing.counts;
        facts.push(counted(articles as usize, "article", "articles"));
        facts.push(counted(publishers as usize, "publisher", "publishers"));
        facts.push(counted(words as usize, "word", "words"));
        facts.push(format!("{minutes} min"));
        facts
    }

    /// The numbers of one story, those left out that the head of the page has said already.
    pub(super) fn story_facts(&self, story: &StoryBriefing) -> Vec<String> {
        let Counts { articles, publishers, .. } = story.counts;
        let mut facts = Vec::new();
        let independent = (story.independent < publishers).then_some(story.independent as usize);
        if self.is_single() {
            facts.extend(
                independent.map(|n| counted(n, "independent publisher", "independent publishers")),
            );
        } else {
            facts.push(counted(articles as usize, "article", "articles"));
            let publishers = counted(publishers as usize, "publisher", "publishers");
            let independent = independent.map(|n| format!(", {} independent", grouped(n)));
            facts.push(publishers + &independent.unwrap_or_default());
        }
        facts.extend(self.days(story));
        facts
    }

    /// Whose headline a story has.
    pub(super) fn headline_outlet(
        &self,
        story: &StoryBriefing,
    ) -> Option<(Cow<'a, str>, SourceNo)> {
        let number = story.headline.as_ref()?.source;
        Some((name(self.entry(number)?), number))
    }

    /// The days on which the news was published: "Sun 7 Apr – Mon 8 Apr 2019".
    fn days(&self, story: &StoryBriefing) -> Option<String> {
        let odd = |mark: &Mark| matches!(mark, Mark::Older | Mark::FutureDated);
        let entries = story.sources.iter().filter_map(|number| self.entry(*number));
        let fresh = entries.filter(|entry| !entry.marks.iter().any(odd));
        let (first, last) = dates::window(fresh.filter_map(|entry| entry.published))?;
        let (from, to) = (dates::dated_day(first), dates::dated_day(last));
        if from == to {
            return Some(to);
        }
        let from = if dates::same_year(first, last) { dates::short_day(first) } else { from };
        Some(format!("{from} – {to}"))
    }

    /// Numbers to print behind a sentence: the quoted source first, then one for every other publisher.
    pub(super) fn cited(&self, item: &Item) -> Vec<SourceNo> {
        let mut publishers = BTreeSet::new();
        let mut numbers = BTreeSet::new();
        let fresh = |number: &SourceNo| {
            let entry = self.entry(*number);
            let publisher = entry.and_then(|entry| entry.source.publisher.as_deref());
            numbers.insert(*number) && publisher.is_none_or(|name| publishers.insert(name))
        };
        item.citations.iter().map(|citation| citation.source).filter(fresh).collect()
    }

    /// The sources of a story in the order of its own list.
    pub(super) fn listed(&self, story: &StoryBriefing) -> Listed<'a> {
        let quoted: BTreeSet<SourceNo> = story
            .items
            .iter()
            .flat_map(|item| item.citations.iter().map(|citation| citation.source))
            .chain(story.headline.as_ref().map(|headline| headline.source))
            .collect();
        let mut seen = BTreeSet::new();
        let all = story.sources.iter().chain(&quoted).filter(|number| seen.insert(**number));
        let (cited, mut others): (Vec<_>, Vec<_>) = all
            .filter_map(|number| self.entry(*number))
            .partition(|entry| quoted.contains(&entry.number));
        let more = others.len().saturating_sub(MOST_UNQUOTED);
        others.truncate(MOST_UNQUOTED);
        Listed { cited, others, more }
    }

    /// Failed inputs, and how many more there are than are named.
    pub(super) fn problems(&self) -> (Vec<String>, usize) {
        let failed = self.warnings.iter().filter(|warning| warning.severity == Severity::Failed);
        let count = failed.clone().count();
        let named =
            failed.take(MOST_PROBLEMS).map(|w| clipped(&w.to_string(), MOST_TITLE).into_owned());
        (named.collect(), count.saturating_sub(MOST_PROBLEMS))
    }

    /// "That is all: 3 stories from 9 articles."
    pub(super) fn the_end(&self) -> String {
        let stories = match self.briefing.stories.len() {
            0 => "no story".to_owned(),
            n => counted(n, "story", "stories"),
        };
        let articles = counted(self.briefing.counts.articles as usize, "article", "articles");
        let rest = match self.briefing.left_out as usize {
            0 => String::new(),
            _ if self.briefing.stories.is_empty() => String::new(),
            1 => "; 1 article belongs to none of them".to_owned(),
            n => format!("; {} belong to none of them", counted(n, "article", "articles")),
        };
        format!("That is all: {stories} from {articles}{rest}.")
    }
}

/// The name of who published it: as the input gives it, else the host of its address.
pub(super) fn outlet(entry: &SourceEntry) -> Option<Cow<'_, str>> {
    let named = entry.source.publisher.as_deref().map(|name| clipped(name, MOST_NAME));
    named.filter(|name| !name.is_empty()).or_else(|| {
        let address = address(entry)?;
        let host = address.split("://").nth(1)?.split(['/', '?', '#']).next()?;
        let host = host.rsplit('@').next().unwrap_or(host);
        Some(clipped(host.strip_prefix("www.").unwrap_or(host), MOST_NAME))
    })
}

/// The headline of a source, where it has one.
pub(super) fn title(entry: &SourceEntry) -> Option<Cow<'_, str>> {
    let title = clipped(entry.title.as_deref()?, MOST_TITLE);
    (!title.is_empty()).then_some(title)
}

/// The headline of a story, where any source has one.
pub(super) fn headline(story: &StoryBriefing) -> Option<Cow<'_, str>> {
    let words = clipped(&story.headline.as_ref()?.text, MOST_TITLE);
    (!words.is_empty()).then_some(words)
}

/// A text as a reader may see it, with an ellipsis when it is longer than `most` characters.
fn clipped(text: &str, most: usize) -> Cow<'_, str> {
    let cut = text.char_indices().nth(4 * most).map_or(text, |(at, _)| &text[..at]);
    let seen = visible(cut);
    match seen.char_indices().nth(most) {
        None if cut.len() == text.len() => seen,
        None => Cow::Owned(format!("{seen}…")),
        Some((at, _)) => Cow::Owned(format!("{}…", seen[..at].trim_end())),
    }
}

/// What to call a source where only a few words fit: its outlet, else the file without its folders.
pub(super) fn name(entry: &SourceEntry) -> Cow<'_, str> {
    outlet(entry).unwrap_or_else(|| {
        let place = place(entry);
        let file = place.rsplit('/').find(|part| !part.is_empty());
        Cow::Owned(file.map(str::to_owned).unwrap_or(place))
    })
}

/// The address of an article as the input gives it, a web page's or any other.
pub(super) fn address(entry: &SourceEntry) -> Option<&str> {
    match (&entry.source.url, &entry.source.place) {
        (Some(url), _) | (None, Place::Url(url)) => Some(url),
        _ => None,
    }
}

/// The address that may be linked.
pub(super) fn link(entry: &SourceEntry) -> Option<String> {
    address(entry).filter(|address| address.len() <= MOST_ADDRESS).and_then(web_link)
}

/// Where the article can be found: its address, else the file it was read from.
pub(super) fn place(entry: &SourceEntry) -> String {
    match address(entry) {
        Some(address) => clipped(address, MOST_ADDRESS).into_owned(),
        None => clipped(&entry.source.place.to_string(), MOST_ADDRESS).into_owned(),
    }
}

/// When it was published, or that nobody knows.
pub(super) fn when(entry: &SourceEntry) -> String {
    entry.published.map_or_else(|| "undated".to_owned(), dates::short_date)
}

/// What a reader should know about a source, in words; that it is undated stands in its date's place.
pub(super) fn marks(entry: &SourceEntry) -> Vec<String> {
    let label = |mark: &Mark| match mark {
        Mark::Teaser => Some("teaser only".to_owned()),
        Mark::Older => Some("older than the rest".to_owned()),
        Mark::FutureDated => Some("dated in the future".to_owned()),
        Mark::Undated => entry.published.map(|_| "undated".to_owned()),
        Mark::CopyOf(SourceNo(number)) => Some(format!("copy of [{number}]")),
    };
    entry.marks.iter().filter_map(label).collect()
}

/// "1 article", "1,204 articles".
pub(super) fn counted(n: usize, one: &str, many: &str) -> String {
    format!("{} {}", grouped(n), if n == 1 { one } else { many })
}

/// Digits in groups of three.
fn grouped(n: usize) -> String {
    let digits = n.to_string();
    let mut out = String::new();
    for (at, digit) in digits.char_indices() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}
