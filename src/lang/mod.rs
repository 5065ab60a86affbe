//! Which languages does Lesart know, and what does each bring?
//!
//! [`LANGS`] is the table, a row a language: its tag, its own name, the function words by which
//! [`guess`] tells it, and the abbreviations that end no sentence. Adding a language is a row here
//! and the files of its rules beside.

pub(crate) mod closed;
pub mod compound;
pub mod fold;
pub mod inflect;
pub mod sentence;
pub(crate) mod token;
pub mod unicode;
pub mod word;

use std::fmt;
use std::str::FromStr;
use std::sync::OnceLock;

use serde::{Deserialize, Serialize};

/// A language that Lesart knows how to read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Lang {
    /// German.
    De,
    /// English.
    En,
}

/// What a language brings.
pub struct LangInfo {
    /// The language.
    pub lang: Lang,
    /// Its BCP 47 tag, as in `lang="de"`.
    pub tag: &'static str,
    /// Its name in itself.
    pub own_name: &'static str,
    /// Frequent short words that the other languages of the table lack, lower case.
    function_words: &'static [&'static str],
    /// Letters that speak for the language, lower case.
    letters: &'static str,
    /// Abbreviations that carry a full stop and end no sentence, lower case, without the last stop.
    pub(crate) abbreviations: &'static [&'static str],
    /// Whether a number with a full stop is an ordinal ("am 13. Februar").
    pub(crate) ordinal_stop: bool,
}

/// The languages, a row each.
pub static LANGS: &[LangInfo] = &[
    LangInfo {
        lang: Lang::De,
        tag: "de",
        own_name: "Deutsch",
        function_words: &[
            "der", "die", "das", "und", "ist", "nicht", "ein", "eine", "einen", "einem", "einer", "den", "dem", "des",
            "mit", "von", "zu", "auf", "für", "im", "sich", "auch", "es", "sie", "er", "wir", "ich", "ihr", "sind",
            "wird", "werden", "wurde", "hat", "haben", "nach", "bei", "aus", "wie", "als", "oder", "aber", "doch",
            "nur", "noch", "dass", "so", "über", "kann", "soll", "sollen", "zum", "zur", "vom", "am", "bis", "kein",
            "keine", "mehr", "schon", "wer", "man", "durch", "wenn", "unter", "vor", "uns", "sein", "seine", "ihre",
        ],
        letters: "äöüß",
        abbreviations: &[
            "z", "b", "d", "h", "u", "a", "o", "ä", "i", "v", "m", "s", "e", "z.b", "d.h", "u.a", "o.ä", "i.d.r",
            "bzw", "ca", "usw", "etc", "evtl", "ggf", "inkl", "exkl", "insb", "mind", "max", "min", "nr", "str", "dr",
            "prof", "dipl", "ing", "med", "mag", "hr", "fr", "mio", "mrd", "tsd", "abs", "art", "abb", "vgl", "sog",
            "st", "jh", "jhd", "jan", "feb", "apr", "jun", "jul", "aug", "sept", "okt", "nov", "dez", "zzgl", "allg",
            "bspw", "rd", "geb", "gest", "stellv", "u.s", "p.a", "co",
        ],
        ordinal_stop: true,
    },
    LangInfo {
        lang: Lang::En,
        tag: "en",
        own_name: "English",
        function_words: &[
            "the", "of", "and", "to", "a", "is", "that", "it", "for", "on", "with", "as", "are", "this", "be", "by",
            "at", "from", "or", "not", "have", "has", "had", "but", "they", "their", "we", "you", "he", "she", "its",
            "which", "who", "were", "been", "would", "could", "should", "there", "what", "when", "than", "then",
            "about", "into", "out", "up", "no", "our", "your", "his", "her", "them", "these", "those", "said", "says",
            "can", "more", "one", "how", "if", "do", "does", "did", "over", "because", "while", "after", "before",
        ],
        letters: "",
        abbreviations: &[
            "e.g", "i.e", "e", "g", "i", "u.s", "u.k", "u", "s", "k", "mr", "mrs", "ms", "dr", "prof", "st", "vs",
            "etc", "inc", "ltd", "corp", "co", "no", "fig", "approx", "dept", "gov", "sen", "rep", "gen", "jr", "sr",
            "jan", "feb", "mar", "apr", "jun", "jul", "aug", "sept", "sep", "oct", "nov", "dec", "cf", "al", "p", "pp",
        ],
        ordinal_stop: false,
    },
];

/// The months in lower case, German and English; a name that both languages share stands once. A
/// number before one is a date and counts nothing.
pub(crate) const MONTHS: &[&str] = &[
    "januar",
    "jänner",
    "februar",
    "feber",
    "märz",
    "april",
    "mai",
    "juni",
    "juli",
    "august",
    "september",
    "oktober",
    "november",
    "dezember",
    "january",
    "february",
    "march",
    "may",
    "june",
    "july",
    "october",
    "december",
];

impl Lang {
    /// The language's row in [`LANGS`].
    pub fn info(self) -> &'static LangInfo {
        match self {
            Self::De => &LANGS[0],
            Self::En => &LANGS[1],
        }
    }

    /// Its BCP 47 tag.
    pub fn tag(self) -> &'static str {
        self.info().tag
    }
}

impl fmt::Display for Lang {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(self.tag())
    }
}

/// No language of the table has this tag.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct UnknownLang;

impl fmt::Display for UnknownLang {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("not a language that Lesart knows: de or en is expected")
    }
}

impl std::error::Error for UnknownLang {}

impl FromStr for Lang {
    type Err = UnknownLang;

    /// Reads `de`, `DE`, `de-CH`, `de_AT`.
    fn from_str(text: &str) -> Result<Self, UnknownLang> {
        let primary = text.trim().split(['-', '_']).next().unwrap_or("");
        LANGS.iter().find(|row| row.tag.eq_ignore_ascii_case(primary)).map(|row| row.lang).ok_or(UnknownLang)
    }
}

/// A function word, and which languages have it, a bit each.
type FunctionWord = (&'static str, u8);

/// The function words of all languages, by [`place`]: most words of a text have none at theirs.
static FUNCTION_WORDS: OnceLock<Vec<Vec<FunctionWord>>> = OnceLock::new();

/// Where a word stands by its length and its first and last letter.
fn place(word: &str) -> usize {
    let letter = |byte: Option<&u8>| byte.map_or(0, |byte| usize::from(byte & 31));
    let bytes = word.as_bytes();
    (bytes.len() & 7) << 10 | letter(bytes.first()) << 5 | letter(bytes.last())
}

fn function_words() -> Vec<Vec<FunctionWord>> {
    let mut out: Vec<Vec<FunctionWord>> = vec![Vec::new(); 1 << 13];
    for (language, row) in LANGS.iter().enumerate() {
        for &word in row.function_words {
            let Some(list) = out.get_mut(place(word)) else { continue };
            match list.iter_mut().find(|(known, _)| *known == word) {
                Some((_, languages)) => *languages |= 1 << language,
                None => list.push((word, 1 << language)),
            }
        }
    }
    out
}

/// The language of a text, told by its function words and letters, or `None` where neither
/// language has clearly more for it (a figure, a name, "OK").
pub fn guess(text: &str) -> Option<Lang> {
    // The first few hundred words decide; a longer look changes nothing and costs time.
    const WORDS: usize = 400;
    let mut points = [0u32; 2];
    let known = FUNCTION_WORDS.get_or_init(function_words);
    let words = text.split(|letter: char| !letter.is_alphanumeric()).filter(|word| !word.is_empty());
    let mut lower = String::new();
    for word in words.take(WORDS) {
        lower.clear();
        match word.is_ascii() {
            true => lower.extend(word.bytes().map(|byte| char::from(byte.to_ascii_lowercase()))),
            false => lower.push_str(&word.to_lowercase()),
        }
        let languages = known.get(place(&lower)).into_iter().flatten();
        for (_, languages) in languages.filter(|(known, _)| *known == lower) {
            points.iter_mut().zip(0..).for_each(|(points, row)| *points += u32::from(languages >> row & 1) * 2);
        }
        if !lower.is_ascii() {
            for (row, points) in LANGS.iter().zip(&mut points) {
                *points += u32::from(lower.contains(|letter| row.letters.contains(letter)));
            }
        }
    }
    let best = usize::from(points[1] > points[0]);
    // One shared look-alike ("die", "so", "am") on the other side must not blur a clear case, and
    // one letter must not decide alone.
    (points[best] >= 2 && points[best] * 2 >= points[1 - best] * 3).then(|| LANGS[best].lang)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_row_stands_where_its_language_looks_for_it() {
        for row in LANGS {
            assert_eq!(row.lang.info().tag, row.tag);
            assert_eq!(row.tag.parse(), Ok(row.lang));
            assert!(!row.letters.contains(|letter: char| letter.is_ascii()), "ASCII words are not searched for them");
        }
        assert_eq!("de-CH".parse(), Ok(Lang::De));
        assert_eq!("fr".parse::<Lang>(), Err(UnknownLang));
    }

    proptest::proptest! {
        #[test]
        fn a_language_is_told_as_by_a_plain_look_at_each_word(text in "(der|die|the|und|and|für|so|am|an|in|Ü|é|[a-zäß]{1,9}|[., 0-9]| ){0,30}") {
            let mut points = [0u32; 2];
            for word in text.split(|letter: char| !letter.is_alphanumeric()).filter(|word| !word.is_empty()) {
                let lower = word.to_lowercase();
                for (row, points) in LANGS.iter().zip(&mut points) {
                    *points += if row.function_words.contains(&lower.as_str()) { 2 } else { 0 };
                    *points += u32::from(lower.contains(|letter| row.letters.contains(letter)));
                }
            }
            let best = usize::from(points[1] > points[0]);
            let clear = points[best] >= 2 && points[best] * 2 >= points[1 - best] * 3;
            proptest::prop_assert_eq!(guess(&text), clear.then(|| LANGS[best].lang));
        }
    }

    #[test]
    fn languages_are_told_by_their_function_words() {
        for (text, lang) in [
            ("Die Bank streicht bis 2028 rund 3.900 Stellen.", Some(Lang::De)),
            ("The bank will cut 3,900 jobs by 2028.", Some(Lang::En)),
            ("Klarna stellt wieder Menschen ein", Some(Lang::De)),
            ("Hiring goes on at the same time", Some(Lang::En)),
            ("Überraschung!", None),
            ("Klarna, Salesforce, Medallia", None),
            ("4.000", None),
            ("", None),
        ] {
            assert_eq!(guess(text), lang, "{text}");
        }
    }
}
