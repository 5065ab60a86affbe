//! What is all this, and what can one try?

use yew::Html;

use super::Look;
use super::draw::{draw, each};
use crate::app::Msg;
use crate::url::State;

/// What is explained: a title and a paragraph each.
const PARTS: &[(&str, &str)] = &[
    ("help-facets", "help-facets-text"),
    ("help-stance", "help-stance-text"),
    ("help-folding", "help-folding-text"),
    ("help-search", "help-search-text"),
    ("help-own", "help-own-text"),
    ("help-carry", "help-carry-text"),
];

/// What single keys do.
const KEYS: &[(&str, &str)] = &[
    ("/", "key-search"),
    ("j", "key-next"),
    ("k", "key-previous"),
    ("n", "key-next-article"),
    ("p", "key-previous-article"),
    ("Esc", "key-close"),
    ("?", "key-help"),
];

pub(super) fn view(look: Look) -> Html {
    let words = look.words;
    let part = |&(title, text): &(&'static str, &'static str)| {
        draw!(look, "<h2>{}</h2><p>{}</p>", words.get(title), words.get(text))
    };
    let key = |&(key, does): &(&'static str, &'static str)| {
        draw!(look, "<dt><kbd>{}</kbd></dt><dd>{}</dd>", key, words.get(does))
    };
    draw!(
        look,
        "<div class='columns single'>
            <main id='main' tabindex='-1' class='reading how'>
                <h1>{view-help}</h1>
                <p>{help-intro} {help-local}</p>
                {}{}
                <h2>{keys}</h2>
                <dl class='keys'>{}</dl>
                <label class='switch'><input type='checkbox' checked={} onchange={} /> {keys-switch}</label>
            </main>
        </div>",
        examples(look),
        each(PARTS.iter().map(part)),
        each(KEYS.iter().map(key)),
        look.model.single_keys,
        Msg::KeysSwitched,
    )
}

/// What this is and what to try, for who comes for the first time: it gives way to whatever is looked for.
pub(super) fn start(look: Look) -> Option<Html> {
    let first = !look.model.state.is_filtered() && look.model.state.own.is_none();
    first.then(|| {
        draw!(look, "<section class='start'><p>{help-intro} <span>{help-local}</span></p>{}</section>", examples(look))
    })
}

/// What the open articles' topic has to try. A collection of the reader's own has matters of its own.
fn examples(look: Look) -> Option<Html> {
    let all = &look.model.overview()?.topic.examples;
    let plain = look.model.state.unfiltered();
    let example = |example: &'_ crate::protocol::ExampleCard| {
        let State { query, chosen, view, by, sides, .. } = example.state.clone();
        let state = State { query, chosen, view, by, sides, ..plain.listing() };
        let [title, why] = [&example.title, &example.why].map(|texts| look.worded(texts).next().unwrap_or_default());
        draw!(look, "<li><a href={}>{}</a> <span>{}</span></li>", state.href(), title, why)
    };
    let shown = look.model.state.own.is_none() && !all.is_empty();
    shown.then(|| draw!(look, "<h2>{try}</h2><ul class='examples'>{}</ul>", each(all.iter().map(example))))
}
