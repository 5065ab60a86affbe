//! Do two aligned texts differ in a name at the same place?
//!
//! A name is a capitalised word where a capital says something. Two of them at one place are *other
//! names* when they are too unlike to be one word misread or misprinted: "Bosch" and "Cisco", not
//! "Befehlszeile" and "BetehIszeile". German capitalises every noun, so a replaced noun counts only
//! when nothing marks it as a common one: an indefinite article, a possessive, a quantifier or a
//! number before it, or an ending that makes nouns.

use super::edit::Editor;
use super::normal::{CAPITAL, HYPHEN, START, TIED, Tokens, has_digit};
use super::verdict::{Block, Side};

/// Two-sided blocks of more words than this are rewritten text.
const SAME_PLACE: usize = 8;

/// What the whole pile says of words, in bitmaps by hash; a collision makes one name less guarded.
pub(crate) struct Seen {
    /// How often a word stands in lower case, and how often with a capital inside a sentence.
    inner: Vec<(u16, u16)>,
    /// Capitalised words outside compounds: how often, and how often behind a German indefinite article or the like,
    /// as common nouns stand and names hardly ever do ("ein Pfad", but not "ein Klarna-Sprecher").
    capital: Vec<(u16, u16)>,
}

/// From one in how many behind such a word a capitalised word is a common noun. At 1, no word is; as
/// it grows, a name that once stood there is one.
const NOUN_FROM: u32 = 25;

impl Seen {
    /// Room for a pile of so many words.
    pub(crate) fn with_words(words: usize) -> Self {
        let size = (words / 16).next_power_of_two().clamp(1 << 8, 1 << 14);
        Self { inner: vec![(0, 0); size * 8], capital: vec![(0, 0); size * 8] }
    }

    /// Reads a text that tells capitals from small letters.
    pub(crate) fn read(&mut self, tokens: &Tokens, determiners: &Determiners, text: std::ops::Range<usize>) {
        let mut behind_determiner = false;
        for t in text.clone() {
            let (word, flags) = (tokens.word[t], tokens.flags[t]);
            let next = if t + 1 < text.end { tokens.flags[t + 1] } else { 0 };
            if flags & CAPITAL == 0 {
                // Part of an address, "klarna.com" says nothing of "Klarna".
                if (flags | next) & TIED == 0 {
                    let at = self.place(word);
                    self.inner[at].0 = self.inner[at].0.saturating_add(1);
                }
                behind_determiner = determiners.has(word);
            } else {
                let at = self.place(word);
                if flags & START == 0 {
                    self.inner[at].1 = self.inner[at].1.saturating_add(1);
                }
                if next & (HYPHEN | TIED) == 0 {
                    let counts = &mut self.capital[at];
                    counts.0 = counts.0.saturating_add(1);
                    counts.1 = counts.1.saturating_add(u16::from(behind_determiner));
                }
                behind_determiner = flags & START != 0 && determiners.has(word);
            }
        }
    }

    /// Whether its capital at a sentence's start says nothing: it is a word that is mostly small.
    fn mostly_lower(&self, word: u32) -> bool {
        let (lower, capital) = self.inner[self.place(word)];
        lower > capital
    }

    fn as_noun(&self, word: u32) -> bool {
        let (all, behind) = self.capital[self.place(word)];
        behind > 1 && u32::from(behind) * NOUN_FROM >= u32::from(all)
    }

    /// Whether it stands alone somewhere, as "Klarna" does and "Quell-" and "Selbsteinhänge-" do not.
    fn alone(&self, word: u32) -> bool {
        self.capital[self.place(word)].0 > 1
    }

    #[inline]
    fn place(&self, word: u32) -> usize {
        (word >> 1) as usize & (self.capital.len() - 1)
    }
}

/// The words of [`COMMON_BEFORE`]: a bitmap says no for most words, a list is sure.
pub(crate) struct Determiners {
    bits: [u64; 32],
    words: Vec<u32>,
}

impl Determiners {
    pub(crate) fn new() -> Self {
        let mut tokens = Tokens::with_capacity(0, 0);
        for word in COMMON_BEFORE {
            tokens.push(word);
        }
        let mut bits = [0; 32];
        for word in &tokens.word {
            bits[(word >> 7 & 31) as usize] |= 1 << (word >> 1 & 63);
        }
        Self { bits, words: tokens.word }
    }

    #[inline]
    fn has(&self, word: u32) -> bool {
        self.bits[(word >> 7 & 31) as usize] >> (word >> 1 & 63) & 1 == 1 && self.words.contains(&word)
    }
}

/// Whether the first text has a name that the second leaves out: such a second text must not bring two
/// together that differ in it.
pub(crate) fn more(tokens: &Tokens, seen: &Seen, blocks: &[Block], x: &Side) -> bool {
    blocks.iter().any(|block| {
        let left_out = block.y.0 == block.y.1 && block.x.1 - block.x.0 <= SAME_PLACE;
        left_out && (block.x.0..block.x.1).any(|t| is_name(tokens, seen, t, x))
    })
}

/// Whether a name differs at a place that both texts have.
pub(crate) fn differ(
    tokens: &Tokens,
    seen: &Seen,
    editor: &mut Editor,
    blocks: &[Block],
    (x, y): (&Side, &Side),
    noisy: u32,
) -> bool {
    // Without capitals on either side nothing tells a name.
    if x.caseless && y.caseless {
        return false;
    }
    blocks.iter().any(|&block| {
        let (x_count, y_count) = (block.x.1 - block.x.0, block.y.1 - block.y.0);
        if x_count == 0 || y_count == 0 || x_count > SAME_PLACE || y_count > SAME_PLACE {
            return false;
        }
        // The same letters, cut apart at another place or misread.
        let (x_text, y_text) = (tokens.slice(block.x.0..block.x.1), tokens.slice(block.y.0..block.y.1));
        if editor.distance(x_text, y_text) * 5 <= 2 * x_text.len().max(y_text.len()) as u32 && x_count.max(y_count) > 1
        {
            return false;
        }
        let named = |t: usize, side: &Side| side.caseless || is_name(tokens, seen, t, side);
        if x_count == y_count {
            return (0..x_count).any(|k| {
                let (i, j) = (block.x.0 + k, block.y.0 + k);
                // "die Webcam" for "der Scanner": an article that changes too marks a common noun.
                let articles = k > 0 && is_article(tokens, i - 1) && is_article(tokens, j - 1);
                !articles
                    && named(i, x)
                    && named(j, y)
                    && unlike(editor, tokens.slice(i..i + 1), tokens.slice(j..j + 1), noisy)
            });
        }
        // One name on either side, and a word that one of them lost beside it.
        let only = |range: (usize, usize), side: &Side| {
            let mut names = (range.0..range.1).filter(|&t| !side.caseless && is_name(tokens, seen, t, side));
            names.next().filter(|_| names.next().is_none())
        };
        if x_count.abs_diff(y_count) == 1
            && let (Some(i), Some(j)) = (only(block.x, x), only(block.y, y))
            && unlike(editor, tokens.slice(i..i + 1), tokens.slice(j..j + 1), noisy + 1)
        {
            return true;
        }
        // One name of two words against another of one: every word must be capitalised.
        let all = |range: (usize, usize), side: &Side| {
            (range.0..range.1).all(|t| side.caseless || tokens.flags[t] & CAPITAL != 0)
        };
        all(block.x, x)
            && all(block.y, y)
            && (block.x.0..block.x.1).any(|t| named(t, x))
            && (block.y.0..block.y.1).any(|t| named(t, y))
            && unlike(editor, tokens.slice(block.x.0..block.x.1), tokens.slice(block.y.0..block.y.1), noisy + 1)
    })
}

fn is_name(tokens: &Tokens, seen: &Seen, at: usize, side: &Side) -> bool {
    let flags = tokens.flags[at];
    let word = tokens.word[at];
    if flags & CAPITAL == 0 || (flags & START != 0 && seen.mostly_lower(word)) || seen.as_noun(word) {
        return false;
    }
    // A part of an address or a constant.
    let behind = if at + 1 < side.tokens.end { tokens.flags[at + 1] } else { 0 };
    if (flags | behind) & TIED != 0 {
        return false;
    }
    // The first part of a compound is a name only when it can stand alone.
    if behind & HYPHEN != 0 && !seen.alone(word) {
        return false;
    }
    let text = tokens.slice(at..at + 1);
    if COMMON_ENDINGS.iter().any(|ending| text.len() > ending.len() + 2 && text.ends_with(ending.as_bytes())) {
        return false;
    }
    if at == side.tokens.start {
        return true;
    }
    if behind & HYPHEN != 0 {
        // What stands before a compound stands before its head.
        return true;
    }
    let before = tokens.slice(at - 1..at);
    let counted = has_digit(tokens.word[at - 1])
        && flags & START == 0
        && !crate::lang::MONTHS.iter().any(|month| month.as_bytes() == text);
    let determined = COMMON_BEFORE.iter().any(|word| word.as_bytes() == before);
    !counted && !determined
}

fn is_article(tokens: &Tokens, at: usize) -> bool {
    ["der", "die", "das", "den", "dem", "des"].iter().any(|a| a.as_bytes() == tokens.slice(at..at + 1))
}

/// Too far apart to be one word in two spellings. The more misspellings stand elsewhere, the more
/// must differ.
fn unlike(editor: &mut Editor, a: &[u8], b: &[u8], noisy: u32) -> bool {
    let longest = a.len().max(b.len()) as u32;
    // Compounds that share a part: "Faxnummer" and "Telefonnummer". Places share theirs too.
    let shortest = a.len().min(b.len());
    let head = a.iter().zip(b).take_while(|(x, y)| x == y).count();
    let tail = a[head..].iter().rev().zip(b[head..].iter().rev()).take_while(|(x, y)| x == y).count();
    let place = PLACE_ENDINGS.iter().any(|ending| a.ends_with(ending.as_bytes()) && b.ends_with(ending.as_bytes()));
    if head + tail >= 5 && (head + tail) * 5 >= shortest * 2 && !place {
        return false;
    }
    let distance = editor.distance(a, b);
    if noisy == 0 { distance > 1 + longest / 5 } else { distance * 5 > longest * 3 && distance > 1 }
}

/// Endings of German nouns (and English ones, harmlessly) that no name has.
const COMMON_ENDINGS: &[&str] = &[
    "ung", "ungen", "heit", "heiten", "keit", "keiten", "schaft", "schaften", "tion", "tionen", "ität", "itäten",
    "ismus", "nisse",
];

/// Endings that names of places share.
const PLACE_ENDINGS: &[&str] = &[
    "burg", "dorf", "stadt", "heim", "hausen", "ingen", "berg", "bach", "furt", "feld", "kirchen", "haven", "land",
    "ton", "ville", "shire",
];

/// What stands before a common noun and hardly ever before a name.
const COMMON_BEFORE: &[&str] = &[
    "ein",
    "eine",
    "einen",
    "einem",
    "einer",
    "eines",
    "kein",
    "keine",
    "keinen",
    "keinem",
    "keiner",
    "mein",
    "meine",
    "sein",
    "seine",
    "seinen",
    "seinem",
    "seiner",
    "seines",
    "ihr",
    "ihre",
    "ihren",
    "ihrem",
    "ihrer",
    "ihres",
    "unser",
    "unsere",
    "unseren",
    "unserer",
    "viele",
    "vielen",
    "vieler",
    "alle",
    "allen",
    "aller",
    "mehrere",
    "mehreren",
    "einige",
    "einigen",
    "jede",
    "jeden",
    "jeder",
    "jedem",
    "jedes",
    "diese",
    "diesen",
    "dieser",
    "diesem",
    "dieses",
    "manche",
    "manchen",
    "des",
    "wenige",
    "wenigen",
    "tausende",
    "hunderte",
    "zahlreiche",
    "weitere",
    "weiteren",
];
