//! Where does a sentence end?
//!
//! Not inside `5.000`, `z. B.`, `Dr. Meyer`, `13. Februar` or `shutterstock.com`; yes after a
//! closing quotation mark that follows the stop. A full stop ends a sentence when white space
//! and then something that can open a sentence follow, and the word before it is no abbreviation.

use super::{LANGS, Lang};
use crate::article::Span;

/// Marks that close a quotation or a bracket and belong to the sentence before.
const CLOSING: &[char] = &['"', '\'', '“', '”', '’', '»', '«', '›', '‹', ')', ']'];
/// Marks that open a quotation or a bracket and belong to the sentence behind.
const OPENING: &[char] = &['"', '\'', '„', '“', '‚', '‘', '«', '»', '›', '‹', '(', '[', '–', '-', '—', '¿', '¡', '•'];

/// The sentences of `text`, in order, without the white space between them. Every character that
/// is no white space is in exactly one of them.
pub fn sentences(text: &str, lang: Option<Lang>) -> Vec<Span> {
    let mut found = Vec::new();
    let mut start = 0;
    let mut letters = text.char_indices().peekable();
    while let Some((at, letter)) = letters.next() {
        if !matches!(letter, '.' | '!' | '?' | '…' | ':') {
            continue;
        }
        let mut end = at + letter.len_utf8();
        while let Some(&(next, mark)) = letters.peek() {
            if !(CLOSING.contains(&mark) || matches!(mark, '.' | '!' | '?' | '…')) {
                break;
            }
            end = next + mark.len_utf8();
            letters.next();
        }
        if ends_here(text, start, at, letter, end, lang) {
            push(text, start, end, &mut found);
            start = end;
        }
    }
    push(text, start, text.len(), &mut found);
    found
}

fn push(text: &str, start: usize, end: usize, found: &mut Vec<Span>) {
    let piece = text.get(start..end).unwrap_or("");
    let trimmed = piece.trim();
    if !trimmed.is_empty() {
        let from = start + (piece.len() - piece.trim_start().len());
        found.push(Span::new(from, from + trimmed.len()));
    }
}

/// Whether the mark at `at` (with closing marks up to `end`) ends the sentence begun at `start`.
fn ends_here(text: &str, start: usize, at: usize, mark: char, end: usize, lang: Option<Lang>) -> bool {
    let behind = text.get(end..).unwrap_or("");
    let rest = behind.trim_start();
    if rest.is_empty() {
        return true;
    }
    if rest.len() == behind.len() || mark == ':' {
        // No white space: "5.000", "shutterstock.com". A colon announces and ends nothing.
        return false;
    }
    let Some(opener) = rest.chars().find(|letter| !OPENING.contains(letter)) else {
        return true;
    };
    if opener.is_lowercase() {
        return false;
    }
    if mark != '.' || end > at + 1 {
        // "…?" and "…!" and a stop inside quotation marks end a sentence when a capital follows.
        return true;
    }
    let before = text.get(start..at).unwrap_or("");
    let word_start = before
        .char_indices()
        .rev()
        .find(|&(_, letter)| !(letter.is_alphanumeric() || letter == '.'))
        .map_or(0, |(place, letter)| place + letter.len_utf8());
    let word = before.get(word_start..).unwrap_or("");
    if word.is_empty() {
        return true;
    }
    let rows = || LANGS.iter().filter(move |row| lang.is_none_or(|lang| lang == row.lang));
    if word.bytes().all(|byte| byte.is_ascii_digit()) {
        // "am 13. Februar", "im 3. Quartal": small numbers with a stop are ordinals in German.
        return !(word.len() <= 2 && rows().any(|row| row.ordinal_stop));
    }
    let mut letters = word.chars();
    if let (Some(only), None) = (letters.next(), letters.next()) {
        // An initial ("J. Smith") or the tail of "z. B." and "U. S.".
        return !only.is_alphabetic();
    }
    let lower = word.to_lowercase();
    !rows().any(|row| row.abbreviations.contains(&lower.as_str()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn split(text: &str) -> Vec<&str> {
        sentences(text, None).into_iter().map(|span| span.of(text)).collect()
    }

    #[test]
    fn stops_that_end_no_sentence() {
        for text in [
            "Von 5.000 auf 3.800 Mitarbeiter.",
            "Das gilt z. B. Banken und Versicherern.",
            "Am 13. Februar fiel die Entscheidung.",
            "Laut Dr. Meyer und Prof. Schulz kostet es 40 Mio. Euro.",
            "Mats Wiklund | shutterstock.com Laut einem Bericht",
            "Mr. Smith of Acme Inc. Chicago agreed.",
            "Er sagte: Niemand muss gehen.",
            "Der Satz … geht weiter.",
        ] {
            assert_eq!(split(text), [text]);
        }
    }

    #[test]
    fn stops_that_do() {
        for (text, parts) in [
            ("Es reicht. Wir gehen.", vec!["Es reicht.", "Wir gehen."]),
            ("„Es reicht.“ Sie ging.", vec!["„Es reicht.“", "Sie ging."]),
            ("Warum? Darum! Gut.", vec!["Warum?", "Darum!", "Gut."]),
            ("Das war 2024. Danach kam nichts.", vec!["Das war 2024.", "Danach kam nichts."]),
            ("Überraschung? „Nein“, sagte er.", vec!["Überraschung?", "„Nein“, sagte er."]),
            ("  Eins.  \n Zwei.  ", vec!["Eins.", "Zwei."]),
        ] {
            assert_eq!(split(text), parts);
        }
    }

    proptest::proptest! {
        #[test]
        fn no_character_is_lost_or_doubled(text in "[a-zäA-Z0-9 .?!:„“\"\n…]{0,80}") {
            let kept: String = split(&text).concat().split_whitespace().collect();
            let all: String = text.split_whitespace().collect();
            proptest::prop_assert_eq!(kept, all);
        }
    }
}
