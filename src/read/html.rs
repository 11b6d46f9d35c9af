//! An article's web page becomes its main text.
//!
//! Two extractors read the well-formed copy of the page that [`super::page`] makes: `trafilatura`
//! (rules and scores learned on news pages) and `dom_smoothie` (Mozilla's Readability). Neither is
//! best everywhere, and each is wrong in its own way, so they vote block by block, and our own
//! judgement of a block (where it stands, how much of it is links, whether it is prose) is the
//! third vote. What two of three take is the article. The words are always our own rendering of the
//! page's blocks, so paragraphs, spaces and order are those that a reader sees. JSON-LD's
//! `articleBody` is a witness where a page has one.

use super::charset;
use super::date::{date_among, only_date};
use super::draft::{Draft, Sink};
use super::extractors::{Opinions, Taken, key};
use super::html_meta::describe_page;
use super::page::{Reach, scan};
use super::page_found::{Block, Page, plain};
use super::page_linked::{Linked, linked};
use super::page_prose::{continued, ends_like_prose, prose_blocks, repeated_beginnings, start};
use super::plain::decoded;
use super::tidy;

/// How much text outside forms and dialogs makes all that is in them notices, in characters.
/// Set by: the shortest article of the saved pages that were looked at; not measured.
const NOTABLE: usize = 40;

/// Shorter extractions than this are checked against everything else on the page, in characters.
const SHORT: usize = 250;

/// Reads a page: one article.
pub(super) fn read(bytes: &[u8], sink: &mut Sink<'_>) {
    let declared = charset::of_html(bytes);
    let text = decoded(bytes, declared.as_deref(), sink);
    let text = tidy::tidy(&text);
    let depth = sink.limits.max_depth as usize;
    let page = scan(&text, depth, Reach::Shown);
    let linked = linked(&page.notes);
    let opinions = Opinions::of(&page.copy);
    let mut gave_up = opinions.gave_up;
    let choice = Choice::of(&page, &opinions, &linked);
    let mut draft = describe_page(&page, &linked, choice.start, &text);
    draft.text = main_text(&page, choice, draft.title.as_deref());
    // Scripts put some texts in their place only when the page is shown.
    for reach in [Reach::Templates, Reach::Hidden] {
        let length = draft.text.chars().count();
        if length >= SHORT || reach == Reach::Hidden && length > 0 {
            break;
        }
        let wider = scan(&text, depth, reach);
        if wider.blocks.len() <= page.blocks.len() {
            continue;
        }
        let opinions = Opinions::of(&wider.copy);
        gave_up |= opinions.gave_up;
        let choice = Choice::of(&wider, &opinions, &linked);
        let found = main_text(&wider, choice, draft.title.as_deref());
        if found.chars().count() > 2 * length.max(SHORT / 2) {
            draft.text = found;
        }
    }
    if gave_up {
        sink.note(
            "",
            "one of the extractors gave up on the page, and the others chose its text; compare it with the page, and \
             report the page if text is missing",
        );
    }
    if tidy::is_blank(&draft.text) {
        return sink.failed(
            "",
            "no article text was found on the page",
            "it may be built by scripts: save it from a browser as it is shown, or give its text",
        );
    }
    draft.teaser = is_teaser(&page, &linked, &draft);
    sink.push(draft, None, "");
}

/// Whether the page holds only the beginning: it says so, and what is there is short.
fn is_teaser(page: &Page, linked: &Linked, draft: &Draft) -> bool {
    let tier = page.notes.metas.iter().any(|(name, value)| {
        name == "article:content_tier"
            && (value.eq_ignore_ascii_case("locked") || value.eq_ignore_ascii_case("metered"))
    });
    let whole = linked
        .body
        .as_ref()
        .is_some_and(|body| body.chars().count() > 2 * draft.text.chars().count());
    (linked.walled || tier) && draft.text.split_whitespace().count() < 200 || linked.walled && whole
}

/// Which extractors took a block.
#[derive(Debug, Clone, Copy, Default)]
struct Votes {
    trafilatura: bool,
    readability: bool,
    own: bool,
    /// What `articleBody` says, where it is there and plausible.
    witness: Option<bool>,
}

impl Votes {
    fn count(self) -> u32 {
        u32::from(self.trafilatura) + u32::from(self.readability) + u32::from(self.own)
    }

    fn takes(self) -> bool {
        match self.witness {
            Some(true) => self.count() >= 1,
            Some(false) => self.count() >= 3,
            None => self.count() >= 2,
        }
    }
}

/// Which blocks are the article's, before its headings are looked at.
#[derive(Debug)]
struct Choice {
    votes: Vec<Votes>,
    taken: Vec<bool>,
    /// The block with which the article's prose starts.
    start: usize,
}

impl Choice {
    fn of(page: &Page, opinions: &Opinions, linked: &Linked) -> Self {
        let keys: Vec<String> = page.blocks.iter().map(|block| key(&block.text)).collect();
        let Opinions { trafilatura, readability, .. } = opinions;
        let own = prose_blocks(&page.blocks);
        let witness = Taken::of(linked.body.as_deref().unwrap_or_default());
        let mut votes: Vec<Votes> = keys
            .iter()
            .zip(&own)
            .map(|(key, &own)| Votes {
                trafilatura: trafilatura.has(key),
                readability: readability.has(key),
                own,
                witness: None,
            })
            .collect();
        listen_to(&witness, &keys, &mut votes);
        let never: Vec<bool> = page.blocks.iter().map(is_never_text).collect();
        let allowed = |taken: Vec<bool>| -> Vec<bool> {
            taken.into_iter().zip(&never).map(|(taken, never)| taken && !never).collect()
        };
        let mut taken = allowed(votes.iter().map(|votes| votes.takes()).collect());
        let open: Vec<bool> =
            taken.iter().zip(&page.blocks).map(|(taken, block)| *taken && !block.closed).collect();
        if size(page, &open) >= NOTABLE {
            taken = open;
        }
        if size(page, &taken) < SHORT {
            let opinions: [Vec<bool>; 3] = [
                votes.iter().map(|v| v.trafilatura).collect(),
                votes.iter().map(|v| v.readability).collect(),
                own.clone(),
            ];
            taken = largest(taken, &opinions.map(allowed), page);
            if size(page, &taken) < SHORT {
                continued(&page.blocks, &mut taken);
            }
        }
        linked_sentences(&page.blocks, &mut taken);
        repeated_beginnings(&page.blocks, &keys, &mut taken);
        let prose = |chosen: &[bool]| -> Vec<bool> {
            chosen.iter().zip(&page.blocks).map(|(taken, b)| *taken && !b.heading).collect()
        };
        let start = match prose(&taken) {
            chosen if chosen.contains(&true) => start(&page.blocks, &chosen),
            _ => start(&page.blocks, &own),
        };
        Self { votes, taken, start }
    }
}

/// How long the blocks taken are without headings, in characters.
fn size(page: &Page, taken: &[bool]) -> usize {
    page.blocks
        .iter()
        .zip(taken)
        .filter(|(block, taken)| **taken && !block.heading)
        .map(|(block, _)| block.text.chars().count())
        .sum()
}

fn main_text(page: &Page, choice: Choice, title: Option<&str>) -> String {
    let Choice { votes, mut taken, start } = choice;
    // The first paragraph of a short text may be a label, too.
    let more = taken.iter().skip(start + 1).any(|taken| *taken);
    for (block, taken) in page.blocks.iter().zip(&mut taken).take(start + usize::from(more)) {
        *taken &= block.heading || !is_label(&block.text);
    }
    headings(page, &votes, &mut taken, title, start);
    let chosen: Vec<&str> = page
        .blocks
        .iter()
        .zip(&taken)
        .filter(|(_, taken)| **taken)
        .map(|(block, _)| block.text.as_str())
        .collect();
    chosen.join("\n\n")
}

/// Where the vote leaves little, the largest single opinion counts, the extractors' before ours:
/// first of what stands where an article may, then what the page's own description says of it, then
/// of anything.
fn largest(mut taken: Vec<bool>, opinions: &[Vec<bool>; 3], page: &Page) -> Vec<bool> {
    let beside = |opinion: &[bool]| -> Vec<bool> {
        opinion.iter().zip(&page.blocks).map(|(taken, block)| *taken && !block.aside).collect()
    };
    for opinion in opinions {
        let opinion = beside(opinion);
        if size(page, &opinion) > 2 * size(page, &taken) {
            taken = opinion;
        }
    }
    if let Some(at) = described(page)
        && let Some(block) = page.blocks.get(at)
    {
        // What stands outside the article's region is a notice.
        let inside = block.regions.iter().any(|&region| region > 0);
        for (index, (slot, other)) in taken.iter_mut().zip(&page.blocks).enumerate() {
            let outside = inside && other.regions.iter().all(|&region| region == 0);
            *slot = index == at || *slot && !outside;
        }
    }
    if size(page, &taken) == 0 {
        for opinion in opinions {
            if size(page, opinion) > 2 * size(page, &taken) {
                taken.clone_from(opinion);
            }
        }
    }
    taken
}

/// The shortest description that tells which block it is, in bytes of letters and digits.
/// Set by: longer than a site's slogan, shorter than a teaser; not measured.
const DESCRIBED: usize = 60;

/// The block that the page's own description begins with: a picture's or a film's page may hold no
/// more of its article.
fn described(page: &Page) -> Option<usize> {
    let names = ["og:description", "description", "twitter:description"];
    let descriptions: Vec<String> = page
        .notes
        .metas
        .iter()
        .filter(|(name, _)| names.contains(&name.as_str()))
        .map(|(_, text)| key(text))
        .filter(|text| text.len() >= DESCRIBED)
        .collect();
    page.blocks.iter().position(|block| {
        let own = key(&block.text);
        !block.heading
            && own.len() >= DESCRIBED
            && descriptions.iter().any(|text| own.starts_with(text) || text.starts_with(&own))
    })
}

/// Whether a line above an article is a date and a few words beside it ("14. Juni 2013 at 20:51
/// (Spezifisch)").
fn is_label(text: &str) -> bool {
    text.split_whitespace().count() <= 12
        && !text.ends_with(['.', '!', '?'])
        && date_among(text, None).is_some_and(|(_, beside)| beside <= 6)
}

/// A sentence that is one link is a part of the article where it stands between two paragraphs that
/// are.
fn linked_sentences(blocks: &[Block], taken: &mut [bool]) {
    for index in 1..blocks.len().saturating_sub(1) {
        let (Some(before), Some(block), Some(after)) =
            (blocks.get(index - 1), blocks.get(index), blocks.get(index + 1))
        else {
            return;
        };
        let beside = taken.get(index - 1) == Some(&true) && taken.get(index + 1) == Some(&true);
        if beside
            && !before.heading
            && !block.heading
            && !block.aside
            && !after.heading
            && ends_like_prose(&block.text)
            && block.text.split_whitespace().count() >= LINKED
            && let Some(slot) = taken.get_mut(index)
        {
            *slot = true;
        }
    }
}

/// The fewest words of a sentence that is one link; shorter ones mostly lead to other articles.
const LINKED: usize = 8;

/// Headings stay where at least one extractor took them and a paragraph of the article follows; the
/// page's title is not part of the text.
fn headings(page: &Page, votes: &[Votes], taken: &mut [bool], title: Option<&str>, start: usize) {
    let title = title.map(plain);
    let mut follows = false;
    for (index, block) in page.blocks.iter().enumerate().rev() {
        let Some(slot) = taken.get_mut(index) else { continue };
        if block.heading {
            let vote = votes.get(index).is_some_and(|votes| votes.trafilatura || votes.readability);
            // Above the text a label may stand in one heading with the title.
            let is_title = title.as_ref().is_some_and(|title| {
                let own = plain(&block.text);
                *title == own || index < start && title.len() > 12 && own.ends_with(title.as_str())
            });
            *slot = vote && follows && !is_title && !block.aside;
            follows = false;
        } else if *slot {
            follows = true;
        } else if block.text.chars().count() > 200 {
            follows = false;
        }
    }
}

/// Lets JSON-LD's `articleBody` speak, where it covers most of what two extractors took.
fn listen_to(witness: &Taken, keys: &[String], votes: &mut [Votes]) {
    let (mut known, mut all) = (0_usize, 0_usize);
    for (key, votes) in keys.iter().zip(votes.iter()) {
        if votes.trafilatura && votes.readability {
            all += key.len();
            known += if witness.has(key) { key.len() } else { 0 };
        }
    }
    if witness.text.len() < SHORT || known * 10 < all * 6 {
        return;
    }
    for (key, votes) in keys.iter().zip(votes.iter_mut()) {
        // Too short a block may stand in any text.
        if key.len() >= 12 {
            votes.witness = Some(witness.has(key));
        }
    }
}

/// Whether a block is a date or a link and nothing else, whoever takes it.
fn is_never_text(block: &Block) -> bool {
    let letters = block.text.chars().filter(|c| !c.is_whitespace()).count();
    let short = block.text.split_whitespace().count() < 25;
    !block.heading
        && (short && block.linked * 10 >= letters * 9 || only_date(&block.text, None).is_some())
}

#[cfg(test)]
mod tests {
    use crate::model::{Article, Place, Severity};
    use crate::read::{Format, Limits, read};

    fn article(html: &str) -> Article {
        let place = Place::File { path: "p.html".into(), record: None };
        let outcome = read(html.as_bytes(), &place, Some(Format::Html), &Limits::default());
        assert!(outcome.warnings.is_empty(), "{:?}", outcome.warnings);
        outcome.value.into_iter().next().unwrap()
    }

    const TEXT: &str = "<p>A passenger ferry carrying more than 200 people capsized in Sellick Sound on Tuesday evening, killing at least nine.</p><p>The Ardena sent a distress call at 6:52 p.m., about four kilometres short of the harbour, the coast guard said.</p><h2>Calm sea</h2><p>Why the ferry went over is not known. The sea was calm and the wind light when it left the capital.</p>";

    #[test]
    fn the_article_and_nothing_else() {
        let page = format!(
            "<html lang=en><title>Ferry capsizes | Gazette</title><body><nav><a href=/>Home</a></nav><header><h1>Ferry capsizes</h1></header><article>{TEXT}</article><aside><h3>Related</h3><p>Bees close the market, and nobody knows why they came.</p></aside><footer><p>Copyright Gazette. All rights reserved.</p></footer>"
        );
        let found = article(&page);
        assert_eq!(found.title.as_deref(), Some("Ferry capsizes"));
        assert_eq!(found.source.publisher.as_deref(), Some("Gazette"));
        assert!(found.text().starts_with("A passenger ferry"), "{}", found.text());
        assert!(found.text().contains("said.\n\nCalm sea\n\nWhy"), "{}", found.text());
        assert!(found.text().ends_with("left the capital."), "{}", found.text());
    }

    #[test]
    fn empty_elements_without_end_trouble_no_extractor() {
        let story = format!("<title>Ferry</title>{TEXT}");
        for unit in ["<ul><li>", "<dl><dd>", "<div><br>", "<p><br></p>", "<li><br><br></li> "] {
            let found = article(&format!("{story}{}", unit.repeat(2_000)));
            assert!(found.text().starts_with("A passenger ferry"), "{unit}: {}", found.text());
        }
    }

    #[test]
    fn an_extractor_that_gives_up_has_found_nothing() {
        let mut opinions = super::Opinions::default();
        let taken = opinions.taken_by(|copy| copy.strip_prefix("x").unwrap().to_owned(), "page");
        assert!(opinions.gave_up && taken.text.is_empty());
    }

    #[test]
    fn nothing_found_is_told() {
        let place = Place::File { path: "p.html".into(), record: None };
        let outcome =
            read(b"<html><body><img src=x><hr></body></html>", &place, None, &Limits::default());
        assert!(outcome.value.is_empty());
        assert_eq!(outcome.warnings.len(), 1);
        assert_eq!(outcome.warnings[0].severity, Severity::Failed);
        assert!(outcome.warnings[0].hint.is_some());
    }
}
