//! How are two sides drawn beside one another?
//!
//! Claim by claim, what both say about the same thing next to each other; on a narrow screen one below
//! the other. Each passage names its side, so that nobody has to remember which column was which.

use yew::Html;

use super::draw::{draw, each, heard, value_of};
use super::passages::origin;
use super::{Look, labels, states};
use crate::app::Msg;
use crate::facet::{CLAIM, FACETS, STANCE};
use crate::protocol::{Comparison, Meeting, Pair, Row, Value};
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
        return draw!(look, "{}<p class='empty'>{compare-too-few}</p>", chooser(look, facet, &[]));
    };
    let draw = Draw { look, facet, sides: [left, right] };
    let line: Vec<String> =
        (0..2).map(|side| format!("{}: {}", draw.name(side), draw.count(comparison.totals[side]))).collect();
    let nothing = comparison.totals.iter().all(|total| *total == 0);
    draw!(
        look,
        "{}{}{}{}",
        chooser(look, facet, &[&left.key, &right.key]),
        states::chosen_line(look, line.join(", ")),
        nothing.then(|| states::empty_view(look)),
        each(comparison.meetings.iter().map(|meeting| draw.meeting(meeting))),
    )
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
    let values = || {
        draw!(
            look,
            "{}{}",
            select(look, "compare-left", &values, at(0), with(1)),
            select(look, "compare-right", &values, at(1), with(2)),
        )
    };
    draw!(
        look,
        "<form class='chooser' onsubmit={}>{}{}{}</form>",
        heard(|event| event.prevent_default()),
        select(look, "compare-by", &facets, key, with(0)),
        (!sides.is_empty()).then(values),
        swapped.map(|href| draw!(look, "<a href={}>{compare-swap}</a>", href)),
    )
}

/// A list of choices, each of which leads to another view of the same kind.
pub(super) fn select(
    look: Look,
    title: &'static str,
    among: &[(String, String)],
    chosen: &str,
    with: impl Fn(String) -> State + 'static,
) -> Html {
    let send = look.send.clone();
    let steer = heard(move |event| send.emit(Msg::Steered(Box::new(with(value_of(&event))))));
    let option = |(key, name): &(String, String)| {
        draw!(look, "<option value={} selected={}>{}</option>", key, key == chosen, name)
    };
    draw!(
        look,
        "<label><span>{}</span><select onchange={} data-choice={}>{}</select></label>",
        look.words.get(title),
        steer,
        title,
        each(among.iter().map(option)),
    )
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
        let look = self.look;
        let sign = sign.map(|sign| draw!(look, "<span class='sign' aria-hidden='true'>{}</span>", sign));
        draw!(look, "{}{}", sign, self.name(side))
    }

    fn meeting(self, meeting: &Meeting) -> Html {
        let words = self.look.words;
        let claim = meeting.claim.and_then(|claim| self.look.value(CLAIM, claim));
        let title = claim.map_or(words.get("figure-no-claim"), |value| value.name(words.tongue()));
        let look = self.look;
        let head = |side: usize| {
            let total = meeting.totals.get(side).copied().unwrap_or(0);
            let value = self.sides.get(side).map_or("", |value| value.key.as_str());
            let key = FACETS.get(self.facet).map_or("", |facet| facet.key);
            let mut values = vec![(key, value)];
            values.extend(claim.map(|claim| ("claim", claim.key.as_str())));
            let count = if claim.is_some() && total > 0 {
                draw!(look, "<a href={}>{}</a>", look.model.state.narrowed(&values).href(), self.count(total))
            } else {
                draw!(look, "<span class='source'>{}</span>", self.count(total))
            };
            draw!(
                look,
                "<h3 class='head' data-value={} data-side={}>{} {}</h3>",
                value,
                side as u32,
                self.side(side),
                count,
            )
        };
        let pair = |pair: &Pair| {
            let shared = (!pair.shared.is_empty())
                .then(|| words.fill("compare-shared", &[("words", &pair.shared.join(" · "))]))
                .map(|said| draw!(look, "<p class='shared'>{}</p>", said));
            let (left, right) = (std::slice::from_ref(&pair.left), std::slice::from_ref(&pair.right));
            draw!(
                look,
                "<div class='met'>{}<div class='facing'>{}{}</div></div>",
                shared,
                self.cell(0, left),
                self.cell(1, right),
            )
        };
        let alone = || {
            draw!(
                look,
                "<div class='facing alone'>{}{}</div>",
                self.cell(0, &meeting.left),
                self.cell(1, &meeting.right)
            )
        };
        let both = || {
            draw!(
                look,
                "<h3 class='head'>{compare-both} <span class='source'>{}</span></h3>{}",
                self.count(meeting.totals[2]),
                each(meeting.both.iter().map(|row| self.passage(row))),
            )
        };
        draw!(
            look,
            "<section class='meeting' key={}>
                <h2>{}</h2>
                <div class='facing heads'>{}{}</div>
                {}{}{}
            </section>",
            title,
            title,
            head(0),
            head(1),
            each(meeting.pairs.iter().map(pair)),
            (!meeting.left.is_empty() || !meeting.right.is_empty()).then(alone),
            (!meeting.both.is_empty()).then(both),
        )
    }

    /// What stands on a side.
    fn cell(self, side: usize, rows: &[Row]) -> Html {
        let look = self.look;
        draw!(
            look,
            "<div class='cell' role='group' aria-label={} data-value={} data-side={}>{}{}</div>",
            self.name(side),
            self.sides.get(side).map(|value| &value.key),
            side as u32,
            (!rows.is_empty()).then(|| draw!(look, "<p class='side' aria-hidden='true'>{}</p>", self.side(side))),
            each(rows.iter().map(|row| self.passage(row))),
        )
    }

    fn passage(self, row: &Row) -> Html {
        let look = self.look;
        let Some(card) = look.card(row.article) else { return Html::default() };
        draw!(
            look,
            "<div class='passage' key='{}-{}' data-passage={}>
                <p class='words' lang={}>{}</p>
                <p class='origin'>
                    <span class='source'>{}</span>
                    <a href={} lang={}>{}</a>
                </p>
                {}
            </div>",
            row.article,
            row.passage.to_string(),
            row.passage.to_string(),
            row.lang.map(|lang| lang.tag()),
            labels::words(look, row),
            origin(look, row.article),
            look.model.state.reading(card.id, Some(row.passage)).href(),
            card.lang.map(|lang| lang.tag()),
            &card.title,
            labels::view(look, row),
        )
    }
}
