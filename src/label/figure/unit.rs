//! What does a number count: people, money, a share, time?
//!
//! The unit stands before the number ("$40m") or behind it, directly ("29 %") or as the noun that
//! the number belongs to ("1.100 weitere Arbeitsplätze", "1,800 full-time employees"). The nouns
//! are in the pack (`units.txt`); here is how far to look.

use crate::article::Span;
use crate::lang::Lang;
use crate::lang::token::{Kind, Tokens};
use crate::topic::cue::Found;

use super::number::{Form, Numeral};
use super::{Classes, Unit, noun};

/// A unit with the words that tell it; no words where nothing tells it.
#[derive(Clone, Copy, Debug)]
pub(super) struct UnitFound {
    pub unit: Option<Unit>,
    pub subject: Option<Span>,
    /// The last token that belongs to the figure.
    pub last: usize,
    /// Whether a noun stands there at all.
    pub noun: bool,
}

fn money_sign(sign: char) -> Option<Unit> {
    Some(match sign {
        '€' => Unit::Eur,
        '$' => Unit::Usd,
        '£' => Unit::Gbp,
        '¥' | '₹' | '₩' => Unit::Other,
        _ => return None,
    })
}

/// The money named right before the number: "$", "US$", "EUR", "CHF".
fn before(tokens: &Tokens, found: &Found, classes: &Classes, first: usize) -> Option<(Unit, usize)> {
    let at = first.checked_sub(1)?;
    let token = tokens.get(at)?;
    if let Kind::Sign(sign) = token.kind
        && let Some(unit) = money_sign(sign)
    {
        // "A$", "C$", "AU$": other dollars.
        let country = at.checked_sub(1).filter(|_| !token.blank_before);
        let other =
            country.is_some_and(|country| matches!(tokens.fold(country), "a" | "au" | "c" | "ca" | "hk" | "nz" | "s"));
        return Some((if other { Unit::Other } else { unit }, if other { at - 1 } else { at }));
    }
    let unit = match tokens.fold(at) {
        "eur" => Unit::Eur,
        "usd" => Unit::Usd,
        "gbp" => Unit::Gbp,
        "sek" => Unit::Sek,
        "chf" | "fr" | "aud" | "cad" | "jpy" | "dkk" | "nok" | "pln" => Unit::Other,
        "euro" if classes.is_euro(found, at) => Unit::Eur,
        _ => return None,
    };
    Some((unit, at))
}

/// Words that a noun phrase does not reach across.
pub(super) fn ends_phrase(word: &str, lang: Lang) -> bool {
    match lang {
        Lang::De => matches!(
            word,
            "in" | "im"
                | "ins"
                | "auf"
                | "bei"
                | "beim"
                | "mit"
                | "von"
                | "vom"
                | "für"
                | "zu"
                | "zum"
                | "zur"
                | "an"
                | "am"
                | "aus"
                | "nach"
                | "seit"
                | "bis"
                | "durch"
                | "über"
                | "unter"
                | "vor"
                | "um"
                | "gegen"
                | "ohne"
                | "und"
                | "oder"
                | "die"
                | "das"
                | "den"
                | "dem"
                | "ein"
                | "eine"
                | "einen"
                | "einem"
                | "sind"
                | "ist"
                | "war"
                | "waren"
                | "wurden"
                | "wurde"
                | "werden"
                | "wird"
                | "haben"
                | "hat"
                | "hatte"
                | "hatten"
                | "soll"
                | "sollen"
                | "sollten"
                | "will"
                | "wollen"
                | "kann"
                | "können"
                | "muss"
                | "müssen"
                | "mehr"
                | "weniger"
                | "nicht"
                | "ich"
                | "er"
                | "sie"
                | "es"
                | "wir"
                | "ihr"
                | "man"
                | "wie"
                | "als"
                | "sei"
                | "seien"
                | "wären"
                | "je"
                | "pro"
                | "davon"
                | "noch"
                | "schon"
                | "statt"
                | "sollte"
                | "gab"
                | "gibt"
                | "blieben"
                | "bleiben"
                | "kamen"
        ),
        Lang::En => matches!(
            word,
            "of" | "in"
                | "to"
                | "at"
                | "by"
                | "who"
                | "that"
                | "which"
                | "and"
                | "or"
                | "were"
                | "was"
                | "are"
                | "is"
                | "have"
                | "has"
                | "had"
                | "will"
                | "would"
                | "could"
                | "should"
                | "the"
                | "a"
                | "an"
                | "from"
                | "with"
                | "on"
                | "for"
                | "since"
                | "over"
                | "under"
                | "than"
                | "as"
                | "into"
                | "across"
                | "per"
                | "after"
                | "before"
                | "but"
                | "when"
                | "while"
                | "if"
                | "not"
                | "it"
                | "they"
                | "he"
                | "she"
                | "we"
                | "you"
                | "i"
                | "its"
                | "their"
                | "his"
                | "her"
                | "our"
                | "my"
                | "this"
                | "last"
                | "next"
                | "now"
                | "then"
                | "between"
                | "without"
                | "during"
                | "may"
                | "might"
                | "must"
                | "can"
                | "did"
                | "do"
                | "does"
                | "be"
                | "been"
                | "against"
                | "about"
                | "ago"
                | "later"
                | "earlier"
                | "because"
                | "until"
                | "down"
                | "up"
                | "out"
                | "left"
                | "lost"
                | "went"
                | "came"
                | "still"
                | "where"
                | "whose"
                | "within"
                | "fewer"
                | "less"
                | "more"
                | "via"
                | "below"
                | "above"
                | "beyond"
                | "among"
                | "amid"
                | "near"
                | "like"
                | "off"
                | "onto"
                | "behind"
                | "beside"
                | "besides"
                | "despite"
                | "except"
                | "inside"
                | "outside"
                | "around"
                | "along"
                | "plus"
                | "used"
                | "instead"
                | "again"
                | "any"
                | "being"
                | "am"
                | "already"
                | "also"
                | "only"
                | "all"
                | "both"
                | "me"
                | "him"
                | "us"
                | "them"
                | "every"
                | "each"
                | "though"
                | "although"
                | "through"
                | "so"
                | "no"
                | "what"
                | "how"
                | "there"
                | "these"
                | "those"
                | "once"
        ),
    }
}

/// Where the noun of the whole begins behind "of his", "der", "ihrer": the number counts some of it.
fn partitive(tokens: &Tokens, at: usize, lang: Lang) -> Option<usize> {
    let article = |at: usize| {
        matches!(
            tokens.fold(at),
            "the" | "his" | "her" | "its" | "our" | "their" | "my" | "your" | "these" | "those" | "them"
        )
    };
    let german = |word: &str| {
        matches!(word, "der" | "dieser" | "ihrer" | "seiner" | "unserer" | "meiner" | "eurer" | "deren" | "jener")
    };
    let begins = match lang {
        Lang::En if tokens.fold(at) == "of" && article(at + 1) => at + 2,
        Lang::De
            if tokens.fold(at) == "von" && matches!(tokens.fold(at + 1), "den" | "unseren" | "diesen" | "ihren") =>
        {
            at + 2
        }
        Lang::De if german(tokens.fold(at)) => at + 1,
        _ => return None,
    };
    // "two of the seven dentists": the other number stands between.
    let other_number = tokens.get(begins)?.kind == Kind::Number || super::is_number_word(tokens.fold(begins));
    Some(if other_number { begins + 1 } else { begins })
}

/// What a numeral counts.
pub(super) fn find(
    tokens: &Tokens,
    found: &Found,
    classes: &Classes,
    numeral: &Numeral,
    lang: Lang,
) -> (usize, UnitFound) {
    let mut first = numeral.first;
    let mut out = UnitFound { unit: None, subject: None, last: numeral.last, noun: false };
    if numeral.form == Form::Share {
        out.unit = Some(Unit::Share);
        return (first, out);
    }
    if let Some((unit, at)) = before(tokens, found, classes, numeral.first) {
        first = at;
        out.unit = Some(unit);
        out.subject = tokens.get(at).map(crate::lang::token::Token::span);
        out.noun = true;
        return (first, out);
    }
    let Some(sentence) = tokens.get(numeral.last).map(|token| token.sentence) else {
        return (first, out);
    };
    let (mut words, mut lower) = (0, 0);
    let mut at = numeral.last;
    let mut machine = false;
    let mut candidate: Option<(usize, Unit)> = None;
    loop {
        at += 1;
        let Some(token) = tokens.get(at).filter(|token| token.sentence == sentence) else {
            break;
        };
        let word = tokens.fold(at);
        match token.kind {
            Kind::Sign('%') => {
                if words == 0 {
                    out = UnitFound { unit: Some(Unit::Percent), subject: Some(token.span()), last: at, noun: true };
                    return (first, out);
                }
                break;
            }
            Kind::Sign('-' | '‑') if !token.blank_before => continue,
            Kind::Sign('"' | '„' | '“' | '«' | '»' | '”' | '’' | '\'' | '‘' | '›' | '‹') if words < 2 =>
            {
                continue;
            }
            Kind::Sign(sign) => {
                if let Some(unit) = money_sign(sign).filter(|_| words == 0) {
                    out = UnitFound { unit: Some(unit), subject: Some(token.span()), last: at, noun: true };
                    return (first, out);
                }
                break;
            }
            Kind::Number => break,
            Kind::Word => {}
        }
        if words == 0 && word == "per" && tokens.fold(at + 1) == "cent" {
            out = UnitFound { unit: Some(Unit::Percent), subject: Some(token.span()), last: at + 1, noun: true };
            return (first, out);
        }
        let hyphen_before = tokens.get(at - 1).is_some_and(|before| before.is_sign('-')) && !token.blank_before;
        // "20 or more employees", "50 und mehr Leute"
        if words == 0
            && matches!(word, "or" | "oder" | "und" | "and")
            && matches!(tokens.fold(at + 1), "more" | "mehr" | "fewer" | "weniger")
        {
            at += 1;
            continue;
        }
        // "two thousand more people"
        if words == 0 && word == "more" && tokens.get(at + 1).is_some_and(|next| next.is_word()) {
            continue;
        }
        // "two of his sons", "drei der vier Köche", "zwei ihrer Kolleginnen": the noun of the whole tells it.
        if let Some(noun_at) = partitive(tokens, at, lang).filter(|_| words == 0) {
            at = noun_at - 1;
            continue;
        }
        if ends_phrase(word, lang) && !hyphen_before {
            break;
        }
        words += 1;
        // "4x", "12kg": letters that belong to the digits.
        if words == 1 && !token.blank_before && !hyphen_before {
            out.noun = true;
        }
        // "19 percentage points", "four euro cents", "eleven pounds in weight"
        if lang == Lang::En && words == 1 && word == "percentage" {
            out = UnitFound { unit: Some(Unit::Percent), subject: Some(token.span()), last: at, noun: true };
            return (first, out);
        }
        if words == 1 && matches!(word, "euro" | "dollar") && matches!(tokens.fold(at + 1), "cent" | "cents") {
            continue;
        }
        if word == "pounds" && tokens.fold(at + 1) == "in" && tokens.fold(at + 2) == "weight" {
            out = UnitFound { unit: Some(Unit::Other), subject: Some(token.span()), last: at, noun: true };
            return (first, out);
        }
        machine |= matches!(
            word,
            "ai" | "ki"
                | "virtual"
                | "virtuelle"
                | "digital"
                | "digitale"
                | "software"
                | "robot"
                | "robotic"
                | "automated"
                | "synthetic"
        );
        let unit = classes.unit(found, at);
        match lang {
            Lang::De => {
                if unit == Some(Unit::Percent) || matches!(unit, Some(Unit::Eur | Unit::Usd | Unit::Gbp | Unit::Sek)) {
                    out = UnitFound { unit, subject: Some(token.span()), last: at, noun: true };
                    return (first, out);
                }
                if token.capital || unit.is_some_and(|unit| unit != Unit::People) {
                    // A compound with a hyphen has its head behind it.
                    let goes_on = tokens.get(at + 1).is_some_and(|next| next.is_sign('-') && !next.blank_before)
                        && tokens.get(at + 2).is_some_and(|next| next.is_word() && !next.blank_before);
                    if goes_on && words < 8 {
                        // "US-Dollar" names money in its second half.
                        continue;
                    }
                    out.noun = true;
                    let unit = unit.or_else(|| noun::names_people(word, lang).then_some(Unit::People));
                    // "an drei Stellen", "zwei Stellen hinter dem Komma" are places.
                    let place = word == "stellen"
                        && (first.checked_sub(1).is_some_and(|before| tokens.fold(before) == "an")
                            || tokens.fold(at + 1) == "hinter");
                    let unit = if place { Some(Unit::Other) } else { unit };
                    candidate = unit.map(|unit| (at, unit));
                    out.subject = Some(token.span());
                    // "23 Millionen schwedische Kronen"
                    if tokens.fold(at - 1).starts_with("schwedisch") && word.starts_with("krone") {
                        candidate = Some((at, Unit::Sek));
                    }
                    if matches!(tokens.fold(at - 1), "australische" | "kanadische" | "australischen" | "kanadischen") {
                        candidate = Some((at, Unit::Other));
                    }
                    break;
                }
                lower += 1;
                if lower > 3 || !word.ends_with(['e', 'n', 'r', 's', 'm', 't', 'l', 'h']) {
                    break;
                }
            }
            Lang::En => {
                if words > 6 {
                    break;
                }
                let joined = tokens.get(numeral.last + 1).is_some_and(|sign| sign.is_sign('-') && !sign.blank_before)
                    && words == 1;
                let plural = noun::is_plural(word) || matches!(word, "headcount" | "percent");
                out.noun |= plural || joined || numeral.value < 2.0;
                let unit = unit.or_else(|| (plural && noun::names_people(word, lang)).then_some(Unit::People));
                if let Some(unit) = unit {
                    out.noun = true;
                    let before = tokens.fold(at - 1);
                    if matches!(unit, Unit::Usd) && matches!(before, "australian" | "canadian" | "singapore") {
                        candidate = Some((at, Unit::Other));
                        break;
                    }
                    if plural || joined || candidate.is_none() {
                        candidate = Some((at, unit));
                        out.subject = Some(token.span());
                    }
                    if joined || !matches!(unit, Unit::People | Unit::Conversations) {
                        break;
                    }
                } else if let Some((_, Unit::People | Unit::Conversations)) = candidate {
                    // A plural noun behind a singular one is the head: "three job offers".
                    let earlier_plural = candidate.is_some_and(|(at, _)| {
                        tokens.fold(at).ends_with('s') || matches!(tokens.fold(at), "people" | "men" | "women")
                    });
                    if plural && !earlier_plural {
                        candidate = None;
                        out.subject = Some(token.span());
                    }
                    if earlier_plural {
                        break;
                    }
                } else if candidate.is_none() && plural {
                    out.subject = Some(token.span());
                }
            }
        }
    }
    if let Some((at, unit)) = candidate {
        let unit = if machine && matches!(unit, Unit::People) { Unit::Other } else { unit };
        out.unit = Some(unit);
        out.last = at.max(numeral.last);
        out.subject = tokens.get(at).map(crate::lang::token::Token::span);
        out.noun = true;
    }
    (first, out)
}
