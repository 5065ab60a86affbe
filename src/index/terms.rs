//! Which words are there, and which of them are the same but for spelling?
//!
//! The terms are the exact spellings of the corpus's words, sorted by their plain spelling and then
//! by the exact one; a term's number is its place in that order. So all terms with a plain spelling,
//! or with a plain beginning, are one range. Terms whose spelled-out form differs (those with
//! umlauts, about one in seven in German) are listed a second time in the order of that form.

use std::ops::Range;

use super::hash::hash;
use crate::lang::fold;
use crate::lang::inflect::Traits;
use crate::sort;

/// Strings one behind the other.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Strings {
    bytes: String,
    ends: Vec<u32>,
}

impl Strings {
    /// Appends one.
    pub fn push(&mut self, text: &str) {
        self.bytes.push_str(text);
        self.ends.push(self.bytes.len() as u32);
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.ends.is_empty()
    }

    /// The one at `at`, empty where there is none.
    #[inline]
    pub fn get(&self, at: usize) -> &str {
        let start = if at == 0 { 0 } else { self.ends.get(at - 1).copied().unwrap_or(u32::MAX) };
        let end = self.ends.get(at).copied().unwrap_or(0);
        self.bytes.get(start as usize..end as usize).unwrap_or("")
    }

    /// All of them as one text.
    pub fn bytes(&self) -> &str {
        &self.bytes
    }

    /// Which one covers the byte at `offset` of [`Strings::bytes`], and where it begins. It is looked
    /// for at or behind `from`.
    pub fn at_offset_from(&self, offset: usize, from: usize) -> (usize, usize) {
        let rest = self.ends.get(from..).unwrap_or(&[]);
        let mut step = 1;
        while rest.get(step - 1).is_some_and(|&end| end as usize <= offset) {
            step *= 2;
        }
        let near = rest.get(..step).unwrap_or(rest);
        let index = from + near.partition_point(|&end| end as usize <= offset);
        (index, if index == 0 { 0 } else { self.ends.get(index - 1).map_or(0, |&end| end as usize) })
    }

    /// The bytes that it takes.
    pub fn memory(&self) -> usize {
        self.bytes.capacity() + self.ends.capacity() * 4
    }
}

/// The terms of an index.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Terms {
    plain: Strings,
    /// The terms whose exact spelling differs from the plain one, in order, and those spellings.
    accented: Vec<u32>,
    exact: Strings,
    /// The terms whose spelled-out form differs from the plain one, sorted by it.
    umlauts: Vec<u32>,
    spelled_out: Strings,
    traits: Vec<Traits>,
    /// A hash table over plain spellings: the first term of each, or nothing (the greatest number).
    slots: Vec<u32>,
}

impl Terms {
    /// The terms from exact spellings with their traits, in any order.
    /// Also gives, for each term, which of `words` it was.
    pub fn new(words: &[(&str, Traits)]) -> (Self, Vec<u32>) {
        let mut plain = Strings::default();
        words
            .iter()
            .for_each(|word| if word.0.is_ascii() { plain.push(word.0) } else { plain.push(&fold::plain(word.0)) });
        let key = |at: u32| (plain.get(at as usize), words.get(at as usize).map_or("", |word| word.0));
        // The first eight letters as a number decide nearly every comparison without a look at the words.
        let mut order: Vec<(u64, u32)> =
            (0..words.len() as u32).map(|at| (beginning(plain.get(at as usize)), at)).collect();
        sort::by(&mut order, |left, right| left.0.cmp(&right.0).then_with(|| key(left.1).cmp(&key(right.1))));
        let order: Vec<u32> = order.into_iter().map(|pair| pair.1).collect();
        let mut terms = Self::default();
        for at in &order {
            let (plain, exact) = key(*at);
            let traits = words.get(*at as usize).map_or(Traits::default(), |word| word.1);
            terms.push(plain, exact, traits);
        }
        terms.finish();
        (terms, order)
    }

    /// The terms from exact spellings that are in order already; nothing where they are not.
    pub fn sorted(words: impl Iterator<Item = (String, Traits)>) -> Option<Self> {
        let mut terms = Self::default();
        let mut before: Option<(String, String)> = None;
        for (exact, traits) in words {
            let next = (fold::plain(&exact), exact);
            if before.as_ref().is_some_and(|before| *before >= next) {
                return None;
            }
            terms.push(&next.0, &next.1, traits);
            before = Some(next);
        }
        terms.finish();
        Some(terms)
    }

    fn push(&mut self, plain: &str, exact: &str, traits: Traits) {
        if plain != exact {
            self.accented.push(self.plain.len() as u32);
            self.exact.push(exact);
        }
        self.plain.push(plain);
        self.traits.push(traits);
    }

    fn finish(&mut self) {
        self.sort_umlauts();
        let mask = (self.len() * 2).next_power_of_two() - 1;
        self.slots = vec![u32::MAX; mask + 1];
        for term in 0..self.len() as u32 {
            let plain = self.plain.get(term as usize);
            if term > 0 && self.plain.get(term as usize - 1) == plain {
                continue;
            }
            let mut at = hash(plain) & mask;
            while self.slots.get(at).is_some_and(|&slot| slot != u32::MAX) {
                at = (at + 1) & mask;
            }
            if let Some(slot) = self.slots.get_mut(at) {
                *slot = term;
            }
        }
    }

    fn first(&self, plain: &str) -> Option<u32> {
        let mask = self.slots.len().checked_sub(1)?;
        let mut at = hash(plain) & mask;
        loop {
            match self.slots.get(at) {
                Some(&u32::MAX) | None => return None,
                Some(&term) if self.plain(term) == plain => return Some(term),
                _ => at = (at + 1) & mask,
            }
        }
    }

    fn sort_umlauts(&mut self) {
        let mut forms: Vec<(String, u32)> = Vec::new();
        for (at, &term) in self.accented.iter().enumerate() {
            let spelled_out = fold::spelled_out(self.exact.get(at));
            if spelled_out != self.plain.get(term as usize) {
                forms.push((spelled_out, term));
            }
        }
        sort::ascending(&mut forms);
        for (form, term) in forms {
            self.umlauts.push(term);
            self.spelled_out.push(&form);
        }
    }

    /// How many terms there are.
    pub fn len(&self) -> usize {
        self.plain.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.plain.is_empty()
    }

    /// A term's plain spelling.
    #[inline]
    pub fn plain(&self, term: u32) -> &str {
        self.plain.get(term as usize)
    }

    /// All plain spellings, to look for parts of words in.
    pub fn all_plain(&self) -> &Strings {
        &self.plain
    }

    /// A term's exact spelling.
    pub fn exact(&self, term: u32) -> &str {
        match self.accented.binary_search(&term) {
            Ok(at) => self.exact.get(at),
            Err(_) => self.plain(term),
        }
    }

    /// What is known about a term.
    pub fn traits(&self, term: u32) -> Traits {
        self.traits.get(term as usize).copied().unwrap_or_default()
    }

    /// The terms with this plain spelling.
    pub fn range(&self, plain: &str) -> Range<u32> {
        let Some(start) = self.first(plain) else { return 0..0 };
        let mut end = start;
        while (end as usize) < self.len() && self.plain(end) == plain {
            end += 1;
        }
        start..end
    }

    /// The terms whose plain spelling begins so.
    pub fn beginning(&self, plain: &str) -> Range<u32> {
        lower_bound(&self.plain, |term| term < plain)..lower_bound(&self.plain, |term| {
            term < plain || term.starts_with(plain)
        })
    }

    /// The terms with umlauts whose spelled-out form begins so.
    pub fn umlauts_beginning(&self, spelled_out: &str) -> &[u32] {
        let start = lower_bound(&self.spelled_out, |term| term < spelled_out);
        let end = lower_bound(&self.spelled_out, |term| term < spelled_out || term.starts_with(spelled_out));
        self.umlauts.get(start as usize..end as usize).unwrap_or(&[])
    }

    /// Whether a term's spelled-out form differs from its plain one.
    pub fn has_umlaut(&self, term: u32) -> bool {
        self.accented.binary_search(&term).is_ok_and(|at| self.exact.get(at).contains(['ä', 'ö', 'ü', 'ø']))
    }

    /// The term with this exact spelling.
    pub fn find(&self, exact: &str) -> Option<u32> {
        self.range(&fold::plain(exact)).find(|&term| self.exact(term) == exact)
    }

    /// The bytes that all of it takes.
    pub fn memory(&self) -> usize {
        [&self.plain, &self.exact, &self.spelled_out].iter().map(|strings| strings.memory()).sum::<usize>()
            + (self.accented.capacity() + self.umlauts.capacity() + self.slots.capacity()) * 4
            + self.traits.capacity()
    }
}

/// The first eight bytes of a word as a number that sorts as they do.
fn beginning(word: &str) -> u64 {
    (0..8).fold(0, |sum, at| sum << 8 | u64::from(word.as_bytes().get(at).copied().unwrap_or(0)))
}

fn lower_bound(strings: &Strings, mut before: impl FnMut(&str) -> bool) -> u32 {
    let (mut low, mut high) = (0, strings.len());
    while low < high {
        let middle = low + (high - low) / 2;
        if before(strings.get(middle)) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    low as u32
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn terms_are_found_by_each_spelling() {
        let words = ["ärger", "aerger", "arger", "zoo", "arg", "ärgern", "über", "uber"];
        let (terms, order) = Terms::new(&words.map(|word| (word, Traits::GERMAN)));
        for (term, &at) in order.iter().enumerate() {
            assert_eq!(terms.exact(term as u32), words[at as usize]);
            assert_eq!(terms.find(words[at as usize]), Some(term as u32));
        }
        let exact = |range: Range<u32>| range.map(|term| terms.exact(term).to_owned()).collect::<Vec<_>>();
        assert_eq!(exact(terms.range("arger")), ["arger", "ärger"]);
        assert_eq!(exact(terms.range("arge")), Vec::<String>::new());
        assert_eq!(exact(terms.beginning("arg")), ["arg", "arger", "ärger", "ärgern"]);
        assert_eq!(
            terms.umlauts_beginning("aerge").iter().map(|&term| terms.exact(term)).collect::<Vec<_>>(),
            ["ärger", "ärgern"]
        );
        assert_eq!(terms.find("nichts"), None);
        let sorted = (0..terms.len() as u32).map(|term| (terms.exact(term).to_owned(), terms.traits(term)));
        assert_eq!(Terms::sorted(sorted).as_ref(), Some(&terms));
        assert_eq!(
            Terms::sorted([("b".to_owned(), Traits::default()), ("a".to_owned(), Traits::default())].into_iter()),
            None
        );
    }
}
