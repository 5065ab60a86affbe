//! Named pairs, and the promise that generated forms cover every word that shares a lemma.

use super::*;
use proptest::prelude::*;

/// A vocabulary of its own: capitals are nouns, `en:` words are English.
struct Words(Vec<(String, Traits)>);

impl Words {
    fn new(text: &str) -> Self {
        Self(
            text.split_whitespace()
                .map(|word| {
                    let (lang, word) =
                        word.strip_prefix("en:").map_or((Traits::GERMAN, word), |word| (Traits::ENGLISH, word));
                    let case = if word.starts_with(char::is_uppercase) { Traits::CAPITAL } else { Traits::SMALL };
                    (crate::lang::fold::plain(word), lang.with(case))
                })
                .collect(),
        )
    }
}

impl Vocabulary for Words {
    fn traits(&self, plain: &str) -> Option<Traits> {
        self.0.iter().filter(|word| word.0 == plain).map(|word| word.1).reduce(Traits::with)
    }

    fn frequency(&self, plain: &str) -> u32 {
        self.0.iter().filter(|word| word.0 == plain).count() as u32
    }
}

fn meet(words: &Words, left: &str, right: &str) -> bool {
    let read = |word: &str| {
        let word = crate::lang::fold::plain(word);
        lemmas(&word, words.traits(&word).unwrap_or(Traits::UNKNOWN), words)
    };
    let right = read(right);
    read(left).iter().any(|lemma| right.contains(lemma))
}

#[test]
fn forms_of_a_word_meet_and_others_do_not() {
    let cases = include_str!("../../../tests/cases/search/inflection.txt");
    let mut wrong = Vec::new();
    for line in cases.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#')) {
        let words = Words::new(&line.replace("!=", " "));
        let (alike, others) = line.split_once("!=").unwrap_or((line, ""));
        let bare = |text: &str| {
            text.split_whitespace().map(|word| word.trim_start_matches("en:").to_owned()).collect::<Vec<_>>()
        };
        let alike = bare(alike);
        let head = &alike[0];
        for form in alike.iter().skip(1) {
            if !meet(&words, head, form) {
                wrong.push(format!("{form} is a form of {head}: {line}"));
            }
        }
        for other in bare(others) {
            if meet(&words, head, &other) {
                wrong.push(format!("{other} is no form of {head}: {line}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

proptest! {
    #[test]
    fn every_word_is_among_the_forms_of_its_lemmas(
        word in "(ab|ein|zu)?(ge|zu)?(stell|hau|bau|land|handel|wirk|ergebni|kur|firm)(s|en|e|er|ern|t|te|ten|st|end|um|a)?(e|en|er|s|es)?",
        others in proptest::collection::vec("(ab|ein)?(stell|hau|bau|handel|wirk|firm|kur)(en|e|n)?", 0..6),
        bits in 1u8..16,
    ) {
        let words = Words(others.into_iter().map(|other| (other, Traits::UNKNOWN)).collect());
        for lemma in lemmas(&word, Traits(bits), &words) {
            let mut found = false;
            forms(&lemma, &mut |form| found |= form == word);
            prop_assert!(found, "{:?} does not make {}", lemma, word);
        }
    }

    #[test]
    fn every_english_word_is_among_the_forms_of_its_stem(word in "[a-z]{1,4}(plan|call|hop|bus|copi|y|e|at|bl|ll|tt|zz)?(s|es|ed|d|ing|ies|ied|eed|y|e)?") {
        for lemma in lemmas(&word, Traits::ENGLISH, &Words(vec![])) {
            let mut found = false;
            forms(&lemma, &mut |form| found |= form == word);
            prop_assert!(found, "{:?} does not make {}", lemma, word);
        }
    }
}
