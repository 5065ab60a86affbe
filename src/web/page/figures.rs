//! How are the figures drawn?
//!
//! A table a company: value, what it counts, who says so, where, and what comparing gave. On a narrow
//! screen each line becomes a block whose cells carry the titles of their columns.

use wasm_bindgen::JsCast;
use yew::Html;

use super::draw::{draw, each, heard};
use super::{Look, elsewhere, facets, how, plots, states, text};
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
        _ => draw!(look, "<p class='status' role='status'>{figures-waiting}</p>"),
    };
    draw!(
        look,
        "<div class='columns wide'>
            {}
            <main id='main' tabindex='-1' class='figures'>
                <h1>{figures}</h1>
                <p class='hint'>{figures-intro}</p>
                {}
            </main>
        </div>",
        facets::view(look),
        body,
    )
}

fn found(look: Look, ledger: &Ledger) -> Html {
    let words = look.words;
    let disputed =
        (ledger.disputed > 0).then(|| words.fill("figures-disputed", &[("n", &words.number(ledger.disputed.into()))]));
    let line: Vec<String> =
        [Some(words.count("figures-count", ledger.lines.into())), disputed].into_iter().flatten().collect();
    draw!(
        look,
        "{}{}{}{}{}",
        states::chosen_line(look, line.join(", ")),
        how::counting(look),
        plots::legend(look, &ledger.accounts),
        (ledger.lines == 0).then(|| states::empty(look, &ledger.loosened, "figures-count")),
        each(ledger.accounts.iter().map(|account| self::account(look, account))),
    )
}

fn account(look: Look, account: &Account) -> Html {
    let name = account.company.and_then(|place| look.value(COMPANY, place));
    let name = name.map_or(look.words.get("figure-no-company"), |value| value.name(look.words.tongue()));
    draw!(
        look,
        "<div key={}>{}<table class='sheet ledger' role='table'><caption>{}</caption>{}{}</table></div>",
        name,
        plots::view(look, name, account),
        name,
        head(look, &HEAD),
        each(account.sheets.iter().map(|sheet| self::sheet(look, sheet))),
    )
}

/// The head of a table.
pub(super) fn head(look: Look, titles: &[&'static str]) -> Html {
    let title = |key: &&'static str| draw!(look, "<th role='columnheader' scope='col'>{}</th>", look.words.get(key));
    draw!(look, "<thead role='rowgroup'><tr role='row'>{}</tr></thead>", each(titles.iter().map(title)))
}

fn sheet(look: Look, sheet: &Sheet) -> Html {
    let name = sheet.claim.and_then(|place| look.value(CLAIM, place));
    draw!(
        look,
        "<tbody role='rowgroup'>
            <tr role='row' class='claim'><th role='rowheader' scope='rowgroup' colspan='5'>{}</th></tr>
            {}
        </tbody>",
        name.map_or(look.words.get("figure-no-claim"), |value| value.name(look.words.tongue())),
        each(sheet.lines.iter().map(|line| self::line(look, line))),
    )
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
    let remarks = line.remarks.iter().map(|note| remark(look, note));
    draw!(
        look,
        "<tr role='row' class={} id={} tabindex='-1' key={}>
            <th role='rowheader' scope='row' class='value'>{}</th>
            <td role='cell' data-title={}>{}</td>
            <td role='cell' data-title={}>{}</td>
            <td role='cell' data-title={}>{}</td>
            <td role='cell' data-title={}>{}</td>
        </tr>",
        against.then_some("against"),
        id(line.number),
        line.number,
        &line.value,
        words.get(HEAD[1]),
        line.counts.join(" · "),
        words.get(HEAD[2]),
        said.join(" · "),
        words.get(HEAD[3]),
        places(look, &line.quotes),
        words.get(HEAD[4]),
        (!line.remarks.is_empty()).then(|| draw!(look, "<ul>{}</ul>", each(remarks))),
    )
}

fn id(number: u32) -> String {
    format!("figure-{number}")
}

/// The articles that state a figure, each a link to the passage, with the sentence on demand.
fn places(look: Look, quotes: &[Quote]) -> Html {
    let articles: usize = quotes.iter().map(|quote| quote.places.len()).sum();
    let quoted = |quote: &Quote| {
        draw!(
            look,
            "<blockquote lang={}>{}</blockquote><ul>{}</ul>",
            quote.lang.map(|lang| lang.tag()),
            text::found(look, &quote.text, &quote.marks),
            each(quote.places.iter().filter_map(|place| elsewhere::within(look, place.article, Some(place.passage)))),
        )
    };
    draw!(
        look,
        "<details><summary>{}</summary>{}</details>",
        look.words.count("figure-sources", articles as u64),
        each(quotes.iter().map(quoted)),
    )
}

/// What comparing gave, in words, with a way to the other line.
fn remark(look: Look, note: &FigureNote) -> Html {
    let words = look.words;
    let against = note.remark.is_against();
    let (sign, kind) = if against { ("≠", "figure-against") } else { ("✓", "figure-checked") };
    let text = words.fill(note.remark.key(), &[("value", &note.value), ("counts", &note.counts)]);
    let see = |line| {
        draw!(look, " <button type='button' class='quiet' onclick={}>{figure-see}</button>", heard(move |_| show(line)))
    };
    draw!(
        look,
        "<li class={}><span class='sign' aria-hidden='true'>{}</span><span class='unseen'>{}: </span>{}{}</li>",
        against.then_some("against"),
        sign,
        words.get(kind),
        text,
        note.line.map(see),
    )
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
