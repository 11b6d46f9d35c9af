//! A briefing: made, shown, handed out.

use jiff::Timestamp;
use pyo3::prelude::*;
use tidings::brief::{Background, Members, MethodChoice, Older, Settings};
use tidings::model::{self, Outcome, Warning};
use tidings::render::{Format, Page, render};

use crate::articles::Articles;
use crate::progress::watching;
use crate::records::{Frequencies, name};
use crate::{NothingToTell, error};

/// A briefing with what was odd on the way to it.
#[pyclass(frozen, module = "tidings._tidings")]
pub struct Briefing {
    pub(crate) briefing: model::Briefing,
    warnings: Vec<Warning>,
    members: Vec<Vec<String>>,
}

#[pymethods]
impl Briefing {
    /// The page in one of the command's formats; `width` counts columns of text; `locale` is the
    /// language of headings, counts and dates ("de"), English for one without labels.
    #[pyo3(signature = (format, width=None, title=None, locale=None))]
    fn render(
        &self,
        py: Python<'_>,
        format: &str,
        width: Option<u16>,
        title: Option<String>,
        locale: Option<&str>,
    ) -> PyResult<String> {
        let mut page = Page::new(format.parse::<Format>().map_err(error)?);
        page.width = width.unwrap_or(page.width);
        page.title = title;
        page.locale = locale.and_then(model::Language::parse);
        let bytes = py.detach(|| render(&self.briefing, &self.warnings, &page)).map_err(error)?;
        String::from_utf8(bytes).map_err(error)
    }

    /// The names of the articles that each story is made of, cited or not.
    #[getter]
    fn members(&self) -> Vec<Vec<String>> {
        self.members.clone()
    }

    /// What was odd on the way, in the command's words.
    #[getter]
    fn warnings(&self) -> Vec<String> {
        self.warnings.iter().map(ToString::to_string).collect()
    }
}

/// Makes a briefing of articles.
#[pyfunction]
#[pyo3(signature = (
    articles, *, length=None, method=None, query=None, one_story=false, newsroom=true, older="mark",
    now=None, headlines=0, max_sentences=2_000, candidates=false, told=None,
    frequencies=None, clock=true, progress=None,
))]
#[allow(clippy::too_many_arguments)]
pub fn brief(
    py: Python<'_>,
    articles: &Articles,
    length: Option<&str>,
    method: Option<&str>,
    query: Option<String>,
    one_story: bool,
    newsroom: bool,
    older: &str,
    now: Option<&str>,
    headlines: usize,
    max_sentences: usize,
    candidates: bool,
    told: Option<&Articles>,
    frequencies: Option<&Frequencies>,
    clock: bool,
    progress: Option<Py<PyAny>>,
) -> PyResult<Briefing> {
    let (now, offset) = moment(now, clock)?;
    let settings = Settings {
        method: method
            .map(str::parse::<MethodChoice>)
            .transpose()
            .map_err(error)?
            .unwrap_or_default(),
        length: length.map(str::parse).transpose().map_err(error)?,
        older: match older {
            "mark" => Older::Mark,
            "keep" => Older::Keep,
            _ => {
                return Err(error(format!(
                    "`{older}` is no way with older articles; say mark or keep"
                )));
            }
        },
        query,
        one_story,
        newsroom,
        now,
        offset,
        headlines,
        sentences_per_article: max_sentences,
        candidates,
        earlier_articles: told.map(|earlier| earlier.articles.clone()).unwrap_or_default(),
        background: Background { frequencies: frequencies.map(|table| table.0.clone()) },
        ..Settings::default()
    };
    let given = articles.articles.clone();
    let progress = watching(progress);
    // A plan stays on the thread that made it.
    let made = py.detach(move || {
        let plan = settings.check().map_err(|why| (why.to_string(), false))?;
        plan.watched_by(progress).run_with_members(given).map_err(|why| (why.to_string(), true))
    });
    match made {
        Ok(Outcome { value: (value, members), warnings: mut later }) => {
            let mut warnings = articles.warnings.clone();
            warnings.append(&mut later);
            let names = |of: Members| of.articles.iter().map(name).collect();
            let members = members.into_iter().map(names).collect();
            Ok(Briefing { briefing: value, warnings, members })
        }
        Err((why, false)) => Err(error(why)),
        // Why there was nothing to read stands in the warnings.
        Err((why, true)) => {
            let mut lines = articles.warnings(true);
            lines.push(why);
            Err(NothingToTell::new_err(lines.join("\n")))
        }
    }
}

/// The moment that counts as now, and seconds east of UTC that it was given in. Without one it is
/// the clock's, or none.
fn moment(given: Option<&str>, clock: bool) -> PyResult<(Option<Timestamp>, i32)> {
    let Some(given) = given else { return Ok((clock.then(Timestamp::now), 0)) };
    let published = tidings::read::parse_date(given).ok_or_else(|| {
        error(format!("`{given}` is no time; write for example 2026-05-10T18:00:00Z"))
    })?;
    Ok((Some(published.at), published.offset.unwrap_or(0)))
}
