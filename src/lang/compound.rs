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

use super::closed::is_closed;
use super::inflect::{Traits, Vocabulary, is_er_plural, is_silent_e};

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
pub(crate) const MANY_TERMS: usize = 20_000;

/// Linking elements, in plain spelling.
const LINKS: &[&str] = &["", "s", "es", "n", "en", "er", "e", "ens", "ns"];

/// Particles of verbs. A noun in -ung behind one alone comes of the verb with that particle: `Überlieferung`
/// of überliefern, and is no kind of Lieferung.
const PARTICLES: &[&str] =
    &["durch", "gegen", "hinter", "nach", "uber", "unter", "vor", "wieder", "zusammen", "zuruck"];

/// What turns one word into another and is none: no part begins so (Format-ierung, Leser-lichkeit).
const SUFFIXES: &[&str] = &["ier", "isier", "lich", "ig", "bar", "haft", "sam", "isch", "ial", "nis"];

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
            && can_end(plain)
            && (plain.len() >= LEAST_PART && !is_closed(plain) || self.is_listed(plain))
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
        if before.is_empty() && behind.is_empty() || !self.may_be_part(part) {
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
        // A noun at the end makes a noun: bereitgehalten is no kind of Alter, bevorraten has no Raten.
        let is_head = behind.is_empty() || TAILS.contains(&behind);
        if is_head && self.vocabulary.traits(word).is_some_and(|traits| !traits.has(Traits::CAPITAL)) {
            return false;
        }
        if is_head && PARTICLES.contains(&before) && (part.ends_with("ung") || part.ends_with("ungen")) {
            return false;
        }
        let may_end = !before.is_empty();
        let mut fits_behind =
            || *memo.backs.entry((behind, may_end)).or_insert_with(|| self.is_back(behind, may_end, MOST_PARTS));
        // Where a link would be needed that the part does not take, nothing can stand behind it.
        let links_behind = || {
            let is_tail = may_end && TAILS.contains(&behind);
            is_tail || LINKS.iter().any(|link| self.may_link(part, link) && self.begins(behind, link))
        };
        (behind.is_empty() || fits_behind() && links_behind())
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

    /// Whether this is a word by itself.
    fn is_word(&self, plain: &str) -> bool {
        match plain.len() {
            0..LEAST_NOUN => false,
            LEAST_NOUN..LEAST_PART => self.is_listed(plain),
            _ => {
                self.is_listed(plain)
                    || !is_closed(plain) && can_end(plain) && self.is_known(plain, Traits::GERMAN, Traits::default())
                    || is_noun_by_ending(plain)
            }
        }
    }

    /// Whether this is one word, with a linking element or without.
    fn is_whole_front(&self, front: &str) -> bool {
        LINKS
            .iter()
            .any(|link| front.strip_suffix(link).is_some_and(|word| self.may_link(word, link) && self.is_word(word)))
    }

    /// Whether a word takes this linking element. All but s are endings of plurals and old genitives, and
    /// stand where the word has that ending: Kind-er-garten, but no Post-er and no Rast-er; Stelle-n-abbau,
    /// but no Date-n.
    fn may_link(&self, word: &str, link: &str) -> bool {
        let has_form = || {
            let form = format!("{word}{link}");
            self.is_known(&form, Traits::CAPITAL.with(Traits::GERMAN), Traits::default())
        };
        match link {
            "" | "s" => true,
            "n" => word.ends_with(['e', 'r', 'l']) && !is_silent_e(word),
            "ns" => word.ends_with('e') && !is_silent_e(word),
            "er" => is_er_plural(word),
            "ens" => matches!(word, "herz" | "schmerz") || has_form(),
            "en" => {
                has_form()
                    || ["ent", "ant", "ist", "at", "it", "ion", "or", "frau"].iter().any(|end| word.ends_with(end))
            }
            _ => is_one_syllable(word) || has_form(),
        }
    }

    /// Whether this can stand before a part: words with linking elements.
    fn is_front(&self, front: &str, most: usize) -> bool {
        if front.len() < LEAST_NOUN {
            return false;
        }
        // Schreib-tisch of the verb, Sprach-modell of the noun.
        let has_lost = || {
            let whole = format!("{front}en");
            can_end(front)
                && (self.is_known(&whole, Traits::SMALL.with(Traits::GERMAN), Traits::default())
                    || whole.strip_suffix('n').is_some_and(|word| !is_silent_e(word) && self.is_word(word)))
        };
        self.is_whole_front(front)
            || has_lost()
            || self.splits(front, most, |left, right| self.is_front(left, 1) && self.is_front(right, most - 1))
    }

    /// Whether this can stand behind a part: an ending, or words after a linking element.
    fn is_back(&self, back: &str, may_end: bool, most: usize) -> bool {
        if SUFFIXES.iter().any(|suffix| back.starts_with(suffix)) && !self.is_whole_back(back) {
            return false;
        }
        if may_end && TAILS.contains(&back) {
            return true;
        }
        let rests = || LINKS.iter().filter_map(|link| back.strip_prefix(link)).filter(|rest| rest.len() >= LEAST_NOUN);
        // All the short ways first: taking the rest apart is dear.
        rests().any(|rest| self.is_whole_back(rest))
            || rests().any(|rest| {
                self.splits(rest, most, |left, right| self.is_front(left, 1) && self.is_back(right, false, most - 1))
            })
    }

    /// Whether behind this link words go on.
    fn begins(&self, back: &str, link: &str) -> bool {
        back.strip_prefix(link).is_some_and(|rest| {
            rest.len() >= LEAST_NOUN
                && (self.is_whole_back(rest)
                    || self.splits(rest, MOST_PARTS, |left, right| {
                        self.is_front(left, 1) && self.is_back(right, false, MOST_PARTS - 1)
                    }))
        })
    }

    /// Whether this is one word, in any case and number.
    fn is_whole_back(&self, back: &str) -> bool {
        self.is_word(back) || TAILS.iter().any(|tail| back.strip_suffix(tail).is_some_and(|stem| self.is_word(stem)))
    }

    fn splits(&self, word: &str, most: usize, fits: impl Fn(&str, &str) -> bool) -> bool {
        most > 1
            && (LEAST_NOUN..word.len().saturating_sub(LEAST_NOUN - 1)).any(|at| match word.split_at_checked(at) {
                Some((left, right)) => left.len().max(right.len()) >= LEAST_PART && fits(left, right),
                None => false,
            })
    }
}

/// Whether a word tells by its ending that it is a noun; what stands before the ending is a stem, and no
/// other suffix.
fn is_noun_by_ending(plain: &str) -> bool {
    plain.len() > 6
        && !["ier", "isier", "lich", "isch", "ial"].iter().any(|suffix| plain.starts_with(suffix))
        && NOUN_ENDINGS.iter().any(|ending| {
            plain.strip_suffix(ending).is_some_and(|stem| {
                stem.len() >= LEAST_NOUN && !SUFFIXES.contains(&stem) && stem.contains(['a', 'e', 'i', 'o', 'u', 'y'])
            })
        })
}

/// Whether a German word can end so. No syllable ends in a stop and a liquid: `eintr` is cut off, and
/// `Eintr-acht` no compound.
fn can_end(word: &str) -> bool {
    match word.as_bytes() {
        [.., stop, liquid] => !(b"bdfgkpt".contains(stop) && b"lr".contains(liquid)),
        _ => true,
    }
}

fn is_one_syllable(word: &str) -> bool {
    let is_vowel = |letter: &u8| b"aeiouy".contains(letter);
    word.as_bytes()
        .chunk_by(|left, right| is_vowel(left) == is_vowel(right))
        .filter(|run| run.first().is_some_and(is_vowel))
        .count()
        == 1
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
        let known = words(
            "Paket Quelle Sprache Modell schreiben Klage Gegner Blume Topf erde Papiergröße Einstellung bevorraten bereitgehalten verhalten Partien Format Regel Leser Lieferung überliefern Acht Daten Datenbank Engine Bild Abschnitt Farben Kind",
        );
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
            // Function words, pieces of three letters and suffixes are no parts.
            ("papiergrosseneinstellung", "nein", false),
            ("papiergrosseneinstellung", "einstellung", true),
            ("schwertes", "wert", false),
            ("bevorraten", "raten", false),
            ("bereitgehalten", "alten", false),
            ("antwortverhalten", "wort", false),
            ("partituren", "tur", false),
            ("formatierungsregeln", "format", false),
            ("paketierungsaktivitaten", "paket", false),
            ("leserlichkeit", "leser", false),
            ("uberlieferung", "lieferung", false),
            ("eintracht", "eintr", false),
            // Each linking element stands behind its own words.
            ("datenbankengine", "date", false),
            ("datenbankengine", "bank", true),
            ("bildrasterabschnitt", "rast", false),
            ("posterfarben", "post", false),
            ("kinderbuch", "kind", true),
            ("tagebuch", "tag", true),
            ("jahresende", "jahr", true),
            ("schreibtisch", "tisch", true),
        ];
        let mut wrong = Vec::new();
        for (word, part, expected) in cases {
            let start = word.find(part).unwrap();
            if parts.is_part(word, start..start + part.len(), &mut Memo::default()) != expected {
                wrong.push(format!("{part} in {word}"));
            }
        }
        assert!(wrong.is_empty(), "{wrong:?}");
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
