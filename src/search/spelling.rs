//! Which word was meant, where the one typed is nowhere?
//!
//! Only when the query finds nothing, and only for words that count as no term at all. The nearest
//! term is taken, by Damerau's distance (a letter more, less, other, or two swapped), then the most
//! frequent one. It is looked for as if it had been typed, and a notice says so.

use crate::index::Index;
use crate::lang::fold;
use crate::query::Notice;

use super::expand::{Leaf, Plan, word_forms};

/// Words shorter than this are not forgiven: every one of them is near to hundreds.
const LEAST: usize = 4;

/// From this length on two slips are forgiven. Smaller: `Bank` becomes `Wand`. Larger: long words
/// with two slips find nothing.
const LONG: usize = 8;

/// Puts a near term in the place of each unknown word; whether there was any to put.
pub fn forgive(index: &Index, plan: &mut Plan, notices: &mut Vec<Notice>) -> bool {
    let mut changed = false;
    for leaf in plan.branches.iter_mut().filter(|branch| !branch.exclude).flat_map(|branch| &mut branch.any) {
        let Some(typed) = leaf.unknown.take() else {
            continue;
        };
        match nearest(index, &typed) {
            Some(term) => {
                let instead = index.terms.exact(term).to_owned();
                *leaf = Leaf { forms: word_forms(index, &instead, false), ..Leaf::default() };
                notices.push(Notice::Forgiven { typed, instead });
                changed = true;
            }
            None => notices.push(Notice::NotFound { typed }),
        }
    }
    changed
}

/// The nearest term within the distance that is forgiven: least distance, then most documents, then
/// first in order.
pub fn nearest(index: &Index, typed: &str) -> Option<u32> {
    let plain: Vec<char> = fold::plain(typed).chars().collect();
    if plain.len() < LEAST || plain.iter().all(char::is_ascii_digit) {
        return None;
    }
    let most = if plain.len() >= LONG { 2 } else { 1 };
    let letters = set(plain.iter().copied());
    let mut best: Option<(usize, u32, u32)> = None;
    let mut rows = Rows::default();
    for term in 0..index.terms.len() as u32 {
        let word = index.terms.plain(term);
        // Each slip changes at most two of the letters that the words have.
        if word.len().abs_diff(plain.len()) > most * 4 || (set(word.chars()) ^ letters).count_ones() as usize > most * 2
        {
            continue;
        }
        let Some(distance) = rows.distance(&plain, word, most) else {
            continue;
        };
        let documents = index.postings.frequency(term);
        if best.is_none_or(|(least, frequent, _)| (distance, u32::MAX - documents) < (least, u32::MAX - frequent)) {
            best = Some((distance, documents, term));
        }
    }
    best.map(|best| best.2)
}

fn set(word: impl Iterator<Item = char>) -> u32 {
    word.fold(0, |set, letter| set | 1 << (letter as u32 % 32))
}

#[derive(Default)]
struct Rows {
    letters: Vec<char>,
    rows: [Vec<usize>; 3],
}

impl Rows {
    /// Damerau's distance with adjacent swaps (optimal string alignment), where it is at most `most`.
    fn distance(&mut self, left: &[char], right: &str, most: usize) -> Option<usize> {
        self.letters.clear();
        self.letters.extend(right.chars());
        let right = &self.letters;
        if left.len().abs_diff(right.len()) > most {
            return None;
        }
        let [older, old, new] = &mut self.rows;
        old.clear();
        old.extend(0..=right.len());
        older.clear();
        for (i, &a) in left.iter().enumerate() {
            new.clear();
            new.push(i + 1);
            let mut least = i + 1;
            for (j, &b) in right.iter().enumerate() {
                let at = |row: &Vec<usize>, column: usize| row.get(column).copied().unwrap_or(usize::MAX / 2);
                let mut cost = (at(old, j) + usize::from(a != b)).min(at(old, j + 1) + 1).min(at(new, j) + 1);
                if i > 0 && j > 0 && left.get(i - 1) == Some(&b) && right.get(j - 1) == Some(&a) {
                    cost = cost.min(at(older, j - 1) + 1);
                }
                least = least.min(cost);
                new.push(cost);
            }
            if least > most {
                return None;
            }
            std::mem::swap(older, old);
            std::mem::swap(old, new);
        }
        old.last().copied().filter(|&distance| distance <= most)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slips_are_counted() {
        let mut rows = Rows::default();
        let mut distance = |left: &str, right: &str| rows.distance(&left.chars().collect::<Vec<_>>(), right, 2);
        assert_eq!(distance("klarna", "klarna"), Some(0));
        assert_eq!(distance("klarma", "klarna"), Some(1));
        assert_eq!(distance("klrana", "klarna"), Some(1));
        assert_eq!(distance("klara", "klarna"), Some(1));
        assert_eq!(distance("klaarna", "klarna"), Some(1));
        assert_eq!(distance("kalrnas", "klarna"), Some(2));
        assert_eq!(distance("", "abc"), None);
        assert_eq!(distance("stellen", "klarna"), None);
    }
}
