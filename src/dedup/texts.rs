//! Which items carry the same text, to the byte or after normalisation?
//!
//! Three steps, each by hash and then by comparison, so nothing rests on a hash alone: items with
//! the same bytes; texts with the same tokens; texts with the same tokens once known page furniture
//! around them is set aside. The last are the *units* that all later steps work on.

use super::Item;
use super::hash::{Table, hash_bytes, hash_words};
use super::known::Known;
use super::names::{Determiners, Seen};
use super::normal::{CAPITAL, Tokens};
use super::verdict::Side;
use std::ops::Range;

/// What the items come down to. All vectors are flat.
pub(crate) struct Texts {
    pub(crate) tokens: Tokens,
    /// Item → its byte string, as the ordinal of the first item that has it.
    pub(crate) same_bytes: Vec<u32>,
    /// Item → normalised text.
    pub(crate) text_of: Vec<u32>,
    /// Normalised text → the first item that has it.
    pub(crate) item_of: Vec<u32>,
    /// Normalised text → how many items have it.
    pub(crate) copies: Vec<u32>,
    marks: Vec<u32>,
    caseless: Vec<bool>,
    /// Normalised text → unit.
    pub(crate) unit_of: Vec<u32>,
    /// Unit → the text that stands for it.
    pub(crate) unit_text: Vec<u32>,
    /// Unit → its tokens, without furniture.
    pub(crate) unit_tokens: Vec<Range<u32>>,
    sides: Vec<Side>,
    /// What the whole pile says of words.
    pub(crate) seen: Seen,
}

impl Texts {
    /// Reads all items; `step` is called after each with how many are done.
    pub(crate) fn read<E>(items: &[Item<'_>], mut step: impl FnMut(usize) -> Result<(), E>) -> Result<Self, E> {
        let bytes = items.iter().map(|item| item.text.len()).sum::<usize>();
        let mut tokens = Tokens::with_capacity(bytes.min(1 << 26), items.len());
        let mut raw_table = Table::with_capacity(items.len());
        let mut raw_hash = Vec::with_capacity(items.len());
        let mut text_table = Table::with_capacity(items.len());
        let mut text_hash: Vec<u64> = Vec::with_capacity(items.len());
        let mut same_bytes = Vec::with_capacity(items.len());
        let mut text_of: Vec<u32> = Vec::with_capacity(items.len());
        let (mut item_of, mut copies, mut marks, mut caseless) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
        for (ordinal, item) in items.iter().enumerate() {
            step(ordinal)?;
            let hash = hash_bytes(item.text.as_bytes());
            raw_hash.push(hash);
            let first = raw_table.find_or_insert(
                hash,
                ordinal as u32,
                |other| raw_hash[other as usize] == hash && items[other as usize].text == item.text,
                |other| raw_hash[other as usize],
            );
            same_bytes.push(first);
            if first != ordinal as u32 {
                let text = text_of[first as usize];
                copies[text as usize] += 1;
                text_of.push(text);
                continue;
            }
            let fresh = item_of.len() as u32;
            let own_marks = tokens.push(item.text);
            let range = tokens.range(fresh);
            let own_caseless = is_caseless(&tokens, range.clone());
            let hash = hash_words(tokens.word[range.clone()].iter().copied());
            text_hash.push(hash);
            let text = text_table.find_or_insert(
                hash,
                fresh,
                |other| {
                    let theirs = tokens.range(other);
                    text_hash[other as usize] == hash
                        && tokens.word[theirs.clone()] == tokens.word[range.clone()]
                        && tokens.slice(theirs) == tokens.slice(range.clone())
                },
                |other| text_hash[other as usize],
            );
            text_of.push(text);
            if text == fresh {
                item_of.push(ordinal as u32);
                copies.push(1);
                marks.push(own_marks);
                caseless.push(own_caseless);
                continue;
            }
            // Another spelling of a known text: keep what both say about capitals, whichever came first.
            let known = text as usize;
            copies[known] += 1;
            marks[known] = own_marks.max(marks[known]);
            let theirs = tokens.range(text).start;
            for k in 0..range.len() {
                let own = tokens.flags[range.start + k];
                let flags = &mut tokens.flags[theirs + k];
                *flags = match (caseless[known], own_caseless) {
                    (false, true) => *flags,
                    (true, false) => own,
                    (false, false) => *flags & own,
                    (true, true) => *flags | own,
                };
            }
            caseless[known] &= own_caseless;
            text_hash.pop();
            tokens.pop();
        }
        tokens.shrink();
        drop((raw_table, raw_hash, text_table, text_hash));
        let mut seen = Seen::with_words(tokens.word.len());
        let determiners = Determiners::new();
        for (text, _) in caseless.iter().enumerate().filter(|(_, caseless)| !**caseless) {
            seen.read(&tokens, &determiners, tokens.range(text as u32));
        }
        let mut texts = Self {
            tokens,
            same_bytes,
            text_of,
            item_of,
            copies,
            marks,
            caseless,
            unit_of: Vec::new(),
            unit_text: Vec::new(),
            unit_tokens: Vec::new(),
            sides: Vec::new(),
            seen,
        };
        texts.set_furniture_aside();
        Ok(texts)
    }

    fn set_furniture_aside(&mut self) {
        let known = Known::new();
        let mut table = Table::with_capacity(self.item_of.len());
        let mut hashes: Vec<u64> = Vec::with_capacity(self.item_of.len());
        for text in 0..self.item_of.len() as u32 {
            let core = known.core(&self.tokens, text);
            let hash = hash_words(self.tokens.word[core.clone()].iter().copied());
            let fresh = self.unit_text.len() as u32;
            hashes.push(hash);
            let unit = table.find_or_insert(
                hash,
                fresh,
                |other| {
                    let theirs = self.span(other);
                    hashes[other as usize] == hash
                        && self.tokens.word[theirs.clone()] == self.tokens.word[core.clone()]
                        && self.tokens.slice(theirs) == self.tokens.slice(core.clone())
                },
                |other| hashes[other as usize],
            );
            self.unit_of.push(unit);
            let span = core.start as u32..core.end as u32;
            if unit == fresh {
                self.unit_text.push(text);
                self.unit_tokens.push(span);
            } else {
                hashes.pop();
                // The text with the least around it stands for the unit, whichever came first.
                let order = |text: u32| {
                    let range = self.tokens.range(text);
                    (range.len(), self.tokens.slice(range))
                };
                if order(text) < order(self.unit_text[unit as usize]) {
                    self.unit_text[unit as usize] = text;
                    self.unit_tokens[unit as usize] = span;
                }
            }
        }
    }

    /// Numbers the units anew: the one that is `order[k]` becomes `k`. So the units that are looked at
    /// most, the middles of groups, lie together.
    pub(crate) fn renumber(&mut self, order: &[u32]) {
        let mut number = vec![0_u32; order.len()];
        for (new, &old) in (0..).zip(order) {
            number[old as usize] = new;
        }
        for unit in &mut self.unit_of {
            *unit = number[*unit as usize];
        }
        self.unit_text = order.iter().map(|&old| self.unit_text[old as usize]).collect();
        self.unit_tokens = order.iter().map(|&old| self.unit_tokens[old as usize].clone()).collect();
        let side = |(&text, tokens): (&u32, &Range<u32>)| Side {
            tokens: tokens.start as usize..tokens.end as usize,
            marks: self.marks[text as usize],
            caseless: self.caseless[text as usize],
        };
        self.sides = self.unit_text.iter().zip(&self.unit_tokens).map(side).collect();
    }

    /// The tokens of a unit.
    #[inline]
    pub(crate) fn span(&self, unit: u32) -> Range<usize> {
        let span = &self.unit_tokens[unit as usize];
        span.start as usize..span.end as usize
    }

    /// A unit as one side of a comparison, once the units have their last numbers.
    #[inline]
    pub(crate) fn side(&self, unit: u32) -> &Side {
        &self.sides[unit as usize]
    }
}

/// Whether capitals say nothing: none at all, or at every word.
fn is_caseless(tokens: &Tokens, range: Range<usize>) -> bool {
    let capitals = tokens.flags[range.clone()].iter().filter(|f| *f & CAPITAL != 0).count();
    capitals == 0 || capitals * 10 >= range.len() * 9 && range.len() > 3
}
