//! Which units share enough rare word pairs with this one to be worth a comparison?
//!
//! Most word pairs of a pile stand once and lead nowhere. A first walk notes in two bits a bucket
//! which pairs stand more than once; only these get a number, in the order in which they are met, so
//! what many texts share lies together, and what a text shares with its copies too: both stay near the
//! processor. A collision costs a comparison, not a mistake. Postings lie in one array, as many as are
//! ever read of each pair, and are filled as units enter, so a unit that joined a group never slows the
//! search for later ones.

use super::texts::Texts;
use crate::sort;

/// Word pairs in at most this many units are always looked up. Toward 0, only each unit's rarest
/// half is left; as it grows, time goes into pairs that tell little.
const RARE: u8 = 48;
/// How many postings of a rare pair are read: the first, which are the most central units. Bounds
/// the cost of templates. Toward 0, near copies of many texts are missed; as it grows, a template's
/// lines are looked up again and again.
const READ_RARE: u32 = 64;
/// The same for a pair that is not among the unit's rarest half. A passage that many larger ones
/// hold is found by these: it is more central than they are, so it comes first.
const READ_FREQUENT: u32 = 8;

/// The same for every pair of a *crowded* unit, most of whose rarer half have more than [`READ_RARE`]:
/// a near copy among a hundred thousand. What is found so is counted by every pair it has. Toward 0, the
/// middle of the family is missed, and the few that share a word of this unit alone; as it grows, each
/// of the family costs more.
const READ_CROWDED: u32 = 16;
/// How many units at most are counted for one.
const MOST_COUNTED: usize = 32;
/// How much a pair in at most [`RARE`] units counts beside one in more, for a crowded unit: what few
/// share tells more than what the whole family has.
const RARE_COUNTS: u64 = 3;
/// The highest number of a key: there are no more than half as many as buckets.
const LAST_KEY: u64 = (1 << 27) - 1;

/// A unit that shares word pairs.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Candidate {
    /// The unit.
    pub(crate) unit: u32,
    /// Shared pairs per thousand of those looked up in the smaller of the two.
    pub(crate) share: u32,
}

/// What is kept of a key.
#[derive(Clone, Copy, Default)]
struct Slot {
    /// Where its postings start.
    start: u32,
    /// In how many units it stands, 255 for more.
    frequency: u8,
    /// In how many units that entered the postings, 255 for more; [`READ_RARE`] are kept.
    entered: u8,
}

/// The postings. A *key* is the number of a word pair that stands more than once.
pub(crate) struct Index {
    /// The keys of all units, one after another.
    keys_of: Vec<u32>,
    /// Unit → where its keys start; one entry more than units.
    first: Vec<u32>,
    slots: Vec<Slot>,
    /// Key → the rank of its hash, which no order of the input changes.
    rank_of: Vec<u32>,
    postings: Vec<u32>,
    /// How many there will be; they get their room when the numbers are the last.
    room: usize,
    /// Unit → how many of its pairs are looked up.
    pairs: Vec<u16>,
    hits: Vec<u16>,
    touched: Vec<u32>,
    /// The keys of the prepared unit, those that enter the postings first.
    keys: Vec<u32>,
    frequent: Vec<u64>,
    /// Where their postings start, and how many are read.
    spans: Vec<(u32, u32)>,
    /// Whether what is read says too little, and every pair has to be counted.
    pub(crate) crowded: bool,
    /// The keys of a crowded unit once more, by their last bits.
    known: Vec<u32>,
    /// How many of the keys stand in at most [`RARE`] units; they come first.
    rare: usize,
    /// How many of the keys enter the postings.
    posted: usize,
    /// Postings read so far: the measure of work that tests bound.
    pub(crate) read: u64,
}

impl Index {
    /// Counts the word pairs of all units; no unit is in the postings yet.
    pub(crate) fn new(texts: &Texts) -> Self {
        let units = texts.unit_text.len();
        let (mut keys_of, first, ranks) = shared_pairs(texts);
        let keys = ranks.last().map_or(0, |&(bits, before)| before as usize + bits.count_ones() as usize);
        let mut key_of = vec![u32::MAX; keys];
        let mut rank_of = Vec::with_capacity(keys);
        // How many units, the last of them.
        let mut counts: Vec<(u32, u32)> = Vec::with_capacity(keys);
        let (mut kept, mut from) = (0, 0);
        let mut starts = Vec::with_capacity(units + 1);
        starts.push(0);
        for (unit, &to) in (1_u32..).zip(&first) {
            for at in from..to as usize {
                let bucket = keys_of[at];
                let (bits, before) = ranks[bucket as usize >> 6];
                if bits >> (bucket & 63) & 1 == 0 {
                    continue;
                }
                let rank = before + (bits & ((1 << (bucket & 63)) - 1)).count_ones();
                let key = &mut key_of[rank as usize];
                if *key == u32::MAX {
                    *key = counts.len() as u32;
                    rank_of.push(rank);
                    counts.push((0, 0));
                }
                let count = &mut counts[*key as usize];
                if count.1 != unit {
                    *count = (count.0 + 1, unit);
                }
                keys_of[kept] = *key;
                kept += 1;
            }
            starts.push(kept as u32);
            from = to as usize;
        }
        drop((ranks, key_of));
        keys_of.truncate(kept);
        keys_of.shrink_to_fit();
        let mut sum = 0_u32;
        let slots = counts
            .into_iter()
            .map(|(count, _)| {
                let slot = Slot { start: sum, frequency: count.min(255) as u8, entered: 0 };
                // A pair of one unit alone leads nowhere.
                sum += if count > 1 { count.min(READ_RARE) } else { 0 };
                slot
            })
            .collect();
        Self {
            keys_of,
            first: starts,
            slots,
            rank_of,
            postings: Vec::new(),
            room: sum as usize,
            pairs: vec![0; units],
            hits: vec![0; units],
            touched: Vec::new(),
            keys: Vec::new(),
            frequent: Vec::new(),
            spans: Vec::new(),
            crowded: false,
            known: Vec::new(),
            rare: 0,
            posted: 0,
            read: 0,
        }
    }

    /// Numbers the units anew: the one that is `order[k]` becomes `k`.
    pub(crate) fn renumber(&mut self, order: &[u32]) {
        let mut keys_of = Vec::with_capacity(self.keys_of.len());
        let mut first = Vec::with_capacity(self.first.len());
        first.push(0);
        for &unit in order {
            keys_of.extend_from_slice(&self.keys_of[self.range(unit)]);
            first.push(keys_of.len() as u32);
        }
        (self.keys_of, self.first) = (keys_of, first);
        self.postings = vec![0; self.room];
    }

    fn range(&self, unit: u32) -> std::ops::Range<usize> {
        self.first[unit as usize] as usize..self.first[unit as usize + 1] as usize
    }

    /// How much of a unit stands in others too, from 0 to 4096: the text in the middle of a group
    /// shares most. A pair in n units counts 1 − 1/n, so one pair of its own costs a text more than
    /// a common phrase gains it.
    pub(crate) fn centrality(&self, texts: &Texts, unit: u32) -> u32 {
        let keys = &self.keys_of[self.range(unit)];
        let sum: u64 = keys.iter().map(|&key| u64::from(SHARED[self.slots[key as usize].frequency as usize])).sum();
        let pairs = match texts.span(unit).len() {
            words @ 0..2 => words,
            words => words - 1,
        };
        sum.checked_div(pairs as u64).map_or(0, |mean| mean as u32)
    }

    /// Readies the word pairs of a unit, rarest first, for [`Index::look_up`] and [`Index::add`].
    pub(crate) fn prepare(&mut self, unit: u32) {
        self.keys.clear();
        self.frequent.clear();
        for &key in &self.keys_of[self.first[unit as usize] as usize..self.first[unit as usize + 1] as usize] {
            let frequency = self.slots[key as usize].frequency;
            if frequency > RARE {
                self.frequent.push(u64::from(frequency) << 54 | u64::from(key));
            } else if frequency > 1 {
                self.keys.push(key);
            }
        }
        self.rare = self.keys.len();
        // Sorting is needed only where most pairs are frequent.
        let half = (self.keys.len() + self.frequent.len()).div_ceil(2);
        self.posted = half.max(self.keys.len());
        if half > self.keys.len() {
            for number in &mut self.frequent {
                *number |= u64::from(self.rank_of[(*number & LAST_KEY) as usize]) << 27;
            }
            sort::numbers(&mut self.frequent);
        }
        self.keys.extend(self.frequent.iter().map(|&number| (number & LAST_KEY) as u32));
        self.pairs[unit as usize] = u16::try_from(self.posted).unwrap_or(u16::MAX);
        self.spans.clear();
        let mut cut = 0;
        for (k, &key) in self.keys.iter().enumerate() {
            let most = if k < self.posted { READ_RARE } else { READ_FREQUENT };
            let Slot { start, entered, .. } = self.slots[key as usize];
            let entered = u32::from(entered);
            cut += usize::from(k < self.posted && entered > most);
            self.spans.push((start, entered.min(most)));
        }
        self.crowded = self.posted > 8 && cut * 2 >= self.posted;
        if self.crowded {
            for (k, span) in self.spans.iter_mut().enumerate() {
                span.1 = span.1.min(if k < self.posted { READ_CROWDED } else { READ_FREQUENT });
            }
        }
    }

    /// Appends the units in the postings that share at least `share` per thousand with the prepared one.
    pub(crate) fn look_up(&mut self, unit: u32, share: u32, found: &mut Vec<Candidate>) {
        let looked_up = self.spans.len() as u32;
        if self.crowded {
            self.count_in_full(unit, share, found);
            return;
        }
        self.read_spans(0..self.spans.len());
        for &other in &self.touched {
            let hits = u32::from(std::mem::take(&mut self.hits[other as usize]));
            // Most share a pair by chance.
            if hits == 1 && looked_up > 8 && self.pairs[other as usize] > 8 {
                continue;
            }
            let smaller = looked_up.min(u32::from(self.pairs[other as usize])).max(1);
            let shared = hits * 1000 / smaller;
            if shared >= share && other != unit {
                found.push(Candidate { unit: other, share: shared.min(1000) });
            }
        }
        self.touched.clear();
    }

    /// Counts which units stand in the postings.
    fn read_spans(&mut self, spans: std::ops::Range<usize>) {
        for &(start, length) in &self.spans[spans] {
            self.read += u64::from(length);
            for &other in &self.postings[start as usize..(start + length) as usize] {
                let hits = &mut self.hits[other as usize];
                if *hits == 0 {
                    self.touched.push(other);
                }
                *hits = hits.saturating_add(1);
            }
        }
    }

    /// The same for a crowded unit: what shares a rare pair, or enough others, is counted by every pair.
    fn count_in_full(&mut self, unit: u32, share: u32, found: &mut Vec<Candidate>) {
        let counts = |frequency: u8| if frequency > RARE { 1 } else { RARE_COUNTS };
        let size = (self.keys.len() * 2).next_power_of_two();
        self.known.clear();
        self.known.resize(size, u32::MAX);
        let mut own = 0;
        for &key in &self.keys {
            let at = place(&self.known, key);
            self.known[at] = key;
            own += counts(self.slots[key as usize].frequency);
        }
        self.read_spans(0..self.rare);
        let by_rare = self.touched.len();
        self.read_spans(self.rare..self.spans.len());
        let enough = self.spans.len() * share as usize / 1000;
        // The most hits first, then the most central, as one number each.
        self.frequent.clear();
        for (k, &other) in self.touched.iter().enumerate() {
            let hits = usize::from(std::mem::take(&mut self.hits[other as usize]));
            let hits = hits + if k < by_rare { enough } else { 0 };
            if hits >= enough && other != unit {
                self.frequent.push((u64::MAX - hits as u64) << 32 | k as u64);
            }
        }
        if self.frequent.len() > MOST_COUNTED {
            sort::numbers(&mut self.frequent);
            self.frequent.truncate(MOST_COUNTED);
        }
        for &number in &self.frequent {
            let other = self.touched[number as u32 as usize];
            let (mut shared, mut theirs) = (0_u64, 0_u64);
            for &key in &self.keys_of[self.range(other)] {
                let count = counts(self.slots[key as usize].frequency);
                theirs += count;
                shared += if self.known[place(&self.known, key)] == key { count } else { 0 };
            }
            let shared = shared * 1000 / own.min(theirs).max(1);
            if shared >= u64::from(share) {
                found.push(Candidate { unit: other, share: shared.min(1000) as u32 });
            }
        }
        self.touched.clear();
    }

    /// Puts the prepared unit into the postings.
    pub(crate) fn add(&mut self, unit: u32) {
        for &key in &self.keys[..self.posted] {
            let slot = &mut self.slots[key as usize];
            let kept = u32::from(slot.entered).min(READ_RARE);
            let at = (slot.start + kept) as usize;
            // A pair that stands twice in one unit is posted once.
            if kept > 0 && self.postings[at - 1] == unit {
                continue;
            }
            slot.entered = slot.entered.saturating_add(1);
            if kept < READ_RARE
                && let Some(posting) = self.postings.get_mut(at)
            {
                *posting = unit;
            }
        }
    }
}

/// Where a key stands in an open-addressing table that is at most half full, or would.
#[inline]
fn place(table: &[u32], key: u32) -> usize {
    let mask = table.len() - 1;
    let mut at = key.wrapping_mul(0x9e37_79b9) as usize >> 7 & mask;
    while table[at] != u32::MAX && table[at] != key {
        at = (at + 1) & mask;
    }
    at
}

/// Frequency → 1 − 1/n in 4096ths.
const SHARED: [u16; 256] = {
    let mut table = [0_u16; 256];
    let mut n = 2;
    while n < 256 {
        table[n] = (4096 - 4096 / n) as u16;
        n += 1;
    }
    table
};

/// The buckets of all units' word pairs, where each unit's end, and for each 64 buckets which stand
/// more than once and how many such stand before.
fn shared_pairs(texts: &Texts) -> (Vec<u32>, Vec<u32>, Vec<(u64, u32)>) {
    let total: usize = texts.unit_tokens.iter().map(|r| r.len()).sum();
    let size = total.saturating_mul(2).next_power_of_two().clamp(1 << 10, 1 << 27);
    let shift = 64 - size.trailing_zeros();
    let mut buckets: Vec<u32> = Vec::with_capacity(total);
    let mut ends = Vec::with_capacity(texts.unit_tokens.len());
    // (stands at all, stands more than once)
    let mut seen = vec![(0_u64, 0_u64); size >> 6];
    let mut note = |bucket: u32| {
        let (once, twice) = &mut seen[bucket as usize >> 6];
        let bit = 1 << (bucket & 63);
        *twice |= *once & bit;
        *once |= bit;
        bucket
    };
    for unit in 0..texts.unit_tokens.len() as u32 {
        let words = &texts.tokens.word[texts.span(unit)];
        // A single word is its own pair.
        if let [only] = words {
            buckets.push(note(bucket(*only, 0, shift)));
        }
        buckets.extend(words.windows(2).map(|pair| note(bucket(pair[0], pair[1], shift))));
        ends.push(buckets.len() as u32);
    }
    let mut before = 0;
    let ranks = seen
        .into_iter()
        .map(|(_, twice)| {
            let rank = (twice, before);
            before += twice.count_ones();
            rank
        })
        .collect();
    (buckets, ends, ranks)
}

/// The upper bits of a product: word numbers are hashes already.
#[inline]
fn bucket(one: u32, other: u32, shift: u32) -> u32 {
    ((u64::from(one) << 32 | u64::from(other)).wrapping_mul(0x9e37_79b9_7f4a_7c15) >> shift) as u32
}
