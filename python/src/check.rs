//! What is checked, grouped and cut without a briefing being made.

use pyo3::prelude::*;
use tidings::analysis::units;
use tidings::brief::Settings;
use tidings::model::{self, Article, Language, Place, Role, Source};

use crate::articles::Articles;
use crate::progress::watching;
use crate::{error, object};

/// Sentences, figures, cited places and sources that were checked; and every problem in words.
type Checked = (u32, u32, u32, u32, Vec<String>);

/// Compares every quotation of a briefing, given as its JSON, with its sources byte by byte.
#[pyfunction]
pub fn verify(py: Python<'_>, briefing: &str, articles: &Articles) -> PyResult<Checked> {
    let briefing: model::Briefing = serde_json::from_str(briefing).map_err(|why| {
        error(format!("it is no briefing: {why}; hint: give what `to_json` gave"))
    })?;
    let report = py.detach(|| tidings::cite::verify(&briefing, &articles.articles));
    let problems = report.problems.iter().map(ToString::to_string).collect();
    Ok((report.sentences, report.figures, report.places, report.sources, problems))
}

/// Articles grouped into stories, the most important first, as a list of dictionaries.
#[pyfunction]
#[pyo3(signature = (articles, *, progress=None))]
pub fn stories(
    py: Python<'_>,
    articles: &Articles,
    progress: Option<Py<PyAny>>,
) -> PyResult<Py<PyAny>> {
    if articles.articles.is_empty() {
        let mut lines = articles.warnings(true);
        lines.push("no article was found in the inputs".to_owned());
        return Err(error(lines.join("\n")));
    }
    let given = articles.articles.clone();
    let progress = watching(progress);
    let json = py.detach(move || {
        let plan = Settings::default().check().map_err(|why| why.to_string())?;
        let plan = plan.watched_by(progress);
        serde_json::to_string(&plan.list(given)).map_err(|why| why.to_string())
    });
    object(py, &json.map_err(error)?)
}

/// A unit: first and last character (half-open), first and last byte, paragraph, role, text.
type Unit = (usize, usize, usize, usize, u32, String, String);

/// The sentences of a plain text in order, headings and furniture among them.
#[pyfunction]
#[pyo3(signature = (text, language=None))]
pub fn sentences(py: Python<'_>, text: String, language: Option<&str>) -> PyResult<Vec<Unit>> {
    let parse = |code: &str| {
        Language::parse(code)
            .ok_or_else(|| error("expected a language code such as `en` or `pt-BR`"))
    };
    let language = language.map(parse).transpose()?;
    let source = Source { publisher: None, url: None, place: Place::Stdin { record: None } };
    let article = Article::new(source, text).map_err(error)?;
    Ok(py.detach(|| {
        let text = article.text();
        let mut at = (0, 0);
        // Characters are counted on from one place to the next: places only rise.
        let mut characters = |byte: usize| {
            let between = text.get(at.0..byte).map_or(0, |part| part.chars().count());
            at = (byte, at.1 + between);
            at.1
        };
        let unit = |unit: tidings::analysis::Unit| {
            let (start, end) = (unit.span.start() as usize, unit.span.end() as usize);
            let words = text.get(start..end).unwrap_or("").to_owned();
            let (first, last) = (characters(start), characters(end));
            (first, last, start, end, unit.paragraph, role(unit.role), words)
        };
        units(&article, language).into_iter().map(unit).collect()
    }))
}

/// The name of a role in JSON.
fn role(role: Role) -> String {
    match serde_json::to_value(role) {
        Ok(serde_json::Value::String(name)) => name,
        _ => String::new(),
    }
}

/// Names of the ranking methods.
#[pyfunction]
pub fn methods() -> Vec<String> {
    tidings::rank::methods().into_iter().map(|method| method.name().to_owned()).collect()
}
