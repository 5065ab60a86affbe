//! What does the interface say, in which language?
//!
//! One file a language below `static/words`: lines `key = words`, with `{name}` for what is filled
//! in, and `key#one` beside `key` where one thing is worded differently (both German and English
//! have just these two plural forms). [`TONGUES`] is the table; adding an interface language is a
//! row and its file.
//!
//! What a page says before the worker answers stands above the line `;;` of the file, and in the page
//! ([`Words::first`]). The rest, four fifths, comes from the worker ([`more`], [`Words::with`]), which has it
//! anyway and is asked for nothing sooner.

use std::cell::Cell;

use serde::{Deserialize, Serialize};

use crate::article::Date;
use crate::sort;

/// A language of the interface.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Tongue {
    /// German.
    De,
    /// English.
    En,
}

/// What is known about an interface language.
pub struct TongueInfo {
    /// The language.
    pub tongue: Tongue,
    /// Its BCP 47 tag.
    pub tag: &'static str,
    /// Its name in itself.
    pub own_name: &'static str,
    /// The first of its words.
    first: &'static str,
    /// Between the thousands of a number.
    thousands: char,
    /// Before the decimals of a number.
    decimal: char,
}

const DE: &str = include_str!("../static/words/de.txt");
const EN: &str = include_str!("../static/words/en.txt");

/// The words of a language that are not among the first.
pub fn more(tongue: Tongue) -> &'static str {
    match tongue {
        Tongue::De => text(const { &part::<{ DE.len() - first_len(DE) }>(DE, first_len(DE)) }),
        Tongue::En => text(const { &part::<{ EN.len() - first_len(EN) }>(EN, first_len(EN)) }),
    }
}

/// Where the first words of a file end: at the line that begins with `;;`.
const fn first_len(file: &str) -> usize {
    let file = file.as_bytes();
    let mut place = 0;
    while place + 1 < file.len() {
        if file[place] == b';' && file[place + 1] == b';' {
            return place;
        }
        place += 1;
    }
    file.len()
}

/// So much of a file from a place on. A copy: with a slice of it, all of the file would be in the page.
const fn part<const N: usize>(file: &str, from: usize) -> [u8; N] {
    let mut out = [b' '; N];
    let mut place = 0;
    while place < N {
        out[place] = file.as_bytes()[from + place];
        place += 1;
    }
    out
}

/// Files are UTF-8, and are parted between lines.
const fn text(bytes: &[u8]) -> &str {
    match std::str::from_utf8(bytes) {
        Ok(text) => text,
        Err(_) => "",
    }
}

/// The languages of the interface, a row each.
pub static TONGUES: &[TongueInfo] = &[
    TongueInfo {
        tongue: Tongue::De,
        tag: "de",
        own_name: "Deutsch",
        first: text(&part::<{ first_len(DE) }>(DE, 0)),
        thousands: '.',
        decimal: ',',
    },
    TongueInfo {
        tongue: Tongue::En,
        tag: "en",
        own_name: "English",
        first: text(&part::<{ first_len(EN) }>(EN, 0)),
        thousands: ',',
        decimal: '.',
    },
];

impl Tongue {
    /// The language's row in [`TONGUES`].
    pub fn info(self) -> &'static TongueInfo {
        match self {
            Self::De => &TONGUES[0],
            Self::En => &TONGUES[1],
        }
    }

    /// Its BCP 47 tag.
    pub fn tag(self) -> &'static str {
        self.info().tag
    }

    /// The language of this tag (`de`, `de-AT`), where the interface speaks it.
    pub fn read(tag: &str) -> Option<Self> {
        let primary = tag.split(['-', '_']).next().unwrap_or("");
        TONGUES.iter().find(|row| row.tag.eq_ignore_ascii_case(primary)).map(|row| row.tongue)
    }
}

/// The words of one language, ready to use.
#[derive(Clone, Debug, PartialEq)]
pub struct Words {
    tongue: Tongue,
    /// Sorted by key: a table of a hundred words needs no hashing.
    words: Vec<(&'static str, &'static str)>,
    whole: bool,
    /// Whether words were wanted that are not there yet.
    lacked: Cell<bool>,
}

impl Words {
    /// All words of a language.
    pub fn new(tongue: Tongue) -> Self {
        Self::with(tongue, more(tongue))
    }

    /// What a page says before the worker answers.
    pub fn first(tongue: Tongue) -> Self {
        Self::with(tongue, "")
    }

    /// The first words and these.
    pub fn with(tongue: Tongue, more: &'static str) -> Self {
        let mut words: Vec<_> = entries(tongue.info().first).chain(entries(more)).collect();
        sort::by_key(&mut words, |&(key, _)| key);
        Self { tongue, words, whole: !more.is_empty(), lacked: Cell::default() }
    }

    /// Whether these are more than the first.
    pub fn is_whole(&self) -> bool {
        self.lacked.set(self.lacked.get() || !self.whole);
        self.whole
    }

    /// Whether these are the first alone; asked by whoever brings the others.
    pub fn is_first(&self) -> bool {
        !self.whole
    }

    /// Whether something was said, or left unsaid, for which the others are needed.
    pub fn has_lacked(&self) -> bool {
        self.lacked.get()
    }

    /// The language.
    pub fn tongue(&self) -> Tongue {
        self.tongue
    }

    /// The words for a key. A key without words shows itself; a test finds those. Words that are on their way
    /// are left open.
    pub fn get(&self, key: &'static str) -> &'static str {
        self.find(key).unwrap_or(if self.whole { key } else { "…" })
    }

    /// The words for a key that was put together at run time, where there are any.
    pub fn find(&self, key: &str) -> Option<&'static str> {
        let place = self.words.binary_search_by_key(&key, |&(known, _)| known).ok();
        self.lacked.set(self.lacked.get() || !self.whole && place.is_none());
        self.words.get(place?).map(|&(_, words)| words)
    }

    /// The words for a key with `{name}`s filled in.
    pub fn fill(&self, key: &'static str, parts: &[(&str, &str)]) -> String {
        filled(self.get(key), parts)
    }

    /// The words for so many things: `key#one` for one, else `key`; `{n}` is the number.
    pub fn count(&self, key: &'static str, number: u64) -> String {
        let one = (number == 1).then(|| self.find(&format!("{key}#one"))).flatten();
        filled(one.unwrap_or_else(|| self.get(key)), &[("n", &self.number(number))])
    }

    /// A number as the language writes it: `12.500`, `12,500`. Four digits stay together, as in
    /// print ("2000").
    pub fn number(&self, number: u64) -> String {
        let digits = number.to_string();
        if digits.len() <= 4 {
            return digits;
        }
        let mut out = String::new();
        for (place, digit) in digits.chars().enumerate() {
            if place > 0 && (digits.len() - place).is_multiple_of(3) {
                out.push(self.tongue.info().thousands);
            }
            out.push(digit);
        }
        out
    }

    /// A measured value as the language writes it, with at most two decimals and millions in words:
    /// `44,4`, `1,5 Mio.`, `$1 billion` without the sign.
    pub fn value(&self, value: f64) -> String {
        let (scaled, key) = match value.abs() {
            size if size >= 1e9 => (value / 1e9, Some("billions")),
            size if size >= 1e6 => (value / 1e6, Some("millions")),
            _ => (value, None),
        };
        let hundredths = (scaled.abs() * 100.0).round().min(9e15) as u64;
        let mut out = if value < 0.0 { "−".to_string() } else { String::new() };
        out.push_str(&self.number(hundredths / 100));
        let rest = hundredths % 100;
        if rest > 0 {
            out.push(self.decimal());
            out.push_str(format!("{rest:02}").trim_end_matches('0'));
        }
        match key {
            Some(key) => self.fill(key, &[("n", &out)]),
            None => out,
        }
    }

    /// A date as the language writes it, as far as it is known: "13. Mai 2025", "May 2025", "2025".
    pub fn date(&self, date: Date) -> String {
        let month = self.find(&format!("month-{}", date.month)).unwrap_or("");
        let (day, year) = (date.day.to_string(), date.year.to_string());
        let parts = [("day", day.as_str()), ("month", month), ("year", year.as_str())];
        match (date.month, date.day) {
            (0, _) => year,
            (_, 0) => self.fill("date-month", &parts),
            _ => self.fill("date-day", &parts),
        }
    }

    /// The mark before the decimals of a number.
    pub fn decimal(&self) -> char {
        self.tongue.info().decimal
    }
}

/// The `key = words` lines of a text; empty lines and lines that begin with `;` are passed over.
fn entries(file: &'static str) -> impl Iterator<Item = (&'static str, &'static str)> {
    file.lines()
        .filter(|line| !line.starts_with(';'))
        .filter_map(|line| line.split_once('='))
        .map(|(key, words)| (key.trim(), words.trim()))
}

fn filled(words: &str, parts: &[(&str, &str)]) -> String {
    let mut out = String::with_capacity(words.len() + 16);
    let mut rest = words;
    while let Some((before, behind)) = rest.split_once('{') {
        out.push_str(before);
        let (name, after) = behind.split_once('}').unwrap_or((behind, ""));
        match parts.iter().find(|(known, _)| *known == name) {
            Some((_, value)) => out.push_str(value),
            None => out.extend(["{", name, "}"]),
        }
        rest = after;
    }
    out.push_str(rest);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn all(row: &TongueInfo) -> impl Iterator<Item = (&'static str, &'static str)> {
        entries(row.first).chain(entries(more(row.tongue)))
    }

    #[test]
    fn the_first_words_are_few_and_the_same_in_each_language() {
        let keys = |row: &TongueInfo| entries(row.first).map(|(key, _)| key).collect::<Vec<_>>();
        for row in TONGUES {
            assert_eq!(keys(row), keys(&TONGUES[0]), "{}", row.tag);
            // Each of these bytes stands in the page, for every reader and language.
            assert!((1_000..7_500).contains(&row.first.len()), "{} in {}", row.first.len(), row.tag);
            let (first, whole) = (Words::first(row.tongue), Words::new(row.tongue));
            assert_eq!((first.is_whole(), whole.is_whole()), (false, true));
            assert_eq!((first.find("loading").is_some(), first.find("rule-ai")), (true, None));
            assert_eq!(Words::with(row.tongue, more(row.tongue)).words, whole.words);
            assert_eq!((first.has_lacked(), whole.has_lacked()), (true, false));
        }
    }

    #[test]
    fn each_language_has_the_same_keys_and_the_same_gaps() {
        let keys = |row: &TongueInfo| {
            let mut keys: Vec<_> = all(row).map(|(key, _)| key).collect();
            let all = keys.len();
            keys.sort();
            keys.dedup();
            assert_eq!(keys.len(), all, "a key stands twice in {}", row.tag);
            keys
        };
        let gaps = |words: &str| {
            let mut gaps: Vec<String> =
                words.split('{').skip(1).map(|part| part.split('}').next().unwrap_or("").to_string()).collect();
            gaps.sort();
            gaps
        };
        let first = &TONGUES[0];
        for row in TONGUES {
            assert_eq!(keys(row), keys(first), "{} and {}", row.tag, first.tag);
            let words = Words::new(row.tongue);
            for (key, text) in all(first) {
                assert_eq!(words.find(key).map(gaps), Some(gaps(text)), "{key} in {}", row.tag);
            }
        }
    }

    #[test]
    fn gaps_are_filled() {
        assert_eq!(filled("{a} und {b} {c}", &[("a", "1"), ("b", "{a}")]), "1 und {a} {c}");
        assert_eq!(filled("offen {", &[]), "offen {}");
    }

    #[test]
    fn numbers_are_written_as_the_language_does() {
        let (de, en) = (Words::new(Tongue::De), Words::new(Tongue::En));
        assert_eq!(
            [de.number(0), de.number(2000), de.number(12500), en.number(1234567)],
            ["0", "2000", "12.500", "1,234,567"]
        );
    }

    #[test]
    fn values_are_written_as_the_language_does() {
        let (de, en) = (Words::new(Tongue::De), Words::new(Tongue::En));
        assert_eq!(
            [de.value(44.4444), de.value(1.5e6), de.value(270_000.0), de.value(2.7e9)],
            ["44,44", "1,5 Mio.", "270.000", "2,7 Mrd."]
        );
        assert_eq!(
            [en.value(650.88), en.value(-3.0), en.value(4e7), en.value(0.0)],
            ["650.88", "−3", "40 million", "0"]
        );
    }

    #[test]
    fn tags_of_regions_are_understood() {
        assert_eq!(Tongue::read("de-AT"), Some(Tongue::De));
        assert_eq!(Tongue::read("fr"), None);
    }
}
