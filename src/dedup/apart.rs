//! What happens when a reader says "these two are not the same"?
//!
//! The pair is kept by the names of the two wordings, so it survives a rebuild with more articles.
//! [`Apart::part`] goes over a finished grouping: where two wordings of a group are apart, the one
//! that is less at home there (not the representative's, fewer copies) leaves, with all its copies.

use super::{Grouping, Item, Kin, Relation};
use crate::article::PassageId;
use crate::sort;
use std::collections::{BTreeSet, HashMap, HashSet};

/// Pairs of wordings that a reader keeps apart.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Apart {
    pairs: BTreeSet<(PassageId, PassageId)>,
}

impl Apart {
    /// Notes that two wordings are not the same passage; whether that is new. A wording is never
    /// apart from itself.
    pub fn keep_apart(&mut self, one: PassageId, other: PassageId) -> bool {
        one != other && self.pairs.insert((one.min(other), one.max(other)))
    }

    /// Takes a note back; whether there was one.
    pub fn allow(&mut self, one: PassageId, other: PassageId) -> bool {
        self.pairs.remove(&(one.min(other), one.max(other)))
    }

    /// Whether two wordings are kept apart.
    pub fn has(&self, one: PassageId, other: PassageId) -> bool {
        self.pairs.contains(&(one.min(other), one.max(other)))
    }

    /// All pairs, the lesser name first, sorted: for exports.
    pub fn pairs(&self) -> impl Iterator<Item = (PassageId, PassageId)> + '_ {
        self.pairs.iter().copied()
    }

    /// Whether nothing is kept apart.
    pub fn is_empty(&self) -> bool {
        self.pairs.is_empty()
    }

    /// The grouping with every pair apart. Items outside the groups concerned keep theirs; groups
    /// are numbered anew by their first item.
    pub fn part(&self, items: &[Item<'_>], grouping: &Grouping) -> Grouping {
        if self.is_empty() {
            return grouping.clone();
        }
        let named: HashSet<PassageId> = self.pairs.iter().flat_map(|&(a, b)| [a, b]).collect();
        let ids: Vec<PassageId> = items.iter().map(|item| PassageId::of(item.text)).collect();
        // Wordings of each group that some pair names: only they can leave.
        let mut concerned: HashMap<u32, BTreeSet<PassageId>> = HashMap::new();
        let mut copies: HashMap<PassageId, u32> = HashMap::new();
        for (id, &group) in ids.iter().zip(&grouping.group_of) {
            *copies.entry(*id).or_default() += 1;
            if named.contains(id) {
                concerned.entry(group).or_default().insert(*id);
            }
        }
        // (group, wording) → part of the group; 0 stays.
        let mut part_of: HashMap<(u32, PassageId), u32> = HashMap::new();
        for (&group, wordings) in &concerned {
            let shown = ids[grouping.representatives[group as usize] as usize];
            let mut by_weight: Vec<PassageId> = wordings.iter().copied().collect();
            sort::by_key(&mut by_weight, |&id| {
                (id != shown, std::cmp::Reverse(copies.get(&id).copied().unwrap_or(0)), id)
            });
            // The part that stays begins with the representative, whether or not a pair names it.
            let mut parts: Vec<Vec<PassageId>> = vec![vec![shown]];
            for id in by_weight {
                let free = parts.iter().position(|part| part.iter().all(|&other| !self.has(id, other)));
                let part = free.unwrap_or(parts.len());
                if part == parts.len() {
                    parts.push(Vec::new());
                }
                parts[part].push(id);
                part_of.insert((group, id), part as u32);
            }
        }
        renumber(items, grouping, &ids, &part_of)
    }
}

fn renumber(
    items: &[Item<'_>],
    grouping: &Grouping,
    ids: &[PassageId],
    part_of: &HashMap<(u32, PassageId), u32>,
) -> Grouping {
    let mut parted = Grouping {
        inside: grouping.inside.clone(),
        same_text: grouping.same_text.clone(),
        compared: grouping.compared,
        ..Grouping::default()
    };
    let mut number: HashMap<(u32, u32), u32> = HashMap::new();
    let mut stays = vec![0_u32; grouping.representatives.len()];
    for (item, (&group, &id)) in grouping.group_of.iter().zip(ids).enumerate() {
        let part = part_of.get(&(group, id)).copied().unwrap_or(0);
        let fresh = number.len() as u32;
        let new = *number.entry((group, part)).or_insert(fresh);
        if new == fresh {
            // What stays is still represented as before; what leaves, by its first item.
            let shown = if part == 0 { grouping.representatives[group as usize] } else { item as u32 };
            parted.representatives.push(shown);
        }
        if part == 0 {
            stays[group as usize] = new;
        }
        parted.group_of.push(new);
    }
    for (item, &group) in parted.group_of.iter().enumerate() {
        let shown = parted.representatives[group as usize] as usize;
        parted.relation.push(if item == shown {
            Relation::Representative
        } else if items[item].text == items[shown].text {
            Relation::Identical
        } else if grouping.same_text[item] == grouping.same_text[shown] {
            Relation::Normalised
        } else {
            Relation::Variant
        });
    }
    parted.kin = grouping
        .kin
        .iter()
        .map(|kin| {
            let (a, b) = (stays[kin.one as usize], stays[kin.other as usize]);
            Kin { one: a.min(b), other: a.max(b), relation: kin.relation }
        })
        .collect();
    sort::ascending(&mut parted.kin);
    parted
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dedup::group;
    use std::ops::ControlFlow;

    #[test]
    fn a_group_comes_apart_and_together_again() {
        let base = "Klarna will in den kommenden Jahren die Hälfte seiner Mitarbeiter loswerden, berichtet die BBC am Dienstag.";
        let edited =
            "Klarna will in den nächsten Jahren die Hälfte seiner Mitarbeiter loswerden, meldet die BBC am Dienstag.";
        let shouted = base.to_uppercase();
        let items: Vec<Item<'_>> =
            [base, edited, base, &shouted, edited].iter().map(|text| Item { text, article: u32::MAX }).collect();
        let whole = group(&items, &mut |_| ControlFlow::Continue(())).unwrap();
        assert_eq!(whole.representatives.len(), 1);
        let mut apart = Apart::default();
        assert!(!apart.keep_apart(PassageId::of(base), PassageId::of(base)));
        assert!(apart.keep_apart(PassageId::of(edited), PassageId::of(base)));
        assert!(!apart.keep_apart(PassageId::of(base), PassageId::of(edited)));
        let parted = apart.part(&items, &whole);
        assert_eq!(parted.group_of, [0, 1, 0, 0, 1]);
        assert_eq!(
            parted.relation,
            [
                Relation::Representative,
                Relation::Representative,
                Relation::Identical,
                Relation::Normalised,
                Relation::Identical
            ]
        );
        assert!(apart.allow(PassageId::of(base), PassageId::of(edited)));
        assert_eq!(apart.part(&items, &whole), whole);
    }
}
