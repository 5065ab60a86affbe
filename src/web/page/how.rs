//! How are the labels made, how often are they right, and what has the reader changed?

use yew::prelude::*;

use super::{Look, change, labels, states};
use crate::app::{Msg, Phase};
use crate::facet::{CLAIM, COMPANY, FACETS, STANCE};
use crate::protocol::{LabelCard, Overview};
use crate::url::State;

/// The page, or what stands in its place.
pub(super) fn view(look: Look) -> Html {
    let body = match &look.model.phase {
        Phase::Failed(failure) => states::failed(look, failure),
        Phase::Ready(overview) => page(look, overview),
        Phase::Loading => states::loading(look),
    };
    html! { <div class="columns single"><main id="main" tabindex="-1" class="reading how">{body}</main></div> }
}

fn page(look: Look, overview: &Overview) -> Html {
    let words = look.words;
    let topic = &overview.topic;
    let fails: Vec<&str> = look.worded(&topic.fails).collect();
    let measured = look.worded(&topic.measured).next();
    let name = look.worded(&topic.name).next().unwrap_or_default();
    html! {
        <>
            <h1>{words.get("how-title")}</h1>
            { for ["how-1", "how-2", "how-3", "how-4"].into_iter().map(|key| html! { <p>{words.get(key)}</p> }) }
            <p>{words.fill("how-pack", &[("name", name), ("version", &topic.version)])}</p>
            {mine(look)}
            <h2>{words.get("how-meanings")}</h2>
            if topic.labels.iter().any(|label| label.quality.is_some()) {
                { for measured.map(|on| html! { <p>{words.fill("how-measured", &[("on", on)])}</p> }) }
                <p>{words.get("how-precision-hint")}</p>
            } else {
                <p>{words.get("how-not-measured")}</p>
            }
            { for [STANCE, CLAIM, COMPANY].into_iter().map(|facet| table(look, facet, &topic.labels)) }
            if !fails.is_empty() {
                <h2>{words.get("how-fails")}</h2>
                <ul class="plain">{ for fails.into_iter().map(|text| html! { <li>{text.to_string()}</li> }) }</ul>
            }
        </>
    }
}

fn table(look: Look, facet: usize, labels: &[LabelCard]) -> Html {
    let words = look.words;
    let title = FACETS.get(facet).and_then(|facet| words.find(&format!("facet-{}", facet.key))).unwrap_or_default();
    let head = ["how-label", "how-meaning", "how-precision", "how-coverage"];
    let rows = labels.iter().filter(|label| usize::from(label.facet) == facet).map(|label| {
        let (name, meaning) = match label.key.as_str() {
            "*" => (title.to_string(), words.get("how-all-companies")),
            key => (look.name_of(facet, key), look.worded(&label.meaning).next().unwrap_or_default()),
        };
        let share = |part: Option<u8>| match part {
            Some(part) => words.fill("how-of", &[("n", &words.number(part.into()))]),
            None => words.get("how-unmeasured").to_string(),
        };
        let stance = (facet == STANCE).then(|| html! { <span class="sign" aria-hidden="true">{labels::sign(&label.key)}</span> });
        html! {
            <tr role="row" data-value={label.key.clone()}>
                <th role="rowheader" scope="row">{stance}{name}</th>
                <td role="cell" data-title={words.get(head[1])}>{meaning.to_string()}</td>
                <td role="cell" data-title={words.get(head[2])}>{share(label.quality.map(|quality| quality.precision))}</td>
                <td role="cell" data-title={words.get(head[3])}>{share(label.quality.map(|quality| quality.coverage))}</td>
            </tr>
        }
    });
    html! {
        <table class="sheet" role="table">
            <caption>{title}</caption>
            {super::figures::head(look, &head)}
            <tbody role="rowgroup">{ for rows }</tbody>
        </table>
    }
}

/// The reader's own labels, all of them.
fn mine(look: Look) -> Html {
    let words = look.words;
    let own = &look.model.corrections;
    let card =
        |article| look.model.overview().and_then(|overview| overview.articles.iter().find(|card| card.id == article));
    html! {
        <section class="own">
            <h2>{words.get("mine-title")}</h2>
            if !look.model.keeps { <p class="notice" role="status">{words.get("mine-not-kept")}</p> }
            if own.is_empty() {
                <p>{words.get("mine-none")}</p>
            } else {
                <p>{words.count("mine-some", own.len() as u64)}</p>
                {counting(look)}
                <ul class="mine">
                    { for own.iter().rev().map(|one| {
                        let href = look.model.state.reading(one.article, Some(one.passage)).href();
                        let link = card(one.article).map(|card| html! { <a {href} lang={card.lang.map(|lang| lang.tag())}>{card.title.clone()}</a> });
                        change::change(look, one, link.unwrap_or_default())
                    }) }
                </ul>
                <p><button type="button" onclick={look.sends(Msg::CorrectionsCleared)}>{words.get("mine-clear")}</button></p>
            }
        </section>
    }
}

/// Whether the reader's own labels count in the filters, as a link that changes it; nothing where
/// there are none.
pub(super) fn counting(look: Look) -> Html {
    let state = &look.model.state;
    if look.model.corrections.is_empty() && !state.mine {
        return Html::default();
    }
    let words = look.words;
    let href = State { mine: !state.mine, ..state.clone() }.href();
    html! {
        <p class="counting">
            if state.mine {
                <span>{words.get("mine-counted")}</span>{" "}<a {href}>{words.get("mine-uncount")}</a>
            } else {
                <a {href}>{words.get("mine-count")}</a>
            }
        </p>
    }
}
