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
