//! How does a reader put a label right, and take that back?

use wasm_bindgen::JsCast;
use web_sys::{Event, HtmlElement, HtmlInputElement, HtmlSelectElement};
use yew::{Html, TargetCast};

use super::Look;
use super::draw::{draw, each, heard};
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
    draw!(
        look,
        "<ul class='mine' aria-label={mine}>{}</ul>",
        each(own.into_iter().map(|own| change(look, own, Html::default()))),
    )
}

/// A change in words with its reason, and a button that takes it back.
pub(super) fn change(look: Look, own: &Correction, more: Html) -> Html {
    let words = look.words;
    let what = look.name_of(column(&own.facet).unwrap_or(CLAIM), &own.value);
    let reason = || draw!(look, "<span>{}</span>", words.fill("mine-reason", &[("reason", &own.reason)]));
    draw!(
        look,
        "<li>
            <span>{mine}: <strong>{}</strong></span>
            {}{}
            <button type='button' class='quiet' aria-label={} onclick={}>{mine-undo}</button>
        </li>",
        words.fill(if own.holds { "mine-gives" } else { "mine-takes" }, &[("what", &what)]),
        (!own.reason.is_empty()).then(reason),
        more,
        words.fill("mine-undo-what", &[("what", &what)]),
        Msg::CorrectionUndone(own.passage, own.facet.clone(), own.value.clone()),
    )
}

/// The form: what should hold, why, and a button. Folded until it is wanted.
pub(super) fn form(look: Look, row: &Row) -> Html {
    let Some(article) = look.card(row.article).map(|card| card.id) else { return Html::default() };
    let passage = row.passage;
    let send = look.send.clone();
    let submit = heard(move |event| {
        event.prevent_default();
        let (choice, reason) = read(&event);
        let mut parts = choice.splitn(3, ' ');
        let holds = parts.next() == Some("+");
        let mut part = || parts.next().unwrap_or_default().to_string();
        send.emit(Msg::Corrected(Correction { article, passage, facet: part(), value: part(), holds, reason }));
    });
    let id = format!("change-{}-{}", row.article, row.passage);
    draw!(
        look,
        "<details class='change'>
            <summary>{change-summary}</summary>
            <form onsubmit={}>
                <label for={}>{change-what}</label>
                <select id={} required>
                    <option value=''>{change-choose}</option>
                    {}{}{}
                </select>
                <label>{change-reason}<input type='text' maxlength='500' autocomplete='off' /></label>
                <button type='submit'>{change-do}</button>
            </form>
        </details>",
        submit,
        &id,
        &id,
        options(look, row, "change-stance", &[STANCE], true),
        options(look, row, "change-add", &[CLAIM, COMPANY], true),
        options(look, row, "change-remove", &[CLAIM, COMPANY], false),
    )
}

/// The values that a reader may give, or those that may be taken away.
fn options(look: Look, row: &Row, title: &'static str, facets: &[usize], give: bool) -> Html {
    let has = |facet: usize, place: usize| {
        ordered(row)
            .any(|tag| usize::from(tag.facet) == facet && tag.value as usize == place && tag.mine != Mine::Taken)
    };
    let Some(overview) = look.model.overview() else { return Html::default() };
    let sign = if give { "+" } else { "-" };
    let mut shown = Vec::new();
    for &facet in facets {
        let values = overview.values.get(facet).map_or(&[][..], Vec::as_slice);
        let key = FACETS.get(facet).map_or("", |facet| facet.key);
        for (_, value) in values.iter().enumerate().filter(|(place, _)| has(facet, *place) != give) {
            let name = value.name(look.words.tongue());
            shown.push(draw!(look, "<option value='{} {} {}'>{}</option>", sign, key, &value.key, name));
        }
    }
    if shown.is_empty() {
        return Html::default();
    }
    draw!(look, "<optgroup label={}>{}</optgroup>", look.words.get(title), shown)
}

/// What stands in the form. It is emptied and folded for the next change.
fn read(event: &Event) -> (String, String) {
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
