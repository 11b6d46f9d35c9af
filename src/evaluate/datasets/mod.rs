//! Data sets: articles about one thing, with people's summaries of them. One file per form.
//!
//! A reader never gives up on a broken item: the item is named in a warning, left out and counted,
//! and the rest goes on. Data sets are files that somebody named, so these readers open them
//! themselves.

mod common;
mod duc;
mod files;
mod folder;
mod gold;
mod multinews;
mod sgml;
mod stories;
mod wcep;

use std::path::{Path, PathBuf};
use std::str::FromStr;

use crate::model::{Article, Outcome, Place, Severity, Source, Warning, count_words};

pub use common::earlier;
pub use files::checksum;
pub use gold::{GoldStories, gold_stories};

/// Articles about one thing, and what people made of them.
#[derive(Debug, Clone)]
pub struct Item {
    /// Name, unique within its data set.
    pub id: String,
    /// The articles, in the data set's order; never empty.
    pub articles: Vec<Article>,
    /// Summaries by people, each as its lines (sentences where the data set has one a line); never
    /// empty.
    pub references: Vec<Vec<String>>,
    /// What the reader asked for, where the data set says.
    pub query: Option<String>,
    /// Articles that the reader has seen before: an update summary says what they did not say.
    pub earlier: Vec<Article>,
}

/// A data set.
#[derive(Debug, Clone)]
pub struct DataSet {
    /// Its name in tables: the file's or folder's own name.
    pub name: String,
    /// Its items, in the order of the files.
    pub items: Vec<Item>,
}

impl DataSet {
    /// Mean length of the references in words, rounded down, at least 1.
    #[must_use]
    pub fn reference_words(&self) -> u32 {
        let lengths = self.items.iter().flat_map(|item| &item.references);
        let (mut sum, mut count) = (0u64, 0u64);
        for reference in lengths {
            sum += reference.iter().map(|line| u64::from(count_words(line))).sum::<u64>();
            count += 1;
        }
        u32::try_from(sum.checked_div(count).unwrap_or(0)).unwrap_or(u32::MAX).max(1)
    }
}

/// The forms that data sets come in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// JSONL, one item a line: `{"id", "documents": [document, …], "references": [text, …]}` of
    /// documents `{"title", "source", "date", "url", "text"}`, with `"earlier": [document, …]`
    /// where the reader has seen those before.
    Common,
    /// Multi-News (Fabbri et al. 2019): lines of `X.src` hold documents between `|||||`, lines of
    /// `X.tgt` summaries.
    MultiNews,
    /// WCEP (Gholipour Ghalandari et al. 2020): JSONL,
    /// `{"id", "summary", "articles": [{"title", "text", …}, …]}`.
    Wcep,
    /// DUC and TAC: folders of SGML documents, model summaries named `D30001.M.100.T.A`, topics as
    /// SGML.
    Duc,
    /// CNN/DailyMail (Hermann et al. 2015): `.story` files whose `@highlight` lines are the
    /// summary.
    Stories,
    /// A folder of articles in any format, with references beside them.
    Folder,
}

impl Form {
    /// All forms.
    pub const ALL: [Self; 6] =
        [Self::Common, Self::MultiNews, Self::Wcep, Self::Duc, Self::Stories, Self::Folder];

    /// Its name on the command line.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Common => "jsonl",
            Self::MultiNews => "multinews",
            Self::Wcep => "wcep",
            Self::Duc => "duc",
            Self::Stories => "stories",
            Self::Folder => "folder",
        }
    }

    /// The form of what lies at `path`, by what is in it.
    ///
    /// # Errors
    /// [`DataSetError`] when nothing lies there, or nothing that looks like a data set.
    pub fn detect(path: &Path) -> Result<Self, DataSetError> {
        if path.is_dir() {
            return form_of_folder(path);
        }
        let name =
            path.file_name().map(|name| name.to_string_lossy().to_lowercase()).unwrap_or_default();
        if name.contains(".src") {
            return Ok(Self::MultiNews);
        }
        if name.ends_with(".story") {
            return Ok(Self::Stories);
        }
        let bytes = files::load(path)?;
        let first = bytes.split(|&byte| byte == b'\n').find(|line| !line.trim_ascii().is_empty());
        let first: serde_json::Value = first
            .and_then(|line| serde_json::from_slice(line).ok())
            .ok_or_else(|| DataSetError::Unknown { path: path.to_owned() })?;
        if first.get("documents").is_some() {
            Ok(Self::Common)
        } else if first.get("articles").is_some() {
            Ok(Self::Wcep)
        } else {
            Err(DataSetError::Unknown { path: path.to_owned() })
        }
    }
}

/// The form of a folder, by the names of what is in it.
fn form_of_folder(folder: &Path) -> Result<Form, DataSetError> {
    let here = files::entries(folder)?;
    if here.iter().any(|path| files::file_name(path).ends_with(".src")) {
        return Ok(Form::MultiNews);
    }
    if here.iter().any(|path| files::file_name(path).ends_with(".story")) {
        return Ok(Form::Stories);
    }
    if folder.join("gold").join("stories.json").is_file() {
        return Ok(Form::Folder);
    }
    let all = files::below(folder)?;
    if all.iter().any(|path| duc::model_key(&files::file_name(path)).is_some()) {
        return Ok(Form::Duc);
    }
    let has_references = here.iter().any(|path| {
        path.is_dir()
            && (files::file_name(path) == "references" || path.join("references").is_dir())
    });
    if has_references {
        Ok(Form::Folder)
    } else {
        Err(DataSetError::Unknown { path: folder.to_owned() })
    }
}

/// A name that no [`Form`] has.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error(
    "`{0}` is no form of data set; the forms are jsonl, multinews, wcep, duc, stories and folder"
)]
pub struct UnknownForm(String);

impl FromStr for Form {
    type Err = UnknownForm;

    fn from_str(name: &str) -> Result<Self, UnknownForm> {
        Self::ALL
            .into_iter()
            .find(|form| form.name() == name)
            .ok_or_else(|| UnknownForm(name.to_owned()))
    }
}

/// A data set that cannot be read at all.
#[derive(Debug, thiserror::Error)]
pub enum DataSetError {
    /// A file or folder cannot be read.
    #[error("`{}` cannot be read: {error}", path.display())]
    Unreadable {
        /// Where.
        path: PathBuf,
        /// Why.
        error: std::io::Error,
    },
    /// Compressed, and this build cannot unpack it.
    #[error("`{}` is compressed and this build has no reader for that; unpack it first", path.display())]
    Compressed {
        /// Where.
        path: PathBuf,
    },
    /// Nothing that looks like a data set.
    #[error(
        "`{}` looks like no data set; name its form with --form: jsonl, multinews, wcep, duc, stories or folder",
        path.display()
    )]
    Unknown {
        /// Where.
        path: PathBuf,
    },
    /// A data set without a single whole item.
    #[error("`{}` has no item with articles and a reference{}", path.display(), .first.as_deref().map(|w| format!("; the first is broken: {w}")).unwrap_or_default())]
    Empty {
        /// Where.
        path: PathBuf,
        /// What the first broken item lacked.
        first: Option<String>,
    },
    /// The other half of a pair of files is missing.
    #[error("`{}` is missing: {why}", path.display())]
    Missing {
        /// What is missing.
        path: PathBuf,
        /// What it is needed for.
        why: &'static str,
    },
}

/// Reads the data set at `path`; without a `form` it is told by [`Form::detect`].
///
/// # Errors
/// [`DataSetError`] when it cannot be read or has no whole item. Items that are broken are
/// warnings.
pub fn read(path: &Path, form: Option<Form>) -> Result<Outcome<DataSet>, DataSetError> {
    let form = match form {
        Some(form) => form,
        None => Form::detect(path)?,
    };
    let mut sink = Sink::default();
    match form {
        Form::Common => common::read(path, &mut sink)?,
        Form::MultiNews => multinews::read(path, &mut sink)?,
        Form::Wcep => wcep::read(path, &mut sink)?,
        Form::Duc => duc::read(path, &mut sink)?,
        Form::Stories => stories::read(path, &mut sink)?,
        Form::Folder => folder::read(path, &mut sink)?,
    }
    if sink.items.is_empty() {
        let lost = sink.warnings.iter().find(|warning| warning.severity == Severity::Failed);
        let first = lost.map(ToString::to_string);
        return Err(DataSetError::Empty { path: path.to_owned(), first });
    }
    let name = files::name_of(path);
    Ok(Outcome { value: DataSet { name, items: sink.items }, warnings: sink.warnings })
}

/// Where items and warnings gather.
#[derive(Debug, Default)]
struct Sink {
    items: Vec<Item>,
    warnings: Vec<Warning>,
    ids: std::collections::BTreeSet<String>,
}

impl Sink {
    /// Takes an item that is whole; names one that is not.
    fn take(&mut self, place: String, mut item: Item) {
        item.references.retain(|reference| reference.iter().any(|line| !line.trim().is_empty()));
        item.articles.retain(|article| !article.text().trim().is_empty());
        if item.articles.is_empty() {
            return self.broken(place, "no article with text; the item is left out");
        }
        if item.references.is_empty() {
            return self.broken(place, "no reference summary; the item is left out");
        }
        if !self.ids.insert(item.id.clone()) {
            return self.broken(
                place,
                format!("the id `{}` comes a second time; the item is left out", item.id),
            );
        }
        self.items.push(item);
    }

    fn broken(&mut self, place: impl Into<String>, message: impl Into<String>) {
        self.warnings.push(Warning::failed(place, message));
    }
}

/// The lines of a reference, without empty ones.
fn lines_of(text: &str) -> Vec<String> {
    text.lines().map(str::trim).filter(|line| !line.is_empty()).map(str::to_owned).collect()
}

/// An article of bare text.
fn article_of(path: &Path, record: Option<u32>, text: String) -> Option<Article> {
    let place = Place::File { path: path.display().to_string(), record };
    Article::new(Source { publisher: None, url: None, place }, text).ok()
}

#[cfg(test)]
mod tests;
