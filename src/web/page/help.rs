//! What is all this, and what can one try?

use yew::prelude::*;

use super::Look;
use crate::facet::column;
use crate::url::{State, View};

/// What is explained: a title and a paragraph each.
const PARTS: &[(&str, &str)] = &[
    ("help-facets", "help-facets-text"),
    ("help-stance", "help-stance-text"),
    ("help-folding", "help-folding-text"),
    ("help-search", "help-search-text"),
    ("help-own", "help-own-text"),
    ("help-carry", "help-carry-text"),
];

/// Things to try in the bundled articles: what it is called, why, the view, and what is chosen.
type Example = (&'static str, &'static str, View, &'static [(&'static str, &'static str)]);

const EXAMPLES: &[Example] = &[
    ("try-figures", "try-figures-why", View::Figures, &[("company", "Klarna"), ("claim", "job-cuts")]),
    ("try-sides", "try-sides-why", View::Compare, &[("company", "Klarna")]),
    ("try-people", "try-people-why", View::Passages, &[("claim", "augmentation"), ("stance", "human-first")]),
];

pub(super) fn view(look: Look) -> Html {
    let words = look.words;
    let examples: Vec<&Example> = EXAMPLES.iter().filter(|example| is_there(look, example.3)).collect();
    html! {
        <div class="columns single">
            <main id="main" tabindex="-1" class="reading how">
                <h1>{words.get("view-help")}</h1>
                <p>{words.get("help-intro")}</p>
                if !examples.is_empty() {
                    <h2>{words.get("try")}</h2>
                    <ul class="examples">
                        { for examples.into_iter().map(|&(title, why, view, chosen)| html! {
                            <li><a href={leading(look, view, chosen)}>{words.get(title)}</a>{" "}{words.get(why)}</li>
                        }) }
                    </ul>
                }
                { for PARTS.iter().map(|(title, text)| html! { <><h2>{words.get(title)}</h2><p>{words.get(text)}</p></> }) }
            </main>
        </div>
    }
}

/// Whether the open collection has every value that an example chooses; another one has its own matters.
fn is_there(look: Look, chosen: &[(&str, &str)]) -> bool {
    let Some(overview) = look.model.overview() else { return false };
    chosen.iter().all(|(facet, key)| {
        let values = column(facet).and_then(|place| overview.values.get(place));
        values.is_some_and(|values| values.iter().any(|value| value.key == *key && value.groups > 0))
    })
}

fn leading(look: Look, view: View, chosen: &[(&str, &str)]) -> String {
    let plain = State { view, ..look.model.state.listing().unfiltered() };
    chosen.iter().fold(plain, |state, (facet, key)| state.toggled(facet, key)).href()
}
