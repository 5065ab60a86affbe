//! Which words are inflections of one another?
//!
//! A word belongs to one or more [`Lemma`]s, and two words inflect each other when they share one:
//! `Stelle` and `Stellen` the noun stem `stell`, `eingestellt` and `einzustellen` the verb stem
//! `einstell`. The rules are ours, one file a language; they ask the corpus for evidence where the
//! letters alone do not tell: whether a word is written with a capital (German nouns and verbs take
//! different endings), in texts of which language it stands, and whether an infinitive is there.
//! All of it works on plain spellings, where `Häuser` begins like `Haus`.

mod english;
mod german;

use super::Lang;
use super::closed::is_rigid;

pub(crate) use german::{is_er_plural, is_silent_e};

/// What is known about a term beside its spelling, as bits.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Traits(pub u8);

impl Traits {
    /// It stands in German texts.
    pub const GERMAN: Self = Self(1);
    /// It stands in English texts.
    pub const ENGLISH: Self = Self(2);
    /// It is written with a capital inside sentences: a noun, in German.
    pub const CAPITAL: Self = Self(4);
    /// It is written with a small letter inside sentences: no noun, in German.
    pub const SMALL: Self = Self(8);
    /// It begins with a digit.
    pub const NUMBER: Self = Self(16);
    /// What is assumed of a word that the corpus does not have: anything.
    pub const UNKNOWN: Self = Self(15);

    /// Whether it has all of these.
    pub fn has(self, other: Self) -> bool {
        self.0 & other.0 == other.0
    }

    /// Both together.
    pub fn with(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// Whether it stands in texts of that language.
    pub fn speaks(self, lang: Lang) -> bool {
        match lang {
            Lang::De => self.has(Self::GERMAN),
            Lang::En => self.has(Self::ENGLISH),
        }
    }
}

/// What a corpus knows of words.
pub trait Vocabulary {
    /// The traits of all words with this plain spelling together, nothing where there are none.
    fn traits(&self, plain: &str) -> Option<Traits>;

    /// In how many documents words with this plain spelling stand.
    fn frequency(&self, plain: &str) -> u32;

    /// Whether there are so many words that what is not among them is likely no word.
    fn is_large(&self) -> bool {
        false
    }
}

/// What the inflected forms of a word have in common. Opaque but for comparing.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Lemma {
    class: Class,
    stem: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
enum Class {
    GermanNoun,
    GermanAdjective,
    GermanVerb,
    English,
}

/// The lemmas that a word belongs to, given its plain spelling and traits.
pub fn lemmas(plain: &str, traits: Traits, vocabulary: &dyn Vocabulary) -> Vec<Lemma> {
    let mut out = Vec::new();
    if traits.has(Traits::NUMBER) || !plain.is_ascii() || is_rigid(plain) && traits.speaks(Lang::De) {
        return out;
    }
    let mut add = |class, stem: String| {
        let lemma = Lemma { class, stem };
        if !out.contains(&lemma) {
            out.push(lemma);
        }
    };
    if traits.speaks(Lang::De) {
        if traits.has(Traits::CAPITAL) {
            german::nouns(plain, vocabulary, &mut |stem| add(Class::GermanNoun, stem));
        }
        if traits.has(Traits::SMALL) {
            german::adjectives(plain, vocabulary, &mut |stem| add(Class::GermanAdjective, stem));
            german::verbs(plain, vocabulary, &mut |stem| add(Class::GermanVerb, stem));
        }
    }
    if traits.speaks(Lang::En) {
        english::stems(plain, vocabulary, &mut |stem| add(Class::English, stem));
    }
    out
}

/// Calls `each` with the plain spellings that words of this lemma can have, and some that they
/// cannot: whether such a word belongs to it, [`lemmas`] says.
pub fn forms(lemma: &Lemma, each: &mut dyn FnMut(&str)) {
    match lemma.class {
        Class::GermanNoun => german::noun_forms(&lemma.stem, each),
        Class::GermanAdjective => german::adjective_forms(&lemma.stem, each),
        Class::GermanVerb => german::verb_forms(&lemma.stem, each),
        Class::English => english::forms(&lemma.stem, each),
    }
}

/// Whether two words of a lemma, in their exact spelling, may differ in their umlauts as they do. German
/// changes a vowel in plurals (Haus, Häuser), degrees (lang, länger) and the second and third person (halten,
/// hält), and nowhere else: gewöhnt is no form of wohnen.
pub fn umlauts_fit(lemma: &Lemma, left: &str, right: &str) -> bool {
    let umlauts = |word: &str| word.chars().filter(|letter| matches!(letter, 'ä' | 'ö' | 'ü')).count();
    let (more, less) = if umlauts(left) > umlauts(right) { (left, right) } else { (right, left) };
    if umlauts(more) == umlauts(less) {
        return true;
    }
    let plain = super::fold::plain(more);
    let Some(ending) = plain.strip_prefix(lemma.stem.as_str()) else { return lemma.class == Class::GermanNoun };
    match lemma.class {
        Class::GermanNoun if ending.is_empty() || ending == "n" => {
            ["er", "el", "en"].iter().any(|end| lemma.stem.ends_with(end))
        }
        Class::GermanNoun => ["e", "en", "er", "ern"].contains(&ending) && !lemma.stem.ends_with("ung"),
        Class::GermanAdjective => ending.starts_with("er") || ending.starts_with("st") || ending.starts_with("est"),
        Class::GermanVerb => ["", "t", "st"].contains(&ending),
        Class::English => true,
    }
}

#[cfg(test)]
mod tests;
