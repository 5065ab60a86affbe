//! How does an index come about from documents?
//!
//! Words get numbers as they come (a hash table of our own, see [`Numbers`]); the text becomes one
//! long row of those numbers. At the end the terms are sorted, the row is dealt out to them by
//! counting, and each term's places are written as postings. No list grows a term at a time, so
//! that a hundred thousand paragraphs need a handful of allocations and not a million.

use super::facets::{Copies, Facet};
use super::hash::hash;
use super::postings::PostingsWriter;
use super::terms::{Strings, Terms};
use super::{Index, norms};
use crate::lang::Lang;
use crate::lang::inflect::Traits;
use crate::lang::word::{Case, each_word};

/// Passages with the same wording, as they go into the index.
#[derive(Clone, Copy, Debug, Default)]
pub struct Document<'a> {
    /// The wordings; there is one unless the passages differ in small things. A word is found in any
    /// of them, a phrase never across two.
    pub wordings: &'a [&'a str],
    /// The language of the text, where that is known; it decides which inflections are looked for.
    pub lang: Option<Lang>,
    /// How many passages stand behind it.
    pub copies: u32,
    /// For each facet, the values that it has.
    pub values: &'a [&'a [u32]],
    /// The key to sort by date with, greater for later; 0 where no date is known.
    pub date: u32,
}

/// Marks the joined form of a hyphenated word in the row of words: it takes no place of its own.
const WHOLE: u32 = 1 << 31;

/// Marks the border of two wordings in the row of words.
const CUT: u32 = u32::MAX;

/// Between two wordings there are so many places without a word, so that no phrase spans them.
const GAP: u32 = 1;

/// What was seen of a term while the texts were read.
#[derive(Clone, Copy, Default)]
struct Seen {
    times: u32,
    small: u32,
    capital: u32,
    german: u32,
    english: u32,
}

impl Seen {
    fn traits(self, key: &str) -> Traits {
        let mut traits = Traits::default();
        // A tenth: German texts quote English words and the other way round, and those quotations
        // shall not bring the other language's endings to them. Zero: every word belongs to both.
        let texts = self.german.saturating_add(self.english);
        for (count, flag) in [(self.german, Traits::GERMAN), (self.english, Traits::ENGLISH)] {
            if texts == 0 || count > 0 && count.saturating_mul(10) >= texts {
                traits = traits.with(flag);
            }
        }
        // A quarter and a tenth: headings capitalise verbs, and verbs stand as nouns now and then.
        let cases = self.small.saturating_add(self.capital);
        if cases == 0 || self.capital.saturating_mul(4) >= cases {
            traits = traits.with(Traits::CAPITAL);
        }
        if cases == 0 || self.small.saturating_mul(10) >= cases {
            traits = traits.with(Traits::SMALL);
        }
        if key.starts_with(|first: char| first.is_ascii_digit()) {
            traits = traits.with(Traits::NUMBER);
        }
        traits
    }
}

/// Words in the order of the texts, in pieces: one list that doubles would hold three times its words while it grows.
#[derive(Default)]
struct Row {
    full: Vec<Vec<u32>>,
    open: Vec<u32>,
}

impl Row {
    /// How many words a piece has.
    const PIECE: usize = 1 << 16;

    fn push(&mut self, word: u32) {
        if self.open.len() == Self::PIECE {
            self.full.push(std::mem::replace(&mut self.open, Vec::with_capacity(Self::PIECE)));
        }
        self.open.push(word);
    }

    fn len(&self) -> usize {
        self.full.len() * Self::PIECE + self.open.len()
    }

    fn words(&self) -> impl Iterator<Item = u32> {
        self.full.iter().chain([&self.open]).flatten().copied()
    }
}

/// Builds an [`Index`]; documents are numbered from 0 in the order in which they are added.
pub struct Builder {
    numbers: Numbers,
    seen: Vec<Seen>,
    row: Row,
    /// For each document, where its words end in the row and its places among all places.
    ends: Vec<(u32, u32)>,
    places: u32,
    facets: Vec<Facet>,
    copies: Vec<u32>,
    dates: Vec<u32>,
    wordings: Vec<u32>,
    full: bool,
}

impl Builder {
    /// An empty index with so many facets.
    pub fn new(facets: usize) -> Self {
        Self {
            numbers: Numbers::new(),
            seen: Vec::new(),
            row: Row::default(),
            ends: Vec::new(),
            places: 0,
            facets: vec![Facet::default(); facets],
            copies: Vec::new(),
            dates: Vec::new(),
            wordings: Vec::new(),
            full: false,
        }
    }

    /// How many documents were added.
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    /// Whether none was added.
    pub fn is_empty(&self) -> bool {
        self.ends.is_empty()
    }

    /// Adds a document and gives its number. Words beyond the two thousand millionth are not found;
    /// the memory of the browser ends long before.
    pub fn add(&mut self, document: &Document<'_>) -> u32 {
        let number = self.ends.len() as u32;
        for (at, text) in document.wordings.iter().enumerate() {
            if at > 0 {
                self.row.push(CUT);
                self.places = self.places.saturating_add(GAP);
            }
            self.add_text(text, document.lang);
        }
        self.ends.push((self.row.len() as u32, self.places));
        for (at, facet) in self.facets.iter_mut().enumerate() {
            facet.push(document.values.get(at).copied().unwrap_or(&[]));
        }
        self.copies.push(document.copies);
        self.dates.push(document.date);
        self.wordings.push(document.wordings.len() as u32);
        number
    }

    fn add_text(&mut self, text: &str, lang: Option<Lang>) {
        let (german, english) = match lang {
            Some(Lang::De) => (1, 0),
            Some(Lang::En) => (0, 1),
            None => (0, 0),
        };
        let Self { numbers, seen, row, places, full, .. } = self;
        *full |= row.len() + text.len() >= (WHOLE - 1) as usize;
        if *full {
            return;
        }
        each_word(text, |word| {
            let number = numbers.number(word.key);
            if seen.len() <= number as usize {
                seen.push(Seen::default());
            }
            if let Some(seen) = seen.get_mut(number as usize) {
                seen.times += 1;
                seen.german += german;
                seen.english += english;
                // Capitals say nothing in English, where names and headings alone have them.
                if lang != Some(Lang::En) {
                    seen.small += u32::from(word.case == Case::Small);
                    seen.capital += u32::from(word.case == Case::Capital);
                }
            }
            row.push(if word.whole { number | WHOLE } else { number });
            *places += u32::from(!word.whole);
        });
    }

    /// The index. `progress` is told the share that is done, from 0 to 1, now and then.
    pub fn finish(self, progress: &mut dyn FnMut(f32)) -> Index {
        let Self { numbers, seen, row, ends, facets, copies, dates, wordings, .. } = self;
        let words: Vec<(&str, Traits)> = seen
            .iter()
            .enumerate()
            .map(|(at, seen)| {
                let key = numbers.words.get(at);
                (key, seen.traits(key))
            })
            .collect();
        let (terms, order) = Terms::new(&words);
        progress(0.3);
        // Deal the row out: each term's places among all places, in order.
        let mut starts = vec![0u32; seen.len()];
        let mut sum = 0u32;
        for &number in &order {
            if let (Some(start), Some(seen)) = (starts.get_mut(number as usize), seen.get(number as usize)) {
                *start = sum;
                sum += seen.times;
            }
        }
        let mut dealt = vec![0u32; sum as usize];
        deal(&row, &ends, &mut starts, &mut dealt);
        drop(row);
        progress(0.5);
        let mut writer = PostingsWriter::default();
        let bases: Vec<u32> = std::iter::once(0).chain(ends.iter().map(|end| end.1)).collect();
        let mut from = 0usize;
        for (done, &number) in order.iter().enumerate() {
            let until = starts.get(number as usize).map_or(from, |&end| end as usize);
            let mut document = 0usize;
            for &place in dealt.get(from..until).unwrap_or(&[]) {
                document = seek(&bases, document, place);
                writer.place(document as u32, place - bases.get(document).copied().unwrap_or(0));
            }
            writer.close_term();
            from = until;
            if done % 0x4000 == 0 {
                progress(0.5 + 0.5 * from as f32 / (dealt.len().max(1)) as f32);
            }
        }
        let lengths: Vec<u32> =
            bases.windows(2).map(|pair| pair.last().unwrap_or(&0) - pair.first().unwrap_or(&0)).collect();
        let mut facets = facets;
        facets.iter_mut().for_each(Facet::finish);
        progress(1.0);
        Index {
            terms,
            postings: writer.finish(),
            norms: norms(&lengths),
            lengths,
            facets,
            copies: Copies::new(copies),
            dates,
            wordings,
        }
    }
}

/// Writes for each word of the row its place among all places behind its term's start, which moves on.
fn deal(row: &Row, ends: &[(u32, u32)], starts: &mut [u32], dealt: &mut [u32]) {
    let (mut from, mut place) = (0, 0u32);
    let mut words = row.words();
    for &(end, places) in ends {
        for word in words.by_ref().take((end - from) as usize) {
            if word == CUT {
                place += GAP;
                continue;
            }
            // A whole follows its last part and shares its place.
            let whole = word & WHOLE != 0;
            let Some(slot) = starts.get_mut((word & !WHOLE) as usize) else {
                return;
            };
            if let Some(cell) = dealt.get_mut(*slot as usize) {
                *cell = place.saturating_sub(u32::from(whole));
            }
            *slot += 1;
            place += u32::from(!whole);
        }
        (from, place) = (end, places);
    }
}

/// The document whose places cover `place`, at or behind `from`: steps that double, then halving,
/// since a frequent term's next document is near and a rare one's is far.
fn seek(bases: &[u32], from: usize, place: u32) -> usize {
    let covers = |at: usize| bases.get(at + 1).is_none_or(|&end| place < end);
    let mut step = 1;
    let mut low = from;
    while !covers(low + step - 1) {
        low += step;
        step *= 2;
    }
    let mut high = low + step - 1;
    while low < high {
        let middle = low + (high - low) / 2;
        if covers(middle) {
            high = middle;
        } else {
            low = middle + 1;
        }
    }
    low
}

/// Words and the numbers that they get, in the order in which they first come: an open hash table
/// over one long string. Twice as fast here as a map with a string of its own for each word, and a
/// third of its memory.
struct Numbers {
    words: Strings,
    slots: Vec<u32>,
}

impl Numbers {
    fn new() -> Self {
        Self { words: Strings::default(), slots: vec![u32::MAX; 1 << 12] }
    }

    fn number(&mut self, word: &str) -> u32 {
        let mask = self.slots.len() - 1;
        let mut at = hash(word) & mask;
        loop {
            match self.slots.get(at) {
                Some(&u32::MAX) | None => break,
                Some(&number) if self.words.get(number as usize) == word => return number,
                _ => at = (at + 1) & mask,
            }
        }
        let number = self.words.len() as u32;
        self.words.push(word);
        if let Some(slot) = self.slots.get_mut(at) {
            *slot = number;
        }
        if self.words.len() * 2 > self.slots.len() {
            self.grow();
        }
        number
    }

    fn grow(&mut self) {
        let mask = self.slots.len() * 2 - 1;
        let mut slots = vec![u32::MAX; mask + 1];
        for number in 0..self.words.len() {
            let mut at = hash(self.words.get(number)) & mask;
            while slots.get(at).is_some_and(|&slot| slot != u32::MAX) {
                at = (at + 1) & mask;
            }
            if let Some(slot) = slots.get_mut(at) {
                *slot = number as u32;
            }
        }
        self.slots = slots;
    }
}
