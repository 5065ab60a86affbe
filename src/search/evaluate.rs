//! Which documents answer, and how well?
//!
//! BM25 (Robertson and Zaragoza 2009) with one change: a word that was typed is one term of the
//! formula, whatever terms of the index count as it. Its frequency in a document is that of all of
//! them, its document frequency that of their union; else a rare inflection would outweigh the word
//! itself. The kind of the best match in the document then comes before the frequency:
//!
//! score = Σ over words of idf · (step of the kind + tf ∕ (tf + norm))
//!
//! The fraction is below one and the kinds are one apart, so that among documents that differ in one
//! word, those with the very word that was typed always come first, then other spellings, inflections,
//! beginnings, parts; within a kind BM25 orders. Since every document has the steps of its kinds, a
//! query whose words are all found as typed is ordered by plain BM25.

use crate::index::Index;
use crate::index::bits::Bits;

use super::expand::{Kind, Leaf, Plan};
use super::phrase;

/// What was found: documents and, for each of all documents, a score.
pub struct Found {
    /// The documents.
    pub set: Bits,
    /// Their scores; those of other documents mean nothing.
    pub scores: Vec<f32>,
}

/// The bits of a cell that count occurrences; the three above tell the kind.
const TIMES: u16 = 0x1fff;

fn cell(kind: Kind) -> u16 {
    // Never zero, and greater for better.
    (5 - kind as u16) << 13
}

/// For each document a kind and a number of occurrences, packed; and which documents have any, so
/// that a rare word costs what it finds and not what there is.
struct Cells {
    all: Vec<u16>,
    touched: Vec<u32>,
}

impl Cells {
    #[inline(always)]
    fn add(&mut self, document: u32, kind: u16, times: u32) {
        if let Some(cell) = self.all.get_mut(document as usize) {
            if *cell == 0 {
                self.touched.push(document);
                *cell = kind;
            }
            // Kinds come best first, so that the first one stays.
            let sum = u32::from(*cell & TIMES).saturating_add(times).min(u32::from(TIMES));
            *cell = *cell & !TIMES | sum as u16;
        }
    }

    fn clear(&mut self) {
        for document in self.touched.drain(..) {
            if let Some(cell) = self.all.get_mut(document as usize) {
                *cell = 0;
            }
        }
    }
}

/// Finds and weighs documents.
pub fn run(index: &Index, plan: &Plan) -> Found {
    let mut found = Found { set: Bits::all(index.len()), scores: vec![0.0; index.len()] };
    let mut cells = Cells { all: vec![0; index.len()], touched: Vec::new() };
    for branch in &plan.branches {
        let mut any = Bits::none(index.len());
        for leaf in &branch.any {
            fill(index, leaf, &mut cells);
            cells.touched.iter().for_each(|&document| any.insert(document));
            for &(facet, value) in &leaf.values {
                if let Some(facet) = index.facets.get(facet as usize) {
                    any.add(&facet.any(&[value]));
                }
            }
            if !branch.exclude {
                weigh(index, &cells, &mut found.scores);
            }
            cells.clear();
        }
        if branch.exclude {
            found.set.remove(&any);
        } else {
            found.set.keep(&any);
        }
    }
    found
}

/// Fills the cells of the documents in which a leaf's words stand.
fn fill(index: &Index, leaf: &Leaf, cells: &mut Cells) {
    if !leaf.phrase.is_empty() {
        phrase::find(index, &leaf.phrase, &mut |document, times| cells.add(document, cell(Kind::Exact), times));
    }
    for form in &leaf.forms {
        let kind = cell(form.kind);
        index.postings.for_each(form.term, |document, times| cells.add(document, kind, times));
    }
}

fn weigh(index: &Index, cells: &Cells, scores: &mut [f32]) {
    let rarity = rarity(cells.touched.len(), index.len());
    for &document in &cells.touched {
        if let (Some(&cell), Some(score)) = (cells.all.get(document as usize), scores.get_mut(document as usize)) {
            let times = f32::from(cell & TIMES);
            let step = f32::from((cell >> 13) - 1);
            *score += rarity * (step + times / (times + index.norm(document)));
        }
    }
}

/// BM25's inverse document frequency in bits: log₂(1 + (n − df + ½) ∕ (df + ½)), always above zero.
/// The logarithm is our own, since those of two machines may differ in the last digit and thereby
/// in the order of hits.
pub fn rarity(documents: usize, all: usize) -> f32 {
    let (documents, all) = (documents as f32, all as f32);
    log2(1.0 + (all - documents + 0.5).max(0.0) / (documents + 0.5))
}

/// The binary logarithm of a number from 1 on, to five digits: the exponent, and four terms of the
/// series of artanh for the rest.
fn log2(number: f32) -> f32 {
    let bits = number.to_bits();
    let exponent = (bits >> 23) as f32 - 127.0;
    let mantissa = f32::from_bits(bits & 0x007f_ffff | 0x3f80_0000);
    let z = (mantissa - 1.0) / (mantissa + 1.0);
    let square = z * z;
    let series = z * (1.0 + square * (1.0 / 3.0 + square * (0.2 + square * (1.0 / 7.0 + square / 9.0))));
    exponent + series * 2.0 * std::f32::consts::LOG2_E
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_logarithm_is_near_the_true_one() {
        for number in (1..100_000).map(|step| step as f32 * 0.37 + 1.0) {
            assert!((log2(number) - number.log2()).abs() < 2e-4, "{number}");
        }
        assert_eq!(log2(1.0), 0.0);
        assert!(rarity(10, 10) > 0.0);
    }
}
