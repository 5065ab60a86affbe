//! Tests of the forms over a corpus, and of names.

use super::*;
use crate::corpus::Corpus;
use crate::correction::Correction;
use crate::pack::{Pack, PackFile};
use crate::topic::Topic;
use crate::url;
use crate::words::Tongue;

#[test]
fn file_names_are_plain() {
    for (title, name) in [
        ("KI und Arbeit", "lesart-ki-und-arbeit.html"),
        ("", "lesart.html"),
        ("../../etc/passwd\0", "lesart-etc-passwd.html"),
        ("<b>Über\u{202e}lmth.</b>", "lesart-b-über-lmth-b.html"),
    ] {
        assert_eq!(file_name(title, "html"), name);
    }
    assert!(file_name(&"wort ".repeat(100), "csv").len() < 90);
    assert_eq!(file_name(&"ä".repeat(100), "csv"), "lesart.csv");
}

const ARTICLES: [(&str, &str); 2] = [
    (
        "a.md",
        "---\ntitle: \"=cmd|'/C calc'!A0\"\nsource: Blatt\nauthor: Anna Berg\ndate: 2025-05-13\nurl: https://example.org/a\n---\n\n\
         Klarna streicht 700 Stellen, weil eine Maschine die Arbeit der Menschen übernimmt; die Gewerkschaft warnt.\n\n\
         Der Vorstand von Klarna lobt die neue Maschine, denn sie spart 40 Millionen Dollar im Jahr.\n",
    ),
    (
        "b.md",
        "---\ntitle: Zweiter\nurl: javascript:alert(1)\nretold: true\n---\n\n\
         Klarna streicht 700 Stellen, weil eine Maschine die Arbeit der Menschen übernimmt; die Gewerkschaft warnt.\n",
    ),
];

fn corpus() -> Corpus {
    let files = ARTICLES.map(|(name, text)| PackFile::new(name, text)).to_vec();
    Corpus::open(&Pack { title: "Probe".into(), files, topic: Topic::bundled_files(), model: None })
}

fn written(corpus: &Corpus, link: &str, form: Form) -> String {
    let (state, _) = url::read(link, "");
    let parcel = corpus.parcel(&state, form, Tongue::De, "https://schule.example/");
    String::from_utf8(parcel.bytes).unwrap()
}

/// Rows, the head among them: no cell of these articles holds a line's end.
fn rows(csv: &str) -> usize {
    csv.matches("\r\n").count()
}

#[test]
fn a_table_has_a_row_a_passage_and_no_formula() {
    let corpus = corpus();
    let csv = written(&corpus, "", Form::Csv);
    assert_eq!(rows(&csv), 3, "{csv}");
    assert!(csv.starts_with("Passage,Auf wessen Seite,"), "{csv}");
    assert!(csv.contains(",\"'=cmd|'/C calc'!A0\","), "{csv}");
    assert!(!csv.contains("javascript"), "{csv}");
    let excel = written(&corpus, "", Form::CsvExcel);
    assert!(excel.starts_with("\u{feff}Passage;Auf wessen Seite;"), "{excel}");
    // Filtered, it is what is shown: in one article, or none.
    assert_eq!(rows(&written(&corpus, "q=lobt", Form::Csv)), 2);
    assert_eq!(rows(&written(&corpus, "q=Xylophon", Form::Csv)), 1);
}

#[test]
fn figures_are_a_table_of_their_own() {
    let corpus = corpus();
    let csv = written(&corpus, "view=figures", Form::Csv);
    assert!(csv.starts_with("Unternehmen,Worum es geht,Zahl,"), "{csv}");
    assert!(csv.contains("700") && csv.contains("Klarna"), "{csv}");
    let json: serde_json::Value = serde_json::from_str(&written(&corpus, "view=figures", Form::Json)).unwrap();
    assert!(json["figures"].as_array().unwrap().iter().any(|row| row["company"] == "Klarna"), "{json}");
    assert_eq!(rows(&csv), 1 + json["figures"].as_array().unwrap().len());
}

#[test]
fn json_says_all_that_is_known() {
    let corpus = corpus();
    let json: serde_json::Value = serde_json::from_str(&written(&corpus, "", Form::Json)).unwrap();
    let first = &json["passages"][0];
    assert_eq!((&first["companies"][0], &first["places"]), (&"Klarna".into(), &2.into()), "{json}");
    assert!(first["link"].as_str().unwrap().starts_with("https://schule.example/#view=article&in="), "{first}");
    assert!(first["evidence"].as_array().unwrap().iter().any(|one| one["words"][0] == "Klarna"), "{first}");
    let (state, _) = url::read("", "");
    let nobody = String::from_utf8(corpus.parcel(&state, Form::Json, Tongue::De, "").bytes).unwrap();
    assert!(!nobody.contains("\"link\""), "a page from a stick has no address for others");
}

#[test]
fn an_article_goes_out_alone() {
    let corpus = corpus();
    let id = corpus.articles()[1].id;
    let link = format!("view=article&in={id}");
    assert_eq!(written(&corpus, &link, Form::Ris).matches("TY  - ").count(), 1);
    assert_eq!(written(&corpus, "", Form::Ris).matches("TY  - ").count(), 1, "the copies stand in one row");
    let text = written(&corpus, &link, Form::Text);
    assert!(text.starts_with("Zweiter\n") && text.contains("nacherzählt") && !text.contains("javascript"), "{text}");
    let markdown = written(&corpus, "", Form::Markdown);
    assert!(
        markdown.contains("> Klarna streicht 700 Stellen") && markdown.contains("](<https://example.org/a>)"),
        "{markdown}"
    );
}

#[test]
fn labels_that_were_put_right_come_back() {
    let mut corpus = corpus();
    let passage = corpus.list(&url::State::default(), 0, 1).rows[0].passage;
    let article = corpus.articles()[0].id;
    let correction = |facet: &str, value: &str, holds: bool, reason: &str| Correction {
        article,
        passage,
        facet: facet.into(),
        value: value.into(),
        holds,
        reason: reason.into(),
    };
    let own = vec![
        correction("stance", "mixed", true, "zu „glatt“ </script>"),
        correction("company", "Klarna", false, ""),
        correction("company", "Müller: Söhne", true, ""),
    ];
    corpus.correct(own.clone());
    let written = written(&corpus, "", Form::Annotations);
    assert!(written.contains("TextQuoteSelector") && !written.contains('<'), "{written}");
    let mut read = read_annotations(&written).unwrap();
    let mut expected = own;
    let order = |one: &Correction| (one.facet.clone(), one.value.clone());
    read.sort_by_key(order);
    expected.sort_by_key(order);
    assert_eq!(read, expected);
    let none = self::written(&self::corpus(), "", Form::Annotations);
    assert_eq!(read_annotations(&none), Ok(vec![]), "the program's own labels are not the reader's");
    assert!(read_annotations("{}").is_err() && read_annotations("").is_err());
}

#[test]
fn claims_are_claims_and_no_reviews() {
    let claims = written(&corpus(), "", Form::Claims);
    let json: serde_json::Value = serde_json::from_str(&claims).unwrap();
    assert_eq!(json["@graph"][0]["@type"], "Claim");
    assert!(!claims.contains("Review") && !claims.contains("rating"), "{claims}");
}

#[test]
fn each_form_has_its_row_once() {
    for form in Form::ALL {
        assert_eq!(FORMS.iter().filter(|info| info.form == form).count(), 1, "{}", form.key());
        assert_eq!(Form::ALL.iter().filter(|other| other.key() == form.key()).count(), 1);
    }
}
