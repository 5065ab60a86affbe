//! How long does grouping take, and how does it grow? Runs natively and, as wasm32-wasip1, in Node:
//! `cargo run --profile native --example dedup_speed -- prose 100000`, `node --no-turbo-fast-api-calls benches/dedup_wasm.mjs`.

#[path = "../benches/dedup_input.rs"]
mod input;

use lesart::dedup::{Item, group};
use std::ops::ControlFlow;
use std::time::Instant;

/// Milliseconds this thread has run, where the system says so (Linux): steadier than the clock on a
/// machine that does other things too.
fn processor_time() -> Option<u64> {
    if cfg!(target_arch = "wasm32") {
        return None;
    }
    let text = std::fs::read_to_string("/proc/thread-self/schedstat").ok()?;
    text.split(' ').next()?.parse::<u64>().ok().map(|nanoseconds| nanoseconds / 1_000_000)
}

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let shapes: Vec<_> = input::Shape::ALL
        .into_iter()
        .filter(|(name, _)| arguments.first().is_none_or(|wanted| wanted == name || wanted == "all"))
        .collect();
    let sizes: Vec<usize> = arguments[1.min(arguments.len())..].iter().filter_map(|a| a.parse().ok()).collect();
    let sizes = if sizes.is_empty() { vec![10_000, 30_000, 100_000] } else { sizes };
    for (name, shape) in shapes {
        for &size in &sizes {
            let texts = input::texts(shape, size);
            let bytes: usize = texts.iter().map(String::len).sum();
            let items: Vec<Item<'_>> = texts.iter().map(|text| Item { text, article: u32::MAX }).collect();
            let start = Instant::now();
            let run_before = processor_time();
            let grouping = group(&items, &mut |_| ControlFlow::Continue(()));
            let time = start.elapsed();
            let run = processor_time().zip(run_before).map(|(after, before)| after - before);
            if let Ok(grouping) = grouping {
                println!(
                    "{name:9} {size:7} texts {:5.1} MB: {:4} ms{}, {} groups, {} pairs compared",
                    bytes as f64 / 1e6,
                    time.as_millis(),
                    run.map(|run| format!(" ({run} ms of processor)")).unwrap_or_default(),
                    grouping.representatives.len(),
                    grouping.compared,
                );
            }
        }
    }
    #[cfg(target_arch = "wasm32")]
    println!("memory at its largest, texts included: {} MiB", std::arch::wasm32::memory_size(0) / 16);
}
