//! Which spellings of a character are the same to Unicode?
//!
//! The normal forms NFC, NFKC and NFKD of Unicode Annex 15, and which characters are marks. The usual
//! crate carries its tables ready to use, 50 kB of Brotli that every reader would wait for; ours is a
//! file of a few kilobytes that is unpacked when the first character outside of Latin-1 asks for it,
//! which most texts never do. `examples/unicode_table.rs` writes it, and the tests hold every character
//! against that crate.

use std::sync::LazyLock;

/// The table in its packed form. All numbers are LEB128; see `examples/unicode_table.rs`.
static PACKED: &[u8] = include_bytes!("unicode.bin");

/// What becomes of a character that has a decomposition.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    /// Two characters that compose to it again.
    Pair,
    /// The same character in another coding, which is never composed again.
    Canonical,
    /// A character that only looks or stands otherwise: a ligature, a wide letter, a raised digit.
    Compatible,
}

#[derive(Default)]
struct Table {
    /// Characters with a decomposition, ascending, and where it begins in `parts`; one entry more at the end.
    entries: Vec<(char, Kind, u32)>,
    parts: Vec<char>,
    /// Two characters and what they compose to, ascending.
    pairs: Vec<(char, char, char)>,
    /// First character, last one, combining class; ascending.
    classes: Vec<(char, char, u8)>,
    /// First and last character of each run of marks, ascending.
    marks: Vec<(char, char)>,
}

static TABLE: LazyLock<Table> = LazyLock::new(|| Table::unpack(PACKED).unwrap_or_default());

/// Reads numbers from bytes; `None` where they end.
struct Numbers<'a>(std::slice::Iter<'a, u8>);

impl Numbers<'_> {
    fn next(&mut self) -> Option<u32> {
        let mut number = 0;
        for shift in (0..32).step_by(7) {
            let byte = *self.0.next()?;
            number |= u32::from(byte & 127) << shift;
            if byte < 128 {
                return Some(number);
            }
        }
        None
    }

    /// A character a step above the last one.
    fn above(&mut self, last: &mut u32) -> Option<char> {
        *last = last.wrapping_add(self.next()?);
        char::from_u32(*last)
    }
}

impl Table {
    fn unpack(bytes: &[u8]) -> Option<Self> {
        let mut numbers = Numbers(bytes.iter());
        let mut table = Self::default();
        let count = numbers.next()?;
        let mut last = 0;
        for _ in 0..count {
            table.entries.push((numbers.above(&mut last)?, Kind::Pair, 0));
        }
        let mut at = 0;
        for entry in &mut table.entries {
            let form = numbers.next()?;
            entry.1 = [Kind::Pair, Kind::Canonical, Kind::Compatible].get(form as usize % 3).copied()?;
            entry.2 = at;
            at += form / 3;
        }
        table.entries.push((char::MAX, Kind::Compatible, at));
        // Each part is told by its distance from the part at the same place of the entry before.
        let mut before = [0_u32; 32];
        for (entry, next) in table.entries.iter().zip(table.entries.iter().skip(1)) {
            for place in 0..(next.2 - entry.2) as usize {
                let step = numbers.next()?;
                let part = before.get_mut(place)?;
                *part = part.wrapping_add(if step & 1 == 0 { step >> 1 } else { !(step >> 1) });
                table.parts.push(char::from_u32(*part)?);
            }
            if let (Kind::Pair, &[.., first, second]) = (entry.1, table.parts.as_slice()) {
                table.pairs.push((first, second, entry.0));
            }
        }
        crate::sort::by_key(&mut table.pairs, |pair| (pair.0, pair.1));
        let mut last = 0;
        for _ in 0..numbers.next()? {
            let first = numbers.above(&mut last)?;
            let class = (numbers.above(&mut last)?, u8::try_from(numbers.next()?).ok()?);
            table.classes.push((first, class.0, class.1));
        }
        let mut last = 0;
        for _ in 0..numbers.next()? {
            table.marks.push((numbers.above(&mut last)?, numbers.above(&mut last)?));
        }
        Some(table)
    }

    fn decomposition(&self, letter: char) -> Option<(Kind, &[char])> {
        let place = self.entries.binary_search_by_key(&letter, |entry| entry.0).ok()?;
        let (start, end) = (self.entries.get(place)?.2, self.entries.get(place + 1)?.2);
        Some((self.entries.get(place)?.1, self.parts.get(start as usize..end as usize)?))
    }

    fn class(&self, letter: char) -> u8 {
        let place = self.classes.partition_point(|class| class.1 < letter);
        self.classes.get(place).filter(|class| class.0 <= letter).map_or(0, |class| class.2)
    }
}

/// Hangul syllables are composed by counting (chapter 3.12 of the standard): first syllable, first
/// leading, vowel and trailing letter, and how many there are of the last two.
const HANGUL: [u32; 6] = [0xac00, 0x1100, 0x1161, 0x11a7, 21, 28];

/// What two characters compose to.
pub fn compose(first: char, second: char) -> Option<char> {
    let [syllables, leading, vowels, trailing, vowel_count, trailing_count] = HANGUL;
    let (one, two) = (u32::from(first), u32::from(second));
    if (leading..leading + 19).contains(&one) && (vowels..vowels + vowel_count).contains(&two) {
        return char::from_u32(syllables + ((one - leading) * vowel_count + two - vowels) * trailing_count);
    }
    if (syllables..syllables + 11_172).contains(&one)
        && (one - syllables).is_multiple_of(trailing_count)
        && (trailing + 1..trailing + trailing_count).contains(&two)
    {
        return char::from_u32(one + two - trailing);
    }
    let pairs = &TABLE.pairs;
    let place = pairs.binary_search_by(|pair| (pair.0, pair.1).cmp(&(first, second))).ok()?;
    pairs.get(place).map(|pair| pair.2)
}

/// Appends the parts of a character, down to those that have none; `compatible` opens ligatures, wide
/// letters and the like too.
fn decompose(letter: char, compatible: bool, out: &mut Vec<(char, u8)>) {
    if letter < '\u{a0}' {
        out.push((letter, 0));
        return;
    }
    let [syllables, leading, vowels, trailing, vowel_count, trailing_count] = HANGUL;
    let place = u32::from(letter).wrapping_sub(syllables);
    if place < 11_172 {
        let parts = [
            leading + place / (vowel_count * trailing_count),
            vowels + place % (vowel_count * trailing_count) / trailing_count,
            trailing + place % trailing_count,
        ];
        let parts = parts.into_iter().filter(|&part| part != trailing).filter_map(char::from_u32);
        out.extend(parts.map(|part| (part, 0)));
        return;
    }
    match TABLE.decomposition(letter) {
        Some((kind, parts)) if compatible || kind != Kind::Compatible => {
            for &part in parts {
                decompose(part, compatible, out);
            }
        }
        _ => out.push((letter, TABLE.class(letter))),
    }
}

/// Marks in a row stand in the order of their classes; those of one class keep theirs.
fn reorder(letters: &mut [(char, u8)]) {
    for run in letters.split_mut(|letter| letter.1 == 0).filter(|run| run.len() > 1) {
        crate::sort::by_key(run, |letter| letter.1);
    }
}

/// Composes what composes, in place.
fn recompose(letters: &mut Vec<(char, u8)>) {
    let (mut kept, mut starter): (usize, Option<usize>) = (0, None);
    for at in 0..letters.len() {
        let (letter, class) = letters[at];
        // A letter is blocked by one of the same or a higher class between it and its starter.
        let near = starter.filter(|&starter| kept == starter + 1 || letters[kept - 1].1 < class && class != 0);
        let composed = near.and_then(|starter| Some((starter, compose(letters[starter].0, letter)?)));
        match composed {
            Some((starter, composed)) => letters[starter].0 = composed,
            None => {
                if class == 0 {
                    starter = Some(kept);
                }
                letters[kept] = (letter, class);
                kept += 1;
            }
        }
    }
    letters.truncate(kept);
}

fn normalised(text: &str, compatible: bool, composed: bool) -> String {
    let mut letters = Vec::with_capacity(text.len());
    for letter in text.chars() {
        decompose(letter, compatible, &mut letters);
    }
    reorder(&mut letters);
    if composed {
        recompose(&mut letters);
    }
    letters.into_iter().map(|(letter, _)| letter).collect()
}

/// The text with everything composed.
pub fn nfc(text: &str) -> String {
    // Nothing in Latin-1 is changed, nor does anything in it compose.
    if text.chars().all(|letter| letter <= '\u{ff}') { text.to_string() } else { normalised(text, false, true) }
}

/// The text with ligatures, wide letters and the like as plain ones, and everything composed.
pub fn nfkc(text: &str) -> String {
    // The same for NFKC, but for eighteen characters of Latin-1.
    if text.chars().all(|letter| letter < '\u{a0}' || is_plain(letter)) {
        text.to_string()
    } else {
        normalised(text, true, true)
    }
}

/// The text with ligatures, wide letters and the like as plain ones, and nothing composed.
pub fn nfkd(text: &str) -> String {
    if text.is_ascii() { text.to_string() } else { normalised(text, true, false) }
}

/// A letter or punctuation mark of Latin-1 that NFKC leaves alone.
fn is_plain(letter: char) -> bool {
    matches!(letter, '\u{a1}'..='\u{a7}' | '\u{a9}' | '«'..='®' | '°'..='±' | '¶'..='·' | '»' | '¿'..='ÿ')
}

/// Whether a character is a mark: an accent, a vowel sign, something that stands on or around letters.
pub fn is_mark(letter: char) -> bool {
    if letter < '\u{300}' {
        return false;
    }
    let place = TABLE.marks.partition_point(|run| run.1 < letter);
    TABLE.marks.get(place).is_some_and(|run| run.0 <= letter)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use unicode_normalization::UnicodeNormalization;
    use unicode_normalization::char as theirs;

    #[test]
    fn every_character_is_as_the_known_crate_has_it() {
        // Beyond stand private and unused characters, which have no other spelling.
        for letter in ('\0'..='\u{323af}').chain('\u{e0000}'..='\u{e01ef}') {
            let text = letter.to_string();
            assert_eq!(nfc(&text), text.nfc().collect::<String>(), "{letter:?}");
            assert_eq!(nfkc(&text), text.nfkc().collect::<String>(), "{letter:?}");
            assert_eq!(nfkd(&text), text.nfkd().collect::<String>(), "{letter:?}");
            assert_eq!(is_mark(letter), theirs::is_combining_mark(letter), "{letter:?}");
            assert_eq!(TABLE.class(letter), theirs::canonical_combining_class(letter), "{letter:?}");
        }
    }

    #[test]
    fn every_pair_composes_as_in_the_known_crate() {
        let parts: std::collections::BTreeSet<char> =
            TABLE.pairs.iter().flat_map(|pair| [pair.0, pair.1]).chain("각각ab".chars()).collect();
        for &first in &parts {
            for &second in &parts {
                assert_eq!(compose(first, second), theirs::compose(first, second), "{first:?} {second:?}");
            }
        }
    }

    proptest! {
        #[test]
        fn texts_come_out_as_from_the_known_crate(
            text in "(\\PC|[a-zÀ-ſ\u{300}-\u{345}\u{5b0}-\u{5bd}ﬀ-ﬆ가-각ᄀ-낙①-⑨\u{1100}-\u{11ff}\u{93c}\u{915}]){0,40}",
        ) {
            prop_assert_eq!(nfc(&text), text.nfc().collect::<String>());
            prop_assert_eq!(nfkc(&text), text.nfkc().collect::<String>());
            prop_assert_eq!(nfkd(&text), text.nfkd().collect::<String>());
        }
    }

    #[test]
    fn a_text_of_marks_alone_costs_no_square() {
        let marks: String = (0..200_000).map(|place| if place % 2 == 0 { '\u{301}' } else { '\u{316}' }).collect();
        assert_eq!(nfkc(&marks).chars().count(), 200_000);
    }
}
