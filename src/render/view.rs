//! What every page says, before any of them decides how it looks.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use jiff::tz::TimeZone;

use crate::lexicon::{Label, Labels, Lexicon};
use crate::model::{
    Briefing, Citation, Difference, Figure, Item, Language, Mark, Precision, Published, Severity,
    SourceEntry, SourceNo, StoryBriefing, Warning,
};
use crate::text::words;

use super::dates;
use super::entries::{MOST_NAME, MOST_TITLE, clipped};

/// Publishers that a line names before it only counts the rest.
pub(super) const MOST_NAMED: usize = 8;

/// Failed inputs that a page names.
const MOST_PROBLEMS: usize = 10;

/// How much of a briefing a page may hold: only mails have a limit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Limit {
    /// Stories, in the order of the page.
    pub(super) stories: usize,
    /// Sentences of a story, the best first.
    pub(super) items: usize,
}

impl Limit {
    pub(super) const NONE: Self = Self { stories: usize::MAX, items: usize::MAX };
}

#[derive(Clone)]
pub(super) struct View<'a> {
    pub(super) briefing: &'a Briefing,
    pub(super) warnings: &'a [Warning],
    /// What the page says itself, in the reader's language.
    pub(super) labels: &'static Labels,
    title: Option<&'a str>,
    /// The reader's time zone; that of the page's own date where nobody says.
    zone: Option<&'a TimeZone>,
    entries: BTreeMap<SourceNo, &'a SourceEntry>,
    /// The stories that are told at length, section by section.
    at_length: Vec<&'a StoryBriefing>,
    /// Sources whose day stands beside their number.
    dated: BTreeSet<SourceNo>,
    limit: Limit,
}

/// Stories under one heading, each with its number on the page.
pub(super) struct Section<'a> {
    /// `None` in a briefing without sections.
    pub(super) name: Option<Cow<'a, str>>,
    pub(super) stories: Vec<(usize, &'a StoryBriefing)>,
}

/// The sources under a story.
pub(super) struct Listed<'a> {
    /// Those whose words or support are cited.
    pub(super) cited: Vec<&'a SourceEntry>,
    /// Others that were read for the story.
    pub(super) others: Vec<&'a SourceEntry>,
    /// How many more there are that the briefing does not list.
    pub(super) more: usize,
}

/// One of several figures, ready to be shown.
pub(super) struct Shown<'a> {
    /// "21".
    pub(super) number: Cow<'a, str>,
    /// "At least 21 people were killed".
    pub(super) words: Cow<'a, str>,
    /// Who gives it: one source for each publisher, at most [`MOST_NAMED`].
    pub(super) who: Vec<&'a SourceEntry>,
    /// How many more give it.
    pub(super) more: usize,
    /// "7 Apr 14:10".
    pub(super) when: String,
}

impl<'a> View<'a> {
    pub(super) fn new(
        briefing: &'a Briefing,
        warnings: &'a [Warning],
        title: Option<&'a str>,
        (locale, zone): (Option<Language>, Option<&'a TimeZone>),
    ) -> Self {
        let entries = briefing.sources.iter().map(|entry| (entry.number, entry)).collect();
        let full = || briefing.stories.iter().filter(|story| !story.brief);
        let mut sections: Vec<Option<&str>> = Vec::new();
        for story in full() {
            if !sections.contains(&story.section.as_deref()) {
                sections.push(story.section.as_deref());
            }
        }
        let of = |section| full().filter(move |story| story.section.as_deref() == section);
        let at_length = sections.into_iter().flat_map(of).collect();
        let labels = Labels::of(locale);
        let limit = Limit::NONE;
        let dated = BTreeSet::new();
        let mut view =
            Self { briefing, warnings, labels, title, zone, entries, at_length, dated, limit };
        view.dated = view.of_other_days();
        view
    }

    /// This view where a page has less room.
    pub(super) fn limited(&self, limit: Limit) -> Self {
        Self { limit, ..self.clone() }
    }

    pub(super) fn entry(&self, number: SourceNo) -> Option<&'a SourceEntry> {
        self.entries.get(&number).copied()
    }

    /// What the briefing is called.
    pub(super) fn title(&self) -> Cow<'a, str> {
        let title = self.title.map(|title| clipped(title, MOST_NAME));
        let given = title.filter(|title| !title.is_empty());
        given.unwrap_or(Cow::Borrowed(self.labels.text(Label::Briefing)))
    }

    /// The stories that are told at length, in the order of the page.
    pub(super) fn at_length(&self) -> impl Iterator<Item = &'a StoryBriefing> + use<'a, '_> {
        self.at_length.iter().copied().take(self.limit.stories)
    }

    /// The stories that have one line.
    pub(super) fn in_brief(&self) -> impl Iterator<Item = &'a StoryBriefing> + use<'a> {
        let room = self.limit.stories.saturating_sub(self.at_length.len());
        self.briefing.stories.iter().filter(|story| story.brief).take(room)
    }

    /// The stories that are told at length under their headings.
    pub(super) fn sections(&self) -> Vec<Section<'a>> {
        let any = self.at_length.iter().any(|story| story.section.is_some());
        let mut sections: Vec<Section<'a>> = Vec::new();
        let mut before = None;
        for (number, story) in (1..).zip(self.at_length()) {
            let section = story.section.as_deref();
            if before != Some(section) {
                let named = section.map(|name| clipped(name, MOST_NAME));
                let named = named.filter(|name| !name.is_empty());
                let name = any
                    .then(|| named.unwrap_or(Cow::Borrowed(self.labels.text(Label::OtherSection))));
                sections.push(Section { name, stories: Vec::new() });
            }
            before = Some(section);
            if let Some(last) = sections.last_mut() {
                last.stories.push((number, story));
            }
        }
        sections
    }

    /// The sentences of a story that the page has room for, in reading order.
    pub(super) fn items(&self, story: &'a StoryBriefing) -> Vec<&'a Item> {
        let mut ranks: Vec<_> = story.items.iter().enumerate().map(|(n, i)| (i.rank, n)).collect();
        ranks.sort_unstable();
        let worst = ranks.get(self.limit.items).copied();
        let fits = |place: &(u32, usize)| worst.is_none_or(|worst| *place < worst);
        let numbered = story.items.iter().enumerate();
        numbered.filter(|(n, item)| fits(&(item.rank, *n))).map(|(_, item)| item).collect()
    }

    /// Sentences that the page has no room for, by the places of story and sentence in the
    /// briefing.
    pub(super) fn untold(&self) -> Vec<(usize, usize)> {
        let shown = || self.at_length().chain(self.in_brief());
        let mut untold = Vec::new();
        for (at, story) in self.briefing.stories.iter().enumerate() {
            let items = if shown().any(|shown| std::ptr::eq(shown, story)) {
                self.items(story)
            } else {
                Vec::new()
            };
            for (n, item) in story.items.iter().enumerate() {
                if !items.iter().any(|shown| std::ptr::eq(*shown, item)) {
                    untold.push((at, n));
                }
            }
        }
        untold
    }

    /// Whether one story is all there is.
    pub(super) fn is_single(&self) -> bool {
        matches!(self.briefing.stories.as_slice(), [story] if !story.brief)
    }

    /// "Monday 8 April 2019": the day that stands at the head of the page, where one is known.
    pub(super) fn day(&self) -> Option<String> {
        headed(self.briefing).map(|day| dates::long_day(day, self.labels))
    }

    /// When it was made, beside the day: "05:30 +02:00", and with its own day where the page is
    /// headed by another.
    pub(super) fn clock(&self) -> Option<String> {
        let made = self.briefing.made?;
        if self.is_of_day() {
            let date = dates::short_date(made, self.labels);
            return Some(self.labels.fill(Label::Made, &[("date", &date)]));
        }
        dates::clock(made, self.labels)
    }

    /// Whether it tells of one whole day, whose date heads the page.
    fn is_of_day(&self) -> bool {
        self.briefing.window.is_some_and(|window| dates::is_day(window.from, window.until))
    }

    /// "Sun 7 Apr, 06:00 – Mon 8 Apr 2019, 06:00 +02:00", where the briefing tells of a span of
    /// time other than a day.
    pub(super) fn window(&self) -> Option<String> {
        let window = self.briefing.window.filter(|_| !self.is_of_day())?;
        let from = self.start(window.from, window.until);
        let until = dates::short_date(window.until, self.labels);
        Some(self.labels.fill(Label::Span, &[("from", &from), ("until", &until)]))
    }

    /// The beginning of a window, without what its end says too.
    pub(super) fn start(&self, from: Published, until: Published) -> String {
        if from.offset == until.offset && dates::same_year(from, until) {
            dates::short_moment(from, self.labels)
        } else {
            dates::short_date(from, self.labels)
        }
    }

    /// First and last publication: as the briefing says, else as its sources say.
    pub(super) fn span(&self, story: &StoryBriefing) -> Option<(Published, Published)> {
        let odd = |mark: &Mark| matches!(mark, Mark::Older | Mark::FutureDated);
        let entries = story.sources.iter().filter_map(|number| self.entry(*number));
        let fresh = entries.filter(|entry| !entry.marks.iter().any(odd));
        story.first.zip(story.last).or_else(|| dates::window(fresh.filter_map(|e| e.published)))
    }

    /// "7 Apr 14:10" on the reader's clock, with the year when it is not the reader's.
    pub(super) fn moment(&self, published: Published) -> String {
        dates::moment(published, self.here(published), self.labels)
    }

    /// When a source was published, on the reader's clock, whose zone stands at the head of the
    /// page; or that nobody knows.
    pub(super) fn when(&self, entry: &SourceEntry) -> String {
        let shown = |published| dates::date_at(published, self.here(published), self.labels);
        entry.published.map_or_else(|| self.label_of(Label::Undated), shown)
    }

    /// The moment of the page, on the clock that the reader had at `then`: in summer by summer
    /// time.
    fn here(&self, then: Published) -> Option<Published> {
        let here = self.briefing.made.or(self.briefing.window.map(|window| window.until))?;
        let offset = self.zone.map(|zone| zone.to_offset(then.at).seconds());
        Some(Published { offset: offset.or(here.offset), ..here })
    }

    /// The sentences of a story, then those that a speaker says, with the speaker's name. A quoted
    /// title that stands above them as the headline is not among them.
    pub(super) fn voices(
        &self,
        story: &'a StoryBriefing,
    ) -> (Vec<&'a Item>, Vec<(Cow<'a, str>, &'a Item)>) {
        let (mut plain, mut said) = (Vec::new(), Vec::new());
        let headline = story.headline.as_ref().map(|headline| headline.text.as_str());
        let is_above = |item: &Item| item.is_title() && headline == Some(item.text.as_str());
        for item in self.items(story).into_iter().filter(|item| !is_above(item)) {
            let speaker = item.said.as_ref().and_then(|said| said.speaker.of(&item.text));
            match speaker.map(|name| clipped(name, MOST_NAME)).filter(|name| !name.is_empty()) {
                Some(name) => said.push((name, item)),
                None => plain.push(item),
            }
        }
        (plain, said)
    }

    /// The figures of a difference, those that can be shown.
    pub(super) fn figures(&self, difference: &'a Difference) -> Vec<Shown<'a>> {
        let shown = |figure: &'a Figure| {
            let number = clipped(figure.number.of(&figure.text)?, MOST_NAME);
            let numbers = self.publishers(&figure.citations);
            let mut who: Vec<_> = numbers.iter().filter_map(|number| self.entry(*number)).collect();
            let more = who.len().saturating_sub(MOST_NAMED);
            who.truncate(MOST_NAMED);
            let when = figure.published.map(|published| self.moment(published));
            Some(Shown {
                number,
                words: clipped(&figure.text, MOST_TITLE),
                who,
                more,
                when: when.unwrap_or_else(|| self.label_of(Label::Undated)),
            })
        };
        difference.figures.iter().filter_map(shown).collect()
    }

    /// Numbers to print behind a sentence: the quoted source first, then one for every other
    /// publisher.
    pub(super) fn cited(&self, item: &Item) -> Vec<SourceNo> {
        self.publishers(&item.citations)
    }

    /// Sources of another day than the reader's of which a sentence is quoted that names a day by
    /// its distance from its own: "yesterday" is another day here.
    fn of_other_days(&self) -> BTreeSet<SourceNo> {
        let until = self.briefing.window.map(|window| window.until);
        let Some(here) = self.briefing.made.or(until) else { return BTreeSet::new() };
        let items = self.briefing.stories.iter().flat_map(|story| &story.items);
        let quoted = items.filter_map(|item| Some((item, item.citations.first()?.source)));
        let other = quoted.filter(|(item, number)| {
            let Some(entry) = self.entry(*number) else { return false };
            let another = entry.published.is_some_and(|at| !dates::same_day(at, here));
            another && {
                let language = entry.language.as_deref().and_then(Language::parse);
                let lexicon = Lexicon::of(language);
                words(&item.text).any(|word| {
                    let word = item.text.get(word.start..word.end).unwrap_or("");
                    lexicon.relative_day(&word.to_lowercase()).is_some()
                })
            }
        });
        other.map(|(_, number)| number).collect()
    }

    /// What stands in the brackets of a citation: "3", "3, opinion" where the source is no report,
    /// and "3, Sun 5 Apr" where it is quoted with a "yesterday" that is not the reader's.
    pub(super) fn label(&self, number: SourceNo) -> String {
        let entry = self.entry(number);
        let is_opinion = entry.is_some_and(|entry| entry.marks.contains(&Mark::Opinion));
        let day = entry.filter(|_| self.dated.contains(&number)).and_then(|entry| entry.published);
        let mut parts = vec![number.0.to_string()];
        parts.extend(is_opinion.then(|| self.label_of(Label::MarkOpinion)));
        parts.extend(day.map(|day| dates::short_day(day, self.labels)));
        // No line breaks inside the brackets.
        self.labels.list(&parts).replace(' ', "\u{a0}")
    }

    /// One source for each publisher, in the order of citation.
    fn publishers(&self, citations: &[Citation]) -> Vec<SourceNo> {
        let mut publishers = BTreeSet::new();
        let mut numbers = BTreeSet::new();
        let fresh = |number: &SourceNo| {
            let entry = self.entry(*number);
            let publisher = entry.and_then(|entry| entry.source.publisher.as_deref());
            numbers.insert(*number) && publisher.is_none_or(|name| publishers.insert(name))
        };
        citations.iter().map(|citation| citation.source).filter(fresh).collect()
    }

    /// The sources of a story in the order of its own list.
    pub(super) fn listed(&self, story: &'a StoryBriefing) -> Listed<'a> {
        let items = self.items(story);
        let figures = story.differences.iter().flat_map(|difference| &difference.figures);
        let quoted: BTreeSet<SourceNo> = items
            .iter()
            .flat_map(|item| &item.citations)
            .chain(figures.flat_map(|figure| &figure.citations))
            .map(|citation| citation.source)
            .chain(story.headline.as_ref().map(|headline| headline.source))
            .collect();
        let mut seen = BTreeSet::new();
        let all = story.sources.iter().chain(&quoted).filter(|number| seen.insert(**number));
        let (cited, others): (Vec<_>, Vec<_>) = all
            .filter_map(|number| self.entry(*number))
            .partition(|entry| quoted.contains(&entry.number));
        let more = (story.counts.articles as usize).saturating_sub(cited.len() + others.len());
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
}

/// The day that stands at the head of a briefing: the one that it tells of from midnight to
/// midnight, else the one on which it was made.
pub(super) fn headed(briefing: &Briefing) -> Option<Published> {
    let whole = briefing.window.filter(|window| dates::is_day(window.from, window.until));
    let day = whole.map(|window| Published { precision: Precision::Day, ..window.from });
    day.or(briefing.made)
}

/// The headline of a story, where any source has one.
pub(super) fn headline(story: &StoryBriefing) -> Option<Cow<'_, str>> {
    let words = clipped(&story.headline.as_ref()?.text, MOST_TITLE);
    (!words.is_empty()).then_some(words)
}
