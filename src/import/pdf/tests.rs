use proptest::prelude::*;

use super::super::{Notice, NoticeKind, ReadOptions, Refusal, read};
use crate::article::{Article, MarkKind};

/// A file with these objects, numbered from 1, the first of them the catalogue.
fn pdf(objects: &[Vec<u8>], trailer: &str) -> Vec<u8> {
    let mut out = b"%PDF-1.7\n".to_vec();
    for (number, object) in (1..).zip(objects) {
        out.extend(format!("{number} 0 obj\n").bytes());
        out.extend(object);
        out.extend(b"\nendobj\n");
    }
    out.extend(format!("trailer << /Root 1 0 R {trailer} >>\n%%EOF").bytes());
    out
}

fn stream(dict: &str, bytes: &[u8]) -> Vec<u8> {
    let mut out = format!("<< {dict} /Length {} >>\nstream\n", bytes.len()).into_bytes();
    out.extend(bytes);
    out.extend(b"\nendstream");
    out
}

fn packed(dict: &str, bytes: &[u8]) -> Vec<u8> {
    stream(&format!("{dict} /Filter /FlateDecode"), &miniz_oxide::deflate::compress_to_vec_zlib(bytes, 6))
}

/// One page for each content, with a simple font F1 and a composite font F2.
fn pages(contents: &[&str], trailer: &str) -> Vec<u8> {
    let kids: Vec<String> = (0..contents.len()).map(|page| format!("{} 0 R", 8 + 2 * page)).collect();
    let table = "1 begincodespacerange <0000> <FFFF> endcodespacerange 1 beginbfchar <0003> <00DC0062> endbfchar \
                 2 beginbfrange <0010> <0029> <0061> <0040> <0041> [<0020> <20AC>] endbfrange";
    let mut objects = vec![
        b"<< /Type /Catalog /Pages 2 0 R >>".to_vec(),
        format!("<< /Type /Pages /Kids [{}] /Resources 3 0 R >>", kids.join(" ")).into_bytes(),
        b"<< /Font << /F1 4 0 R /F2 5 0 R >> >>".to_vec(),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding << /Differences [1 /adieresis /germandbls] >> >>".to_vec(),
        b"<< /Type /Font /Subtype /Type0 /Encoding /Identity-H /DescendantFonts [6 0 R] /ToUnicode 7 0 R >>".to_vec(),
        b"<< /Type /Font /Subtype /CIDFontType2 /DW 600 /W [16 [500 500]] >>".to_vec(),
        packed("", table.as_bytes()),
    ];
    for content in contents {
        let number = objects.len() + 2;
        objects.push(format!("<< /Type /Page /Parent 2 0 R /Contents {number} 0 R >>").into_bytes());
        objects.push(packed("", content.as_bytes()));
    }
    pdf(&objects, trailer)
}

fn read_one(bytes: &[u8]) -> (Result<Article, Refusal>, Vec<NoticeKind>) {
    let mut notices: Vec<Notice> = Vec::new();
    let read = read("a.pdf", bytes, &ReadOptions::default(), &mut notices);
    (read.map(|mut articles| articles.remove(0)), notices.into_iter().map(|notice| notice.kind).collect())
}

const PAGE: &str = "BT /F1 20 Tf 50 700 Td (Die Lage) Tj /F1 10 Tf 0 -40 Td (Der Betriebsrat spricht von einem Personal-) Tj \
    0 -12 Td (abbau, der alle trifft, gro\\002 und klein.) Tj 0 -12 Td [(Mehr) -300 (steht) -250 ( hier) 20 (.)] TJ \
    0 -30 Td (Ein neuer Absatz beginnt.) Tj ET";

#[test]
fn paragraphs_of_a_page() {
    let (article, said) = read_one(&pages(&[PAGE], ""));
    let article = article.unwrap();
    let blocks: Vec<_> = article.marks.iter().map(|mark| (mark.kind, mark.span.of(&article.text))).collect();
    let expected = [
        (MarkKind::Heading(1), "Die Lage"),
        (
            MarkKind::Paragraph,
            "Der Betriebsrat spricht von einem Personalabbau, der alle trifft, groß und klein. Mehr steht hier.",
        ),
        (MarkKind::Paragraph, "Ein neuer Absatz beginnt."),
    ];
    assert_eq!((blocks.as_slice(), said), (&expected[..], vec![]));
    assert_eq!(article.meta.title, "Die Lage");
}

#[test]
fn composite_fonts_running_heads_and_page_breaks() {
    let page = |number: usize, text: &str| {
        format!("BT /F1 8 Tf 50 800 Td (Morgenblatt {number}) Tj ET BT /F1 10 Tf 50 700 Td ({text}) Tj ET")
    };
    let hello = "BT /F2 10 Tf 1 0 0 1 50 500 Tm <0003 0014 0021 0040 0010 0041> Tj ET";
    let contents =
        [page(1, "Ein Satz geht") + hello, page(2, "Zwei."), page(3, "Drei, und"), page(4, "weiter geht es.")];
    let contents: Vec<&str> = contents.iter().map(String::as_str).collect();
    let text = read_one(&pages(&contents, "")).0.unwrap().text;
    assert_eq!(text.matches("Morgenblatt").count(), 1, "{text}");
    assert!(text.contains("Drei, und weiter geht es."), "{text}");
    assert!(text.contains("Über a€"), "{text}");
}

#[test]
fn objects_in_streams_are_found() {
    let inner = b"10 0 11 40 << /Type /Catalog /Pages 11 0 R >>         << /Type /Pages /Kids [2 0 R] >>";
    let first = 11;
    let objects = [
        packed(&format!("/Type /ObjStm /N 2 /First {first}"), inner),
        b"<< /Type /Page /Contents [3 0 R] /Resources << /Font << /F1 << /Type /Font /Subtype /TrueType >> >> >> >>"
            .to_vec(),
        stream(
            "",
            "BT /F1 10 Tf 0 0 Td (F\u{fc}r alle, die es angeht.) Tj ET"
                .chars()
                .map(|letter| letter as u8)
                .collect::<Vec<_>>()
                .as_slice(),
        ),
        b"<< /Producer (x) /Title <FEFF00DC> /CreationDate (D:20250513090000) >>".to_vec(),
    ];
    let article = read_one(&pdf(&objects, "")).0.unwrap();
    assert_eq!((article.text.as_str(), article.meta.title.as_str()), ("Für alle, die es angeht.", "Ü"));
    assert_eq!(article.meta.date.map(|date| date.to_string()).as_deref(), Some("2025-05-13"));
}

#[test]
fn locked_scanned_and_broken_files_say_so() {
    assert_eq!(read_one(&pages(&[PAGE], "/Encrypt 9 0 R")).0, Err(Refusal::Encrypted));
    assert_eq!(read_one(&pages(&["q 100 0 0 100 0 0 cm /Im1 Do Q"], "")).0, Err(Refusal::NoText));
    // Codes without a table: letters without a meaning.
    assert_eq!(
        read_one(&pages(&["BT /F2 10 Tf <77007701770277037704770577067707> Tj ET"], "")).0,
        Err(Refusal::NoText)
    );
    let (article, said) = read_one(&pages(&[PAGE, "q Q"], ""));
    assert!(article.is_ok());
    assert_eq!(said, [NoticeKind::PagesWithoutText(1)]);
    assert!(read_one(b"%PDF-1.4\n%%EOF").0.is_err());
    assert!(read_one(b"Hallo").0.unwrap_err().to_string().contains("does not begin"));
    let whole = pages(&[PAGE], "");
    for cut in (0..whole.len()).step_by(37) {
        let _ = read_one(&whole[..cut]);
    }
}

#[test]
fn hostile_files_end() {
    let circle = [
        b"<< /Type /Catalog /Pages 2 0 R >>".to_vec(),
        b"<< /Type /Pages /Kids [2 0 R 3 0 R 3 0 R] >>".to_vec(),
        b"<< /Type /Page /Contents 4 0 R /Resources << /XObject << /A 4 0 R >> >> >>".to_vec(),
        stream("/Subtype /Form", b"/A Do /A Do /A Do"),
        b"5 0 R".to_vec(),
    ];
    assert_eq!(read_one(&pdf(&circle, "")).0, Err(Refusal::NoText));
    let deep = [[b"[".repeat(100_000), b"<<".repeat(100_000)].concat(), b"(".repeat(100_000)];
    assert!(read_one(&pdf(&deep, "")).0.is_err());
    // A bomb: the stream is longer than what may be unpacked.
    let bomb = packed("", &vec![b' '; 4 << 20]);
    let page = b"<< /Type /Page /Contents 1 0 R >>".to_vec();
    let options = ReadOptions { most_total: 1 << 20, ..ReadOptions::default() };
    assert!(read("a.pdf", &pdf(&[bomb, page], ""), &options, &mut Vec::new()).is_err());
}

proptest! {
    #[test]
    fn no_damage_makes_it_panic(places in prop::collection::vec((any::<u16>(), any::<u8>()), 1..6)) {
        let mut bytes = pages(&[PAGE], "");
        let length = bytes.len();
        for (at, byte) in places {
            bytes[usize::from(at) % length] = byte;
        }
        let _ = read_one(&bytes);
    }

    #[test]
    fn no_content_makes_it_panic(content in "(BT|ET|Tj|TJ|Td|Tm|Tf|/F1|/F2|q|Q|cm|Do|BI|[-0-9\\. ()<>\\[\\]]| ){0,60}") {
        let _ = read_one(&pages(&[&content], ""));
    }
}

/// The files are qpdf's, made of one page by hand.
#[test]
fn files_that_only_an_owner_locked_are_read() {
    let owned: [&[u8]; 5] = [
        include_bytes!("../../../tests/cases/pdf/owner-40.pdf"),
        include_bytes!("../../../tests/cases/pdf/owner-128-rc4.pdf"),
        include_bytes!("../../../tests/cases/pdf/owner-128-aes.pdf"),
        include_bytes!("../../../tests/cases/pdf/owner-256.pdf"),
        include_bytes!("../../../tests/cases/pdf/owner-256-r5.pdf"),
    ];
    for bytes in owned {
        let article = read_one(bytes).0.unwrap();
        assert_eq!(article.text, "Der Betriebsrat spricht vom Abbau, der alle trifft.");
        assert_eq!(article.meta.title, "Die Lage am Markt");
    }
    let locked: [&[u8]; 2] = [
        include_bytes!("../../../tests/cases/pdf/user-128.pdf"),
        include_bytes!("../../../tests/cases/pdf/user-256.pdf"),
    ];
    for bytes in locked {
        assert_eq!(read_one(bytes).0, Err(Refusal::Encrypted));
        // Broken ones end too.
        for end in (0..bytes.len()).step_by(7) {
            let _ = read_one(&bytes[..end]);
        }
    }
}
