//! Which number do these words and digits write, in German or English?
//!
//! Reads one numeral at a token: digits with separators, number words ("zweiundvierzig",
//! "twenty-five"), scales ("40 Mio.", "3bn", "half a million") and fractions ("zwei Drittel",
//! "a fifth", "one in four"). What it means (a year? a name? people?) is decided elsewhere.

use crate::lang::Lang;
use crate::lang::token::{Kind, Token, Tokens};

use super::Unit;

/// How a numeral is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Form {
    /// In digits.
    Digits,
    /// In words.
    Words,
    /// A part of a whole: the value is below one.
    Share,
}

/// A numeral found at a token.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Numeral {
    /// Its value, scale included.
    pub value: f64,
    /// The first token.
    pub first: usize,
    /// The last token.
    pub last: usize,
    /// How it is written.
    pub form: Form,
    /// The scale that is written behind it ("Mio."): 1 if there is none.
    pub scale: f64,
}

/// Reads digits with separators: in German the comma is the decimal sign, in English the point.
pub(super) fn digits(text: &str, lang: Lang) -> Option<f64> {
    let groups_of_three = |separator: &[char]| {
        let mut parts = text.split(separator);
        let first = parts.next().is_some_and(|part| (1..=3).contains(&part.len()) && part != "0");
        let rest = parts.try_fold(0, |count, part| (part.len() == 3).then_some(count + 1));
        first
            && rest.is_some_and(|count: u32| count > 0)
            && !text.contains(|sign: char| !sign.is_ascii_digit() && !separator.contains(&sign))
    };
    let decimal = if lang == Lang::De { ',' } else { '.' };
    let thousands = if lang == Lang::De { '.' } else { ',' };
    let marks = text.bytes().filter(|byte| !byte.is_ascii_digit()).count();
    let plain = if marks == 0 {
        text.to_string()
    } else if groups_of_three(&[thousands, '\'', '’']) {
        text.chars().filter(char::is_ascii_digit).collect()
    } else if let Some((whole, part)) = text.rsplit_once(decimal) {
        let whole_plain: String = whole.chars().filter(char::is_ascii_digit).collect();
        let whole_marks = whole.len() - whole_plain.len();
        if whole_marks > 0 && whole.split(['.', ',', '\'']).skip(1).any(|group| group.len() != 3) {
            return None;
        }
        format!("{whole_plain}.{part}")
    } else if marks == 1 {
        // The other language's decimal sign: "3.5" in German, "3,5" in English.
        text.replace([',', '\'', '’'], ".")
    } else if groups_of_three(&[decimal]) {
        text.chars().filter(char::is_ascii_digit).collect()
    } else {
        return None;
    };
    decimal_number(&plain)
}

/// The value of plain digits with at most one point. The standard library reads any float to the last
/// bit, with 20 kB of tables; up to fifteen digits this gives the same, since both numbers of the
/// division are exact.
fn decimal_number(plain: &str) -> Option<f64> {
    let (whole, part) = plain.split_once('.').unwrap_or((plain, ""));
    let (mut value, mut scale) = (0.0_f64, 1.0_f64);
    for digit in whole.bytes().chain(part.bytes()) {
        value = value * 10.0 + f64::from(char::from(digit).to_digit(10)?);
    }
    for _ in part.bytes() {
        scale *= 10.0;
    }
    (!(whole.is_empty() && part.is_empty()) && value.is_finite() && scale.is_finite()).then_some(value / scale)
}

/// The number words below a hundred that are not composed, for both languages.
fn small(word: &str) -> Option<u32> {
    Some(match word {
        "zwei" | "zwo" | "two" => 2,
        "drei" | "three" => 3,
        "vier" | "four" => 4,
        "fünf" | "five" => 5,
        "sechs" | "six" => 6,
        "sieben" | "seven" => 7,
        "acht" | "eight" => 8,
        "neun" | "nine" => 9,
        "zehn" | "ten" => 10,
        "elf" | "eleven" => 11,
        "zwölf" | "twelve" => 12,
        "dreizehn" | "thirteen" => 13,
        "vierzehn" | "fourteen" => 14,
        "fünfzehn" | "fifteen" => 15,
        "sechzehn" | "sixteen" => 16,
        "siebzehn" | "seventeen" => 17,
        "achtzehn" | "eighteen" => 18,
        "neunzehn" | "nineteen" => 19,
        "zwanzig" | "twenty" => 20,
        "dreißig" | "dreissig" | "thirty" => 30,
        "vierzig" | "forty" => 40,
        "fünfzig" | "fifty" => 50,
        "sechzig" | "sixty" => 60,
        "siebzig" | "seventy" => 70,
        "achtzig" | "eighty" => 80,
        "neunzig" | "ninety" => 90,
        _ => return None,
    })
}

/// A German number word below a million; `ein` counts only inside one.
pub(super) fn german_word(word: &str) -> Option<u32> {
    fn below_hundred(word: &str) -> Option<u32> {
        if word == "ein" || word == "eins" {
            return Some(1);
        }
        small(word).or_else(|| {
            let (ones, tens) = word.split_once("und")?;
            let ones = if ones == "ein" { 1 } else { small(ones).filter(|&ones| ones < 10)? };
            small(tens).filter(|&tens| tens >= 20).map(|tens| tens + ones)
        })
    }
    fn below_thousand(word: &str) -> Option<u32> {
        match word.split_once("hundert") {
            None => below_hundred(word),
            Some((left, right)) => {
                let left = if left.is_empty() { 1 } else { below_hundred(left).filter(|&left| left < 20)? };
                let right = right.strip_prefix("und").unwrap_or(right);
                let right = if right.is_empty() { 0 } else { below_hundred(right)? };
                Some(left * 100 + right)
            }
        }
    }
    // Nearly all words are none, which their first two bytes tell.
    let begins = word.as_bytes().get(..2).is_some_and(|two| {
        matches!(
            two,
            b"ac"
                | b"dr"
                | b"ei"
                | b"el"
                | b"fi"
                | b"fo"
                | b"hu"
                | b"ne"
                | b"ni"
                | b"se"
                | b"si"
                | b"ta"
                | b"te"
                | b"th"
                | b"tw"
                | b"vi"
                | b"ze"
                | b"zw"
                | b"f\xc3"
        )
    });
    if !begins {
        return None;
    }
    match word.split_once("tausend") {
        None if word == "ein" || word == "eins" => None,
        None => below_thousand(word),
        Some((left, right)) => {
            let left = if left.is_empty() { 1 } else { below_thousand(left)? };
            let right = right.strip_prefix("und").unwrap_or(right);
            let right = if right.is_empty() { 0 } else { below_thousand(right)? };
            Some(left * 1000 + right)
        }
    }
}

/// German "anderthalb", "zweieinhalb".
fn german_half(word: &str) -> Option<f64> {
    let word = word.trim_end_matches("en").trim_end_matches('e');
    match word {
        "anderthalb" | "eineinhalb" => Some(1.5),
        _ => word.strip_suffix("einhalb").and_then(small).map(|whole| f64::from(whole) + 0.5),
    }
}

/// German "sechsmonatig", "dreitägiger", "siebenköpfige": a number in front of what it measures.
pub(super) fn german_span(word: &str) -> Option<(u32, Unit)> {
    const ENDS: [(&str, Unit); 7] = [
        ("monatig", Unit::DurationMonths),
        ("minütig", Unit::DurationMinutes),
        ("tägig", Unit::Other),
        ("wöchig", Unit::Other),
        ("stündig", Unit::Other),
        ("sekündig", Unit::Other),
        ("köpfig", Unit::People),
    ];
    let stem = word.trim_end_matches(['e', 'n', 'r', 's', 'm']);
    if !stem.ends_with("ig") {
        return None;
    }
    ENDS.iter().find_map(|(end, unit)| stem.strip_suffix(end).and_then(german_word).map(|value| (value, *unit)))
}

/// A scale behind a numeral.
pub(super) fn scale(word: &str, lang: Lang) -> Option<f64> {
    Some(match (word, lang) {
        ("tausend" | "tsd" | "thousand" | "k", _) => 1e3,
        ("hundert", Lang::De) | ("hundred", Lang::En) => 1e2,
        ("t", Lang::De) => 1e3,
        ("million" | "millionen" | "mio" | "mill" | "mn" | "mln" | "mm" | "m", _) => 1e6,
        ("milliarde" | "milliarden" | "mrd" | "md" | "bn", _) | ("billion" | "b" | "bln", Lang::En) => 1e9,
        ("lakh" | "lakhs", Lang::En) => 1e5,
        ("crore" | "crores", Lang::En) => 1e7,
        ("billion" | "billionen" | "bio", Lang::De) | ("trillion" | "tn", Lang::En) => 1e12,
        _ => return None,
    })
}

/// What part a noun of parts names: "Drittel", "fifths".
fn part(word: &str, lang: Lang) -> Option<f64> {
    let divisor = match lang {
        Lang::De => match word {
            "drittel" | "dritteln" => 3,
            "viertel" | "vierteln" => 4,
            "fünftel" | "fünfteln" => 5,
            "sechstel" => 6,
            "siebtel" => 7,
            "achtel" => 8,
            "neuntel" => 9,
            "zehntel" => 10,
            "zwanzigstel" => 20,
            "hundertstel" => 100,
            _ => return None,
        },
        Lang::En => match word {
            "third" | "thirds" => 3,
            "quarter" | "quarters" => 4,
            "fifth" | "fifths" => 5,
            "sixth" | "sixths" => 6,
            "seventh" | "sevenths" => 7,
            "eighth" | "eighths" => 8,
            "ninth" | "ninths" => 9,
            "tenth" | "tenths" => 10,
            "twentieth" => 20,
            "hundredth" => 100,
            _ => return None,
        },
    };
    Some(1.0 / f64::from(divisor))
}

fn numeral(value: f64, first: usize, last: usize, form: Form) -> Option<Numeral> {
    Some(Numeral { value, first, last, form, scale: 1.0 })
}

/// Whether what follows an English "a third" lets it be a part and not a place in a row.
fn part_may_end(tokens: &Tokens, next: usize) -> bool {
    match tokens.get(next) {
        None => true,
        Some(token) if !token.is_word() => !token.is_sign('-'),
        Some(_) => matches!(
            tokens.fold(next),
            "of" | "more"
                | "less"
                | "fewer"
                | "faster"
                | "lower"
                | "higher"
                | "and"
                | "or"
                | "in"
                | "by"
                | "since"
                | "to"
                | "on"
                | "from"
                | "as"
                | "are"
                | "is"
                | "was"
                | "were"
                | "have"
                | "had"
                | "said"
                | "say"
                | "cheaper"
                | "at"
                | "over"
                | "within"
                | "compiled"
                | "after"
                | "when"
                | "while"
                | "this"
                | "last"
                | "quicker"
                | "sooner"
                | "better"
                | "longer"
                | "worse"
                | "the"
                | "between"
                | "would"
                | "will"
                | "could"
                | "did"
                | "do"
                | "than"
                | "smaller"
                | "shorter"
                | "went"
                | "came"
                | "during"
        ),
    }
}

/// Whether a token of this kind and form may begin a numeral: where this says no, [`read`] finds none.
pub(crate) fn may_begin(kind: Kind, word: &str, lang: Lang) -> bool {
    match (kind, lang) {
        (Kind::Number, _) => true,
        (Kind::Sign(sign), _) => matches!(sign, '½' | '¼' | '¾'),
        (Kind::Word, Lang::De) => {
            let fixed = matches!(
                word,
                "hälfte" | "dreiviertel" | "zu" | "halb" | "halbe" | "halben" | "halber" | "halbes" | "halbem"
            ) || matches!(word, "jeder" | "jede" | "jedes" | "jeden" | "jedem")
                || matches!(word, "ein" | "eine" | "einen" | "einem" | "einer" | "eines");
            fixed
                || word.starts_with("halbier")
                || german_word(word).is_some()
                || german_half(word).is_some()
                || german_span(word).is_some()
        }
        (Kind::Word, Lang::En) => {
            let fixed = matches!(
                word,
                "halved"
                    | "halving"
                    | "halves"
                    | "halve"
                    | "half"
                    | "a"
                    | "an"
                    | "one"
                    | "remaining"
                    | "other"
                    | "every"
                    | "hundred"
            );
            fixed || small(word).is_some()
        }
    }
}

/// The numeral that begins at a token, if one does.
pub(super) fn read(tokens: &Tokens, first: usize, lang: Lang) -> Option<Numeral> {
    if let Some(share) = super::ratio::read(tokens, first, lang) {
        return Some(share);
    }
    let token = tokens.get(first)?;
    let word = tokens.fold(first);
    let base = match token.kind {
        Kind::Number => read_digits(tokens, first, lang)?,
        Kind::Word => match lang {
            Lang::De => return read_german(tokens, first).map(|found| scaled(tokens, found, lang)),
            Lang::En => {
                return read_english(tokens, first, word).map(|found| scaled(tokens, found, lang));
            }
        },
        Kind::Sign('½') => numeral(0.5, first, first, Form::Share)?,
        Kind::Sign('¼') => numeral(0.25, first, first, Form::Share)?,
        Kind::Sign('¾') => numeral(0.75, first, first, Form::Share)?,
        Kind::Sign(_) => return None,
    };
    Some(scaled(tokens, base, lang))
}

/// Takes in a scale behind the numeral: "40 Mio.", "$3bn", "3,5-Milliarden".
fn scaled(tokens: &Tokens, found: Numeral, lang: Lang) -> Numeral {
    if found.form == Form::Share && found.value < 1.0 {
        return found;
    }
    let mut at = found.last + 1;
    if tokens.get(at).is_some_and(|token| token.is_sign('-') && !token.blank_before) {
        at += 1;
    }
    let Some(token) = tokens.get(at) else {
        return found;
    };
    let word = tokens.fold(at);
    let Some(factor) = scale(word, lang) else {
        return found;
    };
    // A single letter is a scale only right behind the digits ("40m") or before a sign of money.
    if word.chars().count() == 1 && (token.blank_before || found.form != Form::Digits) {
        return found;
    }
    // "4B" is a room, "$4B" is money.
    let sign_before = || {
        found.first.checked_sub(1).and_then(|at| tokens.get(at)).is_some_and(|sign| matches!(sign.kind, Kind::Sign(_)))
    };
    if word == "b" && !sign_before() {
        return found;
    }
    if word == "hundert" && found.form == Form::Digits {
        return found;
    }
    let mut last = at;
    if tokens.get(at + 1).is_some_and(|token| token.is_sign('.') && !token.blank_before)
        && matches!(word, "mio" | "mrd" | "tsd" | "bio" | "mill")
    {
        last = at + 1;
    }
    Numeral { value: found.value * factor, last, scale: factor, ..found }
}

fn read_digits(tokens: &Tokens, first: usize, lang: Lang) -> Option<Numeral> {
    let word = tokens.fold(first);
    // Thousands divided by blanks: "2 500", "1 200 000".
    let mut joined = word.to_string();
    let mut last = first;
    if word.len() <= 3 && word.bytes().all(|byte| byte.is_ascii_digit()) && !word.starts_with('0') {
        while let Some(next) = tokens.get(last + 1) {
            let group = tokens.fold(last + 1);
            let close = tokens.get(last).is_some_and(|token| next.start - token.end <= 3);
            let whole = group.split([',', '.']).next().unwrap_or(group);
            if next.kind != Kind::Number || !next.blank_before || !close || group.len() != 3 || whole.len() != 3 {
                break;
            }
            joined.push_str(group);
            last += 1;
        }
    }
    // "2 1/2" and "2½"
    let value = digits(&joined, lang)?;
    if tokens.get(last + 1).is_some_and(|token| token.is_sign('½')) {
        return numeral(value + 0.5, first, last + 1, Form::Digits);
    }
    if tokens.get(last + 1).is_some_and(|token| token.is_sign('/') && !token.blank_before)
        && let Some(next) = tokens.get(last + 2)
        && next.kind == Kind::Number
        && !next.blank_before
        && let Some(below) = digits(tokens.fold(last + 2), lang)
        && value < below
        && below <= 10.0
    {
        return numeral(value / below, first, last + 2, Form::Share);
    }
    numeral(value, first, last, Form::Digits)
}

fn read_german(tokens: &Tokens, first: usize) -> Option<Numeral> {
    let word = tokens.fold(first);
    let next = tokens.fold(first + 1);
    if matches!(word, "hälfte") {
        let before = first.checked_sub(1).map_or("", |before| tokens.fold(before));
        let in_a_row = ["erste", "zweite", "obere", "untere", "andere"].iter().any(|stem| before.starts_with(stem));
        return if in_a_row { None } else { numeral(0.5, first, first, Form::Share) };
    }
    if word.starts_with("halbier") {
        return numeral(0.5, first, first, Form::Share);
    }
    if word == "dreiviertel" {
        let form = if next.starts_with("stunde") { Form::Words } else { Form::Share };
        return numeral(0.75, first, first, form);
    }
    if word == "zu" {
        let people = match next {
            "zweit" => 2.0,
            "dritt" => 3.0,
            "viert" => 4.0,
            "fünft" => 5.0,
            "sechst" => 6.0,
            "siebt" => 7.0,
            "zehnt" => 10.0,
            _ => return None,
        };
        return numeral(people, first, first + 1, Form::Words);
    }
    if matches!(word, "halb") && tokens.fold(first + 1) == "so" {
        return numeral(0.5, first, first, Form::Share);
    }
    if matches!(word, "halbe" | "halben" | "halber" | "halbes" | "halbem") {
        if let Some(factor) = scale(next, Lang::De).filter(|&factor| factor >= 1e6) {
            return Some(Numeral { value: 0.5 * factor, first, last: first + 1, form: Form::Words, scale: factor });
        }
        // "den halben Gewinn" is a part, "ein halbes Jahr" a time, "halbe Sache" a manner of speaking.
        let before = first.checked_sub(1).map_or("", |before| tokens.fold(before));
        let a_part = matches!(before, "den" | "der" | "die" | "das" | "dem" | "zum" | "zur" | "beim" | "des");
        let a_noun = tokens.get(first + 1).is_some_and(|token| token.capital);
        let fixed = ["welt", "sache", "weg", "wahrheit", "tag", "nacht", "miete", "leben"]
            .iter()
            .any(|noun| next.starts_with(noun));
        if ["jahr", "stunde", "minute", "sekunde"].iter().any(|time| next.starts_with(time)) {
            return numeral(0.5, first, first, Form::Words);
        }
        return if a_part && a_noun && !fixed { numeral(0.5, first, first, Form::Share) } else { None };
    }
    if matches!(word, "jeder" | "jede" | "jedes" | "jeden" | "jedem") {
        let divisor = match next.trim_end_matches(['n', 'r', 's', 'm']) {
            "zweite" => 2.0,
            "dritte" => 3.0,
            "vierte" => 4.0,
            "fünfte" => 5.0,
            "sechste" => 6.0,
            "siebte" => 7.0,
            "achte" => 8.0,
            "neunte" => 9.0,
            "zehnte" => 10.0,
            "zwanzigste" => 20.0,
            "hundertste" => 100.0,
            _ => return None,
        };
        let noun = tokens.fold(first + 2);
        let a_time = ["tag", "woche", "monat", "jahr", "abend", "morgen", "donnerstag", "montag", "samstag", "sonntag"]
            .iter()
            .any(|time| noun.starts_with(time))
            || noun.ends_with("tag");
        return if a_time { None } else { numeral(1.0 / divisor, first, first + 1, Form::Share) };
    }
    if let Some((value, _)) = german_span(word) {
        return numeral(f64::from(value), first, first, Form::Words);
    }
    let one = matches!(word, "ein" | "eine" | "einen" | "einem" | "einer" | "eines");
    let value = if one { Some(1.0) } else { german_word(word).map(f64::from).or_else(|| german_half(word)) };
    let value = value?;
    // "ein gutes Drittel", "das letzte Viertel"
    let rounded =
        ["gut", "knapp", "ganz", "voll", "satt", "stark", "schwach"].iter().any(|stem| next.starts_with(stem));
    if let Some(part) = part(tokens.fold(first + 2), Lang::De).filter(|_| one && rounded) {
        return numeral(part, first, first + 2, Form::Share);
    }
    if let Some(part) = part(next, Lang::De) {
        // A quarter of a town is none of a whole: the noun of the part stands before "der", "aller", a sign …
        return if value * part < 1.0 { numeral(value * part, first, first + 1, Form::Share) } else { None };
    }
    // "vier von hundert"
    if next == "von" && matches!(tokens.fold(first + 2), "hundert") {
        return numeral(value, first, first + 2, Form::Words);
    }
    // "drei von vier"
    if tokens.fold(first + 1) == "von"
        && let Some(of) = german_word(tokens.fold(first + 2)).map(f64::from)
        && value < of
        && value.fract() == 0.0
    {
        return numeral(value / of, first, first + 2, Form::Share);
    }
    if next == "dutzend" {
        return numeral(value * 12.0, first, first + 1, Form::Words);
    }
    if next == "viertelstunde" && one {
        return numeral(15.0, first, first + 1, Form::Words);
    }
    if one {
        // "eine Million" counts, "ein Jahr" does not.
        return match scale(next, Lang::De) {
            Some(factor) if factor >= 1e6 => {
                Some(Numeral { value: factor, first, last: first + 1, form: Form::Words, scale: factor })
            }
            _ => None,
        };
    }
    numeral(value, first, first, Form::Words)
}

/// An English number word with what belongs to it: "two hundred and fifty", "twenty-five".
pub(super) fn english_words(tokens: &Tokens, first: usize) -> Option<(f64, usize)> {
    let mut at = first;
    let mut value = match tokens.fold(at) {
        "hundred" if tokens.fold(at + 1) == "and" => 1,
        "a" | "an" if matches!(tokens.fold(at + 1), "hundred" | "thousand") => 1,
        "one" if matches!(tokens.fold(at + 1), "hundred" | "thousand") => 1,
        word => small(word)?,
    };
    if (20..100).contains(&value) {
        let joined = tokens.get(at + 1).is_some_and(|token| token.is_sign('-') && !token.blank_before);
        let ones_at = if joined { at + 2 } else { at + 1 };
        let ones =
            if tokens.fold(ones_at) == "one" { Some(1) } else { small(tokens.fold(ones_at)).filter(|&ones| ones < 10) };
        if let Some(ones) = ones.filter(|_| joined) {
            value += ones;
            at = ones_at;
        }
    }
    let bare_hundred = tokens.fold(at) == "hundred";
    if bare_hundred || tokens.fold(at + 1) == "hundred" {
        at += usize::from(!bare_hundred);
        value *= 100;
        let rest_at = if tokens.fold(at + 1) == "and" { at + 2 } else { at + 1 };
        if let Some(rest) = small(tokens.fold(rest_at)).filter(|_| tokens.fold(at + 1) == "and") {
            value += rest;
            at = rest_at;
            // "a hundred and ninety-five"
            let ones =
                small(tokens.fold(at + 2)).or((tokens.fold(at + 2) == "one").then_some(1)).filter(|&ones| ones < 10);
            let joined = tokens.get(at + 1).is_some_and(|token| token.is_sign('-') && !token.blank_before);
            if let Some(ones) = ones.filter(|_| joined && rest >= 20) {
                value += ones;
                at += 2;
            }
        }
    }
    if tokens.fold(at + 1) == "thousand" {
        at += 1;
        value = value.saturating_mul(1000);
    }
    Some((f64::from(value), at))
}

fn read_english(tokens: &Tokens, first: usize, word: &str) -> Option<Numeral> {
    let next = tokens.fold(first + 1);
    if matches!(word, "halved" | "halving" | "halves" | "halve") {
        let before = first.checked_sub(1).map_or("", |before| tokens.fold(before));
        let noun = word == "halves" && (small(before).is_some() || matches!(before, "both" | "the" | "into" | "in"));
        return if noun { None } else { numeral(0.5, first, first, Form::Share) };
    }
    if word == "half" {
        let before = first.checked_sub(1).map_or("", |before| tokens.fold(before));
        let two_before = first.checked_sub(2).map_or("", |before| tokens.fold(before));
        // "half an hour", "half a star": a measure of its own.
        let measured = matches!(next, "a" | "an")
            && matches!(
                tokens.fold(first + 2),
                "year" | "day" | "hour" | "minute" | "second" | "week" | "month" | "point" | "star" | "mile" | "degree"
            );
        if before == "a" && two_before == "and" {
            return None;
        }
        if measured {
            return numeral(0.5, first, first + 1, Form::Words);
        }
        let a_half = matches!(before, "first" | "second" | "better" | "latter" | "'s" | "consecutive" | "centre")
            || before == "that" && !matches!(next, "of" | "the");
        let in_half = before == "in" && part_may_end(tokens, first + 1) && !matches!(next, "of" | "the" | "as");
        let and_half = before == "and" && two_before == "half";
        if a_half || in_half || and_half || matches!(next, "past" | "an" | "year" | "hour" | "term" | "time") {
            return None;
        }
        if next == "-" && tokens.get(first + 1).is_some_and(|token| !token.blank_before) {
            return None;
        }
        if next == "a" && tokens.fold(first + 2) == "dozen" {
            return numeral(6.0, first, first + 2, Form::Words);
        }
        if next == "a" {
            let factor = scale(tokens.fold(first + 2), Lang::En).filter(|&factor| factor >= 1e6);
            return factor.map(|factor| Numeral {
                value: 0.5 * factor,
                first,
                last: first + 2,
                form: Form::Words,
                scale: factor,
            });
        }
        return numeral(0.5, first, first, Form::Share);
    }
    // "an hour and a half", "a year and a half"
    if matches!(word, "a" | "an" | "one")
        && tokens.fold(first + 2) == "and"
        && tokens.fold(first + 3) == "a"
        && tokens.fold(first + 4) == "half"
        && tokens.get(first + 1).is_some_and(Token::is_word)
    {
        return numeral(1.5, first, first, Form::Words);
    }
    let one = matches!(word, "a" | "an" | "one");
    let joined = tokens.get(first + 1).is_some_and(|token| token.is_sign('-') && !token.blank_before);
    let noun_at = if joined { first + 2 } else { first + 1 };
    let count = if one { Some(1.0) } else { small(word).map(f64::from) };
    if let Some(count) = count {
        let before = first.checked_sub(1).map_or("", |before| tokens.fold(before));
        let about = matches!(
            before,
            "nearly"
                | "about"
                | "almost"
                | "roughly"
                | "around"
                | "over"
                | "by"
                | "only"
                | "just"
                | "than"
                | "some"
                | "perhaps"
                | "under"
        );
        if let Some(part) = part(tokens.fold(noun_at), Lang::En)
            && count * part < 1.0
            && (about || part_may_end(tokens, noun_at + 1) || !one && tokens.fold(noun_at).ends_with('s'))
        {
            return numeral(count * part, first, noun_at, Form::Share);
        }
        // "one in four", "two out of three"; "out of" may be a mark ("eight out of ten" stars) as well.
        let of = if next == "in" {
            Some(first + 2)
        } else if next == "out" && tokens.fold(first + 2) == "of" {
            Some(first + 3)
        } else {
            None
        };
        if word != "a"
            && word != "an"
            && let Some(of_at) = of
            && let Some((below, last)) = english_words(tokens, of_at)
            && count < below
        {
            return numeral(count / below, first, last, Form::Share);
        }
        if next == "dozen" {
            let after = tokens.fold(first + 2);
            return if word == "a" && after == "of" {
                None
            } else {
                numeral(count * 12.0, first, first + 1, Form::Words)
            };
        }
        // "two and a half months"
        if next == "and" && tokens.fold(first + 2) == "a" && tokens.fold(first + 3) == "half" {
            return numeral(count + 0.5, first, first + 3, Form::Words);
        }
    }
    if word == "remaining" || word == "other" && first.checked_sub(1).is_some_and(|before| tokens.fold(before) == "the")
    {
        return part(next, Lang::En)
            .filter(|_| part_may_end(tokens, first + 2))
            .and_then(|part| numeral(part, first, first + 1, Form::Share));
    }
    if word == "every" {
        return None;
    }
    if let Some((value, last)) = english_words(tokens, first) {
        return numeral(value, first, last, Form::Words);
    }
    if one {
        return match scale(next, Lang::En) {
            Some(factor) if factor >= 1e6 && next.len() > 2 => {
                Some(Numeral { value: factor, first, last: first + 1, form: Form::Words, scale: factor })
            }
            _ => None,
        };
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lang::token::tokens;

    proptest::proptest! {
        #[test]
        fn numbers_are_read_to_the_last_bit(whole in 0_u32..2_000_000, part in "[0-9]{0,7}") {
            let text = format!("{whole}.{part}");
            proptest::prop_assert_eq!(decimal_number(&text), text.parse().ok());
        }
    }

    #[test]
    fn no_numeral_begins_where_none_may() {
        let data = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/labels/data/");
        let texts = ["de-news", "en-all", "hard", "world-en"]
            .map(|name| std::fs::read_to_string(format!("{data}{name}.jsonl")).unwrap());
        let mut begun = 0;
        for line in texts.iter().flat_map(|text| text.lines()) {
            let tokens = tokens(line);
            for (at, lang) in (0..tokens.list.len()).flat_map(|at| [(at, Lang::De), (at, Lang::En)]) {
                let may = may_begin(tokens.list[at].kind, tokens.fold(at), lang);
                let does = read(&tokens, at, lang).is_some();
                assert!(may || !does, "{} in {line}", tokens.fold(at));
                begun += usize::from(does);
            }
        }
        assert!(begun > 1000);
    }

    fn value(text: &str, lang: Lang) -> Option<f64> {
        read(&tokens(text), 0, lang).map(|found| (found.value * 1e4).round() / 1e4)
    }

    #[test]
    fn digits_follow_the_language() {
        for (text, lang, want) in [
            ("1.100", Lang::De, 1100.0),
            ("2,7", Lang::De, 2.7),
            ("3.5", Lang::De, 3.5),
            ("1.234.567", Lang::De, 1_234_567.0),
            ("1.234,5", Lang::De, 1234.5),
            ("5'000", Lang::De, 5000.0),
            ("2 500 Leute", Lang::De, 2500.0),
            ("1,140", Lang::En, 1140.0),
            ("650.88", Lang::En, 650.88),
            ("1.37bn", Lang::En, 1.37e9),
            ("40 Mio. Euro", Lang::De, 4e7),
            ("3,5 Mrd.", Lang::De, 3.5e9),
            ("2½", Lang::De, 2.5),
        ] {
            assert_eq!(value(text, lang), Some(want), "{text}");
        }
        assert_eq!(value("13.05.2025", Lang::De), None);
    }

    #[test]
    fn number_words() {
        for (text, want) in [
            ("zweiundvierzig", 42.0),
            ("dreihundert", 300.0),
            ("zwölftausendfünfhundert", 12_500.0),
            ("anderthalb", 1.5),
            ("zweieinhalb", 2.5),
            ("zwei Drittel", 0.6667),
            ("drei von vier", 0.75),
            ("Hälfte", 0.5),
            ("eine Million", 1e6),
            ("drei Millionen", 3e6),
            ("eine halbe Million", 5e5),
            ("jede vierte Stelle", 0.25),
        ] {
            let tokens = tokens(text);
            let found = (0..2).find_map(|at| read(&tokens, at, Lang::De));
            assert_eq!(found.map(|found| (found.value * 1e4).round() / 1e4), Some(want), "{text}");
        }
        for (text, want) in [
            ("twenty-five", 25.0),
            ("two hundred and fifty", 250.0),
            ("two and a half months", 2.5),
            ("half a billion", 5e8),
            ("two-thirds", 0.6667),
            ("one in four", 0.25),
            ("a fifth of", 0.2),
            ("three million", 3e6),
        ] {
            assert_eq!(value(text, Lang::En), Some(want), "{text}");
        }
        for text in ["a third party", "one", "a year", "half past", "second"] {
            assert_eq!(value(text, Lang::En), None, "{text}");
        }
        for text in ["ein Jahr", "Tausende", "einfach", "und", "hundertjährig"] {
            assert_eq!(value(text, Lang::De), None, "{text}");
        }
    }
}
