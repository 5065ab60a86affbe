//! Named cases in plain text: `tests/cases/labels/*.txt`, in a form that needs no programming.
//!
//! A case begins with `## name`; the next line is the language (`de`, `en`); then the passage on
//! lines of its own; then what is expected: `company: A, B`, `no-company: C`, `claim: id, id`,
//! `no-claim: id`, `stance: id`, `figure: 3800 people, 29 percent` (all figures, in order),
//! `said-by: claim quoted Name`.

use std::path::Path;

use lesart::label::{Annotator, Labels, SaidBy, annotate};
use lesart::lang::Lang;
use lesart::topic::Topic;

fn shown(value: f64) -> String {
    if value.fract() == 0.0 { format!("{value:.0}") } else { format!("{}", (value * 1e4).round() / 1e4) }
}

fn claims(labels: &Labels, topic: &Topic) -> Vec<String> {
    labels.claims.iter().filter_map(|claim| topic.claim_label(claim.claim)).map(|label| label.id.clone()).collect()
}

/// What is wrong with a case; empty if nothing is.
fn judge(case: &str, topic: &Topic) -> Vec<String> {
    let mut lines = case.lines();
    let name = lines.next().unwrap_or("").trim();
    let lang = match lines.next().unwrap_or("").trim() {
        "de" => Lang::De,
        "en" => Lang::En,
        other => return vec![format!("{name}: there is no language {other}")],
    };
    let (mut text, mut wants) = (Vec::new(), Vec::new());
    for line in lines.map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#')) {
        let key = line.split_once(':').map(|(key, value)| (key, value.trim()));
        match key {
            Some((
                key @ ("company" | "no-company" | "claim" | "no-claim" | "stance" | "figure" | "said-by"),
                value,
            )) => {
                wants.push((key, value));
            }
            _ => text.push(line),
        }
    }
    let text = text.join("\n");
    let labels = annotate(&text, Some(lang), topic);
    let companies: Vec<&str> = labels.companies.iter().map(|company| company.name.as_str()).collect();
    let claims = claims(&labels, topic);
    let mut wrong = Vec::new();
    for (key, value) in wants {
        let list: Vec<&str> = value.split(',').map(str::trim).filter(|item| !item.is_empty()).collect();
        let fine = match key {
            "company" => list.iter().all(|name| companies.contains(name)),
            "no-company" if value == "any" => companies.is_empty(),
            "no-company" => !list.iter().any(|name| companies.contains(name)),
            "claim" => list.iter().all(|id| claims.iter().any(|claim| claim == id)),
            "no-claim" => !list.iter().any(|id| claims.iter().any(|claim| claim == id)),
            "stance" => labels.stance.stance.id() == value,
            "figure" => {
                let got: Vec<String> = labels
                    .figures
                    .iter()
                    .map(|figure| format!("{} {}", shown(figure.value), figure.unit.id()))
                    .collect();
                got == list
            }
            _ => labels.claims.iter().any(|claim| {
                let id = topic.claim_label(claim.claim).map_or("", |label| label.id.as_str());
                let (who, speaker) = match &claim.said_by {
                    SaidBy::Author => ("author", None),
                    SaidBy::Quoted { speaker } => ("quoted", *speaker),
                    SaidBy::Reported { speaker } => ("reported", *speaker),
                };
                format!("{id} {who} {}", speaker.map_or("", |span| span.of(&text))).trim() == value
            }),
        };
        if !fine {
            let figures: Vec<String> =
                labels.figures.iter().map(|figure| format!("{} {}", shown(figure.value), figure.unit.id())).collect();
            wrong.push(format!(
                "{name}: {key}: {value}, but: {companies:?} {claims:?} {} {figures:?}",
                labels.stance.stance
            ));
        }
    }
    wrong
}

#[test]
fn every_case_is_labelled_as_written() {
    let (topic, errors) = Topic::bundled();
    assert!(errors.is_empty(), "{errors:?}");
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases/labels");
    let (mut wrong, mut count) = (Vec::new(), 0);
    let mut files: Vec<_> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    for file in files.iter().filter(|file| file.extension().is_some_and(|extension| extension == "txt")) {
        for case in format!("\n{}", std::fs::read_to_string(file).unwrap()).split("\n## ").skip(1) {
            count += 1;
            wrong.extend(judge(case, &topic));
        }
    }
    assert!(count > 30, "{count} cases");
    assert!(wrong.is_empty(), "{} of {count} are wrong:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn every_label_shows_words_of_its_passage() {
    let (topic, _) = Topic::bundled();
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/labels/data");
    for file in std::fs::read_dir(folder).unwrap() {
        for line in std::fs::read_to_string(file.unwrap().path()).unwrap().lines().step_by(7) {
            let row: serde_json::Value = serde_json::from_str(line).unwrap();
            let text = row["text"].as_str().unwrap();
            let labels = annotate(text, None, &topic);
            for claim in &labels.claims {
                assert!(claim.score > 0 && claim.evidence.iter().any(|one| one.is_for()), "{text}");
            }
            let all = labels.claims.iter().flat_map(|claim| &claim.evidence).chain(&labels.stance.evidence);
            let companies = labels.companies.iter().flat_map(|company| &company.evidence);
            for one in all.chain(companies) {
                assert!(!one.span.of(text).is_empty(), "{:?} in {text}", one.span);
            }
            for figure in &labels.figures {
                assert!(!figure.span.of(text).is_empty() && figure.value.is_finite(), "{figure:?} in {text}");
            }
            assert_eq!(labels, annotate(text, None, &topic));
        }
    }
}

#[test]
fn labels_are_the_same_without_their_evidence() {
    let (topic, _) = Topic::bundled();
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/labels/data");
    let (mut annotator, mut count) = (Annotator::new(&topic), 0);
    for file in std::fs::read_dir(folder).unwrap() {
        for line in std::fs::read_to_string(file.unwrap().path()).unwrap().lines() {
            let row: serde_json::Value = serde_json::from_str(line).unwrap();
            let text = row["text"].as_str().unwrap();
            let mut explained = annotator.annotate(text, None);
            explained.claims.iter_mut().for_each(|claim| claim.evidence.clear());
            explained.stance.evidence.clear();
            assert_eq!(annotator.labels(text, None), explained, "{text}");
            count += 1;
        }
    }
    assert!(count > 5000, "{count} passages");
}

proptest::proptest! {
    #[test]
    fn no_text_makes_it_panic(text in "\\PC{0,80}", words in proptest::collection::vec("(von|auf|bis|zu|two|half a|Mio|%|\\$|€|GmbH|bei|„|“|3\\.|1'000|Klarna|-|Chef|Hälfte|a third|baut|ab|\u{ad}|\u{308}|ß)", 0..24)) {
        let topic = TOPIC.with(std::rc::Rc::clone);
        for text in [text, words.join(" "), words.concat()] {
            let labels = annotate(&text, None, &topic);
            for one in labels.claims.iter().flat_map(|claim| &claim.evidence).chain(&labels.stance.evidence) {
                proptest::prop_assert!(text.get(one.span.start as usize..one.span.end as usize).is_some());
            }
            for figure in &labels.figures {
                proptest::prop_assert!(text.get(figure.span.start as usize..figure.span.end as usize).is_some());
            }
        }
    }
}

thread_local! {
    static TOPIC: std::rc::Rc<Topic> = std::rc::Rc::new(Topic::bundled().0);
}
