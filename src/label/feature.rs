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
use crate::topic::cue::Found;
use crate::topic::{Cues, Topic};

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

/// How much a word counts, in tenths. As a kind's value goes to zero the model cannot use it; as it grows
/// the model leans on it before all others.
pub(crate) const WORD: u8 = 10;
/// How much a pair of neighbours counts.
pub(crate) const PAIR: u8 = 7;
/// How much the beginning of a word counts, and its end.
const HEAD: u8 = 7;
const TAIL: u8 = 5;
/// How much two classes in a sentence count.
pub(crate) const CLASSES: u8 = 7;
/// How much a mark of form counts.
pub(crate) const FORM: u8 = 4;
/// The marks of a class with their values: it stands there, negated, quoted, in the last sentence, behind a "but".
pub(crate) const CLASS_MARKS: [(&str, u8); 5] = [("c ", 15), ("cn ", 10), ("cq ", 10), ("cl ", 10), ("ct ", 10)];

/// How many pairs of classes a passage may have: a list of everything says nothing by its pairs.
const MOST_PAIRS: usize = 400;

/// What a weight of 1 comes to in a score.
pub(crate) const UNIT: i32 = 16;

/// What a value adds to the length.
pub(crate) fn square(value: u8) -> u64 {
    u64::from(value) * u64::from(value)
}

/// The length that a passage's values are divided by: the root of the sum of their squares.
pub(crate) fn length_of(squares: u64) -> u32 {
    u32::try_from(squares.isqrt()).unwrap_or(u32::MAX).max(1)
}

/// The same from the features.
pub(crate) fn length(features: &[Feature]) -> u32 {
    length_of(features.iter().map(|feature| square(feature.value)).sum())
}

/// Makes a feature's key from its name, which is put together in one buffer.
#[derive(Default)]
pub(crate) struct Namer(String);

impl Namer {
    /// The hash of a name.
    pub fn key(&mut self, parts: &[&str]) -> u32 {
        self.0.clear();
        for part in parts {
            self.0.push_str(part);
        }
        (xxh64(self.0.as_bytes(), 0) >> 32) as u32
    }
}

/// Takes in the features of a passage, in order. Training hashes each name; labels look up what is known.
pub(crate) trait Sink {
    /// A word: itself, the pair with the word before, its beginnings and endings.
    fn word(&mut self, tokens: &Tokens, before: Option<usize>, at: usize);
    /// A class with a mark, by its place in [`CLASS_MARKS`].
    fn class(&mut self, mark: usize, class: u16, first: usize, last: usize);
    /// Two classes in a sentence.
    fn classes(&mut self, one: u16, two: u16, first: usize, last: usize);
    /// A mark of the passage's form.
    fn form(&mut self, first: usize, last: usize, parts: &[&str]);
}

/// What a token is called in features; nothing for most signs.
pub(crate) fn word_of(tokens: &Tokens, at: usize) -> Option<&str> {
    Some(match tokens.get(at)?.kind {
        Kind::Word => tokens.fold(at),
        Kind::Number => "0",
        Kind::Sign('!') => "!",
        Kind::Sign('?') => "?",
        Kind::Sign('%') => "%",
        Kind::Sign('#') => "#",
        Kind::Sign(_) => return None,
    })
}

/// The keys of a word with their values: the word itself, then its beginnings and endings.
pub(crate) fn own_keys(namer: &mut Namer, word: &str) -> impl Iterator<Item = (u32, u8)> {
    let parts = [
        ("w ", Some(word), WORD),
        ("p5 ", head(word, 5), HEAD),
        ("p7 ", head(word, 7), HEAD),
        ("s5 ", tail(word, 5), TAIL),
        ("s7 ", tail(word, 7), TAIL),
    ];
    parts.into_iter().filter_map(|(mark, part, value)| Some((namer.key(&[mark, part?]), value)))
}

/// The key of a word and the one before it; at the beginning there is none.
pub(crate) fn pair_key(namer: &mut Namer, tokens: &Tokens, before: Option<usize>, at: usize) -> u32 {
    let one = before.and_then(|before| word_of(tokens, before)).unwrap_or("^");
    namer.key(&["b ", one, " ", word_of(tokens, at).unwrap_or("")])
}

/// The key of two classes, in alphabetical order of their names.
pub(crate) fn classes_key(namer: &mut Namer, names: &[String], one: u16, two: u16) -> u32 {
    let name = |class: u16| names.get(usize::from(class)).map_or("", String::as_str);
    let (one, two) = (name(one), name(two));
    let (one, two) = if one < two { (one, two) } else { (two, one) };
    namer.key(&["cc ", one, " ", two])
}

/// Builds a list of features with their keys.
struct Builder<'a> {
    namer: Namer,
    names: &'a [String],
    out: Vec<Feature>,
}

impl Builder<'_> {
    fn add(&mut self, key: u32, first: usize, last: usize, value: u8) {
        let place = |token: usize| u16::try_from(token).unwrap_or(u16::MAX);
        self.out.push(Feature { key, first: place(first), last: place(last), value });
    }
}

impl Sink for Builder<'_> {
    fn word(&mut self, tokens: &Tokens, before: Option<usize>, at: usize) {
        let own: Vec<(u32, u8)> = own_keys(&mut self.namer, word_of(tokens, at).unwrap_or("")).collect();
        let pair = pair_key(&mut self.namer, tokens, before, at);
        for (place, (key, value)) in own.into_iter().enumerate() {
            self.add(key, at, at, value);
            if place == 0 {
                self.add(pair, before.unwrap_or(0), at, PAIR);
            }
        }
    }

    fn class(&mut self, mark: usize, class: u16, first: usize, last: usize) {
        let name = self.names.get(usize::from(class)).map_or("", String::as_str);
        if let Some(&(mark, value)) = CLASS_MARKS.get(mark) {
            let key = self.namer.key(&[mark, name]);
            self.add(key, first, last, value);
        }
    }

    fn classes(&mut self, one: u16, two: u16, first: usize, last: usize) {
        let key = classes_key(&mut self.namer, self.names, one, two);
        self.add(key, first, last, CLASSES);
    }

    fn form(&mut self, first: usize, last: usize, parts: &[&str]) {
        let key = self.namer.key(parts);
        self.add(key, first, last, FORM);
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

/// All features of a passage with their keys.
pub(crate) fn features(
    tokens: &Tokens,
    found: &Found,
    topic: &Topic,
    figures: &[Figure],
    companies: &[CompanyLabel],
    lang: Lang,
) -> Vec<Feature> {
    let mut out = Builder { namer: Namer::default(), names: topic.cues.classes(), out: Vec::new() };
    let look = Look { tokens, found, figures, companies };
    walk(&look, topic, &Classes::of(&topic.cues), lang, &mut out);
    out.out
}

/// How a class of the pack becomes a feature.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Use {
    /// It is none.
    Nothing,
    /// By itself alone.
    Alone,
    /// With what stands around it.
    Whole,
}

/// What the pack's classes are to the model.
pub(crate) struct Classes {
    neg: Option<u16>,
    contrast: Option<u16>,
    uses: Vec<Use>,
}

impl Classes {
    /// The classes by their names.
    pub fn of(cues: &Cues) -> Self {
        let of = |name: &String| match name.as_str() {
            "common" | "reference" | "company-deed" | "no-company" => Use::Nothing,
            name if name.starts_with("unit:") => Use::Nothing,
            "neg" | "contrast" | "company-act" | "company-before" | "company-tail" | "legal-form" | "company-kind" => {
                Use::Alone
            }
            _ => Use::Whole,
        };
        Self { neg: cues.class("neg"), contrast: cues.class("contrast"), uses: cues.classes().iter().map(of).collect() }
    }
}

/// What is known of a passage before it is weighed.
pub(crate) struct Look<'a> {
    /// Its words.
    pub tokens: &'a Tokens,
    /// Its cues.
    pub found: &'a Found,
    /// Its figures.
    pub figures: &'a [Figure],
    /// Its companies.
    pub companies: &'a [CompanyLabel],
}

/// Gives all features of a passage to a sink.
pub(crate) fn walk(look: &Look<'_>, topic: &Topic, known: &Classes, lang: Lang, out: &mut impl Sink) {
    let tokens = look.tokens;
    let count = tokens.list.len().min(usize::from(u16::MAX));
    let language = if lang == Lang::De { "de" } else { "en" };
    out.form(0, 0, &["=", language]);
    let mut before = None;
    for at in 0..count {
        if word_of(tokens, at).is_some() {
            out.word(tokens, before, at);
            before = Some(at);
        }
    }
    classes(tokens, look.found, topic.cues.classes().len(), known, out);
    form(tokens, look.figures, look.companies, out);
}

/// The pack's classes with what stands around them.
fn classes(tokens: &Tokens, found: &Found, count: usize, known: &Classes, out: &mut impl Sink) {
    // Per clause: whether it is negated; per token: whether a contrast stands before it.
    let clauses = tokens.list.last().map_or(0, |last| usize::from(last.clause) + 1);
    let mut negated = vec![false; clauses];
    let mut turns_at = usize::MAX;
    for hit in &found.hits {
        if Some(hit.class) == known.neg
            && let Some(clause) = tokens.get(hit.first).and_then(|token| negated.get_mut(usize::from(token.clause)))
        {
            *clause = true;
        }
        if Some(hit.class) == known.contrast && turns_at == usize::MAX && hit.first > 3 {
            turns_at = hit.first;
        }
    }
    let last_sentence = tokens.sentences.saturating_sub(1);
    let mut seen: Vec<(u16, u16, usize, usize)> = Vec::new();
    for hit in &found.hits {
        let as_what = known.uses.get(usize::from(hit.class)).copied().unwrap_or(Use::Nothing);
        let Some(token) = tokens.get(hit.first).filter(|_| as_what != Use::Nothing) else { continue };
        let (first, last) = (hit.first, hit.last);
        out.class(0, hit.class, first, last);
        if as_what == Use::Alone {
            continue;
        }
        let is_negated = negated.get(usize::from(token.clause)).copied().unwrap_or(false);
        if is_negated {
            out.class(1, hit.class, first, last);
        }
        if token.quoted {
            out.class(2, hit.class, first, last);
        }
        if token.sentence == last_sentence && last_sentence > 0 {
            out.class(3, hit.class, first, last);
        }
        if hit.first > turns_at {
            out.class(4, hit.class, first, last);
        }
        seen.push((token.sentence, hit.class, first, last));
    }
    // Pairs of classes within a sentence, in alphabetical order of their names.
    let mut seen_pairs = if seen.len() > 1 { vec![0u64; count * count / 64 + 1] } else { Vec::new() };
    let mut pairs = 0;
    for (index, &(sentence, a, first_a, last_a)) in seen.iter().enumerate() {
        for &(other, b, first_b, last_b) in seen.get(index + 1..).unwrap_or(&[]) {
            if other != sentence {
                break;
            }
            let place = usize::from(a) * count + usize::from(b);
            let Some(word) = seen_pairs.get_mut(place / 64) else { continue };
            if a == b || *word >> (place % 64) & 1 == 1 || pairs > MOST_PAIRS {
                continue;
            }
            *word |= 1 << (place % 64);
            pairs += 1;
            out.classes(a, b, first_a.min(first_b), last_a.max(last_b));
        }
    }
}

/// Marks of form.
fn form(tokens: &Tokens, figures: &[Figure], companies: &[CompanyLabel], out: &mut impl Sink) {
    let last = tokens.list.len().saturating_sub(1);
    for figure in figures {
        out.form(0, 0, &["f ", figure.unit.id()]);
    }
    if figures.is_empty() {
        out.form(0, last, &["f none"]);
    }
    out.form(0, last, &["k ", if companies.is_empty() { "0" } else { "1" }]);
    let quoted = tokens.list.iter().filter(|token| token.quoted).count();
    let share = if quoted == 0 {
        "none"
    } else if quoted * 2 > tokens.list.len() {
        "most"
    } else {
        "some"
    };
    out.form(0, last, &["q ", share]);
    let words = tokens.list.iter().filter(|token| token.is_word()).count();
    let length = match words {
        0..15 => "1",
        15..30 => "2",
        30..45 => "3",
        45..70 => "4",
        _ => "5",
    };
    out.form(0, last, &["l ", length]);
    let sentences = ["0", "1", "2", "3", "4", "5"].get(usize::from(tokens.sentences)).copied().unwrap_or("6");
    out.form(0, last, &["n ", sentences]);
}
