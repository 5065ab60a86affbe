//! How is drawn what the corpus holds?
//!
//! Numbers that lead to what they count: articles, passages, how much is folded; the sides by company
//! and by source; what is claimed in which year.

use yew::Html;

use super::draw::{draw, each};
use super::matrix::values;
use super::strip::{legend, spoken, strip, sum};
use super::{Look, labels, states};
use crate::facet::{CLAIM, FACETS, STANCE, YEAR};
use crate::protocol::{Cross, Grid, List, Value};
use crate::url::{Sort, State, View};

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
    let chosen = states::chosen_line(look, line);
    if list.groups == 0 {
        return draw!(look, "{}{}", chosen, states::empty_view(look));
    }
    let number = |(key, number, state): &(&'static str, u32, State)| {
        let number = words.number((*number).into());
        draw!(look, "<li><a href={}><strong>{}</strong> {}</a></li>", state.href(), number, words.get(key))
    };
    let grids = |of_years: bool| {
        cross.grids.iter().filter(move |grid| (grid.facet as usize == YEAR) == of_years && !grid.values.is_empty())
    };
    draw!(
        look,
        "{}<ul class='numbers'>{}</ul>{}<div class='charts'>{}{}</div>",
        chosen,
        each(numbers.iter().map(number)),
        legend(look),
        each(grids(false).map(|grid| sides(look, grid))),
        each(grids(true).map(|grid| years(look, grid))),
    )
}

/// The sides of each company or source: a strip, and each number a link.
fn sides(look: Look, grid: &Grid) -> Html {
    let words = look.words;
    let facet = grid.facet as usize;
    let key = FACETS.get(facet).map_or("", |facet| facet.key);
    let stances = values(look, STANCE);
    let most = (0..grid.values.len()).map(|row| sum(grid.cell(row, None, stances.len()))).max().unwrap_or(1);
    let title = words.find(&format!("overview-{key}")).unwrap_or_default();
    let head = |stance: &Value| {
        let name = stance.name(words.tongue());
        draw!(
            look,
            "<th scope='col' data-value={} title={}>{}<span class='unseen'>{}</span></th>",
            &stance.key,
            name,
            labels::signed(look, &stance.key),
            name,
        )
    };
    let row = |(row, &place): (usize, &u32)| {
        let value = look.value(facet, place)?;
        let counts = grid.cell(row, None, stances.len());
        let count = |(stance, &count): (&Value, &u32)| {
            let number = number(look, count, &[(key, &value.key), ("stance", &stance.key)]);
            draw!(look, "<td class='count'>{}</td>", number)
        };
        Some(draw!(
            look,
            "<tr key={}><th scope='row'><a href={}>{}</a></th><td title={}>{}</td>{}</tr>",
            &value.key,
            look.model.state.narrowed(&[(key, &value.key)]).href(),
            value.name(words.tongue()),
            spoken(look, counts),
            strip(look, counts, most),
            each(stances.iter().zip(counts).map(count)),
        ))
    };
    let more = grid.values.len().checked_sub(MOST).filter(|more| *more > 0).map(|more| {
        let by = State { view: View::Matrix, by: key.to_string(), ..look.model.state.filtering() };
        let said = words.count("overview-more", more as u64);
        draw!(look, "<p class='hint'><a href={}>{}</a></p>", by.href(), said)
    });
    draw!(
        look,
        "<section>
            <table class='sides'>
                <caption>{}</caption>
                <thead><tr><th scope='col'>{}</th><td></td>{}</tr></thead>
                <tbody>{}</tbody>
            </table>
            {}
        </section>",
        title,
        words.find(&format!("facet-{key}")),
        each(stances.iter().map(head)),
        each(grid.values.iter().enumerate().take(MOST).filter_map(row)),
        more,
    )
}

/// A number that leads to its passages; a dot where there are none.
fn number(look: Look, count: u32, narrowed: &[(&str, &str)]) -> Html {
    match count {
        0 => draw!(look, "<span aria-hidden='true'>·</span><span class='unseen'>0</span>"),
        _ => {
            let href = look.model.state.narrowed(narrowed).href();
            draw!(look, "<a href={}>{}</a>", href, look.words.number(count.into()))
        }
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
    let head = |year: &Value| {
        let href = look.model.state.narrowed(&[("year", &year.key)]).href();
        draw!(look, "<th scope='col'><a href={}>{}</a></th>", href, &year.key)
    };
    let line = |(place, claim): (usize, &Value)| {
        let cell = |(&year, row): (&u32, usize)| {
            let year = look.value(YEAR, year)?;
            let count = at(row, place);
            // The area says the number, not the radius.
            let radius = ((f64::from(count) / f64::from(most)).sqrt() * 15.0 + 1.0).round() as u32;
            let dot = (count > 0).then(|| {
                draw!(
                    look,
                    "<svg class='dot' viewBox='0 0 32 32' aria-hidden='true'><circle cx='16' cy='16' r={} /></svg>",
                    radius
                )
            });
            let number = number(look, count, &[("claim", &claim.key), ("year", &year.key)]);
            Some(draw!(look, "<td>{}{}</td>", dot, number))
        };
        draw!(
            look,
            "<tr key={}><th scope='row'>{}</th>{}</tr>",
            &claim.key,
            claim.name(words.tongue()),
            each(grid.values.iter().zip(rows.clone()).filter_map(cell)),
        )
    };
    let claimed = claims.iter().enumerate().filter(|(claim, _)| rows.clone().any(|row| at(row, *claim) > 0));
    draw!(
        look,
        "<section>
            <table class='years'>
                <caption>{overview-years}</caption>
                <thead><tr><th scope='col'>{facet-claim}</th>{}</tr></thead>
                <tbody>{}</tbody>
            </table>
            <p class='hint'>{overview-years-hint}</p>
        </section>",
        each(grid.values.iter().filter_map(|&year| look.value(YEAR, year)).map(head)),
        each(claimed.map(line)),
    )
}
