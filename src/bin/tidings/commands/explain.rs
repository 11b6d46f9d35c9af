//! `tidings explain`: for each sentence, the parts of its score, what it repeats, or why it was
//! left out.

use std::fmt::Write as _;
use std::path::PathBuf;

use tidings::model::{Briefing, Candidate, Citation, StoryBriefing};

use super::brief::Choice;
use crate::config::environment;
use crate::exit::Exit;
use crate::fetching::WebOptions;
use crate::input::ReadOptions;
use crate::kept::KeptOptions;
use crate::output::OutputFile;
use crate::say::Say;

/// Arguments of `tidings explain`.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Files, folders (read with everything below them), addresses of feeds and pages, or - for
    /// standard input; without any, the archive
    #[arg(value_name = "INPUT")]
    inputs: Vec<PathBuf>,
    #[command(flatten)]
    kept: KeptOptions,
    #[command(flatten)]
    web: WebOptions,
    #[command(flatten)]
    choice: Choice,
    #[command(flatten)]
    read: ReadOptions,
    #[command(flatten)]
    output: OutputFile,
}

/// Runs the command.
pub fn run(args: Args, say: Say) -> anyhow::Result<Exit> {
    if let Some(list) = args.choice.method_help() {
        args.output.write(list.as_bytes())?;
        return Ok(Exit::Complete);
    }
    let config = args.choice.config.load(&environment)?;
    let now = args.choice.now.resolve(&config, &environment)?;
    let mut settings = args.choice.settings(&config, &now, true)?;
    let earlier = args.choice.earlier_articles(&args.read);
    settings.earlier_articles = earlier.value;
    let plan = settings.check()?;
    let read = args.kept.or_inputs(&args.inputs, (&args.read, &args.web), &config, &now)?;
    let mut exit = say.warnings(&earlier.warnings).worse(say.warnings(&read.warnings));
    let outcome = plan.run(read.value)?;
    exit = exit.worse(say.warnings(&outcome.warnings));
    args.output.write(explain(&outcome.value).as_bytes())?;
    Ok(exit)
}

fn explain(briefing: &Briefing) -> String {
    let mut out = format!("{}\n", briefing.recipe);
    for (n, story) in briefing.stories.iter().enumerate() {
        let headline = story.headline.as_ref().map_or("(no headline)", |h| h.text.as_str());
        let _ = writeln!(out, "\nStory {}: {}", n + 1, plain(headline));
        for group in [chosen(story), passed(story), left_out(story)] {
            out.push_str(&group);
        }
    }
    let _ = writeln!(out, "\nSources:");
    for source in &briefing.sources {
        let name = source.source.publisher.clone().unwrap_or_default();
        let _ = writeln!(
            out,
            "  [{}] {} {}",
            source.number.0,
            plain(&name),
            plain(&source.source.place.to_string())
        );
    }
    out
}

fn chosen(story: &StoryBriefing) -> String {
    let mut ranked: Vec<&Candidate> =
        story.candidates.iter().filter(|c| c.rank.is_some()).collect();
    ranked.sort_by_key(|c| c.rank);
    let mut out = String::from("  chosen, in order of rank:\n");
    for candidate in ranked {
        let rank = candidate.rank.unwrap_or_default();
        let gain = candidate.score.unwrap_or_default();
        let _ =
            writeln!(out, "  {rank:>3}. {} {}", place(candidate.citation), plain(&candidate.text));
        let parts: Vec<String> =
            candidate.why.parts.iter().map(|p| format!("{} {:.3}", p.name, p.value)).collect();
        let _ = writeln!(
            out,
            "       gain {gain:.4}{}{}",
            if parts.is_empty() { "" } else { ": " },
            parts.join(", ")
        );
    }
    out
}

fn passed(story: &StoryBriefing) -> String {
    let mut out = String::from("  passed over:\n");
    for candidate in &story.candidates {
        if candidate.rank.is_none() && candidate.dropped.is_none() {
            let repeat = candidate
                .duplicate_of
                .map_or_else(String::new, |c| format!(" (says the same as {})", place(c)));
            let _ = writeln!(
                out,
                "     - {} {}{repeat}",
                place(candidate.citation),
                plain(&candidate.text)
            );
        }
    }
    out
}

fn left_out(story: &StoryBriefing) -> String {
    let mut out = String::from("  not to be quoted:\n");
    for candidate in story.candidates.iter().filter(|c| c.rank.is_none()) {
        if let Some(reason) = candidate.dropped {
            let _ = writeln!(
                out,
                "     - {} {}: {}",
                place(candidate.citation),
                reason.label(),
                plain(&candidate.text)
            );
        }
    }
    out
}

fn place(citation: Citation) -> String {
    match citation.span {
        Some(span) => format!("[{}:{}-{}]", citation.source.0, span.start(), span.end()),
        None => format!("[{}:title]", citation.source.0),
    }
}

/// On one line, without control characters.
fn plain(text: &str) -> String {
    let safe: String = text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    safe.split_whitespace().collect::<Vec<_>>().join(" ")
}
