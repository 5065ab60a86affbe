//! Which terms of the index count as a word that was typed?
//!
//! In order of [`Kind`]: the word itself, other spellings of it, its inflections, words that begin
//! so (while typing), and compounds that it is a part of. What the reader typed is never taken apart.

use std::ops::Range;

use crate::index::Index;
use crate::index::bits::Bits;
use crate::lang::compound::{MANY_TERMS, Memo, Parts};
use crate::lang::fold;
use crate::lang::inflect::{Traits, Vocabulary, forms, lemmas, umlauts_fit};
use crate::lang::word::words;
use crate::query::{Notice, Query, Term};

use super::Texts;

/// How a term stands to the word that was typed, best first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// The same letters.
    Exact,
    /// The same but for umlauts, accents and ß.
    Folded,
    /// Another form of the word.
    Inflected,
    /// It begins with the word.
    Begun,
    /// A compound with the word as a part.
    Part,
}

/// A term of the index that counts as the word.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Form {
    /// The term.
    pub term: u32,
    /// How it stands to the word.
    pub kind: Kind,
    /// For a compound, where the part stands in its plain spelling.
    pub part: Range<u32>,
}

/// What to look for in the index.
#[derive(Clone, Debug, Default)]
pub struct Leaf {
    /// Any of these terms, no term twice, best kinds first.
    pub forms: Vec<Form>,
    /// Or these terms one behind the other, for each place a choice.
    pub phrase: Vec<Vec<u32>>,
    /// Or documents with any of these values, as (facet, value).
    pub values: Vec<(u32, u32)>,
    /// The word, where it is one and nothing in the index counts as it.
    pub unknown: Option<String>,
}

/// A clause of the query.
#[derive(Clone, Debug)]
pub struct Branch {
    /// Whether it excludes.
    pub exclude: bool,
    /// The choices.
    pub any: Vec<Leaf>,
}

/// The whole query.
#[derive(Clone, Debug)]
pub struct Plan {
    /// Its clauses.
    pub branches: Vec<Branch>,
}

impl Plan {
    /// Reads a query with the words of an index. `prefix`: whether an open last word may be begun.
    pub fn new(index: &Index, texts: &dyn Texts, query: &Query, prefix: bool, notices: &mut Vec<Notice>) -> Self {
        let mut leaf = |term: &Term| match term {
            Term::Word { text, open } => word_leaf(index, text, *open && prefix),
            Term::Phrase { text, open } => phrase_leaf(index, text, *open && prefix),
            Term::Field { field, text } => {
                let values = texts.values(field, text);
                if values.is_empty() {
                    notices.push(Notice::UnknownValue { field: field.clone(), text: text.clone() });
                }
                Leaf { values, ..Leaf::default() }
            }
        };
        let branches = query.clauses.iter();
        let branches =
            branches.map(|clause| Branch { exclude: clause.exclude, any: clause.any.iter().map(&mut leaf).collect() });
        Self { branches: branches.collect() }
    }

    /// The leaves that are looked for, not those that exclude.
    pub fn wanted(&self) -> impl Iterator<Item = &Leaf> {
        self.branches.iter().filter(|branch| !branch.exclude).flat_map(|branch| &branch.any)
    }
}

fn word_leaf(index: &Index, text: &str, open: bool) -> Leaf {
    let mut keys = words(text);
    match keys.as_slice() {
        [(key, ..)] => {
            let forms = word_forms(index, key, open);
            let unknown = forms.is_empty().then(|| key.clone());
            Leaf { forms, unknown, ..Leaf::default() }
        }
        // A hyphenated word is its whole or its parts side by side.
        [parts @ .., (whole, _, _, true)] if parts.iter().all(|part| !part.3) => {
            let whole = whole.clone();
            keys.pop();
            let phrase = slots(index, keys.iter().map(|key| key.0.as_str()), open);
            Leaf { forms: word_forms(index, &whole, open), phrase, ..Leaf::default() }
        }
        _ => phrase_leaf(index, text, open),
    }
}

fn phrase_leaf(index: &Index, text: &str, open: bool) -> Leaf {
    let keys: Vec<String> = words(text).into_iter().filter(|word| !word.3).map(|word| word.0).collect();
    match keys.as_slice() {
        [key] => {
            let mut forms = Forms::new(index);
            forms.spellings(key);
            if open {
                forms.beginning(key);
            }
            Leaf { forms: forms.list, ..Leaf::default() }
        }
        _ => Leaf { phrase: slots(index, keys.iter().map(String::as_str), open), ..Leaf::default() },
    }
}

/// For each word of a phrase the terms that are spelled so; the last one may be begun.
fn slots<'a>(index: &Index, keys: impl ExactSizeIterator<Item = &'a str>, open: bool) -> Vec<Vec<u32>> {
    let last = keys.len().saturating_sub(1);
    keys.enumerate()
        .map(|(at, key)| {
            let mut forms = Forms::new(index);
            forms.spellings(key);
            if open && at == last {
                forms.beginning(key);
            }
            forms.list.into_iter().map(|form| form.term).collect()
        })
        .collect()
}

/// The terms that count as a word, best kinds first.
pub fn word_forms(index: &Index, key: &str, open: bool) -> Vec<Form> {
    let mut forms = Forms::new(index);
    forms.spellings(key);
    // Of a word that is only begun, what it begins is shown; the middles of words would be noise.
    let known = !forms.list.is_empty();
    forms.inflections(key);
    if open {
        forms.beginning(key);
    }
    if known || !open {
        forms.compounds(key);
    }
    forms.list
}

struct Forms<'a> {
    index: &'a Index,
    list: Vec<Form>,
    seen: Bits,
}

impl<'a> Forms<'a> {
    fn new(index: &'a Index) -> Self {
        Self { index, list: Vec::new(), seen: Bits::none(index.terms.len()) }
    }

    fn push(&mut self, term: u32, kind: Kind, part: Range<u32>) {
        if !self.seen.contains(term) {
            self.seen.insert(term);
            self.list.push(Form { term, kind, part });
        }
    }

    fn spellings(&mut self, key: &str) {
        let terms = &self.index.terms;
        let (plain, spelled_out) = (fold::plain(key), fold::spelled_out(key));
        if let Some(term) = terms.find(key) {
            self.push(term, Kind::Exact, 0..0);
        }
        terms.range(&plain).for_each(|term| self.push(term, Kind::Folded, 0..0));
        // Ärger finds aerger, aerger finds Ärger.
        terms
            .range(&spelled_out)
            .filter(|&term| !terms.has_umlaut(term))
            .for_each(|term| self.push(term, Kind::Folded, 0..0));
        for &term in terms.umlauts_beginning(&spelled_out) {
            if fold::spelled_out(terms.exact(term)) == spelled_out {
                self.push(term, Kind::Folded, 0..0);
            }
        }
    }

    fn inflections(&mut self, key: &str) {
        let terms = &self.index.terms;
        let plain = fold::plain(key);
        let traits = terms
            .find(key)
            .map(|term| terms.traits(term))
            .or_else(|| self.index.traits(&plain))
            .unwrap_or(Traits::UNKNOWN);
        // What is typed vouches as a word of the corpus does: Chef is there for Chefs.
        let known = Typed { index: self.index, word: &plain, traits };
        for lemma in lemmas(&plain, traits, &known) {
            forms(&lemma, &mut |form| {
                for term in terms.range(form) {
                    if !self.seen.contains(term)
                        && umlauts_fit(&lemma, key, terms.exact(term))
                        && lemmas(form, terms.traits(term), &known).contains(&lemma)
                    {
                        self.push(term, Kind::Inflected, 0..0);
                    }
                }
            });
        }
    }

    fn beginning(&mut self, key: &str) {
        let terms = &self.index.terms;
        terms.beginning(&fold::plain(key)).for_each(|term| self.push(term, Kind::Begun, 0..0));
        terms.umlauts_beginning(&fold::spelled_out(key)).iter().for_each(|&term| self.push(term, Kind::Begun, 0..0));
    }

    /// Compounds with the word, or another form of it as a noun, as a part. A word that the corpus
    /// writes with a small letter alone is no part: `nach` and `sich` would be in thousands.
    fn compounds(&mut self, key: &str) {
        let terms = &self.index.terms;
        let parts = Parts::new(self.index, terms.len());
        let own = fold::plain(key);
        let noun = Traits::CAPITAL.with(Traits::GERMAN);
        if !parts.may_be_part(&own) || self.index.traits(&own).is_some_and(|traits| !traits.has(noun)) {
            return;
        }
        let mut stems = vec![own];
        // Where the corpus has the word as it is typed, another spelling is another word: Masse is in no Maßband,
        // Zählung in no Barzahlung.
        let exact = terms.find(key).is_some();
        let mut spellings = vec![key.to_owned()];
        for form in &self.list {
            if exact && form.kind == Kind::Folded {
                continue;
            }
            spellings.push(terms.exact(form.term).to_owned());
            let plain = terms.plain(form.term);
            let is_noun = terms.traits(form.term).has(Traits::CAPITAL.with(Traits::GERMAN));
            if form.kind <= Kind::Inflected
                && is_noun
                && parts.may_be_part(plain)
                && !stems.iter().any(|stem| stem == plain)
            {
                stems.push(plain.to_owned());
            }
        }
        // The longest form first, so that a part takes its ending with it.
        crate::sort::by(&mut stems, |left, right| right.len().cmp(&left.len()).then_with(|| left.cmp(right)));
        let shortest: Vec<&String> = stems
            .iter()
            .filter(|stem| !stems.iter().any(|other| other != *stem && stem.starts_with(other.as_str())))
            .collect();
        let all = terms.all_plain();
        let mut memo = Memo::default();
        for needle in shortest {
            let mut from = 0;
            for offset in memchr::memmem::find_iter(all.bytes().as_bytes(), needle.as_bytes()) {
                let (term, start) = all.at_offset_from(offset, from);
                from = term;
                let term = term as u32;
                let (word, at) = (terms.plain(term), offset - start);
                if self.seen.contains(term) || !terms.traits(term).has(Traits::GERMAN) || at + needle.len() > word.len()
                {
                    continue;
                }
                let part = stems.iter().filter(|stem| stem.starts_with(needle.as_str())).find_map(|stem| {
                    let fits = word.get(at..).is_some_and(|rest| rest.starts_with(stem.as_str()));
                    let span = at..at + stem.len();
                    let is_spelled = || {
                        let word = terms.exact(term);
                        let mut same = spellings.iter().filter(|spelling| fold::plain(spelling) == **stem);
                        !exact || same.any(|spelling| word.contains(spelling.as_str()))
                    };
                    (fits && is_spelled() && parts.is_part(word, span.clone(), &mut memo)).then_some(span)
                });
                if let Some(part) = part {
                    self.push(term, Kind::Part, part.start as u32..part.end as u32);
                }
            }
        }
    }
}

/// The words of an index and one that is typed.
pub(super) struct Typed<'a> {
    pub index: &'a Index,
    /// Its plain spelling.
    pub word: &'a str,
    pub traits: Traits,
}

impl Vocabulary for Typed<'_> {
    fn traits(&self, plain: &str) -> Option<Traits> {
        self.index.traits(plain).or_else(|| (plain == self.word).then_some(self.traits))
    }

    fn frequency(&self, plain: &str) -> u32 {
        self.index.frequency(plain)
    }

    fn is_large(&self) -> bool {
        self.index.is_large()
    }
}

impl Vocabulary for Index {
    fn traits(&self, plain: &str) -> Option<Traits> {
        self.terms.range(plain).map(|term| self.terms.traits(term)).reduce(Traits::with)
    }

    fn frequency(&self, plain: &str) -> u32 {
        self.terms.range(plain).map(|term| self.postings.frequency(term)).fold(0, u32::saturating_add)
    }

    fn is_large(&self) -> bool {
        self.terms.len() > MANY_TERMS
    }
}
