//! Which labels does a passage get from its cues and features, and by which words?
//!
//! With a model, a label's score is the sum of its features' weights and the model's border; the
//! evidence is the weights at their words. Without one (a pack for another topic), the cues of the
//! pack decide by the weights that stand behind them.

use std::cell::OnceCell;
use std::cmp::Reverse;
use std::sync::Arc;

use crate::article::Span;
use crate::lang::Lang;
use crate::lang::token::Tokens;
use crate::topic::cue::Found;
use crate::topic::{ClaimId, Model, Stance, Topic};

use super::feature;
use super::speaker::{self, Voices};
use super::weighing::{self, Known};
use super::words::Words;
use super::{ClaimLabel, Evidence, Rule, SaidBy, StanceLabel};
use crate::sort;

/// What a cue of weight 1 counts where no model decides.
const CUE: i32 = 100;
/// How many words are named for a label, for and against.
const MOST_EVIDENCE: usize = 8;

fn span(tokens: &Tokens, first: usize, last: usize) -> Span {
    let start = tokens.get(first).map_or(0, |token| token.start);
    Span::new(start, tokens.get(last).map_or(start, |token| token.end))
}

/// What a feature adds to the score of a label, before the passage's length is taken into account.
fn share(model: &Model, known: &Known, label: usize) -> i32 {
    i32::from(model.row(known.place).get(label).copied().unwrap_or(0)) * i32::from(known.value)
}

/// A sum of shares as the score that is shown.
fn scaled(sum: i32, length: u32) -> i32 {
    // A division of 32 bits is several times as fast, and all but always enough.
    match (sum.checked_mul(feature::UNIT), i32::try_from(length)) {
        (Some(sum), Ok(length @ 1..)) => sum / length,
        _ => i32::try_from(i64::from(sum) * i64::from(feature::UNIT) / i64::from(length.max(1))).unwrap_or(0),
    }
}

/// The scores of all labels, in one walk over the features.
fn scores(model: &Model, known: &[Known], length: u32) -> Vec<i32> {
    let sums = model.sums(known.iter().map(|known| (known.place, known.value)));
    sums.iter().zip(&model.borders).map(|(&sum, &border)| scaled(sum, length).saturating_add(border)).collect()
}

/// Words with what they weigh: the first and the last token, the weight.
type Part = (usize, usize, i32);

/// The words behind a score: shares at the same words are taken together, the heaviest first. Only
/// [`MOST_EVIDENCE`] for and as many against are kept.
fn heaviest(known: &[Known], length: u32, share_of: &dyn Fn(&Known) -> i32) -> Vec<Part> {
    let order = |&(first, last, weight): &Part| (Reverse(weight.unsigned_abs()), first, last);
    let (mut good, mut bad): (Vec<Part>, Vec<Part>) = (Vec::new(), Vec::new());
    let mut keep = |(first, last, sum): Part| {
        let part = (first, last, scaled(sum, length));
        let list = if part.2 > 0 { &mut good } else { &mut bad };
        let full = list.len() >= MOST_EVIDENCE;
        if part.2 == 0 || full && list.last().is_some_and(|least| order(least) < order(&part)) {
            return;
        }
        list.insert(list.partition_point(|other| order(other) < order(&part)), part);
        list.truncate(MOST_EVIDENCE);
    };
    sums(known, share_of, &mut keep);
    good.append(&mut bad);
    sort::by_key(&mut good, order);
    good
}

/// The first token of the heaviest words for a label.
fn heaviest_for(known: &[Known], length: u32, share_of: &dyn Fn(&Known) -> i32) -> Option<usize> {
    let mut best: Option<Part> = None;
    sums(known, share_of, &mut |(first, last, sum)| {
        let weight = scaled(sum, length);
        // They come in the order of the text, so that of two that weigh the same the first one stays.
        if weight > best.map_or(0, |best| best.2) {
            best = Some((first, last, weight));
        }
    });
    best.map(|best| best.0)
}

/// Takes the shares at the same words together.
fn sums(known: &[Known], share_of: &dyn Fn(&Known) -> i32, each: &mut dyn FnMut(Part)) {
    let mut open: Option<Part> = None;
    for known in known {
        let weight = share_of(known);
        // Marks of form (length, quotation marks) stand for the whole passage and show no words.
        if weight == 0 || known.value == feature::FORM {
            continue;
        }
        let (first, last) = (usize::from(known.first), usize::from(known.last));
        match &mut open {
            Some(before) if before.0 == first && before.1 == last => before.2 = before.2.saturating_add(weight),
            _ => {
                if let Some(before) = open.replace((first, last, weight)) {
                    each(before);
                }
            }
        }
    }
    if let Some(last) = open {
        each(last);
    }
}

/// Evidence from words, named by the pack's classes.
fn named(passage: &Passage<'_>, words: &mut Words, list: &[Part]) -> Vec<Evidence> {
    let (found, classes) = (passage.found, passage.topic.cues.classes());
    let evidence = list.iter().map(|&(first, last, weight)| {
        let span = span(passage.tokens, first, last);
        let from = found.hits.partition_point(|hit| hit.first < first);
        let (mut named, mut count) = ([0u16; 3], 0);
        for hit in found.hits.iter().skip(from).take_while(|hit| hit.first == first) {
            let shown = classes.get(usize::from(hit.class)).is_some_and(|name| !name.starts_with("unit:"));
            if shown
                && self::span(passage.tokens, hit.first, hit.last) == span
                && let Some(place) = named.get_mut(count)
            {
                *place = hit.class;
                count += 1;
            }
        }
        let rule = Rule::Pack(words.rule(named.get(..count).unwrap_or(&[]), passage.topic));
        Evidence { span, rule, weight }
    });
    evidence.collect()
}

/// What is known of a passage before its claims and its stance.
pub(crate) struct Passage<'a> {
    /// Its words.
    pub tokens: &'a Tokens,
    /// Its cues.
    pub found: &'a Found,
    /// Its language.
    pub lang: Lang,
    /// What it may be about.
    pub topic: &'a Topic,
    /// By which classes it is told who speaks.
    pub says: &'a speaker::Classes,
    /// Who says what, once something is claimed.
    pub voices: OnceCell<Voices<'a>>,
}

impl Passage<'_> {
    fn said_by(&self, token: usize) -> SaidBy {
        let voices = || speaker::voices(self.tokens, self.found, self.says, self.lang);
        self.voices.get_or_init(voices).at(token)
    }
}

/// The claims and the stance of a passage by the pack's cues, where there is no model.
pub(crate) fn by_cues_alone(passage: &Passage<'_>, evidence: bool) -> (Vec<ClaimLabel>, StanceLabel) {
    let claims = (0..passage.topic.claims.len()).filter_map(|index| claim_by_cues(passage, index));
    let (mut claims, mut stance) = (claims.collect::<Vec<_>>(), stance_by_cues(passage));
    if !evidence {
        claims.iter_mut().for_each(|claim| claim.evidence = Vec::new());
        stance.evidence = Vec::new();
    }
    (claims, stance)
}

/// The heaviest words of a label and, where they are asked for, all that is named as evidence.
struct Named {
    /// The first token of the heaviest words that speak for it; without them it is not given.
    best: Option<usize>,
    evidence: Vec<Evidence>,
}

/// The claims and the stance of a passage by the features that the model knows. `words` name the evidence;
/// without them there is none.
pub(crate) fn decide(
    passage: &Passage<'_>,
    mut words: Option<&mut Words>,
    model: &Model,
    known: &[Known],
    length: u32,
) -> (Vec<ClaimLabel>, StanceLabel) {
    let scores = scores(model, known, length);
    let score_of = |label: usize| scores.get(label).copied().unwrap_or(0);
    let with_evidence = words.is_some();
    // Most passages of a large folder have no label that would have to be explained.
    let mut sorted: Option<Vec<Known>> = None;
    let mut explain = |share_of: &dyn Fn(&Known) -> i32| {
        let known = sorted.get_or_insert_with(|| weighing::in_order(known));
        match &mut words {
            None => Named { best: heaviest_for(known, length, share_of), evidence: Vec::new() },
            Some(words) => {
                let list = heaviest(known, length, share_of);
                let best = list.iter().find(|part| part.2 > 0).map(|part| part.0);
                Named { best, evidence: named(passage, words, &list) }
            }
        }
    };
    let mut claims = Vec::new();
    for (label, claim) in model.columns.iter().enumerate() {
        let score = score_of(label);
        let Some(id) = *claim else { continue };
        if score <= 0 {
            continue;
        }
        let Named { best: Some(best), evidence } = explain(&|known| share(model, known, label)) else { continue };
        claims.push(ClaimLabel { claim: id, score, evidence, said_by: passage.said_by(best) });
    }
    claims.shrink_to_fit();
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
    let stance = Stance::ALL.get(best.1).copied().unwrap_or_default();
    if stance == Stance::Neutral && !with_evidence {
        return (claims, StanceLabel { stance, score: lead, evidence: Vec::new() });
    }
    let found =
        explain(&|known| share(model, known, first + best.1).saturating_sub(share(model, known, first + against)));
    if stance != Stance::Neutral && found.best.is_none() {
        return (claims, StanceLabel::default());
    }
    (claims, StanceLabel { stance, score: lead, evidence: found.evidence })
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

fn by_cues(passage: &Passage<'_>, name: &str) -> Vec<(Evidence, usize)> {
    let &Passage { tokens, found, topic, .. } = passage;
    let Some(class) = topic.cues.class(name) else { return Vec::new() };
    let rule: Arc<str> = Arc::from(name);
    let mut list: Vec<(Evidence, usize)> = found
        .hits
        .iter()
        .filter(|hit| hit.class == class)
        .map(|hit| {
            let weight = i32::from(hit.weight) * CUE;
            (
                Evidence { span: span(tokens, hit.first, hit.last), rule: Rule::Pack(Arc::clone(&rule)), weight },
                hit.first,
            )
        })
        .collect();
    sort::by_key(&mut list, |(evidence, _): &(Evidence, usize)| (-evidence.weight.abs(), evidence.span));
    list
}

fn claim_by_cues(passage: &Passage<'_>, index: usize) -> Option<ClaimLabel> {
    let list = by_cues(passage, &format!("claim:{}", passage.topic.claims.get(index)?.id));
    let score: i32 = list.iter().map(|(evidence, _)| evidence.weight).sum();
    let said_by =
        list.iter().find(|(evidence, _)| evidence.is_for()).map_or(SaidBy::Author, |best| passage.said_by(best.1));
    let evidence = list.into_iter().map(|(evidence, _)| evidence).collect();
    (score > 0).then(|| ClaimLabel { claim: ClaimId(u8::try_from(index).unwrap_or(u8::MAX)), score, evidence, said_by })
}

fn stance_by_cues(passage: &Passage<'_>) -> StanceLabel {
    let pro = by_cues(passage, "stance:pro-automation");
    let human = by_cues(passage, "stance:human-first");
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
