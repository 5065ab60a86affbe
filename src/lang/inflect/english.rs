//! How do English words inflect?
//!
//! Steps 0, 1a, 1b, 1c and 5 of Porter's second stemmer ("English (Porter2)", Snowball, 2002): plural
//! and third person -s, -ed, -ing and -ly where they join those, y as i, and the last silent e. The
//! steps between, which cut derivations (`organisation` to `organ`), are left out: they are not
//! inflection, and where they err they err badly. Common irregular forms are in a table.

use super::{Traits, Vocabulary};

/// Irregular forms and what they belong to.
const IRREGULAR: &[(&str, &str)] = &[
    ("men", "man"),
    ("women", "woman"),
    ("children", "child"),
    ("feet", "foot"),
    ("teeth", "tooth"),
    ("mice", "mouse"),
    ("lives", "life"),
    ("wives", "wife"),
    ("knives", "knife"),
    ("halves", "half"),
    ("selves", "self"),
    ("shelves", "shelf"),
    ("was", "be"),
    ("were", "be"),
    ("been", "be"),
    ("went", "go"),
    ("gone", "go"),
    ("did", "do"),
    ("done", "do"),
    ("had", "have"),
    ("has", "have"),
    ("made", "make"),
    ("took", "take"),
    ("taken", "take"),
    ("gave", "give"),
    ("given", "give"),
    ("grew", "grow"),
    ("grown", "grow"),
    ("knew", "know"),
    ("known", "know"),
    ("said", "say"),
    ("paid", "pay"),
    ("laid", "lay"),
    ("lost", "lose"),
    ("kept", "keep"),
    ("built", "build"),
    ("sent", "send"),
    ("spent", "spend"),
    ("told", "tell"),
    ("sold", "sell"),
    ("held", "hold"),
    ("found", "find"),
    ("left", "leave"),
    ("felt", "feel"),
    ("meant", "mean"),
    ("met", "meet"),
    ("led", "lead"),
    ("wrote", "write"),
    ("written", "write"),
    ("rose", "rise"),
    ("risen", "rise"),
    ("fell", "fall"),
    ("fallen", "fall"),
    ("began", "begin"),
    ("begun", "begin"),
    ("chose", "choose"),
    ("chosen", "choose"),
    ("spoke", "speak"),
    ("spoken", "speak"),
    ("broke", "break"),
    ("broken", "break"),
    ("drove", "drive"),
    ("driven", "drive"),
    ("bought", "buy"),
    ("brought", "bring"),
    ("thought", "think"),
    ("taught", "teach"),
    ("caught", "catch"),
    ("fought", "fight"),
    ("sought", "seek"),
    ("won", "win"),
    ("ran", "run"),
    ("saw", "see"),
    ("seen", "see"),
    ("came", "come"),
    ("became", "become"),
    ("shown", "show"),
    ("drew", "draw"),
    ("drawn", "draw"),
    ("threw", "throw"),
    ("thrown", "throw"),
    ("froze", "freeze"),
    ("frozen", "freeze"),
    ("shrank", "shrink"),
    ("shrunk", "shrink"),
    ("stood", "stand"),
    ("understood", "understand"),
    ("heard", "hear"),
    ("read", "read"),
    ("ate", "eat"),
    ("eaten", "eat"),
    ("hid", "hide"),
    ("hidden", "hide"),
    ("wore", "wear"),
    ("worn", "wear"),
];

/// Words that end like inflected ones (after the exceptions of Porter2).
const UNINFLECTED: &[&str] = &[
    "news",
    "this",
    "its",
    "his",
    "us",
    "thus",
    "always",
    "perhaps",
    "andes",
    "atlas",
    "cosmos",
    "bias",
    "during",
    "nothing",
    "something",
    "everything",
    "anything",
    "evening",
    "morning",
    "inning",
    "outing",
    "canning",
    "herring",
    "earring",
    "proceed",
    "exceed",
    "succeed",
    "need",
    "indeed",
    "hundred",
    "ring",
    "king",
    "thing",
    "spring",
    "string",
    "sing",
    "bring",
    "wing",
    "bed",
    "red",
    "feed",
    "seed",
    "speed",
    "series",
    "species",
];

fn is_vowel(word: &[u8], at: usize) -> bool {
    match word.get(at) {
        Some(b'a' | b'e' | b'i' | b'o' | b'u') => true,
        // A y is a consonant at the beginning and behind a vowel.
        Some(b'y') => at > 0 && !matches!(word.get(at - 1), Some(b'a' | b'e' | b'i' | b'o' | b'u')),
        _ => false,
    }
}

fn has_vowel(word: &str) -> bool {
    (0..word.len()).any(|at| is_vowel(word.as_bytes(), at))
}

/// Where the region behind the first consonant that follows a vowel begins, from `from` on.
fn region(word: &str, from: usize) -> usize {
    let bytes = word.as_bytes();
    (from + 1..word.len()).find(|&at| is_vowel(bytes, at - 1) && !is_vowel(bytes, at)).map_or(word.len(), |at| at + 1)
}

fn ends_in_short_syllable(word: &str) -> bool {
    let bytes = word.as_bytes();
    let end = bytes.len();
    match end {
        0 | 1 => false,
        2 => is_vowel(bytes, 0) && !is_vowel(bytes, 1),
        _ => {
            !is_vowel(bytes, end - 3)
                && is_vowel(bytes, end - 2)
                && !is_vowel(bytes, end - 1)
                && !matches!(bytes.get(end - 1), Some(b'w' | b'x' | b'y'))
        }
    }
}

/// The stem of a word.
fn stem(word: &str, vocabulary: &dyn Vocabulary) -> String {
    let base = IRREGULAR.iter().find(|(form, _)| *form == word).map_or(word, |(_, base)| base);
    let mut stem = stem_regular(base);
    // A last e stays where the word without it is another one: plan and plane, wav and wave.
    let whole = format!("{stem}e");
    let is_english = |word: &str| vocabulary.traits(word).is_some_and(|traits| traits.has(Traits::ENGLISH));
    if (base == whole || base.strip_suffix('s') == Some(&whole)) && is_english(&stem) {
        stem = whole;
    }
    stem
}

fn stem_regular(word: &str) -> String {
    if word.len() <= 2 || UNINFLECTED.contains(&word) {
        return word.to_owned();
    }
    let mut word = plural(word);
    past(&mut word);
    let bytes = word.as_bytes();
    if bytes.len() > 2 && bytes.last() == Some(&b'y') && !is_vowel(bytes, bytes.len() - 2) {
        word.pop();
        word.push('i');
    }
    let first = region(&word, 0);
    let second = region(&word, first);
    if word.ends_with('e') {
        let rest = word.get(..word.len() - 1).unwrap_or("");
        if second < word.len() || first < word.len() && !ends_in_short_syllable(rest) {
            word.pop();
        }
    } else if word.ends_with("ll") && second < word.len() {
        word.pop();
    }
    word
}

/// Step 1a: -sses, -ies, -s.
fn plural(word: &str) -> String {
    let cut = |count: usize| word.get(..word.len() - count).unwrap_or(word).to_owned();
    if word.ends_with("sses") {
        cut(2)
    } else if word.ends_with("ies") || word.ends_with("ied") {
        if word.len() > 4 { cut(2) } else { cut(1) }
    } else if word.ends_with("us") || word.ends_with("ss") || !word.ends_with('s') {
        word.to_owned()
    } else if word.get(..word.len().saturating_sub(2)).is_some_and(has_vowel) {
        cut(1)
    } else {
        word.to_owned()
    }
}

/// Step 1b: -eed, -ed, -ing, without -ly, which makes adverbs.
fn past(word: &mut String) {
    if let Some(rest) = word.strip_suffix("eed") {
        if region(word, 0) <= rest.len() {
            word.pop();
        }
        return;
    }
    let Some(rest) = ["ed", "ing"].iter().find_map(|ending| word.strip_suffix(ending)).filter(|rest| has_vowel(rest))
    else {
        return;
    };
    let length = rest.len();
    word.truncate(length);
    if ["at", "bl", "iz"].iter().any(|ending| word.ends_with(ending)) {
        word.push('e');
    } else if ["bb", "dd", "ff", "gg", "mm", "nn", "pp", "rr", "tt"].iter().any(|double| word.ends_with(double)) {
        word.pop();
    } else if region(word, 0) >= word.len() && ends_in_short_syllable(word) {
        word.push('e');
    }
}

/// The stems of a word, in any case.
pub fn stems(word: &str, vocabulary: &dyn Vocabulary, add: &mut dyn FnMut(String)) {
    add(stem(word, vocabulary));
}

/// The spellings that a word of this stem may have.
pub fn forms(stem: &str, each: &mut dyn FnMut(&str)) {
    let mut with = |base: &str, endings: &[&str]| endings.iter().for_each(|ending| each(&format!("{base}{ending}")));
    with(stem, &["", "s", "es", "e", "ed", "ing", "eing", "d", "l", "ls", "led", "ling"]);
    if let Some(base) = stem.strip_suffix('i') {
        with(base, &["y", "ies", "ied", "ying", "ys", "ie", "yed", "yes"]);
    }
    if let Some(last) = stem.chars().next_back() {
        with(&format!("{stem}{last}"), &["", "ed", "ing", "es"]);
    }
    if let Some(base) = stem.strip_suffix('e') {
        with(base, &["ing"]);
    }
    for (form, base) in IRREGULAR {
        if stem_regular(base) == stem {
            each(form);
        }
    }
}
