//! Which documents answer a query, in which order, and what else could be chosen?
//!
//! [`run`] reads each term of the query as the terms of the index that count as it ([`expand`]),
//! finds and weighs documents ([`evaluate`], [`phrase`]), lays the reader's selection of facet values
//! over them, counts all facets, and shows one page of hits with marks and snippets ([`marks`]).

mod evaluate;
mod expand;
mod marks;
mod phrase;
mod spelling;
#[cfg(test)]
mod tests;

pub use expand::Kind;

use std::collections::BinaryHeap;

use crate::article::Span;
use crate::index::bits::Bits;
use crate::index::{Count, Index};
use crate::query::{Notice, Query};

/// What the caller keeps and the index does not.
pub trait Texts {
    /// The words of a document's wording, as they were given to the index; empty where there is none.
    fn text(&self, document: u32, wording: u32) -> &str;

    /// The values, as (facet, value), that `text` behind a field of a query means. None where the
    /// facet has no such value.
    fn values(&self, field: &str, text: &str) -> Vec<(u32, u32)> {
        let _ = (field, text);
        Vec::new()
    }
}

/// For each facet, the values that are chosen. A document answers when it has one of the chosen
/// values in every facet with any.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Selection {
    /// The chosen values of each facet; facets beyond the end have none.
    pub values: Vec<Vec<u32>>,
}

/// The order of hits.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Sort {
    /// Best first; in the order of the documents where all are alike, so without words too.
    #[default]
    Relevance,
    /// Newest first, documents without a date last.
    Date,
    /// As the documents were added.
    Order,
}

/// How to answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Options {
    /// The order of hits.
    pub sort: Sort,
    /// How many hits to pass over.
    pub offset: usize,
    /// How many hits to show.
    pub limit: usize,
    /// Whether a word at the very end of the query may be only begun, as while typing.
    pub prefix_last_word: bool,
    /// The longest snippet, in characters. Shorter texts are shown whole. Zero: a few words.
    pub snippet: usize,
}

impl Default for Options {
    fn default() -> Self {
        Self { sort: Sort::Relevance, offset: 0, limit: 20, prefix_last_word: true, snippet: 320 }
    }
}

/// What was found.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Answer {
    /// How many documents answer the query and the selection.
    pub documents: u32,
    /// How many passages stand behind them.
    pub copies: u32,
    /// One page of them.
    pub hits: Vec<Hit>,
    /// For each facet and value, how many documents would be left were this value alone chosen in
    /// its facet: a facet's own selection does not count, the others' do.
    pub counts: Vec<Vec<Count>>,
    /// What the reader should know.
    pub notices: Vec<Notice>,
}

/// A document that was found.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Hit {
    /// The document.
    pub document: u32,
    /// Its wording that shows the most of what was looked for.
    pub wording: u32,
    /// How good it is, for comparing within one answer only.
    pub score: f32,
    /// Where in the wording the words stand that were looked for: in order, apart from each other.
    pub marks: Vec<Span>,
    /// The stretch of the wording to show.
    pub snippet: Span,
}

/// The documents that answer a query and a selection, in no order.
pub fn matching(index: &Index, texts: &dyn Texts, query: &Query, selection: &Selection) -> Bits {
    found(index, texts, query, selection).set
}

fn found(index: &Index, texts: &dyn Texts, query: &Query, selection: &Selection) -> evaluate::Found {
    let mut plan = expand::Plan::new(index, texts, query, true, &mut Vec::new());
    let mut found = evaluate::run(index, &plan);
    if found.set.is_empty() && spelling::forgive(index, &mut plan, &mut Vec::new()) {
        found = evaluate::run(index, &plan);
    }
    for (facet, values) in index.facets.iter().zip(&selection.values).filter(|(_, values)| !values.is_empty()) {
        found.set.keep(&facet.any(values));
    }
    found
}

/// All documents that answer a query and a selection, the best match first.
pub fn ordered(index: &Index, texts: &dyn Texts, query: &Query, selection: &Selection) -> Vec<u32> {
    let found = found(index, texts, query, selection);
    page(index, &found.set, &found.scores, &Options { limit: usize::MAX, ..Options::default() })
}

/// Marks what a query looks for in texts that are not shown as hits, such as a whole article.
pub struct Marker<'a> {
    index: &'a Index,
    plan: expand::Plan,
}

impl<'a> Marker<'a> {
    /// Reads the query against the index once.
    pub fn new(index: &'a Index, texts: &dyn Texts, query: &Query, prefix_last_word: bool) -> Self {
        let plan = expand::Plan::new(index, texts, query, prefix_last_word, &mut Vec::new());
        Self { index, plan }
    }

    /// The marks of a text: in order, apart from each other.
    pub fn marks(&self, text: &str) -> Vec<Span> {
        marks::all(self.index, &self.plan, text)
    }
}

/// The words of the index that count as one that is typed, in their exact spelling, best kinds first:
/// to be shown to readers who ask why something was found, and to measure the rules of language.
pub fn readings(index: &Index, word: &str) -> Vec<(Kind, String)> {
    let key = crate::lang::fold::exact(word);
    expand::word_forms(index, &key, false)
        .into_iter()
        .map(|form| (form.kind, index.terms.exact(form.term).to_owned()))
        .collect()
}

/// Answers a query.
pub fn run(index: &Index, texts: &dyn Texts, query: &Query, selection: &Selection, options: &Options) -> Answer {
    let mut notices = Vec::new();
    let mut plan = expand::Plan::new(index, texts, query, options.prefix_last_word, &mut notices);
    let mut found = evaluate::run(index, &plan);
    if found.set.is_empty() && spelling::forgive(index, &mut plan, &mut notices) {
        found = evaluate::run(index, &plan);
    }
    let (set, counts) = narrow(index, found.set, selection);
    let order = page(index, &set, &found.scores, options);
    let marker = marks::Marker::new(index, texts, &plan, options.snippet);
    let hits = order
        .into_iter()
        .map(|document| {
            let score = found.scores.get(document as usize).copied().unwrap_or(0.0);
            marker.hit(document, score)
        })
        .collect();
    Answer { documents: set.count(), copies: index.copies.sum(&set), hits, counts, notices }
}

/// The documents that also answer the selection, and the counts of all facets.
fn narrow(index: &Index, found: Bits, selection: &Selection) -> (Bits, Vec<Vec<Count>>) {
    let chosen: Vec<Option<Bits>> = index
        .facets
        .iter()
        .enumerate()
        .map(|(at, facet)| selection.values.get(at).filter(|values| !values.is_empty()).map(|values| facet.any(values)))
        .collect();
    let all_but = |own: usize| {
        let mut set = found.clone();
        chosen
            .iter()
            .enumerate()
            .filter(|(at, _)| *at != own)
            .filter_map(|(_, bits)| bits.as_ref())
            .for_each(|bits| set.keep(bits));
        set
    };
    let set = all_but(usize::MAX);
    let counts = index
        .facets
        .iter()
        .enumerate()
        .map(|(at, facet)| match chosen.get(at) {
            Some(Some(_)) => facet.count(&all_but(at), &index.copies),
            _ => facet.count(&set, &index.copies),
        })
        .collect();
    (set, counts)
}

/// The documents of one page, in order: the least so many keys are kept on a heap.
fn page(index: &Index, set: &Bits, scores: &[f32], options: &Options) -> Vec<u32> {
    let most = options.offset.saturating_add(options.limit).min(index.len());
    if options.limit == 0 || most == 0 {
        return Vec::new();
    }
    let mut heap: BinaryHeap<u64> = BinaryHeap::with_capacity(most.min(1 << 12));
    set.for_each(|document| {
        let rank = match options.sort {
            // Scores are never negative, so that their bits sort as they do.
            Sort::Relevance => !scores.get(document as usize).copied().unwrap_or(0.0).to_bits(),
            Sort::Date => !index.date(document),
            Sort::Order => 0,
        };
        let key = u64::from(rank) << 32 | u64::from(document);
        if heap.len() < most {
            heap.push(key);
        } else if heap.peek().is_some_and(|&worst| key < worst) {
            heap.pop();
            heap.push(key);
        }
    });
    heap.into_sorted_vec().into_iter().skip(options.offset).map(|key| key as u32).collect()
}
