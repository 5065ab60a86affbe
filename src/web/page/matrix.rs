//! How is the table of who against what drawn?
//!
//! A real table: a screen reader names row and column of each cell. A cell says how many passages
//! there are, which side leads, and how the sides share it; it leads to them.

use yew::Html;

use super::compare::select;
use super::draw::{draw, each, heard};
use super::strip::{leading, legend, spoken, strip, sum};
use super::{Look, states};
use crate::facet::{CLAIM, FACETS, STANCE};
use crate::protocol::{Cross, GRIDS, Grid, Value};
use crate::url::State;

/// The view.
pub(super) fn view(look: Look) -> Html {
    let shown = look.model.views.cross.as_ref();
    states::whole(look, "matrix", shown.map(|cross| found(look, cross)))
}

/// The names of the values of a facet.
pub(super) fn values<'a>(look: Look<'a>, facet: usize) -> &'a [Value] {
    look.model.overview().and_then(|overview| overview.values.get(facet)).map_or(&[], Vec::as_slice)
}

fn found(look: Look, cross: &Cross) -> Html {
    let words = look.words;
    let key = |facet: usize| FACETS.get(facet).map_or("", |facet| facet.key);
    let wanted = GRIDS.iter().position(|&facet| key(facet) == look.model.state.by).unwrap_or(0);
    let Some(grid) = cross.grids.get(wanted) else { return Html::default() };
    let title = |facet: usize| words.find(&format!("facet-{}", key(facet))).unwrap_or_default().to_string();
    let among: Vec<(String, String)> = GRIDS.iter().map(|&facet| (key(facet).to_string(), title(facet))).collect();
    let state = look.model.state.filtering();
    let line = words.count("matrix-count", grid.values.len() as u64);
    let body = match grid.values.is_empty() {
        true => states::empty_view(look),
        false => table(look, grid, title(grid.facet as usize)),
    };
    let out = || draw!(look, "<p class='hint'>{}</p>", words.count("left-out", grid.left_out.into()));
    draw!(
        look,
        "<form class='chooser' onsubmit={}>{}{}</form>{}{}{}",
        heard(|event| event.prevent_default()),
        select(look, "matrix-by", &among, key(grid.facet as usize), move |by| State { by, ..state.clone() }),
        legend(look),
        states::chosen_line(look, line),
        body,
        (grid.left_out > 0).then(out),
    )
}

fn table(look: Look, grid: &Grid, title: String) -> Html {
    let words = look.words;
    let (claims, stances) = (values(look, CLAIM), values(look, STANCE).len());
    let rows = 0..grid.values.len();
    let used: Vec<usize> = (0..claims.len())
        .filter(|&claim| rows.clone().any(|row| sum(grid.cell(row, Some(claim), stances)) > 0))
        .collect();
    let most = rows
        .clone()
        .flat_map(|row| used.iter().map(move |&claim| sum(grid.cell(row, Some(claim), stances))))
        .max()
        .unwrap_or(1);
    let key = FACETS.get(grid.facet as usize).map_or("", |facet| facet.key);
    let name = |value: &Value, scope: &str| draw!(look, "<th scope={}>{}</th>", scope, value.name(words.tongue()));
    let row = |(row, &place): (usize, &u32)| {
        let value = look.value(grid.facet as usize, place)?;
        let cell = |claim: Option<usize>| {
            let mut narrowed = vec![(key, value.key.as_str())];
            narrowed.extend(claim.and_then(|claim| claims.get(claim)).map(|claim| ("claim", claim.key.as_str())));
            let href = look.model.state.narrowed(&narrowed).href();
            self::cell(look, grid.cell(row, claim, stances), claim.map(|_| most), href)
        };
        Some(draw!(
            look,
            "<tr key={} data-value={}>{}{}{}</tr>",
            &value.key,
            &value.key,
            name(value, "row"),
            each(used.iter().map(|&claim| cell(Some(claim)))),
            cell(None),
        ))
    };
    draw!(
        look,
        "<div class='scroller' tabindex='0' role='region' aria-label={view-matrix}>
            <table class='matrix'>
                <caption class='unseen'>{intro-matrix}</caption>
                <thead><tr>
                    <th scope='col'>{}</th>
                    {}
                    <th scope='col'>{matrix-all}</th>
                </tr></thead>
                <tbody>{}</tbody>
            </table>
        </div>",
        title,
        each(used.iter().filter_map(|&claim| claims.get(claim)).map(|claim| name(claim, "col"))),
        each(rows.zip(&grid.values).filter_map(row)),
    )
}

fn cell(look: Look, counts: &[u32], most: Option<u32>, href: String) -> Html {
    let all = sum(counts);
    if all == 0 {
        return draw!(look, "<td class='none'><span aria-hidden='true'>·</span><span class='unseen'>0</span></td>");
    }
    let said = spoken(look, counts);
    draw!(
        look,
        "<td>
            <a href={} title={} aria-label={}>
                <span class='number'>{}<span class='sign'>{}</span></span>
                {}
            </a>
        </td>",
        href,
        &said,
        &said,
        look.words.number(all.into()),
        leading(look, counts),
        most.map(|most| strip(look, counts, most)),
    )
}
