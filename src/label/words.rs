//! What does a word bring to a label, wherever it stands?
//!
//! Half of a text are a few hundred words that come again and again. What follows from a word alone,
//! the cues that it fits and the weights of its features, is found once and kept in [`Words`]; so are
//! the weights of classes and of pairs. What is kept never changes a label: it only spares the way
//! from a name over its hash to its place in the model.

use std::collections::HashMap;
use std::hash::BuildHasherDefault;
use std::sync::Arc;

use xxhash_rust::xxh64::xxh64;

use crate::lang::token::Tokens;
use crate::topic::cue::{CueStore, Found, WordCues};
use crate::topic::model::Identity;
use crate::topic::{Model, Topic};

use super::feature::{self, CLASS_MARKS, Namer};
use super::marks::{Mark, Marks};

/// How many words are kept before all are let go: about ten megabytes. At zero each word is looked up
/// each time; as it grows, memory does.
const MOST_WORDS: usize = 100_000;
/// Fewer words than this take a megabyte at most.
const FEW_WORDS: usize = 10_000;
/// From how many words on pairs of words are kept too; a single passage needs no table for them.
const PAIRS_FROM: usize = 1_000;
/// How many pairs of words are kept, as a power of two; a newer one takes the place of an older one.
const PAIR_BITS: u32 = 16;

/// The model has no such feature.
pub(super) const NONE: u32 = u32::MAX;
/// Nobody has looked yet.
pub(super) const UNREAD: u32 = u32::MAX - 1;

/// A word, capital or not.
#[derive(Clone, Copy)]
pub(super) struct Word {
    /// Stands for the word: that two of them share all 64 bits is not to be expected.
    hash: u64,
    cues: WordCues,
    /// The place of the word itself in the model.
    pub whole: u32,
    /// Where its beginnings and endings stand in [`Words::parts`].
    parts: [u32; 2],
    /// The sum of the squares of all its values.
    pub squares: u32,
    mark: Mark,
}

/// What is known of the words, classes and pairs met so far, under one topic.
#[derive(Default)]
pub(crate) struct Words {
    list: Vec<Word>,
    /// An open hash table over `list`: places plus one.
    slots: Vec<u32>,
    /// The places of beginnings and endings in the model, with their values.
    parts: Vec<(u32, u8)>,
    store: CueStore,
    pub(super) namer: Namer,
    /// Two words and the place of their pair.
    pairs: Vec<(u32, u32, u32)>,
    /// The places of each class's features, a row a class.
    pub(super) class_places: Vec<[u32; CLASS_MARKS.len()]>,
    /// The places of two classes together, a row a class.
    pub(super) both_places: Vec<u32>,
    /// The places of the model that the passage at hand has met, a bit each.
    pub(super) seen: Vec<u64>,
    /// What cues are called in evidence, by their classes.
    rules: HashMap<u32, Arc<str>, BuildHasherDefault<Identity>>,
}

/// What is known of a passage's words, token by token; the room is used again for the next passage.
#[derive(Default)]
pub(crate) struct Reading {
    /// The number of each token's word.
    pub numbers: Vec<u32>,
    /// What each fits.
    pub cues: Vec<WordCues>,
    /// What each tells by its letters.
    pub marks: Marks,
}

pub(super) fn place_of(model: Option<&Model>, key: u32) -> u32 {
    model.and_then(|model| model.place(key)).unwrap_or(NONE)
}

impl Words {
    /// What is known of each token's word, found out where it is new.
    pub fn read(&mut self, tokens: &Tokens, topic: &Topic, known: &mut Reading) {
        if self.list.len() > MOST_WORDS {
            self.list.clear();
            self.slots.clear();
            self.parts.clear();
            self.store.clear();
            self.pairs.clear();
        }
        known.numbers.clear();
        known.cues.clear();
        known.marks.0.clear();
        for at in 0..tokens.list.len() {
            let number = self.number(tokens, at, topic);
            let word = self.word(number);
            known.numbers.push(number);
            known.cues.push(word.map(|word| word.cues).unwrap_or_default());
            known.marks.0.push(word.map(|word| word.mark).unwrap_or_default());
        }
    }

    /// Whether no more words are kept than a few articles have.
    pub fn is_small(&self) -> bool {
        self.list.len() < FEW_WORDS
    }

    /// Finds the cues of a passage.
    pub fn find(&self, tokens: &Tokens, topic: &Topic, known: &Reading, found: &mut Found) {
        topic.cues.find_by(tokens, &self.store, &known.cues, found);
    }

    pub(super) fn word(&self, number: u32) -> Option<&Word> {
        self.list.get(number as usize)
    }

    /// The places of a word's beginnings and endings in the model, with their values.
    pub(super) fn parts(&self, word: &Word) -> std::ops::Range<usize> {
        word.parts[0] as usize..word.parts[1] as usize
    }

    pub(super) fn part(&self, place: usize) -> Option<(u32, u8)> {
        self.parts.get(place).copied()
    }

    fn number(&mut self, tokens: &Tokens, at: usize, topic: &Topic) -> u32 {
        let fold = tokens.fold(at);
        let capital = tokens.get(at).is_some_and(|token| token.capital);
        let hash = xxh64(fold.as_bytes(), u64::from(capital));
        if self.list.len() * 2 >= self.slots.len() {
            self.grow();
        }
        let mask = self.slots.len() - 1;
        let mut slot = hash as usize & mask;
        while let Some(&number @ 1..) = self.slots.get(slot) {
            if self.list.get(number as usize - 1).is_some_and(|word| word.hash == hash) {
                return number - 1;
            }
            slot = (slot + 1) & mask;
        }
        let number = self.list.len() as u32;
        let word = self.found_out(tokens, at, hash, topic);
        self.list.push(word);
        if let Some(slot) = self.slots.get_mut(slot) {
            *slot = number + 1;
        }
        number
    }

    fn grow(&mut self) {
        let size = (self.slots.len() * 2).max(256);
        self.slots.clear();
        self.slots.resize(size, 0);
        for (word, number) in self.list.iter().zip(1u32..) {
            let mut slot = word.hash as usize & (size - 1);
            while self.slots.get(slot).is_some_and(|&taken| taken != 0) {
                slot = (slot + 1) & (size - 1);
            }
            if let Some(slot) = self.slots.get_mut(slot) {
                *slot = number;
            }
        }
    }

    #[inline(never)]
    fn found_out(&mut self, tokens: &Tokens, at: usize, hash: u64, topic: &Topic) -> Word {
        let capital = tokens.get(at).is_some_and(|token| token.capital);
        let cues = topic.cues.of_word(tokens.framed(at), capital, &mut self.store);
        let from = self.parts.len() as u32;
        let (mut whole, mut squares) = (NONE, 0);
        if let Some(text) = feature::word_of(tokens, at) {
            for (place, (key, value)) in feature::own_keys(&mut self.namer, text).enumerate() {
                squares += feature::square(value) as u32;
                match place_of(topic.model.as_ref(), key) {
                    found if place == 0 => whole = found,
                    NONE => {}
                    found => self.parts.push((found, value)),
                }
            }
        }
        Word { hash, cues, whole, parts: [from, self.parts.len() as u32], squares, mark: Mark::of(tokens, at) }
    }

    /// Makes room for pairs.
    pub(super) fn keep_pairs(&mut self) {
        self.pairs.resize(1 << PAIR_BITS, (UNREAD, UNREAD, NONE));
    }

    /// The place of the feature of two words side by side.
    pub(super) fn pair(
        &mut self,
        words: [u32; 2],
        tokens: &Tokens,
        before: Option<usize>,
        at: usize,
        model: &Model,
    ) -> u32 {
        let [one, two] = words;
        if self.pairs.is_empty() && self.list.len() >= PAIRS_FROM {
            self.keep_pairs();
        }
        let mixed = (one.wrapping_mul(0x9e37_79b1) ^ two.wrapping_mul(0x85eb_ca6b)).wrapping_mul(0xc2b2_ae35);
        let slot = (mixed >> (32 - PAIR_BITS)) as usize;
        if let Some(&(a, b, place)) = self.pairs.get(slot)
            && [a, b] == words
        {
            return place;
        }
        let place = place_of(Some(model), feature::pair_key(&mut self.namer, tokens, before, at));
        if let Some(kept) = self.pairs.get_mut(slot) {
            *kept = (one, two, place);
        }
        place
    }

    /// What a label's evidence is called by the classes of its cues; without any, by its words.
    pub fn rule(&mut self, classes: &[u16], topic: &Topic) -> Arc<str> {
        let name = || {
            let names: Vec<&str> = classes
                .iter()
                .filter_map(|&class| topic.cues.classes().get(usize::from(class)).map(String::as_str))
                .collect();
            if names.is_empty() { Arc::from("words") } else { Arc::from(names.join(" ")) }
        };
        // Three numbers of ten bits and how many there are: a pack with more classes is named anew each time.
        if classes.len() > 3 || classes.iter().any(|&class| class >= 1 << 10) {
            return name();
        }
        let key = classes.iter().fold(classes.len() as u32, |key, &class| key << 10 | u32::from(class));
        Arc::clone(self.rules.entry(key).or_insert_with(name))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn classes_beyond_a_byte_keep_their_own_names() {
        let (topic, _) = Topic::bundled();
        let names = topic.cues.classes();
        let mut words = Words::default();
        let lists: [&[u16]; 8] = [&[], &[1], &[1, 2], &[1, 258], &[2, 1], &[257, 2], &[1, 2, 3], &[1, 1026]];
        for list in lists.iter().chain(&lists) {
            let known: Vec<&str> =
                list.iter().filter_map(|&class| names.get(usize::from(class)).map(String::as_str)).collect();
            let name = if known.is_empty() { "words".to_string() } else { known.join(" ") };
            assert_eq!(*words.rule(list, &topic), *name, "{list:?}");
        }
    }

    #[test]
    fn a_passage_has_its_labels_whatever_was_read_before() {
        let (topic, _) = Topic::bundled();
        let mut annotator = crate::label::Annotator::new(&topic);
        let (one, two) = ("SAP baut Stellen ab.", "sap BAUT stellen AB, Stellen nicht.");
        for text in [one, two, one, two] {
            assert_eq!(annotator.annotate(text, None), crate::label::annotate(text, None, &topic), "{text}");
        }
    }
}
