//! How does one wording read beside another?
//!
//! [`crate::dedup::diff`] finds what differs; here it becomes pieces in reading order, so that a view
//! only writes them down.

use crate::article::Span;
use crate::dedup::diff;
use crate::protocol::{Change, Piece};

/// What both wordings have, what only `one` has (gone), what only `other` has (new). Without the new
/// pieces they are `one`, without the gone ones `other`, but for white space.
pub(super) fn pieces(one: &str, other: &str) -> Vec<Piece> {
    let mut out = Vec::new();
    for op in diff::diff(one, other) {
        let (gone, new) = match op.change {
            diff::Change::Equal => (None, Some(Change::Same)),
            diff::Change::Delete => (Some(Change::Gone), None),
            diff::Change::Insert => (None, Some(Change::New)),
            diff::Change::Figure => (Some(Change::GoneFigure), Some(Change::NewFigure)),
        };
        if let Some(gone) = gone {
            put(&mut out, gone, op.first.of(one));
        }
        if let Some(new) = new {
            put(&mut out, new, op.second.of(other));
        }
    }
    out
}

/// Two matching stretches at the border of a container belong to what stands in it when either has at
/// least this many bytes, or the gap between them at most that many. Toward zero, a stray "die" far
/// before it would count in; as it grows, a changed first word cuts it short.
const STRAY: usize = 16;

/// The wording of a container with what stands in it told from what stands around it.
pub(super) fn around(small: &str, large: &str) -> Vec<Piece> {
    let same = |op: &diff::Op| op.change == diff::Change::Equal && !op.second.of(large).trim().is_empty();
    let found: Vec<diff::Op> = diff::diff(small, large).into_iter().filter(same).collect();
    let near = |one: &diff::Op, other: &diff::Op| other.second.start.saturating_sub(one.second.end) as usize <= STRAY;
    let mut kept = found.as_slice();
    while let [first, rest @ ..] = kept
        && first.second.len() < STRAY
        && rest.first().is_some_and(|next| !near(first, next))
    {
        kept = rest;
    }
    while let [rest @ .., last] = kept
        && last.second.len() < STRAY
        && rest.last().is_some_and(|next| !near(next, last))
    {
        kept = rest;
    }
    let mut start = kept.first().map_or(0, |op| op.second.start as usize);
    let mut end = kept.last().map_or(large.len(), |op| op.second.end as usize);
    // The same words may stand further out too, and the comparison have taken those.
    let head = kept.first().and_then(|op| small.get(..op.first.start as usize)).unwrap_or("");
    if large.get(..start).is_some_and(|before| before.ends_with(head)) {
        start -= head.len();
    }
    let tail = kept.last().and_then(|op| small.get(op.first.end as usize..)).unwrap_or("");
    if large.get(end..).is_some_and(|behind| behind.starts_with(tail)) {
        end += tail.len();
    }
    let mut out = Vec::new();
    for (span, change) in [
        (Span::new(0, start), Change::Around),
        (Span::new(start, end), Change::Same),
        (Span::new(end, large.len()), Change::Around),
    ] {
        put(&mut out, change, span.of(large));
    }
    out
}

/// Appends a piece; neighbours of one kind are one piece, and the white space around a changed one
/// stands outside of it.
fn put(out: &mut Vec<Piece>, change: Change, text: &str) {
    let inner = text.trim();
    let before = text.len() - text.trim_start().len();
    let parts = match change {
        Change::Same => [(Change::Same, text), (Change::Same, ""), (Change::Same, "")],
        _ if inner.is_empty() => [(Change::Same, text), (Change::Same, ""), (Change::Same, "")],
        _ => [
            (Change::Same, text.get(..before).unwrap_or("")),
            (change, inner),
            (Change::Same, text.get(before + inner.len()..).unwrap_or("")),
        ],
    };
    for (change, text) in parts.into_iter().filter(|(_, text)| !text.is_empty()) {
        match out.last_mut() {
            Some(last) if last.change == change => last.text.push_str(text),
            _ => out.push(Piece { change, text: text.to_string() }),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(pieces: &[Piece]) -> String {
        let sign = |piece: &Piece| match piece.change {
            Change::Same => piece.text.clone(),
            Change::Gone => format!("-[{}]", piece.text),
            Change::New => format!("+[{}]", piece.text),
            Change::GoneFigure => format!("-#[{}]", piece.text),
            Change::NewFigure => format!("+#[{}]", piece.text),
            Change::Around => format!("({})", piece.text),
        };
        pieces.iter().map(sign).collect()
    }

    #[test]
    fn words_and_figures_that_differ_stand_out() {
        let told = |one, other| told(&pieces(one, other));
        assert_eq!(
            told("Sie baut 3.900 Stellen ab.", "Sie baut 3.300 Stellen ab."),
            "Sie baut -#[3.900]+#[3.300] Stellen ab."
        );
        assert_eq!(told("Sie geht.", "Sie geht heute nicht."), "Sie geht +[heute nicht].");
        assert_eq!(told("Gleich.", "Gleich."), "Gleich.");
        assert_eq!(told("", "neu"), "+[neu]");
    }

    #[test]
    fn a_container_shows_what_is_in_it() {
        let large = "Die Lage ist seit Wochen angespannt. Die Bank baut Stellen ab. Danach war es still.";
        assert_eq!(
            told(&around("Die Bank baut Stellen ab.", large)),
            "(Die Lage ist seit Wochen angespannt.) Die Bank baut Stellen ab. (Danach war es still.)"
        );
    }

    proptest::proptest! {
        #[test]
        fn both_wordings_stand_in_the_pieces(one in "[ab1,. ü]{0,40}", other in "[ab1,. ü]{0,40}") {
            let side = |leave: [Change; 2]| -> String {
                let kept = pieces(&one, &other).into_iter().filter(|piece| !leave.contains(&piece.change));
                kept.map(|piece| piece.text).collect::<String>().split_whitespace().collect()
            };
            let plain = |text: &str| text.split_whitespace().collect::<String>();
            proptest::prop_assert_eq!(side([Change::New, Change::NewFigure]), plain(&one));
            proptest::prop_assert_eq!(side([Change::Gone, Change::GoneFigure]), plain(&other));
            let whole: String = around(&one, &other).into_iter().map(|piece| piece.text).collect();
            proptest::prop_assert_eq!(whole, other);
        }
    }
}
