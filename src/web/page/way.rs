//! How does a reader go on from one article to the next, and see what is selected in this one?

use yew::Html;

use super::draw::{draw, heard};
use super::{Look, effects, states};
use crate::article::PassageKind;
use crate::protocol::Reading;

/// The articles before and behind this one, and its place among them. `name` is the element's for those
/// who listen: it stands at the top and at the end.
pub(super) fn view(look: Look, reading: &Reading, name: &'static str) -> Html {
    let (words, way) = (look.words, reading.way);
    if way.before.is_none() && way.next.is_none() {
        return Html::default();
    }
    let link = |place: Option<u32>, rel: &'static str, said: &'static str| {
        let card = look.card(place?)?;
        Some(draw!(
            look,
            "<a rel={} class={} href={}>
                <span>{}</span>
                <span class='title' lang={}>{}</span>
            </a>",
            rel,
            rel,
            look.model.state.reading(card.id, None).href(),
            words.get(said),
            card.lang.map(|lang| lang.tag()),
            &card.title,
        ))
    };
    let (place, of) = (words.number(way.place.into()), words.number(way.of.into()));
    draw!(
        look,
        "<nav class='way' lang={} aria-label={}>{}<p>{}</p>{}</nav>",
        words.tongue().tag(),
        words.get(name),
        link(way.before, "prev", "way-before"),
        words.fill(if way.place > 0 { "way-place" } else { "way-outside" }, &[("n", &place), ("all", &of)]),
        link(way.next, "next", "way-next"),
    )
}

/// How many passages of this article the search and the filters select, with the way to the first.
pub(super) fn hits(look: Look, reading: &Reading) -> Option<Html> {
    if !look.model.state.is_filtered() {
        return None;
    }
    let words = look.words;
    let all = reading.rows.iter().filter(|row| row.kind == PassageKind::Text).count();
    let first = reading.found.first().and_then(|&place| reading.rows.get(place as usize));
    let card = look.card(reading.article)?;
    let first = first.map(|row| {
        let href = look.model.state.reading(card.id, Some(row.passage)).href();
        let passage = row.passage;
        // A link to where the address leads already is not followed.
        let show = heard(move |_| _ = effects::show(passage));
        draw!(look, " <a href={} onclick={}>{hits-first}</a>", href, show)
    });
    let (found, all, what) =
        (words.number(reading.found.len() as u64), words.number(all as u64), states::described(look));
    let key = if first.is_some() { "hits" } else { "hits-none" };
    draw!(
        look,
        "<p class='hits' lang={}><span class='sign' aria-hidden='true'>◆</span> {}{}</p>",
        words.tongue().tag(),
        words.fill(key, &[("n", &found), ("all", &all), ("what", &what)]),
        first,
    )
    .into()
}
