//! How is a text drawn with its marks?

use yew::Html;

use super::Look;
use super::draw::{draw, each};
use crate::app::marks::{Layer, stretches};
use crate::article::Span;
use crate::facet::{CLAIM, STANCE};

/// What the search found.
pub(super) const FOUND: Layer = 1;
/// What spoke against the label that the reader looks at.
pub(super) const AGAINST: Layer = 2;
/// Who says it.
pub(super) const SPEAKER: Layer = 4;

/// The mark of words that spoke for a label of this facet.
pub(super) fn of_facet(facet: usize) -> Layer {
    match facet {
        STANCE => 8,
        CLAIM => 16,
        _ => 32,
    }
}

/// The classes of the marks. Each has a line of its own form at a height of its own, so that lines
/// over the same words stay apart and none relies on colour alone.
const CLASSES: [(Layer, &str); 5] =
    [(2, "ev against"), (4, "ev speaker"), (8, "ev stance"), (16, "ev claim"), (32, "ev company")];

/// A text with marks. What the search found is a `<mark>`; words that led to a label are underlined.
pub(super) fn marked(look: Look, text: &str, marks: &[(Span, Layer)]) -> Html {
    each(stretches(text, marks).into_iter().map(|(piece, layers)| {
        let mut drawn = draw!(look, "{}", piece);
        if layers & FOUND != 0 {
            drawn = draw!(look, "<mark>{}</mark>", drawn);
        }
        for (layer, class) in CLASSES {
            if layers & layer != 0 {
                drawn = draw!(look, "<span class={}>{}</span>", class, drawn);
            }
        }
        drawn
    }))
}

/// A text with nothing but what the search found marked.
pub(super) fn found(look: Look, text: &str, marks: &[Span]) -> Html {
    let marks: Vec<_> = marks.iter().map(|&span| (span, FOUND)).collect();
    marked(look, text, &marks)
}
