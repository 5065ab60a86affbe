//! Any bytes under any ending: reading ends, and what is read fits together.
#![no_main]

use lesart::import::{FORMATS, ReadOptions, portable, read};
use lesart::passage;

libfuzzer_sys::fuzz_target!(|input: (u8, bool, &[u8])| {
    let (format, repair_mojibake, bytes) = input;
    let format = &FORMATS[usize::from(format) % FORMATS.len()];
    // A fuzzer's machine has less memory than a reader's; the limits themselves are tried too.
    let options = ReadOptions { repair_mojibake, most_bytes: 8 << 20, most_total: 16 << 20, ..ReadOptions::default() };
    let file = format!("a.{}", format.endings[0]);
    let Ok(articles) = read(&file, bytes, &options, &mut Vec::new()) else { return };
    for article in &articles {
        let mut last = 0;
        for mark in &article.marks {
            assert!(mark.span.start >= last && article.text.get(mark.span.start as usize..mark.span.end as usize).is_some());
            last = mark.span.end;
        }
        for passage in passage::split(article, 0) {
            assert!(!passage.span.of(&article.text).is_empty());
        }
    }
    let lines = portable(&articles);
    assert_eq!(read("a.lesart", lines.as_bytes(), &ReadOptions::default(), &mut Vec::new()), Ok(articles));
});
