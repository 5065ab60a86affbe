//! Which blocks of a page are its text?
//!
//! Text is dense: long blocks, whole sentences, few links. Menus, teasers and notices are short, and
//! mostly links. Each block is weighed by this alone, the weights are added up the elements, and the
//! article is the element that says it is one and holds most of the weight, or else the smallest one
//! that holds nearly all of it. In there, short blocks stay where they stand between dense ones. The
//! idea is Readability's (Arc90, 2009) and jusText's (Pomikálek, 2011), the rules are our own.

use super::super::blocks::Blocks;
use super::tree::{Block, Page};
use crate::article::MarkKind;

/// A block this long, in bytes, is dense where few of its words are links. Lower, and captions and
/// teasers count as text; higher, and pages of short paragraphs have none.
const LONG: usize = 100;

/// A block that ends like a sentence is dense from this length on.
const SENTENCE: usize = 40;

/// More of a block than this, in percent, being links, it is no text. At zero a paragraph with one link
/// is lost; at a hundred menus count.
const LINKED: usize = 45;

/// An element that says it is the article is believed where it holds this share of the weight, in
/// percent. Lower, and a teaser among teasers is taken for the page's text.
const BELIEVED: u64 = 50;

/// Without such an element, the smallest one with this share of the weight is the article. Lower, and
/// an introduction outside the body is lost; at a hundred a notice at the end keeps all of the page.
const NEARLY_ALL: u64 = 95;

/// An element whose classes speak of menus is text all the same where it holds this share, in percent:
/// `class="no-sidebar"` stands around whole pages.
const TOO_MUCH: u64 = 50;

/// The main text, and whether it could not be told from the rest.
pub(super) fn main(page: &Page) -> (Blocks, bool) {
    let weights: Vec<u64> = page.blocks.iter().map(weight).collect();
    let left_out = left_out(page, &weights);
    let is_out = |block: &Block| left_out.get(block.element).copied().unwrap_or(false);
    let kept: Vec<u64> =
        page.blocks.iter().zip(&weights).map(|(block, &weight)| if is_out(block) { 0 } else { weight }).collect();
    let sums = sums(page, &kept);
    let total = sums.first().copied().unwrap_or(0);
    let mut blocks = Blocks::default();
    if total == 0 {
        let texts = page.blocks.iter().filter(|block| !is_out(block) && !is_linked(block));
        texts.for_each(|block| blocks.push(block.kind, &block.words));
        return (blocks, true);
    }
    let root = root(page, &sums, total);
    let reach = root..page.elements.get(root).map_or(usize::MAX, |element| element.end);
    let inside: Vec<(&Block, u64)> =
        page.blocks.iter().zip(kept).filter(|(block, _)| reach.contains(&block.element) && !is_out(block)).collect();
    let first = inside.iter().position(|(_, weight)| *weight > 0).unwrap_or(0);
    let last = inside.iter().rposition(|(_, weight)| *weight > 0).unwrap_or(0);
    // The headings over the first paragraph belong to it.
    let first = inside
        .get(..first)
        .unwrap_or_default()
        .iter()
        .rposition(|(block, _)| !matches!(block.kind, MarkKind::Heading(_)))
        .map_or(0, |before| before + 1)
        .min(first);
    let behind = inside.get(last + 1..).unwrap_or_default().iter();
    let behind = behind.take_while(|(block, _)| ends_like_a_sentence(&block.words) && !is_linked(block)).count();
    let text = inside.get(first..=last + behind).unwrap_or_default();
    let mut heading: Option<&Block> = None;
    for (block, weight) in text {
        if *weight == 0 && is_linked(block) {
            continue;
        }
        // A heading whose block was left out ("More on this") goes with it.
        match block.kind {
            MarkKind::Heading(_) => {
                if let Some(open) = heading.replace(block).filter(|open| !same_level(open, block)) {
                    blocks.push(open.kind, &open.words);
                }
            }
            kind => {
                if let Some(open) = heading.take() {
                    blocks.push(open.kind, &open.words);
                }
                blocks.push(kind, &block.words);
            }
        }
    }
    (blocks, false)
}

fn same_level(one: &Block, other: &Block) -> bool {
    one.kind == other.kind
}

/// All blocks but those of elements that stand around a text by their name.
pub(super) fn all(page: &Page) -> Blocks {
    let mut out = vec![false; page.elements.len()];
    for (place, element) in page.elements.iter().enumerate() {
        out[place] = out.get(element.parent).copied().unwrap_or(false) || (element.name == "nav");
    }
    let mut blocks = Blocks::default();
    for block in page.blocks.iter().filter(|block| !out.get(block.element).copied().unwrap_or(false)) {
        blocks.push(block.kind, &block.words);
    }
    blocks
}

fn is_linked(block: &Block) -> bool {
    block.linked * 100 > block.words.len() * LINKED
}

fn ends_like_a_sentence(words: &str) -> bool {
    words.trim_end_matches(['"', '“', '”', '«', '»', '‘', '’', ')', ']']).ends_with(['.', '!', '?', '…', ':'])
}

/// How much text a block is: its bytes outside links, nothing where it is short or mostly links.
fn weight(block: &Block) -> u64 {
    let length = block.words.len();
    let dense = length >= LONG || (length >= SENTENCE && ends_like_a_sentence(&block.words));
    match dense && !is_linked(block) && !matches!(block.kind, MarkKind::Heading(_)) {
        true => (length - block.linked.min(length)) as u64,
        false => 0,
    }
}

/// For each element the weight of all blocks inside it. Parents stand before their children.
fn sums(page: &Page, weights: &[u64]) -> Vec<u64> {
    let mut sums = vec![0u64; page.elements.len()];
    for (block, weight) in page.blocks.iter().zip(weights) {
        if let Some(sum) = sums.get_mut(block.element) {
            *sum += weight;
        }
    }
    for place in (1..sums.len()).rev() {
        let parent = page.elements[place].parent;
        if parent < place {
            sums[parent] += sums[place];
        }
    }
    sums
}

/// For each element whether it stands around the text.
fn left_out(page: &Page, weights: &[u64]) -> Vec<bool> {
    let sums = sums(page, weights);
    let total = sums.first().copied().unwrap_or(0);
    let mut out = vec![false; page.elements.len()];
    for (place, element) in page.elements.iter().enumerate() {
        let inherited = element.parent < place && out[element.parent];
        let much = sums[place] * 100 > total * TOO_MUCH;
        out[place] = inherited || ((element.around || element.doubtful) && !much);
    }
    out
}

/// The element that is the article.
fn root(page: &Page, sums: &[u64], total: u64) -> usize {
    let of = |fits: &dyn Fn(usize) -> bool| {
        let most = (0..sums.len()).filter(|&place| fits(place)).max_by_key(|&place| (sums[place], place))?;
        Some(most).filter(|&place| sums[place] * 100 >= total * BELIEVED)
    };
    let name = |wanted: &'static str| move |place: usize| page.elements[place].name == wanted;
    let said = of(&name("article")).or_else(|| of(&name("main"))).or_else(|| of(&|place| page.elements[place].body));
    said.unwrap_or_else(|| {
        // Every element with nearly all of the weight is around the next one: the last is the smallest.
        (0..sums.len()).rev().find(|&place| sums[place] * 100 >= total * NEARLY_ALL).unwrap_or(0)
    })
}
