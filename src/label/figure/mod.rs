//! Which numbers of a passage measure something, and what?
//!
//! A grammar over tokens: [`number`] reads numerals, [`mod@unit`] what they count, [`skip`] knows
//! dates, years, ordinals, names and references, which are no figures. Ranges and changes
//! ("von 9000 auf 5000") are two figures that know each other.

mod antecedent;
mod classes;
mod clock;
mod noun;
mod number;
mod ratio;
mod skip;
mod unit;

use serde::{Deserialize, Serialize};

use crate::article::Span;
use crate::lang::Lang;
use crate::topic::Cues;
use crate::topic::cue::Found;

use super::marks::Marks;
use crate::lang::token::Tokens;
pub(crate) use classes::Classes;
pub(crate) use number::may_begin;
use number::{Form, Numeral};
use unit::UnitFound;

/// What a figure counts. Money is in full units of the currency.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Unit {
    /// Staff, jobs, posts, customers.
    People,
    /// Hundredths: 29 % is 29.
    Percent,
    /// Euro.
    Eur,
    /// US dollars.
    Usd,
    /// Pounds sterling.
    Gbp,
    /// Swedish crowns.
    Sek,
    /// Chats, tickets, calls, enquiries.
    Conversations,
    /// Minutes.
    DurationMinutes,
    /// Months.
    DurationMonths,
    /// Years.
    DurationYears,
    /// Everything else, the value as stated.
    Other,
    /// A fraction of a whole, 0 to 1.
    Share,
}

impl Unit {
    /// The units that nouns name; a share is told by its form.
    pub(crate) const ALL: [Unit; 11] = [
        Unit::People,
        Unit::Percent,
        Unit::Eur,
        Unit::Usd,
        Unit::Gbp,
        Unit::Sek,
        Unit::Conversations,
        Unit::DurationMinutes,
        Unit::DurationMonths,
        Unit::DurationYears,
        Unit::Other,
    ];

    /// The name in files.
    pub fn id(self) -> &'static str {
        match self {
            Unit::People => "people",
            Unit::Percent => "percent",
            Unit::Eur => "eur",
            Unit::Usd => "usd",
            Unit::Gbp => "gbp",
            Unit::Sek => "sek",
            Unit::Conversations => "conversations",
            Unit::DurationMinutes => "duration-minutes",
            Unit::DurationMonths => "duration-months",
            Unit::DurationYears => "duration-years",
            Unit::Other => "other",
            Unit::Share => "share",
        }
    }
}

/// How a figure belongs to another one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum PairKind {
    /// A change from one to the other.
    Change,
    /// Both ends of a range.
    Range,
}

/// A number that measures something.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Figure {
    /// The value, scale included: "3,5 Mrd." is 3 500 000 000.
    pub value: f64,
    /// What it counts.
    pub unit: Unit,
    /// Where it stands, with its sign or word of money and its scale.
    pub span: Span,
    /// The noun that it counts, where there is one.
    pub subject: Option<Span>,
    /// The figure (a place in the list) that it makes a pair with.
    pub pair: Option<u32>,
    /// How it belongs to its pair.
    pub pair_kind: Option<PairKind>,
    /// For a percentage beside a change: what the ends of the change come to, in percent.
    pub recomputed: Option<f64>,
}

/// Whether a folded word is a number word of either language.
pub(crate) fn is_number_word(word: &str) -> bool {
    number::german_word(word).is_some()
}

struct Draft {
    numeral: Numeral,
    first: usize,
    unit: UnitFound,
}

/// All figures of a passage, in order.
pub(crate) fn figures(tokens: &Tokens, found: &Found, cues: &Cues, lang: Lang) -> Vec<Figure> {
    figures_by(tokens, found, &Classes::of(cues), &Marks::of(tokens), lang)
}

/// The same where the pack's classes are known, and what each word tells.
pub(crate) fn figures_by(tokens: &Tokens, found: &Found, classes: &Classes, marks: &Marks, lang: Lang) -> Vec<Figure> {
    let mut drafts: Vec<Draft> = Vec::new();
    let mut at = 0;
    while at < tokens.list.len() {
        let begins = marks.may_begin_number(at, lang);
        let Some(numeral) = begins.then(|| number::read(tokens, at, lang)).flatten() else {
            at += 1;
            continue;
        };
        let after_percent = drafts.last().is_some_and(|before| {
            before.unit.unit == Some(Unit::Percent) && same_sentence(tokens, before.numeral.last, numeral.first)
        });
        let place = clock::Place { tokens, found, classes, lang, after_percent };
        if skip::is_no_figure(&place, &numeral) {
            at = numeral.last + 1;
            continue;
        }
        let (first, mut unit) = unit::find(tokens, found, classes, &numeral, lang);
        let last = tokens.fold(numeral.last);
        // The noun is part of the numeral: "zu sechst", "eine Viertelstunde", "vier von hundert".
        unit.unit = match last {
            "zweit" | "dritt" | "viert" | "fünft" | "sechst" | "siebt" | "zehnt" => Some(Unit::People),
            "viertelstunde" => Some(Unit::DurationMinutes),
            "hundert" if numeral.last == numeral.first + 2 && numeral.form == Form::Words => Some(Unit::Percent),
            compound if numeral.form == Form::Words => {
                number::german_span(compound).map(|(_, unit)| unit).or(unit.unit)
            }
            _ => unit.unit,
        };
        // Cents and pence are parts of their money.
        let mut numeral = numeral;
        if let Some((money, word)) = unit.subject.and_then(|subject| small_change(tokens, subject)) {
            numeral.value /= 100.0;
            unit.unit = Some(money);
            unit.last = word;
        }
        at = numeral.last + 1;
        drafts.push(Draft { numeral, first, unit });
    }
    if drafts.is_empty() {
        return Vec::new();
    }
    let mut pairs: Vec<Option<(u32, PairKind)>> = vec![None; drafts.len()];
    for left in 0..drafts.len() {
        let right = left + 1;
        let Some(kind) = pair_kind(tokens, &drafts, left) else {
            if is_compared(tokens, &drafts, left)
                && let Some([a, b]) = drafts.get_mut(left..=right)
            {
                if !a.unit.noun && a.unit.unit.is_none() && b.numeral.form != Form::Share {
                    a.unit.unit = b.unit.unit;
                    a.unit.noun |= b.unit.noun;
                } else if !b.unit.noun && b.unit.unit.is_none() && a.numeral.form != Form::Share {
                    b.unit.unit = a.unit.unit;
                    b.unit.noun |= a.unit.noun;
                }
            }
            continue;
        };
        let Some([a, b]) = drafts.get_mut(left..=right) else {
            continue;
        };
        // What is written once holds for both: "2 bis 3 Millionen Euro", "von 9000 auf 5000 Köpfe".
        let bare = a.unit.unit.is_none();
        let unscaled = a.numeral.scale == 1.0 && b.numeral.scale > 1.0 && a.numeral.value < 1000.0;
        let same_money = kind == PairKind::Range && money(a.unit.unit);
        if unscaled && (bare && b.unit.unit != Some(Unit::People) || same_money) {
            a.numeral.value *= b.numeral.scale;
        }
        if bare && !a.unit.noun && b.unit.unit.is_some() && b.numeral.form != Form::Share {
            a.unit.unit = b.unit.unit;
        } else if b.unit.unit.is_none() && !b.unit.noun && a.numeral.form != Form::Share {
            b.unit.unit = a.unit.unit;
        }
        let place = |index: usize| u32::try_from(index).unwrap_or(u32::MAX);
        if let Some(pair) = pairs.get_mut(left) {
            *pair = Some((place(right), kind));
        }
        if let Some(pair) = pairs.get_mut(right) {
            *pair = Some((place(left), kind));
        }
    }
    inherit(tokens, found, classes, &mut drafts, lang);
    let mut figures: Vec<Figure> = drafts
        .iter()
        .zip(pairs)
        .map(|(draft, pair)| {
            let start = tokens.get(draft.first).map_or(0, |token| token.start);
            let end = tokens.get(draft.numeral.last).map_or(start, |token| token.end);
            Figure {
                value: draft.numeral.value,
                unit: draft.unit.unit.unwrap_or(Unit::Other),
                span: Span::new(start, end),
                subject: draft.unit.subject,
                pair: pair.map(|(index, _)| index),
                pair_kind: pair.map(|(_, kind)| kind),
                recomputed: None,
            }
        })
        .collect();
    recompute(&mut figures);
    figures
}

fn same_sentence(tokens: &Tokens, a: usize, b: usize) -> bool {
    tokens.get(a).map(|token| token.sentence) == tokens.get(b).map(|token| token.sentence)
}

/// The money whose hundredth a noun names.
fn small_change(tokens: &Tokens, subject: Span) -> Option<(Unit, usize)> {
    let at = tokens.list.iter().position(|token| token.start == subject.start as usize)?;
    match tokens.fold(at) {
        "cent" => Some((Unit::Eur, at)),
        "cents" if at > 0 && tokens.fold(at - 1) == "euro" => Some((Unit::Eur, at)),
        "cents" => Some((Unit::Usd, at)),
        "pence" => Some((Unit::Gbp, at)),
        _ => None,
    }
}

fn money(unit: Option<Unit>) -> bool {
    matches!(unit, Some(Unit::Eur | Unit::Usd | Unit::Gbp | Unit::Sek))
}

/// Whether two neighbouring figures are the ends of a change or a range.
fn pair_kind(tokens: &Tokens, drafts: &[Draft], left: usize) -> Option<PairKind> {
    let (a, b) = (drafts.get(left)?, drafts.get(left + 1)?);
    let (from, to) = (a.numeral.last, b.first);
    let distance = to.checked_sub(from)?;
    if distance > 9 || tokens.get(from)?.sentence != tokens.get(to)?.sentence {
        return None;
    }
    let between: Vec<&str> = (from + 1..to).map(|at| tokens.fold(at)).collect();
    let lead: Vec<&str> = (a.first.saturating_sub(3)..a.first).map(|at| tokens.fold(at)).collect();
    if lead.iter().any(|word| matches!(*word, "von" | "from"))
        && between.iter().any(|word| matches!(*word, "auf" | "to"))
    {
        return Some(PairKind::Change);
    }
    let joining = between
        .iter()
        .filter(|word| !matches!(**word, "zu" | "rund" | "etwa" | "gut" | "about" | "€" | "$" | "£"))
        .count();
    if joining == 1 && between.iter().any(|word| matches!(*word, "-" | "–" | "—" | "bis" | "to" | "oder" | "or")) {
        return Some(PairKind::Range);
    }
    let within = lead.iter().any(|word| matches!(*word, "zwischen" | "between"));
    (within && between.iter().any(|word| matches!(*word, "und" | "and"))).then_some(PairKind::Range)
}

/// Whether two neighbouring numbers measure the same thing: "sechs Euro statt sechzig", "drei Minuten, früher
/// waren es neun", "in two weeks rather than ten".
fn is_compared(tokens: &Tokens, drafts: &[Draft], left: usize) -> bool {
    let (Some(a), Some(b)) = (drafts.get(left), drafts.get(left + 1)) else { return false };
    if !same_sentence(tokens, a.numeral.last, b.first) || b.first > a.numeral.last + 9 {
        return false;
    }
    let compares = |at: usize| {
        matches!(
            tokens.fold(at),
            "statt" | "anstatt" | "früher" | "vorher" | "zuvor" | "instead" | "rather" | "formerly" | "previously"
        )
    };
    (a.numeral.last + 1..b.first).any(compares) || a.first.checked_sub(1).is_some_and(compares)
}

/// A number without a noun counts what its sentence speaks of ("the workforce fell to 3,400") or
/// what the number before it counted ("davon 3.300 in Deutschland").
fn inherit(tokens: &Tokens, found: &Found, classes: &Classes, drafts: &mut [Draft], lang: Lang) {
    for index in 0..drafts.len() {
        let (before, rest) = drafts.split_at_mut(index);
        let Some(draft) = rest.first_mut() else { continue };
        if draft.unit.unit.is_some() || draft.unit.noun {
            continue;
        }
        let Some(token) = tokens.get(draft.numeral.first) else { continue };
        let anaphoric = antecedent::is_of_them(tokens, &draft.numeral, lang);
        if anaphoric == Some(true) && draft.numeral.scale < 1e6 {
            draft.unit.unit = Some(Unit::People);
            continue;
        }
        if anaphoric == Some(false) {
            // "3,200 of them": what was counted before, or spoken of.
            let counted = before.iter().rev().find(|before| before.unit.noun).and_then(|before| {
                let near = tokens.get(before.numeral.last)?.sentence + 2 >= token.sentence;
                near.then_some(before.unit.unit.unwrap_or(Unit::Other))
            });
            let counted = counted.filter(|unit| matches!(unit, Unit::People | Unit::Conversations | Unit::Other));
            draft.unit.unit = counted.or_else(|| {
                antecedent::is_people(tokens, found, classes, draft.numeral.first, lang).then_some(Unit::People)
            });
            continue;
        }
        if antecedent::is_group(tokens, &draft.numeral, lang) && draft.numeral.scale < 1e6 {
            draft.unit.unit = Some(Unit::People);
            continue;
        }
        if stands_for_people(tokens, &draft.numeral) && draft.numeral.scale < 1e6 {
            draft.unit.unit = Some(Unit::People);
            continue;
        }
        // "die 240, die", "what became of the eleven": those who were spoken of, unless things were counted.
        let things = before.iter().any(|before| {
            before.unit.noun && matches!(before.unit.unit, None | Some(Unit::Other | Unit::Conversations))
        });
        let whole = draft.numeral.value.fract() == 0.0;
        if antecedent::is_definite(tokens, &draft.numeral) && !things && whole && draft.numeral.scale < 1e6 {
            draft.unit.unit = Some(Unit::People);
            continue;
        }
        let of_staff = found.hits.iter().any(|hit| {
            Some(hit.class) == classes.staff
                && tokens.get(hit.first).is_some_and(|other| other.sentence == token.sentence)
        });
        let counted_before = before.iter().any(|before| money(before.unit.unit));
        if of_staff && whole && draft.numeral.value >= 2.0 && (draft.numeral.scale < 1e6 || !counted_before) {
            draft.unit.unit = Some(Unit::People);
            continue;
        }
        // "Heute stehen dort noch drei": people are spoken of, and nothing else is counted.
        if draft.numeral.scale < 1e6
            && draft.numeral.value >= 2.0
            && antecedent::is_people(tokens, found, classes, draft.numeral.first, lang)
        {
            let same_money =
                before.last().is_some_and(|before| money(before.unit.unit) || before.unit.unit == Some(Unit::Percent));
            let after_calls = before.last().is_some_and(|before| before.unit.unit == Some(Unit::Conversations));
            // "Von zwölf Modellprojekten sind neun gescheitert"
            let after_things = before.last().is_some_and(|before| {
                before.unit.noun
                    && matches!(before.unit.unit, None | Some(Unit::Other))
                    && tokens.get(before.numeral.last).is_some_and(|other| other.sentence + 1 >= token.sentence)
            });
            if !same_money && !after_calls && !after_things && draft.numeral.value.fract() == 0.0 {
                draft.unit.unit = Some(Unit::People);
                continue;
            }
        }
        // "Was bringt das in Euro? Rund 1,1 Millionen"
        if draft.numeral.scale >= 1e6 && before.is_empty() {
            let named = (0..draft.numeral.first).rev().take(20).find_map(|at| classes.unit(found, at));
            draft.unit.unit = named.filter(|unit| money(Some(*unit)));
        }
        let Some(before) = before.last() else { continue };
        let distance =
            tokens.get(before.numeral.last).map_or(u16::MAX, |before| token.sentence.saturating_sub(before.sentence));
        let same = match before.unit.unit {
            Some(Unit::People | Unit::Conversations) => distance <= 4,
            Some(Unit::Percent) => distance <= 1 && draft.numeral.scale == 1.0,
            unit => money(unit) && distance <= 2 && draft.numeral.scale > 1.0,
        };
        if same {
            draft.unit.unit = before.unit.unit;
        }
    }
}

/// Whether a bare number stands for people by what follows it: "51 von ihnen", "four of us", "zwei sind in
/// Pension gegangen", "Fourteen retired".
fn stands_for_people(tokens: &Tokens, numeral: &Numeral) -> bool {
    let next = tokens.fold(numeral.last + 1);
    let does = matches!(
        next,
        "arbeiten"
            | "arbeiteten"
            | "wechselten"
            | "wechseln"
            | "gingen"
            | "gehen"
            | "kamen"
            | "blieben"
            | "bleiben"
            | "saßen"
            | "sitzen"
            | "unterschrieben"
            | "meldeten"
            | "bewarben"
            | "kündigten"
            | "verloren"
            | "verließen"
            | "haben"
            | "hatten"
            | "retired"
            | "left"
            | "transferred"
            | "replied"
            | "applied"
            | "resigned"
            | "quit"
            | "stayed"
            | "signed"
            | "accepted"
            | "volunteered"
            | "qualified"
            | "applauded"
            | "joined"
            | "agreed"
            | "declined"
            | "moved"
            | "returned"
            | "work"
            | "worked"
            | "went"
    );
    does && numeral.form != Form::Share && numeral.value >= 2.0
}

/// Beside a percentage, the change that its passage states in full numbers is worked out again.
fn recompute(figures: &mut [Figure]) {
    let changes: Vec<(Span, f64)> = figures
        .iter()
        .filter(|figure| {
            figure.pair_kind == Some(PairKind::Change) && !matches!(figure.unit, Unit::Percent | Unit::Share)
        })
        .filter_map(|from| {
            let to = figures.get(from.pair? as usize)?;
            (to.span.start > from.span.start && from.value > 0.0)
                .then(|| (from.span, (to.value - from.value).abs() / from.value * 100.0))
        })
        .collect();
    for figure in figures.iter_mut().filter(|figure| figure.unit == Unit::Percent) {
        // Only a percentage near to what the ends come to is meant to be theirs.
        figure.recomputed =
            changes.iter().map(|&(_, percent)| percent).find(|percent| (percent - figure.value).abs() <= 5.0);
    }
}
