//! How is a group opened: its wordings side by side, and what stands beside it?

use yew::prelude::*;

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
    html! {
        <div class="columns">
            {facets::view(look)}
            <main id="main" tabindex="-1" class="group">{body}</main>
        </div>
    }
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
    html! {
        <>
            <p class="back"><a href={look.model.state.listing().href()}>{words.get("back-to-list")}</a></p>
            <h1>{heading}</h1>
            {moved(look)}
            <section class="shown">
                <p class="words" lang={first.lang.map(|lang| lang.tag())}>{ for first.pieces.iter().map(|piece| html! { {piece.text.clone()} }) }</p>
                {places(look, first)}
            </section>
            if !others.is_empty() {
                <h2>{words.get("other-wordings")}</h2>
                <ol class="wordings">{ for others.iter().map(|other| wording(look, first, other)) }</ol>
            }
            if !beside.is_empty() {
                <h2>{words.get("beside")}</h2>
                <ol class="wordings">{ for beside.into_iter().map(|other| wording(look, first, other)) }</ol>
            }
            if !taken.is_empty() {
                <h2>{words.get("taken-out")}</h2>
                <ol class="wordings">{ for taken.into_iter().map(|other| wording(look, first, other)) }</ol>
            }
            if gathering.is_cut() {
                <p class="more"><button type="button" onclick={look.sends(Msg::MoreGatheredAsked)}>{words.get("more")}</button></p>
            }
        </>
    }
}

/// What became of the wording that the reader moved, with the way back.
fn moved(look: Look) -> Html {
    let words = look.words;
    let said = match look.model.moved {
        None => return html! { <div id="moved" role="status"></div> },
        Some(Moved::Out(_)) => words.get("moved-out"),
        Some(Moved::Back(_)) => words.get("moved-back"),
    };
    html! {
        <div id="moved" class="notice" role="status" tabindex="-1">
            <p>{said}</p>
            if let Some(Moved::Out(wording)) = look.model.moved {
                <button type="button" class="quiet" onclick={look.sends(Msg::PutBack(wording))}>{words.get("undo")}</button>
            }
            if look.model.keeping_refused { <p>{words.get("keeping-refused")}</p> }
        </div>
    }
}

fn places(look: Look, wording: &Wording) -> Html {
    let all = wording.copies as usize;
    let few = wording.places.len() <= 3;
    let list = html! { <ul>{elsewhere::list(look, &wording.places)}</ul> };
    html! {
        if few {
            <div class="places">{list}</div>
        } else {
            <details class="places"><summary>{look.words.count("stands-times", all as u64)}</summary>{list}</details>
        }
    }
}

/// A wording beside the first: on a wide page two columns, on a narrow one both in one text.
fn wording(look: Look, first: &Wording, other: &Wording) -> Html {
    let words = look.words;
    let lang = other.lang.map(|lang| lang.tag());
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
    html! {
        <li class="wording" key={other.passage.to_string()} data-passage={other.passage.to_string()} data-relation={relation}>
            <h3>{words.get(relation)}</h3>
            <div class={if whole { "whole" } else { "pair" }}>
                if !whole {
                    <p class="words first" lang={first.lang.map(|lang| lang.tag())} aria-hidden="true">{ for other.pieces.iter().filter(|piece| !is_new(piece)).map(|piece| drawn(look, piece)) }</p>
                }
                <p class="words" {lang}>{ for other.pieces.iter().map(|piece| drawn(look, piece)) }</p>
            </div>
            {places(look, other)}
            if member {
                {doubt(look, first, other)}
            } else {
                <p class="opener"><a href={look.model.state.gathering(other.passage).href()}>{words.get("open-group")}</a></p>
            }
            if other.relation == Relation::TakenOut {
                // Which of the two left decides what is put back.
                {put_back(look, if look.model.apart.holds(other.passage) { other } else { first })}
            }
        </li>
    }
}

fn put_back(look: Look, wording: &Wording) -> Html {
    html! { <button type="button" class="quiet" onclick={look.sends(Msg::PutBack(wording.passage))}>{look.words.get("put-back")}</button> }
}

/// The button that takes a wording out, and the question before it does.
fn doubt(look: Look, first: &Wording, other: &Wording) -> Html {
    let words = look.words;
    let asked = look.model.doubted == Some(other.passage);
    let taken = Msg::TakenOut { wording: other.passage, from: first.passage };
    html! {
        <p class="doubt">
            <button type="button" class="quiet" aria-expanded={asked.to_string()} onclick={look.sends(Msg::Doubted(other.passage))}>
                {words.get(if asked { "doubt-not" } else { "doubt" })}
            </button>
            if asked {
                <span>{words.get("doubt-question")}</span>
                <button type="button" class="take-out" onclick={look.sends(taken)}>{words.get("take-out")}</button>
            }
        </p>
    }
}

fn is_new(piece: &Piece) -> bool {
    matches!(piece.change, Change::New | Change::NewFigure)
}

/// A piece of a text. What is new is underlined, what is gone struck through, a figure boxed; a
/// screen reader is told in words.
fn drawn(look: Look, piece: &Piece) -> Html {
    let text = piece.text.clone();
    let said = |key: &'static str| html! { <span class="unseen">{format!(" [{} ", look.words.get(key))}</span> };
    let end = html! { <span class="unseen">{"] "}</span> };
    match piece.change {
        Change::Same => html! { {text} },
        Change::Around => html! { <span class="around">{text}</span> },
        Change::Gone => html! { <del>{said("gone")}{text}{end}</del> },
        Change::GoneFigure => html! { <del class="figure">{said("gone-figure")}{text}{end}</del> },
        Change::New => html! { <ins>{said("new")}{text}{end}</ins> },
        Change::NewFigure => html! { <ins class="figure">{said("new-figure")}{text}{end}</ins> },
    }
}
