//! Where does each of a company's figures stand when they are drawn over time?
//!
//! Figures of one kind share a plot: people are not drawn beside percent. A figure stands at the year
//! that its own sentence names, else at its article's date; without either it is not drawn, and counted.
//! A plot needs two dates. Nothing is drawn between two figures: a line would say that they belong
//! together. Only the two ends of one statement ("von 9000 auf 5000") are joined.

mod scale;

use super::Corpus;
use super::columns::keys;
use super::figures::{Origin, counts_of, number, of_unit, unit_key, value};
use crate::article::Date;
use crate::facet::STANCE;
use crate::label::ledger::{Line, Stated};
use crate::label::statement::{Counts, Statement};
use crate::label::{PairKind, Unit};
use crate::protocol::{Dot, End, Place, Plot};
use crate::sort;
use crate::words::Words;
use scale::{Height, Time};

/// So many plots a company has at the most: of more, nobody sees any.
const MOST_PLOTS: usize = 4;

/// So many figures a plot has at the most. Fewer, and a course is cut; more, and points hide each other.
const MOST_DOTS: usize = 60;

/// The width in pixels for which overlaps are worked out: that of a plot on the narrowest screen.
const NARROW: i32 = 270;

/// How large a point is for a finger, in pixels.
const POINT: i32 = 24;

/// How far a number is from its point, in pixels.
const GAP: i32 = 3;

/// How wide a digit is taken for, in pixels.
const DIGIT: i32 = 8;

/// A figure that may be drawn.
struct Mark<'a> {
    statement: &'a Statement,
    origin: &'a Origin,
    article: u32,
    against: bool,
    /// When each of its ends was.
    from: Date,
    to: Date,
}

/// The figures of one kind.
struct Kind<'a> {
    counts: String,
    marks: Vec<Mark<'a>>,
    undated: u32,
}

/// The plots of the lines of one company, those with the most figures first.
pub(super) fn plots(corpus: &Corpus, words: &Words, all: &[Stated], origins: &[Origin], lines: &[&Line]) -> Vec<Plot> {
    let mut kinds: Vec<Kind> = Vec::new();
    for line in lines {
        let against = line.notes.iter().any(|note| note.remark.is_against());
        let stated = line.stated.iter().filter_map(|&place| Some((all.get(place)?, origins.get(place)?)));
        let mut drawn: Vec<(Date, Date)> = Vec::new();
        let mut counts = None;
        for (stated, origin) in stated {
            let statement = &stated.statement;
            let at = *counts.get_or_insert_with(|| place_of(words, statement, &mut kinds));
            let published = corpus.articles.get(stated.article as usize).and_then(|article| article.meta.date);
            let Some((from, to)) = times(statement, published) else { continue };
            // Who says the same of the same time again is in the table.
            if !drawn.contains(&(from, to)) && values(statement).all(|value| value.is_finite() && value >= 0.0) {
                drawn.push((from, to));
                kinds[at].marks.push(Mark { statement, origin, article: stated.article, against, from, to });
            }
        }
        if let Some(at) = counts.filter(|_| drawn.is_empty()) {
            kinds[at].undated += 1;
        }
    }
    let mut plots: Vec<Plot> = kinds.into_iter().filter_map(|kind| plot(corpus, words, kind)).collect();
    sort::by_key(&mut plots, |plot| std::cmp::Reverse(plot.dots.len() as u32 + plot.left_out));
    plots.truncate(MOST_PLOTS);
    plots
}

/// The place of a statement's kind among the kinds, which may be new.
fn place_of(words: &Words, statement: &Statement, kinds: &mut Vec<Kind>) -> usize {
    let unit = || words.fill(unit_key(statement.unit), &[("n", "")]).trim().to_string();
    let counts = match (statement.unit, statement.counts) {
        (Unit::People, Counts::Customers) => words.get("plot-customers").to_string(),
        (Unit::People, _) => words.get("plot-people").to_string(),
        (Unit::Percent | Unit::Share, _) => words.get("plot-percent").to_string(),
        (Unit::Eur | Unit::Usd | Unit::Gbp | Unit::Sek, _) => words.fill("plot-money", &[("unit", &unit())]),
        (Unit::DurationMinutes | Unit::DurationMonths | Unit::DurationYears, _) => {
            words.fill("plot-duration", &[("unit", &unit())])
        }
        (Unit::Conversations, _) => words.get("plot-conversations").to_string(),
        (Unit::Other, _) if statement.noun.is_empty() => words.get("plot-bare").to_string(),
        (Unit::Other, _) => statement.noun.clone(),
    };
    let same = |kind: &Kind| kind.counts.to_lowercase() == counts.to_lowercase();
    kinds.iter().position(same).unwrap_or_else(|| {
        kinds.push(Kind { counts, marks: Vec::new(), undated: 0 });
        kinds.len() - 1
    })
}

/// When the ends of a figure were. What will have changed by a later year begins with the article.
fn times(statement: &Statement, published: Option<Date>) -> Option<(Date, Date)> {
    match (statement.when, published, statement.to) {
        (Some(then), Some(now), Some((_, PairKind::Change))) if then.year > now.year => Some((now, then)),
        (when, published, _) => when.or(published).map(|date| (date, date)),
    }
}

/// The values of a figure's ends.
fn values(statement: &Statement) -> impl Iterator<Item = f64> {
    let ends = [Some(statement.value), statement.to.map(|(to, _)| to)];
    let unit = statement.unit;
    ends.into_iter().flatten().map(move |value| of_unit(value, unit))
}

fn plot(corpus: &Corpus, words: &Words, mut kind: Kind) -> Option<Plot> {
    let time = Time::over(kind.marks.iter().flat_map(|mark| [mark.from, mark.to]))?;
    let all = kind.marks.len();
    kind.marks.retain(|mark| time.holds(mark.from) && time.holds(mark.to));
    let mut plot = Plot {
        undated: kind.undated + (all - kind.marks.len()) as u32,
        left_out: kind.marks.len().saturating_sub(MOST_DOTS) as u32,
        counts: kind.counts,
        edges: time.edges(),
        times: time.names(words),
        ..Plot::default()
    };
    // Contradictions are what is looked for: they go first where not all find room.
    if plot.left_out > 0 {
        sort::by_key(&mut kind.marks, |mark| !mark.against);
        kind.marks.truncate(MOST_DOTS);
    }
    let height = Height::over(kind.marks.iter().flat_map(|mark| values(mark.statement)))?;
    plot.tenfold = height.is_tenfold();
    plot.levels = height.levels().map(|(y, value)| (y, words.value(value))).collect();
    let mut taken = Vec::new();
    for mark in &kind.marks {
        let dot = dot(corpus, words, mark, &time, &height, &mut taken)?;
        plot.dots.push(dot);
    }
    name_dots(words, &kind.marks, &mut plot.dots, taken);
    Some(plot)
}

/// A rectangle on the narrowest screen: left, top, right, bottom.
type Box4 = [i32; 4];

fn overlap(one: &Box4, other: &Box4) -> bool {
    one[0] < other[2] && other[0] < one[2] && one[1] < other[3] && other[1] < one[3]
}

/// Where a place in a thousandth of the width is on the narrowest screen.
fn narrow(x: u32) -> i32 {
    x as i32 * NARROW / 1000
}

fn percent(x: u32) -> String {
    format!("{}.{}%", x / 10, x % 10)
}

fn dot(
    corpus: &Corpus,
    words: &Words,
    mark: &Mark,
    time: &Time,
    height: &Height,
    taken: &mut Vec<Box4>,
) -> Option<Dot> {
    let ends: Vec<(u32, u32)> = [mark.from, mark.to]
        .into_iter()
        .zip(values(mark.statement))
        .map(|(date, value)| (time.place(date), height.place(value)))
        .collect();
    let boxes = |shift: i32| {
        ends.iter().map(move |&(x, y)| {
            let (x, y) = (narrow(x) + shift, y as i32);
            [x - POINT / 2, y - POINT / 2, x + POINT / 2, y + POINT / 2]
        })
    };
    // Of a year alone nobody knows where in it: there is room beside.
    let room = if mark.from.month == 0 && mark.to.month == 0 { narrow(time.width()) / 2 - POINT / 2 } else { 0 };
    let is_free = |shift: i32| !boxes(shift).any(|own| taken.iter().any(|other| overlap(&own, other)));
    let steps = (0..).flat_map(|step| [step * POINT, -step * POINT]).take_while(|shift| shift.abs() <= room.max(0));
    let shift = steps.into_iter().find(|&shift| is_free(shift)).unwrap_or(0);
    taken.extend(boxes(shift));
    let passage = corpus.passage(mark.origin.item)?;
    let title = corpus.articles.get(mark.article as usize).map_or("", |article| article.meta.title.as_str());
    let stance = keys(STANCE, corpus, mark.origin.item).pop().unwrap_or_default();
    let name =
        corpus.columns.place(STANCE, &stance).and_then(|place| corpus.columns.values.get(STANCE)?.get(place as usize));
    let counts = counts_of(words, mark.statement);
    let when = match mark.from == mark.to {
        true => words.date(mark.to),
        false => format!("{}–{}", words.date(mark.from), words.date(mark.to)),
    };
    let said = [
        format!("{} {counts}", value(words, mark.statement, mark.statement.hedge)).trim().to_string(),
        when,
        title.to_string(),
        name.map_or(String::new(), |value| value.name(words.tongue()).to_string()),
        if mark.against { words.get("figure-against").to_string() } else { String::new() },
    ];
    Some(Dot {
        ends: ends.iter().map(|&(x, y)| End { x: percent(x), y }).collect(),
        shift,
        stance,
        against: mark.against,
        right: None,
        left: None,
        said: said.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", "),
        place: Place { article: passage.article, passage: passage.id },
    })
}

/// Writes numbers beside their points, where they find room: contradictions first.
fn name_dots(words: &Words, marks: &[Mark], dots: &mut [Dot], mut taken: Vec<Box4>) {
    let mut order: Vec<usize> = (0..dots.len()).collect();
    sort::by_key(&mut order, |&place| !marks.get(place).is_some_and(|mark| mark.against));
    // Each dot has as many boxes as ends, in order: the last is the one to stand beside.
    let mut last = Vec::new();
    let mut at = 0;
    for dot in dots.iter() {
        at += dot.ends.len();
        last.push(at - 1);
    }
    for place in order {
        let (Some(dot), Some(mark)) = (dots.get_mut(place), marks.get(place)) else { continue };
        let Some(&[left, top, right, bottom]) = last.get(place).and_then(|&at| taken.get(at)) else { continue };
        let text = number(words, mark.statement);
        let width = text.chars().count() as i32 * DIGIT;
        // Above the line that joins two ends, not on it.
        let up = if dot.ends.len() > 1 { POINT / 2 } else { 0 };
        let (top, bottom) = (top + POINT / 4 - up, bottom - POINT / 4 - up);
        let (right, left) = (right + GAP, left - GAP);
        let beside = [[right, top, right + width, bottom], [left - width, top, left, bottom]];
        let free = |own: &Box4| own[0] >= 0 && own[2] <= NARROW && !taken.iter().any(|other| overlap(own, other));
        let [is_right, is_left] = [free(&beside[0]), free(&beside[1])];
        if is_right {
            taken.push(beside[0]);
            dot.right = Some(text);
        } else if is_left {
            taken.push(beside[1]);
            dot.left = Some(text);
        }
    }
}

#[cfg(test)]
mod tests;
