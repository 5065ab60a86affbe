//! How are the facets drawn?
//!
//! Each value is a link to the view that a click shows. A value that would show nothing stays in its
//! place, so that nothing jumps, but is no link.

use yew::prelude::*;

use super::Look;
use super::labels::sign;
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
    let words = look.words;
    html! {
        <nav class="facets" aria-label={words.get("filters")}>
            <details class="sheet" open={is_wide()}>
                <summary>{words.get("filters")}</summary>
                { for FACETS.iter().enumerate().map(|(column, facet)| group(look, column, facet)) }
            </details>
        </nav>
    }
}

/// Whether the facets have a column of their own; on a narrow screen they fold away.
fn is_wide() -> bool {
    gloo::utils::window().match_media("(min-width: 56rem)").ok().flatten().is_some_and(|query| query.matches())
}

fn group(look: Look, column: usize, facet: &'static Facet) -> Html {
    let words = look.words;
    let title = words.find(&format!("facet-{}", facet.key)).unwrap_or(facet.key);
    let Some(overview) = look.model.overview() else {
        return html! { <section class="facet waiting"><h2>{title}</h2><p class="bars" aria-hidden="true"></p></section> };
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
    let chosen = |value: &Value| look.model.state.has(facet.key, &value.key);
    // Values keep their places while a reader filters; only the choice brings one forward.
    let (first, rest): (Vec<_>, Vec<_>) =
        rows.into_iter().partition(|(place, value, _)| facet.shown == Shown::All || *place < FIRST || chosen(value));
    let item = |&(_, value, count): &(usize, &Value, u32)| item(look, column, facet, value, count);
    let any = !look.model.state.values(facet.key).is_empty();
    let all = || {
        let mut state = look.model.state.filtering();
        state.chosen.remove(facet.key);
        html! { <a class="clear" href={state.href()}>{words.get("clear")}</a> }
    };
    // What nobody sees is not drawn with every keystroke.
    let unfolded = look.model.unfolded_facets.contains(&(column as u8));
    let unfold = look.send.reform(move |event: MouseEvent| {
        // The model opens it.
        event.prevent_default();
        Msg::FacetUnfolded(column as u8)
    });
    let list = html! {
        <>
            <ul>{ for first.iter().map(item) }</ul>
            if !rest.is_empty() {
                <details open={unfolded}>
                    <summary onclick={unfold}>{words.count("more-values", rest.len() as u64)}</summary>
                    if unfolded {
                        <ul>{ for rest.iter().take(MOST).map(item) }</ul>
                        if rest.len() > MOST { <p class="hint">{words.count("too-many-values", (rest.len() - MOST) as u64)}</p> }
                    }
                </details>
            }
        </>
    };
    html! {
        <section class="facet" key={facet.key} data-facet={facet.key}>
            if facet.main {
                <h2>{title} if any { {all()} }</h2>
                {list}
            } else {
                <details open={any}>
                    <summary><h2>{title} if any { {all()} }</h2></summary>
                    {list}
                </details>
            }
        </section>
    }
}

fn item(look: Look, column: usize, facet: &'static Facet, value: &Value, count: u32) -> Html {
    let chosen = look.model.state.has(facet.key, &value.key);
    let name = value.name(look.words.tongue()).to_string();
    let number = look.words.number(count.into());
    let spoken = look.words.count(counted(&look.model.state), count.into());
    let sign = (column == STANCE).then(|| html! { <span class="sign" aria-hidden="true">{sign(&value.key)}</span> });
    let inside = html! {
        <>
            <span class="name">{sign}{name}</span>
            <span class="count" aria-hidden="true">{number}</span>
            <span class="unseen">{format!(" ({spoken})")}</span>
        </>
    };
    let key = value.key.clone();
    html! {
        <li {key} class={classes!(chosen.then_some("chosen"))} data-value={value.key.clone()}>
            if count > 0 || chosen {
                <a href={look.model.state.filtering().toggled(facet.key, &value.key).href()} aria-current={chosen.then_some("true")}>{inside}</a>
            } else {
                <span class="none" aria-disabled="true" role="link">{inside}</span>
            }
        </li>
    }
}
