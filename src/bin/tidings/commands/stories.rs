//! `tidings stories`: articles grouped into stories, listed without quoting them.

use std::fmt::Write as _;
use std::path::PathBuf;

use jiff::tz::{Offset, TimeZone};
use tidings::brief::{ArticleEntry, StoryEntry};
use tidings::model::{Place, Precision, Published};

use crate::choice::Document;
use crate::commands::judge::JudgeOptions;
use crate::config::{ConfigOptions, environment};
use crate::exit::Exit;
use crate::fetching::WebOptions;
use crate::input::ReadOptions;
use crate::kept::KeptOptions;
use crate::now::{Now, NowOptions};
use crate::output::OutputFile;
use crate::say::Say;
use crate::waiting::Waiting;

/// Arguments of `tidings stories`.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Files, folders (read with everything below them), addresses of feeds and pages, or - for
    /// standard input; without any, the archive
    #[arg(value_name = "INPUT")]
    inputs: Vec<PathBuf>,
    #[command(flatten)]
    kept: KeptOptions,
    #[command(flatten)]
    form: Document,
    #[command(flatten)]
    web: WebOptions,
    #[command(flatten)]
    judge: JudgeOptions,
    #[command(flatten)]
    read: ReadOptions,
    #[command(flatten)]
    config: ConfigOptions,
    #[command(flatten)]
    now: NowOptions,
    #[command(flatten)]
    output: OutputFile,
}

/// Runs the command.
pub fn run(args: Args, say: Say) -> anyhow::Result<Exit> {
    let config = args.config.load(&environment)?;
    let waiting = Waiting::new(say);
    let plan = args.judge.settings(&config)?.check()?.watched_by(waiting.steps());
    let now = args.now.resolve(&config, &environment)?;
    let read = args.kept.or_inputs(&args.inputs, (&args.read, &args.web), &config, &now)?;
    let exit = waiting.aside(|| say.warnings(&read.warnings));
    anyhow::ensure!(!read.value.is_empty(), "no article was found in the inputs");
    let stories = plan.list(read.value);
    drop(waiting);
    let page = if args.form.is_json() {
        let mut json = serde_json::to_string_pretty(&stories)?;
        json.push('\n');
        json
    } else {
        text(&stories, &now)
    };
    args.output.write(page.as_bytes())?;
    Ok(exit)
}

fn text(stories: &[StoryEntry], now: &Now) -> String {
    let mut out = String::new();
    for (n, story) in stories.iter().enumerate() {
        let headline = story.headline.as_deref().unwrap_or("(no headline)");
        let _ = writeln!(out, "{}. {}", n + 1, plain(headline));
        let _ = writeln!(out, "   {}", facts(story, now));
        for article in &story.articles {
            let _ = writeln!(out, "   - {}", line(article, now));
        }
        for article in &story.older {
            let _ = writeln!(out, "   - older: {}", line(article, now));
        }
    }
    let articles: usize = stories.iter().map(|s| s.articles.len() + s.older.len()).sum();
    let _ = writeln!(
        out,
        "{} from {}",
        count(stories.len(), "story", "stories"),
        count(articles, "article", "articles")
    );
    out
}

fn facts(story: &StoryEntry, now: &Now) -> String {
    let mut facts = vec![count(story.articles.len(), "article", "articles")];
    let independent = usize::try_from(story.independent).unwrap_or(usize::MAX);
    facts.push(count(independent, "independent publisher", "independent publishers"));
    if let (Some(first), Some(last)) = (story.first, story.last) {
        let (first, last) = (time(first, now), time(last, now));
        facts.push(if first == last { first } else { format!("{first} to {last}") });
    }
    facts.join(" · ")
}

fn count(n: usize, one: &str, many: &str) -> String {
    format!("{n} {}", if n == 1 { one } else { many })
}

fn line(article: &ArticleEntry, now: &Now) -> String {
    let parts = [
        article.published.map(|published| time(published, now)),
        article.publisher.as_deref().map(plain),
        article.title.as_deref().map(plain),
        Some(plain(&article.place.to_string())),
        places(&article.also),
    ];
    parts.into_iter().flatten().collect::<Vec<_>>().join(" · ")
}

/// How many other places an article was read at.
fn places(also: &[Place]) -> Option<String> {
    match also {
        [] => None,
        [one] => Some(format!("also {}", plain(&one.to_string()))),
        more => Some(format!("also at {} other places", more.len())),
    }
}

/// The time on the reader's clock; as the source wrote it where no more than the day, or no zone,
/// is known.
fn time(published: Published, now: &Now) -> String {
    let own = published.offset.and_then(|seconds| Offset::from_seconds(seconds).ok());
    let zone = match published.precision {
        Precision::Second if own.is_some() => now.at.time_zone().clone(),
        _ => TimeZone::fixed(own.unwrap_or(Offset::UTC)),
    };
    let local = published.at.to_zoned(zone);
    match published.precision {
        Precision::Day => local.date().to_string(),
        Precision::Second => format!("{} {:02}:{:02}", local.date(), local.hour(), local.minute()),
    }
}

/// On one line, without control characters.
fn plain(text: &str) -> String {
    let safe: String = text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    safe.split_whitespace().collect::<Vec<_>>().join(" ")
}
