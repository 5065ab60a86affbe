//! Any text is a query, over a small corpus.
#![no_main]

use std::sync::LazyLock;

use lesart::corpus::Corpus;
use lesart::pack::{Pack, PackFile};
use lesart::url::State;

static CORPUS: LazyLock<Corpus> = LazyLock::new(|| {
    let text = "# Lage\n\nDie Bank streicht 300 Stellen.\n\nPersonalabbauprogramm: „Straße“, naïve café, KI-Chatbot.\n\n\
                The jobs are gone, and AI's not to blame, says Klarna.\n";
    Corpus::open(&Pack { files: vec![PackFile::new("a.md", text)], ..Pack::default() })
});

libfuzzer_sys::fuzz_target!(|query: &str| {
    let state = State { query: query.to_string(), ..State::default() };
    for row in CORPUS.list(&state, 0, 10).rows {
        let mut last = 0;
        for mark in row.marks {
            assert!(mark.start >= last && row.text.get(mark.start as usize..mark.end as usize).is_some());
            last = mark.end;
        }
    }
});
