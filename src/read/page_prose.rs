//! Our own judgement of a page's blocks: which of them are the article's prose, and where it
//! starts.

use super::page_found::{Block, Mark, Page};

/// Our own judgement: prose that stands with the rest of the article's prose.
pub(super) fn prose_blocks(blocks: &[Block]) -> Vec<bool> {
    let weights: Vec<usize> = blocks
        .iter()
        .map(|block| if is_prose(block) { block.text.chars().count() } else { 0 })
        .collect();
    // The innermost kind of region that holds most of the page's prose.
    let total: usize = weights.iter().sum();
    for kind in 0..3 {
        let (best, weight) =
            heaviest(blocks, &weights, |block| block.regions.get(kind).copied().unwrap_or(0));
        if best != 0 && weight * 2 > total {
            return blocks
                .iter()
                .zip(&weights)
                .map(|(block, &weight)| weight > 0 && block.regions.get(kind) == Some(&best))
                .collect();
        }
    }
    // No region is marked: the element whose children and grandchildren hold most prose.
    let (parent, direct) = heaviest(blocks, &weights, |block| block.parents[0]);
    let (grand, wide) = heaviest(blocks, &weights, |block| block.parents[1]);
    let wide_enough = wide * 2 > direct * 3;
    blocks
        .iter()
        .zip(&weights)
        .map(|(block, &weight)| {
            weight > 0
                && (block.parents.contains(&parent) || wide_enough && block.parents[1] == grand)
        })
        .collect()
}

/// The number under which most weight gathers, and that weight; the first of equals.
fn heaviest(blocks: &[Block], weights: &[usize], number: impl Fn(&Block) -> u32) -> (u32, usize) {
    let mut sums: std::collections::BTreeMap<u32, usize> = std::collections::BTreeMap::new();
    for (block, &weight) in blocks.iter().zip(weights) {
        *sums.entry(number(block)).or_default() += weight;
    }
    sums.into_iter()
        .max_by_key(|&(number, weight)| (weight, std::cmp::Reverse(number)))
        .unwrap_or_default()
}

/// Whether a block reads like a paragraph: sentences, few links, nothing around it that says
/// otherwise.
fn is_prose(block: &Block) -> bool {
    !block.aside && reads_like_prose(block)
}

/// Whether a block reads like a paragraph, wherever it stands.
pub(super) fn reads_like_prose(block: &Block) -> bool {
    if block.heading {
        return false;
    }
    let letters = block.text.chars().filter(|c| !c.is_whitespace()).count();
    let words = block.text.split_whitespace().count();
    let ends = ends_like_prose(&block.text);
    let wide = letters > 20
        && block.text.chars().filter(|c| u32::from(*c) >= 0x2e80).count() * 2 > letters;
    block.linked * 5 < letters * 2 && (ends && (words >= 4 || wide) || words >= 25)
}

/// Whether a text ends as sentences do.
pub(super) fn ends_like_prose(text: &str) -> bool {
    text.trim_end_matches(['"', '\'', '”', '’', '»', ')', '“'])
        .ends_with(['.', '!', '?', '…', '。', '！', '？', ':', '।', '۔'])
}

/// How many letters the first paragraph of an article has at least; shorter ones may be decks and
/// labels. Set by: the first paragraphs of the saved pages that were looked at; not measured.
const OPENING: usize = 50;

/// The index of the block with which the article's prose starts; 0 when there is none.
pub(super) fn start(blocks: &[Block], own: &[bool]) -> usize {
    let letters = |block: &Block| block.text.chars().filter(|c| c.is_alphanumeric()).count();
    let mut prose = blocks.iter().zip(own).enumerate().filter(|(_, (_, own))| **own);
    let first = prose.clone().next().map_or(0, |(index, _)| index);
    prose.find(|(_, (block, _))| letters(block) >= OPENING).map_or(first, |(index, _)| index)
}

/// A few lines of talk are no sentences to an extractor: in a text this short, what stands right
/// below a paragraph of it, in the same element, without links and with some mark at its end,
/// belongs to it.
pub(super) fn continued(blocks: &[Block], taken: &mut [bool]) {
    for index in 1..blocks.len() {
        let (Some(above), Some(block)) = (blocks.get(index - 1), blocks.get(index)) else { return };
        let beside = taken.get(index - 1) == Some(&true)
            && !above.heading
            && above.parents[0] != 0
            && above.parents == block.parents;
        if beside
            && !block.heading
            && !block.aside
            && block.linked == 0
            && block.text.chars().any(char::is_alphanumeric)
            && !block.text.ends_with(char::is_alphanumeric)
            && let Some(slot) = taken.get_mut(index)
        {
            *slot = true;
        }
    }
}

/// The shortest beginning that is known again, in bytes of letters and digits. Set by: longer than
/// a headline's first words, shorter than a teaser of twenty words; not measured.
const BEGINNING: usize = 40;

/// Below an article its own beginning may stand once more, as the teaser of a list ("… have had a
/// track..."): a block that breaks off and whose words `keys` (letters and digits of each block)
/// have in one row above it.
pub(super) fn repeated_beginnings(blocks: &[Block], keys: &[String], taken: &mut [bool]) {
    let mut above = String::new();
    for ((block, key), slot) in blocks.iter().zip(keys).zip(taken) {
        if !*slot {
            continue;
        }
        let text = block.text.trim_end_matches(['"', '”', ')', ']', '»']);
        let breaks_off = text.ends_with('…') || text.ends_with("...");
        if breaks_off && key.len() >= BEGINNING && above.contains(key.as_str()) {
            *slot = false;
        } else {
            above.push_str(key);
        }
    }
}

/// A wrapper that holds the headline and more prose than stands outside all wrappers is no place
/// beside the article, whatever its class says ("has-sidebar", one form around everything).
pub(super) fn lift(page: &mut Page, closed: &[u32]) {
    for _ in 0..3 {
        let mut sums: std::collections::BTreeMap<u32, usize> = std::collections::BTreeMap::new();
        for block in &page.blocks {
            if reads_like_prose(block) {
                *sums.entry(block.asides[0]).or_default() += block.text.len();
            }
        }
        let outside = sums.remove(&0).unwrap_or(0);
        let holds = |wrapper: u32| {
            page.notes.marked.iter().any(|noted| {
                matches!(noted.mark, Mark::Heading | Mark::Headline) && noted.asides[0] == wrapper
            }) || outside == 0
                && page.blocks.iter().any(|block| {
                    block.asides[0] == wrapper
                        && block.regions.iter().any(|&region| region > wrapper)
                })
        };
        let heaviest = sums
            .into_iter()
            .filter(|&(wrapper, weight)| weight > outside && holds(wrapper))
            .max_by_key(|&(_, weight)| weight);
        let Some((wrapper, _)) = heaviest else { break };
        let inner = |asides: &mut [u32; 3]| {
            if asides[0] == wrapper {
                *asides = [asides[1], asides[2], 0];
            }
        };
        page.blocks.iter_mut().for_each(|block| inner(&mut block.asides));
        page.notes.marked.iter_mut().for_each(|noted| inner(&mut noted.asides));
    }
    for block in &mut page.blocks {
        block.aside = block.asides[0] > 0;
        block.closed = block.asides.iter().any(|aside| closed.binary_search(aside).is_ok());
    }
    page.notes.marked.iter_mut().for_each(|noted| noted.aside = noted.asides[0] > 0);
}
