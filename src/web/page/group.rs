//! How is a group opened: its wordings side by side, and what stands beside it?

use yew::Html;

use super::draw::{draw, each};
use super::{Look, elsewhere, facets, states};
use crate::app::{Moved, Msg, Phase};
use crate::protocol::{Change, Gathering, Piece, Relation, Wording};

/// The group, or what stands in its place.
pub(super) fn view(look: Look) -> Html {
    let body = match (&look.model.phase, &look.model.gathering, look.model.missing_passage) {
        (Phase::Failed(failure), ..) => states::failed(look, failure),
        (Phase::Ready(_), _, Some(_)) => states::missing(look, "no-passage"),
        (Phase::Ready(_), Some(gathering), _) => opened(look, gathering),
        _ => states::loading(look),
    };
    draw!(
        look,
        "<div class='columns'>{}<main id='main' tabindex='-1' class='group'>{}</main></div>",
        facets::view(look),
        body,
    )
}

fn opened(look: Look, gathering: &Gathering) -> Html {
    let words = look.words;
    let Some((first, others)) = gathering.wordings.split_first() else { return states::missing(look, "no-passage") };
    let heading = words.fill(
        "group-title",
        &[
            ("wordings", &words.count("wordings-count", gathering.wordings_in_all.into())),
            ("copies", &words.count("copies-count", gathering.copies.into())),
        ],
    );
    let (taken, beside): (Vec<_>, Vec<_>) =
        gathering.beside.iter().partition(|wording| wording.relation == Relation::TakenOut);
    let list = |key: &'static str, others: &[&Wording]| {
        (!others.is_empty()).then(|| {
            draw!(
                look,
                "<h2>{}</h2><ol class='wordings'>{}</ol>",
                words.get(key),
                each(others.iter().map(|other| wording(look, first, other))),
            )
        })
    };
    let more =
        || draw!(look, "<p class='more'><button type='button' onclick={}>{more}</button></p>", Msg::MoreGatheredAsked);
    draw!(
        look,
        "<p class='back'><a href={}>{}</a></p>
        <h1>{}</h1>
        {}
        <section class='shown'>
            <p class='words' lang={}>{}</p>
            {}
        </section>
        {}{}{}{}",
        look.model.outside().href(),
        words.get(if look.model.behind.is_some() { "back-to-article" } else { "back-to-list" }),
        heading,
        moved(look),
        first.lang.map(|lang| lang.tag()),
        each(first.pieces.iter().map(|piece| draw!(look, "{}", &piece.text))),
        places(look, first),
        list("other-wordings", &others.iter().collect::<Vec<_>>()),
        list("beside", &beside),
        list("taken-out", &taken),
        gathering.is_cut().then(more),
    )
}

/// What became of the wording that the reader moved, with the way back.
fn moved(look: Look) -> Html {
    let words = look.words;
    let said = match look.model.moved {
        None => return draw!(look, "<div id='moved' role='status'></div>"),
        Some(Moved::Out(_)) => words.get("moved-out"),
        Some(Moved::Back(_)) => words.get("moved-back"),
    };
    let undo = match look.model.moved {
        Some(Moved::Out(wording)) => {
            Some(draw!(look, "<button type='button' class='quiet' onclick={}>{undo}</button>", Msg::PutBack(wording)))
        }
        _ => None,
    };
    draw!(
        look,
        "<div id='moved' class='notice' role='status' tabindex='-1'><p>{}</p>{}{}</div>",
        said,
        undo,
        look.model.keeping_refused.then(|| draw!(look, "<p>{keeping-refused}</p>")),
    )
}

fn places(look: Look, wording: &Wording) -> Html {
    let list = draw!(look, "<ul>{}</ul>", elsewhere::list(look, &wording.places));
    if wording.places.len() <= 3 {
        return draw!(look, "<div class='places'>{}</div>", list);
    }
    let said = look.words.count("stands-times", wording.copies.into());
    draw!(look, "<details class='places'><summary>{}</summary>{}</details>", said, list)
}

/// A wording beside the first: on a wide page two columns, on a narrow one both in one text.
fn wording(look: Look, first: &Wording, other: &Wording) -> Html {
    let relation = match other.relation {
        Relation::Identical => "relation-identical",
        Relation::Normalised => "relation-normalised",
        Relation::Edited => "relation-edited",
        Relation::OtherFigures => "relation-figures",
        Relation::OtherNames => "relation-names",
        Relation::Inside => "relation-inside",
        Relation::Around => "relation-around",
        Relation::TakenOut => "relation-taken",
    };
    let whole = matches!(other.relation, Relation::Inside | Relation::Around);
    let member = matches!(other.relation, Relation::Identical | Relation::Normalised | Relation::Edited);
    let before = || {
        let pieces = other.pieces.iter().filter(|piece| !is_new(piece));
        draw!(
            look,
            "<p class='words first' lang={} aria-hidden='true'>{}</p>",
            first.lang.map(|lang| lang.tag()),
            each(pieces.map(|piece| drawn(look, piece))),
        )
    };
    let next = if member {
        doubt(look, first, other)
    } else {
        let href = look.model.state.gathering(other.passage).href();
        draw!(look, "<p class='opener'><a href={}>{open-group}</a></p>", href)
    };
    // Which of the two left decides what is put back.
    let back = || put_back(look, if look.model.apart.holds(other.passage) { other } else { first });
    let name = other.passage.to_string();
    draw!(
        look,
        "<li class='wording' key={} data-passage={} data-relation={}>
            <h3>{}</h3>
            <div class={}>
                {}
                <p class='words' lang={}>{}</p>
            </div>
            {}{}{}
        </li>",
        &name,
        &name,
        relation,
        look.words.get(relation),
        if whole { "whole" } else { "pair" },
        (!whole).then(before),
        other.lang.map(|lang| lang.tag()),
        each(other.pieces.iter().map(|piece| drawn(look, piece))),
        places(look, other),
        next,
        (other.relation == Relation::TakenOut).then(back),
    )
}

fn put_back(look: Look, wording: &Wording) -> Html {
    draw!(look, "<button type='button' class='quiet' onclick={}>{put-back}</button>", Msg::PutBack(wording.passage))
}

/// The button that takes a wording out, and the question before it does.
fn doubt(look: Look, first: &Wording, other: &Wording) -> Html {
    let asked = look.model.doubted == Some(other.passage);
    let question = || {
        draw!(
            look,
            "<span>{doubt-question}</span><button type='button' class='take-out' onclick={}>{take-out}</button>",
            Msg::TakenOut { wording: other.passage, from: first.passage },
        )
    };
    draw!(
        look,
        "<p class='doubt'>
            <button type='button' class='quiet' aria-expanded={} onclick={}>{}</button>
            {}
        </p>",
        asked,
        Msg::Doubted(other.passage),
        look.words.get(if asked { "doubt-not" } else { "doubt" }),
        asked.then(question),
    )
}

fn is_new(piece: &Piece) -> bool {
    matches!(piece.change, Change::New | Change::NewFigure)
}

/// A piece of a text. What is new is underlined, what is gone struck through, a figure boxed; a
/// screen reader is told in words.
fn drawn(look: Look, piece: &Piece) -> Html {
    let text = &piece.text;
    let said = |key: &'static str| {
        draw!(look, "<span class='unseen'> [{} </span>{}<span class='unseen'>] </span>", look.words.get(key), text)
    };
    match piece.change {
        Change::Same => draw!(look, "{}", text),
        Change::Around => draw!(look, "<span class='around'>{}</span>", text),
        Change::Gone => draw!(look, "<del>{}</del>", said("gone")),
        Change::GoneFigure => draw!(look, "<del class='figure'>{}</del>", said("gone-figure")),
        Change::New => draw!(look, "<ins>{}</ins>", said("new")),
        Change::NewFigure => draw!(look, "<ins class='figure'>{}</ins>", said("new-figure")),
    }
}
