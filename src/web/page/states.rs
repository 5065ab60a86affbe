//! What is drawn around the list, and in its place while there is none?

use yew::prelude::*;

use super::{Look, facets, own};
use crate::app::{Msg, Phase};
use crate::article::Date;
use crate::facet::FACETS;
use crate::protocol::{Failure, List, Remark};
use crate::query::Notice;
use crate::url::{Sort, State, Strange};
use crate::words::Words;

/// A date as the language writes it, as far as it is known: "13. Mai 2025", "May 2025", "2025".
pub(super) fn date(words: &Words, date: Date) -> String {
    let month = words.find(&format!("month-{}", date.month)).unwrap_or("");
    let (day, year) = (date.day.to_string(), date.year.to_string());
    let parts = [("day", day.as_str()), ("month", month), ("year", year.as_str())];
    match (date.month, date.day) {
        (0, _) => year,
        (_, 0) => words.fill("date-month", &parts),
        _ => words.fill("date-day", &parts),
    }
}

/// What is chosen, in words, each with a link that takes it back: the facet's title, the value, the link.
fn chosen(look: Look) -> Vec<(String, String, State)> {
    let state = look.model.state.filtering();
    let mut out = Vec::new();
    if !state.query.trim().is_empty() {
        let quoted = look.words.fill("quoted", &[("words", state.query.trim())]);
        out.push((look.words.get("search").to_string(), quoted, State { query: String::new(), ..state.clone() }));
    }
    for (column, facet) in FACETS.iter().enumerate() {
        let title = look.words.find(&format!("facet-{}", facet.key)).unwrap_or(facet.key);
        for value in state.values(facet.key) {
            out.push((title.to_string(), look.name_of(column, value), state.toggled(facet.key, value)));
        }
    }
    out
}

/// What is chosen as one phrase, for the status line and the page's title.
pub(super) fn described(look: Look) -> String {
    chosen(look).into_iter().map(|(_, name, _)| name).collect::<Vec<_>>().join(", ")
}

/// How much was found, for eyes and for screen readers, what is chosen, and the order.
pub(super) fn summary(look: Look, list: &List) -> Html {
    let words = look.words;
    let state = &look.model.state;
    let found = words.count(counted(state), list.groups.into());
    let copies = (list.copies > list.groups).then(|| words.count("copies-count", list.copies.into()));
    let line = [Some(found), copies].into_iter().flatten().collect::<Vec<_>>().join(", ");
    let sorts = [(Sort::Relevance, "sort-relevance"), (Sort::Date, "sort-date"), (Sort::Article, "sort-article")];
    html! {
        <div class="summary">
            {found_line(look, line)}
            {choices(look, "fold", [false, true].map(|unfolded| {
                let key = if unfolded { "fold-off" } else { "fold-on" };
                (key, State { unfolded, ..state.clone() })
            }).as_slice())}
            {choices(look, "sort", sorts.map(|(sort, key)| (key, State { sort, ..state.clone() })).as_slice())}
        </div>
    }
}

/// A view of all that is selected: the facets, the title, a word on what this is, and the view or what
/// stands in its place. `name` is the view's in links.
pub(super) fn whole(look: Look, name: &'static str, body: Option<Html>) -> Html {
    let words = look.words;
    let said = |key: String| words.find(&key).unwrap_or_default();
    let body = match (&look.model.phase, body) {
        (Phase::Failed(failure), _) => failed(look, failure),
        (Phase::Ready(_), Some(body)) => body,
        _ => loading(look),
    };
    html! {
        <div class="columns wide">
            {facets::view(look)}
            <main id="main" tabindex="-1" class={name} aria-busy={look.model.views.is_behind().to_string()}>
                <h1>{said(format!("view-{name}"))}</h1>
                <p class="hint">{said(format!("intro-{name}"))}</p>
                {body}
            </main>
        </div>
    }
}

/// How much was found in a view without an order of its own, and what is chosen.
pub(super) fn chosen_line(look: Look, line: String) -> Html {
    html! { <div class="summary">{found_line(look, line)}</div> }
}

/// How much was found, and what is chosen, each with a link that takes it back.
fn found_line(look: Look, line: String) -> Html {
    let words = look.words;
    let chosen = chosen(look);
    html! {
        <>
            <p class="status" role="status">{line}
                if !chosen.is_empty() { <span class="unseen">{format!(": {}", described(look))}</span> }
            </p>
            if !chosen.is_empty() {
                <ul class="taken" aria-label={words.get("chosen")}>
                    { for chosen.iter().map(|(facet, name, without)| html! {
                        <li><a href={without.href()} title={words.fill("take-back", &[("what", name)])}>
                            <span class="unseen">{format!("{facet}: ")}</span>{name.clone()}
                            <span aria-hidden="true">{" ×"}</span><span class="unseen">{format!(" {}", words.get("take-back-short"))}</span>
                        </a></li>
                    }) }
                    if chosen.len() > 1 {
                        <li><a class="all" href={look.model.state.filtering().unfiltered().href()}>{words.get("clear-all")}</a></li>
                    }
                </ul>
            }
        </>
    }
}

/// A choice of one among several, each a link to the state that it makes.
fn choices(look: Look, title: &'static str, among: &[(&'static str, State)]) -> Html {
    html! {
        <ul class={classes!("sorts", title)} aria-label={look.words.get(title)}>
            { for among.iter().map(|(key, state)| html! {
                <li><a href={state.href()} aria-current={(*state == look.model.state).then_some("true")}>{look.words.get(key)}</a></li>
            }) }
        </ul>
    }
}

/// The words for what is counted: passages, or each place where one stands.
pub(super) fn counted(state: &State) -> &'static str {
    if state.unfolded { "places-count" } else { "passages-count" }
}

/// What there is to say about the link and the query.
pub(super) fn notices(look: Look, list: &List) -> Html {
    let words = look.words;
    let mut lines: Vec<String> = Vec::new();
    for strange in &look.model.strange {
        lines.push(match strange {
            Strange::Key(key) => words.fill("strange-key", &[("key", key)]),
            Strange::Value { key, value } => words.fill("strange-value", &[("key", key), ("value", value)]),
        });
    }
    let link = !lines.is_empty();
    for remark in &list.remarks {
        lines.push(match remark {
            Remark::NoSuchValue { facet, value } => {
                let title = words.find(&format!("facet-{facet}")).unwrap_or(facet);
                words.fill("no-such-value", &[("facet", title), ("value", value)])
            }
            Remark::Query(notice) => query_notice(words, notice),
        });
    }
    if lines.is_empty() {
        return Html::default();
    }
    html! {
        <aside class="notice" aria-label={words.get("notice")}>
            { for lines.into_iter().map(|line| html! { <p>{line}</p> }) }
            if link {
                <button type="button" class="quiet" onclick={look.sends(Msg::StrangeRead)}>{words.get("dismiss")}</button>
            }
        </aside>
    }
}

/// A notice about a query in words.
fn query_notice(words: &Words, notice: &Notice) -> String {
    match notice {
        Notice::UnclosedQuote => words.get("open-quote").to_string(),
        Notice::LoneOr => words.get("lone-or").to_string(),
        Notice::NothingToFind => words.get("nothing-to-find").to_string(),
        Notice::EmptyField { field } => words.fill("empty-field", &[("field", field)]),
        Notice::UnknownValue { field, text } => {
            let title = words.find(&format!("facet-{field}")).unwrap_or(field);
            words.fill("unknown-value", &[("facet", title), ("value", text)])
        }
        Notice::TooManyWords { kept } => words.fill("too-many-words", &[("n", &words.number(*kept as u64))]),
        Notice::Forgiven { typed, instead } => words.fill("forgiven", &[("typed", typed), ("instead", instead)]),
        Notice::OnlyExclusions => words.get("only-exclusions").to_string(),
        Notice::NotFound { typed } => words.fill("not-found", &[("typed", typed)]),
    }
}

/// Nothing was found: which filter to take back.
pub(super) fn empty(look: Look) -> Html {
    let words = look.words;
    html! {
        <div class="empty">
            <h2>{words.get("nothing-found")}</h2>
            <p>{words.get("nothing-found-hint")}</p>
            <ul>
                { for chosen(look).into_iter().map(|(_, name, without)| html! {
                    <li><a href={without.href()}>{words.fill("without", &[("what", &name)])}</a></li>
                }) }
                <li><a href={look.model.state.filtering().unfiltered().href()}>{words.get("show-all")}</a></li>
            </ul>
        </div>
    }
}

/// The corpus is on its way: the places of what will come, so that nothing jumps.
pub(super) fn loading(look: Look) -> Html {
    html! {
        <div class="loading" aria-busy="true">
            <p class="status" role="status">{look.words.get("loading")}</p>
            <ol class="passages" aria-hidden="true">
                { for (0..4).map(|_| html! { <li class="passage"><p class="bars"></p></li> }) }
            </ol>
        </div>
    }
}

/// The corpus could not be had: why, and what to do.
pub(super) fn failed(look: Look, failure: &Failure) -> Html {
    let words = look.words;
    let why = match failure {
        Failure::Fetch(what) => words.fill("failed-fetch", &[("what", what)]),
        Failure::Pack(what) => words.fill("failed-pack", &[("what", what)]),
        Failure::NoArticles => words.get("failed-empty").to_string(),
        Failure::Worker => words.get("failed-worker").to_string(),
        Failure::NoCollection(name) => return own::missing(look, name),
        Failure::Own(trouble) => return own::unreadable(look, trouble),
    };
    html! {
        <div class="failed-state" role="alert">
            <h2>{words.get("failed")}</h2>
            <p>{why}</p>
            <p><button type="button" onclick={look.sends(Msg::RetryAsked)}>{words.get("retry")}</button></p>
        </div>
    }
}

/// A link names something that is not in this corpus.
pub(super) fn missing(look: Look, what: &'static str) -> Html {
    html! {
        <div class="empty">
            <h2>{look.words.get(what)}</h2>
            <p>{look.words.get("no-article-hint")}</p>
            <p><a href={look.model.state.listing().href()}>{look.words.get("back-to-list")}</a></p>
        </div>
    }
}
