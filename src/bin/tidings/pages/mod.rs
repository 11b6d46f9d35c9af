//! `--site`: a briefing becomes one more day of a folder of pages.
//!
//! Files are replaced whole, each after what it leads to, the index of the site last: a run that
//! dies on its way leaves a site that can be read, and the next run of the same day writes all of
//! it again. What a day reads and writes does not grow with the site: its page, the pages of its
//! stories, the two days beside it, its month, the front page, the feed.

mod days;
mod folder;
mod passages;
mod stories;

use std::path::PathBuf;

use anyhow::Context as _;
use tidings::brief::Members;
use tidings::model::{Briefing, Warning};
use tidings::render::site::{self, Chapter, DayPage, Edition, Index, Site};
use tidings::render::{Page, day_of};

use crate::say::Say;
use folder::Folder;

/// Days on the front page.
const NEWEST: usize = 7;

/// `--site` and what belongs to it.
#[derive(Debug, Clone, Default, PartialEq, Eq, clap::Args)]
#[command(next_help_heading = "Site (a folder of pages, one a day)")]
pub struct SiteOptions {
    /// Add the briefing to a folder of pages: a page a day, months, stories over the days, a feed,
    /// a search
    ///
    /// Open its index.html; no server is needed. Without -o, --format and --deliver nothing else is
    /// written.
    #[arg(long = "site", value_name = "DIR")]
    pub folder: Option<PathBuf>,
    /// Where the folder is found on the web, for its feed: https://example.org/news/
    #[arg(long = "site-url", value_name = "ADDRESS")]
    pub address: Option<String>,
    /// What the site is called; "Briefing" without it
    #[arg(long = "site-title", value_name = "TITLE")]
    pub title: Option<String>,
}

impl SiteOptions {
    /// These options, and where they say nothing, what the configuration says; its folder counts
    /// only where `counts`.
    pub fn over(&mut self, configured: &Self, counts: bool) {
        if self.folder.is_none() && counts {
            self.folder.clone_from(&configured.folder);
        }
        self.address = self.address.take().or_else(|| configured.address.clone());
        self.title = self.title.take().or_else(|| configured.title.clone());
    }

    /// Adds a briefing to the site, where one is asked for, and says whether there is one. A
    /// briefing without stories has no page.
    ///
    /// # Errors
    /// A folder of something else, or one that cannot be read or written.
    pub fn add(
        &self,
        briefing: &Briefing,
        members: &[Members],
        warnings: &[Warning],
        page: &Page,
        say: Say,
    ) -> anyhow::Result<bool> {
        let Some(path) = &self.folder else { return Ok(false) };
        if briefing.stories.is_empty() {
            say.detail(&format!("{}: no page is added, since nothing is told", path.display()));
            return Ok(true);
        }
        let title = self.title.clone().or_else(|| page.title.clone());
        let site = Site {
            title,
            address: self.address.clone(),
            locale: page.locale,
            zone: page.zone.clone(),
        };
        let folder = Folder::open(path)?;
        let name = Adding { folder: &folder, site: &site, briefing, members, warnings }.run()?;
        say.detail(&format!("{}: written", path.join(name).display()));
        Ok(true)
    }
}

/// A briefing on its way into a site.
struct Adding<'a> {
    folder: &'a Folder,
    site: &'a Site,
    briefing: &'a Briefing,
    members: &'a [Members],
    warnings: &'a [Warning],
}

impl Adding<'_> {
    /// Writes all files that the briefing changes, and names its page.
    fn run(&self) -> anyhow::Result<String> {
        let Self { folder, site, briefing, .. } = self;
        let day = day_of(briefing).context("a briefing without a date has no place in a site")?;
        let month = day.get(..7).unwrap_or(&day).to_owned();
        let mut index = folder.index()?;
        let mut editions = folder.editions(&month)?;
        let keys = stories::keys(&index, self.members);
        let mut edition = site::edition(briefing, &day, &keys);
        edition.page = days::page_of(&editions, &edition);
        let page = edition.page.clone();

        let earlier = self.write_stories(&editions, &edition, &keys)?;
        days::put(&mut editions, edition.clone());
        let neighbours = days::neighbours(folder, &index, &month, &editions, &page)?;
        let passages = passages::of(briefing, self.members);
        let html = site::day_page(DayPage {
            briefing,
            warnings: self.warnings,
            site,
            page: &page,
            day: &day,
            keys: &keys,
            earlier: &earlier,
            passages: &passages,
            neighbours: (neighbours.0.as_ref(), neighbours.1.as_ref()),
        });
        let name = format!("days/{page}.html");
        folder.write(&name, &html)?;
        self.write_lists(&mut index, &month, &editions)?;
        for edition in [&neighbours.0, &neighbours.1].into_iter().flatten() {
            days::link(folder, site, &index, edition)?;
        }
        let feed = folder.read("feed.atom")?.unwrap_or_default();
        folder.write("feed.atom", &site::feed(briefing, site, &edition, &feed))?;
        stories::remember(&mut index, &keys, self.members, &day);
        folder.write_index(&index)?;
        Ok(name)
    }

    /// Writes the page of each story with what is told now; gives what other days told of each, in
    /// the order of the briefing. Stories that a page of the same name told before and does not any
    /// more lose that day.
    fn write_stories(
        &self,
        editions: &[Edition],
        edition: &Edition,
        keys: &[String],
    ) -> anyhow::Result<Vec<Vec<Chapter>>> {
        let old = editions.iter().find(|old| old.page == edition.page);
        for told in old.iter().flat_map(|old| &old.stories) {
            if !keys.contains(&told.key) {
                let mut chapters = self.folder.chapters(&told.key)?;
                chapters.retain(|chapter| chapter.page != edition.page);
                self.folder.write_story(&told.key, self.site, &chapters)?;
            }
        }
        let mut earlier = Vec::with_capacity(keys.len());
        for key in keys {
            let mut chapters = self.folder.chapters(key)?;
            chapters.retain(|chapter| chapter.page != edition.page);
            let before =
                |chapter: &&Chapter| days::order(&chapter.page) < days::order(&edition.page);
            earlier.push(chapters.iter().filter(before).cloned().collect());
            if let Some(told) = edition.stories.iter().find(|told| told.key == *key) {
                let (page, day) = (edition.page.clone(), edition.day.clone());
                chapters.push(Chapter { page, day, told: told.clone() });
                chapters.sort_by(|a, b| days::order(&a.page).cmp(&days::order(&b.page)));
                self.folder.write_story(key, self.site, &chapters)?;
            }
        }
        Ok(earlier)
    }

    /// The month, the search, the front page, the style.
    fn write_lists(
        &self,
        index: &mut Index,
        month: &str,
        editions: &[Edition],
    ) -> anyhow::Result<()> {
        let Self { folder, site, .. } = self;
        let is_new = !index.months.contains_key(month);
        folder.write(&format!("search/{month}.js"), &site::month_script(month, editions))?;
        let count = u32::try_from(editions.len()).unwrap_or(u32::MAX);
        index.months.insert(month.to_owned(), count);
        folder.write(
            &format!("months/{month}.html"),
            &site::month_page(site, month, editions, days::beside(index, month)),
        )?;
        if is_new {
            // The months beside it lead to it now.
            let (before, after) = days::beside(index, month);
            for other in [before, after].into_iter().flatten() {
                let held = folder.editions(other)?;
                let page = site::month_page(site, other, &held, days::beside(index, other));
                folder.write(&format!("months/{other}.html"), &page)?;
            }
        }
        folder.write("search.html", &site::search_page(site, index))?;
        folder.write("search.js", site::SEARCH_SCRIPT)?;
        folder.write("site.css", &site::style())?;
        let newest = days::newest(folder, index, NEWEST)?;
        folder.write("index.html", &site::front_page(site, &newest, index))
    }
}
