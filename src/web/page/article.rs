//! How is an article drawn for reading?

use yew::prelude::*;

use super::passages::origin;
use super::{Look, elsewhere, facets, labels, lesson, states, text};
use crate::app::Phase;
use crate::article::PassageKind;
use crate::export::{coins, text_fragment};
use crate::protocol::{ArticleCard, Reading, Row};
use crate::url::State;

/// The article, or what stands in its place.
pub(super) fn view(look: Look) -> Html {
    let body = match (&look.model.phase, &look.model.reading, look.model.missing) {
        (Phase::Failed(failure), ..) => states::failed(look, failure),
        (Phase::Ready(_), _, Some(_)) => states::missing(look, "no-article"),
        (Phase::Ready(_), Some(reading), _) => read(look, reading),
        _ => states::loading(look),
    };
    html! {
        <div class="columns">
            {facets::view(look)}
            <main id="main" tabindex="-1" class="reading">{body}</main>
        </div>
    }
}

fn read(look: Look, reading: &Reading) -> Html {
    let Some(card) = look.card(reading.article) else { return states::missing(look, "no-article") };
    html! {
        <>
            <p class="back"><a href={look.model.state.listing().href()}>{look.words.get("back-to-list")}</a></p>
            <article lang={card.lang.map(|lang| lang.tag())}>
                <header>
                    <h1>{card.title.clone()}</h1>
                    {about(look, card, reading.article)}
                    {elsewhere::related(look, card)}
                    {furniture(look, reading)}
                </header>
                { for reading.rows.iter().enumerate().map(|(place, row)| {
                    let first = !reading.rows.iter().take(place).any(|other| other.passage == row.passage);
                    part(look, row, place, first, card)
                }) }
            </article>
        </>
    }
}

/// Where the article comes from.
fn about(look: Look, card: &ArticleCard, place: u32) -> Html {
    let words = look.words;
    html! {
        <p class="origin" lang={words.tongue().tag()}>
            <span class="source">{origin(look, place)}</span>
            if let Some(author) = &card.author { <span>{author.clone()}</span> }
            <span class="Z3988" title={coins(card)}></span>
            if card.retold { <span>{words.get("retold")}</span> }
            if let Some(url) = &card.url {
                <a href={original(look, card, url)} rel="noopener noreferrer external" target="_blank">{words.get("original")}</a>
            }
        </p>
    }
}

/// The address of the original; where a passage is pointed at and the words are the original's, with the
/// way to them.
fn original(look: Look, card: &ArticleCard, url: &str) -> String {
    let rows = look.model.reading.iter().flat_map(|reading| &reading.rows);
    let here = rows.filter(|row| Some(row.passage) == look.model.state.passage).find(|_| !card.retold);
    here.map_or_else(|| url.to_string(), |row| text_fragment(url, &row.text))
}

fn part(look: Look, row: &Row, place: usize, first: bool, card: &ArticleCard) -> Html {
    let here = look.model.state.passage == Some(row.passage);
    // A wording that stands here again has no second element of its name: links lead to the first.
    let id = first.then(|| format!("p-{}", row.passage));
    let lang = row.lang.map(|lang| lang.tag());
    let words = look.words.tongue().tag();
    match row.kind {
        // The first line of most files is the headline, which stands above already.
        PassageKind::Heading if place == 0 && row.text.trim() == card.title.trim() => Html::default(),
        PassageKind::Heading => html! { <h2 {lang} key={place}>{text::found(&row.text, &row.marks)}</h2> },
        // What a link points at is shown, whatever it is.
        PassageKind::Furniture if !here && !look.model.state.furniture => Html::default(),
        PassageKind::Furniture => html! {
            <p class="furniture" {id} {lang} key={place} title={look.words.get("furniture")}>{text::found(&row.text, &row.marks)}</p>
        },
        PassageKind::Text => html! {
            <section class={classes!("part", here.then_some("here"), (row.copies > 1).then_some("again"))} {id} key={place} aria-current={here.then_some("location")}>
                <p class="words" {lang}>{labels::words(look, row)}</p>
                <div class="margin" lang={words}>
                    {labels::view(look, row)}
                    {lesson::choose(look, row)}
                </div>
                <div class="beside" lang={words}>{elsewhere::margin(look, row)}</div>
            </section>
        },
    }
}

/// How much page furniture was set aside, with the link that shows or hides it.
fn furniture(look: Look, reading: &Reading) -> Html {
    let number = reading.rows.iter().filter(|row| row.kind == PassageKind::Furniture).count();
    html! {
        if number > 0 {
            <p class="aside" lang={look.words.tongue().tag()}>{look.words.count("furniture-count", number as u64)}{" "}{toggle(look)}</p>
        }
    }
}

/// The link that shows or hides page furniture.
pub(super) fn toggle(look: Look) -> Html {
    let state = &look.model.state;
    let href = State { furniture: !state.furniture, ..state.clone() }.href();
    html! { <a {href}>{look.words.get(if state.furniture { "furniture-hide" } else { "furniture-show" })}</a> }
}
