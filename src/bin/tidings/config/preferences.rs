//! From the tables of a configuration to what the library calls preferences.

use jiff::tz::TimeZone;
use tidings::brief::{Mute, Phrase, Preferences, Section, Wanted, Watch, Weighted};

use super::Config;

impl Config {
    /// What the reader wants, as the library takes it; a mute ends with the midnight that begins
    /// its day in `zone`.
    pub fn preferences(&self, zone: &TimeZone) -> Preferences {
        let wanted = |phrases: &[Phrase], publishers: &[String], feeds: &[String]| Wanted {
            phrases: phrases.to_vec(),
            publishers: publishers.to_vec(),
            feeds: feeds.iter().filter_map(|f| self.feed(f)).map(|f| f.url.clone()).collect(),
        };
        let sections = self.sections.iter().map(|section| {
            let mut own = wanted(&section.query, &section.publishers, &section.feeds);
            let naming = self.feeds.iter().filter(|feed| feed.sections.contains(&section.name));
            own.feeds.extend(naming.map(|feed| feed.url.clone()));
            let stories = section.stories.map(|n| usize::try_from(n).unwrap_or(usize::MAX));
            Section { name: section.name.clone(), wanted: own, stories }
        });
        let watches = self.watches.iter().map(|watch| Watch {
            name: watch.name.clone(),
            wanted: wanted(&watch.query, &watch.publishers, &watch.feeds),
            boost: watch.boost,
        });
        let mutes = self.mutes.iter().map(|mute| Mute {
            wanted: wanted(&mute.phrases, &mute.publishers, &mute.feeds),
            title_only: mute.title_only,
            until: mute
                .until
                .and_then(|day| day.to_zoned(zone.clone()).ok())
                .map(|midnight| midnight.timestamp()),
        });
        let publishers = self.publishers.iter().map(|rule| Weighted {
            wanted: wanted(&[], std::slice::from_ref(&rule.name), &[]),
            weight: rule.weight,
            stories: rule.stories.map(|n| usize::try_from(n).unwrap_or(usize::MAX)),
        });
        let feeds = self.feeds.iter().filter_map(|feed| {
            let weight = feed.weight?;
            let wanted = Wanted { feeds: vec![feed.url.clone()], ..Wanted::default() };
            Some(Weighted { wanted, weight, stories: None })
        });
        Preferences {
            languages: self.languages.clone(),
            sections: sections.collect(),
            rest: self.rest.clone(),
            watches: watches.collect(),
            mutes: mutes.collect(),
            publishers: publishers.chain(feeds).collect(),
            publisher_stories: self.publisher_stories,
            stories: self.stories,
        }
    }
}
