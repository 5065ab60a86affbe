//! Which units are variants of one another?
//!
//! Stars, not chains: units are taken from the most central to the least (the more of a unit stands
//! in others, the more it is the middle of its group), and each joins the best earlier *leader* that
//! the verdict calls the same passage, or becomes a leader itself. Only leaders enter the postings,
//! and members that are far from theirs, so a hundred thousand near copies cost a few comparisons each. What is larger or smaller is noted
//! for [`super::inside`]; what differs in figures or names only is noted as kin.
//! (Star clustering: Aslam, Pelekhov, Rus 2004.)

use super::KinRelation;
use super::hash::hash_words;
use super::index::{Candidate, Index};
use super::normal::has_digit;
use super::texts::Texts;
use super::verdict::{Judge, Place, Verdict};
use crate::sort;
use std::collections::HashMap;

/// Shared pairs per thousand from which a leader of like size is compared. Toward 0, everything is;
/// as it grows, noisy copies are missed.
const SHARE: u32 = 240;
/// The same for a leader that is much larger or smaller.
const SHARE_INSIDE: u32 = 350;
/// Edited letters per thousand from which on a member is looked for too: what is near it may be too far from
/// its leader. Toward 0, every member is; as it grows, an odd leader keeps its family apart.
const FAR: u32 = 200;
/// How many edited letters per thousand more than two passages a text and the leader may have that it finds
/// through a member. Toward 0, members lead nowhere; as it grows, passages chain.
const BEYOND: u32 = 40;
/// From how many words on a member is looked for so: short texts that differ are soon of another meaning.
const LONG: u32 = 16;
/// How many leaders of like size one unit is compared with.
const MOST_ALIKE: usize = 10;
/// … how many of them may turn out to be kin before the search ends.
const MOST_KIN: usize = 3;
/// The same where a family is crowded, for names: the few leaders with the same one are harder to find.
const MOST_KIN_CROWDED: usize = 8;
/// How many more of them are compared once one is the same passage: another may be closer still.
const SECOND_LOOKS: u32 = 2;
/// The same where a family is so large that what is shared was counted in full: that order can be trusted.
const SECOND_LOOKS_CROWDED: u32 = 1;
/// How many sets of figures the members of one star may have beside its leader's. Bounds the cost of
/// a star whose leader has none.
const MOST_WITNESSES: usize = 12;
/// How many members with a name more than their leader a text with such a name is compared with.
const MOST_NAMED: usize = 2;
/// How many much larger or smaller leaders one unit is compared with.
const MOST_INSIDE: usize = 48;

/// One unit stands inside another.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Edge {
    pub(crate) small: u32,
    pub(crate) large: u32,
    pub(crate) place: Place,
}

/// Units in stars.
pub(crate) struct Stars {
    /// Unit → its leader; a leader is its own.
    pub(crate) leader_of: Vec<u32>,
    /// Leader → members that have other figures than it has: a text that lost a figure must not
    /// bring two together that differ in it. One for each set of figures.
    pub(crate) witnesses: HashMap<u32, Vec<u32>>,
    /// Leader → members that have a name where it has none, for the same reason.
    pub(crate) named: HashMap<u32, Vec<u32>>,
    /// Leaders of the same wording with other figures or names.
    pub(crate) kin: Vec<(u32, u32, KinRelation)>,
    /// Leaders that are one passage unless one is a container, with edits per thousand.
    pub(crate) loose: Vec<(u32, u32, u32)>,
    /// Leaders inside leaders.
    pub(crate) edges: Vec<Edge>,
}

impl Stars {
    /// What keeps a unit from joining a leader that it agrees with: a member that has other figures.
    fn objection(&self, texts: &Texts, judge: &mut Judge, keys: &[u64], unit: u32, leader: u32) -> Option<KinRelation> {
        let named = self.named.get(&leader).filter(|_| judge.more_names);
        if let Some(relation) = named.and_then(|named| named.iter().find_map(|&w| differ(judge, texts, unit, w))) {
            return Some(relation);
        }
        let key = keys[unit as usize];
        let witnesses = self.witnesses.get(&leader)?;
        if key == keys[leader as usize] || witnesses.iter().any(|&w| keys[w as usize] == key) {
            return None;
        }
        if witnesses.len() >= MOST_WITNESSES {
            return Some(KinRelation::OtherFigures);
        }
        witnesses.iter().find_map(|&witness| differ(judge, texts, unit, witness))
    }
}

/// What a guard says of two units.
fn differ(judge: &mut Judge, texts: &Texts, one: u32, other: u32) -> Option<KinRelation> {
    match judge.judge(&texts.tokens, &texts.seen, texts.side(one), texts.side(other)) {
        Verdict::OtherFigures => Some(KinRelation::OtherFigures),
        Verdict::OtherNames => Some(KinRelation::OtherNames),
        _ => None,
    }
}

/// The order in which units are taken: by content alone.
pub(crate) fn order(texts: &Texts, index: &Index) -> Vec<u32> {
    let mut order: Vec<(u32, u64, u32)> = (0..texts.unit_text.len() as u32)
        .map(|unit| {
            let hash = hash_words(texts.tokens.word[texts.span(unit)].iter().copied());
            (u32::MAX - index.centrality(texts, unit), hash, unit)
        })
        .collect();
    sort::by(&mut order, |a, b| {
        (a.0, a.1)
            .cmp(&(b.0, b.1))
            .then_with(|| texts.tokens.slice(texts.span(a.2)).cmp(texts.tokens.slice(texts.span(b.2))))
    });
    order.into_iter().map(|(_, _, unit)| unit).collect()
}

/// What the candidates are chosen by.
#[derive(Clone, Copy)]
struct Card {
    words: u32,
    /// [`skeleton`].
    skeleton: u64,
    /// [`figure_marks`].
    marks: u64,
}

impl Card {
    fn of(texts: &Texts, unit: u32) -> Self {
        let words = texts.unit_tokens[unit as usize].len() as u32;
        Self { words, skeleton: skeleton(texts, unit), marks: figure_marks(texts, unit) }
    }
}

/// A mark for each figure word of a unit: two units whose marks each have something of their own
/// probably differ in a figure.
fn figure_marks(texts: &Texts, unit: u32) -> u64 {
    texts.tokens.word[texts.span(unit)].iter().filter(|w| has_digit(**w)).fold(0, |marks, w| marks | 1 << (w >> 9 & 63))
}

/// All digits of a unit in a row: units of one key have the same figures, however grouped.
fn figure_key(texts: &Texts, unit: u32) -> u64 {
    let digits = texts.span(unit).filter(|&t| has_digit(texts.tokens.word[t]));
    hash_words(digits.flat_map(|t| texts.tokens.slice(t..t + 1)).filter(|b| b.is_ascii_digit()).map(|&b| u32::from(b)))
}

/// A text's words with the figures taken out; 0 when it has none.
fn skeleton(texts: &Texts, unit: u32) -> u64 {
    let span = texts.span(unit);
    let any = texts.tokens.word[span.clone()].iter().any(|&w| has_digit(w));
    if !any {
        return 0;
    }
    hash_words(span.map(|t| {
        let word = texts.tokens.word[t];
        if !has_digit(word) {
            return word;
        }
        let letters = texts.tokens.slice(t..t + 1).iter().filter(|b| !b.is_ascii_digit());
        hash_words(letters.map(|&b| u32::from(b))) as u32 | 1
    }))
}

/// Keeps a sorted list of the `most` least numbers.
fn keep_least(list: &mut Vec<u64>, most: usize, number: u64) {
    if list.len() == most {
        if list.last().is_none_or(|&last| number >= last) {
            return;
        }
        list.pop();
    }
    list.insert(list.partition_point(|&kept| kept < number), number);
}

/// Sorts the units into stars; `step` is called with how many are done.
pub(crate) fn gather<E>(
    texts: &Texts,
    index: &mut Index,
    judge: &mut Judge,
    mut step: impl FnMut(usize) -> Result<(), E>,
) -> Result<Stars, E> {
    let units = texts.unit_text.len();
    let mut stars = Stars {
        leader_of: (0..units as u32).collect(),
        witnesses: HashMap::new(),
        named: HashMap::new(),
        kin: Vec::new(),
        loose: Vec::new(),
        edges: Vec::new(),
    };
    let cards: Vec<Card> = (0..units as u32).map(|unit| Card::of(texts, unit)).collect();
    let keys: Vec<u64> = (0..units as u32).map(|unit| figure_key(texts, unit)).collect();
    // Skeleton → the first leader that has it. Looked up only, never walked.
    let mut first_of: HashMap<u64, u32> = HashMap::new();
    let mut found: Vec<Candidate> = Vec::new();
    // Candidates as one number each: much larger or smaller, how little is shared, number.
    // Only the best few of each kind are kept and compared, however many there are.
    let (mut alike, mut unlike): (Vec<u64>, Vec<u64>) = (Vec::new(), Vec::new());
    for unit in 0..units as u32 {
        step(unit as usize)?;
        index.prepare(unit);
        found.clear();
        index.look_up(unit, SHARE, &mut found);
        let (most_kin, most_looks) =
            if index.crowded { (MOST_KIN_CROWDED, SECOND_LOOKS_CROWDED) } else { (MOST_KIN, SECOND_LOOKS) };
        let side = texts.side(unit);
        let Card { words: length, skeleton: own_skeleton, marks } = cards[unit as usize];
        if own_skeleton != 0
            && let Some(&first) = first_of.get(&own_skeleton)
        {
            stars.kin.push((unit, first, KinRelation::OtherFigures));
        }
        alike.clear();
        unlike.clear();
        for &Candidate { unit: other, share } in &found {
            let Card { words: others, skeleton, marks: other_marks } = cards[other as usize];
            let like_size = length.min(others) * 10 >= length.max(others) * 6;
            // A text that differs in its figures alone needs no comparison.
            let known_kin = own_skeleton != 0 && skeleton == own_skeleton;
            if known_kin || (!like_size && share < SHARE_INSIDE) {
                continue;
            }
            let clash = u32::from(marks & !other_marks != 0 && other_marks & !marks != 0);
            let rank = clash * 500 + 1000 - share;
            let key = u64::from(!like_size) << 63 | u64::from(rank) << 32 | u64::from(other);
            if like_size {
                keep_least(&mut alike, MOST_ALIKE, key);
            } else {
                keep_least(&mut unlike, MOST_INSIDE, key);
            }
        }
        alike.append(&mut unlike);
        let mut best: Option<(u32, u32)> = None;
        let (mut far, mut has_name) = (false, false);
        let (mut kin, mut by_figures, mut second_looks) = (0, 0, 0);
        let rank_of = |key: u64| (key >> 32) as u32 & 0x7fff_ffff;
        let least = alike.first().map_or(0, |&first| rank_of(first));
        for &key in &alike {
            let (size, rank, other) = (key >> 63, rank_of(key), key as u32);
            if size == 0 {
                if kin >= most_kin || by_figures == MOST_KIN {
                    continue;
                }
                // Something found, and the rest shares clearly less.
                if best.is_some_and(|(rate, _)| rate == 0 || rank > 150 + least) || second_looks == most_looks {
                    break;
                }
                second_looks += u32::from(best.is_some());
            } else {
                if best.is_some() {
                    break;
                }
            }
            let leads = stars.leader_of[other as usize];
            match judge.judge(&texts.tokens, &texts.seen, side, texts.side(other)) {
                // Through a member, but only with figures that it or the leader has too.
                Verdict::Same(_)
                    if leads != other && ![other, leads].iter().any(|&u| keys[u as usize] == keys[unit as usize]) => {}
                Verdict::Same(rate) => {
                    let (direct, more_names) = (other == leads, judge.more_names);
                    let other = leads;
                    let mut objection = stars.objection(texts, judge, &keys, unit, other);
                    if !direct && objection.is_none() {
                        judge.beyond = 0;
                        objection = differ(judge, texts, unit, leads);
                        if judge.beyond > BEYOND {
                            continue;
                        }
                    }
                    if let Some(relation) = objection {
                        kin += 1;
                        stars.kin.push((unit, other, relation));
                        continue;
                    }
                    if let Some((other_rate, leader)) = best {
                        stars.loose.push((leader, other, rate.max(other_rate)));
                    }
                    if best.is_none_or(|(least, _)| rate < least) {
                        best = Some((rate, other));
                        far = rate > FAR && direct && length >= LONG;
                        has_name = more_names;
                    }
                }
                Verdict::OtherFigures => {
                    kin += 1;
                    by_figures += 1;
                    stars.kin.push((unit, other, KinRelation::OtherFigures));
                }
                Verdict::OtherNames => {
                    kin += 1;
                    stars.kin.push((unit, other, KinRelation::OtherNames));
                }
                Verdict::Inside(_) | Verdict::Contains(_) if leads != other => {}
                Verdict::Inside(place) => stars.edges.push(Edge { small: unit, large: other, place }),
                Verdict::Contains(place) => stars.edges.push(Edge { small: other, large: unit, place }),
                Verdict::Loose(rate) => stars.loose.push((unit, other, rate)),
                Verdict::Different => {}
            }
        }
        if let Some((_, leader)) = best {
            stars.leader_of[unit as usize] = leader;
            if far {
                index.add(unit);
            }
            if has_name {
                let named = stars.named.entry(leader).or_default();
                if named.len() < MOST_NAMED {
                    named.push(unit);
                }
            }
            let key = keys[unit as usize];
            let witnesses = stars.witnesses.entry(leader).or_default();
            if key != keys[leader as usize] && witnesses.iter().all(|&w| keys[w as usize] != key) {
                witnesses.push(unit);
            }
        } else {
            index.add(unit);
            if own_skeleton != 0 {
                first_of.entry(own_skeleton).or_insert(unit);
            }
        }
    }
    // Kin and containment are said of leaders.
    for (a, b, _) in &mut stars.kin {
        (*a, *b) = (stars.leader_of[*a as usize], stars.leader_of[*b as usize]);
    }
    // What joined a star brings nothing of its own.
    stars.loose.retain(|(a, b, _)| stars.leader_of[*a as usize] == *a && stars.leader_of[*b as usize] == *b);
    stars.kin.retain(|(a, b, _)| a != b);
    Ok(stars)
}
