//! What does a word tell by its letters alone, wherever it stands?
//!
//! A few questions are asked of every word of a text, and nearly always answered with no: may it begin a
//! number? Is it written as no name is? They are answered once for each word and kept with it.

use crate::lang::Lang;
use crate::lang::token::{Kind, Tokens};

use super::{figure, unknown};

/// It may begin a number in German.
const NUMBER_DE: u8 = 1;
/// It may begin a number in English.
const NUMBER_EN: u8 = 1 << 1;
/// No name is written so in German.
const NO_NAME_DE: u8 = 1 << 2;
/// No name is written so in English.
const NO_NAME_EN: u8 = 1 << 3;
/// A small word of German.
const GERMAN: u8 = 1 << 4;
/// Letters of German.
const GERMAN_LETTERS: u8 = 1 << 5;
/// A small word of English.
const ENGLISH: u8 = 1 << 6;

const GERMAN_WORDS: &[&str] = &[
    "der", "die", "das", "und", "ist", "nicht", "ein", "eine", "den", "dem", "des", "von", "mit", "auf", "für", "im",
    "zu", "sich", "auch", "wird", "werden", "bei", "sie", "er", "es", "wir", "ich", "als", "nach", "wie", "aus",
];
const ENGLISH_WORDS: &[&str] = &[
    "the", "and", "of", "to", "a", "is", "that", "it", "for", "with", "are", "by", "we", "be", "have", "has", "i",
    "you", "at", "or", "from", "this", "its", "not", "said", "which", "but", "they", "on", "were", "their",
];

/// The marks of a word.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Mark(u8);

impl Mark {
    /// The marks of a token.
    pub fn of(tokens: &Tokens, at: usize) -> Self {
        let Some(token) = tokens.get(at) else { return Self(0) };
        let word = tokens.fold(at);
        let mut mark = 0;
        let mut set = |bit: u8, is: bool| mark |= if is { bit } else { 0 };
        set(NUMBER_DE, figure::may_begin(token.kind, word, Lang::De));
        set(NUMBER_EN, figure::may_begin(token.kind, word, Lang::En));
        if token.kind == Kind::Word {
            set(NO_NAME_DE, unknown::is_no_name(word, Lang::De));
            set(NO_NAME_EN, unknown::is_no_name(word, Lang::En));
            set(GERMAN, GERMAN_WORDS.contains(&word));
            set(ENGLISH, ENGLISH_WORDS.contains(&word));
        }
        set(GERMAN_LETTERS, word.contains(['ä', 'ö', 'ü', 'ß']));
        Self(mark)
    }

    fn is(self, bit: u8) -> bool {
        self.0 & bit != 0
    }
}

/// The marks of a passage's tokens.
#[derive(Debug, Default)]
pub(crate) struct Marks(pub Vec<Mark>);

impl Marks {
    /// Looks at each token.
    pub fn of(tokens: &Tokens) -> Self {
        Self((0..tokens.list.len()).map(|at| Mark::of(tokens, at)).collect())
    }

    fn is(&self, at: usize, bit: u8) -> bool {
        self.0.get(at).is_some_and(|mark| mark.is(bit))
    }

    /// Whether a token may begin a number; most begin none.
    pub fn may_begin_number(&self, at: usize, lang: Lang) -> bool {
        self.is(at, if lang == Lang::De { NUMBER_DE } else { NUMBER_EN })
    }

    /// Whether a word is written as no name is.
    pub fn is_no_name(&self, at: usize, lang: Lang) -> bool {
        self.is(at, if lang == Lang::De { NO_NAME_DE } else { NO_NAME_EN })
    }

    /// The language by its small words.
    pub fn lang(&self) -> Lang {
        let (mut german, mut english) = (0u32, 0u32);
        for mark in &self.0 {
            german += u32::from(mark.is(GERMAN)) + u32::from(mark.is(GERMAN_LETTERS));
            english += u32::from(mark.is(ENGLISH));
        }
        if english > german { Lang::En } else { Lang::De }
    }
}
