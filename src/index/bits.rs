//! Which documents are in a set?
//!
//! A [`Bits`] holds one bit a document. Sets of a hundred thousand documents are 12 kB, so that
//! and, or and counting are a few microseconds each, whatever is in them.

/// A set of documents of a fixed universe.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Bits {
    blocks: Vec<u64>,
    len: usize,
}

impl Bits {
    /// The empty set of `len` documents.
    pub fn none(len: usize) -> Self {
        Self { blocks: vec![0; len.div_ceil(64)], len }
    }

    /// The full set of `len` documents.
    pub fn all(len: usize) -> Self {
        let mut bits = Self { blocks: vec![u64::MAX; len.div_ceil(64)], len };
        bits.trim();
        bits
    }

    /// The set of the places where `member` holds.
    pub fn of(len: usize, mut member: impl FnMut(usize) -> bool) -> Self {
        let mut bits = Self::none(len);
        for (index, block) in bits.blocks.iter_mut().enumerate() {
            let from = index * 64;
            for offset in 0..(len - from).min(64) {
                *block |= u64::from(member(from + offset)) << offset;
            }
        }
        bits
    }

    fn trim(&mut self) {
        if let Some(last) = self.blocks.last_mut()
            && !self.len.is_multiple_of(64)
        {
            *last &= (1 << (self.len % 64)) - 1;
        }
    }

    /// The number of documents that could be in it.
    pub fn universe(&self) -> usize {
        self.len
    }

    /// Puts a document in; one outside the universe is passed over.
    #[inline]
    pub fn insert(&mut self, at: u32) {
        if (at as usize) < self.len
            && let Some(block) = self.blocks.get_mut(at as usize / 64)
        {
            *block |= 1 << (at % 64);
        }
    }

    /// Whether a document is in it.
    #[inline]
    pub fn contains(&self, at: u32) -> bool {
        self.blocks.get(at as usize / 64).is_some_and(|block| block >> (at % 64) & 1 == 1)
    }

    /// Keeps what is in `other` too.
    pub fn keep(&mut self, other: &Self) {
        self.blocks.iter_mut().zip(&other.blocks).for_each(|(mine, theirs)| *mine &= theirs);
    }

    /// Takes out what is in `other`.
    pub fn remove(&mut self, other: &Self) {
        self.blocks.iter_mut().zip(&other.blocks).for_each(|(mine, theirs)| *mine &= !theirs);
    }

    /// Adds what is in `other`.
    pub fn add(&mut self, other: &Self) {
        self.blocks.iter_mut().zip(&other.blocks).for_each(|(mine, theirs)| *mine |= theirs);
    }

    /// How many documents are in it.
    pub fn count(&self) -> u32 {
        self.blocks.iter().map(|block| block.count_ones()).sum()
    }

    /// How many documents are in it and in `other`.
    pub fn count_common(&self, other: &Self) -> u32 {
        self.blocks.iter().zip(&other.blocks).map(|(mine, theirs)| (mine & theirs).count_ones()).sum()
    }

    /// Whether no document is in it.
    pub fn is_empty(&self) -> bool {
        self.blocks.iter().all(|&block| block == 0)
    }

    /// Calls `each` with every document in it, in order.
    #[inline]
    pub fn for_each(&self, mut each: impl FnMut(u32)) {
        for (index, &block) in self.blocks.iter().enumerate() {
            let mut rest = block;
            while rest != 0 {
                each((index as u32) * 64 + rest.trailing_zeros());
                rest &= rest - 1;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::collections::BTreeSet;

    proptest! {
        #[test]
        fn bits_are_a_set(len in 0usize..200, left in proptest::collection::btree_set(0u32..220, 0..80), right in proptest::collection::btree_set(0u32..220, 0..80)) {
            let fill = |set: &BTreeSet<u32>| { let mut bits = Bits::none(len); set.iter().for_each(|&at| bits.insert(at)); bits };
            let inside = |set: &BTreeSet<u32>| set.iter().copied().filter(|&at| (at as usize) < len).collect::<BTreeSet<_>>();
            let read = |bits: &Bits| { let mut out = BTreeSet::new(); bits.for_each(|at| { out.insert(at); }); out };
            let (a, b) = (inside(&left), inside(&right));
            let (bits_a, bits_b) = (fill(&left), fill(&right));
            prop_assert_eq!(read(&bits_a), a.clone());
            prop_assert_eq!(bits_a.count() as usize, a.len());
            prop_assert_eq!(bits_a.is_empty(), a.is_empty());
            prop_assert_eq!(bits_a.count_common(&bits_b) as usize, a.intersection(&b).count());
            let mut kept = bits_a.clone(); kept.keep(&bits_b);
            prop_assert_eq!(read(&kept), a.intersection(&b).copied().collect());
            let mut added = bits_a.clone(); added.add(&bits_b);
            prop_assert_eq!(read(&added), a.union(&b).copied().collect());
            let mut removed = bits_a.clone(); removed.remove(&bits_b);
            prop_assert_eq!(read(&removed), a.difference(&b).copied().collect());
            prop_assert_eq!(Bits::all(len).count() as usize, len);
            prop_assert_eq!(Bits::of(len, |at| bits_a.contains(at as u32)), bits_a);
        }
    }
}
