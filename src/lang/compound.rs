//! Is this stretch of a German word one of the parts it is made of?
//!
//! `Personalabbauprogramm` is made of `Personal`, `Abbau` and `Programm`. Nobody lists such words;
//! the corpus teaches them. A stretch is a part when what stands before it and what stands behind it
//! are words themselves, or made of words: known to the corpus, or to a short list of common nouns
//! ([`NOUNS`], for corpora of a few pages), or recognisable by their ending (-ung, -heit, -tion).
//! Between two parts there may be a linking element (Arbeit-s-platz, Stelle-n-abbau), and a part may
//! have lost its last e or en (Sprach-modell, Schreib-tisch).

use std::collections::HashMap;
use std::ops::Range;

use super::inflect::{Traits, Vocabulary};

/// The shortest part that is looked for, and the shortest that may stand beside it. Three: `rat`
/// would be in `Apparat`. Larger: `Lohn` and `Bank` are no parts any more. Nouns of three letters
/// (`Rat`, `Amt`, `Job`) are let through as parts beside a longer one.
const LEAST_PART: usize = 4;
const LEAST_NOUN: usize = 3;

/// How many parts may stand on either side. One: no `Personalkostenabbauprogramm`. Many: words fall
/// into syllables that happen to be words, and each more multiplies the time by ten.
const MOST_PARTS: usize = 2;

/// In corpora above so many words (terms), a word that is to vouch for a compound must stand in two
/// documents, since rare strings there are misprints and names. Zero: everywhere, and small corpora
/// have no compounds. Large: nowhere, and misprints vouch.
const MANY_TERMS: usize = 20_000;

/// Linking elements, in plain spelling.
const LINKS: &[&str] = &["", "s", "es", "n", "en", "er", "e", "ens", "ns"];

/// What a noun may end in when the corpus has it in no such form.
const TAILS: &[&str] = &["s", "es", "e", "en", "n"];

/// Endings of nouns that need no other witness, with the s that links them.
const NOUN_ENDINGS: &[&str] =
    &["ung", "ungs", "heit", "heits", "keit", "keits", "schaft", "schafts", "tion", "tions", "itat", "itats"];

/// Common German nouns and particles that begin or end compounds, plain spellings, sorted.
const NOUNS: &str = include_str!("nouns_de.txt");

/// A corpus that parts are looked for in.
pub struct Parts<'a> {
    vocabulary: &'a dyn Vocabulary,
    least_frequency: u32,
    nouns: Vec<&'static str>,
    /// Where the nouns of each first letter begin.
    letters: [usize; 27],
}

/// What is known of the beginnings and ends of words that stand around parts. Only looked up, never
/// walked through, so that its order does not matter.
#[derive(Default)]
pub struct Memo<'t> {
    fronts: HashMap<&'t str, bool>,
    backs: HashMap<(&'t str, bool), bool>,
}

impl<'a> Parts<'a> {
    /// Looks for parts with what a corpus of `terms` words knows.
    pub fn new(vocabulary: &'a dyn Vocabulary, terms: usize) -> Self {
        let least_frequency = if terms > MANY_TERMS { 2 } else { 1 };
        let nouns: Vec<&str> = NOUNS.lines().collect();
        let mut letters = [0; 27];
        for (letter, start) in (b'a'..).zip(&mut letters) {
            *start = nouns.partition_point(|noun| noun.bytes().next() < Some(letter));
        }
        Self { vocabulary, least_frequency, nouns, letters }
    }

    /// Whether a word can be looked for in compounds at all.
    pub fn may_be_part(&self, plain: &str) -> bool {
        plain.is_ascii()
            && plain.bytes().all(|byte| byte.is_ascii_alphabetic())
            && (plain.len() >= LEAST_PART || plain.len() >= LEAST_NOUN && self.is_noun(plain))
    }

    /// Whether the stretch `span` of `word` (a plain spelling) is one of its parts. The stretch is
    /// taken to be a word; what stands around it is looked at. `memo` remembers what was seen around
    /// parts before: half the words with "form" in them go on with "ation".
    pub fn is_part<'t>(&self, word: &'t str, span: Range<usize>, memo: &mut Memo<'t>) -> bool {
        let (Some(before), Some(part), Some(behind)) =
            (word.get(..span.start), word.get(span.clone()), word.get(span.end..))
        else {
            return false;
        };
        if before.is_empty() && behind.is_empty() {
            return false;
        }
        // A short noun needs a longer neighbour.
        if part.len() < LEAST_PART && before.len().max(behind.len()) < LEAST_PART {
            return false;
        }
        // bewahr-enden is a participle and no kind of Ende, which takes a whole word before it.
        if part.starts_with("end") && behind.is_empty() && !self.is_whole_front(before) {
            return false;
        }
        let may_end = !before.is_empty();
        let mut fits_behind =
            || *memo.backs.entry((behind, may_end)).or_insert_with(|| self.is_back(behind, may_end, MOST_PARTS));
        (behind.is_empty() || fits_behind())
            && (before.is_empty() || *memo.fronts.entry(before).or_insert_with(|| self.is_front(before, MOST_PARTS)))
    }

    fn is_listed(&self, plain: &str) -> bool {
        let first = usize::from(plain.bytes().next().unwrap_or(0).wrapping_sub(b'a'));
        let bounds = (self.letters.get(first), self.letters.get(first + 1));
        let (Some(&from), Some(&to)) = bounds else { return false };
        self.nouns.get(from..to).is_some_and(|nouns| nouns.binary_search(&plain).is_ok())
    }

    fn is_known(&self, plain: &str, wanted: Traits, unwanted: Traits) -> bool {
        let fits = |traits: Traits| traits.has(wanted) && (unwanted == Traits::default() || !traits.has(unwanted));
        self.vocabulary.traits(plain).is_some_and(fits)
            && (self.least_frequency < 2 || self.vocabulary.frequency(plain) >= self.least_frequency)
    }

    fn is_noun(&self, plain: &str) -> bool {
        self.is_known(plain, Traits::CAPITAL.with(Traits::GERMAN), Traits::SMALL) || self.is_listed(plain)
    }

    /// Whether this is a word by itself.
    fn is_word(&self, plain: &str) -> bool {
        match plain.len() {
            0..LEAST_NOUN => false,
            LEAST_NOUN..LEAST_PART => self.is_noun(plain),
            _ => {
                self.is_known(plain, Traits::GERMAN, Traits::default())
                    || plain.len() > 6 && NOUN_ENDINGS.iter().any(|ending| plain.ends_with(ending))
                    || self.is_listed(plain)
            }
        }
    }

    /// Whether this is one word, with a linking element or without.
    fn is_whole_front(&self, front: &str) -> bool {
        LINKS.iter().any(|link| front.strip_suffix(link).is_some_and(|word| self.is_word(word)))
    }

    /// Whether this can stand before a part: words with linking elements.
    fn is_front(&self, front: &str, most: usize) -> bool {
        if front.len() < LEAST_NOUN {
            return false;
        }
        let has_lost = || {
            let whole = format!("{front}en");
            self.is_word(&whole) || whole.strip_suffix('n').is_some_and(|word| self.is_word(word))
        };
        self.is_whole_front(front)
            || has_lost()
            || self.splits(front, most, |left, right| self.is_front(left, 1) && self.is_front(right, most - 1))
    }

    /// Whether this can stand behind a part: an ending, or words after a linking element.
    fn is_back(&self, back: &str, may_end: bool, most: usize) -> bool {
        if may_end && TAILS.contains(&back) {
            return true;
        }
        let rests = || LINKS.iter().filter_map(|link| back.strip_prefix(link)).filter(|rest| rest.len() >= LEAST_NOUN);
        let is_inflected = |word: &str| {
            self.is_word(word)
                || TAILS.iter().any(|tail| word.strip_suffix(tail).is_some_and(|stem| self.is_word(stem)))
        };
        // All the short ways first: taking the rest apart is dear.
        rests().any(is_inflected)
            || rests().any(|rest| {
                self.splits(rest, most, |left, right| self.is_front(left, 1) && self.is_back(right, false, most - 1))
            })
    }

    fn splits(&self, word: &str, most: usize, fits: impl Fn(&str, &str) -> bool) -> bool {
        most > 1
            && (LEAST_NOUN..word.len().saturating_sub(LEAST_NOUN - 1)).any(|at| match word.split_at_checked(at) {
                Some((left, right)) => left.len().max(right.len()) >= LEAST_PART && fits(left, right),
                None => false,
            })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::collections::BTreeMap;

    struct Words(BTreeMap<String, Traits>);

    impl Vocabulary for Words {
        fn traits(&self, plain: &str) -> Option<Traits> {
            self.0.get(plain).copied()
        }

        fn frequency(&self, plain: &str) -> u32 {
            u32::from(self.0.contains_key(plain))
        }
    }

    fn words(text: &str) -> Words {
        let traits = |word: &str| {
            if word.starts_with(char::is_uppercase) { Traits::CAPITAL } else { Traits::SMALL }
        };
        Words(
            text.split_whitespace()
                .map(|word| (crate::lang::fold::plain(word), traits(word).with(Traits::GERMAN)))
                .collect(),
        )
    }

    #[test]
    fn nouns_are_sorted_and_plain() {
        let nouns: Vec<_> = NOUNS.lines().collect();
        assert!(nouns.is_sorted_by(|left, right| left < right));
        assert!(
            nouns.iter().all(|noun| noun.len() >= LEAST_NOUN && noun.bytes().all(|byte| byte.is_ascii_lowercase()))
        );
    }

    #[test]
    fn parts_are_told_from_accidents() {
        let known = words("Paket Quelle Sprache Modell schreiben Klage Gegner Blume Topf erde");
        let parts = Parts::new(&known, known.0.len());
        let cases = [
            ("personalabbauprogramm", "abbau", true),
            ("personalabbauprogramm", "personal", true),
            ("personalabbauprogramm", "programm", true),
            ("stellenabbaus", "abbau", true),
            ("quellpaket", "paket", true),
            ("sprachmodelle", "modell", true),
            ("blumentopferde", "topf", true),
            ("arbeitsplatz", "platz", true),
            ("betriebsrat", "rat", true),
            ("apparat", "rat", false),
            ("literatur", "rat", false),
            ("beklagen", "klage", false),
            ("jahresende", "ende", true),
            ("schreibenden", "enden", false),
            ("abbau", "abbau", false),
            ("xyzabbau", "abbau", false),
            ("abbauxyz", "abbau", false),
        ];
        for (word, part, expected) in cases {
            let start = word.find(part).unwrap();
            assert_eq!(
                parts.is_part(word, start..start + part.len(), &mut Memo::default()),
                expected,
                "{part} in {word}"
            );
        }
    }

    proptest! {
        #[test]
        fn no_word_makes_it_panic(word in "\\PC{0,20}", start in 0usize..20, len in 0usize..20) {
            let known = words("Paket");
            Parts::new(&known, 1).is_part(&word, start..start + len, &mut Memo::default());
            Parts::new(&known, 1).may_be_part(&word);
        }
    }
}
