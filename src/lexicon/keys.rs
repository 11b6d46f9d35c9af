//! The keys of the files of labels: what each label, count and list of names is called there.

/// Declares an enum of keys with what each is called in the files.
macro_rules! keys {
    ($(#[doc = $about:literal])+ $kind:ident { $($(#[doc = $doc:literal])+ $name:ident = $key:literal,)+ }) => {
        $(#[doc = $about])+
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
        // Books alone have a last chapter.
        #[cfg_attr(not(feature = "epub"), allow(dead_code))]
        pub(crate) enum $kind {
            $($(#[doc = $doc])+ $name,)+
        }

        impl $kind {
            /// All keys, in the order of the enum.
            #[cfg(test)]
            pub(super) const ALL: [Self; [$($key),+].len()] = [$(Self::$name),+];

            /// What the key is called in the files.
            pub(super) const fn key(self) -> &'static str {
                match self {
                    $(Self::$name => $key,)+
                }
            }
        }
    };
}

keys! {
    /// A text without a number, or with numbers that do not change its words.
    Label {
        /// What a briefing is called where nobody says.
        Briefing = "briefing",
        /// Title and day of a page: `{title}`, `{day}`.
        Titled = "titled",
        /// The last words of every page.
        NothingGenerated = "nothing-generated",
        /// In the place of a headline that no source has.
        NoHeadline = "no-headline",
        /// The mark of a story of opinion alone.
        Opinion = "opinion",
        /// The mark of a story that goes on.
        Update = "update",
        /// What that mark means.
        UpdateWhy = "update-why",
        /// The heading of stories without a section where others have one.
        OtherSection = "other-section",
        /// The heading of stories of one line.
        InBrief = "in-brief",
        /// The heading of what speakers say.
        Said = "said",
        /// The heading of figures that differ.
        Figures = "figures",
        /// The heading of sources.
        Sources = "sources",
        /// Before sources that are not quoted: `{names}`.
        AlsoRead = "also-read",
        /// The heading of stories that are not told.
        PassedOver = "passed-over",
        /// The heading of inputs that failed.
        Problems = "problems",
        /// Two entries of a list: `{a}`, `{b}`.
        List = "list",
        /// Words in quotation marks: `{words}`.
        Quote = "quote",
        /// The last line of a list that is cut: `{n}`.
        AndMore = "and-more",
        /// A list that is cut: `{names}`, `{n}`.
        NamesAndMore = "names-and-more",
        /// How many more there are: `{n}`.
        More = "more",
        /// A source that is opinion.
        MarkOpinion = "mark-opinion",
        /// A sentence of a story that goes on.
        MarkUpdate = "mark-update",
        /// A source of which only a teaser is known.
        MarkTeaser = "mark-teaser",
        /// A source that is older than the others of its story.
        MarkOlder = "mark-older",
        /// A source that is dated in the future.
        MarkFuture = "mark-future",
        /// A source that copies another: `{n}`.
        MarkCopy = "mark-copy",
        /// A source without a date.
        Undated = "undated",
        /// A source without a name.
        Source = "source",
        /// When the page was made: `{date}`.
        Made = "made",
        /// When a story was first told: `{date}`.
        First = "first",
        /// When a story was last told: `{date}`.
        Last = "last",
        /// A window without news: `{found}`, `{from}`, `{until}`.
        NothingNew = "nothing-new",
        /// A window without news, in a mail's subject.
        NothingNewSubject = "nothing-new-subject",
        /// A briefing of no article.
        NothingAtAll = "nothing-at-all",
        /// A briefing without stories: `{from}`.
        NothingFrom = "nothing-from",
        /// In the place of a count of none.
        NoArticle = "no-article",
        /// The end of a page: `{stories}`, `{from}`.
        All = "all",
        /// The end of a page that is cut: `{n}`, `{of}`, `{from}`.
        AllThatFits = "all-that-fits",
        /// A link past the navigation.
        Skip = "skip",
        /// The list of stories.
        Contents = "contents",
        /// The last chapter of a book.
        TheEnd = "the-end",
        /// A citation, for screen readers: `{n}`, `{name}`.
        SourceNamed = "source-named",
        /// A link back to a sentence.
        Back = "back",
        /// A link back, for screen readers: `{n}`.
        BackTo = "back-to",
        /// Before the names of sources whose words are shown: `{names}`.
        Context = "context",
        /// A site's navigation.
        Site = "site",
        /// The search.
        Search = "search",
        /// The field of the search.
        SearchAll = "search-all",
        /// The link to a feed.
        Feed = "feed",
        /// The links to other days.
        Days = "days",
        /// The links to other months.
        MonthsOf = "months-of",
        /// The list of all months.
        AllMonths = "all-months",
        /// What a story's page is.
        Story = "story",
        /// The link to it.
        StoryPage = "story-page",
        /// Earlier days of a story: `{days}`.
        ToldOn = "told-on",
        /// The last of them: `{days}`.
        LastToldOn = "last-told-on",
        /// The link to a story that has earlier days.
        WholeStory = "whole-story",
        /// What the search says without scripts.
        NoScript = "no-script",
        /// The search while it goes on: `{found}`.
        SoFar = "so-far",
        /// A search that shows the first of what it found: `{found}`, `{n}`.
        FirstOf = "first-of",
        /// "Monday 8 April 2019": `{weekday}`, `{day}`, `{month}`, `{year}`.
        LongDay = "long-day",
        /// "Mon 8 Apr".
        ShortDay = "short-day",
        /// "Mon 8 Apr 2019".
        DatedDay = "dated-day",
        /// "8 Apr".
        DayMonth = "day-month",
        /// "8 Apr 2019".
        DayMonthYear = "day-month-year",
        /// "April 2019".
        MonthYear = "month-year",
        /// A day and a time: `{day}`, `{time}`.
        DayTime = "day-time",
        /// A time whose source names no zone.
        NoZone = "no-zone",
        /// Two moments: `{from}`, `{until}`.
        Span = "span",
    }
}

keys! {
    /// A text whose words follow its number, `{n}`.
    Count {
        /// Stories.
        Stories = "stories",
        /// How many stories there would be.
        OfStories = "of-stories",
        /// Stories that go on.
        Updates = "updates",
        /// Articles.
        Articles = "articles",
        /// Articles from which something was made.
        FromArticles = "from-articles",
        /// Publishers.
        Publishers = "publishers",
        /// Words.
        Words = "words",
        /// Minutes of reading.
        Minutes = "minutes",
        /// News agencies.
        Wires = "wires",
        /// Publishers that copy.
        Copies = "copies",
        /// Headlines.
        Headlines = "headlines",
        /// Briefings.
        Briefings = "briefings",
        /// Sources that the briefing does not list.
        Unlisted = "unlisted",
        /// Stories that a mail has no room for.
        NoRoomStories = "no-room-stories",
        /// Sentences that a mail has no room for.
        NoRoomSentences = "no-room-sentences",
        /// Articles of no story.
        LeftOut = "left-out",
    }
}

keys! {
    /// Names in their order, parted by commas in the files.
    Names {
        /// Days of the week, Monday first.
        Weekdays = "weekdays",
        /// Their short forms.
        WeekdaysShort = "weekdays-short",
        /// Months as they stand in a date.
        Months = "months",
        /// Their short forms.
        MonthsShort = "months-short",
        /// Months as they stand alone.
        MonthsAlone = "months-alone",
    }
}
