//! What does a Node program call to measure the index and the search?
//!
//! Paragraphs come as one text, with a NUL between two, as do their languages and facet values: one
//! crossing of the border instead of a hundred thousand. What the page's worker does is the same
//! from there on.

use std::collections::BTreeMap;

use lesart::index::{Builder, Document, Index};
use lesart::lang::Lang;
use lesart::query;
use lesart::search::{self, Answer, Options, Selection, Sort, Texts};
use wasm_bindgen::prelude::wasm_bindgen;

/// An index with the texts that it was made from.
#[wasm_bindgen]
pub struct Engine {
    index: Index,
    texts: Paragraphs,
    values: Vec<BTreeMap<String, u32>>,
}

struct Paragraphs {
    text: String,
    ends: Vec<u32>,
}

impl Texts for Paragraphs {
    fn text(&self, document: u32, _wording: u32) -> &str {
        let at = document as usize;
        let start = if at == 0 { 0 } else { self.ends.get(at - 1).map_or(0, |end| *end as usize + 1) };
        self.ends.get(at).and_then(|end| self.text.get(start..*end as usize)).unwrap_or("")
    }
}

/// Makes an index. `facets`: one line a facet with a NUL between two documents and a vertical bar
/// between two values of one.
#[wasm_bindgen]
pub fn build(text: String, langs: &str, facets: &str) -> Engine {
    let columns: Vec<&str> = facets.split('\n').collect();
    let mut values = vec![BTreeMap::<String, u32>::new(); columns.len()];
    let mut builder = Builder::new(columns.len());
    let mut columns: Vec<_> = columns.into_iter().map(|column| column.split('\0')).collect();
    let mut rows: Vec<Vec<u32>> = vec![Vec::new(); columns.len()];
    let mut ends = Vec::new();
    let mut end = 0;
    for (paragraph, lang) in text.split('\0').zip(langs.split('\0')) {
        for ((row, column), values) in rows.iter_mut().zip(&mut columns).zip(&mut values) {
            row.clear();
            for value in column.next().unwrap_or("").split('|').filter(|value| !value.is_empty()) {
                let next = values.len() as u32;
                row.push(*values.entry(value.to_owned()).or_insert(next));
            }
        }
        let row: Vec<&[u32]> = rows.iter().map(Vec::as_slice).collect();
        let lang = match lang {
            "de" => Some(Lang::De),
            "en" => Some(Lang::En),
            _ => None,
        };
        builder.add(&Document { wordings: &[paragraph], lang, copies: 1, values: &row, date: 0 });
        end += paragraph.len();
        ends.push(end as u32);
        end += 1;
    }
    Engine { index: builder.finish(&mut |_| {}), texts: Paragraphs { text, ends }, values }
}

#[wasm_bindgen]
impl Engine {
    fn run(&self, text: &str, prefix: bool, limit: usize, selection: &Selection, sort: Sort) -> Answer {
        // The other libraries know no open word but the last: a space closes it.
        let (query, _) = query::parse(text, &[]);
        let options = Options { limit, prefix_last_word: prefix, sort, ..Options::default() };
        search::run(&self.index, &self.texts, &query, selection, &options)
    }

    /// The best documents, with marks and snippets, and the counts of all facets.
    pub fn top(&self, text: &str, prefix: bool, limit: usize) -> Vec<u32> {
        self.run(text, prefix, limit, &Selection::default(), Sort::Relevance)
            .hits
            .iter()
            .map(|hit| hit.document)
            .collect()
    }

    /// All documents that are found, in their order.
    pub fn ids(&self, text: &str, prefix: bool) -> Vec<u32> {
        let answer = self.run(text, prefix, usize::MAX, &Selection::default(), Sort::Order);
        answer.hits.iter().map(|hit| hit.document).collect()
    }

    /// The number of documents, then the counts of all facets one behind the other.
    pub fn facets(&self, text: &str, prefix: bool) -> Vec<u32> {
        flat(&self.run(text, prefix, 20, &Selection::default(), Sort::Relevance))
    }

    /// The same with chosen values: one line a facet, a bar between two values.
    pub fn click(&self, text: &str, chosen: &str) -> Vec<u32> {
        let read = |(line, values): (&str, &BTreeMap<String, u32>)| {
            line.split('|').filter_map(|value| values.get(value).copied()).collect()
        };
        let selection = Selection { values: chosen.split('\n').zip(&self.values).map(read).collect() };
        flat(&self.run(text, false, 20, &selection, Sort::Relevance))
    }

    /// What counts as a word, as `Kind word`, to measure the rules of language with.
    pub fn readings(&self, word: &str) -> Vec<String> {
        search::readings(&self.index, word).into_iter().map(|(kind, form)| format!("{kind:?} {form}")).collect()
    }

    /// The stored index.
    pub fn save(&self) -> Vec<u8> {
        self.index.save()
    }

    /// Takes a stored index in the place of the present one.
    pub fn load(&mut self, bytes: &[u8]) -> bool {
        match Index::load(bytes) {
            Ok(index) => {
                self.index = index;
                true
            }
            Err(_) => false,
        }
    }

    /// About how many bytes of memory the index takes, without the texts.
    pub fn memory(&self) -> usize {
        self.index.memory()
    }
}

fn flat(answer: &Answer) -> Vec<u32> {
    let counts = answer.counts.iter().flatten().map(|count| count.documents);
    std::iter::once(answer.documents).chain(counts).collect()
}
