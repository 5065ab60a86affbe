//! What stands in the margin of an article, beside each passage?
//!
//! Quiet words, each a button: a click shows what led to that label, under the passage. Where there is no
//! room beside it, they stand below.

use yew::Html;

use super::draw::{draw, each};
use super::labels::{is_explained, ordered, owned, signed, why_id};
use super::{Look, change, lesson};
use crate::app::Msg;
use crate::facet::{FACETS, STANCE};
use crate::protocol::{Row, Tag};

/// The labels of a passage, and whether the search and the filters select it.
pub(super) fn view(look: Look, row: &Row, found: bool) -> Html {
    let hit = || draw!(look, "<li class='hit'><span class='sign' aria-hidden='true'>◆</span>{found}</li>");
    draw!(
        look,
        "<div class='margin' lang={}><ul class='notes' aria-label={labels}>{}{}</ul>{}{}</div>",
        look.words.tongue().tag(),
        found.then(hit),
        each(ordered(row).filter_map(|tag| note(look, row, tag))),
        change::mine(look, row),
        lesson::choose(look, row),
    )
}

fn note(look: Look, row: &Row, tag: &Tag) -> Option<Html> {
    let facet = usize::from(tag.facet);
    let value = look.value(facet, tag.value)?;
    let label = (tag.facet, tag.value);
    let shown = is_explained(look, row) && look.model.picked.is_none_or(|picked| picked == label);
    let (class, said) = owned(look, tag);
    Some(draw!(
        look,
        "<li data-value={}>
            <button type='button' class='note {} {}' title={why} aria-expanded={} aria-controls={} onclick={}>{}{}{}</button>
        </li>",
        &value.key,
        FACETS.get(facet).map_or("", |facet| facet.key),
        class,
        shown,
        shown.then(|| why_id(row)),
        Msg::LabelAsked((row.article, row.passage), label),
        (facet == STANCE).then(|| signed(look, &value.key)),
        value.name(look.words.tongue()),
        said.map(|said| draw!(look, "<span class='unseen'> ({})</span>", said)),
    ))
}
