//! Which passages stand together, after the reader had a say?
//!
//! The grouping of [`crate::dedup`] stays as it was found; the groups that are shown come from it and
//! from the reader's [`Apart`], so that taking a wording out and putting it back leads to where it was.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::ops::ControlFlow;

use super::Corpus;
use crate::apart::Apart;
use crate::article::PassageId;
use crate::dedup::{self, Grouping, Item, KinRelation};
use crate::protocol::{Relation, Step, Walk};
use crate::sort;

/// Passages with the same wording.
#[derive(Clone, Default)]
pub(super) struct Group {
    /// The wordings in it, the representative's first: an item that has the wording to the letter.
    pub wordings: Vec<u32>,
    /// All items, in order.
    pub members: Vec<u32>,
    /// Groups beside it: other figures, other names, inside one another, taken out of one another.
    pub beside: Vec<(u32, Relation)>,
}

impl Corpus {
    /// The passages as [`crate::dedup`] takes them.
    pub(super) fn dedup_items(&self) -> impl Iterator<Item = Item<'_>> {
        (0..self.items.len() as u32).map(|item| Item {
            text: self.text(item),
            article: self.passage(item).map_or(u32::MAX, |passage| passage.article),
        })
    }

    /// passages → grouping.
    pub(super) fn group(&self, watch: &mut dyn FnMut(Walk)) -> Grouping {
        let items: Vec<Item> = self.dedup_items().collect();
        // Who wants it to stop ends the worker; a corpus too large to count is folded by identity alone.
        let mut progress = |progress: dedup::Progress| {
            watch(Step::Folding.at(progress.done, progress.total));
            ControlFlow::Continue(())
        };
        dedup::group(&items, &mut progress).unwrap_or_else(|_| self.identical())
    }

    /// Groups of passages that are the same to the letter, each represented by its first.
    fn identical(&self) -> Grouping {
        let mut grouping = Grouping::default();
        let mut known: HashMap<PassageId, u32> = HashMap::new();
        for item in 0..self.items.len() as u32 {
            let next = grouping.representatives.len() as u32;
            let group = self.passage(item).map_or(next, |passage| *known.entry(passage.id).or_insert(next));
            if group == next {
                grouping.representatives.push(item);
            }
            grouping.group_of.push(group);
            grouping.same_text.push(grouping.representatives.get(group as usize).copied().unwrap_or(item));
        }
        grouping
    }

    /// grouping + what the reader took out → groups.
    pub(super) fn fold(&mut self) {
        let mut apart = dedup::apart::Apart::default();
        for &(wording, from) in self.apart.pairs() {
            apart.keep_apart(wording, from);
        }
        let grouping = match apart.is_empty() {
            true => self.grouping.clone(),
            false => apart.part(&self.dedup_items().collect::<Vec<_>>(), &self.grouping),
        };
        let mut groups: Vec<Group> = grouping.representatives.iter().map(|_| Group::default()).collect();
        for (item, &group) in (0u32..).zip(&grouping.group_of) {
            if let Some(group) = groups.get_mut(group as usize) {
                group.members.push(item);
            }
        }
        for (group, &shown) in groups.iter_mut().zip(&grouping.representatives) {
            let mut seen: HashSet<PassageId> = HashSet::new();
            group.wordings = std::iter::once(&shown).chain(&group.members).copied().collect();
            group.wordings.retain(|&item| self.passage(item).is_some_and(|passage| seen.insert(passage.id)));
        }
        for (one, other, relation) in self.links(&grouping) {
            if let Some(group) = groups.get_mut(one as usize) {
                group.beside.push((other, relation));
            }
        }
        self.group_of = grouping.group_of;
        self.groups = groups;
    }

    /// Which groups stand beside which, both ways.
    fn links(&self, grouping: &Grouping) -> Vec<(u32, u32, Relation)> {
        let mut links: Vec<(u32, u32, Relation)> = Vec::new();
        for kin in &grouping.kin {
            let relation = match kin.relation {
                KinRelation::OtherFigures => Relation::OtherFigures,
                KinRelation::OtherNames => Relation::OtherNames,
            };
            links.extend([(kin.one, kin.other, relation), (kin.other, kin.one, relation)]);
        }
        let group_at = |item: u32| grouping.group_of.get(item as usize).copied();
        for &(small, large) in &grouping.inside {
            if let (Some(small), Some(large)) = (group_at(small), group_at(large)) {
                links.extend([(small, large, Relation::Around), (large, small, Relation::Inside)]);
            }
        }
        // Group as it was found → its parts.
        let mut parts: BTreeMap<u32, Vec<u32>> = BTreeMap::new();
        if !self.apart.is_empty() {
            for (place, &shown) in (0u32..).zip(&grouping.representatives) {
                if let Some(&found) = self.grouping.group_of.get(shown as usize) {
                    parts.entry(found).or_default().push(place);
                }
            }
        }
        for parts in parts.values() {
            for &one in parts {
                links.extend(parts.iter().map(|&other| (one, other, Relation::TakenOut)));
            }
        }
        links.retain(|(one, other, _)| one != other);
        sort::by_key(&mut links, |&link| link);
        links.dedup_by_key(|(one, other, _)| (*one, *other));
        links
    }

    /// Takes the reader's decisions in place of those before; the next answers heed them.
    pub fn set_apart(&mut self, apart: Apart) {
        if apart != self.apart {
            self.apart = apart;
            self.fold();
            self.shelve();
        }
    }
}
