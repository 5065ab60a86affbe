//! Which labels does a passage get from its cues and features, and by which words?
//!
//! With a model, a label's score is the sum of its features' weights and the model's border; the
//! evidence is the weights at their words. Without one (a pack for another topic), the cues of the
//! pack decide by the weights that stand behind them.

use std::cmp::Reverse;

use crate::article::Span;
use crate::lang::token::Tokens;
use crate::topic::cue::Found;
use crate::topic::{ClaimId, Model, Stance, Topic};

use super::feature::{self, Feature};
use super::speaker::Voices;
use super::{ClaimLabel, Evidence, SaidBy, StanceLabel};
use crate::sort;

/// What a cue of weight 1 counts where no model decides.
const CUE: i32 = 100;
/// How many words are named for a label, for and against.
const MOST_EVIDENCE: usize = 8;

fn span(tokens: &Tokens, first: usize, last: usize) -> Span {
    let start = tokens.get(first).map_or(0, |token| token.start);
    Span::new(start, tokens.get(last).map_or(start, |token| token.end))
}

/// The features that the model knows, each once, with its row and its share of a score.
struct Known<'a> {
    feature: Feature,
    row: &'a [i8],
}

fn known<'a>(model: &'a Model, features: &[Feature]) -> Vec<Known<'a>> {
    let mut seen = vec![0u64; model.keys.len() / 64 + 1];
    let mut known: Vec<Known<'a>> = Vec::with_capacity(features.len() / 2);
    for &feature in features {
        let Some(place) = model.place(feature.key) else { continue };
        let Some(word) = seen.get_mut(place as usize / 64) else { continue };
        if *word >> (place % 64) & 1 == 0 {
            *word |= 1 << (place % 64);
            known.push(Known { feature, row: model.row(place) });
        }
    }
    // By place in the text, so that what stands at the same words can be taken together.
    // Hot: a sort of its own. What stands at the same words is summed, so ties may come in any order.
    known.sort_unstable_by_key(|known| u32::from(known.feature.first) << 16 | u32::from(known.feature.last));
    known
}

/// What a feature adds to the score of a label, before the passage's length is taken into account.
fn share(known: &Known<'_>, label: usize) -> i32 {
    i32::from(known.row.get(label).copied().unwrap_or(0)) * i32::from(known.feature.value)
}

/// A sum of shares as the score that is shown.
fn scaled(sum: i32, length: u32) -> i32 {
    let score = i64::from(sum) * i64::from(feature::UNIT) / i64::from(length);
    i32::try_from(score).unwrap_or(0)
}

/// The scores of all labels, in one walk over the features.
fn scores(model: &Model, known: &[Known<'_>], length: u32) -> Vec<i32> {
    let mut sums = vec![0i32; model.labels()];
    for known in known {
        let value = i32::from(known.feature.value);
        for (sum, &weight) in sums.iter_mut().zip(known.row) {
            *sum = sum.saturating_add(i32::from(weight) * value);
        }
    }
    sums.iter().zip(&model.borders).map(|(&sum, &border)| scaled(sum, length).saturating_add(border)).collect()
}

/// The words behind a score: shares at the same words are taken together, the heaviest first.
fn evidence(
    tokens: &Tokens,
    known: &[Known<'_>],
    length: u32,
    share_of: impl Fn(&Known<'_>) -> i32,
) -> Vec<(Evidence, usize)> {
    let mut joined: Vec<(usize, usize, i32)> = Vec::new();
    for known in known {
        let weight = share_of(known);
        // Marks of form (length, quotation marks) stand for the whole passage and show no words.
        if weight == 0 || known.feature.is_form() {
            continue;
        }
        let (first, last) = (usize::from(known.feature.first), usize::from(known.feature.last));
        match joined.last_mut() {
            Some(before) if before.0 == first && before.1 == last => before.2 = before.2.saturating_add(weight),
            _ => joined.push((first, last, weight)),
        }
    }
    for part in &mut joined {
        part.2 = scaled(part.2, length);
    }
    joined.retain(|part| part.2 != 0);
    joined.sort_unstable_by_key(|&(first, last, weight)| (Reverse(weight.unsigned_abs()), first, last));
    // Only the heaviest are shown; names are made for these alone.
    let (mut good, mut bad) = (0, 0);
    joined.retain(|part| {
        let count = if part.2 > 0 { &mut good } else { &mut bad };
        *count += 1;
        *count <= MOST_EVIDENCE
    });
    joined
        .into_iter()
        .map(|(first, last, weight)| {
            (Evidence { span: span(tokens, first, last), rule: "words".to_string(), weight }, first)
        })
        .collect()
}

/// Names the pack's classes in the evidence.
fn named(tokens: &Tokens, found: &Found, topic: &Topic, list: Vec<(Evidence, usize)>) -> Vec<Evidence> {
    list.into_iter()
        .map(|(evidence, first)| {
            let from = found.hits.partition_point(|hit| hit.first < first);
            let classes: Vec<&str> = found
                .hits
                .iter()
                .skip(from)
                .take_while(|hit| hit.first == first)
                .filter(|hit| span(tokens, hit.first, hit.last) == evidence.span)
                .filter_map(|hit| topic.cues.classes().get(usize::from(hit.class)).map(String::as_str))
                .filter(|name| !name.starts_with("unit:"))
                .take(3)
                .collect();
            let rule = if classes.is_empty() { evidence.rule } else { classes.join(" ") };
            Evidence { rule, ..evidence }
        })
        .collect()
}

/// The claims and the stance of a passage.
pub(crate) fn decide(
    tokens: &Tokens,
    found: &Found,
    features: &[Feature],
    voices: &Voices,
    topic: &Topic,
) -> (Vec<ClaimLabel>, StanceLabel) {
    let Some(model) = &topic.model else {
        return (
            (0..topic.claims.len()).filter_map(|index| claim_by_cues(tokens, found, voices, topic, index)).collect(),
            stance_by_cues(tokens, found, topic),
        );
    };
    let length = feature::length(features);
    let known = known(model, features);
    let scores = scores(model, &known, length);
    let score_of = |label: usize| scores.get(label).copied().unwrap_or(0);
    let mut claims = Vec::new();
    for index in 0..topic.claims.len() {
        let id = ClaimId(u8::try_from(index).unwrap_or(u8::MAX));
        let Some(label) = model.columns.iter().position(|column| *column == Some(id)) else {
            claims.extend(claim_by_cues(tokens, found, voices, topic, index));
            continue;
        };
        let score = score_of(label);
        if score <= 0 {
            continue;
        }
        let list = evidence(tokens, &known, length, |known| share(known, label));
        let Some(best) = list.iter().find(|(evidence, _)| evidence.is_for()) else { continue };
        let said_by = voices.at(best.1);
        claims.push(ClaimLabel { claim: id, score, evidence: named(tokens, found, topic, list), said_by });
    }
    let first = model.claims.len();
    let mut ranked: Vec<(i32, usize)> =
        (0..Stance::ALL.len()).map(|stance| (score_of(first + stance), stance)).collect();
    sort::by_key(&mut ranked, |&(score, stance)| (-score, stance));
    cautious(&mut ranked, model.caution);
    let (best, second) = match ranked.as_slice() {
        [best, second, ..] => (*best, *second),
        _ => return (claims, StanceLabel::default()),
    };
    let lead = best.0.saturating_sub(second.0).max(1);
    // The evidence of a side is measured against the neutral reading; the neutral one against the next.
    let neutral = Stance::Neutral as usize;
    let against = if best.1 == neutral { second.1 } else { neutral };
    let list = evidence(tokens, &known, length, |known| {
        share(known, first + best.1).saturating_sub(share(known, first + against))
    });
    let stance = Stance::ALL.get(best.1).copied().unwrap_or_default();
    if stance != Stance::Neutral && !list.iter().any(|(evidence, _)| evidence.is_for()) {
        return (claims, StanceLabel::default());
    }
    (claims, StanceLabel { stance, score: lead, evidence: named(tokens, found, topic, list) })
}

/// A close call between the two sides goes to mixed or neutral, whichever is nearer: calling a passage the
/// opposite of what it says is the costly error.
fn cautious(ranked: &mut [(i32, usize)], caution: i32) {
    let sides = [Stance::ProAutomation as usize, Stance::HumanFirst as usize];
    let Some(&best) = ranked.first().filter(|best| sides.contains(&best.1)) else { return };
    let other = ranked.iter().skip(1).find(|entry| sides.contains(&entry.1)).copied();
    let between = ranked.iter().position(|entry| !sides.contains(&entry.1));
    if let (Some(other), Some(between)) = (other, between)
        && best.0.saturating_sub(other.0) < caution.saturating_mul(2)
        && ranked.get(between).is_some_and(|entry| best.0.saturating_sub(entry.0) < caution)
        && let Some(front) = ranked.get_mut(..=between)
    {
        front.rotate_right(1);
    }
}

fn by_cues(tokens: &Tokens, found: &Found, topic: &Topic, name: &str) -> Vec<(Evidence, usize)> {
    let Some(class) = topic.cues.class(name) else { return Vec::new() };
    let mut list: Vec<(Evidence, usize)> = found
        .hits
        .iter()
        .filter(|hit| hit.class == class)
        .map(|hit| {
            let weight = i32::from(hit.weight) * CUE;
            (Evidence { span: span(tokens, hit.first, hit.last), rule: name.to_string(), weight }, hit.first)
        })
        .collect();
    sort::by_key(&mut list, |(evidence, _): &(Evidence, usize)| (-evidence.weight.abs(), evidence.span));
    list
}

fn claim_by_cues(tokens: &Tokens, found: &Found, voices: &Voices, topic: &Topic, index: usize) -> Option<ClaimLabel> {
    let list = by_cues(tokens, found, topic, &format!("claim:{}", topic.claims.get(index)?.id));
    let score: i32 = list.iter().map(|(evidence, _)| evidence.weight).sum();
    let said_by = list.iter().find(|(evidence, _)| evidence.is_for()).map_or(SaidBy::Author, |best| voices.at(best.1));
    let evidence = list.into_iter().map(|(evidence, _)| evidence).collect();
    (score > 0).then(|| ClaimLabel { claim: ClaimId(u8::try_from(index).unwrap_or(u8::MAX)), score, evidence, said_by })
}

fn stance_by_cues(tokens: &Tokens, found: &Found, topic: &Topic) -> StanceLabel {
    let pro = by_cues(tokens, found, topic, "stance:pro-automation");
    let human = by_cues(tokens, found, topic, "stance:human-first");
    let sum = |list: &[(Evidence, usize)]| list.iter().map(|(evidence, _)| evidence.weight).sum::<i32>();
    let (for_pro, for_human) = (sum(&pro), sum(&human));
    let (stance, score) = match (for_pro > 0, for_human > 0) {
        (false, false) => return StanceLabel::default(),
        (true, true) if (for_pro - for_human).abs() <= for_pro.max(for_human) / 2 => {
            (Stance::Mixed, for_pro.min(for_human))
        }
        _ if for_pro > for_human => (Stance::ProAutomation, for_pro - for_human.max(0)),
        _ => (Stance::HumanFirst, for_human - for_pro.max(0)),
    };
    let mut evidence = Vec::new();
    for (turned, list) in [(stance == Stance::HumanFirst, pro), (stance == Stance::ProAutomation, human)] {
        let sign = if turned { -1 } else { 1 };
        evidence.extend(list.into_iter().map(|(evidence, _)| Evidence { weight: evidence.weight * sign, ..evidence }));
    }
    sort::by_key(&mut evidence, |evidence| (-evidence.weight.abs(), evidence.span));
    StanceLabel { stance, score, evidence }
}
