//! How are bytes and numbers turned into well-mixed, platform-independent hashes?
//!
//! One multiply-and-fold mix (the step of wyhash, W. Yi 2019) for everything: it gives the same
//! bits natively and in Wasm, where `usize` has 32 bits, and never depends on a random seed.

/// Mixes two words into one: the folded 128-bit product.
#[inline]
pub(crate) fn mix(a: u64, b: u64) -> u64 {
    let product = u128::from(a ^ 0x9e37_79b9_7f4a_7c15) * u128::from(b ^ 0xd1b5_4a32_d192_ed03);
    (product as u64) ^ ((product >> 64) as u64)
}

/// Hashes a byte string, eight bytes a step.
pub(crate) fn hash_bytes(bytes: &[u8]) -> u64 {
    let (words, rest) = bytes.as_chunks::<8>();
    let mut state = bytes.len() as u64;
    for word in words {
        state = mix(state, u64::from_le_bytes(*word));
    }
    let mut tail = [0_u8; 8];
    for (to, from) in tail.iter_mut().zip(rest) {
        *to = *from;
    }
    mix(state, u64::from_le_bytes(tail) ^ 0x00c0_ffee)
}

/// Hashes a run of token values.
pub(crate) fn hash_words(words: impl Iterator<Item = u32>) -> u64 {
    words.fold(0x6c65_7361, |state, word| mix(state, u64::from(word)))
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
