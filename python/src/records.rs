//! Articles as rows that travel between machines: each as one line of JSON that holds all that is
//! known of it, beside what jobs are cut by.

use pyo3::prelude::*;
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};
use tidings::analysis::{Background, Frame, prepare};
use tidings::model::{Article, Language, Place, Published, Source};
use tidings::stories::{self, Earlier};
use tidings::terms::DocumentFrequencies;
use tidings::text::language;

use crate::articles::{Articles, Column, Texts};
use crate::error;
use crate::walk::tree::{Found, Input, Walk};

/// An article with nothing left out; what is read again is equal to what was written.
#[derive(Serialize, Deserialize)]
struct Record {
    source: Source,
    title: Option<String>,
    byline: Option<String>,
    published: Option<Published>,
    language: Option<Language>,
    teaser: bool,
    opinion: bool,
    feed: Option<String>,
    place_in_feed: Option<u32>,
    id: Option<String>,
    text: String,
}

impl Record {
    fn of(article: &Article) -> Self {
        Self {
            source: article.source.clone(),
            title: article.title.clone(),
            byline: article.byline.clone(),
            published: article.published,
            language: article.language,
            teaser: article.teaser,
            opinion: article.opinion,
            feed: article.feed.clone(),
            place_in_feed: article.place_in_feed,
            id: article.id.clone(),
            text: article.text().to_owned(),
        }
    }

    fn article(self) -> PyResult<Article> {
        let mut article = Article::new(self.source, self.text).map_err(error)?;
        article.title = self.title;
        article.byline = self.byline;
        article.published = self.published;
        article.language = self.language;
        article.teaser = self.teaser;
        article.opinion = self.opinion;
        article.feed = self.feed;
        article.place_in_feed = self.place_in_feed;
        article.id = self.id;
        Ok(article)
    }
}

/// Columns of rows: day of publication in UTC, language, name, the article itself.
type Rows = (Vec<Option<String>>, Vec<Option<String>>, Vec<String>, Vec<String>);

/// The articles from place `start` to before `stop` as rows. With `placeless`, an article is placed
/// at its address, and nowhere without one: for tables whose rows have no number of their own.
#[pyfunction]
#[pyo3(signature = (articles, start, stop, placeless=false))]
pub fn to_records(
    py: Python<'_>,
    articles: &Articles,
    start: usize,
    stop: usize,
    placeless: bool,
) -> PyResult<Rows> {
    let some = articles.articles.get(start..stop.min(articles.articles.len())).unwrap_or(&[]);
    py.detach(|| {
        let mut rows = Rows::default();
        for article in some {
            // Years of four digits: what else a date may say is no day of news.
            let at = article.published.map(|published| published.at.to_string());
            let day = at.as_deref().and_then(|at| at.split('T').next());
            rows.0.push(day.filter(|day| day.len() == 10).map(str::to_owned));
            rows.1.push(language::of(article).map(|language| language.code().to_owned()));
            rows.2.push(name(article));
            let mut record = Record::of(article);
            if placeless {
                let url = record.source.url.clone();
                record.source.place = url.map_or(Place::Stdin { record: None }, Place::Url);
            }
            rows.3.push(serde_json::to_string(&record).map_err(error)?);
        }
        Ok(rows)
    })
}

/// The articles of record batches that [`to_records`] wrote, each as its number of rows and its
/// column of lines.
///
/// The addresses must be those of buffers that live until this returns, in Arrow's layout.
#[pyfunction]
pub fn from_records(py: Python<'_>, batches: Vec<(usize, Column)>) -> PyResult<Articles> {
    py.detach(|| {
        let mut articles = Vec::with_capacity(batches.iter().map(|batch| batch.0).sum());
        for (rows, column) in &batches {
            let texts = Texts::of(column, *rows);
            for record in (0..*rows).filter_map(|row| texts.get(row)) {
                let record: Record = serde_json::from_slice(record).map_err(error)?;
                articles.push(record.article()?);
            }
        }
        Ok(Articles { articles, warnings: Vec::new() })
    })
}

/// What an article is called for good: 32 hexadecimal digits of the SHA-256 of its address, or of
/// its text without one.
pub fn name(article: &Article) -> String {
    let digest = Sha256::digest(article.source.url.as_deref().unwrap_or(article.text()));
    digest.iter().take(16).map(|byte| format!("{byte:02x}")).collect()
}

/// How many of the articles hold each stem, in order of the stems' bytes.
#[pyfunction]
pub fn count(py: Python<'_>, articles: &Articles) -> Vec<(String, u64)> {
    let given = articles.articles.clone();
    py.detach(|| {
        let corpus = prepare(given, usize::MAX);
        let frame = Frame::new(&corpus, &Background::default(), None);
        let counted = DocumentFrequencies::count(&corpus, &frame.table);
        counted.iter().map(|(stem, count)| (stem.to_owned(), count)).collect()
    })
}

/// Document frequencies of a larger collection.
#[pyclass(frozen, module = "tidings._tidings")]
pub struct Frequencies(pub(crate) DocumentFrequencies);

#[pymethods]
impl Frequencies {
    /// A table as `tidings terms --count` writes it.
    #[new]
    fn new(py: Python<'_>, table: &str) -> PyResult<Self> {
        py.detach(|| DocumentFrequencies::from_tsv(table)).map(Self).map_err(error)
    }
}

/// The files that are read of `paths`, in order, and what is said of the rest, in the command's
/// words.
#[pyfunction]
pub fn files(
    py: Python<'_>,
    paths: Vec<std::path::PathBuf>,
) -> (Vec<std::path::PathBuf>, Vec<String>) {
    py.detach(|| {
        let mut walk = Walk::default();
        for path in &paths {
            walk.named(path);
        }
        let (mut files, mut odd) = (Vec::new(), Vec::new());
        for found in walk.found {
            match found {
                Found::Input(Input::File(path)) => files.push(path),
                Found::Input(Input::Stdin) => {
                    odd.push(
                        "standard input: it is on one machine alone; hint: name a file".to_owned(),
                    );
                }
                Found::Odd(warning) => odd.push(warning.to_string()),
            }
        }
        (files, odd)
    })
}

/// Which story of today, each given by the names of its articles, goes on from which earlier one
/// (key and names): for each its key, and whether it goes on under an earlier one's.
#[pyfunction]
pub fn identify(
    today: Vec<Vec<String>>,
    earlier: Vec<(String, Vec<String>)>,
) -> Vec<(String, bool)> {
    let earlier: Vec<Earlier> =
        earlier.into_iter().map(|(key, articles)| Earlier { key, articles }).collect();
    let named = stories::identify(&today, &earlier);
    named.into_iter().map(|identity| (identity.key, identity.goes_on)).collect()
}
