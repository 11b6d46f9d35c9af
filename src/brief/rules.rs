//! The newsroom's rules by name, so that each can be switched off by itself and its price be
//! measured.

use std::str::FromStr;

/// A rule of the newsroom on what of a story is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Rule {
    /// Sentences that are not understood alone, and what is no report, are not quoted.
    Eligibility,
    /// What later articles overtook is not quoted: an earlier toll, what was settled since.
    Overtaken,
    /// What an editor would not keep is not quoted. Of several stories the editor's judgement
    /// chooses the sentences: without this rule the method does.
    Editor,
    /// A story that has gone on and of whose last day no opening sentence is told opens with the
    /// lead of its latest news.
    LatestLead,
    /// A sentence that tells nothing beyond the sentences before it leaves, and its room goes to
    /// others.
    Repetition,
    /// A story of deaths tells their number.
    Dead,
}

impl Rule {
    /// All rules, in the order in which they come into play.
    pub const ALL: [Self; 6] = [
        Self::Eligibility,
        Self::Overtaken,
        Self::Editor,
        Self::LatestLead,
        Self::Repetition,
        Self::Dead,
    ];

    /// Its name for options and recipes.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Eligibility => "eligibility",
            Self::Overtaken => "overtaken",
            Self::Editor => "editor",
            Self::LatestLead => "latest-lead",
            Self::Repetition => "repetition",
            Self::Dead => "dead",
        }
    }
}

/// No rule has the name.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{given}` is no rule of the newsroom; the rules are {}", names())]
pub struct RuleError {
    /// What was given.
    pub given: String,
}

/// The names of all rules, with commas between them.
fn names() -> String {
    Rule::ALL.map(Rule::name).join(", ")
}

impl FromStr for Rule {
    type Err = RuleError;

    fn from_str(name: &str) -> Result<Self, RuleError> {
        let given = name.trim();
        let known = Self::ALL.into_iter().find(|rule| rule.name() == given);
        known.ok_or_else(|| RuleError { given: given.to_owned() })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_name_their_rules() {
        for rule in Rule::ALL {
            assert_eq!(rule.name().parse(), Ok(rule));
        }
        let error = "latest lead".parse::<Rule>().unwrap_err().to_string();
        assert!(error.contains("`latest lead`") && error.contains("latest-lead"), "{error}");
    }
}
