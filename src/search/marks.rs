//! Where in a text does what was looked for stand, and which stretch of it to show?

use std::ops::Range;

use crate::article::Span;
use crate::index::Index;
use crate::lang::fold;
use crate::lang::word::words;

use super::expand::{Form, Kind, Leaf, Plan};
use super::{Hit, Texts};
use crate::sort;

/// Of a document with more wordings only so many are looked through for the best one.
const MOST_WORDINGS: u32 = 32;

/// Something that was looked for, at a place of the text.
struct Mark {
    span: Range<usize>,
    leaf: usize,
}

/// Makes hits of documents.
pub struct Marker<'a> {
    index: &'a Index,
    texts: &'a dyn Texts,
    leaves: Vec<Lookup<'a>>,
    snippet: usize,
}

impl<'a> Marker<'a> {
    /// Marks what a query looks for; `snippet` is the longest one in characters.
    pub fn new(index: &'a Index, texts: &'a dyn Texts, plan: &'a Plan, snippet: usize) -> Self {
        Self { index, texts, leaves: plan.wanted().map(Lookup::new).collect(), snippet }
    }

    /// A hit with the wording that shows most: most different words, then most marks, then the first.
    pub fn hit(&self, document: u32, score: f32) -> Hit {
        let mut best: Option<(usize, usize, u32, Vec<Mark>)> = None;
        for wording in 0..self.index.wordings(document).clamp(1, MOST_WORDINGS) {
            let found = find(self.index, &self.leaves, self.texts.text(document, wording));
            let different = (0..self.leaves.len()).filter(|&leaf| found.iter().any(|mark| mark.leaf == leaf)).count();
            if best.as_ref().is_none_or(|best| (different, found.len()) > (best.0, best.1)) {
                best = Some((different, found.len(), wording, found));
            }
        }
        let (wording, found) = best.map_or((0, Vec::new()), |best| (best.2, best.3));
        let snippet = choose(self.texts.text(document, wording), &found, self.snippet);
        Hit { document, wording, score, marks: join(found), snippet }
    }
}

/// Every place in a text where something stands that was looked for: in order, apart from each
/// other. The text may be any, as long as its words are known to the index.
pub fn all(index: &Index, plan: &Plan, text: &str) -> Vec<Span> {
    let leaves: Vec<Lookup<'_>> = plan.wanted().map(Lookup::new).collect();
    join(find(index, &leaves, text))
}

/// A leaf with its forms in the order of terms.
struct Lookup<'a> {
    leaf: &'a Leaf,
    forms: Vec<&'a Form>,
}

impl<'a> Lookup<'a> {
    fn new(leaf: &'a Leaf) -> Self {
        let mut forms: Vec<&Form> = leaf.forms.iter().collect();
        crate::sort::by_key(&mut forms, |form| form.term);
        Self { leaf, forms }
    }

    fn form(&self, term: u32) -> Option<&'a Form> {
        self.forms.binary_search_by_key(&term, |form| form.term).ok().and_then(|at| self.forms.get(at).copied())
    }
}

/// All marks of a text, in order.
fn find(index: &Index, leaves: &[Lookup<'_>], text: &str) -> Vec<Mark> {
    let mut found = Vec::new();
    if leaves.is_empty() {
        return found;
    }
    let mut row: Vec<(Option<u32>, Range<usize>)> = Vec::new();
    for (key, span, _, whole) in words(text) {
        let term = index.terms.find(&key);
        for (leaf, lookup) in leaves.iter().enumerate() {
            if let Some(form) = term.and_then(|term| lookup.form(term)) {
                found.push(Mark { span: part(form, text, span.clone()), leaf });
            }
        }
        if !whole {
            row.push((term, span));
        }
    }
    for (leaf, lookup) in leaves.iter().enumerate() {
        let phrase = &lookup.leaf.phrase;
        if phrase.is_empty() {
            continue;
        }
        for window in row.windows(phrase.len()) {
            let fits = window.iter().zip(phrase).all(|(word, slot)| word.0.is_some_and(|term| slot.contains(&term)));
            if let (true, Some(first), Some(last)) = (fits, window.first(), window.last()) {
                found.push(Mark { span: first.1.start..last.1.end, leaf });
            }
        }
    }
    crate::sort::by_key(&mut found, |mark| (mark.span.start, mark.span.end));
    found
}

/// The stretch of a word that a form marks: all of it, or the part of a compound.
fn part(form: &Form, text: &str, span: Range<usize>) -> Range<usize> {
    if form.kind != Kind::Part {
        return span;
    }
    let pairs = fold::alignment(text.get(span.clone()).unwrap_or(""));
    let (from, to) = (form.part.start as usize, form.part.end as usize);
    let start = pairs.iter().rev().find(|pair| pair.0 <= from).map_or(0, |pair| pair.1);
    let end = pairs.iter().find(|pair| pair.0 >= to).map_or(span.len(), |pair| pair.1);
    if start < end { span.start + start..span.start + end } else { span }
}

/// The marks as spans that do not overlap.
fn join(marks: Vec<Mark>) -> Vec<Span> {
    let mut out: Vec<Span> = Vec::with_capacity(marks.len());
    for mark in marks {
        let span = Span::new(mark.span.start, mark.span.end);
        match out.last_mut() {
            Some(last) if span.start < last.end => last.end = last.end.max(span.end),
            _ => out.push(span),
        }
    }
    out
}

/// The best stretch of at most `most` characters: the one with the most different words that were
/// looked for, then the most marks, with as much text before as behind, at word borders.
fn choose(text: &str, marks: &[Mark], most: usize) -> Span {
    let letters: Vec<usize> = text.char_indices().map(|(offset, _)| offset).collect();
    if letters.len() <= most {
        return Span::new(0, text.len());
    }
    let place = |offset: usize| letters.partition_point(|&letter| letter < offset);
    let mut best = (0, 0, 0, 0);
    for (at, first) in marks.iter().enumerate() {
        let start = place(first.span.start);
        let inside = || marks.iter().skip(at).take_while(|mark| place(mark.span.end) <= start + most);
        let count = inside().count();
        let mut leaves: Vec<usize> = inside().map(|mark| mark.leaf).collect();
        sort::ascending(&mut leaves);
        leaves.dedup();
        let end = inside().map(|mark| place(mark.span.end)).max().unwrap_or(start);
        if (leaves.len(), count) > (best.0, best.1) {
            best = (leaves.len(), count, start, end);
        }
    }
    let (_, _, start, end) = best;
    // Where all that is found fits, the rest is shared before and behind.
    let spare = most.saturating_sub(end - start);
    let from = start.saturating_sub(spare / 2).min(letters.len() - most);
    let to = (from + most).min(letters.len());
    let offset = |place: usize| letters.get(place).copied().unwrap_or(text.len());
    let (mut from, mut to) = (offset(from), offset(to));
    let (keep_from, keep_to) = (offset(start), offset(end));
    // Inwards to the next white space, unless that would cut a mark.
    if from > 0
        && !text.get(..from).is_some_and(|before| before.ends_with(char::is_whitespace))
        && let Some(step) = text.get(from..keep_from.max(from)).and_then(|inside| inside.find(char::is_whitespace))
    {
        from += step;
        from += text.get(from..).map_or(0, |rest| rest.len() - rest.trim_start().len());
    }
    if to < text.len()
        && !text.get(to..).is_some_and(|behind| behind.starts_with(char::is_whitespace))
        && let Some(step) = text.get(keep_to.min(to)..to).and_then(|inside| inside.rfind(char::is_whitespace))
    {
        to = keep_to.min(to) + step;
    }
    Span::new(from.min(to), to)
}
