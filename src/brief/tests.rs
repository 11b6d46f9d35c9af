//! What a plan makes of a shelf and of a memory.

#![allow(clippy::unwrap_used)]

use std::io::{self, Cursor};
use std::sync::{Arc, Mutex};

use super::{Memory, Progress, Rule, Settings, Step};
use crate::model::samples::newsroom;
use crate::model::{Article, Language, Place, Precision, Published, Source};

#[test]
fn the_briefing_is_the_same() {
    let plan = Settings::default().check().unwrap();
    let mut shelf = Cursor::new(Vec::new());
    let shelved = plan.run_shelved(newsroom(), &mut shelf).unwrap();
    let whole = plan.run(newsroom()).unwrap();
    let json = |briefing| serde_json::to_string(&briefing).unwrap();
    assert_eq!(json(shelved.value), json(whole.value));
}

/// Keeps what it is told.
#[derive(Debug, Clone, Default)]
struct Heard(Arc<Mutex<Vec<(Step, usize)>>>);

impl Progress for Heard {
    fn begins(&self, step: Step, count: usize) {
        self.0.lock().unwrap().push((step, count));
    }
}

#[test]
fn each_step_of_a_run_is_told_once_and_in_order() {
    let heard = Heard::default();
    let plan = Settings::default().check().unwrap().watched_by(Box::new(heard.clone()));
    plan.run(newsroom()).unwrap();
    let told = std::mem::take(&mut *heard.0.lock().unwrap());
    assert_eq!(told.iter().map(|(step, _)| *step).collect::<Vec<_>>(), Step::ALL);
    assert!(told.iter().all(|(_, count)| *count > 0), "{told:?}");
    plan.run_shelved(newsroom(), &mut Cursor::new(Vec::new())).unwrap();
    assert_eq!(*heard.0.lock().unwrap(), told);
    heard.0.lock().unwrap().clear();
    assert!(!plan.list(newsroom()).is_empty());
    let steps: Vec<Step> = heard.0.lock().unwrap().iter().map(|(step, _)| *step).collect();
    assert_eq!(steps, [Step::Clean, Step::Group, Step::Weigh]);
}

/// A disk that is full.
struct Full;

impl io::Read for Full {
    fn read(&mut self, _: &mut [u8]) -> io::Result<usize> {
        Ok(0)
    }
}

impl io::Write for Full {
    fn write(&mut self, _: &[u8]) -> io::Result<usize> {
        Err(io::ErrorKind::StorageFull.into())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl io::Seek for Full {
    fn seek(&mut self, _: io::SeekFrom) -> io::Result<u64> {
        Ok(0)
    }
}

#[test]
fn a_full_disk_is_an_error() {
    let plan = Settings::default().check().unwrap();
    let error = plan.run_shelved(newsroom(), &mut Full).unwrap_err();
    assert!(error.to_string().starts_with("texts could not be laid aside: "), "{error}");
}

const TOLD: &str = "The harbour council of Skerrin approved a bridge toll for heavy lorries on Tuesday evening after a long debate.";
const RETOLD: &str = "Heavy lorries will have to pay a toll on the bridge, the harbour council decided after hours of talks.";
const NEW: &str = "Heavy lorries will have to pay the bridge toll in Port Ellen too, the harbour council decided at night.";

fn article(text: &str) -> Article {
    let source = Source { publisher: None, url: None, place: Place::Stdin { record: None } };
    Article::new(source, text.to_owned()).unwrap()
}

fn told_now(memory: Memory, text: &str) -> Vec<String> {
    let settings = Settings { memory, one_story: true, ..Settings::default() };
    let told = settings.check().unwrap().run(vec![article(text)]);
    let stories = told.map_or_else(|_| Vec::new(), |told| told.value.stories);
    stories.into_iter().flat_map(|s| s.items).map(|item| item.text).collect()
}

#[test]
fn an_update_says_nothing_again_in_other_words_unless_somebody_new_is_in_it() {
    let told = vec![(TOLD.to_owned(), Some(Language::ENGLISH))];
    let goes_on = Memory { reported: told.clone(), seen: vec![article(TOLD)] };
    assert_eq!(told_now(goes_on.clone(), RETOLD), [""; 0]);
    assert_eq!(told_now(goes_on, NEW), [NEW]);
    // Another story may use much the same words.
    assert_eq!(told_now(Memory { reported: told, seen: Vec::new() }, RETOLD), [RETOLD]);
}

#[test]
fn what_earlier_articles_said_is_told_neither_in_one_story_nor_in_several() {
    const AGAIN: &str = "On Tuesday evening the harbour council of Skerrin approved the bridge toll for heavy lorries.";
    const OTHER: &str = "A ferry from Port Ellen ran aground near Kildalton on Monday morning, and all 84 passengers \
        were brought ashore unhurt.";
    for one_story in [true, false] {
        let run = |texts: &[&str]| -> Vec<String> {
            let settings = Settings {
                earlier_articles: vec![article(TOLD)],
                one_story,
                ..Settings::default()
            };
            let told = settings.check().unwrap().run(texts.iter().map(|t| article(t)).collect());
            let stories = told.map_or_else(|_| Vec::new(), |told| told.value.stories);
            stories.into_iter().flat_map(|s| s.items).map(|item| item.text).collect()
        };
        assert_eq!(run(&[AGAIN]), [""; 0]);
        assert_eq!(run(&[AGAIN, OTHER]), [OTHER]);
        assert_eq!(run(&[NEW]), [NEW]);
        // In other words, with nobody and no number that is new.
        assert_eq!(run(&[RETOLD]), [""; 0]);
    }
}

#[test]
fn a_method_that_chooses_nothing_is_named() {
    const OTHER: &str = "A ferry from Port Ellen ran aground near Kildalton on Monday morning, and all 84 passengers \
        were brought ashore unhurt.";
    let warned = |method: &str, rules_off: Vec<Rule>, texts: &[&str]| {
        let method = method.parse().unwrap();
        let settings = Settings { method, rules_off, ..Settings::default() };
        let told = settings.check().unwrap().run(texts.iter().map(|t| article(t)).collect());
        told.unwrap().warnings.iter().any(|w| w.to_string().contains("the method"))
    };
    assert!(warned("lead", Vec::new(), &[TOLD, OTHER]));
    assert!(!warned("lead", vec![Rule::Editor], &[TOLD, OTHER]));
    assert!(
        !warned("lead", Vec::new(), &[TOLD]) && !warned("coverage", Vec::new(), &[TOLD, OTHER])
    );
}

#[test]
fn a_latest_lead_opens_its_story_where_it_is_its_news() {
    const FIRST: &str = "The ferry Ardena ran aground near Kildalton on Monday morning with 84 passengers on board. \
        Lifeboats brought all of them ashore unhurt. The owner spoke of fog.";
    const SECOND: &str = "Lifeboats brought 84 passengers of the ferry Ardena ashore after it ran aground near Kildalton \
        on Monday. The owner of the ferry spoke of fog in the sound.";
    const CHARGED: &str = "Prosecutors charged the master of the Ardena on Thursday. The ferry near Kildalton is to be \
        towed to the yard, the owner said.";
    const WALK: &str = "There are few walks as fine as the path above the old orchards in spring. Poets have sung \
        of its larks.";
    let opened = |title: &str, last: &str| -> String {
        let days = [
            ("2026-03-02T09:00:00Z", "Ferry runs aground", FIRST),
            ("2026-03-02T12:00:00Z", "Ferry on the rocks", SECOND),
            ("2026-03-05T09:00:00Z", title, last),
        ];
        let dated = days.map(|(day, title, text)| {
            let precision = Precision::Second;
            let published = Published { at: day.parse().unwrap(), offset: None, precision };
            let mut article = article(text);
            (article.published, article.language) = (Some(published), Some(Language::ENGLISH));
            article.title = Some(title.to_owned());
            article
        });
        let length = Some("30w".parse().unwrap());
        let settings = Settings { one_story: true, length, ..Settings::default() };
        let told = settings.check().unwrap().run(dated.to_vec()).unwrap().value;
        told.stories[0].items[0].text.clone()
    };
    assert!(opened("Ferry Ardena: master charged", CHARGED).starts_with("Prosecutors charged"));
    assert!(opened("A walk", WALK).starts_with("Lifeboats"));
}
