//! What holds for groups, their wordings and what stands beside them.

use super::*;
use crate::apart::Apart;
use crate::protocol::{Change, Relation};

const BANK: &str = "---\ntitle: Bank\nsource: Blatt\ndate: 2025-02-13\n---\nDie Bank will bis Ende 2027 rund 3.900 Stellen in der Verwaltung abbauen und begründet das mit neuer Software.\n\nNächste Seite\n\nDer Betriebsrat nennt die Pläne verantwortungslos und verlangt Umschulungen.\n";
const EDITED: &str = "---\ntitle: Bank, neu gefasst\nsource: Kurier\ndate: 2025-02-14\n---\nDie Bank will bis Ende 2027 rund 3.900 Stellen in der Verwaltung streichen und begründet das mit neuer Software.\n";
const FIGURES: &str = "---\ntitle: Andere Bank\nsource: Anzeiger\n---\nDie Bank will bis Ende 2027 rund 2.100 Stellen in der Verwaltung abbauen und begründet das mit neuer Software.\n";
const HOLDS: &str = "---\ntitle: Sammelstück\nsource: Woche\n---\nEs war ein Donnerstag im Februar, an dem die Vorstände vor die Presse traten. Die Bank will bis Ende 2027 rund 3.900 Stellen in der Verwaltung abbauen und begründet das mit neuer Software. Danach gab es lange keine Fragen mehr. Der Betriebsrat nennt die Pläne verantwortungslos und verlangt Umschulungen. Dann wurden die Mikrofone abgebaut, und alle gingen zu Tisch.\n";

fn banks() -> Corpus {
    Corpus::open(&bank_pack())
}

fn bank_pack() -> Pack {
    pack(&[
        ("a.md", BANK),
        ("b.md", EDITED),
        ("c.md", FIGURES),
        ("d.md", HOLDS),
        ("e.md", &BANK.replace("title: Bank", "title: Bank, noch einmal")),
    ])
}

fn passage(corpus: &Corpus, begins: &str, with: &str) -> PassageId {
    let texts = corpus.passages.iter().map(|passage| (passage.id, passage.text(&corpus.articles)));
    texts.filter(|(_, text)| text.starts_with(begins) && text.contains(with)).map(|(id, _)| id).next().unwrap()
}

#[test]
fn a_group_shows_every_wording_and_what_stands_beside_it() {
    let corpus = banks();
    let edited = passage(&corpus, "Die Bank", "streichen");
    let gathering = corpus.gather(edited, 10).unwrap();
    assert_eq!((gathering.copies, gathering.wordings_in_all), (3, 2));
    let [shown, other] = &gathering.wordings[..] else { panic!("{gathering:?}") };
    assert_eq!(
        (shown.relation, shown.copies, other.relation, other.passage),
        (Relation::Identical, 2, Relation::Edited, edited)
    );
    let changed: Vec<_> =
        other.pieces.iter().filter(|piece| piece.change != Change::Same).map(|piece| piece.text.as_str()).collect();
    assert_eq!(changed, ["abbauen", "streichen"]);
    let mut beside: Vec<_> = gathering.beside.iter().map(|wording| wording.relation).collect();
    beside.sort();
    assert_eq!(beside, [Relation::OtherFigures, Relation::Around]);
    let figures = gathering.beside.iter().find(|wording| wording.relation == Relation::OtherFigures).unwrap();
    let changed: Vec<_> = figures
        .pieces
        .iter()
        .filter(|piece| piece.change == Change::NewFigure)
        .map(|piece| piece.text.as_str())
        .collect();
    assert_eq!(changed, ["2.100"]);
    let holds = corpus.gather(passage(&corpus, "Es war", ""), 10).unwrap();
    assert_eq!(holds.beside.iter().map(|wording| wording.relation).collect::<Vec<_>>(), [Relation::Inside; 2]);
    assert!(corpus.gather(PassageId::of("nirgends"), 10).is_none());
}

#[test]
fn what_is_left_out_of_an_answer_is_counted() {
    let corpus = banks();
    let gathering = corpus.gather(passage(&corpus, "Die Bank", "streichen"), 1).unwrap();
    assert!(gathering.is_cut());
    assert_eq!((gathering.wordings.len(), gathering.wordings_in_all, gathering.beside_in_all), (1, 2, 2));
    assert_eq!((gathering.wordings[0].places.len(), gathering.wordings[0].copies), (1, 2));
    assert!(!corpus.gather(passage(&corpus, "Die Bank", "streichen"), 10).unwrap().is_cut());
}

#[test]
fn what_the_reader_takes_out_stands_alone_until_it_is_put_back() {
    let mut corpus = banks();
    let before = corpus.list(&State::default(), 0, 50);
    let overview = corpus.overview().clone();
    let (edited, shown) = (
        passage(&corpus, "Die Bank", "streichen"),
        passage(&corpus, "Die Bank", "3.900 Stellen in der Verwaltung abbauen"),
    );
    for (wording, from) in [(edited, shown), (shown, edited)] {
        let mut apart = Apart::default();
        apart.take_out(wording, from);
        corpus.set_apart(apart.clone());
        let after = corpus.list(&State::default(), 0, 50);
        assert_eq!((after.groups, after.copies), (before.groups + 1, before.copies));
        assert_eq!(corpus.overview().groups, overview.groups + 1);
        for passage in [edited, shown] {
            let gathering = corpus.gather(passage, 10).unwrap();
            assert_eq!((gathering.wordings_in_all, gathering.wordings[0].passage), (1, passage));
            assert!(gathering.beside.iter().any(|other| other.relation == Relation::TakenOut));
        }
        // At once or from the start, the reader sees the same.
        let anew = Corpus::open_apart(&bank_pack(), apart);
        assert_eq!(anew.list(&State::default(), 0, 50).rows, after.rows);
    }
    corpus.set_apart(Apart::read(&format!("{edited} {}", PassageId::of("nirgends"))));
    assert_eq!(corpus.list(&State::default(), 0, 50), before, "the other text is not here");
    corpus.set_apart(Apart::default());
    assert_eq!((corpus.list(&State::default(), 0, 50), corpus.overview()), (before, &overview));
}

#[test]
fn unfolded_each_occurrence_is_a_row() {
    let corpus = banks();
    let folded = corpus.list(&State::default(), 0, 50);
    let all = corpus.list(&link("fold=off"), 0, 50);
    assert_eq!((all.groups, all.copies, all.rows.len()), (folded.copies, folded.copies, folded.copies as usize));
    let mut paged = corpus.list(&link("fold=off"), 0, 2).rows;
    paged.extend(corpus.list(&link("fold=off"), 2, 50).rows);
    assert_eq!(paged, all.rows);
    let kurier = corpus.list(&link("fold=off&source=Kurier&q=Bank"), 0, 50);
    let shown: Vec<_> = kurier.rows.iter().map(|row| (row.article, row.copies)).collect();
    assert_eq!(shown, [(1, 3)], "a row for itself still says where its wording stands");
    for (column, facet) in FACETS.iter().enumerate() {
        for (value, &count) in corpus.overview().values[column].iter().zip(&all.counts[column]) {
            let chosen = corpus.list(&link("fold=off").toggled(facet.key, &value.key), 0, 50);
            assert_eq!(chosen.groups, count, "{}={}", facet.key, value.key);
        }
    }
}

#[test]
fn page_furniture_is_set_aside_and_counted() {
    let corpus = banks();
    assert_eq!(corpus.overview().furniture, 2);
    let reading = corpus.reading(corpus.overview().articles[0].id, &State::default()).unwrap();
    assert!(reading.rows.iter().any(|row| row.kind == PassageKind::Furniture && row.text == "Nächste Seite"));
}

#[test]
fn an_article_says_where_else_it_was_published() {
    let corpus = banks();
    let cards = &corpus.overview().articles;
    assert_eq!((&cards[0].also[..], &cards[4].also[..]), (&[4][..], &[0][..]));
    assert_eq!(cards[0].within, [3], "the whole text stands in the longer one");
    assert!(cards[2].also.is_empty());
}

#[test]
fn a_story_told_twice_in_other_words_is_offered() {
    let one = "---\ntitle: Eins\n---\nKlarna baut 700 Stellen im Kundenservice ab und spart damit 40 Millionen Dollar im Jahr.\n";
    let other = "---\ntitle: Zwei\n---\nEin Programm ersetzt 700 Beschäftigte: 40 Millionen Dollar, rechnet der Chef von Klarna vor, bleiben dadurch jährlich in der Kasse.\n";
    let corpus = corpus(&[("a.md", one), ("b.md", other)]);
    let cards = &corpus.overview().articles;
    assert_eq!((&cards[0].story[..], &cards[1].story[..], corpus.overview().groups), (&[1][..], &[0][..], 2));
}

#[test]
fn a_line_around_many_articles_is_set_aside_and_one_in_copies_is_not() {
    let article = |title: &str, text: &str, last: &str| format!("---\ntitle: {title}\n---\n{text}\n\n{last}\n");
    let last = "Folgen Sie dem Magazin auf allen Kanälen.";
    let furniture = |texts: [&str; 3]| {
        let files = texts.map(|text| article(text, text, last));
        let files: Vec<_> = ["a.md", "b.md", "c.md"].into_iter().zip(files.iter().map(String::as_str)).collect();
        corpus(&files).overview().furniture
    };
    let banks = "Die Bank will bis Ende 2027 rund 3.900 Stellen in der Verwaltung abbauen.";
    let others = [
        "In Wien demonstrierten am Abend einige hundert Menschen gegen die Schließung.",
        "Der Händler stellt für das Weihnachtsgeschäft weniger Aushilfen ein als sonst.",
    ];
    assert_eq!(furniture([banks, others[0], others[1]]), 3);
    assert_eq!(
        furniture([banks, "Die Bank will bis Ende 2027 rund 3.900 Stellen in der Verwaltung streichen.", others[0]]),
        0
    );
}
