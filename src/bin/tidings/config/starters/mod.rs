//! Lists of well-known public feeds to begin from, one file a language. Nobody asked these feeds
//! lately, and each file says so; `tidings config check --online` does.

use super::SAMPLE;

/// Codes of the languages that have a list, each with its list: `[[feed]]` tables in TOML.
const STARTERS: [(&str, &str); 9] = [
    ("de", include_str!("de.toml")),
    ("en", include_str!("en.toml")),
    ("es", include_str!("es.toml")),
    ("fr", include_str!("fr.toml")),
    ("it", include_str!("it.toml")),
    ("nl", include_str!("nl.toml")),
    ("pl", include_str!("pl.toml")),
    ("pt", include_str!("pt.toml")),
    ("sv", include_str!("sv.toml")),
];

/// The languages that have a list.
pub fn languages() -> impl Iterator<Item = &'static str> {
    STARTERS.iter().map(|(code, _)| *code)
}

/// What stands in the sample right behind its own lines on feeds.
const BEHIND: &str = "\n# Sections stand in this order";

/// The commented sample with a language's feeds in it; the sample alone where none is asked for.
pub fn sample(language: Option<&str>) -> String {
    let list = language.and_then(|code| STARTERS.iter().find(|(own, _)| *own == code));
    match (list, SAMPLE.split_once(BEHIND)) {
        (Some((_, list)), Some((before, after))) => format!("{before}\n{list}{BEHIND}{after}"),
        (Some((_, list)), None) => format!("{SAMPLE}\n{list}"),
        (None, _) => SAMPLE.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::Config;

    #[test]
    fn every_list_is_a_right_configuration_of_a_dozen_feeds_and_says_that_it_is_unverified() {
        for code in languages() {
            let text = sample(Some(code));
            assert!(text.contains(BEHIND) && text.contains("unverified"), "{code}");
            let file =
                Config::of_file(&text).unwrap_or_else(|problems| panic!("{code}: {problems:?}"));
            let config = file.all().next().unwrap();
            assert!((11..=15).contains(&config.feeds.len()), "{code}: {}", config.feeds.len());
            let mut addresses: Vec<&str> = config.feeds.iter().map(|f| f.url.as_str()).collect();
            addresses.sort_unstable();
            addresses.dedup();
            assert_eq!(
                addresses.len(),
                config.feeds.len(),
                "{code}: an address stands there twice"
            );
            assert!(addresses.iter().all(|a| a.starts_with("https://")), "{code}");
        }
        assert_eq!(sample(None), SAMPLE);
    }
}
