//! Which bare numbers tell a time of day, an age or a year, and measure nothing?
//!
//! "um fünf ist das Büro leer", "at four", "mit 58", "those over fifty", "ein 57-jähriger Lagerist",
//! "bis 2035 Kündigungen ausschließt": what stands before the number tells it, as long as no noun that
//! counts stands behind it.

use crate::lang::Lang;
use crate::lang::token::{Kind, Tokens};
use crate::topic::cue::Found;

use super::number::{Form, Numeral};
use super::{Classes, Unit, noun};

/// What a number stands among, as far as these questions need it.
pub(super) struct Place<'a> {
    pub tokens: &'a Tokens,
    pub found: &'a Found,
    pub classes: &'a Classes,
    pub lang: Lang,
    /// Whether the number before it in the sentence is a percentage: "um 27 Prozent, dort um 9".
    pub after_percent: bool,
}

impl Place<'_> {
    fn word(&self, at: usize, back: usize) -> &str {
        at.checked_sub(back).map_or("", |at| self.tokens.fold(at))
    }

    /// Whether nothing behind a number can be what it counts.
    fn is_bare(&self, at: usize) -> bool {
        !noun::follows(self.tokens, at, self.lang)
    }

    /// Whether a word names people, or stands for them.
    fn is_person(&self, at: usize) -> bool {
        let word = self.tokens.fold(at);
        self.classes.unit(self.found, at) == Some(Unit::People)
            || matches!(
                word,
                "those"
                    | "anyone"
                    | "everyone"
                    | "anybody"
                    | "everybody"
                    | "nobody"
                    | "someone"
                    | "us"
                    | "them"
                    | "most"
                    | "all"
                    | "many"
                    | "none"
                    | "usually"
                    | "i'm"
                    | "adults"
                    | "gentleman"
                    | "lady"
                    | "mostly"
            )
            || matches!(
                word,
                "jeder"
                    | "jede"
                    | "jedem"
                    | "jeden"
                    | "alle"
                    | "allen"
                    | "niemand"
                    | "niemandem"
                    | "keiner"
                    | "wer"
                    | "menschen"
                    | "frauen"
                    | "männer"
                    | "leute"
                    | "leuten"
                    | "ungelernte"
                    | "personen"
                    | "kollegen"
            )
            || noun::names_people(word, self.lang)
    }
}

/// Whether a number is a time of day, an age or a year.
pub(super) fn is_clock_age_or_year(place: &Place, numeral: &Numeral, noun_follows: bool) -> bool {
    let value = numeral.value;
    if value.fract() != 0.0 || numeral.scale != 1.0 || numeral.form == Form::Share {
        return false;
    }
    is_year(place.tokens, numeral, place.word(numeral.first, 1))
        || is_age(place, numeral)
        || value <= 59.0 && !noun_follows && is_time(place, numeral)
}

fn is_time(place: &Place, numeral: &Numeral) -> bool {
    let (tokens, value, next) = (place.tokens, numeral.value, numeral.last + 1);
    let (before, two_before) = (place.word(numeral.first, 1), place.word(numeral.first, 2));
    let after = tokens.fold(next);
    let in_words = numeral.form == Form::Words;
    let hour = value <= 24.0 && place.is_bare(next);
    match place.lang {
        Lang::De => {
            let of_day = |word: &str| {
                matches!(
                    word,
                    "nachts" | "morgens" | "abends" | "früh" | "mittags" | "nachmittags" | "vormittags" | "freitags"
                )
            };
            let clock_word = |word: &str| matches!(word, "um" | "gegen");
            // "um fünf", "gegen 9", "vor sechs", "von zwei bis fünf nachts", "um kurz nach vier", "statt um sieben"
            hour && clock_word(before) && !place.after_percent
                || hour && in_words && value <= 12.0 && matches!(before, "vor" | "nach" | "bis" | "seit" | "ab")
                || hour && of_day(after)
                || hour && after == "bis" && of_day(tokens.fold(next + 2))
                || matches!(after, "vor" | "nach") && clock_word(before)
        }
        Lang::En => {
            // "ten past eight", "at a quarter to nine"
            let minutes = matches!(after, "past" | "to") && !matches!(before, "from" | "between") && {
                let then = super::number::english_words(tokens, next + 1);
                then.is_some_and(|(hour, last)| hour <= 12.0 && place.is_bare(last + 1))
                    && (after == "past" || matches!(before, "at" | "by" | "until" | "about"))
            };
            let of_day = matches!(after, "in" | "at")
                && matches!(
                    tokens.fold(next + if after == "in" { 2 } else { 1 }),
                    "morning" | "afternoon" | "evening" | "night" | "noon"
                );
            // "between ten and two"
            let span = before == "and"
                && matches!(place.word(numeral.first, 3), "between")
                && super::number::english_words(tokens, numeral.first - 2).is_some_and(|(hour, _)| hour <= 12.0)
                || before == "between"
                    && after == "and"
                    && super::number::english_words(tokens, next + 1)
                        .is_some_and(|(hour, last)| hour <= 12.0 && place.is_bare(last + 1));
            let marks = matches!(
                before,
                "at" | "by" | "past" | "until" | "till" | "since" | "before" | "after" | "around" | "from"
            );
            minutes
                || hour && value <= 12.0 && (of_day || span && in_words)
                || hour
                    && value <= 12.0
                    && marks
                    && (in_words || matches!(before, "at" | "past" | "until" | "till"))
                    && !matches!(after, "to" | "of")
                    && (before != "from" || matches!(after, "until" | "till" | "on"))
                    && !(before == "by" && place.after_percent)
                    && !(before == "by" && matches!(two_before, "up" | "down" | "rose" | "fell" | "divided" | "cut"))
        }
    }
}

fn is_age(place: &Place, numeral: &Numeral) -> bool {
    let tokens = place.tokens;
    let (before, two_before) = (place.word(numeral.first, 1), place.word(numeral.first, 2));
    let (value, next) = (numeral.value, numeral.last + 1);
    let after = tokens.fold(next);
    let joined = after == "-" && tokens.get(next).is_some_and(|sign| !sign.blank_before);
    let behind = if joined { next + 1 } else { next };
    let back = |steps: usize| numeral.first.checked_sub(steps);
    let adult = (13.0..100.0).contains(&value) && place.is_bare(next);
    // "Angus Morrison, 81, has asked", "Herr Wiebe, 88, hat"
    let set_off = before == ","
        && after == ","
        && numeral.form == Form::Digits
        && back(2).and_then(|at| tokens.get(at)).is_some_and(|token| token.is_word() && token.capital);
    // "those between 22 and 25", "Kollegen zwischen 50 und 60"
    let between = |word: &str| matches!(word, "between" | "zwischen");
    let of_people =
        |steps: usize| back(steps).is_some_and(|at| place.is_person(at) || matches!(tokens.fold(at), "aged" | "alter"));
    let span = between(before) && of_people(2)
        || matches!(before, "and" | "und" | "to" | "bis") && (between(place.word(numeral.first, 3)) && of_people(4));
    if adult && (set_off || span) {
        return true;
    }
    match place.lang {
        Lang::De => {
            // "ein 57-jähriger Lagerist", "einem 19-Jährigen", "im Alter von 18 bis 67 Jahren", "ab zwölf Jahren"
            let aged = tokens.fold(behind).starts_with("jährige")
                && (tokens.get(behind).is_some_and(|token| token.capital)
                    || matches!(before, "ein" | "eine" | "der" | "die" | "einem" | "einen" | "einer"));
            let years = tokens.fold(behind).starts_with("jahr") || tokens.fold(behind) == "bis";
            let of_age = (1..6).any(|steps| back(steps).is_some_and(|at| tokens.fold(at) == "alter")) && years;
            let from = before == "ab" && (after == "jahren" || adult && value >= 40.0);
            let bound = adult
                && matches!(before, "unter" | "über" | "jenseits" | "mit")
                && (before == "mit" && after != "zu" || back(2).is_some_and(|at| place.is_person(at)));
            let beyond = adult && before == "der" && two_before == "jenseits";
            let towards = adult && before == "die" && two_before == "auf" && after == "zu";
            aged || of_age || from || bound || beyond || towards
        }
        Lang::En => {
            let old = tokens.fold(behind) == "year" && tokens.fold(behind + 2).starts_with("old")
                || matches!(after, "years" | "year") && tokens.fold(next + 1) == "old";
            let those = matches!(before, "under" | "over" | "past" | "above" | "below" | "aged")
                && back(2).is_some_and(|at| place.is_person(at) || tokens.fold(at) == "is");
            let past = before == "past" && numeral.form == Form::Words;
            // "over the age of forty", "a gentleman of seventy-nine"
            let of = before == "of"
                && (two_before == "age"
                    || matches!(two_before, "gentleman" | "lady" | "man" | "woman" | "boy" | "girl") && value >= 16.0);
            // "I was sixty and had never", "I am eighty-one"
            let being = matches!(before, "am" | "was" | "turned" | "is")
                && matches!(two_before, "i" | "he" | "she" | "who")
                && numeral.form == Form::Words;
            old || adult
                && (those
                    || past
                    || of
                    || being
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
            | "steht"
            | "wurde"
            | "wird"
    ) || before == "von" && tokens.fold(numeral.last + 1) == "an";
    let counted = tokens.get(numeral.last + 1).is_some_and(|next| next.kind == Kind::Number)
        || super::is_number_word(tokens.fold(numeral.last + 1));
    let money = matches!(before, "$" | "€" | "£" | "eur" | "usd" | "chf");
    let round = numeral.value % 10.0 == 0.0;
    let near = before != "in" && (2020.0..=2060.0).contains(&numeral.value);
    let dated = temporal && if round { near } else { true };
    (1950.0..2070.0).contains(&numeral.value) && !money && numeral.value != 2000.0 && (dated || counted)
}
