//! How are two sides drawn beside one another?
//!
//! Claim by claim, what both say about the same thing next to each other; on a narrow screen one below
//! the other. Each passage names its side, so that nobody has to remember which column was which.

use web_sys::HtmlSelectElement;
use yew::prelude::*;

use super::passages::origin;
use super::{Look, labels, states};
use crate::app::Msg;
use crate::facet::{CLAIM, FACETS, STANCE};
use crate::protocol::{Comparison, Meeting, Row, Value};
use crate::url::{State, View};

/// The view.
pub(super) fn view(look: Look) -> Html {
    let shown = look.model.views.comparison.as_ref();
    states::whole(look, "compare", shown.map(|comparison| found(look, comparison)))
}

fn found(look: Look, comparison: &Comparison) -> Html {
    let facet = comparison.facet as usize;
    let sides: Vec<&Value> = comparison.sides.iter().filter_map(|&side| look.value(facet, side)).collect();
    let &[left, right] = sides.as_slice() else {
        return html! { <>{chooser(look, facet, &[])}<p class="empty">{look.words.get("compare-too-few")}</p></> };
    };
    let draw = Draw { look, facet, sides: [left, right] };
    let line: Vec<String> =
        (0..2).map(|side| format!("{}: {}", draw.name(side), draw.count(comparison.totals[side]))).collect();
    let nothing = comparison.totals.iter().all(|total| *total == 0);
    html! {
        <>
            {chooser(look, facet, &[&left.key, &right.key])}
            {states::chosen_line(look, line.join(", "))}
            if nothing { {states::empty(look)} }
            { for comparison.meetings.iter().map(|meeting| draw.meeting(meeting)) }
        </>
    }
}

/// What is compared: a facet and two of its values, and a link that changes sides.
fn chooser(look: Look, facet: usize, sides: &[&String]) -> Html {
    let words = look.words;
    let state = State { view: View::Compare, ..look.model.state.filtering() };
    let facets = FACETS.iter().filter(|facet| facet.key != "claim");
    let facets: Vec<(String, String)> = facets
        .map(|facet| {
            (facet.key.to_string(), words.find(&format!("facet-{}", facet.key)).unwrap_or(facet.key).to_string())
        })
        .collect();
    let key = FACETS.get(facet).map_or("", |facet| facet.key);
    let values = look.model.overview().and_then(|overview| overview.values.get(facet)).map_or(&[][..], Vec::as_slice);
    let values: Vec<(String, String)> =
        values.iter().map(|value| (value.key.clone(), value.name(words.tongue()).to_string())).collect();
    let with = |place: usize| {
        let state = state.clone();
        let sides: Vec<String> = sides.iter().map(|side| (*side).clone()).collect();
        move |chosen: String| {
            let mut state = state.clone();
            match place {
                0 => (state.by, state.sides) = (chosen, Default::default()),
                _ => {
                    let other = sides.get(2 - place).cloned().unwrap_or_default();
                    // The value that stands on the other side changes places with this one.
                    let own = sides.get(place - 1).cloned().unwrap_or_default();
                    let other = if other == chosen { own } else { other };
                    state.sides = if place == 1 { [chosen, other] } else { [other, chosen] };
                }
            }
            state
        }
    };
    let swapped = match sides {
        [left, right] => Some(State { sides: [(*right).clone(), (*left).clone()], ..state.clone() }.href()),
        _ => None,
    };
    let at = |place: usize| sides.get(place).map_or("", |side| side.as_str());
    html! {
        <form class="chooser" onsubmit={|event: SubmitEvent| event.prevent_default()}>
            {select(look, "compare-by", &facets, key, with(0))}
            if !sides.is_empty() {
                {select(look, "compare-left", &values, at(0), with(1))}
                {select(look, "compare-right", &values, at(1), with(2))}
            }
            { for swapped.map(|href| html! { <a {href}>{words.get("compare-swap")}</a> }) }
        </form>
    }
}

/// A list of choices, each of which leads to another view of the same kind.
pub(super) fn select(
    look: Look,
    title: &'static str,
    among: &[(String, String)],
    chosen: &str,
    with: impl Fn(String) -> State + 'static,
) -> Html {
    let steer = look.send.reform(move |event: Event| {
        Msg::Steered(Box::new(with(event.target_unchecked_into::<HtmlSelectElement>().value())))
    });
    html! {
        <label>
            <span>{look.words.get(title)}</span>
            <select onchange={steer} data-choice={title}>
                { for among.iter().map(|(key, name)| html! { <option value={key.clone()} selected={key == chosen}>{name.clone()}</option> }) }
            </select>
        </label>
    }
}

/// What all parts need to draw themselves.
#[derive(Clone, Copy)]
struct Draw<'a> {
    look: Look<'a>,
    facet: usize,
    sides: [&'a Value; 2],
}

impl Draw<'_> {
    fn name(self, side: usize) -> String {
        self.sides.get(side).map_or(String::new(), |value| value.name(self.look.words.tongue()).to_string())
    }

    fn count(self, number: u32) -> String {
        self.look.words.count(states::counted(&self.look.model.state), number.into())
    }

    /// The side's name with its sign.
    fn side(self, side: usize) -> Html {
        let stance = self.facet == STANCE;
        let sign = self.sides.get(side).filter(|_| stance).map(|value| labels::sign(&value.key));
        html! { <>{ for sign.map(|sign| html! { <span class="sign" aria-hidden="true">{sign}</span> }) }{self.name(side)}</> }
    }

    fn meeting(self, meeting: &Meeting) -> Html {
        let words = self.look.words;
        let claim = meeting.claim.and_then(|claim| self.look.value(CLAIM, claim));
        let title = claim.map_or(words.get("figure-no-claim"), |value| value.name(words.tongue())).to_string();
        let heads: Html = (0..2)
            .map(|side| {
                let total = meeting.totals.get(side).copied().unwrap_or(0);
                let value = self.sides.get(side).map_or("", |value| value.key.as_str());
                let key = FACETS.get(self.facet).map_or("", |facet| facet.key);
                let mut values = vec![(key, value)];
                values.extend(claim.map(|claim| ("claim", claim.key.as_str())));
                let href = self.look.model.state.narrowed(&values).href();
                html! {
                    <h3 class="head" data-value={value.to_string()} data-side={side.to_string()}>
                        {self.side(side)}{" "}
                        if claim.is_some() && total > 0 { <a {href}>{self.count(total)}</a> } else { <span class="source">{self.count(total)}</span> }
                    </h3>
                }
            })
            .collect();
        html! {
            <section class="meeting" key={title.clone()}>
                <h2>{title}</h2>
                <div class="facing heads">{heads}</div>
                { for meeting.pairs.iter().map(|pair| html! {
                    <div class="met">
                        if !pair.shared.is_empty() {
                            <p class="shared">{words.fill("compare-shared", &[("words", &pair.shared.join(" · "))])}</p>
                        }
                        <div class="facing">{self.cell(0, std::slice::from_ref(&pair.left))}{self.cell(1, std::slice::from_ref(&pair.right))}</div>
                    </div>
                }) }
                if !meeting.left.is_empty() || !meeting.right.is_empty() {
                    <div class="facing alone">{self.cell(0, &meeting.left)}{self.cell(1, &meeting.right)}</div>
                }
                if !meeting.both.is_empty() {
                    <h3 class="head">{words.get("compare-both")}{" "}<span class="source">{self.count(meeting.totals[2])}</span></h3>
                    { for meeting.both.iter().map(|row| self.passage(row)) }
                }
            </section>
        }
    }

    /// What stands on a side.
    fn cell(self, side: usize, rows: &[Row]) -> Html {
        let value = self.sides.get(side).map(|value| value.key.clone());
        html! {
            <div class="cell" role="group" aria-label={self.name(side)} data-value={value} data-side={side.to_string()}>
                if !rows.is_empty() { <p class="side" aria-hidden="true">{self.side(side)}</p> }
                { for rows.iter().map(|row| self.passage(row)) }
            </div>
        }
    }

    fn passage(self, row: &Row) -> Html {
        let look = self.look;
        let Some(card) = look.card(row.article) else { return Html::default() };
        let href = look.model.state.reading(card.id, Some(row.passage)).href();
        html! {
            <div class="passage" key={format!("{}-{}", row.article, row.passage)} data-passage={row.passage.to_string()}>
                <p class="words" lang={row.lang.map(|lang| lang.tag())}>{labels::words(look, row)}</p>
                <p class="origin">
                    <span class="source">{origin(look, row.article)}</span>
                    <a {href} lang={card.lang.map(|lang| lang.tag())}>{card.title.clone()}</a>
                </p>
                {labels::view(look, row)}
            </div>
        }
    }
}
