//! Which stretches of a text carry which marks?
//!
//! What a search found and what led to a label may overlap; HTML elements must not. So a text is cut
//! into stretches, each with the set of marks that lie over it.

use crate::article::Span;

/// A mark over a stretch of text, as a bit.
pub type Layer = u8;

/// Cuts `text` at the borders of the marked spans. The stretches cover the text in order; a span
/// that does not fit the text is passed over.
pub fn stretches<'a>(text: &'a str, marked: &[(Span, Layer)]) -> Vec<(&'a str, Layer)> {
    let fits = |span: Span| text.get(span.start as usize..span.end as usize).is_some() && !span.is_empty();
    let marked: Vec<_> = marked.iter().filter(|(span, _)| fits(*span)).collect();
    let mut borders: Vec<u32> = marked.iter().flat_map(|(span, _)| [span.start, span.end]).collect();
    borders.extend([0, u32::try_from(text.len()).unwrap_or(u32::MAX)]);
    crate::sort::by(&mut borders, u32::cmp);
    borders.dedup();
    borders
        .windows(2)
        .map(|pair| {
            let piece = Span { start: pair[0], end: pair[1] };
            let layers = marked
                .iter()
                .filter(|(span, _)| span.start <= piece.start && piece.end <= span.end)
                .fold(0, |layers, (_, layer)| layers | layer);
            (piece.of(text), layers)
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn overlapping_marks_are_cut_apart() {
        let marked = [(Span::new(0, 6), 1), (Span::new(3, 9), 2), (Span::new(50, 60), 4), (Span::new(4, 4), 4)];
        assert_eq!(stretches("Abbau geht", &marked), [("Abb", 1), ("au ", 3), ("geh", 2), ("t", 0)]);
        assert_eq!(stretches("äö", &[(Span::new(1, 2), 1)]), [("äö", 0)]);
        assert_eq!(stretches("", &[]), []);
    }

    proptest::proptest! {
        #[test]
        fn the_text_stays_whole(text in "\\PC{0,30}", spans in proptest::collection::vec((0usize..40, 0usize..40, 1u8..8), 0..6)) {
            let marked: Vec<_> = spans.into_iter().map(|(start, end, layer)| (Span::new(start, end), layer)).collect();
            let joined: String = stretches(&text, &marked).into_iter().map(|(piece, _)| piece).collect();
            proptest::prop_assert_eq!(joined, text);
        }
    }
}
