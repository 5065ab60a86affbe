//! Which figures say the same, and which stand against each other?
//!
//! [`gather`] takes what passages state about figures and lays it out in lines: one line for the
//! same number of the same thing at the same company. Then lines are compared. It compares words
//! and numbers, not truths: a [`Note`] says "look here", and each is a plain rule:
//!
//! | remark | rule |
//! |---|---|
//! | [`Remark::CountedOtherwise`] | same company and number, but another thing is counted |
//! | [`Remark::NearValue`] | same company, claim and thing in other articles, but another value within [`NEAR`] |
//! | [`Remark::OtherManner`] | the same people, dismissed here and gone by attrition there |
//! | [`Remark::SomeHedge`] | stated plainly here, as "more than" or "nearly" there |
//! | [`Remark::Difference`] | the number is the difference of a change stated elsewhere |
//! | [`Remark::Recomputed`], [`Remark::RecomputedOff`] | a percentage beside a change, worked out again |

use std::collections::HashMap;

use serde::{Deserialize, Serialize};

use super::statement::{Counts, Hedge, Manner, Statement};
use super::{PairKind, Unit};

/// Two values of the same thing are taken for two versions of one figure where they differ by no
/// more than this share of the greater one. Zero: nothing is ever marked. Large: 700 posts of one
/// year stand against 2,000 of another, and readers stop believing the marks.
pub const NEAR: f64 = 0.15;

/// How far a stated percentage may be from the one worked out: as far as rounding goes.
const ROUNDING: f64 = 0.5;

/// How far a percentage with "fast", "rund" or "mehr als" may be from the one worked out, in points.
const HEDGED: f64 = 2.0;

/// Below this, equal numbers are no sign that the same thing is meant: three measures, three years.
const TELLING: f64 = 20.0;

/// A statement with its company, claim and article.
#[derive(Clone, Debug, PartialEq)]
pub struct Stated {
    /// What is stated.
    pub statement: Statement,
    /// The company, as the caller counts them.
    pub company: Option<u32>,
    /// The claim, as the caller counts them.
    pub claim: Option<u32>,
    /// The article, as the caller counts them; of copies, the first.
    pub article: u32,
}

/// What there is to say about a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Remark {
    /// The same number counts something else in another line.
    CountedOtherwise,
    /// Another line has a near value for the same thing.
    NearValue,
    /// Dismissed here, attrition there, or the other way round.
    OtherManner,
    /// Some state it plainly, others with "more than" or "nearly".
    SomeHedge,
    /// A stated percentage does not fit its change.
    RecomputedOff,
    /// A stated percentage fits its change.
    Recomputed,
    /// It is the difference of the change in another line.
    Difference,
}

impl Remark {
    /// Whether it marks a contradiction; the others only help to check.
    pub fn is_against(self) -> bool {
        !matches!(self, Self::Recomputed | Self::Difference)
    }

    /// The key of its words.
    pub fn key(self) -> &'static str {
        match self {
            Self::CountedOtherwise => "figure-counted-otherwise",
            Self::NearValue => "figure-near-value",
            Self::OtherManner => "figure-other-manner",
            Self::SomeHedge => "figure-some-hedge",
            Self::RecomputedOff => "figure-recomputed-off",
            Self::Recomputed => "figure-recomputed",
            Self::Difference => "figure-difference",
        }
    }
}

/// A remark about a line.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Note {
    /// What it is.
    pub remark: Remark,
    /// The other line, by its place.
    pub line: Option<usize>,
    /// A percentage that was worked out.
    pub percent: Option<f64>,
}

/// The same number of the same thing at the same company.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Line {
    /// Who states it: places in what was handed in, in order.
    pub stated: Vec<usize>,
    /// What there is to say, contradictions first.
    pub notes: Vec<Note>,
}

/// Lays statements out in lines, in the order in which each line is first stated.
pub fn gather(all: &[Stated]) -> Vec<Line> {
    let mut lines: Vec<Line> = Vec::new();
    // Only lines with the same company and number are looked through, only those of a company compared.
    let mut by_number: HashMap<(Option<u32>, u64), Vec<usize>> = HashMap::new();
    let mut by_company: HashMap<u32, Vec<usize>> = HashMap::new();
    for (place, stated) in all.iter().enumerate() {
        let candidates = by_number.entry((stated.company, stated.statement.value.to_bits())).or_default();
        let is_same = |&line: &usize| {
            lines.get(line).and_then(|line| first(all, line)).is_some_and(|first| is_same(first, stated))
        };
        match candidates.iter().copied().find(is_same) {
            Some(known) => lines[known].stated.push(place),
            None => {
                candidates.push(lines.len());
                if let Some(company) = stated.company {
                    by_company.entry(company).or_default().push(lines.len());
                }
                lines.push(Line { stated: vec![place], notes: Vec::new() });
            }
        }
    }
    for at in 0..lines.len() {
        let mut notes = own_notes(all, &lines[at]);
        let company = first(all, &lines[at]).and_then(|first| first.company);
        let others = company.and_then(|company| by_company.get(&company)).map_or(&[][..], Vec::as_slice);
        for other in others.iter().copied().filter(|&other| other != at) {
            let found = compare(all, &lines[at], &lines[other]);
            notes.extend(found.into_iter().map(|remark| Note { remark, line: Some(other), percent: None }));
        }
        // Once is enough where another line is at hand to show it.
        if notes.iter().any(|note| note.remark == Remark::OtherManner && note.line.is_some()) {
            notes.retain(|note| note.remark != Remark::OtherManner || note.line.is_some());
        }
        crate::sort::by_key(&mut notes, |note| (note.remark, note.line));
        lines[at].notes = notes;
    }
    lines
}

fn first<'a>(all: &'a [Stated], line: &Line) -> Option<&'a Stated> {
    all.get(*line.stated.first()?)
}

/// Whether a unit only says "some number of people or things": those are told apart by their noun.
fn counted(unit: Unit) -> bool {
    matches!(unit, Unit::People | Unit::Other | Unit::Conversations)
}

fn same_number(one: &Statement, other: &Statement) -> bool {
    let units = one.unit == other.unit || counted(one.unit) && counted(other.unit);
    units && one.value == other.value && one.to.map(|to| to.0) == other.to.map(|to| to.0)
}

/// Whether both count the same, as far as their words tell.
fn same_thing(one: &Statement, other: &Statement) -> bool {
    match (one.counts, other.counts) {
        (Counts::Noun, Counts::Noun) => one.noun.to_lowercase() == other.noun.to_lowercase(),
        (one, other) => one == other,
    }
}

fn is_same(one: &Stated, other: &Stated) -> bool {
    let (a, b) = (&one.statement, &other.statement);
    if one.company != other.company || !same_number(a, b) {
        return false;
    }
    // Of money and shares the number says enough; so do both ends of a change.
    one.claim == other.claim && (!counted(a.unit) || a.to.is_some() || same_thing(a, b))
        || a.to.is_some() && b.to.is_some()
        || counted(a.unit) && a.value >= TELLING && same_thing(a, b) && a.counts != Counts::Bare
}

fn own_notes(all: &[Stated], line: &Line) -> Vec<Note> {
    let statements = || line.stated.iter().filter_map(|&place| all.get(place)).map(|stated| &stated.statement);
    let mut notes = Vec::new();
    let firm = |wanted: &dyn Fn(Hedge) -> bool| statements().any(|statement| wanted(statement.hedge));
    if firm(&|hedge| hedge == Hedge::Exact)
        && firm(&|hedge| matches!(hedge, Hedge::Above | Hedge::Below | Hedge::AtMost))
    {
        notes.push(Note { remark: Remark::SomeHedge, line: None, percent: None });
    }
    if let Some((statement, percent)) = statements().find_map(|one| Some((one, one.recomputed?))) {
        let gap = percent - statement.value;
        let fits = match statement.hedge {
            Hedge::Exact => gap.abs() <= ROUNDING,
            Hedge::About => gap.abs() <= HEDGED,
            Hedge::Below | Hedge::AtMost => (-HEDGED..=ROUNDING).contains(&gap),
            Hedge::Above => (-ROUNDING..=HEDGED).contains(&gap),
        };
        let remark = if fits { Remark::Recomputed } else { Remark::RecomputedOff };
        notes.push(Note { remark, line: None, percent: Some(percent) });
    }
    if manners(all, line) == (true, true) {
        notes.push(Note { remark: Remark::OtherManner, line: None, percent: None });
    }
    notes
}

/// Whether somebody says that these were dismissed, and whether somebody says that they went by attrition.
fn manners(all: &[Stated], line: &Line) -> (bool, bool) {
    let said = |manner| {
        line.stated.iter().filter_map(|&place| all.get(place)).any(|stated| stated.statement.manner == Some(manner))
    };
    (said(Manner::Dismissed), said(Manner::Attrition))
}

/// By how much a change from one number of people to another changes it.
fn difference(statement: &Statement) -> Option<f64> {
    match statement.to {
        Some((to, PairKind::Change)) if counted(statement.unit) => Some((statement.value - to).abs()),
        _ => None,
    }
}

/// What one line has to say about another.
fn compare(all: &[Stated], line: &Line, other: &Line) -> Option<Remark> {
    let (one, two) = (first(all, line)?, first(all, other)?);
    if one.company.is_none() || one.company != two.company {
        return None;
    }
    let (a, b) = (&one.statement, &two.statement);
    let telling = counted(a.unit) && counted(b.unit) && a.value >= TELLING && b.value >= TELLING;
    let linked = difference(a) == Some(b.value) || difference(b) == Some(a.value);
    if telling && linked {
        let (here, there) = (manners(all, line), manners(all, other));
        let against = here.0 && there.1 || here.1 && there.0;
        return Some(if against { Remark::OtherManner } else { Remark::Difference });
    }
    if telling && a.to.is_none() && same_number(a, b) && !same_thing(a, b) {
        // A number without a noun says nothing else, it only says less.
        let bare = a.counts == Counts::Bare || b.counts == Counts::Bare;
        return (!bare).then_some(Remark::CountedOtherwise);
    }
    let articles = |line: &Line| {
        line.stated.iter().filter_map(|&place| all.get(place)).map(|stated| stated.article).collect::<Vec<_>>()
    };
    let (here, there) = (articles(line), articles(other));
    let apart = !here.iter().any(|article| there.contains(article));
    let near = (a.value - b.value).abs() <= NEAR * a.value.max(b.value);
    let single = a.to.is_none() && b.to.is_none();
    let same = one.claim == two.claim && a.unit == b.unit && a.counts != Counts::Bare && same_thing(a, b);
    (apart && near && single && same && a.value != b.value).then_some(Remark::NearValue)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::label::annotate;
    use crate::label::statement::statements;
    use crate::topic::Topic;

    /// The statements of articles, all about one company and claim.
    fn stated(articles: &[&str]) -> Vec<Stated> {
        static TOPIC: std::sync::OnceLock<Topic> = std::sync::OnceLock::new();
        let topic = TOPIC.get_or_init(|| Topic::bundled().0);
        let of = |(article, text): (u32, &&str)| {
            let found = statements(text, &annotate(text, None, topic));
            found.into_iter().map(move |statement| Stated { statement, company: Some(0), claim: Some(0), article })
        };
        (0u32..).zip(articles).flat_map(of).collect()
    }

    fn remarks(articles: &[&str]) -> Vec<Vec<Remark>> {
        let stated = stated(articles);
        gather(&stated).iter().map(|line| line.notes.iter().map(|note| note.remark).collect()).collect()
    }

    #[test]
    fn agreeing_figures_are_one_line() {
        let all = stated(&["Die Bank streicht 3.900 Stellen.", "Bei der Bank fallen 3.900 Stellen weg."]);
        assert_eq!(gather(&all), [Line { stated: vec![0, 1], notes: vec![] }]);
    }

    #[test]
    fn what_contradicts_is_marked_by_rule() {
        use Remark::*;
        let cases: &[(&[&str], &[&[Remark]])] = &[
            (
                &["2.000 Arbeitsplätze stehen auf dem Prüfstand.", "Die Zahl fällt auf 2.000."],
                &[&[CountedOtherwise], &[CountedOtherwise]],
            ),
            (
                &["700 Stellen fielen weg.", "Die Arbeit von 700 Angestellten."],
                &[&[CountedOtherwise], &[CountedOtherwise]],
            ),
            (
                &["Es sind 1.200 Mitarbeiter entlassen.", "Von 5.000 auf 3.800 Köpfe, durch Fluktuation."],
                &[&[OtherManner], &[OtherManner]],
            ),
            (&["Es sind 1.200 Mitarbeiter.", "Von 5.000 auf 3.800 Köpfe."], &[&[Difference], &[Difference]]),
            (&["Bei mehr als 270.000 Angestellten.", "Mit 270.000 Angestellten."], &[&[SomeHedge]]),
            (&["Sie streicht 3.900 Stellen.", "Sie streicht 3.600 Stellen."], &[&[NearValue], &[NearValue]]),
            (&["Sie streicht 3.900 Stellen und 3.600 Stellen."], &[&[], &[]]),
            (&["Von 9.000 auf 5.000 Beschäftigte, fast 45 Prozent."], &[&[], &[Recomputed]]),
            (&["Von 9.000 auf 5.000 Beschäftigte, gut 45 Prozent."], &[&[], &[RecomputedOff]]),
            (&["10 Minuten.", "10 Jahre."], &[&[], &[]]),
        ];
        for (articles, expected) in cases {
            assert_eq!(&remarks(articles), expected, "{articles:?}");
        }
    }

    #[test]
    fn figures_of_other_companies_are_left_alone() {
        let mut all = stated(&["700 Stellen fielen weg.", "Die Arbeit von 700 Angestellten."]);
        all[1].company = Some(1);
        assert!(gather(&all).iter().all(|line| line.notes.is_empty()));
        all[0].company = None;
        all[1].company = None;
        assert!(gather(&all).iter().all(|line| line.notes.is_empty()), "nothing says that it is the same house");
    }
}
