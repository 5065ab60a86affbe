//! Where does each word stand, and which documents have which facet value?
//!
//! A [`Builder`] takes documents and becomes an [`Index`], which never changes. It holds no texts;
//! the caller keeps those and gives them back for snippets. Everything in it is flat arrays: the
//! terms ([`terms`]), their postings with places ([`postings`]), facet columns and sets
//! ([`facets`]), and for each document length, copies and date.

pub mod bits;
mod builder;
pub mod facets;
mod hash;
pub mod postings;
mod store;
pub mod terms;

pub use builder::{Builder, Document};
pub use facets::{Count, Facet};
pub use store::BadIndex;

use facets::Copies;
use postings::Postings;
use terms::Terms;

/// An immutable index of documents.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Index {
    /// The words.
    pub terms: Terms,
    /// Where they stand.
    pub postings: Postings,
    /// How many words each document has, all wordings together.
    lengths: Vec<u32>,
    /// What BM25 makes of the lengths.
    norms: Vec<f32>,
    /// The facets, in the caller's order.
    pub facets: Vec<Facet>,
    /// How many passages stand behind each document.
    pub copies: Copies,
    dates: Vec<u32>,
    wordings: Vec<u32>,
}

impl Index {
    /// How many documents there are.
    pub fn len(&self) -> usize {
        self.lengths.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.lengths.is_empty()
    }

    /// A document's date key, 0 where no date is known.
    pub fn date(&self, document: u32) -> u32 {
        self.dates.get(document as usize).copied().unwrap_or(0)
    }

    /// How many wordings a document has.
    pub fn wordings(&self, document: u32) -> u32 {
        self.wordings.get(document as usize).copied().unwrap_or(0)
    }

    /// What a term's occurrences are weighed against, see [`norms`].
    #[inline]
    pub fn norm(&self, document: u32) -> f32 {
        self.norms.get(document as usize).copied().unwrap_or(1.0)
    }

    /// About how many bytes of memory the index takes.
    pub fn memory(&self) -> usize {
        let postings = &self.postings;
        self.terms.memory()
            + postings.documents.capacity()
            + postings.places.capacity()
            + (postings.document_ends.capacity() + postings.place_ends.capacity() + postings.frequencies.capacity()) * 4
            + self.facets.iter().map(Facet::memory).sum::<usize>()
            + (self.lengths.capacity() + self.norms.capacity() + self.dates.capacity() + self.wordings.capacity()) * 4
            + self.copies.each.capacity() * 4
    }
}

/// BM25's k₁: how fast more occurrences of a word stop to count. Zero: once is as good as ten
/// times. Large: ten times is ten times as good. 1.2 is the value of Robertson and Zaragoza, "The
/// Probabilistic Relevance Framework" (2009), and of every engine since.
const SATURATION: f32 = 1.2;

/// BM25's b: how much a long document's occurrences count less. Zero: not at all, long passages
/// win. One: fully, short ones win. 0.75 from the same source. It also keeps a document with many
/// wordings, whose words come that many times, level with one that has a single wording.
const LENGTH: f32 = 0.75;

/// For each document k₁ · (1 − b + b · length ∕ mean length).
fn norms(lengths: &[u32]) -> Vec<f32> {
    let sum: u64 = lengths.iter().map(|&length| u64::from(length)).sum();
    let mean = (sum.max(1) as f32) / (lengths.len().max(1) as f32);
    lengths.iter().map(|&length| SATURATION * (1.0 - LENGTH + LENGTH * length as f32 / mean)).collect()
}
