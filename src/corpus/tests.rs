mod folding;
mod views;

use super::*;
use crate::correction::Correction;
use crate::facet::{CLAIM, COMPANY, FACETS, STANCE};
use crate::label::ledger::Remark as FigureRemark;
use crate::pack::PackFile;
use crate::protocol::{FigureLine, Mine, Remark};
use crate::url::State;
use crate::words::Tongue;

/// A small corpus with the bundled topic.
pub(super) fn corpus(files: &[(&str, &str)]) -> Corpus {
    Corpus::open(&pack(files))
}

fn pack(files: &[(&str, &str)]) -> Pack {
    let topic = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("static/topic");
    let mut names: Vec<_> = std::fs::read_dir(topic).unwrap().map(|entry| entry.unwrap().path()).collect();
    names.sort();
    let topic = names
        .iter()
        .filter(|path| path.is_file())
        .map(|path| PackFile::new(path.file_name().unwrap().to_string_lossy(), std::fs::read(path).unwrap()))
        .collect();
    let files = files.iter().map(|(name, text)| PackFile::new(*name, *text)).collect();
    Pack { files, topic, ..Pack::default() }
}

const KLARNA: &str = "---\ntitle: Eins\nsource: Blatt\ndate: 2024-05-01\n---\nKlarna streicht 700 Stellen im Kundenservice.\n\nDie Gewerkschaft warnt vor den Folgen für die Beschäftigten.\n";
const AGAIN: &str = "---\ntitle: Zwei\nsource: Kurier\ndate: 2025-05-01\n---\nKlarna streicht 700 Stellen im Kundenservice.\n\nSalesforce setzt auf Agenten.\n";

pub(super) fn link(fragment: &str) -> State {
    crate::url::read(fragment, "").0
}

#[test]
fn repeated_passages_are_folded_and_both_places_are_kept() {
    let corpus = corpus(&[("eins.md", KLARNA), ("zwei.md", AGAIN)]);
    let list = corpus.list(&State::default(), 0, 10);
    assert_eq!((list.groups, list.copies, list.rows.len()), (3, 4, 3));
    let places: Vec<u32> = list.rows[0].places.iter().map(|place| place.article).collect();
    assert_eq!(places, [0, 1]);
}

#[test]
fn it_is_told_how_far_the_walk_is() {
    let text: String = (0..900).map(|k| format!("Klarna streicht im Jahr {k} neue Stellen im Haus {k}.\n\n")).collect();
    let mut told: Vec<Walk> = Vec::new();
    let corpus = Corpus::open_watched(pack(&[("eins.md", &text)]), Apart::default(), &mut |walk| told.push(walk));
    assert_eq!(corpus.overview().articles.len(), 1);
    assert!(told.windows(2).all(|pair| pair[0].share <= pair[1].share), "{told:?}");
    let mut steps: Vec<Step> = told.iter().map(|walk| walk.step).collect();
    steps.dedup();
    assert_eq!(steps, [Step::Reading, Step::Folding, Step::Labelling, Step::Indexing]);
    assert!(told.iter().filter(|walk| walk.step == Step::Labelling).count() > 2 && told[told.len() - 1].share < 1000);
}

#[test]
fn each_facet_narrows_and_counts_what_a_click_would_show() {
    let corpus = corpus(&[("eins.md", KLARNA), ("zwei.md", AGAIN)]);
    let all = corpus.list(&State::default(), 0, 10);
    for (column, facet) in FACETS.iter().enumerate() {
        for (value, &count) in corpus.overview().values[column].iter().zip(&all.counts[column]) {
            let chosen = corpus.list(&State::default().toggled(facet.key, &value.key), 0, 10);
            assert_eq!(chosen.groups, count, "{}={}", facet.key, value.key);
        }
    }
    let klarna = corpus.list(&link("company=Klarna"), 0, 10);
    assert_eq!(klarna.groups, 1);
    let either = corpus.list(&link("company=Klarna&company=Salesforce"), 0, 10);
    assert_eq!(either.groups, 2);
    assert_eq!(either.counts[COMPANY], all.counts[COMPANY], "a facet's own choice does not count in it");
}

#[test]
fn the_chosen_source_decides_which_copy_is_shown() {
    let corpus = corpus(&[("eins.md", KLARNA), ("zwei.md", AGAIN)]);
    let article = |fragment: &str| corpus.list(&link(fragment), 0, 10).rows[0].article;
    assert_eq!((article("q=Klarna"), article("q=Klarna&source=Kurier")), (0, 1));
}

#[test]
fn labels_come_with_the_words_that_led_to_them() {
    let corpus = corpus(&[("eins.md", KLARNA)]);
    let list = corpus.list(&link("company=Klarna"), 0, 10);
    let row = &list.rows[0];
    for facet in [COMPANY, CLAIM] {
        let tag = row.tags.iter().find(|tag| usize::from(tag.facet) == facet).unwrap();
        assert!(!tag.evidence.is_empty());
        assert!(tag.evidence.iter().all(|clue| !clue.span.of(&row.text).is_empty()));
    }
    assert!(row.tags.iter().any(|tag| usize::from(tag.facet) == STANCE));
}

#[test]
fn an_unknown_value_is_passed_over_and_named() {
    let corpus = corpus(&[("eins.md", KLARNA)]);
    let list = corpus.list(&link("company=Nirgendwo"), 0, 10);
    assert_eq!(list.groups, 2);
    assert_eq!(list.remarks, [Remark::NoSuchValue { facet: "company".into(), value: "Nirgendwo".into() }]);
}

#[test]
fn an_article_is_read_whole() {
    let corpus = corpus(&[("eins.md", KLARNA), ("zwei.md", AGAIN)]);
    let id = corpus.overview().articles[1].id;
    let reading = corpus.reading(id, &link("q=Agenten")).unwrap();
    let texts: Vec<&str> = reading.rows.iter().map(|row| row.text.as_str()).collect();
    assert_eq!(texts, ["Klarna streicht 700 Stellen im Kundenservice.", "Salesforce setzt auf Agenten."]);
    assert_eq!(reading.rows[1].marks.len(), 1);
    assert!(corpus.reading(ArticleId::of("none"), &State::default()).is_none());
}

#[test]
fn files_that_cannot_be_read_are_named_and_the_rest_goes_in() {
    let corpus = corpus(&[("bild.png", "x"), ("eins.md", KLARNA)]);
    assert_eq!(corpus.overview().articles.len(), 1);
    assert_eq!(corpus.overview().refused, [("bild.png".to_string(), crate::import::Refusal::UnknownFormat)]);
}

fn correction(corpus: &Corpus, row: usize, facet: &str, value: &str, holds: bool) -> Correction {
    let row = &corpus.list(&State::default(), 0, 10).rows[row];
    let article = corpus.overview().articles[row.article as usize].id;
    Correction { article, passage: row.passage, facet: facet.into(), value: value.into(), holds, reason: String::new() }
}

#[test]
fn a_readers_labels_are_shown_as_theirs_and_count_where_they_wish() {
    let mut corpus = corpus(&[("eins.md", KLARNA), ("zwei.md", AGAIN)]);
    let before = corpus.list(&State::default(), 0, 10);
    let list = vec![
        correction(&corpus, 0, "claim", "job-cuts", false),
        correction(&corpus, 0, "stance", "mixed", true),
        correction(&corpus, 0, "company", "Nachbarin & Co", true),
    ];
    let values = corpus.correct(list);
    assert_eq!(values[COMPANY].last().map(|value| value.key.as_str()), Some("Nachbarin & Co"));
    let row = corpus.list(&State::default(), 0, 10).rows[0].clone();
    let shown: Vec<_> =
        row.tags.iter().filter(|tag| tag.mine != Mine::No).map(|tag| (usize::from(tag.facet), tag.mine)).collect();
    assert_eq!(shown, [(STANCE, Mine::Taken), (CLAIM, Mine::Taken), (STANCE, Mine::Given), (COMPANY, Mine::Given)]);
    let found = |corpus: &mut Corpus, fragment: &str| {
        let state = link(fragment);
        corpus.count_mine(state.mine);
        corpus.list(&state, 0, 10).groups
    };
    assert_eq!(found(&mut corpus, "stance=mixed"), 0);
    assert_eq!(found(&mut corpus, "stance=mixed&mine=on"), 1);
    assert_eq!(found(&mut corpus, "stance=mixed&fold=off"), 0);
    assert_eq!(found(&mut corpus, "stance=mixed&mine=on&fold=off"), 2, "unfolded, in both places");
    assert_eq!(found(&mut corpus, "company=Nachbarin%20%26%20Co&mine=on"), 1);
    assert_eq!(found(&mut corpus, "claim=job-cuts") - found(&mut corpus, "claim=job-cuts&mine=on"), 1);
    corpus.correct(Vec::new());
    assert_eq!(corpus.list(&State::default(), 0, 10), before, "taken back, nothing is left of it");
}

#[test]
fn who_says_it_is_a_facet() {
    let text = "---\ntitle: Eins\n---\n„Klarna streicht 700 Stellen“, sagt der Betriebsrat.\n";
    let corpus = corpus(&[("eins.md", text)]);
    assert_eq!(corpus.list(&link("said=quoted"), 0, 10).groups, 1);
}

/// The bundled articles.
fn bundled() -> Corpus {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("static/corpus");
    let mut paths: Vec<_> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    let texts: Vec<(String, String)> = paths
        .iter()
        .map(|path| (path.file_name().unwrap().to_string_lossy().into_owned(), std::fs::read_to_string(path).unwrap()))
        .collect();
    let files: Vec<(&str, &str)> = texts.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect();
    corpus(&files)
}

/// The figures of a company as text: value, what it counts, remarks.
fn figures(corpus: &Corpus, company: &str) -> Vec<FigureLine> {
    let ledger = corpus.ledger(&link(&format!("company={company}")), Tongue::De);
    let accounts: Vec<_> = ledger
        .accounts
        .iter()
        .map(|account| corpus.overview().values[COMPANY][account.company.unwrap() as usize].key.as_str())
        .collect();
    assert_eq!(accounts, [company]);
    ledger.accounts.into_iter().flat_map(|account| account.sheets).flat_map(|sheet| sheet.lines).collect()
}

#[test]
fn the_bundled_contradictions_are_found() {
    let corpus = bundled();
    let klarna = figures(&corpus, "Klarna");
    let seen: Vec<String> = klarna
        .iter()
        .map(|line| {
            format!(
                "{} | {} | {:?}",
                line.value,
                line.counts.join(", "),
                line.remarks.iter().map(|note| note.remark).collect::<Vec<_>>()
            )
        })
        .collect();
    let shown = seen.join("\n");
    let line = |value: &str, counts: &str| {
        let found =
            klarna.iter().find(|line| line.value == value && line.counts.iter().any(|words| words.contains(counts)));
        found.unwrap_or_else(|| panic!("{value} {counts} in\n{shown}"))
    };
    let has = |line: &FigureLine, remark| line.remarks.iter().any(|note| note.remark == remark);
    // 2,000 posts under scrutiny, or 2,000 people left.
    assert!(has(line("2000", "Arbeitsplätze"), FigureRemark::CountedOtherwise), "{shown}");
    assert!(has(line("2000", "was bleibt"), FigureRemark::CountedOtherwise), "{shown}");
    // 1,200 dismissed, or from 5,000 to 3,800 by attrition.
    assert!(has(line("1200", "Mitarbeiter"), FigureRemark::OtherManner), "{shown}");
    let change = klarna.iter().find(|line| line.value.contains("5000 → 3800")).unwrap_or_else(|| panic!("{shown}"));
    assert!(has(change, FigureRemark::OtherManner), "{shown}");
    assert!(change.quotes.iter().flat_map(|quote| &quote.places).count() >= 3, "three articles state the change");
    assert!(figures(&corpus, "IBM").iter().any(|line| line.value == "mehr als 270.000"));
    let salesforce = figures(&corpus, "Salesforce");
    let percent = salesforce.iter().find(|line| line.value == "fast 45 %").unwrap();
    assert_eq!(
        percent.remarks.iter().map(|note| (note.remark, note.value.as_str())).collect::<Vec<_>>(),
        [(FigureRemark::Recomputed, "44,4 %")]
    );
    for line in klarna.iter().chain(&salesforce) {
        for quote in &line.quotes {
            assert!(quote.marks.iter().all(|mark| !mark.of(&quote.text).is_empty()), "{}", quote.text);
        }
    }
}

#[test]
fn figures_follow_the_filters_and_the_language() {
    let corpus = bundled();
    let all = corpus.ledger(&State::default(), Tongue::De);
    let some = corpus.ledger(&link("q=Commerzbank"), Tongue::En);
    assert!(some.lines > 0 && some.lines < all.lines);
    let values: Vec<String> = some
        .accounts
        .iter()
        .flat_map(|account| &account.sheets)
        .flat_map(|sheet| &sheet.lines)
        .map(|line| line.value.clone())
        .collect();
    assert!(
        values.iter().any(|value| value == "3900") && values.iter().any(|value| value.contains("€2.7 billion")),
        "{values:?}"
    );
}
