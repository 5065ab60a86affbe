//! How is an index kept in a file, and how is a damaged one told?
//!
//! `LESARTix`, a version, a checksum (XXH64) of what follows, then the numbers in seven-bit groups:
//! terms as what each shares with the one before, streams as they are. What follows from the rest
//! (plain spellings, norms, sets) is made anew on loading. A file of another version is refused:
//! the index is made from the texts at any time. Beyond the checksum every number is checked where
//! it is used, so that a forged file gives wrong answers and never a panic.

use std::fmt;

use xxhash_rust::xxh64::xxh64;

use super::facets::{Copies, Facet};
use super::postings::{Postings, push_number, read_number};
use super::terms::Terms;
use super::{Index, norms};
use crate::lang::inflect::Traits;

const MAGIC: &[u8; 8] = b"LESARTix";

/// Rises whenever the bytes mean something else, tokens and spellings included.
const VERSION: u32 = 1;

/// No facet has more values; a forged file cannot ask for more memory than that.
const MOST_VALUES: u32 = 1 << 20;

/// Why bytes are no index.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BadIndex {
    /// They are something else.
    Foreign,
    /// They were written by another version, whose number this is.
    Version(u32),
    /// They are cut off or changed.
    Damaged,
}

impl fmt::Display for BadIndex {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Foreign => out.write_str("this is no index of Lesart"),
            Self::Version(version) => {
                write!(out, "the index was written by another version ({version}, not {VERSION})")
            }
            Self::Damaged => out.write_str("the index is damaged"),
        }
    }
}

impl std::error::Error for BadIndex {}

impl Index {
    /// The index as bytes.
    pub fn save(&self) -> Vec<u8> {
        let mut out = Vec::new();
        let body = &mut out;
        push_number(self.len() as u32, body);
        push_number(self.terms.len() as u32, body);
        push_number(self.facets.len() as u32, body);
        let mut before = String::new();
        for term in 0..self.terms.len() as u32 {
            let exact = self.terms.exact(term);
            let shared = before.bytes().zip(exact.bytes()).take_while(|(left, right)| left == right).count();
            push_number(shared as u32, body);
            push_number((exact.len() - shared) as u32, body);
            body.extend_from_slice(exact.as_bytes().get(shared..).unwrap_or(&[]));
            before.clear();
            before.push_str(exact);
        }
        body.extend((0..self.terms.len() as u32).map(|term| self.terms.traits(term).0));
        self.postings.frequencies.iter().for_each(|&number| push_number(number, body));
        save_stream(&self.postings.documents, &self.postings.document_ends, body);
        save_stream(&self.postings.places, &self.postings.place_ends, body);
        for column in [&self.lengths, &self.copies.each, &self.dates, &self.wordings] {
            column.iter().for_each(|&number| push_number(number, body));
        }
        self.facets.iter().for_each(|facet| facet.save(body));
        let mut head = Vec::with_capacity(out.len() + 20);
        head.extend_from_slice(MAGIC);
        head.extend_from_slice(&VERSION.to_le_bytes());
        head.extend_from_slice(&xxh64(&out, u64::from(VERSION)).to_le_bytes());
        head.append(&mut out);
        head
    }

    /// The index from bytes that [`Index::save`] wrote.
    ///
    /// # Errors
    /// Where the bytes are something else, of another version, or damaged.
    pub fn load(bytes: &[u8]) -> Result<Self, BadIndex> {
        let (magic, rest) = bytes.split_at_checked(MAGIC.len()).ok_or(BadIndex::Foreign)?;
        if magic != MAGIC {
            return Err(BadIndex::Foreign);
        }
        let (version, rest) = rest.split_first_chunk::<4>().ok_or(BadIndex::Damaged)?;
        let version = u32::from_le_bytes(*version);
        if version != VERSION {
            return Err(BadIndex::Version(version));
        }
        let (checksum, body) = rest.split_first_chunk::<8>().ok_or(BadIndex::Damaged)?;
        if u64::from_le_bytes(*checksum) != xxh64(body, u64::from(VERSION)) {
            return Err(BadIndex::Damaged);
        }
        read_body(body).ok_or(BadIndex::Damaged)
    }
}

fn save_stream(stream: &[u8], ends: &[u32], out: &mut Vec<u8>) {
    let mut before = 0;
    for &end in ends {
        push_number(end - before, out);
        before = end;
    }
    out.extend_from_slice(stream);
}

fn read_body(bytes: &[u8]) -> Option<Index> {
    let at = &mut 0;
    let documents = read_number(bytes, at)? as usize;
    let words = read_number(bytes, at)? as usize;
    let facets = read_number(bytes, at)? as usize;
    // Each takes at least a byte: a forged number cannot ask for more memory than the file has.
    if documents > bytes.len() || words > bytes.len() || facets > bytes.len() {
        return None;
    }
    let mut exact = Vec::with_capacity(words);
    let mut before = Vec::new();
    for _ in 0..words {
        let shared = read_number(bytes, at)? as usize;
        let own = read_number(bytes, at)? as usize;
        if shared > before.len() {
            return None;
        }
        before.truncate(shared);
        before.extend_from_slice(take(bytes, at, own)?);
        exact.push(String::from_utf8(before.clone()).ok()?);
    }
    let traits = take(bytes, at, words)?;
    let terms = Terms::sorted(exact.into_iter().zip(traits.iter().map(|&bits| Traits(bits))))?;
    let frequencies = column(bytes, at, words)?;
    let (documents_stream, document_ends) = read_stream(bytes, at, words)?;
    let (places, place_ends) = read_stream(bytes, at, words)?;
    let postings = Postings { documents: documents_stream, document_ends, places, place_ends, frequencies };
    let lengths = column(bytes, at, documents)?;
    let copies = Copies::new(column(bytes, at, documents)?);
    let dates = column(bytes, at, documents)?;
    let wordings = column(bytes, at, documents)?;
    let facets = (0..facets).map(|_| Facet::load(bytes, at, documents, MOST_VALUES)).collect::<Option<Vec<_>>>()?;
    if *at != bytes.len() {
        return None;
    }
    Some(Index { terms, postings, norms: norms(&lengths), lengths, facets, copies, dates, wordings })
}

fn take<'a>(bytes: &'a [u8], at: &mut usize, len: usize) -> Option<&'a [u8]> {
    let end = at.checked_add(len)?;
    let taken = bytes.get(*at..end)?;
    *at = end;
    Some(taken)
}

fn column(bytes: &[u8], at: &mut usize, len: usize) -> Option<Vec<u32>> {
    (0..len).map(|_| read_number(bytes, at)).collect()
}

fn read_stream(bytes: &[u8], at: &mut usize, len: usize) -> Option<(Vec<u8>, Vec<u32>)> {
    let mut ends = Vec::with_capacity(len);
    let mut end = 0u32;
    for _ in 0..len {
        end = end.checked_add(read_number(bytes, at)?)?;
        ends.push(end);
    }
    Some((take(bytes, at, end as usize)?.to_vec(), ends))
}
