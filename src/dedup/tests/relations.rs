//! Each relation against all pairs: what two texts are to each other alone, they are in a small pile too.

use super::*;

/// A passage with another name, where it has one.
const RENAMED: [(usize, &str, &str); 3] = [(0, "Klarna", "Bosch"), (3, "Siemens", "Novartis"), (5, "Steyr", "Graz")];

/// Small edits as in [`edited`], and passages with another name.
fn related() -> impl Strategy<Value = String> {
    let renamed = (0..RENAMED.len()).prop_map(|k| {
        let (base, from, to) = RENAMED[k];
        BASES[base].replace(from, to)
    });
    prop_oneof![4 => edited(), 1 => renamed]
}

/// The groups that stand beside one by a relation.
fn beside(grouping: &Grouping, group: u32, relation: KinRelation) -> BTreeSet<u32> {
    let kin = grouping.kin.iter().filter(|kin| kin.relation == relation);
    kin.filter_map(|kin| match group {
        _ if kin.one == group => Some(kin.other),
        _ if kin.other == group => Some(kin.one),
        _ => None,
    })
    .collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, ..ProptestConfig::default() })]

    /// Other figures and other names keep apart whatever else is there, and are shown beside each other,
    /// or beside the same third.
    #[test]
    fn kin_of_a_pair_is_kin_in_the_pile(texts in proptest::collection::vec(related(), 2..14)) {
        let together = grouped(&texts);
        for (i, text) in texts.iter().enumerate() {
            for (j, other) in texts.iter().enumerate().take(i) {
                let Some(kin) = grouped(&[other, text]).kin.first().copied() else { continue };
                // What is a name, the whole pile says: two texts alone know of no common noun.
                let renamed = |a: &str, b: &str| RENAMED.iter().any(|&(base, from, to)| a == BASES[base] && *b == a.replace(from, to));
                if kin.relation == KinRelation::OtherNames && !renamed(text, other) && !renamed(other, text) {
                    continue;
                }
                let (one, two) = (together.group_of[i], together.group_of[j]);
                prop_assert_ne!(one, two, "{} | {}", other, text);
                let near = |group: u32| -> BTreeSet<u32> {
                    let mut all = beside(&together, group, KinRelation::OtherFigures);
                    all.extend(beside(&together, group, KinRelation::OtherNames));
                    all
                };
                let found = beside(&together, one, kin.relation).contains(&two)
                    || near(one).contains(&two)
                    || near(one).intersection(&near(two)).next().is_some();
                prop_assert!(found, "{:?}: {} | {}", kin.relation, other, text);
            }
        }
    }

    /// Two passages in one line: each is inside, whichever of its spellings is in the pile, and neither
    /// shares a group with the line or, by it, with the other.
    #[test]
    fn what_stands_inside_is_found_in_any_pile(
        texts in proptest::collection::vec(related(), 0..10),
        (one, two) in (0..BASES.len(), 1..BASES.len()),
        turn in 0_usize..12,
    ) {
        let two = (one + two) % BASES.len();
        let line = format!("{} {}", BASES[one], BASES[two]);
        let mut pile = vec![BASES[one].to_string(), BASES[two].to_uppercase(), line];
        pile.extend(texts);
        let turn = turn % pile.len();
        pile.rotate_left(turn);
        let at = |k: usize| (k + pile.len() - turn) % pile.len();
        let grouping = grouped(&pile);
        let inside: BTreeSet<(u32, u32)> = grouping.inside.iter().copied().collect();
        let large = grouping.same_text[at(2)];
        for small in [at(0), at(1)] {
            prop_assert!(inside.contains(&(grouping.same_text[small], large)), "{} in {:?}", &pile[small], &pile);
            prop_assert_ne!(grouping.group_of[small], grouping.group_of[at(2)]);
        }
        prop_assert_ne!(grouping.group_of[at(0)], grouping.group_of[at(1)]);
    }

    /// What is said of a pair in the pile holds when it is compared alone: nothing is made up by the rest.
    #[test]
    fn what_a_pile_says_of_two_holds_of_the_two(texts in proptest::collection::vec(related(), 2..12)) {
        let together = grouped(&texts);
        for &(small, large) in &together.inside {
            let alone = grouped(&[&texts[small as usize], &texts[large as usize]]);
            let one = alone.representatives.len() == 1;
            prop_assert!(one || alone.inside == [(0, 1)], "{} | {}", &texts[small as usize], &texts[large as usize]);
        }
        for (item, relation) in together.relation.iter().enumerate() {
            let shown = together.representatives[together.group_of[item] as usize] as usize;
            let (text, other) = (&texts[item], &texts[shown]);
            let alone = grouped(&[other, text]);
            match relation {
                Relation::Representative => prop_assert_eq!(item, shown),
                Relation::Identical => prop_assert_eq!(text, other),
                Relation::Normalised => prop_assert_eq!(words_of(text), words_of(other)),
                // Apart alone, they may stand together by a third that is near both, but never against a guard.
                Relation::Variant => {
                    let figures = alone.kin.iter().any(|kin| kin.relation == KinRelation::OtherFigures);
                    prop_assert!(!figures, "{} | {}", text, other);
                }
            }
        }
    }
}
