//! How is the list of passages drawn?

use yew::Html;

use super::draw::{draw, each};
use super::elsewhere::places;
use super::{Look, facets, help, labels, lesson, states, window};
use crate::app::{Msg, Phase};
use crate::protocol::{List, Row};

/// The list with its facets, or what stands in its place.
pub(super) fn view(look: Look) -> Html {
    let body = match (&look.model.phase, &look.model.list) {
        (Phase::Failed(failure), _) => states::failed(look, failure),
        (Phase::Ready(_), Some(list)) => found(look, list),
        _ => states::loading(look),
    };
    draw!(
        look,
        "<div class='columns'>
            {}
            <main id='main' tabindex='-1'><h1 class='unseen'>{view-passages}</h1>{}</main>
        </div>",
        facets::view(look),
        body,
    )
}

fn found(look: Look, list: &List) -> Html {
    let shown = list.offset as usize + list.rows.len();
    let words = look.words;
    let rows = || {
        let earlier = (list.offset > 0).then(|| {
            draw!(
                look,
                "<p class='more earlier'><button type='button' onclick={}>{earlier}</button></p>",
                Msg::EarlierAsked
            )
        });
        let items = list.rows.iter().zip(list.offset..);
        draw!(
            look,
            "<div id={} data-rows={} aria-hidden='true'></div>
            {}
            <ol class='passages' aria-label={passages} aria-busy={}>{}</ol>",
            window::ABOVE,
            list.offset,
            earlier,
            look.model.is_busy(),
            each(items.map(|(row, place)| item(look, row, place, list.groups))),
        )
    };
    let more = || {
        let (shown, all) = (words.number(shown as u64), words.number(list.groups.into()));
        draw!(
            look,
            "<p class='more' id={}>
                <button type='button' onclick={}>{more}</button>
                <span>{}</span>
            </p>",
            window::BELOW,
            Msg::MoreAsked,
            words.fill("shown-of", &[("shown", &shown), ("all", &all)]),
        )
    };
    draw!(
        look,
        "{}{}{}{}{}",
        states::notices(look, list),
        help::start(look),
        states::summary(look, list),
        if list.rows.is_empty() { states::empty(look, &list.loosened, "passages-count") } else { rows() },
        (shown < list.groups as usize).then(more),
    )
}

/// Where an article was published and when, as far as that is known: "Golem, 2025".
pub(super) fn origin(look: Look, article: u32) -> String {
    let Some(card) = look.card(article) else { return String::new() };
    let source = card.source.clone().unwrap_or_else(|| look.words.get("unknown-source").to_string());
    match card.date {
        Some(date) => format!("{source}, {}", look.words.date(date)),
        None => source,
    }
}

fn item(look: Look, row: &Row, place: u32, all: u32) -> Html {
    let Some(card) = look.card(row.article) else { return Html::default() };
    let state = &look.model.state;
    let href = state.reading(card.id, Some(row.passage)).href();
    // Unfolded, a line that stands twice in an article has two rows.
    let again = if state.unfolded { place } else { 0 };
    let name = row.passage.to_string();
    draw!(
        look,
        "<li class='passage' key='{}-{}-{}' data-passage={} aria-setsize={} aria-posinset={}>
            <p class='origin'>
                <span class='source'>{}</span>
                <a href={} lang={}>{}</a>
            </p>
            <p class='words' lang={}>{}</p>
            {}{}{}
        </li>",
        row.article,
        &name,
        again,
        &name,
        all,
        place + 1,
        origin(look, row.article),
        href,
        card.lang.map(|lang| lang.tag()),
        &card.title,
        row.lang.map(|lang| lang.tag()),
        labels::words(look, row),
        labels::view(look, row),
        places(look, row),
        lesson::choose(look, row),
    )
}
