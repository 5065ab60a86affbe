//! In which order?
//!
//! Rust compiles its sorting anew for each type and each comparison: about five kilobytes of Wasm a
//! piece, two hundred in all when every module brought its own. Lists that are short or sorted
//! once are sorted here, by one routine over places; what is hot sorts plain numbers.

use std::cmp::Ordering;

/// Lists up to this length are sorted by insertion. Toward zero, short lists pay for a list of places;
/// as it grows, the square of the length is felt.
const SHORT: usize = 12;

/// Sorts a list by a comparison; equal items keep their order.
pub fn by<T>(list: &mut [T], order: impl Fn(&T, &T) -> Ordering) {
    if list.len() <= SHORT {
        for end in 1..list.len() {
            let mut at = end;
            while at > 0 && order(&list[at - 1], &list[at]).is_gt() {
                list.swap(at - 1, at);
                at -= 1;
            }
        }
        return;
    }
    let mut places: Vec<u32> = (0..u32::try_from(list.len()).unwrap_or(u32::MAX)).collect();
    sort(&mut places, &|one, other| match (list.get(one as usize), list.get(other as usize)) {
        (Some(one), Some(other)) => order(one, other),
        _ => Ordering::Equal,
    });
    // Follows each cycle of the permutation once: linear, without a copy of the list.
    for start in 0..places.len() {
        let mut here = start;
        loop {
            let next = places[here] as usize;
            places[here] = here as u32;
            if next == start {
                break;
            }
            list.swap(here, next);
            here = next;
        }
    }
}

/// Sorts a list by a key; equal items keep their order.
pub fn by_key<T, K: Ord>(list: &mut [T], key: impl Fn(&T) -> K) {
    by(list, |one, other| key(one).cmp(&key(other)));
}

/// Sorts a list upwards.
pub fn ascending<T: Ord>(list: &mut [T]) {
    by(list, T::cmp);
}

/// Sorts numbers upwards: for what is hot.
#[inline(never)]
pub fn numbers(list: &mut [u64]) {
    list.sort_unstable();
}

/// Sorts pairs upwards: for what is hot.
#[inline(never)]
pub fn pairs(list: &mut [(u32, u32)]) {
    list.sort_unstable();
}

/// The one compiled routine for all else: runs twice as long with each round are made from two. The standard
/// library's is as fast again, and ten times the code.
#[inline(never)]
fn sort(places: &mut Vec<u32>, order: &dyn Fn(u32, u32) -> Ordering) {
    let mut run = 1;
    while run < places.len() {
        let mut merged = Vec::with_capacity(places.len());
        for pair in places.chunks(2 * run) {
            let (mut left, mut right) = pair.split_at(run.min(pair.len()));
            while let (Some((&one, rest)), Some((&other, behind))) = (left.split_first(), right.split_first()) {
                if order(one, other).is_gt() {
                    merged.push(other);
                    right = behind;
                } else {
                    merged.push(one);
                    left = rest;
                }
            }
            merged.extend_from_slice(left);
            merged.extend_from_slice(right);
        }
        *places = merged;
        run *= 2;
    }
}

#[cfg(test)]
mod tests {
    proptest::proptest! {
        #[test]
        fn sorts_as_the_standard_library_does(list in proptest::collection::vec((0u8..9, 0u32..1000), 0..200)) {
            let (mut ours, mut theirs) = (list.clone(), list.clone());
            super::by_key(&mut ours, |item| item.0);
            theirs.sort_by_key(|item| item.0);
            proptest::prop_assert_eq!(ours, theirs);
            let (mut ours, mut theirs) = (list.clone(), list);
            super::ascending(&mut ours);
            theirs.sort_unstable();
            proptest::prop_assert_eq!(ours, theirs);
        }
    }
}
