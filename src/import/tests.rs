use std::ops::ControlFlow;

use proptest::prelude::*;

use super::*;

fn read_one(file: &str, bytes: &[u8]) -> (Result<Vec<Article>, Refusal>, Vec<NoticeKind>) {
    let mut notices = Vec::new();
    let read = read(file, bytes, &ReadOptions::default(), &mut notices);
    (read, notices.into_iter().map(|notice| notice.kind).collect())
}

#[test]
fn the_table_names_each_ending_once() {
    let mut endings: Vec<_> = FORMATS.iter().flat_map(|format| format.endings).collect();
    endings.extend(ALMOST.iter().map(|(ending, ..)| ending));
    let all = endings.len();
    endings.sort();
    endings.dedup();
    assert_eq!(endings.len(), all);
    for (.., better) in ALMOST {
        assert!(format_of(&format!("a.{better}")).is_some());
    }
}

#[test]
fn files_that_cannot_be_read_say_why() {
    assert_eq!(read_one("photo.jpeg", b"x"), (Err(Refusal::UnknownFormat), vec![]));
    assert_eq!(read_one("README", b"x"), (Err(Refusal::UnknownFormat), vec![]));
    assert_eq!(read_one("a.txt", &[0, 1, 2, 0, 0, 3]), (Err(Refusal::Binary), vec![]));
    let message = read_one("a.doc", b"x").0.unwrap_err().to_string();
    assert_eq!(message, "an old Word file cannot be read: save it as .docx");
}

#[test]
fn wrong_letters_are_offered_and_repaired_only_when_asked() {
    let text = "Das ist fÃ¼r alle.";
    let (read_as_it_is, said) = read_one("a.txt", text.as_bytes());
    assert_eq!(read_as_it_is.unwrap()[0].text, text);
    assert_eq!(said, [NoticeKind::Mojibake { places: 1, before: text.into(), after: "Das ist für alle.".into() }]);
    let options = ReadOptions { repair_mojibake: true, ..ReadOptions::default() };
    let mut notices = Vec::new();
    let repaired = read("a.txt", text.as_bytes(), &options, &mut notices).unwrap();
    assert_eq!((repaired[0].text.as_str(), &notices[0].kind), ("Das ist für alle.", &NoticeKind::Repaired(1)));
}

#[test]
fn the_rest_goes_in() {
    let files = [
        Source { name: "a.txt", bytes: b"Eins." },
        Source { name: "bild.png", bytes: b"\x89PNG" },
        Source { name: "ordner/.DS_Store", bytes: b"" },
        Source { name: "Seite-Dateien/ad.html", bytes: b"<p>Werbung" },
        Source { name: "b.txt", bytes: b"Zwei." },
    ];
    let mut seen = Vec::new();
    let reading = read_all(&files, &ReadOptions::default(), &mut |progress| {
        seen.push((progress.file.to_string(), progress.files, progress.articles));
        ControlFlow::Continue(())
    });
    assert_eq!(reading.articles.len(), 2);
    assert_eq!(reading.refused, [("bild.png".into(), Refusal::UnknownFormat)]);
    assert_eq!(reading.notices[0].kind, NoticeKind::PiecesOfPage(1));
    assert_eq!(seen, [("a.txt".into(), 0, 0), ("bild.png".into(), 1, 1), ("b.txt".into(), 2, 1)]);
    let stopped = read_all(&files, &ReadOptions::default(), &mut |progress| match progress.files {
        0 => ControlFlow::Continue(()),
        _ => ControlFlow::Break(()),
    });
    assert_eq!((stopped.articles.len(), stopped.refused.len(), stopped.stopped), (1, 0, true));
}

#[test]
fn limits_are_named() {
    let files = [Source { name: "a.txt", bytes: b"12345" }, Source { name: "b.txt", bytes: b"12345" }];
    let refused = |options: ReadOptions| read_all_quietly(&files, &options).refused;
    let of = |refusal: Refusal| vec![("b.txt".to_string(), refusal)];
    assert_eq!(refused(ReadOptions { most_total: 9, ..ReadOptions::default() }), of(Refusal::TooMuch));
    assert_eq!(refused(ReadOptions { most_files: 1, ..ReadOptions::default() }), of(Refusal::TooManyFiles));
    assert_eq!(refused(ReadOptions { most_bytes: 4, ..ReadOptions::default() }).len(), 2);
}

#[test]
fn a_corpus_file_gives_its_articles() {
    let files = vec![crate::pack::PackFile::new("a.txt", *b"Eins."), crate::pack::PackFile::new("b.xyz", *b"?")];
    let pack = crate::pack::Pack { title: "t".into(), files, ..Default::default() };
    let (read, said) = read_one("c.json", &crate::pack::write(&pack));
    assert_eq!(read.unwrap()[0].meta.file, "c.json/a.txt");
    assert_eq!(said, [NoticeKind::Refused(Refusal::UnknownFormat)]);
}

#[test]
fn what_is_portable_is_read_back() {
    let (articles, _) = read_one("a.md", "---\ntitle: T\n---\n# Über\n\n- eins\n- zwei\n".as_bytes());
    let articles = articles.unwrap();
    assert_eq!(read_one("a.md.lesart", portable(&articles).as_bytes()).0, Ok(articles));
}

#[test]
fn long_lines_cost_no_more_than_their_length() {
    // A megabyte and a half in one line; a quadratic reader would not come back from it.
    let long = "Wort, und noch eines. ".repeat(1 << 16);
    for file in ["a.txt", "a.md", "a.csv", "a.bib", "a.ris"] {
        let bytes = if file == "a.csv" { format!("text\n{long}") } else { long.clone() };
        let _ = read_one(file, bytes.as_bytes());
    }
    let article = &read_one("a.txt", long.as_bytes()).0.unwrap()[0];
    assert!(crate::passage::split(article, 0).len() > 1_000);
}

proptest! {
    #[test]
    fn no_bytes_make_it_panic(
        bytes in prop::collection::vec(any::<u8>(), 0..300),
        format in 0..FORMATS.len(),
    ) {
        let file = format!("a.{}", FORMATS[format].endings[0]);
        if let Ok(articles) = read_one(&file, &bytes).0 {
            for article in articles {
                for mark in &article.marks {
                    prop_assert!(article.text.get(mark.span.start as usize..mark.span.end as usize).is_some());
                }
            }
        }
    }

    #[test]
    fn no_markdown_makes_it_panic(text in "(\\PC|[#*_`>|\\n\\-\\[\\]()!:\"]){0,200}") {
        for article in read_one("a.md", text.as_bytes()).0.unwrap() {
            let mut last = 0;
            for mark in &article.marks {
                prop_assert!(mark.span.start >= last && mark.span.end >= mark.span.start);
                prop_assert!(article.text.get(mark.span.start as usize..mark.span.end as usize).is_some());
                last = mark.span.end;
            }
        }
    }
}

#[test]
fn articles_are_handed_on_in_the_middle_of_an_archive() {
    use std::cell::RefCell;
    use std::rc::Rc;
    let files = [("a.txt", "Der erste."), ("b.txt", "Der zweite."), ("c.txt", "Der dritte.")]
        .map(|(name, text)| crate::pack::PackFile::new(name, text));
    let archive = crate::pack::write(&crate::pack::Pack { files: files.to_vec(), ..Default::default() });
    let taken = Rc::new(RefCell::new(Vec::new()));
    let mut intake = Intake::new(ReadOptions::default());
    let into = taken.clone();
    intake.hand_on(15, move |articles| into.borrow_mut().push(articles.len()));
    let _ = intake.add("alle.json", &archive, &mut |_| ControlFlow::Continue(()));
    assert_eq!(*taken.borrow(), [2], "two have more than 15 bytes together");
    assert_eq!(intake.finish().articles.len(), 1);
}
