use proptest::prelude::*;
use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

use super::*;

fn blocks(markdown: &str) -> Vec<(MarkKind, String)> {
    let (text, marks) = plain(markdown);
    marks.into_iter().map(|mark| (mark.kind, mark.span.of(&text).to_string())).collect()
}

/// The words of each block as a full CommonMark parser reads them: the oracle.
fn oracle(markdown: &str) -> Vec<String> {
    let mut blocks = vec![String::new()];
    for event in Parser::new_ext(markdown, Options::ENABLE_STRIKETHROUGH) {
        match event {
            Event::Start(Tag::Paragraph | Tag::Heading { .. } | Tag::Item)
            | Event::End(TagEnd::Paragraph | TagEnd::Heading(_) | TagEnd::Item) => blocks.push(String::new()),
            Event::Text(words) | Event::Code(words) | Event::Html(words) | Event::InlineHtml(words) => {
                blocks.last_mut().unwrap().push_str(&words);
            }
            Event::SoftBreak => blocks.last_mut().unwrap().push(' '),
            Event::HardBreak => blocks.last_mut().unwrap().push('\n'),
            _ => {}
        }
    }
    blocks.into_iter().map(|words| words.trim().to_string()).filter(|words| !words.is_empty()).collect()
}

#[test]
fn markup_goes_and_words_stay() {
    use MarkKind::{Heading, Item, Paragraph, Quote};
    let found = blocks(
        "# Titel #\n\nEin *betonter* Satz mit [Link](https://example.org \"t\")\nund __Umbruch__.\n\n- eins\n- zwei **fett**\n\n> Zitat\n> weiter\n\nZwei\n---\n<b>roh</b>\n\n| a | b |\n|---|---|\n| c | d |\n\n---\n1. drei\n\n```\n*Code*\n```\n",
    );
    let expected = [
        (Heading(1), "Titel"),
        (Paragraph, "Ein betonter Satz mit Link und Umbruch."),
        (Item, "eins"),
        (Item, "zwei fett"),
        (Quote, "Zitat weiter"),
        (Heading(2), "Zwei"),
        (Paragraph, "<b>roh</b>"),
        (Paragraph, "a b"),
        (Paragraph, "c d"),
        (Item, "drei"),
        (Paragraph, "*Code*"),
    ];
    assert_eq!(found, expected.map(|(kind, text)| (kind, text.to_string())));
}

#[test]
fn scripts_are_words() {
    assert_eq!(blocks("<script>alert(1)</script>")[0].1, "<script>alert(1)</script>");
}

/// Lines that prose has, each read as the full parser reads it.
#[test]
fn lines_of_prose_are_read_as_a_full_parser_reads_them() {
    for line in [
        "2*3*4 und snake_case_name und *ein* **zwei** ***drei***",
        "Von *5.000 auf **3.800*** Stellen, ~~nie~~ ~5 Prozent",
        "`code *x*` und ``a ` b`` und ` offen",
        "\\*kein\\* Sternchen \\\\ und \\d",
        "&amp; &auml; &#228; &#xE4; &unbekannt; &",
        "<https://example.org/a_b_c> und <a@b.de> und a < b > c",
        "![Bild *eins*](b.png) und [*Text*](u) und [a][b] offen",
        "„*Zitat*“ und *„Zitat“*, 4 * 5 = 20",
        "# Überschrift mit C#",
        "Eins\nzwei  \ndrei\\\nvier",
        "**Klarna**-Chef und 5*6",
        "_kursiv_ und _nicht_so_ und __fett__",
    ] {
        let ours: Vec<String> = blocks(line).into_iter().map(|(_, words)| words).collect();
        // References are links here wherever they lead, since their targets are dropped.
        let theirs: Vec<String> = oracle(line).into_iter().map(|words| words.replace("[a][b]", "a")).collect();
        assert_eq!(ours, theirs, "{line}");
    }
}

#[test]
fn a_page_of_brackets_costs_no_more_than_its_length() {
    let hostile = "[".repeat(50_000) + &"](".repeat(1000) + &"*".repeat(10_000) + &"`".repeat(999);
    assert!(!blocks(&hostile).is_empty());
}

proptest! {
    /// Words, emphasis and breaks in any order: the same words as the full parser's.
    #[test]
    fn emphasis_agrees_with_the_oracle(pieces in prop::collection::vec("(Wort|ein |, |\\. |\\*Ton\\* |\\*\\*fett\\*\\* |_kursiv_ |`code` |\\[Text\\]\\(url\\) |5\\.000 |\n)", 1..12)) {
        let line = pieces.concat();
        let ours: Vec<String> = blocks(&line).into_iter().map(|(_, words)| words).collect();
        prop_assert_eq!(ours, oracle(&line), "{}", line);
    }

    #[test]
    fn no_word_is_lost(words in prop::collection::vec("[a-zäß]{1,8}", 1..20), marks in prop::collection::vec("[ \n*_`>#\\[\\]()!|~-]{1,3}", 1..20)) {
        let text: String = words.iter().zip(marks.iter().cycle()).map(|(word, mark)| format!("{word}{mark} ")).collect();
        let (plain, _) = plain(&text);
        // An address behind a link is markup; everything else stays.
        if !text.contains("](") && !text.contains("][") && !text.contains("]:") {
            for word in &words {
                prop_assert!(plain.contains(word.as_str()), "{word} of {text} in {plain}");
            }
        }
    }
}
