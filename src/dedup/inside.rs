//! What stands inside what, and which of it is the same passage, shortened or extended?
//!
//! A unit with two or more passages inside it that do not overlap is a *container*: an article on
//! one line, two paragraphs run together. Containers are linked to what they hold and never join
//! its groups, so they bridge nothing. A unit that only lacks a sentence of another, or has one more,
//! joins it when both groups agree on average and no guard objects.

use super::known::Known;
use super::star::{Edge, Stars};
use super::texts::Texts;
use super::verdict::{Judge, Verdict};
use super::{Item, KinRelation};
use crate::sort;

/// Words that the smaller must have, per thousand of the larger's, for the two to be one passage.
/// Toward 0, a quotation joins the article that quotes it; toward 1000, a dropped sentence parts.
const SHORTENED: usize = 380;
/// A part of a container has at least this many words.
const PART: usize = 5;
/// Members of one group compared with those of the other before a merge.
const SAMPLE: usize = 12;

/// One in this many of the compared members must agree before two groups join. At 1, all must; as
/// it grows, groups chain.
const AGREE: usize = 3;

/// Groups of leaders, and every containment among units.
pub(crate) struct Merged {
    /// Unit → a leader that stands for its group.
    pub(crate) root_of: Vec<u32>,
    /// Containment between leaders and between members of their stars.
    pub(crate) inside: Vec<(u32, u32)>,
    /// Pairs of roots that a guard keeps apart.
    pub(crate) kin: Vec<(u32, u32, KinRelation)>,
}

/// Links containers, joins shortened and extended passages.
pub(crate) fn join(items: &[Item<'_>], texts: &Texts, judge: &mut Judge, mut stars: Stars) -> Merged {
    let units = texts.unit_text.len();
    let mut edges = std::mem::take(&mut stars.edges);
    sort::by_key(&mut edges, |e| (e.large, e.place.from, e.place.to, e.small));
    edges.dedup_by_key(|e| (e.small, e.large));
    let known = Known::new();
    let breaks_off = |unit: u32| {
        let text = texts.unit_text[unit as usize];
        let item = texts.item_of[text as usize];
        known.breaks_off(&texts.tokens.word[texts.tokens.range(text)], items[item as usize].text)
    };
    let mut container = vec![false; units];
    for part in edges.chunk_by(|a, b| a.large == b.large) {
        container[part[0].large as usize] = holds_two(texts, part, &breaks_off);
    }
    let mut members: Vec<Vec<u32>> = vec![Vec::new(); units];
    for (unit, &leader) in (0..).zip(&stars.leader_of) {
        members[leader as usize].push(unit);
    }
    let mut groups = Groups { root: (0..units as u32).collect(), leaders: with_witnesses(&stars, units) };
    let mut kin = std::mem::take(&mut stars.kin);
    let words = |unit: u32| texts.unit_tokens[unit as usize].len();
    let whole = |unit: u32| !container[unit as usize];
    // (how far apart, the larger, the smaller)
    let mut joins: Vec<(u32, u32, u32)> = edges
        .iter()
        .filter(|e| words(e.small) * 1000 >= words(e.large) * SHORTENED)
        .map(|e| {
            let lacking = 1000 - words(e.small).min(words(e.large)) * 1000 / words(e.large).max(1);
            (e.place.edits + lacking as u32, e.large, e.small)
        })
        .chain(stars.loose.iter().map(|&(a, b, rate)| (rate + 200, a, b)))
        .filter(|&(_, a, b)| whole(a) && whole(b))
        .collect();
    sort::by_key(&mut joins, |&join| join);
    for (_, a, b) in joins {
        groups.try_join(texts, judge, (a, b), &mut kin);
    }
    let inside = spread(texts, judge, &edges, &members);
    let root_of = (0..units).map(|u| groups.root[stars.leader_of[u] as usize]).collect::<Vec<u32>>();
    for (a, b, _) in &mut kin {
        (*a, *b) = (root_of[*a as usize], root_of[*b as usize]);
    }
    Merged { root_of, inside, kin }
}

/// Whether two parts of one larger unit stand side by side in it.
fn holds_two(texts: &Texts, parts: &[Edge], breaks_off: &impl Fn(u32) -> bool) -> bool {
    let mut end = 0;
    let mut count = 0;
    let mut by_end: Vec<&Edge> = parts
        .iter()
        .filter(|e| {
            let words = texts.unit_tokens[e.small as usize].len();
            let length = (e.place.to - e.place.from) as usize;
            words >= PART && length <= words + words / 2 + 4 && !breaks_off(e.small)
        })
        .collect();
    sort::by_key(&mut by_end, |e| (e.place.to, e.place.from));
    for edge in by_end {
        let slack = (edge.place.to - edge.place.from) / 7;
        if count == 0 || edge.place.from + slack >= end {
            end = edge.place.to;
            count += 1;
        }
    }
    count >= 2
}

/// Each leader with those members that differ from it in figures, or have a name more.
fn with_witnesses(stars: &Stars, units: usize) -> Vec<Vec<u32>> {
    let witnesses = |unit: u32| {
        [&stars.witnesses, &stars.named].into_iter().filter_map(move |all| all.get(&unit)).flatten().copied()
    };
    (0..units as u32).map(|unit| std::iter::once(unit).chain(witnesses(unit)).collect()).collect()
}

struct Groups {
    root: Vec<u32>,
    leaders: Vec<Vec<u32>>,
}

impl Groups {
    /// Joins the groups of an edge when they agree on average and nothing objects.
    fn try_join(&mut self, texts: &Texts, judge: &mut Judge, edge: (u32, u32), kin: &mut Vec<(u32, u32, KinRelation)>) {
        let (a, b) = (self.root[edge.0 as usize], self.root[edge.1 as usize]);
        if a == b {
            return;
        }
        let (mut agree, mut all) = (0, 0);
        for &x in self.leaders[a as usize].iter().take(SAMPLE) {
            for &y in self.leaders[b as usize].iter().take(SAMPLE) {
                all += 1;
                match judge.judge(&texts.tokens, &texts.seen, texts.side(x), texts.side(y)) {
                    Verdict::Same(_) | Verdict::Loose(_) | Verdict::Inside(_) | Verdict::Contains(_) => agree += 1,
                    Verdict::OtherFigures => {
                        kin.push((x, y, KinRelation::OtherFigures));
                        return;
                    }
                    Verdict::OtherNames => {
                        kin.push((x, y, KinRelation::OtherNames));
                        return;
                    }
                    Verdict::Different => {}
                }
            }
        }
        if agree * AGREE < all {
            return;
        }
        let (keep, gone) =
            if self.leaders[a as usize].len() > self.leaders[b as usize].len() { (a, b) } else { (b, a) };
        let moved = std::mem::take(&mut self.leaders[gone as usize]);
        for &leader in &moved {
            self.root[leader as usize] = keep;
        }
        self.leaders[keep as usize].extend(moved);
    }
}

/// Says of the members of two stars what was found of their leaders, where it holds.
fn spread(texts: &Texts, judge: &mut Judge, edges: &[Edge], members: &[Vec<u32>]) -> Vec<(u32, u32)> {
    let mut inside: Vec<(u32, u32)> = edges.iter().map(|e| (e.small, e.large)).collect();
    let mut budget = 20 * texts.unit_text.len() + 1000;
    for edge in edges {
        let (small, large) = (&members[edge.small as usize], &members[edge.large as usize]);
        for (k, &x) in small.iter().enumerate() {
            for &y in large.iter().take(if k == 0 { large.len() } else { SAMPLE }) {
                if (x == edge.small && y == edge.large) || budget == 0 {
                    continue;
                }
                budget -= 1;
                if let Verdict::Inside(_) = judge.judge(&texts.tokens, &texts.seen, texts.side(x), texts.side(y)) {
                    inside.push((x, y));
                }
            }
        }
    }
    sort::pairs(&mut inside);
    inside.dedup();
    inside
}
