//! Grouping of 10,000, 30,000 and 100,000 texts of each shape: the time grows with the text.

#[path = "dedup_input.rs"]
mod input;

use criterion::{BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use lesart::dedup::{Item, group};
use std::ops::ControlFlow;

fn grouping(criterion: &mut Criterion) {
    let mut shapes = criterion.benchmark_group("dedup");
    shapes.sample_size(10);
    for (name, shape) in input::Shape::ALL {
        for count in [10_000, 30_000, 100_000] {
            let texts = input::texts(shape, count);
            let items: Vec<Item<'_>> = texts.iter().map(|text| Item { text, article: u32::MAX }).collect();
            shapes.throughput(Throughput::Bytes(texts.iter().map(|text| text.len() as u64).sum()));
            shapes.bench_with_input(BenchmarkId::new(name, count), &items, |bencher, items| {
                bencher.iter(|| group(items, &mut |_| ControlFlow::Continue(())));
            });
        }
    }
    shapes.finish();
}

criterion_group!(benches, grouping);
criterion_main!(benches);
