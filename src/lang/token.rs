//! Which words does a passage consist of, and where do its sentences and clauses break?
//!
//! A token is a word, a number or one sign. Words are folded to lower case into one buffer, so
//! that cues are looked up without an allocation a word. A hyphen divides: `Klarna-Chef` is three
//! tokens, and the last knows that no blank stands before it.

use crate::article::Span;

/// What a token is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// Letters, with digits and apostrophes between them.
    Word,
    /// Digits, with the separators of thousands and decimals between them.
    Number,
    /// One sign.
    Sign(char),
}

/// A word, a number or a sign of a passage.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Token {
    /// Where it stands in the text.
    pub start: usize,
    /// One past its last byte.
    pub end: usize,
    /// Where its folded form stands in [`Tokens::folded`].
    fold: (usize, usize),
    /// What it is.
    pub kind: Kind,
    /// Whether a blank (or the beginning) stands before it.
    pub blank_before: bool,
    /// Whether its first letter is a capital.
    pub capital: bool,
    /// The sentence, counted from 0.
    pub sentence: u16,
    /// The clause, counted from 0 through the whole passage: ends at commas, dashes and sentence ends.
    pub clause: u16,
    /// Whether it stands between quotation marks.
    pub quoted: bool,
}

impl Token {
    /// Where it stands.
    pub fn span(&self) -> Span {
        Span::new(self.start, self.end)
    }

    /// Whether it is a word.
    pub fn is_word(&self) -> bool {
        self.kind == Kind::Word
    }

    /// Whether it is the given sign.
    pub fn is_sign(&self, sign: char) -> bool {
        self.kind == Kind::Sign(sign)
    }
}

/// A passage as tokens.
#[derive(Clone, Debug, Default)]
pub(crate) struct Tokens {
    /// In order.
    pub list: Vec<Token>,
    /// The folded forms, each between two blanks: ` klarna - chef `.
    pub folded: String,
    /// How many sentences there are.
    pub sentences: u16,
}

impl Tokens {
    /// The folded form of a token; empty beyond the last.
    pub fn fold(&self, index: usize) -> &str {
        self.list.get(index).and_then(|token| self.folded.get(token.fold.0..token.fold.1)).unwrap_or("")
    }

    /// The folded form of a token between its two blanks.
    pub fn framed(&self, index: usize) -> &str {
        let token = self.list.get(index);
        token.and_then(|token| self.folded.get(token.fold.0.checked_sub(1)?..token.fold.1 + 1)).unwrap_or("")
    }

    /// The token, if there is one.
    pub fn get(&self, index: usize) -> Option<&Token> {
        self.list.get(index)
    }
}

fn joins_numbers(sign: char) -> bool {
    matches!(sign, '.' | ',' | '\'' | '’')
}

fn is_apostrophe(sign: char) -> bool {
    matches!(sign, '\'' | '’' | 'ʼ')
}

/// Cuts a text into tokens.
pub(crate) fn tokens(text: &str) -> Tokens {
    let mut out = Tokens::default();
    read(text, &mut out);
    out
}

/// Cuts a text into tokens, in the room that another text's have had.
pub(crate) fn read(text: &str, out: &mut Tokens) {
    out.list.clear();
    out.list.reserve(text.len() / 5 + 4);
    out.folded.clear();
    out.folded.reserve(text.len() + 16);
    out.folded.push(' ');
    let mut blank_before = true;
    let mut start = 0;
    while let Some(first) = letter(text, start) {
        let mut end = start + first.len_utf8();
        if first.is_whitespace() || matches!(first, '\u{200b}' | '\u{feff}') {
            blank_before = true;
            start = end;
            continue;
        }
        let fold_start = out.folded.len();
        let kind = if first.is_alphabetic() {
            push_lower(&mut out.folded, first);
            loop {
                end = push_plain(text, end, &mut out.folded);
                let Some(next) = letter(text, end) else { break };
                let after = end + next.len_utf8();
                let goes_on = next.is_alphanumeric()
                    || next == '\u{ad}'
                    || is_combining(next)
                    || (is_apostrophe(next) && letter(text, after).is_some_and(char::is_alphabetic));
                if !goes_on {
                    break;
                }
                if is_apostrophe(next) {
                    out.folded.push('\'');
                } else if next != '\u{ad}' {
                    push_lower(&mut out.folded, next);
                }
                end = after;
            }
            Kind::Word
        } else if first.is_ascii_digit() {
            out.folded.push(first);
            while let Some(next) = letter(text, end) {
                let after = end + next.len_utf8();
                let goes_on = next.is_ascii_digit()
                    || (joins_numbers(next) && text.as_bytes().get(after).is_some_and(u8::is_ascii_digit));
                if !goes_on {
                    break;
                }
                out.folded.push(if next == '’' { '\'' } else { next });
                end = after;
            }
            Kind::Number
        } else {
            push_lower(&mut out.folded, first);
            Kind::Sign(first)
        };
        let fold = (fold_start, out.folded.len());
        out.folded.push(' ');
        out.list.push(Token {
            start,
            end,
            fold,
            kind,
            blank_before,
            capital: first.is_uppercase(),
            sentence: 0,
            clause: 0,
            quoted: false,
        });
        blank_before = false;
        start = end;
    }
    divide(text, out);
}

/// The letter that begins at a byte.
#[inline]
fn letter(text: &str, at: usize) -> Option<char> {
    let &byte = text.as_bytes().get(at)?;
    if byte.is_ascii() { Some(char::from(byte)) } else { text.get(at..)?.chars().next() }
}

/// Adds the plain letters and digits that stand from a byte on, in lower case; gives where they end.
fn push_plain(text: &str, from: usize, out: &mut String) -> usize {
    let plain = |byte: &u8| byte.is_ascii_alphanumeric();
    let run = text.as_bytes().get(from..).map_or(0, |rest| rest.iter().take_while(|byte| plain(byte)).count());
    let before = out.len();
    out.push_str(text.get(from..from + run).unwrap_or(""));
    if let Some(added) = out.get_mut(before..) {
        added.make_ascii_lowercase();
    }
    from + run
}

fn push_lower(out: &mut String, letter: char) {
    if letter.is_ascii() {
        out.push(letter.to_ascii_lowercase());
    } else {
        out.extend(letter.to_lowercase());
    }
}

fn is_combining(letter: char) -> bool {
    ('\u{300}'..='\u{36f}').contains(&letter)
}

/// Words before a full stop that does not end a sentence.
const ABBREVIATED: &[&str] = &[
    "mio", "mrd", "tsd", "bzw", "ca", "dr", "prof", "nr", "st", "usw", "etc", "vgl", "inkl", "mr", "mrs", "ms", "no",
    "inc", "ltd", "corp", "co", "z", "b", "d", "h", "u", "a", "s", "v", "rd", "evtl", "ggf", "sog", "abs", "art", "vs",
    "approx", "est", "jan", "feb", "aug", "sept", "okt", "oct", "nov", "dez", "dec", "e", "g", "i", "p", "o", "k",
];

/// Sets the sentence, the clause and the quotation of each token.
fn divide(text: &str, out: &mut Tokens) {
    let (mut sentence, mut clause, mut quoted) = (0u16, 0u16, false);
    for index in 0..out.list.len() {
        let Some(&token) = out.list.get(index) else {
            break;
        };
        let next = out.list.get(index + 1).copied();
        let (mut ends_sentence, mut ends_clause) = (false, false);
        let mut quoted_here = quoted;
        if let Kind::Sign(sign) = token.kind {
            match sign {
                '„' | '«' | '“' | '»' | '”' | '"' => {
                    // An opening mark stands before a word without a blank, a closing one behind it.
                    let opens = match sign {
                        '„' => true,
                        '”' => false,
                        _ => !quoted && next.is_some_and(|next| !next.blank_before),
                    };
                    quoted = opens;
                    quoted_here = true;
                }
                ',' | '–' | '—' | '(' | ')' | '-' => {
                    ends_clause = sign != '-' || (token.blank_before && next.is_some_and(|next| next.blank_before));
                }
                ';' | ':' => ends_clause = true,
                '!' | '?' | '…' => ends_sentence = true,
                '.' => {
                    let before = index.checked_sub(1).map_or("", |before| out.fold(before));
                    let was_number = index
                        .checked_sub(1)
                        .and_then(|before| out.list.get(before))
                        .is_some_and(|before| before.kind == Kind::Number && before.end - before.start <= 2);
                    let goes_on = next
                        .is_some_and(|next| !next.blank_before && next.is_word() || next.is_word() && !next.capital);
                    let month_follows = was_number && next.is_some_and(|next| next.is_word());
                    ends_sentence = !(goes_on || month_follows || ABBREVIATED.contains(&before));
                }
                _ => {}
            }
        }
        if let Some(next) = next {
            // A line break between two tokens ends a sentence as well: headings have no full stop.
            ends_sentence |= text.get(token.end..next.start).is_some_and(|gap| gap.contains('\n'));
        }
        if let Some(token) = out.list.get_mut(index) {
            (token.sentence, token.clause, token.quoted) = (sentence, clause, quoted_here);
        }
        if ends_sentence {
            sentence = sentence.saturating_add(1);
        }
        if ends_sentence || ends_clause {
            clause = clause.saturating_add(1);
        }
    }
    out.sentences = out.list.last().map_or(0, |last| last.sentence.saturating_add(1));
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str) -> Vec<String> {
        let tokens = tokens(text);
        (0..tokens.list.len()).map(|index| tokens.fold(index).to_string()).collect()
    }

    #[test]
    fn numbers_words_and_signs_are_told_apart() {
        assert_eq!(
            shown("Klarna-Chef: 1.100,5 Mio. €40m"),
            ["klarna", "-", "chef", ":", "1.100,5", "mio", ".", "€", "40", "m"]
        );
        assert_eq!(shown("McDonald’s 5'000 Q3"), ["mcdonald's", "5'000", "q3"]);
    }

    #[test]
    fn an_abbreviation_and_a_date_end_no_sentence() {
        let tokens = tokens("Am 14. Mai kamen 40 Mio. Euro. Dann ging es los. „Gut.“ Ja!");
        assert_eq!(tokens.sentences, 4);
    }

    #[test]
    fn quotations_are_known() {
        let tokens = tokens("Er sagt: „Nie wieder“, und geht. “So it is,” she said.");
        let quoted: Vec<&str> = (0..tokens.list.len())
            .filter(|&index| tokens.list[index].quoted && tokens.list[index].is_word())
            .map(|index| tokens.fold(index))
            .collect();
        assert_eq!(quoted, ["nie", "wieder", "so", "it", "is"]);
    }
}
