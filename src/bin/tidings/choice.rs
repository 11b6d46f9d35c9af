//! Options that take one of a few names: what may be given is checked, shown in the help and
//! completed by shells.

use std::error::Error;
use std::str::FromStr;

use clap::builder::{PossibleValue, PossibleValuesParser, StringValueParser, TypedValueParser};
use tidings::lexicon::Labels;
use tidings::model::Language;

/// A parser that takes the names, each with its other spellings, and reads them as `T` does.
pub fn one_of<T>(names: &[(&'static str, &[&'static str])]) -> impl TypedValueParser<Value = T>
where
    T: FromStr + Clone + Send + Sync + 'static,
    T::Err: Error + Send + Sync + 'static,
{
    let value = |(name, others): &(&'static str, &[&'static str])| {
        PossibleValue::new(*name).aliases(others.iter().copied())
    };
    let values: Vec<PossibleValue> = names.iter().map(value).collect();
    PossibleValuesParser::new(values).try_map(|name| name.parse::<T>())
}

/// A language that pages can speak: one with labels, by its code or a longer tag (`de-AT`).
///
/// # Errors
/// A message that names the languages there are.
pub fn locale(given: &str) -> Result<Language, String> {
    Language::parse(given).filter(|language| Labels::are_known(*language)).ok_or_else(|| {
        let codes: Vec<&str> = Labels::codes().collect();
        format!("there are no labels in `{given}`; there are {}", codes.join(", "))
    })
}

/// [`locale`] as a parser whose values shells complete.
#[derive(Debug, Clone, Copy)]
pub struct LocaleParser;

impl TypedValueParser for LocaleParser {
    type Value = Language;

    fn parse_ref(
        &self,
        command: &clap::Command,
        argument: Option<&clap::Arg>,
        value: &std::ffi::OsStr,
    ) -> Result<Language, clap::Error> {
        StringValueParser::new().try_map(|given| locale(&given)).parse_ref(command, argument, value)
    }

    fn possible_values(&self) -> Option<Box<dyn Iterator<Item = PossibleValue> + '_>> {
        Some(Box::new(Labels::codes().map(PossibleValue::new)))
    }
}

/// `--format` of commands that print a table or one document.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, clap::Args)]
pub struct Document {
    /// What to print: text for people, or JSON
    #[arg(short, long, value_enum, default_value_t, help_heading = "Output")]
    format: DocumentFormat,
    /// The older name of `--format json`
    #[arg(long, hide = true, conflicts_with = "format")]
    json: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, clap::ValueEnum)]
enum DocumentFormat {
    #[default]
    Text,
    Json,
}

impl Document {
    /// Whether JSON is wanted.
    pub const fn is_json(self) -> bool {
        self.json || matches!(self.format, DocumentFormat::Json)
    }
}

/// `--format` of commands that print a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, clap::Args)]
pub struct Listing {
    /// What to print: a line of text each, or a line of JSON with everything
    #[arg(short, long, value_enum, default_value_t, help_heading = "Output")]
    format: ListingFormat,
    /// The older name of `--format jsonl`
    #[arg(long, hide = true, conflicts_with = "format")]
    json: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, clap::ValueEnum)]
enum ListingFormat {
    #[default]
    Text,
    Jsonl,
}

impl Listing {
    /// Whether lines of JSON are wanted.
    pub const fn is_json(self) -> bool {
        self.json || matches!(self.format, ListingFormat::Jsonl)
    }
}
