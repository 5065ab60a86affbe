//! Which features of a passage does the model weigh?
//!
//! Words, pairs of neighbours, beginnings and ends of longer words (German compounds carry their
//! meaning there), the pack's classes with what stands around them (negated? quoted? behind a
//! "but"? in the last sentence?), pairs of classes in a sentence, and a few marks of form. Classes
//! have one name in both languages, so that what was learnt in German helps in English.
//!
//! A feature is the hash of its name; each knows the tokens that it came from, so that a weight
//! can be shown at its words.

use xxhash_rust::xxh64::xxh64;

use crate::lang::Lang;
use crate::lang::token::{Kind, Tokens};
use crate::topic::Topic;
use crate::topic::cue::Found;

use super::{CompanyLabel, Figure};

/// A feature with the tokens that it stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Feature {
    /// The hash of its name.
    pub key: u32,
    /// The first token.
    pub first: u16,
    /// The last token.
    pub last: u16,
    /// How much it counts beside others, in tenths: by its kind.
    pub value: u8,
}

impl Feature {
    /// Whether it is a mark of the whole passage's form and stands for no words.
    pub fn is_form(&self) -> bool {
        self.value == FORM
    }
}

/// The value of marks of form.
const FORM: u8 = 4;

/// How much a feature counts, in tenths, by the mark before its name. As a kind's value goes to
/// zero the model cannot use it; as it grows the model leans on it before all others.
fn value_of(mark: &str) -> u8 {
    match mark {
        "w " => 10,
        "b " | "p5 " | "p7 " | "cc " => 7,
        "c " => 15,
        "cn " | "cq " | "cl " | "ct " => 10,
        "s5 " | "s7 " => 5,
        _ => FORM,
    }
}

/// What a weight of 1 comes to in a score.
pub(crate) const UNIT: i32 = 16;

/// The length that a passage's values are divided by: the root of the sum of their squares.
pub(crate) fn length(features: &[Feature]) -> u32 {
    let squares: u64 = features.iter().map(|feature| u64::from(feature.value) * u64::from(feature.value)).sum();
    u32::try_from(squares.isqrt()).unwrap_or(u32::MAX).max(1)
}

/// Builds features; the name is put together in one buffer.
struct Builder {
    name: String,
    out: Vec<Feature>,
}

impl Builder {
    fn add(&mut self, first: usize, last: usize, parts: &[&str]) {
        self.name.clear();
        for part in parts {
            self.name.push_str(part);
        }
        let key = (xxh64(self.name.as_bytes(), 0) >> 32) as u32;
        let place = |token: usize| u16::try_from(token).unwrap_or(u16::MAX);
        let value = value_of(parts.first().copied().unwrap_or(""));
        self.out.push(Feature { key, first: place(first), last: place(last), value });
    }
}

/// The beginning of a word that has `letters` letters at most; nothing where the word is no longer.
fn head(word: &str, letters: usize) -> Option<&str> {
    word.char_indices().nth(letters).and_then(|(at, _)| word.get(..at))
}

/// The last `letters` letters of a longer word.
fn tail(word: &str, letters: usize) -> Option<&str> {
    word.char_indices().rev().nth(letters.checked_sub(1)?).filter(|&(at, _)| at > 0).and_then(|(at, _)| word.get(at..))
}

/// All features of a passage.
pub(crate) fn features(
    tokens: &Tokens,
    found: &Found,
    topic: &Topic,
    figures: &[Figure],
    companies: &[CompanyLabel],
    lang: Lang,
) -> Vec<Feature> {
    let count = tokens.list.len().min(usize::from(u16::MAX));
    let mut out = Builder { name: String::new(), out: Vec::with_capacity(count * 12) };
    let language = if lang == Lang::De { "de" } else { "en" };
    out.add(0, 0, &["=", language]);
    let mut before = "^";
    let mut before_at = 0;
    for at in 0..count {
        let Some(token) = tokens.get(at) else { break };
        let word = match token.kind {
            Kind::Word => tokens.fold(at),
            Kind::Number => "0",
            Kind::Sign('!') => "!",
            Kind::Sign('?') => "?",
            Kind::Sign('%') => "%",
            Kind::Sign('#') => "#",
            Kind::Sign(_) => continue,
        };
        out.add(at, at, &["w ", word]);
        out.add(before_at, at, &["b ", before, " ", word]);
        if let Some(head) = head(word, 5) {
            out.add(at, at, &["p5 ", head]);
        }
        if let Some(head) = head(word, 7) {
            out.add(at, at, &["p7 ", head]);
        }
        if let Some(tail) = tail(word, 5) {
            out.add(at, at, &["s5 ", tail]);
        }
        if let Some(tail) = tail(word, 7) {
            out.add(at, at, &["s7 ", tail]);
        }
        (before, before_at) = (word, at);
    }
    classes(tokens, found, topic, &mut out);
    form(tokens, figures, companies, &mut out);
    out.out
}

/// The pack's classes with what stands around them.
fn classes(tokens: &Tokens, found: &Found, topic: &Topic, out: &mut Builder) {
    let cues = &topic.cues;
    let names = cues.classes();
    let is_marker = |name: &str| {
        name.starts_with("unit:")
            || matches!(
                name,
                "neg" | "contrast" | "company-act" | "company-before" | "company-tail" | "legal-form" | "company-kind"
            )
    };
    let (neg, contrast) = (cues.class("neg"), cues.class("contrast"));
    // Per clause: whether it is negated; per token: whether a contrast stands before it.
    let clauses = tokens.list.last().map_or(0, |last| usize::from(last.clause) + 1);
    let mut negated = vec![false; clauses];
    let mut turns_at = usize::MAX;
    for hit in &found.hits {
        if Some(hit.class) == neg
            && let Some(clause) = tokens.get(hit.first).and_then(|token| negated.get_mut(usize::from(token.clause)))
        {
            *clause = true;
        }
        if Some(hit.class) == contrast && turns_at == usize::MAX && hit.first > 3 {
            turns_at = hit.first;
        }
    }
    let last_sentence = tokens.sentences.saturating_sub(1);
    let mut seen: Vec<(u16, u16, usize, usize)> = Vec::new();
    for hit in &found.hits {
        let Some(name) = names.get(usize::from(hit.class)).map(String::as_str) else { continue };
        let Some(token) = tokens.get(hit.first) else { continue };
        if name.starts_with("unit:") || matches!(name, "common" | "reference" | "company-deed" | "no-company") {
            continue;
        }
        let (first, last) = (hit.first, hit.last);
        out.add(first, last, &["c ", name]);
        if is_marker(name) {
            continue;
        }
        let is_negated = negated.get(usize::from(token.clause)).copied().unwrap_or(false);
        if is_negated {
            out.add(first, last, &["cn ", name]);
        }
        if token.quoted {
            out.add(first, last, &["cq ", name]);
        }
        if token.sentence == last_sentence && last_sentence > 0 {
            out.add(first, last, &["cl ", name]);
        }
        if hit.first > turns_at {
            out.add(first, last, &["ct ", name]);
        }
        seen.push((token.sentence, hit.class, first, last));
    }
    // Pairs of classes within a sentence, in alphabetical order of their names.
    let mut seen_pairs: std::collections::BTreeSet<(u16, u16)> = std::collections::BTreeSet::new();
    for (index, &(sentence, a, first_a, last_a)) in seen.iter().enumerate() {
        for &(other, b, first_b, last_b) in seen.get(index + 1..).unwrap_or(&[]) {
            if other != sentence {
                break;
            }
            if a == b || seen_pairs.contains(&(a, b)) || seen_pairs.len() > 400 {
                continue;
            }
            seen_pairs.insert((a, b));
            let (Some(name_a), Some(name_b)) = (names.get(usize::from(a)), names.get(usize::from(b))) else { continue };
            let (one, two) = if name_a < name_b { (name_a, name_b) } else { (name_b, name_a) };
            out.add(first_a.min(first_b), last_a.max(last_b), &["cc ", one, " ", two]);
        }
    }
}

/// Marks of form.
fn form(tokens: &Tokens, figures: &[Figure], companies: &[CompanyLabel], out: &mut Builder) {
    let last = tokens.list.len().saturating_sub(1);
    for figure in figures {
        out.add(0, 0, &["f ", figure.unit.id()]);
    }
    if figures.is_empty() {
        out.add(0, last, &["f none"]);
    }
    out.add(0, last, &["k ", if companies.is_empty() { "0" } else { "1" }]);
    let quoted = tokens.list.iter().filter(|token| token.quoted).count();
    let share = if quoted == 0 {
        "none"
    } else if quoted * 2 > tokens.list.len() {
        "most"
    } else {
        "some"
    };
    out.add(0, last, &["q ", share]);
    let words = tokens.list.iter().filter(|token| token.is_word()).count();
    let length = match words {
        0..15 => "1",
        15..30 => "2",
        30..45 => "3",
        45..70 => "4",
        _ => "5",
    };
    out.add(0, last, &["l ", length]);
    let sentences = ["0", "1", "2", "3", "4", "5"].get(usize::from(tokens.sentences)).copied().unwrap_or("6");
    out.add(0, last, &["n ", sentences]);
}
