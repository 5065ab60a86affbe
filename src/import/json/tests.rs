use proptest::prelude::*;

use super::super::{Notice, NoticeKind, ReadOptions, Refusal, read};
use super::write;
use crate::article::{Article, Mark, MarkKind, Meta, Span};
use crate::lang::Lang;

fn articles(name: &str, text: &str) -> (Result<Vec<Article>, Refusal>, Vec<NoticeKind>) {
    let mut notices: Vec<Notice> = Vec::new();
    let read = read(name, text.as_bytes(), &ReadOptions::default(), &mut notices);
    (read, notices.into_iter().map(|notice| notice.kind).collect())
}

#[test]
fn objects_lists_and_lists_in_objects() {
    let one = r#"{"headline": "Titel", "articleBody": "Ein Text.", "datePublished": "2025-05-13T09:00:00Z",
        "author": [{"name": "A. Berg"}, {"given": "Bo", "family": "Tal"}], "publisher": {"name": "Blatt"},
        "inLanguage": "de-DE", "url": "https://example.org/a", "score": 3.5, "tags": [["x"]]}"#;
    for text in [one.to_string(), format!("[{one}]"), format!("{{\"count\": 1, \"articles\": [{one}]}}")] {
        let (read, said) = articles("a.json", &text);
        let read = read.unwrap();
        assert_eq!((read.len(), said), (1, vec![]), "{text}");
        let meta = &read[0].meta;
        assert_eq!((meta.title.as_str(), read[0].text.as_str()), ("Titel", "Ein Text."));
        assert_eq!((meta.author.as_deref(), meta.source.as_deref()), (Some("A. Berg, Bo Tal"), Some("Blatt")));
        assert_eq!(
            (meta.date.map(|date| date.to_string()).as_deref(), meta.lang),
            (Some("2025-05-13"), Some(Lang::De))
        );
    }
}

#[test]
fn lines_and_the_wrong_ending() {
    let lines = "{\"text\":\"eins\"}\n\n{\"body\":\"zwei\"}\nkein JSON\n{\"id\":4}\n";
    let (read, said) = articles("a.jsonl", lines);
    assert_eq!(read.unwrap().len(), 2);
    assert!(matches!(said[0], NoticeKind::NoText { number: 4 } | NoticeKind::NoText { number: 5 }), "{said:?}");
    assert!(matches!(said[1], NoticeKind::Refused(Refusal::Broken { line: Some(4), .. })), "{said:?}");
    let (read, _) = articles("a.json", "{\"text\":\"eins\"}\n{\"text\":\"zwei\"}");
    assert_eq!(read.unwrap().iter().map(|article| article.text.as_str()).collect::<Vec<_>>(), ["eins", "zwei"]);
}

#[test]
fn what_is_wrong_is_said_with_its_line() {
    for (text, expected) in [
        ("[1, 2", "line 1"),
        ("{\"text\":\n \"a\",,}", "line 2"),
        ("\"only text\"", "stands alone"),
        ("[]", "no object with a text"),
    ] {
        let message = articles("a.json", text).0.unwrap_err().to_string();
        assert!(message.contains(expected), "{text}: {message}");
    }
}

#[test]
fn deep_and_wide_json_ends_well() {
    let deep = "[".repeat(300_000);
    assert!(articles("a.json", &deep).0.is_err());
    let deep = format!("{{\"a\":{}{},\"text\":\"x\"}}", "[".repeat(100_000), "]".repeat(100_000));
    assert_eq!(articles("a.json", &deep).0.unwrap()[0].text, "x");
    let objects = format!("{}1{}", "{\"a\":".repeat(100_000), "}".repeat(100_000));
    let _ = articles("a.json", &objects);
    // Sound, but too deep to be looked into: the message says so.
    for deep in [format!("{}{}", "[".repeat(90), "]".repeat(90)), objects.replace("\"a\"", "\"author\"")] {
        assert_eq!(articles("a.json", &deep).1, vec![NoticeKind::TooNested { number: 1 }]);
    }
    let wide = format!("{{\"a\":[{}1],\"text\":\"x\"}}", "1,".repeat(1_200_000));
    assert_eq!(articles("a.json", &wide).0.unwrap()[0].text, "x");
    // What is kept of one element is bounded; text behind the bound is missed with a word, not silently.
    let (read, said) = articles("a.json", &wide.replace("\"a\"", "\"author\""));
    assert_eq!((read.unwrap().len(), said), (0, vec![NoticeKind::NoText { number: 1 }]));
}

#[test]
fn an_export_is_read_back() {
    let meta = Meta {
        title: "T".into(),
        source: Some("S".into()),
        date: "2025-05".parse().ok(),
        lang: Some(Lang::En),
        url: Some("https://example.org".into()),
        retold: true,
        file: "a/b.pdf".into(),
        ..Meta::default()
    };
    let marks = [
        Mark { span: Span::new(0, 4), kind: MarkKind::Heading(3) },
        Mark { span: Span::new(6, 9), kind: MarkKind::Item },
    ];
    let article = Article::new(meta, "Über\n\nuns".into(), vec![]);
    let article = Article {
        marks: vec![Mark { span: Span::new(0, 5), ..marks[0] }, Mark { span: Span::new(7, 10), ..marks[1] }],
        ..article
    };
    assert_eq!(articles("x.jsonl", &write(&article)).0, Ok(vec![article.clone()]));
    let broken = write(&article).replace("[0,5,", "[0,1,");
    assert_eq!(articles("x.jsonl", &broken).0.unwrap()[0].marks, []);
}

proptest! {
    #[test]
    fn no_json_makes_it_panic(text in "([\\[\\]{},:]|\"text\"|\"title\"|\"marks\"|\"articles\"|\"a\"|1|null|true){0,40}") {
        let _ = articles("a.json", &text);
        let _ = articles("a.jsonl", &text);
    }
}
