//! From weighed stories to those that are told, each with its sentences, within the length.

use crate::analysis::Story;
use crate::edit::figures::Tolls;
use crate::edit::glued::Glued;
use crate::edit::headline;
use crate::edit::judgement::{Editor, Vocabularies};
use crate::edit::review::{Offer, most, picks, review, weed};
use crate::edit::stand::withdraw_overtaken;
use crate::model::{Article, ArticleId, Budget, Corpus, Selection, Warning};
use crate::rank::Method;
use crate::threads::{self, Rooms};

use super::chosen::ChosenStory;
use super::pick::{Picking, cost, lead, pick, shortest, tell_dead};
use super::sections::{Caps, Standing};
use super::share::{Reviewed, share};
use super::sketch::{Cast, Sketch};
use super::{MethodChoice, OpinionPieces, PlanError, Rule, Settings, allot};

/// Chooses stories and sentences by the method and the newsroom's rules.
pub(super) struct Chooser<'p> {
    pub settings: &'p Settings,
    pub method: &'p dyn Method,
    pub editor: &'p Editor,
}

/// A story in full, before its sentences are chosen.
struct Built<'f> {
    sketch: Sketch<'f>,
    story: Story<'f>,
    tolls: Tolls,
}

/// What is left of the length while stories are told one after the other.
struct Left<'p> {
    budget: Budget,
    caps: Caps<'p>,
    /// Of the whole length.
    left: u32,
    /// Of the share of the story before.
    carried: u32,
    /// The shortest sentence for which there was no room.
    least: Option<u32>,
}

impl Left<'_> {
    /// Remembers what the shortest way to tell a story costs that found no room.
    fn refuse(&mut self, costs: impl IntoIterator<Item = u32>) {
        self.least = self.least.into_iter().chain(costs).min();
    }
}

impl Chooser<'_> {
    /// Whether the editor's judgement chooses the sentences: of several stories it does, and the
    /// method of one.
    fn judges_all(&self, stories: usize) -> bool {
        self.settings.holds(Rule::Editor) && stories > 1
    }

    /// What to say where a method or weights were asked for and choose nothing.
    pub(super) fn unused_method(&self, stories: usize) -> Option<Warning> {
        let asked = !matches!(self.settings.method, MethodChoice::Coverage(None));
        (asked && self.judges_all(stories)).then(|| {
            let several = "an editor's judgement chooses the sentences of several stories; \
                           the method and its weights choose none of them";
            Warning::note("method", several)
                .hint("use --rules-off editor, or --one-story for articles of one story")
        })
    }

    /// Chooses within the budget, story by story; `build` makes the whole story of a sketch.
    pub(super) fn choose<'f>(
        &self,
        corpus: &Corpus,
        stories: Vec<Sketch<'f>>,
        budget: Budget,
        build: impl Fn(&mut Sketch<'f>) -> Story<'f> + Sync,
    ) -> Result<Vec<ChosenStory<'f>>, PlanError> {
        // Stories come with reports first; the rest is told in one line each where there are any.
        let report = |sketch: &&Sketch<'_>| sketch.importance.is_news();
        let reports = stories.iter().filter(report).count();
        let most = if reports > 0 { reports } else { stories.len() };
        let weights: Vec<f64> = stories.iter().map(|sketch| weight(sketch.standing)).collect();
        if self.judges_all(stories.len()) {
            let glued = Glued::new(corpus);
            return self.choose_over_all(stories, &weights, most, budget, &glued, build);
        }
        let shares = allot::share(budget, &weights, most);
        let caps = Caps::new(&self.settings.preferences);
        let mut left = Left { budget, caps, left: budget.limit(), carried: 0, least: None };
        let mut chosen = Vec::new();
        for (n, sketch) in stories.into_iter().enumerate() {
            let share = shares.get(n).copied();
            chosen.extend(self.choose_one(sketch, share, &mut left, chosen.is_empty(), &build));
        }
        chosen.sort_by_key(|chosen: &ChosenStory<'_>| chosen.section);
        if chosen.is_empty() { Err(PlanError::too_short(left.least, budget)) } else { Ok(chosen) }
    }

    /// Chooses the sentences of one story within its share; without a share it is told in one line.
    /// `None` where it finds no room.
    fn choose_one<'f>(
        &self,
        mut sketch: Sketch<'f>,
        share: Option<u32>,
        left: &mut Left<'_>,
        first: bool,
        build: impl FnOnce(&mut Sketch<'f>) -> Story<'f>,
    ) -> Option<ChosenStory<'f>> {
        let budget = left.budget;
        let brief = share.is_none();
        let joint = if first { 0 } else { budget.joint() };
        let room = left.left.saturating_sub(joint);
        let share = share.map_or(room, |share| (share + left.carried).min(room));
        let line = sketch.opening.into_iter().chain(sketch.headline).min();
        let fits = !brief || line.is_some_and(|cost| cost <= share);
        let Some(limited) = allot::with_limit(budget, share).filter(|_| fits) else {
            left.refuse(sketch.shortest);
            return None;
        };
        let mut story = build(&mut sketch);
        left.caps.withdraw(&mut story);
        let shortest = shortest(&story, budget);
        let selection =
            if brief { lead(&story, limited, first) } else { self.pick_of(&mut story, limited) };
        let mut used = cost(&story, &selection, budget) + joint;
        if selection.picks.is_empty() {
            // No sentence tells it: its headline does.
            let may = sketch.shortest.is_none() || brief && shortest.is_some();
            let best = headline::best(&story, &selection).filter(|_| may);
            let allowed = best.is_some_and(|best| left.caps.allow(article_of(&story, best)));
            let headline = sketch.headline.filter(|&cost| allowed && cost <= limited.limit());
            let Some(headline) = headline else {
                left.refuse(shortest.into_iter().chain(sketch.headline));
                return None;
            };
            used = headline + joint;
            best.iter().for_each(|&best| left.caps.count_one(article_of(&story, best)));
        }
        left.left = left.left.saturating_sub(used);
        left.carried = if brief { 0 } else { (share + joint).saturating_sub(used) };
        left.caps.count(&story, &selection);
        Some(chosen_story(sketch, story, selection, brief))
    }

    /// The picks of one story: the method's, by the newsroom's rules where they hold.
    fn pick_of(&self, story: &mut Story<'_>, budget: Budget) -> Selection {
        if !self.settings.newsroom {
            return self.method.select(story, budget);
        }
        let tolls = Tolls::new(story);
        if self.settings.holds(Rule::Overtaken) {
            withdraw_overtaken(story, &tolls);
        }
        if self.settings.holds(Rule::Editor) {
            let asked = self.settings.query.as_deref().filter(|_| self.settings.asks_in_one());
            weed(self.editor, story, budget, asked);
        }
        let picking = Picking {
            method: self.method,
            opinion: self.settings.opinion == OpinionPieces::Keep,
            latest_lead: self.settings.holds(Rule::LatestLead) && !self.settings.asks_in_one(),
            repetition: self.settings.holds(Rule::Repetition),
        };
        let picked = pick(picking, story, budget);
        if !self.settings.holds(Rule::Dead) {
            return picked;
        }
        tell_dead(picking, story, &tolls, budget, picked)
    }

    /// Chooses over all stories what an editor is likeliest to keep.
    fn choose_over_all<'f>(
        &self,
        stories: Vec<Sketch<'f>>,
        weights: &[f64],
        reports: usize,
        budget: Budget,
        glued: &Glued,
        build: impl Fn(&mut Sketch<'f>) -> Story<'f> + Sync,
    ) -> Result<Vec<ChosenStory<'f>>, PlanError> {
        let full = allot::share(budget, weights, reports).len();
        let looked_at = allot::looked_at(budget).max(full).min(stories.len());
        let each = allot::lines_each(budget, looked_at);
        let mut caps = Caps::new(&self.settings.preferences);
        let least = stories.iter().filter_map(|sketch| sketch.shortest).min();
        let first: Vec<Sketch<'f>> = stories.into_iter().take(looked_at).collect();
        let mut built = threads::map_owned(first, |mut sketch| {
            let mut story = build(&mut sketch);
            glued.withdraw(&mut story);
            let tolls = Tolls::new(&story);
            if self.settings.holds(Rule::Overtaken) {
                withdraw_overtaken(&mut story, &tolls);
            }
            Built { sketch, story, tolls }
        });
        let rooms = Rooms::<Vocabularies>::default();
        let look = |n: usize, built: &Built<'_>| {
            let count =
                if n < reports { most(built.story.articles.len(), n < full).max(each) } else { 1 };
            let Built { story, tolls, .. } = built;
            rooms.with(|known| review(self.editor, story, tolls, budget, count, known))
        };
        let offered: Vec<Vec<Offer>> = if caps.limit_any() {
            // What one story quotes decides what the next may.
            let mut offered = Vec::new();
            for (n, built) in built.iter_mut().enumerate() {
                caps.withdraw(&mut built.story);
                let offers = look(n, built);
                caps.count_voices(&built.story, offers.iter().map(|offer| offer.statement));
                offered.push(offers);
            }
            offered
        } else {
            threads::map(&built, look)
        };
        let reviewed = offered.into_iter().enumerate();
        let reviewed: Vec<Reviewed> =
            reviewed.map(|(n, offers)| Reviewed { offers, full: n < full }).collect();
        let mut chosen = self.choose_of_reviewed(built, &reviewed, budget, &mut caps);
        chosen.sort_by_key(|chosen| chosen.section);
        if chosen.is_empty() { Err(PlanError::too_short(least, budget)) } else { Ok(chosen) }
    }

    /// Shares the length among the sentences that are offered.
    fn choose_of_reviewed<'f>(
        &self,
        built: Vec<Built<'f>>,
        reviewed: &[Reviewed],
        budget: Budget,
        caps: &mut Caps<'_>,
    ) -> Vec<ChosenStory<'f>> {
        let limit = budget.limit().saturating_add(budget.joint());
        let (taken, mut left) = share(reviewed, limit);
        let mut chosen = Vec::new();
        for ((built, reviewed), count) in built.into_iter().zip(reviewed).zip(taken) {
            let Built { sketch, story, .. } = built;
            let selection = picks(self.editor, &reviewed.offers, count);
            if count == 0 {
                // No sentence of a leading story is worth quoting: its headline stands for it.
                let cost = sketch.headline.map(|cost| cost.saturating_add(budget.joint()));
                let best = headline::best(&story, &selection).map(|best| article_of(&story, best));
                let room = reviewed.full || left > limit / 2;
                let allowed = best.filter(|best| room && caps.allow(best));
                let (Some(cost), Some(best)) = (cost.filter(|&cost| cost <= left), allowed) else {
                    continue;
                };
                caps.count_one(best);
                left -= cost;
            }
            // A line "in brief" is one sentence; whatever has more is told as a story.
            let brief = (!reviewed.full && count == 1) || count == 0;
            chosen.push(chosen_story(sketch, story, selection, brief));
        }
        chosen
    }
}

fn chosen_story<'f>(
    sketch: Sketch<'f>,
    story: Story<'f>,
    selection: Selection,
    brief: bool,
) -> ChosenStory<'f> {
    let Sketch { cast, update, opinion, standing, .. } = sketch;
    let (Cast { older, seen, .. }, section) = (cast, standing.section);
    ChosenStory { story, selection, older, brief, update, opinion, seen, section }
}

fn article_of<'f>(story: &Story<'f>, article: ArticleId) -> &'f Article {
    story.corpus.article(article)
}

/// A story's weight when length is shared: its independent publishers, dampened.
fn weight(standing: Standing) -> f64 {
    standing.weight.sqrt()
}
