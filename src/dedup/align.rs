//! Which words of two texts correspond, in the same order?
//!
//! A longest common subsequence of word numbers, bit-parallel (Hyyrö 2004, "Bit-parallel LCS-length
//! computation revisited") with its rows kept for the way back. What both begin and end with is cut
//! off first, so near copies cost next to nothing. Two long texts that differ throughout are first
//! split at words that stand exactly once in each (the anchors of patience diff, B. Cohen).

use crate::sort;

/// Rows × words of 64 columns that one run may cost. Toward zero, long texts that differ much are
/// aligned by their rare words alone; as it grows, time and memory of a pair grow with the product
/// of its lengths.
const MOST_CELLS: usize = 1 << 18;

/// From how many times as long on a run is only looked at where the other probably stands in it.
const LONGER: usize = 2;

/// Arrays reused from pair to pair.
#[derive(Default)]
pub(crate) struct Aligner {
    /// Positions (in x, in y) of words that correspond, ascending in both.
    pub(crate) pairs: Vec<(u32, u32)>,
    slots: Vec<u32>,
    keys: Vec<u32>,
    masks: Vec<u64>,
    rows: Vec<u64>,
    back: Vec<(u32, u32)>,
}

impl Aligner {
    /// Aligns two runs of word numbers; the result is in `pairs`.
    pub(crate) fn align(&mut self, x: &[u32], y: &[u32]) {
        self.pairs.clear();
        self.part(x, y, 0, 0, true);
    }

    /// The same, but where one run is much longer, the other is looked for in the stretch of it that shares the
    /// most pairs of words: common words all over the longer would draw it apart.
    pub(crate) fn align_within(&mut self, x: &[u32], y: &[u32]) {
        let (from_x, to_x) = if x.len() > LONGER * y.len() { self.densest(y, x) } else { (0, x.len()) };
        let (from_y, to_y) = if y.len() > LONGER * x.len() { self.densest(x, y) } else { (0, y.len()) };
        self.pairs.clear();
        self.part(&x[from_x..to_x], &y[from_y..to_y], from_x as u32, from_y as u32, true);
        let whole = to_x - from_x == x.len() && to_y - from_y == y.len();
        // Not all of it stands there: perhaps something was put between its parts.
        if !whole && self.pairs.len() * 10 < x.len().min(y.len()) * 8 {
            self.align(x, y);
        }
    }

    /// Where in the longer run the shorter one stands most likely, with room around it; all of it when nothing
    /// stands out.
    fn densest(&mut self, short: &[u32], long: &[u32]) -> (usize, usize) {
        let size = (short.len() * 4).next_power_of_two();
        self.slots.clear();
        self.slots.resize(size, 0);
        let pair = |pair: &[u32]| pair[0].rotate_left(7) ^ pair[1] | 1;
        let at = |slots: &[u32], value: u32| {
            let mut at = slot(value, size);
            while slots[at] != 0 && slots[at] != value {
                at = (at + 1) & (size - 1);
            }
            at
        };
        for value in short.windows(2).map(pair) {
            let at = at(&self.slots, value);
            self.slots[at] = value;
        }
        let hit = |slots: &[u32], k: usize| long.get(k..k + 2).is_some_and(|two| slots[at(slots, pair(two))] != 0);
        let width = short.len() + short.len() / 4;
        let (mut count, mut best, mut best_end) = (0, 0, 0);
        for k in 0..long.len() {
            count += usize::from(hit(&self.slots, k));
            count -= usize::from(k >= width && hit(&self.slots, k - width));
            if count > best {
                (best, best_end) = (count, k + 2);
            }
        }
        if best * 2 < short.len() {
            return (0, long.len());
        }
        (best_end.saturating_sub(width + width / 4), (best_end + width / 4).min(long.len()))
    }

    fn part(&mut self, x: &[u32], y: &[u32], x_at: u32, y_at: u32, may_split: bool) {
        let head = x.iter().zip(y).take_while(|(a, b)| a == b).count();
        for i in 0..head as u32 {
            self.pairs.push((x_at + i, y_at + i));
        }
        let (x_mid, y_mid) = (&x[head..], &y[head..]);
        let tail = x_mid.iter().rev().zip(y_mid.iter().rev()).take_while(|(a, b)| a == b).count();
        let (x_mid, y_mid) = (&x_mid[..x_mid.len() - tail], &y_mid[..y_mid.len() - tail]);
        let (x_start, y_start) = (x_at + head as u32, y_at + head as u32);
        if !x_mid.is_empty() && !y_mid.is_empty() {
            let blocks = x_mid.len().min(y_mid.len()).div_ceil(64);
            let rows = x_mid.len().max(y_mid.len());
            if blocks.saturating_mul(rows) <= MOST_CELLS {
                self.lcs(x_mid, y_mid, x_start, y_start);
            } else if may_split {
                self.split(x_mid, y_mid, x_start, y_start);
            }
        }
        let (x_tail, y_tail) = (x_start + x_mid.len() as u32, y_start + y_mid.len() as u32);
        for i in 0..tail as u32 {
            self.pairs.push((x_tail + i, y_tail + i));
        }
    }

    /// Splits at the longest ascending run of words that are unique on both sides.
    fn split(&mut self, x: &[u32], y: &[u32], x_at: u32, y_at: u32) {
        let mut anchors = Vec::new();
        let (once_x, once_y) = (unique(x), unique(y));
        let mut j = 0;
        for &(value, x_pos) in &once_x {
            while j < once_y.len() && once_y[j].0 < value {
                j += 1;
            }
            if let Some(&(other, y_pos)) = once_y.get(j)
                && other == value
            {
                anchors.push((x_pos, y_pos));
            }
        }
        sort::pairs(&mut anchors);
        let chain = longest_ascending(&anchors);
        let (mut x_from, mut y_from) = (0, 0);
        for &(x_to, y_to) in chain.iter().chain(&[(x.len() as u32, y.len() as u32)]) {
            let (xs, ys) = (&x[x_from as usize..x_to as usize], &y[y_from as usize..y_to as usize]);
            self.part(xs, ys, x_at + x_from, y_at + y_from, false);
            if (x_to as usize) < x.len() {
                self.pairs.push((x_at + x_to, y_at + y_to));
            }
            (x_from, y_from) = (x_to + 1, y_to + 1);
        }
    }

    fn lcs(&mut self, x: &[u32], y: &[u32], x_at: u32, y_at: u32) {
        let swapped = x.len() < y.len();
        let (long, short) = if swapped { (y, x) } else { (x, y) };
        let blocks = short.len().div_ceil(64);
        let size = (short.len() * 2).next_power_of_two();
        self.slots.clear();
        self.slots.resize(size, u32::MAX);
        self.keys.clear();
        self.masks.clear();
        for (column, &value) in short.iter().enumerate() {
            let mut at = slot(value, size);
            while self.slots[at] != u32::MAX && self.keys[self.slots[at] as usize] != value {
                at = (at + 1) & (size - 1);
            }
            if self.slots[at] == u32::MAX {
                self.slots[at] = self.keys.len() as u32;
                self.keys.push(value);
                self.masks.resize(self.masks.len() + blocks, 0);
            }
            self.masks[self.slots[at] as usize * blocks + column / 64] |= 1 << (column % 64);
        }
        self.rows.clear();
        self.rows.resize(blocks * long.len(), u64::MAX);
        for (row, &value) in long.iter().enumerate() {
            let mut at = slot(value, size);
            while self.slots[at] != u32::MAX && self.keys[self.slots[at] as usize] != value {
                at = (at + 1) & (size - 1);
            }
            let known = self.slots[at];
            let mut carry = 0_u64;
            for block in 0..blocks {
                let before = if row == 0 { u64::MAX } else { self.rows[(row - 1) * blocks + block] };
                let mask = if known == u32::MAX { 0 } else { self.masks[known as usize * blocks + block] };
                let hit = before & mask;
                let (sum, over_a) = before.overflowing_add(hit);
                let (sum, over_b) = sum.overflowing_add(carry);
                carry = u64::from(over_a | over_b);
                self.rows[row * blocks + block] = sum | (before & !mask);
            }
        }
        // The way back: a cleared bit says that the length grows at this column.
        let grows =
            |rows: &[u64], row: usize, column: usize| rows[row * blocks + column / 64] >> (column % 64) & 1 == 0;
        self.back.clear();
        let (mut row, mut column) = (long.len(), short.len());
        while row > 0 && column > 0 {
            if !grows(&self.rows, row - 1, column - 1) {
                column -= 1;
            } else {
                row -= 1;
                if row == 0 || !grows(&self.rows, row - 1, column - 1) {
                    column -= 1;
                    self.back.push((row as u32, column as u32));
                }
            }
        }
        for &(row, column) in self.back.iter().rev() {
            let (i, j) = if swapped { (column, row) } else { (row, column) };
            self.pairs.push((x_at + i, y_at + j));
        }
    }
}

#[inline]
fn slot(value: u32, size: usize) -> usize {
    (value.wrapping_mul(0x9e37_79b9) >> 8) as usize & (size - 1)
}

/// Words that stand once, with their positions, by word number.
fn unique(words: &[u32]) -> Vec<(u32, u32)> {
    let mut all: Vec<(u32, u32)> = words.iter().zip(0..).map(|(&w, i)| (w, i)).collect();
    sort::pairs(&mut all);
    let mut once = Vec::new();
    for (i, &entry) in all.iter().enumerate() {
        let before = i > 0 && all[i - 1].0 == entry.0;
        let after = all.get(i + 1).is_some_and(|next| next.0 == entry.0);
        if !before && !after {
            once.push(entry);
        }
    }
    once
}

/// The longest run of pairs (sorted by the first) that ascends in the second, by patience sorting.
fn longest_ascending(pairs: &[(u32, u32)]) -> Vec<(u32, u32)> {
    let mut piles: Vec<usize> = Vec::new();
    let mut before: Vec<usize> = Vec::with_capacity(pairs.len());
    for (i, pair) in pairs.iter().enumerate() {
        let pile = piles.partition_point(|&top| pairs[top].1 < pair.1);
        before.push(if pile == 0 { usize::MAX } else { piles[pile - 1] });
        if pile == piles.len() { piles.push(i) } else { piles[pile] = i }
    }
    let mut chain = Vec::with_capacity(piles.len());
    let mut at = piles.last().copied().unwrap_or(usize::MAX);
    while at != usize::MAX {
        chain.push(pairs[at]);
        at = before[at];
    }
    chain.reverse();
    chain
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn slow_lcs(x: &[u32], y: &[u32]) -> usize {
        let mut row = vec![0; y.len() + 1];
        for a in x {
            let mut diagonal = 0;
            for (j, b) in y.iter().enumerate() {
                let above = row[j + 1];
                row[j + 1] = if a == b { diagonal + 1 } else { above.max(row[j]) };
                diagonal = above;
            }
        }
        row[y.len()]
    }

    fn check(x: &[u32], y: &[u32], pairs: &[(u32, u32)]) {
        for pair in pairs.windows(2) {
            assert!(pair[0].0 < pair[1].0 && pair[0].1 < pair[1].1);
        }
        assert!(pairs.iter().all(|&(i, j)| x[i as usize] == y[j as usize]));
    }

    proptest! {
        #[test]
        fn as_long_as_the_plain_table_says(
            x in proptest::collection::vec(0_u32..9, 0..150),
            y in proptest::collection::vec(0_u32..9, 0..150),
        ) {
            let mut aligner = Aligner::default();
            aligner.align(&x, &y);
            check(&x, &y, &aligner.pairs);
            prop_assert_eq!(aligner.pairs.len(), slow_lcs(&x, &y));
        }
    }

    #[test]
    fn long_texts_split_at_their_rare_words() {
        let x: Vec<u32> = (0..40_000).collect();
        let y: Vec<u32> =
            (0..40_000).map(|i| if i % 7 == 3 || !(2..=39_990).contains(&i) { i + 100_000 } else { i }).collect();
        let mut aligner = Aligner::default();
        aligner.align(&x, &y);
        check(&x, &y, &aligner.pairs);
        assert!(aligner.pairs.len() > 34_000);
        assert!(aligner.rows.len() <= MOST_CELLS);
    }
}
