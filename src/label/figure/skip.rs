//! Which numbers are no figures: years, dates, times, ordinals, names, references?

use crate::lang::Lang;
use crate::lang::token::{Kind, Tokens};
use crate::topic::cue::Found;

use super::Classes;
use super::clock::Place;
use super::number::{self, Form, Numeral};

fn is_month(tokens: &Tokens, at: usize) -> bool {
    const SHORT: &[&str] =
        &["jan", "feb", "mar", "apr", "jun", "jul", "aug", "sep", "sept", "okt", "oct", "nov", "dez", "dec"];
    let word = tokens.fold(at);
    tokens.get(at).is_some_and(|token| token.capital) && (crate::lang::MONTHS.contains(&word) || SHORT.contains(&word))
}

/// Whether a word names a month or a day of the week.
fn is_calendar(tokens: &Tokens, at: usize) -> bool {
    let word = tokens.fold(at);
    is_month(tokens, at) || word.ends_with("day") || word.ends_with("tag")
}

/// Words that make a scale behind them vague: "mehrere tausend", "a few hundred".
fn is_vague(word: &str) -> bool {
    ["mehrer", "einige", "paar", "viele", "wenige", "zig"].iter().any(|stem| word.starts_with(stem))
        || matches!(word, "several" | "few" | "many" | "some" | "couple" | "countless")
}

/// Whether a number word is only part of a phrase: "of two minds", "a six-figure sum", "the sixty-second",
/// "step-two hearings", "a dozen times".
fn is_phrase(tokens: &Tokens, numeral: &Numeral, lang: Lang) -> bool {
    let (next, then) = (tokens.fold(numeral.last + 1), tokens.fold(numeral.last + 2));
    let joined_sign = |at: usize| {
        tokens.get(at).is_some_and(|sign| sign.is_sign('-') && !sign.blank_before)
            && tokens.get(at + 1).is_some_and(|word| !word.blank_before)
    };
    let behind = if joined_sign(numeral.last + 1) { then } else { next };
    if matches!(behind, "minds" | "figure" | "figures") && numeral.scale == 1.0 {
        return behind == "minds" && numeral.value == 2.0 || behind != "minds" && numeral.form == Form::Words;
    }
    let before = numeral.first.checked_sub(1).map_or("", |at| tokens.fold(at));
    // "the two of them", "the two together" are both.
    if before == "the" && numeral.value == 2.0 && (next == "together" || next == "of" && then == "them") {
        return true;
    }
    if next == "halves" {
        return true;
    }
    if next == "times" && tokens.fold(numeral.last) == "dozen" {
        return true;
    }
    if lang != Lang::En || numeral.form != Form::Words {
        return false;
    }
    const ORDINALS: &[&str] = &["first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth"];
    let ordinal = joined_sign(numeral.last + 1) && (20.0..100.0).contains(&numeral.value) && ORDINALS.contains(&then);
    let word_before = numeral.first.checked_sub(2).and_then(|at| tokens.get(at));
    // "four-fifteen"
    let minutes = numeral.first.checked_sub(1).is_some_and(&joined_sign)
        && (10.0..60.0).contains(&numeral.value)
        && word_before.is_some_and(|word| word.is_word());
    let in_a_name = minutes
        || numeral.first.checked_sub(1).is_some_and(&joined_sign)
            && word_before.is_some_and(|word| word.is_word())
            && numeral.first.checked_sub(2).is_some_and(|at| !super::is_number_word(tokens.fold(at)));
    ordinal || in_a_name
}

/// Whether a number belongs to the name before it: "CUPE 2950", "Nextcloud 31 ist da", "Course 7: Prompting".
fn is_of_a_name(tokens: &Tokens, numeral: &Numeral, lang: Lang) -> bool {
    let (Some(at), Some(token)) = (numeral.first.checked_sub(1), tokens.get(numeral.first)) else { return false };
    let Some(name) = tokens.get(at).filter(|name| name.is_word() && name.capital && token.blank_before) else {
        return false;
    };
    let plain = tokens.fold(numeral.first).bytes().all(|byte| byte.is_ascii_digit()) && numeral.scale == 1.0;
    if numeral.last != numeral.first || super::noun::follows(tokens, numeral.last + 1, lang) {
        return false;
    }
    let opens = at.checked_sub(1).and_then(|before| tokens.get(before)).is_none_or(|before| {
        before.sentence != name.sentence || matches!(before.kind, Kind::Sign('"' | '„' | '“' | '”' | '–' | '—'))
    });
    let next = tokens.fold(numeral.last + 1);
    // A verb in the singular: the number is not its subject.
    let singular =
        matches!(next, "ist" | "hat" | "wird" | "kann" | "kommt" | "bringt" | "is" | "has" | "was" | "concerns" | ":");
    let small_word = is_calendar(tokens, at)
        || super::unit::ends_phrase(tokens.fold(at), lang)
        || super::is_number_word(tokens.fold(at));
    !small_word && (opens && singular || !opens && plain && lang == Lang::En && !matches!(next, "of" | "%"))
}

/// Whether the numeral at hand measures nothing.
pub(super) fn is_no_figure(place: &Place, numeral: &Numeral) -> bool {
    let &Place { tokens, found, classes, lang, .. } = place;
    let before_at = numeral.first.checked_sub(1);
    let before = before_at.map_or("", |at| tokens.fold(at));
    let after = tokens.fold(numeral.last + 1);
    let Some(token) = tokens.get(numeral.first) else {
        return true;
    };
    let next = tokens.get(numeral.last + 1);
    let next_joined = next.is_some_and(|next| !next.blank_before);
    // Times of day: "9 Uhr", "9 bis 16 Uhr", "9 am".
    for step in [1, 3] {
        let at = numeral.last + step;
        let between = tokens.fold(numeral.last + 1);
        if step == 3 && !matches!(between, "bis" | "und" | "-" | "–" | "to") {
            continue;
        }
        if matches!(tokens.fold(at), "uhr" | "am" | "pm" | "o'clock" | "h")
            && !(lang == Lang::De && matches!(tokens.fold(at), "am" | "pm" | "h"))
            || lang == Lang::En
                && matches!(tokens.fold(at), "a" | "p")
                && tokens.fold(at + 1) == "."
                && tokens.fold(at + 2) == "m"
        {
            return true;
        }
    }
    if numeral.form == Form::Share {
        return false;
    }
    if is_phrase(tokens, numeral, lang) || is_of_a_name(tokens, numeral, lang) {
        return true;
    }
    // A list: "1) …", "2) …".
    let opens = before_at.and_then(|at| tokens.get(at)).is_none_or(|before| before.sentence != token.sentence);
    if opens && next_joined && after == ")" {
        return true;
    }
    // Only a scale alone is vague: "some thousand", but not "some eleven thousand".
    let scale_alone = numeral.first == numeral.last || matches!(after, "dutzend" | "dozen");
    if numeral.form == Form::Words
        && scale_alone
        && (is_vague(before)
            || before == "of" && is_vague(numeral.first.checked_sub(2).map_or("", |at| tokens.fold(at))))
        && (numeral.value >= 100.0 || after == "dutzend" || after == "dozen")
    {
        return true;
    }
    // A place in a list: "Seite zwei", "page 64"; not where a noun that counts follows.
    let reference_at = if before == "." && !opens { before_at.and_then(|at| at.checked_sub(1)) } else { before_at };
    let reference_at = reference_at.filter(|_| !opens);
    let noun_follows = found_unit_near(tokens, found, classes, numeral.last + 1, lang)
        || next.is_some_and(|next| {
            next.is_word() && (next.capital && lang == Lang::De || next_joined) || next.is_sign('%')
        });
    let short = if numeral.form == Form::Words {
        numeral.value < 100.0
    } else {
        tokens.get(numeral.first).is_some_and(|token| token.end - token.start <= 5)
    };
    let german_noun = lang == Lang::En || reference_at.and_then(|at| tokens.get(at)).is_some_and(|token| token.capital);
    if reference_at.is_some_and(|at| classes.is_reference(found, at))
        && german_noun
        && !noun_follows
        && numeral.scale == 1.0
        && short
    {
        return true;
    }
    // "Items 4 to 9", "die Plätze 301 bis 900"
    let joins = matches!(before, "to" | "bis" | "-" | "–" | "and" | "und");
    if joins
        && numeral.first >= 3
        && !noun_follows
        && numeral.scale == 1.0
        && tokens.get(numeral.first - 2).is_some_and(|number| number.kind == Kind::Number)
        && classes.is_reference(found, numeral.first - 3)
    {
        return true;
    }
    // "19–26 July"
    if matches!(after, "-" | "–" | "bis" | "to")
        && tokens.get(numeral.last + 2).is_some_and(|number| number.kind == Kind::Number)
        && value_is_day(numeral)
        && is_month(tokens, numeral.last + 3)
    {
        return true;
    }
    if matches!(before, "paragraf" | "artikel") && numeral.form == Form::Digits {
        return true;
    }
    if super::clock::is_clock_age_or_year(place, numeral, noun_follows) {
        return true;
    }
    if numeral.form == Form::Words {
        // Ages: "Mitte fünfzig", "a woman of fifty-eight", "I am eighty-one".
        let two_before = numeral.first.checked_sub(2).map_or("", |at| tokens.fold(at));
        let tens = numeral.value >= 20.0 && numeral.value <= 99.0 && !noun_follows;
        if tens
            && (matches!(before, "mitte" | "anfang" | "ende" | "aged" | "über")
                || before == "of" && matches!(two_before, "man" | "woman" | "boy" | "girl")
                || matches!(before, "am" | "i'm" | "is" | "was" | "turned" | "by" | "at")
                    && !next.is_some_and(|next| next.is_word()))
        {
            return true;
        }
        // "um sechs", "at nine", "Nummer zwei", "half past six", "nine to five"
        let bare = next.is_none_or(|next| !next.is_word())
            || matches!(
                after,
                "in" | "am" | "im" | "and" | "und" | "sharp" | "früh" | "morgens" | "abends" | "on" | "when"
            );
        let clock = numeral.value <= 12.0
            && bare
            && (matches!(before, "um" | "gegen") && !place.after_percent
                || matches!(before, "at" | "halb" | "past" | "viertel" | "until")
                || matches!(before, "nach" | "vor")
                    && matches!(numeral.first.checked_sub(2).map_or("", |at| tokens.fold(at)), "kurz" | "viertel")
                || before == "by" && lang == Lang::En && !next.is_some_and(|next| next.is_word()));
        let idiom = matches!(before, "nummer" | "number" | "halb" | "schicht") || matches!(after, "sigma" | "fach");
        return clock || idiom;
    }
    let text = tokens.fold(numeral.first);
    let plain = text.bytes().all(|byte| byte.is_ascii_digit());
    let value = numeral.value;
    let written = numeral.last == numeral.first || numeral.scale == 1.0;
    // Years, and spans of years: "2024/25", "2025–2030".
    let near = |at: usize| found_unit_near(tokens, found, classes, at, lang);
    if plain && text.len() == 4 && numeral.last == numeral.first && (1800.0..2100.0).contains(&value) {
        let money_before = matches!(before, "$" | "€" | "£" | "eur" | "usd" | "chf");
        let dated = is_month(tokens, numeral.first.saturating_sub(1))
            || matches!(
                before,
                "in" | "jahr"
                    | "jahre"
                    | "jahres"
                    | "seit"
                    | "since"
                    | "ende"
                    | "anfang"
                    | "mitte"
                    | "sommer"
                    | "herbst"
                    | "winter"
                    | "frühjahr"
                    | "late"
                    | "early"
                    | "year"
                    | "spring"
                    | "summer"
                    | "autumn"
                    | "fall"
                    | "fiscal"
                    | "fy"
            );
        return !money_before && (dated || !near(numeral.last + 1));
    }
    if next.is_some_and(|next| next.is_sign('/'))
        && next_joined
        && tokens.get(numeral.last + 2).is_some_and(|then| then.kind == Kind::Number && !then.blank_before)
        || before == "/" && !token.blank_before
    {
        return true;
    }
    // 14:30, 3:2
    if next.is_some_and(|next| next.is_sign(':'))
        && next_joined
        && tokens.get(numeral.last + 2).is_some_and(|then| then.kind == Kind::Number && !then.blank_before)
        || before == ":"
            && !token.blank_before
            && before_at.and_then(|at| tokens.get(at)).is_some_and(|sign| !sign.blank_before)
            && before_at
                .and_then(|at| at.checked_sub(1))
                .and_then(|at| tokens.get(at))
                .is_some_and(|number| number.kind == Kind::Number)
    {
        return true;
    }
    // Inside a name: "GPT-4", "Covid-19"; a range "5-10" and "CHF-5" are not meant.
    if matches!(before, "-" | "‑")
        && !token.blank_before
        && let Some(name) = before_at.and_then(|at| at.checked_sub(1)).and_then(|at| tokens.get(at))
        && (name.is_word() || name.kind == Kind::Number && value > 0.0 && is_iso(tokens, numeral))
        && before_at.and_then(|at| tokens.get(at)).is_some_and(|sign| !sign.blank_before)
    {
        return true;
    }
    if next.is_some_and(|next| next.is_sign('-')) && next_joined && is_iso(tokens, numeral) {
        return true;
    }
    // Right behind a word or sign of a name: "#1", "+49", "(0)".
    let signed = before == "+" && (after == "%" || after == "prozent");
    if !token.blank_before && matches!(before, "#" | "+" | "@" | "_") && !signed || matches!(before, "§") {
        return true;
    }
    // Letters right behind the digits that are no scale and no unit: "5G", "21st", "1990s".
    if let Some(next) = next.filter(|next| next.is_word() && next_joined) {
        let unit = matches!(
            tokens.fold(numeral.last + 1),
            "h" | "km"
                | "kg"
                | "min"
                | "x"
                | "p"
                | "pc"
                | "gb"
                | "tb"
                | "mw"
                | "kwh"
                | "kw"
                | "cm"
                | "mm"
                | "ms"
                | "sec"
                | "eur"
                | "hr"
                | "hrs"
                | "mins"
                | "yrs"
                | "sek"
                | "pp"
                | "ct"
                | "mg"
                | "ml"
        );
        let _ = next;
        if !unit {
            return true;
        }
    }
    // Telephone numbers and other long or leading-zero strings of digits.
    if plain && (text.len() > 1 && text.starts_with('0') || text.len() >= 8) && numeral.last == numeral.first {
        return true;
    }
    // Days of a month, before and behind its name.
    // "die 114. Generalversammlung"
    let article = matches!(before, "die" | "der" | "das" | "zur" | "zum" | "den" | "dem" | "am" | "im");
    if lang == Lang::De
        && article
        && plain
        && text.len() <= 3
        && next.is_some_and(|next| next.is_sign('.') && !next.blank_before)
        && tokens.get(numeral.last + 2).is_some_and(|then| then.is_word() && then.blank_before)
        && !super::unit::ends_phrase(tokens.fold(numeral.last + 2), lang)
        && !matches!(tokens.fold(numeral.last + 2), "der" | "danach" | "dann" | "heute" | "jetzt" | "dabei" | "diese")
    {
        return true;
    }
    let day = plain && (1.0..=31.0).contains(&value) && text.len() <= 2 && written;
    if day
        && (is_month(tokens, numeral.first.saturating_sub(1)) && before_at.is_some()
            || is_month(tokens, numeral.last + 1))
    {
        return true;
    }
    if day && next.is_some_and(|next| next.is_sign('.') && !next.blank_before) {
        let then = tokens.get(numeral.last + 2);
        if is_month(tokens, numeral.last + 2) {
            return true;
        }
        let article = matches!(
            before,
            "am" | "im"
                | "zum"
                | "zur"
                | "der"
                | "die"
                | "das"
                | "den"
                | "dem"
                | "des"
                | "ein"
                | "einen"
                | "einem"
                | "vom"
                | "beim"
                | "ab"
                | "bis"
        );
        let goes_on = then.is_some_and(|then| then.is_word() && then.blank_before && (!then.capital || article));
        let listed = numeral.first == 0
            || before_at.and_then(|at| tokens.get(at)).is_some_and(|at| at.sentence != token.sentence);
        let date = then.is_some_and(|then| then.kind == Kind::Number);
        if lang == Lang::De && goes_on || listed && then.is_some_and(|then| then.is_word()) || date && article {
            return true;
        }
    }
    // English "the 3rd" is caught above; a date such as 3.6.2025 or 05/11 has other separators.
    if number::digits(text, lang).is_none() {
        return true;
    }
    // An age behind a name: "Anna Meier (54)".
    before == "(" && after == ")" && (10.0..100.0).contains(&value) && plain
}

fn value_is_day(numeral: &Numeral) -> bool {
    (1.0..=31.0).contains(&numeral.value) && numeral.scale == 1.0
}

/// Whether the number is part of 2025-05-13 or a telephone number.
fn is_iso(tokens: &Tokens, numeral: &Numeral) -> bool {
    let joined = |at: usize| tokens.get(at).is_some_and(|token| token.kind == Kind::Number && !token.blank_before);
    let sign = |at: usize| tokens.fold(at) == "-" && tokens.get(at).is_some_and(|token| !token.blank_before);
    let (first, last) = (numeral.first, numeral.last);
    sign(last + 1) && joined(last + 2) && sign(last + 3) && joined(last + 4)
        || first >= 2 && sign(first - 1) && sign(last + 1) && joined(last + 2)
        || first >= 4 && sign(first - 1) && sign(first - 3) && joined(first - 2)
}

/// Whether a noun of the pack's units follows within a few words: then 2000 is no year.
fn found_unit_near(tokens: &Tokens, found: &Found, classes: &Classes, at: usize, lang: Lang) -> bool {
    for step in 0..3 {
        let Some(token) = tokens.get(at + step) else {
            return false;
        };
        if !token.is_word() {
            if token.is_sign('-') && !token.blank_before {
                continue;
            }
            return token.is_sign('%') && step == 0;
        }
        if classes.unit(found, at + step).is_some() {
            return true;
        }
        if token.capital && lang == Lang::De
            || super::unit::ends_phrase(tokens.fold(at + step), lang) && step == 0 && tokens.fold(at) != "per"
            || matches!(
                tokens.fold(at + step),
                "in" | "bis"
                    | "and"
                    | "und"
                    | "to"
                    | "the"
                    | "die"
                    | "der"
                    | "das"
                    | "hat"
                    | "has"
                    | "had"
                    | "were"
                    | "was"
                    | "by"
                    | "for"
                    | "von"
                    | "rund"
            )
        {
            return false;
        }
    }
    false
}
