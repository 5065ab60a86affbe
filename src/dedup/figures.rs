//! Do two aligned texts differ in a figure at the same place?
//!
//! A figure is a run of neighbouring tokens that hold digits, read as its digits: "5.000" and "5000"
//! are one figure, "4,5" and "45" only when the text has lost other punctuation too. A figure that
//! only one text has (an added sentence, a page number) is an addition and no contradiction; a text
//! whose figure lost or gained a part ("3,5" and "5") contradicts.

use super::normal::{Tokens, has_digit};
use super::verdict::{Block, Side};

/// Two-sided blocks of more words than this are rewritten text, not the same place. Toward 1, a
/// replaced neighbour word hides a changed figure; as it grows, unrelated figures are compared.
const SAME_PLACE: usize = 12;
/// How many words apart an added and a missing figure may stand and still be one that changed.
const NEAR: usize = 6;

/// Arrays reused from pair to pair.
#[derive(Default)]
pub(crate) struct Guard {
    x: Figures,
    y: Figures,
    loose_x: Vec<(usize, Vec<u8>)>,
    loose_y: Vec<(usize, Vec<u8>)>,
}

/// The figures of a stretch: their digits, where each ends, and how many tokens each takes.
#[derive(Default)]
struct Figures {
    digits: Vec<u8>,
    ends: Vec<(usize, usize)>,
    /// Whether every token but the first of each figure has three digits, as thousands are grouped.
    thousands: bool,
}

impl Figures {
    fn read(&mut self, tokens: &Tokens, range: (usize, usize)) {
        self.digits.clear();
        self.ends.clear();
        self.thousands = true;
        let mut before = false;
        for at in range.0..range.1 {
            let here = has_digit(tokens.word[at]);
            if here {
                let start = self.digits.len();
                self.digits.extend(tokens.slice(at..at + 1).iter().filter(|b| b.is_ascii_digit()));
                if before && let Some(last) = self.ends.last_mut() {
                    self.thousands &= self.digits.len() - start == 3;
                    *last = (self.digits.len(), last.1 + 1);
                } else {
                    self.ends.push((self.digits.len(), 1));
                }
            }
            before = here;
        }
    }

    fn get(&self, k: usize) -> &[u8] {
        let from = if k == 0 { 0 } else { self.ends[k - 1].0 };
        &self.digits[from..self.ends[k].0]
    }

    fn tokens(&self) -> usize {
        self.ends.iter().map(|e| e.1).sum()
    }

    /// Whether all figures of `self` stand in `other`, in order.
    fn within(&self, other: &Figures) -> bool {
        let mut at = 0;
        (0..self.ends.len()).all(|k| {
            while at < other.ends.len() && other.get(at) != self.get(k) {
                at += 1;
            }
            at += 1;
            at <= other.ends.len()
        })
    }
}

impl Guard {
    /// Whether a figure differs at a place that both texts have.
    pub(crate) fn differ(&mut self, tokens: &Tokens, blocks: &[Block], (x, y): (&Side, &Side), noisy: u32) -> bool {
        self.loose_x.clear();
        self.loose_y.clear();
        for &block in blocks {
            let digits = |r: (usize, usize)| tokens.word[r.0..r.1].iter().any(|&w| has_digit(w));
            let (in_x, in_y) = (digits(block.x), digits(block.y));
            if !in_x && !in_y {
                continue;
            }
            let at_edge = (block.x.0 == x.tokens.start && block.y.0 == y.tokens.start)
                || (block.x.1 == x.tokens.end && block.y.1 == y.tokens.end);
            let one_sided = block.x.0 == block.x.1 || block.y.0 == block.y.1;
            let only_digits = tokens.word[block.x.0..block.x.1]
                .iter()
                .chain(&tokens.word[block.y.0..block.y.1])
                .all(|&w| has_digit(w));
            if one_sided && at_edge && !only_digits {
                continue;
            }
            let (x_count, y_count) = (block.x.1 - block.x.0, block.y.1 - block.y.0);
            if x_count > SAME_PLACE || y_count > SAME_PLACE {
                continue;
            }
            let whole = widen(tokens, block, x, y);
            self.x.read(tokens, whole.x);
            self.y.read(tokens, whole.y);
            if self.x.digits == self.y.digits {
                if self.x.tokens() == self.y.tokens() {
                    if self.x.ends.iter().ne(self.y.ends.iter()) && noisy < 2 {
                        return true;
                    }
                    continue;
                }
                let (split, split_marks, joined_marks) = if self.x.tokens() > self.y.tokens() {
                    (&self.x, x.marks, y.marks)
                } else {
                    (&self.y, y.marks, x.marks)
                };
                if split.thousands || noisy >= 2 || split_marks >= joined_marks + 2 {
                    continue;
                }
                return true;
            }
            if !self.x.ends.is_empty() && !self.y.ends.is_empty() {
                if self.x.within(&self.y) || self.y.within(&self.x) {
                    continue;
                }
                return true;
            }
            let (list, figures, at) =
                if in_x { (&mut self.loose_x, &self.x, block.x.0) } else { (&mut self.loose_y, &self.y, block.x.0) };
            list.push((at, figures.digits.clone()));
        }
        // A figure missing here and another one added a few words on: "4:0" and "0:4".
        self.loose_x.iter().any(|(at, digits)| {
            self.loose_y.iter().any(|(other, others)| at.abs_diff(*other) <= NEAR && digits != others)
        })
    }
}

/// The block with the figures that reach over its borders taken in whole.
fn widen(tokens: &Tokens, block: Block, x: &Side, y: &Side) -> Block {
    let digit = |t: usize| has_digit(tokens.word[t]);
    let mut wide = block;
    let starts = (block.x.0 < block.x.1 && digit(block.x.0)) || (block.y.0 < block.y.1 && digit(block.y.0));
    while starts && wide.x.0 > x.tokens.start && wide.y.0 > y.tokens.start && digit(wide.x.0 - 1) && digit(wide.y.0 - 1)
    {
        wide.x.0 -= 1;
        wide.y.0 -= 1;
    }
    let ends = (block.x.0 < block.x.1 && digit(block.x.1 - 1)) || (block.y.0 < block.y.1 && digit(block.y.1 - 1));
    while ends && wide.x.1 < x.tokens.end && wide.y.1 < y.tokens.end && digit(wide.x.1) && digit(wide.y.1) {
        wide.x.1 += 1;
        wide.y.1 += 1;
    }
    wide
}
