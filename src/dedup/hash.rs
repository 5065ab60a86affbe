//! How are bytes and numbers turned into well-mixed, platform-independent hashes?
//!
//! Steps of one 64-bit multiplication: the same bits natively and in Wasm, where `usize` has 32 bits
//! and a 128-bit product is a call, and never a random seed. What is equal by hash is compared.

/// An odd number without a pattern: 2^64 over the golden ratio.
const STEP: u64 = 0x9e37_79b9_7f4a_7c15;

/// One step of a hash.
#[inline]
pub(crate) fn step(state: u64, value: u64) -> u64 {
    (state.rotate_left(26) ^ value).wrapping_mul(STEP)
}

/// Lets every bit of a hash depend on every other (the end of SplitMix64, Steele 2014).
#[inline]
pub(crate) fn finish(state: u64) -> u64 {
    let state = (state ^ state >> 30).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let state = (state ^ state >> 27).wrapping_mul(0x94d0_49bb_1331_11eb);
    state ^ state >> 31
}

/// Hashes a byte string, eight bytes a step.
pub(crate) fn hash_bytes(bytes: &[u8]) -> u64 {
    let (words, rest) = bytes.as_chunks::<8>();
    let mut state = bytes.len() as u64;
    for word in words {
        state = step(state, u64::from_le_bytes(*word));
    }
    let tail = rest.iter().fold(0, |tail, &byte| tail << 8 | u64::from(byte));
    finish(step(state, tail))
}

/// Hashes a run of token values.
pub(crate) fn hash_words(words: impl Iterator<Item = u32>) -> u64 {
    finish(words.fold(0x6c65_7361, |state, word| step(state, u64::from(word))))
}

/// An open-addressing set of ordinals: the caller keeps what they stand for and says when two are
/// equal. One flat array, no deletion, at most half full.
pub(crate) struct Table {
    slots: Vec<u32>,
    used: usize,
}

const EMPTY: u32 = u32::MAX;

impl Table {
    /// A table that holds `expected` ordinals before it grows.
    pub(crate) fn with_capacity(expected: usize) -> Self {
        let size = expected.saturating_mul(2).max(8).next_power_of_two();
        Self { slots: vec![EMPTY; size], used: 0 }
    }

    /// The ordinal that `same` accepts among those with this hash, or else `fresh` after adding it.
    pub(crate) fn find_or_insert(
        &mut self,
        hash: u64,
        fresh: u32,
        mut same: impl FnMut(u32) -> bool,
        hash_of: impl Fn(u32) -> u64,
    ) -> u32 {
        if (self.used + 1) * 2 > self.slots.len() {
            let old = std::mem::take(&mut self.slots);
            self.slots = vec![EMPTY; old.len() * 2];
            for ordinal in old.into_iter().filter(|&o| o != EMPTY) {
                let at = self.free_slot(hash_of(ordinal));
                self.slots[at] = ordinal;
            }
        }
        let mask = self.slots.len() - 1;
        let mut at = (hash >> 20) as usize & mask;
        while self.slots[at] != EMPTY {
            if same(self.slots[at]) {
                return self.slots[at];
            }
            at = (at + 1) & mask;
        }
        self.slots[at] = fresh;
        self.used += 1;
        fresh
    }

    fn free_slot(&self, hash: u64) -> usize {
        let mask = self.slots.len() - 1;
        let mut at = (hash >> 20) as usize & mask;
        while self.slots[at] != EMPTY {
            at = (at + 1) & mask;
        }
        at
    }
}
