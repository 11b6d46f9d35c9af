use jiff::tz::TimeZone;

use super::*;

fn problems(text: &str) -> Vec<String> {
    Config::of_file(text).unwrap_err().iter().map(ToString::to_string).collect()
}

fn profile(text: &str, name: &str) -> Config {
    Config::of_file(text).unwrap().profile(Path::new("config.toml"), name).unwrap()
}

#[test]
fn the_sample_is_right_with_and_without_its_comments() {
    assert!(Config::of_file(SAMPLE).is_ok());
    let all: String = SAMPLE
        .lines()
        .map(|line| match line.strip_prefix("# ") {
            Some(rest) if rest.starts_with('[') || rest.split(" = ").nth(1).is_some() => rest,
            _ => line,
        })
        .map(|line| format!("{line}\n"))
        .collect();
    let file = Config::of_file(&all).unwrap_or_else(|problems| panic!("{problems:?}\n{all}"));
    assert_eq!(file.names().collect::<Vec<_>>(), ["default", "evening"]);
    let evening = file.profile(Path::new("c"), "evening").unwrap();
    assert_eq!(evening.feeds.len(), 1);
    assert_eq!(evening.zone.as_deref(), Some("Europe/Berlin"));
    assert_eq!(evening.length, Some("1min".parse().unwrap()));
    assert_eq!(evening.mutes.len(), 2);
}

#[test]
fn every_problem_is_named_with_its_line_and_what_was_meant() {
    for (text, expected) in [
        ("lenght = \"3min\"", "1:1: unknown key `lenght`; did you mean `length`?"),
        (
            "\n[[feeds]]\nurl = \"https://a.example\"",
            "2:3: unknown key `feeds`; did you mean `feed`?",
        ),
        ("length = 3", "1:10: `length` is a text in quotes"),
        ("length = \"3 weeks\"", "1:10: `length`: `3 weeks` is no length"),
        (
            "timezone = \"Europe/Berln\"",
            "1:12: `Europe/Berln` is no time zone; did you mean `Europe/Berlin`?",
        ),
        ("method = \"lexrnk\"", "1:10: "),
        ("opinion = \"some\"", "1:11: `some` says nothing of opinion; write none, marked or keep"),
        ("language = \"english\"", "1:12: `language` is a two-letter code"),
        ("stories = 0", "1:11: `stories` is a whole number from 1 to 10000"),
        ("since = \"soon\"", "1:9: `since`: `soon` is no time; write for example yesterday"),
        (
            "[fetch]\ntimeout = \"20 parsecs\"",
            "2:11: `timeout`: `20 parsecs` is no duration; write for example 20s",
        ),
        ("[[feed]]\nname = \"x\"", "1:1: [[feed]] needs a `url`"),
        (
            "[[feed]]\nurl = \"ftp://a.example\"",
            "2:7: `url` begins with https://, http://, file: or exec:",
        ),
        (
            "[[feed]]\nurl = \"https://a.example\"\n[[feed]]\nurl = \"https://a.example\"",
            "4:7: [[feed]] `url` stands already in line 2",
        ),
        (
            "[[section]]\nname = \"A\"\nquery = \"x\"\n[[section]]\nname = \"a\"\nquery = \"y\"",
            "5:8: [[section]] `name` stands already in line 2",
        ),
        (
            "[[section]]\nname = \"A\"",
            "1:1: [[section]] `A` needs a `query`, `feeds` or `publishers`, or a feed that names it",
        ),
        (
            "[[section]]\nname = \"A\"\nfeeds = [\"nws\"]\n[[feed]]\nname = \"news\"\nurl = \"https://a.example\"",
            "1:1: there is no feed `nws`; did you mean `news`?",
        ),
        (
            "[[feed]]\nurl = \"https://a.example\"\nsections = [\"World\"]",
            "1:1: there is no section `World`",
        ),
        (
            "[[mute]]\nphrase = \"*\"",
            "2:10: `phrase`: `*`: * stands only at the end of a word, as in elect*",
        ),
        ("[[mute]]\nphrase = \"—\"", "2:10: `phrase`: `—` holds no word to look for"),
        (
            "[[mute]]\nuntil = 2026-12-01",
            "1:1: [[mute]] needs one of `phrase`, `publisher` and `feed`",
        ),
        (
            "[[mute]]\nphrase = \"x\"\nuntil = \"2026-02-30\"",
            "3:9: `until` is a day that exists, such as 2026-12-01",
        ),
        ("[[watch]]\nname = \"x\"", "1:1: [[watch]] needs a `query`, `feeds` or `publishers`"),
        ("[[watch]]\nquery = \"x\"\nboost = 99", "3:9: `boost` is a number from 0.1 to 10"),
        ("[profile.x]\nlength = 1", "2:10: `length` is a text in quotes"),
        ("[profile.x]\nprofile = 1", "2:1: [profile.x] unknown key `profile`; there are timezone"),
        (
            "[mail]\nform = \"a@example.org\"",
            "2:1: [mail] unknown key `form`; did you mean `from`?",
        ),
        ("a = 1\na = 2", "2:1: no TOML: duplicate key"),
        ("length = ", "1:10: no TOML: "),
    ] {
        let found = problems(text);
        assert!(found.iter().any(|p| p.starts_with(expected)), "{text}\n{found:#?}\n{expected}");
    }
}

#[test]
fn all_problems_are_found_in_one_go() {
    let found = problems("lenght = 1\nmethod = \"x\"\n[[mute]]\n[profile.b]\nstories = -1\n");
    let lines: Vec<&str> = found.iter().filter_map(|p| p.split(':').next()).collect();
    assert_eq!(lines, ["1", "2", "3", "5"], "{found:#?}");
}

#[test]
fn a_profile_counts_before_the_file_and_lists_replace_lists() {
    let text = "length = \"3min\"\nstories = 9\n[[mute]]\nphrase = \"a\"\n[[watch]]\nquery = \"w\"\n\
                [profile.short]\nlength = \"1min\"\n[[profile.short.mute]]\nphrase = \"b\"\n\
                [[profile.short.mute]]\nphrase = \"c\"\n";
    let (common, short) = (profile(text, DEFAULT_PROFILE), profile(text, "short"));
    assert_eq!((common.length, common.mutes.len()), (Some("3min".parse().unwrap()), 1));
    assert_eq!((short.length, short.mutes.len()), (Some("1min".parse().unwrap()), 2));
    assert_eq!((short.stories, short.watches.len()), (Some(9), 1));
    let file = Config::of_file(text).unwrap();
    let error = file.profile(Path::new("c.toml"), "shrot").unwrap_err().to_string();
    assert_eq!(error, "c.toml: there is no profile `shrot`; did you mean `short`?");
}

#[test]
fn flags_count_before_the_environment_and_that_before_the_file() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("c.toml");
    std::fs::write(&file, "length = \"3min\"\ntimezone = \"Europe/Berlin\"\n[profile.x]\n")
        .unwrap();
    let options = ConfigOptions { config: Some(file.clone()), ..ConfigOptions::default() };
    let nothing = |_: &str| None;
    let config = options.load(&nothing).unwrap();
    assert_eq!(
        (config.profile.as_str(), config.zone.as_deref()),
        ("default", Some("Europe/Berlin"))
    );
    let environment = |name: &str| match name {
        "TIDINGS_LENGTH" => Some("100w".into()),
        "TIDINGS_TIMEZONE" => Some("Asia/Tokyo".into()),
        "TIDINGS_PROFILE" => Some("x".into()),
        "TIDINGS_ARCHIVE" => Some("/news/a.sqlite".into()),
        _ => None,
    };
    let config = options.load(&environment).unwrap();
    assert_eq!(config.length, Some("100w".parse().unwrap()));
    assert_eq!((config.profile.as_str(), config.zone.as_deref()), ("x", Some("Asia/Tokyo")));
    assert_eq!(config.archive.as_deref(), Some(Path::new("/news/a.sqlite")));
    let flags = ConfigOptions { profile: Some("default".into()), ..options };
    assert_eq!(flags.load(&environment).unwrap().profile, "default");
    let wrong = |name: &str| (name == "TIDINGS_LENGTH").then(|| "long".into());
    let error = format!("{:#}", flags.load(&wrong).unwrap_err());
    assert!(error.starts_with("TIDINGS_LENGTH: `long` is no length"), "{error}");
}

#[test]
fn the_file_is_looked_for_where_xdg_says() {
    let options = ConfigOptions::default();
    let at = |pairs: &'static [(&str, &str)]| {
        let environment =
            move |name: &str| pairs.iter().find(|p| p.0 == name).map(|p| OsString::from(p.1));
        options.path(&environment).map(|(path, named)| (path.display().to_string(), named))
    };
    let path = |path: &str, named: bool| Some((path.to_owned(), named));
    assert_eq!(at(&[("HOME", "/h")]), path("/h/.config/tidings/config.toml", false));
    assert_eq!(
        at(&[("HOME", "/h"), ("XDG_CONFIG_HOME", "/x")]),
        path("/x/tidings/config.toml", false)
    );
    // The XDG specification: a relative path counts as none.
    assert_eq!(
        at(&[("HOME", "/h"), ("XDG_CONFIG_HOME", "x")]),
        path("/h/.config/tidings/config.toml", false)
    );
    assert_eq!(at(&[("TIDINGS_CONFIG", "c.toml")]), path("c.toml", true));
    assert_eq!(at(&[]), None);
}

#[test]
fn preferences_know_feeds_by_their_addresses_and_mutes_end_at_midnight() {
    let text = "[[feed]]\nname = \"news\"\nurl = \"https://a.example/f\"\nweight = 0.5\nsections = [\"A\"]\n\
                [[section]]\nname = \"A\"\n[[section]]\nname = \"B\"\nfeeds = [\"news\"]\n\
                [[mute]]\nfeed = \"news\"\nuntil = 2026-12-01\n[[publisher]]\nname = \"P\"\nstories = 2\n";
    let zone = TimeZone::get("Europe/Berlin").unwrap();
    let preferences = profile(text, DEFAULT_PROFILE).preferences(&zone);
    for section in &preferences.sections {
        assert_eq!(section.wanted.feeds, ["https://a.example/f"], "{}", section.name);
    }
    assert_eq!(preferences.mutes[0].until, Some("2026-11-30T23:00:00Z".parse().unwrap()));
    assert_eq!(preferences.publishers[0].stories, Some(2));
    assert_eq!(preferences.publishers[1].weight, 0.5);
}

#[test]
fn what_is_shown_is_a_configuration_that_says_the_same() {
    let text = "timezone = \"Europe/Berlin\"\nlength = \"3min\"\nopinion = \"none\"\n[[feed]]\nname = \"a \\\"b\\\"\"\nurl = \"https://a.example/f\"\n\
                [[section]]\nname = \"A\"\nquery = [\"elect*\", \"x y\"]\n[[mute]]\nphrase = \"p\"\nuntil = 2026-12-01\n\
                [mail]\nto = [\"a@example.org\"]\n[fetch]\ntimeout = \"5min\"\n";
    let config = profile(text, DEFAULT_PROFILE);
    let shown: String = config
        .lines()
        .into_iter()
        .map(|(k, v)| if k.starts_with('[') { format!("{k}\n") } else { format!("{k} = {v}\n") })
        .collect();
    assert_eq!(profile(&shown, DEFAULT_PROFILE).lines(), config.lines(), "{shown}");
}

#[test]
fn secrets_of_feeds_are_checked_and_never_shown() {
    let text = "[[feed]]\nurl = \"https://a.example/f\"\nuser = \"ann\"\npassword = \"hunter2\"\n\
        cookies = \"k=hunter3\"\nheaders = [\"X-Key: hunter4\"]\n[fetch]\npause = 0.5\n\
        proxy = \"http://u:hunter5@p.example:3128\"\n";
    let file = Config::of_file(text).unwrap();
    let config = file.profile(std::path::Path::new("c.toml"), "default").unwrap();
    let shown = format!("{:?} {:?}", config.lines(), config.feeds[0].password);
    assert!(!shown.contains("hunter"), "{shown}");
    assert!(shown.contains("X-Key") && shown.contains("p.example") && shown.contains("0.5"));
    for wrong in [
        "user = \"ann\"",
        "password = \"x\"",
        "user = \"ann\"\npassword = \"x\"\npassword_file = \"y\"",
        "headers = [\"no colon\"]",
        "headers = [\"Host: b.example\"]",
    ] {
        let text = format!("[[feed]]\nurl = \"https://a.example/f\"\n{wrong}\n");
        assert!(Config::of_file(&text).is_err(), "{wrong}");
    }
    assert!(Config::of_file("[fetch]\npause = -1\n").is_err());
    assert!(Config::of_file("[[feed]]\nurl = \"ftp://a.example\"\n").is_err());
}
