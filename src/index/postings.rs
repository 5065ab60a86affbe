//! In which documents does a term stand, how often, and where?
//!
//! Two byte streams a term, in variable-length numbers (seven bits a byte, low bits first):
//! - **documents**: for each, the step from the one before, doubled, plus one where the term stands
//!   there more than once; then that number less two. Most postings are one byte.
//! - **places**: for each document, the places as steps, the first from zero.
//!
//! The places are apart so that only phrases pay for them. Positions are kept and not found by
//! reading the texts again, since `"in der"` has tens of thousands of candidates: reading those is
//! a hundred milliseconds, walking their places is a few.

/// Appends a number in seven-bit groups.
pub fn push_number(mut number: u32, out: &mut Vec<u8>) {
    while number >= 0x80 {
        out.push(number as u8 | 0x80);
        number >>= 7;
    }
    out.push(number as u8);
}

/// Reads a number at `at` and moves on; nothing at the end or where the number is too long.
#[inline]
pub fn read_number(bytes: &[u8], at: &mut usize) -> Option<u32> {
    let first = *bytes.get(*at)?;
    *at += 1;
    if first < 0x80 {
        return Some(u32::from(first));
    }
    read_long(bytes, at, u32::from(first & 0x7f))
}

fn read_long(bytes: &[u8], at: &mut usize, mut number: u32) -> Option<u32> {
    for shift in [7, 14, 21, 28] {
        let byte = *bytes.get(*at)?;
        *at += 1;
        number |= u32::from(byte & 0x7f).checked_shl(shift)?;
        if byte < 0x80 {
            return Some(number);
        }
    }
    None
}

/// The postings of all terms.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Postings {
    /// The document streams one behind the other.
    pub documents: Vec<u8>,
    /// Where each term's document stream ends.
    pub document_ends: Vec<u32>,
    /// The place streams one behind the other.
    pub places: Vec<u8>,
    /// Where each term's place stream ends.
    pub place_ends: Vec<u32>,
    /// In how many documents each term stands.
    pub frequencies: Vec<u32>,
}

fn slice<'a>(bytes: &'a [u8], ends: &[u32], term: u32) -> &'a [u8] {
    let term = term as usize;
    let start = if term == 0 { 0 } else { ends.get(term - 1).copied().unwrap_or(0) };
    let end = ends.get(term).copied().unwrap_or(0);
    bytes.get(start as usize..end as usize).unwrap_or(&[])
}

impl Postings {
    /// In how many documents a term stands.
    pub fn frequency(&self, term: u32) -> u32 {
        self.frequencies.get(term as usize).copied().unwrap_or(0)
    }

    /// Calls `each` with every document of a term and how often it stands there.
    #[inline]
    pub fn for_each(&self, term: u32, mut each: impl FnMut(u32, u32)) {
        // The heart of every search: an iterator over bytes and no offsets to check.
        let mut bytes = slice(&self.documents, &self.document_ends, term).iter();
        let mut document = 0u32;
        while let Some(step) = next_number(&mut bytes) {
            document = document.wrapping_add(step >> 1);
            let times = if step & 1 == 0 {
                1
            } else {
                match next_number(&mut bytes) {
                    Some(more) => more.saturating_add(2),
                    None => return,
                }
            };
            each(document, times);
        }
    }

    /// A walk over the documents of a term with their places.
    pub fn walk(&self, term: u32) -> Walk<'_> {
        Walk {
            documents: slice(&self.documents, &self.document_ends, term),
            places: slice(&self.places, &self.place_ends, term),
            at: 0,
            place_at: 0,
            document: 0,
            unread: 0,
        }
    }
}

/// The next number of a stream; nothing at its end or where a number has no end.
#[inline(always)]
fn next_number(bytes: &mut std::slice::Iter<'_, u8>) -> Option<u32> {
    let first = u32::from(*bytes.next()?);
    if first < 0x80 {
        return Some(first);
    }
    let mut number = first & 0x7f;
    let mut shift = 7;
    while shift < 32 {
        let byte = u32::from(*bytes.next()?);
        number |= (byte & 0x7f) << shift;
        if byte < 0x80 {
            return Some(number);
        }
        shift += 7;
    }
    None
}

#[inline]
fn step(bytes: &[u8], at: &mut usize, document: u32) -> Option<(u32, u32)> {
    let step = read_number(bytes, at)?;
    let times = if step & 1 == 1 { read_number(bytes, at)?.saturating_add(2) } else { 1 };
    Some((document.checked_add(step >> 1)?, times))
}

/// Walks the documents of one term in order; places are read on demand.
pub struct Walk<'a> {
    documents: &'a [u8],
    places: &'a [u8],
    at: usize,
    place_at: usize,
    document: u32,
    /// Places of the present document that were not read.
    unread: u32,
}

impl Walk<'_> {
    /// The first document at or behind `least`; its places are then at hand.
    pub fn seek(&mut self, least: u32) -> Option<u32> {
        loop {
            if self.unread > 0 && self.document >= least {
                return Some(self.document);
            }
            self.skip_places();
            let (document, times) = step(self.documents, &mut self.at, self.document)?;
            (self.document, self.unread) = (document, times);
        }
    }

    fn skip_places(&mut self) {
        while self.unread > 0 {
            match self.places.get(self.place_at) {
                Some(byte) => {
                    self.place_at += 1;
                    self.unread -= u32::from(*byte < 0x80);
                }
                None => self.unread = 0,
            }
        }
    }

    /// The places in the present document, into `out`. To be called once a document.
    pub fn read_places(&mut self, out: &mut Vec<u32>) {
        out.clear();
        let mut place = 0u32;
        while self.unread > 0 {
            self.unread -= 1;
            match read_number(self.places, &mut self.place_at).and_then(|step| place.checked_add(step)) {
                Some(next) => place = next,
                None => {
                    self.unread = 0;
                    return;
                }
            }
            out.push(place);
        }
    }
}

/// Writes the postings of terms one after another.
#[derive(Default)]
pub struct PostingsWriter {
    postings: Postings,
    open: Vec<u32>,
    document: u32,
    last: u32,
    frequency: u32,
}

impl PostingsWriter {
    /// A place where the present term stands; documents and places come in order.
    pub fn place(&mut self, document: u32, place: u32) {
        if !self.open.is_empty() && document != self.document {
            self.close_document();
        }
        self.document = document;
        self.open.push(place);
    }

    fn close_document(&mut self) {
        let times = self.open.len() as u32;
        let step = self.document.wrapping_sub(self.last) << 1 | u32::from(times > 1);
        push_number(step, &mut self.postings.documents);
        if times > 1 {
            push_number(times - 2, &mut self.postings.documents);
        }
        let mut before = 0;
        for place in self.open.drain(..) {
            push_number(place.saturating_sub(before), &mut self.postings.places);
            before = place;
        }
        self.last = self.document;
        self.frequency += 1;
    }

    /// The present term is done.
    pub fn close_term(&mut self) {
        if !self.open.is_empty() {
            self.close_document();
        }
        self.postings.document_ends.push(self.postings.documents.len() as u32);
        self.postings.place_ends.push(self.postings.places.len() as u32);
        self.postings.frequencies.push(self.frequency);
        (self.document, self.last, self.frequency) = (0, 0, 0);
    }

    /// All terms are done.
    pub fn finish(mut self) -> Postings {
        self.postings.documents.shrink_to_fit();
        self.postings.places.shrink_to_fit();
        self.postings
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::collections::BTreeMap;

    type Plain = BTreeMap<u32, std::collections::BTreeSet<u32>>;

    proptest! {
        #[test]
        fn postings_are_read_as_written(terms in proptest::collection::vec(proptest::collection::btree_map(0u32..1_000_000, proptest::collection::btree_set(0u32..100_000, 1..5), 0..20), 0..6), least in 0u32..1_000_000) {
            let terms: Vec<Plain> = terms;
            let mut writer = PostingsWriter::default();
            for term in &terms {
                for (&document, places) in term {
                    places.iter().for_each(|&place| writer.place(document, place));
                }
                writer.close_term();
            }
            let postings = writer.finish();
            for (term, plain) in terms.iter().enumerate() {
                let mut seen = Vec::new();
                postings.for_each(term as u32, |document, times| seen.push((document, times as usize)));
                prop_assert_eq!(seen, plain.iter().map(|(&document, places)| (document, places.len())).collect::<Vec<_>>());
                prop_assert_eq!(postings.frequency(term as u32) as usize, plain.len());
                let mut walk = postings.walk(term as u32);
                let mut from = least;
                for (&document, places) in plain.range(least..) {
                    prop_assert_eq!(walk.seek(from), Some(document));
                    prop_assert_eq!(walk.seek(document), Some(document));
                    let mut out = Vec::new();
                    if document % 2 == 0 {
                        walk.read_places(&mut out);
                        prop_assert_eq!(out, places.iter().copied().collect::<Vec<_>>());
                    }
                    from = document + 1;
                }
                prop_assert_eq!(walk.seek(from), None);
            }
        }

        #[test]
        fn damaged_streams_end_and_do_not_panic(documents in proptest::collection::vec(any::<u8>(), 0..40), places in proptest::collection::vec(any::<u8>(), 0..40)) {
            let postings = Postings { document_ends: vec![documents.len() as u32], place_ends: vec![places.len() as u32], documents, places, frequencies: vec![] };
            let mut count = 0;
            postings.for_each(0, |_, _| count += 1);
            prop_assert!(count <= 40);
            let mut walk = postings.walk(0);
            let mut out = Vec::new();
            let mut least = 0u32;
            for _ in 0..50 {
                let Some(document) = walk.seek(least) else { break };
                walk.read_places(&mut out);
                least = document.saturating_add(1);
            }
        }
    }
}
