//! What decides which articles belong together, as options that several commands share.

use std::path::{Path, PathBuf};

use anyhow::Context as _;
use tidings::brief::{Background, Settings};
use tidings::stories::StoriesModel;
use tidings::terms::DocumentFrequencies;

use crate::config::Config;
use crate::input::read_text;

/// Options of a command that only groups articles.
#[derive(Debug, Clone, Default, clap::Args)]
pub struct JudgeOptions {
    /// Model of stories made by `tidings tune-stories`, instead of its own
    #[arg(long, value_name = "FILE", help_heading = "Grouping")]
    pub stories_model: Option<PathBuf>,
    /// Document frequencies of a larger collection, made by `tidings terms --count` or `tidings
    /// archive doc-freq`
    #[arg(long, value_name = "FILE", help_heading = "Grouping")]
    pub doc_freq: Option<PathBuf>,
}

impl JudgeOptions {
    /// Settings with what these options name, and where they name none, what the configuration
    /// does.
    pub fn settings(&self, config: &Config) -> anyhow::Result<Settings> {
        let background = background(self.doc_freq.as_deref().or(config.doc_freq.as_deref()))?;
        let stories_model = self.stories_model.as_deref().map(stories_model).transpose()?;
        Ok(Settings { background, stories_model, ..Settings::default() })
    }
}

/// The model of stories in a file.
pub fn stories_model(path: &Path) -> anyhow::Result<StoriesModel> {
    let text = read_text(path)?;
    StoriesModel::from_json(&text).with_context(|| path.display().to_string())
}

/// The document frequencies in a file, where one is named.
pub fn background(path: Option<&Path>) -> anyhow::Result<Background> {
    Ok(Background { frequencies: path.map(frequencies).transpose()? })
}

/// The table of document frequencies in a file.
pub fn frequencies(path: &Path) -> anyhow::Result<DocumentFrequencies> {
    DocumentFrequencies::from_tsv(&read_text(path)?)
        .with_context(|| format!("{}: is no table of document frequencies", path.display()))
}
