//! Two sides, and numbers of values together.

use super::*;
use crate::facet::{SOURCE, YEAR};
use crate::protocol::GRIDS;

const SIDES: &str = "---\ntitle: Drei\nsource: Blatt\ndate: 2024\n---\nKlarna streicht 700 Stellen im Kundenservice, weil die KI schneller und billiger arbeitet; ein großer Erfolg.\n\nDass Klarna 700 Stellen im Kundenservice streicht, ist ein Skandal, warnt die Gewerkschaft: Menschen verlieren ihre Existenz.\n\nIBM stellt Menschen ein.\n";

#[test]
fn every_number_of_the_grids_is_what_its_link_shows() {
    let corpus = corpus(&[("eins.md", KLARNA), ("zwei.md", AGAIN), ("drei.md", SIDES)]);
    for filter in ["", "company=Klarna", "q=Stellen", "fold=off", "source=Blatt"] {
        let state = link(filter);
        let cross = corpus.cross(&state);
        let stances = &corpus.overview().values[STANCE];
        let claims = &corpus.overview().values[CLAIM];
        assert_eq!(cross.grids.len(), GRIDS.len());
        for grid in &cross.grids {
            let facet = grid.facet as usize;
            for (row, &value) in grid.values.iter().enumerate() {
                let value = &corpus.overview().values[facet][value as usize].key;
                let shown = |more: &[(&str, &str)]| {
                    let own = [(FACETS[facet].key, value.as_str())];
                    let narrowed: Vec<_> = own.into_iter().chain(more.iter().copied()).collect();
                    corpus.list(&state.narrowed(&narrowed), 0, 1).groups
                };
                let all = grid.cell(row, None, stances.len());
                for (stance, &count) in stances.iter().zip(all) {
                    assert_eq!(shown(&[("stance", &stance.key)]), count, "{filter}: {value} {}", stance.key);
                }
                for (place, claim) in claims.iter().enumerate() {
                    let cell: u32 = grid.cell(row, Some(place), stances.len()).iter().sum();
                    let found = shown(&[("claim", &claim.key)]);
                    assert!(cell >= found, "{filter}: {value} {} {cell} {found}", claim.key);
                }
            }
        }
    }
}

#[test]
fn years_follow_one_another_and_can_be_chosen() {
    let corpus = corpus(&[("zwei.md", AGAIN), ("eins.md", KLARNA)]);
    let years: Vec<&str> = corpus.overview().values[YEAR].iter().map(|value| value.key.as_str()).collect();
    assert_eq!(years, ["2024", "2025"]);
    assert_eq!(corpus.list(&link("year=2025"), 0, 10).groups, 2);
    assert_eq!(corpus.list(&link("q=year:2024"), 0, 10).groups, 2);
}

#[test]
fn what_both_sides_say_about_the_same_thing_stands_together() {
    let corpus = corpus(&[("eins.md", KLARNA), ("drei.md", SIDES)]);
    let comparison = corpus.compare(&link("view=compare"));
    assert_eq!(comparison.facet as usize, STANCE);
    let pair = comparison.meetings.iter().flat_map(|meeting| &meeting.pairs).next().expect("a pair");
    assert!(pair.left.text.contains("Erfolg"), "{}", pair.left.text);
    assert!(pair.right.text.contains("Skandal"), "{}", pair.right.text);
    assert!(
        pair.shared.iter().any(|word| word == "Klarna") && pair.shared.iter().any(|word| word == "700"),
        "{:?}",
        pair.shared
    );
    // The other way round it is the same pair.
    let turned = corpus.compare(&link("view=compare&left=human-first&right=pro-automation"));
    let turned = turned.meetings.iter().flat_map(|meeting| &meeting.pairs).next().expect("a pair");
    assert_eq!((&turned.left.text, &turned.right.text), (&pair.right.text, &pair.left.text));
}

#[test]
fn sides_come_from_the_link_from_the_choice_or_from_the_facet() {
    let corpus = corpus(&[("eins.md", KLARNA), ("zwei.md", AGAIN), ("drei.md", SIDES)]);
    let sides = |fragment: &str| {
        let comparison = corpus.compare(&link(fragment));
        let names = comparison
            .sides
            .iter()
            .map(|&side| corpus.overview().values[comparison.facet as usize][side as usize].key.clone());
        names.collect::<Vec<_>>().join(" ")
    };
    assert_eq!(sides("view=compare"), "pro-automation human-first");
    assert_eq!(sides("view=compare&by=company&left=IBM&right=Klarna"), "IBM Klarna");
    assert_eq!(sides("view=compare&by=company&company=Salesforce&company=IBM"), "Salesforce IBM");
    assert_eq!(sides("view=compare&by=company&left=Niemand&right=Klarna"), "IBM Klarna");
    assert_eq!(sides("view=compare&by=source&left=Kurier&right=Kurier"), "Kurier Blatt");
    assert_eq!(FACETS[SOURCE].key, "source");
}

/// The sums of a claim are those of the links, whatever is shown of them; no passage is shown twice.
#[test]
fn a_comparison_counts_all_and_shows_none_twice() {
    let corpus = corpus(&[("eins.md", KLARNA), ("zwei.md", AGAIN), ("drei.md", SIDES)]);
    for fragment in [
        "view=compare",
        "view=compare&by=company",
        "view=compare&by=source",
        "view=compare&by=claim",
        "view=compare&fold=off",
    ] {
        let state = link(fragment);
        let comparison = corpus.compare(&state);
        let facet = comparison.facet as usize;
        let key = |side: usize| corpus.overview().values[facet][comparison.sides[side] as usize].key.clone();
        let mut shown: Vec<(u32, PassageId)> = Vec::new();
        for meeting in &comparison.meetings {
            let rows = meeting.pairs.iter().flat_map(|pair| [&pair.left, &pair.right]);
            let rows = rows.chain(&meeting.left).chain(&meeting.right).chain(&meeting.both);
            shown.extend(rows.map(|row| (row.article, row.passage)));
            let Some(claim) = meeting.claim else { continue };
            let claim = &corpus.overview().values[CLAIM][claim as usize].key;
            for side in 0..2 {
                let narrowed = state.narrowed(&[(FACETS[facet].key, &key(side)), ("claim", claim)]);
                assert_eq!(
                    corpus.list(&narrowed, 0, 1).groups,
                    meeting.totals[side] + meeting.totals[2],
                    "{fragment} {claim}"
                );
            }
        }
        let all = shown.len();
        shown.sort();
        shown.dedup();
        assert_eq!(shown.len(), all, "{fragment}");
    }
}

#[test]
fn nothing_to_compare_is_an_answer_too() {
    let corpus = corpus(&[("eins.md", "---\ntitle: Leer\n---\nDas ist ein Satz.\n")]);
    assert!(corpus.compare(&link("view=compare&by=source")).sides.is_empty());
    assert!(corpus.compare(&link("view=compare&q=Xylophon")).meetings.is_empty());
    assert!(corpus.cross(&link("view=matrix&q=Xylophon")).grids.iter().all(|grid| grid.values.is_empty()));
}

/// The place of an article on the way, how many there are, and the titles before and behind it.
fn way(corpus: &Corpus, title: &str, filter: &str) -> (u32, u32, [String; 2]) {
    let cards = &corpus.overview().articles;
    let card = cards.iter().find(|card| card.title == title).unwrap();
    let way = corpus.reading(card.id, &link(filter)).unwrap().way;
    let title = |place: Option<u32>| place.map_or(String::new(), |place| cards[place as usize].title.clone());
    (way.place, way.of, [title(way.before), title(way.next)])
}

#[test]
fn the_way_through_the_articles_follows_filter_and_order() {
    let corpus = corpus(&[("eins.md", KLARNA), ("zwei.md", AGAIN), ("drei.md", SIDES)]);
    let names = |before: &str, next: &str| [before.to_string(), next.to_string()];
    let all = [("Eins", 1), ("Zwei", 2), ("Drei", 3)].map(|(title, _)| title);
    for (place, title) in all.iter().enumerate() {
        let (here, of, _) = way(&corpus, title, "");
        assert_eq!((here as usize, of), (place + 1, 3), "{title}");
    }
    assert_eq!(way(&corpus, "Zwei", ""), (2, 3, names("Eins", "Drei")));
    assert_eq!(way(&corpus, "Eins", "company=Salesforce"), (0, 1, names("", "Zwei")), "not among them");
    assert_eq!(way(&corpus, "Zwei", "company=Salesforce"), (1, 1, names("", "")));
    assert_eq!(way(&corpus, "Zwei", "company=Klarna&source=Kurier"), (1, 1, names("", "")), "a copy elsewhere is not");
    assert_eq!(way(&corpus, "Eins", "sort=date"), (2, 3, names("Zwei", "Drei")), "the newest first");
    assert_eq!(way(&corpus, "Drei", "q=Skandal"), (1, 1, names("", "")));
    let best_first = corpus.list(&link("q=Menschen"), 0, 1).rows[0].article;
    let best_first = corpus.overview().articles[best_first as usize].title.clone();
    assert_eq!(way(&corpus, &best_first, "q=Menschen").0, 1, "by match where the list is");
}

#[test]
fn the_passages_that_a_filter_selects_are_named_in_the_article() {
    let corpus = corpus(&[("eins.md", KLARNA), ("zwei.md", AGAIN), ("drei.md", SIDES)]);
    for filter in ["", "company=Klarna", "q=Stellen&fold=off", "source=Blatt", "year=2024", "stance=human-first"] {
        let listed = corpus.list(&State { unfolded: true, ..link(filter) }, 0, 100);
        for (place, card) in corpus.overview().articles.iter().enumerate() {
            let reading = corpus.reading(card.id, &link(filter)).unwrap();
            let found: Vec<_> = reading.found.iter().map(|&row| reading.rows[row as usize].passage).collect();
            let rows = listed.rows.iter().filter(|row| row.article as usize == place && !filter.is_empty());
            let mut rows: Vec<_> = rows.map(|row| row.passage).collect();
            let order = |id: &PassageId| reading.rows.iter().position(|row| row.passage == *id);
            rows.sort_by_key(order);
            assert_eq!(found, rows, "{filter}: {}", card.title);
            assert_eq!(reading.way.place > 0, !found.is_empty() || filter.is_empty(), "{filter}: {}", card.title);
        }
    }
}
