//! How does a reader put a label right, and take that back?

use wasm_bindgen::JsCast;
use web_sys::{HtmlElement, HtmlInputElement, HtmlSelectElement};
use yew::prelude::*;

use super::Look;
use super::labels::ordered;
use crate::app::Msg;
use crate::correction::Correction;
use crate::facet::{CLAIM, COMPANY, FACETS, STANCE, column};
use crate::protocol::{Mine, Row};

/// What the reader changed at a passage, each with a button that takes it back.
pub(super) fn mine(look: Look, row: &Row) -> Html {
    let own: Vec<_> = look.model.corrections.iter().filter(|own| own.passage == row.passage).collect();
    if own.is_empty() {
        return Html::default();
    }
    html! {
        <ul class="mine" aria-label={look.words.get("mine")}>{ for own.into_iter().map(|own| change(look, own, Html::default())) }</ul>
    }
}

/// A change in words with its reason, and a button that takes it back.
pub(super) fn change(look: Look, own: &Correction, more: Html) -> Html {
    let words = look.words;
    let what = look.name_of(column(&own.facet).unwrap_or(CLAIM), &own.value);
    let said = words.fill(if own.holds { "mine-gives" } else { "mine-takes" }, &[("what", &what)]);
    let undo = Msg::CorrectionUndone(own.passage, own.facet.clone(), own.value.clone());
    html! {
        <li>
            <span>{words.get("mine")}{": "}<strong>{said}</strong></span>
            if !own.reason.is_empty() { <span>{words.fill("mine-reason", &[("reason", &own.reason)])}</span> }
            {more}
            <button type="button" class="quiet" aria-label={words.fill("mine-undo-what", &[("what", &what)])} onclick={look.sends(undo)}>{words.get("mine-undo")}</button>
        </li>
    }
}

/// The form: what should hold, why, and a button. Folded until it is wanted.
pub(super) fn form(look: Look, row: &Row) -> Html {
    let words = look.words;
    let Some(article) = look.card(row.article).map(|card| card.id) else { return Html::default() };
    let passage = row.passage;
    let submit = look.send.reform(move |event: SubmitEvent| {
        event.prevent_default();
        let (choice, reason) = read(&event);
        let mut parts = choice.splitn(3, ' ');
        let holds = parts.next() == Some("+");
        let mut part = || parts.next().unwrap_or_default().to_string();
        Msg::Corrected(Correction { article, passage, facet: part(), value: part(), holds, reason })
    });
    let id = format!("change-{}-{}", row.article, row.passage);
    html! {
        <details class="change">
            <summary>{words.get("change-summary")}</summary>
            <form onsubmit={submit}>
                <label for={id.clone()}>{words.get("change-what")}</label>
                <select {id} required=true>
                    <option value="">{words.get("change-choose")}</option>
                    {options(look, row, "change-stance", &[STANCE], true)}
                    {options(look, row, "change-add", &[CLAIM, COMPANY], true)}
                    {options(look, row, "change-remove", &[CLAIM, COMPANY], false)}
                </select>
                <label>{words.get("change-reason")}<input type="text" maxlength="500" autocomplete="off" /></label>
                <button type="submit">{words.get("change-do")}</button>
            </form>
        </details>
    }
}

/// The values that a reader may give, or those that may be taken away.
fn options(look: Look, row: &Row, title: &'static str, facets: &[usize], give: bool) -> Html {
    let has = |facet: usize, place: usize| {
        ordered(row)
            .any(|tag| usize::from(tag.facet) == facet && tag.value as usize == place && tag.mine != Mine::Taken)
    };
    let Some(overview) = look.model.overview() else { return Html::default() };
    let sign = if give { "+" } else { "-" };
    let values = facets.iter().flat_map(|&facet| {
        let values = overview.values.get(facet).map_or(&[][..], Vec::as_slice);
        let key = FACETS.get(facet).map_or("", |facet| facet.key);
        values
            .iter()
            .enumerate()
            .filter(move |(place, _)| has(facet, *place) != give)
            .map(move |(_, value)| (key, value))
    });
    let shown: Vec<Html> = values
        .map(|(key, value)| html! { <option value={format!("{sign} {key} {}", value.key)}>{value.name(look.words.tongue()).to_string()}</option> })
        .collect();
    if shown.is_empty() {
        Html::default()
    } else {
        html! { <optgroup label={look.words.get(title)}>{shown}</optgroup> }
    }
}

/// What stands in the form. It is emptied and folded for the next change.
fn read(event: &SubmitEvent) -> (String, String) {
    let form = event.target_unchecked_into::<HtmlElement>();
    let part = |css: &str| form.query_selector(css).ok().flatten();
    let select = part("select").and_then(|part| part.dyn_into::<HtmlSelectElement>().ok());
    let input = part("input").and_then(|part| part.dyn_into::<HtmlInputElement>().ok());
    let read = (
        select.as_ref().map(HtmlSelectElement::value).unwrap_or_default(),
        input.as_ref().map(HtmlInputElement::value).unwrap_or_default(),
    );
    if let (Some(select), Some(input)) = (select, input) {
        select.set_value("");
        input.set_value("");
    }
    read
}
