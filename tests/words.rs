//! Does every word of the interface exist, and is every word used?

// A test that cannot read its own files has nothing to say: it fails there.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use lesart::facet::FACETS;
use lesart::words::{Tongue, Words};

fn sources(folder: &Path, out: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            sources(&path, out);
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            out.push(path);
        }
    }
}

/// The code that puts things into words: the page, and what the worker says in the reader's language.
fn speaking() -> Vec<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut files = vec![root.join("src/label/ledger.rs"), root.join("src/words.rs")];
    sources(&root.join("src/web/page"), &mut files);
    sources(&root.join("src/corpus"), &mut files);
    sources(&root.join("src/export"), &mut files);
    files
}

/// All literals of that code: a key is one of them, or put together from one in `format!`, or stands
/// in markup.
fn literals() -> BTreeSet<String> {
    let files = speaking();
    let mut literals = BTreeSet::new();
    for file in files {
        let text = fs::read_to_string(&file).unwrap();
        literals.extend(text.split('"').skip(1).step_by(2).map(str::to_string));
        literals.extend(in_markup(&text).map(str::to_string));
    }
    literals
}

/// The keys in markup: `{key}` in the text that `draw!` is given.
fn in_markup(text: &str) -> impl Iterator<Item = &str> {
    let markup = text.split("draw!(").skip(1).filter_map(|behind| behind.split('"').nth(1));
    markup
        .flat_map(|text| text.split('{').skip(1))
        .filter_map(|behind| behind.split('}').next())
        .filter(|key| !key.is_empty())
}

fn keys() -> BTreeSet<String> {
    let text = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("static/words/de.txt")).unwrap();
    text.lines()
        .filter(|line| !line.starts_with(';'))
        .filter_map(|line| line.split_once('='))
        .map(|(key, _)| key.trim().to_string())
        .collect()
}

#[test]
fn no_key_is_unused() {
    let literals = literals();
    let patterns: Vec<&str> = literals
        .iter()
        .filter_map(|literal| literal.split_once('{'))
        .map(|(stem, _)| stem)
        .filter(|stem| stem.ends_with('-'))
        .collect();
    let unused: Vec<String> = keys()
        .into_iter()
        .filter(|key| {
            let plain = key.trim_end_matches("#one");
            !literals.contains(plain) && !patterns.iter().any(|stem| plain.starts_with(stem))
        })
        .collect();
    assert!(unused.is_empty(), "no view uses {unused:?}");
}

#[test]
fn no_key_is_missing() {
    let files = speaking().into_iter().filter(|file| !file.ends_with("words.rs"));
    let known = keys();
    let mut missing = BTreeSet::new();
    for file in files {
        let text = fs::read_to_string(&file).unwrap();
        missing.extend(in_markup(&text).filter(|key| !known.contains(*key)).map(str::to_string));
        for call in [".get(\"", ".fill(\"", ".count(\""] {
            for behind in text.split(call).skip(1) {
                let key = behind.split('"').next().unwrap_or("");
                if !known.contains(key) {
                    missing.insert(key.to_string());
                }
            }
        }
    }
    assert!(missing.is_empty(), "these keys have no words: {missing:?}");
    for tongue in [Tongue::De, Tongue::En] {
        for facet in FACETS {
            assert!(Words::new(tongue).find(&format!("facet-{}", facet.key)).is_some(), "facet-{}", facet.key);
        }
    }
}

/// Each class of the topic's words may be named as evidence, so the page must have words for it.
#[test]
fn every_class_of_the_topic_can_be_told() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("static/topic");
    let known = keys();
    let mut missing = BTreeSet::new();
    for file in ["words-de.txt", "words-en.txt"] {
        let text = fs::read_to_string(folder.join(file)).unwrap();
        let classes = text.lines().filter_map(|line| line.strip_prefix("[class ")?.strip_suffix(']'));
        for class in classes.filter(|class| !class.starts_with("company-")) {
            if !known.contains(&format!("rule-{class}")) {
                missing.insert(class.to_string());
            }
        }
    }
    assert!(missing.is_empty(), "no words for the rules {missing:?}");
}

/// What is drawn before the worker has said anything, and of the first passages when the build foretold them, says only what the page brings along.
#[test]
fn what_stands_around_every_view_needs_the_first_words_alone() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/web/page");
    let (first, all) = (Words::first(Tongue::De), keys());
    for file in ["frame.rs", "facets.rs", "given.rs", "passages.rs", "labels.rs", "elsewhere.rs", "states.rs"] {
        let text = fs::read_to_string(root.join(file)).unwrap();
        let literals = text.split('"').skip(1).step_by(2).chain(in_markup(&text));
        let late: Vec<&str> = literals.filter(|key| all.contains(*key) && first.find(key).is_none()).collect();
        assert!(late.is_empty(), "{file} says these before they are there: {late:?}");
    }
    let others =
        ["loading", "failed", "failed-fetch", "failed-worker", "retry", "printed-on", "carry", "dismiss", "try"];
    let facets = FACETS.iter().map(|facet| format!("facet-{}", facet.key));
    let months = (1..=12).map(|month| format!("month-{month}"));
    for key in others.map(str::to_string).into_iter().chain(facets).chain(months) {
        assert!(first.find(&key).is_some(), "{key}");
    }
}
