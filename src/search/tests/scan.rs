//! A search too plain to be wrong: every document, every word, every rule, one after the other.

use std::collections::{BTreeMap, BTreeSet};

use super::super::evaluate::rarity;
use super::super::{Options, Selection, Sort, Texts};
use super::Corpus;
use crate::index::{Count, Index};
use crate::lang::compound::{Memo, Parts};
use crate::lang::fold;
use crate::lang::inflect::{Traits, Vocabulary, lemmas, umlauts_fit};
use crate::lang::word::words;
use crate::query::{Notice, Query, Term};
use crate::search::expand::Typed;

pub struct Plain {
    pub documents: u32,
    pub copies: u32,
    pub hits: Vec<u32>,
    pub counts: Vec<Vec<Count>>,
    pub notices: Vec<Notice>,
    /// For each term that is looked for, whether it can leave a mark.
    pub needles: Vec<bool>,
}

/// The words of a wording: (key, whole).
type Row = Vec<(String, bool)>;

struct Scan<'a> {
    index: &'a Index,
    corpus: &'a Corpus,
    /// For each document its wordings.
    rows: Vec<Vec<Row>>,
    vocabulary: BTreeSet<String>,
    traits: BTreeMap<String, Traits>,
}

/// How a word of the corpus counts as the one typed: 4 exact, 3 spelling, 2 inflection, 1 begun, 0 part.
fn kind(scan: &Scan<'_>, typed: &str, word: &str, open: bool, literal: bool) -> Option<u8> {
    let (plain, spelled_out) = (fold::plain(typed), fold::spelled_out(typed));
    if word == typed {
        return Some(4);
    }
    if fold::plain(word) == plain || fold::spelled_out(word) == spelled_out {
        return Some(3);
    }
    if !literal && inflects(scan, typed, word) {
        return Some(2);
    }
    if open && (fold::plain(word).starts_with(&plain) || fold::spelled_out(word).starts_with(&spelled_out)) {
        return Some(1);
    }
    // While a word is begun, the middles of words count only if it is one.
    let known = !open || scan.vocabulary.iter().any(|other| kind(scan, typed, other, false, true).is_some());
    (!literal && known && is_part(scan, typed, word)).then_some(0)
}

fn traits_of(scan: &Scan<'_>, typed: &str) -> Traits {
    scan.traits.get(typed).copied().or_else(|| scan.index.traits(&fold::plain(typed))).unwrap_or(Traits::UNKNOWN)
}

fn inflects(scan: &Scan<'_>, typed: &str, word: &str) -> bool {
    let plain = fold::plain(typed);
    let known = Typed { index: scan.index, word: &plain, traits: traits_of(scan, typed) };
    let of = |word: &str| lemmas(&fold::plain(word), traits_of(scan, word), &known);
    let theirs = of(word);
    of(typed).iter().any(|lemma| theirs.contains(lemma) && umlauts_fit(lemma, typed, word))
}

fn is_part(scan: &Scan<'_>, typed: &str, word: &str) -> bool {
    let parts = Parts::new(scan.index, scan.vocabulary.len());
    let own = fold::plain(typed);
    let known = scan.index.traits(&own);
    if !parts.may_be_part(&own)
        || known.is_some_and(|traits| !traits.has(Traits::CAPITAL.with(Traits::GERMAN)))
        || !scan.traits[word].has(Traits::GERMAN)
    {
        return false;
    }
    let noun = Traits::CAPITAL.with(Traits::GERMAN);
    let nouns =
        scan.vocabulary.iter().filter(|other| kind_as_word(scan, typed, other) && scan.traits[*other].has(noun));
    let stems: BTreeSet<String> =
        nouns.map(|noun| fold::plain(noun)).filter(|noun| parts.may_be_part(noun)).chain([own]).collect();
    // Another spelling is another word where the typed one is there.
    let exact = scan.vocabulary.contains(typed);
    let same: Vec<&str> = scan
        .vocabulary
        .iter()
        .map(String::as_str)
        .filter(|other| kind_as_word(scan, typed, other) && kind(scan, typed, other, false, true) != Some(3))
        .chain([typed])
        .collect();
    let spelled = word;
    let word = fold::plain(word);
    stems.iter().any(|stem| {
        let is_spelled = same.iter().any(|same| fold::plain(same) == *stem && spelled.contains(same));
        (!exact || is_spelled)
            && (0..word.len()).any(|at| {
                word.get(at..).is_some_and(|rest| rest.starts_with(stem.as_str()))
                    && parts.is_part(&word, at..at + stem.len(), &mut Memo::default())
            })
    })
}

fn kind_as_word(scan: &Scan<'_>, typed: &str, word: &str) -> bool {
    kind(scan, typed, word, false, true).is_some() || inflects(scan, typed, word)
}

/// For each document the best kind and how often; documents that do not have it are left out.
fn find_word(scan: &Scan<'_>, typed: &str, open: bool, literal: bool) -> BTreeMap<usize, (u8, u32)> {
    let counts_as: BTreeMap<&str, u8> = scan
        .vocabulary
        .iter()
        .filter_map(|word| kind(scan, typed, word, open, literal).map(|kind| (word.as_str(), kind)))
        .collect();
    let mut found = BTreeMap::new();
    for (document, wordings) in scan.rows.iter().enumerate() {
        for (word, _) in wordings.iter().flatten() {
            if let Some(&kind) = counts_as.get(word.as_str()) {
                let entry = found.entry(document).or_insert((kind, 0));
                *entry = (entry.0.max(kind), entry.1 + 1);
            }
        }
    }
    found
}

fn find_phrase(scan: &Scan<'_>, typed: &[String], open: bool) -> BTreeMap<usize, (u8, u32)> {
    let mut found = BTreeMap::new();
    for (document, wordings) in scan.rows.iter().enumerate() {
        for row in wordings {
            let row: Vec<&String> = row.iter().filter(|word| !word.1).map(|word| &word.0).collect();
            for window in row.windows(typed.len().max(1)) {
                let fits = |(at, word): (usize, &&String)| {
                    kind(scan, &typed[at], word, open && at + 1 == typed.len(), true).is_some()
                };
                if !typed.is_empty() && window.iter().enumerate().all(fits) {
                    found.entry(document).or_insert((4, 0)).1 += 1;
                }
            }
        }
    }
    found
}

fn find_term(scan: &Scan<'_>, term: &Term, prefix: bool) -> BTreeMap<usize, (u8, u32)> {
    match term {
        Term::Word { text, open } => {
            let keys = words(text);
            let parts: Vec<String> = keys.iter().filter(|key| !key.3).map(|key| key.0.clone()).collect();
            match keys.as_slice() {
                [(key, ..)] => find_word(scan, key, *open && prefix, false),
                [.., (whole, _, _, true)] if keys.len() == parts.len() + 1 => {
                    let mut found = find_phrase(scan, &parts, *open && prefix);
                    for (document, (kind, times)) in find_word(scan, whole, *open && prefix, false) {
                        let entry = found.entry(document).or_insert((kind, 0));
                        *entry = (entry.0.max(kind), entry.1 + times);
                    }
                    found
                }
                _ => find_phrase(scan, &parts, *open && prefix),
            }
        }
        Term::Phrase { text, open } => {
            let parts: Vec<String> = words(text).into_iter().filter(|key| !key.3).map(|key| key.0).collect();
            match parts.as_slice() {
                [key] => find_word(scan, key, *open && prefix, true),
                _ => find_phrase(scan, &parts, *open && prefix),
            }
        }
        Term::Field { field, text } => {
            let values = scan.corpus.values(field, text);
            let has = |document: usize| {
                values
                    .iter()
                    .any(|&(facet, value)| scan.corpus.documents[document].values[facet as usize].contains(&value))
            };
            (0..scan.rows.len()).filter(|&document| has(document)).map(|document| (document, (0, 0))).collect()
        }
    }
}

/// The documents that answer the clauses, and all scores.
fn find(scan: &Scan<'_>, query: &Query, prefix: bool) -> (BTreeSet<usize>, Vec<f32>) {
    let mut left: BTreeSet<usize> = (0..scan.rows.len()).collect();
    let mut scores = vec![0.0f32; scan.rows.len()];
    for clause in &query.clauses {
        let mut any = BTreeSet::new();
        for term in &clause.any {
            let found = find_term(scan, term, prefix);
            for (&document, &(kind, times)) in &found {
                any.insert(document);
                if !clause.exclude && times > 0 {
                    let times = times as f32;
                    let norm = scan.index.norm(document as u32);
                    scores[document] +=
                        rarity(found.len(), scan.rows.len()) * (f32::from(kind) + times / (times + norm));
                }
            }
        }
        left.retain(|document| any.contains(document) != clause.exclude);
    }
    (left, scores)
}

/// Damerau's distance by its definition.
fn distance(left: &[char], right: &[char]) -> usize {
    let mut table = vec![vec![0; right.len() + 1]; left.len() + 1];
    for i in 0..=left.len() {
        for j in 0..=right.len() {
            table[i][j] = if i == 0 || j == 0 {
                i + j
            } else {
                let mut least = (table[i - 1][j - 1] + usize::from(left[i - 1] != right[j - 1]))
                    .min(table[i - 1][j] + 1)
                    .min(table[i][j - 1] + 1);
                if i > 1 && j > 1 && left[i - 1] == right[j - 2] && left[i - 2] == right[j - 1] {
                    least = least.min(table[i - 2][j - 2] + 1);
                }
                least
            };
        }
    }
    table[left.len()][right.len()]
}

fn forgive(scan: &Scan<'_>, query: &Query, prefix: bool, notices: &mut Vec<Notice>) -> Option<Query> {
    let mut forgiven = query.clone();
    let mut changed = false;
    for clause in forgiven.clauses.iter_mut().filter(|clause| !clause.exclude) {
        for term in &mut clause.any {
            let Term::Word { text, open } = term else { continue };
            let keys = words(text);
            let [(typed, ..)] = keys.as_slice() else { continue };
            let typed = typed.clone();
            if !find_word(scan, &typed, *open && prefix, false).is_empty() {
                continue;
            }
            let letters: Vec<char> = fold::plain(&typed).chars().collect();
            let most = if letters.len() >= 8 { 2 } else { 1 };
            let near = scan.vocabulary.iter().filter_map(|word| {
                let apart = distance(&letters, &fold::plain(word).chars().collect::<Vec<_>>());
                let documents =
                    scan.rows.iter().filter(|wordings| wordings.iter().flatten().any(|other| other.0 == *word)).count();
                (apart <= most).then(|| (apart, usize::MAX - documents, fold::plain(word), word.clone()))
            });
            match near.min().filter(|_| letters.len() >= 4 && !letters.iter().all(char::is_ascii_digit)) {
                Some((.., word)) => {
                    notices.push(Notice::Forgiven { typed, instead: word.clone() });
                    *term = Term::Word { text: word, open: false };
                    changed = true;
                }
                None => notices.push(Notice::NotFound { typed }),
            }
        }
    }
    changed.then_some(forgiven)
}

pub fn run(index: &Index, corpus: &Corpus, query: &Query, selection: &Selection, options: &Options) -> Plain {
    let rows: Vec<Vec<Row>> = corpus
        .documents
        .iter()
        .map(|entry| {
            entry.wordings.iter().map(|text| words(text).into_iter().map(|word| (word.0, word.3)).collect()).collect()
        })
        .collect();
    let vocabulary: BTreeSet<String> = rows.iter().flatten().flatten().map(|word| word.0.clone()).collect();
    let traits = vocabulary
        .iter()
        .map(|word| (word.clone(), index.terms.find(word).map_or(Traits(0), |term| index.terms.traits(term))))
        .collect();
    let scan = Scan { index, corpus, rows, vocabulary, traits };
    let mut notices: Vec<Notice> = Vec::new();
    for term in query.clauses.iter().flat_map(|clause| &clause.any) {
        if let Term::Field { field, text } = term
            && corpus.values(field, text).is_empty()
        {
            notices.push(Notice::UnknownValue { field: field.clone(), text: text.clone() });
        }
    }
    let (mut found, mut scores) = find(&scan, query, options.prefix_last_word);
    if found.is_empty()
        && let Some(forgiven) = forgive(&scan, query, options.prefix_last_word, &mut notices)
    {
        (found, scores) = find(&scan, &forgiven, options.prefix_last_word);
    }
    let chosen = |facet: usize| selection.values.get(facet).filter(|values| !values.is_empty());
    let fits = |document: usize, facet: usize| {
        chosen(facet)
            .is_none_or(|values| corpus.documents[document].values[facet].iter().any(|value| values.contains(value)))
    };
    let left: Vec<usize> =
        found.iter().copied().filter(|&document| (0..2).all(|facet| fits(document, facet))).collect();
    let counts = (0..2)
        .map(|facet| {
            let size = corpus.documents.iter().flat_map(|entry| &entry.values[facet]).max().map_or(0, |most| most + 1);
            let count = |value: u32| {
                let with: Vec<usize> = found
                    .iter()
                    .copied()
                    .filter(|&document| {
                        fits(document, 1 - facet) && corpus.documents[document].values[facet].contains(&value)
                    })
                    .collect();
                Count {
                    documents: with.len() as u32,
                    copies: with.iter().map(|&document| corpus.documents[document].copies).sum(),
                }
            };
            (0..size).map(count).collect()
        })
        .collect();
    let mut order = left.clone();
    match options.sort {
        Sort::Relevance => order.sort_by(|&a, &b| scores[b].total_cmp(&scores[a])),
        Sort::Date => order.sort_by_key(|&document| std::cmp::Reverse(corpus.documents[document].date)),
        Sort::Order => {}
    }
    let needles = query
        .clauses
        .iter()
        .filter(|clause| !clause.exclude)
        .flat_map(|clause| &clause.any)
        .map(|term| !matches!(term, Term::Field { .. }))
        .collect();
    Plain {
        documents: left.len() as u32,
        copies: left.iter().map(|&document| corpus.documents[document].copies).sum(),
        hits: order.into_iter().skip(options.offset).take(options.limit).map(|document| document as u32).collect(),
        counts,
        notices,
        needles,
    }
}
