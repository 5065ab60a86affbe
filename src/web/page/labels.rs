//! How are a passage's labels drawn, and what led to them?

use yew::Html;

use super::Look;
use super::draw::{draw, each};
use super::text::{AGAINST, FOUND, SPEAKER, marked, of_facet};
use super::{change, reasons};
use crate::app::Msg;
use crate::facet::{CLAIM, COMPANY, FACETS, STANCE};
use crate::protocol::{Mine, Row, Tag};

/// The order in which labels stand: on whose side, what, who.
const SHOWN: [usize; 3] = [STANCE, CLAIM, COMPANY];

/// The sign of a stance: shape says what colour says.
pub(super) fn sign(stance: &str) -> &'static str {
    match stance {
        "pro-automation" => "▲",
        "human-first" => "●",
        "mixed" => "◐",
        _ => "○",
    }
}

/// The sign as it is drawn: a name stands beside it.
pub(super) fn signed(look: Look, stance: &str) -> Html {
    draw!(look, "<span class='sign' aria-hidden='true'>{}</span>", sign(stance))
}

/// The passage's own words, with what the search found, and with what led to its labels where the
/// reader asked for that.
pub(super) fn words(look: Look, row: &Row) -> Html {
    let mut marks: Vec<_> = row.marks.iter().map(|&span| (span, FOUND)).collect();
    if is_explained(look, row) {
        let picked = look.model.picked;
        for tag in row.tags.iter().filter(|tag| picked.is_none_or(|picked| picked == (tag.facet, tag.value))) {
            for clue in &tag.evidence {
                match clue.weight > 0 {
                    true => marks.push((clue.span, of_facet(tag.facet.into()))),
                    // All labels at once are marks enough without what spoke against each.
                    false if picked.is_some() => marks.push((clue.span, AGAINST)),
                    false => {}
                }
            }
            marks.extend(tag.said.and_then(|said| said.speaker).map(|speaker| (speaker, SPEAKER)));
        }
    }
    marked(look, &row.text, &marks)
}

pub(super) fn is_explained(look: Look, row: &Row) -> bool {
    look.model.explained == Some((row.article, row.passage))
}

/// The labels of a row in the order in which they stand.
pub(super) fn ordered(row: &Row) -> impl Iterator<Item = &Tag> + Clone {
    SHOWN.iter().flat_map(|&facet| row.tags.iter().filter(move |tag| usize::from(tag.facet) == facet))
}

/// The labels as links that filter by them, and a button that shows what led to them.
pub(super) fn view(look: Look, row: &Row) -> Html {
    let explained = is_explained(look, row);
    let chips = each(ordered(row).filter_map(|tag| chip(look, tag)));
    let why = why(look, row);
    draw!(
        look,
        "<div class='labels'>
            <ul class='chips' aria-label={labels}>{}</ul>
            <button type='button' class='quiet' aria-expanded={} aria-controls={} onclick={}>{why}</button>
            {}{}
        </div>",
        chips,
        explained,
        explained.then(|| why_id(row)),
        Msg::Explained(row.article, row.passage),
        change::mine(look, row),
        why,
    )
}

/// The name of the element that shows what led to a passage's labels.
pub(super) fn why_id(row: &Row) -> String {
    format!("why-{}-{}", row.article, row.passage)
}

/// What led to a passage's labels, where the reader asked for that.
pub(super) fn why(look: Look, row: &Row) -> Option<Html> {
    is_explained(look, row).then(|| {
        draw!(look, "<div class='why' id={}>{}{}</div>", why_id(row), reasons::view(look, row), change::form(look, row))
    })
}

/// How a label that the reader gave or took away looks, and what is said of it.
pub(super) fn owned(look: Look, tag: &Tag) -> (Option<&'static str>, Option<&'static str>) {
    match tag.mine {
        Mine::No => (None, None),
        Mine::Given => (Some("given"), Some(look.words.get("mine-given"))),
        Mine::Taken => (Some("taken"), Some(look.words.get("mine-taken"))),
    }
}

fn chip(look: Look, tag: &Tag) -> Option<Html> {
    let facet = usize::from(tag.facet);
    let value = look.value(facet, tag.value)?;
    let key = FACETS.get(facet)?.key;
    let chosen = look.model.state.has(key, &value.key);
    let stance = (facet == STANCE).then(|| signed(look, &value.key));
    let (class, said) = owned(look, tag);
    Some(draw!(
        look,
        "<li><a class='chip {} {}' data-value={} href={} title={} aria-current={}>{}{}{}</a></li>",
        key,
        class,
        &value.key,
        look.model.state.listing().toggled(key, &value.key).href(),
        said,
        chosen.then_some("true"),
        stance,
        value.name(look.words.tongue()),
        said.map(|said| draw!(look, "<span class='unseen'> ({})</span>", said)),
    ))
}
