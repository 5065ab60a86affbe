//! What do two sides say about the same thing?
//!
//! The passages of a selection that have the one or the other of two values are laid out claim by
//! claim. Within a claim those are set beside one another that share the most: companies, figures and
//! words, each the weightier the rarer it is here. Nothing is judged but what both texts hold.

use std::collections::{HashMap, HashSet};

use super::Corpus;
use super::shelf::Searched;
use crate::facet::{CLAIM, COMPANY, STANCE, column};
use crate::lang::word::{self, Case};
use crate::protocol::{Comparison, Meeting, Pair, Row};
use crate::search::{self, Marker, Selection};
use crate::sort;
use crate::url::State;

/// So many pairs of a claim are shown, and so many passages of a side beside them. The rest is a link
/// away; more would bury the next claim.
const MOST_PAIRS: usize = 3;
const MOST_ALONE: usize = 2;

/// So many passages of a side and claim are compared with those of the other, the clearest first: each
/// is held against each, and a corpus of thousands must not make a reader wait.
const MOST_COMPARED: usize = 48;

/// What two passages must share at the least to stand beside one another, in the weights of
/// [`Rarity::of`]. Zero pairs whatever there is; large leaves each side to itself.
const LEAST_SHARED: u32 = 6;

/// Shorter words tell nothing of what a passage is about, and of longer ones the beginning is enough:
/// "Stelle" and "Stellen", "automation" and "automated" are one.
const SHORTEST_WORD: usize = 5;
const BEGINNING: usize = 6;

/// So many shared words are told.
const MOST_TOLD: usize = 4;

/// A passage that may stand in a pair.
struct Candidate {
    document: u32,
    item: u32,
    /// What it is about, and the same as the text says it.
    features: Vec<(String, String)>,
}

/// Where a document stands: left, right, both.
const LEFT: usize = 0;
const RIGHT: usize = 1;
const BOTH: usize = 2;

impl Corpus {
    /// The two sides that a state compares: its own, else two that it chose in the facet, else the
    /// facet's first two.
    pub fn compare(&self, state: &State) -> Comparison {
        let facet = column(&state.by).unwrap_or(STANCE);
        let mut selection = self.selection(state, &mut Vec::new());
        let chosen = selection.values.get_mut(facet).map(std::mem::take).unwrap_or_default();
        let Some(sides) = self.sides(state, facet, &chosen) else {
            return Comparison { facet: facet as u32, ..Comparison::default() };
        };
        let searched = self.searched(state);
        let (query, _) = self.parse(&state.query);
        let found = search::matching(searched.index, &searched, &query, &selection);
        // Claim (the last: none) → side → documents.
        let claims = self.columns.values.get(CLAIM).map_or(0, Vec::len);
        let mut by_claim: Vec<[Vec<u32>; 3]> = vec![Default::default(); claims + 1];
        let mut comparison =
            Comparison { facet: facet as u32, sides: sides.to_vec(), totals: [0; 3], meetings: Vec::new() };
        found.for_each(|document| {
            let of = |facet: usize| searched.index.facets.get(facet).map_or(&[][..], |facet| facet.of(document));
            let side = match (of(facet).contains(&sides[0]), of(facet).contains(&sides[1])) {
                (true, true) => BOTH,
                (true, false) => LEFT,
                (false, true) => RIGHT,
                (false, false) => return,
            };
            comparison.totals[side] += 1;
            // Claims against one another are not laid out claim by claim.
            let own = if facet == CLAIM { &[][..] } else { of(CLAIM) };
            let none = [claims as u32];
            for &claim in if own.is_empty() { &none[..] } else { own } {
                if let Some(documents) = by_claim.get_mut(claim as usize) {
                    documents[side].push(document);
                }
            }
        });
        let marker = Marker::new(searched.index, &searched, &query, true);
        let row = |item: u32| self.row(item, marker.marks(self.text(item)));
        // No passage is shown twice: the first claim that it is shown under has it.
        let mut shown: HashSet<u32> = HashSet::new();
        for (claim, documents) in
            by_claim.iter().enumerate().filter(|(_, documents)| documents.iter().any(|side| !side.is_empty()))
        {
            let one = |side: usize| self.candidates(searched, &selection, &documents[side], claim);
            let meeting = Meeting {
                claim: (claim < claims).then_some(claim as u32),
                totals: [LEFT, RIGHT, BOTH].map(|side| documents[side].len() as u32),
                ..Meeting::default()
            };
            comparison.meetings.push(meet(meeting, [one(LEFT), one(RIGHT), one(BOTH)], &mut shown, &row));
        }
        comparison
    }

    /// The two values that are compared; none where the facet has fewer.
    fn sides(&self, state: &State, facet: usize, chosen: &[u32]) -> Option<[u32; 2]> {
        let all = 0..self.columns.values.get(facet).map_or(0, Vec::len) as u32;
        let named = |side: usize| self.columns.place(facet, &state.sides[side]);
        let other = |not: Option<u32>| chosen.iter().copied().chain(all.clone()).find(|&value| Some(value) != not);
        let left = named(0).or_else(|| other(named(1)))?;
        let right = named(1).filter(|&right| right != left).or_else(|| other(Some(left)))?;
        Some([left, right])
    }

    /// The passages of some documents, those first that make the claim most clearly.
    fn candidates(&self, searched: Searched, selection: &Selection, documents: &[u32], claim: usize) -> Vec<Candidate> {
        let score = |item: u32| {
            let claims = self.labels(item).map_or(&[][..], |labels| labels.claims.as_slice());
            claims.iter().find(|own| usize::from(own.claim.0) == claim).map_or(0, |own| own.score)
        };
        let mut list: Vec<(i32, u32, u32)> = documents
            .iter()
            .filter_map(|&document| {
                let group = searched.groups.get(document as usize)?;
                let item = self.chosen_member(group, *group.wordings.first()?, selection);
                Some((-score(item), document, item))
            })
            .collect();
        sort::ascending(&mut list);
        list.truncate(MOST_COMPARED);
        list.into_iter()
            .map(|(_, document, item)| Candidate { document, item, features: self.features(item) })
            .collect()
    }

    /// What a passage is about: companies, figures, and the beginnings of its longer words.
    fn features(&self, item: u32) -> Vec<(String, String)> {
        let text = self.text(item);
        let mut features: Vec<(String, String)> = Vec::new();
        if let Some(labels) = self.labels(item) {
            let named =
                labels.companies.iter().map(|company| (format!("{COMPANY} {}", company.name), company.name.clone()));
            features.extend(named);
            let figures = labels.figures.iter().filter(|figure| figure.value > 12.0);
            features.extend(figures.map(|figure| (format!("= {}", figure.value), figure.span.of(text).to_string())));
        }
        word::each_word(text, |word| {
            let said = text.get(word.span.clone()).unwrap_or("");
            let known = labels_name(&features, said);
            if !word.whole
                && !known
                && word.key.chars().count() >= SHORTEST_WORD
                && word.key.chars().all(char::is_alphabetic)
            {
                let beginning: String = word.key.chars().take(BEGINNING).collect();
                // What begins with a small letter in German is rarely what a text is about.
                let weight = if word.case == Case::Capital { "b" } else { "a" };
                features.push((format!("{weight} {beginning}"), said.to_string()));
            }
        });
        sort::by_key(&mut features, |feature| feature.0.clone());
        features.dedup_by(|one, other| one.0 == other.0);
        features
    }
}

/// Whether a word is one of the names that are features already.
fn labels_name(features: &[(String, String)], said: &str) -> bool {
    features.iter().any(|(_, name)| name == said)
}

/// How much it weighs that two passages share something: the rarer, the more.
struct Rarity<'a> {
    times: HashMap<&'a str, u32>,
    all: u32,
}

impl<'a> Rarity<'a> {
    fn new(sides: &'a [Vec<Candidate>; 3]) -> Self {
        let mut rarity = Self { times: HashMap::new(), all: 0 };
        for candidate in sides.iter().flatten() {
            rarity.all += 1;
            for (feature, _) in &candidate.features {
                *rarity.times.entry(feature).or_default() += 1;
            }
        }
        rarity
    }

    /// The weight of a feature: about how often its number of passages can be doubled before all have
    /// it, and more for companies and figures, which two texts seldom share by chance.
    fn of(&self, feature: &str) -> u32 {
        let times = self.times.get(feature).copied().unwrap_or(1).max(1);
        let rare = (self.all / times).max(1).ilog2();
        match feature.bytes().next() {
            Some(b'a') => rare,
            Some(b'b') => 2 * rare,
            Some(b'=') => 3 * rare + 3,
            _ => 2 * rare + 4,
        }
    }

    /// What two passages share, the weightiest first, and what it weighs.
    fn shared(&self, one: &'a Candidate, other: &'a Candidate) -> (u32, Vec<(u32, &'a str)>) {
        let mut told = Vec::new();
        let mut sum = 0;
        for (feature, said) in &one.features {
            if other.features.binary_search_by(|(known, _)| known.as_str().cmp(feature)).is_ok() {
                let weight = self.of(feature);
                sum += weight;
                told.push((weight, said.as_str()));
            }
        }
        (sum, told)
    }
}

/// Sets the passages of two sides beside one another.
fn meet(
    mut meeting: Meeting,
    sides: [Vec<Candidate>; 3],
    shown: &mut HashSet<u32>,
    row: &dyn Fn(u32) -> Option<Row>,
) -> Meeting {
    let rarity = Rarity::new(&sides);
    let [left, right, both] = &sides;
    let mut pairs: Vec<(std::cmp::Reverse<u32>, usize, usize)> = Vec::new();
    for (one, candidate) in left.iter().enumerate() {
        for (other, counterpart) in right.iter().enumerate() {
            let (shared, _) = rarity.shared(candidate, counterpart);
            if shared >= LEAST_SHARED {
                pairs.push((std::cmp::Reverse(shared), one, other));
            }
        }
    }
    sort::ascending(&mut pairs);
    for (_, one, other) in pairs {
        if meeting.pairs.len() == MOST_PAIRS {
            break;
        }
        let (Some(one), Some(other)) = (left.get(one), right.get(other)) else { continue };
        if shown.contains(&one.document) || shown.contains(&other.document) {
            continue;
        }
        let (_, mut told) = rarity.shared(one, other);
        sort::by_key(&mut told, |&(weight, said)| (std::cmp::Reverse(weight), said.to_string()));
        let shared = told.iter().filter(|(weight, _)| *weight > 1).take(MOST_TOLD).map(|(_, said)| (*said).to_string());
        if let (Some(left), Some(right)) = (row(one.item), row(other.item)) {
            shown.extend([one.document, other.document]);
            meeting.pairs.push(Pair { left, right, shared: shared.collect() });
        }
    }
    let mut alone = |side: &[Candidate]| -> Vec<Row> {
        let new: Vec<&Candidate> =
            side.iter().filter(|candidate| !shown.contains(&candidate.document)).take(MOST_ALONE).collect();
        shown.extend(new.iter().map(|candidate| candidate.document));
        new.iter().filter_map(|candidate| row(candidate.item)).collect()
    };
    (meeting.left, meeting.right, meeting.both) = (alone(left), alone(right), alone(both));
    meeting
}
