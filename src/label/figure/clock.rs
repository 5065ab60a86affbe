//! Which bare numbers tell a time of day, an age or a year, and measure nothing?
//!
//! "um fünf ist das Büro leer", "at four", "mit 58", "those over fifty", "ein 57-jähriger Lagerist",
//! "bis 2035 Kündigungen ausschließt": what stands before the number tells it, as long as no noun that
//! counts stands behind it.

use crate::lang::Lang;
use crate::lang::token::{Kind, Tokens};

use super::number::{Form, Numeral};

/// Whether nothing behind a number can be what it counts: a sign, the end, a verb or another small word.
fn is_bare(tokens: &Tokens, at: usize, lang: Lang) -> bool {
    let Some(next) = tokens.get(at) else { return true };
    match next.kind {
        Kind::Sign(sign) => !matches!(sign, '%' | '€' | '$' | '£' | '-'),
        Kind::Number => false,
        Kind::Word => match lang {
            Lang::De => matches!(
                tokens.fold(at),
                "und"
                    | "oder"
                    | "ist"
                    | "war"
                    | "wird"
                    | "kommt"
                    | "kommen"
                    | "kam"
                    | "beginnt"
                    | "begann"
                    | "schließt"
                    | "geht"
                    | "gehen"
                    | "ging"
                    | "nach"
                    | "in"
                    | "im"
                    | "am"
                    | "an"
                    | "auf"
                    | "die"
                    | "der"
                    | "das"
                    | "den"
                    | "früh"
                    | "morgens"
                    | "abends"
                    | "nachts"
                    | "mittags"
                    | "zu"
                    | "voll"
                    | "bis"
                    | "wenn"
                    | "dann"
                    | "sind"
                    | "eine"
                    | "ein"
                    | "einen"
                    | "alles"
                    | "nicht"
                    | "noch"
                    | "mit"
                    | "zum"
                    | "zur"
                    | "steht"
                    | "stehen"
                    | "fährt"
                    | "ruft"
                    | "riecht"
                    | "brennt"
                    | "für"
                    | "bei"
                    | "von"
                    | "schon"
                    | "auch"
                    | "wieder"
                    | "er"
                    | "sie"
                    | "es"
                    | "ich"
                    | "wir"
            ),
            Lang::En => matches!(
                tokens.fold(at),
                "and"
                    | "or"
                    | "in"
                    | "on"
                    | "when"
                    | "the"
                    | "but"
                    | "to"
                    | "it"
                    | "he"
                    | "she"
                    | "they"
                    | "we"
                    | "i"
                    | "is"
                    | "was"
                    | "with"
                    | "for"
                    | "sharp"
                    | "if"
                    | "a"
                    | "an"
                    | "because"
                    | "before"
                    | "after"
                    | "until"
                    | "every"
                    | "each"
                    | "there"
                    | "who"
                    | "go"
                    | "goes"
                    | "were"
                    | "are"
                    | "have"
                    | "had"
                    | "has"
                    | "will"
                    | "every-day"
                    | "that"
                    | "this"
                    | "from"
                    | "most"
            ),
        },
    }
}

/// Whether a number is a time of day, an age or a year.
pub(super) fn is_clock_age_or_year(tokens: &Tokens, numeral: &Numeral, noun_follows: bool, lang: Lang) -> bool {
    let word = |back: usize| numeral.first.checked_sub(back).map_or("", |at| tokens.fold(at));
    let (before, two_before) = (word(1), word(2));
    let (value, next) = (numeral.value, numeral.last + 1);
    let after = tokens.fold(next);
    if value.fract() != 0.0 || numeral.scale != 1.0 || numeral.form == Form::Share {
        return false;
    }
    is_year(tokens, numeral, before)
        || is_age(tokens, numeral, before, two_before, lang)
        || value <= 24.0 && !noun_follows && is_time(tokens, numeral, before, after, lang)
}

fn is_time(tokens: &Tokens, numeral: &Numeral, before: &str, after: &str, lang: Lang) -> bool {
    let (value, next) = (numeral.value, numeral.last + 1);
    let bare = is_bare(tokens, next, lang);
    let in_words = numeral.form == Form::Words;
    match lang {
        Lang::De => {
            let of_day = |word: &str| {
                matches!(word, "nachts" | "morgens" | "abends" | "früh" | "mittags" | "nachmittags" | "vormittags")
            };
            // "um fünf", "gegen 9", "vor sechs", "von zwei bis fünf nachts"
            bare && matches!(before, "um" | "gegen")
                || bare && in_words && value <= 12.0 && matches!(before, "vor" | "nach" | "bis" | "seit" | "ab")
                || of_day(after)
                || after == "bis" && of_day(tokens.fold(next + 2))
                || matches!(after, "vor" | "nach") && before == "um"
        }
        Lang::En => {
            bare && value <= 12.0
                && matches!(
                    before,
                    "at" | "by" | "past" | "until" | "till" | "since" | "before" | "after" | "between" | "around"
                )
                && (in_words || matches!(before, "at" | "past" | "until" | "till"))
                && !matches!(after, "to")
        }
    }
}

fn is_age(tokens: &Tokens, numeral: &Numeral, before: &str, two_before: &str, lang: Lang) -> bool {
    let (value, next) = (numeral.value, numeral.last + 1);
    let after = tokens.fold(next);
    let joined = after == "-" && tokens.get(next).is_some_and(|sign| !sign.blank_before);
    let behind = if joined { next + 1 } else { next };
    match lang {
        Lang::De => {
            // "ein 57-jähriger Lagerist", "einem 19-Jährigen", "im Alter von 18 bis 67 Jahren", "ab zwölf Jahren"
            let aged = tokens.fold(behind).starts_with("jährige")
                && (tokens.get(behind).is_some_and(|token| token.capital)
                    || matches!(before, "ein" | "eine" | "der" | "die" | "einem" | "einen" | "einer"));
            let span = (1..6).any(|back| numeral.first.checked_sub(back).is_some_and(|at| tokens.fold(at) == "alter"))
                && tokens.fold(behind).starts_with("jahr");
            let from = before == "ab" && after == "jahren";
            let at_age = (15.0..100.0).contains(&value) && matches!(before, "mit") && is_bare(tokens, next, lang);
            aged || span || from || at_age
        }
        Lang::En => {
            let old = tokens.fold(behind) == "year" && tokens.fold(behind + 2).starts_with("old")
                || matches!(after, "years" | "year") && tokens.fold(next + 1) == "old";
            let those = matches!(
                two_before,
                "those" | "anyone" | "people" | "everyone" | "anybody" | "women" | "men" | "staff" | "workers" | "us"
            ) && matches!(before, "under" | "over" | "past" | "aged");
            let past = before == "past" && numeral.form == Form::Words;
            let adult = (14.0..100.0).contains(&value) && is_bare(tokens, next, lang);
            // "Angus Morrison, 81, has asked"
            let set_off = before == ","
                && after == ","
                && numeral
                    .first
                    .checked_sub(2)
                    .and_then(|at| tokens.get(at))
                    .is_some_and(|token| token.is_word() && token.capital);
            old || adult
                && (those
                    || past
                    || set_off
                    || before == "aged"
                    || before == "at" && value >= 50.0 && numeral.form == Form::Digits)
        }
    }
}

/// Four digits without a separator near today are a year, unless money stands before them or a noun
/// that counts directly behind a round number.
fn is_year(tokens: &Tokens, numeral: &Numeral, before: &str) -> bool {
    let text = tokens.fold(numeral.first);
    if text.len() != 4 || numeral.last != numeral.first || !text.bytes().all(|byte| byte.is_ascii_digit()) {
        return false;
    }
    let temporal = matches!(
        before,
        "bis"
            | "seit"
            | "ab"
            | "ende"
            | "anfang"
            | "mitte"
            | "jahr"
            | "jahre"
            | "in"
            | "by"
            | "since"
            | "until"
            | "before"
            | "nach"
            | "vor"
            | "haben"
            | "hatten"
            | "wir"
    );
    let counted = tokens.get(numeral.last + 1).is_some_and(|next| next.kind == Kind::Number)
        || super::is_number_word(tokens.fold(numeral.last + 1));
    let money = matches!(before, "$" | "€" | "£" | "eur" | "usd" | "chf");
    let round = numeral.value % 10.0 == 0.0;
    let near = before != "in" && (2020.0..=2060.0).contains(&numeral.value);
    let dated = temporal && if round { near } else { true };
    (1950.0..2070.0).contains(&numeral.value) && !money && numeral.value != 2000.0 && (dated || counted)
}
