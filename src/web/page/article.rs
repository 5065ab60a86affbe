//! How is an article drawn for reading?

use yew::Html;

use super::draw::{draw, each};
use super::passages::origin;
use super::{Look, elsewhere, facets, labels, leave, margin, states, text, way};
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
    draw!(
        look,
        "<div class='columns'>{}<main id='main' tabindex='-1' class='reading article'>{}</main></div>",
        facets::view(look),
        body,
    )
}

fn read(look: Look, reading: &Reading) -> Html {
    let Some(card) = look.card(reading.article) else { return states::missing(look, "no-article") };
    // The first line of most files is the headline, which stands above already.
    let headline = reading.rows.iter().position(|row| row.kind != PassageKind::Furniture);
    let headline = headline.filter(|&place| {
        let row = reading.rows.get(place);
        row.is_some_and(|row| row.kind == PassageKind::Heading && row.text.trim() == card.title.trim())
    });
    let all = reading.rows.iter().enumerate();
    let parts = all.filter(|(place, _)| Some(*place) != headline).map(|(place, row)| {
        let first = !reading.rows.iter().take(place).any(|other| other.passage == row.passage);
        let found = reading.found.contains(&(place as u32));
        part(look, row, (place, first, found))
    });
    draw!(
        look,
        "<p class='back'><a href={}>{back-to-list}</a></p>
        {}
        <article lang={}>
            <header>
                <h1>{}</h1>
                {}{}{}{}
            </header>
            {}{}
        </article>
        {}",
        look.model.state.listing().href(),
        way::view(look, reading, "way-top"),
        card.lang.map(|lang| lang.tag()),
        &card.title,
        about(look, card, reading.article),
        elsewhere::related(look, card),
        furniture(look, reading),
        way::hits(look, reading),
        each(parts),
        leave::view(look, card),
        way::view(look, reading, "way-end"),
    )
}

/// Where the article comes from.
fn about(look: Look, card: &ArticleCard, place: u32) -> Html {
    let link = |url: &String| {
        draw!(
            look,
            "<a href={} rel='noopener noreferrer external' target='_blank'>{original}</a>",
            original(look, card, url)
        )
    };
    draw!(
        look,
        "<p class='origin' lang={}>
            <span class='source'>{}</span>
            {}
            <span class='Z3988' title={}></span>
            {}{}
        </p>",
        look.words.tongue().tag(),
        origin(look, place),
        card.author.as_ref().map(|author| draw!(look, "<span>{}</span>", author)),
        coins(card),
        card.retold.then(|| draw!(look, "<span>{retold}</span>")),
        card.url.as_ref().map(link),
    )
}

/// The address of the original; where a passage is pointed at and the words are the original's, with the
/// way to them.
fn original(look: Look, card: &ArticleCard, url: &str) -> String {
    let rows = look.model.reading.iter().flat_map(|reading| &reading.rows);
    let here = rows.filter(|row| Some(row.passage) == look.model.state.passage).find(|_| !card.retold);
    here.map_or_else(|| url.to_string(), |row| text_fragment(url, &row.text))
}

/// A passage at its place; whether its wording stands here for the first time, and whether the search and the
/// filters select it.
fn part(look: Look, row: &Row, (place, first, found): (usize, bool, bool)) -> Html {
    let here = look.model.state.passage == Some(row.passage);
    // A wording that stands here again has no second element of its name: links lead to the first.
    let id = first.then(|| format!("p-{}", row.passage));
    let lang = row.lang.map(|lang| lang.tag());
    let words = look.words.tongue().tag();
    match row.kind {
        PassageKind::Heading => {
            draw!(look, "<h2 lang={} key={}>{}</h2>", lang, place as u32, text::found(look, &row.text, &row.marks))
        }
        // What a link points at is shown, whatever it is.
        PassageKind::Furniture if !here && !look.model.state.furniture => Html::default(),
        PassageKind::Furniture => draw!(
            look,
            "<p class='furniture' id={} lang={} key={} title={furniture}>{}</p>",
            id,
            lang,
            place as u32,
            text::found(look, &row.text, &row.marks),
        ),
        PassageKind::Text => draw!(
            look,
            "<section class='part {} {} {}' id={} key={} aria-current={}>
                <p class='words' lang={}>{}</p>
                {}{}
                <div class='beside' lang={}>{}</div>
            </section>",
            here.then_some("here"),
            (row.copies > 1).then_some("again"),
            found.then_some("found"),
            id,
            place as u32,
            here.then_some("location"),
            lang,
            labels::words(look, row),
            margin::view(look, row, found),
            labels::why(look, row),
            words,
            elsewhere::margin(look, row),
        ),
    }
}

/// How much page furniture was set aside, with the link that shows or hides it.
fn furniture(look: Look, reading: &Reading) -> Html {
    let number = reading.rows.iter().filter(|row| row.kind == PassageKind::Furniture).count();
    if number == 0 {
        return Html::default();
    }
    draw!(
        look,
        "<p class='aside' lang={}>{} {}</p>",
        look.words.tongue().tag(),
        look.words.count("furniture-count", number as u64),
        toggle(look),
    )
}

/// The link that shows or hides page furniture.
pub(super) fn toggle(look: Look) -> Html {
    let state = &look.model.state;
    let href = State { furniture: !state.furniture, ..state.clone() }.href();
    draw!(
        look,
        "<a href={}>{}</a>",
        href,
        look.words.get(if state.furniture { "furniture-hide" } else { "furniture-show" })
    )
}
