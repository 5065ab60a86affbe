//! Which passages are the same, which are variants, and what stands inside what?
//!
//! [`group`] folds a pile of texts without losing any: every item keeps its place, its group and its
//! relation to the passage that stands for the group. Nothing is drawn at random and nothing rests
//! on the order of the input, so the same texts give the same groups everywhere.
//!
//! The way: [`normal`] texts to tokens → [`texts`] equal bytes, equal tokens, furniture aside →
//! [`index`] candidates by rare word pairs → [`verdict`] two texts compared, with guards for
//! [`figures`] and [`names`] → [`star`] groups around central texts → [`inside`] containers linked,
//! shortened passages joined.

mod align;
pub mod apart;
pub mod articles;
pub mod diff;
mod edit;
mod figures;
pub mod furniture;
mod hash;
mod index;
mod inside;
mod known;
mod names;
mod normal;
mod star;
#[cfg(test)]
mod tests;
mod texts;
mod verdict;

use crate::sort;
use std::ops::ControlFlow;

/// A text to group.
#[derive(Clone, Copy, Debug)]
pub struct Item<'a> {
    /// The text, as it stands in its article.
    pub text: &'a str,
    /// The ordinal of its article; `u32::MAX` when it has none.
    pub article: u32,
}

/// How a member of a group stands to the item that represents it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Relation {
    /// It is that item.
    Representative,
    /// The same bytes.
    Identical,
    /// The same after case, punctuation, white space and spelling of characters are set aside.
    Normalised,
    /// An edited wording.
    Variant,
}

/// What parts two groups of the same wording.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum KinRelation {
    /// A figure differs.
    OtherFigures,
    /// A name differs.
    OtherNames,
}

/// Two groups of the same wording that differ in figures or names.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Kin {
    /// The group with the lower ordinal.
    pub one: u32,
    /// The group with the higher ordinal.
    pub other: u32,
    /// What differs.
    pub relation: KinRelation,
}

/// How far [`group`] has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Progress {
    /// Steps done.
    pub done: usize,
    /// Steps in all: each item is read once and compared once.
    pub total: usize,
}

/// Why [`group`] gave no grouping.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stopped {
    /// The caller asked for it.
    Asked,
    /// More than four thousand million bytes or items.
    TooLarge,
}

/// The result of [`group`]. Items and groups are ordinals.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Grouping {
    /// Item → its group. Groups are numbered by their first item.
    pub group_of: Vec<u32>,
    /// Item → its relation to the representative of its group.
    pub relation: Vec<Relation>,
    /// Group → the item that represents it.
    pub representatives: Vec<u32>,
    /// Pairs of groups with the same wording but other figures or names, sorted.
    pub kin: Vec<Kin>,
    /// (small, large): the first item of a wording stands inside the first item of another, sorted.
    /// Other items with the same wording share it: see [`Grouping::same_text`].
    pub inside: Vec<(u32, u32)>,
    /// Item → the first item with the same normalised text.
    pub same_text: Vec<u32>,
    /// How many pairs were compared: the measure of work.
    pub compared: u64,
}

/// How many steps lie between two calls of the progress function.
const REPORT_EVERY: usize = 512;

/// Groups texts. `progress` is called now and then and may stop the run.
///
/// # Errors
/// [`Stopped`] when `progress` breaks, or when there is more text than 32-bit positions can count.
pub fn group(items: &[Item<'_>], progress: &mut dyn FnMut(Progress) -> ControlFlow<()>) -> Result<Grouping, Stopped> {
    let bytes: u64 = items.iter().map(|item| item.text.len() as u64).sum();
    // NFKC makes a text longer, at most eighteenfold, and only a few characters do.
    if bytes > u64::from(u32::MAX) / 20 && bytes * 20 > u64::from(u32::MAX) * 2 || items.len() >= u32::MAX as usize {
        return Err(Stopped::TooLarge);
    }
    let total = items.len() * 2;
    let mut report = |done: usize| {
        if done.is_multiple_of(REPORT_EVERY) && progress(Progress { done, total }).is_break() {
            return Err(Stopped::Asked);
        }
        Ok(())
    };
    let mut texts = texts::Texts::read(items, &mut report)?;
    let mut index = index::Index::new(&texts);
    let order = star::order(&texts, &index);
    // From here on a unit's number is its place in that order.
    index.renumber(&order);
    texts.renumber(&order);
    drop(order);
    let mut judge = verdict::Judge::default();
    let stars = star::gather(&texts, &mut index, &mut judge, |done| report(items.len() + done))?;
    drop(index);
    let merged = inside::join(items, &texts, &mut judge, stars);
    Ok(finish(items, &texts, merged, judge.compared))
}

/// Numbers the groups, picks representatives and turns units back into items.
fn finish(items: &[Item<'_>], texts: &texts::Texts, merged: inside::Merged, compared: u64) -> Grouping {
    let units = texts.unit_text.len();
    let mut group_of_root = vec![u32::MAX; units];
    let mut grouping = Grouping { compared, ..Grouping::default() };
    let mut same_bytes = vec![0_u32; items.len()];
    for &first in &texts.same_bytes {
        same_bytes[first as usize] += 1;
    }
    // More copies first, then the middle of the group, then the longer, then by text.
    let better = |a: u32, b: u32| {
        let key = |item: u32| {
            let text = texts.text_of[item as usize];
            let first = texts.same_bytes[item as usize];
            let unit = texts.unit_of[text as usize];
            let own = texts.unit_text[unit as usize] == text;
            (
                texts.copies[text as usize],
                own,
                std::cmp::Reverse(unit),
                same_bytes[first as usize],
                items[item as usize].text.len(),
            )
        };
        key(a).cmp(&key(b)).then_with(|| items[b as usize].text.cmp(items[a as usize].text)).is_gt()
    };
    for item in 0..items.len() as u32 {
        let unit = texts.unit_of[texts.text_of[item as usize] as usize];
        let root = merged.root_of[unit as usize];
        let group = &mut group_of_root[root as usize];
        if *group == u32::MAX {
            *group = grouping.representatives.len() as u32;
            grouping.representatives.push(item);
        } else if better(item, grouping.representatives[*group as usize]) {
            grouping.representatives[*group as usize] = item;
        }
        grouping.group_of.push(*group);
        grouping.same_text.push(texts.item_of[texts.text_of[item as usize] as usize]);
    }
    for item in 0..items.len() {
        let shown = grouping.representatives[grouping.group_of[item] as usize] as usize;
        grouping.relation.push(if item == shown {
            Relation::Representative
        } else if texts.same_bytes[item] == texts.same_bytes[shown] {
            Relation::Identical
        } else if texts.text_of[item] == texts.text_of[shown] {
            Relation::Normalised
        } else {
            Relation::Variant
        });
    }
    for (a, b, relation) in merged.kin {
        let (a, b) = (group_of_root[a as usize], group_of_root[b as usize]);
        if a != b {
            grouping.kin.push(Kin { one: a.min(b), other: a.max(b), relation });
        }
    }
    sort::ascending(&mut grouping.kin);
    grouping.kin.dedup_by_key(|kin| (kin.one, kin.other));
    let mut texts_of_unit: Vec<Vec<u32>> = vec![Vec::new(); units];
    for (text, &unit) in texts.unit_of.iter().enumerate() {
        texts_of_unit[unit as usize].push(text as u32);
    }
    for (small, large) in merged.inside {
        for &a in &texts_of_unit[small as usize] {
            for &b in &texts_of_unit[large as usize] {
                grouping.inside.push((texts.item_of[a as usize], texts.item_of[b as usize]));
            }
        }
    }
    sort::pairs(&mut grouping.inside);
    grouping.inside.dedup();
    grouping
}
