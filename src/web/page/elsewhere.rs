//! How is drawn where else a passage stands, and where an article?

use yew::Html;

use super::Look;
use super::draw::{draw, each};
use super::passages::origin;
use crate::article::PassageId;
use crate::protocol::{ArticleCard, MOST_PLACES, Place, Row};

/// Places as links into their articles, with source and date. A wording that stands several times in
/// an article is one link that says so.
pub(super) fn list(look: Look, places: &[Place]) -> Html {
    let once = places.chunk_by(|one, other| one == other).filter_map(|same| {
        let place = same.first()?;
        let card = look.card(place.article)?;
        let here = look.model.state.article == Some(card.id);
        let href = look.model.state.reading(card.id, Some(place.passage)).href();
        let name = if here { look.words.get("this-article") } else { card.title.as_str() };
        let lang = if here { look.words.tongue().tag() } else { card.lang.map_or("", |lang| lang.tag()) };
        let source = |text: String| draw!(look, " <span class='source'>{}</span>", text);
        Some(draw!(
            look,
            "<li><a href={} lang={}>{}</a>{}{}</li>",
            href,
            lang,
            name,
            (!here).then(|| source(origin(look, place.article))),
            (same.len() > 1).then(|| source(look.words.count("times", same.len() as u64))),
        ))
    });
    each(once)
}

/// How often a passage stands somewhere, and where; with the way to its wordings and what is beside.
pub(super) fn places(look: Look, row: &Row) -> Html {
    let copies = (row.copies > 1).then(|| {
        draw!(
            look,
            "<details class='places'><summary>{}</summary><ul>{}{}</ul></details>",
            look.words.count("stands-times", row.copies.into()),
            list(look, &row.places),
            rest(look, row),
        )
    });
    draw!(look, "{}{}", copies, opener(look, row))
}

/// In the margin of an article: that a passage stands elsewhere too, with a jump to each place.
pub(super) fn margin(look: Look, row: &Row) -> Html {
    if row.copies < 2 {
        return opener(look, row);
    }
    // Once is here; the same wording may stand in this article again.
    let mut others = row.places.clone();
    if let Some(here) = others.iter().position(|place| (place.article, place.passage) == (row.article, row.passage)) {
        others.remove(here);
    }
    let said = look.words.count("elsewhere", u64::from(row.copies - 1));
    let places = draw!(look, "<ul>{}{}</ul>", list(look, &others), rest(look, row));
    let body = match others.len() {
        1 => draw!(look, "<p>{}</p>{}", said, places),
        _ => draw!(look, "<details><summary>{}</summary>{}</details>", said, places),
    };
    draw!(look, "<aside class='elsewhere'>{}{}</aside>", body, opener(look, row))
}

/// That there are more places than were sent.
fn rest(look: Look, row: &Row) -> Html {
    let more = (row.copies as usize).saturating_sub(MOST_PLACES);
    if more == 0 {
        return Html::default();
    }
    let href = look.model.state.gathering(row.passage).href();
    draw!(look, "<li><a href={}>{}</a></li>", href, look.words.count("more-places", more as u64))
}

/// The link that opens a group, where there is something to compare.
fn opener(look: Look, row: &Row) -> Html {
    let words = look.words;
    let wordings = (row.wordings > 1).then(|| words.count("wordings-count", row.wordings.into()));
    let beside = (row.beside > 0).then(|| words.count("beside-count", row.beside.into()));
    let said = [wordings, beside].into_iter().flatten().collect::<Vec<_>>().join(", ");
    if said.is_empty() {
        return Html::default();
    }
    draw!(
        look,
        "<p class='opener'><a href={}>{}</a></p>",
        look.model.state.gathering(row.passage).href(),
        words.fill("compare", &[("what", &said)]),
    )
}

/// At the head of an article: where the same text stands as a whole, and who tells the same story.
pub(super) fn related(look: Look, card: &ArticleCard) -> Html {
    let lists = [("also-published", &card.also), ("stands-within", &card.within), ("same-story", &card.story)];
    let mut drawn = Vec::new();
    for (key, places) in lists.into_iter().filter(|(_, places)| !places.is_empty()) {
        let places = places.iter().filter_map(|&place| {
            let link = link(look, place, None)?;
            Some(draw!(look, "<dd>{}</dd>", link))
        });
        drawn.push(draw!(look, "<div><dt>{}</dt>{}</div>", look.words.get(key), each(places)));
    }
    if drawn.is_empty() {
        return Html::default();
    }
    draw!(look, "<dl class='related' lang={}>{}</dl>", look.words.tongue().tag(), drawn)
}

/// A link into an article as a line of a list, with source and date.
pub(super) fn within(look: Look, article: u32, passage: Option<PassageId>) -> Option<Html> {
    let link = link(look, article, passage)?;
    Some(draw!(look, "<li>{}</li>", link))
}

fn link(look: Look, article: u32, passage: Option<PassageId>) -> Option<Html> {
    let card = look.card(article)?;
    Some(draw!(
        look,
        "<a href={} lang={}>{}</a> <span class='source'>{}</span>",
        look.model.state.reading(card.id, passage).href(),
        card.lang.map(|lang| lang.tag()),
        &card.title,
        origin(look, article),
    ))
}
