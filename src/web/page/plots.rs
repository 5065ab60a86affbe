//! How are figures drawn over time?
//!
//! The worker says where everything stands (`protocol::Plot`); here it becomes a picture whose points
//! are links to their passages. The table below says the same to those who see none.

use yew::Html;

use super::draw::{draw, each};
use super::matrix::values;
use super::{Look, labels};
use crate::facet::STANCE;
use crate::protocol::{Account, Dot, End, Plot, Value};

/// The plots of a company.
pub(super) fn view(look: Look, name: &str, account: &Account) -> Html {
    each(account.plots.iter().map(|plot| self::plot(look, name, plot)))
}

/// What the points mean, and how many companies have no plot.
pub(super) fn legend(look: Look, accounts: &[Account]) -> Html {
    let without = accounts.iter().filter(|account| account.company.is_some() && account.plots.is_empty()).count();
    let one = |stance: &Value| {
        let name = stance.name(look.words.tongue());
        draw!(look, "<li data-value={}>{}{}</li>", &stance.key, labels::signed(look, &stance.key), name)
    };
    let any = accounts.iter().any(|account| !account.plots.is_empty());
    draw!(
        look,
        "{}{}",
        any.then(|| draw!(
            look,
            "<p class='hint'>{plot-hint}</p>
            <ul class='legend' aria-hidden='true'>{}<li><span class='ringed'></span>{figure-against}</li></ul>",
            each(values(look, STANCE).iter().map(one)),
        )),
        (without > 0).then(|| draw!(look, "<p class='hint'>{}</p>", look.words.count("plot-none", without as u64))),
    )
}

fn plot(look: Look, name: &str, plot: &Plot) -> Html {
    let words = look.words;
    let title = words.fill("plot-title", &[("company", name), ("counts", &plot.counts)]);
    let level = |(y, value): &(u32, String)| {
        draw!(look, "<line x2='100%' y1={} y2={} /><text y={} dy='-3'>{}</text>", *y, *y, *y, value,)
    };
    let edge = |x: &String| draw!(look, "<line x1={} x2={} y1='200' y2='206' />", x, x);
    let time = |(x, name): &(String, String)| draw!(look, "<text x={} y='222' text-anchor='middle'>{}</text>", x, name);
    let more = [("plot-undated", plot.undated), ("plot-left-out", plot.left_out)];
    let more = more.into_iter().filter(|(_, count)| *count > 0).map(|(key, count)| words.count(key, count.into()));
    let notes: Vec<String> =
        plot.tenfold.then(|| words.get("plot-tenfold").to_string()).into_iter().chain(more).collect();
    draw!(
        look,
        "<figure class='plot' key={}>
            <figcaption>{} <span class='hint'>{}</span></figcaption>
            <svg role='group' aria-label={}>
                <g aria-hidden='true'>{}{}{}</g>
                {}
            </svg>
        </figure>",
        &plot.counts,
        &title,
        notes.join(" "),
        &title,
        each(plot.levels.iter().map(level)),
        each(plot.edges.iter().map(edge)),
        each(plot.times.iter().map(time)),
        each(plot.dots.iter().filter_map(|dot| self::dot(look, dot))),
    )
}

fn dot(look: Look, dot: &Dot) -> Option<Html> {
    let card = look.card(dot.place.article)?;
    let last = dot.ends.last()?;
    // The signs of the stances, as shapes.
    let shape = match dot.stance.as_str() {
        "pro-automation" => "M0-8 8 6H-8z",
        "mixed" => "M-6 0a6 6 0 1 0 12 0a6 6 0 1 0-12 0M0-6a6 6 0 0 1 0 12z",
        _ => "M-6 0a6 6 0 1 0 12 0a6 6 0 1 0-12 0",
    };
    let end = |end: &End| draw!(look, "<svg x={} y={}><circle r='12' /><path d={} /></svg>", &end.x, end.y, shape,);
    let joined = dot
        .ends
        .first()
        .filter(|_| dot.ends.len() > 1)
        .map(|first| draw!(look, "<line x1={} y1={} x2={} y2={} />", &first.x, first.y, &last.x, last.y));
    let number = |text: &String, dx: &'static str, anchor: &'static str| {
        draw!(
            look,
            "<text x={} y={} dx={} dy={} text-anchor={} aria-hidden='true'>{}</text>",
            &last.x,
            last.y,
            dx,
            if dot.ends.len() > 1 { "-8" } else { "4" },
            anchor,
            text
        )
    };
    Some(draw!(
        look,
        "<a href={} class={} data-value={} transform='translate({} 0)'><title>{}</title>{}{}{}{}</a>",
        look.model.state.reading(card.id, Some(dot.place.passage)).href(),
        dot.against.then_some("against"),
        &dot.stance,
        dot.shift.to_string(),
        &dot.said,
        joined,
        each(dot.ends.iter().map(end)),
        dot.right.as_ref().map(|text| number(text, "15", "start")),
        dot.left.as_ref().map(|text| number(text, "-15", "end")),
    ))
}
