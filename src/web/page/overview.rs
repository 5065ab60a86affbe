//! How is drawn what the corpus holds?
//!
//! Numbers that lead to what they count: articles, passages, how much is folded; the sides by company
//! and by source; what is claimed in which year.

use yew::prelude::*;

use super::matrix::values;
use super::strip::{legend, spoken, strip, sum};
use super::{Look, labels, states};
use crate::facet::{CLAIM, FACETS, STANCE, YEAR};
use crate::protocol::{Cross, Grid, List};
use crate::url::{Sort, State};

/// So many companies and sources are shown; the rest is in the matrix.
const MOST: usize = 10;

/// The view.
pub(super) fn view(look: Look) -> Html {
    let shown = look.model.views.cross.as_ref().zip(look.model.list.as_ref());
    states::whole(look, "overview", shown.map(|(cross, list)| found(look, cross, list)))
}

fn found(look: Look, cross: &Cross, list: &List) -> Html {
    let words = look.words;
    let articles =
        list.counts.get(crate::facet::ARTICLE).map_or(0, |counts| counts.iter().filter(|count| **count > 0).count());
    let state = look.model.state.listing();
    let numbers = [
        ("overview-articles", articles as u32, State { sort: Sort::Article, ..state.clone() }),
        ("overview-passages", list.groups, State { unfolded: false, ..state.clone() }),
        ("overview-places", list.copies, State { unfolded: true, ..state }),
    ];
    let line = words.count(states::counted(&look.model.state), list.groups.into());
    html! {
        <>
            {states::chosen_line(look, line)}
            if list.groups == 0 { {states::empty(look)} } else {
                <ul class="numbers">
                    { for numbers.iter().map(|(key, number, state)| html! {
                        <li><a href={state.href()}><strong>{words.number((*number).into())}</strong>{" "}{words.get(key)}</a></li>
                    }) }
                </ul>
                {legend(look)}
                <div class="charts">
                    { for cross.grids.iter().filter(|grid| grid.facet as usize != YEAR && !grid.values.is_empty()).map(|grid| sides(look, grid)) }
                    { for cross.grids.iter().filter(|grid| grid.facet as usize == YEAR && !grid.values.is_empty()).map(|grid| years(look, grid)) }
                </div>
            }
        </>
    }
}

/// The sides of each company or source: a strip, and each number a link.
fn sides(look: Look, grid: &Grid) -> Html {
    let words = look.words;
    let facet = grid.facet as usize;
    let key = FACETS.get(facet).map_or("", |facet| facet.key);
    let stances = values(look, STANCE);
    let most = (0..grid.values.len()).map(|row| sum(grid.cell(row, None, stances.len()))).max().unwrap_or(1);
    let title = words.find(&format!("overview-{key}")).unwrap_or_default();
    html! {
        <section>
            <table class="sides">
                <caption>{title}</caption>
                <thead><tr>
                    <th scope="col">{words.find(&format!("facet-{key}")).unwrap_or_default()}</th>
                    <td></td>
                    { for stances.iter().map(|stance| {
                        let name = stance.name(words.tongue()).to_string();
                        html! { <th scope="col" data-value={stance.key.clone()} title={name.clone()}><span class="sign" aria-hidden="true">{labels::sign(&stance.key)}</span><span class="unseen">{name}</span></th> }
                    }) }
                </tr></thead>
                <tbody>
                    { for grid.values.iter().enumerate().take(MOST).filter_map(|(row, &value)| {
                        let value = look.value(facet, value)?;
                        let counts = grid.cell(row, None, stances.len());
                        let href = look.model.state.narrowed(&[(key, &value.key)]).href();
                        Some(html! {
                            <tr key={value.key.clone()}>
                                <th scope="row"><a {href}>{value.name(words.tongue()).to_string()}</a></th>
                                <td title={spoken(look, counts)}>{strip(look, counts, most)}</td>
                                { for stances.iter().zip(counts).map(|(stance, &count)| html! {
                                    <td class="count">{number(look, count, &[(key, &value.key), ("stance", &stance.key)])}</td>
                                }) }
                            </tr>
                        })
                    }) }
                </tbody>
            </table>
            if grid.values.len() > MOST {
                <p class="hint"><a href={State { view: crate::url::View::Matrix, by: key.to_string(), ..look.model.state.filtering() }.href()}>{words.count("overview-more", (grid.values.len() - MOST) as u64)}</a></p>
            }
        </section>
    }
}

/// A number that leads to its passages; a dot where there are none.
fn number(look: Look, count: u32, narrowed: &[(&str, &str)]) -> Html {
    match count {
        0 => html! { <><span aria-hidden="true">{"·"}</span><span class="unseen">{"0"}</span></> },
        _ => html! { <a href={look.model.state.narrowed(narrowed).href()}>{look.words.number(count.into())}</a> },
    }
}

/// What is claimed in which year: a circle as large as the number.
fn years(look: Look, grid: &Grid) -> Html {
    let words = look.words;
    let (claims, stances) = (values(look, CLAIM), values(look, STANCE).len());
    let rows = 0..grid.values.len();
    let at = |row: usize, claim: usize| sum(grid.cell(row, Some(claim), stances));
    let most = rows
        .clone()
        .flat_map(|row| (0..claims.len()).map(move |claim| (row, claim)))
        .map(|(row, claim)| at(row, claim))
        .max()
        .unwrap_or(1);
    html! {
        <section>
            <table class="years">
                <caption>{words.get("overview-years")}</caption>
                <thead><tr>
                    <th scope="col">{words.get("facet-claim")}</th>
                    { for grid.values.iter().filter_map(|&year| look.value(YEAR, year)).map(|year| html! { <th scope="col"><a href={look.model.state.narrowed(&[("year", &year.key)]).href()}>{year.key.clone()}</a></th> }) }
                </tr></thead>
                <tbody>
                    { for claims.iter().enumerate().filter(|(claim, _)| rows.clone().any(|row| at(row, *claim) > 0)).map(|(place, claim)| html! {
                        <tr key={claim.key.clone()}>
                            <th scope="row">{claim.name(words.tongue()).to_string()}</th>
                            { for grid.values.iter().zip(rows.clone()).filter_map(|(&year, row)| {
                                let year = look.value(YEAR, year)?;
                                let count = at(row, place);
                                // The area says the number, not the radius.
                                let radius = ((f64::from(count) / f64::from(most)).sqrt() * 15.0 + 1.0).round() as u32;
                                Some(html! {
                                    <td>
                                        if count > 0 { <svg class="dot" viewBox="0 0 32 32" aria-hidden="true"><circle cx="16" cy="16" r={radius.to_string()} /></svg> }
                                        {number(look, count, &[("claim", &claim.key), ("year", &year.key)])}
                                    </td>
                                })
                            }) }
                        </tr>
                    }) }
                </tbody>
            </table>
            <p class="hint">{words.get("overview-years-hint")}</p>
        </section>
    }
}
