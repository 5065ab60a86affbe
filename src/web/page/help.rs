//! What is all this, and what can one try?

use yew::Html;

use super::Look;
use super::draw::{draw, each};
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
    let example = |&(title, why, view, chosen): &Example| {
        let href = leading(look, view, chosen);
        draw!(look, "<li><a href={}>{}</a> {}</li>", href, words.get(title), words.get(why))
    };
    let part = |(title, text): &(&'static str, &'static str)| {
        draw!(look, "<h2>{}</h2><p>{}</p>", words.get(title), words.get(text))
    };
    let tried = || {
        let examples = examples.iter().map(|one| example(one));
        draw!(look, "<h2>{try}</h2><ul class='examples'>{}</ul>", each(examples))
    };
    draw!(
        look,
        "<div class='columns single'>
            <main id='main' tabindex='-1' class='reading how'>
                <h1>{view-help}</h1>
                <p>{help-intro}</p>
                {}{}
            </main>
        </div>",
        (!examples.is_empty()).then(tried),
        each(PARTS.iter().map(part)),
    )
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
