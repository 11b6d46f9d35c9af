//! What pages say themselves, in the reader's language: facts, marks, the last words.

use std::borrow::Cow;

use crate::lexicon::{Count, Label};
use crate::model::{Counts, Mark, SourceEntry, SourceNo, StoryBriefing};

use super::dates;
use super::view::{View, headline};

impl<'a> View<'a> {
    /// The numbers of the whole briefing: "3 stories", "9 articles" …
    pub(super) fn facts(&self) -> Vec<String> {
        let stories = self.briefing.stories.len();
        let updates = self.briefing.stories.iter().filter(|story| story.update).count();
        let mut facts = Vec::new();
        if stories > 1 || updates > 0 {
            let updates = match updates {
                0 => String::new(),
                n => format!(" ({})", self.labels.count(Count::Updates, n)),
            };
            facts.push(self.labels.count(Count::Stories, stories) + &updates);
        }
        let Counts { articles, publishers, words, minutes } = self.briefing.counts;
        let counts = [
            (Count::Articles, articles),
            (Count::Publishers, publishers),
            (Count::Words, words),
            (Count::Minutes, minutes),
        ];
        facts.extend(counts.map(|(count, n)| self.labels.count(count, n as usize)));
        facts
    }

    /// Who tells a story since when: "3 publishers (1 wire)", "first 7 Apr 14:10", "last 8 Apr
    /// 05:30". Times stand on the reader's clock.
    pub(super) fn coverage(&self, story: &StoryBriefing) -> Vec<String> {
        let all = story.counts.publishers;
        let independent = if story.independent == 0 { all } else { story.independent };
        let wires = match story.wires as usize {
            0 => String::new(),
            n => format!(" ({})", self.labels.count(Count::Wires, n)),
        };
        let mut facts = Vec::from_iter(story.opinion.then(|| self.label_of(Label::Opinion)));
        facts.push(self.labels.count(Count::Publishers, independent as usize) + &wires);
        if let Some(copies @ 1..) = all.checked_sub(independent) {
            facts.push(self.labels.count(Count::Copies, copies as usize));
        }
        if let Some((first, last)) = self.span(story) {
            let (first, last) = (self.moment(first), self.moment(last));
            if first == last {
                facts.push(first);
            } else {
                facts.push(self.labels.fill(Label::First, &[("date", &first)]));
                facts.push(self.labels.fill(Label::Last, &[("date", &last)]));
            }
        }
        facts
    }

    /// The one line of a briefing that has nothing to tell.
    pub(super) fn nothing(&self) -> Option<String> {
        if !self.briefing.stories.is_empty() {
            return None;
        }
        let articles = self.briefing.counts.articles as usize;
        Some(match self.briefing.window {
            Some(window) => {
                let from = self.start(window.from, window.until);
                let until = dates::short_date(window.until, self.labels);
                let found = match articles {
                    0 => self.label_of(Label::NoArticle),
                    n => self.labels.count(Count::Articles, n),
                };
                let gaps = [("found", &*found), ("from", &*from), ("until", &*until)];
                self.labels.fill(Label::NothingNew, &gaps)
            }
            None if articles == 0 => self.label_of(Label::NothingAtAll),
            None => {
                let from = self.labels.count(Count::FromArticles, articles);
                self.labels.fill(Label::NothingFrom, &[("from", &from)])
            }
        })
    }

    /// "That is all: 3 stories from 9 articles."
    pub(super) fn the_end(&self) -> String {
        let all = self.briefing.stories.len();
        let shown = self.at_length().chain(self.in_brief()).count();
        let labels = self.labels;
        let from = labels.count(Count::FromArticles, self.briefing.counts.articles as usize);
        let mut end = if shown < all {
            let of = labels.count(Count::OfStories, all);
            let gaps = [("n", &*labels.grouped(shown)), ("of", &*of), ("from", &*from)];
            let left = labels.count(Count::NoRoomStories, all - shown);
            format!("{} {left}", labels.fill(Label::AllThatFits, &gaps))
        } else {
            let stories = labels.count(Count::Stories, all);
            labels.fill(Label::All, &[("stories", &stories), ("from", &from)])
        };
        let cut = self.at_length().map(|story| story.items.len() - self.items(story).len()).sum();
        if cut > 0 {
            end.push_str(&format!(" {}", labels.count(Count::NoRoomSentences, cut)));
        }
        if let left_out @ 1.. = self.briefing.left_out as usize {
            end.push_str(&format!(" {}", labels.count(Count::LeftOut, left_out)));
        }
        end
    }

    /// A label as owned text.
    pub(super) fn label_of(&self, label: Label) -> String {
        self.labels.text(label).to_owned()
    }

    /// Title and day of the page: "Briefing, Monday 8 April 2019".
    pub(super) fn titled(&self) -> String {
        let title = self.title();
        match self.day() {
            Some(day) => self.labels.fill(Label::Titled, &[("title", &*title), ("day", &*day)]),
            None => title.into_owned(),
        }
    }

    /// The headline of a story, or what stands in the place of one that no source has.
    pub(super) fn headline_or_none(&self, story: &'a StoryBriefing) -> Cow<'a, str> {
        headline(story).unwrap_or(Cow::Borrowed(self.labels.text(Label::NoHeadline)))
    }

    /// How a story or sentence is marked before or behind its words: "Update, opinion".
    pub(super) fn kind(&self, story: &StoryBriefing, capital: bool) -> Option<String> {
        let (update, opinion) = if capital {
            (Label::Update, Label::Opinion)
        } else {
            (Label::MarkUpdate, Label::MarkOpinion)
        };
        match (story.update, story.opinion) {
            (true, true) => {
                Some(self.labels.list(&[self.label_of(update), self.label_of(Label::MarkOpinion)]))
            }
            (true, false) => Some(self.label_of(update)),
            (false, true) => Some(self.label_of(opinion)),
            (false, false) => None,
        }
    }

    /// What a reader should know about a source, in words; that it is undated stands in its date's
    /// place.
    pub(super) fn marks(&self, entry: &SourceEntry) -> Vec<String> {
        let label = |mark: &Mark| match mark {
            Mark::Opinion => Some(self.label_of(Label::MarkOpinion)),
            Mark::Teaser => Some(self.label_of(Label::MarkTeaser)),
            Mark::Older => Some(self.label_of(Label::MarkOlder)),
            Mark::FutureDated => Some(self.label_of(Label::MarkFuture)),
            Mark::Undated => entry.published.map(|_| self.label_of(Label::Undated)),
            Mark::CopyOf(SourceNo(number)) => {
                Some(self.labels.fill(Label::MarkCopy, &[("n", &number.to_string())]))
            }
        };
        entry.marks.iter().filter_map(label).collect()
    }

    /// [`marks`](Self::marks) in brackets behind a name, a blank before them; nothing where there
    /// are none.
    pub(super) fn bracketed_marks(&self, entry: &SourceEntry) -> String {
        let marks = self.marks(entry);
        if marks.is_empty() { String::new() } else { format!(" ({})", self.labels.list(&marks)) }
    }

    /// "[5] Gazette, [6] City Line and 23 more": some names, and how many more there are; `None`
    /// where there is nobody.
    pub(super) fn and_more(&self, names: &[String], more: usize) -> Option<String> {
        let listed = self.labels.list(names);
        match (names.is_empty(), more) {
            (true, 0) => None,
            (true, more) => Some(self.labels.count(Count::Articles, more)),
            (false, 0) => Some(listed),
            (false, more) => {
                let gaps = [("names", &*listed), ("n", &*self.labels.grouped(more))];
                Some(self.labels.fill(Label::NamesAndMore, &gaps))
            }
        }
    }

    /// "Also read, not quoted: …".
    pub(super) fn also_read(&self, names: &str) -> String {
        self.labels.fill(Label::AlsoRead, &[("names", names)])
    }
}
