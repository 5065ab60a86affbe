//! Any text is a query, over a small corpus.
#![no_main]

use lesart::corpus::Corpus;
use lesart::pack::{Pack, PackFile};
use lesart::url::State;

fn corpus() -> Corpus {
    let text = "# Lage\n\nDie Bank streicht 300 Stellen.\n\nPersonalabbauprogramm: „Straße“, naïve café, KI-Chatbot.\n\n\
                The jobs are gone, and AI's not to blame, says Klarna.\n";
    Corpus::open(&Pack { files: vec![PackFile::new("a.md", text)], ..Pack::default() })
}

// A corpus works out some answers when they are first asked for, so threads cannot share one.
thread_local!(static CORPUS: Corpus = corpus());

libfuzzer_sys::fuzz_target!(|query: &str| {
    let state = State { query: query.to_string(), ..State::default() };
    for row in CORPUS.with(|corpus| corpus.list(&state, 0, 10)).rows {
        let mut last = 0;
        for mark in row.marks {
            assert!(mark.start >= last && row.text.get(mark.start as usize..mark.end as usize).is_some());
            last = mark.end;
        }
    }
});
