//! What a run would do, for `--dry-run`.

use std::fmt::Write as _;
use std::path::Path;

use tidings::render::{Format, Page, render_page};

use super::diff::plain;
use super::{Daily, Made};

/// The feeds that would be fetched, the stories that would be told, where the page would go and
/// what would be remembered.
pub(super) fn text(
    daily: &Daily<'_>,
    archive: &Path,
    made: &Made<'_>,
    page: &Page,
) -> anyhow::Result<String> {
    let mut out = String::new();
    let _ = writeln!(out, "archive: {}", archive.display());
    let _ = writeln!(out, "profile: {}", daily.config.profile);
    if let Some(window) = made.briefing.window {
        let (from, until) = (daily.now.shown(window.from.at), daily.now.shown(window.until.at));
        let _ = writeln!(out, "window: {from} until {until}");
    }
    fetched(&mut out, daily);
    quotes(&mut out, made);
    sent(&mut out, daily, made, page)?;
    let sentences: usize = made.briefing.stories.iter().map(|story| story.items.len()).sum();
    let _ = writeln!(
        out,
        "would remember {} as reported; nothing was changed",
        count(sentences, "sentence", "sentences")
    );
    Ok(out)
}

/// "1 story", "2 stories".
fn count<N: PartialEq + From<u8> + std::fmt::Display>(n: N, one: &str, many: &str) -> String {
    let noun = if n == N::from(1) { one } else { many };
    format!("{n} {noun}")
}

fn fetched(out: &mut String, daily: &Daily<'_>) {
    let feeds = &daily.config.feeds;
    let _ = writeln!(out, "feeds of the configuration: {}", feeds.len());
    for feed in feeds {
        let name = feed.publisher.as_ref().or(feed.name.as_ref());
        let name = name.map_or_else(String::new, |name| format!(" ({})", plain(name)));
        let _ = writeln!(out, "  {}{name}", plain(&feed.url));
    }
}

fn quotes(out: &mut String, made: &Made<'_>) {
    let counts = made.briefing.counts;
    let stories = &made.briefing.stories;
    let _ = writeln!(
        out,
        "would brief {} from {} in {}",
        count(stories.len(), "story", "stories"),
        count(counts.articles, "article", "articles"),
        count(counts.words, "word", "words")
    );
    for (n, story) in (1..).zip(stories) {
        let headline = story.headline.as_ref().map_or("(no headline)", |h| h.text.as_str());
        let section = story.section.as_ref().map_or_else(String::new, |s| format!("{s}: "));
        let mut marks = Vec::new();
        if story.update {
            marks.push("update");
        }
        if story.brief {
            marks.push("in brief");
        }
        let marks =
            if marks.is_empty() { String::new() } else { format!(" ({})", marks.join(", ")) };
        let _ = writeln!(out, "  {n}. {}{}{marks}", plain(&section), plain(headline));
    }
}

fn sent(out: &mut String, daily: &Daily<'_>, made: &Made<'_>, page: &Page) -> anyhow::Result<()> {
    let mail = &daily.output.mail;
    let file = daily.output.file.path.as_ref();
    if let Some(site) = &daily.output.site.folder {
        let day = tidings::render::day_of(&made.briefing).unwrap_or_default();
        let _ = writeln!(out, "would add {day} to the pages in {}", site.display());
    }
    if file.is_some() || (mail.deliver.is_none() && daily.output.site.folder.is_none()) {
        let bytes = render_page(&made.briefing, &made.warnings, page)?.bytes.len();
        let place = file.map_or_else(|| "standard output".to_owned(), |f| f.display().to_string());
        let _ = writeln!(out, "would write {bytes} bytes of {} to {place}", page.format);
    }
    if let Some(delivery) = &mail.deliver {
        let mail = Page { format: Format::Mail, ..page.clone() };
        let bytes = render_page(&made.briefing, &made.warnings, &mail)?.bytes;
        let text = String::from_utf8_lossy(&bytes);
        let _ = writeln!(out, "would hand a mail of {} bytes to {delivery}", bytes.len());
        let names = ["From:", "To:", "Subject:", "Message-ID:"];
        for line in text.lines().take_while(|line| !line.trim().is_empty()) {
            if names.iter().any(|name| line.starts_with(name)) {
                let _ = writeln!(out, "  {}", plain(line));
            }
        }
    }
    Ok(())
}
