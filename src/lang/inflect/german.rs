//! How do German words inflect?
//!
//! After Duden's grammar: nouns take one of a handful of endings, and those that build their plural
//! in -er are a closed class, so that `Länder` belongs to `Land` and `Arbeiter` not to `Arbeit`.
//! Adjectives take five endings, and more when compared. Verbs take the endings of the weak
//! conjugation, with ge- and zu- behind a separable prefix; a stem counts as a verb's only where its
//! infinitive stands in the corpus, or `recht` would be a form of `rechen`. Strong verbs change their
//! vowel; the common ones are in a table.

use super::{Traits, Vocabulary};
use crate::lang::closed::is_closed;

/// Shorter stems do not take endings: too many words would meet.
const LEAST_STEM: usize = 3;

/// Nouns with a plural in -er (plain spellings); compounds end in them.
const ER_PLURALS: &[&str] = &[
    "amt",
    "bad",
    "band",
    "bild",
    "blatt",
    "brett",
    "buch",
    "dach",
    "denkmal",
    "dorf",
    "fach",
    "fass",
    "feld",
    "geist",
    "geld",
    "geschlecht",
    "gesicht",
    "gespenst",
    "gewand",
    "glas",
    "glied",
    "gott",
    "grab",
    "gras",
    "gut",
    "haupt",
    "haus",
    "holz",
    "horn",
    "huhn",
    "kalb",
    "kind",
    "kleid",
    "korn",
    "kraut",
    "lamm",
    "land",
    "leib",
    "licht",
    "lied",
    "loch",
    "mann",
    "maul",
    "mund",
    "nest",
    "pfand",
    "rad",
    "rand",
    "regiment",
    "rind",
    "schild",
    "schloss",
    "schwert",
    "spital",
    "strauch",
    "tal",
    "tuch",
    "tum",
    "volk",
    "wald",
    "weib",
    "wort",
    "wurm",
];

/// Nouns from English whose last e is silent: their plural takes an s and never an n, so that `Daten` are no
/// `Date`. Longer words end in them.
const SILENT_E: &[&str] = &[
    "cache",
    "case",
    "code",
    "database",
    "date",
    "device",
    "drive",
    "engine",
    "file",
    "frame",
    "game",
    "hardware",
    "home",
    "homepage",
    "image",
    "interface",
    "node",
    "page",
    "phone",
    "pipeline",
    "release",
    "resource",
    "site",
    "slide",
    "software",
    "state",
    "storage",
    "store",
    "template",
    "wave",
];

/// Whether a word ends in an English noun with a silent e.
pub(crate) fn is_silent_e(word: &str) -> bool {
    SILENT_E.iter().any(|noun| *noun == word || noun.len() > 5 && word.ends_with(noun))
}

/// Small words that look inflected and are not.
const UNINFLECTED: &[&str] = &[
    "aber", "allein", "als", "also", "auf", "aus", "ausser", "bald", "beim", "beste", "bevor", "bis", "dann", "dass",
    "denn", "dessen", "deren", "doch", "dort", "durch", "eben", "einst", "erst", "etwa", "fast", "ferner", "gegen",
    "gern", "gestern", "heute", "hinten", "hinter", "immer", "jetzt", "leider", "meist", "mehr", "mitten", "morgen",
    "neben", "nicht", "nichts", "noch", "nun", "nur", "oben", "ober", "oder", "ohne", "oft", "schon", "sehr", "seit",
    "selber", "selbst", "sonst", "statt", "trotz", "uber", "um", "und", "unten", "unter", "viel", "vom", "von", "vor",
    "vorn", "wegen", "weil", "weiter", "wenn", "wie", "wieder", "wohl", "zum", "zur", "zwar", "zwischen", "sein",
    "seine", "seinen", "seiner", "seinem", "seines", "seien", "wer", "was", "wann", "worden", "werden", "wurde",
    "wurden", "haben", "hatte", "hatten", "konnen", "konnte", "mussen", "sollen", "wollen", "durfen", "eine", "einen",
    "einer", "einem", "eines", "keine", "diese", "dieser", "jede", "jene", "dabei", "war", "waren", "ware", "bin",
    "ist", "sind", "daher", "damit", "lassen",
];

/// Prefixes that part from their verb: ge- and zu- stand behind them.
const SEPARABLE: &[&str] = &[
    "",
    "ab",
    "an",
    "auf",
    "aus",
    "auseinander",
    "bei",
    "bereit",
    "dar",
    "durch",
    "ein",
    "entgegen",
    "fest",
    "fort",
    "frei",
    "gegenuber",
    "heim",
    "her",
    "heran",
    "heraus",
    "herein",
    "herum",
    "herunter",
    "hervor",
    "hin",
    "hinaus",
    "hinein",
    "hinzu",
    "hoch",
    "los",
    "mit",
    "nach",
    "nieder",
    "sicher",
    "statt",
    "teil",
    "uber",
    "um",
    "unter",
    "vor",
    "voran",
    "voraus",
    "vorbei",
    "weg",
    "weiter",
    "wieder",
    "zu",
    "zuruck",
    "zusammen",
];

/// What makes a participle without ge-, which may take an adjective's ending.
const DECLINED: &[&str] = &["end", "t", "et"];

const NOUN_ENDINGS: &[&str] = &[
    "", "e", "en", "n", "s", "es", "er", "ern", "ens", "se", "sen", "ses", "ser", "sern", "sse", "ssen", "sses", "ss",
    "nen",
];
const ADJECTIVE_ENDINGS: &[&str] = &["e", "em", "en", "er", "es"];
const DEGREES: &[&str] = &["er", "st", "est"];
const FINITE: &[&str] = &["e", "t", "et", "st", "est", "te", "ten", "tet", "test", "ete", "eten", "end"];
const PARTICIPLE: &[&str] = &["t", "et", "en"];

fn strip<'a>(word: &'a str, ending: &str) -> Option<&'a str> {
    word.strip_suffix(ending).filter(|stem| stem.len() >= LEAST_STEM)
}

/// The noun stems of a capitalised word.
pub fn nouns(word: &str, vocabulary: &dyn Vocabulary, add: &mut dyn FnMut(String)) {
    add(noun_stem(word));
    // Chefs, Chef; but Zins is no Zin: a last s is an ending only where the word without it is there.
    if let Some(base) = strip(word, "s").filter(|base| !base.ends_with('s'))
        && vocabulary.traits(base).is_some_and(|traits| traits.has(Traits::CAPITAL))
    {
        add(noun_stem(base));
    }
    // Firma, Firmen; Zentrum, Zentren; Risiko, Risiken: only where the plural is there.
    for ending in ["a", "um", "o", "us", "on"] {
        if let Some(stem) = strip(word, ending)
            && stem.len() > LEAST_STEM
            && vocabulary.traits(&format!("{stem}en")).is_some_and(|traits| traits.has(Traits::CAPITAL))
        {
            add(noun_stem(&format!("{stem}en")));
        }
    }
}

/// Whether a noun builds its plural in -er.
pub(crate) fn is_er_plural(stem: &str) -> bool {
    ER_PLURALS.iter().any(|noun| stem.ends_with(noun))
}

fn noun_stem(word: &str) -> String {
    if is_silent_e(word) {
        return word.to_owned();
    }
    let stem = if let Some(stem) = strip(word, "ern").filter(|stem| is_er_plural(stem)) {
        stem
    } else if let Some(stem) = strip(word, "er").filter(|stem| is_er_plural(stem)) {
        stem
    } else if let Some(stem) = strip(word, "n").filter(|stem| stem.ends_with("er") || stem.ends_with("el")) {
        stem
    } else if let Some(stem) = strip(word, "s").filter(|stem| is_silent_e(stem)) {
        return stem.to_owned();
    } else {
        ["ens", "es", "en", "e"].iter().find_map(|ending| strip(word, ending)).unwrap_or(word)
    };
    // Ergebnisse, Schülerinnen: the doubled letter belongs to the ending.
    match stem.ends_with("niss") || stem.ends_with("inn") {
        true => stem.get(..stem.len() - 1).unwrap_or(stem).to_owned(),
        false => stem.to_owned(),
    }
}

/// The spellings that a noun of this stem may have.
pub fn noun_forms(stem: &str, each: &mut dyn FnMut(&str)) {
    with_endings(stem, NOUN_ENDINGS, each);
    if stem.len() > LEAST_STEM {
        with_endings(stem, &["a", "um", "o", "us", "on"], each);
    }
}

fn with_endings(stem: &str, endings: &[&str], each: &mut dyn FnMut(&str)) {
    let mut form = stem.to_owned();
    for ending in endings {
        form.truncate(stem.len());
        form.push_str(ending);
        each(&form);
    }
}

fn adjective_stem(word: &str) -> &str {
    ADJECTIVE_ENDINGS.iter().find_map(|ending| strip(word, ending)).unwrap_or(word)
}

/// Whether a stem takes other endings of adjectives than -er, which makes agents too: `Helper` is who helps. In
/// small corpora too few forms are there to ask for, unless the stem is English.
fn is_adjective(stem: &str, vocabulary: &dyn Vocabulary) -> bool {
    let is_english =
        vocabulary.traits(stem).is_some_and(|traits| traits.has(Traits::ENGLISH) && traits != Traits::UNKNOWN);
    !vocabulary.is_large() && !is_english || declines(stem, vocabulary)
}

/// Whether a stem is there with another ending of adjectives than -er.
fn declines(stem: &str, vocabulary: &dyn Vocabulary) -> bool {
    ["e", "en", "em", "es"].iter().any(|ending| is_small(&format!("{stem}{ending}"), vocabulary))
}

fn is_small(word: &str, vocabulary: &dyn Vocabulary) -> bool {
    vocabulary.traits(word).is_some_and(|traits| traits.has(Traits::SMALL.with(Traits::GERMAN)))
}

/// The adjective stems of a word in small letters.
pub fn adjectives(word: &str, vocabulary: &dyn Vocabulary, add: &mut dyn FnMut(String)) {
    if UNINFLECTED.contains(&word) {
        return;
    }
    let stem = adjective_stem(word);
    // Sicher is a stem with -er, neuer a form of neu; the corpus tells by sichere and neue.
    let is_stem = word.ends_with("er") && declines(word, vocabulary);
    if !word.ends_with("er") || !is_closed(stem) && is_adjective(stem, vocabulary) {
        add(stem.to_owned());
    } else if !is_stem {
        add(word.to_owned());
    }
    if is_stem {
        add(word.to_owned());
    }
    // The degrees only where the adjective itself is there: schneller, schnell.
    for degree in DEGREES {
        if let Some(positive) = strip(if *degree == "er" && word.ends_with("er") { word } else { stem }, degree)
            && positive.len() > LEAST_STEM
            && is_small(positive, vocabulary)
            && is_small(&format!("{positive}e"), vocabulary)
        {
            add(positive.to_owned());
        }
        if let Some(positive) = strip(stem, degree)
            && positive.len() > LEAST_STEM
            && is_small(positive, vocabulary)
            && is_small(&format!("{positive}e"), vocabulary)
        {
            add(positive.to_owned());
        }
    }
}

/// The spellings that an adjective of this stem may have.
pub fn adjective_forms(stem: &str, each: &mut dyn FnMut(&str)) {
    each(stem);
    with_endings(stem, ADJECTIVE_ENDINGS, each);
    for degree in DEGREES {
        let degree = format!("{stem}{degree}");
        each(&degree);
        with_endings(&degree, ADJECTIVE_ENDINGS, each);
    }
}

/// Whether the infinitive of a stem stands in the corpus, in small letters.
fn is_verb(stem: &str, vocabulary: &dyn Vocabulary) -> bool {
    stem.len() >= LEAST_STEM
        && (is_small(&format!("{stem}en"), vocabulary)
            || (stem.ends_with("el") || stem.ends_with("er")) && is_small(&format!("{stem}n"), vocabulary))
}

/// The verb stems of a word in small letters: with their separable prefix, without ge- and zu-.
pub fn verbs(word: &str, vocabulary: &dyn Vocabulary, add: &mut dyn FnMut(String)) {
    if UNINFLECTED.contains(&word) {
        return;
    }
    // The infinitive is its own evidence.
    if let Some(stem) = strip(word, "en") {
        add(stem.to_owned());
    }
    if let Some(stem) = strip(word, "n").filter(|stem| stem.ends_with("el") || stem.ends_with("er")) {
        add(stem.to_owned());
    }
    let mut check = |stem: &str| {
        if is_verb(stem, vocabulary) {
            add(stem.to_owned());
        }
    };
    // Participles take adjective endings: einstellenden, abgebaute.
    let bare = adjective_stem(word);
    for form in [word, bare] {
        // Only a participle takes an adjective's ending: "wirkend|e", never "wirkte|e".
        let endings = if form.len() < word.len() { DECLINED } else { FINITE };
        for ending in endings {
            if let Some(stem) = strip(form, ending) {
                check(stem);
            }
        }
        for prefix in SEPARABLE {
            let Some(rest) = form.strip_prefix(prefix) else {
                continue;
            };
            if let Some(rest) = rest.strip_prefix("ge") {
                for ending in PARTICIPLE {
                    if let Some(stem) = strip(rest, ending) {
                        check(&format!("{prefix}{stem}"));
                    }
                }
                // The strong participle whose ending went as an adjective's: angehoben(e).
                if form.len() < word.len() && word.ends_with("en") {
                    check(&format!("{prefix}{rest}"));
                }
            }
            if !prefix.is_empty()
                && let Some(stem) = rest.strip_prefix("zu").and_then(|rest| strip(rest, "en"))
            {
                check(&format!("{prefix}{stem}"));
            }
        }
    }
}

/// The spellings that a verb of this stem may have.
pub fn verb_forms(stem: &str, each: &mut dyn FnMut(&str)) {
    with_endings(stem, &["en", "n"], each);
    with_endings(stem, FINITE, each);
    for participle in DECLINED {
        with_endings(&format!("{stem}{participle}"), ADJECTIVE_ENDINGS, each);
    }
    for prefix in SEPARABLE {
        let Some(rest) = stem.strip_prefix(prefix).filter(|rest| rest.len() > 1) else {
            continue;
        };
        for ending in PARTICIPLE {
            let participle = format!("{prefix}ge{rest}{ending}");
            each(&participle);
            with_endings(&participle, ADJECTIVE_ENDINGS, each);
        }
        if !prefix.is_empty() {
            each(&format!("{prefix}zu{rest}en"));
        }
    }
}
