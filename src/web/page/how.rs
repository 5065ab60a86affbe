//! How are the labels made, how often are they right, and what has the reader changed?

use yew::Html;

use super::draw::{draw, each};
use super::{Look, change, labels, states};
use crate::app::{Msg, Phase};
use crate::correction::Correction;
use crate::facet::{CLAIM, COMPANY, FACETS, STANCE};
use crate::protocol::{ArticleCard, LabelCard, Overview};
use crate::url::State;

/// The page, or what stands in its place.
pub(super) fn view(look: Look) -> Html {
    let body = match &look.model.phase {
        Phase::Failed(failure) => states::failed(look, failure),
        Phase::Ready(overview) => page(look, overview),
        Phase::Loading => states::loading(look),
    };
    draw!(look, "<div class='columns single'><main id='main' tabindex='-1' class='reading how'>{}</main></div>", body)
}

fn page(look: Look, overview: &Overview) -> Html {
    let words = look.words;
    let topic = &overview.topic;
    let fails: Vec<&str> = look.worded(&topic.fails).collect();
    let measured = look.worded(&topic.measured).next();
    let name = look.worded(&topic.name).next().unwrap_or_default();
    let measured = if topic.labels.iter().any(|label| label.quality.is_some()) {
        let on = measured.map(|on| draw!(look, "<p>{}</p>", words.fill("how-measured", &[("on", on)])));
        draw!(look, "{}<p>{how-precision-hint}</p>", on)
    } else {
        draw!(look, "<p>{how-not-measured}</p>")
    };
    let wrong = || {
        let fails = fails.iter().map(|text| draw!(look, "<li>{}</li>", *text));
        draw!(look, "<h2>{how-fails}</h2><ul class='plain'>{}</ul>", each(fails))
    };
    draw!(
        look,
        "<h1>{how-title}</h1>
        <p>{how-1}</p>
        <p>{how-2}</p>
        <p>{how-3}</p>
        <p>{how-4}</p>
        <p>{}</p>
        {}
        <h2>{how-meanings}</h2>
        {}{}{}",
        words.fill("how-pack", &[("name", name), ("version", &topic.version)]),
        mine(look),
        measured,
        each([STANCE, CLAIM, COMPANY].into_iter().map(|facet| table(look, facet, &topic.labels))),
        (!fails.is_empty()).then(wrong),
    )
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
        draw!(
            look,
            "<tr role='row' data-value={}>
                <th role='rowheader' scope='row'>{}{}</th>
                <td role='cell' data-title={}>{}</td>
                <td role='cell' data-title={}>{}</td>
                <td role='cell' data-title={}>{}</td>
            </tr>",
            &label.key,
            (facet == STANCE).then(|| labels::signed(look, &label.key)),
            name,
            words.get(head[1]),
            meaning,
            words.get(head[2]),
            share(label.quality.map(|quality| quality.precision)),
            words.get(head[3]),
            share(label.quality.map(|quality| quality.coverage)),
        )
    });
    draw!(
        look,
        "<table class='sheet' role='table'><caption>{}</caption>{}<tbody role='rowgroup'>{}</tbody></table>",
        title,
        super::figures::head(look, &head),
        each(rows),
    )
}

/// The reader's own labels, all of them.
fn mine(look: Look) -> Html {
    let own = &look.model.corrections;
    let change = |one: &Correction| {
        let card = look.model.overview().and_then(|all| all.articles.iter().find(|card| card.id == one.article));
        let href = look.model.state.reading(one.article, Some(one.passage)).href();
        let link = |card: &ArticleCard| {
            draw!(look, "<a href={} lang={}>{}</a>", href, card.lang.map(|lang| lang.tag()), &card.title)
        };
        change::change(look, one, card.map(link).unwrap_or_default())
    };
    let body = if own.is_empty() {
        draw!(look, "<p>{mine-none}</p>")
    } else {
        draw!(
            look,
            "<p>{}</p>
            {}
            <ul class='mine'>{}</ul>
            <p><button type='button' onclick={}>{mine-clear}</button></p>",
            look.words.count("mine-some", own.len() as u64),
            counting(look),
            each(own.iter().rev().map(change)),
            Msg::CorrectionsCleared,
        )
    };
    draw!(
        look,
        "<section class='own'><h2>{mine-title}</h2>{}{}</section>",
        (!look.model.keeps).then(|| draw!(look, "<p class='notice' role='status'>{mine-not-kept}</p>")),
        body,
    )
}

/// Whether the reader's own labels count in the filters, as a link that changes it; nothing where
/// there are none.
pub(super) fn counting(look: Look) -> Html {
    let state = &look.model.state;
    if look.model.corrections.is_empty() && !state.mine {
        return Html::default();
    }
    let href = State { mine: !state.mine, ..state.clone() }.href();
    match state.mine {
        true => draw!(look, "<p class='counting'><span>{mine-counted}</span> <a href={}>{mine-uncount}</a></p>", href),
        false => draw!(look, "<p class='counting'><a href={}>{mine-count}</a></p>", href),
    }
}
