//! What does a text come down to once case, punctuation and spelling of characters are set aside?
//!
//! A text becomes a run of tokens: NFKC, lower case (`ß` folds to `ss`, as capitals write it), soft
//! hyphens and zero-width characters dropped, everything that is neither letter nor digit a border.
//! The bytes of the tokens lie one after another without borders, so the characters of any run of
//! tokens are one slice, and "signa l" and "signal" compare equal there.
//!
//! Plain ASCII and the letters of Latin-1 and Latin Extended-A go through a fast path straight on
//! UTF-8; only a text with anything else goes through NFKC first ([`unicode`]).

use crate::lang::unicode;

/// In a token's flags: it begins with a capital in the original.
pub(crate) const CAPITAL: u8 = 1;
/// In a token's flags: it begins a sentence, so its capital says little.
pub(crate) const START: u8 = 2;
/// In a token's flags: a hyphen alone stands between it and the token before, as in a compound.
pub(crate) const HYPHEN: u8 = 4;
/// In a token's flags: one of `_ . @ = \` alone stands there, as in an address or a
/// constant, or a bracket opens before it.
pub(crate) const TIED: u8 = 8;

/// Whether a word holds a digit.
#[inline]
pub(crate) fn has_digit(word: u32) -> bool {
    word & 1 == 1
}

/// Texts as tokens, in flat arrays.
#[derive(Default)]
pub(crate) struct Tokens {
    /// The normalised characters of all tokens, without borders.
    pub(crate) bytes: Vec<u8>,
    /// Token → where its bytes start; one entry more than tokens.
    pub(crate) start: Vec<u32>,
    /// Token → its word: 31 bits of hash, then a bit that is set when it holds a digit.
    pub(crate) word: Vec<u32>,
    /// Token → [`CAPITAL`] and [`START`].
    pub(crate) flags: Vec<u8>,
    /// Text → its first token; one entry more than texts.
    pub(crate) first: Vec<u32>,
}

impl Tokens {
    /// An empty store with room for texts of `bytes` bytes in all.
    pub(crate) fn with_capacity(bytes: usize, texts: usize) -> Self {
        let mut tokens = Self {
            bytes: Vec::with_capacity(bytes),
            start: Vec::with_capacity(bytes / 6),
            word: Vec::with_capacity(bytes / 6),
            flags: Vec::with_capacity(bytes / 6),
            first: Vec::with_capacity(texts + 1),
        };
        tokens.start.push(0);
        tokens.first.push(0);
        tokens
    }

    /// Gives back the room that no text needed.
    pub(crate) fn shrink(&mut self) {
        self.bytes.shrink_to_fit();
        self.start.shrink_to_fit();
        self.word.shrink_to_fit();
        self.flags.shrink_to_fit();
    }

    /// The range of tokens of a text.
    #[inline]
    pub(crate) fn range(&self, text: u32) -> std::ops::Range<usize> {
        let text = text as usize;
        self.first[text] as usize..self.first[text + 1] as usize
    }

    /// The characters of a run of tokens.
    #[inline]
    pub(crate) fn slice(&self, tokens: std::ops::Range<usize>) -> &[u8] {
        &self.bytes[self.start[tokens.start] as usize..self.start[tokens.end] as usize]
    }

    /// Adds a text; returns how many punctuation marks it had (borders that are not white space).
    pub(crate) fn push(&mut self, text: &str) -> u32 {
        let mark = (self.bytes.len(), self.word.len());
        let marks = match self.push_fast(text) {
            Some(marks) => marks,
            None => {
                self.bytes.truncate(mark.0);
                self.word.truncate(mark.1);
                self.flags.truncate(mark.1);
                self.start.truncate(mark.1 + 1);
                let composed = unicode::nfkc(text);
                self.push_folded(&composed)
            }
        };
        self.first.push(self.word.len() as u32);
        marks
    }

    /// Takes back the text that was added last.
    pub(crate) fn pop(&mut self) {
        self.first.pop();
        let tokens = self.first.last().map_or(0, |&t| t as usize);
        self.word.truncate(tokens);
        self.flags.truncate(tokens);
        self.start.truncate(tokens + 1);
        self.bytes.truncate(self.start[tokens] as usize);
    }

    #[inline]
    fn close(&mut self, open: &Open) {
        let mixed = (open.hash ^ (open.hash >> 29)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        self.word.push(((mixed >> 32) as u32 & !1) | u32::from(open.digit));
        self.flags.push(u8::from(open.capital) | u8::from(open.starts) << 1 | open.tie);
        self.start.push(self.bytes.len() as u32);
    }

    /// `None` when the text has a character that needs normalising first.
    fn push_fast(&mut self, text: &str) -> Option<u32> {
        let raw = text.as_bytes();
        let mut at = 0;
        let mut marks = 0;
        let mut open = Open::default();
        while at < raw.len() {
            let byte = raw[at];
            let class = ASCII[byte as usize];
            if class >= FIRST_WORD_BYTE {
                open.capital |= open.fresh & byte.is_ascii_uppercase();
                open.fresh = false;
                let run = raw[at..].iter().map(|&b| ASCII[b as usize]).take_while(|&class| class >= FIRST_WORD_BYTE);
                let before = self.bytes.len();
                let mut hash = open.hash;
                let mut least = u8::MAX;
                self.bytes.extend(run.inspect(|&class| {
                    hash = (hash ^ u64::from(class)).wrapping_mul(PRIME);
                    least = least.min(class);
                }));
                open.hash = hash;
                // Digits stand before letters.
                open.digit |= least <= b'9';
                at += self.bytes.len() - before;
                continue;
            }
            at += 1;
            if byte < 0x80 {
                marks += u32::from(class);
                let closed = self.border(&mut open);
                open.starts |= ends_sentence(byte);
                open.tie = if closed || byte == b'[' { tie(byte) } else { 0 };
            } else {
                let next = raw.get(at).copied().unwrap_or(0);
                let third = raw.get(at + 1).copied().unwrap_or(0);
                match (byte, next, third) {
                    // Soft hyphen: nothing at all.
                    (0xc2, 0xad, _) => at += 1,
                    (0xc2, 0xa0, _) => {
                        at += 1;
                        self.border(&mut open);
                        open.tie = 0;
                    }
                    // « » § · ° and the like; not the superscripts and fractions, which hold digits.
                    (0xc2, 0xa1..=0xa7 | 0xa9 | 0xab | 0xac | 0xae | 0xb0 | 0xb1 | 0xb6 | 0xb7 | 0xbb | 0xbf, _) => {
                        at += 1;
                        marks += 1;
                        self.border(&mut open);
                        open.tie = 0;
                    }
                    (0xc3, 0x9f, _) => {
                        at += 1;
                        self.letter(&mut open, b"ss", false);
                    }
                    (0xc3, 0x80..=0x9e, _) if next != 0x97 => {
                        at += 1;
                        self.letter(&mut open, &[0xc3, next + 0x20], true);
                    }
                    (0xc3, 0xa0..=0xbf, _) if next != 0xb7 => {
                        at += 1;
                        self.letter(&mut open, &[0xc3, next], false);
                    }
                    // Dashes, quotation marks, bullets; not the ellipsis' neighbours that NFKC opens.
                    (0xe2, 0x80, 0x90 | 0x92..=0x96 | 0x98..=0xa3 | 0xb9 | 0xba) => {
                        at += 2;
                        marks += 1;
                        self.border(&mut open);
                        open.tie = 0;
                    }
                    // The ellipsis, which NFKC opens into three full stops.
                    (0xe2, 0x80, 0xa6) => {
                        at += 2;
                        marks += 3;
                        self.border(&mut open);
                        open.tie = 0;
                        open.starts = true;
                    }
                    // The euro sign.
                    (0xe2, 0x82, 0xac) => {
                        at += 2;
                        marks += 1;
                        self.border(&mut open);
                        open.tie = 0;
                    }
                    _ => return None,
                }
            }
        }
        self.border(&mut open);
        Some(marks)
    }

    #[inline]
    fn letter(&mut self, open: &mut Open, folded: &[u8], capital: bool) {
        open.capital |= open.fresh & capital;
        open.fresh = false;
        for &byte in folded {
            self.bytes.push(byte);
            open.hash = (open.hash ^ u64::from(byte)).wrapping_mul(PRIME);
        }
    }

    #[inline]
    fn border(&mut self, open: &mut Open) -> bool {
        if open.fresh {
            return false;
        }
        self.close(open);
        *open = Open { starts: false, ..Open::default() };
        true
    }

    fn push_folded(&mut self, text: &str) -> u32 {
        let mut marks = 0;
        let mut open = Open::default();
        let mut buffer = [0_u8; 4];
        for ch in text.chars() {
            match ch {
                '\u{ad}' | '\u{200b}'..='\u{200d}' | '\u{2060}' | '\u{feff}' => {}
                'ß' | 'ẞ' => self.letter(&mut open, b"ss", ch == 'ẞ'),
                _ if ch.is_alphanumeric() || unicode::is_mark(ch) => {
                    if ch.is_numeric() {
                        open.digit = true;
                    }
                    let capital = ch.is_uppercase();
                    for lower in ch.to_lowercase() {
                        self.letter(&mut open, lower.encode_utf8(&mut buffer).as_bytes(), capital);
                    }
                }
                _ => {
                    marks += u32::from(!ch.is_whitespace() && !ch.is_control());
                    let closed = self.border(&mut open);
                    let byte = u8::try_from(ch).unwrap_or(0);
                    open.starts |= ends_sentence(byte);
                    open.tie = if closed || byte == b'[' { tie(byte) } else { 0 };
                }
            }
        }
        self.border(&mut open);
        marks
    }
}

/// The token that is being read.
struct Open {
    hash: u64,
    fresh: bool,
    capital: bool,
    digit: bool,
    starts: bool,
    tie: u8,
}

impl Default for Open {
    fn default() -> Self {
        Self { hash: SEED, fresh: true, capital: false, digit: false, starts: true, tie: 0 }
    }
}

#[inline]
fn ends_sentence(mark: u8) -> bool {
    matches!(mark, b'.' | b'!' | b'?' | b':' | b'|')
}

#[inline]
fn tie(mark: u8) -> u8 {
    match mark {
        b'-' => HYPHEN,
        b'_' | b'.' | b'@' | b'=' | b'\\' | b'[' => TIED,
        _ => 0,
    }
}

/// Start and step of FNV-1a (Fowler, Noll, Vo).
const SEED: u64 = 0xcbf2_9ce4_8422_2325;
const PRIME: u64 = 0x0000_0100_0000_01b3;

const FIRST_WORD_BYTE: u8 = b'0';

/// Byte → its folded form; 1 for a punctuation mark, 0 for white space, a control or no ASCII.
const ASCII: [u8; 256] = {
    let mut table = [0_u8; 256];
    let mut byte = 0_u8;
    while byte < 0x80 {
        table[byte as usize] = if byte.is_ascii_alphanumeric() {
            byte.to_ascii_lowercase()
        } else if byte.is_ascii_punctuation() {
            1
        } else {
            0
        };
        byte += 1;
    }
    table
};

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> Vec<String> {
        let mut tokens = Tokens::with_capacity(0, 0);
        tokens.push(text);
        tokens.range(0).map(|t| String::from_utf8(tokens.slice(t..t + 1).to_vec()).unwrap()).collect()
    }

    #[test]
    fn spellings_of_one_text_come_to_the_same() {
        let plain = words("Der Übergang kostet 5.000 Euro – „basierend“ auf Straße.");
        for other in [
            "DER ÜBERGANG KOSTET 5.000 EURO BASIEREND AUF STRASSE",
            "Der U\u{308}bergang\n kostet 5.000\u{a0}Euro - \"basie\u{ad}rend\" auf Stra\u{df}e",
            "der übergang kostet ５.０００ euro »basierend« auf straße…",
        ] {
            assert_eq!(words(other), plain, "{other}");
        }
        assert_eq!(plain, ["der", "übergang", "kostet", "5", "000", "euro", "basierend", "auf", "strasse"]);
    }

    #[test]
    fn fast_and_slow_path_agree_on_every_character_of_the_fast_one() {
        for code in (0..0x2100_u32).filter_map(char::from_u32) {
            let text = format!("a{code}B 1{code}2 {code}x");
            let mut fast = Tokens::with_capacity(0, 0);
            let Some(marks) = fast.push_fast(&text) else { continue };
            let mut slow = Tokens::with_capacity(0, 0);
            let composed = unicode::nfkc(&text);
            let slow_marks = slow.push_folded(&composed);
            assert_eq!(
                (&fast.bytes, &fast.word, &fast.flags, &fast.start),
                (&slow.bytes, &slow.word, &slow.flags, &slow.start),
                "{code:?}"
            );
            assert_eq!(marks, slow_marks, "{code:?}");
        }
    }

    #[test]
    fn flags_tell_capitals_and_digits() {
        let mut tokens = Tokens::with_capacity(0, 0);
        tokens.push("Äpfel kosten IPv4 fünf");
        assert_eq!(tokens.flags, [CAPITAL | START, 0, CAPITAL, 0]);
        assert!(tokens.word.iter().map(|&w| has_digit(w)).eq([false, false, true, false]));
        tokens.push("noch mehr");
        tokens.pop();
        assert_eq!(tokens.word.len(), 4);
        assert_eq!(tokens.first, [0, 4]);
    }
}
