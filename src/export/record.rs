//! How do articles go into a reference manager?
//!
//! RIS, BibTeX and CSL-JSON carry what is known about an article, not its text. Names stay as they are
//! written: which part of "Associated Press" is a family name no program knows. White space in a value
//! becomes one blank, so that no title can begin a line of its own.

use super::json::Json;
use super::prose::one_line;
use crate::article::{Article, Date};

/// RIS, a record an article.
pub(super) fn ris(articles: &[&Article]) -> String {
    let mut out = String::new();
    for article in articles {
        let meta = &article.meta;
        let mut line = |tag: &str, value: &str| {
            if !value.is_empty() {
                out.push_str(tag);
                out.push_str("  - ");
                out.push_str(&one_line(value));
                out.push_str("\r\n");
            }
        };
        line("TY", "NEWS");
        line("TI", &meta.title);
        persons(meta.author.as_deref()).for_each(|name| line("AU", name));
        line("T2", meta.source.as_deref().unwrap_or_default());
        if let Some(date) = meta.date {
            line("PY", &format!("{:04}", date.year));
            line("DA", &format!("{}/", date.to_string().replace('-', "/")));
        }
        line("LA", meta.lang.map(|lang| lang.tag()).unwrap_or_default());
        line("UR", super::web(meta).unwrap_or_default());
        line("C1", meta.licence.as_deref().unwrap_or_default());
        line("ID", &article.id.to_string());
        out.push_str("ER  - \r\n\r\n");
    }
    out
}

/// BibTeX as biblatex reads it, an entry an article.
pub(super) fn bibtex(articles: &[&Article]) -> String {
    let mut out = String::new();
    for article in articles {
        let meta = &article.meta;
        out.push_str(&format!("@article{{lesart-{},\n", article.id));
        let mut field = |name: &str, value: &str, verbatim: bool| {
            if !value.is_empty() {
                // Twice in braces: a title's capitals are its own.
                let (open, close) = if name == "title" { ("{{", "}}") } else { ("{", "}") };
                let value =
                    if verbatim { one_line(value).replace(['{', '}', '\\'], "") } else { tex(&one_line(value)) };
                out.push_str(&format!("  {name} = {open}{value}{close},\n"));
            }
        };
        field("title", &meta.title, false);
        field("author", &persons(meta.author.as_deref()).collect::<Vec<_>>().join(" and "), false);
        field("journaltitle", meta.source.as_deref().unwrap_or_default(), false);
        if let Some(date) = meta.date {
            field("date", &date.to_string(), false);
            field("year", &format!("{:04}", date.year), false);
        }
        field(
            "langid",
            meta.lang.map(|lang| if lang.tag() == "de" { "german" } else { "english" }).unwrap_or_default(),
            false,
        );
        field("url", super::web(meta).unwrap_or_default(), true);
        field("rights", meta.licence.as_deref().unwrap_or_default(), false);
        out.push_str("}\n\n");
    }
    out
}

/// CSL-JSON, an item an article.
pub(super) fn csl(articles: &[&Article]) -> String {
    let item = |article: &&Article| {
        let meta = &article.meta;
        let names: Vec<Json> =
            persons(meta.author.as_deref()).map(|name| Json::Object(vec![("literal", Json::text(name))])).collect();
        Json::Object(vec![
            ("id", Json::text(article.id.to_string())),
            ("type", Json::text("article-newspaper")),
            ("title", Json::text(one_line(&meta.title))),
            ("author", if names.is_empty() { Json::None } else { Json::List(names) }),
            ("container-title", Json::maybe(meta.source.as_deref())),
            ("issued", meta.date.map_or(Json::None, issued)),
            ("language", Json::maybe(meta.lang.map(|lang| lang.tag()))),
            ("URL", Json::maybe(super::web(meta))),
            ("license", Json::maybe(meta.licence.as_deref())),
        ])
    };
    Json::List(articles.iter().map(item).collect()).write()
}

fn issued(date: Date) -> Json {
    let parts = [u32::from(date.year), date.month.into(), date.day.into()];
    let known = parts.into_iter().take_while(|&part| part > 0).map(|part| Json::Number(part.into()));
    Json::Object(vec![("date-parts", Json::List(vec![Json::List(known.collect())]))])
}

/// The names in a line of authors.
fn persons(authors: Option<&str>) -> impl Iterator<Item = &str> {
    let names = authors.unwrap_or_default().split([',', ';', '&']).flat_map(|part| part.split(" und "));
    names.flat_map(|part| part.split(" and ")).map(str::trim).filter(|name| !name.is_empty())
}

/// Text as TeX takes it.
fn tex(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '&' | '%' | '$' | '#' | '_' => out.extend(['\\', letter]),
            '\\' => out.push_str("\\textbackslash{}"),
            '~' => out.push_str("\\textasciitilde{}"),
            '^' => out.push_str("\\textasciicircum{}"),
            // Braces that do not match would end the entry.
            '{' => out.push('('),
            '}' => out.push(')'),
            other => out.push(other),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::Meta;
    use crate::import::{ReadOptions, Source, read_all_quietly};
    use crate::lang::Lang;
    use proptest::prelude::*;

    fn article(title: &str, author: Option<&str>, date: &str) -> Article {
        let meta = Meta {
            title: title.into(),
            source: Some("Blatt & Söhne".into()),
            author: author.map(str::to_string),
            date: date.parse().ok(),
            lang: Some(Lang::De),
            url: Some("https://example.org/a_b?c=%20d&e=f#g".into()),
            licence: Some("CC BY 4.0".into()),
            file: "x.md".into(),
            ..Meta::default()
        };
        Article::new(meta, "Text".into(), Vec::new())
    }

    /// What our own reader makes of a written record: the article's text stands beside, under a title that
    /// the record knows by its address.
    fn read_back(file: &str, written: &str) -> Meta {
        let text = "---\nurl: https://example.org/a_b?c=%20d&e=f\n---\n\nText, der lang genug ist.\n";
        let sources =
            [Source { name: "neu.md", bytes: text.as_bytes() }, Source { name: file, bytes: written.as_bytes() }];
        let reading = read_all_quietly(&sources, &ReadOptions::default());
        assert_eq!(reading.refused, [], "{written}");
        reading.articles[0].meta.clone()
    }

    fn round_trip(original: &Article) {
        for (file, written) in
            [("a.ris", ris(&[original])), ("a.bib", bibtex(&[original])), ("a.json", csl(&[original]))]
        {
            let read = read_back(file, &written);
            let known = |meta: &Meta| {
                let meta = meta.clone();
                (one_line(&meta.title), meta.source, meta.author, meta.date, meta.lang, meta.licence)
            };
            assert_eq!(known(&read), known(&original.meta), "{written}");
        }
    }

    #[test]
    fn records_come_back_through_our_own_readers() {
        for (title, author, date) in [
            ("Klarna setzt auf KI", Some("Anna Berg, Bo Tal"), "2025-05-13"),
            ("50 % weniger: Was \"KI\" heißt & kostet_nichts #1 $5", Some("dpa"), "2025-05"),
            ("Ein\nTY  - BOOK\nER  - ", None, "2025"),
            ("C:\\Pfad ~ ^ hier", None, ""),
        ] {
            round_trip(&article(title, author, date));
        }
    }

    proptest! {
        #[test]
        fn no_title_breaks_a_record(title in "[a-zäÖß \n,;:=@\"'%&$#_/.-]{1,40}[a-z]") {
            // A title of signs alone is one that no reader keeps; two dashes are a long one to TeX.
            let title = title.replace("--", "- ");
            prop_assume!(title.chars().filter(|letter| letter.is_alphanumeric()).count() > 3);
            round_trip(&article(&title, Some("Anna Berg"), "2025-05-13"));
        }
    }

    #[test]
    fn braces_of_a_title_do_not_end_its_entry() {
        let written = bibtex(&[&article("a } b {", None, "2025")]);
        assert_eq!(read_back("a.bib", &written).title, "a ) b (");
    }

    #[test]
    fn an_address_that_is_none_stays_at_home() {
        let mut bad = article("a", None, "");
        bad.meta.url = Some("javascript:alert(1)".into());
        for written in [ris(&[&bad]), bibtex(&[&bad]), csl(&[&bad])] {
            assert!(!written.contains("javascript"), "{written}");
        }
    }
}
