//! Which companies does a passage name?
//!
//! Names of the pack are found as they stand, in compounds ("Klarna-Chef") and genitives. A name
//! that is a word of the language too (*Otto*, *Swiss*, *Box*) counts where a sign of a company
//! stands beside it: a role, a legal form, a kind of business, a preposition of the workplace.
//! Sources (media, unions, institutes) are no companies; their names are only kept from being
//! taken for one.

use crate::article::Span;
use crate::lang::Lang;
use crate::lang::token::{Kind, Tokens};
use crate::topic::cue::Found;
use crate::topic::{Cues, NameKind, Topic};

use super::marks::Marks;
use super::{CompanyLabel, Evidence, unknown};
use crate::sort;

/// The weight of a name that stands for a company by itself.
const SURE: i32 = 100;
/// The weight of a name whose neighbours make it a company.
const BY_SIGN: i32 = 60;

/// The pack's classes that tell a company.
pub(crate) struct Classes {
    kind_before: Option<u16>,
    kind_after: Option<u16>,
    town: Option<u16>,
    role: Option<u16>,
    kind: Option<u16>,
    form: Option<u16>,
    act: Option<u16>,
    place: Option<u16>,
    tail: Option<u16>,
    deed: Option<u16>,
    machine: Option<u16>,
    house: [Option<u16>; 5],
    unknown: unknown::Classes,
}

impl Classes {
    /// The classes by their names.
    pub fn of(cues: &Cues) -> Self {
        let class = |name: &str| cues.class(name);
        Self {
            kind_before: class("kind-before"),
            kind_after: class("kind-after"),
            town: class("place"),
            role: class("company-role"),
            kind: class("company-kind"),
            form: class("legal-form"),
            act: class("company-act"),
            place: class("company-before"),
            tail: class("company-tail"),
            deed: class("company-deed"),
            machine: class("ai"),
            house: ["company-kind", "market", "cut-noun", "hire", "job-noun"].map(class),
            unknown: unknown::Classes::of(cues),
        }
    }
}

/// A passage as it was read.
#[derive(Clone, Copy)]
pub(crate) struct Seen<'a> {
    /// Its text.
    pub text: &'a str,
    /// Its words.
    pub tokens: &'a Tokens,
    /// Its cues.
    pub found: &'a Found,
    /// What its words tell by their letters.
    pub marks: &'a Marks,
    /// Its language.
    pub lang: Lang,
}

/// All companies that the passage names, in the order of the text.
pub(crate) fn companies(text: &str, tokens: &Tokens, found: &Found, topic: &Topic, lang: Lang) -> Vec<CompanyLabel> {
    let marks = Marks::of(tokens);
    companies_by(&Seen { text, tokens, found, marks: &marks, lang }, topic, &Classes::of(&topic.cues))
}

/// The same where the pack's classes are known.
pub(crate) fn companies_by(seen: &Seen<'_>, topic: &Topic, classes: &Classes) -> Vec<CompanyLabel> {
    let Seen { text, tokens, lang, .. } = *seen;
    let names: Vec<(usize, usize, NameKind)> = topic.names.find(text).collect();
    let mut out: Vec<CompanyLabel> = Vec::new();
    let mut taken: Vec<Span> = Vec::new();
    for pass in 0..2 {
        for &(start, end, kind) in &names {
            let span = Span::new(start, end);
            match kind {
                NameKind::Nothing | NameKind::Source { .. } => {
                    if pass == 0 {
                        taken.push(span);
                    }
                }
                NameKind::Company { index, unsure, product } => {
                    let Some(company) = topic.companies.get(index as usize) else {
                        continue;
                    };
                    let known_already = out.iter().any(|label| label.name == company.name);
                    let unsure =
                        unsure && !(company.sure_in.contains(&lang) && counts_alone(text, tokens, start, end, lang));
                    // Unsure names wait for the second pass: a sure name of the same house is a sign.
                    if unsure != (pass == 1) {
                        continue;
                    }
                    // "Sparkasse KölnBonn", "Octopus Legal": a house of its own, whose name goes on.
                    if unsure && is_part_of_longer(seen, classes, start, end) {
                        continue;
                    }
                    // "die Post" beside "Schweizerische Post": the house that has it in its name.
                    let name = text.get(start..end).unwrap_or("");
                    if unsure
                        && !known_already
                        && out.iter().any(|label| label.name.split(' ').any(|word| word == name))
                    {
                        taken.push(span);
                        continue;
                    }
                    let beside = || beside_another(text, &names, start, end, &out, topic);
                    if unsure && !known_already && !has_sign(seen, classes, start, end) && !beside() {
                        taken.push(span);
                        continue;
                    }
                    let rule = if product {
                        "product"
                    } else if unsure {
                        "name-with-sign"
                    } else {
                        "name"
                    };
                    let weight = if unsure { BY_SIGN } else { SURE };
                    let evidence = Evidence { span, rule: rule.into(), weight };
                    taken.push(span);
                    match out.iter_mut().find(|label| label.name == company.name) {
                        Some(label) => label.evidence.push(evidence),
                        None => {
                            out.push(CompanyLabel { name: company.name.clone(), known: true, evidence: vec![evidence] })
                        }
                    }
                }
            }
        }
    }
    unknown::add(seen, &classes.unknown, &taken, &mut out);
    out.shrink_to_fit();
    for label in &mut out {
        sort::by_key(&mut label.evidence, |evidence| evidence.span);
    }
    sort::by_key(&mut out, |label| label.evidence.first().map(|evidence| evidence.span));
    out
}

/// Whether a name that is no other word of the language stands as a name does. In English it is a word where a
/// sentence begins with it, an article stands before it or another capital beside it ("the Gap", "Staff Writer").
fn counts_alone(text: &str, tokens: &Tokens, start: usize, end: usize, lang: Lang) -> bool {
    let (Some(first), Some(last)) = (token_at(tokens, start), token_at(tokens, end.saturating_sub(1))) else {
        return false;
    };
    let Some(before) = first.checked_sub(1) else {
        return lang == Lang::De || all_capitals(text, start, end);
    };
    let tied = tokens.get(before).is_some_and(|sign| sign.is_sign('-'))
        && !tokens.get(first).is_some_and(|token| token.blank_before);
    if tied || is_title(tokens.fold(before)) {
        return false;
    }
    let name_beside = |at: usize| {
        tokens.get(at).is_some_and(|token| token.is_word() && token.capital && token.blank_before)
            && !begins(tokens, at)
    };
    lang == Lang::De
        || all_capitals(text, start, end)
        || !begins(tokens, first)
            && !name_beside(before)
            && !name_beside(last + 1)
            && !matches!(tokens.fold(before), "the" | "a" | "an" | "this" | "that" | "every" | "each" | "no")
}

/// Whether a name has no small letter: no sentence's beginning gave it its capital.
fn all_capitals(text: &str, start: usize, end: usize) -> bool {
    text.get(start..end).is_some_and(|name| !name.chars().any(char::is_lowercase))
}

/// Whether a sentence, a quotation or what follows a colon begins with a token.
fn begins(tokens: &Tokens, at: usize) -> bool {
    !before_ends(tokens, at)
        || at.checked_sub(1).and_then(|before| tokens.get(before)).is_some_and(|sign| {
            matches!(sign.kind, Kind::Sign(':' | '"' | '“' | '”' | '„' | '»' | '«' | '‘' | '—' | '–' | '•'))
        })
}

/// Whether only "and" or a comma stands between an unsure name and one that has been found: "CSS und Helsana".
fn beside_another(
    text: &str,
    names: &[(usize, usize, NameKind)],
    start: usize,
    end: usize,
    found: &[CompanyLabel],
    topic: &Topic,
) -> bool {
    names.iter().any(|&(other_start, other_end, kind)| {
        let gap = if other_end <= start { text.get(other_end..start) } else { text.get(end..other_start) };
        let joins = gap.is_some_and(|gap| matches!(gap.trim(), "und" | "and" | "oder" | "or" | "," | "&" | "sowie" | "/"));
        joins
            && matches!(kind, NameKind::Company { index, .. }
                if topic.companies.get(index as usize).is_some_and(|company| found.iter().any(|label| label.name == company.name)))
    })
}

/// Whether a name goes on: it ends with a kind of business that a proper name follows ("Volksbank Emsland"), or a
/// kind of business follows it in English, where common nouns are small ("Octopus Legal").
fn is_part_of_longer(seen: &Seen<'_>, classes: &Classes, start: usize, end: usize) -> bool {
    let Seen { tokens, found, lang, .. } = *seen;
    token_at(tokens, end.saturating_sub(1)).is_some_and(|last| {
        // "die Tecklenburger Sparkasse"
        let town = lang == Lang::De
            && token_at(tokens, start)
                .filter(|first| found.is(*first, classes.kind_before))
                .and_then(|first| first.checked_sub(1))
                .is_some_and(|town| {
                    name_like(tokens, town)
                        && tokens.fold(town).ends_with("er")
                        && tokens.get(town + 1).is_some_and(|token| token.blank_before)
                        && before_ends(tokens, town + 1)
                        && before_ends(tokens, town)
                });
        let next = tokens.get(last + 1).is_some_and(|token| token.is_word() && token.capital && token.blank_before);
        town || next
            && (found.is(last, classes.kind_before) || lang == Lang::En && found.is(last + 1, classes.kind_after))
    })
}

/// Whether a word before a name makes it a person's.
fn is_title(word: &str) -> bool {
    matches!(
        word,
        "herr"
            | "herrn"
            | "frau"
            | "mr"
            | "mrs"
            | "ms"
            | "miss"
            | "sir"
            | "lord"
            | "lady"
            | "dr"
            | "prof"
            | "onkel"
            | "tante"
            | "familie"
    )
}

/// The token that begins at or holds a byte.
pub(super) fn token_at(tokens: &Tokens, byte: usize) -> Option<usize> {
    let index = tokens.list.partition_point(|token| token.end <= byte);
    tokens.get(index).filter(|token| token.start <= byte).map(|_| index)
}

/// Whether something beside an unsure name says that a company is meant.
fn has_sign(seen: &Seen<'_>, classes: &Classes, start: usize, end: usize) -> bool {
    let Seen { tokens, found, lang, .. } = *seen;
    let (Some(first), Some(last)) = (token_at(tokens, start), token_at(tokens, end.saturating_sub(1))) else {
        return false;
    };
    if !tokens.get(first).is_some_and(|token| token.capital || token.is_word() && start + 2 == end) {
        return false;
    }
    let deed = |at: usize| {
        let from = found.hits.partition_point(|hit| hit.first < at);
        let mut here = found.hits.get(from..).unwrap_or_default().iter().take_while(|hit| hit.first == at);
        here.any(|hit| Some(hit.class) == classes.deed)
    };
    let titled = first.checked_sub(1).is_some_and(|before| {
        is_title(tokens.fold(before))
            || tokens.get(before).is_some_and(|sign| sign.is_sign('-'))
                && !tokens.get(first).is_some_and(|token| token.blank_before)
    });
    if titled {
        return false;
    }
    // "Drei Stellen" counts, and so does "In Dublin, London and Zurich" name places.
    let before_is = |class| first.checked_sub(1).is_some_and(|before| found.is(before, class));
    let counted = name_like(tokens, last + 1)
        || found.is(last + 1, classes.role) && tokens.get(last + 1).is_some_and(|token| token.blank_before);
    let counts = super::figure::is_number_word(tokens.fold(first)) && counted && !before_is(classes.kind);
    if counts || is_one_of_places(tokens, found, classes, first) {
        return false;
    }
    let &Classes { role, kind, form, act, place, .. } = classes;
    let joined = tokens.get(last + 1).is_some_and(|token| token.is_sign('-') && !token.blank_before);
    let after = if joined { last + 2 } else { last + 1 };
    if joined && (found.is(after, role) || found.is(after, classes.tail)) {
        return true;
    }
    // "eine Box ersetzt", "a Target has": one of many.
    let one = first.checked_sub(1).map_or("", |before| tokens.fold(before));
    if matches!(one, "ein" | "eine" | "einen" | "einem" | "einer" | "eines" | "a" | "an") {
        return false;
    }
    if found.is(after, form) || found.is(after, role) || found.is(after, act) || deed(after) {
        return true;
    }
    // "Lemonade, der Versicherer", "Swiss, the Lufthansa subsidiary"
    let apposition = tokens.get(last + 1).is_some_and(|sign| sign.is_sign(','))
        && matches!(tokens.fold(last + 2), "der" | "die" | "das" | "ein" | "eine" | "the" | "a" | "an")
        && (last + 3..last + 6).any(|at| found.is(at, kind));
    if apposition {
        return true;
    }
    // "stellt Rational Monteure ein"
    if first.checked_sub(1).is_some_and(deed) && !found.is(first.saturating_sub(1), classes.deed) {
        return true;
    }
    // Genitive: "Otto's chief", "Metas Chef", "Zoom's own assistant"
    let thing = |at: usize| found.is(at, role) || found.is(at, classes.machine);
    if tokens.fold(last).ends_with("'s") && (thing(after) || thing(after + 1)) {
        return true;
    }
    // The passage speaks of a house, and the bare name has no article, first name or surname beside it.
    if stands_alone(tokens, first, last, lang) && speaks_of_a_house(tokens, found, classes, first) {
        return true;
    }
    let Some(before) = first.checked_sub(1) else {
        return false;
    };
    if found.is(before, kind) || found.is(before, role) {
        return true;
    }
    let word = tokens.fold(before);
    let next = tokens.fold(last + 1);
    match lang {
        // "bei Otto", "von Meta entlassen": the preposition of the workplace before a bare name.
        Lang::De => {
            let (thing, maker) = (before.saturating_sub(1), classes.machine);
            word == "bei" && !name_like(tokens, last + 1)
                || found.is(before, place)
                || word == "von" && (found.is(thing, role) || found.is(thing, maker) || found.is(thing, classes.tail))
                // "die Chefin der Bahn", "nach Angaben der Bahn"
                || matches!(word, "der" | "des")
                    && !name_like(tokens, last + 1)
                    && (found.is(thing, role)
                        || matches!(tokens.fold(thing), "angaben" | "darstellung" | "ansicht" | "auffassung" | "worten"))
                || word == "laut"
        }
        Lang::En => {
            (word == "at"
                || word == "for"
                    && matches!(tokens.fold(before.saturating_sub(1)), "work" | "works" | "worked" | "working"))
                && (!name_like(tokens, last + 1) || tokens.fold(last).ends_with("'s"))
                || found.is(before, place)
                || word == "of" && found.is(before.saturating_sub(1), role)
                || matches!(
                    next,
                    "said" | "says" | "announced" | "plans" | "employs" | "has" | "is" | "will" | "cut" | "told"
                ) && tokens.get(first).is_some_and(|token| token.capital)
                    && before_ends(tokens, first)
        }
    }
}

/// Whether a token may go on with a name: a word with a capital.
fn name_like(tokens: &Tokens, at: usize) -> bool {
    tokens.get(at).is_some_and(|token| token.capital && token.is_word())
}

/// Whether a name stands behind the name of a place and "and" or a comma.
fn is_one_of_places(tokens: &Tokens, found: &Found, classes: &Classes, first: usize) -> bool {
    let joins = |at: usize| {
        matches!(tokens.fold(at), "and" | "und" | "or" | "oder") || tokens.get(at).is_some_and(|sign| sign.is_sign(','))
    };
    let mut at = first;
    while let Some(before) = at.checked_sub(1).filter(|&before| joins(before)) {
        at = before;
    }
    at < first && at.checked_sub(1).is_some_and(|place| found.is(place, classes.town))
}

/// Whether nothing beside a name makes it a word or a person: no article before it, no capital around it.
fn stands_alone(tokens: &Tokens, first: usize, last: usize, lang: Lang) -> bool {
    let capital =
        |at: usize| tokens.get(at).is_some_and(|token| token.is_word() && token.capital && token.blank_before);
    let Some(before) = first.checked_sub(1) else { return false };
    let article = matches!(
        tokens.fold(before),
        "der"
            | "die"
            | "das"
            | "den"
            | "dem"
            | "des"
            | "ein"
            | "eine"
            | "einen"
            | "einem"
            | "einer"
            | "the"
            | "a"
            | "an"
            | "my"
            | "mein"
            | "meine"
            | "jeder"
            | "jede"
            | "kein"
            | "keine"
            | "sein"
            | "seine"
            | "seinen"
            | "seiner"
            | "ihr"
            | "ihre"
            | "ihren"
            | "ihrer"
            | "unser"
            | "unsere"
            | "unseren"
            | "her"
            | "his"
            | "our"
            | "their"
            | "dieser"
            | "diese"
            | "this"
            | "that"
            | "im"
            | "am"
            | "zum"
            | "beim"
    );
    let name = tokens.get(last).is_some_and(|token| token.capital && token.end - token.start > 2);
    let surname = lang == Lang::En && capital(last + 1);
    let set_off =
        tokens.get(before).is_some_and(|sign| matches!(sign.kind, Kind::Sign('-' | '„' | '“' | '"' | '»' | '«' | '.')));
    name && before_ends(tokens, first) && !(article || surname || set_off || capital(before))
}

/// Whether a word of business stands in the sentence of a name.
fn speaks_of_a_house(tokens: &Tokens, found: &Found, classes: &Classes, first: usize) -> bool {
    let sentence = tokens.get(first).map(|token| token.sentence);
    found.hits.iter().any(|hit| {
        classes.house.contains(&Some(hit.class))
            && hit.first != first
            && tokens.get(hit.first).map(|token| token.sentence) == sentence
    })
}

fn before_ends(tokens: &Tokens, first: usize) -> bool {
    // In mid-sentence a capital is no accident of the sentence's beginning.
    first
        .checked_sub(1)
        .and_then(|before| tokens.get(before))
        .zip(tokens.get(first))
        .is_some_and(|(before, token)| before.sentence == token.sentence)
}
