use proptest::prelude::*;

use super::super::{Notice, NoticeKind, ReadOptions, Refusal, Source, read_all_quietly};
use super::*;
use crate::lang::Lang;

const RIS: &str = "TY  - NEWS\r\nTI  - KI ersetzt Teams\r\nAU  - Berg, Anna\r\nAU  - Tal, Bo\r\nT2  - Blatt\r\n\
DA  - 2025/05/13/\r\nLA  - de\r\nUR  - https://www.example.org/ki/\r\nER  - \r\n";

const BIB: &str = r#"% Sammlung
@string{b = "Blatt"}
@article{berg25, title = {{KI} ersetzt {\"U}bersetzer \& Stra{\ss}en}, author = "Berg, Anna and Tal, Bo",
  journal = {Blatt}, year = 2025, month = may, url = {https://example.org/ki}, file = {PDF:lese/klarna.pdf:application/pdf}}
@misc{leer}"#;

const CSL: &str = r#"[{"id": "klarna", "type": "article-newspaper", "title": "KI ersetzt Teams",
  "container-title": "Blatt", "author": [{"family": "Berg", "given": "Anna"}],
  "issued": {"date-parts": [[2025, 5, 13]]}, "URL": "http://example.org/ki", "language": "de"}]"#;

fn read(files: &[(&str, &str)]) -> (Vec<Article>, Vec<NoticeKind>, Vec<(String, Refusal)>) {
    let files: Vec<Source> = files.iter().map(|(name, text)| Source { name, bytes: text.as_bytes() }).collect();
    let reading = read_all_quietly(&files, &ReadOptions::default());
    (reading.articles, reading.notices.into_iter().map(|notice: Notice| notice.kind).collect(), reading.refused)
}

#[test]
fn each_format_completes_the_article_beside_it() {
    for (name, record) in [("klarna.ris", RIS), ("all.bib", BIB), ("refs.json", CSL)] {
        let (articles, said, refused) =
            read(&[("klarna.txt", "Nur Text, und sonst nichts, gar nichts."), (name, record)]);
        let meta = &articles[0].meta;
        assert!(meta.title.starts_with("KI ersetzt"), "{name}: {meta:?} {said:?} {refused:?}");
        assert_eq!(meta.source.as_deref(), Some("Blatt"), "{name}");
        assert!(meta.author.as_deref().is_some_and(|author| author.starts_with("Anna Berg")), "{name}");
        assert_eq!(meta.date.map(|date| (date.year, date.month)), Some((2025, 5)), "{name}");
        assert!(said.contains(&NoticeKind::Records(1)), "{name}");
        assert_eq!(refused, []);
    }
    let (articles, ..) = read(&[("klarna.txt", "Nur Text, und sonst nichts."), ("all.bib", BIB)]);
    assert_eq!(articles[0].meta.title, "KI ersetzt Übersetzer & Straßen");
}

#[test]
fn title_and_address_find_the_article_and_nothing_is_overwritten() {
    let own = "---\ntitle: KI ersetzt Teams!\nauthor: Selbst\nlang: en\n---\nText";
    let (articles, ..) = read(&[("x.md", own), ("all.ris", RIS)]);
    let meta = &articles[0].meta;
    assert_eq!(
        (meta.author.as_deref(), meta.source.as_deref(), meta.lang),
        (Some("Selbst"), Some("Blatt"), Some(Lang::En))
    );
    let own = "---\ntitle: Anders\nurl: http://example.org/ki#top\n---\nText";
    let (articles, said, _) = read(&[("x.md", own), ("all.ris", RIS)]);
    assert_eq!((articles[0].meta.title.as_str(), articles[0].meta.source.as_deref()), ("Anders", Some("Blatt")));
    assert_eq!(said, [NoticeKind::Records(1)]);
    let (_, said, _) = read(&[("y.md", "# Ganz anders\n\nText"), ("all.ris", RIS)]);
    assert_eq!(said, [NoticeKind::Records(1), NoticeKind::Unmatched("KI ersetzt Teams".into())]);
}

#[test]
fn files_without_records_are_refused() {
    let (_, _, refused) = read(&[("a.ris", "nichts"), ("b.bib", "nichts @ hier"), ("c.bib", "@article{")]);
    assert_eq!(refused.len(), 3);
}

proptest! {
    #[test]
    fn no_record_makes_it_panic(text in "(TY  - |ER  - |\n|@article\\{|[{}\",=\\\\]|title|author|\\PC){0,60}") {
        let _ = read(&[("a.ris", text.as_str()), ("b.bib", text.as_str())]);
    }
}
