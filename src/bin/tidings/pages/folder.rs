//! The files of a site.

use std::fs::{self, File, OpenOptions, TryLockError};
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use anyhow::{Context as _, bail};
use tidings::render::site::{self, Chapter, Edition, Index, Site};

use crate::exit::Passing;
use crate::output::write_file;

/// The index of the site.
const INDEX: &str = "site.json";

/// How long another run that writes into the folder is waited for.
const PATIENCE: Duration = Duration::from_secs(25);

/// A site's folder, held for one run at a time.
pub(super) struct Folder {
    path: PathBuf,
    _lock: File,
}

impl Folder {
    /// The folder, made where there is none.
    ///
    /// # Errors
    /// A folder that holds somebody else's pages, or cannot be made; another run that does not end.
    pub(super) fn open(path: &Path) -> anyhow::Result<Self> {
        let shown = path.display();
        if !path.join(INDEX).exists() && path.join("index.html").exists() {
            bail!(
                "{shown}: holds an index.html that is not a site of tidings; hint: name an empty or a new folder"
            );
        }
        for name in ["days", "months", "search", "stories"] {
            let folder = path.join(name);
            fs::create_dir_all(&folder)
                .with_context(|| format!("{}: cannot be made", folder.display()))?;
        }
        let lock = path.join(".lock");
        let mut options = OpenOptions::new();
        let options = options.write(true).create(true).truncate(false);
        let file =
            options.open(&lock).with_context(|| format!("{}: cannot be opened", lock.display()))?;
        let start = Instant::now();
        loop {
            match file.try_lock() {
                Ok(()) => break,
                Err(TryLockError::WouldBlock) if start.elapsed() < PATIENCE => {
                    std::thread::sleep(Duration::from_millis(50));
                }
                Err(TryLockError::WouldBlock) => {
                    return Err(Passing(format!("{shown}: another run writes into it")).into());
                }
                Err(TryLockError::Error(error)) => {
                    return Err(error)
                        .with_context(|| format!("{}: cannot be locked", lock.display()));
                }
            }
        }
        let folder = Self { path: path.to_owned(), _lock: file };
        if !path.join(INDEX).exists() {
            // Whoever dies before the first index is there leaves a folder that is known as ours.
            folder.write_index(&Index { version: Index::VERSION, ..Index::default() })?;
        }
        Ok(folder)
    }

    /// The text of a file; `None` where there is none.
    pub(super) fn read(&self, name: &str) -> anyhow::Result<Option<String>> {
        let path = self.path.join(name);
        match fs::read_to_string(&path) {
            Ok(text) => Ok(Some(text)),
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
            Err(error) => Err(error).with_context(|| format!("{}: cannot be read", path.display())),
        }
    }

    /// Writes a file whole, where it would change.
    pub(super) fn write(&self, name: &str, text: &str) -> anyhow::Result<()> {
        let path = self.path.join(name);
        if fs::read(&path).is_ok_and(|there| there == text.as_bytes()) {
            return Ok(());
        }
        write_file(&path, text.as_bytes())
    }

    /// What is remembered of the site.
    ///
    /// # Errors
    /// An index that is none, or one of a later version.
    pub(super) fn index(&self) -> anyhow::Result<Index> {
        let path = self.path.join(INDEX);
        let text = self.read(INDEX)?.unwrap_or_default();
        let index: Index = serde_json::from_str(&text)
            .with_context(|| format!("{}: is no index of a site", path.display()))?;
        if index.version != Index::VERSION {
            bail!("{}: is of another version of tidings", path.display());
        }
        Ok(index)
    }

    /// Writes what is remembered: the last file of a run.
    pub(super) fn write_index(&self, index: &Index) -> anyhow::Result<()> {
        self.write(INDEX, &(serde_json::to_string(index)? + "\n"))
    }

    /// The days of a month, the earliest first.
    pub(super) fn editions(&self, month: &str) -> anyhow::Result<Vec<Edition>> {
        let name = format!("search/{month}.js");
        let Some(text) = self.read(&name)? else { return Ok(Vec::new()) };
        site::editions_of(&text).with_context(|| {
            format!("{}: is no month of a site of tidings", self.path.join(name).display())
        })
    }

    /// What was told of a story so far.
    pub(super) fn chapters(&self, key: &str) -> anyhow::Result<Vec<Chapter>> {
        let name = story(key);
        let Some(text) = self.read(&name)? else { return Ok(Vec::new()) };
        site::chapters_of(&text).with_context(|| {
            format!("{}: is no story of a site of tidings", self.path.join(name).display())
        })
    }

    /// The page of a story; none of one that nothing is told of any more.
    pub(super) fn write_story(
        &self,
        key: &str,
        site: &Site,
        chapters: &[Chapter],
    ) -> anyhow::Result<()> {
        if !chapters.is_empty() {
            return self.write(&story(key), &site::story_page(site, chapters));
        }
        let path = self.path.join(story(key));
        match fs::remove_file(&path) {
            Err(error) if error.kind() != ErrorKind::NotFound => {
                Err(error).with_context(|| format!("{}: cannot be removed", path.display()))
            }
            _ => Ok(()),
        }
    }
}

/// The page of a story. Keys are hexadecimal digits; of anything else in a file that somebody has
/// changed, nothing may lead out of the folder.
fn story(key: &str) -> String {
    let key: String = key.chars().filter(char::is_ascii_alphanumeric).collect();
    format!("stories/{key}.html")
}
