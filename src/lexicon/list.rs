//! The lists that a language's folder may hold.

/// Declares [`List`] with the place of each list: a file and a section in it.
macro_rules! lists {
    ($($(#[doc = $doc:literal])+ $name:ident = $file:literal $section:literal,)+) => {
        /// A list of words and phrases.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
        pub enum List {
            $($(#[doc = $doc])+ $name,)+
        }

        impl List {
            /// All lists, in the order of the enum.
            pub const ALL: [Self; [$($file),+].len()] = [$(Self::$name),+];

            /// The file, without `.txt`, and the section in it; an empty section is what stands
            /// above the first heading.
            #[must_use]
            pub const fn place(self) -> (&'static str, &'static str) {
                match self {
                    $(Self::$name => ($file, $section),)+
                }
            }
        }
    };
}

lists! {
    /// Pronouns and demonstratives that lean on what was said before: "she", "these".
    Pronouns = "pronouns" "",
    /// Words that tie a sentence to the one before: "but", "in addition".
    Connectives = "connectives" "",
    /// Verb forms that report speech: "said", "announced".
    Reporting = "reporting" "",
    /// Times by their distance from the day of writing: "yesterday", "last week".
    RelativeTimes = "relative_times" "",
    /// Definite articles and demonstratives: "the", "these".
    Articles = "articles" "",
    /// Modal verbs and words of possibility, duty and advice: "should", "perhaps".
    Modals = "modals" "",
    /// Words by which a writer speaks of himself: "we", "my".
    FirstPerson = "persons" "",
    /// Words that speak to the reader: "you".
    SecondPerson = "persons" "second",
    /// Names of months, in full and short.
    Months = "months" "",
    /// Names of the days of the week, in full and short.
    Weekdays = "weekdays" "",
    /// Words that carry no news, beside the lists of NLTK.
    StopWords = "stopwords" "",
    /// Words that turn a fact round or bound it: "not", "before", "fewer".
    Polarity = "polarity" "",
    /// Words that report opposite or different outcomes: "killed", "rescued". Their stems count.
    Outcomes = "polarity" "outcomes",
    /// Words that rank an event above all others of a time: "strongest".
    Superlatives = "polarity" "superlatives",
    /// Numbers written as words.
    Numerals = "numerals" "",
    /// Folders of addresses that hold nothing but opinion.
    OpinionFolders = "opinion" "folders",
    /// Labels of headlines, sections and categories that say "opinion".
    OpinionLabels = "opinion" "labels",
    /// Labels that say so before a headline alone: "analysis".
    OpinionTitles = "opinion" "titles",
    /// First parts of host names that hold nothing but opinion.
    OpinionHosts = "opinion" "hosts",
    /// Words of events that weigh much: violence, disasters, rule, law.
    Weighty = "headlines" "weighty",
    /// First words of titles that promise, ask or comment.
    Openings = "headlines" "openings",
    /// Phrases of such titles, wherever they stand.
    Lures = "headlines" "lures",
    /// Words that speak to the reader: "you".
    Reader = "headlines" "reader",
    /// Folders of addresses that hold leisure and service.
    Leisure = "headlines" "leisure",
    /// Folders of addresses that hold public affairs.
    Affairs = "headlines" "affairs",
    /// Words that may stand in a line that is only a date.
    DateWords = "date_words" "",
    /// Words of such a line that say that the text was changed then.
    UpdateWords = "date_words" "updated",
    /// Names of the field "From" in a forwarded message.
    MailFrom = "mail" "from",
    /// Names of the field "Subject".
    MailSubject = "mail" "subject",
    /// Names of the field "Date".
    MailDate = "mail" "date",
    /// Names of other fields of its head.
    MailOther = "mail" "to",
    /// Words by which a speaker speaks: the first and the second person.
    Speaking = "speaking" "",
    /// Words that deny: "not", "nobody".
    Negations = "checks" "negations",
    /// Verb forms that deny what follows: "denied".
    Denials = "checks" "denials",
    /// Words for hundredths: "percent".
    Hundredths = "checks" "hundredths",
    /// Words beside a time of the day: "p.m".
    Clock = "checks" "clock",
    /// Words before a number that is a round one: "nearly".
    Hedges = "checks" "hedges",
    /// Words that tell that those counted died, with a verb, a noun or an adjective.
    Dead = "figures" "dead",
    /// Words that tell that they were injured.
    Injured = "figures" "injured",
    /// Words that tell that they are missing.
    Missing = "figures" "missing",
    /// Words that tell that they were arrested.
    Arrested = "figures" "arrested",
    /// Words that tell that they were evacuated.
    Evacuated = "figures" "evacuated",
    /// Words that tell that they were rescued.
    Rescued = "figures" "rescued",
    /// Words for people of any kind.
    People = "figures" "people",
    /// Words that may stand between those counted and their fate.
    Links = "figures" "links",
    /// Words by which a number is a part, an addition, another time's or another place's count, or
    /// not a fact.
    Otherwise = "figures" "otherwise",
    /// Lengths of time, and other units of which one event has several counts.
    Lengths = "figures" "lengths",
    /// Words that turn a counted fact round.
    Turns = "figures" "turns",
    /// Nouns that head a report of the dead: "toll".
    Tolls = "figures" "tolls",
    /// Nouns that do so before those counted: "the number of dead rose to 21".
    CountNouns = "figures" "counts",
    /// Small words that follow a count without naming those counted: "killing 21 in".
    Onward = "figures" "onward",
    /// Words between such a noun and its number: "to".
    Rises = "figures" "rises",
    /// Words that say the same as a denial of all others: "first", "only".
    Bounds = "checks" "bounds",
    /// Words between two statements of one sentence: "and", "while".
    Joining = "checks" "joining",
    /// Words before a denial that leave open what is so: "or" not.
    Undecided = "checks" "undecided",
    /// Words that a place stands behind without an article: "aus Estheim".
    Places = "checks" "places",
    /// Names of measures and moneys.
    Measures = "checks" "measures",
    /// Fractions with their hundredths: "fifth 20".
    Fractions = "checks" "fractions",
    /// Words of one meaning, a slash, and those of the contrary: "more / less fewer".
    Opposites = "checks" "opposites",
}
