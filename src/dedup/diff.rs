//! How do two wordings differ, word by word, for a reader to see?
//!
//! The operations cover both texts without a gap: joining the spans of one side gives its text back.
//! Words are compared as they stand, case and all, and fall back on [`super::align`]: rows are kept
//! up to a bound, and what is longer is split at words that stand once in each text, so time and
//! memory stay in proportion to the texts.

use super::align::Aligner;
use super::hash::hash_bytes;
use crate::article::Span;

/// What happened to a stretch of text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Change {
    /// Both have it.
    Equal,
    /// Only the second has it; the first span is empty and says where.
    Insert,
    /// Only the first has it; the second span is empty and says where.
    Delete,
    /// Another figure at the same place.
    Figure,
}

/// One stretch of a comparison.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Op {
    /// What happened.
    pub change: Change,
    /// Where, in the first text.
    pub first: Span,
    /// Where, in the second text.
    pub second: Span,
}

/// Compares two texts word by word.
pub fn diff(first: &str, second: &str) -> Vec<Op> {
    let (x, y) = (Cut::new(first), Cut::new(second));
    let mut aligner = Aligner::default();
    aligner.align(&x.numbers, &y.numbers);
    let mut ops: Vec<Op> = Vec::new();
    let (mut i, mut j) = (0, 0);
    for &(a, b) in aligner.pairs.iter().chain(&[(x.numbers.len() as u32, y.numbers.len() as u32)]) {
        let (a, b) = (a as usize, b as usize);
        differ(&x, &y, i..a, j..b, &mut ops);
        if a < x.numbers.len() && b < y.numbers.len() {
            push(&mut ops, Op { change: Change::Equal, first: x.span(a..a + 1), second: y.span(b..b + 1) });
        }
        (i, j) = (a + 1, b + 1);
    }
    ops
}

/// A text in pieces: words, figures, and what stands between them.
struct Cut {
    /// Where each piece starts, and the end of the text.
    starts: Vec<usize>,
    numbers: Vec<u32>,
    figure: Vec<bool>,
}

impl Cut {
    fn new(text: &str) -> Self {
        let mut cut = Self { starts: Vec::new(), numbers: Vec::new(), figure: Vec::new() };
        let mut rest = text.char_indices().peekable();
        while let Some((start, ch)) = rest.next() {
            let kind = Kind::of(ch);
            let mut figure = kind == Kind::Word && ch.is_numeric();
            let mut end = start + ch.len_utf8();
            // Marks stand alone; words and white space run on, figures over the marks inside them.
            while let Some(&(at, next)) = rest.peek() {
                if kind == Kind::Mark {
                    break;
                }
                let joins = figure && matches!(next, '.' | ',' | ':' | '\u{2019}' | '\'') && {
                    let behind = text.get(at + next.len_utf8()..).and_then(|t| t.chars().next());
                    behind.is_some_and(char::is_numeric)
                };
                if Kind::of(next) != kind && !joins {
                    break;
                }
                figure |= kind == Kind::Word && next.is_numeric();
                end = at + next.len_utf8();
                rest.next();
            }
            cut.starts.push(start);
            let piece = text.get(start..end).unwrap_or("");
            // Any white space is white space, so a line break is no difference.
            let hash = if kind == Kind::Space { 1 } else { hash_bytes(piece.as_bytes()) };
            cut.numbers.push((hash ^ (hash >> 32)) as u32);
            cut.figure.push(figure);
        }
        cut.starts.push(text.len());
        cut
    }

    fn span(&self, pieces: std::ops::Range<usize>) -> Span {
        Span::new(self.starts[pieces.start], self.starts[pieces.end])
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Word,
    Space,
    Mark,
}

impl Kind {
    fn of(ch: char) -> Self {
        if ch.is_alphanumeric() || ch == '\u{ad}' || ('\u{300}'..='\u{36f}').contains(&ch) {
            Self::Word
        } else if ch.is_whitespace() {
            Self::Space
        } else {
            Self::Mark
        }
    }
}

/// Deletes and inserts the pieces between two equal ones; figures that face each other are paired.
fn differ(x: &Cut, y: &Cut, a: std::ops::Range<usize>, b: std::ops::Range<usize>, ops: &mut Vec<Op>) {
    let figures = |cut: &Cut, range: std::ops::Range<usize>| range.filter(|&k| cut.figure[k]).collect::<Vec<usize>>();
    let (mine, theirs) = (figures(x, a.clone()), figures(y, b.clone()));
    let (mut i, mut j) = (a.start, b.start);
    if mine.len() == theirs.len() {
        for (&p, &q) in mine.iter().zip(&theirs) {
            replace(x, y, i..p, j..q, ops);
            push(ops, Op { change: Change::Figure, first: x.span(p..p + 1), second: y.span(q..q + 1) });
            (i, j) = (p + 1, q + 1);
        }
    }
    replace(x, y, i..a.end, j..b.end, ops);
}

fn replace(x: &Cut, y: &Cut, a: std::ops::Range<usize>, b: std::ops::Range<usize>, ops: &mut Vec<Op>) {
    let at_second = y.starts[b.start];
    if !a.is_empty() {
        push(ops, Op { change: Change::Delete, first: x.span(a.clone()), second: Span::new(at_second, at_second) });
    }
    let at_first = x.starts[a.end];
    if !b.is_empty() {
        push(ops, Op { change: Change::Insert, first: Span::new(at_first, at_first), second: y.span(b) });
    }
}

/// Adds an operation, joined to the one before where both are of a kind and adjoin. Figures stay single.
fn push(ops: &mut Vec<Op>, op: Op) {
    if let Some(last) = ops.last_mut()
        && last.change == op.change
        && op.change != Change::Figure
        && last.first.end == op.first.start
        && last.second.end == op.second.start
    {
        last.first.end = op.first.end;
        last.second.end = op.second.end;
        return;
    }
    ops.push(op);
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn written(first: &str, second: &str) -> String {
        diff(first, second)
            .iter()
            .map(|op| match op.change {
                Change::Equal => op.first.of(first).to_string(),
                Change::Insert => format!("+[{}]", op.second.of(second)),
                Change::Delete => format!("-[{}]", op.first.of(first)),
                Change::Figure => format!("#[{}|{}]", op.first.of(first), op.second.of(second)),
            })
            .collect()
    }

    #[test]
    fn words_and_figures_stand_out() {
        assert_eq!(
            written("Klarna baut von 5.000 auf 3.800 Stellen ab.", "Klarna baut rund von 5.000 auf 2.000 Jobs ab."),
            "Klarna baut +[rund ]von 5.000 auf #[3.800|2.000] -[Stellen]+[Jobs] ab."
        );
        assert_eq!(written("ein Satz", "ein\nSatz"), "ein Satz");
        assert_eq!(written("", "neu"), "+[neu]");
        assert_eq!(written("", ""), "");
    }

    proptest! {
        #[test]
        fn no_character_of_either_text_is_lost(first in "[a-c0-9 .,ä\u{301}]{0,60}", second in "[a-c0-9 .,ä\u{301}]{0,60}") {
            let (mut x, mut y) = (String::new(), String::new());
            for op in diff(&first, &second) {
                x.push_str(op.first.of(&first));
                y.push_str(op.second.of(&second));
            }
            prop_assert_eq!((x, y), (first, second));
        }
    }

    #[test]
    fn long_texts_that_share_nothing_cost_in_proportion() {
        let words = |prefix: &str| (0..60_000).map(|k| format!("{prefix}{k} ")).collect::<String>();
        let (first, second) = (words("a"), words("b"));
        let ops = diff(&first, &second);
        assert_eq!(ops.first().map(|op| op.first.start), Some(0));
        assert_eq!(ops.last().map(|op| op.second.end as usize), Some(second.len()));
    }
}
