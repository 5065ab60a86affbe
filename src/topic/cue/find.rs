//! Which cues stand in a passage?
//!
//! What a word fits by itself is the same wherever it stands: it is found once, by one automaton, and kept
//! in a [`CueStore`]. Longer cues are then tried from the words that they may begin with.

use aho_corasick::Input;
use aho_corasick::automaton::Automaton;

use super::{ClassSet, Cue, Cues, GAP, GROUP, Part};
use crate::lang::token::Tokens;
use crate::sort;

/// A cue found in a passage.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Hit {
    /// The first token.
    pub first: usize,
    /// The last token.
    pub last: usize,
    /// The class.
    pub class: u16,
    /// The weight that the pack gives it.
    pub weight: i16,
}

/// What a word fits by itself, wherever it stands: places in a [`CueStore`].
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct WordCues {
    symbols: [u32; 2],
    classes: [u32; 2],
    starts: [u32; 2],
}

/// What words fit, one behind the other: three lists, whatever the number of words.
#[derive(Debug, Default)]
pub(crate) struct CueStore {
    /// The words of cues that a word is, and the groups that those are in, rising.
    symbols: Vec<u32>,
    /// The classes that it belongs to by itself, rising, with the weight.
    classes: Vec<(u16, i16)>,
    /// The longer cues that may begin with it, each with the bit of its second part in [`Present`].
    starts: Vec<(u32, u16)>,
}

/// Adds a list to another one and says where it stands there.
fn kept<T: Copy>(all: &mut Vec<T>, own: &[T]) -> [u32; 2] {
    let from = all.len() as u32;
    all.extend_from_slice(own);
    [from, all.len() as u32]
}

fn of<T>(all: &[T], place: [u32; 2]) -> &[T] {
    all.get(place[0] as usize..place[1] as usize).unwrap_or(&[])
}

impl CueStore {
    /// Forgets all words.
    pub fn clear(&mut self) {
        self.symbols.clear();
        self.classes.clear();
        self.starts.clear();
    }
}

/// What stands anywhere in a passage: most longer cues lack one of their parts. Symbols share bits.
struct Present([u64; 64]);

impl Present {
    /// The bits below are for symbols; those from here on for classes, and the last for any word.
    const CLASSES: u16 = 3072;
    const ANY: u16 = 4095;

    fn new() -> Self {
        let mut present = Self([0; 64]);
        present.set(Self::ANY);
        present
    }

    fn bit(part: Part) -> u16 {
        let symbol = match part {
            Part::Any => return Self::ANY,
            Part::Class(class) => return Self::CLASSES + class,
            Part::Atom(atom) => atom,
            Part::Group(group) => GROUP | group,
        };
        Self::symbol(symbol)
    }

    fn symbol(symbol: u32) -> u16 {
        ((symbol ^ symbol >> 22) % u32::from(Self::CLASSES)) as u16
    }

    fn set(&mut self, bit: u16) {
        if let Some(word) = self.0.get_mut(usize::from(bit) / 64) {
            *word |= 1 << (bit % 64);
        }
    }

    fn has(&self, bit: u16) -> bool {
        self.0.get(usize::from(bit) / 64).is_some_and(|word| word >> (bit % 64) & 1 == 1)
    }
}

/// What stands in a passage.
#[derive(Debug, Default)]
pub(crate) struct Found {
    /// The classes of each token.
    pub classes: Vec<ClassSet>,
    /// All cues, in the order of the text.
    pub hits: Vec<Hit>,
}

impl Found {
    /// Whether the token belongs to the class.
    pub fn is(&self, token: usize, class: Option<u16>) -> bool {
        class.is_some_and(|class| self.classes.get(token).is_some_and(|set| set.has(class)))
    }

    /// Whether the token belongs to one of the classes.
    pub fn is_any(&self, token: usize, classes: &ClassSet) -> bool {
        self.classes.get(token).is_some_and(|set| set.meets(classes))
    }
}

impl Cues {
    /// What a word fits by itself; `framed` is its folded form between two blanks.
    pub fn of_word(&self, framed: &str, capital: bool, store: &mut CueStore) -> WordCues {
        let (mut symbols, mut classes, mut starts) = (Vec::new(), Vec::new(), Vec::new());
        let hits = self.automaton.as_ref().and_then(|nfa| nfa.try_find_overlapping_iter(Input::new(framed)).ok());
        for hit in hits.into_iter().flatten() {
            let atom = hit.pattern().as_u32();
            if capital || !self.atom_wants_capital.get(atom as usize).copied().unwrap_or(false) {
                symbols.push(atom);
            }
        }
        if symbols.is_empty() {
            return WordCues::default();
        }
        sort::ascending(&mut symbols);
        symbols.dedup();
        let mut set = ClassSet::default();
        for place in 0..symbols.len() {
            let atom = symbols.get(place).map_or(usize::MAX, |&atom| atom as usize);
            for &(class, weight) in self.atom_classes.get(atom).map_or(&[][..], Vec::as_slice) {
                // One word counts once for a class, however many patterns it fits.
                if !set.has(class) {
                    set.add(class);
                    classes.push((class, weight));
                }
            }
            symbols.extend(self.groups_of.get(atom).into_iter().flatten().map(|group| GROUP | group));
        }
        sort::ascending(&mut classes);
        sort::ascending(&mut symbols);
        symbols.dedup();
        for &symbol in &symbols {
            let list = if symbol & GROUP == 0 {
                self.by_first_atom.get(symbol as usize)
            } else {
                self.by_first_group.get((symbol & !GROUP) as usize)
            };
            starts.extend(list.into_iter().flatten().map(|&number| self.start(number)));
        }
        for &(class, _) in &classes {
            let list = self.by_first_class.get(usize::from(class));
            starts.extend(list.into_iter().flatten().map(|&number| self.start(number)));
        }
        WordCues {
            symbols: kept(&mut store.symbols, &symbols),
            classes: kept(&mut store.classes, &classes),
            starts: kept(&mut store.starts, &starts),
        }
    }

    /// A longer cue with the bit of its second part.
    fn start(&self, number: u32) -> (u32, u16) {
        let second = self.cues.get(number as usize).and_then(|cue| cue.parts.get(1));
        (number, second.map_or(Present::ANY, |&(part, _)| Present::bit(part)))
    }

    /// Finds all cues of a passage.
    pub fn find(&self, tokens: &Tokens) -> Found {
        let mut store = CueStore::default();
        let capital = |at: usize| tokens.get(at).is_some_and(|token| token.capital);
        let words: Vec<WordCues> =
            (0..tokens.list.len()).map(|at| self.of_word(tokens.framed(at), capital(at), &mut store)).collect();
        let mut found = Found::default();
        self.find_by(tokens, &store, &words, &mut found);
        found
    }

    /// The same where it is known what each token fits. `found` is written anew.
    pub fn find_by(&self, tokens: &Tokens, store: &CueStore, words: &[WordCues], found: &mut Found) {
        found.classes.clear();
        found.classes.resize(words.len(), ClassSet::default());
        found.hits.clear();
        let mut present = Present::new();
        let mut singles: Vec<Hit> = Vec::with_capacity(words.len());
        for (at, (word, set)) in words.iter().zip(&mut found.classes).enumerate() {
            for &symbol in of(&store.symbols, word.symbols) {
                present.set(Present::symbol(symbol));
            }
            for &(class, weight) in of(&store.classes, word.classes) {
                set.add(class);
                present.set(Present::CLASSES + class);
                singles.push(Hit { first: at, last: at, class, weight });
            }
        }
        let mut longer = Vec::new();
        for (at, word) in words.iter().enumerate() {
            for &(number, second) in of(&store.starts, word.starts) {
                if !present.has(second) {
                    continue;
                }
                let Some(cue) = self.cues.get(number as usize) else { continue };
                if cue.parts.iter().skip(2).all(|&(part, _)| present.has(Present::bit(part))) {
                    longer.extend(try_cue(cue, at, tokens, found, store, words));
                }
            }
        }
        // The cues of one word stand in order; the longer ones are put between them.
        sort::ascending(&mut longer);
        let mut longer = longer.into_iter().peekable();
        for hit in singles {
            while let Some(before) = longer.next_if(|other| *other < hit) {
                found.hits.push(before);
            }
            found.hits.push(hit);
        }
        found.hits.extend(longer);
        found.hits.dedup_by_key(|hit| (hit.first, hit.last, hit.class));
    }
}

fn fits(part: Part, at: usize, found: &Found, store: &CueStore, words: &[WordCues]) -> bool {
    let symbol = match part {
        Part::Any => return true,
        Part::Class(class) => return found.is(at, Some(class)),
        Part::Atom(atom) => atom,
        Part::Group(group) => GROUP | group,
    };
    words.get(at).is_some_and(|word| of(&store.symbols, word.symbols).binary_search(&symbol).is_ok())
}

fn try_cue(
    cue: &Cue,
    first: usize,
    tokens: &Tokens,
    found: &Found,
    store: &CueStore,
    words: &[WordCues],
) -> Option<Hit> {
    let sentence = tokens.get(first)?.sentence;
    let mut last = first;
    for &(part, gap) in cue.parts.get(1..)? {
        let most = if gap { GAP } else { 0 };
        let mut between = 0;
        let mut at = last;
        loop {
            at += 1;
            let token = tokens.get(at)?;
            if token.sentence != sentence || (!gap && !token.is_word() && !token.is_sign('-')) {
                return None;
            }
            if fits(part, at, found, store, words) {
                last = at;
                break;
            }
            between += usize::from(token.is_word());
            if between > most {
                return None;
            }
        }
    }
    Some(Hit { first, last, class: cue.class, weight: cue.weight })
}
