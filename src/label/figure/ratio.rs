//! Which two numbers make a share: "two callers in five", "97 von 100", "every third customer"?

use crate::lang::Lang;
use crate::lang::token::{Kind, Tokens};

use super::number::{self, Form, Numeral};

/// How many words the thing counted may have: "one serious case in sixty".
const LONGEST: usize = 2;

/// A whole number at a token, with its last token.
fn whole(tokens: &Tokens, at: usize, lang: Lang) -> Option<(f64, usize)> {
    let token = tokens.get(at)?;
    let word = tokens.fold(at);
    match (token.kind, lang) {
        (Kind::Number, _) => number::digits(word, lang).map(|value| (value, at)),
        (Kind::Word, Lang::En) if word == "one" => Some((1.0, at)),
        (Kind::Word, Lang::En) => number::english_words(tokens, at),
        (Kind::Word, Lang::De) => number::german_word(word).map(|value| (f64::from(value), at)),
        (Kind::Sign(_), _) => None,
    }
    .filter(|(value, _)| value.fract() == 0.0 && *value >= 1.0)
}

fn share(count: f64, of: f64, first: usize, last: usize) -> Option<Numeral> {
    (count < of).then_some(Numeral { value: count / of, first, last, form: Form::Share, scale: 1.0 })
}

/// The share that begins at a token.
pub(super) fn read(tokens: &Tokens, first: usize, lang: Lang) -> Option<Numeral> {
    let word = tokens.fold(first);
    if lang == Lang::En && word == "every" {
        let of = match tokens.fold(first + 1) {
            "second" => 2.0,
            "third" => 3.0,
            "fourth" | "quarter" => 4.0,
            "fifth" => 5.0,
            "sixth" => 6.0,
            "tenth" => 10.0,
            _ => return None,
        };
        let time = matches!(
            tokens.fold(first + 2).trim_end_matches('s'),
            "day"
                | "week"
                | "month"
                | "year"
                | "night"
                | "time"
                | "weekend"
                | "monday"
                | "tuesday"
                | "wednesday"
                | "thursday"
                | "friday"
                | "saturday"
                | "sunday"
                | "sentence"
                | "word"
        );
        // "a handset every second"
        let time = time || word == "every" && !tokens.get(first + 2).is_some_and(|next| next.is_word());
        return if time { None } else { share(1.0, of, first, first + 1) };
    }
    // Most words are no numbers: what has to follow is looked at first.
    if lang == Lang::De && tokens.fold(first + 1) != "von" {
        return None;
    }
    let (count, last) = whole(tokens, first, lang)?;
    match lang {
        Lang::De => {
            // "97 von 100 Fehlern", "neun von zehn"; "14 von 40 Leuten" are two figures.
            let (of, end) = whole(tokens, last + 2, lang)?;
            let parts = matches!(tokens.fold(last + 1), "von") && (of == 100.0 || of == 10.0 || of == 1000.0);
            if parts { share(count, of, first, end) } else { None }
        }
        Lang::En => english(tokens, first, count, last),
    }
}

fn english(tokens: &Tokens, first: usize, count: f64, last: usize) -> Option<Numeral> {
    for words in 1..=LONGEST + 1 {
        let at = last + words;
        let word = tokens.fold(at);
        let of_at = match word {
            "in" => at + 1,
            "out" if tokens.fold(at + 1) == "of" => at + 2,
            "of" if tokens.fold(at + 1) == "every" => at + 2,
            _ => {
                // The thing counted: small letters only, and in the plural or one.
                let plain = tokens.get(at).is_some_and(|token| token.is_word() && !token.capital) || words == 1;
                if !plain || super::unit::ends_phrase(word, Lang::En) {
                    return None;
                }
                continue;
            }
        };
        let (of, end) = whole(tokens, of_at, Lang::En)?;
        let year = (1900.0..2100.0).contains(&of) && tokens.fold(of_at).len() == 4;
        let named = words > 1;
        if year
            || of < 3.0 && !(count == 1.0 && named && of == 2.0 && first + 2 < end)
            || named && !ends(tokens, end + 1)
        {
            return None;
        }
        return share(count, of, first, end);
    }
    None
}

/// Whether no noun follows the second number, which it would count: "two plants in three countries".
fn ends(tokens: &Tokens, at: usize) -> bool {
    tokens.get(at).is_none_or(|next| !next.is_word() && next.kind != Kind::Number && !next.is_sign('%'))
        || matches!(
            tokens.fold(at),
            "is" | "are"
                | "was"
                | "were"
                | "now"
                | "has"
                | "have"
                | "had"
                | "to"
                | "when"
                | "and"
                | "but"
                | "who"
                | "that"
                | "which"
                | "of"
                | "could"
                | "can"
                | "will"
                | "would"
                | "said"
                | "says"
                | "used"
                | "before"
                | "with"
                | "at"
                | "as"
                | "on"
                | "by"
                | "for"
                | "it"
                | "they"
                | "worked"
                | "works"
                | "agreed"
                | "still"
                | "local"
                | "already"
                | "i"
                | "we"
                | "did"
                | "does"
                | "do"
                | "because"
                | "went"
                | "goes"
                | "than"
                | "never"
        )
}
