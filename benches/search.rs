//! How long do building, storing, typing and clicking take?
//!
//! The corpus is made by a seeded generator: words of a Zipf vocabulary of stems, endings and
//! compounds, forty to a paragraph. `LESART_BENCH_DOCUMENTS` sets how many paragraphs (20,000).

use criterion::{BatchSize, Criterion, Throughput, criterion_group, criterion_main};
use lesart::index::{Builder, Document, Index};
use lesart::lang::Lang;
use lesart::query;
use lesart::search::{self, Options, Selection, Texts};
use std::hint::black_box;

/// SplitMix64: a seeded source of numbers.
struct Numbers(u64);

impl Numbers {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ self.0 >> 30).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ mixed >> 27).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ mixed >> 31
    }

    fn below(&mut self, end: usize) -> usize {
        (self.next() % end.max(1) as u64) as usize
    }

    /// Small places far more often than large ones, as in a text.
    fn zipf(&mut self, end: usize) -> usize {
        let share = (self.next() >> 11) as f64 / (1u64 << 53) as f64;
        ((end as f64).powf(share) - 1.0) as usize
    }
}

struct Corpus {
    texts: Vec<String>,
    values: Vec<[Vec<u32>; 3]>,
    vocabulary: Vec<String>,
}

impl Texts for Corpus {
    fn text(&self, document: u32, _: u32) -> &str {
        self.texts.get(document as usize).map_or("", String::as_str)
    }
}

fn corpus(documents: usize) -> Corpus {
    let mut numbers = Numbers(42);
    let syllables = [
        "ba", "stel", "ge", "lo", "ma", "ri", "ko", "ter", "nu", "fah", "schu", "lei", "bet", "kun", "den", "tra",
        "wir", "am", "ös", "pro",
    ];
    let stems: Vec<String> = (0..20_000)
        .map(|_| (0..2 + numbers.below(2)).map(|_| syllables[numbers.below(syllables.len())]).collect())
        .collect();
    let endings = ["", "", "", "e", "en", "er", "s", "ung", "t"];
    let vocabulary: Vec<String> = (0..120_000)
        .map(|_| {
            let stem = |numbers: &mut Numbers| stems[numbers.zipf(stems.len())].clone();
            let head = stem(&mut numbers);
            let compound = if numbers.below(3) == 0 { stem(&mut numbers) } else { String::new() };
            let word = format!("{head}{compound}{}", endings[numbers.below(endings.len())]);
            if numbers.below(3) == 0 { word[..1].to_uppercase() + &word[1..] } else { word }
        })
        .collect();
    let texts = (0..documents)
        .map(|_| {
            let words: Vec<&str> = (0..40).map(|_| vocabulary[numbers.zipf(vocabulary.len())].as_str()).collect();
            words.join(" ") + "."
        })
        .collect();
    let values = (0..documents)
        .map(|_| {
            [
                vec![numbers.zipf(40) as u32],
                (0..numbers.below(3)).map(|_| numbers.below(10) as u32).collect(),
                vec![numbers.below(4) as u32],
            ]
        })
        .collect();
    Corpus { texts, values, vocabulary }
}

fn build(corpus: &Corpus) -> Index {
    let mut builder = Builder::new(3);
    for (text, values) in corpus.texts.iter().zip(&corpus.values) {
        let values: Vec<&[u32]> = values.iter().map(Vec::as_slice).collect();
        builder.add(&Document { wordings: &[text], lang: Some(Lang::De), copies: 1, values: &values, date: 0 });
    }
    builder.finish(&mut |_| {})
}

fn benches(criterion: &mut Criterion) {
    let documents = std::env::var("LESART_BENCH_DOCUMENTS").ok().and_then(|text| text.parse().ok()).unwrap_or(20_000);
    let corpus = corpus(documents);
    let index = build(&corpus);
    let bytes = index.save();
    let size: usize = corpus.texts.iter().map(String::len).sum();
    eprintln!(
        "{documents} paragraphs, {size} bytes of text, {} terms, {} bytes stored, {} in memory",
        index.terms.len(),
        bytes.len(),
        index.memory()
    );

    let mut group = criterion.benchmark_group("index");
    group.sample_size(10).throughput(Throughput::Bytes(size as u64));
    group.bench_function("build", |bencher| bencher.iter_batched(|| (), |()| build(&corpus), BatchSize::PerIteration));
    group.bench_function("save", |bencher| bencher.iter(|| index.save()));
    group.bench_function("load", |bencher| bencher.iter(|| Index::load(black_box(&bytes))));
    group.finish();

    let mut group = criterion.benchmark_group("search");
    let run = |text: &str, selection: &Selection| {
        let (query, _) = query::parse(text, &[]);
        search::run(&index, &corpus, &query, selection, &Options::default())
    };
    let mut numbers = Numbers(7);
    let words: Vec<String> =
        (0..64).map(|_| corpus.vocabulary[numbers.zipf(corpus.vocabulary.len())].clone()).collect();
    let typed: Vec<String> = words
        .iter()
        .take(16)
        .flat_map(|word| (1..=word.len()).filter_map(|end| word.get(..end)).map(str::to_owned).collect::<Vec<_>>())
        .collect();
    let pairs: Vec<String> = words.chunks(2).map(|pair| pair.join(" ") + " ").collect();
    let phrases: Vec<String> = corpus
        .texts
        .iter()
        .step_by(documents / 32 + 1)
        .map(|text| format!("\"{}\"", text.split(' ').take(2).collect::<Vec<_>>().join(" ")))
        .collect();
    let slips: Vec<String> = words.iter().map(|word| format!("{word}q ")).collect();
    let none = Selection::default();
    for (name, queries) in [("keystrokes", &typed), ("two words", &pairs), ("phrases", &phrases), ("slips", &slips)] {
        group.throughput(Throughput::Elements(queries.len() as u64));
        group.bench_function(name, |bencher| {
            bencher.iter(|| queries.iter().map(|text| run(text, &none).documents).sum::<u32>())
        });
    }
    let clicked = Selection { values: vec![vec![1, 3], vec![2]] };
    group.throughput(Throughput::Elements(1));
    group.bench_function("click", |bencher| bencher.iter(|| run("", &clicked).documents));
    group.finish();
}

criterion_group!(all, benches);
criterion_main!(all);
