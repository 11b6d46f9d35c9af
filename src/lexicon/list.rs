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
    /// One of several: "*one* in six".
    Single = "checks" "single",
    /// Fractions with their hundredths: "fifth 20".
    Fractions = "checks" "fractions",
    /// Indefinite articles.
    Indefinite = "checks" "indefinite",
    /// Peoples and their countries, "american / u.s us": words of one entry name the same.
    Peoples = "checks" "peoples",
    /// Words of one meaning, a slash, and those of the contrary: "more / less fewer".
    Opposites = "checks" "opposites",
    /// What joins a unit to the ten behind it: "ein*und*zwanzig".
    NumberJoints = "numerals" "joints",
    /// "One" as such a unit.
    NumberFirst = "numerals" "first",
    /// What may stand between a ten and its unit: "treinta *y* dos".
    NumberAnd = "numerals" "and",
    /// "One" as the unit behind a ten.
    NumberOne = "numerals" "one",
    /// Hedges of a number that is at least so large.
    AtLeast = "numerals" "floor",
    /// Hedges of a number that is at most so large.
    AtMost = "numerals" "ceiling",
    /// Hedges of a number that is about so large.
    About = "numerals" "around",
    /// Words after a number by which it is a time, an age or a part of something.
    NumberAfter = "numerals" "after",
    /// Words before a number by which it is a time, an age, a place in a row or a part of a name.
    NumberBefore = "numerals" "before",
    /// What stands between a large number and what it counts.
    NumberOf = "numerals" "of",
    /// Words between the ends of a range: "5 *to* 7".
    RangeTo = "numerals" "range",
    /// Words before both ends of a range: "*between* 5 and 7".
    RangeBetween = "numerals" "between",
    /// Words between the ends behind such a word.
    RangeAnd = "numerals" "pair",
    /// Verbs of saying in the forms that news uses beside a quotation.
    SpeakerVerbs = "speakers" "verbs",
    /// Such verbs after which stands who is spoken to: "told".
    SpeakerListener = "speakers" "listener",
    /// Small verbs that may stand between a speaker and such a verb.
    SpeakerAuxiliaries = "speakers" "auxiliaries",
    /// Persons called by what they do: "spokeswoman".
    SpeakerPersons = "speakers" "persons",
    /// Words that name nobody though they may be capitalised.
    SpeakerNobody = "speakers" "nobody",
    /// Words for somebody named elsewhere.
    SpeakerPronouns = "speakers" "pronouns",
    /// Articles that a person called by an office may have before it.
    SpeakerArticles = "speakers" "articles",
    /// Words that may follow a speaker and do not belong to it.
    SpeakerOnward = "speakers" "onward",
    /// Small words inside a name or an office.
    SpeakerParticles = "speakers" "particles",
    /// What leads to indirect speech: "that".
    SpeakerThat = "speakers" "that",
    /// Verb forms of wishes and offers: what is not settled yet.
    Wishes = "outdated" "wishes",
    /// Words after such a form that show that it is a verb.
    WishObjects = "outdated" "objects",
    /// Verb forms before an effort: "is" searching.
    EffortIs = "outdated" "is",
    /// Efforts of the moment: "searching".
    Efforts = "outdated" "efforts",
    /// Words that may stand between.
    EffortBetween = "outdated" "between",
    /// Words of the future.
    Future = "outdated" "future",
    /// What lists are made of: "7 things to know".
    Things = "headlines" "things",
    /// Words that alone head a paragraph, before a colon.
    RunIn = "headlines" "run_in",
    /// Words for writing in the line above what a reply quotes.
    MailWrote = "mail" "wrote",
    /// The rule above a whole message that is answered.
    MailOriginal = "mail" "original",
    /// How the subject of a reply begins.
    MailReply = "mail" "reply",
    /// Words between the day, the month and the year of a date.
    DateFillers = "date_words" "fillers",
    /// Words that open a circumstance before the subject: "*in* a statement, he said".
    Circumstances = "connectives" "circumstances",
    /// Words that are such a circumstance alone: "today".
    CircumstanceAlone = "connectives" "now",
    /// Small words that lose their vowel before another: "l", "dell".
    Elisions = "elisions" "",
    /// Pronouns that can only mean a person.
    PersonalPronouns = "pronouns" "persons",
    /// What somebody is who writes for a newspaper: "columnist".
    AuthorCrafts = "notes" "crafts",
    /// What notes on an author speak of: "newsletter".
    AuthorCues = "notes" "cues",
    /// What stands in them between the name and what somebody is: "is a".
    AuthorIs = "notes" "is",
    /// What stands between the number of a picture and that of all: "3 *of* 12".
    PictureOf = "notes" "picture",
    /// Words that begin a sentence and no name of a place: "but".
    Openers = "articles" "openers",
    /// The definite article.
    Definite = "articles" "definite",
    /// Nouns that a Roman numeral follows: "chapter".
    RomanAfter = "numerals" "roman",
    /// Words that begin with an apostrophe, without it: "til".
    ApostropheStart = "elisions" "start",
    /// What may stand between a number and what it counts: "of".
    CountedOf = "figures" "of",
    /// What may stand before a noun that heads a report of the dead: "*death* toll".
    TollHeads = "figures" "heads",
    /// Names of months that are other words as often: "may".
    NoMonths = "figures" "no_months",
    /// Words that rank what a title lists: "most".
    Ranks = "headlines" "ranks",
    /// Lengths of time that are counted from another time: "years".
    YearsCounted = "relative_times" "years",
    /// Words behind such a length: "three years *after*".
    YearsSince = "relative_times" "since",
    /// Syllables before a word that deny it: "un".
    DenyingSyllables = "checks" "syllables",
    /// Letters right behind a number that leave it as it is: "23*rd*", "5*km*".
    Behind = "checks" "behind",
    /// Small words inside names of persons and places, of no single language: "von".
    NameInside = "particles" "small",
    /// Those of them that a name may begin with in small letters.
    NameBefore = "particles" "before",
    /// Those that a family name begins with behind an initial: "J. *De* Vries".
    NameBehindInitial = "particles" "capital",
    /// Names that end in an exclamation mark.
    NameExclaimed = "particles" "exclaimed",
}
