//! Are two texts the same passage, or what stands between them?
//!
//! The words are aligned; what the alignment leaves over falls into *blocks* (words of one side,
//! words of the other, between two words that both have). Short blocks are edits and are compared
//! letter by letter; long one-sided ones are additions; long two-sided ones are looked up once more,
//! since a sentence may have moved. Two guards read the short blocks: figures that differ at the
//! same place ([`super::figures`]) and names that differ there ([`super::names`]).

use super::align::Aligner;
use super::edit::Editor;
use super::figures;
use super::names::{self, Seen};
use super::normal::Tokens;
use std::ops::Range;

/// A one-sided block of at least this many words is an addition, not an edit. Toward 1, every
/// inserted word asks whether one text stands inside the other; as it grows, a sentence more or
/// less counts as noise.
const ADDITION: usize = 6;
/// Edited letters per thousand of what both texts cover that two long texts may differ by. Toward 0
/// only exact copies fold; beyond some 350, unrelated sentences on one subject do.
const EDITS: u32 = 270;
/// The same for a text of no words at all, unless words were only added; between it and [`FULL_LENGTH`] words the bound grows.
const EDITS_SHORT: u32 = 180;
/// From how many words on a text counts as long for [`EDITS`].
const FULL_LENGTH: u32 = 20;
/// Added letters per thousand up to which both texts are still one passage.
const ADDED_SAME: u32 = 40;
/// Added letters per thousand, in the smaller part, that still count as noise beside a containment.
const ADDED_INSIDE: u32 = 150;
/// Added letters per thousand on both sides (a sentence replaced by another) up to which the two may
/// be one passage. Beyond some 500, an article that shares a paragraph would be.
const ADDED_BOTH: u32 = 280;

/// How many scattered matches at either end may be strays.
const STRAY: usize = 8;
/// From how many words in a row on a sentence moved, beside a containment.
const MOVED: usize = 4;

/// What a comparison found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Verdict {
    /// One passage; edited letters per thousand.
    Same(u32),
    /// One passage unless one of the two holds several: each has something that the other lacks.
    Loose(u32),
    /// The same wording with other figures.
    OtherFigures,
    /// The same wording with other names.
    OtherNames,
    /// The first stands inside the second, at these words of it.
    Inside(Place),
    /// The second stands inside the first, at these words of it.
    Contains(Place),
    /// Two passages.
    Different,
}

/// Where a text stands inside another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Place {
    /// First token in the larger.
    pub(crate) from: u32,
    /// One behind the last.
    pub(crate) to: u32,
    /// Edited letters per thousand.
    pub(crate) edits: u32,
}

/// One text to compare.
#[derive(Clone)]
pub(crate) struct Side {
    /// Its tokens.
    pub(crate) tokens: Range<usize>,
    /// How many punctuation marks its original has.
    pub(crate) marks: u32,
    /// Written all in capitals or all without.
    pub(crate) caseless: bool,
}

/// A difference between two aligned words.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Block {
    /// First token and one behind the last, in x.
    pub(crate) x: (usize, usize),
    /// The same in y.
    pub(crate) y: (usize, usize),
}

/// Compares texts; holds the arrays that it reuses.
#[derive(Default)]
pub(crate) struct Judge {
    aligner: Aligner,
    editor: Editor,
    blocks: Vec<Block>,
    left_x: Vec<u32>,
    left_y: Vec<u32>,
    spots_x: Vec<u32>,
    spots_y: Vec<u32>,
    figures: figures::Guard,
    /// Whether the first of the last pair has a name that the second leaves out.
    pub(crate) more_names: bool,
    /// By how many edited letters per thousand the last pair that differed in edits alone was too far apart.
    pub(crate) beyond: u32,
    /// How many pairs were compared: the measure of work that tests bound.
    pub(crate) compared: u64,
}

#[derive(Default)]
struct Sum {
    same: u32,
    edits: u32,
    noisy: u32,
    only_x: u32,
    only_y: u32,
    added_x: u32,
    added_y: u32,
    gaps_x: u32,
    gaps_y: u32,
}

impl Judge {
    /// What stands between two texts of one store.
    pub(crate) fn judge(&mut self, tokens: &Tokens, seen: &Seen, x: &Side, y: &Side) -> Verdict {
        self.compared += 1;
        self.beyond = u32::MAX;
        let (x_words, y_words) = (&tokens.word[x.tokens.clone()], &tokens.word[y.tokens.clone()]);
        self.aligner.align_within(x_words, y_words);
        self.trim(x_words.len(), y_words.len());
        self.slide(x_words, y_words);
        let Some((&first, &last)) = self.aligner.pairs.first().zip(self.aligner.pairs.last()) else {
            return Verdict::Different;
        };
        self.collect_blocks(x, y);
        let mut sum = Sum::default();
        for &(i, _) in &self.aligner.pairs {
            sum.same += tokens.start[x.tokens.start + i as usize + 1] - tokens.start[x.tokens.start + i as usize];
        }
        self.left_x.clear();
        self.left_y.clear();
        self.spots_x.clear();
        self.spots_y.clear();
        // Only what counts as edited goes on to the guards.
        let mut blocks = std::mem::take(&mut self.blocks);
        blocks.retain(|&block| self.weigh(tokens, block, (x, y), &mut sum));
        self.blocks = blocks;
        // What is added to each besides what moved as a whole, where anything moved.
        let mut beside = None;
        if !self.left_x.is_empty() && !self.left_y.is_empty() {
            beside = self.look_for_moved(tokens, (x, y), &mut sum);
        }
        let length = (x_words.len().min(y_words.len()) as u32).min(FULL_LENGTH);
        let bound = if sum.only_x.max(sum.only_y) == sum.edits {
            EDITS
        } else {
            EDITS_SHORT + (EDITS - EDITS_SHORT) * length / FULL_LENGTH
        };
        let rate = per_thousand(sum.edits, sum.same + sum.edits);
        if rate > bound {
            self.beyond = rate - bound;
            return Verdict::Different;
        }
        let size = |r: &Range<usize>| tokens.start[r.end] - tokens.start[r.start];
        let more_x = per_thousand(sum.added_x, size(&x.tokens));
        let more_y = per_thousand(sum.added_y, size(&y.tokens));
        let holds_x = beside.is_none_or(|(beside_x, _)| per_thousand(beside_x, size(&x.tokens)) <= ADDED_INSIDE);
        let holds_y = beside.is_none_or(|(_, beside_y)| per_thousand(beside_y, size(&y.tokens)) <= ADDED_INSIDE);
        let verdict = if more_x <= ADDED_SAME && more_y <= ADDED_SAME {
            Verdict::Same(rate)
        } else if more_x <= ADDED_INSIDE && more_x < more_y && sum.gaps_y <= 2 && holds_x {
            let at = y.tokens.start as u32;
            Verdict::Inside(Place { from: at + first.1, to: at + last.1 + 1, edits: rate })
        } else if more_y <= ADDED_INSIDE && more_y <= more_x && sum.gaps_x <= 2 && holds_y {
            let at = x.tokens.start as u32;
            Verdict::Contains(Place { from: at + first.0, to: at + last.0 + 1, edits: rate })
        } else if more_x <= ADDED_BOTH && more_y <= ADDED_BOTH {
            Verdict::Loose(rate)
        } else {
            return Verdict::Different;
        };
        self.beyond = 0;
        if self.figures.differ(tokens, &self.blocks, (x, y), sum.noisy) {
            return if matches!(verdict, Verdict::Same(_) | Verdict::Loose(_)) {
                Verdict::OtherFigures
            } else {
                Verdict::Different
            };
        }
        if names::differ(tokens, seen, &mut self.editor, &self.blocks, (x, y), sum.noisy) {
            return if matches!(verdict, Verdict::Same(_) | Verdict::Loose(_)) {
                Verdict::OtherNames
            } else {
                Verdict::Different
            };
        }
        self.more_names = names::more(tokens, seen, &self.blocks, x);
        verdict
    }

    /// Drops stray matches at either end: one or two words, then a long stretch of only one text, or a
    /// few that are scattered over such a stretch.
    fn trim(&mut self, x_len: usize, y_len: usize) {
        if x_len.min(y_len) < 8 {
            return;
        }
        let far = |a: (u32, u32), b: (u32, u32)| {
            let (dx, dy) = ((b.0 - a.0) as usize, (b.1 - a.1) as usize);
            dx.max(dy) > ADDITION && dx.abs_diff(dy) >= ADDITION
        };
        let enough = self.aligner.pairs.len() >= x_len.min(y_len) * 2 / 3 + STRAY;
        // More of them, scattered over much more of one text than of the other.
        let scattered = |a: (u32, u32), b: (u32, u32), c: (u32, u32), count: usize| {
            let (dx, dy) = (a.0.abs_diff(b.0) as usize, a.1.abs_diff(b.1) as usize);
            let (to_x, to_y) = (a.0.abs_diff(c.0) as usize, a.1.abs_diff(c.1) as usize);
            count > 2 && dx.max(dy) + 1 >= 4 * count && to_x.abs_diff(to_y) >= 2 * ADDITION && enough
        };
        let pairs = &mut self.aligner.pairs;
        for _ in 0..3 {
            let cut = (1..=STRAY.min(pairs.len().saturating_sub(1)))
                .find(|&k| k <= 2 && far(pairs[k - 1], pairs[k]) || scattered(pairs[0], pairs[k - 1], pairs[k], k));
            let Some(k) = cut else { break };
            pairs.drain(..k);
        }
        for _ in 0..3 {
            let n = pairs.len();
            let cut = (1..=STRAY.min(n.saturating_sub(1))).find(|&k| {
                k <= 2 && far(pairs[n - k - 1], pairs[n - k])
                    || scattered(pairs[n - 1], pairs[n - k], pairs[n - k - 1], k)
            });
            let Some(k) = cut else { break };
            pairs.truncate(n - k);
        }
    }

    /// Moves a first or last run of matches across a one-sided gap when the same words stand on its
    /// other side too: two passages that begin alike, one behind the other.
    fn slide(&mut self, x: &[u32], y: &[u32]) {
        let pairs = &mut self.aligner.pairs;
        let step = |a: (u32, u32), b: (u32, u32)| (b.0 - a.0, b.1 - a.1);
        let jumps = |(dx, dy): (u32, u32)| dx.max(dy) as usize > ADDITION && dx.min(dy) == 1;
        if let Some(gap) = (1..pairs.len()).find(|&k| step(pairs[k - 1], pairs[k]) != (1, 1))
            && jumps(step(pairs[gap - 1], pairs[gap]))
        {
            let (i, j) = pairs[gap];
            let run = gap as u32;
            if i >= run && j >= run {
                let (xs, ys) = ((i - run) as usize..i as usize, (j - run) as usize..j as usize);
                if x[xs.clone()] == y[ys.clone()] {
                    for (pair, (a, b)) in pairs.iter_mut().zip(xs.zip(ys)) {
                        *pair = (a as u32, b as u32);
                    }
                }
            }
        }
        if let Some(gap) = (1..pairs.len()).rev().find(|&k| step(pairs[k - 1], pairs[k]) != (1, 1))
            && jumps(step(pairs[gap - 1], pairs[gap]))
        {
            let (i, j) = (pairs[gap - 1].0 as usize + 1, pairs[gap - 1].1 as usize + 1);
            let run = pairs.len() - gap;
            if i + run <= x.len() && j + run <= y.len() && x[i..i + run] == y[j..j + run] {
                for (k, pair) in pairs[gap..].iter_mut().enumerate() {
                    *pair = ((i + k) as u32, (j + k) as u32);
                }
            }
        }
    }

    fn collect_blocks(&mut self, x: &Side, y: &Side) {
        self.blocks.clear();
        let (mut i, mut j) = (x.tokens.start, y.tokens.start);
        for &(a, b) in &self.aligner.pairs {
            let (a, b) = (x.tokens.start + a as usize, y.tokens.start + b as usize);
            if a > i || b > j {
                self.blocks.push(Block { x: (i, a), y: (j, b) });
            }
            (i, j) = (a + 1, b + 1);
        }
        if x.tokens.end > i || y.tokens.end > j {
            self.blocks.push(Block { x: (i, x.tokens.end), y: (j, y.tokens.end) });
        }
    }

    /// Adds a block to the sums; whether it is an edit rather than an addition.
    fn weigh(&mut self, tokens: &Tokens, block: Block, (x, y): (&Side, &Side), sum: &mut Sum) -> bool {
        let (x_bytes, y_bytes) = (tokens.slice(block.x.0..block.x.1), tokens.slice(block.y.0..block.y.1));
        let (x_len, y_len) = (x_bytes.len() as u32, y_bytes.len() as u32);
        let (x_count, y_count) = (block.x.1 - block.x.0, block.y.1 - block.y.0);
        let inner_x = block.x.0 > x.tokens.start && block.x.1 < x.tokens.end;
        let inner_y = block.y.0 > y.tokens.start && block.y.1 < y.tokens.end;
        if x_count >= ADDITION && y_count < ADDITION && (y_count == 0 || x_len > 3 * y_len) {
            sum.added_x += x_len - y_len;
            sum.edits += y_len;
            sum.gaps_x += u32::from(inner_x);
            self.leave(tokens, block, true, false);
            return false;
        }
        if y_count >= ADDITION && x_count < ADDITION && (x_count == 0 || y_len > 3 * x_len) {
            sum.added_y += y_len - x_len;
            sum.edits += x_len;
            sum.gaps_y += u32::from(inner_y);
            self.leave(tokens, block, false, true);
            return false;
        }
        let distance = self.editor.distance(x_bytes, y_bytes);
        let longest = x_len.max(y_len);
        if x_count >= ADDITION && y_count >= ADDITION && distance * 2 > longest {
            sum.added_x += x_len;
            sum.added_y += y_len;
            sum.gaps_x += u32::from(inner_x);
            sum.gaps_y += u32::from(inner_y);
            self.leave(tokens, block, true, true);
            return false;
        }
        // Misspelt rather than replaced.
        sum.noisy += u32::from(distance * 3 <= longest && distance > 0 || distance == 0 && x_count != y_count);
        sum.edits += distance;
        sum.only_x += if y_count == 0 { distance } else { 0 };
        sum.only_y += if x_count == 0 { distance } else { 0 };
        true
    }

    fn leave(&mut self, tokens: &Tokens, block: Block, x: bool, y: bool) {
        if x {
            self.left_x.extend_from_slice(&tokens.word[block.x.0..block.x.1]);
            self.spots_x.extend((block.x.0..block.x.1).map(|t| t as u32));
        }
        if y {
            self.left_y.extend_from_slice(&tokens.word[block.y.0..block.y.1]);
            self.spots_y.extend((block.y.0..block.y.1).map(|t| t as u32));
        }
    }

    /// Words added on both sides may be the same words at another place. Where they are, what is added to
    /// each besides those that moved as a whole: a long text has pairs of words of any other.
    fn look_for_moved(&mut self, tokens: &Tokens, (x, y): (&Side, &Side), sum: &mut Sum) -> Option<(u32, u32)> {
        let (left_x, left_y) = (std::mem::take(&mut self.left_x), std::mem::take(&mut self.left_y));
        self.aligner.align(&left_x, &left_y);
        (self.left_x, self.left_y) = (left_x, left_y);
        let (mut bytes, mut whole_bytes) = (0, 0);
        // Only runs of words count: single ones are found anywhere.
        let joined = |a: &(u32, u32), b: &(u32, u32)| a.0 + 1 == b.0 && a.1 + 1 == b.1;
        for run in self.aligner.pairs.chunk_by(joined).filter(|run| run.len() > 1) {
            let at = |&(i, _): &(u32, u32)| self.spots_x[i as usize] as usize;
            let run_bytes = run.iter().map(|pair| tokens.start[at(pair) + 1] - tokens.start[at(pair)]).sum::<u32>();
            bytes += run_bytes;
            whole_bytes += if run.len() >= MOVED { run_bytes } else { 0 };
        }
        let size = |side: &Side| tokens.start[side.tokens.end] - tokens.start[side.tokens.start];
        let whole = size(x).min(size(y));
        if bytes * 12 <= whole {
            return None;
        }
        let beside = (sum.added_x.saturating_sub(whole_bytes), sum.added_y.saturating_sub(whole_bytes));
        sum.same += bytes;
        sum.added_x = sum.added_x.saturating_sub(bytes);
        sum.added_y = sum.added_y.saturating_sub(bytes);
        Some(beside)
    }
}

fn per_thousand(part: u32, whole: u32) -> u32 {
    if whole == 0 { 0 } else { (u64::from(part) * 1000 / u64::from(whole)) as u32 }
}
