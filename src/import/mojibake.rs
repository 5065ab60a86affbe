//! Which letters went through a wrong encoding, and what were they?
//!
//! UTF-8 that was read as Windows-1252 shows two or three odd letters for one: "fÃ¼r", "â€žNeinâ€œ".
//! Going back is safe where the odd letters are exactly the bytes of one likely character; what is
//! found is offered, and repaired only when asked.

use super::encoding::WINDOWS_1252;

/// Text read twice wrongly is undone twice; nobody has seen more than three layers.
const MOST_LAYERS: usize = 3;

/// Characters around the first find that are shown with an offer.
const AROUND: usize = 24;

/// A repaired text.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Repair {
    /// The text with the finds put right.
    pub(super) text: String,
    /// How many finds.
    pub(super) places: u32,
    /// A stretch around the first find, as it stands.
    pub(super) before: String,
    /// The same, put right.
    pub(super) after: String,
}

/// The repaired text, or `None` where nothing looks wrong.
pub(super) fn repair(text: &str) -> Option<Repair> {
    let (first, mut places, at) = undo(text)?;
    let mut fixed = first;
    for _ in 1..MOST_LAYERS {
        let Some((more, found, _)) = undo(&fixed) else { break };
        places = places.max(found);
        fixed = more;
    }
    let before = preview(text, at);
    let mut after = before.clone();
    for _ in 0..MOST_LAYERS {
        let Some((more, ..)) = undo(&after) else { break };
        after = more;
    }
    Some(Repair { text: fixed, places, before, after })
}

/// The words around a byte.
fn preview(text: &str, at: usize) -> String {
    let (front, behind) = text.split_at_checked(at).unwrap_or(("", text));
    let from = front.char_indices().rev().take(AROUND).last().map_or(at, |(at, _)| at);
    let length: usize = behind.chars().take(AROUND).map(char::len_utf8).sum();
    text.get(from..at.saturating_add(length)).unwrap_or("").trim().replace('\n', " ")
}

/// One layer undone: the text, how many finds, and where the first is. `None` without a telling find.
fn undo(text: &str) -> Option<(String, u32, usize)> {
    let mut out = String::new();
    let (mut places, mut first, mut kept, mut sure) = (0u32, 0, 0, false);
    let mut at = 0;
    while let Some(letter) = text.get(at..).and_then(|rest| rest.chars().next()) {
        let Some((real, end, telling)) = byte_of(letter).and_then(|lead| character(text, at, lead)) else {
            at += letter.len_utf8();
            continue;
        };
        if places == 0 {
            first = at;
        }
        places = places.saturating_add(1);
        sure |= telling;
        out.push_str(text.get(kept..at).unwrap_or(""));
        out.push(real);
        kept = end;
        at = end;
    }
    out.push_str(text.get(kept..).unwrap_or(""));
    sure.then_some((out, places, first))
}

/// The byte that Windows-1252 shows as this letter, above 0x7F.
fn byte_of(letter: char) -> Option<u8> {
    match u32::from(letter) {
        0..0x80 => None,
        // The free places of Windows-1252 are shown as controls by some programs.
        code @ 0x80..=0xFF => Some(code as u8),
        _ => WINDOWS_1252.iter().position(|&known| known == letter && letter != '\u{FFFD}').map(|at| 0x80 + at as u8),
    }
}

/// The character whose bytes stand from `at` on, where it ends, and whether the find is telling by
/// itself: its first odd letter is one that nobody writes before the second.
fn character(text: &str, at: usize, lead: u8) -> Option<(char, usize, bool)> {
    let length = match lead {
        0xC2..=0xDF => 2,
        0xE2 | 0xEF => 3,
        0xF0 => 4,
        _ => return None,
    };
    let mut bytes = [lead, 0, 0, 0];
    let mut end = at;
    for (place, letter) in text.get(at..)?.chars().take(length).enumerate() {
        bytes[place] = byte_of(letter)?;
        end += letter.len_utf8();
    }
    let real = std::str::from_utf8(bytes.get(..length)?).ok()?.chars().next()?;
    let likely = match u32::from(real) {
        // Letters and signs of Western languages.
        0xA0..=0xFF => true,
        // Of Central European ones: "Ä“" and "Å“" may be a letter before a closing quote.
        0x100..=0x17F => !matches!(bytes[1], 0x84 | 0x91..=0x97),
        // Quotes, dashes, the euro, arrows, signs, the mark in front of a file, faces.
        0x2000..=0x206F | 0x20A0..=0x20BF | 0x2100..=0x27BF | 0xFB00..=0xFB04 | 0xFEFF | 0x1F300..=0x1FAFF => true,
        _ => false,
    };
    likely.then_some((real, end, matches!(lead, 0xC2 | 0xC3 | 0xE2 | 0xEF | 0xF0)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// What a program shows that reads UTF-8 as Windows-1252.
    fn spoilt(text: &str) -> String {
        text.bytes()
            .map(|byte| match byte {
                0x80..=0x9F if WINDOWS_1252[usize::from(byte - 0x80)] == '\u{FFFD}' => char::from(byte),
                0x80..=0x9F => WINDOWS_1252[usize::from(byte - 0x80)],
                _ => char::from(byte),
            })
            .collect()
    }

    #[test]
    fn wrong_letters_are_undone() {
        let right = "Für „viele“ kostet es 5 € – naïve Größen, Ärger & Šerif 😀";
        let found = repair(&spoilt(right)).unwrap();
        assert_eq!((found.text.as_str(), found.places), (right, 11));
        assert_eq!(found.before, "FÃ¼r â€žvieleâ€œ kostet e");
        assert_eq!(found.after, "Für „viele“ kostet e");
        assert_eq!(repair(&spoilt(&spoilt("schön"))).unwrap().text, "schön");
    }

    #[test]
    fn right_letters_stay() {
        for right in [
            "Für „viele“ – „Ä“, „Ö“, „Ü“ und É“ sind Buchstaben.",
            "SÃO PAULO, Português, â la carte, Å“ und Ä“",
            "5 € für 3 °C; «Ça va?»",
            "",
        ] {
            assert_eq!(repair(right), None, "{right}");
        }
    }

    proptest! {
        #[test]
        fn what_was_spoilt_comes_back(right in "[a-z äöüßÄÖÜéèà„“–€]{0,40}") {
            if let Some(found) = repair(&spoilt(&right)) {
                prop_assert_eq!(found.text, right);
            } else {
                prop_assert_eq!(spoilt(&right), right);
            }
        }

        #[test]
        fn no_text_makes_it_panic(text in "\\PC{0,60}|[Â-ï€-™\u{80}-\u{bf}]{0,40}") {
            let _ = repair(&text);
        }
    }
}
