//! Where do words begin and end?
//!
//! A word is a run of letters and digits. Soft hyphens and combining marks belong to it. Three
//! things are read beyond that:
//! - `5.000`, `5'000`, `5 000` (no-break spaces) and `5000` are one number with the key `5000`;
//!   `4.0` and `4,0` have the key `4.0`; a date or a version (`13.05.2025`) is its parts.
//! - `KI-Chef` is `ki`, `chef` and, on the last one's place, the *whole* `kichef`, so that
//!   parts, whole and `"der KI Chef"` all find it.
//! - whether the word is capitalised inside a sentence, which tells German nouns.

use std::ops::Range;

use super::fold;

/// One word of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Word<'a> {
    /// The exact spelling as looked up, see [`fold::exact`]; numbers without their separators.
    pub key: &'a str,
    /// Where it stands in the text, in bytes.
    pub span: Range<usize>,
    /// Which word of the text it is, from 0; a whole has the place of its last part.
    pub place: u32,
    /// Whether it joins the parts of a hyphenated word, which were given before it.
    pub whole: bool,
    /// Its first letter's case, where another word of the same sentence stands before it.
    pub case: Case,
}

/// What the first letter of a word says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Case {
    /// Nothing: the word may begin a sentence, or does not begin with a letter.
    Open,
    /// A small letter inside a sentence.
    Small,
    /// A capital inside a sentence.
    Capital,
}

/// The longest chain of hyphenated parts that also counts as one word; longer ones are
/// sentences in disguise ("Mund-zu-Mund-Propaganda" is in, option lists are out).
const MOST_PARTS: usize = 4;

/// A longer key is cut here, on a character border: nobody looks for a word of 120 bytes, and a
/// line of base64 shall not become one.
const LONGEST_KEY: usize = 120;

/// Gives every word of `text` to `each`, in order of their ends.
pub fn each_word(text: &str, mut each: impl FnMut(Word<'_>)) {
    let mut reader = Reader { text, bytes: text.as_bytes(), at: 0, key: String::with_capacity(64), before: usize::MAX };
    let mut chain = Chain::default();
    let mut place = 0u32;
    while let Some(span) = reader.next_word() {
        if !chain.continues(text, &span) {
            chain.finish(&mut each);
            chain.restart(&span);
        }
        let case = reader.case(&span);
        chain.add(&reader.key, &span, place, case);
        each(Word { key: cut(&reader.key), span: span.clone(), place, whole: false, case });
        place = place.saturating_add(1);
        reader.before = span.end;
    }
    chain.finish(&mut each);
}

/// The words of `text` as owned keys and spans, wholes included.
pub fn words(text: &str) -> Vec<(String, Range<usize>, u32, bool)> {
    let mut out = Vec::new();
    each_word(text, |word| out.push((word.key.to_owned(), word.span, word.place, word.whole)));
    out
}

fn cut(key: &str) -> &str {
    if key.len() <= LONGEST_KEY {
        return key;
    }
    let end = (0..=LONGEST_KEY).rev().find(|&end| key.is_char_boundary(end)).unwrap_or(0);
    key.get(..end).unwrap_or(key)
}

/// The parts of a hyphenated word as far as they have come.
#[derive(Default)]
struct Chain {
    key: String,
    span: Range<usize>,
    parts: usize,
    place: u32,
    letters: bool,
    case: Option<Case>,
}

impl Chain {
    fn continues(&self, text: &str, span: &Range<usize>) -> bool {
        self.parts > 0
            && matches!(span.start.wrapping_sub(self.span.end), 1 | 3)
            && matches!(text.get(self.span.end..span.start), Some("-" | "\u{2010}" | "\u{2011}"))
    }

    fn restart(&mut self, span: &Range<usize>) {
        self.key.clear();
        (self.parts, self.letters, self.case) = (0, false, None);
        self.span = span.clone();
    }

    fn add(&mut self, key: &str, span: &Range<usize>, place: u32, case: Case) {
        self.parts += 1;
        self.place = place;
        self.span.end = span.end;
        self.case.get_or_insert(case);
        if self.parts <= MOST_PARTS {
            self.letters |= key.chars().any(char::is_alphabetic);
            self.key.push_str(key);
        }
    }

    fn finish(&mut self, each: &mut impl FnMut(Word<'_>)) {
        if (2..=MOST_PARTS).contains(&self.parts) && self.letters {
            let case = self.case.unwrap_or(Case::Open);
            each(Word { key: cut(&self.key), span: self.span.clone(), place: self.place, whole: true, case });
        }
        self.parts = 0;
    }
}

/// Reads words one after another; `key` holds the one read last.
struct Reader<'t> {
    text: &'t str,
    bytes: &'t [u8],
    at: usize,
    key: String,
    /// Where the word before ended.
    before: usize,
}

impl Reader<'_> {
    fn byte(&self, at: usize) -> u8 {
        self.bytes.get(at).copied().unwrap_or(0)
    }

    fn char(&self, at: usize) -> Option<char> {
        self.text.get(at..).and_then(|rest| rest.chars().next())
    }

    /// The next word's place, its key in `self.key`.
    fn next_word(&mut self) -> Option<Range<usize>> {
        loop {
            let byte = *self.bytes.get(self.at)?;
            if byte.is_ascii_digit() {
                if let Some(span) = self.number() {
                    return Some(span);
                }
                return Some(self.run());
            }
            if byte.is_ascii_alphabetic() {
                return Some(self.run());
            }
            if byte.is_ascii() {
                self.at += 1;
                continue;
            }
            let letter = self.char(self.at)?;
            if letter.is_alphanumeric() {
                return Some(self.run());
            }
            self.at += letter.len_utf8();
        }
    }

    /// Reads a run of letters and digits that begins here.
    fn run(&mut self) -> Range<usize> {
        let start = self.at;
        let mut end = start;
        let mut unusual = false;
        self.key.clear();
        loop {
            let from = self.at;
            while self.byte(self.at).is_ascii_alphanumeric() {
                self.at += 1;
            }
            if self.at > from {
                let old = self.key.len();
                self.key.push_str(self.text.get(from..self.at).unwrap_or(""));
                if let Some(new) = self.key.get_mut(old..) {
                    new.make_ascii_lowercase();
                }
                end = self.at;
            }
            if self.byte(self.at) < 0x80 {
                break;
            }
            let Some(letter) = self.char(self.at) else {
                break;
            };
            match letter {
                'ä' | 'ö' | 'ü' | 'ß' => self.key.push(letter),
                'Ä' => self.key.push('ä'),
                'Ö' => self.key.push('ö'),
                'Ü' => self.key.push('ü'),
                _ if fold::is_invisible(letter) => {
                    // Part of the word only with more of the word behind it.
                    self.at += letter.len_utf8();
                    continue;
                }
                _ if letter.is_alphanumeric() => {
                    self.key.extend(letter.to_lowercase());
                    unusual |= letter > '\u{ff}';
                }
                _ if super::unicode::is_mark(letter) => {
                    self.key.push(letter);
                    unusual = true;
                }
                _ => break,
            }
            self.at += letter.len_utf8();
            end = self.at;
        }
        if unusual {
            self.key = fold::exact(&self.key);
        }
        self.at = end;
        start..end
    }

    /// Reads a number with separators that begins here; nothing is read where it is a plain run.
    fn number(&mut self) -> Option<Range<usize>> {
        let start = self.at;
        let first = self.digits(start);
        let mut groups = vec![(Separator::None, start..first)];
        if self.byte(first).is_ascii_alphabetic() || (start > 0 && self.follows_group(start)) {
            return None;
        }
        let mut at = first;
        while let Some((separator, width)) = self.separator(at) {
            let end = self.digits(at + width);
            if end == at + width || self.char(end).is_some_and(char::is_alphanumeric) {
                break;
            }
            groups.push((separator, at + width..end));
            at = end;
        }
        let (used, decimals) = read_groups(&groups)?;
        let end = groups.get(used).map(|group| group.1.end)?;
        self.key.clear();
        for (index, (_, span)) in groups.iter().enumerate().take(used + 1) {
            if decimals && index == used {
                self.key.push('.');
            }
            self.key.push_str(self.text.get(span.clone()).unwrap_or(""));
        }
        self.at = end;
        Some(start..end)
    }

    /// Whether a dot and digits stand right before: the middle of a date, to be read as it is.
    fn follows_group(&self, start: usize) -> bool {
        matches!(self.byte(start - 1), b'.' | b',') && start >= 2 && self.byte(start - 2).is_ascii_digit()
    }

    fn digits(&self, mut at: usize) -> usize {
        while self.byte(at).is_ascii_digit() {
            at += 1;
        }
        at
    }

    fn separator(&self, at: usize) -> Option<(Separator, usize)> {
        match self.byte(at) {
            b'.' => Some((Separator::Dot, 1)),
            b',' => Some((Separator::Comma, 1)),
            b'\'' => Some((Separator::Other('\''), 1)),
            0xc2 | 0xe2 => match self.char(at)? {
                mark @ ('\u{2019}' | '\u{a0}' | '\u{202f}' | '\u{2009}') => {
                    Some((Separator::Other(mark), mark.len_utf8()))
                }
                _ => None,
            },
            _ => None,
        }
    }

    fn case(&self, span: &Range<usize>) -> Case {
        let inside = match self.text.get(self.before..span.start) {
            Some(between) => matches!(between, " " | ", " | "-"),
            None => false,
        };
        match self.char(span.start) {
            Some(letter) if inside && letter.is_uppercase() => Case::Capital,
            Some(letter) if inside && letter.is_lowercase() => Case::Small,
            _ => Case::Open,
        }
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Separator {
    None,
    Dot,
    Comma,
    Other(char),
}

/// How many groups behind the first make one number, and whether the last are its decimals.
fn read_groups(groups: &[(Separator, Range<usize>)]) -> Option<(usize, bool)> {
    let rest = groups.get(1..)?;
    let (separator, _) = rest.first()?;
    let thousands = if groups.first()?.1.len() <= 3 {
        rest.iter().take_while(|group| group.0 == *separator && group.1.len() == 3).count()
    } else {
        0
    };
    let is_point =
        |index: usize| rest.get(index).is_some_and(|group| matches!(group.0, Separator::Dot | Separator::Comma));
    if thousands > 0 {
        match rest.len() - thousands {
            0 => Some((thousands, false)),
            // 1.234,5: the decimals' point differs from the thousands' one.
            1 if is_point(thousands) && rest.get(thousands)?.0 != *separator => Some((thousands + 1, true)),
            _ => None,
        }
    } else if rest.len() == 1 && is_point(0) {
        Some((1, true))
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn keys(text: &str) -> Vec<String> {
        words(text).into_iter().map(|word| if word.3 { format!("={}", word.0) } else { word.0 }).collect()
    }

    #[test]
    fn words_are_read_as_people_read_them() {
        let cases: &[(&str, &[&str])] = &[
            ("Der Abbau, sagt er.", &["der", "abbau", "sagt", "er"]),
            ("KI-Chef", &["ki", "chef", "=kichef"]),
            ("Mund-zu-Mund-Propaganda!", &["mund", "zu", "mund", "propaganda", "=mundzumundpropaganda"]),
            ("a-b-c-d-e", &["a", "b", "c", "d", "e"]),
            ("2020-2021", &["2020", "2021"]),
            ("Kunden- und Geldfragen", &["kunden", "und", "geldfragen"]),
            ("5.000 5'000 5’000 5\u{202f}000 5000", &["5000", "5000", "5000", "5000", "5000"]),
            ("1.234.567,89 $1,234.5", &["1234567.89", "1234.5"]),
            ("Industrie 4.0, 3,5 Prozent", &["industrie", "4.0", "3.5", "prozent"]),
            ("am 13.05.2025. 7.", &["am", "13", "05", "2025", "7"]),
            ("GPT-4o B2B", &["gpt", "4o", "=gpt4o", "b2b"]),
            ("Ab\u{ad}bau MU\u{308}LL e\u{301}t\u{e9}", &["abbau", "müll", "été"]),
            ("Klarna's don’t", &["klarna", "s", "don", "t"]),
        ];
        for (text, expected) in cases {
            assert_eq!(&keys(text), expected, "{text}");
        }
    }

    #[test]
    fn capitals_tell_nouns_only_inside_a_sentence() {
        let mut seen = Vec::new();
        each_word("Neue Stellen. Viele gehen, Kunden bleiben", |word| seen.push(word.case));
        assert_eq!(seen, [Case::Open, Case::Capital, Case::Open, Case::Small, Case::Capital, Case::Small]);
    }

    proptest! {
        #[test]
        fn words_stand_in_order_on_character_borders(text in "(\\PC|[-0-9.,' a-cä\u{ad}\u{308}]){0,60}") {
            let mut end = 0;
            let mut next = 0;
            each_word(&text, |word| {
                assert!(text.get(word.span.clone()).is_some_and(|shown| !shown.is_empty()));
                assert!(!word.key.is_empty() && word.key.len() <= LONGEST_KEY);
                if !word.whole {
                    assert!(word.span.start >= end && word.place == next);
                    (end, next) = (word.span.end, next + 1);
                } else {
                    assert!(word.place < next);
                }
            });
        }
    }
}
