//! Grouping as a whole: against all pairs, in any order, with nothing lost, at bounded work.

mod relations;

use super::*;
use proptest::prelude::*;
use std::collections::{BTreeMap, BTreeSet};
use unicode_normalization::UnicodeNormalization;

fn items<S: AsRef<str>>(texts: &[S]) -> Vec<Item<'_>> {
    texts.iter().map(|text| Item { text: text.as_ref(), article: u32::MAX }).collect()
}

fn grouped<S: AsRef<str>>(texts: &[S]) -> Grouping {
    group(&items(texts), &mut |_| ControlFlow::Continue(())).unwrap()
}

/// The groups as sets of texts, each with its representative.
fn as_sets(texts: &[String], grouping: &Grouping) -> BTreeSet<(String, BTreeSet<String>)> {
    let mut sets: BTreeMap<u32, BTreeSet<String>> = BTreeMap::new();
    for (text, &group) in texts.iter().zip(&grouping.group_of) {
        sets.entry(group).or_default().insert(text.clone());
    }
    sets.into_iter()
        .map(|(group, set)| (texts[grouping.representatives[group as usize] as usize].clone(), set))
        .collect()
}

const BASES: [&str; 6] = [
    "Klarna will in den kommenden Jahren die Hälfte seiner Mitarbeiter loswerden, berichtet die BBC. Ursächlich dafür seien Effizienzsteigerungen. Rund 5.000 Stellen sind betroffen.",
    "The company said it would cut about 4,000 support jobs because software agents now answer half of all customer questions. Unions called the plan reckless.",
    "Der Betriebsrat kritisierte die Pläne scharf und verlangte Verhandlungen über einen Sozialplan. Man werde jeden Schritt prüfen, hieß es am Abend in Wien.",
    "Die Aktie von Siemens schloss am Montag bei 77,99 Euro und damit 5,3 Prozent höher als am Vortag.",
    "Researchers found that workers who used the assistant finished their tasks faster, but trusted its answers too much. The study covered 758 consultants.",
    "In Steyr demonstrierten am Abend einige hundert Menschen gegen die Schließung des Werks und für einen anderen Umgang mit der Technik.",
];

/// Small edits, as a strategy: which text, and what is done to it.
fn edited() -> impl Strategy<Value = String> {
    (0..BASES.len(), 0..9_usize, 0..20_usize).prop_map(|(base, how, at)| {
        let text = BASES[base];
        let words: Vec<&str> = text.split(' ').collect();
        let at = at % words.len();
        match how {
            0 => text.to_string(),
            1 => text.to_uppercase(),
            2 => text.replace(' ', "\u{a0} \n"),
            3 => format!("{text} Seite 1 / 2 Nächste Seite"),
            4 => format!("WIEN (APA) – {text}"),
            5 => text.chars().map(|c| c.to_digit(10).map_or(c, |d| char::from(b'0' + ((d + 1) % 10) as u8))).collect(),
            6 => words.iter().enumerate().filter(|(k, _)| *k != at).map(|(_, w)| *w).collect::<Vec<_>>().join(" "),
            7 => format!("{text} {}", BASES[(base + 1) % BASES.len()]),
            _ => text.replacen('e', "c", 2),
        }
    })
}

/// The slow way: every pair that the verdict calls one passage, without the index. What the search
/// must find: a pair of texts with the same words.
fn oracle(texts: &[String]) -> Vec<(usize, usize)> {
    let border = |c: char| !c.is_alphanumeric() && !unicode_normalization::char::is_combining_mark(c);
    let normal: Vec<String> = texts
        .iter()
        // Compatibility characters first, as the passages are compared: a letter in a square is a letter.
        .map(|t| {
            t.nfkc()
                .collect::<String>()
                .to_lowercase()
                .split(border)
                .filter(|w| !w.is_empty())
                .collect::<Vec<_>>()
                .join(" ")
        })
        .collect();
    (0..texts.len()).flat_map(|i| (0..i).map(move |j| (j, i))).filter(|&(j, i)| normal[i] == normal[j]).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, ..ProptestConfig::default() })]

    #[test]
    fn any_order_gives_the_same_groups(texts in proptest::collection::vec(edited(), 1..24), turn in 0_usize..24) {
        let mut turned = texts.clone();
        turned.rotate_left(turn % texts.len());
        turned.reverse();
        let (one, other) = (grouped(&texts), grouped(&turned));
        prop_assert_eq!(as_sets(&texts, &one), as_sets(&turned, &other));
        let kin = |texts: &[String], grouping: &Grouping| -> BTreeSet<(BTreeSet<String>, KinRelation)> {
            let shown = |group: u32| texts[grouping.representatives[group as usize] as usize].clone();
            grouping.kin.iter().map(|kin| ([shown(kin.one), shown(kin.other)].into(), kin.relation)).collect()
        };
        prop_assert_eq!(kin(&texts, &one), kin(&turned, &other));
        let inside = |texts: &[String], grouping: &Grouping| -> BTreeSet<(PassageWords, PassageWords)> {
            grouping.inside.iter().map(|&(a, b)| (words_of(&texts[a as usize]), words_of(&texts[b as usize]))).collect()
        };
        prop_assert_eq!(inside(&texts, &one), inside(&turned, &other));
    }

    #[test]
    fn nothing_is_lost(texts in proptest::collection::vec(prop_oneof![edited(), "\\PC{0,40}".prop_map(String::from)], 0..24)) {
        let grouping = grouped(&texts);
        prop_assert_eq!(grouping.group_of.len(), texts.len());
        prop_assert_eq!(grouping.relation.len(), texts.len());
        // From its group every item can be reached, and the group's representative is a member.
        for (group, &shown) in grouping.representatives.iter().enumerate() {
            prop_assert_eq!(grouping.group_of[shown as usize] as usize, group);
            prop_assert_eq!(grouping.relation[shown as usize], Relation::Representative);
        }
        for (item, &group) in grouping.group_of.iter().enumerate() {
            let shown = grouping.representatives[group as usize] as usize;
            let relation = grouping.relation[item];
            prop_assert_eq!(relation == Relation::Representative, item == shown);
            if relation == Relation::Identical {
                prop_assert_eq!(&texts[item], &texts[shown]);
            }
        }
        for (j, i) in oracle(&texts) {
            prop_assert_eq!(grouping.group_of[i], grouping.group_of[j], "{:?} {:?}", &texts[i], &texts[j]);
        }
        for &(small, large) in &grouping.inside {
            prop_assert!(small != large && texts[small as usize].len() < texts[large as usize].len() * 2);
        }
    }

    #[test]
    fn the_search_finds_what_comparing_all_pairs_finds(texts in proptest::collection::vec(edited(), 2..16)) {
        let together = grouped(&texts);
        for (i, text) in texts.iter().enumerate() {
            for (j, other) in texts.iter().enumerate().take(i) {
                let pair = grouped(&[text, other]);
                let figures = pair.kin.iter().any(|kin| kin.relation == KinRelation::OtherFigures);
                // What a guard keeps apart stays apart whatever else is in the pile.
                if figures {
                    prop_assert_ne!(together.group_of[i], together.group_of[j], "{} | {}", text, other);
                }
                // A text of the same words with furniture around it needs no luck to be found.
                let plain = |t: &str| t.replace("WIEN (APA) – ", "").replace(" Seite 1 / 2 Nächste Seite", "");
                if plain(text) == plain(other) {
                    prop_assert_eq!(together.group_of[i], together.group_of[j], "{} | {}", text, other);
                }
            }
        }
    }
}

/// All pairs, each compared alone: two texts of a small pile end in one group if they do so by
/// themselves, unless a third comes between them by a rule: a guard (kin of either group), or a
/// container, which holds two passages and joins none.
fn unexplained(texts: &[String]) -> Vec<(String, String)> {
    let together = grouped(texts);
    let of = |i: usize| together.group_of[i];
    let kin: BTreeSet<u32> = together.kin.iter().flat_map(|kin| [kin.one, kin.other]).collect();
    let stands_inside: BTreeSet<u32> = together.inside.iter().flat_map(|&(a, b)| [a, b]).collect();
    let linked = |i: usize| stands_inside.contains(&together.same_text[i]);
    let mut pairs = Vec::new();
    for (i, text) in texts.iter().enumerate() {
        for (j, other) in texts.iter().enumerate().take(i) {
            let alone = grouped(&[text, other]);
            let one = alone.representatives.len() == 1;
            let free = |k: usize| !kin.contains(&of(k)) && !linked(k);
            if one && of(i) != of(j) && free(i) && free(j) {
                pairs.push((other.clone(), text.clone()));
            }
        }
    }
    pairs
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, ..ProptestConfig::default() })]

    #[test]
    fn a_pile_groups_as_its_pairs_do(texts in proptest::collection::vec(edited(), 2..14)) {
        let pairs = unexplained(&texts);
        prop_assert!(pairs.is_empty(), "{:?}", pairs);
    }
}

type PassageWords = Vec<String>;

fn words_of(text: &str) -> PassageWords {
    let text = text.to_lowercase().replace('ß', "ss");
    text.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()).map(String::from).collect()
}

#[test]
fn relations_are_kept_for_each_member() {
    let base = BASES[0];
    let upper = base.to_uppercase();
    let edited = base.replace("kommenden", "nächsten");
    let figures = base.replace("5.000", "3.800");
    let names = base.replace("Klarna", "Dell");
    let grouping = grouped(&[base, base, &upper, &edited, &figures, &names]);
    use Relation::*;
    assert_eq!(grouping.relation[..4], [Representative, Identical, Normalised, Variant]);
    assert_eq!(grouping.group_of, [0, 0, 0, 0, 1, 2]);
    let kin: Vec<_> = grouping.kin.iter().map(|k| (k.one, k.other, k.relation)).collect();
    assert!(kin.contains(&(0, 1, KinRelation::OtherFigures)), "{kin:?}");
    assert!(kin.contains(&(0, 2, KinRelation::OtherNames)), "{kin:?}");
}

#[test]
fn figures_survive_lost_punctuation_and_page_numbers() {
    let base =
        "Demnach habe Klarna, so heißt es, seine Belegschaft bereits von rund 5.000 auf 3.800 Mitarbeiter reduziert.";
    let lost: String = base.chars().filter(|c| !".,".contains(*c)).collect();
    let page = format!("{base} Seite 1 / 2");
    let grouping = grouped(&[base, &lost, &page]);
    assert_eq!(grouping.representatives.len(), 1, "{grouping:?}");
    let decimal = "Der Umsatz stieg im dritten Quartal um 4,5 Prozent auf einen neuen Höchststand der Firma";
    let other = decimal.replace("4,5", "45");
    assert_eq!(grouped(&[decimal, &other]).representatives.len(), 2);
}

#[test]
fn a_container_is_linked_and_bridges_nothing() {
    let line = format!("{} {}", BASES[0], BASES[1]);
    let grouping = grouped(&[BASES[0], BASES[1], &line]);
    assert_eq!(grouping.group_of, [0, 1, 2]);
    assert_eq!(grouping.inside, [(0, 2), (1, 2)]);
    // Without the second part in the pile, the longer text is the same passage, extended.
    let first = BASES[2];
    let longer = format!("{first} Das teilte die Gewerkschaft mit.");
    assert_eq!(grouped(&[first, &longer]).representatives.len(), 1);
}

/// A copy with its sentences in another order stands for the group; what holds the usual order holds it too.
#[test]
fn a_container_holds_a_passage_whose_sentences_moved() {
    let sentences = [
        "There is one exception on kernels of this branch, which allow the flag to be used alone if the path names a block device.",
        "In general the behaviour of the flag is undefined when it is used without its companion.",
        "If the device is in use by the system the call fails with an error that names the reason.",
    ];
    let usual = sentences.join(" ");
    let turned = format!("{} {} {}", sentences[1], sentences[2], sentences[0]);
    let lines = [
        format!("{} {usual} {}", BASES[1], BASES[4]),
        format!("{usual} {}", BASES[2]),
        format!("{} {} {usual}", BASES[0], BASES[5]),
    ];
    for line in &lines {
        let grouping = grouped(&[&turned, &usual, line]);
        assert_eq!(grouping.group_of[..2], [0, 0], "{line}");
        assert!(
            grouping.inside.contains(&(0, 2)) && grouping.inside.contains(&(1, 2)),
            "{line}: {:?}",
            grouping.inside
        );
    }
}

/// What stands for a group may be its oddest copy: a text that is too far from it comes in by a member.
#[test]
fn a_copy_that_lost_a_sentence_does_not_keep_its_family_apart() {
    let end = " Stichwort: «Identitätskrise».";
    let base = format!(
        "Hunderte HR-Stellen fallen bei IBM der KI zum Opfer. Was der Aderlass für die Rolle des HR heisst.{end}"
    );
    let (short, dated) = (base.replace(end, ""), format!("WASHINGTON: {base}"));
    // The last sentence of another passage makes the short one the middle of its family.
    let line = format!("Von Reue spricht niemand im Konzern. {short} {}", BASES[4]);
    let grouping = grouped(&[&base, &dated, &short, &line, &base.replace("IBM der", "IBM versus")]);
    assert_eq!((grouping.group_of[1], grouping.group_of[4]), (0, 0), "{:?}", grouping.group_of);
}

/// Words of a short passage stand all over a long one that holds it: it is seen where it stands as a whole.
#[test]
fn a_passage_is_found_in_a_long_one_that_shares_its_words() {
    let small = "The I/O desk is the I/O scope of the house librarian. If readers share the same I/O desk, they are served as one by the I/O librarian.";
    let before = "The librarian of the house says which desk is whose. If a card is set, then the reader of the I/O card shares an I/O desk with the calling house. If the card is not set, then the new reader of the house has its own I/O desk.";
    let after = "Readers of the house may only ask for a number that is greater than one, if a reader with this number already sits in the I/O hall of the librarian.";
    let large = format!("{before} {small} {after}");
    let grouping = grouped(&[small, &large]);
    assert_eq!(grouping.group_of, [0, 1]);
    assert_eq!(grouping.inside, [(0, 1)]);
}

#[test]
fn empty_and_strange_input_is_grouped_too() {
    assert_eq!(grouped::<&str>(&[]), Grouping::default());
    let texts = ["", " ", "\u{ad}", "…", "5", "5.", "😀", "İ", "a\u{301}", "á", "\u{301}"];
    let grouping = grouped(&texts);
    assert_eq!(grouping.group_of[8], grouping.group_of[9]);
    assert_eq!(grouping.group_of[4], grouping.group_of[5]);
}

#[test]
fn a_run_can_be_stopped_and_says_how_far_it_is() {
    let texts: Vec<String> = (0..3000).map(|k| format!("{} {k}", BASES[k % 6])).collect();
    let mut seen = Vec::new();
    let result = group(&items(&texts), &mut |progress| {
        seen.push(progress);
        if progress.done > progress.total / 2 { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    });
    assert_eq!(result, Err(Stopped::Asked));
    assert!(seen.windows(2).all(|pair| pair[0].done <= pair[1].done && pair[1].done <= pair[1].total));
    assert!(seen.len() > 4);
}

/// The worst piles by the work they make, not by the clock: pairs compared grow with the texts.
#[test]
fn work_grows_in_proportion_to_the_texts() {
    let near_copies = |k: usize| {
        let words: Vec<String> = (0..30)
            .map(|w| if w == k % 30 || w == k / 30 % 30 { format!("wort{k}") } else { format!("text{w}") })
            .collect();
        words.join(" ")
    };
    let template = |k: usize| {
        format!(
            "Die Aktie schloss am Abend bei {},{:02} Euro und damit {} Prozent höher als am Vortag.",
            k / 100,
            k % 100,
            k % 7
        )
    };
    let named = |k: usize| {
        format!("Die Aktie von Firma{k} schloss am Abend höher als am Vortag, wie die Börse in Wien mitteilte.")
    };
    let identical = |_: usize| BASES[0].to_string();
    let makers: [&dyn Fn(usize) -> String; 4] = [&near_copies, &template, &named, &identical];
    for (shape, make) in makers.iter().enumerate() {
        for count in [500, 4000] {
            let texts: Vec<String> = (0..count).map(make).collect();
            let grouping = grouped(&texts);
            assert!(
                grouping.compared <= 16 * count as u64,
                "shape {shape}: {} pairs for {count} texts",
                grouping.compared
            );
        }
    }
}

/// Thousands of copies of one paragraph, some with another name: each name finds its own, however many
/// leaders the family has by then.
#[test]
fn in_a_crowded_family_each_name_finds_its_own() {
    let words =
        |count: usize, head: &str| -> Vec<String> { (0..count).map(|k| format!("{head}{}", letters(k))).collect() };
    let (plain, names, others) = (words(60, "kom"), words(6, "Zef"), words(60, "Q"));
    let mut draw = 7_usize;
    let mut below = |bound: usize| {
        draw = draw.wrapping_mul(25_214_903_917).wrapping_add(11) & 0xffff_ffff_ffff;
        (draw >> 20) % bound
    };
    let mut signs = BTreeSet::new();
    let texts: Vec<String> = (0..6000)
        .map(|_| {
            let mut text: Vec<&str> = (0..36).map(|k| if k % 6 == 5 { &*names[k / 6] } else { &*plain[k] }).collect();
            for _ in 0..3 {
                let at = below(6) * 6 + below(5);
                text[at] = &plain[below(60)];
            }
            if below(5) == 0 {
                let (at, other) = (below(6), below(60));
                text[at * 6 + 5] = &others[other];
                signs.insert((at, other));
            }
            text.join(" ")
        })
        .collect();
    let groups = grouped(&texts).representatives.len();
    assert!(groups > signs.len() && groups < signs.len() * 5 / 4, "{groups} groups, {} names", signs.len());
}

/// A number as letters.
fn letters(number: usize) -> String {
    [number / 10, number % 10]
        .iter()
        .map(|&digit| ["ab", "eck", "iff", "ong", "ull", "ast", "erd", "irk", "olm", "uns"][digit])
        .collect()
}

#[test]
fn the_first_article_of_the_seeds_folds_and_its_headline_stands_apart() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../shared/seeds/000_f656de36fbd337f8.txt");
    let Ok(text) = std::fs::read_to_string(path) else {
        eprintln!("skipped: {path} is not there");
        return;
    };
    let lines: Vec<&str> = text.lines().filter(|line| !line.trim().is_empty()).collect();
    let grouping = grouped(&lines);
    let long: BTreeSet<u32> =
        (0..lines.len()).filter(|&k| lines[k].len() > 1000).map(|k| grouping.group_of[k]).collect();
    assert_eq!(long.len(), 1, "the copies fold");
    let short: Vec<usize> = (0..lines.len()).filter(|&k| lines[k].len() <= 1000).collect();
    assert!(!short.is_empty() && short.iter().all(|&k| !long.contains(&grouping.group_of[k])), "the headline is apart");
}
