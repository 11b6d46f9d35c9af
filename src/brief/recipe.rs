//! The settings of a run as the briefing names them.

use crate::model::{Budget, Recipe};
use crate::rank::Method;

use super::{Older, OpinionPieces, Settings};

/// Every setting that made a briefing, so that it can be made again.
pub(super) fn recipe(settings: &Settings, method: &dyn Method, budget: Budget) -> Recipe {
    let mut recipe = Recipe::default();
    recipe.push("version", env!("CARGO_PKG_VERSION"));
    if let Some(window) = settings.window {
        recipe.push("window", format_args!("{}/{}", window.from.at, window.until.at));
    }
    if let Some(profile) = &settings.profile {
        recipe.push("profile", profile.replace(['|', '\n', '\r'], " "));
    }
    if let Some(zone) = &settings.zone {
        recipe.push("zone", zone);
    }
    recipe.push("method", method.name());
    recipe.push("budget", budget);
    // A query put to articles taken as one story is answered from all of them.
    let keeps = settings.older == Older::Keep || settings.one_story && settings.query.is_some();
    recipe.push("older", if keeps { "keep" } else { "mark" });
    match settings.opinion {
        OpinionPieces::None => recipe.push("opinion", "none"),
        OpinionPieces::Marked => {}
        OpinionPieces::Keep => recipe.push("opinion", "keep"),
    }
    recipe.push("newsroom", if settings.newsroom { "on" } else { "off" });
    if settings.newsroom && !settings.rules_off.is_empty() {
        let off: Vec<&str> = settings.rules_off.iter().map(|rule| rule.name()).collect();
        recipe.push("rules_off", off.join(","));
    }
    recipe.push("one_story", settings.one_story);
    if let Some(query) = &settings.query {
        recipe.push("query", query.replace(['|', '\n', '\r'], " "));
    }
    if !settings.earlier_articles.is_empty() {
        recipe.push("told", settings.earlier_articles.len());
    }
    if !settings.memory.is_empty() {
        recipe.push("remembered", settings.memory.reported.len());
    }
    settings.preferences.recipe(&mut recipe);
    if let Some(weights) = settings.method.weights() {
        recipe.push("weights", weights.made_by.replace(['|', '\n', '\r'], " "));
    }
    if let Some(frequencies) = &settings.background.frequencies {
        // Of the digest as much as tells two tables apart.
        let digest = frequencies.digest();
        let digest = digest.get(..16).unwrap_or(&digest);
        recipe.push("background", format_args!("{}:{digest}", frequencies.documents()));
    }
    recipe
}
