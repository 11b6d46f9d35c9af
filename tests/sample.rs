//! A whole briefing, invented by us: three stories and two in brief, with headlines in four
//! scripts, marks of every kind and one hostile feed.

use tidings::cite::{Numbering, source_entry};
use tidings::model::{
    Article, ArticleId, Briefing, Citation, Counts, Difference, Explanation, Figure, Headline,
    Item, Language, Mark, Part, Place, Precision, Published, Recipe, Said, Source, SourceNo, Span,
    StoryBriefing, WORDS_PER_MINUTE, Warning, Window, count_words,
};

/// What an attacker would put into a headline, a name or a sentence.
pub const HOSTILE: &str = "Storm <script>alert(1)</script> & \"quotes\" `id` \u{1b}[31mred\u{202e}drowssap\u{9b}0m \
                           [link](javascript:alert(2)) # not a heading\r\nBcc: everyone@example.com";

/// One article of the sample: publisher, title, date, offset, language, address, file, text.
struct Given {
    publisher: Option<&'static str>,
    title: Option<&'static str>,
    at: Option<(&'static str, Option<i32>, Precision)>,
    language: Option<&'static str>,
    url: Option<&'static str>,
    file: &'static str,
    text: &'static str,
}

const SECOND: Precision = Precision::Second;
const EAST: Option<i32> = Some(7200);

const ARTICLES: [Given; 14] = [
    Given {
        publisher: Some("Harbour Gazette"),
        title: Some("Sea gates hold as the worst storm in forty years turns north"),
        at: Some(("2031-04-08T03:30:00Z", EAST, SECOND)),
        language: Some("en"),
        url: Some("https://harbour-gazette.example/2031/04/08/sea-gates-hold"),
        file: "corpus/storm/gazette.html",
        text: "SALTHAVEN — The sea gates at Salthaven held through the night as the worst storm in forty years \
               turned north, the port authority said on Tuesday.\n\nSome 2,300 people spent the night in schools \
               and sports halls. The water stood 3.9 metres above the harbour mark at 2 a.m., eleven centimetres \
               below the crest of the gates. Nobody was hurt.\n",
    },
    Given {
        publisher: Some("Nordmeer-Kurier"),
        title: Some("Sturmflut: Fluttore von Salthaven halten stand – Pegel bei 3,90 Metern"),
        at: Some(("2031-04-08T04:10:00Z", EAST, SECOND)),
        language: Some("de"),
        url: Some("https://kurier.example/wetter/sturmflut-salthaven?ausgabe=morgen&seite=1"),
        file: "corpus/storm/kurier.html",
        text: "Die Fähre nach Ostwarf fährt frühestens am Donnerstag wieder, teilte die Reederei mit. Rund 2.500 Menschen \
               verbrachten die Nacht in Turnhallen.\n",
    },
    Given {
        publisher: Some("Agence Littoral"),
        title: Some("Salthaven gates hold, 2,300 spend night in shelters"),
        at: Some(("2031-04-08T02:05:00Z", Some(0), SECOND)),
        language: Some("en"),
        url: Some("https://littoral.example/wire/81223"),
        file: "corpus/storm/wire.xml",
        text: "Some 2,300 people spent the night in schools and sports halls. The gates were last tested in \
               October, when an inspection found rust on two of the eight hinges. “Nobody slept and nobody \
               complained,” Port Captain Mira Voss said at dawn.\n",
    },
    Given {
        publisher: Some("The Ostwarf Mail"),
        title: Some("Thousands in shelters as gates hold"),
        at: Some(("2031-04-08T05:00:00Z", None, SECOND)),
        language: Some("en"),
        url: None,
        file: "corpus/storm/ostwarf mail.eml",
        text: "Some 2,300 people spent the night in schools and sports halls.\n",
    },
    Given {
        publisher: Some("Harbour Gazette"),
        title: Some("How the gates were built"),
        at: Some(("1994-10-02T00:00:00Z", None, Precision::Day)),
        language: Some("en"),
        url: Some("https://harbour-gazette.example/1994/10/02/how-the-gates-were-built"),
        file: "corpus/storm/old.html",
        text: "The gates were built in nine years.\n",
    },
    Given {
        publisher: Some("Εφημερίδα του Λιμανιού"),
        title: Some("Συμφωνία για το μετρό: αρχίζουν τα έργα στο Θαλασσοχώρι"),
        at: Some(("2031-04-07T15:20:00Z", Some(10_800), SECOND)),
        language: Some("el"),
        url: Some("https://limani.example/νέα/μετρό"),
        file: "corpus/metro/limani.json",
        text: "Το δημοτικό συμβούλιο ενέκρινε τη νύχτα τη γραμμή 4 με 31 ψήφους υπέρ και 14 κατά.\n",
    },
    Given {
        publisher: Some("صحيفة الميناء"),
        title: Some("المجلس يوافق على الخط الرابع للمترو بعد نقاش دام تسع ساعات"),
        at: Some(("2031-04-07T18:45:00Z", Some(10_800), SECOND)),
        language: Some("ar"),
        url: Some("https://mina.example/metro-4"),
        file: "corpus/metro/mina.json",
        text: "قال رئيس البلدية إن أول القطارات سيسير في خريف عام 2036 إذا بقيت التكلفة دون 1.2 مليار.\n",
    },
    Given {
        publisher: Some("City Line 🚇"),
        title: Some("Council backs line 4 after nine hours 🚇🎉"),
        at: None,
        language: Some("en"),
        url: Some("https://cityline.example/line-4"),
        file: "corpus/metro/cityline.xml",
        text: "The council approved line 4 by 31 votes to 14 after a debate of nine hours. Read on at our site.\n",
    },
    Given {
        publisher: Some("港新聞"),
        title: Some("地下鉄四号線、九時間の議論の末に承認"),
        at: Some(("2031-04-08T00:00:00Z", Some(32_400), Precision::Day)),
        language: Some("ja"),
        url: Some("https://minato.example/4"),
        file: "corpus/metro/minato.html",
        text: "市議会は七日夜、九時間に及ぶ議論の末、地下鉄四号線の建設を賛成三十一、反対十四で承認した。\n",
    },
    Given {
        publisher: Some("Feed of <b>Evil</b>\u{202e} & Sons\r\nX-Header: yes"),
        title: Some(HOSTILE),
        at: Some(("2031-04-09T09:00:00Z", Some(0), SECOND)),
        language: Some("en"),
        url: Some("javascript:alert(document.cookie)"),
        file: "corpus/evil/\u{1b}[2Jfeed.xml",
        text: "The warehouse <img src=x onerror=alert(3)> on *Quay 7* & its roof were lost in a fire_that_began \
               at 3 a.m., |the| owner said; see https://evil.example/a-very-long-path/that/should/never/be/broken/in/two?x=1&y=2 \
               or \u{1b}]0;pwned\u{7} call [him](javascript:x).\n",
    },
    Given {
        publisher: None,
        title: None,
        at: None,
        language: None,
        url: None,
        file: "corpus/evil/000_7c87ff.txt",
        text: "Firefighters brought the blaze under control by noon.\n",
    },
    Given {
        publisher: Some("Salt & Stone"),
        title: Some("Quarry strike ends"),
        at: Some(("2031-04-07T09:00:00Z", EAST, SECOND)),
        language: Some("en"),
        url: Some("https://saltandstone.example/strike"),
        file: "corpus/brief/strike.txt",
        text: "Quarry workers at Hollin return to work on Wednesday after accepting a rise of 4.5 percent.\n",
    },
    Given {
        publisher: Some("Ilm al-Bahr"),
        title: Some("Seagrass is back in the lagoon"),
        at: Some(("2031-04-07T00:00:00Z", None, Precision::Day)),
        language: Some("en"),
        url: Some("https://bahr.example/seagrass"),
        file: "corpus/brief/seagrass.txt",
        text: "Seagrass covers 41 hectares of the lagoon again, more than at any time since 1988, divers \
               counted.\n",
    },
    Given {
        publisher: Some("Harbour Gazette"),
        title: Some("Seagrass spreads"),
        at: Some(("2031-04-06T20:00:00Z", Some(-12_600), SECOND)),
        language: Some("en"),
        url: Some("https://harbour-gazette.example/2031/04/06/seagrass"),
        file: "corpus/brief/seagrass2.txt",
        text: "Seagrass covers 41 hectares of the lagoon again, more than at any time since 1988, divers \
               counted.\n",
    },
];

/// The articles that the sample quotes.
pub fn articles() -> Vec<Article> {
    ARTICLES.iter().map(article).collect()
}

fn article(given: &Given) -> Article {
    let source = Source {
        publisher: given.publisher.map(str::to_owned),
        url: given.url.map(str::to_owned),
        place: Place::File { path: given.file.to_owned(), record: None },
    };
    let mut article = Article::new(source, given.text.to_owned()).unwrap();
    article.title = given.title.map(str::to_owned);
    article.published = given.at.map(|(at, offset, precision)| Published {
        at: at.parse().unwrap(),
        offset,
        precision,
    });
    article.language = given.language.and_then(Language::parse);
    article
}

struct Maker {
    articles: Vec<Article>,
    numbering: Numbering,
}

impl Maker {
    fn number(&mut self, article: u32) -> SourceNo {
        self.numbering.number(ArticleId(article))
    }

    /// The sentence of the first article that begins with `start`, cited there and wherever else it
    /// stands.
    fn item(&mut self, rank: u32, start: &str, end: &str, supporters: &[u32]) -> Item {
        let mut citations = Vec::new();
        let mut text = String::new();
        for &id in supporters {
            let body = self.articles[id as usize].text();
            let from = body.find(start).unwrap();
            let to = from + body[from..].find(end).unwrap() + end.len();
            if text.is_empty() {
                text = body[from..to].to_owned();
            }
            let source = self.numbering.number(ArticleId(id));
            citations.push(Citation::of_text(source, Span::of_range(from..to)));
        }
        let gain = 4.0 / f64::from(rank);
        let part = |name: &str, value| Part { name: name.to_owned(), value };
        Item {
            text,
            rank,
            gain,
            support: u32::try_from(supporters.len()).unwrap(),
            citations,
            why: Explanation {
                parts: vec![part("new concepts", gain * 0.75), part("position", gain * 0.25)],
            },
            said: None,
            opinion: false,
        }
    }

    /// Words of the first article, with the figure in them, cited there and in the others.
    fn figure(&mut self, words: &str, number: &str, supporters: &[u32]) -> Figure {
        let item = self.item(1, words, words, &supporters[..1]);
        let at = words.find(number).unwrap();
        let others = supporters.iter().skip(1).map(|&id| {
            let at = self.articles[id as usize].text().find(words).unwrap();
            let source = self.numbering.number(ArticleId(id));
            Citation::of_text(source, Span::of_range(at..at + words.len()))
        });
        Figure {
            text: item.text,
            number: Span::of_range(at..at + number.len()),
            citations: item.citations.into_iter().chain(others).collect(),
            published: self.articles[supporters[0] as usize].published,
        }
    }

    fn story(
        &mut self,
        headline: Option<u32>,
        items: Vec<Item>,
        others: &[u32],
        independent: u32,
    ) -> StoryBriefing {
        let headline = headline.map(|id| Headline {
            text: self.articles[id as usize].title.clone().unwrap(),
            source: self.number(id),
        });
        let mut sources: Vec<SourceNo> =
            items.iter().flat_map(|item| item.citations.iter().map(|c| c.source)).collect();
        sources.extend(headline.iter().map(|headline| headline.source));
        sources.extend(others.iter().map(|id| self.number(*id)));
        sources.sort();
        sources.dedup();
        let words = items.iter().map(|item| count_words(&item.text)).sum();
        let publishers: std::collections::BTreeSet<_> = sources
            .iter()
            .map(|no| {
                let id = self.numbering.articles()[no.0 as usize - 1];
                let source = &self.articles[id.index()].source;
                source.publisher.clone().unwrap_or_else(|| source.place.to_string())
            })
            .collect();
        StoryBriefing {
            headline,
            counts: Counts {
                articles: u32::try_from(sources.len()).unwrap(),
                publishers: u32::try_from(publishers.len()).unwrap(),
                words,
                minutes: words.div_ceil(WORDS_PER_MINUTE),
            },
            independent,
            items,
            sources,
            ..StoryBriefing::default()
        }
    }
}

/// The whole sample: a storm in two languages with a wire copy and an old article, a metro line in
/// four, a fire told by an attacker, and two in brief.
pub fn briefing() -> Briefing {
    let mut maker = Maker { articles: articles(), numbering: Numbering::default() };
    let storm = vec![
        maker.item(1, "The sea gates", "on Tuesday.", &[0]),
        maker.item(2, "Some 2,300", "halls.", &[2, 3, 0]),
        maker.item(4, "The water stood", "the gates.", &[0]),
        maker.item(3, "The gates were last", "hinges.", &[2]),
        maker.item(5, "Die Fähre", "mit.", &[1]),
    ];
    let mut voss = maker.item(6, "“Nobody", "at dawn.", &[2]);
    let place = |words: &str| {
        let at = voss.text.find(words).unwrap();
        Span::of_range(at..at + words.len())
    };
    voss.said = Some(Said {
        speaker: place("Port Captain Mira Voss"),
        words: vec![place("Nobody slept and nobody complained,")],
    });
    let storm = storm.into_iter().chain([voss]).collect();
    let figures = vec![
        maker.figure("Some 2,300 people", "2,300", &[2, 3, 0]),
        maker.figure("Rund 2.500 Menschen", "2.500", &[1]),
    ];
    let mut storm = maker.story(Some(0), storm, &[4], 3);
    storm.differences = vec![Difference { figures }];
    storm.wires = 1;
    storm.first = maker.articles[2].published;
    storm.last = maker.articles[1].published;
    let metro = vec![
        maker.item(1, "The council", "hours.", &[7]),
        maker.item(2, "قال", "مليار.", &[6]),
        maker.item(3, "Το δημοτικό", "κατά.", &[5]),
        maker.item(4, "市議会は", "承認した。", &[8]),
    ];
    let metro = maker.story(Some(6), metro, &[], 4);
    let fire = vec![
        maker.item(1, "The warehouse", "(javascript:x).", &[9]),
        maker.item(2, "Firefighters", "noon.", &[10]),
    ];
    let fire = maker.story(Some(9), fire, &[], 2);
    let strike = vec![maker.item(1, "Quarry", "percent.", &[11])];
    let strike = StoryBriefing { brief: true, ..maker.story(Some(11), strike, &[], 1) };
    let seagrass = vec![maker.item(1, "Seagrass", "counted.", &[12, 13])];
    let seagrass = StoryBriefing { brief: true, ..maker.story(Some(12), seagrass, &[], 2) };
    finish(maker, vec![storm, metro, fire, strike, seagrass])
}

/// The sample as a person's daily briefing: a window of time, sections, and a story that goes on.
pub fn daily() -> Briefing {
    let mut daily = briefing();
    let east = |at: &str| Published { at: at.parse().unwrap(), offset: EAST, precision: SECOND };
    daily.window =
        Some(Window { from: east("2031-04-07T04:00:00Z"), until: east("2031-04-08T04:00:00Z") });
    daily.stories[0].section = Some("Sea & weather".into());
    daily.stories[0].id = "0123456789abcdef0123456789abcdef".into();
    daily.stories[1].section = Some("Πόλη".into());
    daily.stories[1].update = true;
    daily.stories[4].update = true;
    daily
}

/// The sample's first story alone.
pub fn single() -> Briefing {
    let mut whole = briefing();
    whole.stories.truncate(1);
    let story = &whole.stories[0];
    whole.counts = story.counts;
    whole.sources.retain(|entry| story.sources.contains(&entry.number));
    whole.left_out = 0;
    whole
}

/// What went wrong on the way to the sample.
pub fn warnings() -> Vec<Warning> {
    vec![
        Warning::note("corpus/metro/cityline.xml", "no date found"),
        Warning::failed("corpus/storm/broken.html", "no article text found")
            .hint("save the page after its scripts have run"),
        Warning::failed("corpus/evil/\u{1b}[2Jfeed.xml: item 3", "`<b>` & more\r\nis not a date"),
    ]
}

fn finish(maker: Maker, stories: Vec<StoryBriefing>) -> Briefing {
    let mut recipe = Recipe::default();
    for (key, value) in [("version", "0.1.0"), ("method", "coverage"), ("budget", "250w")] {
        recipe.push(key, value);
    }
    let copy_of = maker.numbering.get(ArticleId(2)).unwrap();
    let sources: Vec<_> = (1..)
        .zip(maker.numbering.articles())
        .map(|(number, id)| {
            let article = &maker.articles[id.index()];
            let marks = match id.index() {
                3 => vec![Mark::CopyOf(copy_of)],
                4 => vec![Mark::Older],
                7 => vec![Mark::Undated, Mark::Teaser],
                9 => vec![Mark::FutureDated],
                10 => vec![Mark::Undated],
                _ => vec![],
            };
            source_entry(SourceNo(number), article, article.language, marks)
        })
        .collect();
    let words: u32 = stories.iter().map(|story| story.counts.words).sum();
    Briefing {
        made: Some(Published {
            at: "2031-04-08T06:15:00Z".parse().unwrap(),
            offset: EAST,
            precision: SECOND,
        }),
        window: None,
        counts: Counts {
            articles: 17,
            publishers: 12,
            words,
            minutes: words.div_ceil(WORDS_PER_MINUTE),
        },
        stories,
        passed_over: Vec::new(),
        left_out: 3,
        sources,
        recipe,
    }
}
