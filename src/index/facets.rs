//! Which values does a document have, and how many documents have each?
//!
//! A facet is kept twice where it has few values: as a column (document → values) and as a set of
//! documents for each value. With few documents at hand the column is read for those; with many,
//! the sets are laid over the answer and counted, 64 documents a step.

use super::bits::Bits;
use super::postings::{push_number, read_number};
use crate::sort;

/// Up to so many values a facet has a set for each. Zero: columns alone, and a click without text
/// reads all documents. Larger: one bit a document and value more memory (64 values at 100,000
/// documents are 0.8 MB), with ever less to gain, since a column costs the same for any number.
const MOST_SETS: usize = 64;

/// How many documents have a value, and how many copies stand behind those.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Count {
    /// Documents: groups of passages with the same wording.
    pub documents: u32,
    /// Passages behind them, each copy counted.
    pub copies: u32,
}

/// The values of one facet.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Facet {
    /// Where each document's values end.
    ends: Vec<u32>,
    values: Vec<u32>,
    /// One more than the greatest value.
    size: u32,
    sets: Vec<Bits>,
}

/// The copies of all documents.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Copies {
    /// The copies of each document.
    pub each: Vec<u32>,
    /// The documents that have not exactly one.
    several: Bits,
}

impl Copies {
    /// From the copies of each document.
    pub fn new(each: Vec<u32>) -> Self {
        let several = Bits::of(each.len(), |at| each.get(at) != Some(&1));
        Self { each, several }
    }

    /// The copies of one document.
    #[inline]
    pub fn of(&self, document: u32) -> u32 {
        self.each.get(document as usize).copied().unwrap_or(0)
    }

    /// All copies behind a set of documents.
    pub fn sum(&self, set: &Bits) -> u32 {
        let mut sum = set.count() - set.count_common(&self.several);
        self.each_several(set, |document| sum = sum.saturating_add(self.of(document)));
        sum
    }

    fn each_several(&self, set: &Bits, mut each: impl FnMut(u32)) {
        let mut several = self.several.clone();
        several.keep(set);
        several.for_each(&mut each);
    }
}

impl Facet {
    /// Appends the next document's values; twice the same counts once.
    pub fn push(&mut self, values: &[u32]) {
        let from = self.values.len();
        self.values.extend_from_slice(values);
        if values.len() > 1 {
            if let Some(new) = self.values.get_mut(from..) {
                sort::ascending(new);
            }
            let mut tail = self.values.split_off(from);
            tail.dedup();
            self.values.append(&mut tail);
        }
        self.size = self
            .values
            .get(from..)
            .unwrap_or(&[])
            .iter()
            .fold(self.size, |size, &value| size.max(value.saturating_add(1)));
        self.ends.push(self.values.len() as u32);
    }

    /// All documents are in.
    pub fn finish(&mut self) {
        if self.size as usize > MOST_SETS {
            return;
        }
        let mut sets = vec![Bits::none(self.ends.len()); self.size as usize];
        for document in 0..self.ends.len() as u32 {
            for &value in self.of(document) {
                if let Some(set) = sets.get_mut(value as usize) {
                    set.insert(document);
                }
            }
        }
        self.sets = sets;
    }

    /// One more than the greatest value that a document has.
    pub fn size(&self) -> u32 {
        self.size
    }

    /// A document's values, in order.
    #[inline]
    pub fn of(&self, document: u32) -> &[u32] {
        let at = document as usize;
        let start = if at == 0 { 0 } else { self.ends.get(at - 1).copied().unwrap_or(u32::MAX) };
        let end = self.ends.get(at).copied().unwrap_or(0);
        self.values.get(start as usize..end as usize).unwrap_or(&[])
    }

    /// The documents that have at least one of `wanted`.
    pub fn any(&self, wanted: &[u32]) -> Bits {
        let len = self.ends.len();
        if self.sets.is_empty() {
            let mut asked = Bits::none(self.size as usize);
            wanted.iter().for_each(|&value| asked.insert(value));
            return Bits::of(len, |at| self.of(at as u32).iter().any(|&value| asked.contains(value)));
        }
        let mut out = Bits::none(len);
        for &value in wanted {
            if let Some(set) = self.sets.get(value as usize) {
                out.add(set);
            }
        }
        out
    }

    /// For each value, how many of `among` have it.
    pub fn count(&self, among: &Bits, copies: &Copies) -> Vec<Count> {
        let mut counts = vec![Count::default(); self.size as usize];
        // A column read costs about as much as two 64-document steps.
        if self.sets.is_empty() || (among.count() as usize) < self.sets.len() * among.universe() / 128 {
            among.for_each(|document| {
                let copies = copies.of(document);
                for &value in self.of(document) {
                    if let Some(count) = counts.get_mut(value as usize) {
                        count.documents += 1;
                        count.copies = count.copies.saturating_add(copies);
                    }
                }
            });
            return counts;
        }
        for (count, set) in counts.iter_mut().zip(&self.sets) {
            count.documents = among.count_common(set);
            count.copies = count.documents;
        }
        copies.each_several(among, |document| {
            let copies = copies.of(document);
            for &value in self.of(document) {
                if let Some(count) = counts.get_mut(value as usize) {
                    count.copies = (count.copies - 1).saturating_add(copies);
                }
            }
        });
        counts
    }

    /// Writes the column.
    pub fn save(&self, out: &mut Vec<u8>) {
        for document in 0..self.ends.len() as u32 {
            let values = self.of(document);
            push_number(values.len() as u32, out);
            values.iter().for_each(|&value| push_number(value, out));
        }
    }

    /// Reads a column of `documents`; nothing where the bytes do not fit, or where a value is
    /// above `most`, which no honest file has and which would take memory without end.
    pub fn load(bytes: &[u8], at: &mut usize, documents: usize, most: u32) -> Option<Self> {
        let mut facet = Self::default();
        let mut values = Vec::new();
        for _ in 0..documents {
            values.clear();
            for _ in 0..read_number(bytes, at)? {
                values.push(read_number(bytes, at).filter(|&value| value <= most)?);
            }
            facet.push(&values);
        }
        facet.finish();
        Some(facet)
    }

    /// The bytes that it takes.
    pub fn memory(&self) -> usize {
        (self.ends.capacity() + self.values.capacity()) * 4 + self.sets.len() * self.ends.len().div_ceil(8)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn sets_columns_and_plain_counting_agree(
            rows in proptest::collection::vec((proptest::collection::vec(0u32..70, 0..4), 0u32..4, any::<bool>()), 0..300),
            wide in any::<bool>(),
            wanted in proptest::collection::vec(0u32..80, 0..4),
        ) {
            let mut facet = Facet::default();
            let rows: Vec<_> = rows.into_iter().map(|(values, copies, inside)| {
                let values: Vec<u32> = values.into_iter().map(|value| if wide { value } else { value % 3 }).collect();
                (values, copies, inside)
            }).collect();
            rows.iter().for_each(|row| facet.push(&row.0));
            facet.finish();
            let copies = Copies::new(rows.iter().map(|row| row.1).collect());
            let among = Bits::of(rows.len(), |at| rows[at].2);
            let counts = facet.count(&among, &copies);
            for value in 0..facet.size() {
                let with: Vec<_> = rows.iter().filter(|row| row.2 && row.0.contains(&value)).collect();
                let expected = Count { documents: with.len() as u32, copies: with.iter().map(|row| row.1).sum() };
                prop_assert_eq!(counts[value as usize], expected);
            }
            prop_assert_eq!(copies.sum(&among), rows.iter().filter(|row| row.2).map(|row| row.1).sum::<u32>());
            prop_assert_eq!(facet.any(&wanted), Bits::of(rows.len(), |at| rows[at].0.iter().any(|value| wanted.contains(value))));
            let (mut bytes, mut at) = (Vec::new(), 0);
            facet.save(&mut bytes);
            prop_assert_eq!(Facet::load(&bytes, &mut at, rows.len(), 100), Some(facet));
            prop_assert_eq!(at, bytes.len());
        }
    }
}
