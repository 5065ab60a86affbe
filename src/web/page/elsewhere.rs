//! How is drawn where else a passage stands, and where an article?

use yew::prelude::*;

use super::Look;
use super::passages::origin;
use crate::protocol::{ArticleCard, MOST_PLACES, Place, Row};

/// Places as links into their articles, with source and date. A wording that stands several times in
/// an article is one link that says so.
pub(super) fn list(look: Look, places: &[Place]) -> Html {
    let once = places.chunk_by(|one, other| one == other).filter_map(|same| {
        let place = same.first()?;
        let card = look.card(place.article)?;
        let here = look.model.state.article == Some(card.id);
        let href = look.model.state.reading(card.id, Some(place.passage)).href();
        let name = if here { look.words.get("this-article").to_string() } else { card.title.clone() };
        let lang = if here { look.words.tongue().tag() } else { card.lang.map_or("", |lang| lang.tag()) };
        Some(html! {
            <li>
                <a {href} {lang}>{name}</a>
                if !here { {" "}<span class="source">{origin(look, place.article)}</span> }
                if same.len() > 1 { {" "}<span class="source">{look.words.count("times", same.len() as u64)}</span> }
            </li>
        })
    });
    once.collect()
}

/// How often a passage stands somewhere, and where; with the way to its wordings and what is beside.
pub(super) fn places(look: Look, row: &Row) -> Html {
    let words = look.words;
    html! {
        <>
            if row.copies > 1 {
                <details class="places">
                    <summary>{words.count("stands-times", row.copies.into())}</summary>
                    <ul>{list(look, &row.places)}{rest(look, row)}</ul>
                </details>
            }
            {opener(look, row)}
        </>
    }
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
    let places = html! { <ul>{list(look, &others)}{rest(look, row)}</ul> };
    html! {
        <aside class="elsewhere">
            if others.len() == 1 {
                <p>{said}</p>
                {places}
            } else {
                <details><summary>{said}</summary>{places}</details>
            }
            {opener(look, row)}
        </aside>
    }
}

/// That there are more places than were sent.
fn rest(look: Look, row: &Row) -> Html {
    let more = (row.copies as usize).saturating_sub(MOST_PLACES);
    let href = look.model.state.gathering(row.passage).href();
    html! { if more > 0 { <li><a {href}>{look.words.count("more-places", more as u64)}</a></li> } }
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
    html! {
        <p class="opener"><a href={look.model.state.gathering(row.passage).href()}>{words.fill("compare", &[("what", &said)])}</a></p>
    }
}

/// At the head of an article: where the same text stands as a whole, and who tells the same story.
pub(super) fn related(look: Look, card: &ArticleCard) -> Html {
    let lists = [("also-published", &card.also), ("stands-within", &card.within), ("same-story", &card.story)];
    let lists: Vec<Html> = lists
        .into_iter()
        .filter(|(_, places)| !places.is_empty())
        .map(|(key, places)| html! {
            <div>
                <dt>{look.words.get(key)}</dt>
                { for places.iter().filter_map(|&place| {
                    let card = look.card(place)?;
                    let href = look.model.state.reading(card.id, None).href();
                    Some(html! { <dd><a {href} lang={card.lang.map(|lang| lang.tag())}>{card.title.clone()}</a>{" "}<span class="source">{origin(look, place)}</span></dd> })
                }) }
            </div>
        })
        .collect();
    html! { if !lists.is_empty() { <dl class="related" lang={look.words.tongue().tag()}>{lists}</dl> } }
}
