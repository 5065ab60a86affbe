//! How are the facets drawn?
//!
//! Each value is a link to the view that a click shows. A value that would show nothing stays in its
//! place, so that nothing jumps, but is no link.

use yew::Html;

use super::Look;
use super::draw::{draw, each, heard};
use super::labels::signed;
use super::states::counted;
use crate::app::Msg;
use crate::facet::{FACETS, Facet, STANCE, Shown};
use crate::protocol::Value;

/// So many of a long facet's values are shown at once, the rest on demand.
const FIRST: usize = 8;

/// So many are shown at all. Ten thousand articles are no list to choose from, and each keystroke would
/// draw them anew.
const MOST: usize = 200;

/// The column of facets.
pub(super) fn view(look: Look) -> Html {
    draw!(
        look,
        "<nav class='facets' aria-label={filters}>
            <details class='sheet' open={}>
                <summary>{filters}</summary>
                {}
            </details>
        </nav>",
        is_wide(),
        each(FACETS.iter().enumerate().map(|(column, facet)| group(look, column, facet))),
    )
}

/// Whether the facets have a column of their own; on a narrow screen they fold away.
fn is_wide() -> bool {
    gloo::utils::window().match_media("(min-width: 56rem)").ok().flatten().is_some_and(|query| query.matches())
}

fn group(look: Look, column: usize, facet: &'static Facet) -> Html {
    let words = look.words;
    let title = words.find(&format!("facet-{}", facet.key)).unwrap_or(facet.key);
    let Some(overview) = look.model.overview() else {
        return draw!(
            look,
            "<section class='facet waiting'><h2>{}</h2><p class='bars' aria-hidden='true'></p></section>",
            title,
        );
    };
    let values = overview.values.get(column).map_or(&[][..], Vec::as_slice);
    if values.len() < 2 && look.model.state.values(facet.key).is_empty() {
        return Html::default();
    }
    let counts = look.model.list.as_ref().and_then(|list| list.counts.get(column));
    let rows: Vec<(usize, &Value, u32)> = values
        .iter()
        .enumerate()
        .map(|(place, value)| {
            (place, value, counts.and_then(|counts| counts.get(place)).copied().unwrap_or(value.groups))
        })
        .collect();
    let any = !look.model.state.values(facet.key).is_empty();
    let chosen = |value: &Value| any && look.model.state.has(facet.key, &value.key);
    // Values keep their places while a reader filters; only the choice brings one forward.
    let (first, rest): (Vec<_>, Vec<_>) =
        rows.into_iter().partition(|(place, value, _)| facet.shown == Shown::All || *place < FIRST || chosen(value));
    let item = |&(_, value, count): &(usize, &Value, u32)| item(look, column, facet, value, count);
    let all = || {
        let mut state = look.model.state.filtering();
        state.chosen.remove(facet.key);
        draw!(look, "<a class='clear' href={}>{clear}</a>", state.href())
    };
    // What nobody sees is not drawn with every keystroke.
    let unfolded = look.model.unfolded_facets.contains(&(column as u8));
    let send = look.send.clone();
    let unfold = heard(move |event| {
        // The model opens it.
        event.prevent_default();
        send.emit(Msg::FacetUnfolded(column as u8));
    });
    let shown = || {
        let many = rest.len().checked_sub(MOST).filter(|more| *more > 0);
        draw!(
            look,
            "<ul>{}</ul>{}",
            each(rest.iter().take(MOST).map(item)),
            many.map(|more| draw!(look, "<p class='hint'>{}</p>", words.count("too-many-values", more as u64))),
        )
    };
    let more = (!rest.is_empty()).then(|| {
        draw!(
            look,
            "<details open={}>
                <summary onclick={}>{}</summary>
                {}
            </details>",
            unfolded,
            unfold,
            words.count("more-values", rest.len() as u64),
            unfolded.then(shown),
        )
    });
    let list = draw!(look, "<ul>{}</ul>{}", each(first.iter().map(item)), more);
    let head = draw!(look, "<h2>{} {}</h2>", title, any.then(all));
    let body = if facet.main {
        draw!(look, "{}{}", head, list)
    } else {
        draw!(look, "<details open={}><summary>{}</summary>{}</details>", any, head, list)
    };
    draw!(look, "<section class='facet' key={} data-facet={}>{}</section>", facet.key, facet.key, body)
}

fn item(look: Look, column: usize, facet: &'static Facet, value: &Value, count: u32) -> Html {
    let chosen = look.model.state.has(facet.key, &value.key);
    let inside = draw!(
        look,
        "<span class='name'>{}{}</span>
        <span class='count' aria-hidden='true'>{}</span>
        <span class='unseen'> ({})</span>",
        (column == STANCE).then(|| signed(look, &value.key)),
        value.name(look.words.tongue()),
        look.words.number(count.into()),
        look.words.count(counted(&look.model.state), count.into()),
    );
    let inside = if count > 0 || chosen {
        let href = look.model.state.filtering().toggled(facet.key, &value.key).href();
        draw!(look, "<a href={} aria-current={}>{}</a>", href, chosen.then_some("true"), inside)
    } else {
        draw!(look, "<span class='none' aria-disabled='true' role='link'>{}</span>", inside)
    };
    draw!(look, "<li key={} class={} data-value={}>{}</li>", &value.key, chosen.then_some("chosen"), &value.key, inside,)
}
