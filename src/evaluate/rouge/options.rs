//! What can be set, with the option letters of the Perl script that mean the same.

use serde::{Deserialize, Serialize};

use super::Metric;

/// Which program's figures are wanted, to the last digit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Flavour {
    /// The Perl script ROUGE-1.5.5 (Lin 2004), as DUC and TAC used it.
    #[serde(rename = "rouge-1.5.5")]
    Perl,
    /// Google's Python package rouge-score 0.1.2, which most papers since 2019 use.
    #[serde(rename = "rouge-score")]
    Google,
    /// No program's: ROUGE-1.5.5 with words of any script, and single letters of scripts without
    /// spaces. Nothing is stemmed.
    #[serde(rename = "unicode")]
    Unicode,
}

impl Flavour {
    /// The name in files and signatures.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Perl => "rouge-1.5.5",
            Self::Google => "rouge-score",
            Self::Unicode => "unicode",
        }
    }

    /// The measures that the flavour's golden files hold, in their order.
    #[must_use]
    pub fn usual_metrics(self) -> Vec<Metric> {
        let mut metrics: Vec<Metric> = (1..=4).map(Metric::N).collect();
        metrics.push(Metric::L);
        match self {
            Self::Perl | Self::Unicode => metrics.extend([
                Metric::W(1.2),
                Metric::S(Some(4)),
                Metric::Su(Some(4)),
                Metric::S(None),
                Metric::Su(None),
            ]),
            Self::Google => metrics.push(Metric::Lsum),
        }
        metrics
    }
}

/// How several references make one figure.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum References {
    /// `-f A`: hits and sizes are summed over the references before dividing, a micro average (not
    /// rouge-score).
    #[serde(rename = "A")]
    Sum,
    /// `-f B`: the one reference with the highest recall, the first of equals (not rouge-score).
    #[serde(rename = "B")]
    Best,
    /// The one reference with the highest F, the first of equals (rouge-score only).
    #[serde(rename = "max-f")]
    MaxF,
}

impl References {
    /// The name in files and signatures.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Sum => "A",
            Self::Best => "B",
            Self::MaxF => "max-f",
        }
    }
}

/// How much of candidate and references is read (not rouge-score).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Limit {
    /// All of it.
    None,
    /// `-l`: this many stretches between white space, 1 or more; in the flavour unicode as lengths
    /// are counted, a Chinese, Japanese or Korean character a word.
    Words(usize),
    /// `-b`: this many UTF-8 bytes, 1 or more; line ends are not counted (rouge-1.5.5 only).
    Bytes(usize),
}

/// Settings of a scorer. The presets give each program's own defaults.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Options {
    /// Which program.
    pub flavour: Flavour,
    /// `-m`, or `use_stemmer=True`: words are stemmed (not unicode).
    pub stem: bool,
    /// Irregular words are looked up before stemming (part of `-m`; rouge-1.5.5 only).
    pub exceptions: bool,
    /// `-s`: stop words are dropped (rouge-1.5.5 only).
    pub stop_words: bool,
    /// `-l` or `-b` (not rouge-score).
    pub limit: Limit,
    /// `-f`.
    pub references: References,
    /// `-p`: 0 is recall alone, 1 precision alone, 0.5 their harmonic mean (not rouge-score).
    pub alpha: f64,
    /// `-t 1`: averages over items divide sums of counts (not rouge-score).
    pub pooled: bool,
    /// Each text is one line, as the scripts that write one summary a line do; matters for L and W.
    pub one_line: bool,
    /// Lower-cases as Unicode does before anything else, as the WCEP authors' wrapper does (not
    /// rouge-score).
    pub unicode_lower: bool,
}

impl Options {
    /// ROUGE-1.5.5 without any option.
    pub const PERL: Self = Self {
        flavour: Flavour::Perl,
        stem: false,
        exceptions: true,
        stop_words: false,
        limit: Limit::None,
        references: References::Sum,
        alpha: 0.5,
        pooled: false,
        one_line: false,
        unicode_lower: false,
    };

    /// rouge-score without its stemmer.
    pub const GOOGLE: Self = Self {
        flavour: Flavour::Google,
        exceptions: false,
        references: References::MaxF,
        ..Self::PERL
    };

    /// ROUGE over words of any script.
    pub const UNICODE: Self = Self { flavour: Flavour::Unicode, exceptions: false, ..Self::PERL };

    /// The flavour's own defaults.
    #[must_use]
    pub const fn new(flavour: Flavour) -> Self {
        match flavour {
            Flavour::Perl => Self::PERL,
            Flavour::Google => Self::GOOGLE,
            Flavour::Unicode => Self::UNICODE,
        }
    }

    /// Whether the options and the measures fit each other and the flavour.
    ///
    /// # Errors
    /// [`OptionsError`] says which does not fit.
    pub fn check(&self, metrics: &[Metric]) -> Result<(), OptionsError> {
        if metrics.is_empty() {
            return Err(OptionsError::NoMetric);
        }
        if !(0.0..=1.0).contains(&self.alpha) {
            return Err(OptionsError::Alpha { given: self.alpha });
        }
        if matches!(self.limit, Limit::Words(0) | Limit::Bytes(0)) {
            return Err(OptionsError::EmptyLimit);
        }
        if self.flavour != Flavour::Google && self.references == References::MaxF {
            return Err(OptionsError::Perl);
        }
        match self.flavour {
            Flavour::Perl => return Ok(()),
            Flavour::Unicode => return self.check_unicode(),
            Flavour::Google => {}
        }
        if let Some(&metric) =
            metrics.iter().find(|m| matches!(m, Metric::W(_) | Metric::S(_) | Metric::Su(_)))
        {
            return Err(OptionsError::Metric { metric });
        }
        let extra = [
            (self.stop_words, "the stop list"),
            (self.limit != Limit::None, "a limit on words or bytes"),
            (self.references != References::MaxF, "-f A or B"),
            (self.alpha != 0.5, "a weighted F"),
            (self.pooled, "pooled counts"),
        ];
        match extra.iter().find(|(set, _)| *set) {
            Some((_, option)) => Err(OptionsError::Google { option }),
            None => Ok(()),
        }
    }
}

impl Options {
    fn check_unicode(&self) -> Result<(), OptionsError> {
        let extra = [
            (self.stem, "stems"),
            (self.stop_words, "the stop list"),
            (matches!(self.limit, Limit::Bytes(_)), "a limit on bytes"),
        ];
        match extra.iter().find(|(set, _)| *set) {
            Some((_, option)) => Err(OptionsError::Unicode { option }),
            None => Ok(()),
        }
    }
}

/// Options that do not fit each other.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum OptionsError {
    /// No measure at all.
    #[error("no measure was asked for; name at least one, for example rouge2")]
    NoMetric,
    /// Alpha outside 0 to 1.
    #[error("alpha is {given}; it must lie between 0 (recall alone) and 1 (precision alone)")]
    Alpha {
        /// What was given.
        given: f64,
    },
    /// A limit of no words or bytes.
    #[error("a limit of 0 leaves no text; give 1 or more, or no limit")]
    EmptyLimit,
    /// "max-f" with rouge-1.5.5 or unicode.
    #[error(
        "rouge-1.5.5 joins references by A (sum) or B (best recall); max-f belongs to rouge-score"
    )]
    Perl,
    /// An option that the flavour unicode lacks.
    #[error("the flavour unicode does not know {option}; leave it out, or use rouge-1.5.5")]
    Unicode {
        /// The option in words.
        option: &'static str,
    },
    /// A measure that rouge-score lacks.
    #[error("rouge-score has no {metric}; use the flavour rouge-1.5.5 for it")]
    Metric {
        /// The measure.
        metric: Metric,
    },
    /// An option that rouge-score lacks.
    #[error("rouge-score does not know {option}; use the flavour rouge-1.5.5 for it")]
    Google {
        /// The option in words.
        option: &'static str,
    },
}
