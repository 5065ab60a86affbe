//! How are the figures drawn?
//!
//! A table a company: value, what it counts, who says so, where, and what comparing gave. On a narrow
//! screen each line becomes a block whose cells carry the titles of their columns.

use wasm_bindgen::JsCast;
use yew::prelude::*;

use super::passages::origin;
use super::{Look, facets, how, states, text};
use crate::app::Phase;
use crate::facet::{CLAIM, COMPANY};
use crate::protocol::{Account, FigureLine, FigureNote, Ledger, Quote, Sheet, Voice};

/// The titles of the columns.
const HEAD: [&str; 5] = ["figure-value", "figure-counts", "figure-said", "figure-where", "figure-check"];

/// The figures with the facets, or what stands in their place.
pub(super) fn view(look: Look) -> Html {
    let body = match (&look.model.phase, &look.model.views.ledger) {
        (Phase::Failed(failure), _) => states::failed(look, failure),
        (Phase::Ready(_), Some(ledger)) => found(look, ledger),
        _ => html! { <p class="status" role="status">{look.words.get("figures-waiting")}</p> },
    };
    html! {
        <div class="columns wide">
            {facets::view(look)}
            <main id="main" tabindex="-1" class="figures">
                <h1>{look.words.get("figures")}</h1>
                <p class="hint">{look.words.get("figures-intro")}</p>
                {body}
            </main>
        </div>
    }
}

fn found(look: Look, ledger: &Ledger) -> Html {
    let words = look.words;
    let disputed =
        (ledger.disputed > 0).then(|| words.fill("figures-disputed", &[("n", &words.number(ledger.disputed.into()))]));
    let line: Vec<String> =
        [Some(words.count("figures-count", ledger.lines.into())), disputed].into_iter().flatten().collect();
    html! {
        <>
            {states::chosen_line(look, line.join(", "))}
            {how::counting(look)}
            if ledger.lines == 0 { <p class="empty">{words.get("figures-none")}</p> }
            { for ledger.accounts.iter().map(|account| self::account(look, account)) }
        </>
    }
}

fn account(look: Look, account: &Account) -> Html {
    let words = look.words;
    let name = account.company.and_then(|place| look.value(COMPANY, place));
    let name = name.map_or(words.get("figure-no-company"), |value| value.name(words.tongue())).to_string();
    html! {
        <table class="sheet ledger" role="table" key={name.clone()}>
            <caption>{name}</caption>
            {head(look, &HEAD)}
            { for account.sheets.iter().map(|sheet| self::sheet(look, sheet)) }
        </table>
    }
}

/// The head of a table.
pub(super) fn head(look: Look, titles: &[&'static str]) -> Html {
    html! {
        <thead role="rowgroup"><tr role="row">
            { for titles.iter().map(|key| html! { <th role="columnheader" scope="col">{look.words.get(key)}</th> }) }
        </tr></thead>
    }
}

fn sheet(look: Look, sheet: &Sheet) -> Html {
    let words = look.words;
    let name = sheet.claim.and_then(|place| look.value(CLAIM, place));
    let name = name.map_or(words.get("figure-no-claim"), |value| value.name(words.tongue())).to_string();
    html! {
        <tbody role="rowgroup">
            <tr role="row" class="claim"><th role="rowheader" scope="rowgroup" colspan="5">{name}</th></tr>
            { for sheet.lines.iter().map(|line| self::line(look, line)) }
        </tbody>
    }
}

fn line(look: Look, line: &FigureLine) -> Html {
    let words = look.words;
    let against = line.remarks.iter().any(|note| note.remark.is_against());
    let said = line.said.iter().map(|(voice, who)| match (voice, who.is_empty()) {
        (Voice::Author, _) => words.get("said-author").to_string(),
        (Voice::Quoted, true) => words.get("said-quoted").to_string(),
        (Voice::Reported, true) => words.get("said-reported").to_string(),
        (_, false) => who.clone(),
    });
    let said: Vec<String> = said.collect();
    html! {
        <tr role="row" class={classes!(against.then_some("against"))} id={id(line.number)} tabindex="-1" key={line.number}>
            <th role="rowheader" scope="row" class="value">{line.value.clone()}</th>
            <td role="cell" data-title={words.get(HEAD[1])}>{line.counts.join(" · ")}</td>
            <td role="cell" data-title={words.get(HEAD[2])}>{said.join(" · ")}</td>
            <td role="cell" data-title={words.get(HEAD[3])}>{places(look, &line.quotes)}</td>
            <td role="cell" data-title={words.get(HEAD[4])}>
                if !line.remarks.is_empty() { <ul>{ for line.remarks.iter().map(|note| remark(look, note)) }</ul> }
            </td>
        </tr>
    }
}

fn id(number: u32) -> String {
    format!("figure-{number}")
}

/// The articles that state a figure, each a link to the passage, with the sentence on demand.
fn places(look: Look, quotes: &[Quote]) -> Html {
    let articles: usize = quotes.iter().map(|quote| quote.places.len()).sum();
    html! {
        <details>
            <summary>{look.words.count("figure-sources", articles as u64)}</summary>
            { for quotes.iter().map(|quote| html! {
                <>
                    <blockquote lang={quote.lang.map(|lang| lang.tag())}>{text::found(&quote.text, &quote.marks)}</blockquote>
                    <ul>
                        { for quote.places.iter().filter_map(|place| {
                            let card = look.card(place.article)?;
                            let href = look.model.state.reading(card.id, Some(place.passage)).href();
                            Some(html! { <li><a {href} lang={card.lang.map(|lang| lang.tag())}>{card.title.clone()}</a>{" "}<span class="source">{origin(look, place.article)}</span></li> })
                        }) }
                    </ul>
                </>
            }) }
        </details>
    }
}

/// What comparing gave, in words, with a way to the other line.
fn remark(look: Look, note: &FigureNote) -> Html {
    let words = look.words;
    let against = note.remark.is_against();
    let (sign, kind) = if against { ("≠", "figure-against") } else { ("✓", "figure-checked") };
    let text = words.fill(note.remark.key(), &[("value", &note.value), ("counts", &note.counts)]);
    html! {
        <li class={classes!(against.then_some("against"))}>
            <span class="sign" aria-hidden="true">{sign}</span><span class="unseen">{words.get(kind)}{": "}</span>{text}
            { for note.line.map(|line| html! {
                <>{" "}<button type="button" class="quiet" onclick={move |_: MouseEvent| show(line)}>{words.get("figure-see")}</button></>
            }) }
        </li>
    }
}

/// Brings a line to the eye. A link would be taken for a view.
fn show(number: u32) {
    let row = gloo::utils::document()
        .get_element_by_id(&id(number))
        .and_then(|row| row.dyn_into::<web_sys::HtmlElement>().ok());
    if let Some(row) = row {
        let _ = row.focus();
    }
}
