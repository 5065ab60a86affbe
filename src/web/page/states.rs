//! What is drawn around the list, and in its place while there is none?

use yew::Html;

use super::draw::{draw, each};
use super::{Look, facets, own};
use crate::app::{Msg, Phase};
use crate::facet::FACETS;
use crate::protocol::{Failure, List, Remark};
use crate::query::Notice;
use crate::url::{Sort, State, Strange};
use crate::words::Words;

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

/// The same with the facets' titles, for paper: "Unternehmen: Klarna · Worum es geht: Stellenabbau".
pub(super) fn filters(look: Look) -> String {
    chosen(look).into_iter().map(|(facet, name, _)| facet + ": " + &name).collect::<Vec<_>>().join(" · ")
}

/// How much was found, for eyes and for screen readers, what is chosen, and the order.
pub(super) fn summary(look: Look, list: &List) -> Html {
    let words = look.words;
    let state = &look.model.state;
    let found = words.count(counted(state), list.groups.into());
    let copies = (list.copies > list.groups).then(|| words.count("copies-count", list.copies.into()));
    let line = [Some(found), copies].into_iter().flatten().collect::<Vec<_>>().join(", ");
    let sorts = [(Sort::Relevance, "sort-relevance"), (Sort::Date, "sort-date"), (Sort::Article, "sort-article")];
    let folds = [false, true].map(|unfolded| {
        let key = if unfolded { "fold-off" } else { "fold-on" };
        (key, State { unfolded, ..state.clone() })
    });
    let sorts = sorts.map(|(sort, key)| (key, State { sort, ..state.clone() }));
    draw!(
        look,
        "<div class='summary'>{}{}{}</div>",
        found_line(look, line),
        choices(look, "fold", &folds),
        choices(look, "sort", &sorts),
    )
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
    draw!(
        look,
        "<div class='columns wide'>
            {}
            <main id='main' tabindex='-1' class={} aria-busy={}>
                <h1>{}</h1>
                <p class='hint'>{}</p>
                {}
            </main>
        </div>",
        facets::view(look),
        name,
        look.model.views.is_behind(),
        said(format!("view-{name}")),
        said(format!("intro-{name}")),
        body,
    )
}

/// How much was found in a view without an order of its own, and what is chosen.
pub(super) fn chosen_line(look: Look, line: String) -> Html {
    draw!(look, "<div class='summary'>{}</div>", found_line(look, line))
}

/// How much was found, and what is chosen, each with a link that takes it back.
fn found_line(look: Look, line: String) -> Html {
    let chosen = chosen(look);
    let without = |(facet, name, without): &(String, String, State)| {
        draw!(
            look,
            "<li><a href={} title={}>
                <span class='unseen'>{}: </span>{}
                <span aria-hidden='true'> ×</span><span class='unseen'> {take-back-short}</span>
            </a></li>",
            without.href(),
            look.words.fill("take-back", &[("what", name)]),
            facet,
            name,
        )
    };
    let all = || {
        let all = look.model.state.filtering().unfiltered().href();
        draw!(look, "<li><a class='all' href={}>{clear-all}</a></li>", all)
    };
    let any = !chosen.is_empty();
    draw!(
        look,
        "<p class='status' role='status'>{}{}</p>{}",
        line,
        any.then(|| draw!(look, "<span class='unseen'>: {}</span>", described(look))),
        any.then(|| draw!(
            look,
            "<ul class='taken' aria-label={chosen}>{}{}</ul>",
            each(chosen.iter().map(without)),
            (chosen.len() > 1).then(all),
        )),
    )
}

/// A choice of one among several, each a link to the state that it makes.
fn choices(look: Look, title: &'static str, among: &[(&'static str, State)]) -> Html {
    let choice = |(key, state): &(&'static str, State)| {
        let here = (*state == look.model.state).then_some("true");
        draw!(look, "<li><a href={} aria-current={}>{}</a></li>", state.href(), here, look.words.get(key))
    };
    draw!(
        look,
        "<ul class='sorts {}' aria-label={}>{}</ul>",
        title,
        look.words.get(title),
        each(among.iter().map(choice)),
    )
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
    draw!(
        look,
        "<aside class='notice' aria-label={notice}>{}{}</aside>",
        each(lines.iter().map(|line| draw!(look, "<p>{}</p>", line))),
        link.then(|| draw!(
            look,
            "<button type='button' class='quiet' onclick={}>{dismiss}</button>",
            Msg::StrangeRead
        )),
    )
}

/// A notice about a query in words.
fn query_notice(words: &Words, notice: &Notice) -> String {
    match notice {
        Notice::UnclosedQuote => words.get("open-quote").to_string(),
        Notice::LoneOr => words.get("lone-or").to_string(),
        Notice::NothingToFind => words.get("nothing-to-find").to_string(),
        Notice::EmptyField { field } => words.fill("empty-field", &[("field", field)]),
        Notice::UnknownField { field } => words.fill("unknown-field", &[("field", field)]),
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

/// Nothing was found: which filter to take back, and how much each would show. `loosened` has the
/// numbers in the order of [`State::loosened`], `counted` the words for what is counted.
pub(super) fn empty(look: Look, loosened: &[u32], counted: &'static str) -> Html {
    let words = look.words;
    let helps = loosened.iter().any(|&count| count > 0);
    let ways = each(chosen(look).into_iter().zip(loosened).filter(|(_, count)| **count > 0).map(|(one, &count)| {
        let without = words.fill("without", &[("what", &one.1)]);
        draw!(
            look,
            "<li><a href={}>{}</a> <span>{}</span></li>",
            one.2.href(),
            without,
            words.count(counted, count.into())
        )
    }));
    draw!(
        look,
        "<div class='empty'>
            <h2>{}</h2><p>{}</p>
            <ul>{}<li><a href={}>{show-all}</a></li></ul>
        </div>",
        words.get(if counted == "figures-count" { "figures-none" } else { "nothing-found" }),
        words.get(if helps { "nothing-found-hint" } else { "nothing-helps" }),
        ways,
        look.model.state.filtering().unfiltered().href(),
    )
}

/// The same in a view of all that is selected: the list, which is asked for with it, knows the numbers.
pub(super) fn empty_view(look: Look) -> Html {
    let loosened = look.model.list.as_ref().map_or(&[][..], |list| &list.loosened);
    empty(look, loosened, "passages-count")
}

/// The corpus is on its way: the places of what will come, so that nothing jumps.
pub(super) fn loading(look: Look) -> Html {
    draw!(
        look,
        "<div class='loading' aria-busy='true'>
            <p class='status' role='status'>{loading}</p>
            <ol class='passages' aria-hidden='true'>{}</ol>
        </div>",
        each((0..4).map(|_| draw!(look, "<li class='passage'><p class='bars'></p></li>"))),
    )
}

/// The same before a view that needs no corpus has its words.
pub(super) fn wordless(look: Look) -> Html {
    let body = match &look.model.phase {
        Phase::Failed(failure) => failed(look, failure),
        _ => loading(look),
    };
    draw!(look, "<div class='columns single'><main id='main' tabindex='-1' class='reading'>{}</main></div>", body)
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
    unusable(look, why, None)
}

/// Why there is nothing to show, what else can be opened where something can, and another try.
pub(super) fn unusable(look: Look, why: String, else_open: Option<Html>) -> Html {
    draw!(
        look,
        "<div class='failed-state' role='alert'>
            <h2>{failed}</h2>
            <p>{}</p>
            {}
            <p><button type='button' onclick={}>{retry}</button></p>
        </div>",
        why,
        else_open,
        Msg::RetryAsked,
    )
}

/// A link names something that is not in this corpus.
pub(super) fn missing(look: Look, what: &'static str) -> Html {
    draw!(
        look,
        "<div class='empty'>
            <h2>{}</h2>
            <p>{no-article-hint}</p>
            <p><a href={}>{back-to-list}</a></p>
        </div>",
        look.words.get(what),
        look.model.state.listing().href(),
    )
}
