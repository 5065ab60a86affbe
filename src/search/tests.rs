//! The clever search against a plain scan, named cases in plain text, and stored indexes.
//!
//! The scan knows documents as lists of words and asks for each word of the vocabulary whether it
//! counts as the one typed; it shares the rules of language (what inflects what, what is a part) with
//! the search and nothing of how terms are found, postings read, sets laid together or pages cut.

mod cases;
mod scan;

use proptest::prelude::*;

use super::*;
use crate::index::{Builder, Document};
use crate::lang::Lang;
use crate::query;

/// A small corpus, owned.
#[derive(Clone, Debug, Default)]
pub(super) struct Corpus {
    pub documents: Vec<Entry>,
}

#[derive(Clone, Debug, Default)]
pub(super) struct Entry {
    pub wordings: Vec<String>,
    pub lang: Option<Lang>,
    pub copies: u32,
    pub values: Vec<Vec<u32>>,
    pub date: u32,
}

impl Texts for Corpus {
    fn text(&self, document: u32, wording: u32) -> &str {
        self.documents
            .get(document as usize)
            .and_then(|entry| entry.wordings.get(wording as usize))
            .map_or("", String::as_str)
    }

    fn values(&self, field: &str, text: &str) -> Vec<(u32, u32)> {
        match (field, text.parse()) {
            ("a", Ok(value)) if value < 3 => vec![(0, value)],
            ("b", Ok(value)) if value < 3 => vec![(1, value)],
            _ => vec![],
        }
    }
}

impl Corpus {
    pub fn index(&self) -> Index {
        let mut builder = Builder::new(2);
        for entry in &self.documents {
            let wordings: Vec<&str> = entry.wordings.iter().map(String::as_str).collect();
            let values: Vec<&[u32]> = entry.values.iter().map(Vec::as_slice).collect();
            let Entry { lang, copies, date, .. } = *entry;
            builder.add(&Document { wordings: &wordings, lang, copies, values: &values, date });
        }
        builder.finish(&mut |_| {})
    }
}

/// Words that meet in every way there is: forms, compounds, spellings, hyphens, numbers.
const WORDS: &[&str] = &[
    "Stelle",
    "Stellen",
    "Stellenabbau",
    "Abbau",
    "abbauen",
    "abgebaut",
    "Personalabbauprogramm",
    "Programm",
    "Programme",
    "KI",
    "Chef",
    "KI-Chef",
    "Chefs",
    "schön",
    "schon",
    "schoen",
    "schöner",
    "Straße",
    "Strasse",
    "due",
    "du",
    "dü",
    "job",
    "jobs",
    "Jobabbau",
    "plan",
    "planned",
    "5.000",
    "5000",
    "4.0",
    "und",
    "der",
    "die",
    "Ab\u{ad}bau",
    "Häuser",
    "Haus",
];

fn word() -> impl Strategy<Value = String> {
    proptest::sample::select(WORDS).prop_map(str::to_owned)
}

fn text() -> impl Strategy<Value = String> {
    let gap = proptest::sample::select(&[" ", " ", " ", ", ", ". ", "-", " \u{2013} "][..]);
    proptest::collection::vec((word(), gap), 0..8)
        .prop_map(|words| words.into_iter().map(|(word, gap)| word + gap).collect())
}

fn entry() -> impl Strategy<Value = Entry> {
    let values = proptest::collection::vec(proptest::collection::vec(0u32..3, 0..3), 2);
    let lang = prop_oneof![Just(Some(Lang::De)), Just(Some(Lang::En)), Just(None)];
    (proptest::collection::vec(text(), 1..4), lang, 1u32..4, values, 0u32..4)
        .prop_map(|(wordings, lang, copies, values, date)| Entry { wordings, lang, copies, values, date })
}

pub(super) fn corpus() -> impl Strategy<Value = Corpus> {
    proptest::collection::vec(entry(), 0..12).prop_map(|documents| Corpus { documents })
}

fn term() -> impl Strategy<Value = String> {
    prop_oneof![
        8 => word(),
        2 => (word(), 1usize..4).prop_map(|(word, keep)| word.chars().take(keep).collect()),
        3 => proptest::collection::vec(word(), 1..4).prop_map(|words| format!("\"{}\"", words.join(" "))),
        1 => (proptest::sample::select(&["a", "b"][..]), 0u32..4).prop_map(|(field, value)| format!("{field}:{value}")),
        1 => Just("OR".to_owned()),
        1 => proptest::sample::select(&["Stelen", "Prgramm", "xyz"][..]).prop_map(str::to_owned),
    ]
}

fn query() -> impl Strategy<Value = String> {
    let one = (prop_oneof![6 => Just(""), 1 => Just("-")], term()).prop_map(|(minus, term)| format!("{minus}{term}"));
    (proptest::collection::vec(one, 0..4), prop_oneof![Just(""), Just(" ")])
        .prop_map(|(terms, end)| terms.join(" ") + end)
}

fn options() -> impl Strategy<Value = Options> {
    let sort = prop_oneof![Just(Sort::Relevance), Just(Sort::Date), Just(Sort::Order)];
    (sort, 0usize..4, 0usize..12, any::<bool>(), 0usize..60).prop_map(
        |(sort, offset, limit, prefix_last_word, snippet)| Options { sort, offset, limit, prefix_last_word, snippet },
    )
}

fn selection() -> impl Strategy<Value = Selection> {
    proptest::collection::vec(proptest::collection::vec(0u32..5, 0..3), 0..3).prop_map(|values| Selection { values })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn the_search_answers_like_a_plain_scan(corpus in corpus(), text in query(), selection in selection(), options in options()) {
        let index = corpus.index();
        let (query, _) = query::parse(&text, &["a", "b"]);
        let answer = run(&index, &corpus, &query, &selection, &options);
        let plain = scan::run(&index, &corpus, &query, &selection, &options);
        prop_assert_eq!(answer.documents, plain.documents);
        prop_assert_eq!(answer.copies, plain.copies);
        prop_assert_eq!(&answer.counts, &plain.counts);
        prop_assert_eq!(&answer.notices, &plain.notices);
        prop_assert_eq!(answer.hits.iter().map(|hit| hit.document).collect::<Vec<_>>(), plain.hits);
        for hit in &answer.hits {
            let shown = corpus.text(hit.document, hit.wording);
            prop_assert!(hit.marks.iter().all(|mark| !mark.of(shown).is_empty()));
            prop_assert!(hit.marks.windows(2).all(|pair| pair[0].end <= pair[1].start));
            prop_assert!(shown.get(hit.snippet.start as usize..hit.snippet.end as usize).is_some());
            let words = !plain.needles.is_empty() && plain.needles.iter().all(|needle| *needle);
            prop_assert!(!words || !hit.marks.is_empty(), "no mark in {:?} for {:?}", shown, text);
        }
    }

    #[test]
    fn a_stored_index_is_the_same(corpus in corpus()) {
        let index = corpus.index();
        prop_assert_eq!(Index::load(&index.save()), Ok(index));
    }

    #[test]
    fn damage_is_told_and_nothing_panics(corpus in corpus(), at in any::<proptest::sample::Index>(), bit in 0u8..8, cut in any::<proptest::sample::Index>(), text in query()) {
        use crate::index::BadIndex;
        let bytes = corpus.index().save();
        prop_assert!(Index::load(&bytes[..cut.index(bytes.len())]).is_err());
        let mut damaged = bytes.clone();
        damaged[at.index(bytes.len())] ^= 1 << bit;
        prop_assert!(Index::load(&damaged).is_err());
        // With a right checksum over wrong bytes: whatever is answered, it is answered.
        let mut forged = bytes;
        if forged.len() > 20 {
            let place = 20 + at.index(forged.len() - 20);
            forged[place] ^= 1 << bit;
            let checksum = xxhash_rust::xxh64::xxh64(&forged[20..], 1);
            forged[12..20].copy_from_slice(&checksum.to_le_bytes());
            match Index::load(&forged) {
                Ok(index) => {
                    let (query, _) = query::parse(&text, &["a", "b"]);
                    run(&index, &corpus, &query, &Selection { values: vec![vec![1], vec![0]] }, &Options::default());
                }
                Err(error) => prop_assert_eq!(error, BadIndex::Damaged),
            }
        }
    }
}

#[test]
fn other_bytes_are_no_index() {
    use crate::index::BadIndex;
    assert_eq!(Index::load(b""), Err(BadIndex::Foreign));
    assert_eq!(Index::load(b"PK\x03\x04 and more"), Err(BadIndex::Foreign));
    let mut newer = Corpus::default().index().save();
    newer[8] = 9;
    assert_eq!(Index::load(&newer), Err(BadIndex::Version(9)));
}
