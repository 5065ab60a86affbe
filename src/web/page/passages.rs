//! How is the list of passages drawn?

use yew::prelude::*;

use super::elsewhere::places;
use super::{Look, facets, labels, lesson, states, window};
use crate::app::{Msg, Phase};
use crate::protocol::{List, Row};

/// The list with its facets, or what stands in its place.
pub(super) fn view(look: Look) -> Html {
    let body = match (&look.model.phase, &look.model.list) {
        (Phase::Failed(failure), _) => states::failed(look, failure),
        (Phase::Ready(_), Some(list)) => found(look, list),
        _ => states::loading(look),
    };
    html! {
        <div class="columns">
            {facets::view(look)}
            <main id="main" tabindex="-1"><h1 class="unseen">{look.words.get("view-passages")}</h1>{body}</main>
        </div>
    }
}

fn found(look: Look, list: &List) -> Html {
    let shown = list.offset as usize + list.rows.len();
    let words = look.words;
    html! {
        <>
            {states::notices(look, list)}
            {states::summary(look, list)}
            if list.rows.is_empty() {
                {states::empty(look)}
            } else {
                <div id={window::ABOVE} data-rows={list.offset.to_string()} aria-hidden="true"></div>
                if list.offset > 0 {
                    <p class="more earlier"><button type="button" onclick={look.sends(Msg::EarlierAsked)}>{words.get("earlier")}</button></p>
                }
                <ol class="passages" aria-label={words.get("passages")} aria-busy={look.model.is_behind().to_string()}>
                    { for list.rows.iter().zip(list.offset..).map(|(row, place)| item(look, row, place, list.groups)) }
                </ol>
            }
            if shown < list.groups as usize {
                <p class="more" id={window::BELOW}>
                    <button type="button" onclick={look.sends(Msg::MoreAsked)}>{words.get("more")}</button>
                    <span>{words.fill("shown-of", &[("shown", &words.number(shown as u64)), ("all", &words.number(list.groups.into()))])}</span>
                </p>
            }
        </>
    }
}

/// Where an article was published and when, as far as that is known: "Golem, 2025".
pub(super) fn origin(look: Look, article: u32) -> String {
    let Some(card) = look.card(article) else { return String::new() };
    let source = card.source.clone().unwrap_or_else(|| look.words.get("unknown-source").to_string());
    match card.date {
        Some(date) => format!("{source}, {}", states::date(look.words, date)),
        None => source,
    }
}

fn item(look: Look, row: &Row, place: u32, all: u32) -> Html {
    let Some(card) = look.card(row.article) else { return Html::default() };
    let state = &look.model.state;
    let href = state.reading(card.id, Some(row.passage)).href();
    // Unfolded, a line that stands twice in an article has two rows.
    let again = if state.unfolded { place } else { 0 };
    let key = format!("{}-{}-{again}", row.article, row.passage);
    html! {
        <li class="passage" {key} data-passage={row.passage.to_string()} aria-setsize={all.to_string()} aria-posinset={(place + 1).to_string()}>
            <p class="origin">
                <span class="source">{origin(look, row.article)}</span>
                <a {href} lang={card.lang.map(|lang| lang.tag())}>{card.title.clone()}</a>
            </p>
            <p class="words" lang={row.lang.map(|lang| lang.tag())}>{labels::words(look, row)}</p>
            {labels::view(look, row)}
            {places(look, row)}
            {lesson::choose(look, row)}
        </li>
    }
}
