//! The named cases under `tests/cases/search`: see the head of `search.txt` for the format.

use super::super::{Options, Selection, run};
use super::{Corpus, Entry};
use crate::lang::Lang;
use crate::query;

/// What a hit shows: the document's name, and its text with marks in brackets.
fn shown(corpus: &Corpus, names: &[String], hit: &crate::search::Hit) -> String {
    let text = &corpus.documents[hit.document as usize].wordings[hit.wording as usize];
    let marks: Vec<&str> = hit.marks.iter().map(|mark| mark.of(text)).collect();
    format!("{} [{}]", names[hit.document as usize], marks.join("|"))
}

#[test]
fn named_cases_find_what_they_say() {
    let cases = include_str!("../../../tests/cases/search/search.txt");
    let mut corpus = Corpus::default();
    let mut names: Vec<String> = Vec::new();
    let mut asked = 0;
    let mut wrong: Vec<String> = Vec::new();
    let mut lines = cases.lines().enumerate().peekable();
    while let Some((number, line)) = lines.next() {
        let line = line.trim_end();
        if line.starts_with('#') || line.trim().is_empty() {
            continue;
        }
        if line == "corpus" {
            (corpus, names) = (Corpus::default(), Vec::new());
        } else if let Some(text) = line.strip_prefix("? ") {
            let text = text.strip_suffix('|').map_or(text.to_owned(), |text| format!("{text} "));
            let index = corpus.index();
            let (query, mut notices) = query::parse(&text, &["a", "b"]);
            let answer = run(&index, &corpus, &query, &Selection::default(), &Options::default());
            notices.extend(answer.notices.clone());
            let found: Vec<String> = answer
                .hits
                .iter()
                .map(|hit| shown(&corpus, &names, hit))
                .chain(notices.iter().map(|notice| format!("! {notice:?}")))
                .collect();
            let mut expected = Vec::new();
            while let Some((_, line)) = lines.next_if(|(_, line)| line.starts_with("  ")) {
                expected.push(line.trim().to_owned());
            }
            if found != expected {
                wrong.push(format!("line {}: {line}\n  {}", number + 1, found.join("\n  ")));
            }
            asked += 1;
        } else if let Some((head, text)) = line.split_once(": ") {
            let (name, lang) = head.split_once(' ').unwrap_or((head, "de"));
            let lang = if lang == "en" { Lang::En } else { Lang::De };
            let wordings = text.split(" // ").map(str::to_owned).collect();
            names.push(name.to_owned());
            corpus.documents.push(Entry {
                wordings,
                lang: Some(lang),
                copies: 1,
                values: vec![vec![], vec![]],
                date: 0,
            });
        } else {
            panic!("line {} is neither a document nor a question: {line}", number + 1);
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(asked > 10, "the cases are there");
}
