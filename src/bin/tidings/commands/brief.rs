//! `tidings brief`: articles become a briefing.

use std::path::{Path, PathBuf};

use anyhow::Context as _;
use clap::builder::{PossibleValue, PossibleValuesParser};
use tidings::brief::{Length, MethodChoice, Older, OpinionPieces, Rule, Settings};
use tidings::edit::judgement::Model;
use tidings::model::{Article, Outcome};
use tidings::rank::coverage::Weights;
use tidings::render::{Format, Page};

use crate::commands::judge::{background, stories_model};
use crate::config::{Config, ConfigOptions, environment};
use crate::daily::{Daily, DailyOptions};
use crate::exit::Exit;
use crate::fetching::{self, WebOptions};
use crate::input::{ReadOptions, bytes, gather, gather_in_pieces, read_text};
use crate::now::{Now, NowOptions};
use crate::output::OutputOptions;
use crate::say::Say;
use crate::scratch::scratch;
use crate::waiting::Waiting;

/// Arguments of `tidings brief`.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  tidings brief articles/ --length 100w            of files and folders
  tidings brief https://ledger.example/feed.xml    of feeds and pages, fetched now and kept nowhere
  tidings brief --fetch                            every morning: what is new since the last briefing
  tidings brief --fetch --deliver 'msmtp -t' --to you@example.org --exit-empty
  tidings brief --date yesterday -o yesterday.html a whole day, from the archive
  tidings brief --since 2026-11-16 --profile work  a span of time, with the settings and memory of a profile
  tidings brief --dry-run                          what would be told and sent; nothing is changed

What was told is remembered only after the page was written whole, or the mail is in other hands.
Exit code 4: nothing new, with --exit-empty; 75: another run has the archive and profile, or a delivery may work later.")]
pub struct Args {
    /// Files, folders (read with everything below them), addresses of feeds and pages, or - for
    /// standard input; without any, the archive is briefed
    #[arg(value_name = "INPUT")]
    pub inputs: Vec<PathBuf>,
    #[command(flatten)]
    pub daily: DailyOptions,
    #[command(flatten)]
    pub web: WebOptions,
    /// Keep what was fetched from addresses in the archive, too
    #[arg(long, requires = "inputs", help_heading = "Addresses among the inputs")]
    pub keep: bool,
    #[command(flatten)]
    pub choice: Choice,
    /// List every line that was left out, with the reason, on standard error
    #[arg(long, help_heading = "Output")]
    pub show_dropped: bool,
    /// Add every considered sentence to JSON output
    #[arg(long, help_heading = "Output")]
    pub candidates: bool,
    /// Aim to need no more memory than this (K, M and G are 1024 of the smaller): files of JSON
    /// lines are read piece by piece, whatever their size, and texts of more than a fifth of it lie
    /// in a temporary file while stories are formed
    #[arg(long, value_name = "SIZE", value_parser = bytes, requires = "inputs", help_heading = "Reading")]
    pub memory: Option<u64>,
    #[command(flatten)]
    pub read: ReadOptions,
    #[command(flatten)]
    pub output: OutputOptions,
}

/// What is asked of the briefing itself; shared with `explain`.
#[derive(Debug, clap::Args)]
#[command(next_help_heading = "Briefing")]
pub struct Choice {
    /// Hard limit: 250w words, 8s sentences, 1500c characters, 2000b bytes, 3min reading time, 10%
    /// of the input
    ///
    /// Without it a briefing has 250 words for one story and three minutes for several.
    #[arg(short, long, value_name = "LENGTH")]
    pub length: Option<Length>,
    /// Ranking method, `coverage` without another (`--method help` lists them)
    ///
    /// It chooses the sentences of a single story. Those of several stories are chosen by an
    /// editor's judgement, unless `--rules-off editor` or `--newsroom off`.
    #[arg(short, long, value_name = "NAME", value_parser = method_names(), ignore_case = true, hide_possible_values = true)]
    pub method: Option<String>,
    /// Articles that are older than the rest of their story: mark them and quote nothing, or keep
    /// them like the rest
    #[arg(long, default_value = "mark", value_name = "WHAT")]
    pub older: OlderChoice,
    /// Articles that are filed under opinion: leave them out, put them behind the reports and mark
    /// them, or choose them like reports; `marked` where the configuration does not say either
    #[arg(long, value_name = "WHAT")]
    pub opinion: Option<OpinionChoice>,
    /// Focus on a question or topic: the words themselves, or @FILE
    #[arg(long, value_name = "TEXT|@FILE")]
    pub query: Option<String>,
    /// List the headlines of at most N stories that had no room; HTML, mail and sites list 30
    /// without it, other formats none
    #[arg(long, value_name = "N")]
    pub headlines: Option<usize>,
    /// Take all articles as one story
    #[arg(long)]
    pub one_story: bool,
    /// Document frequencies of a larger collection, made by `tidings terms --count` or `tidings
    /// archive doc-freq`
    #[arg(long, value_name = "FILE")]
    pub doc_freq: Option<PathBuf>,
    /// Use at most this many sentences of an article
    #[arg(long, default_value_t = 2_000, value_name = "N")]
    pub max_sentences: usize,
    /// Say only what these earlier articles, in files or folders, did not say
    #[arg(long, value_name = "INPUT")]
    pub since_set: Vec<PathBuf>,
    /// Weights of `coverage` made by `tidings tune`, instead of its own; like --method they choose
    /// the sentences of a single story
    #[arg(long, value_name = "FILE")]
    pub weights: Option<PathBuf>,
    /// The newsroom's rules: the editor's judgement of every sentence, older articles, the latest
    /// lead, what is out of date; without them the method alone chooses
    #[arg(long, default_value = "on", value_name = "on|off", action = clap::ArgAction::Set, value_parser = on_or_off)]
    pub newsroom: bool,
    /// Rules of the newsroom that do not hold, with commas between them: eligibility, overtaken,
    /// editor, latest-lead, repetition, dead
    #[arg(long, value_name = "RULES", value_delimiter = ',', conflicts_with = "newsroom")]
    pub rules_off: Vec<Rule>,
    /// The editor's judgement made by `tidings tune-editor`, instead of its own
    #[arg(long, value_name = "FILE")]
    pub editor_model: Option<PathBuf>,
    /// Model of stories made by `tidings tune-stories`, instead of its own
    #[arg(long, value_name = "FILE")]
    pub stories_model: Option<PathBuf>,
    #[command(flatten)]
    pub now: NowOptions,
    #[command(flatten)]
    pub config: ConfigOptions,
}

/// Reads `on` or `off`.
fn on_or_off(text: &str) -> Result<bool, String> {
    match text {
        "on" => Ok(true),
        "off" => Ok(false),
        _ => Err("say on or off".to_owned()),
    }
}

/// `--older`.
#[derive(Debug, Clone, Copy)]
pub struct OlderChoice(Older);

impl clap::ValueEnum for OlderChoice {
    fn value_variants<'a>() -> &'a [Self] {
        &[Self(Older::Mark), Self(Older::Keep)]
    }

    fn to_possible_value(&self) -> Option<PossibleValue> {
        Some(match self.0 {
            Older::Mark => {
                PossibleValue::new("mark").help("list them as older, quote nothing of them")
            }
            Older::Keep => PossibleValue::new("keep").help("treat them like the rest"),
        })
    }
}

/// `--opinion`.
#[derive(Debug, Clone, Copy)]
pub struct OpinionChoice(OpinionPieces);

impl clap::ValueEnum for OpinionChoice {
    fn value_variants<'a>() -> &'a [Self] {
        &[Self(OpinionPieces::None), Self(OpinionPieces::Marked), Self(OpinionPieces::Keep)]
    }

    fn to_possible_value(&self) -> Option<PossibleValue> {
        Some(match self.0 {
            OpinionPieces::None => PossibleValue::new("none").help("leave them out"),
            OpinionPieces::Marked => {
                PossibleValue::new("marked").help("after the reports, marked where they are quoted")
            }
            OpinionPieces::Keep => {
                PossibleValue::new("keep").help("chosen like reports, and marked all the same")
            }
        })
    }
}

/// What the configuration's `opinion` asks for.
pub fn opinion(name: &str) -> Result<OpinionPieces, String> {
    let choice = <OpinionChoice as clap::ValueEnum>::from_str(name, false);
    choice
        .map(|choice| choice.0)
        .map_err(|_| format!("`{name}` says nothing of opinion; write none, marked or keep"))
}

/// How a configuration asks for it.
pub const fn opinion_name(opinion: OpinionPieces) -> &'static str {
    match opinion {
        OpinionPieces::None => "none",
        OpinionPieces::Marked => "marked",
        OpinionPieces::Keep => "keep",
    }
}

impl Choice {
    /// The settings that were asked for.
    pub fn settings(
        &self,
        config: &Config,
        now: &Now,
        candidates: bool,
    ) -> anyhow::Result<Settings> {
        let name = self.method.as_ref().or(config.method.as_ref());
        let mut method =
            name.map(|name| name.parse::<MethodChoice>()).transpose()?.unwrap_or_default();
        if let Some(weights) = self.weights()? {
            method = method.with_weights(weights).context("--weights")?;
        }
        Ok(Settings {
            method,
            length: self.length.or(config.length),
            older: self.older.0,
            opinion: self.opinion.map(|choice| choice.0).or(config.opinion).unwrap_or_default(),
            query: self.query.as_deref().map(query).transpose()?,
            one_story: self.one_story,
            now: Some(now.at.timestamp()),
            offset: now.offset(),
            sentences_per_article: self.max_sentences,
            candidates,
            background: background(self.doc_freq.as_deref().or(config.doc_freq.as_deref()))?,
            editor: self.editor()?,
            newsroom: self.newsroom,
            rules_off: self.rules_off.clone(),
            stories_model: self.stories_model.as_deref().map(stories_model).transpose()?,
            preferences: config.preferences(now.at.time_zone()),
            zone: now.zone.clone(),
            ..Settings::default()
        })
    }

    /// The list of methods, where `--method help` asks for it.
    pub fn method_help(&self) -> Option<String> {
        let asks = self.method.as_deref().is_some_and(|name| name.eq_ignore_ascii_case(HELP));
        let line = |method: Box<dyn tidings::rank::Method>| format!("{}\n", method.name());
        asks.then(|| tidings::rank::methods().into_iter().map(line).collect())
    }

    /// The articles of `--since-set`, and what was odd about them.
    pub fn earlier_articles(&self, read: &ReadOptions) -> Outcome<Vec<Article>> {
        if self.since_set.is_empty() {
            return Outcome::default();
        }
        gather(&self.since_set, &read.limits(), None)
    }

    fn editor(&self) -> anyhow::Result<Option<Model>> {
        let Some(path) = &self.editor_model else { return Ok(None) };
        let model = Model::parse(&read_text(path)?);
        model.map(Some).with_context(|| format!("{}: cannot be used", path.display()))
    }

    fn weights(&self) -> anyhow::Result<Option<Weights>> {
        let Some(path) = &self.weights else { return Ok(None) };
        Weights::parse(&read_text(path)?).map(Some).with_context(|| path.display().to_string())
    }
}

/// What lists the methods instead of naming one.
const HELP: &str = "help";

/// Every name that `--method` takes, for errors, hints and completions.
fn method_names() -> PossibleValuesParser {
    let names = tidings::rank::methods().into_iter().map(|method| method.name());
    let help = PossibleValue::new(HELP).hide(true);
    PossibleValuesParser::new(names.map(PossibleValue::new).chain([help]))
}

fn query(given: &str) -> anyhow::Result<String> {
    match given.strip_prefix('@') {
        Some(path) => read_text(Path::new(path)),
        None => Ok(given.to_owned()),
    }
}

/// Runs the command.
pub fn run(args: Args, say: Say) -> anyhow::Result<Exit> {
    if let Some(list) = args.choice.method_help() {
        args.output.file.write(list.as_bytes())?;
        return Ok(Exit::Complete);
    }
    let config = args.choice.config.load(&environment)?;
    let now = args.choice.now.resolve(&config, &environment)?;
    let mut settings = args.choice.settings(&config, &now, args.candidates)?;
    let earlier = args.choice.earlier_articles(&args.read);
    settings.earlier_articles = earlier.value;
    let output = args.output.over(&config, args.inputs.is_empty())?;
    let mut page = output.page()?;
    page.zone = Some(now.at.time_zone().clone());
    settings.headlines = args.choice.headlines.unwrap_or_else(|| headlines(&page, &output));
    if args.inputs.is_empty() {
        let daily = Daily {
            options: &args.daily,
            config: &config,
            now: &now,
            output: &output,
            environment: &environment,
            allow_loopback: args.web.allow_loopback,
            say,
        };
        return Ok(say.warnings(&earlier.warnings).worse(daily.run(settings, page)?));
    }
    let waiting = Waiting::new(say);
    let plan = settings.check()?.watched_by(waiting.steps());
    let take = if args.memory.is_some() { gather_in_pieces } else { gather };
    let moment = now.at.timestamp();
    let gathered = fetching::gather(&args.inputs, &args.read, &args.web, &config, moment, take)?;
    if args.keep {
        gathered.keep(&args.daily.archive(&config, &environment)?, moment)?;
    }
    let read = gathered.read;
    let mut exit =
        waiting.aside(|| say.warnings(&earlier.warnings).worse(say.warnings(&read.warnings)));
    if args.show_dropped {
        show_dropped(read.value.clone(), args.choice.max_sentences, say);
    }
    let mut scratch = args.memory.filter(|&most| is_large(&read.value, most)).map(|_| scratch());
    let outcome = match scratch.as_mut() {
        Some(Ok(scratch)) => plan.run_shelved_with_members(read.value, &mut scratch.file)?,
        Some(Err(error)) => anyhow::bail!("no temporary file for --memory: {error}"),
        None => plan.run_with_members(read.value)?,
    };
    drop(waiting);
    let (briefing, members) = outcome.value;
    drop(scratch);
    exit = exit.worse(say.warnings(&outcome.warnings));
    let mut warnings = read.warnings;
    warnings.extend(outcome.warnings);
    output.publish((&briefing, &members), &warnings, &page, say)?;
    Ok(exit)
}

/// How many headlines of what is not told a page lists when nobody says: there they fold away or
/// stand at the end.
const fn headlines(page: &Page, output: &OutputOptions) -> usize {
    const LISTED: usize = 30;
    match page.format {
        Format::Html | Format::Mail => LISTED,
        _ if output.site.folder.is_some() => LISTED,
        _ => 0,
    }
}

/// Whether the texts take more than a fifth of `memory`, so that all there is to them would take
/// about all of it.
fn is_large(articles: &[Article], memory: u64) -> bool {
    articles.iter().map(|article| article.text().len() as u64).sum::<u64>() > memory / 5
}

/// Prints what cleaning left out, article by article.
fn show_dropped(articles: Vec<Article>, limit: usize, say: Say) {
    let corpus = tidings::analysis::prepare(articles, limit);
    for dropped in corpus.dropped() {
        let article = corpus.article(dropped.article);
        let words = dropped.span.of(article.text()).unwrap_or("");
        let line: Vec<&str> = words.split_whitespace().collect();
        say.line(&format!(
            "{}: {}: {}",
            article.source.place,
            dropped.reason.label(),
            line.join(" ")
        ));
    }
}
