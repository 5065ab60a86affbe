//! Does the whole walk hold on real input?
//!
//! The bundled corpus, and, where the folder of originals is beside the checkout, the plain `.txt`
//! files that it retells. Without that folder the second half says so and ends.

// A test that cannot read its own files has nothing to say: it fails there.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::collections::HashSet;
use std::path::{Path, PathBuf};

use lesart::article::PassageKind;
use lesart::corpus::Corpus;
use lesart::facet::FACETS;
use lesart::pack::{self, Pack, PackFile};
use lesart::protocol::{List, Reading, Row};
use lesart::url::{self, State};

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn files(folder: &Path) -> Vec<PackFile> {
    let mut paths: Vec<_> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    let read =
        |path: &PathBuf| PackFile::new(path.file_name().unwrap().to_string_lossy(), std::fs::read(path).unwrap());
    paths.iter().filter(|path| path.is_file()).map(read).collect()
}

fn corpus(folder: &Path) -> (Corpus, Vec<PackFile>) {
    let pack = Pack { files: files(folder), topic: files(&root().join("static/topic")), ..Pack::default() };
    // Through the corpus file, as the worker gets it.
    let read = pack::read(&pack::write(&pack)).unwrap();
    (Corpus::open(&read), pack.files)
}

fn originals() -> Option<PathBuf> {
    let folder = root().join("../shared/seeds");
    if !folder.is_dir() {
        eprintln!("skipped: the originals are not at {}", folder.display());
        return None;
    }
    Some(folder)
}

fn all(corpus: &Corpus, link: &str) -> List {
    corpus.list(&url::read(link, "").0, 0, u32::MAX)
}

fn readings(corpus: &Corpus) -> Vec<Reading> {
    let cards = &corpus.overview().articles;
    cards.iter().map(|card| corpus.reading(card.id, &State::default()).unwrap()).collect()
}

fn squeezed(text: &str) -> String {
    text.split_whitespace().collect()
}

/// What holds for any corpus: nothing lost, counts that agree, links that lead somewhere.
fn holds(corpus: &Corpus) {
    let overview = corpus.overview();
    assert_eq!(overview.refused, []);
    assert!(corpus.topic_errors().is_empty(), "{:?}", corpus.topic_errors());
    let list = all(corpus, "");
    assert_eq!((list.groups, list.copies), (overview.groups, overview.copies));
    assert_eq!(list.rows.len(), overview.groups as usize);
    // Every passage of every article can be reached from a row of the list.
    let reachable: HashSet<_> =
        list.rows.iter().flat_map(|row| &row.places).map(|place| (place.article, place.passage)).collect();
    for reading in readings(corpus) {
        for row in reading.rows.iter().filter(|row| row.kind == PassageKind::Text) {
            assert!(reachable.contains(&(reading.article, row.passage)), "{}", row.text);
        }
    }
    // Each count is what the click shows.
    for (column, facet) in FACETS.iter().enumerate() {
        for (value, &count) in overview.values[column].iter().zip(&list.counts[column]) {
            let state = State::default().toggled(facet.key, &value.key);
            assert_eq!(corpus.list(&state, 0, 0).groups, count, "{}={}", facet.key, value.key);
        }
    }
    // A label has its words, or is the absence of both sides.
    for row in &list.rows {
        for tag in &row.tags {
            let value = &overview.values[usize::from(tag.facet)][tag.value as usize];
            assert!(!tag.evidence.is_empty() || value.key == "neutral", "{} without evidence: {}", value.key, row.text);
            assert!(
                tag.evidence
                    .iter()
                    .all(|clue| row.text.get(clue.span.start as usize..clue.span.end as usize).is_some())
            );
        }
    }
}

#[test]
fn the_bundled_corpus_is_walked() {
    let (corpus, _) = corpus(&root().join("static/corpus"));
    assert_eq!(corpus.overview().articles.len(), 18);
    assert_eq!(corpus.overview().notices, []);
    holds(&corpus);
    for (link, least) in [("company=Klarna", 10), ("company=Salesforce", 2), ("company=Medallia", 1)] {
        assert!(all(&corpus, link).groups >= least, "{link}");
    }
    for claim in ["job-cuts", "hiring", "productivity", "ai-performance", "policy", "skills", "trust-ethics"] {
        assert!(all(&corpus, &format!("claim={claim}")).groups > 0, "{claim}");
    }
    assert!(all(&corpus, "stance=human-first").groups > all(&corpus, "stance=mixed").groups);
}

#[test]
fn the_bundled_corpus_keeps_the_shape_of_the_originals() {
    let (corpus, _) = corpus(&root().join("static/corpus"));
    let cards = &corpus.overview().articles;
    let heads = |title: &str| cards.iter().position(|card| card.title.contains(title)).unwrap();
    folds_thrice(&corpus, &readings(&corpus)[heads("rollen")]);
    for (title, words) in
        [("Robo-Support", "Seite 1 / 2"), ("Mehr KI, weniger", "Zurück"), ("KI-Revolution", "Quellen:")]
    {
        let reading = &readings(&corpus)[heads(title)];
        assert!(reading.rows.iter().any(|row| row.text == words && row.kind == PassageKind::Furniture), "{words}");
    }
}

/// An article that carries its text three times, once with its headline in front: every passage
/// stands in it three times, and the headline is set apart.
fn folds_thrice(corpus: &Corpus, reading: &Reading) {
    let texts: Vec<&Row> = reading.rows.iter().filter(|row| row.kind == PassageKind::Text).collect();
    assert!(texts.len() >= 9, "{}", texts.len());
    for row in &texts {
        let here = row.places.iter().filter(|place| place.article == reading.article).count();
        assert_eq!(here, 3, "{}", row.text);
    }
    let headings = reading.rows.iter().filter(|row| row.kind == PassageKind::Heading).count();
    assert_eq!(headings, 2, "the headline alone, and in front of the third copy");
    let id = corpus.overview().articles[reading.article as usize].id;
    let list = all(corpus, &format!("article={id}"));
    assert_eq!(list.groups as usize * 3, texts.len());
}

#[test]
fn no_character_of_the_bundled_corpus_is_lost() {
    let (corpus, files) = corpus(&root().join("static/corpus"));
    for (reading, file) in readings(&corpus).iter().zip(&files) {
        let source = String::from_utf8(file.bytes.clone()).unwrap();
        let body = source.splitn(3, "---\n").nth(2).unwrap().replace("## ", "");
        let shown: String = reading.rows.iter().map(|row| squeezed(&row.text)).collect();
        // A list item's dash is markup and shown as a list; every other character is there.
        let bare = |text: &str| squeezed(text).replace('-', "");
        assert_eq!(bare(&shown), bare(&body), "{}", file.name);
    }
}

#[test]
fn the_originals_are_walked() {
    let Some(folder) = originals() else { return };
    let (corpus, files) = corpus(&folder);
    assert_eq!(corpus.overview().articles.len(), files.len());
    holds(&corpus);
    for (reading, file) in readings(&corpus).iter().zip(&files) {
        let source = String::from_utf8(file.bytes.clone()).unwrap();
        let shown: String = reading.rows.iter().map(|row| squeezed(&row.text)).collect();
        assert_eq!(shown, squeezed(&source), "{}", file.name);
    }
    folds_thrice(&corpus, &readings(&corpus)[0]);
    for (link, least) in [("company=Klarna", 5), ("company=Salesforce", 2), ("company=Medallia", 1)] {
        assert!(all(&corpus, link).groups >= least, "{link}");
    }
    for words in ["Seite 1 / 2", "Nächste Seite", "Zurück", "Weiter", "Quellen:", "Mai 13, 2025"] {
        let found: Vec<_> =
            readings(&corpus).into_iter().flat_map(|reading| reading.rows).filter(|row| row.text == words).collect();
        assert!(!found.is_empty() && found.iter().all(|row| row.kind == PassageKind::Furniture), "{words}");
    }
}

#[test]
fn the_same_files_give_the_same_answers() {
    let once = corpus(&root().join("static/corpus")).0;
    let twice = corpus(&root().join("static/corpus")).0;
    assert_eq!(once.overview(), twice.overview());
    for link in ["", "q=Abbau", "q=\"künstliche Intelligenz\"", "company=Klarna&sort=date"] {
        assert_eq!(all(&once, link), all(&twice, link), "{link}");
    }
}

/// Links point at passages and articles by their content: a site that is built again with more articles, under
/// other file names and in another order, answers the links of the one before.
#[test]
fn links_of_today_open_in_a_rebuild_with_more_articles() {
    let (every, topic) = (files(&root().join("static/corpus")), files(&root().join("static/topic")));
    let open = |files: Vec<PackFile>| {
        let pack = Pack { files, topic: topic.clone(), ..Pack::default() };
        Corpus::open(&pack::read(&pack::write(&pack)).unwrap())
    };
    let few: Vec<PackFile> = every.iter().step_by(3).cloned().collect();
    let renamed =
        |(number, file): (usize, &PackFile)| PackFile::new(format!("{:03}-neu.md", 900 - number), file.bytes.clone());
    let (before, after) = (open(few), open(every.iter().enumerate().map(renamed).collect()));
    assert!(after.overview().articles.len() > 2 * before.overview().articles.len());
    let mut passages = 0;
    for card in &before.overview().articles {
        let old = before.reading(card.id, &State::default()).unwrap();
        let new = after.reading(card.id, &State::default()).expect("the article has the same name");
        let named =
            |reading: &Reading| reading.rows.iter().map(|row| (row.passage, row.text.clone())).collect::<Vec<_>>();
        assert_eq!(named(&old), named(&new));
        for row in old.rows.iter().filter(|row| row.kind == PassageKind::Text) {
            let link = State::default().reading(card.id, Some(row.passage)).href();
            let state = url::read(&link, "").0;
            assert_eq!((state.article, state.passage), (Some(card.id), Some(row.passage)), "{link}");
            assert!(after.gather(row.passage, 10).is_some(), "the group of {link} is gone");
            passages += 1;
        }
    }
    assert!(passages > 30, "{passages}");
}
