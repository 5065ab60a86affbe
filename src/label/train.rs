//! Which weights fit labelled passages best? The trainer of the pack's model.
//!
//! Linear support vector machines with squared hinge loss, one a label, by dual coordinate descent
//! (Hsieh et al., *A dual coordinate descent method for large-scale linear SVM*, ICML 2008): only
//! sums, products and quotients in a fixed order, so that every machine gets the same bytes. Words
//! seen in fewer than [`LEAST`] passages are left out; of the rest the [`MOST`] heaviest features
//! are kept and weighed again. Borders between yes and no are set on passages that the weights did
//! not see (five parts, each in turn left out).

use std::collections::BTreeMap;

use crate::lang::Lang;
use crate::topic::model::{Model, STANCES};
use crate::topic::{Stance, Topic};

use super::{feature, figure};
use crate::lang::token;

/// In how many passages a feature must stand. At 1 names and typing errors are learnt by heart; as
/// it grows only the commonest words are left.
const LEAST: u32 = 2;
/// How many features are kept: the size of the model's file grows with it.
const MOST: usize = 18000;
/// How much a wrong training passage costs. Near zero the model says nothing; as it grows it
/// learns the training passages by heart.
const COST: f64 = 0.5;
/// How far a feature's evenness between a label and its absence may go (the logarithm of the ratio of its
/// shares), and what is added to it. At zero words that tell nothing are left out; as it grows all words
/// weigh alike in training.
const MOST_RATIO: f64 = 2.0;
const EVEN: f64 = 0.25;
/// How much more a missed claim costs than a false one.
const CLAIM_COST: f64 = 2.0;
/// A side is called only if the other side is this far behind, or twice as far as what lies between. At
/// zero the highest score wins; as it grows fewer passages are called the opposite of what they say, and
/// more that take a side are called mixed or neutral.
const CAUTION: f64 = 0.2;
/// Passes over the passages.
const PASSES: usize = 40;
/// The largest weight of a model; the others are scaled by it. Toward 1 only the heaviest words count; as it
/// grows the file does, with steps finer than what is known.
const TOP: f64 = 63.0;

/// A passage with its labels, as the training data has them.
#[derive(Clone, Debug)]
pub struct Example {
    /// Its name; passages of one article share the part before the last `-`.
    pub id: String,
    /// Its text.
    pub text: String,
    /// Its language.
    pub lang: Lang,
    /// The ids of its claims.
    pub claims: Vec<String>,
    /// Claims on which careful readers differ: no decision is learnt from them.
    pub disputed: Vec<String>,
    /// Its stance.
    pub stance: Stance,
}

/// A passage as numbers.
struct Row {
    /// Features by place, with their values; the last is the constant.
    features: Vec<(u32, f64)>,
    /// The sum of the squares.
    square: f64,
    /// Per label: 1 or -1, 0 where nothing is to be learnt.
    labels: Vec<i8>,
}

/// A fixed source of numbers for the order of the passages (SplitMix64, Steele et al. 2014).
struct Order(u64);

impl Order {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ z >> 30).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ z >> 27).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ z >> 31
    }
}

/// Keys with values for one passage, each key once, and the length that they are divided by.
fn sparse(example: &Example, topic: &Topic) -> (BTreeMap<u32, u8>, f64) {
    let tokens = token::tokens(&example.text);
    let found = topic.cues.find(&tokens);
    let figures = figure::figures(&tokens, &found, &topic.cues, example.lang);
    let companies = super::company::companies(&example.text, &tokens, &found, topic, example.lang);
    let features = feature::features(&tokens, &found, topic, &figures, &companies, example.lang);
    let length = f64::from(feature::length(&features));
    (features.iter().map(|feature| (feature.key, feature.value)).collect(), length)
}

/// The natural logarithm of a positive number by sums and products only: the library's may differ between
/// machines in the last digit, and the model's bytes with it.
fn ln(number: f64) -> f64 {
    let (mut rest, mut twos) = (number.max(f64::MIN_POSITIVE), 0.0);
    while rest > 1.5 {
        (rest, twos) = (rest / 2.0, twos + 1.0);
    }
    while rest < 0.75 {
        (rest, twos) = (rest * 2.0, twos - 1.0);
    }
    let step = (rest - 1.0) / (rest + 1.0);
    let (mut power, mut sum) = (step, 0.0);
    for odd in [1.0, 3.0, 5.0, 7.0, 9.0, 11.0, 13.0] {
        sum += power / odd;
        power *= step * step;
    }
    2.0 * sum + twos * std::f64::consts::LN_2
}

/// How much each feature tells about a label by its counts alone: what it is multiplied with before the
/// weights are fitted, so that words that stand on both sides alike are trusted less (Wang and Manning,
/// *Baselines and Bigrams*, ACL 2012, with an offset).
fn ratios(rows: &[Row], label: usize, width: usize) -> Vec<f64> {
    let mut counts = vec![(1.0f64, 1.0f64); width];
    for row in rows {
        let side = row.labels.get(label).copied().unwrap_or(0);
        for &(place, _) in row.features.iter().filter(|_| side != 0) {
            if let Some((with, without)) = counts.get_mut(place as usize) {
                *(if side > 0 { with } else { without }) += 1.0;
            }
        }
    }
    // The constant stands in every row and keeps its value.
    if let Some(constant) = counts.last_mut() {
        *constant = (1.0, 1.0);
    }
    let (all_with, all_without) = counts.iter().fold((0.0, 0.0), |sums, count| (sums.0 + count.0, sums.1 + count.1));
    let mut ratios: Vec<f64> = counts
        .iter()
        .map(|(with, without)| {
            let ratio = ln((with / all_with) / (without / all_without));
            EVEN + ratio.clamp(-MOST_RATIO, MOST_RATIO).abs()
        })
        .collect();
    if let Some(constant) = ratios.last_mut() {
        *constant = 1.0;
    }
    ratios
}

fn weigh(rows: &[Row], label: usize, width: usize, claim: bool) -> Vec<f64> {
    let ratios = ratios(rows, label, width);
    let scaled: Vec<Row> = rows
        .iter()
        .map(|row| {
            let features: Vec<(u32, f64)> = row
                .features
                .iter()
                .map(|&(place, value)| (place, value * ratios.get(place as usize).copied().unwrap_or(1.0)))
                .collect();
            let square = features.iter().map(|(_, value)| value * value).sum();
            Row { features, square, labels: row.labels.clone() }
        })
        .collect();
    let weights = descend(&scaled, label, width, claim);
    weights.iter().zip(&ratios).map(|(weight, ratio)| weight * ratio).collect()
}

fn descend(rows: &[Row], label: usize, width: usize, claim: bool) -> Vec<f64> {
    let mut weights = vec![0.0; width];
    let mut alphas = vec![0.0; rows.len()];
    let mut order: Vec<usize> = (0..rows.len()).collect();
    let mut random = Order(label as u64 + 1);
    for _ in 0..PASSES {
        for last in (1..order.len()).rev() {
            let other = (random.next() % (last as u64 + 1)) as usize;
            order.swap(last, other);
        }
        for &index in &order {
            let (Some(row), Some(alpha)) = (rows.get(index), alphas.get_mut(index)) else { continue };
            let side = f64::from(row.labels.get(label).copied().unwrap_or(0));
            if side == 0.0 {
                continue;
            }
            let cost = COST * if claim && side > 0.0 { CLAIM_COST } else { 1.0 };
            let diagonal = 0.5 / cost;
            let sum: f64 = row
                .features
                .iter()
                .map(|&(place, value)| weights.get(place as usize).copied().unwrap_or(0.0) * value)
                .sum();
            let gradient = side * sum - 1.0 + diagonal * *alpha;
            let next = (*alpha - gradient / (row.square + diagonal)).max(0.0);
            let step = (next - *alpha) * side;
            *alpha = next;
            if step != 0.0 {
                for &(place, value) in &row.features {
                    if let Some(weight) = weights.get_mut(place as usize) {
                        *weight += step * value;
                    }
                }
            }
        }
    }
    weights
}

fn score(row: &Row, weights: &[f64]) -> f64 {
    row.features.iter().map(|&(place, value)| weights.get(place as usize).copied().unwrap_or(0.0) * value).sum()
}

/// The border above which a label is given so that F1 is best on passages not seen in training.
fn best_border(scores: &mut [(f64, bool)]) -> f64 {
    scores.sort_by(|a, b| b.0.total_cmp(&a.0));
    let all = scores.iter().filter(|(_, yes)| *yes).count() as f64;
    let (mut hits, mut best) = (0.0, (0.0, 0.0));
    let mut f1s = Vec::new();
    for (index, &(_, yes)) in scores.iter().enumerate() {
        hits += f64::from(u8::from(yes));
        f1s.push(2.0 * hits / (index as f64 + 1.0 + all));
    }
    // A mean over neighbours: a single lucky border is not better.
    for index in 0..f1s.len() {
        let window = f1s.get(index.saturating_sub(7)..(index + 8).min(f1s.len())).unwrap_or(&[]);
        let mean = window.iter().sum::<f64>() / window.len().max(1) as f64;
        if mean > best.0 {
            let next = scores.get(index + 1).map_or(-1.0, |next| next.0);
            best = (mean, (scores.get(index).map_or(0.0, |here| here.0) + next) / 2.0);
        }
    }
    best.1
}

/// Trains the model of a topic. The topic must be without a model; the same examples in the same
/// order give the same bytes.
pub fn train(examples: &[Example], topic: &Topic) -> Vec<u8> {
    let sparse: Vec<(BTreeMap<u32, u8>, f64)> = examples.iter().map(|example| sparse(example, topic)).collect();
    let mut counts: BTreeMap<u32, u32> = BTreeMap::new();
    for (features, _) in &sparse {
        for &key in features.keys() {
            *counts.entry(key).or_default() += 1;
        }
    }
    let mut keys: Vec<u32> = counts.iter().filter(|&(_, &count)| count >= LEAST).map(|(&key, _)| key).collect();
    let claims: Vec<String> = topic.claims.iter().map(|claim| claim.id.clone()).collect();
    let labels = claims.len() + STANCES;
    let rows_of = |keys: &[u32]| -> Vec<Row> {
        let places: BTreeMap<u32, u32> = keys.iter().zip(0u32..).map(|(&key, place)| (key, place)).collect();
        examples
            .iter()
            .zip(&sparse)
            .map(|(example, (features, length))| {
                let mut row: Vec<(u32, f64)> = features
                    .iter()
                    .filter_map(|(key, &value)| {
                        places.get(key).map(|&place| (place, f64::from(value) / length.max(1.0)))
                    })
                    .collect();
                row.push((keys.len() as u32, 1.0));
                let square = row.iter().map(|(_, value)| value * value).sum();
                Row { features: row, square, labels: labels_of(example, &claims) }
            })
            .collect()
    };
    let fit = |rows: &[Row], width: usize| -> Vec<Vec<f64>> {
        (0..labels).map(|label| weigh(rows, label, width, label < claims.len())).collect()
    };
    // First with all features, then with the heaviest.
    let rows = rows_of(&keys);
    let all = fit(&rows, keys.len() + 1);
    let mut heavy: Vec<(f64, u32)> = keys
        .iter()
        .enumerate()
        .map(|(place, &key)| {
            let most = all.iter().map(|weights| weights.get(place).copied().unwrap_or(0.0).abs()).fold(0.0, f64::max);
            let count = f64::from(counts.get(&key).copied().unwrap_or(0));
            (most * count.sqrt(), key)
        })
        .collect();
    heavy.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
    heavy.truncate(MOST);
    keys = heavy.into_iter().map(|(_, key)| key).collect();
    keys.sort_unstable();
    let rows = rows_of(&keys);
    let weights = fit(&rows, keys.len() + 1);

    // Borders, on parts that were left out.
    const PARTS: u64 = 5;
    let part = |example: &Example| xxhash_rust::xxh64::xxh64(article(&example.id).as_bytes(), 5) % PARTS;
    let mut unseen: Vec<Vec<f64>> = vec![Vec::new(); examples.len()];
    for left_out in 0..PARTS {
        let seen: Vec<Row> = rows_of(&keys)
            .into_iter()
            .zip(examples)
            .filter(|(_, example)| part(example) != left_out)
            .map(|(row, _)| row)
            .collect();
        let weights = fit(&seen, keys.len() + 1);
        for (index, example) in examples.iter().enumerate() {
            if part(example) == left_out
                && let (Some(row), Some(scores)) = (rows.get(index), unseen.get_mut(index))
            {
                *scores = weights.iter().map(|weights| score(row, weights)).collect();
            }
        }
    }
    let mut borders: Vec<f64> = (0..claims.len())
        .map(|label| {
            let mut scores: Vec<(f64, bool)> = rows
                .iter()
                .zip(&unseen)
                .filter_map(|(row, scores)| {
                    let side = row.labels.get(label).copied().unwrap_or(0);
                    (side != 0).then(|| (scores.get(label).copied().unwrap_or(0.0), side > 0))
                })
                .collect();
            best_border(&mut scores)
        })
        .collect();
    borders.extend(stance_offsets(&rows, &unseen, claims.len()));

    quantise(&claims, &keys, &weights, &borders)
}

/// The part of a passage's name that its article shares.
pub fn article(id: &str) -> &str {
    let parts = id.matches('-').count();
    if parts >= 2 { id.rsplit_once('-').map_or(id, |(article, _)| article) } else { id }
}

fn labels_of(example: &Example, claims: &[String]) -> Vec<i8> {
    let claim = |id: &String| {
        if example.disputed.contains(id) {
            0
        } else if example.claims.contains(id) {
            1
        } else {
            -1
        }
    };
    claims
        .iter()
        .map(claim)
        .chain(Stance::ALL.iter().map(|&stance| if stance == example.stance { 1 } else { -1 }))
        .collect()
}

/// What is taken from each stance's score so that accuracy and the mean F1 are best together.
fn stance_offsets(rows: &[Row], unseen: &[Vec<f64>], first: usize) -> Vec<f64> {
    let gold: Vec<usize> = rows
        .iter()
        .map(|row| row.labels.get(first..).and_then(|labels| labels.iter().position(|&side| side > 0)).unwrap_or(0))
        .collect();
    let judge = |offsets: &[f64]| -> f64 {
        let mut table = [[0u32; STANCES]; STANCES];
        for (scores, &gold) in unseen.iter().zip(&gold) {
            let mut best = (f64::NEG_INFINITY, 0);
            for (stance, offset) in offsets.iter().enumerate() {
                let score = scores.get(first + stance).copied().unwrap_or(0.0) - offset;
                if score > best.0 {
                    best = (score, stance);
                }
            }
            if let Some(cell) = table.get_mut(gold).and_then(|row| row.get_mut(best.1)) {
                *cell += 1;
            }
        }
        let (mut right, mut f1s) = (0, 0.0);
        for stance in 0..STANCES {
            let hit = table[stance][stance];
            let wanted: u32 = table[stance].iter().sum();
            let got: u32 = table.iter().map(|row| row[stance]).sum();
            right += hit;
            f1s += 2.0 * f64::from(hit) / f64::from((wanted + got).max(1));
        }
        let opposite = table[0][1] + table[1][0];
        // Calling a passage the opposite of what it says is the costly error.
        (f64::from(right) - 0.7 * f64::from(opposite)) / gold.len().max(1) as f64 + 0.5 * f1s / STANCES as f64
    };
    let mut offsets = vec![0.0; STANCES];
    let mut best = judge(&offsets);
    for step in [0.16, 0.08, 0.04] {
        for _ in 0..4 {
            for stance in 0..STANCES {
                for change in [step, -step] {
                    let mut tried = offsets.clone();
                    if let Some(offset) = tried.get_mut(stance) {
                        *offset += change;
                    }
                    let value = judge(&tried);
                    if value > best + 0.0005 {
                        (best, offsets) = (value, tried);
                    }
                }
            }
        }
    }
    offsets
}

/// Makes whole numbers of the weights: one scale for all labels.
fn quantise(claims: &[String], keys: &[u32], weights: &[Vec<f64>], borders: &[f64]) -> Vec<u8> {
    let most = weights
        .iter()
        .flat_map(|weights| weights.iter().take(keys.len()))
        .fold(0.0f64, |most, weight| most.max(weight.abs()));
    let scale = TOP / most.max(1e-9);
    let small = |weight: f64| (weight * scale).round().clamp(-127.0, 127.0) as i8;
    let mut rows = Vec::with_capacity(keys.len() * weights.len());
    for place in 0..keys.len() {
        rows.extend(weights.iter().map(|weights| small(weights.get(place).copied().unwrap_or(0.0))));
    }
    let ends = weights
        .iter()
        .zip(borders)
        .map(|(weights, border)| {
            let constant = weights.get(keys.len()).copied().unwrap_or(0.0);
            ((constant - border) * scale * f64::from(feature::UNIT)).round() as i32
        })
        .collect();
    let caution = (CAUTION * scale * f64::from(feature::UNIT)).round() as i32;
    Model::new(claims.to_vec(), ends, caution, keys.to_vec(), rows).write()
}

#[cfg(test)]
mod tests {
    use super::ln;

    #[test]
    fn the_logarithm_is_near_the_true_one() {
        for number in [1e-9f64, 0.3, 0.75, 1.0, 1.5, 2.0, 77.7, 1e12] {
            assert!((ln(number) - number.ln()).abs() < 1e-9, "{number}");
        }
    }
}
