//! Pages say what they say themselves in the reader's language; the words of sources stay as they
//! are.

use tidings::lexicon::Labels;
use tidings::model::{Briefing, Language};
use tidings::render::{Format, Page, render};

use crate::sample;

fn page(format: Format, code: &str) -> Page {
    Page { locale: Language::parse(code), ..Page::new(format) }
}

fn shown(briefing: &Briefing, page: &Page) -> String {
    let text = String::from_utf8(render(briefing, &sample::warnings(), page).unwrap()).unwrap();
    text.replace(concat!("tidings ", env!("CARGO_PKG_VERSION")), "tidings [version]")
}

#[test]
fn a_briefing_in_six_languages_looks_like_this() {
    for code in ["de", "fr", "es", "ru", "ja", "ar"] {
        let text = shown(&sample::daily(), &page(Format::Text, code));
        insta::assert_snapshot!(format!("locale-{code}"), text);
    }
    let html = shown(&sample::daily(), &page(Format::Html, "ar"));
    let (_, body) = html.split_once("</style>").unwrap();
    insta::assert_snapshot!("locale-ar-html", body);
}

#[test]
fn words_of_sources_are_the_same_in_every_language() {
    let briefing = sample::daily();
    let items = briefing.stories.iter().flat_map(|story| &story.items);
    let quoted: Vec<&str> = items.map(|item| item.text.as_str()).collect();
    let plain =
        quoted.iter().filter(|text| text.chars().all(|c| c.is_alphanumeric() || " .,".contains(c)));
    assert!(plain.clone().count() > 3, "{quoted:?}");
    for code in Labels::codes() {
        let markdown = shown(&briefing, &page(Format::Markdown, code));
        for text in plain.clone() {
            assert!(markdown.contains(text), "{code}: {text}");
        }
        for format in [Format::Json, Format::JsonLines] {
            let english = shown(&briefing, &Page::new(format));
            assert_eq!(shown(&briefing, &page(format, code)), english, "{code}");
        }
    }
}

#[test]
fn nothing_english_is_left_between_the_words_of_sources() {
    // An empty briefing holds nothing but what the page says itself.
    let mut empty = sample::daily();
    empty.stories.clear();
    empty.sources.clear();
    empty.passed_over.clear();
    for code in Labels::codes().filter(|code| *code != "en") {
        for format in [Format::Text, Format::Markdown, Format::Html] {
            let text =
                String::from_utf8(render(&empty, &[], &page(format, code)).unwrap()).unwrap();
            let text = text.split_once("<main").map_or(&*text, |(_, main)| main);
            for word in ["Nothing", "Briefing", "between", "article ", "Monday", "Tuesday", "April"]
            {
                let is_name = code == "de" || code == "nl";
                assert!(
                    !text.contains(word) || is_name && word == "April",
                    "{code}: {word}\n{text}"
                );
            }
        }
    }
}

#[test]
fn the_root_of_a_page_names_its_language_and_direction() {
    for (code, root) in [
        ("ar", "<html lang=\"ar\" dir=\"rtl\">"),
        ("de", "<html lang=\"de\">"),
        // Nothing is known of it: English.
        ("sw", "<html lang=\"en\">"),
    ] {
        assert!(shown(&sample::briefing(), &page(Format::Html, code)).contains(root), "{code}");
    }
    let mail = shown(&sample::briefing(), &page(Format::Mail, "ar"));
    assert!(
        mail.replace("=3D", "=").replace("=\n", "").contains("align=\"right\" dir=\"rtl\""),
        "{mail}"
    );
}
