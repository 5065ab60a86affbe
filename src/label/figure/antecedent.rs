//! What does a number without a noun count: people, or things spoken of before?
//!
//! "Heute stehen dort noch drei", "nine provide for review": the noun that such a number counts stands
//! before it, in the plural, in its own sentence or in the one before. The nearest one tells.

use crate::lang::Lang;
use crate::lang::token::{Kind, Tokens};
use crate::topic::cue::Found;

use super::number::Numeral;
use super::{Classes, Unit, noun};

/// What a word that may be counted names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Named {
    People,
    Things,
}

fn named(tokens: &Tokens, found: &Found, classes: &Classes, at: usize, lang: Lang) -> Option<Named> {
    let token = tokens.get(at)?;
    if !token.is_word() {
        return None;
    }
    let word = tokens.fold(at);
    let plural = match lang {
        Lang::En => noun::is_plural(word),
        Lang::De => token.capital && ["en", "er", "e", "n", "s"].iter().any(|end| word.ends_with(end)),
    };
    let unit = classes.unit(found, at);
    let people = unit == Some(Unit::People)
        || unit.is_none() && (classes.is_people(found, at) || plural && noun::names_people(word, lang));
    if people {
        return Some(Named::People);
    }
    let before = at.checked_sub(1)?;
    let counted = tokens.get(before)?.kind == Kind::Number || super::is_number_word(tokens.fold(before));
    let article = match lang {
        Lang::En => matches!(
            tokens.fold(before),
            "the"
                | "of"
                | "all"
                | "our"
                | "their"
                | "his"
                | "her"
                | "its"
                | "these"
                | "those"
                | "some"
                | "many"
                | "more"
        ),
        Lang::De => matches!(
            tokens.fold(before),
            "alle" | "allen" | "viele" | "diese" | "unsere" | "keine" | "mehrere" | "einige" | "weitere"
        ),
    };
    (plural && (counted || article)).then_some(Named::Things)
}

/// Whether a number without a noun counts people.
pub(super) fn is_people(tokens: &Tokens, found: &Found, classes: &Classes, number: usize, lang: Lang) -> bool {
    let Some(sentence) = tokens.get(number).map(|token| token.sentence) else { return false };
    let in_reach =
        |at: &usize| tokens.get(*at).is_some_and(|token| token.sentence == sentence || token.sentence + 1 == sentence);
    let nearest = (0..number).rev().take_while(in_reach).find_map(|at| named(tokens, found, classes, at, lang));
    let behind = || {
        (number..tokens.list.len())
            .take_while(|at| tokens.get(*at).is_some_and(|token| token.sentence == sentence))
            .find_map(|at| named(tokens, found, classes, at, lang))
    };
    nearest.or_else(behind) == Some(Named::People)
}

/// For "four of us", "51 von ihnen": whether it is people for sure; "of them" may be either.
pub(super) fn is_of_them(tokens: &Tokens, numeral: &Numeral, lang: Lang) -> Option<bool> {
    let (next, then) = (tokens.fold(numeral.last + 1), tokens.fold(numeral.last + 2));
    match (lang, next, then) {
        (Lang::En, "of", "us" | "you" | "whom" | "ours") | (Lang::De, "von", "uns" | "euch" | "ihnen") => Some(true),
        (Lang::En, "of", "them" | "those" | "these" | "which") | (Lang::De, "von", "denen" | "diesen") => Some(false),
        (Lang::De, "davon", _) => Some(false),
        _ => None,
    }
}

/// Whether the words before a bare number say that it counts people: "a firm of forty", "we were nine",
/// "plans to employ 45", "beschäftigt 345".
pub(super) fn is_group(tokens: &Tokens, numeral: &Numeral, lang: Lang) -> bool {
    let back = |steps: usize| numeral.first.checked_sub(steps);
    let word = |steps: usize| back(steps).map_or("", |at| tokens.fold(at));
    let group = |word: &str| match lang {
        Lang::En => matches!(
            word,
            "staff"
                | "team"
                | "crew"
                | "workforce"
                | "firm"
                | "panel"
                | "group"
                | "board"
                | "family"
                | "class"
                | "party"
                | "shift"
                | "gang"
                | "father"
                | "mother"
                | "audience"
                | "attendance"
                | "crowd"
                | "intake"
                | "cohort"
        ),
        Lang::De => ["team", "mannschaft", "belegschaft", "truppe", "gruppe", "schicht", "crew", "personal"]
            .iter()
            .any(|end| word.ends_with(end)),
    };
    let of = matches!(word(1), "of" | "von" | "aus") && group(word(2));
    let we = matches!(word(1), "were" | "are" | "'re" | "we're" | "they're" | "waren" | "sind")
        && matches!(word(2), "we" | "they" | "you" | "wir" | "sie" | "we're")
        || matches!(word(1), "we're" | "they're")
        || matches!((word(1), word(2)), ("wir" | "sie", "waren" | "sind"));
    let hires = |word: &str| {
        let stems: &[&str] = match lang {
            Lang::En => &["employ", "hire", "hiring", "recruit", "laid", "sacked", "fired", "dismiss", "rehire"],
            Lang::De => &["beschäftig", "einstell", "eingestellt", "entlass", "entließ", "entlässt", "feuert"],
        };
        stems.iter().any(|stem| word.starts_with(stem))
    };
    let hired = (1..=3).any(|steps| {
        let at = back(steps).filter(|at| tokens.get(*at).is_some_and(|token| token.is_word() && !token.capital));
        at.is_some_and(|at| hires(tokens.fold(at)))
    }) || tokens.fold(numeral.last + 1) == "entlassen"
        || tokens.fold(numeral.last + 1) == "eingestellt";
    let strong = matches!(tokens.fold(numeral.last + 1), "strong");
    of || we || hired || strong
}

/// Whether an article stands before a bare number of three or more: "die vierhundert, die", "alle drei".
pub(super) fn is_definite(tokens: &Tokens, numeral: &Numeral) -> bool {
    let before = numeral.first.checked_sub(1).map_or("", |at| tokens.fold(at));
    numeral.value >= 3.0 && matches!(before, "the" | "those" | "these" | "die" | "den" | "diese" | "diesen")
        || numeral.value >= 10.0 && matches!(before, "all" | "alle" | "allen")
}
