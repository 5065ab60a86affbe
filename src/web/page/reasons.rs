//! What spoke for and against a passage's labels?

use yew::Html;

use super::Look;
use super::draw::{draw, each};
use super::labels::{ordered, signed};
use crate::app::Msg;
use crate::facet::{CLAIM, COMPANY, FACETS, STANCE};
use crate::protocol::{Clue, Mine, Row, Said, Tag, Voice};
use crate::url::{State, View};

/// Half the width of a bar in its own units.
const HALF: i32 = 50;

/// Each label with its words, their weight and rule, and who says it.
pub(super) fn view(look: Look, row: &Row) -> Html {
    // In an article one label is asked about; its button shows the others too.
    let picked = look.model.picked.filter(|_| look.model.state.view == View::Article);
    let shown = |tag: &&Tag| tag.mine != Mine::Given && picked.is_none_or(|picked| picked == (tag.facet, tag.value));
    let tags = ordered(row).filter(shown);
    draw!(
        look,
        "<ul class='reasons'>{}</ul>
        <p class='hint'>{points-hint} {} <a href={}>{view-labels}</a></p>",
        each(tags.map(|tag| reason(look, row, tag))),
        pack(look),
        State { view: View::Labels, ..look.model.state.listing() }.href(),
    )
}

/// By which version of which topic.
pub(super) fn pack(look: Look) -> String {
    let Some(topic) = look.model.overview().map(|overview| &overview.topic) else { return String::new() };
    let name = look.worded(&topic.name).next().unwrap_or_default();
    look.words.fill("pack-version", &[("name", name), ("version", &topic.version)])
}

fn reason(look: Look, row: &Row, tag: &Tag) -> Html {
    let facet = usize::from(tag.facet);
    let Some(value) = look.value(facet, tag.value) else { return Html::default() };
    let picked = look.model.picked == Some((tag.facet, tag.value));
    let most = tag.evidence.iter().map(|clue| clue.weight.unsigned_abs()).max().unwrap_or(1).max(1);
    let stance = (facet == STANCE).then(|| signed(look, &value.key));
    let clues = || {
        let clues = tag.evidence.iter().map(|clue| self::clue(look, row, clue, facet, most));
        draw!(look, "<ul class='clues'>{}</ul>", each(clues))
    };
    draw!(
        look,
        "<li data-value={}>
            <p class='reason'>
                <button type='button' aria-pressed={} title={only-these} onclick={}>
                    {}<span class='ev {}'>{}</span>
                </button>
                <span>{}</span>
                {}
            </p>
            {}
        </li>",
        &value.key,
        picked,
        Msg::Picked(tag.facet, tag.value),
        stance,
        FACETS.get(facet).map_or("", |facet| facet.key),
        value.name(look.words.tongue()),
        points(look, tag.score),
        tag.said.map(|said| draw!(look, "<span>{}</span>", said_by(look, row, said))),
        if tag.evidence.is_empty() { draw!(look, "<p>{no-words}</p>") } else { clues() },
    )
}

fn points(look: Look, score: i32) -> String {
    let number = look.words.count("points", score.unsigned_abs().into());
    if score < 0 { format!("−{number}") } else { number }
}

/// Some words with their weight: a bar to the right for, to the left against, and the same in text.
fn clue(look: Look, row: &Row, clue: &Clue, facet: usize, most: u32) -> Html {
    let words = look.words;
    let is_for = clue.weight > 0;
    let length = (i64::from(clue.weight.unsigned_abs()) * i64::from(HALF) / i64::from(most)).max(2);
    let (class, from, side) = match is_for {
        true => ("bar for", i64::from(HALF), "speaks-for"),
        false => ("bar against", i64::from(HALF) - length, "speaks-against"),
    };
    let number = words.number(clue.weight.unsigned_abs().into());
    draw!(
        look,
        "<li>
            <svg class={} viewBox='0 0 100 10' aria-hidden='true'>
                <rect x={} y='1' width={} height='8' />
                <path d='M50 0V10' />
            </svg>
            <span class='weight'>{}{} {}</span>
            <q lang={}>{}</q>
            <span class='rule'>{}</span>
        </li>",
        class,
        from.to_string(),
        length.to_string(),
        if is_for { "+" } else { "−" },
        number,
        words.get(side),
        row.lang.map(|lang| lang.tag()),
        words.fill("quoted", &[("words", clue.span.of(&row.text))]),
        rule(look, &clue.rule, facet),
    )
}

/// A rule in plain words; as the pack names it where there are none. A rule of several classes is
/// told by each.
fn rule(look: Look, rule: &str, facet: usize) -> String {
    let told = rule.split_whitespace().map(|class| match class.split_once(':') {
        Some((kind, key)) => {
            let (column, words) = if kind == "stance" { (STANCE, "rule-stance") } else { (CLAIM, "rule-claim") };
            look.words.fill(words, &[("what", &look.name_of(column, key))])
        }
        None => {
            let key = match class {
                "product" if facet != COMPANY => "product-word",
                class if class.starts_with("company-") => "company",
                class => class,
            };
            look.words.find(&format!("rule-{key}")).unwrap_or(class).to_string()
        }
    });
    told.collect::<Vec<_>>().join(", ")
}

/// Who says a claim, in words.
fn said_by(look: Look, row: &Row, said: Said) -> String {
    let speaker = said.speaker.map(|span| span.of(&row.text)).filter(|name| !name.is_empty());
    match (said.voice, speaker) {
        (Voice::Author, _) => look.words.get("said-by-author").to_string(),
        (Voice::Quoted, None) => look.words.get("said-by-quoted").to_string(),
        (Voice::Reported, None) => look.words.get("said-by-reported").to_string(),
        (Voice::Quoted, Some(who)) => look.words.fill("said-by-named-quoted", &[("who", who)]),
        (Voice::Reported, Some(who)) => look.words.fill("said-by-named-reported", &[("who", who)]),
    }
}
