//! The week's news, invented for this test.

/// Outlets: the name of the feed and of the publisher.
pub const OUTLETS: [(&str, &str); 3] =
    [("gazette", "Tarn Gazette"), ("ledger", "Lower Valley Ledger"), ("courier", "Hill Courier")];

/// One item of a feed.
pub struct Item {
    pub outlet: &'static str,
    /// Time of publication.
    pub published: &'static str,
    /// Its identifier and the end of its address; a later item with the same is the same article,
    /// changed.
    pub id: &'static str,
    pub title: &'static str,
    pub text: &'static str,
    /// Whether a briefing of the week must tell it.
    pub is_news: bool,
}

impl Item {
    pub fn at(&self) -> jiff::Timestamp {
        self.published.parse().unwrap()
    }

    pub fn xml(&self) -> String {
        let date = jiff::fmt::rfc2822::to_string(&self.at().to_zoned(jiff::tz::TimeZone::UTC));
        let (outlet, id) = (self.outlet, self.id);
        format!(
            "<item><title>{}</title><link>https://{outlet}.example/{id}</link><guid>{outlet}-{id}</guid><pubDate>{}</pubDate>\
             <description><![CDATA[<p>{}</p>]]></description></item>",
            self.title,
            date.unwrap(),
            self.text.replace("\n", "</p><p>")
        )
    }
}

const fn news(
    outlet: &'static str,
    published: &'static str,
    id: &'static str,
    title: &'static str,
    text: &'static str,
) -> Item {
    Item { outlet, published, id, title, text, is_news: true }
}

/// In order of publication.
pub const ITEMS: [Item; 17] = [
    Item {
        outlet: "gazette",
        published: "2026-04-11T08:00:00Z",
        id: "orchid",
        title: "Rare orchid flowers in the botanical garden",
        text: "A rare orchid flowered in the botanical garden of Tarn on Saturday for the first time in thirty years.\n\
               Hundreds of visitors queued before the glasshouse to see the purple blossom.",
        is_news: false,
    },
    news(
        "gazette",
        "2026-05-03T14:00:00Z",
        "dam-1",
        "Crack found in Hollow Dam above Tarn",
        "Engineers found a crack eleven metres long in the wall of Hollow Dam above Tarn on Sunday.\n\
         The water authority lowered the reservoir by two metres and closed the road across the crest.\n\
         Divers of the authority will inspect the foot of the dam wall on Monday morning.\n\
         Nobody in the valley below the dam had to leave home, the authority said.",
    ),
    news(
        "courier",
        "2026-05-03T15:30:00Z",
        "cellist",
        "Young cellist from Hillfoot wins the national prize",
        "Marta Sund, a cellist of nineteen from Hillfoot, won the national music prize in the capital on Sunday.\n\
         The jury praised the warm tone of her cello and the courage of her programme.\n\
         The cellist will play with the state orchestra in October, her teacher said.",
    ),
    news(
        "ledger",
        "2026-05-03T17:00:00Z",
        "dam-2",
        "Reservoir lowered after crack in Hollow Dam",
        "A crack in the wall of Hollow Dam has alarmed the villages of the lower valley.\n\
         The crack was discovered by engineers during a routine inspection on Sunday.\n\
         The water authority opened two sluices and lowered the reservoir by two metres.\n\
         Villagers were asked to keep a bag packed, the district council said.",
    ),
    Item {
        outlet: "ledger",
        published: "2026-05-03T18:00:00Z",
        id: "stars",
        title: "Your horoscope for the week",
        text: "Aries will meet an old friend on Wednesday and ought to listen for once.\n\
               This horoscope tells Taurus to save money until the moon has passed.",
        is_news: false,
    },
    news(
        "gazette",
        "2026-05-04T13:00:00Z",
        "dam-3",
        "Two villages below Hollow Dam evacuated",
        "Engineers found a crack eleven metres long in the wall of Hollow Dam above Tarn on Sunday.\n\
         Some 640 people were evacuated from the villages of Stepping and Brook below the dam on Monday.\n\
         Divers saw that the crack in Hollow Dam reaches four metres into the concrete.\n\
         A second crack opened near the eastern sluice during the inspection, the water authority said.",
    ),
    news(
        "courier",
        "2026-05-04T16:00:00Z",
        "dam-4",
        "School halls fill as Hollow Dam villages are cleared",
        "Families from Stepping and Brook spent the night in school halls after the dam was declared unsafe.\n\
         The army brought camp beds and blankets for the people who were evacuated below Hollow Dam.\n\
         The governor promised every evacuated household 500 crowns for the first week.",
    ),
    news(
        "ledger",
        "2026-05-04T19:00:00Z",
        "strike-1",
        "Dockers at Port Lower walk out over night shifts",
        "Three hundred dockers at Port Lower walked out on Monday evening over a new rota of night shifts.\n\
         Nine freighters waited in the roads outside the port, the harbour master said.\n\
         The dockers' union demanded double pay for every night shift on the quays.",
    ),
    news(
        "courier",
        "2026-05-06T06:00:00Z",
        "bakers",
        "Bakers of Hillfoot bake the longest plait in the province",
        "The bakers of Hillfoot baked a plaited loaf 212 metres long for their spring festival on Wednesday.\n\
         It took forty bakers, six ovens and nine hours, the guild of bakers said.\n\
         Slices of the plait were sold for the roof of the village church.",
    ),
    news(
        "ledger",
        "2026-05-06T11:00:00Z",
        "strike-2",
        "Dockers return to work at Port Lower",
        "The dockers of Port Lower went back to work on Wednesday after the port dropped the new rota.\n\
         Both sides will negotiate about night shifts until the end of June.\n\
         The last of nine waiting freighters should be unloaded by Friday, the harbour master said.",
    ),
    news(
        "gazette",
        "2026-05-06T15:00:00Z",
        "dam-5",
        "Crack in Hollow Dam sealed, villagers may return",
        "The crack in Hollow Dam was sealed with resin on Wednesday, and the second one was bolted.\n\
         People from Stepping and Brook may return to their homes on Saturday, the water authority said.\n\
         A commission under the geologist Ines Valde will ask why the concrete of the dam gave way.",
    ),
    news(
        "ledger",
        "2026-05-06T18:00:00Z",
        "dam-6",
        "Homecoming planned below Hollow Dam",
        "Buses will bring the villagers of Stepping and Brook home below the dam from eight o'clock on Saturday.\n\
         Insurers estimate the damage from the evacuation at three million crowns.",
    ),
    news(
        "gazette",
        "2026-05-07T16:00:00Z",
        "mayor",
        "Teacher elected mayor of Tarn by a handful of votes",
        "The teacher Olaf Brandt was elected mayor of Tarn on Thursday with a margin of 312 votes.\n\
         He defeated Helga Mirren, who had been mayor of the town for sixteen years.\n\
         Brandt promised a tram line to the station and free swimming lessons.",
    ),
    news(
        "courier",
        "2026-05-07T18:00:00Z",
        "mayor-2",
        "Tarn turns out its mayor after sixteen years",
        "Voters in Tarn turned out their mayor, Helga Mirren, after sixteen years in the town hall.\n\
         Turnout in the mayoral election was 71 per cent, the highest since the war.",
    ),
    news(
        "gazette",
        "2026-05-09T10:00:00Z",
        "mayor",
        "Teacher elected mayor of Tarn by a handful of votes",
        "The teacher Olaf Brandt was elected mayor of Tarn on Thursday with a margin of 312 votes.\n\
         He defeated Helga Mirren, who had been mayor of the town for sixteen years.\n\
         Brandt promised a tram line to the station and free swimming lessons.\n\
         Mirren asked the court on Saturday for a recount of the postal ballots in the mayoral election.",
    ),
    news(
        "courier",
        "2026-05-09T12:00:00Z",
        "comet-1",
        "Comet to be seen without a telescope",
        "A comet can be seen without a telescope above the western hills this week, the observatory said on Saturday.\n\
         The comet will be brightest on Tuesday evening, an hour after sunset.",
    ),
    news(
        "ledger",
        "2026-05-09T13:00:00Z",
        "comet-2",
        "Where to look for the comet",
        "Stargazers will find the comet two hands above the western horizon once the sky is dark.\n\
         The observatory of Hillfoot opens its dome to visitors until the comet has faded.",
    ),
];
