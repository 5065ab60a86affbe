use proptest::prelude::*;

use super::*;
use crate::article::Meta;
use crate::import;

fn article(text: &str) -> Article {
    Article::new(Meta::default(), text.to_string(), Vec::new())
}

fn found(text: &str) -> Vec<(PassageKind, String)> {
    let article = article(text);
    split(&article, 0).into_iter().map(|passage| (passage.kind, passage.span.of(&article.text).to_string())).collect()
}

use PassageKind::{Furniture, Heading, Text};

fn check(text: &str, expected: &[(PassageKind, &str)]) {
    let expected: Vec<_> = expected.iter().map(|(kind, words)| (*kind, words.to_string())).collect();
    assert_eq!(found(text), expected);
}

#[test]
fn headings_and_furniture_are_told_from_text() {
    check(
        "Klarna setzt auf Menschen\n\nDer Konzern stellt wieder ein.\n\nEin neuer Ton\nMan wolle erreichbar sein.\n\nSeite 1 / 2\nNächste Seite",
        &[
            (Heading, "Klarna setzt auf Menschen"),
            (Text, "Der Konzern stellt wieder ein."),
            (Heading, "Ein neuer Ton"),
            (Text, "Man wolle erreichbar sein."),
            (Furniture, "Seite 1 / 2"),
            (Furniture, "Nächste Seite"),
        ],
    );
}

#[test]
fn headlines_of_other_articles_behind_navigation_are_furniture() {
    check(
        "Ein Titel\n\nEin Satz.\n\nZurück\nZurück\n\nDell verkauft mehr Server\n\nWeiter\nWeiter\n\nLabore schließen Abkommen",
        &[
            (Heading, "Ein Titel"),
            (Text, "Ein Satz."),
            (Furniture, "Zurück"),
            (Furniture, "Zurück"),
            (Furniture, "Dell verkauft mehr Server"),
            (Furniture, "Weiter"),
            (Furniture, "Weiter"),
            (Furniture, "Labore schließen Abkommen"),
        ],
    );
}

#[test]
fn a_headline_in_front_of_a_text_is_set_apart() {
    check(
        "Klarna lässt Stellen wegfallen\nKlarna lässt Stellen wegfallen Der Konzern schrumpft weiter.",
        &[
            (Heading, "Klarna lässt Stellen wegfallen"),
            (Heading, "Klarna lässt Stellen wegfallen"),
            (Text, "Der Konzern schrumpft weiter."),
        ],
    );
}

#[test]
fn wrapped_lines_are_one_passage() {
    let wrapped = "Die Belegschaft ist in den vergangenen zwölf Monaten von\nfünftausend auf weniger als viertausend Köpfe gesunken und\nsoll weiter sinken.";
    check(&format!("{wrapped}\n\nEin zweiter Absatz."), &[(Text, wrapped), (Text, "Ein zweiter Absatz.")]);
}

#[test]
fn a_long_line_is_cut_at_sentence_ends_and_alike_everywhere() {
    let sentence = |number: usize| {
        format!("Im {number}. Bericht stehen z. B. 5.000 Stellen und die Zahl {} als Beleg für den Umbau.", number * 37)
    };
    let body: Vec<String> = (1..60).map(sentence).collect();
    let plain = found(&body.join(" "));
    assert!(plain.len() > 4, "{}", plain.len());
    for (kind, words) in &plain {
        assert_eq!(*kind, Text);
        assert!(words.starts_with("Im ") && words.ends_with("Umbau."), "{words}");
        assert!(words.len() < MOST_PIECE + 200);
    }
    // With another beginning, all but the first pieces are the same.
    let moved = found(&format!("Vorab ein ganz anderer Satz, der nicht zum Text gehört. {}", body.join(" ")));
    let same = moved.iter().filter(|piece| plain.contains(piece)).count();
    assert!(same + 3 >= plain.len(), "{same} of {}", plain.len());
}

#[test]
fn markdown_marks_decide() {
    let mut notices = Vec::new();
    let articles = import::read(
        "a.md",
        b"---\ntitle: T\n---\n# Titel!\n\nEin Absatz ohne Punkt am Ende\n\n- Punkt eins\n",
        &import::ReadOptions::default(),
        &mut notices,
    )
    .unwrap();
    let kinds: Vec<_> = split(&articles[0], 3).iter().map(|passage| (passage.kind, passage.article)).collect();
    assert_eq!(kinds, [(Heading, 3), (Heading, 3), (Text, 3)]);
}

#[test]
fn text_without_an_end_is_cut_between_characters() {
    let endless = "ä".repeat(10_000);
    let parts = found(&endless);
    assert_eq!(parts.iter().map(|(_, words)| words.as_str()).collect::<String>(), endless);
    assert!(parts.iter().all(|(_, words)| words.len() <= MOST_SENTENCE));
}

proptest! {
    #[test]
    fn no_character_is_lost(text in "([A-ZÄa-zß„“.!?0-9 /]{0,90}\n?){0,12}") {
        let kept: String = found(&text).into_iter().map(|(_, words)| words).collect::<String>().split_whitespace().collect();
        let all: String = text.split_whitespace().collect();
        prop_assert_eq!(kept, all);
    }

    #[test]
    fn no_text_makes_it_panic(text in "\\PC{0,300}") {
        let article = article(&text);
        for passage in split(&article, 0) {
            prop_assert!(!passage.span.of(&article.text).is_empty());
        }
    }
}
