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
use crate::topic::cue::WordCues;
use crate::topic::model::Identity;
use crate::topic::{Model, Topic};

use super::feature::{self, CLASS_MARKS, Namer, Sink};

/// How many words are kept before all are let go: about ten megabytes. At zero each word is looked up
/// each time; as it grows, memory does.
const MOST_WORDS: usize = 30_000;
/// From how many words on pairs of words are kept too; a single passage needs no table for them.
const PAIRS_FROM: usize = 1_000;
/// How many pairs of words are kept; a newer one takes the place of an older one.
const PAIRS: usize = 1 << 15;

/// The model has no such feature.
const NONE: u32 = u32::MAX;
/// Nobody has looked yet.
const UNREAD: u32 = u32::MAX - 1;

/// A word, capital or not.
struct Word {
    hash: u64,
    /// Where its folded form ends in [`Words::texts`]; it begins where the one before ends.
    end: usize,
    cues: WordCues,
    /// The place of the word itself in the model.
    whole: u32,
    /// The places of its beginnings and endings, with their values.
    parts: Vec<(u32, u8)>,
    /// The sum of the squares of all its values.
    squares: u64,
}

/// What is known of the words, classes and pairs met so far, under one topic.
#[derive(Default)]
pub(crate) struct Words {
    list: Vec<Word>,
    texts: String,
    /// An open hash table over `list`: places plus one.
    slots: Vec<u32>,
    namer: Namer,
    /// Two words and the place of their pair.
    pairs: Vec<(u32, u32, u32)>,
    /// The places of each class's features, a row a class.
    class_places: Vec<[u32; CLASS_MARKS.len()]>,
    /// The places of two classes together, a row a class.
    both_places: Vec<u32>,
    /// The places of the model that the passage at hand has met, a bit each.
    seen: Vec<u64>,
    /// What cues are called in evidence, by their classes.
    rules: HashMap<u32, Arc<str>, BuildHasherDefault<Identity>>,
}

/// A feature that the model knows, where it stands first in a passage.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Known {
    /// Its place in the model.
    pub place: u32,
    /// The first token.
    pub first: u16,
    /// The last token.
    pub last: u16,
    /// How much it counts beside others, in tenths.
    pub value: u8,
}

fn place_of(model: Option<&Model>, key: u32) -> u32 {
    model.and_then(|model| model.place(key)).unwrap_or(NONE)
}

impl Words {
    /// The number of each token's word, found out where it is new.
    pub fn read(&mut self, tokens: &Tokens, topic: &Topic) -> Vec<u32> {
        if self.list.len() > MOST_WORDS {
            self.list.clear();
            self.texts.clear();
            self.slots.clear();
            self.pairs.clear();
        }
        (0..tokens.list.len()).map(|at| self.number(tokens, at, topic)).collect()
    }

    /// The cues of a word.
    pub fn cues(&self, number: u32) -> Option<&WordCues> {
        self.list.get(number as usize).map(|word| &word.cues)
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
            let place = number as usize - 1;
            if self.list.get(place).is_some_and(|word| word.hash == hash) && self.text(place) == fold {
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

    fn text(&self, place: usize) -> &str {
        let start = place.checked_sub(1).and_then(|before| self.list.get(before)).map_or(0, |before| before.end);
        self.list.get(place).and_then(|word| self.texts.get(start..word.end)).unwrap_or("")
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
        self.texts.push_str(tokens.fold(at));
        let capital = tokens.get(at).is_some_and(|token| token.capital);
        let cues = topic.cues.of_word(tokens.framed(at), capital);
        let mut word = Word { hash, end: self.texts.len(), cues, whole: NONE, parts: Vec::new(), squares: 0 };
        let model = topic.model.as_ref();
        if let Some(text) = feature::word_of(tokens, at) {
            let mut keys = feature::own_keys(&mut self.namer, text);
            word.squares = keys.iter().map(|&(_, value)| feature::square(value)).sum();
            let parts = keys.split_off(1);
            word.whole = keys.first().map_or(NONE, |&(key, _)| place_of(model, key));
            let places = parts.into_iter().map(|(key, value)| (place_of(model, key), value));
            word.parts = places.filter(|&(place, _)| place != NONE).collect();
        }
        word
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

/// Takes in the features of a passage: those that the model knows, each once.
pub(crate) struct Weighing<'a> {
    words: &'a mut Words,
    numbers: &'a [u32],
    topic: &'a Topic,
    model: &'a Model,
    known: Vec<Known>,
    squares: u64,
}

impl<'a> Weighing<'a> {
    /// For a passage whose words have these numbers.
    pub fn new(words: &'a mut Words, numbers: &'a [u32], topic: &'a Topic, model: &'a Model) -> Self {
        words.seen.resize(model.keys.len() / 64 + 1, 0);
        let classes = topic.cues.classes().len();
        words.class_places.resize(classes, [UNREAD; CLASS_MARKS.len()]);
        words.both_places.resize(classes * classes, UNREAD);
        let known = Vec::with_capacity(numbers.len() * 3);
        Self { words, numbers, topic, model, known, squares: 0 }
    }

    /// The features in the order of the text, and the passage's length.
    pub fn done(mut self) -> (Vec<Known>, u32) {
        for known in &self.known {
            if let Some(word) = self.words.seen.get_mut(known.place as usize / 64) {
                *word = 0;
            }
        }
        let span = |known: &Known| u32::from(known.first) << 16 | u32::from(known.last);
        // What stands at the same words is summed, so ties may come in any order.
        let mut order: Vec<u64> =
            self.known.iter().zip(0u64..).map(|(known, place)| u64::from(span(known)) << 32 | place).collect();
        crate::sort::numbers(&mut order);
        let sorted = order.iter().filter_map(|&key| self.known.get((key & 0xffff_ffff) as usize).copied()).collect();
        self.known = Vec::new();
        (sorted, feature::length_of(self.squares))
    }

    fn take(&mut self, place: u32, first: usize, last: usize, value: u8) {
        let Some(word) = self.words.seen.get_mut(place as usize / 64) else { return };
        let bit = 1 << (place % 64);
        if *word & bit == 0 {
            *word |= bit;
            let at = |token: usize| u16::try_from(token).unwrap_or(u16::MAX);
            self.known.push(Known { place, first: at(first), last: at(last), value });
        }
    }

    fn pair(&mut self, tokens: &Tokens, before: Option<usize>, at: usize) -> u32 {
        let number = |at: usize| self.numbers.get(at).copied().unwrap_or(NONE);
        let (one, two) = (before.map_or(NONE, number), number(at));
        if self.words.pairs.is_empty() && self.words.list.len() >= PAIRS_FROM {
            self.words.pairs.resize(PAIRS, (UNREAD, UNREAD, NONE));
        }
        let slot = (one.wrapping_mul(0x9e37_79b1) ^ two.wrapping_mul(0x85eb_ca6b)).wrapping_mul(0xc2b2_ae35) >> 17;
        if let Some(&(a, b, place)) = self.words.pairs.get(slot as usize)
            && (a, b) == (one, two)
        {
            return place;
        }
        let place = place_of(Some(self.model), feature::pair_key(&mut self.words.namer, tokens, before, at));
        if let Some(kept) = self.words.pairs.get_mut(slot as usize) {
            *kept = (one, two, place);
        }
        place
    }
}

impl Sink for Weighing<'_> {
    fn word(&mut self, tokens: &Tokens, before: Option<usize>, at: usize) {
        let number = self.numbers.get(at).map_or(usize::MAX, |&number| number as usize);
        let Some(word) = self.words.list.get(number) else { return };
        self.squares += word.squares + feature::square(feature::PAIR);
        let (whole, parts) = (word.whole, word.parts.len());
        self.take(whole, at, at, feature::WORD);
        let pair = self.pair(tokens, before, at);
        self.take(pair, before.unwrap_or(0), at, feature::PAIR);
        for part in 0..parts {
            let part = self.words.list.get(number).and_then(|word| word.parts.get(part)).copied();
            if let Some((place, value)) = part {
                self.take(place, at, at, value);
            }
        }
    }

    fn class(&mut self, mark: usize, class: u16, first: usize, last: usize) {
        let Some(&(name, value)) = CLASS_MARKS.get(mark) else { return };
        self.squares += feature::square(value);
        let kept = self.words.class_places.get_mut(usize::from(class)).and_then(|row| row.get_mut(mark));
        let Some(kept) = kept else { return };
        if *kept == UNREAD {
            let class = self.topic.cues.classes().get(usize::from(class)).map_or("", String::as_str);
            *kept = place_of(Some(self.model), self.words.namer.key(&[name, class]));
        }
        let place = *kept;
        self.take(place, first, last, value);
    }

    fn classes(&mut self, one: u16, two: u16, first: usize, last: usize) {
        self.squares += feature::square(feature::CLASSES);
        let names = self.topic.cues.classes();
        let Some(kept) = self.words.both_places.get_mut(usize::from(one) * names.len() + usize::from(two)) else {
            return;
        };
        if *kept == UNREAD {
            let key = feature::classes_key(&mut self.words.namer, names, one, two);
            *kept = place_of(Some(self.model), key);
        }
        let place = *kept;
        self.take(place, first, last, feature::CLASSES);
    }

    fn form(&mut self, first: usize, last: usize, parts: &[&str]) {
        self.squares += feature::square(feature::FORM);
        let place = place_of(Some(self.model), self.words.namer.key(parts));
        self.take(place, first, last, feature::FORM);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::label::{company, figure};
    use crate::lang::{Lang, token};

    /// What the model knows of a passage by the keys of all its features, each once, as training sees them.
    fn by_keys(text: &str, topic: &Topic, model: &Model) -> (Vec<Known>, u32) {
        let tokens = token::tokens(text);
        let found = topic.cues.find(&tokens);
        let figures = figure::figures(&tokens, &found, &topic.cues, Lang::De);
        let companies = company::companies(text, &tokens, &found, topic, Lang::De);
        let features = feature::features(&tokens, &found, topic, &figures, &companies, Lang::De);
        let mut known: Vec<Known> = Vec::new();
        for one in &features {
            let Some(place) = model.place(one.key) else { continue };
            if known.iter().all(|known| known.place != place) {
                known.push(Known { place, first: one.first, last: one.last, value: one.value });
            }
        }
        known.sort_by_key(|known| (known.first, known.last));
        (known, feature::length(&features))
    }

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
    fn what_is_kept_gives_the_same_features_as_training() {
        let (topic, _) = Topic::bundled();
        let model = topic.model.as_ref().unwrap();
        let texts = [
            "Klarna streicht 700 Stellen, doch die KI ersetzt niemanden! Klarna-Chef Siemiatkowski sieht das anders.",
            "Die KI spart Zeit. „Wir stellen niemanden ein“, sagt er; Kunden klagen aber über Fehler. Die KI spart.",
            "The company cut 700 jobs because AI does the work. Workers say quality fell, but managers disagree.",
            "",
            "!!! 5.000 – ?",
        ];
        let mut words = Words::default();
        // The second time round all words are known, and so are pairs.
        words.pairs.resize(PAIRS, (UNREAD, UNREAD, NONE));
        for text in texts.iter().chain(&texts) {
            let tokens = token::tokens(text);
            let numbers = words.read(&tokens, &topic);
            let found = topic.cues.find_by(&tokens, |at| words.cues(numbers.get(at).copied()?));
            assert_eq!(found.hits, topic.cues.find(&tokens).hits, "{text}");
            let figures = figure::figures(&tokens, &found, &topic.cues, Lang::De);
            let companies = company::companies(text, &tokens, &found, &topic, Lang::De);
            let mut weighing = Weighing::new(&mut words, &numbers, &topic, model);
            feature::walk(&tokens, &found, &topic, &figures, &companies, Lang::De, &mut weighing);
            assert_eq!(weighing.done(), by_keys(text, &topic, model), "{text}");
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
